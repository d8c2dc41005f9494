"""What the units wrote under headings of the same kind, with near-identical paragraphs grouped, so a drafter edits and
need not retype.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rapidfuzz import fuzz

from extractors.text.folding import search_key
from pipeline.merge.filing import Filed
from schemas.consolidation import TextGroup, TextSection, TextSource
from schemas.section import Section
from schemas.span import Evidence

TITLES = {
    "results": "Kết quả thực hiện",
    "assessment": "Đánh giá chung",
    "advantages": "Thuận lợi",
    "difficulties": "Khó khăn, vướng mắc",
    "causes": "Nguyên nhân",
    "proposals": "Kiến nghị, đề xuất",
    "plans": "Phương hướng, nhiệm vụ",
    "plan": "Phương hướng, nhiệm vụ",
    "direction": "Phương hướng, nhiệm vụ",
}
_SHORTEST = 20
_BLOCK_WORDS = 4


def text_sections(filed: Iterable[Filed], texts: Mapping[str, str], near_identical: float) -> list[TextSection]:
    """Sections by kind. ``texts`` gives the document text of a report id; reports without text give nothing."""
    kinds: dict[str, list[tuple[str, TextSource]]] = defaultdict(list)
    for item in filed:
        text = texts.get(item.report.report_id)
        if text is None:
            continue
        for section in item.report.sections:
            for kind, heading, start, end in _pieces(section, section.kind):
                kinds[kind] += _paragraphs(text, start, end, heading, item)
    order = {kind: number for number, kind in enumerate(TITLES)}
    return [
        TextSection(kind=kind, title=TITLES.get(kind, kind), groups=tuple(_grouped(kinds[kind], near_identical)))
        for kind in sorted(kinds, key=lambda kind: (order.get(kind, len(order)), kind))
        if kinds[kind]
    ]


def _pieces(section: Section, kind: str | None) -> Iterator[tuple[str, str, int, int]]:
    """Stretches of body text with their kind (a section's own, else its parent's) and heading."""
    own = section.kind or kind
    heading = " ".join(part for part in (section.label, section.title) if part)
    body = max((item.end for item in section.evidence), default=section.start)
    first = section.children[0].start if section.children else section.end
    if own is not None and body < first:
        yield own, heading, body, first
    for child in section.children:
        yield from _pieces(child, own)


def _paragraphs(text: str, start: int, end: int, heading: str, item: Filed) -> Iterator[tuple[str, TextSource]]:
    position = start
    for line in text[start:end].split("\n"):
        clean = line.strip()
        if len(clean) >= _SHORTEST:
            at = position + line.index(clean)
            evidence = Evidence(start=at, end=at + len(clean), quote=clean)
            yield clean, TextSource(unit=item.unit, report=item.index, heading=heading, evidence=evidence)
        position += len(line) + 1


def _grouped(paragraphs: Sequence[tuple[str, TextSource]], enough: float) -> Iterator[TextGroup]:
    """Groups in the order of their first paragraph.

    Only paragraphs that share an opening, an ending or a middle are compared.
    """
    keys = [search_key(text) for text, _ in paragraphs]
    parent = list(range(len(paragraphs)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    blocks: dict[str, list[int]] = defaultdict(list)
    for index, key in enumerate(keys):
        for mark in _marks(key):
            seen = blocks[mark]
            for other in seen[-8:]:
                if root(other) != root(index) and fuzz.ratio(keys[other], key, score_cutoff=enough):
                    parent[max(root(index), root(other))] = min(root(index), root(other))
            seen.append(index)
    members: dict[int, list[int]] = defaultdict(list)
    for index in range(len(paragraphs)):
        members[root(index)].append(index)
    for group in members.values():
        wording = max((paragraphs[i][0] for i in group), key=lambda text: (len(text), text))
        yield TextGroup(text=wording, sources=tuple(paragraphs[i][1] for i in group))


def _marks(key: str) -> set[str]:
    """Openings, endings and a sample of the phrases inside: near-identical paragraphs share at least one."""
    words = key.split()
    if len(words) <= _BLOCK_WORDS:
        return {key}
    phrases = [" ".join(words[i : i + _BLOCK_WORDS]) for i in range(len(words) - _BLOCK_WORDS + 1)]
    sampled = sorted(phrases, key=lambda phrase: hashlib.md5(phrase.encode(), usedforsecurity=False).digest())[:3]
    return {phrases[0], phrases[-1], *sampled}
