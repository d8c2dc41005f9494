"""Find the files of a batch. Only regular files are taken; links, pipes and devices are named, never opened. So are
folders that cannot be listed: the files next to them are taken all the same.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

# Left by office programs and file managers; they are no reports and never hold one.
_IGNORED_NAMES = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})
_IGNORED_PREFIXES = ("~$", ".~lock.", "._")


@dataclass(frozen=True, slots=True)
class Found:
    """A file to take in. ``path`` is relative to its folder; ``problem`` is set when it cannot be opened, ``is_folder``
    when it is a folder that cannot."""

    path: str
    location: Path
    problem: str | None = None
    is_folder: bool = False


def find(inputs: Iterable[Path], base: Path | None = None) -> Iterator[Found]:
    """All files of ``inputs`` (files or folders), in one order whatever the file system says.

    Paths are relative to each folder, or to ``base`` where it is given.
    """
    for root in inputs:
        if root.is_dir():
            yield from _walk(root, base or root)
        elif (found := _classify(root, root.relative_to(base).as_posix() if base else root.name)) is not None:
            yield found


def _walk(folder: Path, root: Path) -> Iterator[Found]:
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        name = folder.name if folder == root else folder.relative_to(root).as_posix()
        yield Found(f"{_clean(name)}/", folder, f"folder: {error.strerror}", is_folder=True)
        return
    for entry in entries:
        path = Path(entry.path)
        if entry.is_dir(follow_symlinks=False):
            if not entry.name.startswith("."):
                yield from _walk(path, root)
        elif (found := _classify(path, path.relative_to(root).as_posix())) is not None:
            yield found


def _classify(location: Path, path: str) -> Found | None:
    name = location.name
    if name.lower() in _IGNORED_NAMES or name.startswith(_IGNORED_PREFIXES):
        return None
    clean = _clean(path)
    try:
        mode = location.lstat().st_mode
    except OSError as error:
        return Found(clean, location, f"stat: {error.strerror}")
    if not stat.S_ISREG(mode):
        return Found(clean, location, "not a regular file")
    return Found(clean, location)


def _clean(path: str) -> str:
    """``path`` with the bytes that are not UTF-8 made visible."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
