"""One batch over a folder, judged from outside: the ledger against the files, memory of the parent, processes left."""

from __future__ import annotations

import os
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from pipeline.errors import State
from pipeline.intake.batch import Settings, ingest
from pipeline.intake.discovery import find
from pipeline.intake.reading import Job, Outcome
from pipeline.intake.verifying import verify
from pipeline.intake.workers import Done
from pipeline.library import Arrival, Library


@dataclass(slots=True)
class Cost:
    """Seconds and most memory of reading one file, all attempts together."""

    seconds: float = 0.0
    megabytes: int = 0
    attempts: int = 0

    def add(self, done: Done[Job, Outcome]) -> None:
        """Count one attempt."""
        self.seconds += done.seconds
        self.megabytes = max(self.megabytes, done.peak >> 20)
        self.attempts += 1


@dataclass(frozen=True, slots=True)
class Result:
    """What a batch did. ``inputs`` are the paths found before it ran; members of archives are arrivals besides."""

    inputs: tuple[str, ...]
    arrivals: tuple[Arrival, ...]
    discrepancies: int
    seconds: float
    parent_megabytes: int
    costs: Mapping[str, Cost]

    def broken(self) -> list[str]:
        """The promises that did not hold, in words; empty when all did."""
        paths = Counter(arrival.path for arrival in self.arrivals)
        closed = set(get_args(State))
        problems = [f"no row for {path}" for path in self.inputs if path not in paths]
        problems += [f"{count} rows for {path}" for path, count in paths.items() if count > 1]
        problems += [f"unknown state {a.state!r} of {a.path}" for a in self.arrivals if a.state not in closed]
        problems += [f"no reason for {a.path}" for a in self.arrivals if a.state not in _SILENT and not a.reason]
        problems += [f"parent took {self.parent_megabytes} MB"] * (self.parent_megabytes >= _PARENT_MEGABYTES)
        if self.discrepancies:
            problems.append(f"{self.discrepancies} rows and originals that do not agree")
        return problems


_PARENT_MEGABYTES = 300
_SILENT = ("accepted", "duplicate", "superseded")


def run(folder: Path, workers: int = 0, ocr: Literal["auto", "never", "force"] = "never") -> Result:
    """Take in everything below ``folder`` with a new library that is thrown away afterwards."""
    inputs = tuple(found.path for found in find([folder]))
    costs: dict[str, Cost] = {}
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as name, Library.open(Path(name) / "library.db") as library:
        settings = Settings(ocr=ocr, workers=workers)
        ingest([folder], library, settings, on_read=lambda done: costs.setdefault(done.job.path, Cost()).add(done))
        arrivals = tuple(library.arrivals())
        discrepancies = sum(1 for _ in verify(library))
    return Result(inputs, arrivals, discrepancies, time.monotonic() - start, _own_peak(), costs)


def _own_peak() -> int:
    status = Path("/proc/self/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) // 1024


def processes_with(marker: str) -> int:
    """Living processes that carry ``marker`` in their environment: what a batch that was given it left behind."""
    count = 0
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                count += marker.encode() in (entry / "environ").read_bytes()
            except OSError:
                continue
    return count


def lines(result: Result) -> Iterator[str]:
    """One line per file, then the totals and what did not hold."""
    for arrival in sorted(result.arrivals, key=lambda arrival: arrival.path):
        words = " ".join((arrival.detail or arrival.reason).split())
        cost = result.costs.get(arrival.path, Cost())
        used = f"{cost.seconds:>7.1f} s{cost.megabytes:>6} MB"
        name = arrival.path.encode("unicode_escape").decode() if not arrival.path.isprintable() else arrival.path
        yield f"{arrival.state:12}{arrival.size_bytes:>11}{used}  {name}  {words}".rstrip()
    states = Counter(arrival.state for arrival in result.arrivals)
    yield ""
    yield f"files {len(result.inputs)}, rows {len(result.arrivals)}, {result.seconds:.0f} s"
    yield ", ".join(f"{state} {count}" for state, count in states.most_common())
    slowest = max((cost.seconds for cost in result.costs.values()), default=0.0)
    largest = max((cost.megabytes for cost in result.costs.values()), default=0)
    yield f"parent {result.parent_megabytes} MB at most, children {largest} MB, slowest file {slowest:.0f} s"
    problems = result.broken()
    yield from problems
    yield "all promises hold" if not problems else f"{len(problems)} promises broken"
