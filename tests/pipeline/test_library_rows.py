"""Facts as rows: every column holds the value that its name says, and search keys are those of the words."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from pipeline.library import Kept, Library, tables
from pipeline.library.keys import both, words_of, writable
from pipeline.library.rows import facts_of
from schemas.document import Document
from schemas.finding import Finding
from schemas.indicator import CellContext, Indicator
from schemas.letterhead import Issuer, Letterhead, Signature
from schemas.period import Date, Period
from schemas.procedure import ProcedureCount
from schemas.reference import DocumentType, Mention, Reference
from schemas.report import Report, Source
from schemas.section import Section
from schemas.span import Evidence

HERE = (Evidence(start=3, end=9, quote="ghi ở đây", page=2),)
SHA = "ab" * 32
REPORT = Report(
    report_id=SHA,
    source=Source(filename="tệp.pdf", media_type="application/pdf", sha256=SHA, size_bytes=7, pages=4),
    letterhead=Letterhead(number="15/BC-SNV", symbol="BC-SNV", place="Huế", issued_on="2017-12-05", agency="SỞ NỘI VỤ"),
    issuer=Issuer(name="Sở Nội vụ", code="SNV", method="derived", confidence=0.8),
    document_type=DocumentType(code="BC", name="Báo cáo"),
    subject="Kết quả năm 2017",
    period=Period(kind="year", year=2017, start="2017-01-01", end="2018-01-01", text="năm 2017"),
    sections=(
        Section(label="1.", title="Kết quả", level=1, kind="results", start=10, end=90, evidence=HERE, children=(
            Section(label="1.1.", title="Cụ thể", level=2, start=20, end=80),
        )),
    ),
    references=(
        Reference(
            number="1982a/2017/QĐ-UBND", kind="individual", type=DocumentType(code="QĐ", name="Quyết định"),
            title="Luật Cán bộ", issued_on="2017-07-19", issuer="UBND tỉnh", issuer_method="derived",
            subject="Công bố thủ tục", key="qd-ubnd/1982a/2017/?", relation="issues", confidence=0.7, evidence=HERE,
            mentions=(
                Mention(start=30, end=40, quote="1982a", page=3, relation="guides", form="list", articles=("Điều 2",)),
            ),
        ),
    ),
    procedure_counts=(
        ProcedureCount(
            procedures=59, fields=8, field_names=("đất đai", "hộ tịch"), reference="1982/QĐ-UBND",
            levels=("province", "commune"), action="new", bound="about", part_of=0, evidence=HERE,
        ),
    ),
    indicators=(
        Indicator(
            code="1.7", label="lớp", value=3, upper=5, of=8, percent=37.5, unit="lớp", bound="at_least", nature="stock",
            source="table", evidence=HERE,
            cell_context=CellContext(table=0, row_header="Dòng", column_header="Cột"),
        ),
        Indicator(code=None, label="học viên", value=2**60, unit=None, state="value"),
    ),
    dates=(Date(value="2017-07", precision="month", role="deadline", state="value", evidence=HERE),),
    periods=(
        Period(kind="quarter", year=2017, index=3, start="2017-07-01", end="2017-10-01", basis="stated",
               text="quý III", role="closing", evidence=HERE),
    ),
    signature=Signature(name="Nguyễn Văn A", position="GIÁM ĐỐC"),
    findings=(Finding(rule="x", severity="info", message="Sai.", evidence=HERE, basis="unverified_registry"),),
)  # fmt: skip
PLACE = {"start": 3, "end": 9, "quote": "ghi ở đây", "page": 2}
NOWHERE = dict.fromkeys(PLACE)


def stored(folder: Path) -> dict[str, list[Mapping[str, Any]]]:
    """Rows of the fact tables by column name, without the document's number."""
    document = Document(text="Báo cáo của Sở.")
    with Library.open(folder / "library.db") as library, library.engine.begin() as connection:
        library.keep([Kept.read("tệp.pdf", REPORT, document)])
        return {
            table.name: [
                {name: value for name, value in row._mapping.items() if name != "document"}
                for row in connection.execute(select(table))
            ]
            for table in tables.FACTS
        }


def own(fact: Any, *names: str) -> dict[str, Any]:
    """The columns that carry the name of a member."""
    return {name: getattr(fact, name) for name in names}


