"""Prove that nothing is lost: every arrival has its unchanged original, every original has its arrival."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.library import Library


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """``kind``: ``missing`` (no original), ``altered`` (other bytes), ``orphan`` (an original without arrival, as a
    killed run leaves behind; running again clears it)."""

    kind: str
    sha256: str
    path: str


def verify(library: Library) -> Iterator[Discrepancy]:
    """All discrepancies between the rows and the files of ``library``, both ways."""
    paths = {item.sha256: item.path for item in reversed(library.arrivals()) if item.sha256}
    for sha256, path in sorted(paths.items(), key=lambda item: item[1]):
        try:
            data = library.original(sha256)
        except KeyError:
            yield Discrepancy("missing", sha256, path)
            continue
        if hashlib.sha256(data).hexdigest() != sha256:
            yield Discrepancy("altered", sha256, path)
    for name in library.originals.names():
        if name not in paths:
            yield Discrepancy("orphan", name, "")
