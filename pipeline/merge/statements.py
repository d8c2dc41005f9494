"""What a report says in one place, and what its places come to: candidates for the one value of an indicator.

In a table the total row counts, or the sum of the rows; columns are different things unless the catalogue says they
are parts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractors.text.folding import search_key, tone_key
from pipeline.merge import amounts
from pipeline.merge.amounts import Interval
from pipeline.merge.measures import factor
from schemas.indicator import Indicator
from schemas.profile import Policy


@dataclass(frozen=True, slots=True)
class Stated:
    """One place: the fact, the index of its report, and what it says as an interval (None: no number)."""

    fact: Indicator
    report: int
    value: Interval | None


@dataclass(frozen=True, slots=True)
class Subject:
    """What the statements speak of: enough to name a conflict."""

    id: str
    label: str
    unit: str
    measure: str | None
    addable: bool
    add_columns: bool = False


def stated(fact: Indicator, report: int, measure: str | None = None) -> Stated:
    """The statement of ``fact`` in ``measure``.

    "Không phát sinh" is a zero that was said; blank and illegible are none.
    """
    if fact.state in ("zero", "not_arising"):
        return Stated(fact, report, amounts.interval(0))
    if fact.state != "value" or fact.value is None:
        return Stated(fact, report, None)
    value = amounts.interval(fact.value, fact.upper, fact.bound)
    if value is not None and measure is not None and fact.unit != measure:
        value = amounts.scaled(value, factor(fact.unit, measure))
    return Stated(fact, report, value)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value and the places that give it. ``column`` is the table column it is read from, None for running text."""

    value: Interval
    places: tuple[Stated, ...]
    reason: str = ""
    column: tuple[int, int, str] | None = None


def candidates_of(usable: Sequence[Stated], subject: Subject, policy: Policy) -> list[Candidate]:
    """Candidates of running text, then one or more per table column: its total row, or the sum of its rows."""
    found: list[Candidate] = []
    columns: dict[tuple[int, int, str], list[Stated]] = defaultdict(list)
    for place in usable:
        context = place.fact.cell_context
        if context is not None:
            columns[place.report, context.table, search_key(context.column_header or "")].append(place)
        elif place.value is not None:
            found.append(Candidate(place.value, (place,)))
    by_table: dict[tuple[int, int], list[Candidate]] = defaultdict(list)
    for column, rows in sorted(columns.items()):
        by_table[column[:2]] += _one_column(rows, column, subject.addable, policy)
    for candidates in by_table.values():
        apart = len({candidate.column for candidate in candidates}) == len(candidates) > 1
        found += [_added(candidates)] if subject.add_columns and apart else candidates
    return found


def _added(columns: Sequence[Candidate]) -> Candidate:
    places = tuple(place for candidate in columns for place in candidate.places)
    value = amounts.add(candidate.value for candidate in columns)
    return Candidate(value, places, f"Cộng {len(columns)} cột của bảng.", columns[0].column)


def _one_column(rows: Sequence[Stated], column: tuple[int, int, str], addable: bool, policy: Policy) -> list[Candidate]:
    values = [row.value for row in rows if row.value is not None]
    totals = [row for row in rows if _is_total(row, policy)]
    headers = {search_key(row.fact.cell_context.row_header or "") for row in rows if row.fact.cell_context}
    if totals:
        reason = "Lấy dòng tổng của bảng." if len(rows) > len(totals) else ""
        return [Candidate(row.value, (row,), reason, column) for row in totals if row.value is not None]
    if len(rows) == 1 or not addable or len(headers) < len(rows):
        return [Candidate(row.value, (row,), "", column) for row in rows if row.value is not None]
    for row in rows:
        parts = [value for other, value in zip(rows, values, strict=True) if other is not row]
        if len(rows) > 2 and row.value == amounts.add(parts):
            return [Candidate(row.value, (row,), "Dòng này bằng tổng các dòng khác của bảng.", column)]
    return [Candidate(amounts.add(values), tuple(rows), f"Cộng {len(rows)} dòng của bảng.", column)]


def _is_total(row: Stated, policy: Policy) -> bool:
    context = row.fact.cell_context
    header = context.row_header if context is not None else None
    return header is not None and _is_total_name(header, policy.total_rows)


@lru_cache(maxsize=4_096)
def _is_total_name(header: str, words: tuple[str, ...]) -> bool:
    # With diacritics: "Chứng thực" is no "chung", "Cộng tác viên" no "cộng".
    key = tone_key(header).strip(" .:;-")
    for word in words:
        wanted = tone_key(word.rstrip("*"))
        if key == wanted or (word.endswith("*") and key.startswith(f"{wanted} ")):
            return True
    return False
