"""PDF: text and boxes by pdfium, layout by ``paging``, ruled tables by pdfplumber's algorithm, scans by OCR."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

import pypdfium2
from pypdfium2 import raw

from pipeline.errors import Encrypted, NeedsOcr, TooLarge, Unreadable
from pipeline.readers import ReadOptions
from pipeline.readers.paging import flow
from pipeline.readers.paging.geometry import PageText
from pipeline.readers.paging.native import NativePage
from pipeline.readers.paging.pieces import page_text
from pipeline.readers.paging.rules import rules
from schemas.document import Document
from schemas.span import Box

MEDIA_TYPES = ("application/pdf",)

OPEN_PAGES = 64
"""Pages kept loaded for the locator; more are loaded again when asked for."""


def bid(data: bytes, name: str) -> int:
    """Magic bytes, which may follow some rubbish; a bare file name is not enough."""
    place = data[:1024].find(b"%PDF-")
    return 100 if place == 0 else 80 if place > 0 else 0


def read(data: bytes, name: str, options: ReadOptions) -> Document:
    """Read a PDF file. Raises ``Encrypted``, ``TooLarge``, ``NeedsOcr`` or ``Unreadable``."""
    store = PageStore(data, options.max_pages)
    pages = [store.page(index) for index in range(store.count)]
    if not any(page.pieces or page.asides for page in pages):
        raise NeedsOcr(f"{len(pages)} pages without text")
    return flow.document(pages, media_type=MEDIA_TYPES[0], owner=store)


class PageStore:
    """An open PDF file and the pages loaded last."""

    def __init__(self, data: bytes, max_pages: int) -> None:
        self.pdf = open_pdf(data)
        self.count = len(self.pdf)
        if self.count > max_pages:
            raise TooLarge(f"{self.count} pages, {max_pages} allowed")
        self._loaded: OrderedDict[int, NativePage] = OrderedDict()

    def native(self, index: int) -> NativePage:
        """The loaded page, loading it again if needed."""
        page = self._loaded.get(index)
        if page is None:
            page = self._loaded[index] = NativePage(self.pdf, index)
            if len(self._loaded) > OPEN_PAGES:
                self._loaded.popitem(last=False)[1].close()
        else:
            self._loaded.move_to_end(index)
        return page

    def page(self, index: int) -> PageText:
        """Text and pieces of one page."""

        def box(start: int, end: int) -> Box | None:
            return self.native(index).ink(start, end)

        native = self.native(index)
        return page_text(native, box, rules(native))


def open_pdf(data: bytes) -> Any:
    """The file opened by pdfium."""
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise Encrypted(str(error)) from error
        raise Unreadable(str(error)) from error
