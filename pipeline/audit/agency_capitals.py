"""The name of an agency begins with a small letter (rule T2): ``ủy ban nhân dân tỉnh Quảng Trị``, ``sở nội vụ``.

Source: Nghị định 30/2020/NĐ-CP, Phụ lục II, mục III (viết hoa tên cơ quan, tổ chức).
Severity: info, a suggestion. Cleared by: ``Ủy ban nhân dân tỉnh Quảng Trị``, ``Sở Nội vụ``. One finding for all.

Names are listed in ``pipeline/audit/data/agency_names.toml``. Those that are also common nouns (``ủy ban nhân dân các
xã``) count only before a level and a name. Scans are not judged, nor text without any capital.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.audit._wording import quoted, shown
from pipeline.audit.data import toml_table
from schemas.document import Document
from schemas.finding import Finding
from schemas.report import Report

SEVERITY = "info"
RULE = "agency-capitals"

_DEPARTMENT = "sở "
_SHOWN = 20
_LISTED = 3


def check(report: Report, document: Document) -> Iterator[Finding]:
    """At most one finding, with the places."""
    del report
    if document.text_origin != "native" or document.text.islower():
        return
    found: list[tuple[int, int]] = []
    for word, pattern in _patterns():
        at = document.text.find(word)
        while at >= 0:
            match = pattern.match(document.text, at)
            if match is not None and not _goes_on(document.text, at, word):
                found.append(match.span(1))
            at = document.text.find(word, at + 1)
    if found:
        places = sorted(set(found))
        names = list(dict.fromkeys(shown(document.text[start:end]) for start, end in places))
        more = f" và {len(names) - _LISTED} tên khác" if len(names) > _LISTED else ""
        yield Finding(
            rule=RULE,
            severity=SEVERITY,
            message=f"Tên cơ quan viết hoa chữ cái đầu: {', '.join(names[:_LISTED])}{more}.",
            evidence=tuple(quoted(document, start, end) for start, end in places[:_SHOWN]),
        )


def _goes_on(text: str, at: int, word: str) -> bool:
    """The word is the end of a longer one: "cơ sở y tế"."""
    before = text[max(0, at - 8) : at]
    if before[-1:].isalnum():
        return True
    words = before.lower().split()
    return word == _DEPARTMENT and bool(words) and words[-1] in toml_table("agency_names")["compounds"]


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """(first word to look for, pattern from there on) of each kind of name."""
    table = toml_table("agency_names")
    levels, fields = ("|".join(map(re.escape, table[name])) for name in ("levels", "fields"))
    local = [
        (name, re.compile(rf"({re.escape(name)}) (?:{levels}) (?=[A-ZĐÁÂĂÀẠÉÊÍÓÔƠÚƯÝ])")) for name in table["local"]
    ]
    return (*local, (_DEPARTMENT, re.compile(rf"(sở (?:{fields}))(?![^\W_])")))
