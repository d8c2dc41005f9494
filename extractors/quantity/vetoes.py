"""What only looks like an amount: numbers that name something, years, ranks, times of day, lists of articles."""

from __future__ import annotations

import re

from extractors.quantity.lexicon import lexicon
from extractors.quantity.units import Unit

_WORD = re.compile(r"[^\W\d_]+")
_NUMBERED = re.compile(r"[ ](?:\d|[IVX]+\b)")
# ``bình quân 1 vạn dân``: what a rate is taken of.
_RATE_BASE = re.compile(r"(?:vạn|nghìn|ngàn|triệu) (?:dân|người)\b")
_CHAIN = re.compile(r"(?<![^\W_])([^\W\d_]+) (?:\d{1,4}[a-zđ]?(?:, | và )){1,8}$")


def last_words(before: str) -> tuple[str, str]:
    """The last word, and the last two, if only a space parts them from the number."""
    stripped = before.rstrip()
    if stripped == before or not stripped[-1:].isalpha():
        return "", ""
    words = _WORD.findall(stripped[-23:].lower())
    return (words[-1], " ".join(words[-2:])) if words else ("", "")


def labelled(last: str, last_two: str) -> bool:
    """Whether the words make the number behind them a name (``Điều 5``)."""
    lexical = lexicon()
    return (last in lexical.label or last_two in lexical.label) and last_two not in lexical.exempt


def vetoed(before: str, last: str, last_two: str, match: re.Match[str], unit: Unit) -> bool:
    """Whether what looks like an amount is a year, a rank, a time of day or the like; labels are out already."""
    lexical = lexicon()
    if unit.kind == "percent" or last_two in lexical.exempt:
        return False
    number, upper = match["number"], match["upper"]
    year = len(number) == 4 and number[:2] in ("19", "20") and upper is None
    if (last in lexical.soft_label or last_two in lexical.soft_label) and (
        not unit.known
        or (year and last == "năm")
        or last_two in lexical.rank
        or (last_two in lexical.soft_label and unit.text.lower() == "ngày")
    ):
        return True
    if _traps(last, match, unit) or _in_labels(before):
        return True
    if (year and not unit.known) or (upper is not None and _year_range(number, upper)):
        return True
    return clock(before, unit) or (unit.kind == "level" and match["of"] is None)


def names_part(text: str, unit: Unit) -> bool:
    """``khoản 2, 3 Điều 5``: the noun behind the number has a number of its own."""
    return unit.kind == "part" and _NUMBERED.match(text, unit.end) is not None


def _in_labels(before: str) -> bool:
    """``Điều 5, 6, 10 Nghị định này``: the last of a list of numbers that a label stands before."""
    if not before.endswith((", ", " và ")):
        return False
    chain = _CHAIN.search(before)
    return chain is not None and chain[1].lower() in lexicon().label


def _traps(last: str, match: re.Match[str], unit: Unit) -> bool:
    """A place among all (``xếp 9/63``), day and night (``24/7``), a street (``đường 3 tháng 2``), a rate's base."""
    number, of = match["number"], match["of"]
    if of is not None:
        return last == "xếp" or (number == "24" and of == "7")
    if last == "đường" and unit.text == "tháng":
        return True
    return number == "1" and _RATE_BASE.match(unit.text) is not None


def _year_range(first: str, second: str) -> bool:
    return all(len(year) == 4 and year[:2] in ("19", "20") for year in (first, second))


def clock(before: str, unit: Unit) -> bool:
    """A time of day (``trước 16 giờ``)."""
    if unit.kind != "duration" or unit.text.lower() not in ("giờ", "h"):
        return False
    return before.rstrip().lower().endswith(lexicon().before_clock)
