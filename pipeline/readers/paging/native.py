"""Pieces of text of a born-digital page, by pdfium's raw interface.

The text comes in one call. Boxes are asked per line as ink rectangles (one per run of the content stream), not per
character, and single characters are probed only where a line may hide a column gap, a bold heading or a raised mark.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from ctypes import POINTER, byref, c_double, c_int, c_ushort, cast, create_string_buffer
from itertools import pairwise
from math import hypot
from typing import Any

import pypdfium2.raw as pdfium

from pipeline.readers.paging.geometry import PageText, Piece, Rule, union
from schemas.span import Box

_LINE = re.compile("[^\r\n\ufffe]+\ufffe?")
_WIDE_RUN = re.compile(r"\S[ \u00a0]{3,200}(?=\S)")
_WORD = re.compile(r"\S+")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# pdfium writes U+FFFE for a hyphen at the end of a line and swallows the line break.
_CLEAN = str.maketrans({"\ufffe": "-", "\x02": "-", "\x00": "\ufffd", "\uffff": "\ufffd"})

Rect = tuple[float, float, float, float]


class NativePage:
    """One loaded page of pdfium with its text page. Call ``close`` when its text and boxes are no longer needed."""

    def __init__(self, document: Any, index: int) -> None:
        self.index = index
        self.page = document[index]
        self.words = self.page.get_textpage()
        self.raw_page, self.text_page = self.page.raw, self.words.raw
        self.width = float(pdfium.FPDF_GetPageWidthF(self.raw_page))
        self.height = float(pdfium.FPDF_GetPageHeightF(self.raw_page))
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
        self._text: str | None = None

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
        found = []
        a, b, c, d = self._doubles
        for i in range(pdfium.FPDFText_CountRects(self.text_page, start, count)):
            pdfium.FPDFText_GetRect(self.text_page, i, *self._refs)
            found.append(self.shown(a.value, d.value, c.value, b.value))
        return found

    def origin(self, index: int) -> tuple[float, float]:
        """Pen position of a character, as shown."""
        x, y = self._doubles[:2]
        pdfium.FPDFText_GetCharOrigin(self.text_page, index, *self._refs[:2])
        shown = self.shown(x.value, y.value, x.value, y.value)
        return shown[0], shown[1]

    def loose_box(self, index: int) -> Box:
        """Box of a character with the whole height of its font, as shown."""
        rect = self._rect
        pdfium.FPDFText_GetLooseCharBox(self.text_page, index, byref(rect))
        low, high = min(rect.bottom, rect.top), max(rect.bottom, rect.top)
        return self.shown(min(rect.left, rect.right), low, max(rect.left, rect.right), high)

    def size(self, index: int) -> float:
        """Font size in points."""
        matrix = self._matrix
        scale = 1.0
        if pdfium.FPDFText_GetMatrix(self.text_page, index, byref(matrix)):
            scale = hypot(matrix.c, matrix.d) or 1.0
        return float(pdfium.FPDFText_GetFontSize(self.text_page, index)) * scale

    def style(self, index: int) -> tuple[bool, bool]:
        """Whether a character is bold and whether it is italic."""
        flags = self._flags
        length = pdfium.FPDFText_GetFontInfo(self.text_page, index, self._name, 128, byref(flags))
        name = self._name.value.lower() if 0 < length <= 128 else b""
        bold = b"bold" in name or b"black" in name or pdfium.FPDFText_GetFontWeight(self.text_page, index) >= 600
        return bold, bool(flags.value & 0x40) or b"italic" in name or b"oblique" in name

    def font(self, index: int) -> str:
        """Name of a character's font without its subset tag."""
        length = pdfium.FPDFText_GetFontInfo(self.text_page, index, self._name, 128, byref(self._flags))
        name = self._name.value.decode("utf-8", "replace") if 0 < length <= 128 else ""
        return name.split("+", 1)[1] if name[6:7] == "+" else name

    def turned(self, index: int) -> bool:
        """Whether a character does not stand upright on the page as shown."""
        angle = pdfium.FPDFText_GetCharAngle(self.text_page, index) if self.turn == 0 else self._angle(index)
        return 0.08 < angle < 6.2

    def _angle(self, index: int) -> float:
        angle = float(pdfium.FPDFText_GetCharAngle(self.text_page, index))
        return (angle - self.turn * 1.5707963) % 6.2831853 if angle >= 0 else angle


