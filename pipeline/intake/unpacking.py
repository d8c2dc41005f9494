"""Everything inside a container, to the last level, written to files: each member is to have an intake row of its own.

One budget bounds the whole of an arriving file, however deeply its bytes are packed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.errors import BaocaoError, TooLarge
from pipeline.intake.containers import Member, kind_of
from pipeline.safety import MAX_DEPTH, Budget


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A file found inside another. ``inside`` counts the members of one that is nothing but a container; ``error`` says
    why it is not read; ``sha256`` is empty where not even its bytes could be had."""

    path: str
    sha256: str = ""
    size: int = 0
    inside: int | None = None
    error: BaocaoError | None = None
    metadata: dict[str, str] = field(default_factory=dict)


def unpack(data: bytes, path: str, folder: Path, budget: Budget | None = None) -> tuple[bool, tuple[Unpacked, ...]]:
    """Whether ``data`` is to be read as a document itself, and all files inside, outer ones before what they hold.

    Their bytes are written to ``folder`` under their hash. Damage of ``data`` itself is raised as ``pipeline.errors``.
    """
    kind = kind_of(data, path)
    if kind is None:
        return True, ()
    budget = budget or Budget(depth=MAX_DEPTH - 1)
    found: list[Unpacked] = []
    for name, member in _named(path, kind.open_(data, budget)):
        found += _taken(name, member, folder, budget)
    return kind.IS_DOCUMENT, tuple(found)


def _taken(path: str, member: Member, folder: Path, budget: Budget) -> Iterator[Unpacked]:
    """A member and what it holds. One that cannot be opened further has its error, and its bytes all the same."""
    if member.error is not None:
        yield Unpacked(path, error=member.error)
        return
    digest, size = hashlib.sha256(member.data).hexdigest(), len(member.data)
    (folder / digest).write_bytes(member.data)
    kind = kind_of(member.data, path)
    if kind is None:
        yield Unpacked(path, digest, size, metadata=member.metadata)
        return
    inner: tuple[Unpacked, ...] = ()
    try:
        if budget.depth > 0 or not kind.IS_DOCUMENT:
            inner = _inside(member.data, path, folder, budget)
    except BaocaoError as error:
        if not kind.IS_DOCUMENT or isinstance(error, TooLarge):
            yield Unpacked(path, digest, size, error=error)
            return
    yield Unpacked(path, digest, size, None if kind.IS_DOCUMENT else direct(path, inner), None, member.metadata)
    yield from inner


def _inside(data: bytes, path: str, folder: Path, budget: Budget) -> tuple[Unpacked, ...]:
    budget.nested()
    try:
        return unpack(data, path, folder, budget)[1]
    finally:
        budget.leave()


def direct(path: str, inner: tuple[Unpacked, ...]) -> int:
    """How many of the files found lie directly in the container at ``path``."""
    return sum(1 for item in inner if "!/" not in item.path[len(path) + 2 :])


def _named(outer: str, members: Iterator[Member]) -> Iterator[tuple[str, Member]]:
    """One path a member, also where an archive holds the same name twice."""
    seen: dict[str, int] = {}
    for member in members:
        path = f"{outer}!/{member.name}"
        seen[path] = number = seen.get(path, 0) + 1
        while number > 1 and (named := f"{path} ({number})") in seen:
            number += 1
        if number > 1:
            seen[named] = 1
            seen[path] = number
            path = named
        yield path, member
