"""The name of an ISO standard that does not exist but is close to one that does (rule T1): ``ISO 900:2008``.

Source: ``pipeline/audit/data/standards.csv``.
Severity: info, a suggestion only. Cleared by: writing the number and year of the standard as published.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from rapidfuzz.distance import DamerauLevenshtein

from pipeline.audit._wording import quoted, shown
from pipeline.audit.data import csv_table
from schemas.document import Document
from schemas.finding import Finding
from schemas.report import Report

SEVERITY = "info"
RULE = "spelling-standard"

_STANDARD = re.compile(r"ISO(?<!\wISO)(?:/IEC)?[ \u00a0-]{0,2}(\d{2,6})[ \u00a0]?[:-][ \u00a0]?(\d{4})(?![\d/])")


def check(report: Report, document: Document) -> Iterator[Finding]:
    """A finding for each such name."""
    del report
    for match in _STANDARD.finditer(document.text):
        number, year = match[1], match[2]
        if number in _known() and year in _known()[number]:
            continue
        likely = _likely(number, year)
        if likely is not None:
            yield Finding(
                rule=RULE,
                severity=SEVERITY,
                message=f"Không có tiêu chuẩn {shown(match[0])}; có thể là 'ISO {likely[0]}:{likely[1]}'.",
                evidence=(quoted(document, match.start(), match.end()),),
            )


@cache
def _known() -> dict[str, tuple[str, ...]]:
    return {row["number"]: tuple(row["years"].split()) for row in csv_table("standards")}


@cache
def _likely(number: str, year: str) -> tuple[str, str] | None:
    """The only standard of that year one slip away; else the same standard with the year one digit away."""
    if number in _known():
        years = [known for known in _known()[number] if DamerauLevenshtein.distance(known, year) == 1]
        return (number, years[0]) if len(years) == 1 else None
    near = [
        known for known, years in _known().items() if year in years and DamerauLevenshtein.distance(known, number) == 1
    ]
    best = [known for known in near if known == "9001"] or near
    return (best[0], year) if len(best) == 1 else None
