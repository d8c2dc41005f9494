"""The little Markdown that reports come in: headings, bold lines, pipe tables."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from extractors.layout.spelling import LOWER, UPPER
from pipeline.readers import _columns
from pipeline.readers._columns import Side

SEPARATOR = re.compile(
    r"[ \t]{0,8}\|?(?:[ \t]{0,8}:?-{1,200}:?[ \t]{0,8}\|){1,200}(?:[ \t]{0,8}:?-{1,200}:?[ \t]{0,8})?$"
)
HEADING = re.compile(r"(#{1,6})[ \t]{1,8}(?=\S)")
_BOLD = re.compile(r"(?:\*\*|__)(?=[^\s*_])")
_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
_RULE = re.compile(r"[ \t]{0,8}(?:[-_*─═]{3,200})[ \t]{0,8}")
_ITEM = re.compile(r"(?<=[;:.*])[ \t]{1,8}(?=[-+–] ?\S)")
_MOTTO_PARTS = re.compile(r"[ \t]{1,8}(?=Độc lập|ĐỘC LẬP|CỘNG H|Số ?:|V/v)")
_NAME_AFTER_CAPITALS = re.compile(rf"(?<=[{UPPER})*])[ \t]{{1,8}}(?=(?:[{UPPER}][{LOWER}]{{1,6}}(?:[ \t]|$)){{2,6}})")
_NEXT_OFFICE = re.compile(
    r"(?<!KT\.)(?<!TL\.)(?<!TUQ\.)(?<!PHÓ)(?<!TỔNG)(?<!QUYỀN)(?<!Q\.)(?<!TM\.)[ \t]{1,8}"
    r"(?=(?:(?:KT|TL|TUQ|Q)\. {0,2})?(?:PHÓ |QUYỀN )?(?:TỔNG )?"
    r"(?:CHỦ TỊCH|GIÁM ĐỐC|CHÁNH VĂN PHÒNG|CHÁNH THANH TRA|(?:BỘ|CỤC|VỤ|VIỆN|HIỆU|THỨ) TRƯỞNG|TRƯỞNG (?:PHÒNG"
    r"|BAN)|BÍ THƯ))"
)
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


def layout_parts(content: str) -> list[tuple[int, int, bool]]:
    """Spans of the lines that a layout cell held before it was written on one line, and whether they are bold.

    Rules (``-----``), line breaks and the marks of emphasis are left out. A pair of marks may go over several lines.
    """
    patterns = [_BREAK, _RULE, _MOTTO_PARTS, _NAME_AFTER_CAPITALS]
    if _columns.RECIPIENTS.search(content):
        patterns.append(_ITEM)
    if _columns.BEHALF.search(content):
        patterns.append(_NEXT_OFFICE)
    cuts = {0, len(content)}
    for pattern in patterns:
        for match in pattern.finditer(content):
            cuts.update(match.span())
    parts = []
    bold = False
    for left, right in pairwise(sorted(cuts)):
        piece = content[left:right]
        text = piece.strip(" \t*_")
        opened = bold or piece.lstrip().startswith(("**", "__"))
        bold ^= bool((piece.count("**") + piece.count("__")) % 2)
        if text and not _LINE_RULE.fullmatch(piece) and not _BREAK.fullmatch(piece):
            start = left + piece.index(text)
            parts.append((start, start + len(text), opened))
    return parts
