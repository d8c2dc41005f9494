"""A document is cited for the first time without its date (rule D8): ``Quyết định số 15/QĐ-UBND của UBND tỉnh``.

Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.6 (the first citation gives type, number, date, agency and subject;
laws and ordinances only type and name). Severity: info. Cleared by: adding the day, month and year.
One finding for all.

Not judged: texts that are no document with a type, scans, lists of numbers, bare numbers in tables, numbers that were
read with a repair, party documents (which have rules of their own), documents named in the title of the one that
changes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.text.folding import search_key
from pipeline.audit._wording import titled
from pipeline.audit.data import toml_table
from schemas.document import Document
from schemas.finding import Finding
from schemas.reference import Reference
from schemas.report import Report

SEVERITY = "info"
RULE = "citation-incomplete"

_JUDGED = frozenset({"normative", "individual", "letter", "joint"})
_BEFORE = 120
_ISSUED = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}[^.;\n]{0,100}(?:ban hành|ký)", re.IGNORECASE)
_SHOWN = 20
_LISTED = 3


def check(report: Report, document: Document) -> Iterator[Finding]:
    """At most one finding, with the first mention of each such document."""
    if document.text_origin != "native" or report.document_type is None:
        return
    undated = [item for item in report.references if _lacks_date(item) and not _is_explained(item, document)]
    if undated:
        names = ", ".join(titled(item) for item in undated[:_LISTED])
        more = f" và {len(undated) - _LISTED} văn bản khác" if len(undated) > _LISTED else ""
        yield Finding(
            rule=RULE,
            severity=SEVERITY,
            message=f"Viện dẫn lần đầu chưa ghi ngày, tháng, năm ban hành: {names}{more}.",
            evidence=tuple(item.mentions[0] for item in undated[:_SHOWN]),
        )


def _lacks_date(item: Reference) -> bool:
    if item.number is None or item.issued_on is not None or item.kind not in _JUDGED or item.repairs:
        return False
    first = item.mentions[0]
    return first.form == "full" and first.cell is None and item.type is not None


def _is_explained(item: Reference, document: Document) -> bool:
    """Part of another document's title, or dated before it: "Ngày 04/9/2025, Bộ đã ban hành Quyết định số 990"."""
    start = item.mentions[0].start
    before = document.text[max(0, start - _BEFORE) : start]
    key = search_key(before)
    return _ISSUED.search(before) is not None or any(word in key for word in toml_table("citations")["titles"])
