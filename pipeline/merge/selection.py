"""What one unit says about one indicator: from all places where its reports state it, the one value that counts.

Equal statements are one. A rounded or bounded statement gives way to the precise one. Statements that contradict each
other are not chosen between: until a person decides, the value is the range from the smallest to the largest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Literal

from extractors.text.folding import search_key
from pipeline.merge import amounts
from pipeline.merge.amounts import Interval
from pipeline.merge.disputes import dispute
from pipeline.merge.measures import is_percent
from pipeline.merge.statements import Candidate, Stated, Subject, candidates_of
from pipeline.merge.wording import describe
from schemas.consolidation import Conflict, ConflictClass, Side
from schemas.indicator import Indicator
from schemas.profile import Policy
from schemas.span import Evidence
from schemas.submission import Decision
from schemas.total import Amount, Contribution

_EMPTY = Amount()
_NO_VALUE = {"blank": "Để trống.", "illegible": "Không đọc được số."}


def choose(
    places: Sequence[Stated], subject: Subject, policy: Policy, decisions: Mapping[str, Decision]
) -> tuple[list[Contribution], list[Conflict]]:
    """Contributions of one unit (one that counts or is disputed, others with their reason) and the conflicts found."""
    rest: list[Contribution] = []
    usable: list[Stated] = []
    for place in places:
        if reason := _not_meant(place.fact, subject, policy):
            rest.append(_aside([place], subject.unit, reason))
        elif place.value is None:
            rest.append(_without_value(place, subject.unit))
        else:
            usable.append(place)
    if len(usable) == 1 and usable[0].value is not None:  # by far the most frequent case
        return [_counted(usable, usable[0].value, "", subject.unit), *rest], []
    if not usable:
        return rest, []
    found, conflicts = _reconcile(candidates_of(usable, subject, policy), subject, decisions)
    return [*found, *rest], conflicts


def _not_meant(fact: Indicator, subject: Subject, policy: Policy) -> str:
    """Why a number is not the indicator of this period; empty when it is."""
    if is_percent(fact.unit) and not is_percent(subject.measure):
        return "Chỉ có tỷ lệ phần trăm, không cộng được với số lượng."
    header = fact.cell_context.column_header if fact.cell_context is not None else None
    if header and _holds_any(header, policy.other_period_columns):
        return "Cột không phải số của kỳ báo cáo."
    return ""


@lru_cache(maxsize=4_096)
def _holds_any(header: str, words: tuple[str, ...]) -> bool:
    key = f" {search_key(header)} "
    return any(f" {search_key(word)} " in key for word in words)


def _reconcile(
    candidates: Sequence[Candidate], subject: Subject, decisions: Mapping[str, Decision]
) -> tuple[list[Contribution], list[Conflict]]:
    kept, aside = _corroborated(candidates)
    rest = [_aside(c.places, subject.unit, "Số khác của cùng bảng; bài viết nêu số đã chọn.") for c in aside]
    places = [place for candidate in kept for place in candidate.places]
    best = _best(kept)
    if all(candidate.value == best.value for candidate in kept):
        return [_counted(_leading(best, places), best.value, best.reason, subject.unit), *rest], []
    verdicts = {amounts.agreement(best.value, candidate.value) for candidate in kept}
    nature: ConflictClass = "inconsistent" if "inconsistent" in verdicts else "consistent"
    if nature == "inconsistent" and subject.addable and (whole := _whole(kept)) is not None:
        reason = "Số toàn thể; các số khác cộng lại bằng số này."
        return [_counted(_leading(whole, places), whole.value, reason, subject.unit), *rest], []
    conflict = dispute(
        "between_reports" if len({place.report for place in places}) > 1 else "within_report",
        nature,
        subject.label,
        [_side(candidate, subject) for candidate in kept],
        owner=(subject.id, subject.unit),
        decisions=decisions,
    )
    return [_judged(kept, best, subject, conflict), *rest], [conflict]


def _judged(kept: Sequence[Candidate], best: Candidate, subject: Subject, conflict: Conflict) -> Contribution:
    """What counts while ``kept`` do not say the same."""
    places = [place for candidate in kept for place in candidate.places]
    if conflict.resolution is not None and (ruled := _ruling(conflict.resolution)) is not None:
        by = f"Theo quyết định của {conflict.resolution.by}: {conflict.resolution.reason}"
        return _counted(places, ruled, by, subject.unit)
    if conflict.nature == "consistent":
        reason = "Lấy số chính xác nhất trong các cách ghi."
        return _counted(_leading(best, places), best.value, reason, subject.unit)
    if len({candidate.column for candidate in kept if candidate.column is not None}) > 1:
        # Columns of one table are different things; which is meant nobody can tell, and no range holds the answer.
        reason = "Bảng có nhiều cột cho cùng chỉ tiêu, chưa rõ cột nào: không tính, chờ xử lý."
        return _aside(places, subject.unit, reason)
    open_value = amounts.hull(candidate.value for candidate in kept)
    reason = "Các số trong báo cáo không thống nhất, chờ xử lý."
    return _counted(places, open_value, reason, subject.unit).model_copy(update={"state": "disputed"})


def _corroborated(candidates: Sequence[Candidate]) -> tuple[Sequence[Candidate], list[Candidate]]:
    """Where running text states one value and a table shows it too, the table's other numbers are other things."""
    text = [candidate for candidate in candidates if candidate.column is None]
    if not text or any(candidate.value != text[0].value for candidate in text):
        return candidates, []
    agreeing = [candidate for candidate in candidates if candidate.value == text[0].value]
    if len(agreeing) == len(text):
        return candidates, []
    return agreeing, [candidate for candidate in candidates if candidate.value != text[0].value]


