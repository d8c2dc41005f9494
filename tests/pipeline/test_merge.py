"""The merge: totals that can be trusted, whatever the order of the reports."""

from __future__ import annotations

import random

import pytest
from merge_made import YEAR, indicator, procedures, reference, report

from pipeline.merge import merge
from pipeline.merge.periods import named
from pipeline.profile import load
from schemas.consolidation import Consolidation
from schemas.indicator import Indicator
from schemas.letterhead import Issuer
from schemas.org_unit import OrgUnit
from schemas.profile import Calendar, IndicatorRule, Profile, ReplacedDocument, ReportType, ValidationRule
from schemas.reference import DocumentType
from schemas.report import Report
from schemas.submission import Arrival, Decision
from schemas.total import ProcedureTotal, Total

CLASSES, TRAINEES = "1.7.training_classes", "1.7.trainees"
BUILTIN = load()


def units(*names: str, **more: str) -> tuple[OrgUnit, ...]:
    return tuple(OrgUnit(code=name, name=f"Sở {name}", **more) for name in names)


def profile(*names: str, **more: object) -> Profile:
    return BUILTIN.model_copy(update={"units": units(*names), **more})


def total(result: Consolidation, code: str) -> Total:
    return next(item for item in result.indicators if item.code == code)


def only(result: Consolidation) -> ProcedureTotal:
    assert len(result.procedures) == 1
    return result.procedures[0]


def states(result: Consolidation) -> dict[str, str]:
    return {row.unit: row.state for row in result.status}


# --- totals


def test_exact_values_add_up_and_every_contribution_is_visible() -> None:
    result = merge([report("Sở A", indicator(CLASSES, 3)), report("Sở B", indicator(CLASSES, 5))], profile("A", "B"))
    found = total(result, CLASSES)
    assert (found.amount.value, found.amount.bound) == (8, "exact")
    assert [
        (part.unit, part.amount.value, part.evidence[0].quote, part.evidence[0].page) for part in found.contributions
    ] == [
        ("A", 3, "3 lớp", 1),
        ("B", 5, "5 lớp", 1),
    ]
    assert result.reports[found.contributions[1].report].filename == "Sở B.docx"


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        (("more_than", "exact"), "more_than"),
        (("at_least", "exact"), "at_least"),
        (("at_least", "more_than"), "more_than"),
        (("less_than", "at_most"), "less_than"),
        (("about", "exact"), "about"),
        (("more_than", "less_than"), "about"),
        (("about", "more_than"), "about"),
    ],
)
def test_a_bound_makes_the_total_a_bound(bounds: tuple[str, str], expected: str) -> None:
    given = [
        report(f"Sở {n}", indicator(TRAINEES, 100, bound=b, unit="học viên")) for n, b in zip("AB", bounds, strict=True)
    ]
    amount = total(merge(given, profile("A", "B")), TRAINEES).amount
    assert (amount.value, amount.bound) == (200, expected)


def test_ranges_add_at_both_ends() -> None:
    given = [report("Sở A", indicator(CLASSES, 3, upper=5)), report("Sở B", indicator(CLASSES, 10))]
    amount = total(merge(given, profile("A", "B")), CLASSES).amount
    assert (amount.value, amount.upper, amount.bound) == (13, 15, "exact")


def test_decimals_add_exactly_and_money_is_brought_to_one_unit() -> None:
    rules = (IndicatorRule(code="m", name="Vốn", unit="triệu đồng"),)
    given = [
        report("Sở A", indicator("m", 0.1, unit="triệu đồng")),
        report("Sở B", indicator("m", 0.2, unit="triệu đồng")),
        report("Sở C", indicator("m", 1.5, unit="tỷ đồng")),
    ]
    assert total(merge(given, profile("A", "B", "C", indicators=rules)), "m").amount.value == 1500.3


def test_stated_zero_counts_and_blank_is_missing() -> None:
    given = [
        report("Sở A", indicator(CLASSES, 4)),
        report("Sở B", indicator(CLASSES, None, state="not_arising")),
        report("Sở C", indicator(CLASSES, None, state="blank")),
    ]
    found = total(merge(given, profile("A", "B", "C")), CLASSES)
    assert found.amount.value == 4
    assert found.missing == ("C",)
    assert {part.unit: part.state for part in found.contributions} == {"A": "counted", "B": "counted", "C": "no_value"}


