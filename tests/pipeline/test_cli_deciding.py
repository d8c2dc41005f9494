"""Decisions of people: recorded with reason and name, never lost, and heeded by the merge."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import build

SAMPLES = Path(__file__).parents[2] / "samples"
_runner = CliRunner()


def _call(*words: str | Path, status: int = 0) -> str:
    result = _runner.invoke(build(), [str(word) for word in words])
    assert result.exit_code == status, result.output + repr(result.exception)
    return result.stdout


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("decisions") / "library.db"
    _call("ingest", SAMPLES / "reports" / "2024", "--library", path, status=1)
    return path


def _merged(library: Path, out: Path) -> dict[str, object]:
    _call("merge", "--library", library, "--profile", SAMPLES / "profile", "--period", "2024", "--out", out)
    merged: dict[str, object] = json.loads((out / "consolidated.json").read_text("utf-8"))
    return merged


def test_decisions_are_an_append_only_record(library: Path, tmp_path: Path) -> None:
    before = _merged(library, tmp_path / "before")
    (conflict,) = [item for item in before["conflicts"] if "1256/QĐ-UBND" in item["message"]][:1]  # type: ignore[attr-defined]
    assert conflict["resolution"] is None
    _call(
        "resolve",
        conflict["id"],
        "24",
        "--library",
        library,
        "--reason",
        "Theo phụ lục Quyết định",
        "--by",
        "Nguyễn Văn A",
    )
    after = _merged(library, tmp_path / "after")
    resolved = next(item for item in after["conflicts"] if item["id"] == conflict["id"])  # type: ignore[attr-defined]
    assert resolved["resolution"]["value"] == "24"
    assert resolved["resolution"]["by"] == "Nguyễn Văn A"
    report = before["reports"][0]["report_id"]  # type: ignore[index]
    _call("exclude", report[:8], "--library", library, "--reason", "Gửi nhầm", "--by", "Nguyễn Văn A")
    lines = _call("decisions", "--library", library).splitlines()
    assert [line.split(" ")[4] for line in lines] == ["resolve", "exclude"]
    assert "Theo phụ lục Quyết định" in lines[0]


def test_an_unknown_report_cannot_be_assigned(library: Path) -> None:
    result = _runner.invoke(build(), ["assign", "ffff" * 16, "SNV", "--library", str(library), "--reason", "x"])
    assert result.exit_code != 0


def test_profile_init_and_check(tmp_path: Path) -> None:
    folder = tmp_path / "profile"
    assert "units.csv" in _call("profile", "init", folder)
    assert _call("profile", "check", folder).strip() == "Hồ sơ hợp lệ."
    (folder / "units.csv").write_text("code,name\nSTP,\n", "utf-8")
    assert "units.csv" in _call("profile", "check", folder, status=2)
