"""Recognition of one page: picture, rules, words, and again the parts that stand side by side or in table cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Any

import numpy as np
from PIL import Image

from pipeline.readers.ocr import closing, dashes, formulas, handwriting, ruling, turning, wording
from pipeline.readers.ocr.engine import Recogniser, Word
from pipeline.readers.ocr.labels import Order
from pipeline.readers.ocr.lettering import LOW_CONFIDENCE, Builder, kept
from pipeline.readers.ocr.numbers import put_right
from pipeline.readers.ocr.paper import DARK
from pipeline.readers.ocr.picture import Picture, cleaned, rendered
from pipeline.readers.paging import motto
from pipeline.readers.paging.columns import rows, zones
from pipeline.readers.paging.geometry import PageText, Rule
from pipeline.readers.paging.grid import Grid, grids
from schemas.span import Box

NONSENSE = 50.0
"""Mean confidence below which a page may stand on its head."""
SURE = 50.0
"""Words with at least this confidence that a second look at a column no longer finds are kept."""
MAX_CELLS = 2_000
MIN_INK = 25
"""Fewer dark pixels than this are specks."""
_NUMBER = re.compile(r"[-+]?\d{1,3}(?:[.,]?\d{1,3}){0,5}%?")
Part = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Recognised:
    """A recognised page with the number of its words and of those that Tesseract was unsure of."""

    page: PageText
    words: int
    unsure: int


def recognise(page: Any, index: int, order: Order, own: float = 0.0) -> Recognised:
    """Recognise a page of pdfium whose scan has ``own`` dots per inch."""
    image, dpi = rendered(page, own)
    return recognise_image(image, dpi, index, order)


def recognise_image(image: Image.Image, dpi: int, index: int, order: Order) -> Recognised:
    """Recognise a picture. A page that lies on its side, or gives nonsense, is tried turned.

    ``order`` is that of the headings on the pages before.
    """
    picture = cleaned(image, dpi)
    turn = turning.best(picture, (1, 3)) if turning.lies(picture) else 0
    if turn:
        picture = cleaned(image.rotate(-90 * turn, expand=True), dpi)
    words, found = _read(picture)
    if not turn and turning.confidence(words) < NONSENSE and (turn := turning.best(picture, (2, 1, 3))):
        picture = cleaned(image.rotate(-90 * turn, expand=True), dpi)
        words, found = _read(picture)
    words, repairs = put_right(_with_dashes(words, picture))
    lines = [order.put_right(list(line), repairs) for _, line in groupby(words, key=lambda word: word.line)]
    if index == 0:
        handwriting.marked(lines, picture, repairs)
    lines = [formulas.put_right(line, repairs) for line in closing.put_right(lines, repairs)]
    words = [word for line in lines for word in wording.put_right(line, repairs)]
    made = _builder(index, picture, words).page(*_size(picture))
    made = replace(
        made, rules=tuple(found), repairs=repairs, turn=turn, crooked=picture.crooked if picture.angle else None
    )
    return Recognised(made, len(words), sum(word.confidence < LOW_CONFIDENCE for word in words))


def _with_dashes(words: Sequence[Word], picture: Picture) -> list[Word]:
    """The words with the dashes of list items that recognition dropped."""
    result: list[Word] = []
    pixels = np.asarray(picture.image)
    for _, group in groupby(words, key=lambda word: word.line):
        line = list(group)
        dash = dashes.found(line, pixels)
        result += [dash, *line] if dash is not None else line
    return result


def _builder(index: int, picture: Picture, words: Sequence[Word]) -> Builder:
    builder = Builder(index, picture, words)
    for _, group in groupby(words, key=lambda word: word.line):
        builder.line(list(group))
    return builder


def _size(picture: Picture) -> tuple[float, float]:
    return picture.image.width * 72.0 / picture.dpi, picture.image.height * 72.0 / picture.dpi


def _read(picture: Picture) -> tuple[list[Word], list[Rule]]:
    """Words and rules of a picture: cells of tables one by one, columns apart, the rest as one block."""
    found = ruling.rules(picture)
    tables = [grid for grid in grids(found) if 2 < len(grid.cells) <= MAX_CELLS and len(grid.ys) > 2]
    cells = _cells(ruling.painted_out(picture, found), tables) if tables else []
    prose = _without(picture, tables)
    recogniser = Recogniser(prose.image, prose.dpi)
    words = _part_words(recogniser, (0, 0, prose.image.width, prose.image.height), 0)
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
    """Words of the tables: each merged cell by itself, then column after column (cell after cell takes far longer)."""
    found: list[Word] = []
    merged = [cell for grid in tables for cell in grid.cells if cell.row_span > 1 or cell.col_span > 1]
    image = picture.image.copy()
    recogniser = Recogniser(picture.image, picture.dpi)
    for number, cell in enumerate(merged):
        part = _pixels(picture, cell.box, -1.5)
        found += _part_words(recogniser, part, 10_000 + number)
        image.paste(255, part)
    recogniser = Recogniser(image, picture.dpi)
    strips = [(x0, grid.ys[0], x1, grid.ys[-1]) for grid in tables for x0, x1 in pairwise(grid.xs)]
    for number, strip in enumerate(strips):
        words = _part_words(recogniser, _pixels(picture, strip, -1.5), 15_000 + number)
        found += _numbers_again(recogniser, words)
    return found


def _numbers_again(recogniser: Recogniser, words: list[Word]) -> list[Word]:
    """In a column of numbers, what is no number is looked at once more, and only digits are allowed."""
    numeric = [_NUMBER.fullmatch(word.text) is not None for word in words]
    if sum(numeric) < max(3, 0.6 * len(words)):
        return words
    result = []
    for word, is_number in zip(words, numeric, strict=True):
        if is_number or word.confidence >= 80.0:
            result.append(word)
            continue
        edge = (word.bottom - word.top) // 3
        text, confidence = recogniser.digits((word.x0 - edge, word.top - edge, word.x1 + edge, word.bottom + edge))
        sure = confidence > word.confidence and _NUMBER.fullmatch(text)
        result.append(word._replace(text=text, confidence=confidence) if sure else word)
    return result


def _part_words(recogniser: Recogniser, part: Part, number: int) -> list[Word]:
    """Words of a part of the picture, their lines numbered apart from those of others; none where there is no ink."""
    pixels = np.asarray(recogniser.picture)[part[1] : part[3], part[0] : part[2]]
    if (pixels < DARK).sum() < MIN_INK:
        return []
    words = kept(dashes.checked(recogniser.words(part), recogniser.picture), recogniser.picture.height)
    return [w._replace(line=(number, *w.line[1:])) for w in words]


def _columns_again(recogniser: Recogniser, picture: Picture, words: list[Word]) -> list[Word]:
    """Recognise both sides of each two-column zone by themselves: lines that differ in height disturb each other."""
    pieces = motto.split(_builder(0, picture, words).page(*_size(picture))).pieces
    for number, zone in enumerate(zones(rows(pieces))):
        both = zone.left + zone.right
        top, bottom = min(p.top for p in both) - 3.0, max(p.bottom for p in both) + 3.0
        middle = sum(zone.gutter) / 2
        left = _pixels(picture, (min(p.x0 for p in zone.left) - 8.0, top, middle, bottom))
        right = _pixels(picture, (middle, top, max(p.x1 for p in zone.right) + 8.0, bottom))
        again = _part_words(recogniser, left, 20_000 + 2 * number) + _part_words(recogniser, right, 20_001 + 2 * number)
        old = [w for w in words if _inside(w, left) or _inside(w, right)]
        if turning.confidence(again) + 3.0 < turning.confidence(old):
            continue
        lost = [w for w in old if w.confidence >= SURE and not any(_overlap(w, other) for other in again)]
        words = [w for w in words if w not in old or w in lost] + again
    return words


def _overlap(a: Word, b: Word) -> bool:
    return min(a.x1, b.x1) > max(a.x0, b.x0) and min(a.bottom, b.bottom) > max(a.top, b.top)


def _inside(word: Word, part: Part) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return part[0] <= x <= part[2] and part[1] <= y <= part[3]
