"""A date that no calendar has, or a cited document's date left blank (rule D4, first part).

Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.4 (how a date is written).
Severity: error for an impossible date, warning for a blank one beside a citation. Cleared by: writing the right date.

The blank date of the letterhead belongs to letterhead-missing. Text that was recognised from a scan gives warnings
only.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.audit._wording import shown
from schemas.document import Document
from schemas.finding import Finding
from schemas.report import Report

SEVERITY = "error"
RULE = "date-malformed"


def check(report: Report, document: Document) -> Iterator[Finding]:
    """A finding for each such date."""
    sure = document.text_origin == "native"
    for date in report.dates:
        if date.state == "value" or not date.evidence:
            continue
        quote = shown(date.evidence[0].quote)
        if date.state == "invalid":
            yield Finding(
                rule=RULE,
                severity="error" if sure else "warning",
                message=f"Ngày {quote} không có trong lịch; đề nghị kiểm tra và ghi lại.",
                evidence=date.evidence,
            )
        elif date.state == "blank" and date.role == "reference":
            yield Finding(
                rule=RULE,
                severity="warning",
                message=f"Ngày của văn bản viện dẫn còn để trống: {quote}.",
                evidence=date.evidence,
            )
