"""What all commands share: messages on stderr, a progress bar, and JSON on stdout."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from pipeline.errors import BaocaoError


class Advance(Protocol):
    """Moves the progress bar by one file."""

    def __call__(self, name: str) -> None:
        """``name`` is the file just finished."""
        ...


def complain(error: BaocaoError, name: str | None = None) -> None:
    """Tell an officer what failed and what to do (file, reason, advice)."""
    prefix = f"{name}: " if name else ""
    detail = f" [{error.detail}]" if error.detail else ""
    say(f"Lỗi: {prefix}{error.message} {error.hint}{detail}")


def say(message: str) -> None:
    """One line on stderr."""
    sys.stderr.write(message + "\n")


def put(text: str) -> None:
    """One line of data on stdout (UTF-8 whatever the locale says)."""
    sys.stdout.buffer.write((text + "\n").encode("utf-8", "surrogatepass"))
    sys.stdout.buffer.flush()


@contextmanager
def progress(total: int, title: str) -> Iterator[Advance]:
    """A progress bar on stderr, silent when stderr is no terminal."""
    from rich.console import Console  # noqa: PLC0415 - only where a bar is drawn
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, TextColumn("{task.fields[name]}"), console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task(title, total=total, name="")
        yield lambda name: bar.update(task, advance=1, name=name[-40:])
