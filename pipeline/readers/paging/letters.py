"""Letters of a page put right: TCVN3 and VNI by font name, decomposed and foreign letters. Each repair is recorded."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import groupby

from pipeline.legacy import Encoding, Repairs, decode_runs, encoding_of, guess, repaired
from pipeline.readers.paging.geometry import PageText, Piece

_WORD = re.compile(r"\S+\s*")
_SYMBOL = {0xF000 + code: chr(code) for code in range(0x20, 0x100)}
"""Fonts with a symbol table show their bytes as private characters."""

FontName = Callable[[int], str]


def corrected(page: PageText, font_name: FontName, fonts: set[str]) -> PageText:
    """The page with its letters put right. ``fonts`` are names seen on it, ``font_name`` that of one character."""
    repairs: Repairs = Counter()
    old = any(encoding_of(font) for font in fonts)
    if not old and repaired(page.text, Counter()) == page.text:
        return page
    pieces = tuple(_piece(piece, font_name if old else None, repairs) for piece in page.pieces)
    asides = tuple(_piece(piece, font_name if old else None, repairs) for piece in page.asides)
    return replace(page, pieces=pieces, asides=asides, repairs=repairs)


def _piece(piece: Piece, font_name: FontName | None, repairs: Repairs) -> Piece:
    text = piece.text
    if font_name is not None:
        text = _decoded(piece, font_name, repairs)
    text = repaired(text, repairs).strip() or piece.text
    return _as(piece, text)


def _as(piece: Piece, text: str) -> Piece:
    """The piece with another text for the same characters."""
    if text == piece.text or not text:
        return piece
    bold = len(text) if piece.bold >= len(piece.text) else piece.bold * len(text) // len(piece.text)
    return piece._replace(text=text, bold=bold, source=len(piece.text))


def _decoded(piece: Piece, font_name: FontName, repairs: Repairs) -> str:
    """The piece with runs of one legacy font decoded."""
    parts: list[str] = []
    for encoding, run in groupby(_WORD.findall(piece.text), key=_encodings(piece, font_name)):
        text = "".join(run)
        parts.append(_converted(text, encoding, repairs) if encoding is not None else text)
    return "".join(parts)


def _encodings(piece: Piece, font_name: FontName) -> Callable[[str], Encoding | None]:
    places = iter(match.start() for match in _WORD.finditer(piece.text))
    return lambda word: encoding_of(font_name(piece.start + next(places)))


def _converted(run: str, encoding: Encoding, repairs: Repairs) -> str:
    source = run.translate(_SYMBOL)
    if encoding.name == "tcvn3" and len(source) > 1 and source[-1] == "-" and source[-2].isalpha():
        # Byte AD is the letter u with horn, which PDF engines take for a soft hyphen at the end of a line.
        source = source[:-1] + "\u00ad"
    text = decode_runs([source], encoding.name, repairs)[0]
    return text.upper() if encoding.upper else text


def guessed(page: PageText) -> PageText:
    """The page decoded by its letters alone, where its fonts have no telling names and the evidence is strong."""
    name = guess(page.text)
    if name is None:
        return page
    repairs: Repairs = Counter()
    pieces = tuple(_as(piece, decode_runs([piece.text], name, repairs)[0]) for piece in page.pieces)
    return replace(page, pieces=pieces, repairs=repairs)
