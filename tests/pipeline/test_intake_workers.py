"""Limits of child processes: whatever one file does, it costs only itself."""

from __future__ import annotations

import os
import time
from collections import deque

import psutil
import pytest

from pipeline.intake.workers import Limits, Pool, Progress

_LIMITS = Limits(wall=20, stall=2.0, cpu=60, memory=1 << 30)


def misbehave(job: str | None, progress: Progress) -> str:
    """A reader that does what the worst file could make it do."""
    if job is None:
        return ""
    if job == "hang":
        time.sleep(1000)
    if job == "exit":
        os._exit(3)
    if job == "abort":
        os.abort()
    if job == "memory":
        return str(len(bytearray(8 << 30)))
    if job == "raise":
        raise KeyError("odd file")
    if job == "recursion":
        return misbehave(job, progress)
    if job == "pages":
        for page in range(1, 4):
            progress(page)
            time.sleep(0.15)
        time.sleep(1000)
    return job.upper()


@pytest.mark.parametrize(
    ("job", "state"),
    [
        ("hang", "timeout"),
        ("exit", "crashed"),
        ("abort", "crashed"),
        ("memory", "too_large"),
        ("raise", "crashed"),
        ("recursion", "crashed"),
    ],
)
def test_one_bad_file_costs_only_itself(job: str, state: str) -> None:
    good = ["a", "b", "c", "d", "e"]
    done = {item.job: item for item in Pool(misbehave, 2, _LIMITS).run([*good[:2], job, *good[2:]])}
    assert {name: done[name].result for name in good} == {name: name.upper() for name in good}
    assert done[job].error is not None
    assert done[job].error.state == state


def test_pages_read_before_the_cut_are_reported() -> None:
    (done,) = Pool(misbehave, 1, _LIMITS).run(["pages"])
    assert done.error is not None
    assert done.progress == 3


def test_chaos_every_job_has_one_result_and_no_process_is_left() -> None:
    bad = ["exit", "abort", "raise", "memory", "recursion"]
    jobs = [f"{number}" if number % 5 else bad[number // 5 % len(bad)] for number in range(1, 101)]
    before = {child.pid for child in psutil.Process().children(recursive=True)}
    results = list(Pool(misbehave, 2, _LIMITS).run(jobs))
    assert sorted(item.job for item in results) == sorted(jobs)
    assert {item.job for item in results if item.error is None} == {job for job in jobs if job not in bad}
    standing = ("forkserver", "resource_tracker")  # helpers of multiprocessing, shared by all pools of a process
    left = [child for child in psutil.Process().children(recursive=True) if child.pid not in before]
    commands = [" ".join(child.cmdline()) for child in left if child.status() != psutil.STATUS_ZOMBIE]
    assert [command for command in commands if not any(name in command for name in standing)] == []


def test_jobs_may_be_added_while_results_come_in() -> None:
    queue = deque(["a"])
    seen = []
    for item in Pool(misbehave, 2, _LIMITS).serve(queue):
        seen.append(item.job)
        if len(seen) < 5:
            queue.append(f"{item.job}{len(seen)}")
    assert seen == ["a", "a1", "a12", "a123", "a1234"]
