"""The batch: every file that enters ends in exactly one state in the library, whatever the files are and however often
it runs.

The parent hashes, hands out and stores; children read. Results are committed in groups, originals first, so a run that
is killed at any point and started again ends in the library of an undisturbed run.
"""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from pipeline.errors import BaocaoError, TooLarge, Unreadable
from pipeline.failpoints import reached
from pipeline.intake.containers import Member
from pipeline.intake.discovery import Found, find
from pipeline.intake.reading import Job, Outcome, read_job
from pipeline.intake.workers import Done, Limits, Pool
from pipeline.library import Kept, Library

_GROUP = 64
_MAX_BYTES = 512 << 20


@dataclass(frozen=True, slots=True)
class Settings:
    """How a batch is run. ``workers`` 0 means one per processor."""

    ocr: Literal["auto", "never", "force"] = "auto"
    workers: int = 0
    limits: Limits = field(default_factory=Limits)


@dataclass(slots=True)
class Summary:
    """Counts of arrivals by state; ``skipped`` were known already."""

    states: dict[str, int] = field(default_factory=dict)
    skipped: int = 0

    def count(self, state: str) -> None:
        """Count one arrival."""
        self.states[state] = self.states.get(state, 0) + 1

    @property
    def failed(self) -> int:
        """Arrivals that were not read, or only in part."""
        read = ("accepted", "duplicate", "superseded")
        return sum(count for state, count in self.states.items() if state not in read)


def ingest(
    inputs: Iterable[Path],
    library: Library,
    settings: Settings | None = None,
    on_done: Callable[[str], None] = lambda name: None,
    root: Path | None = None,
) -> Summary:
    """Take in every file below ``inputs``, say what became of them; ``on_done`` is called with each finished path.

    Arrivals are named relative to their input folder, or to ``root``.
    """
    batch = _Batch(library, settings or Settings(), on_done)
    batch.run(find(inputs, root))
    return batch.summary


@dataclass(slots=True)
class _Container:
    kept: Kept
    open_members: set[str]


