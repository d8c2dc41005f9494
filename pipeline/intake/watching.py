"""Watch a folder: take files in when they have stopped changing, scan all of it each cycle, move and delete nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.intake.batch import Settings, Summary, ingest
from pipeline.intake.discovery import Found, find
from pipeline.library import Library

_Stamp = tuple[int, int]


@dataclass(slots=True)
class Watcher:
    """One watched folder. ``settle`` is how many seconds a file must stay unchanged before it is read."""

    folder: Path
    library: Library
    settings: Settings = field(default_factory=Settings)
    settle: float = 5.0
    _seen: dict[Path, tuple[_Stamp, float]] = field(default_factory=dict)
    _taken: dict[Path, _Stamp] = field(default_factory=dict)
    _closed: dict[Path, _Stamp] = field(default_factory=dict)

    def cycle(self) -> Summary:
        """Scan once and take in what is stable and new.

        What cannot be opened (a file in use, no permission, a folder too) has its row at once and is tried again every
        time, until it opens.
        """
        ready = dict(self._ready(time.monotonic()))
        failed: set[Path] = set()
        names = {path.relative_to(self.folder).as_posix(): path for path in ready}
        summary = Summary()
        if ready:
            summary = ingest(sorted(ready), self.library, self.settings, root=self.folder)
            closed = [arrival.path.rstrip("/") for arrival in self.library.failures() if not arrival.sha256]
            failed = {names[path] for path in closed if path in names}
        for path, stamp in ready.items():
            if path not in failed and _stamp(path) == stamp:  # one that changed meanwhile has its turn again
                self._taken[path] = stamp
        return summary

    def waiting(self) -> int:
        """How many files are seen but not taken in yet (growing, locked, half copied)."""
        return len(self._seen.keys() - self._taken.keys())

    def run(self, interval: float, stop: Callable[[], bool] = lambda: False) -> Iterator[Summary]:
        """Cycle for ever, ``interval`` seconds apart."""
        while not stop():
            yield self.cycle()
            time.sleep(interval)

    def _ready(self, now: float) -> Iterator[tuple[Path, _Stamp]]:
        for found in find([self.folder]):
            stamp = _stamp(found.location) if found.problem is None or found.is_folder else None
            if stamp is None or stamp[0] == 0 or self._taken.get(found.location) == stamp:
                continue
            known, since = self._seen.get(found.location, (None, now))
            if known != stamp:
                self._seen[found.location] = stamp, now
            elif now - since >= self.settle and self._worth_a_try(found, stamp):
                yield found.location, stamp

    def _worth_a_try(self, found: Found, stamp: _Stamp) -> bool:
        """Whether it opens, or its not opening has not been recorded yet."""
        if not found.is_folder and _opens(found.location):
            return True
        new = self._closed.get(found.location) != stamp
        self._closed[found.location] = stamp
        return new


def _stamp(path: Path) -> _Stamp | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns


def _opens(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            stream.read(1)
    except OSError:  # locked by the program that writes it, or no permission yet
        return False
    return True
