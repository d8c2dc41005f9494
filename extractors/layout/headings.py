"""Which labelled paragraphs are headings, their titles and their levels."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.layout.labels import Label, follows, is_first, label_of, slipped_label
from extractors.layout.paragraphs import Para, paragraphs
from extractors.layout.spelling import bare, is_rule, is_upper, one_line
from extractors.layout.titles import TitleSpan, title_of
from schemas.document import BlockKind

if TYPE_CHECKING:
    from spacy.tokens import Doc

_BODY_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING})


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: folded offsets of the heading (``start`` to ``title_end``) and of its whole section (to ``end``)."""

    label: str | None
    title: str
    level: int
    start: int
    title_end: int
    end: int


@dataclass(slots=True)
class Node:
    """A labelled paragraph in its series."""

    para: Para
    label: Label
    title: TitleSpan
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)
    position: int = 0
    heading: bool = False
    printed: str | None = None
    """The label as it must have been printed, where recognition garbled it."""


def headings(doc: Doc) -> list[Heading]:
    """All headings of ``doc`` in order, with levels from 1."""
    paras = [p for p in paragraphs(doc) if p.kind in _BODY_KINDS and p.column != "right"]
    recognised = doc._.document.text_origin != "native"
    hinted = {p.number for p in paras if p.bold} if recognised else set()
    if recognised:
        paras = [p._replace(bold=False, bold_end=p.start) if p.bold_end > p.start else p for p in paras]
    nodes = _nodes(paras, recognised)
    roots = _series(nodes)
    _decide(roots, paras, recognised, hinted)
    kept = [node for node in nodes if node.heading]
    end = len(doc._.folded.text)
    if not kept:
        return _unnumbered(paras, end)
    levels = [_level(node) for node in kept]
    stops = _stops(kept, levels, end)
    return [
        Heading(
            n.printed or one_line(n.para.text[: n.title.label_end]),
            n.title.text,
            level,
            n.para.start,
            n.title.end,
            stop,
        )
        for n, level, stop in zip(kept, levels, stops, strict=True)
    ]


_QUOTED = 20
"""A quotation that begins a paragraph closes within so many paragraphs; else its mark was a slip."""


def _quotation_end(paras: list[Para], index: int) -> int:
    """Index behind the paragraphs of a quoted provision (``“2. ...`` to ``...”``) that begins at ``index``."""
    for offset, para in enumerate(paras[index : index + _QUOTED]):
        if para.text.rstrip(" .;,:").endswith(("”", '"')):
            return index + offset + 1
    return index


_LABEL_LENGTH = 24


def _nodes(paras: list[Para], recognised: bool) -> list[Node]:
    nodes = []
    quoted = 0
    for index, para in enumerate(paras):
        if index >= quoted and para.text[0] in '“"':
            quoted = _quotation_end(paras, index)
        if index < quoted:
            continue
        label = _label(para)
        printed = None
        if recognised and (label is None or label.style == "capital"):
            slip = slipped_label(para.text[:_LABEL_LENGTH])
            label, printed = slip if slip is not None else (label, None)
        if label is not None:
            title = title_of(para, label, paras[index + 1 : index + 5])
            nodes.append(Node(para, label, title, position=para.number, printed=printed))
    return nodes


_STARTS = frozenset("0123456789IVXLCABDEFGHĐPMTabcdđefghiklmnopqrstuvxyăâêôơư(")


def _label(para: Para) -> Label | None:
    text = para.text
    if text[0] not in _STARTS:
        return None
    return label_of(text)


def _series(nodes: list[Node]) -> list[list[Node]]:
    """Nest the nodes by their series; returns the groups of siblings. What continues no series has no group."""
    groups: list[list[Node]] = []
    stack: list[tuple[str, list[Node]]] = []
    for index, node in enumerate(nodes):
        depth = _place(node, stack)
        if depth is None or (depth < len(stack) and _leaps(node, stack[depth][1], nodes, index)):
            continue
        if depth < len(stack):
            del stack[depth + 1 :]
            siblings = stack[depth][1]
            if not follows(node.label, siblings[-1].label.value, node.label.style):
                siblings = []
                groups.append(siblings)
                stack[depth] = (node.label.style, siblings)
        else:
            siblings = []
            groups.append(siblings)
            stack.append((node.label.style, siblings))
        node.parent = stack[depth - 1][1][-1] if depth else None
        if node.parent is not None:
            node.parent.children.append(node)
        siblings.append(node)
    return groups


