"""The document's own number is not built as the rules want it, or a cited number is written wrongly.

Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.3 (số, ký hiệu): number, ``/``, type ``-`` agency; a công văn has no
type and no ``CV``; legal documents carry a year of four digits.
Severity: warning; info for cited numbers that could only be read with a repair. Cleared by: writing the number in full,
with the right letters and year.

Scans are not judged: there the reading may be wrong, not the writing. Repairs of layout (a line break) and footnote
marks are no finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.audit._wording import first_words, of_field, shown
from schemas.document import Document
from schemas.finding import Finding
from schemas.reference import Reference
from schemas.report import Report

SEVERITY = "warning"
RULE = "number-malformed"

_OWN = re.compile(r"\d{1,6}[a-z]?(?:/\d{4})?(?:/[^\W\d_][\w.&-]{0,60}|-[^\W\d_][\w.&-]{0,20}/[\w.&-]{1,40})")
_CV = re.compile(r"/CV-")
_YEAR = re.compile(r"\d{1,6}[a-z]?/(\d{1,9})/")
_FOUR = re.compile(r"(?:19|20)\d\d")
_WRITTEN_WRONG = frozenset({"lookalike", "ocr", "diacritics", "case", "glued", "separator"})


def check(report: Report, document: Document) -> Iterator[Finding]:
    """Findings about the own number, then about cited numbers in the order of the text."""
    if document.text_origin != "native":
        return
    number = report.letterhead.number
    own = of_field(report.letterhead.evidence, "number")[:1] or (first_words(document),)
    if number and _OWN.fullmatch(number) is None:
        message = f"Số, ký hiệu {shown(number)} chưa đúng thể thức, cần đủ số và ký hiệu (ví dụ 15/BC-SNV)."
        yield Finding(rule=RULE, severity=SEVERITY, message=message, evidence=own)
    elif number and _CV.search(number):
        message = f"Số, ký hiệu {shown(number)}: công văn không ghi chữ viết tắt 'CV' trong ký hiệu."
        yield Finding(rule=RULE, severity=SEVERITY, message=message, evidence=own)
    for reference in report.references:
        if reference.number and reference.mentions:
            yield from _cited(reference, reference.number)


def _cited(reference: Reference, number: str) -> Iterator[Finding]:
    mention = reference.mentions[0]
    year = _YEAR.match(number)
    if year is not None and _FOUR.fullmatch(year[1]) is None:
        message = f"Năm trong số hiệu {shown(number)} viết sai ({shown(year[1])}); đề nghị kiểm tra."
        yield Finding(rule=RULE, severity=SEVERITY, message=message, evidence=(mention,))
    elif any(item.reason in _WRITTEN_WRONG for item in reference.repairs):
        message = f"Số hiệu {shown(mention.quote)} viết chưa đúng, được hiểu là {shown(number)}; đề nghị kiểm tra."
        yield Finding(rule=RULE, severity="info", message=message, evidence=(mention,))
