"""What extraction gives on the samples: the seed's values in all three forms, and the gold of every report."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from conftest import SAMPLES, Read
from pydantic import BaseModel

from pipeline.evaluation import Evaluation, evaluate
from schemas.report import Report

SEED = SAMPLES / "reports" / "2017"
PLACE = {"evidence", "mentions", "start", "end", "report_id", "source", "confidence", "repairs", "cell_context"}


def _values(value: Any) -> Any:
    """A model as plain values without places: what must be the same in every form of a text."""
    if isinstance(value, BaseModel):
        return {name: _values(getattr(value, name)) for name in type(value).model_fields if name not in PLACE}
    return [_values(item) for item in value] if isinstance(value, tuple) else value


@pytest.fixture(scope="module", params=["txt", "docx", "pdf"])
def seed(request: pytest.FixtureRequest, read_sample: Read) -> Report:
    return read_sample(SEED / f"so-noi-vu.{request.param}")[0]


def test_seed_cites_exactly_seven_documents(seed: Report) -> None:
    numbered = {r.number: r.issued_on for r in seed.references if r.number}
    assert numbered == {
        "612/STTTT-TTBCXB": "2017-10-17",
        "04/KH-SNV": "2017-01-16",
        "1252/KH-UBND": "2017-03-31",
        "1982/QĐ-UBND": "2017-07-19",
        "1984/QĐ-UBND": "2017-07-20",
        "112/SNV-VP": "2017-07-31",
        "591/SNV-VP": "2017-09-26",
    }


def test_seed_counts_procedures_by_decision_and_level(seed: Report) -> None:
    counts = [(c.procedures, c.fields, c.reference, set(c.levels), c.action) for c in seed.procedure_counts]
    assert counts == [
        (59, 8, "1982/QĐ-UBND", {"province"}, "standardised"),
        (44, 4, "1984/QĐ-UBND", {"district", "commune"}, "standardised"),
    ]


def test_seed_states_three_indicators(seed: Report) -> None:
    stated = [(i.code, i.value, i.unit, i.bound) for i in seed.indicators]
    assert stated[:2] == [
        ("1.7.training_classes", 3, "lớp", "exact"),
        ("1.7.trainees", 300, "học viên", "more_than"),
    ]
    assert stated[2][1:] == (5240127, "lượt", "exact")
    assert len(stated) == 3


def test_seed_frame_and_findings(seed: Report) -> None:
    assert [(s.label, s.title) for s in seed.sections] == [
        ("1.", "Kết quả thực hiện Kế hoạch tuyên truyền CCHC năm 2017"),
        ("2.", "Đánh giá chung"),
        ("3.", "Một số kiến nghị, đề xuất"),
        ("4.", "Phương hướng nhiệm vụ trong năm 2018"),
    ]
    assert [(s.label, s.title) for s in seed.sections[1].children] == [("2.1.", "Thuận lợi"), ("2.2.", "Khó khăn")]
    assert seed.signature.authority == "KT. GIÁM ĐỐC" and seed.signature.position == "PHÓ GIÁM ĐỐC"
    assert seed.signature.name == "Trần Hữu Anh"
    assert seed.recipients == ("Sở TT&TT", "Lãnh đạo Sở", "Lưu VT, VP")
    assert seed.issuer is not None and seed.issuer.name == "Sở Nội vụ tỉnh Quảng Trị"
    assert seed.issuer.method == "derived" and seed.issuer.confidence < 1
    conflict = next(finding for finding in seed.findings if finding.rule == "period-conflict")
    quotes = {evidence.quote for evidence in conflict.evidence}
    assert {"năm 2017", "9 tháng đầu năm 2017"} <= quotes


def test_the_three_forms_of_the_seed_give_the_same_facts(read_sample: Read) -> None:
    text, word, pdf = (_values(read_sample(SEED / f"so-noi-vu.{form}")[0]) for form in ("txt", "docx", "pdf"))
    assert word == text
    assert pdf == text


@cache
def _judged() -> Evaluation:
    return evaluate(SAMPLES / "gold")


EXACT = (
    *("number", "symbol", "issued_on", "agency", "parent_agency", "place", "document_type", "subject", "period"),
    *("references", "reference_dates", "mentions", "named_references", "sections", "procedure_counts", "findings"),
    *("signature.authority", "signature.position", "signature.name", "recipients", "tables"),
)


@pytest.mark.parametrize("kind", EXACT)
def test_every_fact_of_the_samples_is_found_and_no_other(kind: str) -> None:
    score = _judged().totals()["born_digital"][kind]
    assert score.misses == () and score.false_hits == ()


def test_quantities_of_the_samples_are_found() -> None:
    totals = _judged().totals()["born_digital"]
    assert totals["indicators"].exact >= 0.95 * totals["indicators"].gold
    assert totals["indicator_codes"].exact >= 0.95 * totals["indicator_codes"].gold


def test_nothing_is_skipped() -> None:
    assert _judged().skipped == {}
