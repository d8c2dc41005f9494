"""All facts of all reports as CSV (RFC 4180, UTF-8 with a byte order mark so that spreadsheets show Vietnamese).

Text that a spreadsheet would run as a formula gets an apostrophe in front; numbers are plain, with a point.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import astuple
from pathlib import Path

from pipeline.exporters._atomic import write_stream
from pipeline.exporters._facts import COLUMNS, Cell, rows
from schemas.report import Report

NAME, SUFFIX, SCOPE = "csv", ".csv", "facts"
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")


def export(source: Iterable[Report], path: Path) -> None:
    """Write the facts of ``source`` to ``path``."""
    write_stream(path, _lines(source))


def safe(value: Cell) -> Cell:
    """``value`` so that no spreadsheet takes it for a formula."""
    if isinstance(value, str) and value.lstrip(" \u00a0").startswith(_DANGEROUS):
        return "'" + value
    return value


def _lines(source: Iterable[Report]) -> Iterator[bytes]:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    yield b"\xef\xbb\xbf"
    for row in rows(source):
        writer.writerow([safe(value) for value in astuple(row)])
        if buffer.tell() > 65_536:
            yield buffer.getvalue().encode("utf-8", "replace")
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode("utf-8", "replace")
