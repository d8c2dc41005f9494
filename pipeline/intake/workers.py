"""Child processes that read one file at a time, with limits, killed when they pass them.

pdfium aborts the whole process when memory runs out and no library can be trusted to return, so nothing is ever read in
the parent. A worker serves many files (starting one costs more than reading a report); one that hangs or dies is
replaced and only its own file is lost. Killing means the whole process group, so converters started by a reader die
with it.
"""

from __future__ import annotations

import contextlib
import ctypes
import multiprocessing
import os
import resource
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, Generic, TypeVar

from pipeline.errors import BaocaoError, Crashed, TimedOut, TooLarge

J = TypeVar("J")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one file: wall clock and stall in seconds, CPU in seconds, memory above the worker's own in bytes.

    ``stall`` counts from the last sign of progress (a page read), so long honest files are not cut.
    """

    wall: float = 600.0
    stall: float = 90.0
    cpu: int = 600
    memory: int = 2 << 30
    files_per_worker: int = 200


@dataclass(frozen=True, slots=True)
class Done(Generic[J, R]):
    """What became of a job: its result, or the error that ended it. ``progress`` is the last page reported before."""

    job: J
    result: R | None
    error: BaocaoError | None
    progress: int = 0


class Progress:
    """Handed to the work function; calling it with a page number says that the file moves on."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._last = 0.0

    def __call__(self, page: int) -> None:
        """Report ``page`` (at most ten times a second)."""
        now = time.monotonic()
        if now - self._last > 0.1:
            self._last = now
            self._pipe.send(("progress", page))


_PR_SET_PDEATHSIG = 1


def _isolate() -> None:
    """Own process group, no core dumps, silent output, and no life after the batch."""
    os.setsid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    sink = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(sink, stream)
    os.close(sink)


def _limit_memory(extra: int) -> None:
    statm = Path("/proc/self/statm")
    if statm.exists():
        used = int(statm.read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + extra, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _limit_cpu(seconds: int) -> None:
    spent = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(spent.ru_utime + spent.ru_stime) + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _attempt(work: Callable[[Any, Progress], Any], job: Any, progress: Progress) -> tuple[str, Any]:
    try:
        return "done", work(job, progress)
    except BaocaoError as error:
        return "failed", error
    except MemoryError as error:  # the heap is in an unknown state: a fresh worker goes on
        return "last", TooLarge(f"memory: {error}")
    except Exception as error:  # noqa: BLE001 - the one per-file boundary: parsers raise anything
        return "failed", Crashed(f"{type(error).__name__}: {error}"[:500])


def _serve(pipe: Connection, work: Callable[[Any, Progress], Any], limits: Limits) -> None:
    _isolate()
    progress = Progress(pipe)
    work(None, progress)  # warm up: imports count for nobody's limits
    _limit_memory(limits.memory)
    pipe.send(("ready", None))
    while True:
        try:
            job = pipe.recv()
            _limit_cpu(limits.cpu)
            answer = _attempt(work, job, progress)
            pipe.send(answer)
        except (EOFError, BrokenPipeError):
            return
        if answer[0] == "last":
            return


class _Worker(Generic[J]):
    def __init__(self, work: Callable[[Any, Progress], Any], limits: Limits, context: Any) -> None:
        self.pipe, child = context.Pipe()
        self.process = context.Process(target=_serve, args=(child, work, limits), daemon=False)
        self.process.start()
        child.close()
        self.job: J | None = None
        self.ready = False
        self.files = 0
        self.page = 0
        self.started = self.moved = time.monotonic()

    def give(self, job: J) -> None:
        self.job, self.page = job, 0
        with contextlib.suppress(BrokenPipeError):  # it died while idle: collecting reports the job as lost
            self.pipe.send(job)
        self.files += 1
        self.started = self.moved = time.monotonic()

    def overdue(self, limits: Limits) -> str | None:
        if self.job is None:
            return None
        now = time.monotonic()
        if now - self.started > limits.wall:
            return "wall"
        return "stall" if now - self.moved > limits.stall else None

    def kill(self) -> None:
        if self.process.pid is not None:
            try:  # the group outlives its leader when a converter still runs
                os.killpg(self.process.pid, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):  # gone, or not yet its own group leader
                self.process.kill()
        self.process.join(5)
        self.pipe.close()


class Pool(Generic[J, R]):
    """Workers and the queue between them. ``work(job, progress)`` runs in children, ``work(None, ...)`` warms up."""

    def __init__(self, work: Callable[[J | None, Progress], R], count: int, limits: Limits | None = None) -> None:
        self._work = work
        self._limits = limits or Limits()
        self._count = max(1, count)
        method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
        self._context: Any = multiprocessing.get_context(method)
        if method == "forkserver":
            self._context.set_forkserver_preload(["pipeline.reporting"])
        self._workers: list[_Worker[J]] = []

    def run(self, jobs: Iterable[J]) -> Iterator[Done[J, R]]:
        """Yield one ``Done`` for every job, in the order they finish."""
        return self.serve(deque(jobs))

    def serve(self, queue: deque[J]) -> Iterator[Done[J, R]]:
        """Like ``run``; the caller may append to ``queue`` between results."""
        try:
            while queue or any(worker.job is not None for worker in self._workers):
                if queue and len(self._workers) < self._count and all(w.job is not None for w in self._workers):
                    self._workers.append(_Worker(self._work, self._limits, self._context))
                for worker in self._workers:
                    if queue and worker.job is None:
                        worker.give(queue.popleft())
                yield from self._collect()
        finally:
            self.close()

    def _collect(self) -> Iterator[Done[J, R]]:
        by_pipe = {worker.pipe: worker for worker in self._workers}
        for pipe in wait(list(by_pipe), timeout=0.5):
            done = self._receive(by_pipe[pipe])
            if done is not None:
                yield done
        for worker in list(self._workers):
            reason = worker.overdue(self._limits)
            if reason is not None and (lost := self._lost(worker, TimedOut(reason))) is not None:
                yield lost

    def _receive(self, worker: _Worker[J]) -> Done[J, R] | None:
        try:
            kind, value = worker.pipe.recv()
        except (EOFError, ConnectionResetError):
            worker.process.join(5)
            code = worker.process.exitcode
            error = TimedOut("cpu") if code == -signal.SIGXCPU else Crashed(f"exit code {code}")
            return self._lost(worker, error)
        worker.moved = time.monotonic()
        if kind == "ready":
            worker.ready = True
            worker.started = worker.moved
            return None
        if kind == "progress":
            worker.page = max(worker.page, value)
            return None
        job, worker.job = worker.job, None
        assert job is not None
        if kind == "last" or worker.files >= self._limits.files_per_worker:
            self._drop(worker)
        return Done(job, value, None, worker.page) if kind == "done" else Done(job, None, value, worker.page)

    def _lost(self, worker: _Worker[J], error: BaocaoError) -> Done[J, R] | None:
        job, page = worker.job, worker.page
        self._drop(worker)
        return Done(job, None, error, page) if job is not None else None

    def _drop(self, worker: _Worker[J]) -> None:
        worker.kill()
        self._workers.remove(worker)

    def close(self) -> None:
        """End all workers; none is left behind."""
        for worker in list(self._workers):
            self._drop(worker)
