"""The laws that every reader, extractor and data row obeys, over all samples and over cut and random input."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, SAMPLES, Read, sample_paths
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

import extractors
from extractors import data, extract
from extractors.text.folding import fold
from pipeline.audit import rules
from pipeline.errors import BaocaoError
from pipeline.readers import ReadOptions, readers
from pipeline.readers import read as read_bytes
from schemas.document import Document
from schemas.report import Report
from schemas.section import Section
from schemas.span import Evidence

PATHS = sample_paths()
NAMES = [str(path.relative_to(SAMPLES)) for path in PATHS]
every_sample = pytest.mark.parametrize("path", PATHS, ids=NAMES)


def _evidence(value: Any) -> Iterator[Evidence]:
    if isinstance(value, Evidence):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _evidence(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _evidence(item)


def _sections(sections: tuple[Section, ...]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _sections(section.children)


@every_sample
def test_every_span_lies_in_the_text_and_equals_its_quote(path: Path, read_sample: Read) -> None:
    report, document = read_sample(path)
    items = list(_evidence(report))
    assert items
    for item in items:
        assert 0 <= item.start <= item.end <= len(document.text)  # a blank cell is proved by an empty stretch
        assert document.text[item.start : item.end] == item.quote
    for section in _sections(report.sections):
        assert 0 <= section.start < section.end <= len(document.text)


@every_sample
def test_blocks_are_in_order_and_cells_belong_to_their_table(path: Path, read_sample: Read) -> None:
    _, document = read_sample(path)
    position = 0
    for block in document.blocks:
        assert position <= block.start <= block.end <= len(document.text)
        position = block.end
    for number, table in enumerate(document.tables):
        for index in table.cells:
            assert document.blocks[index].table == number


@every_sample
def test_evidence_of_paged_documents_has_page_and_box(path: Path, read_sample: Read) -> None:
    report, document = read_sample(path)
    if document.pages is None or path.suffix != ".pdf":
        pytest.skip("no pages")
    for item in _evidence(report):
        assert item.page is not None and 1 <= item.page <= document.pages
        assert item.box is not None and item.box[0] < item.box[2] and item.box[1] < item.box[3]


@every_sample
def test_report_survives_json(path: Path, read_sample: Read) -> None:
    report, _ = read_sample(path)
    text = report.model_dump_json()
    assert Report.model_validate_json(text) == report
    assert Report.model_validate_json(text).model_dump_json() == text


def test_same_bytes_give_the_same_json_in_another_process(read_sample: Read) -> None:
    chosen = [path for path in PATHS if "2024" in path.parts][::4] + [path for path in PATHS if "2017" in path.parts]
    expected = "".join(read_sample(path)[0].model_dump_json() + "\n" for path in chosen)
    code = (
        "import sys; from pathlib import Path; from pipeline.reporting import report_of\n"
        "for path in map(Path, sys.argv[1:]):\n"
        "    sys.stdout.write(report_of(path.read_bytes(), path.name).model_dump_json() + '\\n')"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, *map(str, chosen)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        check=True,
    )
    assert result.stdout == expected


@every_sample
def test_offset_map_of_folding_is_monotonic_and_complete(path: Path, read_sample: Read) -> None:
    _, document = read_sample(path)
    _assert_monotonic(document.text)


@given(st.text(st.sampled_from("aâăđĐêơư \u00ad\u200b\u0301\u0323\u0302Ð-–/12\n"), max_size=60))
@settings(max_examples=300, deadline=None)
def test_offset_map_of_any_text_is_monotonic(text: str) -> None:
    _assert_monotonic(text)


def _assert_monotonic(text: str) -> None:
    folded = fold(text)
    offsets = [folded.raw(index) for index in range(len(folded.text) + 1)]
    assert offsets == sorted(offsets)
    assert offsets[-1] == len(text)
    for index in range(0, len(folded.text), 7):
        start, end = folded.raw_span(index, index + 1)
        assert 0 <= start < end <= len(text)


@pytest.mark.parametrize("text", ["", " ", "\n", "BÁO CÁO", "số", "ngày", "/", "I.", "1.", "Nơi nhận:", "KT."])
def test_extraction_of_next_to_nothing_gives_an_empty_report(text: str) -> None:
    found = extract(Document(text=text))
    assert found.references == () and found.indicators == () and found.procedure_counts == ()


@pytest.mark.parametrize("path", PATHS[::3], ids=NAMES[::3])
def test_extraction_stands_any_prefix_of_the_text(path: Path, read_sample: Read) -> None:
    _, document = read_sample(path)
    step = max(1, len(document.text) // 23)
    for end in range(1, len(document.text), step):
        cut = Document(text=document.text[:end])
        for item in _evidence(extract(cut)):
            assert cut.text[item.start : item.end] == item.quote


@pytest.mark.parametrize("path", PATHS[::5], ids=NAMES[::5])
def test_readers_stand_any_prefix_of_the_bytes(path: Path) -> None:
    whole = path.read_bytes()
    for end in (0, 1, 4, 8, 100, len(whole) // 3, len(whole) * 2 // 3, len(whole) - 20, len(whole) - 1):
        try:
            document = read_bytes(whole[:end], path.name, ReadOptions(ocr="never"))
        except BaocaoError as error:
            assert error.message and error.hint
        else:
            document.detach()


def test_every_registry_member_keeps_its_contract() -> None:
    assert list(extractors.load().pipe_names) == list(extractors.discover())
    for module in readers():
        assert module.bid(b"", "") <= 100
    names = [rule.__name__ for rule in rules()]
    assert names == sorted(names)
    assert all(rule.SEVERITY in {"error", "warning", "info"} for rule in rules())


def _pattern_rows() -> Iterator[Any]:
    for name in data.data_files():
        if not name.endswith(".toml"):
            continue
        for number, row in enumerate(data.toml_rows(name.removesuffix(".toml"))):
            if "patterns" in row:
                yield pytest.param(row, id=f"{name}:{row.get('code', number)}")


@pytest.mark.parametrize("row", list(_pattern_rows()))
def test_patterns_of_a_data_row_match_its_examples_and_no_counterexample(row: dict[str, Any]) -> None:
    patterns = [re.compile(pattern, re.IGNORECASE) for pattern in row["patterns"]]
    assert row["examples"], "a row with patterns needs examples"
    for example in row["examples"]:
        assert any(pattern.search(fold(example).text) for pattern in patterns), example
    for wrong in row["counterexamples"]:
        assert not any(pattern.search(fold(wrong).text) for pattern in patterns), wrong


@pytest.mark.parametrize("name", data.data_files())
def test_rows_of_data_files_say_their_source_and_whether_it_is_verified(name: str) -> None:
    stem, _, form = name.rpartition(".")
    rows: tuple[dict[str, Any], ...] = data.toml_rows(stem) if form == "toml" else data.csv_rows(stem)
    assert rows
    for row in rows:
        assert row.get("source"), row
        assert "verified" in row, row


def test_no_data_file_is_written_with_loose_unicode() -> None:
    for entry in files(data.__name__).iterdir():
        if entry.name.endswith((".toml", ".csv")):
            assert "\ufeff" not in entry.read_text("utf-8"), entry.name
