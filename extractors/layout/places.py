"""Provinces and cities, as they end the name of an agency."""

from __future__ import annotations

from functools import cache

from extractors.data import csv_rows


@cache
def provinces() -> tuple[str, ...]:
    """Names of provinces, longest first (also those merged away)."""
    return tuple(sorted((row["name"] for row in csv_rows("provinces")), key=lambda name: (-len(name), name)))


def province_in(name: str) -> str | None:
    """The province that ``name`` (of an agency) ends with or holds, None where there is none."""
    lower = name.lower()
    return next((place for place in provinces() if place.lower() in lower), None)
