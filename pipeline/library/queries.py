"""Who cites a document: by number in any spelling, by key, or by the name of a law."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sqlalchemy import Connection, select

from extractors.data import toml_rows
from extractors.text.folding import search_key
from pipeline.library import tables
from pipeline.library.filters import Filters, report_rows, same_type
from pipeline.library.keys import folded_words, writable
from pipeline.library.numbers import NumberKey, number_key
from pipeline.library.passages import sentence_around
from pipeline.library.store import Library
from pipeline.library.tables import AnyRow

_MANY = 500


@dataclass(frozen=True, slots=True)
class CitationHit:
    """One mention of a document. ``sentence[mark_start:mark_end]`` is the mention; ``start``/``end`` place it in the
    report's text."""

    unit: str | None
    path: str
    filename: str
    sha256: str
    report_number: str | None
    report_date: str | None
    report_type: str | None
    period: str | None
    sentence: str
    mark_start: int
    mark_end: int
    start: int
    end: int
    page: int | None
    relation: str
    articles: str
    number: str | None
    title: str | None
    type_code: str | None
    type_name: str | None
    issued_on: str | None
    issuer: str | None
    key: str


def cites(
    library: Library, query: str, *, unit: str | None = None, period: str | None = None, type: str | None = None
) -> list[CitationHit]:
    """Mentions of the documents that ``query`` names, by unit, date, path and place.

    ``query`` is a number as written or as typed (``1982/QĐ-UBND``, ``1982/qd-ubnd``, ``1982 qd ubnd``, ``1982``,
    ``Quyết định 1982``, ``1982/QĐ-UBND ngày 19/7/2017``), a reference key, or words of a law's name. ``type`` is that
    of the cited document.
    """
    query = writable(query)
    with library.engine.begin() as connection:
        found = _references(connection, query)
        rows = report_rows(connection, Filters(unit, period), {row.document for row in found})
        references = [
            row for row in found if row.document in rows and (not type or same_type(type, row.type_code, row.type_name))
        ]
        hits = _hits(connection, references, rows)
    return sorted(hits, key=lambda hit: (hit.unit or "\uffff", hit.report_date or "", hit.path, hit.start, hit.key))


def _references(connection: Connection, query: str) -> list[AnyRow]:
    table = tables.references
    exact = connection.execute(select(table).where(table.c.key == query.strip().lower())).all()
    if exact:
        return list(exact)
    wanted = number_key(query)
    named = _named(connection, query)
    if wanted is None or (named and not _looks_like_number(wanted)):
        return named
    rows = connection.execute(select(table).where(table.c.number_value == wanted.value)).all()
    return [row for row in rows if _is_wanted(row, wanted)]


def _looks_like_number(wanted: NumberKey) -> bool:
    return bool(wanted.symbol) or not wanted.label or _label_type(wanted.label) is not None


def _named(connection: Connection, query: str) -> list[AnyRow]:
    """References whose name, or else whose trích yếu, holds the words of the query in their order."""
    words = folded_words(query)
    if not words:
        return []
    table = tables.references
    for column in (table.c.title_words, table.c.subject_words):
        rows = connection.execute(select(table).where(column.like(f"%{words}%"))).all()
        if rows:
            return list(rows)
    return []


@cache
def _type_names() -> dict[str, str]:
    """Folded names and abbreviations of document types, each with its code."""
    names = {}
    for row in toml_rows("document_types"):
        names[search_key(row["name"])] = row["code"]
        names.setdefault(search_key(row["code"]), row["code"])
    return names


def _label_type(label: str) -> str | None:
    """Code of the longest document type that the words before a number end in."""
    words = label.split()[-6:]
    for start in range(len(words)):
        code = _type_names().get(" ".join(words[start:]))
        if code is not None:
            return code
    return None


def _is_wanted(row: AnyRow, wanted: NumberKey) -> bool:
    if row.number_suffix != wanted.suffix:
        return False
    if wanted.symbol and not (row.number_symbol or "").startswith(wanted.symbol):
        return False
    if wanted.year is not None:
        year = row.number_year or (int(row.issued_on[:4]) if row.issued_on else None)
        if year is not None and year != wanted.year:
            return False
    if wanted.issued_on and row.issued_on and not row.issued_on.startswith(wanted.issued_on):
        return False
    code = _label_type(wanted.label)
    return code is None or row.type_code is None or search_key(row.type_code) == search_key(code)


def _hits(connection: Connection, references: list[AnyRow], reports: dict[int, AnyRow]) -> list[CitationHit]:
    table = tables.mentions
    by_place = {(row.document, row.position): row for row in references}
    documents = sorted({row.document for row in references})
    found = [
        row
        for start in range(0, len(documents), _MANY)
        for row in connection.execute(select(table).where(table.c.document.in_(documents[start : start + _MANY])))
        if (row.document, row.position) in by_place
    ]
    passages = passages_by_number(
        connection, [(row.document << tables.PASSAGE_BITS) + row.passage for row in found if row.passage is not None]
    )
    return [_hit(row, by_place[row.document, row.position], reports[row.document], passages) for row in found]


def passages_by_number(connection: Connection, numbers: list[int]) -> dict[int, AnyRow]:
    """Passages by their number."""
    table, wanted = tables.passages, sorted(set(numbers))
    return {
        row.passage: row
        for start in range(0, len(wanted), _MANY)
        for row in connection.execute(select(table).where(table.c.passage.in_(wanted[start : start + _MANY])))
    }


def _hit(mention: AnyRow, reference: AnyRow, report: AnyRow, passages: dict[int, AnyRow]) -> CitationHit:
    sentence, mark_start, mark_end = mention.quote, 0, len(mention.quote)
    page = mention.page
    if mention.passage is not None:
        passage = passages[(mention.document << tables.PASSAGE_BITS) + mention.passage]
        if passage.start <= mention.start and mention.end <= passage.end:
            start, end = mention.start - passage.start, mention.end - passage.start
            first, last = sentence_around(passage.text, start, end)
            sentence, mark_start, mark_end = passage.text[first:last], start - first, end - first
            page = page if page is not None else passage.page
    return CitationHit(
        unit=report.unit,
        path=report.path,
        filename=report.filename,
        sha256=report.sha256,
        report_number=report.number,
        report_date=report.issued_on,
        report_type=report.type_code,
        period=report.period_text,
        sentence=sentence,
        mark_start=mark_start,
        mark_end=mark_end,
        start=mention.start,
        end=mention.end,
        page=page,
        relation=mention.relation or reference.relation,
        articles=mention.articles,
        number=reference.number,
        title=reference.title,
        type_code=reference.type_code,
        type_name=reference.type_name,
        issued_on=reference.issued_on,
        issuer=reference.issuer,
        key=reference.key,
    )
