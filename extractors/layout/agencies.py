"""The agencies of a letterhead: which lines name them, and where the parent agency ends and the agency begins."""

from __future__ import annotations

import re
from functools import cache

from extractors.data import toml_rows
from extractors.layout.grades import grade_of
from extractors.layout.head import MOTTO, PLACE_DATE, RECEIVED
from extractors.layout.own_number import own_number
from extractors.layout.paragraphs import Piece
from extractors.layout.spelling import bare, is_rule, is_upper
from extractors.layout.words import any_of

_LINE = 110
"""Longest line of an agency name."""
_SUBJECT = re.compile(r"(?:v\s?/\s?v|ve viec)\b")
_STAMP = re.compile(rf"{any_of('stamp')}|.*@")
_TRAILING_RULE = re.compile(r"[\s\-_*=–—.]{2,}$")


@cache
def _heads() -> re.Pattern[str]:
    """Words that a new agency name begins with, without marks."""
    names = sorted((bare(row["name"]) for row in toml_rows("agency_heads")), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, names))})(?![a-z])")


@cache
def _links() -> re.Pattern[str]:
    """Words that end an unfinished line of a name (``SỞ NÔNG NGHIỆP VÀ``)."""
    return re.compile(r"(?:\bva|\bcac|\bcua|,|-|&)$")


def agency_lines(pieces: tuple[Piece, ...], number: Piece | None) -> list[Piece]:
    """Lines of agency names: in the left column, or in capitals, above the number line."""
    sided = any(piece.column == "left" for piece in pieces)
    limit = next((i for i, piece in enumerate(pieces) if piece is number), len(pieces))
    if limit == 0:
        limit = len(pieces)
    found: list[Piece] = []
    for piece in pieces[:limit]:
        line = _cleaned(piece)
        if line is None or (sided and piece.column == "right"):
            continue
        text = bare(line.text)
        if _no_agency(text) or grade_of(line.text) is not None or own_number(line.text) is not None:
            continue
        if is_upper(line.text) or (piece.column == "left" and _heads().match(text)):
            found.append(line)
    return found[-8:]


def _cleaned(piece: Piece) -> Piece | None:
    rule = _TRAILING_RULE.search(piece.text)
    text = piece.text[: rule.start()] if rule else piece.text
    if len(text) > _LINE or len(text) < 2 or is_rule(text):
        return None
    return Piece(piece.start, piece.start + len(text), text, piece.para, piece.column, piece.gap)


def _no_agency(text: str) -> bool:
    beginnings = (RECEIVED, _SUBJECT, _STAMP)
    if any(pattern.match(text) for pattern in beginnings):
        return True
    return MOTTO.search(text) is not None or PLACE_DATE.search(text) is not None


def split_agencies(lines: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    """Parent lines and agency lines. The agency is bold where its parent is not; else each head word begins a name."""
    if not lines:
        return [], []
    groups: list[list[Piece]] = []
    lines = [part for line in lines for part in _levels(line)]
    for line in lines:
        if groups and not _begins(groups[-1][-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    if len(groups) == 1:
        first_bold = next((i for i, line in enumerate(lines) if line.para.bold), 0)
        plain_above = first_bold and all(line.para.bold for line in lines[first_bold:])
        if plain_above and _links().search(bare(lines[first_bold - 1].text)) is None:
            return lines[:first_bold], lines[first_bold:]
        return [], lines
    return groups[-2], groups[-1]


@cache
def _two_levels() -> re.Pattern[str]:
    """A superior agency and, from the group ``unit``, its subordinate on the same line."""
    return re.compile(rf"{any_of('superior')}(?![a-z]).{{2,60}}?\s(?P<unit>{any_of('subordinate')}(?![a-z]))")


def _levels(line: Piece) -> list[Piece]:
    """``BỘ TÀI CHÍNH TỔNG CỤC THUẾ``, as a cell written on one line has it: a line for each agency."""
    both = _two_levels().match(bare(line.text))
    if both is None or _links().search(bare(line.text[: both.start("unit")].rstrip())):
        return [line]
    cut, end = both.start("unit"), len(line.text[: both.start("unit")].rstrip())
    return [
        Piece(line.start, line.start + end, line.text[:end], line.para, line.column, line.gap),
        Piece(line.start + cut, line.end, line.text[cut:], line.para, line.column, 0),
    ]


def _begins(before: Piece, line: Piece) -> bool:
    """Tell whether ``line`` begins another agency than the line before."""
    text = bare(line.text)
    if _links().search(bare(before.text)):
        return False
    return _heads().match(text) is not None
