"""Text typed onto a finished page: numbers and dates filled in by an e-office, form fields, notes.

It comes as annotations and stands in the gaps of printed lines; signature stamps come the same way and stay aside.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from pipeline.readers.paging.geometry import PageText, Piece
from pipeline.readers.paging.stamps import is_stamp
from schemas.span import Box

MAX_FILLED = 40
"""So many letters at most fill a gap of a line."""
NEAR = 4.0
"""What fills a gap stands within so many font sizes of the text on its line."""
_PART = re.compile(r"[.…_]{2,300}|(?:(?![.…_]{2})\S){1,300}")
_LEADER = re.compile(r"[.…_]{2,300}")


class Added(NamedTuple):
    """Where an annotation stands, and whether it is a signature field or a stamp."""

    box: Box
    sealed: bool


def placed(page: PageText, own: int, added: Sequence[Added]) -> PageText:
    """The page with its typed text on the lines it fills, the rest of it aside.

    Offsets from ``own`` on are typed text.
    """
    pieces = [piece for piece in page.pieces if piece.start < own]
    asides = list(page.asides)
    for mark in added:
        mine = [piece for piece in page.pieces if piece.start >= own and _inside(piece, mark.box)]
        if not any(piece in asides for piece in mine):
            pieces, more = _put(page, pieces, mine, mark)
            asides += more
    used = {piece.start for piece in (*pieces, *asides)}
    asides += [piece for piece in page.pieces if piece.start >= own and piece.start not in used]
    return replace(page, pieces=tuple(pieces), asides=tuple(asides))


def _put(page: PageText, pieces: list[Piece], mine: list[Piece], mark: Added) -> tuple[list[Piece], list[Piece]]:
    """Pieces of the page with those of an annotation, and what of these stands aside."""
    if is_stamp(mine) or (mark.sealed and len(mine) != 1):
        return pieces, mine
    aside: list[Piece] = []
    for piece in mine:
        filled = _filled(page, pieces, piece) if len(piece.text) <= MAX_FILLED else None
        if filled is not None:
            pieces = filled
        elif mark.sealed:
            aside.append(piece)
        else:
            pieces = [*pieces, piece]
    return pieces, aside


def _inside(piece: Piece, box: Box) -> bool:
    x, y = (piece.x0 + piece.x1) / 2, (piece.top + piece.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _filled(page: PageText, pieces: list[Piece], new: Piece) -> list[Piece] | None:
    """All pieces with ``new`` in the gap of the line on which it stands, None where it stands on no line."""
    middle = (new.top + new.bottom) / 2
    line = [
        p for p in pieces if p.base - p.size < middle < p.base + 0.25 * p.size and _distance(p, new) < NEAR * p.size
    ]
    if not line:
        return None
    host = min(line, key=lambda p: _distance(p, new))
    parts = _cut(page, host, new) if host.x0 < (new.x0 + new.x1) / 2 < host.x1 else [host]
    rest = [p for p in pieces if p is not host] + parts
    centre = (new.x0 + new.x1) / 2
    row = [*(p for p in line if p is not host), *parts]
    left = max((p.x1 for p in row if (p.x0 + p.x1) / 2 < centre), default=new.x0)
    after = min((p for p in row if (p.x0 + p.x1) / 2 >= centre), key=lambda p: p.x0, default=None)
    right = after.x0 if after is not None and (after.x0 < new.x1 or after.text[0] in "/-") else new.x1
    x0 = min(max(left, new.x0), right)
    return [*rest, new._replace(x0=x0, x1=max(x0, right), base=host.base, size=host.size)]


def _distance(piece: Piece, new: Piece) -> float:
    return max(0.0, piece.x0 - new.x1, new.x0 - piece.x1)


def _cut(page: PageText, host: Piece, new: Piece) -> list[Piece]:
    """The parts of a piece left and right of what fills its gap; dots under it are left out."""
    centre = (new.x0 + new.x1) / 2
    sides: tuple[list[tuple[int, int, Box]], ...] = [], []
    for match in _PART.finditer(host.text):
        box = page.box(host.start + match.start(), host.start + match.end())
        if box is None or (_LEADER.fullmatch(match.group()) and box[0] < new.x1 and box[2] > new.x0):
            continue
        sides[(box[0] + box[2]) / 2 >= centre].append((match.start(), match.end(), box))
    return [_part(host, side[0][0], side[-1][1], side[0][2][0], side[-1][2][2]) for side in sides if side]


def _part(host: Piece, start: int, end: int, x0: float, x1: float) -> Piece:
    bold = max(0, min(host.bold, end) - start)
    return host._replace(start=host.start + start, text=host.text[start:end], x0=x0, x1=x1, bold=bold)
