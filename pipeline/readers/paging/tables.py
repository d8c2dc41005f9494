"""Data tables: text into the cells of ruled grids, and tables that go on over page breaks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from rapidfuzz import fuzz

from pipeline.readers._columns import is_letterhead
from pipeline.readers.paging.columns import rows
from pipeline.readers.paging.geometry import Line, PageText, Piece, line_of
from pipeline.readers.paging.grid import Grid, GridCell
from pipeline.readers.paging.paragraphs import Paragraph, cell_paragraph

_WORD = re.compile(r"\S+")
_FIRST = re.compile(r"(?:STT|TT|S[ốỐ]\s?TT|S[ốỐ] thứ tự|Stt|Tt)\b")
_INDEX = re.compile(r"\(?\s?(?:\d{1,2}|[A-Za-zĐđ])\s?\)?(?:\s?=[\d()+\-*/:%\sx]{1,40})?")
_VALUE = re.compile(r"[-+]?\d[\d.,\s]{0,30}%?|[IVXLC]{1,6}|[A-ZĐ]|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}")
_MAX_HEADER = 6


class Cell(NamedTuple):
    """A cell with its paragraph (None when it is empty)."""

    row: int
    col: int
    row_span: int
    col_span: int
    page: int
    box: tuple[float, float, float, float]
    paragraph: Paragraph | None

    @property
    def text(self) -> str:
        """Text of the cell."""
        if self.paragraph is None:
            return ""
        return "".join(j + line.text for j, line in zip(self.paragraph.joints, self.paragraph.lines, strict=True))

    @property
    def bold(self) -> bool:
        """All text of the cell is bold."""
        return self.paragraph is not None and all(line.bold for line in self.paragraph.lines)


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table; ``edges`` are the column edges on its first page.

    ``repeats`` are header rows left out on further pages.
    """

    page: int
    top: float
    edges: tuple[float, ...]
    rows: int
    cells: tuple[Cell, ...]
    repeats: tuple[Cell, ...] = ()

    @property
    def cols(self) -> int:
        """Number of columns."""
        return len(self.edges) - 1

    def row(self, number: int) -> list[Cell]:
        """Cells that begin in a row."""
        return [cell for cell in self.cells if cell.row == number]


def extract(page: PageText, found: Sequence[Grid]) -> tuple[PageText, list[DataTable]]:
    """The page without the text of its tables, and the tables. Grids that hold no data stay text."""
    tables: list[DataTable] = []
    for grid in found:
        inside = [p for p in page.pieces if _inside(p, grid)]
        turned = [p for p in page.asides if _inside(p, grid)]
        if not inside:
            continue
        table = _table(page, grid, inside, turned)
        if table is None:
            continue
        tables.append(table)
        gone = {p.start for p in (*inside, *turned)}
        page = replace(
            page,
            pieces=tuple(p for p in page.pieces if p.start not in gone),
            asides=tuple(p for p in page.asides if p.start not in gone),
        )
    return page, tables


def _inside(piece: Piece, grid: Grid) -> bool:
    x0, top, x1, bottom = grid.box
    middle = (piece.top + piece.bottom) / 2
    return top <= middle <= bottom and min(piece.x1, x1) - max(piece.x0, x0) > 0.5 * (piece.x1 - piece.x0)


def _table(page: PageText, grid: Grid, inside: list[Piece], turned: list[Piece]) -> DataTable | None:
    held: dict[int, list[Piece]] = {i: [] for i in range(len(grid.cells))}
    for piece in inside:
        for part, cell in _parts(page, piece, grid):
            held[cell].append(part)
    sideways: dict[int, list[Piece]] = {}
    for piece in turned:
        sideways.setdefault(grid.cell_at((piece.x0 + piece.x1) / 2, (piece.top + piece.bottom) / 2), []).append(piece)
    cells = []
    for index, frame in enumerate(grid.cells):
        lines = _lines(held[index], frame) + _turned(sideways.get(index, []), frame)
        paragraph = cell_paragraph(lines) if lines else None
        cells.append(Cell(frame.row, frame.col, frame.row_span, frame.col_span, page.index, frame.box, paragraph))
    if not _holds_data(cells, len(grid.ys) - 1):
        return None
    return DataTable(page.index, grid.ys[0], grid.xs, len(grid.ys) - 1, tuple(cells))


