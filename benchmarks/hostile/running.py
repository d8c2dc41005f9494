"""One batch over a folder, judged from outside: the ledger against the files, memory of the parent, processes left."""

from __future__ import annotations

import os
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from pipeline.errors import State
from pipeline.intake.batch import Settings, ingest
from pipeline.intake.discovery import find
from pipeline.intake.verifying import verify
from pipeline.library import Arrival, Library


@dataclass(frozen=True, slots=True)
class Result:
    """What a batch did. ``inputs`` are the paths found before it ran; members of archives are arrivals besides."""

    inputs: tuple[str, ...]
    arrivals: tuple[Arrival, ...]
    discrepancies: int
    seconds: float
    parent_megabytes: int

    def broken(self) -> list[str]:
        """The promises that did not hold, in words; empty when all did."""
        paths = Counter(arrival.path for arrival in self.arrivals)
        closed = set(get_args(State))
        problems = [f"no row for {path}" for path in self.inputs if path not in paths]
        problems += [f"{count} rows for {path}" for path, count in paths.items() if count > 1]
        problems += [f"unknown state {a.state!r} of {a.path}" for a in self.arrivals if a.state not in closed]
        problems += [f"no reason for {a.path}" for a in self.arrivals if a.state not in _SILENT and not a.reason]
        if self.discrepancies:
            problems.append(f"{self.discrepancies} rows and originals that do not agree")
        return problems


_SILENT = ("accepted", "duplicate", "superseded")


def run(folder: Path, workers: int = 0, ocr: Literal["auto", "never", "force"] = "never") -> Result:
    """Take in everything below ``folder`` with a new library that is thrown away afterwards."""
    inputs = tuple(found.path for found in find([folder]))
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as name, Library.open(Path(name) / "library.db") as library:
        ingest([folder], library, Settings(ocr=ocr, workers=workers))
        arrivals = tuple(library.arrivals())
        discrepancies = sum(1 for _ in verify(library))
    return Result(inputs, arrivals, discrepancies, time.monotonic() - start, _own_peak())


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
        yield f"{arrival.state:12}{arrival.size_bytes:>12}  {arrival.path}  {words}".rstrip()
    states = Counter(arrival.state for arrival in result.arrivals)
    yield ""
    yield f"files {len(result.inputs)}, rows {len(result.arrivals)}, {result.seconds:.0f} s"
    yield ", ".join(f"{state} {count}" for state, count in states.most_common())
    yield f"parent {result.parent_megabytes} MB at most"
    problems = result.broken()
    yield from problems
    yield "all promises hold" if not problems else f"{len(problems)} promises broken"
