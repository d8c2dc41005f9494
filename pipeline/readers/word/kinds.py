"""What a table is: layout (letterhead, signature row, frame) or data; and data tables that begin with a letterhead."""

from __future__ import annotations

from dataclasses import replace

from pipeline.readers import _columns
from pipeline.readers.word.flow import Cell, Grid
from pipeline.readers.word.header import VALUE, header_rows

_MAX_LAYOUT_ROWS = 12
_LETTERHEAD_ROWS = 4


def without_letterhead(grid: Grid) -> tuple[Grid | None, Grid]:
    """A data table pasted with its letterhead (from a spreadsheet) as two tables; None and the table itself
    otherwise."""
    top = [cell for cell in grid.cells if cell.row < _LETTERHEAD_ROWS]
    if grid.rows <= _LETTERHEAD_ROWS or not any(_columns.MOTTO.search(cell.text) for cell in top):
        return None, grid
    if len({cell.col for cell in grid.cells if cell.text}) <= 4 and grid.rows <= _MAX_LAYOUT_ROWS:
        return None, grid
    signs = (_columns.MOTTO, _columns.PLACE_DATE, _columns.NUMBER_LINE)
    last = max(cell.row for cell in top if any(sign.search(cell.text) for sign in signs) and len(cell.text) < 200)
    head = [cell for cell in grid.cells if cell.row + cell.row_span - 1 <= last]
    rest: list[Cell] = [replace(cell, row=max(cell.row - last - 1, 0)) for cell in grid.cells if cell not in head]
    data = Grid(rest, grid.rows - last - 1, grid.cols, bordered=grid.bordered, caption=grid.caption)
    data.header_rows = header_rows(data)
    return Grid(head, last + 1, grid.cols, bordered=False), data


def is_layout(grid: Grid) -> bool:
    """Tell whether a table only places text: letterhead, signature row, a frame around text, a few cells without
    borders."""
    if grid.cols <= 1 or len(grid.cells) == 1:
        return True
    filled = [cell for cell in grid.cells if cell.text]
    columns = {cell.col for cell in filled}
    if len(columns) > 4 or grid.rows > _MAX_LAYOUT_ROWS:
        return False
    texts = [cell.text for cell in filled]
    if any(_columns.MOTTO.search(text) for text in texts) or any(_columns.RECIPIENTS.search(text) for text in texts):
        return True
    joined = "\n".join(texts)
    if (
        len(columns) <= 3
        and not grid.bordered
        and (_columns.is_letterhead(joined) or any(map(_columns.is_signing, texts)))
    ):
        return True
    return not grid.bordered and len(columns) <= 3 and grid.rows <= 3 and not any(map(VALUE.fullmatch, texts))
