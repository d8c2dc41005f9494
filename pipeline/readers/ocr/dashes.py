"""Dashes by their ink: recognition drops those of list items and between words, and sees some in specks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.readers.ocr.engine import Word
from pipeline.readers.ocr.lettering import em
from pipeline.readers.ocr.paper import DARK

SURE = 80.0
"""Confidence of a dash whose ink is that of a dash."""
UNSEEN = 0.0
HALF = 0.5
"""Lists begin in the left half of a page; in the right one seals and signatures leave strokes beside names."""
_DASHES = re.compile(r"[-–—~_]{1,3}")
_LIKE = re.compile(r"[-–—~_=.,'°˗•]{1,3}")
_DESCENDS = re.compile("[gjpqyýỳỷỹỵQạặậẹệịọộợụựỵẠẶẬẸỆỊỌỘỢỤỰ,;()/|]")
_LEVEL = (0.08, 0.42)
"""A dash stands so much of an em above the foot of the letters, at least and at most."""
_WIDTH = (0.16, 1.1)
_THICK = 0.16
_FULL = 0.6
"""Least share of ink in the box of a dash."""
_LONG = 0.42
"""A dash at least so wide is the long one between words."""
_MARGIN = 1.7
"""The dash of a list item is looked for so many ems to the left of its first word."""


def checked(words: Sequence[Word], image: Image.Image) -> list[Word]:
    """The words of a picture, those that stand for dashes with the confidence that their ink gives them."""
    pixels = np.asarray(image)
    result: list[Word] = []
    opening = words[0] if words else None
    for index, word in enumerate(words):
        opening = word if not index or words[index - 1].line != word.line else opening
        listed = word.x0 <= HALF * pixels.shape[1]
        if _LIKE.fullmatch(word.text) is None:
            result.append(word)
            continue
        beside = [
            other for other in words[max(0, index - 2) : index + 3] if other.line == word.line and other is not word
        ]
        letters = [other for other in beside if any(c.isalnum() for c in other.text)]
        dash = _bar(pixels, (word.x0, word.top, word.x1, word.bottom), letters) if letters else None
        if dash is not None:
            text = word.text if word.text in "-–—" else _sign(dash, letters)
            result.append(word._replace(text=text, confidence=max(word.confidence, SURE)))
        elif letters and word.confidence < SURE and _DASHES.fullmatch(word.text) and not (word is opening and listed):
            result.append(word._replace(confidence=UNSEEN))
        else:
            result.append(word)
    return result


def found(line: Sequence[Word], pixels: NDArray[np.uint8]) -> Word | None:
    """The dash to the left of a line's first word that was not recognised, None where no ink of one is seen.

    ``pixels`` are those of the whole picture.
    """
    first = min(line, key=lambda word: word.x0)
    if not first.text[:1].isalnum() or first.x0 > HALF * pixels.shape[1]:
        return None
    size, foot = em(first), _foot([first])
    left = max(0, int(first.x0 - _MARGIN * size))
    area = left, int(foot - _LEVEL[1] * size), int(first.x0 - 0.08 * size), int(foot - 0.05 * size)
    dash = _bar(pixels, area, [first])
    if dash is None or dash[0] == area[0] or dash[2] >= area[2]:
        return None
    # Ink above or below it makes it part of something else: a seal, a table, a stroke of a pen.
    around = pixels[max(0, int(foot - size)) : int(foot + 0.25 * size), max(0, dash[0] - 2) : dash[2] + 2] < DARK
    bar = pixels[dash[1] : dash[3], dash[0] : dash[2]] < DARK
    if int(around.sum()) > 1.3 * int(bar.sum()):
        return None
    return Word(_sign(dash, [first]), SURE, *dash, first.line)


def _sign(dash: tuple[int, int, int, int], letters: Sequence[Word]) -> str:
    return "–" if dash[2] - dash[0] >= _LONG * median(em(word) for word in letters) else "-"


def _foot(letters: Sequence[Word]) -> float:
    """The line that letters stand on, in pixels."""
    return median(word.bottom - (0.21 * em(word) if _DESCENDS.search(word.text) else 0.0) for word in letters)


def _bar(
    pixels: NDArray[np.uint8], area: tuple[int, int, int, int], letters: Sequence[Word]
) -> tuple[int, int, int, int] | None:
    """Box of the ink in ``area`` when it has the shape and the place of a dash beside ``letters``."""
    left, top, right, bottom = (max(0, value) for value in area)
    ink = pixels[top:bottom, left:right] < DARK
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not len(rows) or not len(columns):
        return None
    box = left + int(columns[0]), top + int(rows[0]), left + int(columns[-1]) + 1, top + int(rows[-1]) + 1
    size = median(em(word) for word in letters)
    width, height = box[2] - box[0], box[3] - box[1]
    level = (_foot(letters) - (box[1] + box[3]) / 2) / size
    thin = height <= max(3.0, _THICK * size) and width >= 1.8 * height
    full = int(ink.sum()) >= _FULL * width * height
    return box if thin and full and _WIDTH[0] <= width / size <= _WIDTH[1] and _LEVEL[0] <= level <= _LEVEL[1] else None
