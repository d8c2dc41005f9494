"""Fingerprint of everything that decides what is read from a file: after a change of it, files are read again."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable

_ROOMS = ("schemas", "extractors", "pipeline.readers", "pipeline.legacy", "pipeline.audit")
_KINDS = (".py", ".toml", ".csv")


def _sources(folder: Traversable, prefix: str) -> list[tuple[str, Traversable]]:
    found = []
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if entry.is_dir() and entry.name != "__pycache__":
            found += _sources(entry, f"{prefix}/{entry.name}")
        elif entry.name.endswith(_KINDS):
            found.append((f"{prefix}/{entry.name}", entry))
    return found


@cache
def current_version() -> str:
    """``<release>+<12 hex digits>`` over the program and data files of readers, extractors and audit rules."""
    digest = hashlib.sha256()
    for room in _ROOMS:
        for name, source in _sources(files(room), room):
            digest.update(name.encode() + b"\0" + source.read_bytes() + b"\0")
    try:
        release = version("baocao")
    except PackageNotFoundError:
        release = "0"
    return f"{release}+{digest.hexdigest()[:12]}"
