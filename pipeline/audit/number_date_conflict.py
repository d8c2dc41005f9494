"""One document number is cited with two dates (rule D2).

Source: a register gives a number once a year; Nghị định 30/2020/NĐ-CP, Điều 15 (đăng ký văn bản đi).
Severity: error where the issuer is the same or in the number, warning where it is not said. Cleared by: correcting the
wrong date.

The same number in two years, or of two issuers, is two documents.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import groupby

from pipeline.audit._wording import day, titled
from schemas.document import Document
from schemas.finding import Finding
from schemas.reference import Mention, Reference
from schemas.report import Report

SEVERITY = "error"
RULE = "number-date-conflict"

_BETWEEN = re.compile(r"[\s,;(]{0,6}(?:ban hành|ký)?\s{0,3}(?:ngày)?\s{0,3}\Z", re.IGNORECASE)
_NEAR = 30
_YEAR = re.compile(r"/(?:19|20)\d\d/")
Dated = tuple[Reference, Mention, str]


def check(report: Report, document: Document) -> Iterator[Finding]:
    """A finding for each number with two dates in one year."""
    days = [item for item in report.dates if item.value and item.precision == "day" and item.evidence]
    dates = sorted((item.evidence[0].start, str(item.value)) for item in days)
    cited = [item for item in report.references if item.number]
    for number, group in groupby(sorted(cited, key=lambda item: item.number or ""), key=lambda item: item.number):
        same = list(group)
        if sum(len(reference.mentions) for reference in same) < 2:
            continue
        found = [entry for reference in same for entry in _dated(reference, dates, document.text)]
        pair = _pair(found, str(number))
        if pair is None:
            continue
        (one, first, before), (other, second, after) = pair
        sure = bool(one.issuer and one.issuer == other.issuer) or bool(_YEAR.search(str(number)))
        yield Finding(
            rule=RULE,
            severity="error" if sure and document.text_origin == "native" else "warning",
            message=f"{titled(one)} được ghi hai ngày khác nhau: {day(before)} và {day(after)}.",
            evidence=(first, second),
        )


def _dated(reference: Reference, dates: list[tuple[int, str]], text: str) -> Iterator[Dated]:
    """Mentions of the reference with the full date written right behind each, else its own date once."""
    plain = True
    for mention in reference.mentions:
        at = bisect_left(dates, (mention.end, ""))
        if at < len(dates) and dates[at][0] <= mention.end + _NEAR and _BETWEEN.match(text[mention.end : dates[at][0]]):
            plain = False
            yield reference, mention, dates[at][1]
    if plain and reference.issued_on and len(reference.issued_on) == len("2017-07-19"):
        yield reference, reference.mentions[0], reference.issued_on


def _pair(found: list[Dated], number: str) -> tuple[Dated, Dated] | None:
    for index, one in enumerate(found[:200]):
        for other in found[index + 1 : 200]:
            agree = not (one[0].issuer and other[0].issuer) or one[0].issuer == other[0].issuer
            alike = one[2][:4] == other[2][:4] or _YEAR.search(number)
            if one[2] != other[2] and agree and alike:
                return one, other
    return None
