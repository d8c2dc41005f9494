"""Pieces of text of a born-digital page.

The text comes in one call. Boxes are asked per line as ink rectangles (one per run of the content stream), not per
character, and single characters are probed only where a line may hide a column gap, a bold heading or a raised mark.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise

from pipeline.readers.paging.geometry import PageText, Piece
from pipeline.readers.paging.native import NativePage, Rect
from schemas.span import Box

Pen = tuple[float, int | None, float]

FAR = 50_000.0
"""Farther from the corner of the page than this, in points, nothing is laid out."""
_LINE = re.compile("[^\r\n\ufffe]+\ufffe?")
_WIDE_RUN = re.compile(r"\S[ \u00a0]{3,200}(?=\S)")
# Lines drawn with characters under letterheads and titles.
_RULE = re.compile(r"[_\-–—─━═=*~¯]{3,300}")
_METRE = re.compile(r"(?:^|[\d\s(])[kcdm]?m$")
_WORD = re.compile(r"\S+")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# pdfium writes U+FFFE for a hyphen at the end of a line and swallows the line break.
_CLEAN = str.maketrans({"\ufffe": "-", "\x02": "-", "\x00": "\ufffd", "\uffff": "\ufffd"})
_ODD = "\ufffe\x02\x00\uffff"


def page_text(page: NativePage, box: Callable[[int, int], Box | None]) -> PageText:
    """Text and pieces of a page. A page most of whose text stands sideways is turned first."""
    raw = page.text()
    text = raw.translate(_CLEAN) if any(map(raw.__contains__, _ODD)) else raw
    places = _places(raw, text, page.own)
    pens = [page.pen(middle) for _, _, middle in places]
    turn = _turn(places, pens)
    if turn:
        page.turn_by(turn)
        pens = [page.pen(middle) for _, _, middle in places]
    raised: set[int] = set()
    upright: list[Piece] = []
    asides: list[Piece] = []
    for (start, body, _), (size, quarters, base) in zip(places, pens, strict=True):
        if quarters == 0:
            upright += _split(page, start, body, (size, base), raised)
        else:
            asides += _whole(page, start, body, size)
    if not all(map(_sane, upright)):
        asides += [_tamed(piece) for piece in upright if not _sane(piece)]
        upright = [piece for piece in upright if _sane(piece)]
    if raised:
        text = "".join(c.translate(_RAISED) if i in raised else c for i, c in enumerate(text))
        upright = [p._replace(text=text[p.start : p.start + len(p.text)]) for p in upright]
    return PageText(page.index, page.width, page.height, text, tuple(upright), tuple(asides), box, turn=turn)


def _places(raw: str, text: str, own: int) -> list[tuple[int, str, int]]:
    """Each of pdfium's lines that says something: its offset, its text, and the offset of a letter near its middle.

    Typed text never shares a line with other text.
    """
    spans = [match.span() for match in _LINE.finditer(raw)]
    if own < len(raw):
        spans = [part for a, b in spans for part in (((a, own), (own, b)) if a < own < b else ((a, b),))]
    found = []
    for a, b in spans:
        line = text[a:b]
        body = line.strip()
        if body and not _RULE.fullmatch(body):
            first = a + line.index(body[0])
            found.append((first, body, first + _middle(body)))
    return found


def _turn(places: list[tuple[int, str, int]], pens: list[Pen]) -> int:
    """Quarters by which most of the text is turned."""
    if all(quarters == 0 for _, quarters, _ in pens):
        return 0
    weights: Counter[int] = Counter()
    for (_, body, _), (_, quarters, _) in zip(places, pens, strict=True):
        if quarters is not None:
            weights[quarters] += len(body)
    return weights.most_common(1)[0][0] if weights else 0


def _whole(page: NativePage, start: int, body: str, size: float) -> list[Piece]:
    rects = page.rects(start, len(body))
    piece = _piece(page, start, body, rects, (size, page.origin(start)[1])) if rects else None
    return [] if piece is None else [piece if _sane(piece) else _tamed(piece)]


def _split(page: NativePage, start: int, body: str, font: tuple[float, float], raised: set[int]) -> list[Piece]:
    """Pieces of one of pdfium's lines, cut where a gap is wider than the font is high.

    ``font`` is the size of the letter in its middle and its base line.
    """
    rects = page.rects(start, len(body))
    if not rects:
        return []
    size, base = font[0] or rects[0][3] - rects[0][1] or 1.0, font[1]
    for x0, top, x1, bottom in rects:
        if base - bottom > 0.16 * size and x1 - x0 < 1.5 * size and 0.3 < (bottom - top) / size < 0.62:
            raised.update(_raised(page, start, body, (x0, x1)))
    cuts = _gaps(page, start, body, rects, size)
    if not cuts:
        return [_piece(page, start, body, rects, (size, base))]
    groups = _grouped(rects, size)
    pieces = []
    for number, (a, b) in enumerate(pairwise([0, *cuts, len(body)])):
        part = body[a:b].rstrip()
        inner = groups[number] if len(groups) == len(cuts) + 1 else page.rects(start + a, len(part))
        if inner and not _RULE.fullmatch(part):
            pieces.append(_piece(page, start + a, part, inner, _font(page, start + a, part, inner, (size, base, cuts))))
    return pieces


def _grouped(rects: list[Rect], size: float) -> list[list[Rect]]:
    """Rectangles between wide gaps."""
    groups = [[rects[0]]]
    for before, rect in pairwise(rects):
        if rect[0] - before[2] > size:
            groups.append([rect])
        else:
            groups[-1].append(rect)
    return groups


def _font(
    page: NativePage, start: int, part: str, inner: list[Rect], whole: tuple[float, float, list[int]]
) -> tuple[float, float]:
    """Size and base line of a piece: its own where a line has two parts, or where the ink is not at the line's height.

    pdfium puts neighbouring cells with different base lines on one line.
    """
    size, base, cuts = whole
    low = max(rect[3] for rect in inner) - base
    if len(cuts) > 1 and -0.1 * size < low < 0.3 * size:
        return size, base
    own, _, line = page.pen(start + _middle(part))
    return own if len(cuts) == 1 else size, line


def _sane(piece: Piece) -> bool:
    """Coordinates are numbers, and not absurd."""
    return (
        -FAR < piece.x0 < FAR
        and -FAR < piece.top < FAR
        and -FAR < piece.x1 < FAR
        and -FAR < piece.bottom < FAR
        and -FAR < piece.base < FAR
        and 0.0 < piece.size < FAR
    )


def _tamed(piece: Piece) -> Piece:
    return piece._replace(x0=0.0, top=0.0, x1=1.0, bottom=1.0, base=1.0, size=1.0)


def _middle(text: str) -> int:
    """Offset of a letter near the middle: pdfium's made-up spaces have no font."""
    index = len(text) // 2
    while text[index].isspace():
        index += 1
    return index