def test_percentages_are_never_averaged_and_ratios_are_recomputed() -> None:
    given = [
        report("Sở A", indicator("1.1.1", 10, unit="nhiệm vụ"), indicator("1.1.2", 9, unit="nhiệm vụ")),
        report("Sở B", indicator("1.1.2", 30, of=90, unit="nhiệm vụ")),
        report("Sở C", indicator("1.1", 50, unit="%")),
    ]
    found = total(merge(given, profile("A", "B", "C")), "1.1")
    assert found.amount.value == 39.0  # (9 + 30) / (10 + 90), and not the mean of 90, 33.33 and 50
    assert {part.unit: part.state for part in found.contributions} == {"A": "counted", "B": "counted", "C": "excluded"}
    assert found.note == "Không gồm 1 đơn vị chỉ báo cáo tỷ lệ phần trăm."


def test_a_percentage_for_a_count_is_listed_and_not_added() -> None:
    found = total(
        merge(
            [
                report("Sở A", indicator("7.6.count", 98.5, unit="%")),
                report("Sở B", indicator("7.6.count", 10, unit="hồ sơ")),
            ],
            profile("A", "B"),
        ),
        "7.6.count",
    )
    assert found.amount.value == 10
    assert [part.state for part in found.contributions] == ["excluded", "counted"]


def test_fields_and_scores_are_never_added() -> None:
    given = [
        report(f"Sở {n}", indicator("x", 8, unit="lĩnh vực"), indicator("8.par_index", 80.5, unit="điểm")) for n in "AB"
    ]
    result = merge(given, profile("A", "B"))
    assert total(result, "x").amount.value is None
    assert total(result, "8.par_index").amount.value is None


def test_a_parent_and_its_child_are_never_both_counted() -> None:
    tree = (OrgUnit(code="P", name="UBND huyện P"), OrgUnit(code="C", name="UBND xã C", parent="P"))
    given = [report("UBND huyện P", indicator(CLASSES, 7)), report("UBND xã C", indicator(CLASSES, 2))]
    found = total(merge(given, BUILTIN.model_copy(update={"units": tree})), CLASSES)
    assert found.amount.value == 7
    assert {part.unit: part.state for part in found.contributions} == {"P": "counted", "C": "part_of_parent"}
    alone = total(merge(given[1:], BUILTIN.model_copy(update={"units": tree})), CLASSES)
    assert alone.amount.value == 2


def test_quantities_without_code_are_grouped_by_their_words() -> None:
    given = [
        report("Sở A", indicator(None, 4, label="cuộc thi", unit="cuộc")),
        report("Sở B", indicator(None, 6, label="Cuộc thi", unit="cuộc")),
        report(
            "Sở C", indicator(None, 1, label="cuộc thi", unit="cuộc"), indicator(None, 2, label="cuộc thi", unit="cuộc")
        ),
    ]
    found = merge(given, profile("A", "B", "C")).quantities
    assert len(found) == 1 and found[0].amount.value == 10 and not found[0].catalogued
    assert {part.unit: part.state for part in found[0].contributions}["C"] == "excluded"


# --- one report, several statements


def test_text_and_annex_that_agree_are_one() -> None:
    given = report("Sở A", indicator(CLASSES, 5), indicator(CLASSES, 5, row="Số lớp", column="Thực hiện", start=900))
    result = merge([given], profile("A"))
    found = total(result, CLASSES)
    assert found.amount.value == 5 and len(found.contributions) == 1 and not result.conflicts
    assert {item.start for item in found.contributions[0].evidence} == {100, 900}


def test_rounding_is_consistent_and_the_precise_number_counts() -> None:
    given = report(
        "Sở A", indicator(TRAINEES, 5_240_000, unit="lượt"), indicator(TRAINEES, 5_240_127, unit="lượt", start=300)
    )
    result = merge([given], profile("A"))
    assert total(result, TRAINEES).amount.value == 5_240_127
    assert [conflict.nature for conflict in result.conflicts] == ["consistent"]


