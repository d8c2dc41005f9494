"""An open PDF file, and the pages loaded last."""

from __future__ import annotations

from collections import OrderedDict
from contextlib import suppress
from dataclasses import replace
from typing import Any

from pypdfium2 import PdfDocument, PdfiumError, raw

from pipeline.errors import Encrypted, Unreadable
from pipeline.readers.paging.geometry import PageText
from pipeline.readers.paging.letters import corrected
from pipeline.readers.paging.native import NativePage
from pipeline.readers.paging.pieces import page_text
from pipeline.readers.paging.rules import Survey, survey
from pipeline.readers.paging.typed import placed
from schemas.span import Box

OPEN_PAGES = 64
"""Pages kept loaded for the locator; more are loaded again when asked for."""


class PageStore:
    """A PDF file opened by pdfium, open as long as a locator refers to it. Raises ``Encrypted`` or ``Unreadable``."""

    def __init__(self, data: bytes) -> None:
        self.pdf = _open(data)
        self.count = len(self.pdf)
        self.surveys: dict[int, Survey] = {}
        self._turns: dict[int, int] = {}
        self._loaded: OrderedDict[int, NativePage] = OrderedDict()
        self._last: tuple[int, NativePage] | None = None

    def native(self, index: int) -> NativePage:
        """The loaded page, loading it again if needed. Raises ``PdfiumError``."""
        if self._last is not None and self._last[0] == index:
            return self._last[1]
        page = self._loaded.get(index)
        if page is None:
            page = self._loaded[index] = NativePage(self.pdf, index)
            page.turn_by(self._turns.get(index, 0))
            if len(self._loaded) > OPEN_PAGES:
                self._loaded.popitem(last=False)[1].close()
        else:
            self._loaded.move_to_end(index)
        self._last = index, page
        return page

    def page(self, index: int) -> PageText:
        """Text and pieces of one page, letters put right. Raises ``PdfiumError``."""

        def box(start: int, end: int) -> Box | None:
            return self.native(index).ink(start, end)

        native = self.native(index)
        page = page_text(native, box)
        if native.added:
            page = placed(page, native.own, native.added)
        if page.turn:
            self._turns[index] = page.turn
        seen = self.surveys[index] = survey(native)
        page = replace(page, rules=seen.rules)
        fonts = {font.decode("utf-8", "replace") for font in native.fonts}
        return corrected(page, native.font_name, fonts)


def _open(data: bytes) -> Any:
    try:
        return PdfDocument(data)
    except PdfiumError as error:
        if _locked() and _still_locked(data):
            raise Encrypted(str(error)) from error
        raise Unreadable(str(error)) from error


def _locked() -> bool:
    """Whether pdfium's last error was a password or a way of encryption."""
    return raw.FPDF_GetLastError() in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)


def _still_locked(data: bytes) -> bool:
    """Whether opening fails for that reason again. pdfium sets no error for some files, and keeps that of an earlier
    one: bytes that are no PDF put another in its place first."""
    for tried in (b"no PDF", data):
        with suppress(PdfiumError):
            PdfDocument(tried).close()
    return _locked()
