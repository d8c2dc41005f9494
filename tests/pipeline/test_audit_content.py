"""Audit rules about what a report says and leaves out: registers, replaced documents, plans, outlines, names, places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from pipeline.audit import audit, rules
from pipeline.reporting import report_and_document
from schemas.document import Block, BlockKind, Document
from schemas.finding import Finding
from schemas.letterhead import Letterhead
from schemas.period import Period
from schemas.reference import DocumentType, Mention, Reference
from schemas.report import Report, Source
from schemas.section import Section
from schemas.span import Evidence, Repair

BC = DocumentType(code="BC", name="Báo cáo")
QD = DocumentType(code="QĐ", name="Quyết định")
YEAR: dict[str, Any] = {"kind": "year", "year": 2017, "start": "2017-01-01", "end": "2018-01-01"}
NEXT: dict[str, Any] = {"kind": "year", "year": 2018, "start": "2018-01-01", "end": "2019-01-01"}
HALF: dict[str, Any] = {"kind": "half", "year": 2017, "index": 1, "start": "2017-01-01", "end": "2017-07-01"}


def document(text: str, **members: Any) -> Document:
    return Document(text=text, blocks=(Block(kind=BlockKind.PARAGRAPH, start=0, end=len(text), page=1),), **members)


def report(**members: Any) -> Report:
    source = Source(filename="a.txt", media_type="text/plain", sha256="0" * 64, size_bytes=1)
    return Report(report_id="0" * 64, source=source, **members)


def proof(text: str, quote: str, field: str | None = None) -> Evidence:
    start = text.index(quote)
    return Evidence(start=start, end=start + len(quote), quote=quote, field=field)


def cited(text: str, quote: str, **members: Any) -> Reference:
    start = text.index(quote)
    defaults: dict[str, Any] = {"number": quote, "kind": "individual", "key": quote.lower(), "type": QD}
    mention = Mention(start=start, end=start + len(quote), quote=quote)
    return Reference(mentions=(mention,), **(defaults | members))


def period(text: str, quote: str, role: str, **members: Any) -> Period:
    start = text.rindex(quote)
    where = Evidence(start=start, end=start + len(quote), quote=quote)
    return Period(text=quote, role=role, evidence=(where,), **members)  # type: ignore[arg-type]


def findings(rule: str, subject: Report, source: Document) -> list[Finding]:
    module = next(item for item in rules() if item.__name__.endswith(f".{rule}"))
    found = list(module.check(subject, source))
    for item in found:
        assert item.rule == rule.replace("_", "-")
        assert item.evidence, "a finding without evidence"
        for evidence in item.evidence:
            assert source.text[evidence.start : evidence.end] == evidence.quote
    return found


class TestRegisterOrder:
    TEXT = "Căn cứ Quyết định số 45/QĐ-UBND ngày 10/02/2017, Quyết định số 20/QĐ-UBND ngày 05/3/2017."

    def judged(self, first: dict[str, Any], second: dict[str, Any], **members: Any) -> list[Finding]:
        issuer = {"issuer": "UBND tỉnh Minh Họa", "issuer_method": "read"}
        one = cited(self.TEXT, "45/QĐ-UBND", **({"issued_on": "2017-02-10", **issuer} | first))
        other = cited(self.TEXT, "20/QĐ-UBND", **({"issued_on": "2017-03-05", **issuer} | second))
        return findings("register_order", report(references=(one, other)), document(self.TEXT, **members))

    def test_a_later_day_with_a_lower_number(self) -> None:
        (found,) = self.judged({}, {})
        assert found.message == (
            "Quyết định số 20/QĐ-UBND ngày 05/3/2017 mang số nhỏ hơn Quyết định số 45/QĐ-UBND ngày 10/02/2017; "
            "kiểm tra lại số hoặc ngày."
        )
        assert [item.quote for item in found.evidence] == ["45/QĐ-UBND", "20/QĐ-UBND"]

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            ({}, {"issued_on": "2017-02-20"}),  # within a fortnight: numbers are reserved
            ({}, {"issued_on": "2018-03-05"}),  # another year's register
            ({}, {"issuer": "UBND huyện A"}),  # another office's register
            ({"issuer_method": "derived"}, {}),
            ({}, {"issued_on": "2017-03"}),
            ({}, {"repairs": (Repair(before="2O", after="20", reason="lookalike"),)}),
            ({"issued_on": "2017-03-05"}, {"issued_on": "2017-02-10"}),
        ],
    )
    def test_what_is_no_disorder(self, first: dict[str, Any], second: dict[str, Any]) -> None:
        assert self.judged(first, second) == []

    def test_scans_are_not_judged(self) -> None:
        assert self.judged({}, {}, text_origin="ocr") == []

    def test_national_registers_need_no_issuer(self) -> None:
        text = "Nghị định số 61/2018/NĐ-CP, Nghị định số 45/2018/NĐ-CP"
        one = cited(text, "61/2018/NĐ-CP", issued_on="2018-04-23")
        other = cited(text, "45/2018/NĐ-CP", issued_on="2018-06-13")
        assert len(findings("register_order", report(references=(one, other)), document(text))) == 1


class TestCitedSuperseded:
    TEXT = "Thực hiện Quyết định số 93/2007/QĐ-TTg, Quyết định số 09/2015/QĐ-TTg"

    def judged(self, *numbers: str, period: dict[str, Any] | None = None, **members: Any) -> list[Finding]:
        head = Letterhead(issued_on=members.pop("issued_on", None))
        references = tuple(cited(self.TEXT, number, **members) for number in numbers)
        own = Period(text="năm 2017", **period) if period else None
        return findings(
            "cited_superseded", report(references=references, letterhead=head, period=own), document(self.TEXT)
        )

    def test_a_document_that_was_replaced_before_the_period(self) -> None:
        (found,) = self.judged("93/2007/QĐ-TTg", period=YEAR)
        assert "đã được thay thế bởi 09/2015/QĐ-TTg từ ngày 15/5/2015" in found.message
        assert found.basis == "unverified_registry" and found.severity == "warning"

    def test_the_day_of_the_report_counts_where_no_period_is_known(self) -> None:
        assert len(self.judged("93/2007/QĐ-TTg", issued_on="2016-01-05")) == 1
        assert self.judged("93/2007/QĐ-TTg", issued_on="2015-08-05") == []  # within the grace
        assert self.judged("93/2007/QĐ-TTg") == []

    @pytest.mark.parametrize(
        ("numbers", "members"),
        [
            (("93/2007/QĐ-TTg", "09/2015/QĐ-TTg"), {}),  # the new one is cited too
            (("09/2015/QĐ-TTg",), {}),  # in force in 2017
            (("93/2007/QĐ-TTg",), {"relation": "repeals"}),
            (("93/2007/QĐ-TTg",), {"issued_on": None, "number": "93/QĐ-TTg"}),
        ],
    )
    def test_what_may_be_cited(self, numbers: tuple[str, ...], members: dict[str, Any]) -> None:
        assert self.judged(*numbers, period=YEAR, **members) == []


class TestPlanOfPastYear:
    def judged(self, heading: str, quote: str = "năm 2017", issued_on: str | None = None, **members: Any) -> int:
        text = f"BÁO CÁO\nKết quả công tác năm 2017.\n{heading}\n"
        title = Period(text="năm 2017", role="title", evidence=(proof(text, "năm 2017"),), **YEAR)
        other = period(text, quote, "heading", **(YEAR | members))
        subject = report(periods=(title, other), letterhead=Letterhead(issued_on=issued_on))
        return len(findings("plan_of_past_year", subject, document(text)))

    @pytest.mark.parametrize(
        "heading",
        ["III. PHƯƠNG HƯỚNG, NHIỆM VỤ năm 2017", "3. Nhiệm vụ trọng tâm năm 2017", "Dự kiến công tác năm 2017"],
    )
    def test_the_year_that_is_over_is_planned_again(self, heading: str) -> None:
        assert self.judged(heading) == 1
        assert self.judged(heading, issued_on="2017-12-20") == 1

    @pytest.mark.parametrize(
        "heading",
        [
            "I. Kết quả thực hiện nhiệm vụ trọng tâm năm 2017",
            "Phương hướng những tháng cuối năm 2017",
            "Phương hướng thực hiện kế hoạch năm 2017",
            "Kết quả công tác năm 2017",
        ],
    )
    def test_headings_of_the_year_itself(self, heading: str) -> None:
        assert self.judged(heading) == 0

    def test_the_coming_year_and_an_early_report(self) -> None:
        assert self.judged("Phương hướng năm 2018", "năm 2018", **NEXT) == 0
        assert self.judged("Phương hướng năm 2017", issued_on="2017-06-05") == 0


class TestStatedDates:
    def judged(self, between: str, stated: str, start: str | None, end: str | None, **members: Any) -> list[Finding]:
        text = f"Kết quả 6 tháng đầu năm 2017{between}{stated})."
        named = period(text, "6 tháng đầu năm 2017", "title", **HALF)
        days = period(
            text, stated, "title", **({"kind": "range", "start": start, "end": end, "basis": "stated"} | members)
        )
        return findings("stated_dates_mismatch", report(periods=(named, days)), document(text))

    def test_days_of_another_period(self) -> None:
        (found,) = self.judged(" (", "từ ngày 01/7/2017 đến ngày 31/12/2017", "2017-07-01", "2018-01-01")
        assert found.severity == "info" and "'6 tháng đầu năm 2017' được ghi kèm 'từ ngày 01/7/2017" in found.message

    @pytest.mark.parametrize(
        ("start", "end"),
        [
            ("2016-12-15", "2017-06-15"),  # the decree's days
            ("2017-01-01", "2017-07-01"),
            ("2017-01-01", "2017-06-11"),  # closed before the period ends
            ("2017-01-01", None),
            (None, "2018-01-01"),
        ],
    )
    def test_days_of_the_period(self, start: str | None, end: str | None) -> None:
        assert self.judged(" (", "từ ngày A đến ngày B", start, end) == []

    def test_days_that_stand_elsewhere(self) -> None:
        assert self.judged(", trong đó đợt kiểm tra ", "từ ngày A đến ngày B", "2016-03-01", "2016-04-01") == []


class TestPlaceOfOtherProvince:
    def judged(self, place: str, parent: str | None, agency: str) -> int:
        text = f"{place}\n{parent}\n{agency}"
        head = Letterhead(
            place=place, parent_agency=parent, agency=agency, evidence=(proof(text, place, "place"),)
        )  # fmt: skip
        return len(findings("place_of_other_province", report(letterhead=head), document(text)))

    @pytest.mark.parametrize(
        ("place", "parent", "agency"),
        [
            ("An Giang", "UBND TỈNH BẮC GIANG", "SỞ NỘI VỤ"),
            ("Hà Nam", None, "ỦY BAN NHÂN DÂN TỈNH SƠN LA"),
        ],
    )
    def test_another_province(self, place: str, parent: str | None, agency: str) -> None:
        assert self.judged(place, parent, agency) == 1

    @pytest.mark.parametrize(
        ("place", "parent", "agency"),
        [
            ("Bắc Giang", "UBND TỈNH BẮC GIANG", "SỞ NỘI VỤ"),
            ("Bắc Ninh", "UBND TỈNH BẮC GIANG", "SỞ NỘI VỤ"),  # one province from 01/7/2025 on
            ("Quảng Ninh", "UBND TỈNH QUẢNG BÌNH", "UBND HUYỆN QUẢNG NINH"),
            ("Châu Đốc", "UBND TỈNH AN GIANG", "SỞ NỘI VỤ"),
            ("Hà Nội", None, "BỘ NỘI VỤ"),
            ("Minh Họa", "UBND TỈNH MINH HỌA", "SỞ NỘI VỤ"),
        ],
    )
    def test_the_own_province(self, place: str, parent: str | None, agency: str) -> None:
        assert self.judged(place, parent, agency) == 0


def _sections(kinds: Sequence[str | None]) -> tuple[Section, ...]:
    return tuple(
        Section(label=f"{number}.", title="Mục", level=1, kind=kind, start=0, end=1)
        for number, kind in enumerate(kinds, 1)
    )


class TestSectionsMissing:
    def judged(self, kinds: Sequence[str | None], text: str = "Kết quả. Sở làm tốt.", **members: Any) -> list[Finding]:
        text = f"BÁO CÁO\n{text}"
        own = {"document_type": BC, "period": Period(text="năm 2017", **YEAR), "sections": _sections(kinds)} | members
        return findings("sections_missing", report(**own), document(text))

    def test_parts_that_are_nowhere(self) -> None:
        (found,) = self.judged(["results", None])
        assert found.message == ("Báo cáo định kỳ còn thiếu phần: đánh giá, tồn tại, hạn chế, phương hướng, kiến nghị.")
        (found,) = self.judged(["results", "difficulties"])
        assert found.message == "Báo cáo định kỳ còn thiếu phần: phương hướng, kiến nghị."

    @pytest.mark.parametrize("kinds", [["results", "assessment", "plan"], ["direction", "difficulties", "proposals"]])
    def test_outlines_that_will_do(self, kinds: list[str]) -> None:
        assert self.judged(kinds) == []

    def test_parts_in_the_text_or_below_a_heading(self) -> None:
        assert self.judged(["results", None], "Tuy còn hạn chế, Sở kiến nghị cấp thêm kinh phí.") == []
        inner = Section(label="1.", title="Mục", level=1, start=0, end=1, children=_sections(["plan", "difficulties"]))
        assert self.judged([], sections=(inner, *_sections(["results"]))) == []

    def test_what_is_not_judged(self) -> None:
        assert self.judged(["results"]) == []  # no outline could be read
        assert self.judged(["results", None], document_type=QD) == []
        assert self.judged(["results", None], period=None) == []
        assert self.judged(["results", None], period=Period(text="tuần 2", kind="week")) == []


class TestAgencyCapitals:
    @pytest.mark.parametrize(
        ("text", "names"),
        [
            ("Trình ủy ban nhân dân tỉnh Quảng Trị xem xét.", ["ủy ban nhân dân"]),
            ("Theo sở nội vụ và hội đồng nhân dân xã Tân An", ["sở nội vụ", "hội đồng nhân dân"]),
        ],
    )
    def test_small_letters(self, text: str, names: list[str]) -> None:
        (found,) = findings("agency_capitals", report(), document(text))
        assert [item.quote for item in found.evidence] == names and found.severity == "info"

    @pytest.mark.parametrize(
        "text",
        [
            "Trình Ủy ban nhân dân tỉnh Quảng Trị; Sở Nội vụ; Hội đồng nhân dân xã Tân An.",
            "Các sở, ban, ngành; ủy ban nhân dân các xã, phường; hội đồng nhân dân hai cấp.",
            "ủy ban nhân dân tỉnh nơi có đất", "cơ sở y tế", "Trụ sở xây dựng mới",
        ],
    )  # fmt: skip
    def test_common_nouns_and_right_names(self, text: str) -> None:
        assert findings("agency_capitals", report(), document(text)) == []

    def test_scans_and_text_without_capitals_are_not_judged(self) -> None:
        assert findings("agency_capitals", report(), document("Theo sở nội vụ", text_origin="ocr")) == []
        assert findings("agency_capitals", report(), document("theo sở nội vụ")) == []


def test_a_whole_report_with_many_of_these_faults() -> None:
    text = """ỦY BAN NHÂN DÂN TỈNH BẮC GIANG
