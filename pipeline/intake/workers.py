"""Child processes that read one file at a time, with limits, killed when they pass them.

pdfium aborts the whole process when memory runs out and no library can be trusted to return, so nothing is ever read in
the parent. A worker serves many files (starting one costs more than reading a report); one that hangs or dies is
replaced and only its own file is lost. Killing means the whole process group, so converters started by a reader die
with it.
"""

from __future__ import annotations

import contextlib
import errno
import multiprocessing
import os
import pickle
import shutil
import signal
import tempfile
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, Generic, TypeVar

from pipeline.errors import NO_ROOM, BaocaoError, Crashed, StorageFull, TimedOut, TooLarge
from pipeline.intake import limits as bounds
from pipeline.intake.limits import Limits
from pipeline.intake.scratch import Scratch

J = TypeVar("J")
R = TypeVar("R")
_TICK = 0.25
_LOOK = 0.25
_IDLE = 0.05
"""Share of a processor below which a process only waits."""
_NOT_BEGUN = -1


@dataclass(frozen=True, slots=True)
class Done(Generic[J, R]):
    """What became of a job: its result, or the error that ended it.

    ``progress`` is the last page reported before, ``begun`` whether any progress was; ``cut`` says why the child was
    ended (``wall``, ``stall``, ``cpu``, ``memory``) or ``died``, None when it answered. ``seconds`` and ``peak``
    (bytes) are what the job took.
    """

    job: J
    result: R | None
    error: BaocaoError | None
    progress: int = 0
    cut: str | None = None
    seconds: float = 0.0
    peak: int = 0
    begun: bool = True


class Progress:
    """Handed to the work function; calling it with a page number says that the file moves on (0: its reading begins).

    The page goes to memory shared with the parent, where it is right even when the next page kills the child.
    """

    def __init__(self, pipe: Connection, reached: Any) -> None:
        self._pipe = pipe
        self._reached = reached
        self._last = 0.0

    def __call__(self, page: int) -> None:
        """Report ``page``; the parent is told at most ten times a second."""
        self._reached.value = page
        now = time.monotonic()
        if now - self._last > 0.1:
            self._last = now
            self._pipe.send_bytes(pickle.dumps(("progress", page, 0)))


def _attempt(work: Callable[[Any, Progress], Any], job: Any, progress: Progress) -> tuple[str, Any]:
    try:
        return "done", work(job, progress)
    except BaocaoError as error:
        return "failed", error
    except MemoryError as error:  # the heap is in an unknown state: a fresh worker goes on
        return "last", TooLarge(f"memory: {error}")
    except OSError as error:
        if error.errno in NO_ROOM:
            return "failed", StorageFull(str(error))
        return "last" if error.errno == errno.ENOMEM else "failed", Crashed(f"{type(error).__name__}: {error}"[:500])
    except Exception as error:  # noqa: BLE001 - the one per-file boundary: parsers raise anything
        return "failed", Crashed(f"{type(error).__name__}: {error}"[:500])