def test_a_bound_that_holds_gives_way_to_the_exact_number() -> None:
    given = report("Sở A", indicator(TRAINEES, 300, bound="more_than"), indicator(TRAINEES, 312, start=300))
    result = merge([given], profile("A"))
    assert (total(result, TRAINEES).amount.value, total(result, TRAINEES).amount.bound) == (312, "exact")
    assert [conflict.nature for conflict in result.conflicts] == ["consistent"]


def test_contradicting_numbers_leave_a_range_until_a_person_decides() -> None:
    given = [
        report("Sở A", indicator(CLASSES, 5), indicator(CLASSES, 7, row="Lớp", start=900)),
        report("Sở B", indicator(CLASSES, 10)),
    ]
    result = merge(given, profile("A", "B"))
    amount = total(result, CLASSES).amount
    assert (amount.value, amount.upper) == (15, 17)
    (conflict,) = result.conflicts
    assert (conflict.kind, conflict.nature) == ("within_report", "inconsistent")
    assert [side.value for side in conflict.sides] == ["5 lớp", "7 lớp"]
    assert result.provisional

    ruling = Decision(
        kind="resolve", target=conflict.id, value="7", reason="theo phụ lục", by="người duyệt", at="2018-01-20"
    )
    settled = merge(given, profile("A", "B"), decisions=[ruling])
    assert (total(settled, CLASSES).amount.value, total(settled, CLASSES).amount.upper) == (17, None)
    assert settled.conflicts[0].resolution == ruling


def test_a_whole_with_its_parts_counts_once() -> None:
    facts = [indicator(CLASSES, value, start=100 * value) for value in (2, 3, 5)]
    result = merge([report("Sở A", *facts)], profile("A"))
    assert total(result, CLASSES).amount.value == 5 and not result.conflicts


def test_the_total_row_of_a_table_counts_and_rows_without_one_are_added() -> None:
    rows = [
        indicator(CLASSES, value, row=name, column="Đã giải quyết", start=at)
        for name, value, at in (("Hộ tịch", 3, 1), ("Chứng thực", 4, 2))
    ]
    with_total = [*rows, indicator(CLASSES, 7, row="Tổng cộng", column="Đã giải quyết", start=3)]
    assert total(merge([report("Sở A", *with_total)], profile("A")), CLASSES).amount.value == 7
    assert total(merge([report("Sở A", *rows)], profile("A")), CLASSES).amount.value == 7


def test_columns_of_other_periods_do_not_count() -> None:
    now = indicator(CLASSES, 7, row="Lớp", column="Thực hiện trong kỳ")
    before = indicator(CLASSES, 5, row="Lớp", column="Cùng kỳ năm trước", start=200)
    found = total(merge([report("Sở A", now, before)], profile("A")), CLASSES)
    assert found.amount.value == 7
    assert [part.reason for part in found.contributions if part.state == "excluded"] == [
        "Cột không phải số của kỳ báo cáo."
    ]


def test_columns_are_added_only_where_the_catalogue_says_they_are_parts() -> None:
    def columns(code: str) -> list[Indicator]:
        named = (("Trước hạn", 547), ("Đúng hạn", 1100))
        return [indicator(code, v, row="Tổng cộng", column=c, start=v, unit="hồ sơ") for c, v in named]

    assert total(merge([report("Sở A", *columns("3.2.4.on_time"))], profile("A")), "3.2.4.on_time").amount.value == 1647
    unclear = merge([report("Sở A", *columns("3.2.4.overdue"))], profile("A"))
    assert total(unclear, "3.2.4.overdue").amount.value is None and unclear.conflicts[0].nature == "inconsistent"


# --- procedures


def decision_of(number: str = "1982/QĐ-UBND", year: str = "2017", scope: str = "quang-tri", **more: object) -> object:
    return reference(number, f"qd-ubnd/{number.split('/', maxsplit=1)[0]}/{year}/{scope}", **more)


