"""Amounts in table cells: value or state, unit from header, row or caption.

``0`` is zero, ``-`` and ``không phát sinh`` are not_arising, an empty cell is blank, ``?`` illegible;
none is ever taken for another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from extractors.quantity.grid import Grid
from extractors.quantity.lexicon import lexicon
from extractors.text.numbers import NUMERAL, parse_numeral
from schemas.quantity import State

_VALUE = re.compile(
    rf"(?P<value>[-+]?{NUMERAL})(?:[ ]?/[ ]?(?P<of>{NUMERAL}))?[ ]?(?P<unit>%|[^\W\d_]{{1,12}}"
    rf"(?:[ ][^\W\d_]{{1,8}}){{0,2}})?"
)
_NOT_ARISING = re.compile(r"[-–—]{1,3}|không phát sinh|không có|x|/", re.IGNORECASE)
_ILLEGIBLE = re.compile(r"[?#�…]+|\.{3,}")
_LABEL_HEADER = re.compile(
    r"\b(?:stt|tt|số tt|số thứ tự|mã|ký hiệu|số hiệu|ghi chú|ngày|tháng|năm|thời gian|thời hạn|điện thoại"
    r"|số điện thoại|tên|họ|địa chỉ|căn cứ|văn bản|số văn bản|số quyết định|trang|năm sinh)\b",
    re.IGNORECASE,
)
_UNIT_HEADER = re.compile(r"^(?:đơn vị tính|đvt|đv tính)\.?$", re.IGNORECASE)
_UNIT_NOTE = re.compile(
    r"(?:đơn vị tính|đơn vị|đvt|đv tính)\s*[:.]\s*(?P<unit>[^\n;,.)]{1,30})|\((?P<inside>%|[^\W\d_]+"
    r"(?:[ ][^\W\d_]+){0,2})\)\s*$",
    re.IGNORECASE,
)
_YEARLIKE = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Cell:
    """One amount of a table; ``span`` is raw."""

    span: tuple[int, int]
    row: int
    col: int
    row_header: str | None
    column_header: str
    value: int | float | None
    of: int | float | None
    unit: str | None
    state: State
    confidence: float


def cells(grid: Grid) -> Iterator[Cell]:
    """Amounts of the numeric columns of ``grid``, row by row; merged cells once."""
    columns = [col for col in range(grid.cols) if _numeric(grid, col)]
    unit_column = next((col for col in range(grid.cols) if _names_units(grid, col)), None)
    common = _noted_unit(grid.caption or "")
    seen: set[tuple[int, int]] = set()
    for row in range(grid.header_rows, grid.rows):
        named = grid.row_header(row)
        for col in columns:
            span = grid.span(row, col)
            if span is None or span in seen or named is None or named[1] == col:
                continue
            seen.add(span)
            cell = _cell(grid, row, col, named[0], grid.text(row, unit_column) if unit_column is not None else common)
            if cell is not None:
                yield cell


def _names_units(grid: Grid, col: int) -> bool:
    """``Đơn vị tính``; a mere ``Đơn vị`` where units of measure stand below it, not organisations."""
    header = grid.header(col).strip()
    if _UNIT_HEADER.match(header):
        return True
    texts = [text.lower() for row in range(grid.header_rows, grid.rows) if (text := grid.text(row, col))]
    return header.lower() == "đơn vị" and bool(texts) and all(text in lexicon().units or text == "%" for text in texts)


def _numeric(grid: Grid, col: int) -> bool:
    """A column of amounts: a header that does not number or date things, and mostly amounts or marks below it."""
    header = grid.header(col)
    if not header or _LABEL_HEADER.match(header.strip()) or _UNIT_HEADER.match(header.strip()):
        return False
    texts = [grid.text(row, col) for row in range(grid.header_rows, grid.rows)]
    written = [text for text in texts if text]
    amounts = [text for text in written if _VALUE.fullmatch(text)]
    marks = [text for text in written if _NOT_ARISING.fullmatch(text) or _ILLEGIBLE.fullmatch(text)]
    return (
        bool(amounts)
        and len(amounts) + len(marks) >= 0.7 * len(written)
        and not all(_YEARLIKE.fullmatch(text) for text in amounts)
    )


def _cell(grid: Grid, row: int, col: int, row_header: str, row_unit: str | None) -> Cell | None:
    span, text, header = grid.span(row, col), grid.text(row, col), grid.header(col)
    if span is None:
        return None
    unit = _noted_unit(header) or row_unit or _counted(header)
    match = _VALUE.fullmatch(text)
    value: int | float | None = None
    of: int | float | None = None
    confidence, state = 1.0, _state(text)
    if match is not None:
        unit = match["unit"] or unit
        numeral = parse_numeral(match["value"].lstrip("+-"), unit != "%")
        if numeral is None:
            return None
        value = -numeral.value if match["value"].startswith("-") else numeral.value
        confidence, state = numeral.confidence, "zero" if value == 0 else "value"
        second = parse_numeral(match["of"]) if match["of"] else None
        of = second.value if second else None
    elif state is None:
        return None
    return Cell(span, row, col, row_header, header, value, of, unit or None, state or "value", confidence)


def _state(text: str) -> State | None:
    if not text:
        return "blank"
    if _NOT_ARISING.fullmatch(text):
        return "not_arising"
    return "illegible" if _ILLEGIBLE.fullmatch(text) else None


@lru_cache(maxsize=1_000)
def _noted_unit(text: str) -> str | None:
    match = _UNIT_NOTE.search(text)
    if match is None:
        return "%" if re.search(r"\b(?:tỷ lệ|tỉ lệ)\b|%", text, re.IGNORECASE) else None
    unit = (match["unit"] or match["inside"]).strip()
    return (
        unit
        if match["unit"] or unit == "%" or unit.lower() in lexicon().units or unit.lower().endswith("đồng")
        else None
    )


@lru_cache(maxsize=1_000)
def _counted(header: str) -> str | None:
    """``Số hồ sơ tiếp nhận``: the noun that a header counts."""
    match = re.search(r"(?:số lượng|tổng số|số|tổng)\s+([^\W\d_]+(?:\s[^\W\d_]+){0,4})", header, re.IGNORECASE)
    words = match[1].lower().split() if match else []
    return next((" ".join(words[:n]) for n in range(len(words), 0, -1) if " ".join(words[:n]) in lexicon().units), None)
