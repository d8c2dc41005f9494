"""Citations without a number: ``Quyết định thành lập Ban Tổ chức``, ``các Quyết định của Bộ Nội vụ về việc ...``.

Only nouns that clearly name one document count: an issuer with a subject, a date with an issuer, or an act after a cue
word. All other document nouns stay ordinary words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from functools import cache

from extractors.citation.context import Context, Place, context_after, issuer_at
from extractors.citation.labels import Noun
from extractors.citation.model import Citation
from extractors.citation.registry import words
from extractors.citation.relations import relation_before
from extractors.data import toml_rows

_CODES = frozenset(words("unnumbered_type").split("|"))
_LATER = re.compile(r"[^;.()\n\f]{6,110}?(?=[ \n]của[ \n][A-ZĐÁỦ])")
_CUE_WINDOW = 160
_MAX = 220
_SHORTEST = 14
# What links the name of a document to the next citation is no part of it.
_TRAILING = re.compile(rf"(?:[ \n,(]+(?:{words('subject_link')})){{0,6}}[ \n,(]*$")


@cache
def _pattern(code: str) -> re.Pattern[str]:
    patterns = [pattern for row in toml_rows("unnumbered") if row["code"] == code for pattern in row["patterns"]]
    return re.compile("|".join(patterns), re.IGNORECASE)


def find_unnumbered(text: str, lowered: str, nouns: tuple[Noun, ...], taken: set[int]) -> list[Citation]:
    """Citations at nouns that are not the label of a number; ``taken`` holds the starts of nouns already read."""
    found: list[Citation] = []
    reached = 0
    starts = sorted(taken)
    for noun in nouns:
        if (
            noun.start < reached
            or noun.start in taken
            or noun.code not in _CODES
            or _pattern("no_document").match(text, noun.end)
        ):
            continue
        citation = _read(text, lowered, noun)
        if citation is not None:
            following = bisect_right(starts, noun.end)
            citation = _before(text, citation, starts[following] if following < len(starts) else len(text))
            found.append(citation)
            reached = citation.end
    return found


def _before(text: str, citation: Citation, limit: int) -> Citation:
    """``citation`` cut where the next one starts; a name that needs it stays whole (``Kế hoạch thực hiện Luật``)."""
    if citation.end <= limit or citation.subject is None or citation.subject[1] <= limit:
        return citation
    start, end = citation.subject[0], limit
    trimmed = _TRAILING.search(text, start, end)
    end = trimmed.start() if trimmed is not None else end
    if end - start < _SHORTEST:
        return citation
    return replace(citation, end=min(citation.end, end), subject=(start, end), said=text[start:end])


def _read(text: str, lowered: str, noun: Noun) -> Citation | None:
    cued = _pattern("cue").search(lowered, max(0, noun.start - _CUE_WINDOW), noun.start) is not None
    if not (noun.capital or lowered[max(0, noun.start - 10) : noun.start].endswith(("thực hiện ", "căn cứ ", "khai "))):
        return None
    after = context_after(text, noun.end)
    if after.issuer is not None and (after.subject is not None or after.date is not None):
        return _citation(text, lowered, noun, after, after.issuer, after.subject)
    if not cued:
        return None
    if (
        noun.capital
        and _pattern("act").match(text, noun.end + 1)
        and after.subject is not None
        and not _starts_line(text, noun)
    ):
        return _citation(text, lowered, noun, after, None, after.subject)
    later = _LATER.match(text, noun.end)
    issuer = issuer_at(text, later.end()) if later is not None else None
    if later is None or issuer is None or relation_before(lowered, noun.start) not in {"pursuant_to", "implements"}:
        return None
    return _citation(text, lowered, noun, after, issuer, (later.start() + 1, later.end()))


def _starts_line(text: str, noun: Noun) -> bool:
    return text[max(0, noun.start - 2) : noun.start].strip(" *-+.0123456789)") in {"", "\n", "\f"}


def _citation(
    text: str, lowered: str, noun: Noun, after: Context, issuer: Place | None, subject: Place | None
) -> Citation:
    ends = [place[1] for place in (issuer, subject) if place is not None]
    value = after.date.value if after.date is not None else None
    return Citation(
        start=noun.start,
        end=min(max(ends), noun.start + _MAX),
        kind="unnumbered",
        form="named",
        type_code=noun.code,
        issued_on=value,
        date_place=(after.date.start, after.date.end) if after.date is not None and value else None,
        year=int(value[:4]) if value else None,
        issuer=issuer,
        subject=subject,
        relation=relation_before(lowered, noun.start),
        said=text[slice(*subject)] if subject is not None else None,
        confidence=0.6,
    )
