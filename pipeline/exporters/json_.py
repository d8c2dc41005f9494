"""The consolidation as JSON: the contract of ``schemas.consolidation``, UTF-8, one space of indent, no NaN."""

from __future__ import annotations

import json
from pathlib import Path

from pipeline.exporters._atomic import write_bytes
from schemas.consolidation import Consolidation

NAME, SUFFIX, SCOPE = "json", ".json", "consolidation"


def export(source: Consolidation, path: Path) -> None:
    """Write ``source`` to ``path``."""
    text = json.dumps(source.model_dump(mode="json"), ensure_ascii=False, allow_nan=False, indent=1)
    write_bytes(path, (text + "\n").encode("utf-8"))