def _best(candidates: Sequence[Candidate]) -> Candidate:
    """Exact before bounded, more digits before fewer, table before text, then order of reading."""
    return max(
        candidates,
        key=lambda c: (c.value.exact, len(c.value.nominal.normalize().as_tuple().digits), c.column is not None),
    )


def _whole(candidates: Sequence[Candidate]) -> Candidate | None:
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


def _side(candidate: Candidate, subject: Subject) -> Side:
    return Side(
        unit=subject.unit,
        report=candidate.places[0].report,
        value=describe(amounts.amount(candidate.value), subject.measure),
        evidence=_evidence(candidate.places),
    )


def _evidence(places: Sequence[Stated]) -> tuple[Evidence, ...]:
    return tuple(item for place in places for item in place.fact.evidence)


def _leading(best: Candidate, places: Sequence[Stated]) -> list[Stated]:
    """All places, those that say what counts first."""
    return [*best.places, *(place for place in places if place not in best.places)]


def _source(places: Sequence[Stated]) -> Literal["text", "table", "mixed"]:
    first = places[0].fact.source
    return first if all(place.fact.source == first for place in places) else "mixed"


def _counted(places: Sequence[Stated], value: Interval, reason: str, unit: str) -> Contribution:
    first = places[0]
    # Built from checked parts, tens of thousands of times: no second validation.
    return Contribution.model_construct(
        unit=unit,
        report=first.report,
        amount=amounts.amount(value),
        state="counted",
        stated=first.fact.state,
        reason=reason,
        numerator=None,
        denominator=first.fact.of if len(places) == 1 else None,
        source=first.fact.source if len(places) == 1 else _source(places),
        evidence=first.fact.evidence if len(places) == 1 else _evidence(places),
    )


def _aside(places: Sequence[Stated], unit: str, reason: str) -> Contribution:
    value = places[0].value if len(places) == 1 else None
    return Contribution(
        unit=unit,
        report=places[0].report,
        amount=amounts.amount(value) if value is not None else _EMPTY,
        state="excluded",
        stated=places[0].fact.state,
        reason=reason,
        source=_source(places),
        evidence=_evidence(places),
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
