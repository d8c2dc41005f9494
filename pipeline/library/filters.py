"""Which reports a question is about: unit, period and type, as a person types them."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, select

from extractors.text.folding import search_key
from pipeline.library import tables
from pipeline.library.keys import folded_words, writable
from pipeline.library.tables import AnyRow

Range = tuple[str, str]

_FEW = 500
_COLUMNS = [
    tables.reports.c[name]
    for name in (
        "document", "filename", "number", "issued_on", "type_code", "type_name", "unit", "period_text", "period_year",
        "period_start", "period_end",
    )
]  # fmt: skip

_MONTHS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_FORMS = (
    re.compile(r"(?:nam )?(?P<year>\d{4})"),
    re.compile(r"(?:thang |t)?(?P<month>\d{1,2})(?: ?[-/.] ?| nam )(?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4}) ?[-/.] ?(?P<month>\d{1,2})"),
    re.compile(r"(?:quy |q)(?P<quarter>[1-4]|i{1,3}|iv)(?: ?[-/.,]? ?| nam )(?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4}) ?[-/.]? ?(?:quy |q)(?P<quarter>[1-4]|i{1,3}|iv)"),
    re.compile(r"(?P<first>\d{1,2}) thang (?:dau )?(?:nam )?(?P<year>\d{4})"),
    re.compile(r"(?P<last>\d{1,2}) thang cuoi (?:nam )?(?P<year>\d{4})"),
    re.compile(r"(?P<start>\d{4}-\d\d-\d\d) ?(?:\.\.|den|/| - ) ?(?P<end>\d{4}-\d\d-\d\d)"),
)


@dataclass(frozen=True, slots=True)
class Filters:
    """``unit`` words of the unit's name; ``period`` such as ``2017``, ``quý 3/2017``, ``9 tháng đầu năm 2017``,
    ``2017-09``, ``2017-01-01..2017-10-01``; ``type`` a code or name (``QĐ``, ``quyết định``). None does not filter."""

    unit: str | None = None
    period: str | None = None
    type: str | None = None


def period_range(text: str) -> Range | None:
    """Half-open ISO range of a typed period, None where it is not understood."""
    key = search_key(writable(text))
    for form in _FORMS:
        found = form.fullmatch(key)
        if found is not None:
            return _range(found.groupdict())
    return None


def _range(parts: dict[str, str | None]) -> Range | None:
    if parts.get("start") and parts.get("end"):
        return str(parts["start"]), str(parts["end"])
    year, first, last = int(parts["year"] or 0), 1, 12
    if month := parts.get("month"):
        first = last = int(month)
    elif quarter := parts.get("quarter"):
        number = _MONTHS.get(quarter) or int(quarter)
        first, last = number * 3 - 2, number * 3
    elif count := parts.get("first"):
        last = int(count)
    elif count := parts.get("last"):
        first = 13 - int(count)
    if not (1 <= first <= last <= 12 and 1 <= year <= 9998):
        return None
    end = f"{year + 1:04}-01-01" if last == 12 else f"{year:04}-{last + 1:02}-01"
    return f"{year:04}-{first:02}-01", end


def report_rows(connection: Connection, filters: Filters, among: Collection[int] | None = None) -> dict[int, AnyRow]:
    """Reports that pass the filters, by internal number, with their first path; ``among`` numbers only, if given."""
    reports, documents, arrivals = tables.reports, tables.documents, tables.arrivals
    first = select(func.min(arrivals.c.path)).where(arrivals.c.sha256 == documents.c.sha256).scalar_subquery()
    query = select(*_COLUMNS, documents.c.sha256, first.label("path")).join_from(
        reports, documents, reports.c.document == documents.c.document
    )
    for word in folded_words(filters.unit or "").split()[:32]:
        query = query.where(reports.c.unit_words.like(f"% {word} %"))
    if among is not None and len(among) <= _FEW:
        query = query.where(reports.c.document.in_(among))
    rows = {row.document: row for row in connection.execute(query)}
    if filters.type:
        kinds = {(row.type_code, row.type_name) for row in rows.values()}
        wanted_kinds = {kind for kind in kinds if same_type(filters.type, *kind)}
        rows = {key: row for key, row in rows.items() if (row.type_code, row.type_name) in wanted_kinds}
    if not filters.period:
        return rows
    wanted = period_range(filters.period)
    if wanted is None:
        words = folded_words(filters.period)
        return {key: row for key, row in rows.items() if words and words in folded_words(row.period_text or "")}
    return {key: row for key, row in rows.items() if _within(row, wanted)}


def _within(row: AnyRow, wanted: Range) -> bool:
    """A report belongs to the range that holds the middle of its period (15/12/2016 - 14/12/2017 is of 2017)."""
    if row.period_start and row.period_end:
        start, end = _day(row.period_start), _day(row.period_end)
        middle = start if start is None or end is None else date.fromordinal((start.toordinal() + end.toordinal()) // 2)
        return middle is not None and wanted[0] <= middle.isoformat() < wanted[1]
    if row.period_year:
        return wanted[0] <= f"{row.period_year:04}-01-01" < wanted[1] or wanted[0][:4] == f"{row.period_year:04}"
    return bool(row.issued_on) and wanted[0] <= f"{row.issued_on}-01-01"[:10] < wanted[1]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def same_type(wanted: str, code: str | None, name: str | None) -> bool:
    """Tell whether a typed type (``QĐ``, ``qd``, ``quyết định``) is the one of this code and name."""
    key = search_key(writable(wanted))
    return bool(key) and key in (search_key(code or ""), search_key(name or ""))
