"""Files that hold files. A module of this package opens one kind; its contract:

* ``IS_DOCUMENT``: the container is a document itself and is read too; such a module also has
  ``attaches(data) -> bool``, which tells without opening ``data`` whether anything seems to be attached;
* ``bid(data, name) -> bool`` by magic bytes;
* ``open_(data, budget) -> Iterator[Member]``, every member through ``budget``; damage is raised as
  ``pipeline.errors``.

Each member becomes an arrival of its own (``outer.zip!/inner.pdf``): none is skipped silently.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from pipeline.errors import BaocaoError, TooLarge
from pipeline.safety import Budget


@dataclass(frozen=True, slots=True)
class Member:
    """One file inside another. ``name`` is for people only, never a path; ``error`` says why the bytes are lost."""

    name: str
    data: bytes
    metadata: dict[str, str] = field(default_factory=dict)
    error: BaocaoError | None = None


def charge(budget: Budget, size: int) -> None:
    """Account for one member of ``size`` bytes. Raises TooLarge when the budget of the arriving file is used up."""
    budget.unpacked -= size
    budget.members -= 1
    if budget.unpacked < 0 or budget.members < 0:
        raise TooLarge("container budget", reason="Tệp chứa quá nhiều dữ liệu bên trong.")


@cache
def _kinds() -> tuple[ModuleType, ...]:
    names = sorted(info.name for info in iter_modules(__path__) if not info.name.startswith("_"))
    return tuple(import_module(f"{__name__}.{name}") for name in names)


def kind_of(data: bytes, name: str) -> ModuleType | None:
    """The module that opens ``data``; None for what is no container."""
    return next((kind for kind in _kinds() if kind.bid(data, name)), None)


def members(data: bytes, name: str, budget: Budget | None = None) -> Iterator[Member]:
    """The files directly inside ``data``, one after the other; none for what is no container."""
    kind = kind_of(data, name)
    if kind is not None:
        yield from kind.open_(data, budget or Budget())
