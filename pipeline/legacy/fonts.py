"""Font name to legacy encoding."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.legacy.tables import tables

_SUBSET = re.compile(r"[A-Z]{6}\+")


@dataclass(frozen=True, slots=True)
class Encoding:
    """A legacy encoding; ``upper`` fonts draw capitals for small letters."""

    name: str
    upper: bool = False


@cache
def _rules() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str] | None], ...]:
    return tuple(
        (rule["encoding"], re.compile(rule["pattern"]), re.compile(rule["capitals"]) if rule["capitals"] else None)
        for rule in tables()["fonts"]
    )


@lru_cache(maxsize=2_000)
def encoding_of(font: str) -> Encoding | None:
    """The legacy encoding that a font (as named in Word or PDF, with or without subset tag) draws; None for Unicode
    fonts."""
    name = _SUBSET.sub("", font, count=1).strip().lower()
    for encoding, pattern, capitals in _rules():
        if pattern.match(name):
            return Encoding(encoding, capitals is not None and capitals.search(name) is not None)
    return None
