"""A document is cited as in force although another one had taken its place (rule D6): Nghị định 61/2018/NĐ-CP in 2026.

Source: ``documents.csv`` of the built-in profile, each row with the clause that says so; what is not listed there is
never judged. Severity: warning, ``basis`` ``unverified_registry`` where nobody has confirmed the row.
Cleared by: citing the document in force.

No finding where the old document was still in force in part of the reported period, where the new one is cited too
(the writer knows), and where the text speaks of the replacement itself (amends, repeals). Without a period, a document
replaced in the last six months before the report is not judged.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from pipeline.audit._wording import day, titled
from pipeline.profile import load
from schemas.document import Document
from schemas.finding import Finding
from schemas.profile import ReplacedDocument
from schemas.reference import Reference
from schemas.report import Report

SEVERITY = "warning"
RULE = "cited-superseded"

_GRACE = timedelta(days=183)
_ABOUT_FORCE = frozenset({"amends", "supersedes", "repeals"})


def check(report: Report, document: Document) -> Iterator[Finding]:
    """A finding for each such document."""
    del document
    since = _since(report)
    if since is None:
        return
    cited = {reference.number for reference in report.references}
    for reference in report.references:
        row = _replaced().get(reference.number or "")
        if row is None or row.replaced_from is None or row.replaced_by in cited or not _is_same(reference, row):
            continue
        if row.replaced_from <= since and reference.relation not in _ABOUT_FORCE:
            yield Finding(
                rule=RULE,
                severity=SEVERITY,
                message=f"{titled(reference)} đã được thay thế bởi {row.replaced_by} từ ngày {day(row.replaced_from)}; "
                "đề nghị viện dẫn văn bản đang có hiệu lực.",
                evidence=reference.mentions[:1],
                basis=None if row.verified else "unverified_registry",
            )


def _since(report: Report) -> str | None:
    """The day from which on the cited documents should be in force: the first of the period, else the grace before
    the report's own date."""
    if report.period is not None and report.period.start is not None:
        return report.period.start
    try:
        return (date.fromisoformat(report.letterhead.issued_on or "") - _GRACE).isoformat()
    except (ValueError, OverflowError):
        return None


def _is_same(reference: Reference, row: ReplacedDocument) -> bool:
    return not (reference.issued_on and row.issued_on) or row.issued_on.startswith(reference.issued_on)


@cache
def _replaced() -> dict[str, ReplacedDocument]:
    return {row.number: row for row in load().documents}
