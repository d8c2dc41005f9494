"""What a child process does with one file: read, extract, audit, and open what it contains."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pipeline.intake.containers import Member, opened
from pipeline.intake.workers import Progress
from pipeline.library import Kept
from pipeline.readers import ReadOptions
from pipeline.reporting import report_and_document

_MAX_DEPTH = 3


@dataclass(frozen=True, slots=True)
class Job:
    """One file to read: at ``location``, or ``data`` of a container's member (``outer``: hashes it is inside of)."""

    path: str
    location: Path | None
    sha256: str
    size: int
    ocr: Literal["auto", "never", "force"] = "auto"
    data: bytes | None = None
    outer: tuple[str, ...] = ()
    max_pages: int = 5_000
    metadata: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was read, and the files found inside."""

    kept: Kept
    members: tuple[Member, ...] = ()


def report_job(job: Job | None, progress: Progress) -> bytes:
    """The Report JSON of one file's bytes. ``None`` only loads what every job needs."""
    if job is None or job.data is None:
        return b""
    report, _ = report_and_document(job.data, job.path, ReadOptions(ocr=job.ocr, on_page=progress))
    return report.model_dump_json().encode()


def read_job(job: Job | None, progress: Progress) -> Outcome:
    """Read one file. ``None`` only loads what every job needs."""
    if job is None:
        from extractors import load  # noqa: PLC0415

        load()
        return Outcome(Kept.duplicate("", "", 0))
    data = job.data if job.data is not None else (job.location or Path(job.path)).read_bytes()
    readable, inside = opened(data, job.path) if len(job.outer) < _MAX_DEPTH else (True, ())
    if not readable:
        return Outcome(Kept(job.path, job.sha256, job.size, "accepted", f"Tệp chứa {len(inside)} tệp khác."), inside)
    options = ReadOptions(ocr=job.ocr, max_pages=job.max_pages, on_page=progress, metadata=job.metadata)
    report, document = report_and_document(data, job.path, options)
    partial = next((warning for warning in document.warnings if warning.startswith("partial")), None)
    if partial is None:
        return Outcome(Kept.read(job.path, report, document), inside)
    reason, hint = "Chỉ đọc được một phần của tệp.", "Kiểm tra các trang chưa đọc trong tệp gốc."
    return Outcome(Kept.read(job.path, report, document, state="partial", reason=reason, hint=hint), inside)
