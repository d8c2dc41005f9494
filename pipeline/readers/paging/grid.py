"""Rules to table cells, by the algorithm of ``pdfplumber.table``: edges -> intersections -> cells -> tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pipeline.readers.paging.geometry import Rule
from pipeline.readers.paging.rules import TOLERANCE
from schemas.span import Box

MAX_CROSSINGS = 6_000
"""More crossings than this, in lines that do not form one full grid, are a drawing."""


@dataclass(frozen=True, slots=True)
class GridCell:
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

    @property
    def box(self) -> Box:
        """Outer box."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]


def grids(rules: list[Rule]) -> list[Grid]:
    """Ruled tables of a page from top to bottom; single boxes are none."""
    down = [rule for rule in rules if not rule.across]
    across = [rule for rule in rules if rule.across]
    if not down or len(across) < 2 or len(down) * len(across) > 40 * MAX_CROSSINGS:
        return []
    closed = across + down
    closed += _missing_sides(across, down)
    closed += _missing_ends(closed)
    return [grid for boxes in _tables(closed) if (grid := _grid(boxes)) is not None]


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
            closed = any(abs(v.at - at) < 3 * TOLERANCE and v.end > low and v.start < high for v in down)
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


def _tables(rules: list[Rule]) -> list[list[Box]]:
    whole = _full_grid(rules)
    if whole:
        return [whole]
    # Importing pdfplumber costs 0.15 s: only for tables with merged cells or several tables on a page.
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells  # noqa: PLC0415

    crossings = edges_to_intersections([_edge(rule) for rule in rules], TOLERANCE, TOLERANCE)
    if len(crossings) > MAX_CROSSINGS:
        return []
    tables: list[list[Box]] = cells_to_tables(intersections_to_cells(crossings))
    return tables


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


def _full_grid(rules: list[Rule]) -> list[Box]:
    """Cells of the only table of a page when every rule runs from side to side; empty otherwise."""
    down = sorted((rule for rule in rules if not rule.across), key=lambda r: r.at)
    across = sorted((rule for rule in rules if rule.across), key=lambda r: r.at)
    touching = [h for h in across if any(_meet(v, h) for v in down)]
    if len(down) < 2 or len(touching) < 2 or not all(_meet(v, h) for v in down for h in touching):
        return []
    return [(a.at, h.at, b.at, g.at) for h, g in pairwise(touching) for a, b in pairwise(down)]


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
    return Grid(xs, ys, tuple(cells))
