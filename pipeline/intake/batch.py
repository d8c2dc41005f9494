"""The batch: every file that enters ends in exactly one state in the library, whatever the files are and however often
it runs.

The parent hashes, keeps the originals, hands out and stores; children read. Originals are kept before anything is read
and results are committed in groups, so a run that is killed at any point and started again ends in the library of an
undisturbed run.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pipeline.errors import BaocaoError, Incomplete, Stopped, TooLarge, Unreadable
from pipeline.failpoints import reached
from pipeline.intake.attempts import another_attempt
from pipeline.intake.discovery import Found, find
from pipeline.intake.limits import Limits
from pipeline.intake.reading import Job, Outcome, container, read_job
from pipeline.intake.scratch import Scratch
from pipeline.intake.workers import Done, Pool, Progress
from pipeline.library import Kept, Library

_GROUP = 64
_GROUP_BYTES = 16 << 20
_MAX_BYTES = 512 << 20

Work = Callable[[Job | None, Progress], Outcome]


@dataclass(frozen=True, slots=True)
class Settings:
    """How a batch is run. ``workers`` 0 means one per processor; ``work`` reads one file in a child process."""

    ocr: Literal["auto", "never", "force"] = "auto"
    workers: int = 0
    limits: Limits = field(default_factory=Limits)
    work: Work = read_job


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
    on_read: Callable[[Done[Job, Outcome]], None] = lambda done: None,
) -> Summary:
    """Take in every file below ``inputs``, say what became of them; ``on_done`` is called with each finished path.

    Arrivals are named relative to their input folder, or to ``root``. ``on_read`` hears what each reading took. Raises
    ``Stopped`` (disk full, library locked) when the run cannot go on; what was kept before stays kept.
    """
    with Scratch() as scratch:
        batch = _Batch(library, settings or Settings(), on_done, on_read, scratch.folder)
        batch.run(find(inputs, root))
        return batch.summary


@dataclass(slots=True)
class _Container:
    """A container whose members are being read, with the containers inside it."""

    kept: list[Kept]
    open_members: set[str]


class _Batch:
    def __init__(
        self,
        library: Library,
        settings: Settings,
        on_done: Callable[[str], None],
        on_read: Callable[[Done[Job, Outcome]], None],
        folder: Path,
    ) -> None:
        self.library = library
        self.settings = settings
        self.on_done = on_done
        self.on_read = on_read
        self.folder = folder
        self.summary = Summary()
        self.queue: deque[Job] = deque()
        self.again: list[Job] = []
        self.twins: dict[str, list[Kept]] = {}  # other arrivals of bytes that are being read
        self.finished: set[str] = set()
        self.results: list[Kept] = []
        self.waiting = 0  # bytes of the results
        self.containers: dict[str, _Container] = {}  # by the path of each member that is not finished yet

    def run(self, files: Iterator[Found]) -> None:
        for group in _groups(files, _GROUP):
            self.admit(group)
        count = self.settings.workers or os.cpu_count() or 1
        self.read(min(count, len(self.queue)), self.settings.limits)
        while self.again:  # one after the other, alone
            self.queue.extend(self.again)
            self.again = []
            self.read(1, self.settings.limits)
        self.flush()

    def admit(self, group: list[Found]) -> None:
        hashed = [(found, *_fingerprint(found)) for found in group]
        reached()
        known = self.library.known(digest for _, digest, _, _ in hashed if digest)
        new = {digest: found.location for found, digest, _, _ in hashed if digest and digest not in known}
        changed = self.library.originals.put(new)
        reached()
        for found, digest, size, error in hashed:
            if digest in known:
                self.summary.skipped += 1
                self.finish(Kept.duplicate(found.path, digest, size))
            elif digest in changed:
                self.finish(Kept.failed(found.path, "", 0, Incomplete("changed while it was read")))
            elif error is not None:
                self.finish(Kept.failed(found.path, digest, size, error))
            else:
                place = self.library.originals.place_of(digest) or found.location
                self.enqueue([Job(found.path, place, digest, size, self.settings.ocr, folder=self.folder)])
        self.flush()

    def enqueue(self, jobs: Iterable[Job], *, first: bool = False) -> None:
        """Queue what is not being read already. Members go first: their bytes wait in temporary files."""
        new = []
        for job in jobs:
            if job.sha256 in self.finished:
                self.finish(Kept.duplicate(job.path, job.sha256, job.size))
            elif job.sha256 in self.twins:
                self.twins[job.sha256].append(Kept.duplicate(job.path, job.sha256, job.size))
            else:
                self.twins[job.sha256] = []
                new.append(job)
        if first:
            self.queue.extendleft(reversed(new))
        else:
            self.queue.extend(new)

    def read(self, workers: int, limits: Limits) -> None:
        pool: Pool[Job, Outcome] = Pool(self.settings.work, workers, limits)
        with contextlib.closing(pool.serve(self.queue)) as results:
            for done in results:
                self.on_read(done)
                again = another_attempt(done)
                if again is not None:
                    self.again.append(again)
                else:
                    self.settle(done)
                if len(self.results) >= _GROUP or self.waiting > _GROUP_BYTES:
                    self.flush()

    def settle(self, done: Done[Job, Outcome]) -> None:
        job = done.job
        reached()
        if isinstance(done.error, Stopped):
            raise done.error
        if done.result is None:
            self.finish(Kept.failed(job.path, job.sha256, job.size, done.error or Unreadable()))
        else:
            self.take(job, done.result)
        if job.location is not None and job.location.parent == self.folder:
            job.location.unlink(missing_ok=True)

    def take(self, job: Job, outcome: Outcome) -> None:
        """Keep what was read; what was inside is queued. A container is kept after its members: kept before, a killed
        run would never come back for them."""
        members = {item.sha256: self.folder / item.sha256 for item in outcome.members if item.sha256}
        known = self.library.known(members)
        self.library.originals.put({digest: place for digest, place in members.items() if digest not in known})
        rows = _Container([outcome.kept], set())
        jobs = []
        for item in outcome.members:
            if item.sha256 and item.sha256 in known | self.finished:
                self.finish(Kept.duplicate(item.path, item.sha256, item.size))
            elif item.error is not None:
                rows.kept.append(Kept.failed(item.path, item.sha256, item.size, item.error))
            elif item.inside is not None:
                rows.kept.append(container(item.path, item.sha256, item.size, item.inside))
            else:
                rows.open_members.add(item.path)
                place = self.library.originals.place_of(item.sha256) or self.folder / item.sha256
                jobs.append(Job(item.path, place, item.sha256, item.size, job.ocr, metadata=item.metadata))
        self.containers |= dict.fromkeys(rows.open_members, rows)
        for place in members.values():
            if self.library.originals.place_of(place.name) is not None:
                place.unlink(missing_ok=True)
        self.enqueue(jobs, first=True)
        if not rows.open_members:
            self.finish(*rows.kept)

    def finish(self, *rows: Kept) -> None:
        for kept in rows:
            self.finished.add(kept.sha256)
            for item in [kept, *self.twins.pop(kept.sha256, [])]:
                self.results.append(item)
                self.waiting += len(item.report_json or b"") + 8 * len(item.text or "")
                self.summary.count(item.state)
                self.on_done(item.path)
                around = self.containers.pop(item.path, None)
                if around is not None:
                    around.open_members.discard(item.path)
                    if not around.open_members:
                        self.finish(*around.kept)

    def flush(self) -> None:
        if self.results:
            self.library.keep(self.results)
            self.results, self.waiting = [], 0


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
