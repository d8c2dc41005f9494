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

from pipeline.errors import LibraryUnusable
from pipeline.library import tables
from pipeline.library.failing import translated

Original = bytes | Path
"""Bytes, or a file that holds them."""


class Originals(Protocol):
    """A store of original bytes."""

    def put(self, items: Mapping[str, Original]) -> frozenset[str]:
        """Keep each item under its sha256; gives the hashes that were not kept, because the bytes are others (a file
        that is being written). Raises StorageFull, LibraryUnusable."""
        ...

    def place_of(self, sha256: str) -> Path | None:
        """The file that holds these bytes and is never changed; None where they are not in a file."""
        ...

    def get(self, sha256: str) -> bytes:
        """The bytes; KeyError where they are not kept."""
        ...

    def names(self) -> Iterator[str]:
        """All hashes kept, sorted."""
        ...


def _bytes(sha256: str, original: Original) -> bytes | None:
    """The bytes, None where they do not have this hash or are gone."""
    try:
        data = original if isinstance(original, bytes) else original.read_bytes()
    except OSError:
        return None
    return data if hashlib.sha256(data).hexdigest() == sha256 else None


class FolderOriginals:
    """``ROOT/ab/abcdef...``"""

    def __init__(self, root: Path) -> None:
        self.root = root

    def place(self, sha256: str) -> Path:
        """Where these bytes are, or would be."""
        if len(sha256) != 64 or not sha256.isalnum():
            raise KeyError(sha256)
        return self.root / sha256[:2] / sha256

    def put(self, items: Mapping[str, Original]) -> frozenset[str]:
        """See ``Originals``."""
        folders, refused = set(), set()
        try:
            for sha256, original in sorted(items.items()):
                target = self.place(sha256)
                if target.exists() and target.stat().st_size == _size(original):
                    continue
                target.parent.mkdir(parents=True, exist_ok=True)
                if _write_whole(target, original):
                    folders.add(target.parent)
                else:
                    refused.add(sha256)
            for folder in sorted(folders):
                _sync_folder(folder)
        except OSError as error:
            raise translated(error) or LibraryUnusable(str(error)) from error
        return frozenset(refused)

    def place_of(self, sha256: str) -> Path | None:
        """See ``Originals``."""
        place = self.place(sha256)
        return place if place.exists() else None

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


def _size(original: Original) -> int:
    try:
        return len(original) if isinstance(original, bytes) else original.stat().st_size
    except OSError:
        return -1


def _write_whole(target: Path, original: Original) -> bool:
    """Write ``target`` whole or not at all; False where the bytes do not have the hash that it is named by."""
    temporary = target.with_name(f".{target.name}.{os.getpid()}")
    digest = hashlib.sha256()
    try:
        with temporary.open("wb") as stream:
            for chunk in _chunks(original):
                digest.update(chunk)
                stream.write(chunk)
            if digest.hexdigest() != target.name:
                return False
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(target)
        return True
    finally:
        temporary.unlink(missing_ok=True)


def _chunks(original: Original) -> Iterator[bytes]:
    """The bytes piece by piece; none for a file that cannot be read any more. Never follows a link."""
    if isinstance(original, bytes):
        yield original
        return
    try:
        handle = os.open(original, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return
    with os.fdopen(handle, "rb") as stream:
        while True:
            try:
                chunk = stream.read(1 << 20)
            except OSError:  # of the source: the hash will not fit
                return
            if not chunk:
                return
            yield chunk


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

    def put(self, items: Mapping[str, Original]) -> frozenset[str]:
        """See ``Originals``. One at a time: a file may be half a gigabyte."""
        table = tables.originals
        refused = set()
        for name in sorted(items):
            with self.engine.execution_options(writes=True).begin() as connection:
                if connection.scalar(select(table.c.sha256).where(table.c.sha256 == name)):
                    continue
                data = _bytes(name, items[name])
                if data is None:
                    refused.add(name)
                else:
                    connection.execute(table.insert(), {"sha256": name, "data": data})
        return frozenset(refused)

    def place_of(self, sha256: str) -> Path | None:
        """See ``Originals``."""
        return None

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
