"""Tables without rules, found only where three or more columns of short texts and numbers stand in line.

Conservative on purpose: text in columns, lists and letterheads must never become a table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.readers.paging.columns import MAX_PIECES, Row
from pipeline.readers.paging.geometry import Piece
from pipeline.readers.paging.grid import Grid, GridCell

MIN_ROWS = 3
MIN_COLUMNS = 3
_NUMBER = re.compile(r"[-+(]?\d[\d.,/%\s]{0,20}\)?%?|-|–|x|X")


def unruled(table: list[Row]) -> list[Grid]:
    """Grids of the tables without rules in the rows of a page."""
    found: list[Grid] = []
    run: list[Row] = []
    if sum(map(len, table)) > MAX_PIECES:
        return []
    for row in [*table, []]:
        if not run and len(row) < MIN_COLUMNS:
            continue
        if row and run and _goes_on(run, row):
            run.append(row)
            continue
        if len(run) >= MIN_ROWS and (grid := _grid(_trimmed(run))) is not None:
            found.append(grid)
        run = [row] if len(row) >= MIN_COLUMNS else []
    return found


def _goes_on(run: list[Row], row: Row) -> bool:
    """A row of the table, or the second line of some of its cells."""
    if row[0].base - run[-1][0].base > 3.2 * row[0].size:
        return False
    if len(row) >= MIN_COLUMNS:
        return True
    inside = row[-1].x1 <= max(q.x1 for other in run for q in other) + row[0].size
    aligned = all(any(p.x0 - 3.0 <= q.x0 <= p.x1 for p in run[0]) or _numeric(q) for q in row)
    return inside and aligned and len(row) < len(run[0])


def _trimmed(run: list[Row]) -> list[Row]:
    while run and len(run[-1]) < 2:
        run = run[:-1]
    return run


def _numeric(piece: Piece) -> bool:
    return _NUMBER.fullmatch(piece.text) is not None


def _grid(run: list[Row]) -> Grid | None:
    edges = _edges([piece for row in run for piece in row])
    cols = len(edges) - 1
    if len(run) < MIN_ROWS or cols < MIN_COLUMNS:
        return None
    filled = [{_column(edges, piece) for piece in row} for row in run]
    starts = [index for index, columns in enumerate(filled) if 0 in columns]
    if len(starts) < MIN_ROWS or 2 * len(starts) < len(run) or starts[0] != 0:
        return None
    if sum(len(columns) >= MIN_COLUMNS for columns in filled) < 0.6 * len(run) or not _has_numbers(run, edges):
        return None
    return _built(run, edges, starts)


def _has_numbers(run: list[Row], edges: list[float]) -> bool:
    """Some column behind the first holds mostly numbers."""
    for column in range(1, len(edges) - 1):
        mine = [piece for row in run[1:] for piece in row if _column(edges, piece) == column]
        if len(mine) >= MIN_ROWS - 1 and sum(map(_numeric, mine)) >= 0.7 * len(mine):
            return True
    return False


def _edges(pieces: Sequence[Piece]) -> list[float]:
    """Column edges: the middle of every strip that no piece touches, and the outer ends."""
    spans: list[list[float]] = []
    for piece in sorted(pieces, key=lambda p: p.x0):
        if spans and piece.x0 <= spans[-1][1] + 2.0:
            spans[-1][1] = max(spans[-1][1], piece.x1)
        else:
            spans.append([piece.x0, piece.x1])
    inner = [(a[1] + b[0]) / 2 for a, b in pairwise(spans)]
    return [spans[0][0] - 2.0, *inner, spans[-1][1] + 2.0]


def _column(edges: list[float], piece: Piece) -> int:
    middle = (piece.x0 + piece.x1) / 2
    return sum(middle > edge for edge in edges[1:-1])


def _built(run: list[Row], edges: list[float], starts: list[int]) -> Grid:
    tops = [min(p.top for p in run[index]) - 1.0 for index in starts]
    ys = [*tops, max(p.bottom for p in run[-1]) + 1.0]
    cells = tuple(
        GridCell(row, col, 1, 1, (edges[col], ys[row], edges[col + 1], ys[row + 1]))
        for row in range(len(starts))
        for col in range(len(edges) - 1)
    )
    slots = {(cell.row, cell.col): index for index, cell in enumerate(cells)}
    return Grid(tuple(edges), tuple(ys), cells, slots)
