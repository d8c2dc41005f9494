"""Paragraphs and tables to a ``Document`` with its locator."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import floor
from typing import Any

from pipeline.readers._build import DocumentBuilder
from pipeline.readers.paging.geometry import PageText, Piece, line_of, touching, union
from pipeline.readers.paging.paragraphs import Paragraph
from pipeline.readers.paging.tables import DataTable, header_rows
from schemas.document import BlockKind
from schemas.span import Box


@dataclass(slots=True)
class Placement:
    """Pieces copied to the document's text, and where each begins there, in rising order."""

    starts: list[int] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)

    def pages(self, start: int, end: int) -> list[tuple[int, int, int]]:
        """Page index, start and end in that page's text of everything in ``[start, end)``, in order."""
        found = []
        index = max(bisect_right(self.starts, start) - 1, 0)
        while index < len(self.starts) and self.starts[index] < end:
            first, piece = self.starts[index], self.pieces[index]
            length = len(piece.text)
            source = piece.source or length
            a, b = max(start, first) - first, min(end, first + length) - first
            if a < b and source != length:
                # Corrected text has no place of its own for each letter: share the piece out evenly.
                a, b = a * source // length, -(-b * source // length)
            if a < b:
                found.append((piece.page, piece.start + a, piece.start + b))
            index += 1
        return found


class PageLocator:
    """Box of a span: that of its characters on the page where it begins.

    ``owner`` is what the pages need to measure characters (the open file); it lives as long as the locator.
    """

    def __init__(self, placement: Placement, pages: Sequence[PageText], owner: object = None) -> None:
        self.placement = placement
        self.page_texts = {page.index: page for page in pages}
        self.owner = owner

    def __call__(self, start: int, end: int) -> tuple[int, Box] | None:
        """Page (from 1) and box of ``[start, end)``, None where nothing of it was copied from a page."""
        placement = self.placement
        index = bisect_right(placement.starts, start) - 1
        if index >= 0 and start < end:
            begin, piece = placement.starts[index], placement.pieces[index]
            if end <= begin + len(piece.text) and not piece.source:  # nearly every fact stands in one piece
                page, moved = self.page_texts[piece.page], piece.start - begin
                box = page.box(start + moved, end + moved)
                return (piece.page + 1, rounded(page.shown(box))) if box is not None else None
        parts = placement.pages(start, max(end, start + 1))
        if not parts:
            return None
        first, a, b = parts[0]
        page = self.page_texts[first]
        box = page.box(a, b)
        if len(parts) > 1:
            others = [page.box(a, b) for number, a, b in parts[1:] if number == first]
            box = union([b for b in (box, *others) if b is not None])
        return (first + 1, rounded(page.shown(box))) if box is not None else None


def _around(pieces: list[Piece], page: int) -> Box:
    """The box of those pieces that stand on a page; the first one does."""
    x0, top, x1, bottom = pieces[0][3:7]
    for piece in pieces[1:]:
        if piece.page == page:
            # Not min and max: each costs as much as all of this.
            left, high, right, low = piece[3:7]
            x0, top = x0 if x0 <= left else left, top if top <= high else high
            x1, bottom = x1 if x1 >= right else right, bottom if bottom >= low else low
    return x0, top, x1, bottom


def rounded(box: Box) -> Box:
    """Box with two decimals."""
    # Not round(): it looks for the shortest decimal and takes three times as long.
    x0, top, x1, bottom = box
    return (
        floor(x0 * 100 + 0.5) / 100, floor(top * 100 + 0.5) / 100,
        floor(x1 * 100 + 0.5) / 100, floor(bottom * 100 + 0.5) / 100,
    )  # fmt: skip


class Assembler:
    """Adds paragraphs and cells to the document and keeps the placement of their text."""

    def __init__(self, pages: Sequence[PageText]) -> None:
        self.builder = DocumentBuilder()
        self.placement = Placement()
        self._pages = {page.index: page for page in pages}

    def paragraph(self, paragraph: Paragraph, kind: BlockKind = BlockKind.PARAGRAPH, **fields: Any) -> None:
        """Add one paragraph as a block; ``fields`` are those of the block that its text does not tell."""
        builder = self.builder
        starts = self.placement.starts
        begin = builder.length + (1 if builder.blocks else 0)
        pieces: list[Piece] = []
        parts: list[str] = []
        length = bold = 0
        running = italic = True
        for line, joint in zip(paragraph.lines, paragraph.joints, strict=True):
            if joint:
                parts.append(joint)
                length += len(joint)
            before = None
            for piece in line.pieces:
                if before is not None and not touching(before, piece):
                    parts.append(" ")
                    length += 1
                before, text = piece, piece.text
                parts.append(text)
                pieces.append(piece)
                starts.append(begin + length)
                if running:
                    if piece.bold:
                        bold = length + min(piece.bold, len(text))
                    running = piece.bold >= len(text)
                length += len(text)
            italic = italic and line.italic
        self.placement.pieces += pieces
        first = pieces[0]
        looks = {
            "bold": running, "bold_end": bold if bold and not running else None, "centered": paragraph.centered,
            "italic": italic, "column": paragraph.lines[0].column, "size": round(first.size, 1) or None, **fields,
        }  # fmt: skip
        if "box" not in looks:
            looks["page"], looks["box"] = first.page + 1, self._box(first.page, _around(pieces, first.page))
        builder.add("".join(parts), kind, **looks)

    def aside(self, pieces: Sequence[Piece], kind: BlockKind) -> None:
        """Add the text of one line that stands apart from the reading flow."""
        line = line_of(tuple(pieces), 0.0, 0.0)
        self.paragraph(Paragraph((line,), ("",)), kind, bold=False, bold_end=None, italic=False)

    def _box(self, page: int, box: Box) -> Box:
        return rounded(self._pages[page].shown(box))

    def table(self, table: DataTable) -> None:
        """Add a data table, cell after cell."""
        self.builder.open_table()
        for cell in table.cells:
            where = {
                "row": cell.row, "col": cell.col, "row_span": cell.row_span, "col_span": cell.col_span,
                "page": cell.page + 1, "box": self._box(cell.page, cell.box),
            }  # fmt: skip
            if cell.paragraph is not None:
                self.paragraph(cell.paragraph, BlockKind.CELL, **where)
            else:
                self.builder.add("", BlockKind.CELL, **where)
        self.builder.close_table(rows=table.rows, cols=table.cols, header_rows=header_rows(table))

    def repeated(self, table: DataTable) -> None:
        """Add the repeated header rows of a table's further pages, one running head a page."""
        for page in sorted({cell.page for cell in table.repeats}):
            lines = [
                line
                for cell in table.repeats
                if cell.page == page and cell.paragraph is not None
                for line in cell.paragraph.lines
            ]
            joints = ["" if index == 0 else " " for index in range(len(lines))]
            if lines:
                looks = {"bold": False, "bold_end": None, "italic": False, "centered": False}
                self.paragraph(Paragraph(tuple(lines), tuple(joints)), BlockKind.HEADER, **looks)
