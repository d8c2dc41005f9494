"""Indicators: catalogue codes, labels, nature, and amounts in table cells."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from extractors import extract
from extractors.data import toml_rows
from extractors.quantity.catalogue import code_of
from schemas.document import Block, BlockKind, Document, Table
from schemas.indicator import Indicator

SEED = Path(__file__).parents[3] / "shared" / "seed" / "000_5c515465a8cadba2.txt"


def indicators(text: str) -> tuple[Indicator, ...]:
    return extract(Document(text=text)).indicators


def table(rows: list[list[str]], caption: str | None = None, header_rows: int = 1) -> Document:
    text, blocks = "", []
    for row, cells in enumerate(rows):
        for col, cell in enumerate(cells):
            blocks.append(
                Block(kind=BlockKind.CELL, start=len(text), end=len(text) + len(cell), table=0, row=row, col=col)
            )
            text += cell + "\n"
    shape = Table(
        start=0,
        end=len(text),
        rows=len(rows),
        cols=len(rows[0]),
        cells=tuple(range(len(blocks))),
        header_rows=header_rows,
        caption=caption,
    )
    return Document(text=text, blocks=tuple(blocks), tables=(shape,))


@pytest.mark.parametrize(
    ("text", "code", "label"),
    [
        (
            "Sở đã tổ chức được 3 lớp bồi dưỡng nghiệp vụ CCHC cho",
            "1.7.training_classes",
            "lớp bồi dưỡng nghiệp vụ CCHC",
        ),
        ("cho hơn 300 học viên ở các xã", "1.7.trainees", "học viên"),
        ("Tỷ lệ hồ sơ nộp trực tuyến đạt 82,91%.", "7.6.rate", "Tỷ lệ hồ sơ nộp trực tuyến"),
        ("Mức độ hài lòng của người dân đạt 93,69%.", "1.4.2", "Mức độ hài lòng của người dân"),
        ("trong đó có 12 hồ sơ quá hạn.", "3.2.4.overdue", "hồ sơ quá hạn"),
        ("Tỉnh có 16 di tích cấp quốc gia.", None, "di tích cấp quốc gia"),
    ],
)
def test_code_and_label(text: str, code: str | None, label: str) -> None:
    (found,) = indicators(text)
    assert (found.code, found.label) == (code, label)


def test_a_running_total_is_told_apart() -> None:
    (total,) = indicators("Tính đến nay tổng lượng người truy cập trang web là 5.240.127 lượt.")
    assert (total.nature, total.label) == ("cumulative", "lượng người truy cập trang web")
    (plain,) = indicators("Trang web có 120 lượt truy cập.")
    assert plain.nature is None


def test_a_ratio_keeps_its_denominator() -> None:
    percent, ratio = indicators("Tỷ lệ hồ sơ trực tuyến đạt 82,91% (254.932/307.471 hồ sơ).")
    assert (percent.value, percent.unit) == (82.91, "%")
    assert (ratio.value, ratio.of, ratio.unit) == (254932, 307471, "hồ sơ")


def test_periods_dates_and_procedures_are_no_indicators() -> None:
    text = "Trong 6 tháng đầu năm 2024, theo Quyết định số 12/QĐ-UBND ngày 15 tháng 3 năm 2024, công bố 59 TTHC của 08 lĩnh vực."
    assert indicators(text) == ()


def test_cells_take_unit_and_context_from_their_headers() -> None:
    document = table(
        [
            ["STT", "Đơn vị", "Số hồ sơ tiếp nhận", "Tỷ lệ đúng hạn (%)"],
            ["1", "Sở Nội vụ", "1.250", "98,5"],
            ["2", "Sở Tư pháp", "0", "-"],
            ["3", "Sở Y tế", "", "?"],
        ]
    )
    found = [item for item in extract(document).indicators if item.source == "table"]
    seen = [(item.label, item.value, item.unit, item.state) for item in found]
    assert seen == [
        ("Sở Nội vụ", 1250, "hồ sơ", "value"),
        ("Sở Nội vụ", 98.5, "%", "value"),
        ("Sở Tư pháp", 0, "hồ sơ", "zero"),
        ("Sở Tư pháp", None, "%", "not_arising"),
        ("Sở Y tế", None, "hồ sơ", "blank"),
        ("Sở Y tế", None, "%", "illegible"),
    ]
    context = found[0].cell_context
    assert context is not None
    assert (context.row_header, context.column_header) == ("Sở Nội vụ", "Số hồ sơ tiếp nhận")
    for item in found:
        assert document.text[item.evidence[0].start : item.evidence[0].end] == item.evidence[0].quote


def test_the_unit_column_and_the_caption_name_the_unit() -> None:
    with_column = table(
        [["Chỉ tiêu", "ĐVT", "Kết quả"], ["Lớp tập huấn", "lớp", "3"], ["Người tham dự", "người", "120"]]
    )
    assert [item.unit for item in extract(with_column).indicators] == ["lớp", "người"]
    with_caption = table([["Nội dung", "Dự toán"], ["Chi thường xuyên", "1.250"]], caption="Đơn vị tính: triệu đồng")
    assert [item.unit for item in extract(with_caption).indicators] == ["triệu đồng"]


def test_columns_that_number_or_date_things_hold_no_amounts() -> None:
    document = table(
        [["TT", "Tên văn bản", "Năm"], ["1", "Quy chế làm việc", "2024"], ["2", "Nội quy cơ quan", "2023"]]
    )
    assert extract(document).indicators == ()


def test_every_row_of_the_catalogue_matches_its_examples_only() -> None:
    for row in toml_rows("indicators"):
        pattern = re.compile("|".join(f"(?:{source})" for source in row["patterns"]), re.IGNORECASE)
        assert all(pattern.search(example) for example in row["examples"]), row["code"]
        assert not any(pattern.search(example) for example in row["counterexamples"]), row["code"]
        assert row["aggregate"] in ("sum", "recompute", "last", "union", "none")


def test_codes_are_unique_and_depend_on_the_unit() -> None:
    codes = [row["code"] for row in toml_rows("indicators")]
    assert len(codes) == len(set(codes))
    assert code_of("hồ sơ", "hồ sơ trễ hạn") == "3.2.4.overdue"
    assert code_of("cuộc họp", "hồ sơ trễ hạn") is None


def test_the_seed_report() -> None:
    if not SEED.exists():
        pytest.skip("the seed report is not here")
    found = indicators(SEED.read_text("utf-8"))
    assert [(i.code, i.label, i.value, i.unit, i.bound, i.nature) for i in found] == [
        ("1.7.training_classes", "lớp bồi dưỡng nghiệp vụ CCHC", 3, "lớp", "exact", None),
        ("1.7.trainees", "học viên", 300, "học viên", "more_than", None),
        (None, "lượng người truy cập trang web", 5240127, "lượt", "exact", "cumulative"),
    ]


@pytest.mark.parametrize("lead", ["", "Có ", "Đạt "])
def test_an_amount_may_open_the_text(lead: str) -> None:
    assert [found.value for found in extract(Document(text=f"{lead}87% người dân hài lòng.")).indicators] == [87]


def test_fields_are_an_indicator_only_where_no_procedures_are_counted() -> None:
    (found,) = indicators("Đoàn rà soát nhóm thủ tục thuộc 5 lĩnh vực.")
    assert (found.value, found.unit) == (5, "lĩnh vực")
    assert indicators("công bố 59 thủ tục của 08 lĩnh vực.") == ()


@pytest.mark.parametrize(
    ("text", "unit", "code"),
    [
        ("Trong kỳ không phát sinh hồ sơ quá hạn.", "hồ sơ", None),
        ("Số đơn khiếu nại: không phát sinh.", "đơn", None),
        ("- Văn bản ban hành trái thẩm quyền: Không phát sinh", "Văn bản", None),
    ],
)
def test_what_did_not_arise_has_a_state_and_no_number(text: str, unit: str, code: str | None) -> None:
    (found,) = indicators(text)
    assert (found.value, found.state, found.unit, found.code) == (None, "not_arising", unit, code)


@pytest.mark.parametrize(
    "text",
    [
        "Báo cáo không phát sinh trên địa bàn tỉnh.",
        "TTHC mới: không phát sinh.",
        "không phát sinh thủ tục hành chính mới",
    ],
)
def test_not_every_not_arising_is_an_indicator(text: str) -> None:
    assert indicators(text) == ()


def test_a_share_in_brackets_is_of_the_amount_before_it() -> None:
    found = indicators("Giải quyết đúng hạn 43.102 hồ sơ (99,75%), quá hạn 108 hồ sơ (0,25%).")
    assert [item.code for item in found] == ["3.2.4.on_time", "3.2.4.on_time_rate", "3.2.4.overdue", None]


def test_a_share_of_the_dissatisfied_is_no_satisfaction() -> None:
    assert [item.code for item in indicators("Có 92,5% hài lòng.\nCó 7,5% chưa hài lòng.")] == ["1.4.2", None]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Mức độ hài lòng của người dân đạt 95,5%, trong đó lĩnh vực đất đai đạt 91%.", ["1.4.2", None]),
        ("Mức độ hài lòng về thái độ đạt 97%; mức độ hài lòng về phí đạt 96%.", ["1.4.2", None]),
        ("Chỉ số hài lòng (SIPAS) đạt 85,2%, tăng 1,5% so với năm trước.", ["8.sipas", None]),
        ("Mức độ hài lòng đạt 95%.\nMức độ hài lòng đạt 96%.", ["1.4.2", "1.4.2"]),
    ],
)
def test_a_sentence_states_one_rate_of_satisfaction(text: str, codes: list[str | None]) -> None:
    assert [item.code for item in indicators(text) if item.unit == "%"] == codes
