"""The consolidation as JSON.

The contract of ``schemas.consolidation``, UTF-8, one space of indent, null for what is no number.
"""

from __future__ import annotations

from pathlib import Path

from pipeline.exporters._atomic import write_bytes
from schemas.consolidation import Consolidation

NAME, SUFFIX, SCOPE = "json", ".json", "consolidation"


def export(source: Consolidation, path: Path) -> None:
    """Write ``source`` to ``path``."""
    write_bytes(path, (source.model_dump_json(indent=1) + "\n").encode("utf-8", "replace"))
