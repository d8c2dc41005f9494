"""Periods: which are the same, which came before."""

from __future__ import annotations

import pytest

from pipeline.merge import periods
from pipeline.merge.periods import named
from schemas.period import Period, PeriodKind


def days(start: str | None, end: str | None, kind: PeriodKind = "range") -> Period:
    return Period(kind=kind, start=start, end=end, text="từ ... đến ...")


@pytest.mark.parametrize(
    ("period", "same"),
    [
        (days("2016-12-15", "2017-12-15"), named("year", 2017)),
        (days("2017-01-01", "2018-01-01"), named("year", 2017)),
        (days("2016-12-15", "2017-06-15"), named("half", 2017, 1)),
        (days("2017-06-15", "2017-09-15"), named("quarter", 2017, 3)),
        (days("2016-12-15", "2017-09-15"), named("nine_months", 2017)),
        (named("year", 2017, basis="administrative_15_14"), named("year", 2017)),
    ],
)
def test_named_periods_are_the_same_whatever_closes_them(period: Period, same: Period) -> None:
    assert periods.key_of(period) == periods.key_of(same)


def test_other_stretches_of_days_are_only_themselves() -> None:
    assert periods.key_of(days("2017-02-03", "2017-05-04")) != periods.key_of(named("quarter", 2017, 1))
    assert periods.key_of(days("2017-02-03", "2017-05-04")) == periods.key_of(days("2017-02-03", "2017-05-04"))
    assert periods.key_of(days("hỏng", "2017-05-04")) == ("range", None, None, "hỏng", "2017-05-04")


@pytest.mark.parametrize(
    ("period", "before", "year_before", "label"),
    [
        (named("quarter", 2017, 1), named("quarter", 2016, 4), named("quarter", 2016, 1), "quý I/2017"),
        (named("month", 2017, 3), named("month", 2017, 2), named("month", 2016, 3), "tháng 3/2017"),
        (named("half", 2017, 1), named("half", 2016, 2), named("half", 2016, 1), "6 tháng đầu năm 2017"),
        (named("nine_months", 2017), named("half", 2017, 1), named("nine_months", 2016), "9 tháng đầu năm 2017"),
        (named("year", 2017), named("year", 2016), named("year", 2016), "năm 2017"),
    ],
)
def test_what_came_before(period: Period, before: Period, year_before: Period, label: str) -> None:
    assert periods.previous(period) == before
    assert periods.last_year(period) == year_before
    assert periods.label(period) == label


def test_periods_inside_the_year_so_far() -> None:
    assert [periods.code(p) for p in periods.earlier_cumulative(named("year", 2017))] == [
        "quarter-2017-1",
        "half-2017-1",
        "nine_months-2017",
    ]
    assert (
        periods.earlier_cumulative(named("half", 2017, 2))
        == periods.earlier_cumulative(named("quarter", 2017, 1))
        == ()
    )


def test_unnamed_and_impossible_periods_have_no_neighbours() -> None:
    odd = Period(kind="year", year=99_999, text="năm 99999")
    assert periods.previous(odd) is None and periods.last_year(odd) is None and periods.ends_on(odd) is None
    assert periods.label(None) == "không rõ kỳ" and periods.code(None) == "unknown"
    assert periods.label(days(None, None)) == "từ ... đến ..."


def test_administrative_periods_end_on_the_fourteenth() -> None:
    period = named("quarter", 2024, 1, "administrative_15_14")
    assert (period.start, period.end) == ("2023-12-15", "2024-03-15")
