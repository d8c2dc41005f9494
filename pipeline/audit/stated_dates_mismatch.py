"""The days written beside a named period do not belong to it (rule P3): ``quý I năm 2024 (từ 15/3/2024 ...)``.

Source: Nghị định 09/2019/NĐ-CP, Điều 12 (cut-off days: from the 15th of the last month of the period before to the
14th of its own last month). Severity: info, ``basis`` ``unverified_registry``: a department may have rules of its own.
Cleared by: writing the days of the period, or naming the period of the days.

The calendar's days and those of the decree are both right, and figures may be closed before the period ends. Periods
whose own days are not known are not judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from pipeline.audit._wording import shown
from schemas.document import Document
from schemas.finding import Finding
from schemas.period import Period
from schemas.report import Report

SEVERITY = "info"
RULE = "stated-dates-mismatch"

_BESIDE = re.compile(r"[\s,:;(]{1,6}(?:được )?(?:tính |số liệu )?(?:từ )?(?:ngày )?", re.IGNORECASE)
_NEAR = 30
_SLACK_DAYS = 20
_BY_DAYS = frozenset({"stated", "administrative_15_14"})
"""What a period is based on when its first and last day are written."""
_NAMED = frozenset({"month", "quarter", "half", "nine_months", "year"})


def check(report: Report, document: Document) -> Iterator[Finding]:
    """A finding for each named period with days of another."""
    placed = sorted((item for item in report.periods if item.evidence), key=lambda item: item.evidence[0].start)
    for named, stated in pairwise(placed):
        if named.kind not in _NAMED or _has_days(named) or not _has_days(stated):
            continue
        first, second = named.evidence[0], stated.evidence[0]
        beside = second.start - first.end <= _NEAR and _BESIDE.fullmatch(document.text, first.end, second.start)
        if beside and not _fits(named, stated):
            yield Finding(
                rule=RULE,
                severity=SEVERITY,
                message=f"{shown(named.text)} được ghi kèm {shown(stated.text)}, không khớp thời gian chốt số liệu "
                "của kỳ này (Điều 12 Nghị định số 09/2019/NĐ-CP).",
                evidence=(first, second),
                basis="unverified_registry",
            )


def _has_days(period: Period) -> bool:
    return period.basis in _BY_DAYS or (period.kind == "range" and "/" in period.text)


def _fits(named: Period, stated: Period) -> bool:
    """Starts with the period (give or take the decree's days) and does not end behind it; True for unknown days."""
    try:
        start, end = (date.fromisoformat(day or "") for day in (named.start, named.end))
        first, last = (date.fromisoformat(day or "") for day in (stated.start, stated.end))
    except ValueError:
        return True
    return abs((first - start).days) <= _SLACK_DAYS and first < last and (last - end).days <= _SLACK_DAYS
