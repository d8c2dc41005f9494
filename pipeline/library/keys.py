"""Search keys: the same words for every way of typing them, computed here so that every database engine answers alike.

A *folded* word has no diacritics (đ is d, final y after a consonant is i: ``tỷ`` = ``tỉ``); a *toned* word keeps them,
but where the tone mark stands does not matter (``hoà`` = ``hòa``). Words are runs of letters and digits.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from extractors.text.folding import fold, search_key, tone_key

_WORD = re.compile(r"[^\W_]+")
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")
_Y_FOR_I = re.compile(r"(?:[hklmstv]|qu)y")
_MOST_KEYS = 100_000
_LONGEST_KEPT = 40
_BETWEEN = "\0"
"""Parts texts that are taken together; ``writable`` leaves none in a text."""


def writable(text: str) -> str:
    """``text`` without NUL and lone surrogates, which no database stores; one for one, so that offsets hold."""
    try:
        text.encode()  # says much faster than a pattern that there is no surrogate
    except UnicodeEncodeError:
        return _UNWRITABLE.sub("\ufffd", text)
    return text.replace("\0", "\ufffd") if "\0" in text else text


class _Remembered(dict[str, str]):
    """Keys of the pieces of text already met: a language has few words, and looking one up is a step in C."""

    def __init__(self, key: Callable[[str], str]) -> None:
        super().__init__()
        self._key = key

    def __missing__(self, piece: str) -> str:
        key = piece if piece == _BETWEEN else " ".join(filter(None, map(self._key, _WORD.findall(piece))))
        if len(piece) <= _LONGEST_KEPT:
            if len(self) >= _MOST_KEYS:
                self.clear()
            self[piece] = key
        return key


def _folded(word: str) -> str:
    plain = word if word.isascii() else "".join(_WORD.findall(search_key(word)))
    return plain[:-1] + "i" if _Y_FOR_I.fullmatch(plain) else plain


def _toned(word: str) -> str:
    if word.isascii():
        return word
    return tone_key(word) if _folded(word) else ""


_FOLDED = _Remembered(_folded)
_TONED = _Remembered(_toned)


def word_keys(word: str) -> tuple[str, str]:
    """(folded, toned) key of one lower-case NFC word; both are empty for a lone mark."""
    return _FOLDED[word], _TONED[word]


def words_of(text: str) -> list[tuple[str, str]]:
    """(folded, toned) keys of the words of ``text``, in order."""
    lowered = fold(writable(text)).text.lower()
    return [pair for pair in map(word_keys, _WORD.findall(lowered)) if pair[0]]


def folded_words(text: str) -> str:
    """Folded words with a space at both ends, or ``""``: the form of the ``words`` columns."""
    return both(text)[0]


def both(text: str) -> tuple[str, str]:
    """The ``words`` and ``toned`` columns of ``text``."""
    return columns(fold(writable(text)).text.lower())


def columns(lowered: str) -> tuple[str, str]:
    """The ``words`` and ``toned`` columns of text that is folded and lower-case."""
    pieces = lowered.split()
    words = " ".join(filter(None, map(_FOLDED.__getitem__, pieces)))
    toned = " ".join(filter(None, map(_TONED.__getitem__, pieces)))
    return (f" {words} ", f" {toned} ") if words else ("", "")


def columns_of(lowered: Sequence[str]) -> list[tuple[str, str]]:
    """``columns`` of many texts in a few steps."""
    if not lowered:
        return []
    pieces = f" {_BETWEEN} ".join(lowered).split()
    words = " ".join(filter(None, map(_FOLDED.__getitem__, pieces))).split(_BETWEEN)
    toned = " ".join(filter(None, map(_TONED.__getitem__, pieces))).split(_BETWEEN)
    return [(f" {a.strip()} ", f" {b.strip()} ") if a.strip() else ("", "") for a, b in zip(words, toned, strict=True)]


def aligned(text: str) -> str | None:
    """``text`` folded and lower-case where that moves no offset, which is the rule; None elsewhere."""
    folded = fold(text)
    lowered = folded.text.lower()
    return lowered if not folded.folded_points and len(lowered) == len(text) else None


def word_spans(text: str) -> list[tuple[int, int, str, str]]:
    """(start, end, folded, toned) of each word in raw offsets of ``text``: for marking hits."""
    folded = fold(writable(text))
    found = []
    for match in _WORD.finditer(folded.text):
        plain, toned = word_keys(match.group().lower())
        if plain:
            found.append((*folded.raw_span(match.start(), match.end()), plain, toned))
    return found
