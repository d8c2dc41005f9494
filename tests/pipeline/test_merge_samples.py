"""The samples' two years, read and merged:

one unit missing, one late, one superseded, one unreadable, one contradicted.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.merge import merge
from pipeline.merge.periods import named
from pipeline.profile import load
from schemas.consolidation import Consolidation
from schemas.document import Document
from schemas.report import Report
from schemas.submission import Arrival

SAMPLES = Path(__file__).parents[2] / "samples"
DAMAGED = "ubnd-huyen-d.pdf"


@pytest.fixture(scope="module")
def merged(read_sample: Callable[[Path], tuple[Report, Document]]) -> Consolidation:
    reports, texts = [], {}
    for year in ("2023", "2024"):
        for path in sorted((SAMPLES / "reports" / year).iterdir()):
            if not (year == "2024" and path.name == DAMAGED):
                report, document = read_sample(path)
                reports.append(report)
                texts[report.report_id] = document.text
    damaged = Arrival(filename=f"2024/{DAMAGED}", state="unreadable", reason="Tệp bị hỏng.")
    return merge(reports, load(SAMPLES / "profile"), named("year", 2024), [damaged], texts=texts)


@pytest.fixture(scope="module")
def gold() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SAMPLES / "gold" / "consolidated-2024.json").read_text("utf-8"))
    return found


def test_who_reported(merged: Consolidation, gold: dict[str, Any]) -> None:
    def those(state: str) -> list[str]:
        return [row.unit for row in merged.status if row.state == state]

    assert [row.unit for row in merged.status] == gold["expected_units"]
    assert (those("missing"), those("unreadable"), those("late")) == (gold["missing"], gold["unreadable"], gold["late"])
    assert not merged.unassigned
    versions = {
        change.unit: {"kept": merged.reports[change.new].number, "replaced": merged.reports[change.old].number}
        for change in merged.versions
    }
    assert versions == gold["superseded"] and merged.versions[0].explicit


def test_totals_are_those_of_the_gold(merged: Consolidation, gold: dict[str, Any]) -> None:
    totals = {total.code: total for total in merged.indicators}
    for code, known in gold["totals"].items():
        total = totals[code]
        assert (total.amount.value, total.amount.upper) == (known["value"], None), code
        given = {
            part.unit: {"value": part.amount.value, "bound": part.amount.bound}
            for part in total.contributions
            if part.state == "counted"
        }
        assert given == known["contributions"], code
        assert (total.amount.bound == "exact") == (known["bound"] == "exact"), code


def test_the_contradiction_is_found_with_both_sentences(merged: Consolidation, gold: dict[str, Any]) -> None:
    (known,) = gold["conflicts"]
    (conflict,) = [item for item in merged.conflicts if item.kind == "between_units" and item.nature == "inconsistent"]
    assert known["reference"] in conflict.subject
    assert {side.unit: side.value for side in conflict.sides} == {
        unit: f"{count} thủ tục" for unit, count in known["procedures"].items()
    }
    assert all(known["reference"] in side.context for side in conflict.sides)


def test_last_year_is_compared_and_texts_are_brought_together(merged: Consolidation) -> None:
    total = next(total for total in merged.indicators if total.code == "1.7.training_classes")
    assert [item.label for item in total.comparisons] == ["năm 2023"] and total.comparisons[0].change == 8
    kinds = {section.kind for section in merged.texts}
    assert {"results", "difficulties", "proposals"} <= kinds
    words = [group.text for section in merged.texts for group in section.groups]
    assert not [text for text in words if text.startswith(("Trên đây là", "Nơi nhận", "-"))]
