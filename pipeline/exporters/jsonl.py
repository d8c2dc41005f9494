"""All facts of all reports as JSON Lines: one object a fact, members that do not apply left out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

from pipeline.exporters._atomic import write_stream
from pipeline.exporters._facts import rows
from schemas.report import Report

NAME, SUFFIX, SCOPE = "jsonl", ".jsonl", "facts"


def export(source: Iterable[Report], path: Path) -> None:
    """Write the facts of ``source`` to ``path``."""
    write_stream(path, _lines(source))


def _lines(source: Iterable[Report]) -> Iterator[bytes]:
    for row in rows(source):
        members = {name: value for name, value in asdict(row).items() if value is not None}
        yield (json.dumps(members, ensure_ascii=False, allow_nan=False) + "\n").encode("utf-8", "replace")
