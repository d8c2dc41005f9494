"""What the tests share: the sample reports, each read once a session."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from pipeline.errors import BaocaoError
from pipeline.reporting import report_and_document
from schemas.document import Document
from schemas.report import Report

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples"
DAMAGED = SAMPLES / "reports" / "2024" / "ubnd-huyen-d.pdf"
SHARED = ROOT.parent / "shared"

Read = Callable[[Path], tuple[Report, Document]]


def sample_paths() -> list[Path]:
    """All sample files that can be read, sorted."""
    found = (path for path in (SAMPLES / "reports").rglob("*") if path.is_file() and path.name[0] not in ".~")
    return sorted(path for path in found if path != DAMAGED)


@cache
def _read(path: Path) -> tuple[Report, Document]:
    return report_and_document(path.read_bytes(), path.name)


@pytest.fixture(scope="session")
def read_sample() -> Read:
    """``read_sample(path)`` gives report and document of a file, computed once; a format not read here skips."""

    def read(path: Path) -> tuple[Report, Document]:
        try:
            return _read(path)
        except BaocaoError as error:
            pytest.skip(f"{path.name}: {error.state} ({error.message})")

    return read
