"""The library: what was read, kept so that any fact can be found again and shown where it stands.

``Library.open(path_or_url)`` opens it, ``Kept`` is what a batch hands in; ``cites`` and ``search`` ask it.
"""

from __future__ import annotations

from pipeline.library.arriving import Arrival
from pipeline.library.filters import Filters
from pipeline.library.kept import Kept
from pipeline.library.queries import CitationHit, cites
from pipeline.library.search import SearchHit, search
from pipeline.library.store import READ, RETRIED, Library
from pipeline.library.version import current_version

__all__ = [
    "READ",
    "RETRIED",
    "Arrival",
    "CitationHit",
    "Filters",
    "Kept",
    "Library",
    "SearchHit",
    "cites",
    "current_version",
    "search",
]
