"""The indicator catalogue (``indicators.toml``), indexed by unit: which code an amount has."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from extractors.data import toml_rows

_MULTIPLIER = re.compile(r"^(?:trăm|nghìn|ngàn|triệu|tỷ|tỉ) (?!đồng)")


@dataclass(frozen=True, slots=True)
class Entry:
    """One indicator of the catalogue; ``pattern`` is for lower-case text (ignoring case would be twice as slow)."""

    code: str
    name: str
    aggregate: str
    pattern: re.Pattern[str]


@cache
def entries() -> dict[str, tuple[Entry, ...]]:
    """Entries by unit, the most specific (last) first."""
    found: dict[str, list[Entry]] = {}
    for row in reversed(toml_rows("indicators")):
        pattern = re.compile("|".join(f"(?:{source})" for source in row["patterns"]))
        entry = Entry(row["code"], row["name"], row["aggregate"], pattern)
        for unit in row["units"]:
            found.setdefault(unit, []).append(entry)
    return {unit: tuple(items) for unit, items in found.items()}


@cache
def once() -> frozenset[str]:
    """Codes that one sentence states once: further rates in it are those of single aspects or answers."""
    return frozenset(row["code"] for row in toml_rows("indicators") if row.get("once", False))


@lru_cache(maxsize=2_000)
def entries_of(unit: str) -> tuple[Entry, ...]:
    """Entries that count ``unit``; a list of nouns (``xã, thị trấn``) is looked up as a whole, then noun by noun."""
    nouns = dict.fromkeys((unit.lower(), *unit.lower().split(", ")))
    return tuple(entry for noun in nouns for entry in entries().get(_MULTIPLIER.sub("", noun), ()))


def code_of(unit: str, context: str) -> str | None:
    """Code of the indicator that ``context`` (the words around the amount) and ``unit`` name, None where none does."""
    found = entries_of(unit)
    lowered = context.lower() if found else ""
    for entry in found:
        if entry.pattern.search(lowered):
            return entry.code
    return None
