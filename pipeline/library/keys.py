"""Search keys: the same words for every way of typing them, computed here so that every database engine answers alike.

A *folded* word has no diacritics (đ is d, final y after a consonant is i: ``tỷ`` = ``tỉ``); a *toned* word keeps them,
but where the tone mark stands does not matter (``hoà`` = ``hòa``). Words are runs of letters and digits.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extractors.text.folding import fold, search_key, tone_key

_WORD = re.compile(r"[^\W_]+")
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")
_Y_FOR_I = re.compile(r"(?:[hklmstv]|qu)y")


def writable(text: str) -> str:
    """``text`` without NUL and lone surrogates, which no database stores; one for one, so that offsets hold."""
    return _UNWRITABLE.sub("\ufffd", text) if _UNWRITABLE.search(text) else text


@lru_cache(maxsize=100_000)
def word_keys(word: str) -> tuple[str, str]:
    """(folded, toned) key of one lower-case NFC word; ``folded`` may be empty for a lone mark."""
    if word.isascii():
        return (word[:-1] + "i" if _Y_FOR_I.fullmatch(word) else word), word
    folded = "".join(_WORD.findall(search_key(word)))
    return (folded[:-1] + "i" if _Y_FOR_I.fullmatch(folded) else folded), tone_key(word)


def words_of(text: str) -> list[tuple[str, str]]:
    """(folded, toned) keys of the words of ``text``, in order."""
    return _keys(fold(writable(text)).text.lower())


def _keys(lowered: str) -> list[tuple[str, str]]:
    return [pair for pair in map(word_keys, _WORD.findall(lowered)) if pair[0]]


def folded_words(text: str) -> str:
    """Folded words with a space at both ends, or ``""``: the form of the ``words`` columns."""
    return _padded([folded for folded, _ in words_of(text)])


def both(text: str) -> tuple[str, str]:
    """The ``words`` and ``toned`` columns of ``text``."""
    return columns(fold(writable(text)).text.lower())


def columns(lowered: str) -> tuple[str, str]:
    """The ``words`` and ``toned`` columns of text that is folded and lower-case."""
    pairs = _keys(lowered)
    return _padded([folded for folded, _ in pairs]), _padded([toned for _, toned in pairs])


def aligned(text: str) -> str | None:
    """``text`` folded and lower-case where that moves no offset, which is the rule; None elsewhere."""
    folded = fold(text)
    lowered = folded.text.lower()
    return lowered if not folded.folded_points and len(lowered) == len(text) else None


def _padded(words: list[str]) -> str:
    return f" {' '.join(words)} " if words else ""


def word_spans(text: str) -> list[tuple[int, int, str, str]]:
    """(start, end, folded, toned) of each word in raw offsets of ``text``: for marking hits."""
    folded = fold(writable(text))
    found = []
    for match in _WORD.finditer(folded.text):
        plain, toned = word_keys(match.group().lower())
        if plain:
            found.append((*folded.raw_span(match.start(), match.end()), plain, toned))
    return found
