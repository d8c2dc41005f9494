"""Search in what the reports say: all words, ``"quoted phrases"``, with or without diacritics.

Passages written exactly as typed come first (the place of tone marks does not matter), then those that agree without
diacritics; each group newest report first, then by path and place. No string is an error.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import Connection

from pipeline.library import tables
from pipeline.library.filters import Filters, report_rows
from pipeline.library.index import matching
from pipeline.library.keys import word_spans, words_of, writable
from pipeline.library.queries import passages_by_number
from pipeline.library.store import Library
from pipeline.library.tables import AnyRow

LONGEST_QUERY = 32
"""Words of a query that count; the rest is ignored."""

_TERM = re.compile(r"[\"“”]([^\"“”]{0,500})[\"“”]|([^\s\"“”]{1,200})")
Phrase = tuple[tuple[str, str], ...]
"""(folded, toned) keys of consecutive words."""


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A paragraph or table row. ``marks`` are the places of the words in ``text``, which is ``[start, end)`` of the
    report's text."""

    unit: str | None
    path: str
    filename: str
    sha256: str
    report_number: str | None
    report_date: str | None
    report_type: str | None
    period: str | None
    text: str
    marks: tuple[tuple[int, int], ...]
    start: int
    end: int
    page: int | None
    exact: bool
    """Written as typed, diacritics included."""


def search(
    library: Library,
    query: str,
    *,
    unit: str | None = None,
    period: str | None = None,
    type: str | None = None,
    limit: int = 50,
) -> list[SearchHit]:
    """The best ``limit`` passages that hold every word and phrase of ``query``. ``type`` is the type of the report."""
    phrases = phrases_of(query)
    if not phrases or limit <= 0:
        return []
    with library.engine.begin() as connection:
        numbers = _numbers(connection, phrases)
        if not numbers:
            return []
        among = {number >> tables.PASSAGE_BITS for number in numbers}
        reports = report_rows(connection, Filters(unit, period, type), among)
        best = _best(numbers, reports, limit)
        passages = passages_by_number(connection, [number for number, _ in best])
    return [_hit(passages[number], exact, reports[number >> tables.PASSAGE_BITS], phrases) for number, exact in best]


def phrases_of(query: str) -> list[Phrase]:
    """The phrases of a query; a word that comes apart (``1982/QĐ-UBND``) is a phrase too. Never raises."""
    phrases: list[Phrase] = []
    left = LONGEST_QUERY
    for match in _TERM.finditer(writable(query)):
        words = words_of(match[1] if match[1] is not None else match[2])[:left]
        left -= len(words)
        if words and tuple(words) not in phrases:
            phrases.append(tuple(words))
    return phrases


def _numbers(connection: Connection, phrases: list[Phrase]) -> dict[int, bool]:
    """Passages that match, with whether they are written as typed."""
    folded = [" ".join(word for word, _ in phrase) for phrase in phrases]
    toned = [" ".join(word for _, word in phrase) for phrase in phrases]
    found = dict.fromkeys(matching(connection, folded, "words"), False)
    if found:
        found.update(dict.fromkeys(matching(connection, toned, "toned"), True))
    return found


def _best(numbers: dict[int, bool], reports: dict[int, AnyRow], limit: int) -> list[tuple[int, bool]]:
    """The first ``limit`` passages: as typed before others, then by report, newest first, then by place."""
    by_path = sorted(reports, key=lambda key: (reports[key].path, reports[key].sha256))
    newest = sorted(by_path, key=lambda key: reports[key].issued_on or "", reverse=True)
    bits = tables.PASSAGE_BITS
    best: list[tuple[int, bool]] = []
    for exact in (True, False):
        found: dict[int, list[int]] = {}
        for number, as_typed in numbers.items():
            if as_typed is exact:
                found.setdefault(number >> bits, []).append(number)
        for document in newest:
            best += [(number, exact) for number in sorted(found.get(document, ()))]
            if len(best) >= limit:
                return best[:limit]
    return best


def _hit(passage: AnyRow, exact: bool, report: AnyRow, phrases: list[Phrase]) -> SearchHit:
    return SearchHit(
        unit=report.unit,
        path=report.path,
        filename=report.filename,
        sha256=report.sha256,
        report_number=report.number,
        report_date=report.issued_on,
        report_type=report.type_code,
        period=report.period_text,
        text=passage.text,
        marks=_marks(passage.text, phrases, exact),
        start=passage.start,
        end=passage.end,
        page=passage.page,
        exact=exact,
    )


def _marks(text: str, phrases: list[Phrase], exact: bool) -> tuple[tuple[int, int], ...]:
    words = word_spans(text)
    keys = [word[3] if exact else word[2] for word in words]
    found = set()
    for phrase in phrases:
        wanted = [toned if exact else folded for folded, toned in phrase]
        for at in range(len(keys) - len(wanted) + 1):
            if keys[at] == wanted[0] and keys[at : at + len(wanted)] == wanted:
                found.add((words[at][0], words[at + len(wanted) - 1][1]))
    return tuple(sorted(found))
