"""Finding amounts: digits or number words that count something, with bound, ratio, range and double statement.

Everything works on folded text; offsets are folded offsets. What only looks like an amount is passed over: document
numbers, dates, article numbers, section labels, ranks, telephone numbers, years, standards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractors.quantity.lexicon import lexicon
from extractors.quantity.units import Unit, read_unit
from extractors.text.numbers import NUMERAL, SPELLED, parse_numeral, parse_spelled
from schemas.quantity import Bound, State


@dataclass(frozen=True, slots=True)
class Quantity:
    """One amount. ``start`` includes the bound, ``end`` the unit; ``number`` is the span of the digits."""

    start: int
    end: int
    number: tuple[int, int]
    value: int | float
    unit: Unit
    bound: Bound = "exact"
    upper: int | float | None = None
    of: int | float | None = None
    delta: str | None = None
    state: State = "value"
    confidence: float = 1.0
    parenthesised: bool = False


_TAIL = r"""
    (?:(?:[ ]?/[ ]?(?:tổng[ ]số[ ])?|[ ]tr(?:ên|ong)[ ](?:tổng[ ]số[ ])?)(?P<of>{n})(?![\d/-]))?
    (?:(?:[ ]?-[ ]?|[ ]đến[ ](?:dưới[ ])?)(?P<upper>{n})(?![\d/]))?
    (?:[ ]?\([ ]?(?P<again>{n}|{s})[ ]?\))?
    (?=[ \n]?[%‰]|[ \n][^\W\d_]|[hkmgđtGMT][a-zA-Z]?[²³23]?(?!\w))