def _holds_data(cells: list[Cell], count: int) -> bool:
    """Several filled cells in at least two rows and two columns, and no part of a letterhead."""
    filled = [cell for cell in cells if cell.paragraph is not None]
    if count < 2 or len(filled) < 3:
        return False
    if len({cell.row for cell in filled}) < 2 or len({cell.col for cell in filled}) < 2:
        return False
    return not is_letterhead("\n".join(cell.text for cell in filled[:8]))


def _lines(pieces: list[Piece], cell: GridCell) -> list[Line]:
    if len(pieces) == 1:
        return [line_of((pieces[0],), cell.box[0], cell.box[2])]
    return [line_of(tuple(row), cell.box[0], cell.box[2]) for row in rows(pieces)] if pieces else []


def _turned(pieces: list[Piece], cell: GridCell) -> list[Line]:
    """Text that runs up or down a cell; its lines stand from left to right."""
    return [line_of((p,), cell.box[0], cell.box[2]) for p in sorted(pieces, key=lambda p: p.x0)]


def _parts(page: PageText, piece: Piece, grid: Grid) -> list[tuple[Piece, int]]:
    """A piece cut where it runs over the edge of a cell, word by word."""
    middle = (piece.top + piece.bottom) / 2
    first = grid.cell_at((piece.x0 + piece.x1) / 2, middle)
    box = grid.cells[first].box
    if piece.x0 >= box[0] - 1.5 and piece.x1 <= box[2] + 1.5:
        return [(piece, first)]
    groups: list[tuple[int, int, int, float, float]] = []
    for match in _WORD.finditer(piece.text):
        ink = page.box(piece.start + match.start(), piece.start + match.end())
        x0, x1 = (ink[0], ink[2]) if ink else (piece.x0, piece.x1)
        cell = grid.cell_at((x0 + x1) / 2, middle)
        if groups and groups[-1][0] == cell:
            groups[-1] = (cell, groups[-1][1], match.end(), groups[-1][3], x1)
        else:
            groups.append((cell, match.start(), match.end(), x0, x1))
    return [
        (
            piece._replace(
                start=piece.start + a, text=piece.text[a:b], x0=x0, x1=x1, bold=max(0, min(piece.bold, b) - a)
            ),
            cell,
        )
        for cell, a, b, x0, x1 in groups
    ]


def header_rows(table: DataTable) -> int:
    """How many rows at the top name the columns, the row of column numbers included; 0 when nothing tells."""
    first = [cell for cell in table.row(0) if cell.text]
    if table.rows < 2 or table.cols < 2 or not first or any(_VALUE.fullmatch(cell.text) for cell in first):
        return 0
    titled = len(first) == 1 and first[0].col_span >= table.cols
    count = 2 if titled else 1
    count = max(count, *(cell.row + cell.row_span for n in range(count) for cell in table.row(n)))
    if count == 1 and any(cell.col_span > 1 for cell in first) and _names_only(table.row(1)):
        count = 2
    if count >= min(table.rows, _MAX_HEADER):
        return 0
    top = [cell for n in range(count) for cell in table.row(n) if cell.text]
    below = [cell for cell in table.row(count) if cell.text]
    numbered = _is_index([cell.text for cell in below])
    stands_out = all(cell.bold for cell in top) and not (below and all(cell.bold for cell in below))
    told = titled or _FIRST.match(first[0].text) or numbered or stands_out
    if not told and not any(_VALUE.fullmatch(cell.text) for cell in below):
        return 0
    count += numbered
    return count if count < table.rows else 0