SỞ NỘI VỤ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 15/BC-SNV
An Giang, ngày 20 tháng 12 năm 2019

BÁO CÁO
Kết quả công tác cải cách hành chính năm 2019
(Từ ngày 15/12/2019 đến ngày 14/12/2020)

Thực hiện Quyết định số 93/2007/QĐ-TTg ngày 22/6/2007 của Thủ tướng Chính phủ, Quyết định số 45/QĐ-UBND ngày 10/02/2019
của UBND tỉnh Bắc Giang, Quyết định số 20/QĐ-UBND ngày 05/8/2019 của UBND tỉnh Bắc Giang, Sở báo cáo như sau:
I. Kết quả công tác năm 2019
Sở phối hợp với sở tư pháp mở 3 lớp tập huấn.
II. Phương hướng, nhiệm vụ năm 2019
Tiếp tục triển khai.
"""
    made, source = report_and_document(text.encode(), "a.txt")
    expected = {
        "cited-superseded", "plan-of-past-year", "agency-capitals", "register-order", "place-of-other-province",
        "stated-dates-mismatch", "sections-missing",
    }  # fmt: skip
    assert {item.rule for item in made.findings} >= expected
    assert audit(made, source) == made.findings


class TestCitationIncomplete:
    def judged(self, text: str, source: dict[str, Any] | None = None, **members: Any) -> list[Finding]:
        reference = cited(text, "15/QĐ-UBND", **members)
        own = report(references=(reference,), document_type=BC)
        return findings("citation_incomplete", own, document(text, **(source or {})))

    def test_a_first_citation_without_its_date(self) -> None:
        (found,) = self.judged("Thực hiện Quyết định số 15/QĐ-UBND của UBND tỉnh, Sở đã mở 3 lớp.")
        assert found.message == "Viện dẫn lần đầu chưa ghi ngày, tháng, năm ban hành: Quyết định số 15/QĐ-UBND."
        assert [item.quote for item in found.evidence] == ["15/QĐ-UBND"] and found.severity == "info"

    @pytest.mark.parametrize(
        "members",
        [
            {"issued_on": "2017-07-19"},
            {"issued_on": "2017-07"},
            {"kind": "party"},
            {"type": None},
            {"repairs": (Repair(before="l5", after="15", reason="ocr"),)},
        ],
    )
    def test_what_is_not_judged(self, members: dict[str, Any]) -> None:
        assert self.judged("Thực hiện Quyết định số 15/QĐ-UBND.", **members) == []

    @pytest.mark.parametrize("before", ["sửa đổi, bổ sung một số điều của", "thay thế", "bãi bỏ"])
    def test_documents_in_the_title_of_another(self, before: str) -> None:
        assert self.judged(f"Quyết định số 20/QĐ-UBND ngày 05/3/2017 {before} Quyết định số 15/QĐ-UBND") == []

    def test_a_date_before_the_citation(self) -> None:
        assert self.judged("Ngày 04/9/2025, Bộ Nội vụ đã ban hành Quyết định số 15/QĐ-UBND về việc công bố.") == []

    def test_lists_and_scans(self) -> None:
        text = "các Quyết định số 12, 15/QĐ-UBND"
        start = text.index("15/")
        listed = (Mention(start=start, end=start + 10, quote="15/QĐ-UBND", form="list"),)
        reference = cited(text, "15/QĐ-UBND").model_copy(update={"mentions": listed})
        own = report(references=(reference,), document_type=BC)
        assert findings("citation_incomplete", own, document(text)) == []
        assert self.judged("Thực hiện Quyết định số 15/QĐ-UBND.", {"text_origin": "ocr"}) == []
