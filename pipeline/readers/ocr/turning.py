"""Pages scanned on their side or head: how they lie is told by their lines, which way up they are by reading a band."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.readers.ocr.engine import Recogniser, Word
from pipeline.readers.ocr.paper import STEP, dark
from pipeline.readers.ocr.picture import Picture

LYING = 0.85
"""Below this, ink changes less from row to row, as a share of that from column to column, than lines of text do."""
BAND = 7
"""Reading the fullest of so many bands of a page is enough to tell which way up it is."""
BETTER = 8.0
"""By so much surer a turned page must be read to be turned."""


def confidence(words: Sequence[Word]) -> float:
    """Mean confidence of all letters; a page with hardly any is no nonsense."""
    if len(words) < 10:
        return 100.0
    return sum(w.confidence * len(w.text) for w in words) / sum(len(w.text) for w in words)


def lies(picture: Picture) -> bool:
    """Whether the lines of a page seem to run up or down."""
    bits = dark(picture.image, STEP)
    across, down = _changes(bits.sum(axis=1)), _changes(bits.sum(axis=0))
    return 0.0 < across < LYING * down


def _changes(profile: NDArray[np.int64]) -> float:
    total = float(profile.sum())
    return float(np.abs(np.diff(profile)).sum()) / total if total else 0.0


def best(picture: Picture, turns: Iterable[int]) -> int:
    """Quarters clockwise, of ``turns``, by which a page must be turned to read best; 0 where none is clearly better."""
    read = {turn: _band(picture, turn) for turn in (0, *turns)}
    turn = max(read, key=lambda key: read[key])
    return turn if read[turn] > read[0] + BETTER else 0


def _band(picture: Picture, turn: int) -> float:
    """How surely the fullest band of the turned page is read."""
    image: Image.Image = picture.image.rotate(-90 * turn, expand=True)
    ink = dark(image, STEP).sum(axis=1)
    height = max(1, len(ink) // BAND)
    sums = np.cumsum(np.concatenate(([0], ink)))
    top = int(np.argmax(sums[height:] - sums[:-height])) * STEP
    words = Recogniser(image.crop((0, top, image.width, top + height * STEP)), picture.dpi).words()
    return confidence(words) if len(words) >= 10 else 0.0
