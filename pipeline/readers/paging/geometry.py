"""What stands where on a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal, NamedTuple

from schemas.span import Box

Column = Literal["left", "right"]


class Piece(NamedTuple):
    """A stretch of one printed line without a wide gap inside. ``text`` has no space at its ends.

    ``page`` counts from 0; ``start`` is the offset of ``text`` in the page's text, character by character; ``base`` is
    the base line; ``bold`` the number of bold characters at its start; ``source`` the number of characters of the
    page's text that it stands for, where correction changed their number (0 otherwise).
    """

    page: int
    start: int
    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    bold: int = 0
    italic: bool = False
    source: int = 0


class Line(NamedTuple):
    """Pieces of one printed line within one column; ``line_of`` makes it.

    ``left`` and ``right`` bound the column, ``flow`` tells columns apart. What is asked of lines again and again is
    kept: page (from 0), left and right end of the text, base line, font size of the first piece, whether every piece
    is bold throughout, and whether the line begins and ends in italics.
    """

    pieces: tuple[Piece, ...]
    text: str
    left: float
    right: float
    flow: int
    column: Column | None
    page: int
    x0: float
    x1: float
    base: float
    size: float
    bold: bool
    italic: bool

    def bounded(self, left: float, right: float, column: Column | None) -> Line:
        """The same line in a column with these bounds."""
        return Line(self.pieces, self.text, left, right, self.flow, column, *self[6:])


def line_of(pieces: tuple[Piece, ...], left: float, right: float, flow: int = 0) -> Line:
    """The line of these pieces, from left to right."""
    first = pieces[0]
    if len(pieces) == 1:
        bold, italic, last, text = first.bold >= len(first.text), first.italic, first, first.text
    else:
        last, text = pieces[-1], joined(pieces)
        bold = all(piece.bold >= len(piece.text) for piece in pieces)
        italic = first.italic and last.italic
    return Line(
        pieces, text, left, right, flow, None, first.page, first.x0, last.x1, first.base, first.size, bold, italic
    )


class Rule(NamedTuple):
    """A horizontal (``across``) or vertical rule: it stands at ``at`` and runs from ``start`` to ``end``."""

    across: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class PageText:
    """One page as its engine gives it, with its ruled lines (merged).

    ``box(start, end)`` is the box of these characters, None where they leave no ink. Text that runs up or down the
    page as shown is laid out on the page turned by ``turn`` quarters clockwise, a scan on the straightened page
    (``crooked`` undoes that); ``shown`` leads back from the layout to the page as shown.
    """

    index: int
    width: float
    height: float
    text: str
    pieces: tuple[Piece, ...]
    asides: tuple[Piece, ...]
    box: Callable[[int, int], Box | None]
    rules: tuple[Rule, ...] = ()
    repairs: Mapping[tuple[str, str, str], int] = field(default_factory=dict)
    turn: int = 0
    crooked: Callable[[Box], Box] | None = None

    def shown(self, box: Box) -> Box:
        """A box of the layout on the page as it is shown."""
        if self.crooked is not None:
            box = self.crooked(box)
        x0, top, x1, bottom = box
        if self.turn == 0:
            return box
        if self.turn == 1:
            return top, self.width - x1, bottom, self.width - x0
        if self.turn == 2:
            return self.width - x1, self.height - bottom, self.width - x0, self.height - top
        return self.height - bottom, x0, self.height - top, x1


def blank(index: int) -> PageText:
    """A page on which nothing could be read, of A4 size."""
    return PageText(index, 595.0, 842.0, "", (), (), lambda start, end: None)


def union(boxes: list[Box]) -> Box | None:
    """The smallest box around ``boxes``, None for none."""
    if not boxes:
        return None
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def joined(pieces: tuple[Piece, ...]) -> str:
    """Text of the pieces of one line; only pieces that touch (raised note marks) are joined without a space."""
    text = pieces[0].text
    for before, piece in pairwise(pieces):
        text += piece.text if touching(before, piece) else " " + piece.text
    return text


def touching(before: Piece, piece: Piece) -> bool:
    """No room for a space between two pieces of a line."""
    return piece.x0 - before.x1 < 0.12 * max(before.size, piece.size)
