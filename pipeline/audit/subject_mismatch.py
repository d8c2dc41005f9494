"""The closing sentence speaks of another subject than the title (rule P2): the sign of text copied from an older
report.

Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.5 (the trích yếu says what the document is about).
Severity: warning. Cleared by: naming in the closing sentence what the title names.

Compared are the words that carry meaning, abbreviations written out (CCHC). Shortening a long title in the closing is
good style and no finding as long as its first words stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractors.text.folding import tone_key
from pipeline.audit._wording import first_words, of_field, quoted, shown
from pipeline.audit.data import toml_table
from schemas.document import Document
from schemas.finding import Finding
from schemas.report import Report

SEVERITY = "warning"
RULE = "subject-mismatch"

_FIRST_WORDS = ("Trên đây là", "TRÊN ĐÂY LÀ", "trên đây là")
"""As people write them: a plain search for these is a hundred times faster than a pattern that ignores case."""
_CLOSING = re.compile(r"[^\S\n]{0,20}Trên đây là (?:toàn bộ )?(?:nội dung )?báo cáo([^\n.;]{10,400})", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_FEW = 3
_HEAD = 2


def check(report: Report, document: Document) -> Iterator[Finding]:
    """At most one finding, with the title and the closing."""
    if not report.subject:
        return
    closing = _closing(document.text)
    if closing is None:
        return
    unit = set(_topic(report.issuer.name)) if report.issuer else set()
    title = [word for word in _topic(report.subject) if word not in unit]
    said = [word for word in _topic(closing[1]) if word not in unit]
    if len(title) < _FEW or len(said) < _FEW or set(title[:_HEAD]) & set(said):
        return
    where = of_field(report.evidence, "subject") or (first_words(document),)
    yield Finding(
        rule=RULE,
        severity=SEVERITY,
        message=f"Trích yếu nói về {shown(report.subject)}, phần kết lại nói về {shown(closing[1])}; "
        "đề nghị kiểm tra phần kết có chép từ báo cáo khác không.",
        evidence=(where[0], quoted(document, closing.start(1), closing.end(1))),
    )


def _closing(text: str) -> re.Match[str] | None:
    """The last line that says of what "trên đây" is the report."""
    places = []
    for words in _FIRST_WORDS:
        at = text.find(words)
        while at >= 0:
            places.append(at)
            at = text.find(words, at + 1)
    for at in sorted(places, reverse=True):
        found = _CLOSING.match(text, text.rfind("\n", 0, at) + 1)
        if found is not None:
            return found
    return None


@cache
def _empty() -> frozenset[str]:
    return frozenset(tone_key(toml_table("subjects")["empty"]).split())


def _topic(text: str) -> list[str]:
    """Words that carry meaning, in order; the place of tone marks does not matter."""
    words: list[str] = []
    for word in _WORD.findall(text.lower()):
        words += toml_table("subjects")["abbreviations"].get(word, word).split()
    keys = [tone_key(word) for word in words if not word.isdigit()]
    return [word for word in keys if word not in _empty()]
