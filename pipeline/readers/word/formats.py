"""Number formats of Word lists (ST_NumberFormat) and bullets.

Word's letters are the 26 of English even in Vietnamese documents: ``d)`` is followed by ``e)``; ``đ)`` only exists
when typed.
"""

from __future__ import annotations

from collections.abc import Callable

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
(9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_WORDS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_BULLETS = {
    "\uf02d": "-", "\uf0b7": "•", "\uf0a7": "▪", "\uf0a8": "▫", "\uf0d8": "➢", "\uf0fc": "✓", "\uf076": "❖",
    "\uf0e0": "→",
    "\uf0ae": "→", "\uf02b": "+", "\uf02a": "*", "\uf0be": "-", "\uf06f": "□", "\uf06e": "■", "\uf0be ": "-", "o": "○",
}  # fmt: skip
"""Symbol and Wingdings bullets (private use codes) as ordinary characters; ``o`` is the hollow bullet in Courier
New."""
_MAX_ROMAN = 3_999


def roman(value: int) -> str:
    """Lower-case roman number; decimal outside 1..3999."""
    if not 1 <= value <= _MAX_ROMAN:
        return str(value)
    parts = []
    for worth, sign in _ROMAN:
        times, value = divmod(value, worth)
        parts.append(sign * times)
    return "".join(parts)


def letters(value: int) -> str:
    """a..z, aa, bb .. zz, aaa (Word repeats the letter); decimal outside 1..780."""
    if not 1 <= value <= 780:
        return str(value)
    times, index = divmod(value - 1, 26)
    return chr(ord("a") + index) * (times + 1)


def vietnamese_words(value: int) -> str:
    """Number in words up to 99 (``vietnameseCounting``); decimal above."""
    if not 0 <= value <= 99:
        return str(value)
    if value <= 10:
        return _WORDS[value]
    tens, ones = divmod(value, 10)
    head = "mười" if tens == 1 else f"{_WORDS[tens]} mươi"
    tail = "" if ones == 0 else {1: "mốt" if tens > 1 else "một", 5: "lăm"}.get(ones, _WORDS[ones])
    return f"{head} {tail}".strip()


def _ordinal(value: int) -> str:
    suffix = "th" if 10 <= value % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{suffix}"


def _circled(value: int) -> str:
    return chr(0x245F + value) if 1 <= value <= 20 else str(value)


_FORMS: dict[str, Callable[[int], str]] = {
    "lowerRoman": roman,
    "upperRoman": lambda value: roman(value).upper(),
    "lowerLetter": letters,
    "upperLetter": lambda value: letters(value).upper(),
    "decimalZero": lambda value: f"{value:02d}",
    "01, 02, 03, ...": lambda value: f"{value:02d}",
    "001, 002, 003, ...": lambda value: f"{value:03d}",
    "0001, 0002, 0003, ...": lambda value: f"{value:04d}",
    "ordinal": _ordinal,
    "vietnameseCounting": vietnamese_words,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "numberInDash": lambda value: f"- {value} -",
    "hex": lambda value: f"{value:X}",
    "none": lambda value: "",
}


def formatted(value: int, form: str) -> str:
    """``value`` in a number format; unknown formats are shown as decimal."""
    return _FORMS.get(form, str)(value)


def bullet(text: str) -> str:
    """The character a bullet shows; unknown private use codes become ``•``."""
    found = _BULLETS.get(text)
    if found is not None:
        return found
    return "".join("•" if "\ue000" <= c <= "\uf8ff" else c for c in text).strip() or "•"
