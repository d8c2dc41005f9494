"""The little Markdown that reports come in: headings, bold lines, pipe tables."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from pipeline.readers import _columns
from pipeline.readers._columns import Side

SEPARATOR = re.compile(
    r"[ \t]{0,8}\|?(?:[ \t]{0,8}:?-{1,200}:?[ \t]{0,8}\|){1,200}(?:[ \t]{0,8}:?-{1,200}:?[ \t]{0,8})?$"
)
HEADING = re.compile(r"(#{1,6})[ \t]{1,8}(?=\S)")
_BOLD = re.compile(r"(?:\*\*|__)(?=[^\s*_])")
_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
_RULE = re.compile(r"[ \t]{0,8}(?:[-_*─═]{3,200})[ \t]{0,8}")
_ITEM = re.compile(r"(?<=[;:.])[ \t]{1,8}(?=[-+–] ?\S)")
_MOTTO_PARTS = re.compile(r"[ \t]{1,8}(?=Độc lập|ĐỘC LẬP|CỘNG H|Số ?:|V/v)")
_NAME_AFTER_CAPITALS = re.compile(r"(?<=[A-ZĐÀ-Ỹ])[ \t]{1,8}(?=(?:[A-ZĐÀ-Ỹ][a-zđà-ỹ]{1,6}(?:[ \t]|$)){2,6})")
_LINE_RULE = re.compile(r"[-_*─═\s.]{2,}")


def bold_end(content: str) -> tuple[int, int, bool] | None:
    """``(inside start, inside end, whole)`` of the bold run at the start of ``content``; None without one."""
    match = _BOLD.match(content)
    if match is None:
        return None
    close = content.find(match.group(), match.end())
    if close < 0:
        return None
    return match.end(), close, not any(c.isalnum() for c in content[close:])


@dataclass(frozen=True, slots=True)
class CellSpan:
    """A cell of a pipe table: trimmed span and place."""

    start: int
    end: int
    row: int
    col: int


def cells_of(text: str, start: int, end: int, row: int) -> list[CellSpan]:
    """The cells of one table line; ``\\|`` is no border."""
    cells: list[CellSpan] = []
    position = start
    while position < end and text[position] in " \t":
        position += 1
    if position < end and text[position] == "|":
        position += 1
    while position < end:
        border = text.find("|", position, end)
        while border > 0 and text[border - 1] == "\\":
            border = text.find("|", border + 1, end)
        stop = border if border >= 0 else end
        content = text[position:stop]
        if border >= 0 or content.strip():
            left = position + len(content) - len(content.lstrip())
            cells.append(CellSpan(min(left, stop), max(left, position + len(content.rstrip())), row, len(cells)))
        position = stop + 1
    return cells


def side(col: int, cols: int) -> Side:
    """Column of a cell of a layout table."""
    return "left" if col * 2 < cols - (cols > 1) else "right"


def layout_parts(content: str) -> list[tuple[int, int]]:
    """Spans of the lines that a layout cell held before it was written on one line; rules (``-----``) are left out."""
    cuts = {0, len(content)}
    holes: list[tuple[int, int]] = []
    for pattern in (_BREAK, _RULE):
        for match in pattern.finditer(content):
            if pattern is _RULE and len(match.group().strip()) < 3:
                continue
            holes.append(match.span())
            cuts.update(match.span())
    for pattern in (_MOTTO_PARTS, _NAME_AFTER_CAPITALS) + ((_ITEM,) if _columns.RECIPIENTS.search(content) else ()):
        for match in pattern.finditer(content):
            holes.append(match.span())
            cuts.update(match.span())
    points = sorted(cuts)
    parts = []
    for left, right in pairwise(points):
        piece = content[left:right]
        if not piece.strip() or _LINE_RULE.fullmatch(piece) or any(a <= left and right <= b for a, b in holes):
            continue
        parts.append((left + len(piece) - len(piece.lstrip()), left + len(piece.rstrip())))
    return parts
