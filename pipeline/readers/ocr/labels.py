"""Roman numbers of headings that recognition misread (``IH.``, ``L.``, a lost I), put right by their order."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.readers.ocr.engine import Word
from pipeline.readers.ocr.numbers import Repairs

_LABEL = re.compile(r"([IVXLHTl1|!]{1,6})([.,])")
_STROKES = str.maketrans({"L": "I", "H": "II", "T": "I", "l": "I", "1": "I", "|": "I", "!": "I"})
_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")


class Order:
    """The roman number of the last heading, kept over the pages of a document."""

    def __init__(self) -> None:
        self.last = 0

    def put_right(self, line: Sequence[Word], repairs: Repairs) -> list[Word]:
        """The words of a line with the label at its start corrected."""
        words = list(line)
        if len(words) < 2 or not words[1].text[:1].isupper():
            return words
        match = _LABEL.fullmatch(words[0].text)
        # Strokes and digits alone are an Arabic one.
        if match is None or match[1] == "T" or not any(c in "IVXLHT" for c in match[1]):
            return words
        value = self._value(match[1])
        if value is None:
            return words
        self.last = value
        text = _ROMAN[value] + "."
        if text != words[0].text:
            repairs[words[0].text, text, "ocr"] += 1
            words[0] = words[0]._replace(text=text)
        return words

    def _value(self, label: str) -> int | None:
        """The number a label must stand for, None when it cannot be told."""
        strokes = label.translate(_STROKES)
        read = _ROMAN.index(strokes) if strokes in _ROMAN else None
        following = self.last + 1
        if read == following or (read == 1 and self.last != 1):
            return read
        # A stroke is easily lost: the same number twice, or fewer strokes than the next number has.
        lost = following < len(_ROMAN) and read is not None and read >= self.last and strokes in _ROMAN[following]
        if read == self.last and (lost or set(strokes) == {"I"}) and following <= 3:
            return following
        return read if read is not None and strokes == label else None
