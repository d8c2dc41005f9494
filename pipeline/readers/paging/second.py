"""A second engine, pdfminer, for the files that pdfium cannot open or finds no text in. Slow: never used for others."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

from pipeline.errors import Encrypted, Unreadable
from pipeline.readers import ReadOptions
from pipeline.readers.paging.geometry import PageText, Piece, union
from schemas.span import Box

# What pdfminer raises on damaged files besides its own exceptions.
_FAILURES = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
_UNKNOWN = re.compile(r"\(cid:\d{1,6}\)")


class _Page:
    """Characters of one page with their boxes, None for made-up spaces."""

    def __init__(self, index: int, width: float, height: float) -> None:
        self.index, self.width, self.height = index, width, height
        self.letters: list[str] = []
        self.boxes: list[Box | None] = []
        self.pieces: list[Piece] = []

    def box(self, start: int, end: int) -> Box | None:
        return union([box for box in self.boxes[start:end] if box is not None])

    def done(self) -> PageText:
        text = "".join(self.letters)
        return PageText(self.index, self.width, self.height, text, tuple(self.pieces), (), self.box)


def pages(data: bytes, options: ReadOptions) -> tuple[list[PageText], list[str]]:
    """Pages as pdfminer reads them, and a warning when they are not all; those before a failure are kept.

    Raises ``Encrypted``, ``Unreadable``.
    """
    from pdfminer.high_level import extract_pages  # noqa: PLC0415 - 0.1 s, and hardly ever needed
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect  # noqa: PLC0415
    from pdfminer.psexceptions import PSException  # noqa: PLC0415

    found: list[PageText] = []
    warnings: list[str] = []
    try:
        for layout in extract_pages(BytesIO(data), maxpages=options.max_pages + 1):
            if len(found) == options.max_pages:
                warnings.append(f"partial:{len(found)} pages, there are more")
                break
            found.append(_page(len(found), layout))
            options.on_page(len(found))
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise Encrypted(repr(error)) from error
    except (PSException, *_FAILURES) as error:
        if not found:
            raise Unreadable(f"second engine: {error!r}") from error
        warnings.append(f"partial:{len(found)} pages, the next one is damaged")
    if not found:
        raise Unreadable("second engine: no pages")
    return found, warnings


def _page(index: int, layout: Any) -> PageText:
    page = _Page(index, float(layout.width), float(layout.height))
    for line in _lines(layout):
        _add(page, line)
    return page.done()


def _lines(container: Iterable[Any]) -> Iterator[Any]:
    from pdfminer.layout import LTTextBox, LTTextLineHorizontal  # noqa: PLC0415

    for item in container:
        if isinstance(item, LTTextBox):
            yield from (line for line in item if isinstance(line, LTTextLineHorizontal))


def _add(page: _Page, line: Iterable[Any]) -> None:
    """Append a line: its letters, and a piece for it."""
    letters: list[str] = []
    boxes: list[Box | None] = []
    sizes: list[float] = []
    for item in line:
        text = _UNKNOWN.sub("\ufffd", item.get_text()).replace("\n", " ")
        bounds = getattr(item, "bbox", None)
        box = (bounds[0], page.height - bounds[3], bounds[2], page.height - bounds[1]) if bounds else None
        if text == " " and letters[-1:] == [" "]:
            continue  # pdfminer adds a space of its own beside wide ones
        letters += text
        boxes += [box] * len(text)
        if bounds and text.strip():
            sizes.append(float(item.size))
    whole = "".join(letters)
    body = whole.strip()
    if not body or not sizes:
        return
    first = whole.index(body[0])
    outer = union([box for box in boxes[first : first + len(body)] if box is not None])
    size = sorted(sizes)[len(sizes) // 2]
    if outer is not None:
        base = outer[3] - 0.22 * (outer[3] - outer[1])
        start = len(page.letters) + first
        page.pieces.append(Piece(page.index, start, body, outer[0], outer[1], outer[2], outer[3], base, size))
    page.letters += [*letters, "\n"]
    page.boxes += [*boxes, None]
