"""Everything inside a container, down to ``MAX_DEPTH`` levels, written to files: each member is to have an intake row
of its own.

One budget bounds the whole of an arriving file, however deeply its bytes are packed. What is refused because of where
it lies (too deep, or after the budget was used up) has a row without a hash: its bytes may arrive elsewhere and be read
there. Files attached to a document never cost the document itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.errors import BaocaoError, TooLarge, Unreadable
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


ATTACHED = "tệp đính kèm"
"""Name of the row that stands for attachments of a document which could not be opened."""
_TOO_DEEP = f"Tệp nằm sâu hơn {MAX_DEPTH} lớp nén lồng nhau nên không được đọc."
_TOO_DEEP_ADVICE = "Giải nén tệp bên trong rồi gửi lại."
_NOT_OPENED = "Không mở được các tệp đính kèm trong tệp này (quá lớn hoặc bị hỏng)."
_NOT_OPENED_ADVICE = "Mở tệp bằng phần mềm gốc, lưu riêng các tệp đính kèm rồi gửi lại."


def unpack(
    data: bytes, path: str, folder: Path, budget: Budget | None = None, *, attached: bool = True
) -> tuple[bool, tuple[Unpacked, ...]]:
    """Whether ``data`` is to be read as a document itself, and all files inside, outer ones before what they hold.

    Their bytes are written to ``folder`` under their hash. Damage of a pure container is raised as ``pipeline.errors``,
    that of a document's attachments is a row. Without ``attached`` no document is opened for what is attached to it
    (pdfium may have died of that).
    """
    kind = kind_of(data, path)
    if kind is None:
        return True, ()
    budget = budget or Budget(depth=MAX_DEPTH - 1)
    found: list[Unpacked] = []
    if kind.IS_DOCUMENT and not attached:
        return True, ((_refused(path, TooLarge("not opened")),) if kind.attaches(data) else ())
    try:
        for name, member in _named(path, kind.open_(data, budget)):
            found += _taken(name, member, folder, budget, attached)
    except BaocaoError as error:
        if not kind.IS_DOCUMENT:
            raise
        found.append(_refused(path, error))
    return kind.IS_DOCUMENT, tuple(found)


def _refused(path: str, error: BaocaoError) -> Unpacked:
    kind = type(error) if isinstance(error, TooLarge) else Unreadable
    return Unpacked(f"{path}!/{ATTACHED}", error=kind(error.detail, reason=_NOT_OPENED, advice=_NOT_OPENED_ADVICE))


def _taken(path: str, member: Member, folder: Path, budget: Budget, attached: bool) -> Iterator[Unpacked]:
    """A member and what it holds. One that cannot be opened further has its error, and its bytes all the same."""
    if member.error is not None:
        yield Unpacked(path, error=member.error)
        return
    kind = kind_of(member.data, path)
    if kind is not None and not kind.IS_DOCUMENT and budget.depth <= 0:
        yield from _too_deep(path, member.data, budget)
        return
    digest, size = hashlib.sha256(member.data).hexdigest(), len(member.data)
    inner: tuple[Unpacked, ...] = ()
    try:
        if kind is not None and budget.depth > 0:
            inner = _inside(member.data, path, folder, budget, attached)
    except TooLarge as error:
        yield Unpacked(path, size=size, error=error)
        return
    except BaocaoError as error:
        (folder / digest).write_bytes(member.data)
        yield Unpacked(path, digest, size, error=error)
        return
    (folder / digest).write_bytes(member.data)
    is_document = kind is None or kind.IS_DOCUMENT
    yield Unpacked(path, digest, size, None if is_document else direct(path, inner), None, member.metadata)
    yield from inner


def _too_deep(path: str, data: bytes, budget: Budget) -> Iterator[Unpacked]:
    """A row for a container that lies too deep, and one for each of its members that can be named."""
    error = TooLarge("nested too deeply", reason=_TOO_DEEP, advice=_TOO_DEEP_ADVICE)
    yield Unpacked(path, size=len(data), error=error)
    kind = kind_of(data, path)
    try:
        for name, member in _named(path, kind.open_(data, budget)) if kind is not None else ():
            yield Unpacked(name, size=len(member.data), error=member.error or error)
    except BaocaoError:  # what was found before stays named
        return


def _inside(data: bytes, path: str, folder: Path, budget: Budget, attached: bool) -> tuple[Unpacked, ...]:
    budget.nested()
    try:
        return unpack(data, path, folder, budget, attached=attached)[1]
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
