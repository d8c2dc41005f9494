"""From a matched form to a period: kind, year, index and dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractors.period_grammar import normal
from extractors.period_grammar.forms import DATE, PERIOD, starts
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


_LAW = re.compile(
    r"(?:Luật|Hiến pháp|Pháp lệnh|Bộ luật)[^.;,()\n]{0,60}$|(?:/[A-ZĐ][\w.&-]*(?:-[\w.&]+)*"
    r"|\d-[A-ZĐ]+/[A-Z]+)\s*$|\b(?:sinh|[Tt]ết[^.;,]{0,30})\s$"
)
_REPORTING = re.compile(
    r"(?:công tác|báo cáo|l[ũu][yỹ] kế|cộng dồn|tính chung"
    r"|kết quả|sơ kết|tổng kết|định kỳ|tình hình|nhiệm vụ|quý [IVXivx]+,?|tháng \d{1,2}"
    r"(?:/\d{4})?|\d tháng,|tháng và|và)\s*$",
    re.IGNORECASE,
)


_NEXT_YEAR = re.compile(r"(?:,| và|, và)[ ](?P<year>(?:19|20)\d\d)(?!\d|[/.]\d|[ ]?[-%])")
# ``tháng 10 và 10 tháng năm 2025``: another period behind it shows that this one is a period too.
_FOLLOWED = re.compile(r"[ ]ước\b|[ ]?(?:và|,|-)[ ](?:(?:0?[1-9]|1[0-2]|sáu|chín)[ ]tháng|quý|cộng dồn|lũy kế)\b")


def expressions(text: str) -> Iterator[Expression]:
    """All period expressions of ``text`` in order; ``quý I, quý II năm 2017`` share their year."""
    found: list[Expression] = []
    for match in _matches(text):
        item = _read(text, match)
        if item is not None:
            found += [item, *_further_years(text, item)]
    for position, item in enumerate(found):
        following = found[position + 1] if position + 1 < len(found) else None
        if item.inherits and item.year is None and following is not None and _beside(text, item, following):
            yield _dated(item, following.year)
        elif item.kind == "other" and item.index == -1:
            yield _same_period(item, found[:position])
        else:
            yield item


def _matches(text: str) -> Iterator[re.Match[str]]:
    reached = 0
    for at in starts(text):
        match = PERIOD.match(text, at) if at >= reached else None
        if match is not None:
            reached = match.end()
            yield match


def _further_years(text: str, item: Expression) -> Iterator[Expression]:
    """``năm 2023, 2024 và 2025``: the years that share the word of the first one."""
    while item.kind == "year" and item.year is not None and (match := _NEXT_YEAR.match(text, item.end)) is not None:
        year = int(match["year"])
        if not item.year < year <= item.year + 5:
            break
        item = Expression(match.start("year"), match.end(), "year", year, None, normal.years(year, year))
        yield item


def _beside(text: str, item: Expression, following: Expression) -> bool:
    gap = text[item.end : following.start]
    return following.year is not None and len(gap) <= 60 and not re.search(r"[.;\n]", gap)


def _dated(item: Expression, year: int | None) -> Expression:
    if year is None or item.index is None:
        return item
    bounds = (
        normal.months(year, item.index * 3 - 2, item.index * 3)
        if item.kind == "quarter"
        else normal.months(year, item.index, item.index)
    )
    return replace(item, year=year, bounds=bounds, derived=True)


def _same_period(item: Expression, before: list[Expression]) -> Expression:
    """``cùng kỳ năm 2023``: the shape of the last dated period before it, in that year."""
    model = next(
        (other for other in reversed(before) if other.bounds[0] and other.kind not in ("other", "range")), None
    )
    if model is None or model.year is None or model.bounds[0] is None or model.bounds[1] is None:
        return replace(item, index=None)
    year = item.year if item.year is not None else model.year - 1
    shift = year - model.year
    bounds = tuple(f"{int(bound[:4]) + shift}{bound[4:]}" for bound in model.bounds if bound)
    return replace(item, kind=model.kind, year=year, index=model.index, bounds=(bounds[0], bounds[1]), derived=True)


def _read(text: str, match: re.Match[str]) -> Expression | None:
    form = next(name for name in _READERS if match[name] is not None)
    reader = _READERS[form]
    if reader is None:
        return None
    item = reader(match)
    before = text[max(0, match.start() - 80) : match.start()]
    if form == "year" and _LAW.search(before):
        return None
    if form in ("months", "month", "week") and item.year is None and not _FOLLOWED.match(text, match.end()):
        stated = _REPORTING.search(before) or (form != "months" and before.lower().endswith("trong "))
        if not stated and (form != "months" or match["part"] is None):
            return None
    if form == "span" and item.bounds[0] is None:
        return None
    return item


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
    if first and last and year is not None:
        start_year = int(first[3]) if first[3] else year
        bounds = normal.days((int(first[1]), int(first[2]), start_year), (int(last[1]), int(last[2]), year))
    kind, basis = normal.stated_kind(bounds)
    return Expression(*_place(match), kind, year, None, bounds, basis)


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
    year = _year(match, "sofar_year")
    return Expression(*_place(match), "other", year, None, (f"{year}-01-01" if year else None, None))


def _span(match: re.Match[str]) -> Expression:
    first, last = int(match["y1"]), int(match["y2"])
    bounds = normal.years(first, last) if 0 < last - first <= 60 else (None, None)
    return Expression(*_place(match), "range", None, None, bounds)


def _same(match: re.Match[str]) -> Expression:
    return Expression(*_place(match), "other", _year(match, "same_year"), -1)


def _months(match: re.Match[str]) -> Expression:
    count = normal.NUMERALS.get(match["count"].lower().lstrip("0")) or int(match["count"])
    year = _year(match, "mo_y1", "mo_y2", "mo_y3", "months_bare")
    late = bool(match["part"] and "cuối" in match["part"].lower())
    first, last = (13 - count, 12) if late else (1, count)
    kinds: dict[int, PeriodKind] = {6: "half", 9: "nine_months", 12: "year"}
    kind = kinds.get(count, "range") if not late or count == 6 else "range"
    index = (2 if late else 1) if kind == "half" and (match["part"] or year) else None
    return Expression(*_place(match), kind, year, index, normal.months(year, first, last))


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


_READERS = {
    "fromto": _from_to,
    "date": None,
    "year_to_month": _year_to_month,
    "months_fromto": _months_from_to,
    "half": _half,
    "half_month": _half_month,
    "sofar": _so_far,
    "span": _span,
    "same": _same,
    "months": _months,
    "quarter": _quarter,
    "quarter_short": _quarter_short,
    "vague": _vague,
    "week": _week,
    "month": _month,
    "month_short": _month_short,
    "school": _school,
    "year": _whole_year,
}
