"""Kính gửi (ô 9a): one addressee on the line, or a list below it with or without dashes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.layout.paragraphs import Piece
from extractors.layout.spelling import bare, one_line

_TO = re.compile(r"[\s*_]{0,4}kinh\s{1,2}(?:g[uo]i|trinh)\s{0,3}[:.]?\s{0,3}")
_DASH = re.compile(r"\s{0,3}[-+*•~]\s{0,3}")
_FINAL = " ;.,:*_"
_MOST = 40
_SHORT = 140


@dataclass(slots=True)
class Addressee:
    """One addressee; ``spans`` are its lines, ``written`` the text with its final punctuation."""

    spans: list[tuple[int, int]]
    written: str

    @property
    def text(self) -> str:
        """The addressee without final punctuation."""
        return self.written.strip(_FINAL)


def addressees(lines: Sequence[Piece]) -> list[Addressee]:
    """Addressees of the first ``Kính gửi`` among ``lines``; empty where there is none."""
    for index, piece in enumerate(lines):
        opening = _TO.match(bare(piece.text[:60]))
        if opening is not None:
            return _read(lines, index, opening.end())
    return []


def _read(lines: Sequence[Piece], index: int, begin: int) -> list[Addressee]:
    opening = lines[index]
    found: list[Addressee] = []
    dash = _DASH.match(opening.text, begin)
    begin = dash.end() if dash else begin
    rest = one_line(opening.text[begin:])
    if rest.strip(_FINAL):
        found.append(Addressee([(opening.start + begin, opening.end)], rest))
    dashed = dash is not None
    for piece in lines[index + 1 : index + _MOST]:
        dash = _DASH.match(piece.text)
        dashed = dashed or dash is not None
        written = one_line(piece.text[dash.end() if dash else 0 :])
        span = (piece.start + (dash.end() if dash else 0), piece.end)
        last = found[-1] if found else None
        if dash is not None or _is_item(last, written, dashed):
            found.append(Addressee([span], written))
        elif last is not None and not last.written.endswith((";", ".")) and _goes_on(opening, piece):
            last.spans.append(span)
            last.written = f"{last.written} {written}"
        else:
            break
    return [item for item in found if item.text]


def _is_item(last: Addressee | None, written: str, dashed: bool) -> bool:
    """A line without dash is an item where the list is open: at its start, or behind a semicolon.

    Among items with dashes it must end like one.
    """
    if len(written) > _SHORT or (dashed and not written.endswith((";", "."))):
        return False
    return written.endswith((";", ".")) and written[:1].isupper() if last is None else last.written.endswith(";")


def _goes_on(opening: Piece, piece: Piece) -> bool:
    return piece.para is opening.para or (piece.text[:1].islower() and len(piece.text) < _SHORT)
