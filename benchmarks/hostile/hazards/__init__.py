"""Hand-made hazards: files that make plain libraries hang, crash or fill the memory. Made when asked for, always alike.

A module of this package yields ``Hazard``s from ``hazards()``.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

READ = frozenset({"accepted", "partial", "needs_ocr"})
REFUSED = frozenset({"unreadable", "unsupported", "encrypted", "too_large", "timeout", "crashed", "incomplete"})


@dataclass(frozen=True, slots=True)
class Hazard:
    """One file. ``states`` are those it may end in; ``slow`` ones may use up a limit of time or memory."""

    name: str | bytes
    data: bytes
    states: frozenset[str] = READ | REFUSED
    slow: bool = False


def all_hazards(*, slow: bool = True) -> Iterator[Hazard]:
    """Every hazard, in one order; without the slow ones when ``slow`` is False."""
    for info in sorted(iter_modules(__path__), key=lambda item: item.name):
        if not info.name.startswith("_"):
            for hazard in import_module(f"{__name__}.{info.name}").hazards():
                if slow or not hazard.slow:
                    yield hazard


def write(folder: Path, *, slow: bool = True) -> dict[str, Hazard]:
    """Write all hazards below ``folder``; gives them by the path that an intake row names."""
    folder.mkdir(parents=True, exist_ok=True)
    made = {}
    for hazard in all_hazards(slow=slow):
        name = hazard.name if isinstance(hazard.name, bytes) else os.fsencode(hazard.name)
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_bytes(hazard.data)
        made[name.decode("utf-8", "backslashreplace")] = hazard
    return made
