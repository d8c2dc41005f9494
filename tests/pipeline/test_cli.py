"""The command line: exit codes, stdout for data, Vietnamese errors."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import build

SAMPLES = Path(__file__).parents[2] / "samples"
SEED = SAMPLES / "reports" / "2017" / "so-noi-vu.txt"
_runner = CliRunner()


def _call(*words: str | Path, status: int = 0, stdin: bytes | None = None) -> str:
    result = _runner.invoke(build(), [str(word) for word in words], input=stdin)
    assert result.exit_code == status, result.output + repr(result.exception)
    return result.stdout


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("demo") / "out"
    _call("run", SAMPLES / "reports", "--profile", SAMPLES / "profile", "--period", "2024", "--out", out, status=1)
    return out


def test_extract_prints_one_json_or_json_lines() -> None:
    report = json.loads(_call("extract", SEED))
    assert report["schema_version"] == "1.0"
    assert [item["number"] for item in report["references"] if item["number"]][:2] == ["612/STTTT-TTBCXB", "04/KH-SNV"]
    lines = _call("extract", SEED, SEED).splitlines()
    assert [json.loads(line)["report_id"] for line in lines] == [report["report_id"]] * 2


def test_extract_reads_standard_input() -> None:
    report = json.loads(_call("extract", "-", stdin=SEED.read_bytes()))
    assert report["source"]["filename"] == "stdin"


def test_a_bad_file_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    bad = tmp_path / "hong.pdf"
    bad.write_bytes(b"%PDF-1.4 broken")
    result = _runner.invoke(build(), ["extract", str(bad), str(SEED)])
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    assert "hong.pdf: Tệp bị hỏng" in result.stderr


def test_check_prints_findings_with_quotes() -> None:
    text = _call("check", SEED)
    assert "Lỗi [period-conflict] Tiêu đề ghi 'năm 2017', phần kết ghi '9 tháng đầu năm 2017'." in text
    assert "“9 tháng đầu năm 2017”" in text
    rules = [json.loads(line)["rule"] for line in _call("check", SEED, "--json").splitlines()]
    assert "letterhead-missing" in rules


def test_schema_is_json_schema_2020_12() -> None:
    import jsonschema

    schema = json.loads(_call("schema"))
    assert schema["$schema"].endswith("2020-12/schema")
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(_call("extract", SEED)), schema)


def test_the_consolidation_follows_its_schema(demo: Path) -> None:
    import jsonschema

    schema = json.loads(_call("schema", "consolidation"))
    jsonschema.validate(json.loads((demo / "consolidated.json").read_text("utf-8")), schema)


def test_a_letter_to_the_units_that_owe(demo: Path, tmp_path: Path) -> None:
    import docx

    letter = tmp_path / "don-doc.docx"
    library = ("--library", demo / "library.db", "--profile", SAMPLES / "profile", "--period", "2024")
    assert str(letter) in _call("remind", *library, "--out", letter)
    document = docx.Document(str(letter))
    words = " ".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    assert "Sở Xây dựng" in words
    assert (demo / "reminder.docx").exists()


def test_run_writes_what_it_promises(demo: Path) -> None:
    for name in ("library.db", "consolidated.json", "consolidated.xlsx", "consolidated.docx"):
        assert (demo / name).stat().st_size > 0
    assert len(list((demo / "reports").glob("*.json"))) == 30
    with (demo / "failures.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["tệp"] for row in rows] == ["2024/ubnd-huyen-d.pdf"]
    assert rows[0]["lý do"]
    assert rows[0]["cách xử lý"]


def test_running_again_gives_the_same_bytes(demo: Path) -> None:
    names = ("consolidated.json", "consolidated.xlsx", "consolidated.docx", "failures.csv")
    before = {name: (demo / name).read_bytes() for name in names}
    reports = {path.name: path.read_bytes() for path in (demo / "reports").iterdir()}
    _call("run", SAMPLES / "reports", "--profile", SAMPLES / "profile", "--period", "2024", "--out", demo, status=1)
    assert {name: (demo / name).read_bytes() for name in names} == before
    assert {path.name: path.read_bytes() for path in (demo / "reports").iterdir()} == reports


@pytest.mark.parametrize("query", ["1982/QĐ-UBND", "1982/qd-ubnd", "1982"])
def test_cites_finds_who_cites_a_decision(demo: Path, query: str) -> None:
    hits = [json.loads(line) for line in _call("cites", query, "--library", demo, "--json").splitlines()]
    assert {Path(hit["path"]).stem for hit in hits} >= {"so-noi-vu"}
    assert all("1982" in hit["sentence"] for hit in hits)


def test_search_with_and_without_diacritics(demo: Path) -> None:
    with_marks = _call("search", "bồi dưỡng nghiệp vụ", "--library", demo, "--json").splitlines()
    without = _call("search", "boi duong nghiep vu", "--library", demo, "--json").splitlines()
    assert with_marks
    assert len(without) >= len(with_marks)
    assert "kết quả" in _runner.invoke(build(), ["search", "boi duong", "--library", str(demo)]).stderr


def test_verify_export_and_doctor(demo: Path, tmp_path: Path) -> None:
    assert "0 sai lệch" in _call("verify", "--library", demo / "library.db")
    for name in ("facts.jsonl", "facts.csv"):
        _call("export", "--library", demo / "library.db", "--out", tmp_path / name)
        assert (tmp_path / name).stat().st_size > 1000
    assert "Đọc PDF: có" in _runner.invoke(build(), ["doctor"]).stdout


def test_merge_of_another_period(demo: Path, tmp_path: Path) -> None:
    _call(
        "merge",
        "--library",
        demo / "library.db",
        "--period",
        "2023",
        "--out",
        tmp_path,
        "--profile",
        SAMPLES / "profile",
    )
    merged = json.loads((tmp_path / "consolidated.json").read_text("utf-8"))
    assert merged["period"]["year"] == 2023


@pytest.mark.parametrize(
    "words",
    [
        ["cites", "1982", "--library", "nowhere"],
        ["run", "nowhere", "--out", "x"],
        ["run"],
        ["extract"],
        ["merge", "--library", "x.db", "--out", "x", "--period", "tháng nào đó"],
        ["export", "--library", "x.db", "--out", "x.doc"],
    ],
)
def test_wrong_use_exits_with_2(words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    from pipeline.cli import main

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["baocao", *words])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 2
