"""Reading order of a page: rows, side-by-side columns (letterhead, signature row, text in columns), lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain, count, pairwise
from operator import attrgetter
from statistics import median

from pipeline.readers._columns import RECIPIENTS, TITLE, is_letterhead, is_signature
from pipeline.readers.paging.geometry import Column, Line, Piece, line_of

Row = list[Piece]

MIN_GUTTER = 5.0
SIGNATURE_ROWS = 16
"""A name beside the list of recipients stands within so many rows of its beginning."""
MAX_SEEDS = 60
MAX_PIECES = 2_500
"""Pages with more pieces are drawings or attacks; they are read row by row."""
PROSE_ROWS = 9
"""A pair of columns with at least so many full rows is text in columns, not a letterhead or signature row."""
_downwards = attrgetter("base", "x0")
_left_end = attrgetter("x0")
_right_end = attrgetter("x1")


@dataclass(slots=True)
class Zone:
    """Rows ``low`` to ``high`` (inclusive) that stand in two columns left and right of a gutter."""

    low: int
    high: int
    gutter: tuple[float, float]
    both: int
    left: list[Piece] = field(default_factory=list)
    right: list[Piece] = field(default_factory=list)


def rows(pieces: Iterable[Piece]) -> list[Row]:
    """Pieces on one base line, from the top of the page to its foot, each row from left to right."""
    found: list[Row] = []
    for piece in sorted(pieces, key=_downwards):
        if found:
            first = found[-1][0]
            near = piece.base - first.base < 0.45 * max(first.size, piece.size)
            if near and not any(min(p.x1, piece.x1) - max(p.x0, piece.x0) > 3.0 for p in found[-1]):
                found[-1].append(piece)
                continue
        found.append([piece])
    for row in found:
        if len(row) > 1:
            row.sort(key=_left_end)
    return found


def lines(table: list[Row], flows: Iterable[int] | None = None, depth: int = 0) -> list[Line]:
    """Lines of rows in reading order. Bounds of lines outside columns are those of the text on the page."""
    flow = iter(flows) if flows is not None else count(1)
    if not table:
        return []
    found: list[Line] = []
    pieces = list(chain.from_iterable(table))
    position = 0
    outside = next(flow) if depth else 0
    left, right = min(map(_left_end, pieces)), max(map(_right_end, pieces))
    for zone in zones(table) if len(pieces) <= MAX_PIECES else ():
        found += [line_of(tuple(row), left, right, outside) for row in table[position : zone.low]]
        found += _side(zone.left, "left", zone, flow, depth) + _side(zone.right, "right", zone, flow, depth)
        position = zone.high + 1
    found += [line_of(tuple(row), left, right, outside) for row in table[position:]]
    return found


def _side(pieces: list[Piece], side: Column, zone: Zone, flow: Iterable[int], depth: int) -> list[Line]:
    column = side if zone.both < PROSE_ROWS else None
    left, right = min(map(_left_end, pieces)), max(map(_right_end, pieces))
    room = 2.0 * pieces[0].size if column is not None and _centred(pieces) else 0.0
    if depth < 3:
        inner = lines(rows(pieces), flow, depth + 1)
    else:
        number = next(iter(flow))
        inner = [line_of(tuple(row), left, right, number) for row in rows(pieces)]
    return [
        line.bounded(min(line.left, left - room), max(line.right, right + room), column)
        if line.column is None
        else line
        for line in inner
    ]


def zones(table: list[Row]) -> list[Zone]:
    """Two-column zones of the page, from top to bottom, without overlap; the strongest claim wins."""
    candidates = []
    for index, gutter in _seeds(table):
        zone = _extend(table, index, gutter)
        if zone is not None:
            candidates.append(zone)
    candidates.sort(key=lambda z: (-z.both, -(z.high - z.low), -(z.gutter[1] - z.gutter[0]), z.low))
    chosen: list[Zone] = []
    for zone in candidates:
        if all(zone.high < other.low or zone.low > other.high for other in chosen):
            chosen.append(zone)
    return sorted(chosen, key=lambda z: z.low)


def _seeds(table: list[Row]) -> list[tuple[int, tuple[float, float]]]:
    """Row number and gap of everything that stands side by side with a gap at least as wide as the letters are high."""
    found = []
    for index, row in enumerate(table):
        first, last = row[0], row[-1]
        if len(row) > 1:
            for a, b in pairwise(row):
                if b.x0 - a.x1 >= max(a.size, b.size):
                    found.append((index, (a.x1, b.x0)))
        for other in table[index + 1 : index + 3]:
            a, b = (other[-1], first) if other[0].x0 < first.x0 else (last, other[0])
            gap = b.x0 - a.x1
            if gap > 0.0 and gap >= max(a.size, b.size) and _beside(a, b):
                found.append((index, (a.x1, b.x0)))
    return found[:MAX_SEEDS]


def _beside(a: Piece, b: Piece) -> bool:
    shared = min(a.bottom, b.bottom) - max(a.top, b.top)
    return shared > 0.3 * min(a.bottom - a.top, b.bottom - b.top)


def _extend(table: list[Row], index: int, gutter: tuple[float, float]) -> Zone | None:
    zone = Zone(index, index, gutter, 0)
    if not _take(zone, table[index], force=True):
        return None
    for step in (1, -1):
        position = index + step
        while 0 <= position < len(table) and _take(zone, table[position]):
            zone.low, zone.high = min(zone.low, position), max(zone.high, position)
            position += step
    if not zone.left or not zone.right:
        return None
    zone.both = _pairs(zone)
    gap = zone.gutter[1] - zone.gutter[0]
    size = zone.left[0].size
    if zone.both == 1:
        above = [piece for row in table[max(0, zone.low - SIGNATURE_ROWS) : zone.low] for piece in row]
        return zone if gap >= 3 * size and (_official(zone.left + zone.right) or _signing(above)) else None
    return zone if zone.both >= PROSE_ROWS or _stands_apart(zone, table, size) else None


def _stands_apart(zone: Zone, table: list[Row], size: float) -> bool:
    """Whether a few rows are a letterhead, signatures or the like, not values behind labels or loose prose."""
    narrow = zone.gutter[1] - zone.gutter[0] <= 1.5 * size
    if narrow and zone.both <= 3 and _fills(table[zone.low : zone.high + 1], size):
        return False
    if _official(zone.left + zone.right):
        return True
    beside = [p for p in zone.left if any(_beside(p, q) for q in zone.right)]
    if all(p.text.endswith(":") for p in beside):
        return False
    return zone.both > 3 or (_centred(zone.left) and _centred(zone.right))


def _official(pieces: list[Piece]) -> bool:
    """What is said side by side is said in letterheads and beside signatures."""
    text = "\n".join(p.text for p in pieces)
    return is_letterhead(text) or is_signature(text)


def _signing(pieces: list[Piece]) -> bool:
    """These rows belong to the signature part, where a name may stand beside the last of the recipients."""
    return RECIPIENTS.search("\n".join(p.text for p in pieces)) is not None


def _centred(pieces: list[Piece]) -> bool:
    """Centres agree better than left ends."""
    centres = [(p.x0 + p.x1) / 2 for p in pieces]
    lefts = [p.x0 for p in pieces]
    return max(centres) - min(centres) < max(1.2 * pieces[0].size, 0.5 * (max(lefts) - min(lefts)))


def _fills(found: list[Row], size: float) -> bool:
    """All rows reach the same right end: justified prose with wide spaces."""
    ends = [row[-1].x1 for row in found]
    return max(ends) - min(ends) < size


def _take(zone: Zone, row: Row, *, force: bool = False) -> bool:
    """Add a row to the zone if it leaves the gutter free and belongs to the columns; tell whether it did."""
    low, high = zone.gutter
    middle = (low + high) / 2
    left = [p for p in row if (p.x0 + p.x1) / 2 < middle]
    right = [p for p in row if (p.x0 + p.x1) / 2 >= middle]
    low = max([low, *(p.x1 for p in left)])
    high = min([high, *(p.x0 for p in right)])
    if high - low < MIN_GUTTER:
        return False
    if not force and not (left and right) and not _belongs(zone, left or right, bool(left)):
        return False
    zone.gutter = (low, high)
    zone.left += left
    zone.right += right
    return True


def _belongs(zone: Zone, pieces: list[Piece], on_left: bool) -> bool:
    """Whether a row with text on one side only continues that column.

    Above the zone only the head of a letterhead may stand on the left: anything else is the end of a paragraph.
    """
    mine, others = (zone.left, zone.right) if on_left else (zone.right, zone.left)
    if any(_beside(p, other) for p in pieces for other in others):
        return True
    if not mine or TITLE.match(pieces[0].text):
        return False
    size = pieces[0].size
    below = pieces[0].base > min(p.base for p in mine)
    if on_left and not below and not is_letterhead("\n".join(p.text for p in (*zone.left, *zone.right))):
        return False
    distance = min(max(p.top - pieces[0].bottom, pieces[0].top - p.bottom, 0.0) for p in mine)
    centre = (pieces[0].x0 + pieces[-1].x1) / 2
    usual = median((p.x0 + p.x1) / 2 for p in mine)
    if on_left:
        aligned = below and any(abs(p.x0 - pieces[0].x0) < 0.9 * size for p in mine)
        return distance <= 2.5 * size and (aligned or abs(centre - usual) < 1.3 * size)
    aligned = distance < 2.5 * size and sum(abs(p.x0 - pieces[0].x0) < 2.0 for p in mine) > 1
    return distance <= 12.0 * size and (aligned or abs(centre - usual) < 1.8 * size)


def _pairs(zone: Zone) -> int:
    """Number of pieces of the shorter side that stand beside one of the other."""
    on_left = sum(any(_beside(p, q) for q in zone.right) for p in zone.left)
    on_right = sum(any(_beside(p, q) for q in zone.left) for p in zone.right)
    return min(on_left, on_right)
