"""Which labelled paragraphs are headings, their titles and their levels."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from extractors.layout.head import head_of
from extractors.layout.paragraphs import Para, paragraphs
from extractors.layout.series import Node, labelled, nest
from extractors.layout.spelling import bare, is_rule, is_upper, one_line
from extractors.layout.subject import subject_lines
from extractors.layout.words import bare_words
from schemas.document import BlockKind

if TYPE_CHECKING:
    from spacy.tokens import Doc

_BODY_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING})


class Heading(NamedTuple):
    """A heading: folded offsets of the heading (``start`` to ``title_end``) and of its whole section (to ``end``)."""

    label: str | None
    title: str
    level: int
    start: int
    title_end: int
    end: int


def headings(doc: Doc) -> list[Heading]:
    """All headings of ``doc`` in order, with levels from 1."""
    paras = [p for p in paragraphs(doc) if p.kind in _BODY_KINDS and p.column != "right"]
    recognised = doc._.document.text_origin != "native"
    hinted = {p.number for p in paras if p.bold} if recognised else set()
    if recognised:
        paras = [p._replace(bold=False, bold_end=p.start) if p.bold_end > p.start else p for p in paras]
    nodes = labelled(paras, recognised)
    groups = nest(nodes)
    _decide(groups, paras, recognised, hinted)
    kept = [node for node in nodes if node.heading]
    end = len(doc._.folded.text)
    if not kept:
        return _unnumbered(paras, _body_start(doc, paras), end)
    levels = [_level(node) for node in kept]
    stops = _stops(kept, levels, end)
    return [
        Heading(_written(node), node.title.text, level, node.para.start, node.title.end, stop)
        for node, level, stop in zip(kept, levels, stops, strict=True)
    ]


def _written(node: Node) -> str:
    return node.printed or one_line(node.para.text[: node.title.label_end])


def _decide(groups: list[list[Node]], paras: list[Para], recognised: bool, hinted: set[int]) -> None:
    """Mark headings, outer series first (a title under a list item is no heading unless it is bold).

    Bold type on scans is a guess: paragraphs ``hinted`` by it speak against a list, and no more.
    """
    marked = any(node.title.strong and node.title.bold for group in groups for node in group)
    for group in groups:
        if not marked:
            _shorten(group, recognised)
        titled = sum(node.title.strong or node.title.plausible for node in group)
        strong = any(node.title.strong for node in group)
        accepted = strong or (
            2 * titled > len(group)
            and not (_is_list(group, paras) and hinted.isdisjoint(node.position for node in group))
        )
        for node in group:
            title = node.title
            if node.label.style == "article" or title.strong:
                node.heading = True
            elif title.plausible and accepted and (node.parent is None or node.parent.heading):
                clause = node.parent is not None and node.parent.label.style == "article"
                sentence = clause and (marked or title.text.endswith("."))
                node.heading = title.italic or not (sentence or (marked and strong))


def _shorten(group: list[Node], recognised: bool) -> None:
    """Take the titles that lead into text on their line, where the series has others (on scans always in 2.1.)."""
    if any(node.title.lead is None and node.title.plausible for node in group) or (
        recognised and group[0].label.style[0] in "23456"
    ):
        for node in group:
            node.title = node.title.lead or node.title


_RUN_IN = 12
"""A title with so many characters behind it on its line leads into a text: its section is not empty."""


def _is_list(group: list[Node], paras: list[Para]) -> bool:
    """A series whose items follow each other with nothing between is a list, not headings."""
    if len(group) < 2:
        node = group[0]
        return node.para is paras[-1] or (not node.children and node.para.text.rstrip().endswith((".", ";")))
    empty = sum(
        1 for node, following in pairwise(group)
        if following.position - node.position <= 1 + node.title.extra
        and not node.children
        and node.para.end - node.title.end < _RUN_IN
    )  # fmt: skip
    return 2 * empty >= len(group) - 1 and empty > 0


def _level(node: Node) -> int:
    level = 1
    parent = node.parent
    while parent is not None:
        level += parent.heading
        parent = parent.parent
    return level


def _stops(kept: list[Node], levels: list[int], end: int) -> list[int]:
    """End of each section: where the next heading on its level or above begins."""
    stops = [end] * len(kept)
    open_: list[int] = []
    for index, level in enumerate(levels):
        while open_ and levels[open_[-1]] >= level:
            stops[open_.pop()] = kept[index].para.start
        open_.append(index)
    return stops


_MAX_BOLD = 160


_FRAME = 3
"""Title and subject take so many paragraphs where they are not known."""


def _body_start(doc: Doc, paras: list[Para]) -> int:
    """Offset behind title and subject."""
    head = head_of(doc)
    if head.title is None or not head.rest:
        return paras[_FRAME].start if len(paras) > _FRAME else len(doc._.folded.text)
    return max([head.rest[0].end, *(stop for _, stop, _ in subject_lines(head))])


def _unnumbered(paras: list[Para], body: int, end: int) -> list[Heading]:
    """Headings of a document without numbers: by style, else short bold paragraphs of the body."""
    styled = [p for p in paras if p.kind == BlockKind.HEADING and not is_rule(p.text)]
    if len(styled) < 2:
        below = (p for p in paras if p.start >= body)
        styled = [p for p in below if p.bold and not p.centered and len(p.text) <= _MAX_BOLD and _is_title(p)]
    found = []
    for index, para in enumerate(styled):
        stop = styled[index + 1].start if index + 1 < len(styled) else end
        title = one_line(para.text).rstrip(" :")
        found.append(Heading(None, title, 1, para.start, para.end, stop))
    return found


def _is_title(para: Para) -> bool:
    text = bare(para.text)
    return (
        not text.startswith(bare_words("no_heading"))
        and not para.text.rstrip().endswith(".")
        and not is_upper(para.text[:3])
    )
