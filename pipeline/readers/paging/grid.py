"""Rules to table cells, by the algorithm of ``pdfplumber.table``: edges -> intersections -> cells -> tables."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from pipeline.readers.paging.geometry import Rule
from pipeline.readers.paging.rules import TOLERANCE
from schemas.span import Box

MAX_PAIRS = 200_000
MAX_CROSSINGS = 800
"""More crossings than this, in rows that are not plain, are a drawing."""


class GridCell(NamedTuple):
    """A cell of a grid with its span and its box."""

    row: int
    col: int
    row_span: int
    col_span: int
    box: Box


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table of one page: edges of its columns and rows, and its cells row after row."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[GridCell, ...]

    slots: dict[tuple[int, int], int]
    """Index of the cell that covers a row and column of the grid."""

    @property
    def box(self) -> Box:
        """Outer box."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def cell_at(self, x: float, y: float) -> int:
        """Index of the cell at a point inside the outer box (the nearest slot for points outside)."""
        col = min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)
        row = min(max(bisect_right(self.ys, y) - 1, 0), len(self.ys) - 2)
        found = self.slots.get((row, col))
        if found is not None:
            return found
        return min(range(len(self.cells)), key=lambda i: _away(self.cells[i].box, x, y))


def grids(rules: list[Rule]) -> list[Grid]:
    """Ruled tables of a page from top to bottom; single boxes are none."""
    down = [rule for rule in rules if not rule.across]
    across = [rule for rule in rules if rule.across]
    if not down or len(across) < 2 or len(down) * len(across) > MAX_PAIRS:
        return []
    closed = across + down
    closed += _missing_sides(across, down)
    closed += _missing_ends(closed)
    found = [grid for part in _connected(closed) if (grid := _grid(_cells(part))) is not None]
    return sorted(found, key=lambda g: (g.ys[0], g.xs[0]))


def _connected(rules: list[Rule]) -> list[list[Rule]]:
    """Rules that hang together, each group by itself."""
    across = [rule for rule in rules if rule.across]
    groups: list[tuple[list[Rule], set[int]]] = []
    for v in (rule for rule in rules if not rule.across):
        met = {index for index, h in enumerate(across) if _meet(v, h)}
        mine = [group for group in groups if group[1] & met]
        others = [group for group in groups if not group[1] & met]
        joined = ([v, *(other for group in mine for other in group[0])], met.union(*(group[1] for group in mine)))
        groups = [*others, joined]
    return [
        [*(across[index] for index in sorted(lines)), *columns]
        for columns, lines in groups
        if len(columns) > 1 and len(lines) > 1
    ]


def _away(box: Box, x: float, y: float) -> float:
    return max(box[0] - x, x - box[2], 0.0) + max(box[1] - y, y - box[3], 0.0)


def _start(rule: Rule) -> float:
    return rule.start


def _end(rule: Rule) -> float:
    return rule.end


def _missing_sides(across: list[Rule], down: list[Rule]) -> list[Rule]:
    """Outer sides of tables drawn without them: where several crossed rules end at one x with no vertical rule."""
    added: list[Rule] = []
    crossed = [h for h in across if any(_meet(v, h) for v in down)]
    for ends in (_start, _end):
        for group in _clusters(crossed, ends):
            at, low, high = ends(group[0]), min(r.at for r in group), max(r.at for r in group)
            side = -1.0 if ends is _start else 1.0
            # A vertical rule at that place or farther out: the rules end inside the table, at a merged cell.
            closed = any((v.at - at) * side > -3 * TOLERANCE and v.end > low and v.start < high for v in down)
            if len(group) > 2 and not closed:
                added.append(Rule(False, at, low, high))
    return added


def _clusters(found: list[Rule], ends: Callable[[Rule], float]) -> list[list[Rule]]:
    """Rules that end at one place, in groups."""
    groups: list[list[Rule]] = []
    for rule in sorted(found, key=lambda r: (ends(r), r.at)):
        if groups and ends(rule) - ends(groups[-1][-1]) <= TOLERANCE:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return groups


