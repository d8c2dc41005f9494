"""Vietnamese words by underthesea, aligned to the raw text.

underthesea rewrites text and its offsets cannot be trusted, so each word is searched again in the input. It runs at
some 100,000
characters a second, so callers hand in single sentences or phrases, never whole documents, and repeated phrases come
from a cache.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

WordSpan = tuple[int, int]


@lru_cache(maxsize=20_000)
def words(sentence: str) -> tuple[WordSpan, ...]:
    """Offsets of the words of one NFC sentence (at most a few hundred characters), in order and without overlap.

    Text that is not NFC, and words that cannot be found again, fall back to syllables split on spaces.
    """
    if not sentence.strip():
        return ()
    if not unicodedata.is_normalized("NFC", sentence):
        return _syllables(sentence, 0, len(sentence))
    from underthesea import word_tokenize  # noqa: PLC0415 - importing it costs 0.6 s: only where words are needed

    spans: list[WordSpan] = []
    position = 0
    for word in word_tokenize(sentence, use_token_normalize=False):
        start = sentence.find(word, position)
        if start < 0:
            return _syllables(sentence, 0, len(sentence))
        if sentence[position:start].strip():
            spans += _syllables(sentence, position, start)
        position = start + len(word)
        spans.append((start, position))
    if sentence[position:].strip():
        spans += _syllables(sentence, position, len(sentence))
    return tuple(spans)


def _syllables(text: str, start: int, end: int) -> tuple[WordSpan, ...]:
    spans: list[WordSpan] = []
    for piece in text[start:end].split():
        begin = text.index(piece, start)
        start = begin + len(piece)
        spans.append((begin, start))
    return tuple(spans)
