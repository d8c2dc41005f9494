"""Write a file beside its target, flush it to the disk, and rename it.

A reader sees the old file or the new one, never half.
"""

from __future__ import annotations

import os
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def write_bytes(path: Path, data: bytes) -> None:
    """Replace ``path`` with ``data``."""
    write_stream(path, [data])


def write_stream(path: Path, chunks: Iterable[bytes]) -> None:
    """Replace ``path`` with all ``chunks``, without holding them in memory."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            for chunk in chunks:
                stream.write(chunk)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)


def write_with(path: Path, make: Callable[[Path], None]) -> None:
    """Replace ``path`` with the file that ``make`` writes at the path given to it (libraries that want a file name)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{path.name}.", dir=path.parent) as folder:
        temporary = Path(folder) / f"new{path.suffix}"
        make(temporary)
        with temporary.open("rb+") as stream:
            os.fsync(stream.fileno())
        temporary.replace(path)


def steady_zip(path: Path, replaced: Mapping[str, bytes] | None = None) -> None:
    """Rewrite an Office package with fixed times and sorted members: same content, same bytes.

    ``replaced`` gives new content for members by name.
    """
    new_content = replaced or {}
    with zipfile.ZipFile(path) as old:
        members = [(name, new_content.get(name) or old.read(name)) for name in old.namelist()]
    members.sort(key=lambda item: (item[0] != "[Content_Types].xml", item[0]))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as new:
        for name, data in members:
            info = zipfile.ZipInfo(name, _ZIP_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            new.writestr(info, data)