def _raised(page: NativePage, start: int, body: str, ink: tuple[float, float]) -> list[int]:
    """Offsets of the digits under raised ink from one x to another: note marks, but not the exponents of m2 and m3."""
    indices = range(start, start + len(body))
    first = bisect_left(indices, ink[0] - 1.5, key=lambda i: page.origin(i)[0])
    found = []
    for index in indices[first : first + 4]:
        if page.origin(index)[0] > ink[1]:
            break
        if not body[index - start].isdigit():
            return []
        found.append(index)
    return [] if found and _METRE.search(body[: found[0] - start]) else found


def _gaps(page: NativePage, start: int, body: str, rects: list[Rect], size: float) -> list[int]:
    """Offsets in ``body`` where a word begins behind a wide gap."""
    gaps: list[tuple[float, float]] = []
    back = False
    width = rects[-1][2] - rects[0][0]
    if len(rects) > 1:
        gaps = [(a[2], b[0]) for a, b in pairwise(rects) if b[0] - a[2] > size]
        back = any(b[0] < a[0] - size for a, b in pairwise(rects))
        width -= sum(b - a for a, b in gaps)
    spaced = "   " in body or "\u00a0" in body
    doubtful = back or width > 0.62 * size * len(body) or (spaced and _WIDE_RUN.search(body) is not None)
    if not gaps and not doubtful:
        return []
    words = [match.start() for match in _WORD.finditer(body)]
    origins = [page.origin(start + word)[0] for word in words]
    cuts = {words[i] for a, b in gaps if not back and 0 < (i := bisect_left(origins, (a + b) / 2)) < len(words)}
    if doubtful:
        cuts.update(_gaps_by_letter(page, start, body, list(zip(words, origins, strict=True)), size))
    return sorted(cuts)


def _gaps_by_letter(
    page: NativePage, start: int, body: str, words: list[tuple[int, float]], size: float
) -> Iterator[int]:
    """Words that begin far behind, or before, the end of the last letter."""
    for word, origin in words[1:]:
        last = start + len(body[:word].rstrip()) - 1
        end = page.loose_box(last)[2]
        if origin - end > size or origin < end - 3 * size:
            yield word


def _piece(page: NativePage, start: int, text: str, rects: list[Rect], font: tuple[float, float]) -> Piece:
    """Piece of text with its ink; ``font`` is its size and base line."""
    size, base = font
    bold, italic = page.style(start)
    count = 0
    if bold:
        last = start + len(text) - 1
        count = len(text) if page.style(last)[0] else _bold_run(page, start, len(text))
    x0, top, x1, bottom = rects[0]
    for left, high, right, low in rects[1:]:
        x0, top, x1, bottom = min(x0, left), min(top, high), max(x1, right), max(bottom, low)
    return Piece(page.index, start, text, x0, top, x1, bottom, base, size, count, italic)


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
