"""The bytes as they arrived, named by their hash: in a folder beside the library, or in its ``originals`` table.

Nothing here is ever changed or deleted. A file appears whole under its name or not at all (temporary file, fsync,
rename).
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Protocol

from sqlalchemy import Engine, select

from pipeline.library import tables

Original = bytes | Path
"""Bytes, or a file that holds them."""


class Originals(Protocol):
    """A store of original bytes."""

    def put(self, items: Mapping[str, Original]) -> None:
        """Keep each item under its sha256. Raises ValueError where bytes and hash disagree, OSError when the disk is
        full."""
        ...

    def get(self, sha256: str) -> bytes:
        """The bytes; KeyError where they are not kept."""
        ...

    def names(self) -> Iterator[str]:
        """All hashes kept, sorted."""
        ...


def _bytes(sha256: str, original: Original) -> bytes:
    data = original if isinstance(original, bytes) else original.read_bytes()
    if hashlib.sha256(data).hexdigest() != sha256:
        raise ValueError(f"bytes of {sha256} do not have this hash")
    return data


class FolderOriginals:
    """``ROOT/ab/abcdef...``"""

    def __init__(self, root: Path) -> None:
        self.root = root

    def place(self, sha256: str) -> Path:
        """Where these bytes are, or would be."""
        if len(sha256) != 64 or not sha256.isalnum():
            raise KeyError(sha256)
        return self.root / sha256[:2] / sha256

    def put(self, items: Mapping[str, Original]) -> None:
        """See ``Originals``."""
        folders = set()
        for sha256, original in sorted(items.items()):
            target = self.place(sha256)
            size = len(original) if isinstance(original, bytes) else original.stat().st_size
            if target.exists() and target.stat().st_size == size:
                continue
            data = _bytes(sha256, original)
            target.parent.mkdir(parents=True, exist_ok=True)
            _write_whole(target, data)
            folders.add(target.parent)
        for folder in sorted(folders):
            _sync_folder(folder)

    def get(self, sha256: str) -> bytes:
        """See ``Originals``."""
        try:
            return self.place(sha256).read_bytes()
        except FileNotFoundError:
            raise KeyError(sha256) from None

    def names(self) -> Iterator[str]:
        """See ``Originals``."""
        for folder in sorted(self.root.glob("[0-9a-f][0-9a-f]")):
            yield from sorted(entry.name for entry in folder.iterdir() if not entry.name.startswith("."))


def _write_whole(target: Path, data: bytes) -> None:
    temporary = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with temporary.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class TableOriginals:
    """Rows of the library's own ``originals`` table: for a database server without a common folder."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def put(self, items: Mapping[str, Original]) -> None:
        """See ``Originals``."""
        table = tables.originals
        with self.engine.execution_options(writes=True).begin() as connection:
            known = set(connection.scalars(select(table.c.sha256).where(table.c.sha256.in_(items))))
            rows = [{"sha256": name, "data": _bytes(name, items[name])} for name in sorted(items) if name not in known]
            if rows:
                connection.execute(table.insert(), rows)

    def get(self, sha256: str) -> bytes:
        """See ``Originals``."""
        with self.engine.begin() as connection:
            data = connection.scalar(select(tables.originals.c.data).where(tables.originals.c.sha256 == sha256))
        if data is None:
            raise KeyError(sha256)
        return bytes(data)

    def names(self) -> Iterator[str]:
        """See ``Originals``."""
        with self.engine.begin() as connection:
            yield from list(connection.scalars(select(tables.originals.c.sha256).order_by(tables.originals.c.sha256)))
