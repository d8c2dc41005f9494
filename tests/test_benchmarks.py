"""The benchmarks run and judge; what they measure is read by people."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


def test_speed_compares_all_tools_on_the_same_files(tmp_path: Path) -> None:
    from benchmarks import speed
    from benchmarks.corpus import make
    from samples.making.pdf import FontMissing

    try:
        pdfs, words = make(tmp_path, 1)
    except FontMissing as missing:
        pytest.skip(str(missing))
    for tools, paths in ((speed.PDF_TOOLS, pdfs), (speed.DOCX_TOOLS, words)):
        spent = speed.medians(tools, paths, 1, tmp_path)
        assert set(spent) == set(tools)
        assert all(seconds > 0 for seconds in spent.values())


def test_corpus_is_the_same_every_time_and_varies_by_seed() -> None:
    from benchmarks.corpus import report

    assert report(3).blocks == report(3).blocks
    assert report(3).blocks != report(4).blocks


def test_linear_judges_every_extractor(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    import extractors
    from benchmarks import linear

    monkeypatch.setattr(sys, "argv", ["linear", "--size", "2000", "--only", "dates"])
    linear.main()
    shown = capsys.readouterr().out
    for name in extractors.load().pipe_names:
        assert name in shown


def test_hostile_gives_every_file_one_row_and_a_reason(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("BÁO CÁO\n\nKết quả năm 2024", "utf-8")
    (tmp_path / "twin.txt").write_bytes((tmp_path / "good.txt").read_bytes())
    (tmp_path / "empty.pdf").write_bytes(b"")
    (tmp_path / "cut.docx").write_bytes(b"PK\x03\x04 and no more")
    command = [sys.executable, "-m", "benchmarks.hostile", str(tmp_path)]  # a process of its own: its memory is judged
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[1], timeout=120
    )
    assert "all promises hold" in done.stdout, done.stdout + done.stderr
    rows = done.stdout.splitlines()[:4]
    assert len([row for row in rows if "empty.pdf" in row and row.startswith("incomplete")]) == 1
    assert sorted(row.split()[0] for row in rows if "good.txt" in row or "twin.txt" in row) == ["accepted", "duplicate"]
