"""Counts of administrative procedures: number, fields, action, levels, decision, whole and parts."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import extract
from schemas.document import Document
from schemas.procedure import ProcedureCount

SEED = Path(__file__).parents[3] / "shared" / "seed" / "000_5c515465a8cadba2.txt"


def counts(text: str) -> tuple[ProcedureCount, ...]:
    return extract(Document(text=text)).procedure_counts


@pytest.mark.parametrize(
    ("text", "number", "action"),
    [
        ("Danh mục 03 thủ tục hành chính được sửa đổi, bổ sung trong lĩnh vực du lịch.", 3, "amended"),
        ("công bố 12 (mười hai) TTHC mới ban hành", 12, "new"),
        ("về việc bãi bỏ 02 thủ tục hành chính", 2, "repealed"),
        ("có 05 TTHC nội bộ thay thế", 5, "replaced"),
        ("phê duyệt phương án cắt giảm, đơn giản hóa 39 TTHC", 39, "simplified"),
        ("rút ngắn thời gian giải quyết của 44 TTHC", 44, "simplified"),
        ("bộ TTHC đã được chuẩn hóa gồm có 59 thủ tục", 59, "standardised"),
        ("về việc công bố 06 thủ tục hành chính về việc làm", 6, "listed"),
        ("đã rà soát 214 TTHC do ngành thực hiện", 214, None),
        ("có 349 TTHC có thể thay thế bằng dữ liệu", 349, None),
        ("Danh mục TTHC ban hành mới: 02 thủ tục.", 2, "new"),
        ("Số TTHC bãi bỏ: 03.", 3, "repealed"),
    ],
)
def test_number_and_action(text: str, number: int, action: str | None) -> None:
    (count,) = counts(text)
    assert (count.procedures, count.action) == (number, action)


def test_the_verb_before_the_next_number_is_not_the_action_of_this_one() -> None:
    first, second = counts("sửa đổi, bổ sung 7 thủ tục hành chính và bãi bỏ 2 thủ tục hành chính.")
    assert (first.action, second.action) == ("amended", "repealed")


def test_one_noun_may_serve_several_numbers() -> None:
    found = counts("Trong năm ban hành mới 08 thủ tục, sửa đổi bổ sung 01 và bãi bỏ 02 thủ tục hành chính.")
    assert [(count.procedures, count.action) for count in found] == [(8, "new"), (1, "amended"), (2, "repealed")]


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("có 20 TTHC cấp tỉnh", ("province",)),
        ("05 thủ tục áp dụng chung (tỉnh, xã)", ("province", "commune")),
        ("công bố 15 TTHC ở 3 cấp: tỉnh, huyện, xã", ("province", "district", "commune")),
        ("02 thủ tục hành chính nội bộ được ban hành mới", ("internal",)),
        ("06 TTHC thuộc phạm vi chức năng quản lý của Bộ Y tế", ("ministry",)),
        ("03 TTHC thuộc thẩm quyền giải quyết của UBND cấp xã", ("commune",)),
        ("55 TTHC thực hiện trong phạm vi cấp tỉnh thuộc chức năng quản lý của Sở Nội vụ", ()),
        ("cấp huyện: 32 thủ tục", ("district",)),
    ],
)
def test_levels_only_where_said(text: str, levels: tuple[str, ...]) -> None:
    (count,) = counts(text)
    assert count.levels == levels


def test_a_total_and_its_parts() -> None:
    found = counts("Danh mục 82 TTHC lĩnh vực giáo dục (cấp tỉnh: 49 thủ tục, cấp xã: 33 thủ tục).")
    assert [count.part_of for count in found] == [None, 0, 0]
    assert [count.levels for count in found] == [("province", "commune"), ("province",), ("commune",)]
    assert {count.action for count in found} == {"listed"}


def test_parts_behind_trong_do_and_bare_numbers() -> None:
    found = counts("Có 44 TTHC được rút ngắn, trong đó có 20 TTHC cấp tỉnh, 18 TTHC cấp huyện và 6 TTHC cấp xã.")
    assert [(count.procedures, count.part_of) for count in found] == [(44, None), (20, 0), (18, 0), (6, 0)]
    bare = counts("Tổng số 1.945 TTHC (cấp tỉnh: 1.500, cấp huyện: 310, cấp xã: 135).")
    assert [count.procedures for count in bare] == [1945, 1500, 310, 135]


def test_fields_belong_to_the_count_beside_them() -> None:
    first, second = counts("gồm có 59 thủ tục của 08 lĩnh vực; gồm có 44 thủ tục của 04 lĩnh vực")
    assert (first.fields, second.fields) == (8, 4)


def test_the_announcing_decision_stands_before_or_behind() -> None:
    (before,) = counts("Quyết định số 123/QĐ-UBND ngày 05/01/2025 công bố Danh mục 25 TTHC.")
    assert before.reference == "123/QĐ-UBND"
    (behind,) = counts("Đã rà soát 734 TTHC theo Văn bản số 4735/UBND-KSTT ngày 20/10/2025.")
    assert behind.reference == "4735/UBND-KSTT"
    (reason,) = counts("Thực hiện Nghị định số 118/2025/NĐ-CP ngày 09/6/2025, Sở Nội vụ đã rà soát 15 TTHC.")
    assert reason.reference is None


def test_states_are_distinct() -> None:
    (none,) = counts("Số TTHC ban hành mới: không phát sinh;")
    assert (none.procedures, none.state, none.action) == (None, "not_arising", "new")
    (zero,) = counts("có 0 TTHC bị bãi bỏ")
    assert (zero.procedures, zero.state) == (0, "zero")


@pytest.mark.parametrize(
    "text",
    [
        "tiếp nhận 17.100 hồ sơ thủ tục hành chính",
        "100% TTHC được công khai",
        "kiểm soát thủ tục hành chính tại Điều 1",
    ],
)
def test_no_count(text: str) -> None:
    assert counts(text) == ()


@settings(deadline=None, max_examples=40)
@given(st.integers(min_value=1, max_value=9999), st.sampled_from(["TTHC", "thủ tục hành chính", "thủ tục"]))
def test_every_count_has_its_quote(value: int, noun: str) -> None:
    text = f"Quyết định công bố hơn {value:02d} {noun} mới ban hành."
    (count,) = counts(text)
    (item,) = count.evidence
    assert (count.procedures, count.bound, text[item.start : item.end]) == (value, "more_than", item.quote)


def test_the_seed_report() -> None:
    if not SEED.exists():
        pytest.skip("the seed report is not here")
    found = counts(SEED.read_text("utf-8"))
    assert [(c.procedures, c.fields, c.reference, c.levels, c.action, c.bound, c.part_of) for c in found] == [
        (59, 8, "1982/QĐ-UBND", ("province",), "standardised", "exact", None),
        (44, 4, "1984/QĐ-UBND", ("district", "commune"), "standardised", "exact", None),
    ]


def test_wrong_marks_of_a_scan_do_not_hide_a_count() -> None:
    found = counts("Năm 2012 ban hành mới 08 thủ tục, sửa đối bố sung 01 và bãi bỏ 02 thú tục hành chính.")
    assert [(count.procedures, count.action) for count in found] == [(8, "new"), (1, "amended"), (2, "repealed")]


def test_a_participle_behind_two_counts_holds_for_both() -> None:
    found = counts("Ban hành 07 thủ tục hành chính cấp tỉnh, 02 thủ tục hành chính cấp xã được sửa đổi, bổ sung.")
    assert [(count.procedures, count.action, count.levels) for count in found] == [
        (7, "amended", ("province",)),
        (2, "amended", ("commune",)),
    ]


def test_stated_numbers_share_the_noun() -> None:
    found = counts("Số TTHC công bố mới: 0; sửa đổi, bổ sung: 15; bãi bỏ: 04.")
    assert [(count.procedures, count.action) for count in found] == [(0, "new"), (15, "amended"), (4, "repealed")]


def test_the_action_behind_the_parts_is_said_of_the_whole() -> None:
    found = counts("Danh mục 9 TTHC (7 TTHC cấp tỉnh, 2 TTHC cấp xã) ban hành mới lĩnh vực phí.")
    assert [count.action for count in found] == ["new", "new", "new"]


def test_numbers_before_their_action_share_the_noun() -> None:
    found = counts("Sở có 6 TTHC mới, 4 sửa đổi và 1 bãi bỏ.")
    assert [(count.procedures, count.action) for count in found] == [(6, "new"), (4, "amended"), (1, "repealed")]


def test_the_label_of_a_list_item_counts_nothing() -> None:
    assert counts("Danh mục thủ tục hành chính gồm: 1. Cấp giấy; 2. Đổi giấy.") == ()


def test_a_verb_governs_the_number_behind_it() -> None:
    (count,) = counts("Tỉnh đã bãi bỏ 25 thủ tục hành chính, cắt giảm 90 điều kiện kinh doanh.")
    assert count.action == "repealed"
    first, second = counts("Có 60 thủ tục kiểm tra, các sở đã cắt giảm 300 dòng hàng và 21 thủ tục.")
    assert (first.action, second.action) == (None, "simplified")


def test_a_participle_behind_a_comma_still_speaks_of_the_count() -> None:
    (count,) = counts("có 14 TTHC lĩnh vực đất đai, môi trường được sửa đổi, bổ sung.")
    assert count.action == "amended"


def test_a_sentence_that_begins_with_trong_do_goes_on() -> None:
    whole, first, second = counts(
        "Có 90 TTHC được cắt giảm thời gian giải quyết. Trong đó, Sở Y tế 57 thủ tục, cấp xã 33 thủ tục."
    )
    assert (first.part_of, second.part_of) == (0, 0)
    assert (first.action, second.action) == ("simplified", "simplified")
    assert whole.levels == ("commune",)


def test_a_count_too_large_for_a_part_of_the_part_before_is_part_of_the_whole() -> None:
    found = counts("công bố 80 TTHC (gồm 70 TTHC cấp tỉnh; 10 TTHC cấp xã); trong đó có 45 TTHC liên quan đến đầu tư.")
    assert [count.part_of for count in found] == [None, 0, 0, 0]
    assert found[3].action == "listed"


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("Bổ sung 06 thủ tục hành chính vào danh sách.", "new"),
        ("Danh sách có 03 thủ tục hành chính nội bộ mới.", "new"),
        ("Tổng số thủ tục hành chính của tỉnh là 1.900 thủ tục.", "total"),
        ("Công bố tổng số 1.900 thủ tục hành chính.", "listed"),
    ],
)
def test_actions_of_their_own(text: str, action: str) -> None:
    assert counts(text)[0].action == action


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("64 thủ tục ở cấp quận, huyện", ("district",)),
        ("gồm 500 TTHC thuộc bộ, ngành", ("ministry",)),
        ("thuộc thẩm quyền giải quyết của các bộ, ngành là 3.100 thủ tục", ("ministry",)),
        ("07 TTHC do bộ phận một cửa tiếp nhận", ()),
    ],
)
def test_levels_of_cities_and_ministries(text: str, levels: tuple[str, ...]) -> None:
    assert counts(text)[0].levels == levels


def test_parts_of_a_total_of_one_level_have_that_level() -> None:
    found = counts("Thủ tục thuộc thẩm quyền của các bộ, ngành là 900 thủ tục (trong đó, Bộ Y tế có 120 thủ tục).")
    assert [count.levels for count in found] == [("ministry",), ("ministry",)]


def test_public_services_are_no_procedures() -> None:
    assert counts("Cổng cung cấp 250 dịch vụ hành chính công mức độ 3.") == ()


@pytest.mark.parametrize(
    "text",
    [
        "Theo tinh thần Nghị quyết số 68/NQ-CP, đã cắt giảm 139 thủ tục hành chính.",
        "Riêng việc thực hiện Nghị quyết số 66/NQ-CP, các bộ đã bãi bỏ 172 TTHC.",
        "Bổ sung 04 thủ tục vào Bộ thủ tục hành chính được công bố kèm theo Quyết định số 81/QĐ-UBND.",
    ],
)
def test_a_decision_that_is_carried_out_or_changed_announces_nothing(text: str) -> None:
    assert counts(text)[0].reference is None


def test_a_ratio_keeps_its_denominator_and_percentage() -> None:
    (count,) = counts("Đã đơn giản hóa 85/120 TTHC (70,83%).")
    assert (count.procedures, count.of, count.percent) == (85, 120, 70.83)
    (count,) = counts("Có 40 TTHC (chiếm 12,5%) liên quan đến đầu tư, 30% hồ sơ nộp trực tuyến.")
    assert (count.of, count.percent) == (None, 12.5)
    (count,) = counts("Có 40 TTHC liên quan đến đầu tư, 30% hồ sơ nộp trực tuyến.")
    assert (count.of, count.percent) == (None, None)
    assert "of" not in count.model_dump(mode="json")


def test_no_procedures_arose() -> None:
    (count,) = counts("Trong kỳ, Sở không phát sinh TTHC mới ban hành.")
    assert (count.procedures, count.state, count.action) == (None, "not_arising", "new")


def test_a_verb_governs_a_list_of_counts_by_field() -> None:
    found = counts("Công bố 07 TTHC lĩnh vực đất đai, 05 TTHC lĩnh vực môi trường và 02 TTHC lĩnh vực khoáng sản.")
    assert [count.action for count in found] == ["listed"] * 3


def test_fields_behind_a_slash() -> None:
    (count,) = counts("Công khai 59 TTHC/08 lĩnh vực.")
    assert (count.procedures, count.fields) == (59, 8)


def test_a_count_that_names_its_owner_takes_no_level_from_the_next() -> None:
    found = counts("401 TTHC thuộc thẩm quyền giải quyết của các sở, 49 TTHC thuộc thẩm quyền của UBND cấp xã.")
    assert [count.levels for count in found] == [("province",), ("commune",)]


def test_parts_of_a_total_are_no_totals() -> None:
    found = counts("Tổng số thủ tục hành chính của tỉnh là 92 thủ tục (cấp tỉnh: 73 thủ tục, cấp xã: 19 thủ tục).")
    assert [count.action for count in found] == ["total", None, None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Cắt giảm 12 thủ tục trong kinh doanh than; 7 thủ tục trong kinh doanh điện; 3 thủ tục trong kinh doanh khí.",
            [(12, "simplified"), (7, "simplified"), (3, "simplified")],
        ),
        ("Sở kiến nghị bỏ 4 thủ tục, sửa đổi-bổ sung 9 thủ tục.", [(4, "repealed"), (9, "amended")]),
        ("Rà soát 90 TTHC còn hiệu lực và đề xuất bãi bỏ, đơn giản hóa 30 TTHC.", [(90, None), (30, "simplified")]),
        ("Đã bãi bỏ 20 TTHC, chỉ còn 100 TTHC; trước đó là 120 TTHC.", [(20, "repealed"), (100, None), (120, None)]),
        ("Đã bãi bỏ 12 TTHC; 5 TTHC còn lại giữ như cũ.", [(12, "repealed"), (5, None)]),
        ("Đề nghị bãi bỏ việc thu phí trong 6 thủ tục về đất đai.", [(6, None)]),
        ("Gộp 4 thủ tục cấp giấy phép; gộp 2 thủ tục sửa đổi giấy phép.", [(4, "simplified"), (2, "simplified")]),
        ("Cắt giảm từ 65 TTHC xuống còn 57 TTHC.", [(65, "simplified"), (57, "simplified")]),
        ("Phải giảm 10% số thủ tục (tương đương 43 thủ tục).", [(43, "simplified")]),
        ("Đơn giản hóa 8 TTHC (trên tổng số 13 TTHC).", [(8, "simplified"), (13, "total")]),
        ("Đạt 90% tổng số thủ tục của ngành, trong đó có 209 thủ tục cấp qua mạng.", [(209, None)]),
    ],
)
def test_a_verb_reaches_its_own_counts_only(text: str, expected: list[tuple[int, str | None]]) -> None:
    assert [(count.procedures, count.action) for count in counts(text)] == expected


def test_the_ratio_of_a_statement_is_a_whole_with_parts() -> None:
    whole, land, sea = counts(
        "Số lượng TTHC đề nghị bãi bỏ, đơn giản hóa là: 53/78 (đạt 67,9%), cụ thể từng lĩnh vực: "
        "Lĩnh vực đất đai: 12/16 TTHC; lĩnh vực biển là 41."
    )
    assert (whole.procedures, whole.of, whole.percent) == (53, 78, 67.9)
    assert [(part.procedures, part.of, part.part_of) for part in (land, sea)] == [(12, 16, 0), (41, None, 0)]
    assert {whole.action, land.action, sea.action} == {"simplified"}


@pytest.mark.parametrize("text", ["Tổng số TTHC: 12/2023.", "Đã bãi bỏ 5 TTHC; đơn giản hóa 41,3%.", "3 nhóm thủ tục."])
def test_months_shares_and_groups_are_no_counts(text: str) -> None:
    assert [count.procedures for count in counts(text)] in ([], [5])


def test_some_out_of_all() -> None:
    (count,) = counts("Đã triển khai 66 trong số 115 TTHC.")
    assert (count.procedures, count.of) == (66, 115)


def test_a_number_without_its_noun_keeps_its_bound() -> None:
    first, second = counts("Đã cắt giảm hơn 140 và đơn giản hóa 28 thủ tục hành chính.")
    assert (first.procedures, first.bound, first.action) == (140, "more_than", "simplified")
    assert (second.procedures, second.bound) == (28, "exact")


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        (
            "Cấp xã thấp nhất là 29 thủ tục, cao nhất là 49 thủ tục; cấp huyện ít nhất có 33 thủ tục.",
            [("commune",), ("commune",), ("district",)],
        ),
        ("Rà soát 4 thủ tục về nước và giao cho cấp huyện thực hiện 2 thủ tục.", [(), ("district",)]),
        ("UBND cấp huyện giải quyết 25 thủ tục, UBND cấp xã giải quyết 12 thủ tục.", [("district",), ("commune",)]),
        ("Nhận kết quả 130 thủ tục ở trung tâm hành chính công cấp thành phố.", [()]),
        (
            "Hai thủ tục gồm: thủ tục cấp giấy phép quy hoạch dự án đầu tư xây dựng công trình do UBND cấp tỉnh quản lý "
            "và thủ tục cấp giấy phép quy hoạch dự án đầu tư xây dựng do UBND cấp huyện quản lý.",
            [("province", "district")],
        ),
        (
            "Có 5 TTHC (trong đó 4 TTHC thuộc thẩm quyền của Cảng vụ; 1 TTHC cấp tỉnh).",
            [(), (), ("province",)],
        ),
        (
            "Cắt giảm 8 thủ tục trong kinh doanh dược; 5 thủ tục trong kinh doanh sữa thuộc quản lý của Bộ Y tế.",
            [(), ("ministry",)],
        ),
    ],
)
def test_each_count_has_its_own_levels(text: str, levels: list[tuple[str, ...]]) -> None:
    assert [count.levels for count in counts(text)] == levels


@pytest.mark.parametrize(
    "text",
    [
        "Đánh giá 20 thủ tục ban hành tại Nghị định sửa đổi, bổ sung Nghị định số 06/2016/NĐ-CP.",
        "Xong 66 thủ tục cần thực hiện phương án đơn giản hóa theo Nghị quyết số 71/NQ-CP.",
    ],
)
def test_a_decree_that_is_amended_and_a_plan_announce_nothing(text: str) -> None:
    assert counts(text)[0].reference is None
