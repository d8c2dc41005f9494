"""Word tables to a normalised grid: merged values once, columns as a person counts them.

Word's own grid is finer than what is seen (every edge of every row is a grid line), so columns are numbered by the
edges that some cell really has. Spans are clamped: a file may claim two thousand million columns.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Any, Protocol

from pipeline.readers.word.flow import Cell, Grid
from pipeline.readers.word.header import header_rows
from pipeline.readers.word.names import (
    ALTERNATE,
    CHOICE,
    SDT,
    SDT_CONTENT,
    TBL_PR,
    TC,
    TC_PR,
    TR,
    TR_PR,
    VAL,
    WRAPPERS,
    W,
    on,
)  # fmt: skip
from pipeline.readers.word.props import number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.readers.word.flow import Item
    from pipeline.readers.word.shared import Shared
    from pipeline.readers.word.styles import Styles

MAX_SPAN = 63
"""Word's own limit of columns."""
_NARROW = 100
"""Edges nearer than this (twips, 1.8 mm) are one edge drawn carelessly."""
_GRID_SPAN, _V_MERGE, _H_MERGE, _DELETED = (W + name for name in ("gridSpan", "vMerge", "hMerge", "cellDel"))
_EDGES = ("top", "left", "start", "bottom", "right", "end", "insideH", "insideV")
_PLAIN: tuple[int, str | None, bool, bool] = (1, None, False, False)
_INVISIBLE = frozenset(("none", "nil"))


class CellReader(Protocol):
    """Who reads what stands in a cell: the walker over the document."""

    page: int | None
    shared: Shared

    @property
    def styles(self) -> Styles:
        """Styles of the document."""
        ...

    def blocks(self, container: Any, aside: bool = False) -> list[Item]:
        """Paragraphs and tables of a cell."""
        ...


def grid_of(table: Any, walker: CellReader) -> Grid:
    """Read one table; cell contents through ``walker``. Deleted rows and cells are left out."""
    widths = [number(col.get(W + "w"), 0, 100_000) or 0 for col in table.iterfind(f"{W}tblGrid/{W}gridCol")][
        : MAX_SPAN * 4
    ]
    cells: list[Cell] = []
    marked = rows = 0
    for element in _children(table, TR):
        properties = element.find(TR_PR)
        if properties is not None and (properties.find(W + "del") is not None or _is(properties, "hidden")):
            continue
        row = _row(element, properties, rows, walker)
        if row:
            if properties is not None and marked == rows and _is(properties, "tblHeader"):
                marked += 1
            cells += row
            rows += 1
    edges = _edges(cells, widths)
    places = list(accumulate(widths, initial=0))
    cells = _merged([_placed(cell, edges, places) for cell in cells])
    cols = max((cell.col + cell.col_span for cell in cells), default=0)
    bordered = _bordered(table, walker)
    grid = Grid(cells, rows, cols, bordered=bordered, caption=_caption(table))
    grid.header_rows = marked if 0 < marked < rows else header_rows(grid)
    return grid


def _children(container: Any, tag: str) -> Iterator[Any]:
    """Rows of a table or cells of a row, also inside content controls and insertions."""
    for child in container:
        if child.tag == tag:
            yield child
        elif child.tag == SDT:
            content = child.find(SDT_CONTENT)
            if content is not None:
                yield from _children(content, tag)
        elif child.tag in WRAPPERS:
            yield from _children(child, tag)
        elif child.tag == ALTERNATE and child.find(CHOICE) is not None:
            yield from _children(child.find(CHOICE), tag)


def _is(properties: Any, name: str) -> bool:
    found = properties.find(W + name)
    return found is not None and on(found)


def _number(value: str | None, default: int) -> int:
    found = number(value, 0, 10**11)
    return min(found, MAX_SPAN) if found else default