def test_a_decision_reported_by_two_units_counts_once() -> None:
    given = [
        report(
            f"Sở {n}",
            references=(decision_of(),),
            procedure_counts=(
                procedures(59, fields=8, reference="1982/QĐ-UBND", levels=("province",), action="standardised"),
            ),
        )
        for n in "AB"
    ]
    result = merge(given, profile("A", "B"))
    found = only(result)
    assert found.amount.value == 59 and found.fields is None
    assert [part.state for part in found.contributions] == ["counted", "same_as_other"]
    assert [conflict.nature for conflict in result.conflicts] == ["equal"]


def test_units_that_contradict_each_other_about_a_decision_are_found() -> None:
    given = [
        report(
            "Sở A",
            references=(decision_of(),),
            procedure_counts=(procedures(59, reference="1982/QĐ-UBND", action="listed"),),
        ),
        report(
            "Sở B", references=(decision_of(year="?"),), procedure_counts=(procedures(60, reference="1982/QĐ-UBND"),)
        ),
    ]
    result = merge(given, profile("A", "B"))
    assert (only(result).amount.value, only(result).amount.upper) == (59, 60)
    (conflict,) = result.conflicts
    assert (conflict.kind, conflict.nature) == ("between_units", "inconsistent")
    assert [(side.unit, side.value, side.evidence[0].page) for side in conflict.sides] == [
        ("A", "59 thủ tục", 2),
        ("B", "60 thủ tục", 2),
    ]


def test_a_person_settles_a_contradiction_about_a_decision() -> None:
    given = [
        report(f"Sở {n}", references=(decision_of(),), procedure_counts=(procedures(count, reference="1982/QĐ-UBND"),))
        for n, count in (("A", 59), ("B", 60))
    ]
    (conflict,) = merge(given, profile("A", "B")).conflicts
    ruling = Decision(
        kind="resolve", target=conflict.id, value="59", reason="xem quyết định", by="phòng", at="2018-01-20"
    )
    settled = only(merge(given, profile("A", "B"), decisions=[ruling]))
    assert (settled.amount.value, settled.amount.upper) == (59, None)
    assert [part.state for part in settled.contributions] == ["counted", "same_as_other"]


def test_counts_of_different_decisions_add_and_fields_never_do() -> None:
    given = [
        report("Sở A", procedure_counts=(procedures(59, fields=8, action="listed", levels=("province",)),)),
        report("Sở B", procedure_counts=(procedures(44, fields=4, action="listed", levels=("province",)),)),
    ]
    found = only(merge(given, profile("A", "B")))
    assert found.amount.value == 103
    assert found.fields is None
    assert [part.fields for part in found.contributions] == [8, 4]


def test_named_fields_give_their_union() -> None:
    given = [
        report("Sở A", procedure_counts=(procedures(5, field_names=("Hộ tịch", "Chứng thực"), action="new"),)),
        report("Sở B", procedure_counts=(procedures(6, field_names=("hộ tịch", "Đất đai"), action="new"),)),
    ]
    assert only(merge(given, profile("A", "B"))).fields == 3


def test_parts_are_not_added_to_their_whole() -> None:
    counts = (
        procedures(20, action="new", levels=("province",)),
        procedures(12, action="new", levels=("province",), part_of=0, field_names=("Hộ tịch",)),
    )
    assert only(merge([report("Sở A", procedure_counts=counts)], profile("A"))).amount.value == 20


# --- references


def test_references_merge_by_key_and_unknown_parts_only_when_unambiguous() -> None:
    given = [
        report("Sở A", references=(decision_of(issued_on="2017-07-19"),)),
        report("Sở B", references=(decision_of(year="?"),)),
        report("Sở C", references=(decision_of(scope="hue"),)),
    ]
    found = {ref.key: ref for ref in merge(given[:2], profile("A", "B", "C")).references}
    assert found["qd-ubnd/1982/2017/quang-tri"].units == ("A", "B")
    apart = merge(given, profile("A", "B", "C")).references
    assert {ref.key: ref.units for ref in apart} == {
        "qd-ubnd/1982/2017/quang-tri": ("A", "B"),
        "qd-ubnd/1982/2017/hue": ("C",),
    }
    unclear = merge(
        [*given, report("Sở D", references=(decision_of(scope="?"),))], profile("A", "B", "C", "D")
    ).references
    assert [(ref.key, ref.ambiguous) for ref in unclear if ref.units == ("D",)] == [("qd-ubnd/1982/2017/?", True)]