def _packed(answer: tuple[str, Any], most: int) -> bytes:
    """The answer as bytes; one that the parent could not hold is an error of its own."""
    try:
        data = pickle.dumps((*answer, bounds.peak()), protocol=pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        data = b""
    if data and len(data) <= most:
        return data
    return pickle.dumps(("last", TooLarge(f"result of {len(data)} bytes"), bounds.peak()))


def _serve(pipe: Connection, reached: Any, work: Callable[[Any, Progress], Any], limits: Limits, folder: str) -> None:
    bounds.isolate()
    tempfile.tempdir = os.environ["TMPDIR"] = folder
    progress = Progress(pipe, reached)
    work(None, progress)  # warm up: imports count for nobody's limits
    bounds.limit_memory(limits.memory)
    pipe.send_bytes(pickle.dumps(("ready", None, 0)))
    while True:
        try:
            job = pipe.recv()
            bounds.forget_peak()
            bounds.limit_cpu(limits.most)
            answer = _attempt(work, job, progress)
            pipe.send_bytes(_packed(answer, limits.answer))
        except (EOFError, BrokenPipeError):
            return
        if answer[0] == "last":
            return


class _Worker(Generic[J]):
    def __init__(self, work: Callable[[Any, Progress], Any], limits: Limits, context: Any, folder: Path) -> None:
        self.folder = folder
        self.pipe, child = context.Pipe()
        self.reached = context.RawValue("l", _NOT_BEGUN)
        arguments = (child, self.reached, work, limits, str(folder))
        self.process = context.Process(target=_serve, args=arguments, daemon=False)
        self.process.start()
        child.close()
        self.job: J | None = None
        self.ready = False
        self.files = 0
        self._begin()

    @property
    def page(self) -> int:
        """The last page reported; a second pass over the pages (recognition) counts anew."""
        return max(int(self.reached.value), 0)

    @property
    def begun(self) -> bool:
        """Whether the job has reported any progress."""
        return bool(self.reached.value != _NOT_BEGUN)

    def _begin(self) -> None:
        self.peak = 0
        self.reached.value = _NOT_BEGUN
        self.spent: float | None = None  # processor time at the last sign of progress
        self.seconds = 0.0  # and when last looked at
        self.started = self.moved = self.worked = self.looked = time.monotonic()

    def give(self, job: J) -> None:
        self.job = job
        self.files += 1
        self._begin()
        with contextlib.suppress(BrokenPipeError):  # it died while idle: collecting reports the job as lost
            self.pipe.send(job)

    def heard(self, kind: str) -> bool:
        """Take in a message; True when it is the answer to the job."""
        self.moved, self.spent = time.monotonic(), None
        if kind == "ready":
            self.ready = True
            self.started = self.moved
        return kind not in ("ready", "progress")

    def overdue(self, limits: Limits) -> str | None:
        """Which bound the job has passed."""
        if self.job is None:
            return None
        now = time.monotonic()
        if not self.ready:
            return "start" if now - self.started > limits.start else None
        if now - self.started > limits.total(self.page):
            return "wall"
        if (greedy := self._greedy(limits, now)) is not None:
            return greedy
        return "stall" if now - max(self.moved, self.worked) > limits.stall else None

    def _greedy(self, limits: Limits, now: float) -> str | None:
        """What the processes use is looked at a few times a second."""
        if now - self.looked < _LOOK or self.process.pid is None:
            return None
        seconds, resident = bounds.used(self.process.pid)
        if seconds - self.seconds > _IDLE * (now - self.looked):
            self.worked = now
        self.looked, self.seconds = now, seconds
        self.peak = max(self.peak, resident)
        if resident > limits.resident:
            return "memory"
        self.spent = seconds if self.spent is None else self.spent
        return "cpu" if seconds - self.spent > limits.cpu * limits.grace(self.page) else None

    def kill(self) -> None:
        if self.process.pid is not None:
            try:  # the group outlives its leader when a converter still runs
                os.killpg(self.process.pid, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):  # gone, or not yet its own group leader
                self.process.kill()
        self.process.join(5)
        self.pipe.close()
        shutil.rmtree(self.folder, ignore_errors=True)


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

    def serve(self, queue: deque[J]) -> Generator[Done[J, R], None, None]:
        """Like ``run``; the caller may append to ``queue`` between results. Close the iterator to stop early."""
        with Scratch() as scratch:
            try:
                while queue or any(worker.job is not None for worker in self._workers):
                    self._hand_out(queue, scratch)
                    yield from self._collect()
            finally:
                self.close()

    def _hand_out(self, queue: deque[J], scratch: Scratch) -> None:
        if queue and len(self._workers) < self._count and all(w.job is not None for w in self._workers):
            self._workers.append(_Worker(self._work, self._limits, self._context, scratch.make("worker")))
        for worker in self._workers:
            if queue and worker.job is None:
                worker.give(queue.popleft())

    def _collect(self) -> Iterator[Done[J, R]]:
        by_pipe = {worker.pipe: worker for worker in self._workers}
        for pipe in wait(list(by_pipe), timeout=_TICK):
            done = self._receive(by_pipe[pipe])
            if done is not None:
                yield done
        for worker in list(self._workers):
            cut = worker.overdue(self._limits)
            if cut is not None:
                error = TooLarge("memory of the process") if cut == "memory" else TimedOut(cut)
                if (lost := self._lost(worker, error, cut)) is not None:
                    yield lost

    def _receive(self, worker: _Worker[J]) -> Done[J, R] | None:
        try:
            kind, value, peak = pickle.loads(worker.pipe.recv_bytes())
        except (EOFError, OSError):
            worker.process.join(5)
            code = worker.process.exitcode
            cut = "cpu" if code == -signal.SIGXCPU else "died"
            return self._lost(worker, TimedOut("cpu") if cut == "cpu" else Crashed(f"exit code {code}"), cut)
        if not worker.heard(kind):
            return None
        job, worker.job = worker.job, None
        assert job is not None
        result, error = (value, None) if kind == "done" else (None, value)
        seconds = worker.moved - worker.started
        if kind == "last" or worker.files >= self._limits.files_per_worker:
            self._drop(worker)
        return Done(job, result, error, worker.page, None, seconds, max(peak, worker.peak), worker.begun)

    def _lost(self, worker: _Worker[J], error: BaocaoError, cut: str) -> Done[J, R] | None:
        self._drop(worker)
        if worker.job is None:
            return None
        seconds = time.monotonic() - worker.started
        return Done(worker.job, None, error, worker.page, cut, seconds, worker.peak, worker.begun)

    def _drop(self, worker: _Worker[J]) -> None:
        worker.kill()
        self._workers.remove(worker)

    def close(self) -> None:
        """End all workers; none is left behind."""
        for worker in list(self._workers):
            self._drop(worker)
