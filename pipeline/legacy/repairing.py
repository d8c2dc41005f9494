"""Repairs of nearly right Unicode: decomposed letters, ``ƣ``, Icelandic eth, Cyrillic and Greek letters inside Latin
words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache

from pipeline.legacy.tables import tables

Repairs = Counter[tuple[str, str, str]]
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_SUSPECT = re.compile("[\u0300-\u036f\u0340\u0341\u00ad\u200b-\u200d\u2060\ufeffƣƢÐƉð\uf020-\uf0ff\u0370-\u04ff]")
_DECOMPOSED = re.compile("[A-Za-z\u00c0-\u01b0\u1ea0-\u1ef9][\u0300-\u0345]{1,3}")
_OTHER_ALPHABET = re.compile("[\u0370-\u04ff]")
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1ea0-\u1ef9]")


@cache
def _foreign() -> dict[str, str]:
    found: dict[str, str] = tables()["foreign"]
    return found


@cache
def _symbols() -> dict[int, str]:
    return {0xF000 + int(code, 16): shown for code, shown in tables()["symbols"].items()}


@cache
def _lookalikes() -> dict[int, str]:
    data = tables()["lookalikes"]
    pairs = zip(data["cyrillic"] + data["greek"], data["cyrillic_latin"] + data["greek_latin"], strict=True)
    return {ord(wrong): right for wrong, right in pairs}


def suspect(text: str) -> bool:
    """Tell whether ``repaired`` could change anything."""
    return not text.isascii() and _SUSPECT.search(text) is not None


def repaired(text: str, repairs: Repairs) -> str:
    """``text`` with its letters corrected (lengths may change); corrections are counted in ``repairs``.

    Invisible characters (soft hyphen, zero width) are dropped and bullets of symbol fonts are replaced without a
    record.
    """
    if not suspect(text):
        return text
    text = text.translate(_INVISIBLE).translate(_symbols())
    text = _DECOMPOSED.sub(lambda match: _composed(match.group(), repairs), text)
    for wrong, right in _foreign().items():
        found = text.count(wrong)
        if found:
            repairs[wrong, right, "foreign_letter"] += found
            text = text.replace(wrong, right)
    if _OTHER_ALPHABET.search(text):
        text = _WORD.sub(lambda match: _one_alphabet(match.group(), repairs), text)
    return text


def _composed(letter: str, repairs: Repairs) -> str:
    composed = unicodedata.normalize("NFC", letter)
    if composed != letter:
        repairs[letter, composed, "decomposed"] += 1
    return composed


def _one_alphabet(word: str, repairs: Repairs) -> str:
    if not _OTHER_ALPHABET.search(word) or not _LATIN.search(word):
        return word
    fixed = word.translate(_lookalikes())
    if fixed != word:
        repairs[word, fixed, "lookalike"] += 1
    return fixed