def test_other_years_are_other_documents() -> None:
    given = [report("Sở A", references=(decision_of(),)), report("Sở B", references=(decision_of(year="2016"),))]
    assert len(merge(given, profile("A", "B")).references) == 2


def test_unknown_scope_is_shared_only_when_the_date_agrees() -> None:
    same = [report(f"Sở {n}", references=(decision_of(scope="?", issued_on="2017-07-19"),)) for n in "AB"]
    assert len(merge(same, profile("A", "B")).references) == 1
    undated = [report(f"Sở {n}", references=(decision_of(scope="?"),)) for n in "AB"]
    assert len(merge(undated, profile("A", "B")).references) == 2


def test_disagreement_on_the_date_is_listed() -> None:
    given = [
        report("Sở A", references=(decision_of(issued_on="2017-07-19"),)),
        report("Sở B", references=(decision_of(issued_on="2017-09-17"),)),
    ]
    result = merge(given, profile("A", "B"))
    (ref,) = result.references
    assert set(ref.dates) == {"2017-07-19", "2017-09-17"}
    assert [(c.kind, sorted(s.value for s in c.sides)) for c in result.conflicts] == [
        ("reference_date", ["17/09/2017", "19/07/2017"])
    ]


def test_mentions_and_units_are_counted() -> None:
    result = merge(
        [report("Sở A", references=(decision_of(),)), report("Sở B", references=(decision_of(),))], profile("A", "B")
    )
    (ref,) = result.references
    assert len(ref.mentions) == 2 and ref.units == ("A", "B") and ref.mentions[0].evidence.page == 2


# --- units, versions, status


def test_without_a_profile_every_unit_that_ever_reported_is_expected() -> None:
    given = [
        report("SỞ NỘI VỤ", indicator(CLASSES, 1)),
        report("UBND HUYỆN HẢI LĂNG", indicator(CLASSES, 2)),
        report("UBND HUYỆN GIO LINH", indicator(CLASSES, 3), period=named("year", 2016), issued_on="2016-12-10"),
    ]
    result = merge(given, BUILTIN, YEAR)
    assert states(result) == {
        "so-noi-vu": "received",
        "ubnd-huyen-gio-linh": "missing",
        "ubnd-huyen-hai-lang": "received",
    }
    assert (result.rates.expected, result.rates.actual, result.rates.reporting_rate) == (3, 2, 66.67)
    assert [unit.name for unit in result.units] == ["Sở Nội vụ", "UBND huyện Gio Linh", "UBND huyện Hải Lăng"]


def test_the_period_of_most_reports_is_the_default() -> None:
    given = [report("Sở A"), report("Sở B"), report("Sở A", period=named("year", 2016))]
    assert merge(given, profile("A", "B")).period == merge(given, profile("A", "B"), YEAR).period


def test_derived_issuers_assign_with_less_confidence_and_unknown_ones_are_listed() -> None:
    derived = report(None, indicator(CLASSES, 1), filename="a.txt").model_copy(
        update={"issuer": Issuer(name="Sở A tỉnh Quảng Trị", confidence=0.8, method="derived")}
    )
    lost = report(None, indicator(CLASSES, 2), filename="b.txt")
    result = merge([derived, lost], profile("A"))
    by_file = {item.filename: item for item in result.assignments}
    assert (by_file["a.txt"].unit, by_file["a.txt"].method, by_file["a.txt"].confidence) == ("A", "issuer", 0.8)
    assert [item.filename for item in result.unassigned] == ["b.txt"]
    assert total(result, CLASSES).amount.value == 1

    decided = Decision(
        kind="assign", target=lost.report_id, value="A", reason="gọi điện hỏi", by="văn thư", at="2018-01-02"
    )
    assert {item.unit for item in merge([lost], profile("A"), decisions=[decided]).assignments} == {"A"}


