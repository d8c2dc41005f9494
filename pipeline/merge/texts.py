"""What the units wrote under headings of the same kind, near-identical paragraphs grouped, so a drafter need not
retype.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from extractors.text.folding import search_key, tone_key
from pipeline.merge.filing import Filed
from schemas.consolidation import TextGroup, TextSection, TextSource
from schemas.profile import Policy
from schemas.section import Section
from schemas.span import Evidence

_SHORTEST = 20
_BLOCK_WORDS = 4
_COMPARED = 8
_BULLET = re.compile(r"[-–+*•▪●]{1,3}\s{0,8}")


@dataclass(frozen=True, slots=True)
class _Paragraph:
    text: str
    source: TextSource


def text_sections(filed: Iterable[Filed], texts: Mapping[str, str], policy: Policy) -> list[TextSection]:
    """Sections by kind, in the order of the policy's titles. ``texts`` gives the document text of a report id."""
    kinds: dict[str, list[_Paragraph]] = defaultdict(list)
    for item in filed:
        text = texts.get(item.report.report_id)
        if text is None:
            continue
        outside = _outside(item)
        for section in item.report.sections:
            for kind, heading, start, end in _pieces(section, section.kind):
                if kind in policy.section_titles:
                    kinds[kind] += _paragraphs(
                        text, start, end, heading=heading, item=item, outside=outside, policy=policy
                    )
    return [
        TextSection(kind=kind, title=title, groups=tuple(_grouped(kinds[kind], policy.near_identical)))
        for kind, title in policy.section_titles.items()
        if kinds[kind]
    ]


def body_paragraphs(item: Filed, text: str, policy: Policy) -> Iterator[Evidence]:
    """Every paragraph that stands below a heading of the report, whatever the heading is about."""
    outside = _outside(item)
    for section in item.report.sections:
        for _, heading, start, end in _pieces(section, section.kind or ""):
            for paragraph in _paragraphs(text, start, end, heading=heading, item=item, outside=outside, policy=policy):
                yield paragraph.source.evidence


def _outside(item: Filed) -> list[tuple[int, int]]:
    """What is no body text: tables, and everything from the recipients or the signature on."""
    report = item.report
    spans = [(e.start, e.end) for table in report.tables for e in table.evidence]
    spans += [(e.start, e.end) for fact in report.indicators if fact.cell_context for e in fact.evidence]
    ends = [e.start for e in report.signature.evidence]
    ends += [e.start for e in report.evidence if e.field is not None and e.field.startswith("recipients")]
    return [*spans, (min(ends), 1 << 60)] if ends else spans


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


def _paragraphs(
    text: str,
    start: int,
    end: int,
    *,
    heading: str,
    item: Filed,
    outside: Sequence[tuple[int, int]],
    policy: Policy,
) -> Iterator[_Paragraph]:
    closing = tuple(tone_key(word) for word in policy.closing_words)
    position = start
    for line in text[start:end].split("\n"):
        clean = line.strip()
        if (bullet := _BULLET.match(clean)) is not None:
            clean = clean[bullet.end() :]
        at = position + line.find(clean) if clean else position
        position += len(line) + 1
        if clean and tone_key(clean[:40]).startswith(closing):
            return
        if len(clean) < _SHORTEST or any(a < at + len(clean) and at < b for a, b in outside):
            continue
        evidence = Evidence(start=at, end=at + len(clean), quote=clean)
        yield _Paragraph(clean, TextSource(unit=item.unit, report=item.index, heading=heading, evidence=evidence))


def _grouped(paragraphs: Sequence[_Paragraph], enough: float) -> Iterator[TextGroup]:
    """Groups in the order of their first paragraph. Only paragraphs that share a phrase are compared."""
    keys = [search_key(item.text) for item in paragraphs]
    parent = list(range(len(paragraphs)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    blocks: dict[str, list[int]] = defaultdict(list)
    for index, key in enumerate(keys):
        for mark in sorted(_marks(key)):
            seen = blocks[mark]
            for other in seen[-_COMPARED:]:
                if root(other) != root(index) and fuzz.ratio(keys[other], key, score_cutoff=enough):
                    low, high = sorted((root(index), root(other)))
                    parent[high] = low
            seen.append(index)
    members: dict[int, list[int]] = defaultdict(list)
    for index in range(len(paragraphs)):
        members[root(index)].append(index)
    for _, group in sorted(members.items()):
        wording = max((paragraphs[i].text for i in group), key=lambda text: (len(text), text))
        yield TextGroup(text=wording, sources=tuple(paragraphs[i].source for i in group))


def _marks(key: str) -> set[str]:
    """Openings, endings and a sample of the phrases inside: near-identical paragraphs share at least one."""
    words = key.split()
    if len(words) <= _BLOCK_WORDS:
        return {key}
    phrases = [" ".join(words[i : i + _BLOCK_WORDS]) for i in range(len(words) - _BLOCK_WORDS + 1)]
    sampled = sorted(phrases, key=lambda phrase: hashlib.md5(phrase.encode(), usedforsecurity=False).digest())[:3]
    return {phrases[0], phrases[-1], *sampled}
