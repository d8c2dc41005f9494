"""What is tried after a child was cut off: another engine, closed attachments, the pages read before."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from pipeline.errors import Crashed, TimedOut, TooLarge, Unreadable
from pipeline.intake.attempts import MOST, another_attempt
from pipeline.intake.batch import Settings, ingest
from pipeline.intake.limits import Limits
from pipeline.intake.reading import Job, Outcome, read_job
from pipeline.intake.workers import Done, Pool, Progress
from pipeline.library import Arrival, Library
from schemas.report import Report


def _pdf(pages: int, attachment: bool = False) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=True)
    for page in range(1, pages + 1):
        canvas.drawString(72, 780, "BAO CAO")
        canvas.drawString(72, 740, f"Trang thu {page}: ket qua cong tac cua don vi trong nam 2024, ghi day du.")
        canvas.showPage()
    canvas.save()
    if not attachment:
        return buffer.getvalue()
    document = pypdfium2.PdfDocument(buffer.getvalue())
    document.new_attachment("phu-luc.txt").set_data("BÁO CÁO\n\nPhụ lục năm 2024\n".encode())
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def misread(job: Job | None, progress: Progress) -> Outcome:
    """Reads as always, but dies or hangs as the file's name says."""
    words = set((Path(job.path).stem if job else "").split("-"))
    if job is None or not words & {"inside", "first", "fifth", "spin", "both", "hungry"}:
        return read_job(job, progress)
    if "inside" in words and job.attached:
        os.abort()

    def on_page(page: int) -> None:
        if page == 5 and not job.second:
            if "fifth" in words:
                os.abort()
            if "hungry" in words:
                raise MemoryError
            while "spin" in words:
                pass
        progress(page)

    if words & {"first", "both"} and not job.second:
        progress(0)
        os.abort()
    if job.second and words & {"both", "gone"}:
        raise Unreadable("second engine")
    return read_job(job, on_page)  # type: ignore[arg-type]


def _taken(tmp_path: Path, name: str, data: bytes) -> tuple[dict[str, Arrival], list[Report], str]:
    inbox = tmp_path / "in"
    inbox.mkdir()
    (inbox / name).write_bytes(data)
    settings = Settings(workers=1, work=misread, ocr="never", limits=Limits(cpu=2.0, stall=20))
    with Library.open(tmp_path / "library.db") as library:
        ingest([inbox], library, settings)
        arrivals = {arrival.path: arrival for arrival in library.arrivals()}
        reports = list(library.reports())
        text = library.text(reports[0].report_id) if reports else ""
    return arrivals, reports, text or ""


def test_a_crash_of_the_first_engine_leaves_the_file_to_the_second(tmp_path: Path) -> None:
    arrivals, (report,), text = _taken(tmp_path, "first.pdf", _pdf(3))
    assert arrivals["first.pdf"].state == "accepted"
    assert "engine:second" in report.source.warnings
    assert [f"Trang thu {page}" in text for page in (1, 2, 3, 4)] == [True, True, True, False]


def test_a_crash_on_a_page_is_read_whole_by_the_second_engine(tmp_path: Path) -> None:
    arrivals, (report,), text = _taken(tmp_path, "fifth.pdf", _pdf(8))
    assert arrivals["fifth.pdf"].state == "accepted"
    assert report.source.pages == 8
    assert "Trang thu 8" in text


@pytest.mark.parametrize("name", ["fifth-gone.pdf", "spin.pdf", "hungry.pdf"])
def test_pages_read_before_a_limit_are_kept(tmp_path: Path, name: str) -> None:
    arrivals, (report,), text = _taken(tmp_path, name, _pdf(8))
    assert arrivals[name].state == "partial"
    assert arrivals[name].reason
    assert "partial:4 of 8 pages" in report.source.warnings
    assert "Trang thu 4" in text
    assert "Trang thu 5" not in text


def test_a_file_that_both_engines_refuse_is_damaged_not_crashed(tmp_path: Path) -> None:
    arrivals, reports, _ = _taken(tmp_path, "both.pdf", _pdf(2))
    assert arrivals["both.pdf"].state == "unreadable"
    assert arrivals["both.pdf"].reason
    assert reports == []


def test_attachments_that_kill_the_child_leave_the_cover_readable(tmp_path: Path) -> None:
    arrivals, (report,), text = _taken(tmp_path, "inside.pdf", _pdf(1, attachment=True))
    assert arrivals["inside.pdf"].state == "accepted"
    assert "Trang thu 1" in text
    (refused,) = (arrival for path, arrival in arrivals.items() if path != "inside.pdf")
    assert refused.state == "too_large"
    assert "đính kèm" in refused.reason
    assert report.source.filename == "inside.pdf"


def test_attachments_that_open_are_rows_of_their_own(tmp_path: Path) -> None:
    arrivals, reports, _ = _taken(tmp_path, "calm.pdf", _pdf(1, attachment=True))
    assert {path: arrival.state for path, arrival in arrivals.items()} == {
        "calm.pdf": "accepted",
        "calm.pdf!/phu-luc.txt": "accepted",
    }
    assert len(reports) == 2


def _job(tmp_path: Path, **changes: object) -> Job:
    path = tmp_path / "a.pdf"
    path.write_bytes(_pdf(1))
    return replace(Job("a.pdf", path, "0" * 64, 1), **changes)  # type: ignore[arg-type]


def test_no_file_is_tried_for_ever(tmp_path: Path) -> None:
    for error, cut in ((Crashed(""), "died"), (TimedOut(""), "cpu"), (TimedOut(""), "wall"), (TooLarge(""), "memory")):
        for progress in (0, 1, 7):
            job: Job | None = _job(tmp_path)
            for attempt in range(1, MOST + 2):  # noqa: B007 - how many there were
                assert job is not None
                job = another_attempt(Done(job, None, error, progress, cut))
                if job is None:
                    break
            assert job is None
            assert attempt <= MOST


def test_what_used_up_its_processor_time_is_not_tried_again(tmp_path: Path) -> None:
    assert another_attempt(Done(_job(tmp_path), None, TimedOut("cpu"), 0, "cpu")) is None
    assert another_attempt(Done(_job(tmp_path), None, Unreadable("x"), 0, None)) is None


def feed(job: str | None, progress: Progress) -> str:
    """Starts a program that takes ``job`` megabytes and keeps them."""
    if job is not None:
        progress(0)
        code = f"import time; held = bytearray({job} << 20); time.sleep(60)"
        subprocess.run([sys.executable, "-c", code], check=False)
    return ""


def test_memory_of_a_converter_counts(tmp_path: Path) -> None:
    start = time.monotonic()
    (done,) = Pool(feed, 1, Limits(resident=300 << 20, stall=20)).run(["400"])
    assert done.error is not None
    assert (done.error.state, done.cut) == ("too_large", "memory")
    assert done.peak > 300 << 20
    assert time.monotonic() - start < 50
