"""The decision that announces a count of procedures: the nearest governing citation of its sentence, before it or behind it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from extractors.quantity.counts import Mention

# A citation that only gives the reason (``Thực hiện Quyết định ..., Sở đã công bố ...``) does not announce what follows the comma.
_REASON = re.compile(
    r"(?:^|[.;\n]\s*|[-+]\s*)(?:[Tt]hực hiện|[Tt]riển khai(?: thực hiện)?|[Tt]heo(?! đó)|[Cc]ăn cứ|[Tt]rên cơ sở)\b[^.;\n]{0,80}$"
)
_NEW_CLAUSE = re.compile(r",\s[^,;.]{2,90}\s(?:đã|đang|hiện|tiến hành|có)\s")
_LINK = re.compile(r"\b(?:theo|tại|bởi|kèm theo|được công bố|ban hành)\b[^.;]{0,60}$", re.IGNORECASE)


def announcing(doc: Doc, text: str, mention: Mention, references: Iterable[Any]) -> str | None:
    """Canonical number of the announcing document, None where none is said."""
    begin, end = mention.sentence
    raw_begin, raw_start = doc._.folded.raw_span(begin, mention.start)
    raw_end = doc._.folded.raw_span(mention.end, end)[1]
    left: list[tuple[int, int, str]] = []
    right: list[tuple[int, int, str]] = []
    for reference in references:
        if reference.number is None:
            continue
        for item in reference.mentions:
            if raw_begin <= item.start < raw_start:
                left.append((item.start, item.end, reference.number))
            elif raw_start <= item.start < raw_end:
                right.append((item.start, item.end, reference.number))
    raw: str = doc._.document.text
    for start, stop, number in sorted(left, reverse=True):
        if not (_REASON.search(raw[raw_begin:start]) and _NEW_CLAUSE.search(raw[stop:raw_start])):
            return number
        break
    for start, _stop, number in sorted(right):
        if _LINK.search(raw[raw_start:start][-90:]):
            return number
        break
    return None
