"""Pictures pasted into born-digital pages that hold a signature: only their part of the page is recognised."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from statistics import median

from PIL import Image

from pipeline.legacy.syllables import is_syllable
from pipeline.readers._columns import is_signing
from pipeline.readers.ocr import engine, formulas
from pipeline.readers.ocr.engine import Recogniser, Word
from pipeline.readers.ocr.lettering import LOW_CONFIDENCE, Builder, kept
from pipeline.readers.ocr.numbers import Repairs, put_right
from pipeline.readers.ocr.picture import DPI, MAX_PIXELS, Picture, fitting, without_seals
from pipeline.readers.paging.geometry import PageText, Piece
from pipeline.readers.paging.store import PageStore
from schemas.span import Box

MAX_PICTURES = 3
"""Pictures recognised in one document; the others are only told of."""
SCRIBBLE = 60.0
"""Below this mean confidence a line is what a hand wrote: no printed name or office."""
LEAST = 20.0
"""Points; narrower and lower pictures hold no signature."""
MARGIN = 12
"""White pixels put around a picture: letters that touch its edge are lost."""


@dataclass(frozen=True, slots=True)
class Inset:
    """A recognised picture of a page: printed lines, what was put right in them, and where the picture stands."""

    picture: Picture
    lines: list[list[Word]]
    repairs: Repairs
    left: float
    top: float


def filled(
    pages: Sequence[PageText], boxes: Mapping[int, Box], store: PageStore, *, sure: bool = True
) -> tuple[list[PageText], frozenset[int], list[str]]:
    """The pages with the text of their pictures (``boxes`` in points by index of the page) put where it stands.

    Also the indices of the pages where something was recognised, and warnings. Nothing is done without Tesseract.
    Pictures that are not ``sure`` to be signatures are left alone unless an office signs in them.
    """
    if engine.unavailable() is not None:
        return list(pages), frozenset(), []
    result: list[PageText] = []
    done: dict[int, list[Word]] = {}
    for page in pages:
        box = boxes.get(page.index)
        plain = box is not None and not page.turn and page.crooked is None and len(done) < MAX_PICTURES
        inset = _recognised(page, box, store) if box is not None and plain else None
        if inset is not None and not sure and not _signs(inset):
            inset = None
        if inset is not None:
            done[page.index] = [word for line in inset.lines for word in line]
        result.append(_with(page, inset) if inset is not None else page)
    words = [word for found in done.values() for word in found]
    unsure = sum(word.confidence < LOW_CONFIDENCE for word in words)
    return result, frozenset(done), [f"ocr-unsure-words:{unsure}/{len(words)}"] if unsure else []


def _signs(inset: Inset) -> bool:
    return any(is_signing(" ".join(word.text for word in line)) for line in inset.lines)


def _recognised(page: PageText, box: Box, store: PageStore) -> Inset | None:
    """What a picture says, None where no printed line is found."""
    left, top, right, bottom = max(0.0, box[0]), max(0.0, box[1]), min(page.width, box[2]), min(page.height, box[3])
    if right - left < LEAST or bottom - top < LEAST:
        return None
    most = 72.0 * (MAX_PIXELS / ((right - left) * (bottom - top))) ** 0.5
    dpi = int(min(DPI, fitting(store.surveys[page.index].dpi), most))
    crop = (left, page.height - bottom, page.width - right, top)
    bitmap = store.native(page.index).page.render(scale=dpi / 72.0, rev_byteorder=True, crop=crop)
    grey = without_seals(bitmap.to_pil().convert("RGB"))
    bitmap.close()
    framed = Image.new("L", (grey.width + 2 * MARGIN, grey.height + 2 * MARGIN), 255)
    framed.paste(grey, (MARGIN, MARGIN))
    words, repairs = put_right(kept(Recogniser(framed, dpi).words(), framed.height))
    found = _printed([list(line) for _, line in groupby(words, key=lambda word: word.line)])
    lines = [formulas.put_right(line, repairs) for line in found]
    edge = MARGIN * 72.0 / dpi
    return Inset(Picture(framed, dpi), lines, repairs, left - edge, top - edge) if lines else None


def _printed(lines: Sequence[list[Word]]) -> Iterator[list[Word]]:
    """Lines without the strokes of a hand: single letters, and whole lines that are unsure or no words."""
    for line in lines:
        real = [word for word in line if sum(c.isalpha() for c in word.text) > 1]
        good = [w for w in real if is_syllable(w.text.strip(".,:;()")) or w.text[:-1].isupper()]
        if real and 2 * len(good) >= len(line) and median(w.confidence for w in real) >= SCRIBBLE:
            yield line


def _with(page: PageText, inset: Inset) -> PageText:
    """The page with recognised lines; their characters follow those of the page's own text."""
    builder = Builder(page.index, inset.picture, [word for line in inset.lines for word in line])
    for line in inset.lines:
        builder.line(line)
    ends = [piece.start + max(len(piece.text), piece.source) for piece in (*page.pieces, *page.asides)]
    base = max([len(page.text), *ends]) + 1
    right, down = inset.left, inset.top

    def placed(start: int, end: int) -> Box | None:
        if start < base:
            return page.box(start, end)
        found = builder.box(start - base, end - base)
        return (found[0] + right, found[1] + down, found[2] + right, found[3] + down) if found else None

    def moved(piece: Piece) -> Piece:
        return piece._replace(
            start=piece.start + base, x0=piece.x0 + right, x1=piece.x1 + right,
            top=piece.top + down, bottom=piece.bottom + down, base=piece.base + down,
        )  # fmt: skip

    return replace(
        page,
        text=page.text.ljust(base) + "".join(builder.parts),
        pieces=page.pieces + tuple(map(moved, builder.pieces)),
        box=placed,
        repairs=Counter(page.repairs) + inset.repairs,
    )
