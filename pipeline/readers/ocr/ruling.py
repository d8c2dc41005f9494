"""Ruled lines of a picture by run lengths: rules of tables, which are also painted out before recognition."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pipeline.readers.ocr.paper import Bits, dark
from pipeline.readers.ocr.picture import Picture
from pipeline.readers.paging.geometry import Rule
from pipeline.readers.paging.rules import merged

STEP = 2
MIN_LENGTH = 22.0
"""Shortest rule in points: longer than any letter is wide."""
MAX_THICK = 4.0


def rules(picture: Picture) -> list[Rule]:
    """Horizontal and vertical rules in points of the straightened page."""
    bits = dark(picture.image, STEP)
    scale = 72.0 * STEP / picture.dpi
    return merged(_runs(bits, True, scale) + _runs(np.ascontiguousarray(bits.T), False, scale))


def _runs(bits: Bits, across: bool, scale: float) -> list[Rule]:
    length = int(MIN_LENGTH / scale)
    if bits.shape[1] <= length:
        return []
    sums = np.cumsum(bits, axis=1, dtype=np.int32)
    window = sums[:, length:] - sums[:, :-length]
    full = window >= 0.96 * length
    found = []
    for row in np.flatnonzero(full.any(axis=1)):
        starts, ends = _segments(full[row])
        found += [(int(row), int(a), int(b) + length) for a, b in zip(starts, ends, strict=True)]
    return _thin(found, across, scale)


def _segments(flags: Bits) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    edges = np.diff(np.concatenate(([0], flags.view(np.int8), [0])))
    return np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)


def _thin(found: list[tuple[int, int, int]], across: bool, scale: float) -> list[Rule]:
    """Runs on neighbouring rows that make one thin rule; thick ones are bars or pictures."""
    groups: list[list[tuple[int, int, int]]] = []
    open_groups: list[list[tuple[int, int, int]]] = []
    for run in found:
        open_groups = [group for group in open_groups if run[0] - group[-1][0] <= 2]
        home = next((g for g in open_groups if g[-1][1] < run[2] and run[1] < g[-1][2]), None)
        if home is None:
            home = []
            groups.append(home)
            open_groups.append(home)
        home.append(run)
    rules = []
    for group in groups:
        low, high = group[0][0], group[-1][0]
        start, end = min(run[1] for run in group), max(run[2] for run in group)
        if (high - low + 1) * scale <= MAX_THICK + 0.004 * (end - start) * scale:
            rules.append(Rule(across, (low + high + 1) / 2 * scale, start * scale, end * scale))
    return rules


def painted_out(picture: Picture, found: list[Rule]) -> Picture:
    """The picture without these rules: they confuse the recognition of the letters beside them."""
    if not found:
        return picture
    image = picture.image.copy()
    scale = picture.dpi / 72.0
    half = 1.3 * scale
    for rule in found:
        at, start, end = rule.at * scale, rule.start * scale, rule.end * scale
        box = (start, at - half, end, at + half) if rule.across else (at - half, start, at + half, end)
        image.paste(255, (int(box[0]), int(box[1]), int(box[2]), int(box[3])))
    return Picture(image, picture.dpi, picture.angle)
