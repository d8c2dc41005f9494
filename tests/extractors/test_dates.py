"""Dates: every way of writing, blank and impossible ones, and what role each plays."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import analyse
from extractors.text.dates import date_at, find_dates
from schemas.document import Document
from schemas.period import Date


@pytest.mark.parametrize(
    ("text", "value", "precision", "state"),
    [
        ("ngày 19 tháng 7 năm 2017", "2017-07-19", "day", "value"),
        ("ngày 19\ntháng 7\nnăm 2017", "2017-07-19", "day", "value"),
        ("ngày 19/7/2017", "2017-07-19", "day", "value"),
        ("19-07-2017", "2017-07-19", "day", "value"),
        ("19.7.2017", "2017-07-19", "day", "value"),
        ("19/ 7/2017", "2017-07-19", "day", "value"),
        ("ngày 19/7/17", "2017-07-19", "day", "value"),
        ("ngày 19/7/98", "1998-07-19", "day", "value"),
        ("ngày 10/11//2025", "2025-11-10", "day", "value"),
        ("từ 15/12/2016-x", "2016-12-15", "day", "value"),
        ("tháng 9/2017", "2017-09", "month", "value"),
        ("tháng 9 năm 2017", "2017-09", "month", "value"),
        ("tháng 09-2017", "2017-09", "month", "value"),
        ("T9/2017", "2017-09", "month", "value"),
        ("ngày … tháng … năm 2017", None, "month", "blank"),
        ("ngày     tháng 12 năm 2011", "2011-12", "month", "blank"),
        ("ngày .... tháng 5 năm 2025", "2025-05", "month", "blank"),
        ("ngày 31 tháng 11 năm 2017", None, "day", "invalid"),
        ("ngày 31 tháng 11", None, "day", "invalid"),
        ("19/19/2017", None, "day", "invalid"),
        ("29/02/2017", None, "day", "invalid"),
        ("29/02/2016", "2016-02-29", "day", "value"),
        ("ngày 28 tháng l] năm\n2017", "2017-11-28", "day", "value"),
        ("ngày mùng 5 tháng 9 năm 2017", "2017-09-05", "day", "value"),
    ],
)
def test_ways_of_writing(text: str, value: str | None, precision: str, state: str) -> None:
    assert [(item.value, item.precision, item.state) for item in find_dates(text)] == [(value, precision, state)]


@pytest.mark.parametrize(
    "text",
    [
        "năm 2017",
        "giai đoạn 2016-2020",
        "45/59 TTHC",
        "1.2.3.4",
        "192.168.1.10",
        "1.004587.000.00.00.H50",
        "5.240.127 lượt",
        "0233.3852.456",
        "12/5/18",
        "trong 15 ngày làm việc của tháng 5",
        "mỗi tháng 3 ngày",
        "63/2010/NĐ-CP",
        "quý I/2017",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert find_dates(text) == []


@given(
    st.dates(min_value=dt.date(1945, 1, 1), max_value=dt.date(2060, 12, 31)),
    st.sampled_from(
        ["ngày {d:02d} tháng {m} năm {y}", "{d}/{m}/{y}", "{d:02d}-{m:02d}-{y}", "{d}.{m}.{y}", "{d} / {m} / {y}"]
    ),
    st.sampled_from(["Ban hành ", "(", "vào ", "Hà Nội, ", ""]),
)
@settings(deadline=None, max_examples=150)
def test_every_written_date_is_read(date: dt.date, form: str, before: str) -> None:
    text = before + form.format(d=date.day, m=date.month, y=date.year)
    assert [item.value for item in find_dates(text + ", của đơn vị")] == [date.isoformat()]


def test_date_at_a_place() -> None:
    assert date_at("của 19/7/2017", 4) is not None
    assert date_at("của 19/7/2017", 0) is None


def dates(text: str) -> tuple[Date, ...]:
    found: tuple[Date, ...] = analyse(
        Document(text=f"BÁO CÁO\n\nKết quả công tác\n\nĐơn vị đã làm nhiều việc.\n\n{text}")
    )._.dates
    return found


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Công văn số 12/SNV-VP ngày 17/10/2017", ["reference"]),
        ("tính đến ngày 30/9/2017 đạt 98%", ["as_of"]),
        ("hoàn thành trước ngày 15/12/2017", ["deadline"]),
        ("có hiệu lực thi hành kể từ ngày 01/7/2025", ["effective"]),
        ("từ ngày 15/12/2016 đến ngày 14/12/2017", ["period_bound", "period_bound"]),
        ("Hội nghị tổ chức ngày 20/11/2017", ["other"]),
    ],
)
def test_roles(text: str, roles: list[str]) -> None:
    assert [item.role for item in dates(text)] == roles


def test_a_day_without_year_takes_it_from_the_letterhead_only_if_that_is_sure() -> None:
    assert [item.value for item in dates("Hội nghị ngày 22/9 đã tổng kết.")] == []
