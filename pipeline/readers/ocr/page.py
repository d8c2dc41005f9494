"""Recognition of one page: picture, rules, words, and again the parts that stand side by side or in table cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from statistics import mean
from typing import Any

import numpy as np
from PIL import Image

from pipeline.readers.ocr import formulas, ruling
from pipeline.readers.ocr.engine import Recogniser, Word
from pipeline.readers.ocr.lettering import LOW_CONFIDENCE, Builder, kept
from pipeline.readers.ocr.numbers import put_right
from pipeline.readers.ocr.picture import DARK, Picture, cleaned, rendered
from pipeline.readers.paging import motto
from pipeline.readers.paging.columns import rows, zones
from pipeline.readers.paging.geometry import PageText, Rule
from pipeline.readers.paging.grid import Grid, grids
from schemas.span import Box

SIDEWAYS = 50.0
"""Mean confidence below which a page may stand on its side or head."""
MAX_CELLS = 600
Part = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Recognised:
    """A recognised page with the number of its words and of those that Tesseract was unsure of."""

    page: PageText
    words: int
    unsure: int


def recognise(page: Any, index: int) -> Recognised:
    """Recognise a page of pdfium."""
    image, dpi = rendered(page)
    return recognise_image(image, dpi, index)


def recognise_image(image: Image.Image, dpi: int, index: int) -> Recognised:
    """Recognise a picture. A page that gives nonsense is tried on its sides and on its head."""
    picture = cleaned(image, dpi)
    words, found = _read(picture)
    turn = 0
    if _confidence(words) < SIDEWAYS and (turn := _best_turn(picture, _confidence(words))):
        picture = cleaned(image.rotate(-90 * turn, expand=True), dpi)
        words, found = _read(picture)
    words, repairs = put_right(words)
    words = [
        word
        for _, line in groupby(words, key=lambda word: word.line)
        for word in formulas.put_right(list(line), repairs)
    ]
    made = _builder(index, picture, words).page(*_size(picture))
    made = replace(
        made, rules=tuple(found), repairs=repairs, turn=turn, crooked=picture.crooked if picture.angle else None
    )
    return Recognised(made, len(words), sum(word.confidence < LOW_CONFIDENCE for word in words))


def _builder(index: int, picture: Picture, words: Sequence[Word]) -> Builder:
    builder = Builder(index, picture, words)
    for _, group in groupby(words, key=lambda word: word.line):
        builder.line(list(group))
    return builder


def _size(picture: Picture) -> tuple[float, float]:
    return picture.image.width * 72.0 / picture.dpi, picture.image.height * 72.0 / picture.dpi


def _confidence(words: Sequence[Word]) -> float:
    """Mean confidence of all letters; a page with hardly any is no nonsense."""
    if len(words) < 10:
        return 100.0
    return sum(w.confidence * len(w.text) for w in words) / sum(len(w.text) for w in words)


def _best_turn(picture: Picture, least: float) -> int:
    """Quarters clockwise by which the page reads best, tried on a small picture."""
    small = picture.image.reduce(2)
    tried = {0: least}
    for turn in (1, 3, 2):
        words = Recogniser(small.rotate(-90 * turn, expand=True), picture.dpi // 2).words()
        tried[turn] = mean([word.confidence for word in words] or [0.0])
    best = max(tried, key=lambda turn: tried[turn])
    return best if tried[best] > least + 8.0 else 0


def _read(picture: Picture) -> tuple[list[Word], list[Rule]]:
    """Words and rules of a picture: cells of tables one by one, columns apart, the rest as one block."""
    found = ruling.rules(picture)
    tables = [grid for grid in grids(found) if 2 < len(grid.cells) <= MAX_CELLS and len(grid.ys) > 2]
    cells = _cells(ruling.painted_out(picture, found), tables) if tables else []
    prose = _without(picture, tables)
    recogniser = Recogniser(prose.image, prose.dpi)
    words = kept(recogniser.words(), prose.image.height)
    return _columns_again(recogniser, prose, words) + cells, found


def _without(picture: Picture, tables: Sequence[Grid]) -> Picture:
    """The picture with its tables painted white."""
    if not tables:
        return picture
    image = picture.image.copy()
    for grid in tables:
        image.paste(255, _pixels(picture, grid.box, 3.0))
    return Picture(image, picture.dpi, picture.angle)


def _pixels(picture: Picture, box: Box, wider: float = 0.0) -> Part:
    """Box in points to pixels inside the picture, ``wider`` by so many points."""
    scale = picture.dpi / 72.0
    left, top = max(0, int((box[0] - wider) * scale)), max(0, int((box[1] - wider) * scale))
    right, bottom = int((box[2] + wider) * scale), int((box[3] + wider) * scale)
    return left, top, min(picture.image.width, right), min(picture.image.height, bottom)


def _cells(picture: Picture, tables: Sequence[Grid]) -> list[Word]:
    """Words of all cells that hold ink."""
    recogniser = Recogniser(picture.image, picture.dpi)
    pixels = np.asarray(picture.image)
    found: list[Word] = []
    number = 0
    for grid in tables:
        for cell in grid.cells:
            part = _pixels(picture, cell.box, -1.5)
            number += 1
            if (pixels[part[1] : part[3], part[0] : part[2]] < DARK).sum() < 25:
                continue
            words = kept(recogniser.words(part), picture.image.height)
            found += [w._replace(line=(10_000 + number, *w.line[1:])) for w in words]
    return found


def _columns_again(recogniser: Recogniser, picture: Picture, words: list[Word]) -> list[Word]:
    """Recognise both sides of each two-column zone by themselves: lines that differ in height disturb each other."""
    pieces = motto.split(_builder(0, picture, words).page(*_size(picture))).pieces
    for number, zone in enumerate(zones(rows(pieces))):
        both = zone.left + zone.right
        top, bottom = min(p.top for p in both) - 3.0, max(p.bottom for p in both) + 3.0
        middle = sum(zone.gutter) / 2
        left = _pixels(picture, (min(p.x0 for p in zone.left) - 8.0, top, middle, bottom))
        right = _pixels(picture, (middle, top, max(p.x1 for p in zone.right) + 8.0, bottom))
        again: list[Word] = []
        for side, part in enumerate((left, right)):
            found = kept(recogniser.words(part), picture.image.height)
            again += [w._replace(line=(20_000 + 2 * number + side, *w.line[1:])) for w in found]
        if _confidence(again) + 3.0 < _confidence([w for w in words if _inside(w, left) or _inside(w, right)]):
            continue
        words = [w for w in words if not (_inside(w, left) or _inside(w, right))] + again
    return words


def _inside(word: Word, part: Part) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return part[0] <= x <= part[2] and part[1] <= y <= part[3]