def _letter(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def page_text(page: NativePage, box: Callable[[int, int], Box | None], rules: Sequence[Rule] = ()) -> PageText:
    """Text and pieces of a page."""
    raw = page.text()
    text = raw.translate(_CLEAN)
    raised: set[int] = set()
    upright: list[Piece] = []
    asides: list[Piece] = []
    for match in _LINE.finditer(raw):
        line = text[match.start() : match.end()]
        body = line.strip()
        if not body:
            continue
        start = match.start() + line.index(body[0])
        if page.turned(start):
            asides += _whole(page, start, body)
        else:
            upright += _split(page, start, body, raised)
    if raised:
        text = "".join(c.translate(_RAISED) if i in raised else c for i, c in enumerate(text))
        upright = [p._replace(text=text[p.start : p.start + len(p.text)]) for p in upright]
    return PageText(page.index, page.width, page.height, text, tuple(upright), tuple(asides), box, tuple(rules))


def _whole(page: NativePage, start: int, body: str) -> list[Piece]:
    rects = page.rects(start, len(body))
    return [_piece(page, start, body, rects, page.size(start))] if rects else []


def _split(page: NativePage, start: int, body: str, raised: set[int]) -> list[Piece]:
    """Pieces of one of pdfium's lines, cut where a gap is wider than the font is high."""
    rects = page.rects(start, len(body))
    if not rects:
        return []
    size = page.size(start + len(body) // 2) or rects[0][3] - rects[0][1] or 1.0
    base = page.origin(start + len(body) // 2)[1]
    for rect in rects:
        if base - rect[3] > 0.16 * size and rect[2] - rect[0] < 1.5 * size and 0.3 < (rect[3] - rect[1]) / size < 0.62:
            raised.update(_raised(page, start, body, rect))
    cuts = _gaps(page, start, body, rects, size)
    if not cuts:
        return [_piece(page, start, body, rects, size)]
    pieces = []
    for a, b in zip([0, *cuts], [*cuts, len(body)], strict=True):
        part = body[a:b].rstrip()
        inner = page.rects(start + a, len(part))
        if inner:
            pieces.append(_piece(page, start + a, part, inner, page.size(start + a + len(part) // 2) or size))
    return pieces


def _raised(page: NativePage, start: int, body: str, rect: Rect) -> list[int]:
    """Offsets of the digits under a raised ink rectangle: note marks and exponents."""
    indices = range(start, start + len(body))
    first = bisect_left(indices, rect[0] - 1.5, key=lambda i: page.origin(i)[0])
    found = []
    for index in indices[first : first + 4]:
        if page.origin(index)[0] > rect[2]:
            break
        if not body[index - start].isdigit():
            return []
        found.append(index)
    return found


def _gaps(page: NativePage, start: int, body: str, rects: list[Rect], size: float) -> list[int]:
    """Offsets in ``body`` where a word begins behind a wide gap."""
    places = [(a[2] + b[0]) / 2 for a, b in pairwise(rects) if b[0] - a[2] > size]
    spread = rects[-1][2] - rects[0][0] > 0.62 * size * len(body)
    if not places and not spread and not _WIDE_RUN.search(body):
        return []
    words = [match.start() for match in _WORD.finditer(body)]
    origins = [page.origin(start + word)[0] for word in words]
    cuts = {words[i] for place in places if 0 < (i := bisect_left(origins, place)) < len(words)}
    if spread or _WIDE_RUN.search(body):
        for word, origin in zip(words[1:], origins[1:], strict=True):
            last = start + word - 1
            while last > start and body[last - start].isspace():
                last -= 1
            if origin - page.loose_box(last)[2] > size:
                cuts.add(word)
    return sorted(cuts)


def _piece(page: NativePage, start: int, text: str, rects: list[Rect], size: float) -> Piece:
    base = page.origin(start + len(text) // 2)[1]
    last = start + len(text) - 1
    bold, italic = page.style(start)
    count = 0
    if bold:
        count = len(text) if page.style(last)[0] else _bold_run(page, start, len(text))
    top, bottom = min(r[1] for r in rects), max(r[3] for r in rects)
    return Piece(
        page.index,
        start,
        text,
        min(r[0] for r in rects),
        top,
        max(r[2] for r in rects),
        bottom,
        base,
        size,
        count,
        italic,
    )


def _bold_run(page: NativePage, start: int, length: int) -> int:
    """Length of the bold run at the start of a line whose last character is not bold."""
    low, high = 0, length - 1
    while high - low > 1:
        middle = (low + high) // 2
        if page.style(start + middle)[0]:
            low = middle
        else:
            high = middle
    return high
