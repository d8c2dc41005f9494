"""Merging a year of the samples gives the totals, bounds, gaps and conflicts that their makers wrote down."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import SAMPLES

from pipeline.consolidating import consolidate
from pipeline.intake.batch import Settings, ingest
from pipeline.library import Library
from schemas.consolidation import Consolidation

YEARS = ("2023", "2024")


def _gold(year: str) -> dict[str, Any]:
    gold: dict[str, Any] = json.loads((SAMPLES / "gold" / f"consolidated-{year}.json").read_text("utf-8"))
    return gold


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library.open(tmp_path_factory.mktemp("merged") / "library.db") as kept:
        ingest([SAMPLES / "reports"], kept, Settings(ocr="never", workers=2))
        yield kept


@pytest.fixture(scope="module", params=YEARS)
def merged(request: pytest.FixtureRequest, library: Library) -> tuple[str, Consolidation]:
    return request.param, consolidate(library, Path(SAMPLES / "profile"), request.param)


def test_units_are_received_missing_late_or_unreadable_as_they_should(merged: tuple[str, Consolidation]) -> None:
    year, consolidation = merged
    gold = _gold(year)
    states = {status.unit: status.state for status in consolidation.status}
    expected = dict.fromkeys(gold["expected_units"], "received")
    for state in ("missing", "unreadable", "late"):
        expected |= dict.fromkeys(gold[state], state)
    assert states == expected


def test_a_corrected_report_replaces_the_first_one(merged: tuple[str, Consolidation]) -> None:
    year, consolidation = merged
    replaced = {version.unit for version in consolidation.versions}
    assert replaced == set(_gold(year)["superseded"])


def test_totals_are_those_of_the_gold(merged: tuple[str, Consolidation]) -> None:
    year, consolidation = merged
    totals = {item.code: item for item in consolidation.indicators if item.code}
    wrong = []
    for code, gold in _gold(year)["totals"].items():
        amount = totals[code].amount if code in totals else None
        if amount is None or (amount.value, amount.bound) != (gold["value"], gold["bound"]):
            wrong.append((code, gold["value"], gold["bound"], amount and (amount.value, amount.bound)))
    assert not wrong


def test_units_that_contradict_each_other_are_shown(merged: tuple[str, Consolidation]) -> None:
    year, consolidation = merged
    between = [c for c in consolidation.conflicts if c.kind == "between_units" and c.nature == "inconsistent"]
    expected = _gold(year)["conflicts"]
    assert len(between) == len(expected)
    for conflict, gold in zip(between, expected, strict=True):
        assert gold["reference"] in conflict.subject
        assert {side.unit for side in conflict.sides} == set(gold["procedures"])


def test_no_report_contradicts_itself(merged: tuple[str, Consolidation]) -> None:
    _, consolidation = merged
    assert [c.message for c in consolidation.conflicts if c.kind == "within_report"] == []
