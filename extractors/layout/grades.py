"""Marks beside a letterhead: secrecy, urgency, draft, copy (``extractors/data/grades.toml``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from extractors.data import toml_rows
from extractors.layout.spelling import bare, is_upper

_LONGEST = 30
_AROUND = " .:()[]*_"


@dataclass(frozen=True, slots=True)
class Grade:
    """``kind`` is secrecy, urgency, draft or copy."""

    name: str
    kind: str


@cache
def _grades() -> dict[str, Grade]:
    return {bare(row["name"]): Grade(row["name"], row["kind"]) for row in toml_rows("grades")}


def grade_of(text: str) -> Grade | None:
    """The mark that a line in capitals is, None for any other line. A draft may be numbered (``DỰ THẢO LẦN 2``)."""
    if len(text) > _LONGEST or not is_upper(text):
        return None
    key = bare(text).strip(_AROUND)
    found = _grades().get(key)
    if found is None and key.startswith("du thao"):
        return _grades()["du thao"]
    return found
