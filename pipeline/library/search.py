"""Search in what the reports say: all words, ``"quoted phrases"``, with or without diacritics.

Passages written as typed come first (the place of tone marks does not matter), then those that agree without
diacritics; in each group first those that hold the whole query in one piece; then the newest report, then by path and
place. No string is an error.
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
_FOLDED = 2
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
        ranks = _ranks(connection, phrases)
        if not ranks:
            return []
        among = {number >> tables.PASSAGE_BITS for number in ranks}
        reports = report_rows(connection, Filters(unit, period, type), among)
        best = _best(ranks, reports, limit)
        passages = passages_by_number(connection, [number for number, _ in best])
    return [_hit(passages[number], rank, reports[number >> tables.PASSAGE_BITS], phrases) for number, rank in best]


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


def _ranks(connection: Connection, phrases: list[Phrase]) -> dict[int, int]:
    """Passages that match, with their rank: 0 as typed in one piece, 1 as typed, 2 folded in one piece, 3 folded."""
    folded = [" ".join(word for word, _ in phrase) for phrase in phrases]
    toned = [" ".join(word for _, word in phrase) for phrase in phrases]
    found = dict.fromkeys(matching(connection, folded, "words"), 3)
    if found and len(phrases) > 1:
        found.update(dict.fromkeys(matching(connection, [" ".join(folded)], "words"), 2))
    if found:
        found.update(dict.fromkeys(matching(connection, toned, "toned"), 1))
    if found and len(phrases) > 1:
        found.update(dict.fromkeys(matching(connection, [" ".join(toned)], "toned"), 0))
    return found


def _best(ranks: dict[int, int], reports: dict[int, AnyRow], limit: int) -> list[tuple[int, int]]:
    """The first ``limit`` passages with their ranks: by rank, then by report, newest first, then by place."""
    by_path = sorted(reports, key=lambda key: (reports[key].path, reports[key].sha256))
    newest = sorted(by_path, key=lambda key: reports[key].issued_on or "", reverse=True)
    best: list[tuple[int, int]] = []
    for rank in range(4):
        found: dict[int, list[int]] = {}
        for number, own in ranks.items():
            if own == rank:
                found.setdefault(number >> tables.PASSAGE_BITS, []).append(number)
        for document in newest:
            best += [(number, rank) for number in sorted(found.get(document, ()))]
            if len(best) >= limit:
                return best[:limit]
    return best


def _hit(passage: AnyRow, rank: int, report: AnyRow, phrases: list[Phrase]) -> SearchHit:
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
        marks=_marks(passage.text, phrases, rank),
        start=passage.start,
        end=passage.end,
        page=passage.page,
        exact=rank < _FOLDED,
    )


def _marks(text: str, phrases: list[Phrase], rank: int) -> tuple[tuple[int, int], ...]:
    """Places of the query: of the whole where it stands in one piece, else of each phrase."""
    words = word_spans(text)
    column = 3 if rank < _FOLDED else 2
    keys = [word[column] for word in words]
    whole: Phrase = tuple(pair for phrase in phrases for pair in phrase)
    found = set()
    for phrase in [whole] if rank % _FOLDED == 0 else phrases:
        wanted = [pair[column - 2] for pair in phrase]
        for at in range(len(keys) - len(wanted) + 1):
            if keys[at] == wanted[0] and keys[at : at + len(wanted)] == wanted:
                found.add((words[at][0], words[at + len(wanted) - 1][1]))
    return tuple(sorted(found))
