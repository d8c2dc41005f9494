"""What is tried next with a file whose reading was cut off: alone, in another way, or only as far as it went well."""

from __future__ import annotations

from dataclasses import replace

from pipeline.errors import Crashed, TooLarge
from pipeline.intake.reading import Job, Outcome
from pipeline.intake.workers import Done

MOST = 3
"""Attempts of one file."""
_BUSY = ("wall", "stall", "start", "died")


def another_attempt(done: Done[Job, Outcome]) -> Job | None:
    """The job once more, None when its result stands.

    * A child that died before it began to read died of what is inside: the file is read with its attachments closed.
    * One that died while it read a PDF leaves the PDF to the second engine.
    * What was cut off after some pages is read up to there, then half as far: its pages are kept, as ``partial``.
    * Anything else that a busy machine may have cut is tried once more as it is. Processor time and memory do not
      depend on the machine's load: what used those up is not.
    """
    job = done.job
    died = done.cut == "died" or isinstance(done.error, Crashed)
    if done.error is None or job.attempt >= MOST:
        return None
    again = replace(job, attempt=job.attempt + 1)
    if died and not done.begun:
        return replace(again, attached=False) if job.attached else None
    if died and not job.second and _is_pdf(job):
        return replace(again, second=True, first_pages=done.progress)
    if done.cut is None and not died and not isinstance(done.error, TooLarge) and not job.first_pages:
        return None
    return _shorter(again, done.progress) or (again if done.cut in _BUSY and job.attempt == 1 else None)


def _shorter(again: Job, progress: int) -> Job | None:
    """Only the pages that were read before; None where there are none."""
    if again.first_pages >= max(progress, 1):
        return replace(again, max_pages=again.first_pages, second=False, first_pages=0)
    if not progress:
        return None
    most = progress if progress < again.max_pages else progress // 2
    return replace(again, max_pages=most, first_pages=0) if most else None


def _is_pdf(job: Job) -> bool:
    if job.location is None:
        return False
    try:
        with job.location.open("rb") as stream:
            return b"%PDF-" in stream.read(1_024)
    except OSError:
        return False
