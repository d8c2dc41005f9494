"""Text of signature stamps: who signed the file and when. It stands on the page but is no part of the document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.readers.paging.geometry import PageText, Piece

_FIRST_WORDS = (
    "Ký bởi", "Người ký", "Được ký bởi", "Ký số bởi", "Signed by", "Digitally signed",
    "Signature (?:Not Verified|Valid)", "Chữ ký (?:số )?hợp lệ", "Ký ngày", "Email:", "E-mail:",
)  # fmt: skip
_FIRST = re.compile("|".join(_FIRST_WORDS), re.IGNORECASE)
_INITIALS = frozenset(letter for words in _FIRST_WORDS for letter in (words[0], words[0].lower()))
"""Hardly any line begins with one of these, and looking is quicker than matching."""
_MORE = re.compile(
    r"(?:Ký bởi|Người ký|Email|E-mail|Cơ quan|Tổ chức|Thời gian ký|Ngày ký|Giờ ký|Chức vụ|Signed|Signing|Digitally|Date"
    r"|Reason|Lý do|Location|Địa điểm|Signature|DN:|CN=|[+-]\d{2}[:']?\d{2}|\d{2}[:.]\d{2}[:.]\d{2})",
    re.IGNORECASE,
)
_TIME = re.compile(r"\d{1,2}:\d{2}:\d{2}|[+-]\d{2}[:']\d{2}|Thời gian ký|Ngày ký|Digitally signed|Signature")
MAX_STAMPS = 20
_REACH = 2.2
"""Lines of one stamp follow each other within so many font sizes."""


def apart(page: PageText) -> PageText:
    """The page with the text of signature stamps moved to its asides."""
    taken: list[Piece] = []
    firsts = [piece for piece in page.pieces if piece.text[:1] in _INITIALS and _FIRST.match(piece.text)]
    for first in firsts[:MAX_STAMPS]:
        if first not in taken:
            stamp = _stamp(page.pieces, first)
            if any(_TIME.search(piece.text) for piece in stamp):
                taken += stamp
    if not taken:
        return page
    gone = {piece.start for piece in taken}
    return replace(
        page,
        pieces=tuple(p for p in page.pieces if p.start not in gone),
        asides=page.asides + tuple(p for p in page.pieces if p.start in gone),
    )


def is_stamp(pieces: Sequence[Piece]) -> bool:
    """Whether pieces that came as one annotation say who signed, or when to the second."""
    return any(_FIRST.match(piece.text) or _TIME.search(piece.text) for piece in pieces)


def _stamp(pieces: tuple[Piece, ...], first: Piece) -> list[Piece]:
    """Lines below ``first`` that begin at its left end, as long as they speak of the signature or run on."""
    found = [first]
    for piece in sorted(pieces, key=lambda p: p.base):
        last = found[-1]
        below = 0 < piece.base - last.base < _REACH * first.size
        near = abs(piece.x0 - first.x0) < 1.5 * first.size and abs(piece.size - first.size) < 0.3 * first.size
        if below and near and (_MORE.search(piece.text) or _MORE.search(last.text)):
            found.append(piece)
    return found