class _Batch:
    def __init__(self, library: Library, settings: Settings, on_done: Callable[[str], None]) -> None:
        self.library = library
        self.settings = settings
        self.on_done = on_done
        self.summary = Summary()
        self.queue: deque[Job] = deque()
        self.again: list[Job] = []
        self.sources: dict[str, bytes | Path] = {}  # bytes of jobs not yet stored
        self.twins: dict[str, list[Kept]] = {}  # other arrivals of bytes that are being read
        self.settled: set[str] = set()
        self.results: list[Kept] = []
        self.containers: dict[str, _Container] = {}  # by the path of each member that is not finished yet

    def run(self, files: Iterator[Found]) -> None:
        for group in _groups(files, _GROUP):
            self.admit(group)
        count = self.settings.workers or os.cpu_count() or 1
        self.read(min(count, len(self.queue)), self.settings.limits)
        if self.again:  # a busy machine may have cut honest files: once more, alone
            self.queue.extend(self.again)
            self.again = []
            self.read(1, self.settings.limits, final=True)
        self.flush()

    def admit(self, group: list[Found]) -> None:
        hashed = [(found, *_fingerprint(found)) for found in group]
        reached()
        known = self.library.known(digest for _, digest, _, error in hashed if digest and error is None)
        for found, digest, size, error in hashed:
            if error is not None:
                self.finish(Kept.failed(found.path, digest, size, error))
            elif digest in known:
                self.summary.skipped += 1
                self.finish(Kept.duplicate(found.path, digest, size))
            else:
                self.enqueue(Job(found.path, found.location, digest, size, self.settings.ocr), found.location)
        self.flush()

    def enqueue(self, job: Job, source: bytes | Path) -> None:
        if job.sha256 in self.twins:
            twin = Kept.duplicate(job.path, job.sha256, job.size)
            if job.sha256 in self.settled:
                self.finish(twin)
            else:
                self.twins[job.sha256].append(twin)
            return
        self.twins[job.sha256] = []
        self.sources[job.sha256] = source
        self.queue.append(job)

    def read(self, workers: int, limits: Limits, final: bool = False) -> None:
        pool: Pool[Job, Outcome] = Pool(read_job, workers, limits)
        for done in pool.serve(self.queue):
            if not final and done.error is not None and done.error.state in ("timeout", "crashed"):
                self.again.append(_retry(done))
            else:
                self.settle(done)
            if len(self.results) >= _GROUP:
                self.flush()

    def settle(self, done: Done[Job, Outcome]) -> None:
        job = done.job
        reached()
        if done.result is None:
            error = done.error or Unreadable()
            self.finish(Kept.failed(job.path, job.sha256, job.size, error))
        else:
            names = _member_paths(job.path, done.result.members)
            if not names:
                self.finish(done.result.kept)
            # A container is kept after its members: kept before, a killed run would never come back for them.
            container = _Container(done.result.kept, set(names))
            self.containers |= dict.fromkeys(names, container)
            for path, member in zip(names, done.result.members, strict=True):
                self.admit_member(job, path, member)

    def admit_member(self, job: Job, path: str, member: Member) -> None:
        if member.error is not None:
            self.finish(Kept.failed(path, "", 0, member.error))
            return
        digest, size = hashlib.sha256(member.data).hexdigest(), len(member.data)
        outer = (*job.outer, job.sha256)
        if digest in outer:  # it would wait for itself for ever
            self.finish(Kept.failed(path, "", size, Unreadable("contains itself", reason="Tệp nén chứa chính nó.")))
        elif digest not in self.twins and self.library.known([digest]):
            self.finish(Kept.duplicate(path, digest, size))
        else:
            child = Job(path, None, digest, size, job.ocr, member.data, outer, metadata=member.metadata)
            self.enqueue(child, member.data)

    def finish(self, kept: Kept) -> None:
        twins = self.twins.get(kept.sha256, [])
        self.settled.add(kept.sha256)
        finished = [kept, *twins]
        twins.clear()
        for item in finished:
            self.results.append(item)
            self.summary.count(item.state)
            self.on_done(item.path)
            container = self.containers.pop(item.path, None)
            if container is not None:
                container.open_members.discard(item.path)
                if not container.open_members:
                    self.finish(container.kept)

    def flush(self) -> None:
        if not self.results:
            return
        originals = {kept.sha256: self.sources.pop(kept.sha256) for kept in self.results if kept.sha256 in self.sources}
        self.library.keep(self.results, originals)
        self.results = []


def _member_paths(outer: str, members: tuple[Member, ...]) -> list[str]:
    """One path a member, also where an archive holds the same name twice."""
    paths: list[str] = []
    for member in members:
        path, number = f"{outer}!/{member.name}", 1
        while path in paths:
            number += 1
            path = f"{outer}!/{member.name} ({number})"
        paths.append(path)
    return paths


def _retry(done: Done[Job, Outcome]) -> Job:
    """The job once more; when pages had been read before it was cut, only up to there."""
    return replace(done.job, max_pages=done.progress) if done.progress > 1 else done.job


def _fingerprint(found: Found) -> tuple[str, int, BaocaoError | None]:
    if found.problem is not None:
        reason = "Không phải tệp thông thường hoặc không mở được."
        return "", 0, Unreadable(found.problem, reason=reason, advice="Kiểm tra tệp và quyền đọc, rồi chạy lại.")
    digest, size = hashlib.sha256(), 0
    try:
        handle = os.open(found.location, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(handle, "rb") as stream:
            while chunk := stream.read(1 << 20):
                digest.update(chunk)
                size += len(chunk)
    except OSError as error:
        problem = Unreadable(str(error), reason="Không mở được tệp.", advice="Kiểm tra quyền đọc, rồi chạy lại.")
        return "", 0, problem
    if size > _MAX_BYTES:
        return digest.hexdigest(), size, TooLarge(f"{size} bytes")
    return digest.hexdigest(), size, None


def _groups(items: Iterable[Found], size: int) -> Iterator[list[Found]]:
    group: list[Found] = []
    for item in items:
        group.append(item)
        if len(group) == size:
            yield group
            group = []
    if group:
        yield group
