"""Dates: every date expression with its value, precision and role.

A date that a reference was read with has role ``reference``, the letterhead's ``issued``, one in a stamp ``stamp``; the
words before the others say the role. Years alone are periods, not dates.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, get_args

from extractors.data import toml_rows
from extractors.text.dates import DateExpression, find_dates
from schemas.document import BlockKind
from schemas.letterhead import Letterhead
from schemas.period import Date, DateRole
from schemas.span import Repair

if TYPE_CHECKING:
    from spacy.tokens import Doc

REQUIRES: tuple[str, ...] = ("letterhead", "references")
_WINDOW = 40


@cache
def _roles() -> tuple[tuple[DateRole, re.Pattern[str]], ...]:
    allowed = get_args(DateRole)
    rows = toml_rows("date_roles")
    if unknown := {row["code"] for row in rows} - set(allowed):
        raise ValueError(f"date_roles.toml: unknown roles {sorted(unknown)}")
    return tuple((row["code"], re.compile("|".join(row["patterns"]), re.IGNORECASE)) for row in rows)


class Spans:
    """Stretches of text, asked whether another one overlaps any of them."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        found = sorted(spans)
        self._starts = [start for start, _ in found]
        self._reach = list(accumulate((end for _, end in found), max))

    def touch(self, start: int, end: int) -> bool:
        """Whether ``[start, end)`` has a character in common with one of them."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._reach[before - 1] > start


def extract(doc: Doc) -> tuple[Date, ...]:
    """Dates in the order of the text."""
    document, folded = doc._.document, doc._.folded
    letterhead = getattr(doc._, "letterhead", None) or Letterhead()
    proofs = [item for reference in doc._.references for item in reference.evidence]
    places: tuple[tuple[DateRole, Spans], ...] = (
        ("stamp", Spans((block.start, block.end) for block in document.blocks if block.kind is BlockKind.ASIDE)),
        ("reference", Spans((item.start, item.end) for item in proofs if item.field == "issued_on")),
        ("issued", Spans((item.start, item.end) for item in letterhead.evidence if item.field == "issued_on")),
    )
    dates = []
    for expression in find_dates(folded.text):
        start, end = folded.raw_span(expression.start, expression.end)
        role = next((role for role, spans in places if spans.touch(start, end)), None) or _role(folded.text, expression)
        inferred = _with_missing_year(expression, letterhead.issued_on, role)
        if expression.value is None and expression.state == "value" and inferred is None:
            continue
        dates.append(
            Date(
                value=expression.value or inferred,
                precision=expression.precision,
                role=role,
                state=expression.state,
                evidence=(document.quote(start, end),),
                method="derived" if inferred is not None else "read",
                repairs=_repairs(expression, document.text[start:end]),
                confidence=0.8
                if expression.misread
                else 0.6
                if inferred is not None
                else 0.9
                if expression.short_year
                else 1.0,
            )
        )
    return tuple(dates)


def _repairs(date: DateExpression, quote: str) -> tuple[Repair, ...]:
    return (Repair(before=quote, after=date.value, reason="ocr"),) if date.misread and date.value else ()


def _with_missing_year(date: DateExpression, issued_on: str | None, role: DateRole) -> str | None:
    """``ngày 22/9`` is of the letterhead's year if it then lies before the letterhead's date; deadlines lie ahead."""
    if date.year is not None or date.state != "value" or issued_on is None or role in {"deadline", "effective"}:
        return None
    value = date.with_year(int(issued_on[:4]))
    return value if value is not None and value <= issued_on else None


def _role(text: str, date: DateExpression) -> DateRole:
    for role, pattern in _roles():
        if pattern.search(text, max(0, date.start - _WINDOW), date.start) is not None:
            return role
    return "other"
