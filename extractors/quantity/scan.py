"""Finding amounts: digits or number words that count something, with bound, ratio, range and double statement.

Everything works on folded text; offsets are folded offsets. What only looks like an amount is passed over: document
numbers, dates, article numbers, section labels, ranks, telephone numbers, years, standards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from extractors.quantity.lexicon import lexicon
from extractors.quantity.units import Unit, read_unit
from extractors.quantity.vetoes import clock, labelled, last_words, names_part, vetoed
from extractors.text.numbers import NUMERAL, SPELLED, Numeral, parse_numeral, parse_spelled
from schemas.quantity import Bound, State


class Quantity(NamedTuple):
    """One amount. ``start`` includes the bound, ``end`` the unit; ``number`` is the span of the digits."""

    start: int
    end: int
    number: tuple[int, int]
    value: int | float
    unit: Unit
    bound: Bound = "exact"
    upper: int | float | None = None
    of: int | float | None = None
    state: State = "value"
    confidence: float = 1.0
    parenthesised: bool = False


_TAIL = r"""
    (?:(?:[ ]?/[ ]?(?:tổng[ ]số[ ])?|(?P<said_of>[ ]tr(?:ên|ong)[ ])(?:(?:tổng[ ])?số[ ])?)(?P<of>{n})(?![\d/-]))?
    (?:(?:[ ]?-[ ]?|[ ]đến[ ](?:dưới[ ])?)(?P<upper>{n})(?![\d/]))?
    (?:[ ]?\([ ]?(?P<again>{n}|{s})[ ]?\))?
    (?=[ \n]?[%‰]|[ \n][^\W\d_]|[a-zđ][^\W\d_]+[ ][^\W\d_]|TTHC|[hkmgđtGMT][a-zA-Z]?[²³23]?(?!\w))
"""
_DIGITS = re.compile(
    rf"(?:(?<![\w.,/:-])|(?<=[a-zđơưâêôăạảãáàịỉệểộổợởụủứừựữỳýơ]/)|(?<=TTHC/))(?<![\d][ ][-])(?P<number>{NUMERAL})"
    + r"(?:,(?=%))?"
    + _TAIL.format(n=NUMERAL, s=rf"(?i:{SPELLED})"),
    re.VERBOSE,
)
_WORDS = re.compile(rf"(?<!\w)(?P<words>(?i:{SPELLED}))(?:[ ]?\([ ]?(?P<digits>\d{{1,4}})[ ]?\))?(?=[ \n][^\W\d_])")
# Cheap scans for the places where the two are worth trying: a first digit, the first letters of a number word.
_DIGITS_START = re.compile(r"\d(?<!\w.)")
_WORDS_START = re.compile(r"[mhbnstcMHBNSTC](?<!\w.)(?:[ộưaốăáảẩỘƯAỐĂÁẢẨ]|[hH][íÍ])")
_REPEATED = re.compile(rf"[ ]?\([ ]?(?i:(?:viết )?bằng chữ:? )?(?i:{SPELLED})(?:[ ][^\W\d_]+){{0,3}}[ ]?\)")
_WORD = re.compile(r"[^\W\d_]+")
_PERCENT = re.compile(r"\s?(?:%|(?:phần trăm|điểm %|điểm phần trăm)(?!\w))")
_AFTER = re.compile(r"[ ](trở lên|trở xuống)")
# ``từ 30% thời gian trở lên``
_AFTER_FROM = re.compile(r"[ ](?:[^\W\d_]+[ ]){0,3}?(trở lên|trở xuống)")
_COMPARED = re.compile(r"(?:cao|thấp|nhiều|ít|lớn|nhỏ)\s+hơn", re.IGNORECASE)
_WITH_WHAT = re.compile(r"[^.;\n]{0,60}?\bso với\b")
# ``từ 20 triệu đồng đến 30 triệu đồng``: what may stand between the two ends of a range that repeats its unit.
_UP_TO = re.compile(r"[ ]?(?:-|đến|tới)[ ](?:dưới[ ])?|[ ]?-[ ]?")
_FROM = re.compile(r"(?<!\w)từ[ ]$", re.IGNORECASE)
_ARTICLES = ("một", "năm")
_NOT_COUNTED = ("bên", "phần", "mặt", "nơi", "chiều", "đầu")
_LISTED = re.compile(r"[^.;:()\n\d]{2,60}(?:, | và )")
_FILLERS = (" là", " đạt", " từ", " được", " đủ", " tới", " bằng", ":")
_LOOK_BACK = 40


def scan(text: str) -> Iterator[Quantity]:
    """All amounts of ``text`` in order; linear in its length."""
    found = [*_digits(text), *_words(text)]
    found.sort(key=lambda quantity: (quantity.start, -quantity.end))
    last: Quantity | None = None
    for quantity in found:
        if last is not None and quantity.number[0] < last.end:
            continue
        if last is not None and _is_upper(text, last, quantity):
            last = last._replace(end=quantity.end, upper=quantity.value, unit=quantity.unit)
            continue
        if last is not None:
            yield last
        last = _carried(text, last, quantity)
    if last is not None:
        yield last


def _is_upper(text: str, last: Quantity, quantity: Quantity) -> bool:
    """``từ 20 triệu đồng đến 30 triệu đồng/người``: the second amount is the upper end of the first one."""
    if last.upper is not None or last.of is not None or quantity.of is not None or quantity.value <= last.value:
        return False
    if not quantity.unit.text.startswith(last.unit.text) or _UP_TO.fullmatch(text, last.end, quantity.start) is None:
        return False
    return _FROM.search(text[max(0, last.start - 4) : last.start]) is not None or last.unit.kind == "percent"


def _carried(text: str, last: Quantity | None, quantity: Quantity) -> Quantity:
    """``giảm ít nhất 30% thời gian, 30% chi phí``: the bound holds for the same share in a list."""
    if last is None or last.bound == "exact" or quantity.bound != "exact" or quantity.unit.kind != "percent":
        return quantity
    between = text[last.end : quantity.start]
    same = quantity.value == last.value and quantity.unit.text == last.unit.text
    return quantity._replace(bound=last.bound) if same and _LISTED.fullmatch(between) else quantity


def _tried(start: re.Pattern[str], pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Matches of ``pattern`` at the places that ``start`` finds, without overlaps."""
    reached = 0
    for place in start.finditer(text):
        at = place.start()
        match = pattern.match(text, at) if at >= reached else None
        if match is not None:
            reached = match.end()
            yield match


