"""Counts of procedures over all units.

Per action and levels, each decision once, parts never beside their whole, fields never added.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.text.folding import search_key
from pipeline.merge import amounts
from pipeline.merge.amounts import Interval
from pipeline.merge.disputes import dispute
from pipeline.merge.filing import Filed
from pipeline.merge.wording import describe
from schemas.consolidation import Conflict, ConflictClass, ConflictKind, Side
from schemas.procedure import Action, Level, ProcedureCount
from schemas.submission import Decision
from schemas.total import Amount, ContributionState, ProcedureContribution, ProcedureTotal

_LEVELS: tuple[Level, ...] = ("ministry", "province", "district", "commune", "internal")
_RANK = {level: number for number, level in enumerate(_LEVELS)}


@dataclass(frozen=True, slots=True)
class _Count:
    fact: ProcedureCount
    unit: str
    report: int
    document: str | None
    """Id of the merged reference that announces the procedures."""
    action: Action | None
    levels: tuple[Level, ...]
    value: Interval | None
    inside: bool


def procedure_totals(
    filed: Iterable[Filed],
    documents: Mapping[tuple[int, str], str],
    decisions: Mapping[str, Decision],
) -> tuple[list[ProcedureTotal], list[Conflict]]:
    """Totals and the conflicts between units. ``documents`` gives the merged reference of (report, number)."""
    counts = _aligned([count for item in filed for count in _counts(item, documents)])
    groups: dict[tuple[Action | None, tuple[Level, ...]], list[_Count]] = defaultdict(list)
    for count in counts:
        groups[count.action, count.levels].append(count)
    totals, conflicts = [], []
    for (action, levels), members in sorted(groups.items(), key=lambda item: (item[0][0] or "~", _ranks(item[0][1]))):
        parts, values, found = _group(members, decisions)
        conflicts += found
        totals.append(_total(action, levels, parts, values))
    return totals, conflicts


def _ranks(levels: Sequence[Level]) -> tuple[int, ...]:
    return tuple(_RANK[level] for level in levels)


def _counts(item: Filed, documents: Mapping[tuple[int, str], str]) -> list[_Count]:
    facts = item.report.procedure_counts
    found = []
    for fact in facts:
        levels = tuple(sorted(set(fact.levels), key=_RANK.__getitem__))
        found.append(
            _Count(
                fact=fact,
                unit=item.unit or "",
                report=item.index,
                document=documents.get((item.index, fact.reference)) if fact.reference else None,
                action=fact.action,
                levels=levels,
                value=_value(fact),
                inside=_inside(fact, facts),
            )
        )
    return found


def _value(fact: ProcedureCount) -> Interval | None:
    if fact.state in ("zero", "not_arising"):
        return amounts.interval(0)
    if fact.procedures is None or fact.state != "value":
        return None
    return amounts.interval(fact.procedures, None, fact.bound)


def _inside(fact: ProcedureCount, facts: Sequence[ProcedureCount]) -> bool:
    """Whether a whole of the same action and levels stands in the same report: then the part is in it already."""
    seen: set[int] = set()
    index = fact.part_of
    while index is not None and 0 <= index < len(facts) and index not in seen:
        seen.add(index)
        whole = facts[index]
        if whole.action == fact.action and set(whole.levels) == set(fact.levels):
            return True
        index = whole.part_of
    return False


def _aligned(counts: list[_Count]) -> list[_Count]:
    """Give a count of a decision the action and levels that others state for the same decision, where only one answer
    fits.
    """
    by_document: dict[str, list[_Count]] = defaultdict(list)
    for count in counts:
        if count.document is not None and count.fact.part_of is None:
            by_document[count.document].append(count)
    known: dict[str, tuple[Action | None, tuple[Level, ...]]] = {}
    for document, members in by_document.items():
        actions = {count.action for count in members if count.action is not None}
        places = {count.levels for count in members if count.levels}
        known[document] = (actions.pop() if len(actions) == 1 else None, places.pop() if len(places) == 1 else ())
    result = []
    for count in counts:
        action, levels = known.get(count.document or "", (None, ()))
        whole = count.fact.part_of is None
        result.append(replace(count, action=count.action or action, levels=count.levels or levels) if whole else count)
    return result


def _group(
    members: Sequence[_Count], decisions: Mapping[str, Decision]
) -> tuple[list[ProcedureContribution], list[Interval], list[Conflict]]:
    parts: list[ProcedureContribution] = []
    values: list[Interval] = []
    conflicts: list[Conflict] = []
    by_subject: dict[str, list[_Count]] = defaultdict(list)
    for count in members:
        if count.value is None:
            parts.append(_part(count, "no_value", "Không có số."))
        elif count.inside:
            parts.append(_part(count, "excluded", "Là bộ phận của một số toàn thể trong cùng báo cáo."))
        else:
            by_subject[_subject(count)].append(count)
    for _, same in sorted(by_subject.items()):
        found, value, conflict = _one_subject(same, decisions)
        parts += found
        values.append(value)
        conflicts += [conflict] if conflict is not None else []
    parts.sort(key=lambda part: (part.unit or "", part.report, part.evidence[0].start if part.evidence else -1))
    return parts, values, conflicts


def _subject(count: _Count) -> str:
    """Counts of one decision are of the same procedures whoever reports them; without one, of the unit's own."""
    if count.document is not None:
        return f"d|{count.document}"
    names = ",".join(sorted(map(search_key, count.fact.field_names)))
    return f"u|{count.unit}|{count.fact.reference or ''}|{names}"


