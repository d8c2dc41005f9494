"""PDF pages as a scanner would give them: slightly turned, with noise, a red seal over the signature, no text layer."""

from __future__ import annotations

import io
import math
import random

import numpy as np
import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from samples.making.pdf import _FONTS

DPI = 200
_QUALITY = 28
_RED = (206, 40, 46)


def scan(data: bytes, signer: str, seal: str, seed: int) -> bytes:
    """The PDF ``data`` as a scan; the seal with the words ``seal`` stands over the name ``signer``."""
    chance = random.Random(seed)
    source = pypdfium2.PdfDocument(data)
    target = io.BytesIO()
    canvas = Canvas(target, invariant=1)
    for page in source:
        width, height = page.get_size()
        image = page.render(scale=DPI / 72).to_pil().convert("RGB")
        place = _place(page, signer)
        if place:
            image = _stamped(image, place, seal)
        image = _worn(image, chance, gray=place is None)
        picture = io.BytesIO()
        image.save(picture, "JPEG", quality=_QUALITY, dpi=(DPI, DPI))
        canvas.setPageSize((width, height))
        canvas.drawImage(ImageReader(picture), 0, 0, width, height)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _place(page: pypdfium2.PdfPage, signer: str) -> tuple[float, float] | None:
    """Middle of the space above the signer's name, in pixels; None on pages without it."""
    text = page.get_textpage()
    found = text.search(signer).get_next()
    if found is None:
        return None
    left, bottom, _, _ = text.get_charbox(found[0])
    return (left - 8) * DPI / 72, (page.get_height() - bottom - 38) * DPI / 72


def _stamped(image: Image.Image, place: tuple[float, float], words: str) -> Image.Image:
    """A round seal, drawn as ink: it darkens what it covers and hides nothing."""
    radius = int(0.7 * DPI)
    ink = Image.new("RGB", image.size, "white")
    draw = ImageDraw.Draw(ink)
    x, y = place
    for offset, width in ((0, 5), (int(0.12 * radius), 2)):
        draw.ellipse(
            (x - radius + offset, y - radius + offset, x + radius - offset, y + radius - offset),
            outline=_RED,
            width=width,
        )
    star = [
        (x + r * math.sin(k * math.pi / 5), y - r * math.cos(k * math.pi / 5))
        for k in range(10)
        for r in (0.3 * radius if k % 2 == 0 else 0.12 * radius,)
    ]
    draw.polygon(star, fill=_RED)
    font = ImageFont.truetype(str(_FONTS / "Tinos-Bold.ttf"), int(0.13 * DPI))
    draw.text((x, y + 0.55 * radius), words, fill=_RED, font=font, anchor="mm")
    return ImageChops.multiply(image, ink)


def _worn(image: Image.Image, chance: random.Random, *, gray: bool) -> Image.Image:
    turned = image.rotate(chance.uniform(-0.8, 0.8), Image.Resampling.BICUBIC, fillcolor="white")
    pixels = np.asarray(turned.convert("L") if gray else turned).astype(np.int16)
    noise = np.random.default_rng(chance.randrange(2**32)).normal(0, 5, pixels.shape[:2])
    noise = noise if gray else noise[..., None]
    return Image.fromarray(np.clip(pixels + noise - 4, 0, 255).astype(np.uint8))