_AHEAD = 60


def _leaps(node: Node, siblings: list[Node], nodes: list[Node], index: int) -> bool:
    """Tell whether ``node`` skips a number that still comes: then it belongs to no series here."""
    last = siblings[-1].label if siblings else None
    if last is None or last.style != node.label.style or node.label.value - last.value not in {2, 3}:
        return False
    wanted = (*last.values[:-1], last.value + 1)
    for later in nodes[index + 1 : index + _AHEAD]:
        if later.label.style == node.label.style:
            if later.label.values == wanted:
                return True
            if is_first(later.label):
                return False
    return False


_RANKS = {"part": 0, "chapter": 1, "item": 2, "subitem": 3, "article": 4}


def _place(node: Node, stack: list[tuple[str, list[Node]]]) -> int | None:
    """Depth at which ``node`` goes on or begins a series; None where it fits nowhere."""
    style = node.label.style
    if style in _RANKS:
        depth = next((d for d, (other, _) in enumerate(stack) if _RANKS.get(other, 9) >= _RANKS[style]), len(stack))
        return depth if depth == len(stack) or stack[depth][0] == style else _restart(stack, depth)
    for depth in range(len(stack) - 1, -1, -1):
        open_style, siblings = stack[depth]
        if open_style != style:
            continue
        last = siblings[-1].label
        if len(node.label.values) > 1 and node.label.values[:-1] != last.values[:-1]:
            break
        if follows(node.label, last.value, style) or is_first(node.label):
            return depth
        return None
    if len(node.label.values) > 1:
        return _dotted(node, stack)
    if is_first(node.label):
        return len(stack)
    return None


def _dotted(node: Node, stack: list[tuple[str, list[Node]]]) -> int | None:
    """``2.1`` goes under ``2.`` (or under whatever is open, when it begins a series)."""
    values = node.label.values
    for depth in range(len(stack) - 1, -1, -1):
        open_style, siblings = stack[depth]
        if siblings[-1].label.values == values[:-1]:
            return (
                depth + 1
                if depth + 1 == len(stack) or stack[depth + 1][0] != node.label.style
                else _restart(stack, depth + 1)
            )
        if open_style == node.label.style:
            return _restart(stack, depth) if is_first(node.label) else None
    return len(stack) if is_first(node.label) else None


def _restart(stack: list[tuple[str, list[Node]]], depth: int) -> int:
    del stack[depth:]
    return depth


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


def _is_list(group: list[Node], paras: list[Para]) -> bool:
    """A series whose items follow each other with nothing between is a list, not headings."""
    if len(group) < 2:
        node = group[0]
        return node.para is paras[-1]
    empty = sum(
        1 for node, following in pairwise(group)
        if following.position - node.position <= 1 + node.title.extra and not node.children
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


def _unnumbered(paras: list[Para], end: int) -> list[Heading]:
    """Headings of a document without numbers: by style, else short bold paragraphs below the title."""
    styled = [p for p in paras if p.kind == BlockKind.HEADING and not is_rule(p.text)]
    if len(styled) < 2:
        styled = [p for p in paras[3:] if p.bold and not p.centered and len(p.text) <= _MAX_BOLD and _is_title(p)]
    found = []
    for index, para in enumerate(styled):
        stop = styled[index + 1].start if index + 1 < len(styled) else end
        title = one_line(para.text).rstrip(" :")
        found.append(Heading(None, title, 1, para.start, para.end, stop))
    return found


def _is_title(para: Para) -> bool:
    text = bare(para.text)
    return (
        not text.startswith(("noi nhan", "kinh gui", "can cu"))
        and not para.text.rstrip().endswith(".")
        and not is_upper(para.text[:3])
    )
