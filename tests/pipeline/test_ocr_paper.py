"""What is done to the picture of a page before recognition: shadows, faint ink, specks, dashes, pages on their side."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from pipeline.readers.ocr import dashes, paper, turning
from pipeline.readers.ocr.engine import Word
from pipeline.readers.ocr.picture import Picture

PAGE = (800, 1100)


def lines(ink: int = 0, ground: int = 255) -> Image.Image:
    """A page whose lines of text are rows of upright strokes."""
    page = Image.new("L", PAGE, ground)
    draw = ImageDraw.Draw(page)
    for top in range(100, 1000, 40):
        for x in range(100 + (top - 100) // 40 * 5 % 12, 700, 12):
            draw.rectangle((x, top, x + 4, top + 18), fill=ink)
    return page


def shaded(page: Image.Image) -> Image.Image:
    fall = np.linspace(1.0, 0.45, page.width, dtype=np.float32)
    return Image.fromarray((np.asarray(page, dtype=np.float32) * fall).astype(np.uint8))


def test_shadow_is_evened_out_and_the_ink_stays() -> None:
    dim = shaded(lines())
    assert np.asarray(dim)[50, 780] < paper.DARK  # the paper there is as dark as ink
    even = np.asarray(paper.evened(dim))
    assert even[50:90, 100:700].min() > 200
    assert even[105, 101] < 60 and even[985, 690] < 60


def test_a_clean_page_is_left_alone() -> None:
    page = lines()
    assert paper.evened(page) is page
    assert paper.darkened(page) is page
    assert paper.despeckled(page, paper.dark(page, paper.STEP), 200) is page


def test_black_edge_is_no_shadow() -> None:
    page = lines()
    page.paste(10, (0, 0, 800, 60))
    assert paper.evened(page) is page
    assert np.asarray(paper.cleared(page, 200))[:60].min() == 255


def test_faint_ink_is_made_dark() -> None:
    faint = lines(ink=165, ground=235)
    assert not paper.dark(faint, 1).any()
    dark = paper.dark(paper.darkened(faint), 1)
    assert dark[105, 101] and not dark[50, 50]


def test_specks_go_and_full_stops_stay() -> None:
    page = lines()
    draw = ImageDraw.Draw(page)
    specks = [(x, y) for x in range(105, 700, 60) for y in range(90, 1000, 80)]
    for x, y in specks:
        draw.point((x, y), fill=20)
    draw.rectangle((740, 110, 743, 113), fill=0)
    clean = np.asarray(paper.despeckled(page, paper.dark(page, paper.STEP), 200))
    assert all(clean[y, x] == 255 for x, y in specks)
    assert clean[111, 741] == 0 and clean[105, 101] == 0


@pytest.mark.parametrize("turn", [1, 3])
def test_a_page_on_its_side_is_seen_by_its_lines(turn: int) -> None:
    assert turning.lies(Picture(lines().rotate(90 * turn, expand=True), 200))
    assert not turning.lies(Picture(lines(), 200))
    assert not turning.lies(Picture(lines().rotate(2, fillcolor=255), 200))
    assert not turning.lies(Picture(Image.new("L", PAGE, 255), 200))


WORD = Word("Ban", 96.0, 200, 100, 260, 120, (1, 1, 1))
"""Letters of 28 pixels an em: they stand on the pixel row 120."""


def inked(*bars: tuple[int, int, int, int]) -> Image.Image:
    page = Image.new("L", (600, 200), 255)
    for bar in bars:
        ImageDraw.Draw(page).rectangle(bar, fill=0)
    return page


def test_lost_dash_of_an_item_is_found_by_its_ink() -> None:
    dash = dashes.found([WORD], np.asarray(inked((178, 112, 186, 114))))
    assert dash is not None
    assert (dash.text, dash[2:6], dash.line) == ("-", (178, 112, 187, 115), WORD.line)


def test_stroke_beside_a_signer_is_no_dash() -> None:
    signer = WORD._replace(x0=WORD.x0 + 200, x1=WORD.x1 + 200)
    assert dashes.found([signer], np.asarray(inked((378, 112, 386, 114)))) is None


@pytest.mark.parametrize(
    "bar",
    [
        (178, 110, 180, 113),  # a speck
        (178, 118, 186, 120),  # an underline
        (178, 98, 186, 100),  # a mark above the letters
        (100, 112, 198, 114),  # a rule
        (178, 100, 181, 120),  # a stroke
    ],
)
def test_other_ink_is_no_dash(bar: tuple[int, int, int, int]) -> None:
    assert dashes.found([WORD], np.asarray(inked(bar))) is None


def test_ink_decides_whether_a_sign_is_a_dash() -> None:
    after = Word("vụ", 96.0, 300, 108, 330, 124, (1, 1, 1))
    between = Word("~", 20.0, 272, 110, 288, 116, (1, 1, 1))
    text = [word.text for word in dashes.checked([WORD, between, after], inked((273, 112, 287, 114)))]
    assert text == ["Ban", "–", "vụ"]
    speck = dashes.checked([WORD, between._replace(text="-")], inked((273, 110, 276, 114)))
    assert speck[1].confidence == dashes.UNSEEN