def test_a_name_that_fits_two_units_is_ambiguous() -> None:
    twins = (
        OrgUnit(code="X", name="Phòng Nội vụ huyện X", aliases=("Phòng Nội vụ",)),
        OrgUnit(code="Y", name="Phòng Nội vụ huyện Y", aliases=("Phòng Nội vụ",)),
    )
    (lost,) = merge([report("PHÒNG NỘI VỤ")], BUILTIN.model_copy(update={"units": twins})).unassigned
    assert (lost.state, lost.candidates) == ("ambiguous", ("X", "Y"))


def test_units_valid_in_the_period_win() -> None:
    both = (
        OrgUnit(code="OLD", name="Sở A", valid_to="2025-07-01", successors=("NEW",)),
        OrgUnit(code="NEW", name="Sở A", valid_from="2025-07-01"),
    )
    fact = indicator(CLASSES, 1)
    given = [report("Sở A", fact, period=named("year", 2024)), report("Sở A", fact, period=named("quarter", 2026, 1))]
    result = merge(given, BUILTIN.model_copy(update={"units": both}), named("year", 2024))
    assert {item.period: item.unit for item in result.reports} == {"năm 2024": "OLD", "quý I/2026": "NEW"}
    assert states(result) == {"OLD": "received"}


def test_a_later_report_replaces_an_earlier_one_and_the_difference_is_shown() -> None:
    first = report("Sở A", indicator(CLASSES, 4), number="10/BC-A", issued_on="2017-12-01")
    second = report("Sở A", indicator(CLASSES, 6), number="12/BC-A", issued_on="2017-12-20")
    result = merge([second, first], profile("A"))
    assert total(result, CLASSES).amount.value == 6
    (change,) = result.versions
    assert not change.explicit and (result.reports[change.old].number, result.reports[change.new].number) == (
        "10/BC-A",
        "12/BC-A",
    )
    assert {item.subject: (item.before, item.after) for item in change.changes}[
        "1.7.training_classes lớp tập huấn"
    ] == ("4 lớp", "6 lớp")
    (row,) = result.status
    assert (row.state, row.versions) == ("received", 2)


def test_an_explicit_replacement_wins_over_dates() -> None:
    later = report("Sở A", indicator(CLASSES, 4), number="10/BC-A", issued_on="2017-12-20")
    replacing = report("Sở A", indicator(CLASSES, 6), number="12/BC-A", issued_on="2017-12-01", references=(
        reference("10/BC-A", "bc-a/10/2017/?", relation="supersedes", type=DocumentType(code="BC", name="Báo cáo")),
    ))  # fmt: skip
    result = merge([later, replacing], profile("A"))
    assert total(result, CLASSES).amount.value == 6
    assert [change.explicit for change in result.versions] == [True]


def test_reports_on_other_subjects_are_no_versions() -> None:
    given = [
        report("Sở A", indicator(CLASSES, 4), subject="Kết quả công tác cải cách hành chính năm 2017"),
        report(
            "Sở A",
            indicator(TRAINEES, 90),
            subject="Công tác phòng, chống tham nhũng và tiêu cực năm 2017",
            number="9/BC-A",
        ),
    ]
    result = merge(given, profile("A"))
    assert not result.versions and {item.state for item in result.reports} == {"used"}


def test_every_status() -> None:
    due = Calendar(reports=(ReportType(code="c", name="c", due_days=10),))
    rules = (*BUILTIN.indicators, IndicatorRule(code="must", name="Bắt buộc", required=True))
    must = indicator("must", 1)
    given = [
        report("Sở A", must, issued_on="2018-01-05"),
        report("Sở B", must, issued_on="2018-01-20"),
        report("Sở C", indicator(CLASSES, 1), issued_on="2018-01-05"),
        report("Sở D", must, period=named("nine_months", 2016), issued_on="2018-01-05"),
    ]
    failures = [
        Arrival(filename="2017/so-e.pdf", state="encrypted", reason="Tệp có mật khẩu."),
        Arrival(filename="khac.pdf", state="unreadable", reason="Hỏng.", unit="F"),
    ]
    result = merge(given, profile("A", "B", "C", "D", "E", "F", "G", calendar=due, indicators=rules), YEAR, failures)
    assert states(result) == {
        "A": "received", "B": "late", "C": "partial", "D": "wrong_period", "E": "unreadable", "F": "unreadable", "G": "missing",
    }  # fmt: skip
    rates = result.rates
    assert (rates.expected, rates.actual, rates.actual_on_time) == (7, 3, 2)
    assert (rates.reporting_rate, rates.reporting_rate_on_time) == (42.86, 28.57)
    late = next(row for row in result.status if row.unit == "B")
    assert (late.due_on, late.days_late) == ("2018-01-11", 9)