def _digits(text: str) -> Iterator[Quantity]:
    for match in _tried(_DIGITS_START, _DIGITS, text):
        stop = match.end()
        name = "of" if _no_ratio(match) else "number"
        start = match.start(name)
        before = text[max(0, start - _LOOK_BACK) : start] if name == "number" else ""
        last, last_two = last_words(before)
        if labelled(last, last_two) and _PERCENT.match(text, stop) is None:
            continue
        unit = read_unit(text, stop)
        if unit is None or vetoed(before, last, last_two, match, unit) or names_part(text, unit):
            continue
        written = match[name]
        numeral = parse_numeral(written, "," not in written or _whole(unit))
        if numeral is not None:
            ends = _number(match["upper"]), _number(match["of"]) if name == "number" else None
            yield _build(text, match.span(name), numeral, unit, before, ends)


def _no_ratio(match: re.Match[str]) -> bool:
    """``1 trong 3 dịch vụ``, ``1.216 trên 27 ngành``: only the second number counts the noun."""
    if match["of"] is None or match["said_of"] is None:
        return False
    first, second = _number(match["number"]), _number(match["of"])
    return first is None or second is None or first == 1 or first > second


def _whole(unit: Unit) -> bool:
    """Whether the things counted come in whole numbers."""
    return unit.kind not in ("percent", "measure", "score") and " " not in unit.text[:6].replace("triệu", "tr u")


def _words(text: str) -> Iterator[Quantity]:
    for match in _tried(_WORDS_START, _WORDS, text):
        words, digits = match["words"], match["digits"]
        if digits is None and words.lower() in _ARTICLES and " trở " not in text[match.end() : match.end() + 20]:
            continue
        value = parse_spelled(words)
        if not value or (digits is not None and int(digits) != value):
            continue
        unit = read_unit(text, match.end(), known_only=True)
        if unit is None:
            continue
        before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
        if (digits is None and not _plain_words(words, unit, before, text)) or clock(before, unit):
            continue
        yield _build(text, match.span("words"), Numeral(value), unit, before)


def _plain_words(words: str, unit: Unit, before: str, text: str) -> bool:
    """Number words without digits count only before a unit noun, never where they are part of another word.

    One word counts a duration only where a bound makes it one (``từ bảy ngày trở lên``).
    """
    if " " in words:
        return unit.kind != "level"
    if unit.kind == "duration" or words.lower() in _ARTICLES:
        return _AFTER.match(text, unit.end) is not None or (
            words.lower() not in _ARTICLES and _bound(before)[0] != "exact"
        )
    return unit.kind not in ("level", "field") and unit.text.lower() not in _NOT_COUNTED


def _bound(before: str) -> tuple[Bound, int]:
    """The bound that ends ``before``, and how many characters it takes."""
    stripped = before.rstrip()
    lowered = stripped.lower()
    if not lowered.endswith(lexicon().bound_ends) and not lowered.endswith(_FILLERS):
        return "exact", 0
    for filler in _FILLERS if lowered.endswith(_FILLERS) else ():
        if lowered.endswith(filler) and _bound(stripped[: -len(filler)])[0] != "exact":
            bound, length = _bound(stripped[: -len(filler)])
            return bound, length + len(before) - len(stripped) + len(filler)
    words = [match.span() for match in _WORD.finditer(stripped[-30:])][-3:]
    shift = max(0, len(stripped) - 30)
    if not words or words[-1][1] + shift != len(stripped):
        return "exact", 0
    for first, _ in words:
        phrase = " ".join(stripped[first + shift :].lower().split())
        if phrase in lexicon().before:
            bound = lexicon().before[phrase]
            return bound, 0 if bound == "exact" else len(before) - first - shift
    return "exact", 0


def _build(
    text: str,
    number: tuple[int, int],
    numeral: Numeral,
    unit: Unit,
    before: str,
    upper_and_of: tuple[int | float | None, int | float | None] = (None, None),
) -> Quantity:
    bound, length = _bound(before)
    end = unit.end
    repeated = _REPEATED.match(text, end, end + 160)
    if repeated is not None:
        end = repeated.end()
    after = (_AFTER_FROM if _FROM.search(before) else _AFTER).match(text, end)
    if after is not None:
        bound, end = lexicon().after[after[1]], after.end()
    if length and _COMPARED.match(before, len(before) - length) and _WITH_WHAT.match(text, end, end + 80):
        bound, length = "exact", 0
    return Quantity(
        number[0] - length,
        end,
        number,
        numeral.value,
        unit,
        bound,
        *upper_and_of,
        "zero" if numeral.value == 0 else "value",
        numeral.confidence,
        before.rstrip().endswith("("),
    )


def _number(written: str | None) -> int | float | None:
    numeral = parse_numeral(written) if written else None
    return numeral.value if numeral else None
