"""One page of a PDF file by pdfium's raw interface: its text, and on demand boxes and fonts of single characters.

Rectangles and points come out as shown: from the top left corner, turned as the page is turned.
"""

from __future__ import annotations

from ctypes import POINTER, byref, c_double, c_int, c_ushort, cast, create_string_buffer
from math import hypot
from typing import Any

import pypdfium2.raw as pdfium

from pipeline.readers.paging.geometry import union
from pipeline.readers.paging.typed import Added
from schemas.span import Box

Rect = tuple[float, float, float, float]

_TYPED = (pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_STAMP, pdfium.FPDF_ANNOT_WIDGET)
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
        self._doubles = [c_double() for _ in range(4)]
        self._refs = [byref(value) for value in self._doubles]
        self._rect = pdfium.FS_RECTF()
        self._matrix = pdfium.FS_MATRIX()
        self._name = create_string_buffer(128)
        self._flags = c_int()
        self._rect_ref, self._matrix_ref = byref(self._rect), byref(self._matrix)
        self._flags_ref = byref(self._flags)
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
            text = "".join(_letter(pdfium.FPDFText_GetUnicode(self.text_page, i)) for i in range(count))
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
        text = self.text()[start:end]
        places = [i for i, letter in enumerate(text) if not letter.isspace()]
        if not places:
            return None
        first, last = start + places[0], start + places[-1]
        inner = self.rects(first, last - first + 1)
        if not inner:
            return None
        edge, other = self.loose_box(first), self.loose_box(last)
        box = union([*inner, edge, other])
        return box

    def rects(self, start: int, count: int) -> list[Rect]:
        """Ink rectangles of a stretch of text, as shown."""
        a, b, c, d = self._doubles
        refs, words = self._refs, self.text_page
        found = []
        for i in range(pdfium.FPDFText_CountRects(words, start, count)):
            pdfium.FPDFText_GetRect(words, i, *refs)
            found.append((a.value, d.value, c.value, b.value))
        if self.turn:
            return [self.shown(*rect) for rect in found]
        left, _, _, top = self.frame
        return [(x0 - left, top - y1, x1 - left, top - y0) for x0, y0, x1, y1 in found]

    def origin(self, index: int) -> tuple[float, float]:
        """Pen position of a character, as shown."""
        x, y = self._doubles[:2]
        pdfium.FPDFText_GetCharOrigin(self.text_page, index, *self._refs[:2])
        shown = self.shown(x.value, y.value, x.value, y.value)
        return shown[0], shown[1]

    def loose_box(self, index: int) -> Box:
        """Box of a character with the whole height of its font, as shown."""
        rect = self._rect
        pdfium.FPDFText_GetLooseCharBox(self.text_page, index, self._rect_ref)
        low, high = min(rect.bottom, rect.top), max(rect.bottom, rect.top)
        return self.shown(min(rect.left, rect.right), low, max(rect.left, rect.right), high)

    def font(self, index: int) -> tuple[float, int | None]:
        """Font size in points of a character, and by how many quarters clockwise the page must be turned to read it.

        None stands for text askew.
        """
        matrix = self._matrix
        size = float(pdfium.FPDFText_GetFontSize(self.text_page, index))
        if not pdfium.FPDFText_GetMatrix(self.text_page, index, self._matrix_ref):
            return size, 0
        a, b = matrix.a, matrix.b
        if self.turn:
            a, b = ((a, b), (b, -a), (-a, -b), (-b, a))[self.turn]
        size *= hypot(matrix.c, matrix.d) or 1.0
        if abs(b) < 0.08 * abs(a):
            return size, 0 if a > 0 else 2
        if abs(a) < 0.08 * abs(b):
            return size, 1 if b > 0 else 3
        return size, None

    def turn_by(self, quarters: int) -> None:
        """Give all places as on the page turned clockwise."""
        self.turn = (self.turn + quarters) % 4
        if quarters % 2:
            self.width, self.height = self.height, self.width

    def style(self, index: int) -> tuple[bool, bool]:
        """Whether a character is bold and whether it is italic."""
        length = pdfium.FPDFText_GetFontInfo(self.text_page, index, self._name, 128, self._flags_ref)
        name = self._name.value if 0 < length <= 128 else b""
        known = self.fonts.get(name) if name else None
        if known is None:
            low = name.lower()
            heavy = pdfium.FPDFText_GetFontWeight(self.text_page, index) >= 600
            bold = heavy or b"bold" in low or b"black" in low
            known = bold, bool(self._flags.value & 0x40) or b"italic" in low or b"oblique" in low
            self.fonts[name] = known
        return known

    def font_name(self, index: int) -> str:
        """Name of a character's font without its subset tag."""
        length = pdfium.FPDFText_GetFontInfo(self.text_page, index, self._name, 128, self._flags_ref)
        name = self._name.value.decode("utf-8", "replace") if 0 < length <= 128 else ""
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
