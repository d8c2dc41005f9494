"""Exports: real numbers, sources one step away, nothing that runs, the same bytes twice."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import docx
import jsonschema
import openpyxl
import pytest
from docx.oxml.ns import qn
from lxml import etree
from merge_made import YEAR, indicator, procedures, quote, reference, report

from pipeline.exporters import export, exporters, names, write_reminder
from pipeline.exporters.csv_ import safe
from pipeline.exporters.official.charts import report_charts
from pipeline.merge import merge
from pipeline.merge.periods import named
from pipeline.profile import load
from schemas.consolidation import Consolidation
from schemas.org_unit import OrgUnit
from schemas.profile import Calendar, ReportType
from schemas.report import Report
from schemas.section import Section
from schemas.submission import Arrival

CLASSES, TRAINEES = "1.7.training_classes", "1.7.trainees"
EVIL = '=HYPERLINK("http://x","y")'
TEXT = "1. Kết quả\n- Sở đã tổ chức các lớp bồi dưỡng nghiệp vụ cho công chức;\n=1+1 là một dòng nguy hiểm trong báo cáo\nTrên đây là báo cáo."


def reports() -> list[Report]:
    decision = reference("1982/QĐ-UBND", "qd-ubnd/1982/2017/quang-tri", issued_on="2017-07-19", subject=EVIL)
    section = Section(
        label="1.", title="Kết quả", level=1, kind="results", start=0, end=len(TEXT), evidence=(quote("1. Kết quả"),)
    )
    return [
        report("Sở A", indicator(CLASSES, 3), indicator(TRAINEES, 300, bound="more_than", unit="học viên"), references=(decision,),
               procedure_counts=(procedures(59, fields=8, reference="1982/QĐ-UBND", action="listed", levels=("province",)),), sections=(section,)),
        report("Sở B", indicator(CLASSES, 5), indicator(TRAINEES, 12.5, unit="học viên"), references=(decision,),
               procedure_counts=(procedures(60, fields=8, reference="1982/QĐ-UBND", action="listed", levels=("province",)),), filename=EVIL),
        report("Sở C", indicator(CLASSES, 4), indicator(CLASSES, 6, row="Lớp", start=400), indicator(None, 7, label=EVIL, unit="cuộc")),
        report("Sở A", indicator(CLASSES, 2), period=named("year", 2016), issued_on="2016-12-10"),
        report(None, indicator(CLASSES, 9), filename="không rõ.txt"),
    ]  # fmt: skip


@pytest.fixture(scope="module")
def consolidated() -> Consolidation:
    given = reports()
    units = tuple(OrgUnit(code=code, name=f"Sở {code}") for code in "ABCD")
    calendar = Calendar(reports=(ReportType(code="c", name="c", due_days=-17),))
    profile = load().model_copy(update={"units": units, "calendar": calendar})
    arrivals = [Arrival(filename="a", report_id=given[0].report_id, location="sources/a.docx")]
    return merge(given, profile, YEAR, arrivals, texts={item.report_id: TEXT for item in given})


def test_discovery_and_choices(tmp_path: Path, consolidated: Consolidation) -> None:
    assert names("consolidation") == ("docx", "edxml", "json", "xlsx")
    assert names("facts") == ("csv", "jsonl", "metadata", "parquet")
    assert set(exporters()) == {*names("consolidation"), *names("facts")}
    with pytest.raises(ValueError, match="no consolidation exporter"):
        export(consolidated, tmp_path / "x.csv")
    assert export(reports(), tmp_path / "x.bin", "csv").read_bytes().startswith(b"\xef\xbb\xbfreport_id")


@pytest.mark.parametrize("name", ["docx", "edxml", "json", "xlsx", "csv", "jsonl", "parquet"])
def test_the_same_bytes_twice_and_nothing_left_beside(tmp_path: Path, name: str, consolidated: Consolidation) -> None:
    source = consolidated if name in names("consolidation") else reports()
    first, second = tmp_path / f"a.{name}", tmp_path / f"b.{name}"
    export(source, first, name)
    export(source, second, name)
    assert first.read_bytes() == second.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == [first.name, second.name]


def test_a_failed_export_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("cũ", "utf-8")

    def broken() -> object:
        yield reports()[0]
        raise RuntimeError("disk")

    with pytest.raises(RuntimeError):
        export(broken(), path)  # type: ignore[arg-type]
    assert path.read_text("utf-8") == "cũ" and len(list(tmp_path.iterdir())) == 1


def test_json_fits_its_schema_and_reads_back(tmp_path: Path, consolidated: Consolidation) -> None:
    path = export(consolidated, tmp_path / "c.json")
    data = json.loads(path.read_text("utf-8"))
    jsonschema.validate(data, Consolidation.model_json_schema(mode="serialization"))
    assert data["schema_version"] == "1.0" and "NaN" not in path.read_text("utf-8")
    assert Consolidation.model_validate(data) == consolidated


# --- workbook


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory, consolidated: Consolidation) -> openpyxl.Workbook:
    return openpyxl.load_workbook(export(consolidated, tmp_path_factory.mktemp("x") / "c.xlsx"))


def test_sheets_are_frozen_filtered_and_named(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == [
        "Tổng hợp",
        "Theo đơn vị",
        "Văn bản viện dẫn",
        "Phát hiện",
        "Tình trạng báo cáo",
        "Nguồn số liệu",
        "Biểu đồ",
    ]
    for sheet in book.worksheets[:-1]:
        assert sheet.freeze_panes and sheet.auto_filter.ref and sheet.column_dimensions["A"].width
    assert book["Biểu đồ"]._charts


def test_totals_are_numbers_that_lead_to_their_evidence(book: openpyxl.Workbook) -> None:
    summary, sources = book["Tổng hợp"], book["Nguồn số liệu"]
    (row,) = [row for row in summary.iter_rows() if row[1].value == TRAINEES]
    assert row[4].value == 312.5 and row[4].number_format == '"hơn "#,##0.##'
    target = row[4].hyperlink.location
    assert target.startswith("'Nguồn số liệu'!A")
    line = [cell.value for cell in sources[int(target.rpartition("A")[2])]]
    assert TRAINEES in line[0] and line[1] == "Sở A" and line[2] == 300 and line[7] == 1 and "300" in line[8]


def test_every_number_by_unit_leads_to_its_own_row(book: openpyxl.Workbook) -> None:
    sheet, sources = book["Theo đơn vị"], book["Nguồn số liệu"]
    checked = 0
    for row in sheet.iter_rows(min_row=5, min_col=4, max_row=sheet.max_row - 1):
        for cell in row:
            if isinstance(cell.value, int | float):
                line = sources[int(cell.hyperlink.location.rpartition("A")[2])]
                assert line[1].value == sheet.cell(cell.row, 2).value and line[2].value == cell.value
                checked += 1
    assert checked == 4


def test_comparisons_lead_to_last_years_reports(book: openpyxl.Workbook) -> None:
    (row,) = [row for row in book["Tổng hợp"].iter_rows() if row[1].value == CLASSES]
    assert row[8].value == 2
    line = book["Nguồn số liệu"][int(row[8].hyperlink.location.rpartition("A")[2])]
    assert "năm 2016" in line[0].value and line[2].value == 2


def test_text_never_becomes_a_formula_and_files_can_be_opened(book: openpyxl.Workbook) -> None:
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert EVIL in {cell.value for cell in cells}
    targets = {cell.hyperlink.target for cell in cells if cell.hyperlink and cell.hyperlink.target}
    assert targets == {"sources/a.docx"}


# --- document


def _bookmarks(body: etree._Element) -> set[str]:
    return {item.get(qn("w:name")) for item in body.iter(qn("w:bookmarkStart"))}


def _all_text(document: docx.document.Document) -> str:
    return "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in document.element.body.iter(qn("w:p")))


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory, consolidated: Consolidation) -> docx.document.Document:
    return docx.Document(str(export(consolidated, tmp_path_factory.mktemp("d") / "c.docx")))


def test_the_layout_is_that_of_the_decree(document: docx.document.Document) -> None:
    section = document.sections[0]
    size = [
        round(value.mm)
        for value in (
            section.page_width,
            section.page_height,
            section.left_margin,
            section.right_margin,
            section.top_margin,
        )
    ]
    assert size == [210, 297, 30, 15, 20] and section.different_first_page_header_footer
    text = _all_text(document)
    for words in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "BÁO CÁO",
        "Nơi nhận:",
        "Phụ lục III",
    ):
        assert words in text
    fonts = document.styles["Normal"].element.rPr.rFonts
    assert {fonts.get(qn(f"w:{name}")) for name in ("ascii", "hAnsi", "cs", "eastAsia")} == {"Times New Roman"}
    assert "PAGE" in section.header._element.xpath("string(.//w:instrText)")
    assert [s.orientation for s in document.sections] == [0, 1, 1, 0]


def test_tables_repeat_their_heads(document: docx.document.Document) -> None:
    ruled = [
        table for table in document.element.body.iter(qn("w:tbl")) if table.find(f".//{qn('w:tblBorders')}") is not None
    ]
    assert len(ruled) >= 4 and all(table.find(f".//{qn('w:tblHeader')}") is not None for table in ruled)


def test_every_link_has_its_target_and_totals_are_links(document: docx.document.Document) -> None:
    body = document.element.body
    anchors = [item.get(qn("w:anchor")) for item in body.iter(qn("w:hyperlink"))]
    assert anchors and set(anchors) <= _bookmarks(body)
    linked = {"".join(t.text or "" for t in item.iter(qn("w:t"))) for item in body.iter(qn("w:hyperlink"))}
    assert {"hơn 312,5", "từ 12 đến 14", "từ 59 đến 60 thủ tục hành chính", "300" if False else "hơn 300"} <= linked
    ids = [item.get(qn("w:id")) for item in body.iter(qn("w:bookmarkStart"))]
    assert len(ids) == len(set(ids))


def test_missing_units_conflicts_and_texts_are_named(
    document: docx.document.Document, tmp_path: Path, consolidated: Consolidation
) -> None:
    text = _all_text(document)
    assert "Chưa gửi báo cáo (1 đơn vị): Sở D." in text
    assert "Có 3/4 đơn vị gửi báo cáo (đạt 75%)" in text
    assert "Số thủ tục hành chính theo 1982/QĐ-UBND:" in text and "ghi 60 thủ tục" in text
    assert "Sở đã tổ chức các lớp bồi dưỡng nghiệp vụ cho công chức;" in text and "Trên đây là báo cáo.\n" not in text
    path = export(consolidated, tmp_path / "c.docx")
    with zipfile.ZipFile(path) as archive:
        notes = etree.fromstring(archive.read("word/footnotes.xml"))
        assert all(info.date_time == (1980, 1, 1, 0, 0, 0) for info in archive.infolist())
    words = " ".join(notes.itertext())
    assert "Số liệu tạm thời" in words and "Số liệu chưa thống nhất của: Sở C." in words
    references = {item.get(qn("w:id")) for item in document.element.body.iter(qn("w:footnoteReference"))}
    assert references == {item.get(qn("w:id")) for item in notes if item.get(qn("w:type")) is None}


def test_the_letter_goes_to_those_who_owe(tmp_path: Path, consolidated: Consolidation) -> None:
    path = tmp_path / "l.docx"
    assert write_reminder(consolidated, path)
    text = _all_text(docx.Document(str(path)))
    assert "V/v đôn đốc gửi báo cáo kết quả công tác cải cách hành chính năm 2017" in text
    assert "Kính gửi: Sở D" in text and "15/12/2017" in text and "Sở A" not in text
    assert not write_reminder(consolidated, tmp_path / "none.docx", unit="A")
    assert not (tmp_path / "none.docx").exists()


def test_charts_are_the_same_twice() -> None:
    pytest.importorskip("matplotlib")
    given = [report(f"Sở {n}", indicator(CLASSES, value)) for n, value in zip("ABC", (3, 5, 9), strict=True)]
    result = merge(given, load())
    charts = report_charts(result)
    assert [caption for caption, _ in charts] == [
        "Tình trạng gửi báo cáo (số đơn vị)",
        "Lớp bồi dưỡng, tập huấn CCHC theo đơn vị (lớp)",
    ]
    assert charts == report_charts(result) and charts[0][1].startswith(b"\x89PNG")
    (svg, *_) = [image for _, image in report_charts(result, "svg")]
    assert "Đã nhận" in svg.decode() and b"<script" not in svg


def test_an_empty_consolidation_can_be_written(tmp_path: Path) -> None:
    empty = merge([], load())
    for name in names("consolidation"):
        assert export(empty, tmp_path / f"c.{name}", name).stat().st_size > 100


def test_the_header_for_exchange_has_no_invented_codes(tmp_path: Path, consolidated: Consolidation) -> None:
    root = etree.fromstring(export(consolidated, tmp_path / "c.edxml").read_bytes())
    space = {"e": "http://www.mic.gov.vn/TBT/QCVN_102_2016"}
    assert root.prefix == "edXML" and root.findtext(".//e:CodeNotation", namespaces=space) == "BC-SNV"
    assert not any(
        root.findtext(f".//e:{name}", namespaces=space)
        for name in ("OrganId", "CodeNumber", "PromulgationDate", "Place", "Type", "Priority")
    )


# --- facts


def test_one_row_a_fact_with_its_place(tmp_path: Path) -> None:
    text = export(reports(), tmp_path / "f.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    (found,) = [row for row in rows if row["code"] == TRAINEES and row["bound"] == "more_than"]
    assert (found["unit"], found["value"], found["measure"], found["page"], found["quote"]) == (
        "Sở A",
        "300",
        "học viên",
        "1",
        "300 học viên",
    )
    assert {row["fact"] for row in rows} >= {
        "letterhead",
        "issuer",
        "period",
        "indicator",
        "procedure_count",
        "reference",
        "section",
    }
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]
    lines = [json.loads(line) for line in export(reports(), tmp_path / "f.jsonl").read_text("utf-8").splitlines()]
    assert len(lines) == len(rows)
    assert [line["value"] for line in lines if line.get("code") == TRAINEES] == [300, 12.5]


@pytest.mark.parametrize("value", ["=1", "+1", "-1", "@x", "\tx", " =1"])
def test_dangerous_cells_get_an_apostrophe(value: str) -> None:
    assert safe(value) == "'" + value
    assert safe("a=1") == "a=1" and safe(-1) == -1


def test_parquet_reads_back(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    table = parquet.read_table(export(reports(), tmp_path / "f.parquet"))
    rows = [row for row in table.to_pylist() if row["code"] == TRAINEES]
    assert [(row["unit"], row["value"], row["number"]) for row in rows] == [
        ("Sở A", "300", 300.0),
        ("Sở B", "12.5", 12.5),
    ]


def test_findings_versions_and_failures_stand_in_the_workbook(tmp_path: Path) -> None:
    given = [
        report("Sở A", indicator(CLASSES, 2), number="1/BC-A", issued_on="2017-12-01"),
        report("Sở A", indicator(CLASSES, 4), number="2/BC-A", issued_on="2017-12-20"),
        report("Sở A", indicator(CLASSES, 9), period=named("half", 2017, 1), issued_on="2017-06-10"),
        report(None, indicator(CLASSES, 1), filename="lạ.txt"),
    ]
    failure = Arrival(filename="2017/hỏng.pdf", state="encrypted", reason="Tệp có mật khẩu.", arrived_at="2017-12-05")
    units = (OrgUnit(code="A", name="Sở A"),)
    result = merge(given, load().model_copy(update={"units": units}), YEAR, [failure])
    book = openpyxl.load_workbook(export(result, tmp_path / "c.xlsx"))
    words = {str(cell.value) for row in book["Phát hiện"].iter_rows() for cell in row}
    assert "1.7.training_classes lớp tập huấn: 2 lớp → 4 lớp" in words
    assert "Chưa xác định được đơn vị: (không ghi tên cơ quan)" in words and "year-to-date" in words
    files = {str(cell.value) for row in book["Tình trạng báo cáo"].iter_rows() for cell in row}
    assert {"2017/hỏng.pdf", "Tệp có mật khẩu.", "05/12/2017", "Đã bị thay thế"} <= files
