"""Numbers and days of a letterhead that a hand wrote: recognition guesses at them, so they are told apart.

Clerks write ``Số: 299 /UBND-TTHC`` and ``ngày 15 tháng`` with a pen into the printed line (ô 3 and 4 of Nghị định
30/2020/NĐ-CP). Such a value stays in the text as it was read, and a repair with the reason ``doubtful`` says so (badly
printed ones get it too); where nothing could be read, the repair leads from ``…`` to the symbol beside the ink.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

import numpy as np

from pipeline.readers.ocr.engine import Word
from pipeline.readers.ocr.lettering import em
from pipeline.readers.ocr.numbers import Repairs, bare
from pipeline.readers.ocr.paper import DARK
from pipeline.readers.ocr.picture import Picture

REASON = "doubtful"
DOUBTFUL = 65.0
"""Printed numbers are read with more confidence than this, nearly always; written ones hardly ever."""
TALL = 1.25
"""Digits of a pen are so much taller than the print beside them."""
UPPER_PART = 0.45
"""Letterheads stand in this part of the first page."""
WIDE = 4.0
"""A written number takes so many ems to the left of ``/BC-SNV``."""
INK = 0.04
"""Least share of ink there: more than specks."""
_SYMBOL = re.compile(r"[/-]?[A-ZĐ]{1,8}[-/][\w/-]{1,20}|/[A-ZĐ][\w-]{1,20}")
_LABEL = re.compile(r"s[o06]\W?", re.IGNORECASE)
_DAY = re.compile(r"ngay(.{0,6})", re.IGNORECASE)


def marked(lines: Sequence[Sequence[Word]], picture: Picture, repairs: Repairs) -> None:
    """Record the doubtful numbers and days among the lines of a first page."""
    for line in lines:
        if line and max(word.bottom for word in line) < UPPER_PART * picture.image.height:
            _number(line, picture, repairs)
            _day(line, repairs)


def _number(line: Sequence[Word], picture: Picture, repairs: Repairs) -> None:
    place = next((i for i, word in enumerate(line) if _SYMBOL.fullmatch(word.text.rstrip(".,;"))), None)
    if place is None or place > 2:
        return
    symbol, before = line[place], line[:place]
    if before and _LABEL.fullmatch(bare(before[0].text)):
        before = before[1:]
    for word in before:
        if any(c.isdigit() for c in word.text) and _doubtful(word, [symbol]):
            repairs[word.text, word.text, REASON] += 1
    if not before and symbol.text.startswith("/") and _ink(symbol, line[0], picture):
        repairs["…", symbol.text, REASON] += 1


def _ink(symbol: Word, first: Word, picture: Picture) -> bool:
    """Whether something is written to the left of a symbol, up to the label where there is one."""
    size = em(symbol)
    left = int(symbol.x0 - WIDE * size) if first is symbol else max(first.x1 + 2, int(symbol.x0 - WIDE * size))
    top, bottom = int(symbol.bottom - size), symbol.bottom
    part = np.asarray(picture.image)[max(0, top) : bottom, max(0, left) : max(0, symbol.x0 - 2)]
    return part.size > 0 and float((part < DARK).mean()) >= INK


def _day(line: Sequence[Word], repairs: Repairs) -> None:
    for index, word in enumerate(line):
        match = _DAY.fullmatch(bare(word.text))
        if match is None:
            continue
        place = index if match[1] else index + 1
        if [bare(other.text).lower() for other in line[place + 1 : place + 2]] != ["thang"]:
            continue
        day = line[place]
        if _doubtful(day, [other for other in line if other is not day]):
            repairs[day.text, day.text, REASON] += 1


def _doubtful(word: Word, printed: Sequence[Word]) -> bool:
    return word.confidence < DOUBTFUL or em(word) > TALL * median(em(other) for other in printed)
