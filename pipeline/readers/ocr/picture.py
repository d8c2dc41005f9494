"""A page as a picture fit for recognition: rendered, seals faded, paper cleaned, straightened."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin, tan
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageFilter

from pipeline.readers.ocr import paper
from pipeline.readers.ocr.paper import STEP, Bits, dark
from schemas.span import Box

DPI = 300
LEAST_DPI = 140
"""Scans between these two are recognised in their own resolution: blowing them up blurs the marks and costs time."""
MAX_PIXELS = 40_000_000
"""Larger pages are rendered with fewer dots."""
RED = 40
"""By so much red exceeds green and blue in the ink of seals and stamps."""
FRINGE = 105
"""Near red ink only what is darker than this is a letter."""
MIN_SKEW = 0.2
MAX_SKEW = 4.0


@dataclass(frozen=True, slots=True)
class Picture:
    """A cleaned grey picture; ``angle`` is by how many degrees it was turned to be straight."""

    image: Image.Image
    dpi: int
    angle: float = 0.0

    def points(self, box: tuple[float, float, float, float]) -> Box:
        """Box in points of the straightened page from one in pixels."""
        scale = 72.0 / self.dpi
        return box[0] * scale, box[1] * scale, box[2] * scale, box[3] * scale

    def crooked(self, box: Box) -> Box:
        """Box in points on the page as scanned from one on the straightened page."""
        if not self.angle:
            return box
        x, y = self.image.width * 36.0 / self.dpi, self.image.height * 36.0 / self.dpi
        c, s = cos(radians(self.angle)), sin(radians(self.angle))
        corners = [(a - x, b - y) for a in (box[0], box[2]) for b in (box[1], box[3])]
        xs = [x + a * c - b * s for a, b in corners]
        ys = [y + a * s + b * c for a, b in corners]
        return min(xs), min(ys), max(xs), max(ys)


def fitting(own: float) -> float:
    """Dots per inch for a picture that has ``own``: its own, or a whole multiple of it, where possible."""
    if own <= 0.0:
        return DPI
    if own > 1.05 * DPI:
        return own / 2 if LEAST_DPI <= own / 2 <= DPI else DPI
    return own if own >= LEAST_DPI else min(own * -(-LEAST_DPI // own), 4 * own)


def rendered(page: Any, own: float = 0.0) -> tuple[Image.Image, int]:
    """Picture of a page of pdfium whose largest image has ``own`` dots per inch, and the picture's dots per inch."""
    width, height = page.get_size()
    dpi = fitting(own)
    dots = (dpi / 72.0) ** 2 * width * height
    dpi = max(50, round(dpi if dots <= MAX_PIXELS else dpi * (MAX_PIXELS / dots) ** 0.5))
    bitmap = page.render(scale=dpi / 72.0, rev_byteorder=True)
    image = bitmap.to_pil().convert("RGB")
    bitmap.close()
    return image, dpi


def cleaned(image: Image.Image, dpi: int) -> Picture:
    """Grey picture without seals, shadows, specks and black edges, straightened."""
    grey = paper.cleared(paper.whitened(paper.darkened(paper.evened(_faded(image)))), dpi)
    angle = skew(dark(grey, STEP))
    if abs(angle) < MIN_SKEW:
        return Picture(grey, dpi)
    return Picture(grey.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255), dpi, angle)


def without_seals(image: Image.Image) -> Image.Image:
    """Grey picture without seals, not straightened: for parts of pages, where strokes of a pen outweigh the letters."""
    return paper.whitened(_faded(image))


def _faded(image: Image.Image) -> Image.Image:
    """Grey picture in which red ink is as light as it is in the red channel: black letters under a seal stay black."""
    grey = image.convert("L")
    if image.mode != "RGB":
        return grey
    red, green, blue = image.split()
    mask = ImageChops.subtract(red, ImageChops.lighter(green, blue)).point([0] * RED + [255] * (256 - RED))
    if mask.getbbox() is None:
        return grey
    light = red.point([min(255, value * 5 // 4) for value in range(256)])
    grey.paste(light, mask=mask)
    # JPEG smears colours, so the edges of a seal are grey: what stands near red ink and is not black goes too.
    small = mask.reduce(4).point([0] * 40 + [255] * 216).filter(ImageFilter.MaxFilter(3))
    grey.paste(grey.point([value if value < FRINGE else 255 for value in range(256)]), mask=small.resize(grey.size))
    return grey


def skew(bits: Bits) -> float:
    """Degrees by which the picture must be turned to be straight: where the rows of dots are fullest."""
    ys, xs = np.nonzero(bits)
    if len(ys) < 200:
        return 0.0
    if len(ys) > 60_000:
        keep = slice(None, None, len(ys) // 60_000 + 1)
        ys, xs = ys[keep], xs[keep]
    best = max(np.arange(-MAX_SKEW, MAX_SKEW + 0.01, 0.5), key=lambda a: _fullness(ys, xs, float(a)))
    near = max(np.arange(best - 0.4, best + 0.41, 0.1), key=lambda a: _fullness(ys, xs, float(a)))
    return round(float(near), 2)


def _fullness(ys: NDArray[np.int64], xs: NDArray[np.int64], angle: float) -> float:
    rows = (ys - xs * tan(radians(angle)) + 4096).astype(np.int64)
    counts = np.bincount(rows)
    return float((counts.astype(np.float64) ** 2).sum())
