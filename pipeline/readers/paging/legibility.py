"""Whether a page's text layer says what the page shows: broken character maps give words that are no words."""

from __future__ import annotations

import re

from pipeline.legacy.syllables import is_syllable

_WORD = re.compile(r"[^\W\d_]{2,12}")
_BROKEN = re.compile("[\ufffd\x01-\x08\x0e-\x1f\ue000-\uf01f\uf100-\uf8ff]")
_UNKNOWN = "(cid:"
"""What engines write for a letter they have no code for."""
MIN_WORDS = 12
SAMPLE = 90
LEGIBLE = 0.55
"""Share of syllables above which a text is Vietnamese; real pages have 0.8 and more, names included."""


_COMMON = (" và ", " của ", " các ", " có ", " được ", " theo ", " trong ", " cho ")


def plainly_legible(text: str) -> bool:
    """A quick look: the commonest words stand as often as they should."""
    usual = sum(map(text.count, _COMMON)) > 2 + len(text) // 300
    return usual and _UNKNOWN not in text and not _BROKEN.search(text)


def legibility(text: str) -> float | None:
    """Share of Vietnamese syllables among the words of a page, less its broken characters; None for too few words."""
    words = _WORD.findall(text)
    broken = len(_BROKEN.findall(text)) + text.count(_UNKNOWN)
    if len(words) < MIN_WORDS:
        return 0.0 if broken > 8 and broken > 0.3 * len(text) else None
    step = max(1, len(words) // SAMPLE)
    sample = words[::step]
    good = sum(is_syllable(word) for word in sample)
    return max(0.0, good / len(sample) - 5.0 * broken / len(text))


def illegible(text: str) -> bool:
    """The text layer cannot be trusted."""
    if plainly_legible(text):
        return False
    share = legibility(text)
    return share is not None and share < LEGIBLE
