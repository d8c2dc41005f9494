"""Which labelled paragraphs are headings, their titles and their levels."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractors.layout.labels import Label, follows, is_first, label_of
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


def headings(doc: Doc) -> list[Heading]:
    """All headings of ``doc`` in order, with levels from 1."""
    paras = [p for p in paragraphs(doc) if p.kind in _BODY_KINDS and p.column is None]
    nodes = _nodes(paras)
    roots = _series(nodes)
    _decide(roots, paras)
    kept = [node for node in nodes if node.heading]
    end = len(doc._.folded.text)
    if not kept:
        return _unnumbered(paras, end)
    levels = [_level(node) for node in kept]
    stops = _stops(kept, levels, end)
    return [
        Heading(one_line(n.para.text[: n.title.label_end]), n.title.text, level, n.para.start, n.title.end, stop)
        for n, level, stop in zip(kept, levels, stops, strict=True)
    ]


def _nodes(paras: list[Para]) -> list[Node]:
    nodes = []
    for index, para in enumerate(paras):
        label = _label(para)
        if label is not None:
            following = paras[index + 1] if index + 1 < len(paras) else None
            nodes.append(Node(para, label, title_of(para, label, following), position=para.index))
    return nodes


_STARTS = frozenset("0123456789IVXLCABDEFGHĐPMTabcdđefghiklmnopqrstuvxyăâêôơư(")


def _label(para: Para) -> Label | None:
    text = para.text
    if text[0] not in _STARTS:
        return None
    return label_of(text)


def _series(nodes: list[Node]) -> list[list[Node]]:
    """Nest the nodes by their series; returns the groups of siblings. Nodes that continue no series stay without group."""
    groups: list[list[Node]] = []
    stack: list[tuple[str, list[Node]]] = []
    for node in nodes:
        depth = _place(node, stack)
        if depth is None:
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


def _decide(groups: list[list[Node]], paras: list[Para]) -> None:
    """Mark headings, outer series first (a title under a list item is no heading unless it is bold)."""
    marked = any(node.title.strong for group in groups for node in group)
    for group in groups:
        titled = [node for node in group if node.title.strong or node.title.plausible]
        strong = any(node.title.strong for node in group)
        listed = not strong and _is_list(group, paras)
        most = 2 * len(titled) > len(group) or strong
        for node in group:
            if node.label.style == "article":
                node.heading = True
                continue
            parent = node.parent is None or node.parent.heading
            if node.title.strong:
                node.heading = True
            elif node.title.plausible and most and not listed and parent:
                node.heading = not strong or not marked or node.title.italic


def _is_list(group: list[Node], paras: list[Para]) -> bool:
    """A series whose items follow each other with nothing between is a list, not headings."""
    if len(group) < 2:
        node = group[0]
        return node.para is paras[-1]
    empty = sum(
        1 for node, following in zip(group, group[1:], strict=False)
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