def _one_subject(
    same: Sequence[_Count], decisions: Mapping[str, Decision]
) -> tuple[list[ProcedureContribution], Interval, Conflict | None]:
    """Contributions about the same procedures, the value they come to, and the conflict between them."""
    first, *others = same
    values = list(dict.fromkeys(count.value for count in same if count.value is not None))
    if len(values) == 1:
        parts = [_part(first, "counted", "")]
        parts += [_part(count, "same_as_other", "Đã tính ở báo cáo khác về cùng văn bản.") for count in others]
        return parts, values[0], _equal(same, decisions)
    verdicts = {amounts.agreement(values[0], value) for value in values}
    nature: ConflictClass = "inconsistent" if "inconsistent" in verdicts else "consistent"
    conflict = _conflict(same, nature, decisions)
    ruled = conflict.resolution.value.strip() if conflict.resolution else ""
    if ruled.isdigit() and conflict.resolution is not None:
        reason = f"Tính {ruled} theo quyết định của {conflict.resolution.by}: {conflict.resolution.reason}"
        value = amounts.interval(int(ruled)) or values[0]
        return (
            [_part(count, "counted" if count is first else "same_as_other", reason) for count in same],
            value,
            conflict,
        )
    if nature == "consistent":
        best = next((count for count in same if count.value is not None and count.value.exact), first)
        parts = [_part(best, "counted", "Lấy số chính xác nhất.")]
        parts += [_part(count, "same_as_other", "Cùng một văn bản.") for count in same if count is not best]
        return parts, best.value or values[0], conflict
    reason = "Các báo cáo nêu số khác nhau về cùng một văn bản, chờ xử lý."
    return [_part(count, "disputed", reason) for count in same], amounts.hull(values), conflict


def _equal(same: Sequence[_Count], decisions: Mapping[str, Decision]) -> Conflict | None:
    units = {count.unit for count in same}
    return _conflict(same, "equal", decisions) if len(units) > 1 else None


def _conflict(same: Sequence[_Count], nature: ConflictClass, decisions: Mapping[str, Decision]) -> Conflict:
    number = next((count.fact.reference for count in same if count.fact.reference), None)
    subject = f"Số thủ tục hành chính theo {number}" if number else "Số thủ tục hành chính"
    sides = [
        Side(
            unit=count.unit,
            report=count.report,
            value=describe(amounts.amount(count.value), "thủ tục") if count.value else "-",
            evidence=count.fact.evidence,
        )
        for count in same
    ]
    several_units = len({count.unit for count in same}) > 1
    several = len({count.report for count in same}) > 1
    kind: ConflictKind = "between_units" if several_units else "between_reports" if several else "within_report"
    owner = (_subject(same[0]), same[0].action or "", ",".join(same[0].levels))
    return dispute(kind, nature, subject, sides, owner=owner, decisions=decisions)


def _part(count: _Count, state: ContributionState, reason: str) -> ProcedureContribution:
    return ProcedureContribution(
        unit=count.unit,
        report=count.report,
        amount=amounts.amount(count.value) if count.value is not None else Amount(),
        fields=count.fact.fields,
        field_names=count.fact.field_names,
        reference=count.fact.reference,
        state=state,
        reason=reason,
        evidence=count.fact.evidence,
    )


def _total(
    action: Action | None, levels: tuple[Level, ...], parts: Sequence[ProcedureContribution], values: Sequence[Interval]
) -> ProcedureTotal:
    used = [part for part in parts if part.state in ("counted", "disputed")]
    names = {search_key(name) for part in used for name in part.field_names}
    named = bool(used) and all(part.field_names for part in used)
    return ProcedureTotal(
        id="p-" + "-".join((action or "any", *levels)),
        action=action,
        levels=levels,
        amount=amounts.amount(amounts.add(values)) if values else Amount(),
        fields=len(names) if named else None,
        contributions=tuple(parts),
    )
