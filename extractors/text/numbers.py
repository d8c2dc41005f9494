"""How Vietnamese writes a number: digits with separators, and words.

``.`` groups thousands and ``,`` marks decimals (``1.234,56``); the Anglo-Saxon habit occurs too (``98.5``). A comma
before exactly three digits (``1,234``) is ambiguous: the caller says whether the thing counted comes in whole numbers.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

NUMERAL = (
    r"(?:\d{1,3}(?:\.\d{3}){1,5}(?:,\d{1,6})?|\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,6})?|\d{1,3}"
    r"(?:[ ]\d{3}){1,4}(?!\d)|\d{1,15}(?:[.,]\d{1,6})?)"
)
"""Source of a bounded regular expression for one number in digits (no sign, no unit)."""

_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_ANGLO = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_PLAIN = re.compile(r"\d+(?:[.,]\d+)?")
_SPACED = re.compile(r"\d{1,3}(?: \d{3})+")


class Numeral(NamedTuple):
    """A number in digits: its value and how sure its reading is (below 1 where the separators allow two readings)."""

    value: int | float
    confidence: float = 1.0


@lru_cache(maxsize=20_000)
def parse_numeral(text: str, whole: bool = True) -> Numeral | None:  # noqa: PLR0911 - one return a way of writing
    """Read ``text``; ``whole`` says that the thing counted comes in whole numbers, which decides ``1,234``.

    >>> parse_numeral("5.240.127").value, parse_numeral("98,5").value, parse_numeral("98.5").value
    (5240127, 98.5, 98.5)
    """
    if text.isdecimal():
        return Numeral(int(text))
    if _SPACED.fullmatch(text):
        return Numeral(int(text.replace(" ", "")), 0.8)
    if _GROUPED.fullmatch(text):
        if text.startswith("0"):
            return _decimal(text) if text.count(".") == 1 and "," not in text else None
        return _decimal(text.replace(".", ""))
    if _ANGLO.fullmatch(text):
        if text.count(",") == 1 and "." not in text:
            return _ambiguous(text, whole)
        return Numeral(_number(text.replace(",", "")), 0.9)
    return _decimal(text) if _PLAIN.fullmatch(text) else None


def _ambiguous(text: str, whole: bool) -> Numeral | None:
    if whole and not text.startswith("0"):
        return Numeral(int(text.replace(",", "")), 0.6)
    decimal = _decimal(text)
    return decimal and Numeral(decimal.value, 1.0 if text.startswith("0") else 0.8)


def _number(text: str) -> int | float:
    return float(text) if "." in text else int(text)


def _decimal(text: str) -> Numeral | None:
    return Numeral(_number(text.replace(",", ".")))


_DIGITS = {
    "không": 0,
    "một": 1,
    "mốt": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "tư": 4,
    "năm": 5,
    "lăm": 5,
    "nhăm": 5,
    "sáu": 6,
    "bảy": 7,
    "bẩy": 7,
    "tám": 8,
    "chín": 9,
}
_SCALES = (
    (("tỷ", "tỉ"), 1_000_000_000),
    (("triệu",), 1_000_000),
    (("nghìn", "ngàn"), 1000),
)
_STARTS = "một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín|mười"
_INNER = "không|mốt|tư|lăm|nhăm|mươi|trăm|linh|lẻ|nghìn|ngàn|triệu|tỷ|tỉ|rưỡi"
SPELLED = rf"(?:(?:{_STARTS})\b(?:,?[ ](?:{_STARTS}|{_INNER})\b){{0,16}})"
"""Source of a bounded regular expression for a number in lower-case words."""


@lru_cache(maxsize=5_000)
def parse_spelled(text: str) -> int | None:
    """Read a number in words; None where the words make no number (``năm`` alone is 5: the caller must know better).

    >>> parse_spelled("hai trăm linh năm"), parse_spelled("một nghìn không trăm linh hai")
    (205, 1002)
    """
    return _spelled(tuple(text.lower().replace(",", " ").split()))


def _spelled(words: tuple[str, ...]) -> int | None:
    if not words:
        return None
    for names, scale in _SCALES:
        places = [index for index, word in enumerate(words) if word in names]
        if not places:
            continue
        head, tail = _spelled(words[: places[-1]]), words[places[-1] + 1 :]
        if head is None or head == 0 or (head >= 1000 and scale < _SCALES[0][1]):
            return None
        rest = scale // 2 if tail == ("rưỡi",) else 0 if not tail else _spelled(tail)
        return None if rest is None or rest >= scale else head * scale + rest
    return _below_thousand(words)


def _below_thousand(words: tuple[str, ...]) -> int | None:
    total, rest = 0, words
    if len(rest) >= 2 and rest[1] == "trăm":
        if rest[0] not in _DIGITS:
            return None
        total, rest = _DIGITS[rest[0]] * 100, rest[2:]
        if rest == ("rưỡi",):
            return total + 50
        if not rest:
            return total
        if rest[0] in ("linh", "lẻ"):
            return total + _DIGITS[rest[1]] if len(rest) == 2 and rest[1] in _DIGITS else None
        if len(rest) == 1 and rest[0] != "mười":
            return None
    tens = _below_hundred(rest)
    return None if tens is None else total + tens


def _below_hundred(words: tuple[str, ...]) -> int | None:
    if words[0] == "mười":
        tens, rest = 10, words[1:]
    elif len(words) >= 2 and words[1] == "mươi" and _DIGITS.get(words[0], 0) >= 2:
        tens, rest = _DIGITS[words[0]] * 10, words[2:]
    elif len(words) == 3 and words[1] in ("linh", "lẻ"):
        return None
    else:
        tens, rest = 0, words
    if not rest:
        return tens
    return tens + _DIGITS[rest[0]] if len(rest) == 1 and rest[0] in _DIGITS else None
