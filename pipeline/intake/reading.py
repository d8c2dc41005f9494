"""What a child process does with one file: read, extract, audit, and open what it contains."""

from __future__ import annotations

import gc
import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pipeline.errors import Incomplete, Unreadable
from pipeline.intake.unpacking import Unpacked, direct, unpack
from pipeline.intake.workers import Progress
from pipeline.library import Kept
from pipeline.readers import ReadOptions
from pipeline.reporting import report_and_document


@dataclass(frozen=True, slots=True)
class Job:
    """One file to read: at ``location``, or ``data``. What it holds goes to files in ``folder``, if there is one.

    After a child died of it, a later ``attempt`` may leave ``attached`` files closed or use the ``second`` engine; how
    far the first one came is kept in ``first_pages``.
    """

    path: str
    location: Path | None
    sha256: str
    size: int
    ocr: Literal["auto", "never", "force"] = "auto"
    data: bytes | None = None
    folder: Path | None = None
    max_pages: int = 5_000
    metadata: dict[str, str] = field(default_factory=dict)
    attempt: int = 1
    attached: bool = True
    second: bool = False
    first_pages: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was read, and the files found inside."""

    kept: Kept
    members: tuple[Unpacked, ...] = ()


def report_job(job: Job | None, progress: Progress) -> bytes:
    """The Report JSON of one file's bytes. ``None`` only loads what every job needs."""
    if job is None or job.data is None:
        return b""
    report, _ = report_and_document(job.data, job.path, ReadOptions(ocr=job.ocr, on_page=progress))
    return report.model_dump_json().encode()


def warm_up() -> None:
    """Load what every file needs, and take it out of the garbage collector's rounds (they would cost a tenth)."""
    from extractors import load  # noqa: PLC0415

    load()
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def read_job(job: Job | None, progress: Progress) -> Outcome:
    """Read one file. ``None`` only loads what every job needs."""
    if job is None:
        warm_up()
        return Outcome(Kept.duplicate("", "", 0))
    data = _bytes(job)
    opened = unpack(data, job.path, job.folder, attached=job.attached) if job.folder is not None else (True, ())
    readable, inside = opened
    if not readable:
        return Outcome(container(job.path, job.sha256, job.size, direct(job.path, inside)), inside)
    progress(0)  # what kills the child from here on is the document itself, not what is inside
    options = ReadOptions(
        ocr=job.ocr, max_pages=job.max_pages, on_page=progress, metadata=job.metadata, second_engine=job.second
    )
    report, document = report_and_document(data, job.path, options)
    partial = next((warning for warning in document.warnings if warning.startswith("partial")), None)
    if partial is None:
        return Outcome(Kept.read(job.path, report, document), inside)
    reason, hint = "Chỉ đọc được một phần của tệp.", "Kiểm tra các trang chưa đọc trong tệp gốc."
    return Outcome(Kept.read(job.path, report, document, state="partial", reason=reason, hint=hint), inside)


def container(path: str, sha256: str, size: int, inside: int) -> Kept:
    """The row of a file that is nothing but a container."""
    return Kept(path, sha256, size, "accepted", f"Tệp chứa {inside} tệp khác.")


def _bytes(job: Job) -> bytes:
    """The bytes that were hashed when the file came in; a file that has changed since is not ready yet."""
    if job.data is not None:
        return job.data
    try:
        data = (job.location or Path(job.path)).read_bytes()
    except OSError as error:
        raise Unreadable(str(error), reason="Không mở được tệp.", advice="Kiểm tra quyền đọc, rồi chạy lại.") from error
    if hashlib.sha256(data).hexdigest() != job.sha256:
        raise Incomplete("changed while it was read")
    return data
