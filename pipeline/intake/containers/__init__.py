"""Files that hold files. A module of this package opens one kind; its contract:

* ``bid(data, name) -> bool`` by magic bytes;
* ``open_(data, budget) -> Iterator[Member]``, every member through ``budget``; damage is raised as ``pipeline.errors``.

Each member becomes an arrival of its own (``outer.zip!/inner.pdf``): none is skipped silently.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from pipeline.errors import TooLarge

_MAX_BYTES = 256 << 20
_MAX_MEMBERS = 2_000


@dataclass(frozen=True, slots=True)
class Member:
    """One file inside another. ``name`` is for people only and never used as a path."""

    name: str
    data: bytes
    metadata: dict[str, str] = field(default_factory=dict)


class Budget:
    """What all members of one arriving file may take together (bombs are refused before they are unpacked)."""

    def __init__(self) -> None:
        self.bytes_left = _MAX_BYTES
        self.members_left = _MAX_MEMBERS

    def take(self, size: int) -> None:
        """Account for one member of ``size`` bytes. Raises TooLarge when the budget is used up."""
        self.bytes_left -= size
        self.members_left -= 1
        if self.bytes_left < 0 or self.members_left < 0:
            raise TooLarge("container budget", reason="Tệp nén chứa quá nhiều dữ liệu.")


@cache
def _kinds() -> tuple[ModuleType, ...]:
    names = sorted(info.name for info in iter_modules(__path__) if not info.name.startswith("_"))
    return tuple(import_module(f"{__name__}.{name}") for name in names)


def members(data: bytes, name: str) -> tuple[Member, ...]:
    """The files directly inside ``data``; none for what is no container."""
    for kind in _kinds():
        if kind.bid(data, name):
            return tuple(kind.open_(data, Budget()))
    return ()
