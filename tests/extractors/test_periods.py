"""Periods: normal forms, roles and the period of the report."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import extract
from extractors.period_grammar.reading import expressions
from schemas.document import Block, BlockKind, Document, Table
from schemas.report import Extraction

_REPORT = """BÁO CÁO

{title}

Thực hiện Công văn số 12/SNV-VP ngày 10/10/2024, đơn vị báo cáo như sau:

1. Kết quả thực hiện

Nội dung.

2. Phương hướng năm 2025

Nội dung.

Trên đây là báo cáo kết quả {closing} của đơn vị.
"""


def report(title: str, closing: str = "năm 2024") -> Extraction:
    return extract(Document(text=_REPORT.format(title=title, closing=closing)))


@pytest.mark.parametrize(
    ("text", "kind", "start", "end"),
    [
        ("trong năm 2024", "year", "2024-01-01", "2025-01-01"),
        ("6 tháng đầu năm 2024", "half", "2024-01-01", "2024-07-01"),
        ("06 tháng cuối năm 2024", "half", "2024-07-01", "2025-01-01"),
        ("sáu tháng đầu năm 2024", "half", "2024-01-01", "2024-07-01"),
        ("9 tháng đầu năm 2024", "nine_months", "2024-01-01", "2024-10-01"),
        ("10 tháng năm 2024", "range", "2024-01-01", "2024-11-01"),
        ("quý III/2024", "quarter", "2024-07-01", "2024-10-01"),
        ("Quý 1 năm 2024", "quarter", "2024-01-01", "2024-04-01"),
        ("quý iv năm 2024", "quarter", "2024-10-01", "2025-01-01"),
        ("tháng 02/2024", "month", "2024-02-01", "2024-03-01"),
        ("tháng 12 năm 2024", "month", "2024-12-01", "2025-01-01"),
        ("giai đoạn 2021 - 2025", "range", "2021-01-01", "2026-01-01"),
        ("nhiệm kỳ 2021-2026", "range", "2021-01-01", "2027-01-01"),
        ("từ năm 2016 đến năm 2020", "range", "2016-01-01", "2021-01-01"),
        ("từ ngày 15/12/2023 đến ngày 14/12/2024", "year", "2023-12-15", "2024-12-15"),
        ("từ ngày 01/3/2024 đến ngày 20/5/2024", "range", "2024-03-01", "2024-05-21"),
        ("từ 01/01/2024 đến hết 30/6/2024", "range", "2024-01-01", "2024-07-01"),
        ("từ ngày 01 đến ngày 30/9/2024", "range", "2024-09-01", "2024-10-01"),
        ("ngày 15/12/2023 đến ngày 14/6/2024", "half", "2023-12-15", "2024-06-15"),
        ("01/01/2024 - 30/6/2024", "range", "2024-01-01", "2024-07-01"),
        ("từ đầu năm đến hết tháng 10/2024", "range", "2024-01-01", "2024-11-01"),
        ("giai đoạn 2021÷2025", "range", "2021-01-01", "2026-01-01"),
        ("9T/2024", "nine_months", "2024-01-01", "2024-10-01"),
        ("6T đầu năm 2024", "half", "2024-01-01", "2024-07-01"),
        ("tháng 12.2024", "month", "2024-12-01", "2025-01-01"),
        ("năm tài chính 2024", "year", "2024-01-01", "2025-01-01"),
        ("niên độ 2023-2024", "other", None, None),
        ("năm học: 2023-2024", "other", None, None),
        ("nửa đầu tháng 10/2024", "other", "2024-10-01", "2024-10-16"),
        ("6 tháng đầu năm nay", "half", None, None),
        ("cuối năm 2024", "other", None, None),
        ("từ đầu năm đến nay", "other", None, None),
        ("từ năm 2016 đến nay", "other", "2016-01-01", None),
        ("từ năm 2016 đến ngày 2/10", "range", "2016-01-01", None),
        ("từ năm 2015 tới hết năm 2018", "range", "2015-01-01", "2019-01-01"),
        ("từ đầu năm tính đến ngày 15/6/2024", "range", "2024-01-01", "2024-06-16"),
        ("từ đầu năm đến ngày 15 tháng 6 năm 2024", "range", "2024-01-01", "2024-06-16"),
        ("tăng 2,5% so với 2021; giá trị", "year", "2021-01-01", "2022-01-01"),
        ("6 tháng: toàn huyện giảm 7 biên chế", "half", None, None),
        ("phiên họp tháng 7 vừa qua", "month", None, None),
    ],
)
def test_normal_form(text: str, kind: str, start: str | None, end: str | None) -> None:
    found = list(expressions(text))
    assert [(item.kind, *item.bounds) for item in found] == [(kind, start, end)]


@pytest.mark.parametrize(
    "text",
    [
        "ngày 19 tháng 7 năm 2017",
        "tính đến ngày 30/9/2017",
        "Quyết định 1069/QĐ-UBND năm 2025",
        "Luật Ngân sách nhà nước năm 2015",
        "thời hạn 6 tháng kể từ ngày ký",
        "tiêu chuẩn ISO 9001:2015",
        "quý cơ quan",
        "sinh năm 1975",
    ],
)
def test_no_period(text: str) -> None:
    assert list(expressions(text)) == []


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("tháng 7 năm 2021 (tính từ ngày 21/6 - 20/7)", ("2021-06-21", "2021-07-21")),
        ("tháng 1 năm 2021 (từ ngày 21/12 đến ngày 20/1)", ("2020-12-21", "2021-01-21")),
        ("tháng 7 năm 2021. Từ ngày 21/6 - 20/7", (None, None)),
        ("4 tháng đầu năm nay tiếp 5 lượt, cùng kỳ năm 2012", ("2012-01-01", "2012-05-01")),
        ("6 tháng cuối năm nay tiếp 5 lượt, cùng kỳ năm 2012", ("2012-07-01", "2013-01-01")),
    ],
)
def test_what_a_neighbour_says(text: str, bounds: tuple[str | None, str | None]) -> None:
    assert list(expressions(text))[-1].bounds == bounds


def test_a_quarter_takes_the_year_of_the_next_one() -> None:
    first, second = expressions("công tác quý I, nhiệm vụ quý II năm 2017")
    assert (first.year, first.derived, second.year, second.derived) == (2017, True, 2017, False)


def test_the_same_period_of_the_year_before_has_the_same_shape() -> None:
    _, same = expressions("6 tháng đầu năm 2024 tăng 5% so với cùng kỳ năm trước")
    assert (same.kind, *same.bounds) == ("half", "2023-01-01", "2023-07-01")


def test_the_15th_to_14th_basis_is_told_apart_from_the_calendar() -> None:
    (item,) = expressions("từ ngày 15/12/2023 đến ngày 14/6/2024")
    assert (item.kind, item.basis) == ("half", "administrative_15_14")


@settings(deadline=None, max_examples=80)
@given(st.integers(min_value=1990, max_value=2060), st.integers(min_value=1, max_value=4), st.booleans())
def test_every_quarter_of_every_year(year: int, index: int, roman: bool) -> None:
    name = ("I", "II", "III", "IV")[index - 1] if roman else str(index)
    for text in (f"Trong quý {name}/{year}, đơn vị", f"kết quả quý {name} năm {year}."):
        (item,) = expressions(text)
        assert (item.kind, item.year, item.index) == ("quarter", year, index)
        assert item.bounds[0] == f"{year}-{index * 3 - 2:02d}-01"


def test_the_title_says_what_the_report_is_about() -> None:
    found = report("Kết quả công tác năm 2024 và phương hướng, nhiệm vụ năm 2025", "9 tháng đầu năm 2024")
    assert found.period is not None
    assert (found.period.kind, found.period.year, found.period.role) == ("year", 2024, "title")
    roles = {period.text: period.role for period in found.periods}
    assert roles["9 tháng đầu năm 2024"] == "closing"
    assert found.periods[0].role == "title"


def test_the_year_of_an_undated_title_period_is_taken_from_its_plans() -> None:
    found = report("Kết quả công tác 6 tháng đầu năm, nhiệm vụ 6 tháng cuối năm 2024")
    assert found.period is not None
    assert (found.period.start, found.period.end, found.period.method) == ("2024-01-01", "2024-07-01", "derived")


def test_the_years_of_a_programme_in_the_opening_are_not_reported_on() -> None:
    text = "BÁO CÁO\nKết quả thực hiện\n\nThực hiện Chương trình giai đoạn 2021 - 2025, {}đơn vị báo cáo như sau:\n\n1. Kết quả\nA\n"
    assert extract(Document(text=text.format(""))).period is None
    found = extract(Document(text=text.format("trong năm 2024 "))).period
    assert found is not None
    assert found.year == 2024


def test_the_target_year_of_a_plan_and_a_school_year_are_not_reported_on() -> None:
    assert report("Kết quả hỗ trợ doanh nghiệp đến năm 2020", "6 tháng đầu năm 2019").period.start == "2019-01-01"  # type: ignore[union-attr]
    assert report("Kết quả tính đến năm 2020").period.year == 2020  # type: ignore[union-attr]
    assert report("Kết quả hội thi năm học 2016 - 2017", "từ ngày 15/11/2016 đến ngày 1/12/2016").period is None


def test_a_title_without_period_leaves_the_closing_with_lower_confidence() -> None:
    found = report("Kết quả công tác cải cách hành chính", "năm 2024")
    assert found.period is not None
    assert found.period.year == 2024
    assert found.period.confidence < 1


def test_quotes_are_what_stands_in_the_text() -> None:
    text = _REPORT.format(title="Kết quả công tác năm\u00a02024", closing="quý III/2024")
    for period in extract(Document(text=text)).periods:
        for item in period.evidence:
            assert text[item.start : item.end] == item.quote


@pytest.mark.parametrize(
    ("text", "kind", "start"),
    [
        ("Thu ngân sách 9 tháng ước đạt khá.", "nine_months", None),
        ("Tính chung 6 tháng, kết quả tăng.", "half", None),
        ("Kế hoạch 5 năm giai đoạn 2026-2030", "range", "2026-01-01"),
        ("Kế hoạch 5 năm (2021 - 2025)", "range", "2021-01-01"),
    ],
)
def test_running_totals_and_plans_of_years(text: str, kind: str, start: str | None) -> None:
    (found,) = expressions(text)
    assert (found.kind, found.bounds[0]) == (kind, start)


@pytest.mark.parametrize(
    ("text", "words", "starts"),
    [
        ("tháng 7, 8 và 9/2024", ["tháng 7", "8", "9/2024"], ["2024-07-01", "2024-08-01", "2024-09-01"]),
        ("quý I, II năm 2024", ["quý I", "II năm 2024"], ["2024-01-01", "2024-04-01"]),
        ("tháng 8, tháng 9 năm 2024", ["tháng 8", "tháng 9 năm 2024"], ["2024-08-01", "2024-09-01"]),
    ],
)
def test_lists_share_word_and_year(text: str, words: list[str], starts: list[str]) -> None:
    found = list(expressions(text))
    assert [text[item.start : item.end] for item in found] == words
    assert [item.bounds[0] for item in found] == starts


def test_a_list_needs_a_year_and_a_word() -> None:
    for text in ("trong tháng 10, 11 hồ sơ", "cấp ngày 12/5/2024 - Nghị định", "thu 9T hàng", "số 0233.2016-2020"):
        assert not [item for item in expressions(text) if item.kind != "month"]


def test_a_period_may_be_wrapped_but_not_over_cells() -> None:
    text = "Báo cáo công tác 6 tháng đầu\nnăm 2024 và giai đoạn\n2021 - 2025."
    assert [item.text for item in extract(Document(text=text)).periods] == [
        "6 tháng đầu năm 2024",
        "giai đoạn 2021 - 2025",
    ]
    cells = [Block(kind=BlockKind.CELL, start=0, end=3, row=0, col=0, table=0)]
    cells.append(Block(kind=BlockKind.CELL, start=4, end=8, row=0, col=1, table=0))
    table = Table(start=0, end=8, rows=1, cols=2, cells=(0, 1))
    assert extract(Document(text="Năm\n2024", blocks=tuple(cells), tables=(table,))).periods == ()
