"""Period expressions of a text, read in their context: years shared, laws and mere counts of months left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extractors.layout.words import any_written
from extractors.period_grammar import normal
from extractors.period_grammar.forms import DATE, PERIOD, starts
from extractors.period_grammar.shapes import READERS, Expression, listed, months_of

_LAW = re.compile(
    rf"{any_written('dated_name')}[^.;,()\n]{{0,60}}$|(?:/[A-ZĐ][\w.&-]*(?:-[\w.&]+)*"
    r"|\d-[A-ZĐ]+/[A-Z]+)\s*$|(?<!ổng )\bsố \d{1,5}\s$|\b(?:sinh|[Tt]ết[^.;,]{0,30})\s$"
)
_REPORTING = re.compile(
    rf"(?:{any_written('reporting')}|quý [IVXivx]+,?|tháng \d{{1,2}}(?:/\d{{4}})?|\d tháng,)\s*$", re.IGNORECASE
)
_LINE_START = re.compile(r"(?:^|\n)[ \t*+•-]{0,5}$")
_NEXT_YEAR = re.compile(r"(?:,| và|, và)[ ](?P<year>(?:19|20)\d\d)(?!\d|[/.]\d|[ ]?[-%])")
# ``tháng 10 và 10 tháng năm 2025``: another period behind it shows that this one is a period too.
_FOLLOWED = re.compile(
    r"[ ]ước\b|[ ]?(?:và|,|-)[ ](?:(?:0?[1-9]|1[0-2]|sáu|chín)[ ]tháng|tháng[ ]\d|quý|cộng dồn|lũy kế)\b"
)


def expressions(text: str) -> Iterator[Expression]:
    """All period expressions of ``text`` in order; ``quý I, quý II năm 2017`` share their year."""
    found: list[Expression] = []
    for match in _matches(text):
        item = _read(text, match)
        if item is not None:
            found += [item, *_further_years(text, item)]
        elif match["ml"] or match["ql"]:
            found += listed(match)
    for position, item in enumerate(found):
        following = found[position + 1] if position + 1 < len(found) else None
        before = found[position - 1] if position else None
        if item.inherits and item.year is None and following is not None and _beside(text, item, following):
            yield _dated(item, following.year)
        elif item.kind == "other" and item.index == -1:
            yield _same_period(text, item, found[:position])
        elif item.kind == "range" and item.year is None and before is not None and _beside(text, before, item, before):
            yield _days_of(text, item, before.year)
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


def _beside(text: str, item: Expression, following: Expression, dated: Expression | None = None) -> bool:
    """Tell whether two expressions stand near each other in one sentence; ``dated`` (or the second) says the year."""
    gap = text[item.end : following.start]
    return (dated or following).year is not None and len(gap) <= 60 and not re.search(r"[.;\n]", gap)


def _days_of(text: str, item: Expression, year: int | None) -> Expression:
    """``tháng 7 năm 2021 (tính từ ngày 21/6 - 20/7)``: the days are of the year before them."""
    days = [(int(day[1]), int(day[2])) for day in DATE.finditer(text, item.start, item.end)]
    if year is None or len(days) != 2:
        return item
    first, last = days
    bounds = normal.days((*first, year - (first[1] > last[1])), (*last, year))
    return replace(item, year=year, bounds=bounds, derived=True) if bounds[0] else item


def _dated(item: Expression, year: int | None) -> Expression:
    if year is None or item.index is None:
        return item
    bounds = (
        normal.months(year, item.index * 3 - 2, item.index * 3)
        if item.kind == "quarter"
        else normal.months(year, item.index, item.index)
    )
    return replace(item, year=year, bounds=bounds, derived=True)


def _same_period(text: str, item: Expression, before: list[Expression]) -> Expression:
    """``cùng kỳ năm 2023``: the shape of the last dated period before it, in that year."""
    model = next(
        (other for other in reversed(before) if other.bounds[0] and other.kind not in ("other", "range")), None
    )
    if model is None and item.year is not None:
        return _same_months(text, item, before)
    if model is None or model.year is None or model.bounds[0] is None or model.bounds[1] is None:
        return replace(item, index=None)
    year = item.year if item.year is not None else model.year - 1
    shift = year - model.year
    bounds = tuple(f"{int(bound[:4]) + shift}{bound[4:]}" for bound in model.bounds if bound)
    return replace(item, kind=model.kind, year=year, index=model.index, bounds=(bounds[0], bounds[1]), derived=True)


def _same_months(text: str, item: Expression, before: list[Expression]) -> Expression:
    """``4 tháng đầu năm nay ... cùng kỳ năm 2012``: the months before it, whose year is not said."""
    for other in reversed(before):
        match = PERIOD.match(text, other.start) if other.year is None else None
        if match is not None and match.lastgroup == "months":
            bounds = normal.months(item.year, *months_of(match))
            return replace(item, kind=other.kind, index=other.index, bounds=bounds, derived=True)
    return replace(item, index=None)


def _read(text: str, match: re.Match[str]) -> Expression | None:
    form = match.lastgroup or ""  # each form is one group, and the outer group closes last
    reader = READERS[form]
    if reader is None:
        return None
    item = reader(match)
    before = text[max(0, match.start() - 80) : match.start()]
    if form == "year" and _LAW.search(before):
        return None
    if form in ("months", "month", "week") and item.year is None and not _FOLLOWED.match(text, match.end()):
        stated = (
            _REPORTING.search(before)
            or (form != "months" and before.lower().endswith("trong "))
            or (form == "month" and text.startswith(" vừa qua", match.end()))
            or (_LINE_START.search(before) and text.startswith(":", match.end()))  # ``6 tháng: ...`` heads a line
        )
        if not stated and (form != "months" or match["part"] is None):
            return None
    if form == "span" and item.bounds[0] is None:
        return None
    return item
