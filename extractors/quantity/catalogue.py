"""The indicator catalogue (``indicators.toml``), indexed by unit: which code an amount has."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extractors.data import toml_rows

_MULTIPLIER = re.compile(r"^(?:trăm|nghìn|ngàn|triệu|tỷ|tỉ) (?!đồng)")


@dataclass(frozen=True, slots=True)
class Entry:
    """One indicator of the catalogue."""

    code: str
    name: str
    aggregate: str
    pattern: re.Pattern[str]


@cache
def entries() -> dict[str, tuple[Entry, ...]]:
    """Entries by unit, the most specific (last) first."""
    found: dict[str, list[Entry]] = {}
    for row in reversed(toml_rows("indicators")):
        pattern = re.compile("|".join(f"(?:{source})" for source in row["patterns"]), re.IGNORECASE)
        entry = Entry(row["code"], row["name"], row["aggregate"], pattern)
        for unit in row["units"]:
            found.setdefault(unit, []).append(entry)
    return {unit: tuple(items) for unit, items in found.items()}


def code_of(unit: str, context: str) -> str | None:
    """Code of the indicator that ``context`` (the words around the amount) and ``unit`` name, None where none does.

    A list of nouns (``xã, thị trấn``) is looked up as a whole, then noun by noun.
    """
    for noun in dict.fromkeys((unit.lower(), *unit.lower().split(", "))):
        for entry in entries().get(_MULTIPLIER.sub("", noun), ()):
            if entry.pattern.search(context):
                return entry.code
    return None
