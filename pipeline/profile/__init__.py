"""A department's profile: a folder that its people edit.

``units.csv`` (who reports), ``calendar.toml`` (what is due when), ``indicators.toml`` (how numbers are put together),
``rules.toml`` (what must hold, thresholds), ``documents.csv`` (what was replaced), ``department.toml`` (letterhead).
A file that is not there is taken from the built-in profile, so a folder may hold only what differs.
"""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path

from pipeline.profile.loading import FILES, ProfileError, read_profile
from schemas.profile import Profile

__all__ = ["ProfileError", "check", "init", "load"]


def load(path: Path | str | None = None) -> Profile:
    """The profile in folder ``path``, or the built-in one. Raises ``ProfileError`` listing every problem found."""
    with as_file(files(__name__) / "builtin") as builtin:
        profile, problems = read_profile(Path(path) if path is not None else None, builtin)
    if problems:
        raise ProfileError(problems)
    return profile


def check(path: Path | str) -> list[str]:
    """Every problem of the folder, each naming file, row and field, in Vietnamese; empty when all is well."""
    with as_file(files(__name__) / "builtin") as builtin:
        return read_profile(Path(path), builtin)[1]


def init(path: Path | str) -> list[Path]:
    """Write the built-in profile into folder ``path`` for editing; files that are there already are left alone."""
    folder = Path(path)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name in FILES:
        target = folder / name
        if not target.exists():
            target.write_bytes((files(__name__) / "builtin" / name).read_bytes())
            written.append(target)
    return written
