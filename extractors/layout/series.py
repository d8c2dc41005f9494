"""Labels as nested series over a whole document: which paragraphs count on from which."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.layout.labels import Label, follows, is_first, label_of, slipped_label
from extractors.layout.paragraphs import Para
from extractors.layout.titles import TitleSpan, title_of


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


_QUOTED = 20
"""A quotation that begins a paragraph closes within so many paragraphs; else its mark was a slip."""


def _quotation_end(paras: list[Para], index: int) -> int:
    """Index behind the paragraphs of a quoted provision (``“2. ...`` to ``...”``) that begins at ``index``."""
    for offset, para in enumerate(paras[index : index + _QUOTED]):
        if para.text.rstrip(" .;,:").endswith(("”", '"')):
            return index + offset + 1
    return index


_LABEL_LENGTH = 24


def labelled(paras: list[Para], recognised: bool) -> list[Node]:
    """Labelled paragraphs in order, quoted provisions left out; ``recognised`` text may have slips in labels."""
    nodes = []
    quoted = 0
    for index, para in enumerate(paras):
        if index >= quoted and para.text.startswith(("“", '"')):
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
    if text[:1] not in _STARTS:
        return None
    return label_of(text)


def nest(nodes: list[Node]) -> list[list[Node]]:
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
    if is_first(node.label) or (style == "roman" and not stack and node.title.strong):
        return len(stack)  # of some documents the first part carries no label, or is missing
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