def test_files_of_other_years_say_nothing_about_this_one() -> None:
    lost = [
        Arrival(filename="2016/so-a.pdf", state="unreadable"),
        Arrival(filename="2017/so-b.pdf", state="unreadable"),
    ]
    assert states(merge([], profile("A", "B"), YEAR, lost)) == {"A": "missing", "B": "unreadable"}


def test_reports_without_any_period_are_still_brought_together() -> None:
    given = [report(f"Sở {n}", indicator(CLASSES, 2), period=None) for n in "AB"]
    result = merge(given, profile("A", "B"))
    assert total(result, CLASSES).amount.value == 4 and {item.state for item in result.reports} == {"used"}
    assert result.reports[0].reason == "Không xác định được kỳ báo cáo."
    dated = merge(given, profile("A", "B"), YEAR)
    assert states(dated) == {"A": "wrong_period", "B": "wrong_period"}
    assert states(merge(given, profile("A", "B"), named("year", 2011))) == {"A": "missing", "B": "missing"}


def test_an_empty_report_is_no_report() -> None:
    assert states(merge([report("Sở A")], profile("A"))) == {"A": "unreadable"}


def test_an_arrival_date_counts_before_the_date_of_issue() -> None:
    due = Calendar(reports=(ReportType(code="c", name="c", due_days=10),))
    given = report("Sở A", indicator(CLASSES, 1), issued_on="2018-01-05")
    came = Arrival(filename="a", report_id=given.report_id, arrived_at="2018-01-15T08:00:00")
    (row,) = merge([given], profile("A", calendar=due), arrivals=[came]).status
    assert (row.state, row.received_on, row.days_late) == ("late", "2018-01-15", 4)


def test_approval_states_and_provisional_reports() -> None:
    given = [report("Sở A", indicator(CLASSES, 1))]
    assert merge(given, profile("A")).provisional_reasons == ("1 báo cáo chưa được duyệt.",)
    accepted = Decision(
        kind="approve", target="A@year-2017", value="accepted", reason="đủ", by="trưởng phòng", at="2018-01-20"
    )
    result = merge(given, profile("A"), decisions=[accepted])
    assert not result.provisional and result.status[0].approval == "accepted"


def test_a_report_taken_out_by_a_person_is_not_used() -> None:
    given = report("Sở A", indicator(CLASSES, 1))
    out = Decision(kind="exclude", target=given.report_id, reason="gửi nhầm", by="văn thư", at="2018-01-20")
    result = merge([given], profile("A"), YEAR, decisions=[out])
    assert result.reports[0].state == "not_a_report" and not result.indicators


def test_documents_that_are_no_reports_are_not_used() -> None:
    given = report("Sở A", indicator(CLASSES, 1), document_type=DocumentType(code="QĐ", name="Quyết định"))
    assert merge([given], profile("A"), YEAR).reports[0].state == "not_a_report"


# --- history, rules


def test_comparison_with_last_year_and_the_units_in_both() -> None:
    before = named("year", 2016)
    given = [
        report("Sở A", indicator(CLASSES, 6)),
        report("Sở B", indicator(CLASSES, 4)),
        report("Sở A", indicator(CLASSES, 3), period=before, issued_on="2016-12-10"),
    ]
    (item,) = total(merge(given, profile("A", "B")), CLASSES).comparisons
    assert (item.basis, item.amount.value, item.change, item.percent) == ("same_period_last_year", 3, 7, 233.33)
    assert (item.units, item.like_now, item.like_then) == (1, 6, 3)


