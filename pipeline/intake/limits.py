"""Bounds of one file, and what a child process and its converters have used so far."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
from dataclasses import dataclass
from pathlib import Path

import psutil

from pipeline.conversion.family import die_with_parent

_CLOSER = 600 << 20
"""Sum of resident memory from which a family's memory is counted exactly."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one file: times in seconds, sizes in bytes. Every one is finite.

    ``cpu`` is the processor time that the child and its converters may use from one sign of progress, a page read, to
    the next (a busy machine does not use it up; a file with pages gets a little more at its end, when all pages are
    worked on together), ``stall`` how long they may wait without using any. ``wall`` and ``page`` bound the whole, up
    to ``most``.

    A child with its converters takes no more than ``resident``. The parent looks at that a few times a second; between
    two looks the kernel bounds each process: the child to ``memory`` of address space above its own, LibreOffice to
    ``pipeline.conversion.office.MEMORY``. ``answer`` is the size of what the child hands back.
    """

    wall: float = 300.0
    page: float = 10.0
    most: float = 3_600.0
    stall: float = 30.0
    cpu: float = 20.0
    memory: int = 700 << 20
    resident: int = 1_000 << 20
    answer: int = 48 << 20
    start: float = 180.0
    files_per_worker: int = 200

    def total(self, pages: int) -> float:
        """Wall clock of a file of which ``pages`` were read."""
        return min(self.wall + self.page * pages, max(self.most, self.wall))

    def grace(self, pages: int) -> float:
        """Factor of ``cpu`` after ``pages`` pages."""
        return 1 + pages / 500


def isolate() -> None:
    """Own process group, no core dumps, silent output, and no life after the batch."""
    os.setsid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    die_with_parent()
    sink = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(sink, stream)
    os.close(sink)


def limit_memory(extra: int) -> None:
    """Bound the address space at its present size and ``extra`` bytes."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        used = int(statm.read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + extra, resource.getrlimit(resource.RLIMIT_AS)[1]))


def limit_cpu(seconds: float) -> None:
    """A second line of defence: the kernel ends the process after ``seconds`` more of processor time."""
    spent = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(spent.ru_utime + spent.ru_stime + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def used(pid: int) -> tuple[float, int]:
    """Processor time (s) and memory (bytes) of a process with all its children; shared memory counts once."""
    seconds, size = 0.0, 0
    family = _family(pid)
    for member in family:
        try:
            process = psutil.Process(member)
            times, resident = process.cpu_times(), process.memory_info().rss
        except psutil.Error:
            continue
        seconds += times.user + times.system + times.children_user + times.children_system
        size += resident
    if size > _CLOSER:  # resident memory counts what processes share several times; the right count is slow
        size = sum(map(_proportional, family))
    return seconds, size


def _family(pid: int) -> list[int]:
    """The process and all its descendants. Asking the kernel for them is far cheaper than looking at all processes."""
    found = [pid]
    for member in found:
        try:
            for task in Path(f"/proc/{member}/task").iterdir():
                found += map(int, (task / "children").read_text().split())
        except OSError:  # gone meanwhile, or not Linux
            if not Path("/proc/self/task").exists():
                with contextlib.suppress(psutil.Error):
                    return [pid, *(child.pid for child in psutil.Process(pid).children(recursive=True))]
    return found


def _proportional(pid: int) -> int:
    try:
        with Path(f"/proc/{pid}/smaps_rollup").open(encoding="ascii") as stream:
            return next((int(line.split()[1]) * 1024 for line in stream if line.startswith("Pss:")), 0)
    except OSError:
        with contextlib.suppress(psutil.Error):
            return int(psutil.Process(pid).memory_info().rss)
        return 0


def forget_peak() -> None:
    """Start measuring ``peak`` anew."""
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:  # not Linux, or not allowed: the peak is then that of all files so far
        return


def peak() -> int:
    """Most resident memory of this process so far (bytes)."""
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
