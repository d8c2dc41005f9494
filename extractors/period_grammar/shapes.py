"""What each form of a period means: from its match to kind, year, index and dates."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from extractors.period_grammar import normal
from extractors.period_grammar.forms import DATE, DATE_PARTS
from schemas.period import PeriodBasis, PeriodKind


@dataclass(frozen=True, slots=True)
class Expression:
    """A period expression in folded text. ``inherits`` marks one whose year may come from the next one beside it."""

    start: int
    end: int
    kind: PeriodKind
    year: int | None = None
    index: int | None = None
    bounds: normal.Bounds = (None, None)
    basis: PeriodBasis = "calendar"
    inherits: bool = False
    derived: bool = False


def _year(match: re.Match[str], *names: str) -> int | None:
    written = next((match[name] for name in names if match[name]), None)
    return int(written) if written is not None and written.isdecimal() else None


def _place(match: re.Match[str]) -> tuple[int, int]:
    start, end = match.span()
    while match.string[start].isspace():
        start += 1
    return start, end


def _from_to(match: re.Match[str]) -> Expression:
    first, last = DATE.search(match["from_day"]), DATE.search(match["to_day"])
    bounds: normal.Bounds = (None, None)
    year = int(last[3]) if last and last[3] else None
    if last and year is not None:
        day, month, start_year = (
            (int(first[1]), int(first[2]), first[3]) if first else (int(match["from_day"]), None, None)
        )
        end = (int(last[1]), int(last[2]), year)
        bounds = normal.days((day, month or end[1], int(start_year or year)), end)
    kind, basis = normal.stated_kind(bounds)
    return Expression(*_place(match), kind, year, None, bounds, basis)


def _days(match: re.Match[str]) -> Expression:
    first, last = (tuple(map(int, DATE_PARTS.findall(match[name]))) for name in ("first_day", "last_day"))
    bounds = normal.days((first[0], first[1], first[2]), (last[0], last[1], last[2]))
    kind, basis = normal.stated_kind(bounds)
    return Expression(*_place(match), kind, last[2], None, bounds, basis)


def _year_to_month(match: re.Match[str]) -> Expression:
    year = int(match["ym_y2"])
    end = normal.months(year, int(match["ym_m"]), int(match["ym_m"]))[1]
    return Expression(*_place(match), "range", year, None, (f"{match['ym_y1']}-01-01", end))


def _months_from_to(match: re.Match[str]) -> Expression:
    year = _year(match, "mft_y1", "mft_y2", "mft_y3")
    first, last = int(match["m1"]), int(match["m2"])
    start_year = int(match["m1y"]) if match["m1y"] else year
    bounds = (normal.months(start_year, first, first)[0], normal.months(year, last, last)[1])
    return Expression(*_place(match), "range", year, None, bounds)


def _half(match: re.Match[str]) -> Expression:
    index = 1 if match["half_part"].lower() == "đầu" else 2
    year = _year(match, "half_year")
    return Expression(*_place(match), "half", year, index, normal.months(year, index * 6 - 5, index * 6))


def _half_month(match: re.Match[str]) -> Expression:
    year, month = _year(match, "hm_y1", "hm_y2"), int(match["hm_month"])
    start, end = normal.months(year, month, month)
    bounds: normal.Bounds = (None, None)
    if start is not None:
        bounds = (start, f"{start[:8]}16") if match["hm_part"].lower() == "đầu" else (f"{start[:8]}16", end)
    return Expression(*_place(match), "other", year, None, bounds)


def _so_far(match: re.Match[str]) -> Expression:
    year = _year(match, "sofar_year", "since")
    last = DATE.search(match["sofar_day"]) if match["sofar_day"] else None
    if last is not None and last[3]:
        year = year or int(last[3])
        bounds = normal.days((1, 1, year), (int(last[1]), int(last[2]), int(last[3])))
        return Expression(*_place(match), "range", year, None, bounds)
    if last is not None and match["since"]:  # the year of the last day is not said
        return Expression(*_place(match), "range", year, None, (f"{year}-01-01", None))
    until = _UNTIL.search(match.group())
    if until is not None:
        year = year or int(until["year"])
        return Expression(*_place(match), "range", year, None, normal.months(year, 1, int(until["month"])))
    return Expression(*_place(match), "other", year, None, (f"{year}-01-01" if year else None, None))


_UNTIL = re.compile(r"tháng[ ](?P<month>0?[1-9]|1[0-2])(?:/|[ ]năm[ ])(?P<year>\d{4})$", re.IGNORECASE)


def _span(match: re.Match[str]) -> Expression:
    first, last = int(match["y1"]), int(match["y2"])
    bounds = normal.years(first, last) if 0 < last - first <= 60 else (None, None)
    return Expression(*_place(match), "range", None, None, bounds)


def _same(match: re.Match[str]) -> Expression:
    return Expression(*_place(match), "other", _year(match, "same_year"), -1)


def months_of(match: re.Match[str]) -> tuple[int, int]:
    """First and last month of ``6 tháng cuối năm``."""
    count = normal.NUMERALS.get(match["count"].lower().lstrip("0")) or int(match["count"])
    return (13 - count, 12) if match["part"] and "cuối" in match["part"].lower() else (1, count)


def _months(match: re.Match[str]) -> Expression:
    first, last = months_of(match)
    count, late = last - first + 1, bool(match["part"] and "cuối" in match["part"].lower())
    year = _year(match, "mo_y1", "mo_y2", "mo_y3", "months_bare")
    kinds: dict[int, PeriodKind] = {6: "half", 9: "nine_months", 12: "year"}
    kind = kinds.get(count, "range") if not late or count == 6 else "range"
    index = (2 if late else 1) if kind == "half" and (match["part"] or year) else None
    return Expression(*_place(match), kind, year, index, normal.months(year, first, last))


def _months_short(match: re.Match[str]) -> Expression:
    count, year = int(match["mt"]), int(match["mt_year"])
    late = bool(match["mt_part"] and "cuối" in match["mt_part"].lower())
    first, last = (13 - count, 12) if late else (1, count)
    kinds: dict[int, PeriodKind] = {6: "half", 9: "nine_months", 12: "year"}
    kind = kinds.get(count, "range") if not late or count == 6 else "range"
    return Expression(
        *_place(match), kind, year, 1 + late if kind == "half" else None, normal.months(year, first, last)
    )


def _quarter(match: re.Match[str]) -> Expression:
    index, year = normal.NUMERALS[match["q"].lower()], _year(match, "q_y1", "q_y2", "q_y3")
    return Expression(
        *_place(match), "quarter", year, index, normal.months(year, index * 3 - 2, index * 3), inherits=True
    )


def _quarter_short(match: re.Match[str]) -> Expression:
    index, year = int(match["qs"]), int(match["qs_year"])
    return Expression(*_place(match), "quarter", year, index, normal.months(year, index * 3 - 2, index * 3))


def _vague(match: re.Match[str]) -> Expression:
    years = re.findall(r"(?:19|20)\d\d", match.group())
    return Expression(*_place(match), "other", int(years[-1]) if years else None)


def _week(match: re.Match[str]) -> Expression:
    return Expression(*_place(match), "week", _year(match, "w_y1", "w_y2"), int(match["w"]))


def _month(match: re.Match[str]) -> Expression:
    index, year = int(match["m"]), _year(match, "m_y1", "m_y2", "m_y3")
    return Expression(*_place(match), "month", year, index, normal.months(year, index, index), inherits=True)


def _month_short(match: re.Match[str]) -> Expression:
    index, year = int(match["ms"]), int(match["ms_year"])
    return Expression(*_place(match), "month", year, index, normal.months(year, index, index))


def _school(match: re.Match[str]) -> Expression:
    return Expression(*_place(match), "other", int(match["s1"]), None, (None, None), "unknown")


def _whole_year(match: re.Match[str]) -> Expression:
    year = int(match["y"])
    return Expression(*_place(match), "year", year, None, normal.years(year, year))


def _against(match: re.Match[str]) -> Expression:
    year = int(match["against_year"])
    return Expression(*match.span("against_year"), "year", year, None, normal.years(year, year))


_WORD = re.compile(r"[^\s,]+")


def listed(match: re.Match[str]) -> Iterator[Expression]:
    """``tháng 7, 8 và 9/2025``, ``quý I, II``: an expression each; the first holds the word, the last the year."""
    months = match["ml"] is not None
    group = "ml" if months else "ql"
    year = _year(match, f"{group}_y1", f"{group}_y2", f"{group}_y3")
    first, stop = match.span(group)
    names = [name for name in _WORD.finditer(match.string, first, stop) if name.group() != "và"]
    for name in names:
        index = int(name.group()) if months else normal.NUMERALS[name.group().lower()]
        start = match.start() if name is names[0] else name.start()
        end = match.end() if name is names[-1] else name.end()
        kind: PeriodKind = "month" if months else "quarter"
        bounds = normal.months(year, index, index) if months else normal.months(year, index * 3 - 2, index * 3)
        yield Expression(start, end, kind, year, index, bounds, inherits=True)


READERS: dict[str, Callable[[re.Match[str]], Expression] | None] = {
    "fromto": _from_to,
    "days": _days,
    "date": None,
    "year_to_month": _year_to_month,
    "months_fromto": _months_from_to,
    "month_list": None,
    "quarter_list": None,
    "half": _half,
    "half_month": _half_month,
    "sofar": _so_far,
    "span": _span,
    "same": _same,
    "months": _months,
    "months_short": _months_short,
    "quarter": _quarter,
    "quarter_short": _quarter_short,
    "vague": _vague,
    "week": _week,
    "month": _month,
    "month_short": _month_short,
    "school": _school,
    "against": _against,
    "year": _whole_year,
}
