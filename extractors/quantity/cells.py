"""Amounts in table cells: value or state, unit from header, row or caption.

``0`` is zero, ``-`` and ``không phát sinh`` are not_arising, an empty cell is blank, ``?`` illegible;
none is ever taken for another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

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


class Cell(NamedTuple):
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


class _Column(NamedTuple):
    """A column of amounts; its unit is the ``noted`` one, else that of the row, else the noun its header ``counts``."""

    col: int
    header: str
    noted: str | None
    counts: str | None


def cells(grid: Grid) -> Iterator[Cell]:
    """Amounts of the numeric columns of ``grid``, row by row; merged cells once."""
    columns = [_column(col, grid.header(col)) for col in range(grid.cols) if _numeric(grid, col)]
    unit_column = next((col for col in range(grid.cols) if _names_units(grid, col)), None)
    common = _noted_unit(grid.caption or "")
    seen: set[tuple[int, int]] = set()
    for row in range(grid.header_rows, grid.rows):
        named = grid.row_header(row)
        if named is None:
            continue
        row_unit = grid.text(row, unit_column) if unit_column is not None else common
        for column in columns:
            span = grid.span(row, column.col)
            if span is None or span in seen or named[1] == column.col:
                continue
            seen.add(span)
            cell = _cell(span, grid.text(row, column.col), row, column, named[0], row_unit)
            if cell is not None:
                yield cell


def _column(col: int, header: str) -> _Column:
    return _Column(col, header, _noted_unit(header), _counted(header))


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


def _cell(
    span: tuple[int, int], text: str, row: int, column: _Column, row_header: str, row_unit: str | None
) -> Cell | None:
    unit = column.noted or row_unit or column.counts
    match = _VALUE.fullmatch(text)
    if match is None:
        state = _state(text)
        if state is None:
            return None
        return Cell(span, row, column.col, row_header, column.header, None, None, unit or None, state, 1.0)
    unit = match["unit"] or unit
    written = match["value"]
    numeral = parse_numeral(written.lstrip("+-"), unit != "%")
    if numeral is None:
        return None
    value = -numeral.value if written.startswith("-") else numeral.value
    second = parse_numeral(match["of"]) if match["of"] else None
    of, state = second.value if second else None, "zero" if value == 0 else "value"
    return Cell(span, row, column.col, row_header, column.header, value, of, unit or None, state, numeral.confidence)


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
