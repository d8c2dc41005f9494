"""The work to come is planned for the year that the report closes (rule P4): a heading copied from the year before.

Source: Nghị định 09/2019/NĐ-CP, Điều 7 (a periodic report names the direction of the *next* period).
Severity: warning. Cleared by: writing the coming year in the heading, or the closed year in the title.

Judged are reports of a whole year only, and headings that speak of work to come but of nothing done. What remains of
the year (``những tháng cuối năm 2017``) may be planned in a report that is written before the year is nearly over.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractors.text.folding import search_key
from pipeline.audit._wording import shown
from pipeline.audit.data import toml_table
from schemas.document import Document
from schemas.finding import Finding
from schemas.period import Period
from schemas.report import Report

SEVERITY = "warning"
RULE = "plan-of-past-year"

_NEARLY_OVER = "-11"


def check(report: Report, document: Document) -> Iterator[Finding]:
    """A finding for each such heading."""
    years = [item for item in report.periods if item.kind == "year" and item.evidence and item.year is not None]
    titles = [item for item in years if item.role == "title"]
    if not titles:
        return
    title = titles[0]
    issued = report.letterhead.issued_on
    if issued is not None and issued < f"{title.year}{_NEARLY_OVER}":
        return
    for item in years:
        if item.role == "heading" and item.year == title.year and _is_plan(item, document):
            yield Finding(
                rule=RULE,
                severity=SEVERITY,
                message=f"Báo cáo của {shown(title.text)} nhưng đề mục nhiệm vụ sắp tới cũng ghi {shown(item.text)}; "
                "đề nghị kiểm tra năm của phương hướng, nhiệm vụ.",
                evidence=(title.evidence[0], item.evidence[0]),
            )


def _is_plan(heading: Period, document: Document) -> bool:
    start = heading.evidence[0].start
    words = search_key(document.text[document.text.rfind("\n", 0, start) + 1 : start])
    table = toml_table("periods")
    coming = any(word in words for word in table["coming"])
    return coming and not any(word in words for word in (*table["done"], *table["programmes"], *table["rest_of_year"]))
