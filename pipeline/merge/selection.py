"""What one unit says about one indicator: from all places where its reports state it, the one value that counts.

Equal statements are one. A rounded or bounded statement gives way to the precise one. Statements that contradict each
other are not chosen between: until a person decides, the value is the range from the smallest to the largest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from extractors.text.folding import search_key
from pipeline.merge import amounts
from pipeline.merge.amounts import Interval
from pipeline.merge.disputes import dispute
from pipeline.merge.wording import describe
from schemas.consolidation import Amount, Conflict, Contribution, Decision, Side
from schemas.indicator import Indicator
from schemas.profile import Policy
from schemas.span import Evidence

_EMPTY = Amount()
_NO_VALUE = {"blank": "Để trống.", "illegible": "Không đọc được số."}


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


def stated(fact: Indicator, report: int) -> Stated:
    """The statement of ``fact``. "Không phát sinh" is a zero that was said; blank and illegible are no number."""
    if fact.state in ("zero", "not_arising"):
        return Stated(fact, report, amounts.interval(0))
    if fact.state != "value" or fact.value is None:
        return Stated(fact, report, None)
    return Stated(fact, report, amounts.interval(fact.value, fact.upper, fact.bound))


def choose(
    places: Sequence[Stated], subject: Subject, policy: Policy, decisions: Mapping[str, Decision]
) -> tuple[list[Contribution], list[Conflict]]:
    """Contributions of one unit (one that counts or is disputed, others with their reason) and the conflicts found."""
    if len(places) == 1 and places[0].fact.cell_context is None:  # by far the most frequent case
        only = places[0]
        return [
            _without_value(only, subject.unit) if only.value is None else _counted([only], only.value, "", subject.unit)
        ], []
    rest: list[Contribution] = []
    usable: list[Stated] = []
    for place in places:
        if reason := _foreign_column(place.fact, policy):
            rest.append(_aside(place, subject.unit, reason))
        elif place.value is None:
            rest.append(_without_value(place, subject.unit))
        else:
            usable.append(place)
    if not usable:
        return rest, []
    tables, others = _tables(usable, subject.addable, policy)
    found, conflicts = _reconcile(others + tables, subject, decisions)
    return [*found, *rest], conflicts


def _foreign_column(fact: Indicator, policy: Policy) -> str:
    header = search_key((fact.cell_context.column_header if fact.cell_context else None) or "")
    if header and any(search_key(word) in header for word in policy.other_period_columns):
        return "Cột không phải số của kỳ báo cáo."
    return ""


@dataclass(frozen=True, slots=True)
class _Candidate:
    value: Interval
    places: tuple[Stated, ...]
    reason: str = ""

    @property
    def in_table(self) -> bool:
        return any(place.fact.source == "table" for place in self.places)


def _tables(usable: Sequence[Stated], addable: bool, policy: Policy) -> tuple[list[_Candidate], list[_Candidate]]:
    """Candidates from tables (one each: its total row, or the sum of its rows) and from running text."""
    grouped: dict[tuple[int, int], list[Stated]] = defaultdict(list)
    single: list[_Candidate] = []
    for place in usable:
        if place.fact.cell_context is None or place.value is None:
            if place.value is not None:
                single.append(_Candidate(place.value, (place,)))
        else:
            grouped[place.report, place.fact.cell_context.table].append(place)
    tables: list[_Candidate] = []
    for _, rows in sorted(grouped.items()):
        tables += _one_table(rows, addable, policy)
    return tables, single


def _one_table(rows: Sequence[Stated], addable: bool, policy: Policy) -> list[_Candidate]:
    values = [row.value for row in rows if row.value is not None]
    totals = [row for row in rows if _is_total(row, policy)]
    headers = {search_key(row.fact.cell_context.row_header or "") for row in rows if row.fact.cell_context}
    if totals:
        reason = "Lấy dòng tổng của bảng." if len(rows) > len(totals) else ""
        return [_Candidate(row.value, (row,), reason) for row in totals if row.value is not None]
    if len(rows) == 1 or not addable or len(headers) < len(rows):
        return [_Candidate(row.value, (row,)) for row in rows if row.value is not None]
    for row in rows:
        parts = [value for other, value in zip(rows, values, strict=True) if other is not row]
        if len(rows) > 2 and row.value == amounts.add(parts):
            return [_Candidate(row.value, (row,), "Dòng này bằng tổng các dòng khác của bảng.")]
    return [_Candidate(amounts.add(values), tuple(rows), f"Cộng {len(rows)} dòng của bảng.")]


def _is_total(row: Stated, policy: Policy) -> bool:
    context = row.fact.cell_context
    header = search_key((context.row_header if context else None) or "").strip(" .:;-")
    return any(header == search_key(word) or header.startswith(f"{search_key(word)} ") for word in policy.total_rows)


def _reconcile(
    candidates: Sequence[_Candidate], subject: Subject, decisions: Mapping[str, Decision]
) -> tuple[list[Contribution], list[Conflict]]:
    distinct: dict[Interval, list[_Candidate]] = defaultdict(list)
    for candidate in candidates:
        distinct[candidate.value].append(candidate)
    places = [place for candidate in candidates for place in candidate.places]
    if len(distinct) == 1:
        best = _best(candidates)
        return [_counted(_leading(best, places), best.value, best.reason, subject.unit)], []
    best = _best(candidates)
    verdicts = {amounts.agreement(best.value, candidate.value) for candidate in candidates}
    nature: Literal["consistent", "inconsistent"] = "inconsistent" if "inconsistent" in verdicts else "consistent"
    if nature == "inconsistent" and subject.addable and (whole := _whole(candidates)) is not None:
        reason = "Số toàn thể; các số khác cộng lại bằng số này."
        return [_counted(_leading(whole, places), whole.value, reason, subject.unit)], []
    conflict = dispute(
        "between_reports" if len({place.report for place in places}) > 1 else "within_report",
        nature,
        subject.label,
        [_side(candidate, subject) for candidate in candidates],
        owner=(subject.id, subject.unit),
        decisions=decisions,
    )
    if conflict.resolution is not None and (ruled := _ruling(conflict.resolution)) is not None:
        by = f"Theo quyết định của {conflict.resolution.by}: {conflict.resolution.reason}"
        return [_counted(places, ruled, by, subject.unit)], [conflict]
    if nature == "consistent":
        reason = "Lấy số chính xác nhất trong các cách ghi."
        return [_counted(_leading(best, places), best.value, reason, subject.unit)], [conflict]
    open_value = amounts.hull(candidate.value for candidate in candidates)
    reason = "Các số trong báo cáo không thống nhất, chờ xử lý."
    return [_contribution(subject.unit, places, open_value, "disputed", reason)], [conflict]


def _best(candidates: Sequence[_Candidate]) -> _Candidate:
    """Exact before bounded, more digits before fewer, table before text, then order of reading."""
    return max(
        candidates, key=lambda c: (c.value.exact, len(c.value.nominal.normalize().as_tuple().digits), c.in_table)
    )


def _whole(candidates: Sequence[_Candidate]) -> _Candidate | None:
    """The candidate that is exactly the sum of all others ("gồm 5 lớp, trong đó 2 lớp ..., 3 lớp ...")."""
    if len(candidates) < 3:
        return None
    largest = max(candidates, key=lambda c: c.value.nominal)
    parts = [c for c in candidates if c is not largest]
    exact = largest.value.exact and all(c.value.exact for c in parts)
    return largest if exact and amounts.add(c.value for c in parts).nominal == largest.value.nominal else None


def _ruling(decision: Decision) -> Interval | None:
    try:
        number = float(decision.value.replace(",", "."))
    except ValueError:
        return None
    return amounts.interval(int(number) if number.is_integer() else number)


def _side(candidate: _Candidate, subject: Subject) -> Side:
    return Side(
        unit=subject.unit,
        report=candidate.places[0].report,
        value=describe(amounts.amount(candidate.value), subject.measure),
        evidence=_evidence(candidate.places),
    )


def _evidence(places: Sequence[Stated]) -> tuple[Evidence, ...]:
    return tuple(item for place in places for item in place.fact.evidence)


def _leading(best: _Candidate, places: Sequence[Stated]) -> list[Stated]:
    """All places, those that say what counts first."""
    return [*best.places, *(place for place in places if place not in best.places)]


def _source(places: Sequence[Stated]) -> Literal["text", "table", "mixed"]:
    first = places[0].fact.source
    return first if all(place.fact.source == first for place in places) else "mixed"


def _counted(places: Sequence[Stated], value: Interval, reason: str, unit: str) -> Contribution:
    # Built from checked parts, tens of thousands of times: no second validation.
    return Contribution.model_construct(
        unit=unit,
        report=places[0].report,
        amount=amounts.amount(value),
        state="counted",
        stated=places[0].fact.state,
        reason=reason,
        numerator=None,
        denominator=None,
        source=_source(places),
        evidence=places[0].fact.evidence if len(places) == 1 else _evidence(places),
    )


def _contribution(
    unit: str, places: Sequence[Stated], value: Interval, state: Literal["disputed"], reason: str
) -> Contribution:
    return Contribution(
        unit=unit,
        report=places[0].report,
        amount=amounts.amount(value),
        state=state,
        reason=reason,
        source=_source(places),
        evidence=_evidence(places),
    )


def _aside(place: Stated, unit: str, reason: str) -> Contribution:
    shown = amounts.amount(place.value) if place.value is not None else _EMPTY
    return Contribution(
        unit=unit,
        report=place.report,
        amount=shown,
        state="excluded",
        stated=place.fact.state,
        reason=reason,
        source=place.fact.source,
        evidence=place.fact.evidence,
    )


def _without_value(place: Stated, unit: str) -> Contribution:
    return Contribution(
        unit=unit,
        report=place.report,
        amount=_EMPTY,
        state="no_value",
        stated=place.fact.state,
        reason=_NO_VALUE.get(place.fact.state, "Không có số."),
        source=place.fact.source,
        evidence=place.fact.evidence,
    )
