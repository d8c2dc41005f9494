"""A number stated twice, in figures and in words, that do not agree (rule N6): ``05 (sáu) ngày``.

Source: arithmetic; legal drafting writes important numbers in both forms so that a slip shows.
Severity: error; warning where the text was recognised from a scan. Cleared by: making figures and words the same.

Words that are no number, and ``(năm)`` alone, which may be "year", are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.text.numbers import parse_numeral, parse_spelled
from pipeline.audit._wording import quoted, shown
from schemas.document import Document
from schemas.finding import Finding
from schemas.report import Report

SEVERITY = "error"
RULE = "figure-word-mismatch"

_FIGURES = r"(?<![\d.,/-])(\d{1,3}(?:\.\d{3}){0,3}|\d{1,9})"
_SPELLED = r"((?:[^\W\d_]{1,7}[ \u00a0]){0,12}[^\W\d_]{1,7})"
_DOUBLE = re.compile(rf"{_FIGURES}[ \u00a0]?\([ \u00a0]?{_SPELLED}[ \u00a0]?\)")


def check(report: Report, document: Document) -> Iterator[Finding]:
    """A finding for each such pair."""
    del report
    if "(" not in document.text:
        return
    for match in _DOUBLE.finditer(document.text):
        figures, words = parse_numeral(match[1]), match[2].lower()
        spelled = parse_spelled(words) if words != "năm" else None
        if figures is None or spelled is None or figures.value == spelled:
            continue
        yield Finding(
            rule=RULE,
            severity="error" if document.text_origin == "native" else "warning",
            message=f"Số và chữ không khớp: {shown(match[0])}.",
            evidence=(quoted(document, match.start(), match.end()),),
        )
