"""Usual words of two syllables put right where recognition mistook one mark. Every repair is recorded.

The words stand in ``wording.toml``. A change of a dot below is never made: it is seldom misread and often meant.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from pipeline.readers.ocr.engine import Word
from pipeline.readers.ocr.numbers import Repairs, bare

_DOT_BELOW = "\u0323"
_CORE = re.compile(r"([^\w\s]{0,3})([^\W\d_]{1,7})([^\w\s]{0,4})")
Pair = tuple[str, str]


def put_right(line: Sequence[Word], repairs: Repairs) -> list[Word]:
    """The words of one line with misread marks corrected."""
    result = list(line)
    cores = [_CORE.fullmatch(word.text) for word in line]
    for index in range(len(line) - 1):
        first, second = cores[index], cores[index + 1]
        if first is None or second is None or first[3] or second[1]:
            continue
        pair = first[2].lower(), second[2].lower()
        right = meant(*pair)
        if right is None or _shared(pair, [core[2].lower() if core else "" for core in cores], index):
            continue
        place = index if pair[0] != right[0] else index + 1
        changed = first if place == index else second
        text = f"{changed[1]}{_cased(right[place - index], changed[2])}{changed[3]}"
        repairs[result[place].text, text, "ocr"] += 1
        result[place] = result[place]._replace(text=text)
    return result


def meant(first: str, second: str) -> Pair | None:
    """The word that two syllables in lower case stand for, None when they stand for none or are right."""
    words, right = _data()
    found = words.get((bare(first), bare(second)))
    if found is None or (first, second) in right:
        return None
    if first == found[0] and _near(second, found[1]):
        return found
    return found if second == found[1] and _near(first, found[0]) else None


def _near(read: str, text: str) -> bool:
    """Whether two syllables with the same letters differ by the marks of one letter, its dot below aside."""
    differing = [pair for pair in zip(read, text, strict=False) if pair[0] != pair[1]]
    if len(read) != len(text) or len(differing) != 1:
        return False
    marks = [_DOT_BELOW in unicodedata.normalize("NFD", letter) for letter in differing[0]]
    return marks[0] == marks[1]


def _shared(pair: Pair, syllables: Sequence[str], index: int) -> bool:
    """Whether one of the two syllables belongs to a right word with the one before or after them."""
    words = _data()[0]
    before = (syllables[index - 1], pair[0]) if index else None
    after = (pair[1], syllables[index + 2]) if index + 2 < len(syllables) else None
    return any(
        beside is not None and words.get((bare(beside[0]), bare(beside[1]))) == beside for beside in (before, after)
    )


def _cased(text: str, like: str) -> str:
    if like.isupper() and len(like) > 1:
        return text.upper()
    return text[:1].upper() + text[1:] if like[:1].isupper() else text


@cache
def _data() -> tuple[dict[Pair, Pair], frozenset[Pair]]:
    """Words by their letters without marks, and pairs that are right all the same."""
    data = tomllib.loads((files(__package__ or "") / "wording.toml").read_text("utf-8"))
    words: dict[Pair, Pair] = {}
    for text in (text for row in data["words"] for text in row["texts"]):
        first, second = text.split(" ")
        words[bare(first), bare(second)] = first, second
    right = {(first, second) for row in data["right"] for first, _, second in (t.partition(" ") for t in row["texts"])}
    return words, frozenset(right)