def test_a_bound_has_no_change() -> None:
    given = [
        report("Sở A", indicator(TRAINEES, 300, bound="more_than")),
        report("Sở A", indicator(TRAINEES, 200), period=named("year", 2016), issued_on="2016-12-10"),
    ]
    (item,) = total(merge(given, profile("A")), TRAINEES).comparisons
    assert item.amount.value == 200 and item.change is None


def test_outliers_by_the_units_own_history() -> None:
    history = [
        report("Sở A", indicator(CLASSES, value), period=named("year", year), issued_on=f"{year}-12-10")
        for year, value in zip(range(2011, 2017), (10, 11, 9, 10, 12, 11), strict=True)
    ]
    usual = merge([*history, report("Sở A", indicator(CLASSES, 12))], profile("A"), YEAR)
    odd = merge([*history, report("Sở A", indicator(CLASSES, 120))], profile("A"), YEAR)
    assert [f.rule for f in usual.findings] == []
    assert [(f.rule, f.unit) for f in odd.findings] == [("outlier", "A")]


def test_a_figure_from_the_years_start_cannot_fall() -> None:
    given = [
        report("Sở A", indicator(CLASSES, 5)),
        report("Sở A", indicator(CLASSES, 8), period=named("half", 2017, 1), issued_on="2017-06-10"),
    ]
    assert [f.rule for f in merge(given, profile("A"), YEAR).findings] == ["year-to-date"]


def test_the_departments_rules_are_judged_on_units_and_totals() -> None:
    rule = ValidationRule(
        id="r",
        left="[1.2.3.2]",
        operator="<=",
        right="[1.2.3.1]",
        instruction="Không được lớn hơn.",
        importance="high",
        scope="both",
    )
    given = [report("Sở A", indicator("1.2.3.1", 5, unit="vấn đề"), indicator("1.2.3.2", 6, unit="vấn đề"))]
    found = merge(given, profile("A", rules=(rule,))).findings
    assert [(f.rule, f.severity, f.unit) for f in found] == [("rule:r", "error", "A"), ("rule:r", "error", None)]
    assert "6 ≤ 5 không đúng" in found[0].message and len(found[0].evidence) == 2


def test_documents_that_were_replaced_before_the_period_ended_are_found() -> None:
    old = ReplacedDocument(number="61/2018/NĐ-CP", replaced_by="118/2025/NĐ-CP", replaced_from="2025-07-01")
    cited = reference("61/2018/NĐ-CP", "nd-cp/61/2018/trung-uong", issued_on="2018-04-23")

    def found(year: int) -> Consolidation:
        given = report("Sở A", references=(cited,), period=named("year", year), issued_on=f"{year}-12-20")
        return merge([given], profile("A", documents=(old,)))

    assert found(2025).references[0].superseded_by == "118/2025/NĐ-CP"
    assert [f.rule for f in found(2025).findings] == ["cited-superseded"]
    assert found(2024).references[0].superseded_by is None and not found(2024).findings


# --- determinism


def test_any_order_gives_the_same_bytes() -> None:
    rng = random.Random(5)
    given: list[Report] = []
    for n in range(12):
        facts = [indicator(CLASSES, rng.randrange(9), start=k) for k in range(rng.randrange(1, 4))]
        given.append(
            report(
                f"Sở {n % 7}",
                *facts,
                number=f"{n}/BC-S",
                period=named("year", 2016 + n % 2),
                references=(decision_of(year="?" if n % 3 else "2017"),),
            )
        )
    arrivals = [
        Arrival(filename=f"f{n}", report_id=r.report_id, arrived_at=f"2018-01-{n + 10}") for n, r in enumerate(given)
    ]
    expected = merge(given, BUILTIN, arrivals=arrivals).model_dump_json()
    for _ in range(5):
        rng.shuffle(given)
        rng.shuffle(arrivals)
        assert merge([*given, given[0]], BUILTIN, arrivals=arrivals).model_dump_json() == expected


def test_nothing_at_all() -> None:
    result = merge([], BUILTIN)
    assert result.period is None and result.rates.expected == 0 and result.rates.reporting_rate is None
