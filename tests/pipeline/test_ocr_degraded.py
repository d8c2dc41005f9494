"""Bad scans of a page whose text is known: shadow, faint ink, fax, noise, a page on its side."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from functools import cache

import numpy as np
import pypdfium2
import pytest
from numpy.typing import NDArray
from pdf_maker import HEIGHT, letterhead, made, prose, put, read
from PIL import Image, ImageFilter
from rapidfuzz.distance import Levenshtein
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from pipeline.readers.ocr import engine

DPI = 200
MOST = 0.03
"""Largest share of characters that may be wrong."""
NUMBERS = ("1982/QĐ-UBND", "112/SNV-VP", "04/KH-SNV", "30c/NQ-CP")
BODY = (
    "Thực hiện Quyết định số 1982/QĐ-UBND ngày 19/7/2017 của Ủy ban nhân dân tỉnh về việc công bố thủ tục hành chính thuộc thẩm "
    "quyền giải quyết của Sở Nội vụ, Sở đã ban hành Công văn số 112/SNV-VP ngày 31/7/2017 hướng dẫn các đơn vị triển khai.",
    "Căn cứ Nghị quyết số 30c/NQ-CP ngày 08/11/2011 của Chính phủ, Sở đã xây dựng Kế hoạch số 04/KH-SNV ngày 16/01/2017 và tổ chức "
    "03 lớp bồi dưỡng nghiệp vụ cho 312 cán bộ, công chức; tỷ lệ hồ sơ giải quyết đúng hạn đạt 98,5%.",
)
needs_tesseract = pytest.mark.skipif(engine.unavailable() is not None, reason=str(engine.unavailable()))


def page(canvas: Canvas) -> None:
    letterhead(canvas)
    put(canvas, 317, 140, "BÁO CÁO", "TB", 14, middle=True)
    put(canvas, 317, 158, "Kết quả công tác cải cách hành chính năm 2017", "TB", 14, middle=True)
    top = 195.0
    for text in BODY:
        top = prose(canvas, top, text, gap=6)


@cache
def clean() -> Image.Image:
    image: Image.Image = pypdfium2.PdfDocument(made(page))[0].render(scale=DPI / 72).to_pil().convert("L")
    return image


def grey(pixels: NDArray[np.float64]) -> Image.Image:
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def shadow(image: Image.Image) -> Image.Image:
    rows, columns = np.mgrid[0 : image.height, 0 : image.width]
    fall = 1.0 - 0.55 * (0.6 * columns / image.width + 0.4 * rows / image.height)
    return grey(np.asarray(image) * fall)


def faint(image: Image.Image) -> Image.Image:
    return grey(150.0 + 0.32 * np.asarray(image))


def fax(image: Image.Image) -> Image.Image:
    soft = image.rotate(0.8, Image.Resampling.BICUBIC, fillcolor=255).filter(ImageFilter.GaussianBlur(0.6))
    return soft.point([0] * 165 + [255] * 91)


def noisy(image: Image.Image) -> Image.Image:
    return grey(0.9 * np.asarray(image) + 10.0 + np.random.default_rng(7).normal(0, 25, (image.height, image.width)))


def on_its_side(image: Image.Image) -> Image.Image:
    return image.rotate(90, expand=True)


def scanned(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=60)
    size = (595.28, HEIGHT) if image.width < image.height else (HEIGHT, 595.28)

    def picture(canvas: Canvas) -> None:
        canvas.setPageSize(size)
        canvas.drawImage(ImageReader(buffer), 0, 0, *size)

    return made(picture)


@needs_tesseract
@pytest.mark.parametrize("worn", [shadow, faint, fax, noisy, on_its_side])
def test_bad_scan_is_read(worn: Callable[[Image.Image], Image.Image]) -> None:
    known = " ".join(read(made(page)).text.split())
    text = " ".join(read(scanned(worn(clean()))).text.split())
    assert Levenshtein.distance(known, text) <= MOST * len(known)
    joined = re.sub(r"(?<=-) ", "", text)
    assert [number for number in NUMBERS if number not in joined] == []
