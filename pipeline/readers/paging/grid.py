"""Rules to table cells, by the algorithm of ``pdfplumber.table``: edges -> intersections -> cells -> tables."""

from __future__ import annotations

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


def _missing_sides(across: list[Rule], down: list[Rule]) -> list[Rule]:
    """Outer sides of tables drawn without them: where several crossed rules end at one x with no vertical rule."""
    added = []
    crossed = [h for h in across if any(_meet(v, h) for v in down)]
    for ends in (lambda r: r.start, lambda r: r.end):
        group: list[Rule] = []
        for rule in [*sorted(crossed, key=lambda r: (ends(r), r.at)), None]:
            if rule is not None and (not group or abs(ends(rule) - ends(group[-1])) <= TOLERANCE):
                group.append(rule)
                continue
            if len(group) > 2:
                at, tops = ends(group[0]), [r.at for r in group]
                if not any(abs(v.at - at) < 3 * TOLERANCE and v.end > min(tops) and v.start < max(tops) for v in down):
                    added.append(Rule(False, at, min(tops), max(tops)))
            group = [rule] if rule is not None else []
    return added


def _missing_ends(rules: list[Rule]) -> list[Rule]:
    """Upper or lower side of tables that a page break cut open: vertical rules that go on beyond the last horizontal one."""
    down = [rule for rule in rules if not rule.across]
    across = [rule for rule in rules if rule.across]
    added = []
    for ends, sign in ((lambda r: r.start, -1), (lambda r: r.end, 1)):
        open_ends = [
            v for v in down
            if (met := [h.at for h in across if _meet(v, h)]) and all((ends(v) - at) * sign > 8.0 for at in met)
        ]  # fmt: skip
        for place in sorted({round(ends(v)) for v in open_ends}):
            group = [v for v in open_ends if abs(ends(v) - place) <= TOLERANCE]
            if len(group) > 1 and not any(abs(rule.at - place) < 2 * TOLERANCE for rule in added):
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
