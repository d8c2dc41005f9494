"""How findings quote and write: evidence with its place, dates and numbers the Vietnamese way."""

from __future__ import annotations

import re
from collections.abc import Iterable

from schemas.document import Document
from schemas.reference import Reference
from schemas.span import Evidence

_BLANKS = re.compile(r"\s+")


def quoted(document: Document, start: int, end: int) -> Evidence:
    """Evidence of ``[start, end)`` with page, block and cell."""
    return document.quote(start, end)


def first_words(document: Document) -> Evidence:
    """Evidence for what is missing: the beginning of the document, where it should stand."""
    text = document.text
    start = len(text) - len(text.lstrip())
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    return quoted(document, start, min(end, start + 120))


def shown(text: str) -> str:
    """A quote on one line, in the quotes that findings use."""
    return f"'{_BLANKS.sub(' ', text).strip()}'"


def day(iso: str) -> str:
    """``2017-07-19`` as ``19/7/2017``, ``2017-07`` as ``7/2017``: days below 10 and months 1 and 2 take a zero."""
    parts = iso.split("-")
    if len(parts) == 1:
        return f"năm {parts[0]}"
    month = f"{int(parts[1]):02}" if int(parts[1]) < 3 else str(int(parts[1]))
    return f"{month}/{parts[0]}" if len(parts) == 2 else f"{int(parts[2]):02}/{month}/{parts[0]}"


def amount(value: float) -> str:
    """A number with ``.`` between thousands and a decimal comma."""
    if float(value).is_integer():
        return f"{int(value):,}".replace(",", ".")
    return f"{round(value, 6):,}".translate(str.maketrans(",.", ".,"))


def titled(reference: Reference) -> str:
    """A reference as a person names it: type and number, or title."""
    if reference.number is None:
        return reference.title or (reference.type.name if reference.type else "Văn bản")
    kind = reference.type.name if reference.type else "Văn bản"
    return f"{kind} số {reference.number}"


def of_field(evidence: Iterable[Evidence], field: str) -> tuple[Evidence, ...]:
    """The evidence items that prove ``field``."""
    return tuple(item for item in evidence if item.field == field)
