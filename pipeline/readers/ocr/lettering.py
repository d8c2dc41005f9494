"""Recognised words to pieces: junk out, font sizes from letter heights, bold from stroke width."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from statistics import mean, median

import numpy as np
from numpy.typing import NDArray

from pipeline.legacy.syllables import is_syllable
from pipeline.readers.ocr.engine import Word
from pipeline.readers.ocr.paper import DARK
from pipeline.readers.ocr.picture import Picture
from pipeline.readers.paging.geometry import PageText, Piece, union
from schemas.span import Box

LOW_CONFIDENCE = 55.0
"""Words below this are counted in the document's warnings."""
_JUNK_CONFIDENCE = 40.0
_SIGNS = re.compile(r"[-–—+*%&=/:;.,()•“”\"…]{1,5}|\d{1,9}")
_LETTER = re.compile("[A-Za-z\u00c0-\u024f\u1ea0-\u1ef90-9]")
_FORMAL = re.compile(r"(?:KT|TM|TL|TUQ|Q|T/M|K/T|T/L)\.?|[IVXLHT]{1,5}[.,]")
_BELOW = re.compile("[gjpqyýỳỷỹỵQạặậẹệịọộợụựỵẠẶẬẸỆỊỌỘỢỤỰ,;()/|]")
_HIGH = re.compile("[A-ZĐbdđfhklt0-9()/]")
_MARKED = re.compile("[ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨÒÓỎÕÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨƯỪỨỬỮỰỲÝ]")
_RAISED = re.compile("[ấầẩẫắằẳẵếềểễốồổỗớờởỡứừửữàáảãèéẻẽìíỉĩòóỏõùúủũỳýỷỹâăêôi]")
BOLD = 1.2
"""Strokes of bold letters are thicker than the page's usual ones by at least this factor."""
PLAIN = 1.1
FEW_LETTERS = 20
"""A line with fewer letters says little about its font size."""


def kept(words: Sequence[Word], page_height: int) -> list[Word]:
    """Words without what Tesseract makes of seals, signatures and specks."""
    tall = 4.0 * median(w.bottom - w.top for w in words) if words else 0.0
    return [w for w in words if not _is_junk(w) and w.bottom - w.top < max(tall, 0.02 * page_height)]


def _is_junk(word: Word) -> bool:
    text = word.text
    if not _LETTER.search(text):
        return word.confidence < _JUNK_CONFIDENCE or _SIGNS.fullmatch(text) is None
    if word.confidence >= _JUNK_CONFIDENCE or any(c.isdigit() for c in text) or _FORMAL.fullmatch(text):
        return False
    return not all(is_syllable(part) for part in re.findall(r"[^\W\d_]+", text))


def em(word: Word) -> float:
    """Font size in pixels that the letters of a word and the height of its box tell."""
    text = word.text
    high = 0.92 if _MARKED.search(text) else 0.72 if _HIGH.search(text) else 0.69 if _RAISED.search(text) else 0.47
    low = 0.21 if _BELOW.search(text) else 0.0
    return (word.bottom - word.top) / (high + low)


