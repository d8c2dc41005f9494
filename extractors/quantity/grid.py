"""A data table as a grid of cells: merged cells cover every place they span, header rows are flattened per column."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from schemas.document import Document, Table

_NUMBERISH = re.compile(r"[-–+]?\(?\d[\d.,/ ]*\)?\s?%?|[-–xX…./]*|\(\d+(?:=[\d+\-()/*x%]+)?\)|không", re.IGNORECASE)
_COLUMN_MARK = re.compile(r"\(?\d{1,2}\)?(?: ?= ?[\d()+\-/*x%. ]+)?|[A-Z]|\([a-zA-Z]\)|[IVX]+")
_TWO_LETTERS = re.compile(r"[^\W\d_][\W\d_]*[^\W\d_]")
_MAX_HEADER = 5


class _Place(NamedTuple):
    """What stands at one place of the grid: raw span and text in one line."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Grid:
    """``index`` is the table's place in ``Document.tables``; cells are looked up by (row, col)."""

    document: Document
    index: int
    table: Table

    @cached_property
    def _places(self) -> dict[tuple[int, int], _Place]:
        places: dict[tuple[int, int], _Place] = {}
        blocks, text, rows, cols = self.document.blocks, self.document.text, self.rows, self.cols
        for number in self.table.cells:
            block = blocks[number]
            row, col = block.row, block.col
            if row is None or col is None:
                continue
            place = _Place(block.start, block.end, " ".join(text[block.start : block.end].split()))
            for covered_row in range(row, min(row + block.row_span, rows)):
                for covered_col in range(col, min(col + block.col_span, cols)):
                    places.setdefault((covered_row, covered_col), place)
        return places

    @cached_property
    def _headers(self) -> dict[int, str]:
        return {}

    @property
    def rows(self) -> int:
        """Number of rows, header included."""
        return self.table.rows

    @property
    def cols(self) -> int:
        """Number of columns."""
        return self.table.cols

    @property
    def caption(self) -> str | None:
        """Caption the reader found."""
        return self.table.caption

    @cached_property
    def header_rows(self) -> int:
        """Header rows the reader marked, else the leading rows without amounts (at most five)."""
        if self.table.header_rows:
            return min(self.table.header_rows + (1 if self._is_marks(self.table.header_rows) else 0), self.rows)
        count = 0
        for row in range(min(self.rows, _MAX_HEADER)):
            texts = [self.text(row, col) for col in range(self.cols)]
            if sum(1 for text in texts[1:] if text and _NUMBERISH.fullmatch(text)) > 0 or not any(texts):
                break
            count += 1
        if count == self.rows:
            count = 1 if self.rows > 1 else 0
        return count + (1 if count and self._is_marks(count) else 0)

    def _is_marks(self, row: int) -> bool:
        """A row that numbers the columns: ``(1) (2) (3)=(4)+(5)``."""
        if row >= self.rows:
            return False
        texts = [text for col in range(self.cols) if (text := self.text(row, col))]
        numbers = [int(digits[0]) for text in texts if (digits := re.findall(r"\d+", text))]
        return (
            len(texts) >= 2
            and all(_COLUMN_MARK.fullmatch(text) for text in texts)
            and len(numbers) >= 2
            and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        )

    def span(self, row: int, col: int) -> tuple[int, int] | None:
        """Raw span of the cell that covers (row, col)."""
        place = self._places.get((row, col))
        return (place.start, place.end) if place is not None else None

    def text(self, row: int, col: int) -> str:
        """Text of the cell in one line, empty where there is none."""
        place = self._places.get((row, col))
        return place.text if place is not None else ""

    def header(self, col: int) -> str:
        """Header texts of a column from top to bottom, joined with `` - ``; column numbers left out."""
        header = self._headers.get(col)
        if header is None:
            header = self._headers[col] = self._read_header(col)
        return header

    def _read_header(self, col: int) -> str:
        texts: list[str] = []
        for row in range(self.header_rows):
            text = self.text(row, col)
            if text and text not in texts and not (row == self.header_rows - 1 and row and self._is_marks(row)):
                texts.append(text)
        return " - ".join(texts)

    def row_header(self, row: int) -> tuple[str, int] | None:
        """Text and column of the cell that names the row: the first with letters (not a mere number label)."""
        for col in range(self.cols):
            text = self.text(row, col)
            if _TWO_LETTERS.search(text) and not _COLUMN_MARK.fullmatch(text):
                return text, col
        return None


def grids(document: Document) -> list[Grid]:
    """The data tables of ``document``."""
    return [
        Grid(document, index, table)
        for index, table in enumerate(document.tables)
        if not table.layout and table.cols > 1
    ]
