"""Which pages are scans: those whose text does not account for their ink, and those whose text layer is nonsense."""

from __future__ import annotations

from typing import Literal

import pypdfium2.raw as pdfium

from pipeline.readers._columns import RECIPIENTS, is_signing
from pipeline.readers.paging.geometry import PageText
from pipeline.readers.paging.legibility import illegible
from pipeline.readers.paging.rules import Survey
from pipeline.readers.paging.stamps import apart
from pipeline.readers.paging.store import PageStore
from schemas.span import Box

Why = Literal["forced", "no-text", "stamp-only", "text-layer-bad"]

IMAGE_SHARE = 0.45
"""An image over so much of the page may be the page itself."""
SOME_IMAGE = 0.08
MANY_CURVES = 400
"""Text drawn as outlines has some twenty curves a letter."""
FEW_ROWS = 0.1
"""Rows of text that fill less of the height than this do not account for a page-wide image."""


def why_scanned(page: PageText, store: PageStore, mode: Literal["auto", "never", "force"]) -> Why | None:
    """Why a page is to be recognised; None for born-digital pages and for empty ones."""
    seen = store.surveys.get(page.index)
    if seen is None:
        return None
    if mode == "force":
        return "forced"
    bare = apart(page)
    if not bare.pieces:
        inked = seen.images >= SOME_IMAGE or seen.curves > MANY_CURVES
        return ("stamp-only" if page.pieces or page.asides else "no-text") if inked else None
    if illegible(page.text):
        return "text-layer-bad"
    if seen.images >= IMAGE_SHARE and _filled(bare) < FEW_ROWS and not hidden(store, page):
        return "stamp-only"
    return None


def signed_in_picture(page: PageText, seen: Survey | None) -> Box | None:
    """The picture beside ``Nơi nhận`` where no text is: the signer's office and name were pasted in as an image."""
    if seen is None or not seen.pictures:
        return None
    for piece in page.pieces:
        if not RECIPIENTS.match(piece.text):
            continue
        right = piece.x1 + 3.0 * piece.size
        reach = piece.base - 4.0 * piece.size, piece.base + 16.0 * piece.size
        if any(p.x0 > right and reach[0] < p.base < reach[1] for p in page.pieces):
            continue
        for x0, y0, x1, y1 in seen.pictures:
            if (x0 + x1) / 2 > right and x1 - x0 > 60.0 and reach[0] < (y0 + y1) / 2 < reach[1]:
                return x0, y0, x1, y1
    return None


def closed_by_picture(page: PageText, seen: Survey | None) -> Box | None:
    """The lowest picture below all text, right of the middle, on a page where no office signs: perhaps a signature."""
    if seen is None or not seen.pictures or not page.pieces or any(is_signing(piece.text) for piece in page.pieces):
        return None
    texts = [piece.base for piece in page.pieces if not piece.text.strip("-–/ ").isdigit()]
    low = max(texts, default=0.0)
    fitting = [
        box
        for box in seen.pictures
        if box[1] > low - 2.0
        and (box[0] + box[2]) / 2 > 0.5 * page.width
        and 60.0 < box[2] - box[0] < 0.6 * page.width
        and 30.0 < box[3] - box[1] < 0.35 * page.height
    ]
    return max(fitting, key=lambda box: box[1], default=None)


def _filled(page: PageText) -> float:
    """Share of the page's height that rows of text fill."""
    places = {round(piece.base / 6.0): piece.bottom - piece.top for piece in page.pieces}
    return sum(places.values()) / max(page.height, 1.0)


def hidden(store: PageStore, page: PageText) -> bool:
    """The text is an invisible layer over the scan, made by the scanner's own recognition."""
    if not page.pieces:
        return False
    native = store.native(page.index)
    item = pdfium.FPDFText_GetTextObject(native.text_page, page.pieces[0].start)
    return bool(item) and pdfium.FPDFTextObj_GetTextRenderMode(item) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