def _names_only(cells: list[Cell]) -> bool:
    texts = [cell.text for cell in cells if cell.text]
    return bool(texts) and not any(_VALUE.fullmatch(text) for text in texts)


def _is_index(texts: list[str]) -> bool:
    """``(1) (2) (3)``, ``A B 1 2 3 4=2+3``: a row that numbers the columns."""
    filled = [text for text in texts if text]
    if len(filled) < 3 or not all(_INDEX.fullmatch(text) for text in filled):
        return False
    numbers = [int(m.group()) for text in filled if (m := re.search(r"\d{1,2}", text.split("=")[0]))]
    return len(numbers) >= 2 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def stitched(first: DataTable, second: DataTable) -> DataTable | None:
    """Both parts as one table, None when the second is a table of its own."""
    if second.page <= first.cells[-1].page or len(first.edges) != len(second.edges):
        return None
    shift = second.edges[0] - first.edges[0]
    if any(abs(b - a - shift) > 4.0 for a, b in zip(first.edges, second.edges, strict=True)):
        return None
    header = header_rows(first)
    repeated = _repeated_header(first, second, header)
    going_on = repeated < second.rows and _continues(first, second, repeated)
    if header and not repeated and not going_on and header_rows(second):
        return None
    carried = [cell for cell in second.cells if cell.row >= repeated]
    cells = list(first.cells)
    offset = first.rows - repeated
    if going_on:
        cells = _grown(cells, [cell for cell in carried if cell.row == repeated], first.rows - 1)
        carried = [cell for cell in carried if cell.row > repeated]
        offset -= 1
    cells += [cell._replace(row=cell.row + offset) for cell in carried]
    dropped = first.repeats + tuple(cell for cell in second.cells if cell.row < repeated)
    return replace(first, rows=second.rows + offset, cells=tuple(cells), repeats=dropped)


def _repeated_header(first: DataTable, second: DataTable, header: int) -> int:
    """Rows at the top of the second part that repeat the header of the first."""
    for count in range(min(header, second.rows), 0, -1):
        top = [(c.row, c.col, c.col_span) for c in first.cells if c.row < count]
        other = [(c.row, c.col, c.col_span) for c in second.cells if c.row < count]
        if top == other and _alike(_words(first, count), _words(second, count)):
            return count
        # Often only the row of column numbers is repeated.
        last = [(c.col, c.text) for c in first.row(header - 1)]
        if count == 1 and header > 1 and last == [(c.col, c.text) for c in second.row(0)]:
            return 1
    return 0


def _words(table: DataTable, count: int) -> str:
    return " ".join(word for cell in table.cells if cell.row < count for word in cell.text.split())


def _alike(a: str, b: str) -> bool:
    """The same words; in scans some letters may differ."""
    return a == b or (abs(len(a) - len(b)) < 0.2 * len(a) and fuzz.ratio(a, b) > 85.0)


def _continues(first: DataTable, second: DataTable, number: int) -> bool:
    """The first row of the second part is the rest of a row cut by the page break: no number, and text that goes on."""
    above, below = first.row(first.rows - 1), second.row(number)
    if [(c.col, c.col_span) for c in above] != [(c.col, c.col_span) for c in below]:
        return False
    if below[0].text or not above[0].text:
        return False
    pairs = [(a.text, b.text) for a, b in zip(above, below, strict=True) if b.text and a.text]
    return any(b[:1].islower() or b[:1] in ",;.)" or a[-1] in "-/,(" for a, b in pairs)


def _grown(cells: list[Cell], rest: list[Cell], number: int) -> list[Cell]:
    by_column = {cell.col: cell for cell in rest}
    return [_longer(cell, by_column.get(cell.col)) if cell.row == number else cell for cell in cells]


def _longer(cell: Cell, more: Cell | None) -> Cell:
    if more is None or more.paragraph is None:
        return cell
    lines = (*cell.paragraph.lines, *more.paragraph.lines) if cell.paragraph else more.paragraph.lines
    return cell._replace(paragraph=cell_paragraph(lines))
