"""Numbers and days that a pen wrote into a letterhead are told from printed ones."""

from __future__ import annotations

from collections import Counter

from PIL import Image, ImageDraw

from pipeline.readers.ocr import handwriting
from pipeline.readers.ocr.engine import Word
from pipeline.readers.ocr.numbers import Repairs
from pipeline.readers.ocr.picture import Picture

Said = tuple[str, float, int]
"""A word, its confidence and its height in pixels."""


def line(*said: Said, top: int = 100) -> list[Word]:
    words, x = [], 200
    for text, confidence, height in said:
        words.append(Word(text, confidence, x, top + 40 - height, x + 20 * len(text), top + 40, (1, 1, 1)))
        x += 20 * len(text) + 60
    return words


def doubts(words: list[Word], *, ink: tuple[int, int, int, int] | None = None) -> list[tuple[str, str]]:
    page = Image.new("L", (1600, 2200), 255)
    if ink is not None:
        ImageDraw.Draw(page).line(ink, fill=0, width=5)
    repairs: Repairs = Counter()
    handwriting.marked([words], Picture(page, 200), repairs)
    assert {reason for _, _, reason in repairs} <= {handwriting.REASON}
    return [(before, after) for before, after, _ in repairs]


def test_number_that_is_unsure_or_taller_than_the_print() -> None:
    assert doubts(line(("Số:", 96, 30), ("899", 54, 28), ("/UBND-TTHC", 85, 36))) == [("899", "899")]
    assert doubts(line(("Số:", 96, 30), ("299", 90, 40), ("/UBND-TTHC", 85, 36))) == [("299", "299")]


def test_printed_number_is_not_doubted() -> None:
    assert doubts(line(("Số:", 96, 30), ("299", 93, 28), ("/UBND-TTHC", 85, 36))) == []
    assert doubts(line(("Số", 96, 30), ("29-CT/TU", 50, 30))) == []


def test_number_of_which_only_the_ink_is_left() -> None:
    words = line(("/BC-SNV", 85, 36))
    assert doubts(words, ink=(100, 130, 180, 110)) == [("…", "/BC-SNV")]
    assert doubts(words) == []  # a draft: the place is empty


def test_day_that_a_pen_wrote() -> None:
    date = [("Hà", 96, 30), ("Nội,", 96, 34), ("ngày", 96, 30), ("A2", 34, 30), ("tháng", 97, 30), ("12", 90, 28)]
    assert doubts(line(*date)) == [("A2", "A2")]
    glued = [("Hà", 96, 30), ("Nội,", 96, 34), ("ngày⁄{5", 13, 40), ("tháng", 97, 30), ("12", 90, 28)]
    assert doubts(line(*glued)) == [("ngày⁄{5", "ngày⁄{5")]
    printed = [*date[:3], ("19", 92, 28), *date[4:]]
    assert doubts(line(*printed)) == []


def test_only_letterheads_are_looked_at() -> None:
    assert doubts(line(("số", 96, 30), ("899", 54, 28), ("/UBND-TTHC", 85, 36), top=1500)) == []
    assert doubts(line(("theo", 96, 30), ("Công", 96, 30), ("văn", 96, 30), ("12/SNV-VP", 50, 36))) == []
