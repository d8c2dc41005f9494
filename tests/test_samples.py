"""The samples: made by one command to the same bytes, everything in their gold stands in their text."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from conftest import DAMAGED, SAMPLES, Read

from pipeline.errors import BaocaoError
from pipeline.evaluation.texts import LocatedText, squeeze
from pipeline.readers import ReadOptions
from pipeline.readers import read as read_bytes

GOLD = sorted(path for path in (SAMPLES / "gold").rglob("*.json") if path.parent.name.isdigit())
every_gold = pytest.mark.parametrize("path", GOLD, ids=[f"{path.parent.name}/{path.stem}" for path in GOLD])


def _gold(path: Path) -> dict[str, Any]:
    gold: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return gold


def _document(path: Path) -> Path:
    return SAMPLES / "reports" / _gold(path)["file"]


def test_there_are_two_years_of_at_least_twelve_units() -> None:
    for year, least in (("2023", 14), ("2024", 13)):
        assert len(list((SAMPLES / "gold" / year).glob("*.json"))) >= least
    assert {path.suffix for path in (SAMPLES / "reports" / "2017").iterdir()} == {".txt", ".docx", ".pdf"}


def test_samples_are_small_and_say_that_they_are_made_up() -> None:
    assert sum(path.stat().st_size for path in SAMPLES.rglob("*") if path.is_file()) < 15_000_000
    assert "made up" in (SAMPLES / "README.md").read_text("utf-8")


def test_the_generator_gives_the_committed_bytes(tmp_path: Path) -> None:
    from samples import make
    from samples.making.pdf import FontMissing

    try:
        make.main(tmp_path)
    except FontMissing as missing:
        pytest.skip(str(missing))
    made = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    for name, content in made.items():
        assert (SAMPLES / name).read_bytes() == content, name


@every_gold
def test_gold_belongs_to_its_file(path: Path) -> None:
    assert hashlib.sha256(_document(path).read_bytes()).hexdigest() == _gold(path)["sha256"]


@every_gold
def test_everything_in_the_gold_stands_in_the_text(path: Path, read_sample: Read) -> None:
    gold = _gold(path)
    _, document = read_sample(_document(path))
    text = LocatedText(document)
    quotes = [row["quote"] for row in gold["procedure_counts"] + gold["indicators"]]
    titles = [title for _, title in gold["sections"]]
    for words in quotes + titles + gold["recipients"] + gold["named_references"]:
        assert text.find(words) is not None, words
    for row in gold["references"]:
        # A list shares its symbol: "305 và 306/QĐ-UBND".
        number, _, symbol = row["number"].partition("/")
        assert text.find(row["number"]) or (squeeze(number) in squeeze(document.text) and text.find(symbol)), row


def test_the_damaged_file_is_refused_with_a_reason() -> None:
    with pytest.raises(BaocaoError) as caught:
        read_bytes(DAMAGED.read_bytes(), DAMAGED.name, ReadOptions(ocr="never"))
    assert caught.value.message and caught.value.hint


def test_consolidated_gold_adds_up() -> None:
    gold = _gold(SAMPLES / "gold" / "consolidated-2024.json")
    assert gold["missing"] == ["SXD"] and gold["unreadable"] == ["HUYEN-D"] and gold["late"] == ["KKT"]
    assert gold["superseded"]["SYT"] == {"kept": "3412/BC-SYT", "replaced": "3388/BC-SYT"}
    assert gold["conflicts"] == [{"reference": "1256/QĐ-UBND", "procedures": {"STP": 24, "HUYEN-A": 26}}]
    for total in gold["totals"].values():
        assert total["value"] == sum(part["value"] for part in total["contributions"].values())