def _missing_ends(rules: list[Rule]) -> list[Rule]:
    """Upper or lower side of tables that a page break cut open: two vertical rules go on beyond the last horizontal."""
    down = [rule for rule in rules if not rule.across]
    across = [rule for rule in rules if rule.across]
    added: list[Rule] = []
    for ends, sign in ((_start, -1.0), (_end, 1.0)):
        loose = []
        for v in down:
            met = [h.at for h in across if _meet(v, h)]
            if met and all((ends(v) - at) * sign > 8.0 for at in met):
                loose.append(v)
        for group in _clusters(loose, ends):
            if len(group) > 1:
                added.append(Rule(True, ends(group[0]), min(v.at for v in group), max(v.at for v in group)))
    return added


def _meet(v: Rule, h: Rule) -> bool:
    return v.start - TOLERANCE <= h.at <= v.end + TOLERANCE and h.start - TOLERANCE <= v.at <= h.end + TOLERANCE


def _cells(rules: list[Rule]) -> list[Box]:
    """Cells of one table. Rows between two rules that cross all columns are plain; the others go through pdfplumber."""
    down = sorted((rule for rule in rules if not rule.across), key=lambda r: r.at)
    across = sorted((rule for rule in rules if rule.across), key=lambda r: r.at)
    full = [all(_meet(v, h) for v in down) for h in across]
    boxes: list[Box] = []
    odd: list[tuple[float, float]] = []
    for index, (h, g) in enumerate(pairwise(across)):
        if full[index] and full[index + 1]:
            boxes += [(a.at, h.at, b.at, g.at) for a, b in pairwise(down)]
        elif odd and odd[-1][1] == h.at and not full[index]:
            odd[-1] = (odd[-1][0], g.at)
        else:
            odd.append((h.at, g.at))
    for top, bottom in odd:
        boxes += _irregular(rules, top, bottom)
    return boxes


def _irregular(rules: list[Rule], top: float, bottom: float) -> list[Box]:
    """Cells of the rows between two heights that have merged cells."""
    # Importing pdfplumber costs 0.15 s: only for tables with merged cells.
    from pdfplumber.table import edges_to_intersections, intersections_to_cells  # noqa: PLC0415

    part = [rule for rule in rules if rule.across and top <= rule.at <= bottom]
    for rule in rules:
        if not rule.across and rule.start < bottom - TOLERANCE and rule.end > top + TOLERANCE:
            part.append(rule._replace(start=max(rule.start, top), end=min(rule.end, bottom)))
    crossings = edges_to_intersections([_edge(rule) for rule in part], TOLERANCE, TOLERANCE)
    if len(crossings) > MAX_CROSSINGS:
        return []
    cells: list[Box] = intersections_to_cells(crossings)
    return cells


def _edge(rule: Rule) -> dict[str, Any]:
    if rule.across:
        return {
            "orientation": "h", "x0": rule.start, "x1": rule.end, "top": rule.at, "bottom": rule.at,
            "width": rule.end - rule.start, "height": 0.0,
        }  # fmt: skip
    return {
        "orientation": "v", "x0": rule.at, "x1": rule.at, "top": rule.start, "bottom": rule.end, "width": 0.0,
        "height": rule.end - rule.start,
    }  # fmt: skip


def _grid(boxes: list[Box]) -> Grid | None:
    """Number rows and columns by the edges that cells really have."""
    xs = tuple(sorted({x for box in boxes for x in (box[0], box[2])}))
    ys = tuple(sorted({y for box in boxes for y in (box[1], box[3])}))
    if len(boxes) < 3 or len(xs) < 3 or len(ys) < 2:
        return None
    col, row = {x: i for i, x in enumerate(xs)}, {y: i for i, y in enumerate(ys)}
    cells = sorted(
        (GridCell(row[b[1]], col[b[0]], row[b[3]] - row[b[1]], col[b[2]] - col[b[0]], b) for b in boxes),
        key=lambda c: (c.row, c.col),
    )
    slots = {
        (cell.row + down, cell.col + right): index
        for index, cell in enumerate(cells)
        for down in range(cell.row_span)
        for right in range(cell.col_span)
    }
    return Grid(xs, ys, tuple(cells), slots)
