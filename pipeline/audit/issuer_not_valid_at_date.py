"""The agency in a number did not exist at the date of the document (rule D7): ``STTTT`` in 2026, a district after
01/7/2025.

Source: ``extractors/data/agencies.csv`` (``valid_from``, ``valid_to``) and Nghị quyết 202/2025/QH15 (no district level
from 01/7/2025). Severity: warning, ``basis`` ``unverified_registry``. Cleared by: correcting number or date, or the
registry's row.

An agency symbol is only judged when every row of the registry with that symbol had ended, or none had begun. Some
months of grace are given, because offices keep old symbols while they are being merged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractors.data import csv_rows
from pipeline.audit._wording import day, of_field, shown
from schemas.document import Document
from schemas.finding import Finding
from schemas.report import Report
from schemas.span import Evidence

SEVERITY = "warning"
RULE = "issuer-not-valid-at-date"

_GROUPS = re.compile(r"[-/.]")
_GRACE_MONTHS = 6


def check(report: Report, document: Document) -> Iterator[Finding]:
    """A finding for the own number, then for each cited one."""
    head = report.letterhead
    if head.number and head.issued_on:
        proof = of_field(head.evidence, "number")[:1] or head.evidence[:1]
        yield from _judge(head.number, head.issued_on, proof)
    for reference in report.references:
        if reference.number and reference.issued_on and not reference.repairs:
            yield from _judge(reference.number, reference.issued_on, reference.mentions[:1])


def _judge(number: str, issued_on: str, proof: tuple[Evidence, ...]) -> Iterator[Finding]:
    for group in _GROUPS.split(number)[1:]:
        spans = _lives().get(group)
        if spans is None:
            continue
        name, first, last = spans
        ended = last is not None and _months(issued_on) > _months(last) + _GRACE_MONTHS
        unborn = first is not None and issued_on < first[: len(issued_on)]
        if ended or unborn:
            when = f"đã kết thúc hoạt động từ ngày {day(str(last))}" if ended else f"có từ ngày {day(str(first))}"
            yield Finding(
                rule=RULE,
                severity=SEVERITY,
                message=f"{shown(number)} ghi ngày {day(issued_on)}, nhưng {name} {when}; kiểm tra số hiệu hoặc ngày.",
                evidence=proof,
                basis="unverified_registry",
            )
            return


def _months(iso: str) -> int:
    return int(iso[:4]) * 12 + int(iso[5:7] or 12)


@cache
def _lives() -> dict[str, tuple[str, str | None, str | None]]:
    """Name, first and last day of each symbol; None where at least one row with it has no such limit."""
    rows: dict[str, list[dict[str, str]]] = {}
    for row in csv_rows("agencies"):
        for symbol in (row["code"], *row["aliases"].split(";")):
            if symbol and " " not in symbol:
                rows.setdefault(symbol, []).append(row)
    return {
        symbol: (
            found[-1]["name"],
            min(row["valid_from"] for row in found) or None,
            None if any(not row["valid_to"] for row in found) else max(row["valid_to"] for row in found),
        )
        for symbol, found in rows.items()
    }
