"""A table as rows and columns of values, for the rules that add up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from extractors.text.folding import search_key
from schemas.document import Block, Document, Table

_NUMBER = re.compile(r"[+-]?\d{1,3}(?:\.\d{3}){0,6}(?:,\d{1,6})?|[+-]?\d{1,18}(?:,\d{1,6})?")
_EMPTY = frozenset({"", "-", "–", "—", "0", "00", "x", "…", "..."})
_LARGEST = 20_000


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells by place. A merged cell stands at its first place only; ``header`` is the number of header rows."""

    cells: dict[tuple[int, int], Block]
    text: str
    rows: int
    cols: int
    header: int

    def at(self, row: int, col: int) -> str:
        """Text of a cell, ``""`` where none stands."""
        block = self.cells.get((row, col))
        return self.text[block.start : block.end].strip() if block is not None else ""

    def key(self, row: int, col: int) -> str:
        """Folded text of a cell, without a final colon or stop."""
        text = self.at(row, col)
        return (text.lower() if text.isalnum() and text.isascii() else search_key(text)).strip(" .:;*")

    def value(self, row: int, col: int) -> Decimal | None:
        """The number in a cell; None for text, zero for cells that say nothing."""
        return number(self.at(row, col))


def number(text: str) -> Decimal | None:
    """A Vietnamese number that fills its cell (``1.234,5``); None for anything else, zero for a blank or a dash."""
    text = text.strip()
    if text in _EMPTY:
        return Decimal(0)
    if _NUMBER.fullmatch(text) is None:
        return None
    try:
        return Decimal(text.replace(".", "").replace(",", "."))
    except InvalidOperation:
        return None


def grid(document: Document, table: Table) -> Grid | None:
    """The grid of a data table; None for layout tables and those too large to be a report's annex."""
    if table.layout or len(table.cells) > _LARGEST:
        return None
    cells: dict[tuple[int, int], Block] = {}
    for index in table.cells:
        block = document.blocks[index]
        if block.row is not None and block.col is not None:
            cells.setdefault((block.row, block.col), block)
    if not cells:
        return None
    found = Grid(cells, document.text, table.rows, table.cols, 0)
    return Grid(cells, document.text, table.rows, table.cols, max(table.header_rows, _header_rows(found)))


def _header_rows(found: Grid) -> int:
    """Rows before the first one that holds a number other than a column number (``(1)``, ``3=4+5``)."""
    for row in range(min(found.rows, 8)):
        texts = [found.at(row, col) for col in range(found.cols)]
        if is_numbering(texts):
            return row + 1
        filled = [text for text in texts[1:] if text]
        if any(number(text) is not None for text in filled):
            return row
    return 0


_COLUMN = re.compile(r"\(?\s?(\d{1,2}|[A-Z]{1,2})\s?\)?")
_FORMULA = re.compile(r"\(?\s?(\d{1,2})\s?\)?\s?=\s?(\(?\d{1,2}\)?(?:\s?[+]\s?\(?\d{1,2}\)?){1,12})")
_DIGITS = re.compile(r"\d{1,2}")


def is_numbering(texts: list[str]) -> bool:
    """Tell whether a row only numbers the columns: ``(1) (2) (3)=(4)+(5)``."""
    filled = [text for text in texts if text]
    if len(filled) < 3:
        return False
    marks = [text for text in filled if _COLUMN.fullmatch(text) or _FORMULA.fullmatch(text)]
    digits = [match[0] for match in map(_DIGITS.search, marks) if match]
    rising = len(set(digits)) == len(digits) and digits == sorted(digits, key=int)
    return len(marks) == len(filled) and rising and len(digits) >= 2 and (digits[0] in ("1", "2", "3"))


def formulas(found: Grid) -> list[tuple[int, list[int]]]:
    """(total column, part columns) that the header's own numbering states: ``3=4+5+6``."""
    for row in range(found.header - 1, -1, -1):
        texts = [found.at(row, col) for col in range(found.cols)]
        if not is_numbering(texts):
            continue
        columns: dict[int, int] = {}
        stated: list[tuple[int, list[int]]] = []
        for col, text in enumerate(texts):
            formula = _FORMULA.fullmatch(text)
            digits = _DIGITS.search(text)
            if digits:
                columns[int(digits[0])] = col
            if formula:
                stated.append((int(formula[1]), [int(item) for item in _DIGITS.findall(formula[2])]))
        return [
            (columns[total], [columns[part] for part in parts])
            for total, parts in stated
            if total in columns and all(part in columns for part in parts)
        ]
    return []
