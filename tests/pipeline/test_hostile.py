"""Hostile files through the whole batch: every one has its row and state, and costs nobody else anything."""

from __future__ import annotations

import os
import time
from pathlib import Path
from types import ModuleType

import pytest

from benchmarks.hostile.hazards import odd_pdfs, odd_words, write
from benchmarks.hostile.mutants import mutants
from benchmarks.hostile.running import run
from pipeline.conversion import kinds, office
from pipeline.errors import BaocaoError
from pipeline.intake.batch import Settings, ingest
from pipeline.intake.limits import Limits
from pipeline.intake.reading import Job, Outcome, read_job
from pipeline.intake.workers import Progress
from pipeline.library import Library
from pipeline.readers import ReadOptions, read

SAMPLES = Path(__file__).parents[2] / "samples" / "reports"


def test_hazards_end_in_one_state(tmp_path: Path) -> None:
    """Every fifth of them; ``python -m benchmarks.hostile --make FOLDER`` runs all."""
    made = write(tmp_path / "in", slow=False)
    for number, name in enumerate(list(made)):
        if number % 5 or name.endswith((".rtf", ".doc", ".odt")):
            made.pop(name)
    for path in (tmp_path / "in").iterdir():
        if os.fsencode(path.name).decode("utf-8", "backslashreplace") not in made:
            path.unlink()
    result = run(tmp_path / "in")
    # The parent is pytest here; test_benchmarks judges the memory of a parent of its own.
    assert [problem for problem in result.broken() if not problem.startswith("parent took")] == []
    states = {arrival.path: arrival.state for arrival in result.arrivals}
    assert {name: states[name] for name, one in made.items() if states[name] not in one.states | {"duplicate"}} == {}


def work(job: Job | None, progress: Progress) -> Outcome:
    """A reader that some files make hang, die, or fill the memory."""
    kind = job.path.rpartition(".")[2] if job else ""
    if kind == "hang":
        time.sleep(1000)
    if kind == "spin":
        while True:
            pass
    if kind == "exit":
        os._exit(1)
    if kind == "abort":
        os.abort()
    if kind == "memory":
        bytearray(8 << 30)
    if kind == "odd":
        raise KeyError("odd file")
    return read_job(job, progress)


def test_chaos_costs_only_the_bad_files(tmp_path: Path) -> None:
    kinds = ("exit", "abort", "memory")
    good, bad = tmp_path / "good", tmp_path / "bad"
    good.mkdir(), bad.mkdir()
    for number in range(160):
        text = f"BÁO CÁO\n\nKết quả công tác năm {number}\n\nThực hiện Kế hoạch số {number}/KH-UBND.\n"
        (good / f"{number:03}.txt").write_text(text, "utf-8")
    for number in range(40):
        kind = "hang" if number == 7 else "spin" if number == 20 else "odd" if number % 5 else kinds[number // 5 % 3]
        (bad / f"{number * 4:03}x.{kind}").write_text(f"tệp {number}", "utf-8")
    settings = Settings(workers=2, limits=Limits(stall=1.5, cpu=1.5), work=work)
    dumps = []
    for name, inputs in (("clean", [good]), ("chaos", [good, bad])):
        with Library.open(tmp_path / name / "library.db") as library:
            ingest(inputs, library, settings)
            states = {arrival.path: arrival.state for arrival in library.arrivals()}
            dumps.append({report.report_id: report.model_dump_json() for report in library.reports()})
    assert len(states) == 200
    assert dumps[0] == dumps[1]
    assert len(dumps[0]) == 160
    assert {states[path] for path in states if not path.endswith(".txt")} == {"timeout", "crashed", "too_large"}


def test_damaged_copies_only_raise_our_errors() -> None:
    for path in sorted(SAMPLES.rglob("*.docx"))[:2]:
        for copy in mutants(path.read_bytes(), 1, 20):
            try:
                read(copy, path.name)
            except BaocaoError:
                continue


@pytest.mark.parametrize("kind", [odd_words, odd_pdfs])
def test_odd_files_that_can_be_read_say_what_they_say(kind: ModuleType) -> None:
    silent = []
    for hazard in kind.hazards():
        converted = kinds.kind_of(hazard.data) not in (None, kinds.FLAT_OPC)
        if hazard.states != {"accepted"} or (converted and office.unavailable() is not None):
            continue
        try:
            text = read(hazard.data, str(hazard.name), ReadOptions(ocr="never")).text
        except BaocaoError as error:
            text = repr(error)
        if "2024" not in text:
            silent.append((hazard.name, text[:80]))
    assert silent == []
