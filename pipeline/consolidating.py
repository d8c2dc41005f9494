"""From a library to a consolidation: load the profile, choose the period, merge."""

from __future__ import annotations

from pathlib import Path

from pipeline.library import Library
from pipeline.merge import merge
from pipeline.profile import load
from schemas.consolidation import Consolidation


def consolidate(library: Library, profile: Path | None, period: str | None) -> Consolidation:
    """Merge all reports of ``library`` for ``period`` (None: the latest one that reports speak of)."""
    return merge(library.reports(), load(profile), period, library.arrivals())
