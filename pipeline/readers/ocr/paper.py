"""The paper of a scan: shadows evened out, faint ink made dark, grain, specks and bars at the edges painted white.

Each step looks at a picture made smaller first and leaves a clean page as it is.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

Bits = NDArray[np.bool_]

DARK = 140
"""Darker dots are ink."""
WHITE = 0.82
"""Lighter than this share of the paper's own grey is paper."""
UNEVEN = 0.86
"""Paper whose darkest parts are below this share of its lightest lies in a shadow."""
EDGE = 0.35
"""A part darker than this share of the paper is no shadow but a bar at the edge, or a picture."""
CELL = 16
"""Paper is looked for in squares of so many dots; the space between two lines is wider than the letters' halves."""
FAINT = 100
"""Ink lighter than this is made darker: it would be taken for paper."""
BLACK = 30
STEP = 4
SPECKLED = 60
"""Fewer specks disturb nobody."""
SPECK = 4
"""Dots of the largest speck at 200 dots per inch: the dots of letters and full stops are larger."""


def evened(grey: Image.Image) -> Image.Image:
    """The picture without the shadows of a page that was photographed or bent over the glass."""
    levels = np.asarray(grey.reduce(CELL).filter(ImageFilter.MaxFilter(5)), dtype=np.float32)
    bright = float(np.percentile(levels, 98))
    paper = levels[levels > EDGE * bright]
    if not paper.size or float(np.percentile(paper, 4)) > UNEVEN * bright:
        return grey
    ground = Image.fromarray(np.maximum(levels, EDGE * bright).astype(np.uint8)).filter(ImageFilter.BoxBlur(2))
    size = ground.width * CELL, ground.height * CELL
    whole = ground.resize(size, Image.Resampling.BILINEAR).crop((0, 0, *grey.size))
    pixels = np.asarray(grey, dtype=np.float32) * (250.0 / np.asarray(whole, dtype=np.float32))
    return Image.fromarray(np.minimum(pixels, 255.0).astype(np.uint8))


def darkened(grey: Image.Image) -> Image.Image:
    """The picture with its ink black where all of it is faint: a worn ribbon, a copy of a copy."""
    counts = np.cumsum(grey.histogram())
    paper = int(np.argmax(np.diff(counts[99:]))) + 100
    ink = int(np.searchsorted(counts, 0.01 * counts[-1]))
    if not FAINT < ink < WHITE * paper:
        return grey
    scale = (255.0 - BLACK) / (paper - ink)
    return grey.point([max(0, min(255, round(BLACK + (value - ink) * scale))) for value in range(256)])


def whitened(grey: Image.Image) -> Image.Image:
    """The picture with white paper: on a nearly empty page Tesseract would read the grain of the paper."""
    counts = grey.histogram()
    paper = max(range(100, 256), key=counts.__getitem__)
    return grey.point([value if value < WHITE * paper else 255 for value in range(256)])


def cleared(grey: Image.Image, dpi: int) -> Image.Image:
    """The picture with the black bars at its edges, which scanners leave, and with specks painted white."""
    bits = dark(grey, STEP)
    rows, columns = bits.mean(axis=1), bits.mean(axis=0)
    top, bottom = _bar(rows), _bar(rows[::-1])
    left, right = _bar(columns), _bar(columns[::-1])
    for box in (
        (0, 0, grey.width, STEP * top), (0, grey.height - STEP * bottom, grey.width, grey.height),
        (0, 0, STEP * left, grey.height), (grey.width - STEP * right, 0, grey.width, grey.height),
    ):  # fmt: skip
        if box[2] > box[0] and box[3] > box[1]:
            grey.paste(255, box)
    return despeckled(grey, bits, dpi)


def _bar(shares: NDArray[np.float64]) -> int:
    """Rows at the start of which most are dark (with two more for the ragged end of the bar)."""
    limit = len(shares) // 16
    black = np.flatnonzero(shares[:limit] > 0.5)
    return int(black[-1]) + 3 if len(black) else 0


def despeckled(grey: Image.Image, bits: Bits, dpi: int) -> Image.Image:
    """The picture without specks that stand alone; ``bits`` are its dark dots made smaller by ``STEP``."""
    alone = _alone(bits)
    if int(alone.sum()) < SPECKLED:
        return grey
    pixels = np.asarray(grey).copy()
    largest = max(2, round(SPECK * (dpi / 200.0) ** 2))
    for shift in (0, STEP // 2):  # a speck on the edge of two squares is found in squares shifted by half of one
        part = pixels[shift:, shift:]
        if shift:
            alone = _alone(dark(Image.fromarray(part), STEP))
        for y, x in np.argwhere(alone):
            square = part[STEP * y : STEP * (y + 1), STEP * x : STEP * (x + 1)]
            if int((square < DARK).sum()) <= largest:
                square[:] = 255
    return Image.fromarray(pixels)


def _alone(bits: Bits) -> Bits:
    """Dark dots none of whose eight neighbours is dark."""
    wide = np.pad(bits, 1)
    around = np.zeros(bits.shape, dtype=np.int8)
    for down in (0, 1, 2):
        for right in (0, 1, 2):
            around += wide[down : down + bits.shape[0], right : right + bits.shape[1]]
    result: Bits = bits & (around == 1)
    return result


def dark(grey: Image.Image, step: int) -> Bits:
    """Dark dots of the picture made smaller by ``step``: a dot is dark when one of its parts is."""
    pixels = np.asarray(grey)
    height, width = pixels.shape[0] // step * step, pixels.shape[1] // step * step
    least = pixels[:height:step, :width:step].copy()
    for down in range(step):
        for right in range(step):
            if down or right:
                np.minimum(least, pixels[down:height:step, right:width:step], out=least)
    result: Bits = least < DARK
    return result
