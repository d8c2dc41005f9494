"""Metadata of Nghị định 30/2020/NĐ-CP, Phụ lục VI."""

from __future__ import annotations

import csv
from pathlib import Path

from pipeline.exporters import export
from pipeline.reporting import report_of

SAMPLES = Path(__file__).parents[2] / "samples" / "reports"


def test_metadata_of_a_report(tmp_path: Path) -> None:
    file = SAMPLES / "2024" / "so-tu-phap.docx"
    report = report_of(file.read_bytes(), file.name)
    export([report], tmp_path / "metadata.csv", "metadata")
    with (tmp_path / "metadata.csv").open(encoding="utf-8-sig", newline="") as stream:
        (row,) = csv.DictReader(stream)
    assert f"{row['CodeNumber']}/{row['CodeNotation']}" == report.letterhead.number
    assert row["TypeName"] == "Báo cáo"
    assert row["OrganName"] == "SỞ TƯ PHÁP"
    assert row["IssuedDate"] == "/".join(reversed((report.letterhead.issued_on or "").split("-")))
    assert row["SignerInfo.FullName"] == report.signature.name
    assert row["FileCode.OrganId"] == ""


def test_csv_stays_the_exporter_of_the_suffix(tmp_path: Path) -> None:
    export([], tmp_path / "facts.csv")
    assert "quote" in (tmp_path / "facts.csv").read_text("utf-8-sig").splitlines()[0]