class Lettering:
    """Sizes and strokes of one page's words."""

    def __init__(self, picture: Picture, words: Sequence[Word]) -> None:
        self.picture = picture
        self._pixels = np.asarray(picture.image)
        real = [w for w in words if sum(c.isalpha() for c in w.text) > 1]
        sizes = Counter(round(em(w) * 36.0 / picture.dpi) for w in real for _ in range(len(w.text)))
        self.usual = 2.0 * sizes.most_common(1)[0][0] if sizes else 13.0
        strokes = [stroke for w in real[:400] if (stroke := self._stroke(w)) > 0.0]
        self.stroke = median(strokes) if strokes else 0.0

    def _stroke(self, word: Word) -> float:
        """Mean length in pixels of the horizontal runs of ink in a word."""
        part: NDArray[np.bool_] = self._pixels[word.top : word.bottom, word.x0 : word.x1] < DARK
        starts = int((part[:, 1:] & ~part[:, :-1]).sum()) + int(part[:, 0].sum()) if part.size else 0
        return float(part.sum()) / starts if starts else 0.0

    def size(self, words: Sequence[Word]) -> float:
        """Font size of a line in points; sizes near the usual one are the usual one."""
        values = [em(w) for w in words if any(c.isalpha() for c in w.text)] or [em(w) for w in words]
        size = median(values) * 72.0 / self.picture.dpi
        sure = sum(c.isalpha() for w in words for c in w.text) >= FEW_LETTERS
        return self.usual if abs(size - self.usual) < (0.17 if sure else 0.3) * self.usual else round(size, 1)

    def bold(self, words: Sequence[Word], size: float) -> int:
        """How many words at the start of a line are bold. Only words of two and more letters tell."""
        telling = [i for i, w in enumerate(words) if sum(c.isalpha() for c in w.text) > 1]
        if not self.stroke or not telling:
            return 0
        usual = self.stroke * size / self.usual
        values = [self._stroke(words[i]) / usual for i in telling]
        if len(values) > 1 and median(values) >= BOLD:
            return len(words)
        best, width = 0, 0.0
        for count in range(1, len(values)):
            run, rest = mean(values[:count]), mean(values[count:])
            letters = sum(len(words[i].text) for i in telling[:count])
            if run >= BOLD + 0.03 and rest <= PLAIN and letters >= 4 and run - rest > width:
                best, width = telling[count - 1] + 1, run - rest
        # A run-in heading ends at its colon or full stop: a thin word or two before it belong to it.
        for index in range(best, min(best + 2, len(words))) if best else ():
            if words[index].text.endswith((":", ".")) and self._stroke(words[index]) >= 1.03 * usual:
                return index + 1
        return best


class Builder:
    """Puts words together to the text of a page and its pieces, keeping where each word stands."""

    def __init__(self, index: int, picture: Picture, words: Sequence[Word]) -> None:
        self.index, self.picture = index, picture
        self.lettering = Lettering(picture, words)
        self.parts: list[str] = []
        self.length = 0
        self.places: list[tuple[int, int, Box]] = []
        self.pieces: list[Piece] = []

    def line(self, words: Sequence[Word]) -> None:
        """Add one line, cut into pieces at wide gaps."""
        words = sorted(words, key=lambda w: w.x0)
        size = self.lettering.size(words)
        gap = size * self.picture.dpi / 72.0
        group: list[Word] = []
        for word in words:
            if group and word.x0 - group[-1].x1 > gap:
                self._piece(group)
                group = []
            group.append(word)
        self._piece(group)

    def _piece(self, words: Sequence[Word]) -> None:
        size = self.lettering.size(words)
        start = self.length
        for index, word in enumerate(words):
            if index:
                self._write(" ")
            self.places.append((self.length, self.length + len(word.text), self.picture.points(word[2:6])))
            self._write(word.text)
        text = " ".join(w.text for w in words)
        self._write("\n")
        box = union([place[2] for place in self.places[-len(words) :]])
        if box is None:
            return
        bold = self.lettering.bold(words, size)
        letters = len(" ".join(w.text for w in words[:bold]))
        self.pieces.append(Piece(self.index, start, text, *box, self._base(words), size, letters))

    def _base(self, words: Sequence[Word]) -> float:
        level = [w.bottom for w in words if not _BELOW.search(w.text) and any(c.isalnum() for c in w.text)]
        if level:
            return median(level) * 72.0 / self.picture.dpi
        return (
            median(w.bottom - (0.21 * em(w) if _BELOW.search(w.text) else 0.0) for w in words) * 72.0 / self.picture.dpi
        )

    def _write(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def box(self, start: int, end: int) -> Box | None:
        """Box of the words in a stretch of the page's text; parts of words are shared out evenly."""
        found = []
        for first, last, (x0, top, x1, bottom) in self.places:
            if first < end and start < last:
                width = (x1 - x0) / (last - first)
                found.append((x0 + width * max(start - first, 0), top, x1 - width * max(last - end, 0), bottom))
        return union(found)

    def page(self, width: float, height: float) -> PageText:
        """The finished page."""
        return PageText(self.index, width, height, "".join(self.parts), tuple(self.pieces), (), self.box)
