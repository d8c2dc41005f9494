"""Paragraphs and tables to a ``Document`` with its locator."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.readers._build import DocumentBuilder
from pipeline.readers.paging.geometry import Line, PageText, Piece, touching, union
from pipeline.readers.paging.paragraphs import Paragraph
from pipeline.readers.paging.tables import DataTable, header_rows
from schemas.document import BlockKind
from schemas.span import Box


@dataclass(slots=True)
class Placement:
    """Runs of the document's text copied from a page: start, length, page index, offset in the page's text."""

    starts: list[int] = field(default_factory=list)
    runs: list[tuple[int, int, int, int]] = field(default_factory=list)

    def add(self, start: int, piece: Piece) -> None:
        """Record that ``piece`` was copied to ``start``; calls come in rising order of ``start``."""
        self.starts.append(start)
        self.runs.append((len(piece.text), piece.page, piece.start, piece.source or len(piece.text)))

    def pages(self, start: int, end: int) -> list[tuple[int, int, int]]:
        """Page index, start and end in that page's text of everything in ``[start, end)``, in order."""
        found = []
        index = max(bisect_right(self.starts, start) - 1, 0)
        while index < len(self.starts) and self.starts[index] < end:
            length, page, offset, source = self.runs[index]
            first = self.starts[index]
            a, b = max(start, first) - first, min(end, first + length) - first
            if a < b and source != length:
                # Corrected text has no place of its own for each letter: share the piece out evenly.
                a, b = a * source // length, -(-b * source // length)
            if a < b:
                found.append((page, offset + a, offset + b))
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
        parts = self.placement.pages(start, max(end, start + 1))
        if not parts:
            return None
        first = parts[0][0]
        boxes = [self.page_texts[first].box(a, b) for page, a, b in parts if page == first]
        box = union([b for b in boxes if b is not None])
        return (first + 1, rounded(self.page_texts[first].shown(box))) if box is not None else None


def rounded(box: Box) -> Box:
    """Box with two decimals."""
    return round(box[0], 2), round(box[1], 2), round(box[2], 2), round(box[3], 2)


class Assembler:
    """Adds paragraphs and cells to the document and keeps the placement of their text."""

    def __init__(self, pages: Sequence[PageText]) -> None:
        self.builder = DocumentBuilder()
        self.placement = Placement()
        self._pages = {page.index: page for page in pages}

    def paragraph(self, paragraph: Paragraph, kind: BlockKind = BlockKind.PARAGRAPH, **fields: Any) -> None:
        """Add one paragraph as a block; ``fields`` are those of the block that its text does not tell."""
        parts: list[str] = []
        places: list[tuple[int, Piece]] = []
        length = bold = 0
        running = True
        for line, joint in zip(paragraph.lines, paragraph.joints, strict=True):
            parts.append(joint)
            length += len(joint)
            for index, piece in enumerate(line.pieces):
                if index and not touching(line.pieces[index - 1], piece):
                    parts.append(" ")
                    length += 1
                parts.append(piece.text)
                places.append((length, piece))
                if running and piece.bold:
                    bold = length + min(piece.bold, len(piece.text))
                running = running and piece.bold >= len(piece.text)
                length += len(piece.text)
        first = paragraph.lines[0]
        looks = {
            "bold": running, "bold_end": bold if bold and not running else None, "centered": paragraph.centered,
            "italic": all(line.italic for line in paragraph.lines), "column": first.column,
        }  # fmt: skip
        self._add("".join(parts), kind, places, looks | fields)

    def aside(self, pieces: Sequence[Piece], kind: BlockKind) -> None:
        """Add the text of one line that stands apart from the reading flow."""
        line = Line(tuple(pieces), "", 0.0, 0.0)
        self.paragraph(Paragraph((line,), ("",)), kind, bold=False, bold_end=None, italic=False)

    def _add(self, text: str, kind: BlockKind, places: list[tuple[int, Piece]], fields: dict[str, Any]) -> None:
        start = self.builder.length + (1 if self.builder.blocks else 0)
        for offset, piece in places:
            self.placement.add(start + offset, piece)
        first = places[0][1]
        fields["size"] = round(first.size, 1) or None
        if "box" not in fields:
            box = union([(p.x0, p.top, p.x1, p.bottom) for _, p in places if p.page == first.page])
            fields |= {"page": first.page + 1, "box": self._box(first.page, box) if box else None}
        self.builder.add(text, kind, **fields)

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
