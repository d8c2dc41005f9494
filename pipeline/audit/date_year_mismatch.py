"""The year in the number of a cited document is not the year of its date (rule D4, second part).

Source: Nghị định 34/2016/NĐ-CP, Điều 59 and its successors: the number of a legal normative document carries the year
in which it was issued (``02/2017/TT-VPCP`` of 31/10/2017). Severity: error. Cleared by: correcting the number or the
date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.audit._wording import day, of_field, titled
from schemas.document import Document
from schemas.finding import Finding
from schemas.report import Report

SEVERITY = "error"
RULE = "date-year-mismatch"

_YEAR = re.compile(r"/((?:19|20)\d\d)/")


def check(report: Report, document: Document) -> Iterator[Finding]:
    """A finding for each such reference."""
    for reference in report.references:
        year = _YEAR.search(reference.number or "")
        if year is None or not reference.issued_on or reference.issued_on[:4] == year[1]:
            continue
        yield Finding(
            rule=RULE,
            severity="error" if document.text_origin == "native" else "warning",
            message=f"{titled(reference)} có năm {year[1]} trong số hiệu nhưng ghi ngày {day(reference.issued_on)}.",
            evidence=(*reference.mentions[:1], *of_field(reference.evidence, "issued_on")[:1]),
        )
