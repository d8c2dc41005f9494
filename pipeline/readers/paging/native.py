"""One page of a PDF file by pdfium's raw interface: its text, and on demand boxes and fonts of single characters.

Rectangles and points come out as shown: from the top left corner, turned as the page is turned.
"""

from __future__ import annotations

from ctypes import POINTER, byref, c_double, c_float, c_int, c_ulong, c_ushort, cast, create_string_buffer, sizeof
from math import hypot
from typing import Any

import pypdfium2.raw as pdfium

from pipeline.readers.paging import calls
from pipeline.readers.paging.typed import Added
from schemas.span import Box

Rect = tuple[float, float, float, float]

_TYPED = (pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_STAMP, pdfium.FPDF_ANNOT_WIDGET)
NAME = 128
"""Bytes of a font's name that are looked at."""
MAX_TYPED = 500
"""Annotations with text on one page; more are not looked at."""


class NativePage:
    """One loaded page of pdfium with its text page. Call ``close`` when its text and boxes are no longer needed."""

    def __init__(self, document: Any, index: int) -> None:
        self.index = index
        self.page = document[index]
        self.raw_page = self.page.raw
        self.width = max(1.0, float(pdfium.FPDF_GetPageWidthF(self.raw_page)))
        self.height = max(1.0, float(pdfium.FPDF_GetPageHeightF(self.raw_page)))
        self.turn = int(pdfium.FPDFPage_GetRotation(self.raw_page))
        frame = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(self.raw_page, byref(frame))
        self.frame = (frame.left, frame.bottom, frame.right, frame.top)
        self._doubles = (c_double * 4)()
        self._refs = [byref(self._doubles, i * sizeof(c_double)) for i in range(4)]
        # Structures of floats, read in one step: left, top, right, bottom and a, b, c, d, e, f.
        self._rect = (c_float * 4)()
        self._matrix = (c_float * 6)()
        self._name = create_string_buffer(NAME)
        self._flags = c_int()
        self._rect_ref, self._matrix_ref = byref(self._rect), byref(self._matrix)
        self._font_refs = self._name, c_ulong(NAME), byref(self._flags)
        self._text: str | None = None
        self.fonts: dict[bytes, tuple[bool, bool]] = {}
        self.added: list[Added] = []
        """Annotations whose text was put on the page."""
        self.objects = -1
        """Number of the page's own objects where annotations were put on it, -1 elsewhere."""
        self._load(document)

    def _load(self, document: Any) -> None:
        """Load the text; with annotations that hold text, of the page on which they are printed.

        Characters from ``own`` on are theirs.
        """
        self.words = self.page.get_textpage()
        self.own = pdfium.FPDFText_CountChars(self.words.raw)
        if pdfium.FPDFPage_GetAnnotCount(self.raw_page) > 0 and (added := _typed(self)):
            objects = pdfium.FPDFPage_CountObjects(self.raw_page)
            if pdfium.FPDFPage_Flatten(self.raw_page, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_SUCCESS:
                self.words.close()
                self.page.close()
                self.page = document[self.index]
                self.raw_page = self.page.raw
                self.words = self.page.get_textpage()
                self.added, self.objects = added, objects
        self.text_page = self.words.raw

    def close(self) -> None:
        """Free the page."""
        self.words.close()
        self.page.close()

    def text(self) -> str:
        """Text of the page, see ``_read``."""
        if self._text is None:
            self._text = self._read()
        return self._text

    def _read(self) -> str:
        """All characters in pdfium's order; one code point per character index."""
        count = pdfium.FPDFText_CountChars(self.text_page)
        if count <= 0:
            return ""
        buffer = create_string_buffer(4 * (count + 1))
        written = pdfium.FPDFText_GetText(self.text_page, 0, count, cast(buffer, POINTER(c_ushort)))
        text = buffer.raw[: 2 * max(written - 1, 0)].decode("utf-16-le", "replace")
        if len(text) != count:
            text = "".join(_letter(calls.letter_code(self.text_page, i)) for i in range(count))
        return text

    def shown(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """Box in points from the top left of the page as shown, from a rectangle of page space."""
        left, bottom, right, top = self.frame
        if self.turn == 0:
            return x0 - left, top - y1, x1 - left, top - y0
        if self.turn == 1:
            return y0 - bottom, x0 - left, y1 - bottom, x1 - left
        if self.turn == 2:
            return right - x1, y0 - bottom, right - x0, y1 - bottom
        return top - y1, right - x1, top - y0, right - x0

    def ink(self, start: int, end: int) -> Box | None:
        """Box of the characters ``[start, end)`` with the height of their fonts, None where they leave no ink."""
        part = self.text()[start:end]
        body = part.strip()
        if not body:
            return None
        first = start if body is part else start + len(part) - len(part.lstrip())
        inner = self._inked(first, len(body))
        if inner is None:
            return None
        x0, y0, x1, y1 = inner
        for index in (first, first + len(body) - 1):
            calls.loose_char_box(self.text_page, index, self._rect_ref)
            # The box of an odd font stands on its head or on its side.
            left, low, right, high = self._rect[:]
            x0, y0 = min(x0, left, right), min(y0, low, high)
            x1, y1 = max(x1, left, right), max(y1, low, high)
        return self.shown(x0, y0, x1, y1)

    def _inked(self, start: int, count: int) -> Rect | None:
        """Rectangle of page space around the ink of a stretch of text."""
        doubles, refs, words = self._doubles, self._refs, self.text_page
        found = calls.count_rects(words, start, count)
        if found <= 0:
            return None
        calls.get_rect(words, 0, *refs)
        x0, y1, x1, y0 = doubles[:]
        for i in range(1, found):
            calls.get_rect(words, i, *refs)
            left, high, right, low = doubles[:]
            x0, y0, x1, y1 = min(x0, left), min(y0, low), max(x1, right), max(y1, high)
        return x0, y0, x1, y1

    def rects(self, start: int, count: int) -> list[Rect]:
        """Ink rectangles of a stretch of text, as shown."""
        doubles, refs, words = self._doubles, self._refs, self.text_page
        left, _, _, top = self.frame
        found: list[Rect] = []
        for i in range(calls.count_rects(words, start, count)):
            calls.get_rect(words, i, *refs)
            x0, y1, x1, y0 = doubles[:]
            found.append(self.shown(x0, y0, x1, y1) if self.turn else (x0 - left, top - y1, x1 - left, top - y0))
        return found

    def origin(self, index: int) -> tuple[float, float]:
        """Pen position of a character, as shown."""
        doubles, refs = self._doubles, self._refs
        calls.char_origin(self.text_page, index, refs[0], refs[1])
        x, y, _, _ = doubles[:]
        return self.shown(x, y, x, y)[:2] if self.turn else (x - self.frame[0], self.frame[3] - y)

    def loose_box(self, index: int) -> Box:
        """Box of a character with the whole height of its font, as shown."""
        calls.loose_char_box(self.text_page, index, self._rect_ref)
        x0, y0, x1, y1 = self._rect[:]
        return self.shown(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def pen(self, index: int) -> tuple[float, int | None, float]:
        """How a character is written: font size in points, quarters and base line.

        The page must be turned clockwise by so many quarters to read it; None stands for text askew.
        """
        words, turn = self.text_page, self.turn
        size: float = calls.font_size(words, index)
        if not calls.char_matrix(words, index, self._matrix_ref):
            return size, 0, self.origin(index)[1]
        a, b, c, d, _, y = self._matrix[:]
        size *= hypot(c, d) or 1.0
        if b == 0.0 and turn == 0:
            # Where the pen stood for the whole text object: one question less.
            return size, 0 if a > 0 else 2 if a else None, self.frame[3] - y
        base = self.origin(index)[1]
        if turn:
            a, b = ((a, b), (b, -a), (-a, -b), (-b, a))[turn]
        if abs(b) < 0.08 * abs(a):
            return size, 0 if a > 0 else 2, base
        if abs(a) < 0.08 * abs(b):
            return size, 1 if b > 0 else 3, base
        return size, None, base

    def turn_by(self, quarters: int) -> None:
        """Give all places as on the page turned clockwise."""
        self.turn = (self.turn + quarters) % 4
        if quarters % 2:
            self.width, self.height = self.height, self.width

    def style(self, index: int) -> tuple[bool, bool]:
        """Whether a character is bold and whether it is italic."""
        length = calls.font_info(self.text_page, index, *self._font_refs)
        name = self._name.value if 0 < length <= NAME else b""
        known = self.fonts.get(name) if name else None
        if known is None:
            low = name.lower()
            heavy = calls.font_weight(self.text_page, index) >= 600
            bold = heavy or b"bold" in low or b"black" in low
            known = bold, bool(self._flags.value & 0x40) or b"italic" in low or b"oblique" in low
            self.fonts[name] = known
        return known

    def font_name(self, index: int) -> str:
        """Name of a character's font without its subset tag."""
        length = calls.font_info(self.text_page, index, *self._font_refs)
        name = self._name.value.decode("utf-8", "replace") if 0 < length <= NAME else ""
        return name.split("+", 1)[1] if name[6:7] == "+" else name


def _typed(page: NativePage) -> list[Added]:
    """The annotations that may hold text; all others are taken off the page."""
    found: list[Added] = []
    frame = pdfium.FS_RECTF()
    for number in reversed(range(pdfium.FPDFPage_GetAnnotCount(page.raw_page))):
        note = pdfium.FPDFPage_GetAnnot(page.raw_page, number)
        kind = pdfium.FPDFAnnot_GetSubtype(note)
        if kind in _TYPED and pdfium.FPDFAnnot_GetObjectCount(note) > 0 and len(found) < MAX_TYPED:
            pdfium.FPDFAnnot_GetRect(note, byref(frame))
            low, high = sorted((frame.bottom, frame.top))
            box = page.shown(min(frame.left, frame.right), low, max(frame.left, frame.right), high)
            found.append(Added(box, kind == pdfium.FPDF_ANNOT_STAMP or _signed(note)))
        elif kind not in _TYPED:
            pdfium.FPDFPage_RemoveAnnot(page.raw_page, number)
        pdfium.FPDFPage_CloseAnnot(note)
    return found[::-1]


def _signed(note: Any) -> bool:
    """A signature field."""
    value = (c_ushort * 8)()
    pdfium.FPDFAnnot_GetStringValue(note, b"FT", value, 16)
    return bytes(value)[:6] == "Sig".encode("utf-16-le")


def _letter(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
