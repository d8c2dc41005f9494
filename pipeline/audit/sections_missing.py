"""A periodic report lacks a part that its outline has: results, what hindered, what comes next (rule S1).

Source: Nghị định 09/2019/NĐ-CP, Điều 7 (nội dung báo cáo); the outlines in ``pipeline/audit/data/outlines.toml``.
Severity: warning. Cleared by: adding the part, or a heading that says where it stands. One finding lists them all.

Missing means: no section of one of the kinds that will do, and none of their words anywhere in the text. Judged are
reports (``BC``) of a named period that have headings at all; weekly and monthly ones may be short.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from extractors.text.folding import search_key
from pipeline.audit._wording import first_words, of_field
from pipeline.audit.data import toml_table
from schemas.document import Document
from schemas.finding import Finding
from schemas.report import Report
from schemas.section import Section

SEVERITY = "warning"
RULE = "sections-missing"

_FEWEST_HEADINGS = 2


def check(report: Report, document: Document) -> Iterator[Finding]:
    """At most one finding."""
    code = report.document_type.code if report.document_type else None
    outline = next((item for item in toml_table("outlines")["outline"] if _applies(item, code, report)), None)
    if outline is None or len(report.sections) < _FEWEST_HEADINGS:
        return
    there = set(_kinds(report.sections))
    lacking = [part for part in outline["parts"] if there.isdisjoint(part["kinds"])]
    if lacking:
        text = search_key(document.text)
        lacking = [part for part in lacking if not any(word in text for word in part["words"])]
    if lacking:
        where = of_field(report.evidence, "subject") or of_field(report.evidence, "document_type")
        yield Finding(
            rule=RULE,
            severity=SEVERITY,
            message=f"Báo cáo định kỳ còn thiếu phần: {', '.join(part['name'] for part in lacking)}.",
            evidence=(where or (first_words(document),))[:1],
        )


def _applies(outline: dict[str, Any], code: str | None, report: Report) -> bool:
    period = report.period
    return code == outline["type"] and period is not None and period.kind in outline["periods"]


def _kinds(sections: Iterable[Section]) -> Iterator[str]:
    for section in sections:
        if section.kind is not None:
            yield section.kind
        yield from _kinds(section.children)
