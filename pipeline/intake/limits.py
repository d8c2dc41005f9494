"""Bounds of one file, and what a child process and its converters have used so far."""

from __future__ import annotations

import os
import resource
import signal
from dataclasses import dataclass
from pathlib import Path

import psutil

from pipeline.conversion.family import die_with_parent


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one file: times in seconds, sizes in bytes. Every one is finite.

    ``stall`` (wall clock) and ``cpu`` (processor time of the child and its converters, which a busy machine does not
    use up) count from the last sign of progress, a page read; a file with pages gets a little more of both at its end,
    when all pages are worked on together. ``wall`` and ``page`` bound the whole, up to ``most``. ``memory`` is address
    space above the child's own, ``resident`` the memory of the child with its converters, ``answer`` the size of what
    it hands back.
    """

    wall: float = 300.0
    page: float = 10.0
    most: float = 3_600.0
    stall: float = 60.0
    cpu: float = 30.0
    memory: int = 900 << 20
    resident: int = 1_500 << 20
    answer: int = 48 << 20
    start: float = 180.0
    files_per_worker: int = 200

    def total(self, pages: int) -> float:
        """Wall clock of a file of which ``pages`` were read."""
        return min(self.wall + self.page * pages, max(self.most, self.wall))

    def grace(self, pages: int) -> float:
        """Factor of ``stall`` and ``cpu`` after ``pages`` pages."""
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
    """Processor time (s) and resident memory (bytes) of a process with all its children."""
    seconds, size = 0.0, 0
    try:
        first = psutil.Process(pid)
        family = [first, *first.children(recursive=True)]
    except psutil.Error:
        return 0.0, 0
    for process in family:
        try:
            times = process.cpu_times()
            seconds += times.user + times.system + times.children_user + times.children_system
            size += process.memory_info().rss
        except psutil.Error:
            continue
    return seconds, size


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
