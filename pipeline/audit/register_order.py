"""Of two documents of one register the later number has the earlier date (rule D3): ``20/QĐ-UBND`` of 05/3 and
``45/QĐ-UBND`` of 10/02.

Source: Nghị định 30/2020/NĐ-CP, Điều 15 (documents are numbered in the order in which they are issued, from 1 on each
year). Severity: warning. Cleared by: correcting one of the numbers or dates.

Only full dates of documents whose issuer was read, not guessed, or whose symbol belongs to one issuer in the country
(``NĐ-CP``); a fortnight's disorder is common, because numbers are reserved. Scans are not judged, nor numbers that were
read with a repair. One finding for each register.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from pipeline.audit._wording import day, titled
from schemas.document import Document
from schemas.finding import Finding
from schemas.reference import Reference
from schemas.report import Report

SEVERITY = "warning"
RULE = "register-order"

_NUMBER = re.compile(r"(\d{1,6})(/(?:19|20)\d\d)?[/-](.{1,60})")
_NATIONAL = re.compile(r".*-(?:CP|TTg|UBTVQH\d{0,2})")
_SLACK_DAYS = 14
Entry = tuple[date, int, Reference]


def check(report: Report, document: Document) -> Iterator[Finding]:
    """At most one finding for each register."""
    if document.text_origin != "native":
        return
    for entries in _registers(report.references).values():
        pair = _disorder(entries)
        if pair is None:
            continue
        early, late = pair
        yield Finding(
            rule=RULE,
            severity=SEVERITY,
            message=f"{titled(late)} ngày {day(late.issued_on or '')} mang số nhỏ hơn {titled(early)} "
            f"ngày {day(early.issued_on or '')}; kiểm tra lại số hoặc ngày.",
            evidence=(early.mentions[0], late.mentions[0]),
        )


def _registers(references: tuple[Reference, ...]) -> dict[tuple[str, str, int], list[Entry]]:
    """Documents by issuer, symbol and year."""
    found: dict[tuple[str, str, int], list[Entry]] = defaultdict(list)
    for item in references:
        if not item.number or not item.issued_on or len(item.issued_on) < len("2017-07-19") or item.repairs:
            continue
        match = _NUMBER.fullmatch(item.number)
        if match is None or not item.mentions:
            continue
        symbol = f"{'year ' if match[2] else ''}{match[3]}"
        issuer = "" if _NATIONAL.fullmatch(match[3]) else item.issuer if item.issuer_method == "read" else None
        if issuer is not None:
            issued = date.fromisoformat(item.issued_on)
            found[issuer, symbol, issued.year].append((issued, int(match[1]), item))
    return found


def _disorder(entries: list[Entry]) -> tuple[Reference, Reference] | None:
    """The document with the highest number so far, and the first later one whose number is lower."""
    highest: Entry | None = None
    for entry in sorted(entries, key=lambda item: item[:2]):
        if highest is not None and entry[1] < highest[1] and (entry[0] - highest[0]).days > _SLACK_DAYS:
            return highest[2], entry[2]
        if highest is None or entry[1] > highest[1]:
            highest = entry
    return None