def _row(element: Any, properties: Any, row: int, walker: CellReader) -> list[Cell]:
    cells: list[Cell] = []
    before = properties.find(W + "gridBefore") if properties is not None else None
    position = _number(before.get(VAL), 0) if before is not None else 0
    start, end = walker.page, walker.page or 0
    for cell in _children(element, TC):
        span, merge, joins_left, deleted = _PLAIN
        if len(cell) and (first := cell[0]).tag == TC_PR:
            span, merge, joins_left, deleted = walker.shared.read(first, _cell_props)
        if deleted:
            continue
        walker.page = start  # a row over two pages carries the page break in each of its cells
        items = walker.blocks(cell)
        end = max(end, walker.page or 0)
        if joins_left and cells:
            cells[-1].col_span += span
        else:
            cells.append(Cell(items, row, position, 1, span, merge))
        position += span
    walker.page = end if start is not None else None
    return cells


def _cell_props(properties: Any) -> tuple[int, str | None, bool, bool]:
    """Columns spanned, vertical merge state, whether it continues the cell on its left, whether it is deleted."""
    span, merge, joins_left, deleted = _PLAIN
    for child in properties:
        tag = child.tag
        if tag == _GRID_SPAN:
            span = _number(child.get(VAL), 1)
        elif tag == _V_MERGE:
            merge = child.get(VAL) or "continue"
        elif tag == _H_MERGE:
            joins_left = child.get(VAL) != "restart"
        elif tag == _DELETED:
            deleted = True
    return span, merge, joins_left, deleted


def _edges(cells: list[Cell], widths: list[int]) -> dict[int, int]:
    """Grid line -> number of the column that begins there. Lines nearer than ``_NARROW`` to the one before are the
    same."""
    lines = sorted({line for cell in cells for line in (cell.col, cell.col + cell.col_span)})
    result: dict[int, int] = {}
    number_of, last = -1, None
    for line in lines:
        place = sum(widths[:line]) if line <= len(widths) else None
        near = place is not None and last is not None and 0 < place - last < _NARROW
        if not near:
            number_of += 1
            last = place
        result[line] = max(number_of, 0)
    return result


def _placed(cell: Cell, edges: dict[int, int], places: list[int]) -> Cell:
    """The cell in the columns that are seen; ``places`` are those of the grid lines."""
    first, behind = cell.col, cell.col + cell.col_span
    start, end = edges[first], edges[behind]
    if places[-1] and behind < len(places):
        cell.center = (places[first] + places[behind]) / 2 / places[-1]
    else:
        cell.center = (start + end) / 2 / max(1, *edges.values()) if edges else 0.5
    cell.col, cell.col_span = start, max(1, end - start)
    return cell


def _merged(cells: list[Cell]) -> list[Cell]:
    """Let the first cell of a vertical merge grow over its continuations."""
    kept: list[Cell] = []
    growing: dict[int, Cell] = {}
    for cell in cells:
        above = growing.get(cell.col)
        if cell.merge == "continue" and above is not None and above.row + above.row_span == cell.row:
            above.row_span += 1
            continue
        growing[cell.col] = cell
        if cell.merge is None:
            growing.pop(cell.col)
        kept.append(cell)
    return kept


def _bordered(table: Any, walker: CellReader) -> bool:
    """Tell whether some border is drawn, by the table itself, its style or a cell; a table that says nothing has
    none."""
    properties = table.find(TBL_PR)
    own = properties.find(W + "tblBorders") if properties is not None else None
    if own is not None:
        drawn = _drawn(own)
    else:
        style = properties.find(W + "tblStyle") if properties is not None else None
        drawn = style is not None and walker.styles.has_borders(style.get(VAL))
    if drawn:
        return True
    return any(_drawn(borders) for borders in table.iter(W + "tcBorders"))


def _drawn(borders: Any) -> bool:
    return any(
        borders.find(W + edge) is not None and borders.find(W + edge).get(VAL) not in _INVISIBLE for edge in _EDGES
    )  # fmt: skip


def _caption(table: Any) -> str | None:
    found = table.find(f"{TBL_PR}/{W}tblCaption")
    return (found.get(VAL) or None) if found is not None else None
