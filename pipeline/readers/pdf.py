"""PDF: text and boxes by pdfium, layout by ``paging``, ruled tables by pdfplumber's algorithm, scans by OCR.

A second engine (pdfminer) reads what pdfium cannot open or finds no text in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from pypdfium2 import PdfiumError

from pipeline.errors import BaocaoError, Encrypted, TooLarge, Unreadable
from pipeline.readers import MAX_PAGES, ReadOptions
from pipeline.readers.paging import flow, second
from pipeline.readers.paging.geometry import PageText, blank
from pipeline.readers.paging.rebuilt import rebuilt
from pipeline.readers.paging.scans import closed_by_picture, signed_in_picture, why_scanned
from pipeline.readers.paging.store import PageStore
from schemas.document import Document, TextOrigin
from schemas.span import Box

MEDIA_TYPES = ("application/pdf",)
_MAGIC = b"%PDF-"
_HEAD = 1_024
_OBJECT = re.compile(rb"(?:^|[\r\n])\s{0,20}\d{1,9} \d{1,5} obj\b")


def bid(data: bytes, name: str) -> int:
    """Magic bytes, which may follow some rubbish or be damaged; a file name is not enough."""
    place = data[:_HEAD].find(_MAGIC)
    if place >= 0:
        return 100 if place == 0 else 80
    return 70 if data.startswith(_MAGIC[:-1]) or _headless(data) else 0


def _headless(data: bytes) -> bool:
    """The header is lost: numbered objects at the very start, the place of their table at the very end."""
    return _OBJECT.search(data[:_HEAD]) is not None and b"startxref" in data[-2 * _HEAD :]


def read(data: bytes, name: str, options: ReadOptions) -> Document:
    """Read a PDF file. Raises ``Encrypted``, ``TooLarge``, ``NeedsOcr`` or ``Unreadable``."""
    if _MAGIC not in data[:_HEAD]:
        data = _MAGIC + b"1.4\n" + data
    if options.second_engine:
        return _by_second_engine(data, options, Unreadable("the first engine died"))
    try:
        store = PageStore(data)
        if not store.count:
            raise Unreadable("no pages")
    except Unreadable as error:
        return _otherwise(data, name, options, error)
    if store.count > MAX_PAGES:
        raise TooLarge(f"{store.count} pages, {MAX_PAGES} allowed")
    warnings: list[str] = []
    pages: list[PageText] = []
    for index in range(min(store.count, options.max_pages)):
        pages.append(_page(store, index, warnings))
        options.on_page(index + 1)
    if store.count > len(pages):
        warnings.append(f"partial:{len(pages)} of {store.count} pages")
    scanned = {page.index: why for page in pages if (why := why_scanned(page, store, options.ocr)) is not None}
    if not scanned and not any(page.pieces for page in pages):
        return _without_text(data, options, pages, store)
    pages, origin = _with_pictures(pages, scanned, store, options, warnings)
    if scanned:
        from pipeline.readers.ocr import document  # noqa: PLC0415 - only scans need Pillow, numpy and Tesseract

        return document.recognised(pages, scanned, store, options, warnings)
    return flow.document(pages, media_type=MEDIA_TYPES[0], owner=store, warnings=warnings, text_origin=origin)


def _with_pictures(
    pages: list[PageText], scanned: Mapping[int, str], store: PageStore, options: ReadOptions, warnings: list[str]
) -> tuple[list[PageText], TextOrigin]:
    """The pages with the text of signatures pasted in as pictures; a warning for each that is not recognised."""
    boxes = {
        page.index: box
        for page in pages
        if page.index not in scanned and (box := signed_in_picture(page, store.surveys.get(page.index))) is not None
    }
    guess: dict[int, Box] = {}
    last = next((page for page in reversed(pages) if page.pieces), None)
    if not boxes and last is not None and last.index not in scanned:
        box = closed_by_picture(last, store.surveys.get(last.index))
        guess = {last.index: box} if box is not None else {}
    done: frozenset[int] = frozenset()
    if (boxes or guess) and options.ocr != "never":
        from pipeline.readers.ocr import pasted  # noqa: PLC0415 - needs Pillow, numpy and Tesseract

        pages, done, notes = pasted.filled(pages, boxes or guess, store, sure=not guess)
        warnings += notes
    warnings += [f"signature-in-picture:{index + 1}" for index in boxes if index not in done]
    return pages, "mixed" if done else "native"


def _page(store: PageStore, index: int, warnings: list[str]) -> PageText:
    try:
        return store.page(index)
    except PdfiumError:
        warnings.append(f"page-unreadable:{index + 1}")
        return blank(index)


def _otherwise(data: bytes, name: str, options: ReadOptions, error: BaocaoError) -> Document:
    """What pdfium cannot open: by the second engine, or with a trailer of our own where that was cut off or damaged."""
    try:
        return _by_second_engine(data, options, error)
    except Unreadable:
        whole = rebuilt(data)
        if whole is None:
            raise
    document = read(whole, name, options)
    if not document.text.strip():
        raise Unreadable(f"{error.detail}; rebuilt, but no text is left") from error
    return document.model_copy(update={"warnings": (*document.warnings, "partial:rebuilt, the trailer is lost")})


def _by_second_engine(data: bytes, options: ReadOptions, error: BaocaoError) -> Document:
    """What pdfium cannot open; its own error stands when the second engine fails too."""
    try:
        pages, warnings = second.pages(data, options)
    except Encrypted:
        raise
    except BaocaoError as other:
        raise Unreadable(f"{error.detail}; {other.detail}") from error
    if not any(page.pieces for page in pages):
        raise error
    return flow.document(pages, media_type=MEDIA_TYPES[0], warnings=["engine:second", *warnings])


def _without_text(data: bytes, options: ReadOptions, pages: list[PageText], store: PageStore) -> Document:
    """No text and nothing that looks like a scan: the second engine may see more."""
    try:
        others, cut = second.pages(data, options)
    except BaocaoError:
        others, cut = [], []
    if any(page.pieces for page in others):
        warnings = ["engine:second", "engines-disagree:characters", *cut]
        if len(others) != len(pages):
            warnings.append("engines-disagree:pages")
        return flow.document(others, media_type=MEDIA_TYPES[0], warnings=warnings)
    return flow.document(pages, media_type=MEDIA_TYPES[0], owner=store, warnings=["no-text"])
