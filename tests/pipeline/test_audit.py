"""Every audit rule on reports made here: what it must find, and what looks alike but is right."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from pipeline.audit import data, rules
from pipeline.audit.data import csv_table, toml_table
from schemas.document import Block, BlockKind, Document, Table
from schemas.finding import Finding
from schemas.indicator import Indicator
from schemas.letterhead import Issuer, Letterhead, Signature
from schemas.period import Date, Period
from schemas.procedure import ProcedureCount
from schemas.reference import DocumentType, Mention, Reference
from schemas.report import Report, Source
from schemas.span import Evidence, Repair

BC = DocumentType(code="BC", name="Báo cáo")
QD = DocumentType(code="QĐ", name="Quyết định")


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
    defaults: dict[str, Any] = {"number": quote, "kind": "individual", "key": quote.lower()}
    mention = Mention(start=start, end=start + len(quote), quote=quote)
    return Reference(mentions=(mention,), **(defaults | members))


def findings(rule: str, subject: Report, source: Document) -> list[Finding]:
    module = next(item for item in rules() if item.__name__.endswith(f".{rule}"))
    found = list(module.check(subject, source))
    for item in found:
        assert item.rule == rule.replace("_", "-")
        assert item.evidence, "a finding without evidence"
        for evidence in item.evidence:
            assert source.text[evidence.start : evidence.end] == evidence.quote
    return found


def period(text: str, quote: str, role: str, **members: Any) -> Period:
    return Period(text=quote, role=role, evidence=(proof(text, quote),), **members)  # type: ignore[arg-type]


YEAR: dict[str, Any] = {"kind": "year", "year": 2017, "start": "2017-01-01", "end": "2018-01-01"}
NINE: dict[str, Any] = {"kind": "nine_months", "year": 2017, "start": "2017-01-01", "end": "2017-10-01"}


def test_every_rule_is_documented_and_survives_nothing_at_all() -> None:
    for module in rules():
        assert module.__doc__ and "Severity:" in module.__doc__ and "Cleared by:" in module.__doc__, module.__name__
        assert list(module.check(report(), Document(text=""))) == []


def test_data_files_say_where_they_come_from() -> None:
    names = sorted(entry.name for entry in files(data.__name__).iterdir() if entry.name.endswith((".toml", ".csv")))
    assert len(names) > 6
    for name in names:
        stem, _, form = name.partition(".")
        if form == "toml":
            table = toml_table(stem)
            assert table["source"] and isinstance(table["verified"], bool), name
        else:
            assert all(row["source"] and row["verified"] in ("true", "false") for row in csv_table(stem)), name
    assert all(row["number"].isdigit() for row in csv_table("standards"))


class TestPeriodConflict:
    def test_names_both_places(self) -> None:
        text = "BÁO CÁO\nKết quả năm 2017\nTrên đây là báo cáo 9 tháng đầu năm 2017 của Sở."
        periods = (period(text, "năm 2017", "title", **YEAR), period(text, "9 tháng đầu năm 2017", "closing", **NINE))
        (found,) = findings("period_conflict", report(periods=periods), document(text))
        assert found.message == "Tiêu đề ghi 'năm 2017', phần kết ghi '9 tháng đầu năm 2017'."
        assert [item.quote for item in found.evidence] == ["năm 2017", "9 tháng đầu năm 2017"]
        assert found.severity == "error"

    @pytest.mark.parametrize(
        ("closing", "members"),
        [
            ("Trên đây là báo cáo của Sở trong năm 2017", YEAR),
            (
                "Trên đây là báo cáo từ 15/12/2016 đến 14/12/2017",
                {"kind": "range", "start": "2016-12-15", "end": "2017-12-15"},
            ),
            ("Trên đây là báo cáo và phương hướng nhiệm vụ năm 2018", YEAR | {"year": 2018}),
            (
                "Trên đây là báo cáo giai đoạn 2016-2020",
                {"kind": "range", "start": "2016-01-01", "end": "2021-01-01"},
            ),
        ],
    )
    def test_the_same_time_is_no_conflict(self, closing: str, members: dict[str, Any]) -> None:
        text = f"BÁO CÁO\nKết quả năm 2017\n{closing}"
        quote = closing.split("báo cáo ")[1]
        if members.get("year") == 2018:
            members = members | {"start": "2018-01-01", "end": "2019-01-01"}
            quote = "năm 2018"
        periods = (period(text, "năm 2017", "title", **YEAR), period(text, quote, "closing", **members))
        assert findings("period_conflict", report(periods=periods), document(text)) == []

    def test_the_last_year_of_the_calendar(self) -> None:
        text = "Kết quả năm 9999\nTrên đây là báo cáo năm 2017"
        last = YEAR | {"year": 9999, "start": "9999-01-01", "end": "10000-01-01"}
        periods = (period(text, "năm 9999", "title", **last), period(text, "năm 2017", "closing", **YEAR))
        assert findings("period_conflict", report(periods=periods), document(text)) == []

    def test_a_plans_year_around_the_period_is_no_conflict(self) -> None:
        text = "Kết quả 9 tháng đầu năm 2017\nTrên đây là báo cáo kết quả thực hiện Kế hoạch CCHC cả năm nay."
        periods = (period(text, "9 tháng đầu năm 2017", "title", **NINE), period(text, "cả năm nay", "closing", **YEAR))
        assert findings("period_conflict", report(periods=periods), document(text)) == []

    @pytest.mark.parametrize(("heading", "hits"), [(4, 1), (2, 0)])
    def test_numbered_weeks(self, heading: int, hits: int) -> None:
        text = f"CÔNG TÁC TUẦN 02 THÁNG 6\nI. TÌNH HÌNH TUẦN 0{heading} THÁNG 6\nII. NHIỆM VỤ TUẦN 05 THÁNG 6"
        periods = (
            period(text, "TUẦN 02 THÁNG 6", "title", kind="week", index=2),
            period(
                text, f"TUẦN 0{heading} THÁNG 6", "heading" if heading != 2 else "title", kind="week", index=heading
            ),
            period(text, "TUẦN 05 THÁNG 6", "heading", kind="week", index=5),
        )
        assert len(findings("period_conflict", report(periods=periods), document(text))) == hits

    def test_headings_about_a_part_or_another_year(self) -> None:
        text = "Kết quả 9 tháng đầu năm 2017\nI. Kết quả quý III/2017\nII. So với năm 2016"
        quarter: dict[str, Any] = {
            "kind": "quarter",
            "year": 2017,
            "index": 3,
            "start": "2017-07-01",
            "end": "2017-10-01",
        }
        before = YEAR | {"year": 2016, "start": "2016-01-01", "end": "2017-01-01"}
        periods = (
            period(text, "9 tháng đầu năm 2017", "title", **NINE),
            period(text, "quý III/2017", "heading", **quarter),
            period(text, "năm 2016", "heading", **before),
        )
        assert findings("period_conflict", report(periods=periods), document(text)) == []

    def test_results_of_tasks_are_not_coming_work(self) -> None:
        text = "Kết quả năm 2017\nTrên đây là báo cáo kết quả thực hiện nhiệm vụ 9 tháng đầu năm 2017"
        periods = (period(text, "năm 2017", "title", **YEAR), period(text, "9 tháng đầu năm 2017", "closing", **NINE))
        assert len(findings("period_conflict", report(periods=periods), document(text))) == 1

    def test_a_title_with_two_periods(self) -> None:
        text = "Kết quả tháng 9 và 9 tháng đầu năm 2017\nTrên đây là báo cáo của chín tháng."
        month: dict[str, Any] = {"kind": "month", "year": 2017, "index": 9, "start": "2017-09-01", "end": "2017-10-01"}
        periods = (
            period(text, "tháng 9", "title", **month),
            period(text, "9 tháng đầu năm 2017", "title", **NINE),
            period(text, "chín tháng", "closing", **NINE),
        )
        assert findings("period_conflict", report(periods=periods), document(text)) == []

    def test_the_opening_may_name_other_documents_periods(self) -> None:
        text = "Kết quả quý I năm 2018\nThực hiện Kế hoạch năm 2017, Sở báo cáo kết quả quý I năm nay"
        quarter = {"kind": "quarter", "year": 2018, "index": 1, "start": "2018-01-01", "end": "2018-04-01"}
        periods = (period(text, "quý I năm 2018", "title", **quarter), period(text, "năm 2017", "opening", **YEAR))
        assert findings("period_conflict", report(periods=periods), document(text)) == []

    def test_the_opening_that_reports_on_another_year(self) -> None:
        text = "Kết quả năm 2018\nSở Nội vụ báo cáo kết quả năm 2017 như sau"
        title = period(text, "năm 2018", "title", **(YEAR | {"year": 2018, "start": "2018-01-01", "end": "2019-01-01"}))
        periods = (title, period(text, "năm 2017", "opening", **YEAR))
        (found,) = findings("period_conflict", report(periods=periods), document(text))
        assert "phần mở đầu" in found.message


class TestSubjectMismatch:
    def test_copied_closing(self) -> None:
        text = "BÁO CÁO\nCông tác phòng, chống thiên tai\n…\nTrên đây là báo cáo kết quả cải cách hành chính của Sở."
        found = findings("subject_mismatch", report(subject="Công tác phòng, chống thiên tai năm 2020"), document(text))
        assert len(found) == 1 and "cải cách hành chính" in found[0].message

    @pytest.mark.parametrize(
        "closing",
        [
            "Trên đây là báo cáo kết quả công tác CCHC năm 2020 của Sở.",
            "Trên đây là Báo cáo kết quả thực hiện cải cách hành chính, chuyển đổi số.",
            "Trên đây là báo cáo của Sở Nội vụ, kính gửi UBND tỉnh.",
        ],
    )
    def test_shortened_closing(self, closing: str) -> None:
        subject = "Kết quả thực hiện công tác cải cách hành chính năm 2020"
        assert findings("subject_mismatch", report(subject=subject), document(f"BÁO CÁO\n{closing}")) == []


WHOLE_HEAD = (
    "SỞ NỘI VỤ\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 15/BC-SNV\nBÁO CÁO\nKết quả"
)


class TestLetterheadMissing:
    def whole(self, **changes: Any) -> Report:
        head: dict[str, Any] = {
            "agency": "SỞ NỘI VỤ", "number": "15/BC-SNV", "symbol": "BC-SNV", "place": "Huế", "issued_on": "2020-05-04",
        }  # fmt: skip
        return report(
            letterhead=Letterhead(**(head | changes)),
            document_type=BC,
            subject="Kết quả",
            signature=Signature(name="Nguyễn Văn A"),
            recipients=("Như trên",),
        )

    def test_complete(self) -> None:
        assert findings("letterhead_missing", self.whole(), document(WHOLE_HEAD)) == []

    def test_party_document_has_no_national_name(self) -> None:
        text = "TỈNH ỦY\tĐẢNG CỘNG SẢN VIỆT NAM\nSố 15-BC/TU\nBÁO CÁO"
        assert findings("letterhead_missing", self.whole(), document(text)) == []

    def test_a_letter_has_no_type(self) -> None:
        letter = self.whole(number="112/SNV-VP", symbol="SNV-VP").model_copy(update={"document_type": None})
        assert findings("letterhead_missing", letter, document(WHOLE_HEAD)) == []
        untitled = self.whole().model_copy(update={"document_type": None})
        assert "tên loại" in findings("letterhead_missing", untitled, document(WHOLE_HEAD))[0].message

    def test_draft(self) -> None:
        (found,) = findings("letterhead_missing", self.whole(number=None), document(WHOLE_HEAD))
        assert "mới có ký hiệu" in found.message and "quốc hiệu" not in found.message

    def test_everything_missing_is_one_finding(self) -> None:
        (found,) = findings("letterhead_missing", report(document_type=BC), document("BÁO CÁO\nKết quả năm 2017"))
        for part in ("quốc hiệu", "tiêu ngữ", "số và ký hiệu", "địa danh", "trích yếu", "người ký", "nơi nhận"):
            assert part in found.message
        assert found.severity == "warning"

    def test_a_law_is_not_judged(self) -> None:
        law = report(document_type=DocumentType(code="Luật", name="Luật"))
        assert findings("letterhead_missing", law, document("LUẬT\nĐiều 1.")) == []


class TestNumbers:
    @pytest.mark.parametrize("number", ["125", "15/", "BC-SNV", "15/123", "15/CV-SNV"])
    def test_own_number_malformed(self, number: str) -> None:
        text = f"Số: {number}\nBÁO CÁO"
        head = Letterhead(number=number, evidence=(proof(text, number, "number"),))
        assert len(findings("number_malformed", report(letterhead=head), document(text))) == 1

    @pytest.mark.parametrize(
        "number", ["15/BC-SNV", "30/2020/NĐ-CP", "30-NQ/TW", "63/2010/QH12", "112/SNV-VP", "12-CV/TU"]
    )
    def test_own_number_right(self, number: str) -> None:
        subject = report(letterhead=Letterhead(number=number))
        assert findings("number_malformed", subject, document(f"Số: {number}")) == []

    def test_repaired_citation(self) -> None:
        text = "Quyết định số l982/QĐ-UBND"
        repair = Repair(before="l982", after="1982", reason="ocr")
        reference = cited(text, "l982/QĐ-UBND", number="1982/QĐ-UBND", repairs=(repair,))
        assert (
            "1982/QĐ-UBND" in findings("number_malformed", report(references=(reference,)), document(text))[0].message
        )
        scan = document(text, text_origin="ocr")
        assert findings("number_malformed", report(references=(reference,)), scan) == []

    @pytest.mark.parametrize(
        ("number", "hits"), [("45/25010/NĐ-CP", 1), ("45/2010/NĐ-CP", 0), ("45/210/NĐ-CP", 1), ("1982/QĐ-UBND", 0)]
    )
    def test_year_of_a_cited_number(self, number: str, hits: int) -> None:
        text = f"Nghị định số {number}"
        subject = report(references=(cited(text, number),))
        assert len(findings("number_malformed", subject, document(text))) == hits

    @pytest.mark.parametrize(
        ("text", "hits"),
        [
            ("trong 05 (sáu) ngày", 1),
            ("trong 10 (mười) ngày", 0),
            ("hỗ trợ 1.250 (một nghìn hai trăm năm mươi) hồ sơ", 0),
            ("hỗ trợ 1.250 (một nghìn hai trăm sáu mươi) hồ sơ", 1),
            ("Điều 5 (sửa đổi)", 0),
            ("quý 3 (năm)", 0),
            ("59 (Sở Nội vụ)", 0),
        ],
    )
    def test_figures_and_words(self, text: str, hits: int) -> None:
        assert len(findings("figure_word_mismatch", report(), document(text))) == hits

    @pytest.mark.parametrize(
        ("text", "number", "faults"),
        [
            ("Kế hoạch số 5/KH-UBND", "5/KH-UBND", 1),
            ("Quyết định số 15 / QĐ–UBND", "15 / QĐ–UBND", 2),
            ("Quyết định số 15/QÐ-UBND", "15/Q\u00d0-UBND", 1),
            ("Quyết định số 05/QĐ-UBND", "05/QĐ-UBND", 0),
            ("Quyết định số 1982/\nQĐ-UBND", "1982/\nQĐ-UBND", 0),
            ("Nghị quyết số 30c/NQ-CP", "30c/NQ-CP", 0),
            ("Nghị định số 8/2010/NĐ-CP", "8/2010/NĐ-CP", 1),
        ],
    )
    def test_style(self, text: str, number: str, faults: int) -> None:
        reference = cited(text, number)
        assert len(findings("numbering_style", report(references=(reference,)), document(text))) == faults


class TestDates:
    def test_impossible(self) -> None:
        text = "ngày 31/11/2017"
        date = Date(value=None, precision="day", state="invalid", evidence=(proof(text, "31/11/2017"),))
        (found,) = findings("date_malformed", report(dates=(date,)), document(text))
        assert found.severity == "error" and "31/11/2017" in found.message

    def test_blank_matters_beside_a_citation_only(self) -> None:
        text = "Quyết định số 15/QĐ-UBND ngày … tháng … năm 2017"
        blank = Date(
            value=None,
            precision="day",
            state="blank",
            role="reference",
            evidence=(proof(text, "ngày … tháng … năm 2017"),),
        )
        assert len(findings("date_malformed", report(dates=(blank,)), document(text))) == 1
        assert (
            findings("date_malformed", report(dates=(blank.model_copy(update={"role": "issued"}),)), document(text))
            == []
        )

    @pytest.mark.parametrize(
        ("own", "dated", "hits"),
        [
            ("2017-05-12", "2017-07-19", 1),
            ("2017-07-19", "2017-07-19", 0),
            ("2017-06", "2017-07-19", 1),
            ("2017-07", "2017-07-19", 0),
            ("2017-05-12", "2017", 0),
            (None, "2017-07-19", 0),
        ],
    )
    def test_cited_after_report(self, own: str | None, dated: str, hits: int) -> None:
        text = "Quyết định số 1982/QĐ-UBND ngày 19/7/2017"
        subject = report(
            letterhead=Letterhead(issued_on=own),
            references=(cited(text, "1982/QĐ-UBND", issued_on=dated, type=QD),),
        )
        found = findings("cited_after_report_date", subject, document(text))
        assert len(found) == hits
        if hits:
            assert "Quyết định số 1982/QĐ-UBND" in found[0].message and "19/7/2017" in found[0].message

    @pytest.mark.parametrize(
        ("number", "dated", "hits"),
        [
            ("02/2017/TT-VPCP", "2016-10-31", 1),
            ("02/2017/TT-VPCP", "2017-10-31", 0),
            ("1982/QĐ-UBND", "2017-07-19", 0),
            ("63/2010/QH12", None, 0),
        ],
    )
    def test_year_of_number(self, number: str, dated: str | None, hits: int) -> None:
        text = f"Thông tư số {number}"
        subject = report(references=(cited(text, number, issued_on=dated),))
        assert len(findings("date_year_mismatch", subject, document(text))) == hits

    def test_one_number_two_dates(self) -> None:
        text = "Quyết định số 15/QĐ-UBND ngày 19/7/2017; theo Quyết định số 15/QĐ-UBND ngày 20/7/2017"
        second = text.rindex("15/QĐ-UBND")
        mentions = (
            Mention(start=14, end=24, quote="15/QĐ-UBND"),
            Mention(start=second, end=second + 10, quote="15/QĐ-UBND"),
        )
        dates = tuple(
            Date(value=value, precision="day", role="reference", evidence=(proof(text, quote),))
            for value, quote in (("2017-07-19", "19/7/2017"), ("2017-07-20", "20/7/2017"))
        )
        reference = Reference(
            number="15/QĐ-UBND", kind="individual", type=QD, key="k", mentions=mentions, issuer="UBND tỉnh"
        )
        (found,) = findings("number_date_conflict", report(references=(reference,), dates=dates), document(text))
        assert found.message == "Quyết định số 15/QĐ-UBND được ghi hai ngày khác nhau: 19/7/2017 và 20/7/2017."
        assert found.severity == "error"

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            ({"issued_on": "2016-07-19"}, {"issued_on": "2017-07-20"}),
            ({"issued_on": "2017-07-19", "issuer": "UBND tỉnh"}, {"issued_on": "2017-07-20", "issuer": "UBND huyện A"}),
            ({"issued_on": "2017-07-19"}, {"issued_on": "2017-07-19"}),
            ({"issued_on": "2017-07-19"}, {"issued_on": "2017"}),
        ],
    )
    def test_two_documents_with_one_number(self, first: dict[str, Any], second: dict[str, Any]) -> None:
        text = "Quyết định số 15/QĐ-UBND"
        references = (cited(text, "15/QĐ-UBND", **first), cited(text, "15/QĐ-UBND", **second))
        assert findings("number_date_conflict", report(references=references), document(text)) == []


class TestLabelSymbolConflict:
    @pytest.mark.parametrize(
        ("text", "number", "hits"),
        [
            ("theo Kế hoạch số 15/QĐ-UBND của tỉnh", "15/QĐ-UBND", 1),
            ("theo Công văn số 15/QĐ-UBND của tỉnh", "15/QĐ-UBND", 1),
            ("theo Quyết định số 15/QĐ-UBND của tỉnh", "15/QĐ-UBND", 0),
            ("theo văn bản số 04/KH-SNV của Sở", "04/KH-SNV", 0),
            ("theo Công văn số 112/SNV-VP của Sở", "112/SNV-VP", 0),
            ("theo Công văn số 45/KH-TH của Sở", "45/KH-TH", 0),
            ("theo Thông báo kết luận số 12/TB-UBND", "12/TB-UBND", 0),
            ("theo Quy định số 15-QĐ/TW", "15-QĐ/TW", 0),
            ("theo Luật số 63/2010/QH12", "63/2010/QH12", 0),
            ("theo Chương trình hành động số 12-CTr/TU", "12-CTr/TU", 0),
            ("theo Thông tư số 02/2017/TT-VPCP", "02/2017/TT-VPCP", 0),
            ("theo Thông tư số 02/2017/NĐ-CP", "02/2017/NĐ-CP", 1),
        ],
    )
    def test_citations(self, text: str, number: str, hits: int) -> None:
        subject = report(references=(cited(text, number),))
        found = findings("label_symbol_conflict", subject, document(text))
        assert len(found) == hits
        assert all(item.evidence[0].quote == text.partition("theo ")[2].partition(" của")[0] for item in found)

    def test_own_number(self) -> None:
        text = "Số: 15/KH-SNV\nBÁO CÁO"
        head = Letterhead(number="15/KH-SNV", evidence=(proof(text, "15/KH-SNV", "number"),))
        subject = report(letterhead=head, document_type=BC)
        assert len(findings("label_symbol_conflict", subject, document(text))) == 1
        right = report(letterhead=Letterhead(number="15/BC-SNV"), document_type=BC)
        assert findings("label_symbol_conflict", right, document(text)) == []


def quantity(text: str, quote: str, **members: Any) -> Indicator:
    defaults: dict[str, Any] = {"code": None, "label": "hồ sơ", "unit": "hồ sơ", "value": None}
    return Indicator(evidence=(proof(text, quote),), **(defaults | members))


class TestFigures:
    @pytest.mark.parametrize(
        ("value", "whole", "percent", "hits"),
        [
            (45, 59, 76.27, 0),
            (45, 59, 76.2, 0),
            (45, 59, 76, 0),
            (45, 59, 76.3, 0),
            (45, 59, 67.27, 1),
            (59, 59, 100, 0),
            (120, 100, 120, 0),
            (61, 59, None, 1),
            (45, 59, None, 0),
            (0, 0, None, 0),
            (2, 3, 66.67, 0),
            (2, 3, 66.66, 0),
        ],
    )
    def test_ratio(self, value: int, whole: int, percent: float | None, hits: int) -> None:
        text = f"{value}/{whole} hồ sơ"
        subject = report(indicators=(quantity(text, text, value=value, of=whole, percent=percent),))
        assert len(findings("ratio_mismatch", subject, document(text))) == hits

    def test_an_exceeded_plan_is_right(self) -> None:
        for text, hits in (("Thu 120/100 tỷ đồng", 0), ("Kế hoạch giao: 120/100 lớp", 0), ("Đã trả 120/100 hồ sơ", 1)):
            subject = report(indicators=(quantity(text, "120/100", value=120, of=100),))
            assert len(findings("ratio_mismatch", subject, document(text))) == hits

    @pytest.mark.parametrize(
        ("text", "hits"),
        [
            ("45/59 hồ sơ (đạt 76,27%)", 0),
            ("45/59 hồ sơ (đạt 67,27%)", 1),
            ("45/59 hồ sơ, đạt tỷ lệ 76.3%", 0),
            ("45/59 hồ sơ (chiếm 70 %)", 1),
            ("120/100 hồ sơ (đạt 120%)", 0),
            ("45/59 hồ sơ, tăng 20% so với cùng kỳ", 0),
            ("45/59 hồ sơ. Tỷ lệ hài lòng đạt 90%", 0),
            ("45/59 hồ sơ (còn lại 14 hồ sơ), đạt 76%", 0),
        ],
    )
    def test_ratio_with_the_percentage_behind_it(self, text: str, hits: int) -> None:
        value, whole = (120, 100) if text.startswith("120") else (45, 59)
        subject = report(indicators=(quantity(text, f"{value}/{whole} hồ sơ", value=value, of=whole),))
        assert len(findings("ratio_mismatch", subject, document(text))) == hits

    @pytest.mark.parametrize(
        ("text", "label", "hits"),
        [
            ("Đã mở 3 lớp tập huấn nghiệp vụ.\nTổng hợp: 4 lớp tập huấn nghiệp vụ.", "lớp tập huấn nghiệp vụ", 1),
            ("Đã mở 3 lớp tập huấn nghiệp vụ.\nCùng kỳ: 4 lớp tập huấn nghiệp vụ.", "lớp tập huấn nghiệp vụ", 0),
            (
                "Đã mở 3 lớp tập huấn nghiệp vụ.\nTheo kế hoạch là 4 lớp tập huấn nghiệp vụ.",
                "lớp tập huấn nghiệp vụ",
                0,
            ),
            ("Đã mở 3 lớp tập huấn nghiệp vụ.\nTổng hợp: 4 lớp tập huấn nghiệp vụ.", "lớp", 0),
        ],
    )
    def test_one_measure_two_values(self, text: str, label: str, hits: int) -> None:
        items = tuple(
            quantity(text, quote, code="1.7.training_classes", label=label, unit="lớp", value=value)
            for quote, value in (("3 lớp", 3), ("4 lớp", 4))
        )
        assert len(findings("value_conflict", report(indicators=items), document(text))) == hits

    @pytest.mark.parametrize(
        ("parts", "between", "hits", "severity"),
        [
            ((35, 20, 10), ", trong đó: ", 1, "error"),
            ((30, 20, 4), ", gồm ", 1, "warning"),
            ((30, 20, 9), ", gồm ", 0, None),
            ((30, 20), ", trong đó có ", 0, None),
            ((30,), ", trong đó ", 0, None),
        ],
    )
    def test_parts_of_procedures(self, parts: tuple[int, ...], between: str, hits: int, severity: str | None) -> None:
        text = f"59 thủ tục{between}" + ", ".join(
            f"{part} loại {letter}" for part, letter in zip(parts, "abc", strict=False)
        )
        counts = [ProcedureCount(procedures=59, evidence=(proof(text, "59 thủ tục"),))]
        counts += [
            ProcedureCount(procedures=part, part_of=0, evidence=(proof(text, f"{part} loại"),)) for part in parts
        ]
        found = findings("totals_mismatch", report(procedure_counts=tuple(counts)), document(text))
        assert len(found) == hits
        assert all(item.severity == severity for item in found)


def table(rows: list[list[str]], header: int = 1, spans: dict[tuple[int, int], int] | None = None) -> Document:
    text, blocks = "", []
    for row, cells in enumerate(rows):
        for col, cell in enumerate(cells):
            if cell is None:
                continue
            width = (spans or {}).get((row, col), 1)
            start = len(text)
            text += cell
            blocks.append(
                Block(kind=BlockKind.CELL, start=start, end=len(text), table=0, row=row, col=col, col_span=width)
            )
            text += "\n"
    whole = Table(start=0, end=len(text), rows=len(rows), cols=max(map(len, rows)), cells=tuple(range(len(blocks))),
                  header_rows=header)  # fmt: skip
    return Document(text=text, blocks=tuple(blocks), tables=(whole,))


class TestTables:
    HEAD = ("STT", "Đơn vị", "Số hồ sơ", "Tỷ lệ %", "Số lĩnh vực")

    def test_total_row(self) -> None:
        rows = [[*self.HEAD], ["1", "Sở A", "100", "98,5", "3"], ["2", "Sở B", "1.200", "97", "4"]]
        right = table([*rows, ["", "Tổng cộng", "1.300", "97,1", "5"]])
        wrong = table([*rows, ["", "Tổng cộng", "1.310", "97,1", "5"]])
        assert findings("totals_mismatch", report(), right) == []
        (found,) = findings("totals_mismatch", report(), wrong)
        assert found.message == "Dòng 'Tổng cộng', cột 'Số hồ sơ': ghi 1.310, cộng các dòng được 1.300."
        assert found.evidence[0].quote == "1.310" and found.evidence[0].cell == (3, 2)

    def test_total_of_groups(self) -> None:
        rows = [
            ["STT", "Đơn vị", "Hồ sơ", "Đã trả"],
            ["", "TỔNG SỐ", "60", "50"],
            ["I", "Cấp tỉnh", "30", "25"],
            ["1", "Sở A", "10", "5"],
            ["2", "Sở B", "20", "20"],
            ["II", "Cấp huyện", "30", "25"],
            ["1", "Huyện A", "30", "25"],
        ]
        assert findings("totals_mismatch", report(), table(rows)) == []
        rows[1][2] = "61"
        assert len(findings("totals_mismatch", report(), table(rows))) == 1

    def test_parts_below_an_item_are_not_counted_twice(self) -> None:
        rows = [
            ["TT", "Nội dung", "Số lượng", "Năm trước"],
            ["1", "Văn bản", "10", "8"],
            ["-", "Trong đó: quyết định", "4", "4"],
            ["2", "Hội nghị", "5", "2"],
            ["", "Tổng", "15", "10"],
        ]
        assert findings("totals_mismatch", report(), table(rows)) == []

    def test_column_formulas_of_a_form(self) -> None:
        rows = [
            ["STT", "Lĩnh vực", "Tổng số", "Trực tuyến", "Trực tiếp", "Từ kỳ trước"],
            ["(1)", "(2)", "(3)=(4)+(5)+(6)", "(4)", "(5)", "(6)"],
            ["1", "Nội vụ", "60", "30", "20", "10"],
            ["2", "Thuế", "61", "30", "20", "10"],
            ["3", "Đất đai", "6", "3", "2", "1"],
        ]
        (found,) = findings("totals_mismatch", report(), table(rows, header=2))
        assert found.evidence[0].quote == "61" and "'Thuế'" in found.message

    def test_named_parts_under_a_group_header(self) -> None:
        rows: list[list[Any]] = [
            ["STT", "Đơn vị", "Đã giải quyết", None, None, None],
            ["", "", "Tổng số", "Trước hạn", "Đúng hạn", "Quá hạn"],
            ["1", "Sở A", "10", "4", "5", "1"],
            ["2", "Sở B", "12", "4", "5", "1"],
            ["3", "Sở C", "8", "3", "5", "0"],
        ]
        (found,) = findings("totals_mismatch", report(), table(rows, header=2, spans={(0, 2): 4}))
        assert found.evidence[0].quote == "12"

    def test_a_table_built_otherwise_is_left_alone(self) -> None:
        rows = [
            ["STT", "Đơn vị", "A", "B", "C"],
            ["1", "Sở A", "1", "2", "3"],
            ["2", "Sở B", "1", "2", "3"],
            ["", "Tổng cộng", "9", "9", "9"],
        ]
        assert findings("totals_mismatch", report(), table(rows)) == []

    def test_text_that_is_no_number(self) -> None:
        rows = [["STT", "Đơn vị", "Số"], ["1", "A", "10 lớp"], ["2", "B", "5"], ["", "Cộng", "99"]]
        assert findings("totals_mismatch", report(), table(rows)) == []


class TestRegistry:
    @pytest.mark.parametrize(
        ("number", "dated", "hits"),
        [
            ("12/STTTT-VP", "2026-03-01", 1),
            ("12/STTTT-VP", "2025-03-20", 0),
            ("12/STTTT-VP", "2017-03-20", 0),
            ("75/2025/TT-BNNMT", "2025-05-01", 0),
            ("75/2019/TT-BNNMT", "2019-05-01", 1),
            ("1982/QĐ-UBND", "2030-01-01", 0),
            ("12/XYZ-KL", "2026-01-01", 0),
        ],
    )
    def test_validity(self, number: str, dated: str, hits: int) -> None:
        text = f"Công văn số {number}"
        subject = report(references=(cited(text, number, issued_on=dated),))
        found = findings("issuer_not_valid_at_date", subject, document(text))
        assert len(found) == hits
        assert all(item.basis == "unverified_registry" for item in found)


class TestSignature:
    @pytest.mark.parametrize(
        ("authority", "position", "hits"),
        [
            ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", 0),
            ("KT. GIÁM ĐỐC", "GIÁM ĐỐC", 1),
            ("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG", 0),
            ("TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", 0),
            ("TM. UBND TỈNH", "CHỦ TỊCH", 0),
            ("TM. GIÁM ĐỐC", "TRƯỞNG PHÒNG", 1),
            ("TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG", 0),
            ("TUQ. CHỦ TỊCH", "GIÁM ĐỐC SỞ NỘI VỤ", 0),
            ("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", 0),
            (None, "PHÓ GIÁM ĐỐC", 1),
            (None, "PHÓ GIÁM ĐỐC PHỤ TRÁCH", 0),
            (None, "GIÁM ĐỐC", 0),
            ("Q. GIÁM ĐỐC", None, 0),
            (None, None, 0),
        ],
    )
    def test_formula(self, authority: str | None, position: str | None, hits: int) -> None:
        text = f"{authority}\n{position}\nNguyễn Văn A"
        signer = Signature(authority=authority, position=position, name="Nguyễn Văn A")
        assert len(findings("signature_formula", report(signature=signer), document(text))) == hits


class TestStandards:
    @pytest.mark.parametrize(
        ("text", "suggestion"),
        [
            ("chuyên mục ISO 900:2008 trên trang Web", "ISO 9001:2008"),
            ("theo TCVN ISO 9001:2051", "ISO 9001:2015"),
            ("theo TCVN ISO 9001:2015", None),
            ("theo ISO/IEC 27001:2013", None),
            ("theo ISO 12345:1999", None),
            ("ISO 9001 : 2015", None),
        ],
    )
    def test_suggestions(self, text: str, suggestion: str | None) -> None:
        found = findings("spelling_standard", report(issuer=Issuer(name="Sở")), document(text))
        assert [suggestion in item.message for item in found if suggestion] == ([True] if suggestion else [])
        assert len(found) == (suggestion is not None)


SAMPLES = sorted((Path(__file__).parents[2] / "samples" / "reports").glob("*/*.txt"))


class TestLaws:
    @pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
    def test_no_rule_raises_on_any_prefix_and_evidence_is_true(self, path: Path) -> None:
        from pipeline.reporting import report_and_document

        data = path.read_bytes()
        for end in range(len(data) // 12, len(data) + 1, max(1, len(data) // 12)):
            text = data[:end].decode("utf-8", "ignore")
            read, source = report_and_document(text.encode(), path.name)
            again, _ = report_and_document(text.encode(), path.name)
            assert read.findings == again.findings
            for finding in read.findings:
                assert finding.evidence and finding.message.endswith(".")
                assert all(source.text[item.start : item.end] == item.quote for item in finding.evidence)

    @pytest.mark.parametrize("folder", ["2017", "2023", "2024"])
    def test_samples_give_the_expected_findings(self, folder: str) -> None:
        from pipeline.reporting import report_of

        root = Path(__file__).parents[2] / "samples"
        for gold in sorted((root / "gold" / folder).glob("*.json")):
            expected = json.loads(gold.read_text("utf-8")).get("expected_findings")
            path = root / "reports" / folder / gold.stem
            if expected is None or not path.exists():
                continue
            rules_found = {finding.rule for finding in report_of(path.read_bytes(), path.name).findings}
            assert set(expected) <= rules_found, path.name
            if not expected:
                assert rules_found == set(), path.name