def test_every_column_holds_what_it_is_named_after(tmp_path: Path) -> None:
    rows = stored(tmp_path)
    report, letterhead, source = rows["reports"][0], REPORT.letterhead, REPORT.source
    assert report == {
        **own(source, "filename", "media_type", "pages", "text_origin"),
        **own(letterhead, "number", "symbol", "issued_on", "place"),
        "type_code": "BC", "type_name": "Báo cáo", "subject": "Kết quả năm 2017",
        "unit": "Sở Nội vụ", "unit_code": "SNV", "unit_words": " so noi vu so noi vu ", "unit_method": "derived",
        "unit_confidence": 0.8, "period_kind": "year", "period_year": 2017, "period_start": "2017-01-01",
        "period_end": "2018-01-01", "period_text": "năm 2017", "signer": "Nguyễn Văn A", "signer_position": "GIÁM ĐỐC",
    }  # fmt: skip
    (reference,) = REPORT.references
    members = ("number", "kind", "title", "issued_on", "issuer", "issuer_method", "subject", "key", "relation")
    assert rows["citations"] == [{
        "position": 0, **own(reference, *members, "confidence"), **PLACE, "type_code": "QĐ", "type_name": "Quyết định",
        "number_value": 1982, "number_suffix": "a", "number_year": 2017, "number_symbol": "qdubnd",
        "title_words": " luat can bo ", "subject_words": " cong bo thu tuc ",
    }]  # fmt: skip
    (mention,) = reference.mentions
    assert rows["mentions"] == [{
        "position": 0, "item": 0, "articles": "Điều 2", "passage": 0,
        **own(mention, "start", "end", "quote", "page", "relation", "form"),
    }]  # fmt: skip
    (finding,) = REPORT.findings
    assert rows["findings"] == [{"position": 0, **own(finding, "rule", "severity", "message", "basis"), **PLACE}]


def test_columns_of_quantities_and_times(tmp_path: Path) -> None:
    rows = stored(tmp_path)
    first, second = REPORT.indicators
    members = ("code", "label", "upper", "of", "percent", "unit", "bound", "nature", "state", "source")
    headers = {"row_header": "Dòng", "column_header": "Cột"}
    assert rows["indicators"] == [
        {"position": 0, "value": 3.0, **own(first, *members), **headers, **PLACE},
        {"position": 1, "value": None, **own(second, *members), **dict.fromkeys(headers), **NOWHERE},
    ]
    (count,) = REPORT.procedure_counts
    members = ("procedures", "fields", "reference", "action", "bound", "state", "part_of")
    joined = {"field_names": "đất đai; hộ tịch", "levels": "province commune"}
    assert rows["procedure_counts"] == [{"position": 0, **own(count, *members), **joined, **PLACE}]
    (date,) = REPORT.dates
    assert rows["dates"] == [{"position": 0, **own(date, "value", "precision", "role", "state"), **PLACE}]
    (period,) = REPORT.periods
    ends = {"period_start": "2017-07-01", "period_end": "2017-10-01"}
    members = ("kind", "year", "index", "basis", "text", "role")
    assert rows["periods"] == [{"position": 0, **own(period, *members), **ends, **PLACE}]
    (outer,) = REPORT.sections
    (inner,) = outer.children
    members = ("label", "title", "level", "kind")
    assert rows["sections"] == [
        {"position": 0, "parent": None, **own(outer, *members), "section_start": 10, "section_end": 90, **PLACE},
        {"position": 1, "parent": 0, **own(inner, *members), "section_start": 20, "section_end": 80, **NOWHERE},
    ]


def test_an_empty_report_has_a_row_of_its_own_only() -> None:
    bare = Report(report_id=SHA, source=Source(filename="x", media_type="text/plain", sha256=SHA, size_bytes=0))
    facts = facts_of(bare, (), bare.model_dump_json().encode())
    assert {name: len(rows) for name, rows in facts.items() if rows} == {"reports": 1}
    assert len(facts["reports"][0]) == len(tables.reports.columns) - 1


def test_nul_is_replaced_wherever_it_stands() -> None:
    changed = REPORT.model_copy(update={"dates": (Date(value="2017", precision="year", evidence=(
        Evidence(start=0, end=3, quote="n\0m"),)),)})  # fmt: skip
    facts = facts_of(changed, (), changed.model_dump_json().encode())
    assert facts["dates"][0][-2] == "n\ufffdm"


TEXTS = st.text(alphabet="aăâđýìòỏ yYqukl\u0301\u0300\u00ad\u200b_-/.,(59\u0130\u1e9eΣς\ud800\0\n\u3000ẩ", max_size=60)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_columns_are_the_keys_of_the_words(text: str) -> None:
    words, toned = both(text)
    keys = words_of(text)
    assert words == (f" {' '.join(folded for folded, _ in keys)} " if keys else "")
    assert toned == (f" {' '.join(own for _, own in keys)} " if keys else "")


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_writable_text_has_its_length_and_can_be_stored(text: str) -> None:
    clean = writable(text)
    assert len(clean) == len(text) and "\0" not in clean
    clean.encode()
    assert all(new in (old, "\ufffd") for new, old in zip(clean, text, strict=True))


@pytest.mark.parametrize("length", [39, 40, 41, 5_000])
def test_words_of_any_length_have_keys(length: int) -> None:
    word = "Ố" * length
    assert both(f"x {word}, y") == (f" x {'o' * length} y ", f" x {words_of(word)[0][1]} y ")
