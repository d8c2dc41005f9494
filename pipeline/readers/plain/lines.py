"""Lines of a plain text to pieces: which lines are one wrapped paragraph, which line holds two columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.readers import _columns
from pipeline.readers._columns import Side

_LABEL = re.compile(
    r"\s{0,20}(?:[-+*•–—▪]|\d{1,3}[.)]|\d{1,2}(?:\.\d{1,2}){1,4}\.?\s|[IVXLC]{1,6}[.)]|[a-zđ]{1,2}\)|[A-ZĐ][.)]\s|#{1,6}\s|\|)"
)
_KEYWORD = re.compile(
    r"\s{0,20}(?:Điều \d|Chương |Phần |Mục |Căn cứ|Nơi nhận|Kính gửi|Phụ lục|PHỤ LỤC|TM\.|KT\.|TL\.|TUQ\.|Số\s?:)"
)
_FINAL = re.compile(r"[.;:!?…/]['\"”’)]{0,2}$")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its span in the text (without the line end) and its page when form feeds tell pages."""

    start: int
    end: int
    page: int | None = None


def lines_of(text: str) -> Iterator[Line]:
    """All lines; form feeds end a line and begin a page."""
    page = 1 if "\f" in text else None
    start = 0
    for match in re.finditer(r"[\n\f]", text):
        yield Line(start, match.start(), page)
        start = match.end()
        if page is not None and match.group() == "\f":
            page += 1
    yield Line(start, len(text), page)


def wrap_width(text: str, lines: list[Line]) -> int | None:
    """The column at which a hard-wrapped text was wrapped; None for texts with one paragraph a line."""
    lengths = sorted(line.end - line.start for line in lines if text[line.start : line.end].strip())
    if len(lengths) < 8:
        return None
    width = lengths[-1]
    if not 50 <= width <= 130:
        return None
    full = sum(1 for length in lengths if length >= width - 14)
    return width if full * 5 >= len(lengths) * 2 else None


def continues(before: str, after: str, width: int) -> bool:
    """Tell whether ``after`` goes on with the paragraph of ``before`` in a text wrapped at ``width``."""
    before = before.rstrip()
    if not before or not after.strip() or _FINAL.search(before) or _LABEL.match(after) or _KEYWORD.match(after):
        return False
    if before.isupper() != after.strip().isupper() or _columns.halves(before) or _columns.halves(after):
        return False
    first = after.split(maxsplit=1)[0]
    indented = after[:1] in " \t" and before[:1] not in " \t"
    return len(before) + 1 + len(first) > width and not indented


def paragraphs(text: str, lines: list[Line]) -> Iterator[Line]:
    """Non-blank lines, wrapped ones joined (the span then holds line ends). Blank space around is left out."""
    width = wrap_width(text, lines)
    current: Line | None = None
    for line in lines:
        content = text[line.start : line.end]
        start = line.start + len(content) - len(content.lstrip())
        end = line.start + len(content.rstrip())
        if start >= end:
            if current:
                yield current
            current = None
            continue
        if current and width and continues(text[text.rfind("\n", 0, current.end) + 1 : current.end], content, width):
            current = Line(current.start, end, current.page)
            continue
        if current:
            yield current
        current = Line(start, end, line.page)
    if current:
        yield current


@dataclass(frozen=True, slots=True)
class Piece:
    """A block to be: a span, and the column it stands in."""

    start: int
    end: int
    page: int | None = None
    column: Side | None = None


def in_columns(text: str, paragraphs: list[Line]) -> Iterator[Piece]:
    """Split the two-column lines of letterhead and signature; all other paragraphs stay whole."""
    zone = _letterhead_zone(text, paragraphs)
    signature = False
    right = 0
    for index, line in enumerate(paragraphs):
        content = text[line.start : line.end]
        if _columns.RECIPIENTS.search(content) or (index > zone and _columns.BEHALF.match(content)):
            signature, right = True, 0
        elif signature and (len(content) > 120 or _columns.AFTER_SIGNATURE.match(content)):
            signature = False
        if index >= zone and not signature:
            yield Piece(line.start, line.end, line.page)
            continue
        margin = text[text.rfind("\n", 0, line.start) + 1 : line.start]
        offset = len(margin.expandtabs())
        parts = _columns.halves(content)
        if parts:
            right = len((margin + content[: parts[1][0]]).expandtabs())
            yield Piece(line.start, line.start + parts[0][1], line.page, "left")
            yield Piece(line.start + parts[1][0], line.end, line.page, "right")
        else:
            yield Piece(line.start, line.end, line.page, _side(content, offset, right))


def _side(content: str, offset: int, right: int) -> Side | None:
    """Column of a line with one part, by its indent; ``right`` is where the right column began above (0: not seen)."""
    if not right:
        return "right" if offset > 24 and _columns.MOTTO.search(content) else None
    return "right" if offset + len(content) // 2 >= right else "left"


def _letterhead_zone(text: str, paragraphs: list[Line]) -> int:
    """How many paragraphs belong to the letterhead: 0 when the text does not begin with one."""
    seen = False
    for index, line in enumerate(paragraphs[: _columns.LETTERHEAD_LINES]):
        content = text[line.start : line.end]
        seen = seen or _columns.is_letterhead(content) or _columns.NUMBER_LINE.match(content) is not None
        if seen and (_columns.TITLE.match(content) or (len(content) > 150 and "\n" not in content)):
            return index
    return min(len(paragraphs), _columns.LETTERHEAD_LINES) if seen else 0
