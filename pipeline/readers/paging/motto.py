"""The national motto and name printed so near to the agency's name that both look like one line."""

from __future__ import annotations

from dataclasses import replace

from pipeline.readers._columns import MOTTO
from pipeline.readers.paging.geometry import PageText, Piece

HEAD = 0.35
"""The letterhead stands within this share of the page from its top."""


def split(page: PageText) -> PageText:
    """The page with lines of its head cut before the national name or motto."""
    pieces: list[Piece] = []
    cut = False
    for piece in page.pieces:
        match = MOTTO.search(piece.text) if piece.base < HEAD * page.height else None
        parts = _parts(page, piece, match.start()) if match is not None and match.start() > 3 else None
        pieces += parts or [piece]
        cut = cut or parts is not None
    return replace(page, pieces=tuple(pieces)) if cut else page


def _parts(page: PageText, piece: Piece, place: int) -> list[Piece] | None:
    if piece.source:
        return None
    before = piece.text[:place].rstrip()
    left = page.box(piece.start, piece.start + len(before))
    right = page.box(piece.start + place, piece.start + len(piece.text))
    if left is None or right is None:
        return None
    bold = min(piece.bold, len(before)), max(0, piece.bold - place)
    return [
        piece._replace(text=before, x1=left[2], bold=bold[0]),
        piece._replace(start=piece.start + place, text=piece.text[place:], x0=right[0], bold=bold[1]),
    ]
