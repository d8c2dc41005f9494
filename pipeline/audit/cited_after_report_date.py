"""A cited document is dated after the report itself (rule D1).

Source: a document cannot cite what was not yet issued; Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.6 (căn cứ ban hành).
Severity: error; warning where the text was recognised from a scan. Cleared by: correcting the date of the citation or
of the report.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.audit._wording import day, of_field, titled
from schemas.document import Document
from schemas.finding import Finding
from schemas.report import Report

SEVERITY = "error"
RULE = "cited-after-report-date"


def check(report: Report, document: Document) -> Iterator[Finding]:
    """A finding for each cited document that is later than the letterhead's date."""
    issued = report.letterhead.issued_on
    if not issued or len(issued) < len("2017-07"):
        return
    own = of_field(report.letterhead.evidence, "issued_on")[:1]
    for reference in report.references:
        dated = reference.issued_on
        if not dated or len(dated) < len(issued) or dated[: len(issued)] <= issued:
            continue
        proof = of_field(reference.evidence, "issued_on")[:1]
        yield Finding(
            rule=RULE,
            severity="error" if document.text_origin == "native" else "warning",
            message=f"{titled(reference)} ghi ngày {day(dated)}, sau ngày ban hành của văn bản này ({day(issued)}); "
            "kiểm tra lại ngày viện dẫn.",
            evidence=(*reference.mentions[:1], *proof, *own),
        )
