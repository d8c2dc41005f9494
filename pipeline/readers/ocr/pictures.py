"""Documents made of picture files."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from io import BytesIO

from PIL import Image, ImageOps, ImageSequence

from pipeline.errors import NeedsOcr, TooLarge, Unreadable
from pipeline.readers import ReadOptions
from pipeline.readers.ocr import engine
from pipeline.readers.ocr.document import confidence_notes
from pipeline.readers.ocr.labels import Order
from pipeline.readers.ocr.page import Recognised, recognise_image
from pipeline.readers.ocr.picture import MAX_PIXELS, fitting
from pipeline.readers.paging import flow
from schemas.document import Document

PAPER_WIDTH = 8.27
"""Width in inches of the paper that a picture without a credible resolution is taken for (A4)."""
_FAILURES = (OSError, SyntaxError, ValueError, EOFError, struct.error)


def document(files: Sequence[bytes], media_type: str, options: ReadOptions) -> Document:
    """The recognised document of picture files, one after the other. Raises ``NeedsOcr``, ``TooLarge`` or
    ``Unreadable``."""
    missing = engine.unavailable()
    if missing is not None:
        raise NeedsOcr(f"a picture; {missing}")
    done: list[Recognised] = []
    order = Order()
    warnings: list[str] = []
    try:
        for frame in _frames(files):
            if len(done) >= options.max_pages:
                warnings.append(f"partial:{len(done)} pages")
                break
            if frame.width * frame.height > 4 * MAX_PIXELS:
                raise TooLarge(f"{frame.width} x {frame.height} pixels")
            done.append(recognise_image(*_page(frame), len(done), order))
            options.on_page(len(done))
    except Image.DecompressionBombError as error:
        raise TooLarge(str(error)) from error
    except _FAILURES as error:
        if not done:
            raise Unreadable(repr(error)) from error
        warnings.append(f"page-unreadable:{len(done) + 1}")
    if not any(page.page.pieces for page in done):
        warnings.append("no-text")
    return flow.document(
        [page.page for page in done],
        media_type=media_type,
        text_origin="ocr",
        warnings=[*warnings, *confidence_notes(done)],
    )


def _frames(files: Sequence[bytes]) -> Iterator[Image.Image]:
    for data in files:
        with Image.open(BytesIO(data)) as file:
            yield from ImageSequence.Iterator(file)


def _page(frame: Image.Image) -> tuple[Image.Image, int]:
    """Upright picture in colours, of the resolution that recognition wants."""
    upright = ImageOps.exif_transpose(frame)
    image = upright.convert("RGB") if upright.mode not in ("L", "1") else upright.convert("L")
    stated = float(frame.info.get("dpi", (0, 0))[0] or 0)
    inches = image.width / stated if stated else 0.0
    dpi = stated if 4.0 <= inches <= 24.0 else image.width / (PAPER_WIDTH if image.width < image.height else 11.69)
    wanted = fitting(dpi)
    factor = min(wanted / dpi, (MAX_PIXELS / (image.width * image.height)) ** 0.5)
    if abs(factor - 1.0) < 0.01:
        return image, round(dpi)
    size = max(1, round(image.width * factor)), max(1, round(image.height * factor))
    return image.resize(size, Image.Resampling.LANCZOS), max(50, round(dpi * factor))