"""
_DIGITS = re.compile(
    rf"(?:(?<![\w.,/:-])|(?<=[a-zđơưâêôăạảãáàịỉệểộổợởụủứừựữỳýơ]/))(?<![\d][ ][-])(?P<number>{NUMERAL})"
    + _TAIL.format(n=NUMERAL, s=rf"(?i:{SPELLED})"),
    re.VERBOSE,
)
_WORDS = re.compile(rf"(?<!\w)(?P<words>(?i:{SPELLED}))(?:[ ]?\([ ]?(?P<digits>\d{{1,4}})[ ]?\))?(?=[ \n][^\W\d_])")
# Cheap scans for the places where the two are worth trying: a first digit, the first letters of a number word.
_DIGITS_START = re.compile(r"\d(?<!\w.)")
_WORDS_START = re.compile(r"[mhbnstcMHBNSTC](?<!\w.)(?:[ộưaốăáảẩỘƯAỐĂÁẢẨ]|[hH][íÍ])")
_REPEATED = re.compile(rf"[ ]?\([ ]?(?i:(?:viết )?bằng chữ:? )?(?i:{SPELLED})(?:[ ][^\W\d_]+){{0,3}}[ ]?\)")
_WORD = re.compile(r"[^\W\d_]+")
_AFTER = re.compile(r"[ ](trở lên|trở xuống)")
_COMPARED = re.compile(r"(?:cao|thấp|nhiều|ít|lớn|nhỏ)\s+hơn", re.IGNORECASE)
_WITH_WHAT = re.compile(r"[^.;\n]{0,60}?\bso với\b")
# ``từ 20 triệu đồng đến 30 triệu đồng``: what may stand between the two ends of a range that repeats its unit.
_UP_TO = re.compile(r"[ ]?(?:-|đến|tới)[ ](?:dưới[ ])?|[ ]?-[ ]?")
_FROM = re.compile(r"(?<!\w)từ[ ]$", re.IGNORECASE)
_RANK = ("thứ", "hạng", "xếp", "xếp hạng", "vị trí", "thứ hạng")
_ARTICLES = ("một", "năm")
_NOT_COUNTED = ("bên", "phần", "mặt", "nơi", "chiều", "đầu")
_LISTED = re.compile(r"[^.;:()\n\d]{2,60}(?:, | và )")
_FILLERS = (" là", " đạt", " từ", " được", " đủ", " tới")
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
            last = replace(last, end=quantity.end, upper=quantity.value, unit=quantity.unit)
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
    return replace(quantity, bound=last.bound) if same and _LISTED.fullmatch(between) else quantity


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
        before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
        written = match["number"]
        unit = read_unit(text, match.end())
        if unit is None or _vetoed(before, match, unit):
            continue
        numeral = parse_numeral(
            written,
            unit.kind not in ("percent", "measure", "score") and " " not in unit.text[:6].replace("triệu", "tr u"),
        )
        if numeral is None:
            continue
        yield _build(text, match, numeral.value, unit, before, numeral.confidence)


def _words(text: str) -> Iterator[Quantity]:
    for match in _tried(_WORDS_START, _WORDS, text):
        digits = match["digits"]
        if digits is None and match["words"].lower() in _ARTICLES:
            continue
        value = parse_spelled(match["words"])
        if not value or (digits is not None and int(digits) != value):
            continue
        unit = read_unit(text, match.end(), known_only=True)
        if unit is None or (digits is None and not _plain_words(match["words"], unit)):
            continue
        before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
        if not _clock(before, unit):
            yield _build(text, match, value, unit, before, 1.0)


def _plain_words(words: str, unit: Unit) -> bool:
    """Number words without digits count only before a unit noun, never where they are part of another word."""
    if " " in words:
        return unit.kind != "level"
    return unit.kind not in ("level", "field", "duration") and unit.text.lower() not in _NOT_COUNTED


def _vetoed(before: str, match: re.Match[str], unit: Unit) -> bool:  # noqa: PLR0911 - one return a reason
    if unit.kind == "percent":
        return False
    words = _WORD.findall(before[-24:].lower())
    adjacent = before[-1:].isspace() and before.rstrip()[-1:].isalpha()
    last = words[-1] if words and adjacent else ""
    last_two = " ".join(words[-2:]) if adjacent else ""
    lexical = lexicon()
    if last_two in lexical.exempt:
        return False
    if last in lexical.label or last_two in lexical.label:
        return True
    year = len(match["number"]) == 4 and match["number"][:2] in ("19", "20") and match["upper"] is None
    if (last in lexical.soft_label or last_two in lexical.soft_label) and (
        not unit.known
        or (year and last == "năm")
        or last_two in _RANK
        or (last_two in lexical.soft_label and unit.text.lower() == "ngày")
    ):
        return True
    if year and not unit.known:
        return True
    if match["upper"] is not None and _year_range(match["number"], match["upper"]):
        return True
    return _clock(before, unit) or (unit.kind == "level" and match["of"] is None)


def _year_range(first: str, second: str) -> bool:
    return all(len(year) == 4 and year[:2] in ("19", "20") for year in (first, second))


def _clock(before: str, unit: Unit) -> bool:
    if unit.kind != "duration" or unit.text.lower() not in ("giờ", "h"):
        return False
    return before.rstrip().lower().endswith(("không sau", "không trước", "trước", "lúc", "hồi", "từ", "đến", "vào"))


def _bound(before: str) -> tuple[Bound, int]:
    """The bound that ends ``before``, and how many characters it takes."""
    stripped = before.rstrip()
    lowered = stripped.lower()
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
            return lexicon().before[phrase], len(before) - first - shift
    return "exact", 0


def _build(text: str, match: re.Match[str], value: int | float, unit: Unit, before: str, confidence: float) -> Quantity:
    groups = match.groupdict()
    bound, length = _bound(before)
    end = unit.end
    repeated = _REPEATED.match(text, end, end + 160)
    if repeated is not None:
        end = repeated.end()
    after = _AFTER.match(text, end)
    if after is not None:
        bound, end = lexicon().after[after[1]], after.end()
    if length and _COMPARED.match(before, len(before) - length) and _WITH_WHAT.match(text, end, end + 80):
        bound, length = "exact", 0
    words = _WORD.findall(before[: len(before) - length].lower())
    return Quantity(
        start=match.start() - length,
        end=end,
        number=(match.start(), match.end(1)),
        value=value,
        unit=unit,
        bound=bound,
        upper=_number(groups.get("upper")),
        of=_number(groups.get("of")),
        delta=next((word for word in words[-2:] if word in lexicon().delta), None),
        state="zero" if value == 0 else "value",
        confidence=confidence,
        parenthesised=before.rstrip().endswith("("),
    )


def _number(written: str | None) -> int | float | None:
    numeral = parse_numeral(written) if written else None
    return numeral.value if numeral else None
