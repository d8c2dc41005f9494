"""From hundreds of reports to one, every figure traceable.

Pure: no files, no clock; any order of input gives the same result.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pipeline.merge import periods
from pipeline.merge.changes import version_changes
from pipeline.merge.comparison import compare
from pipeline.merge.contexts import with_contexts
from pipeline.merge.filing import (
    UNREAD_STATES,
    Filed,
    canonical,
    expected_units,
    file_reports,
    settle_versions,
    usual_period,
)
from pipeline.merge.history import history_findings
from pipeline.merge.outdated import mark_outdated
from pipeline.merge.procedures import procedure_totals
from pipeline.merge.references import merge_references
from pipeline.merge.status import rates, statuses
from pipeline.merge.texts import text_sections
from pipeline.merge.totals import Context, indicator_totals, other_quantities
from pipeline.merge.units import assign
from pipeline.merge.validation import validate
from schemas.consolidation import (
    Arrival,
    Consolidation,
    Decision,
    MergedReference,
    ProcedureTotal,
    ReportUse,
    UnitStatus,
)
from schemas.org_unit import OrgUnit
from schemas.period import Period
from schemas.profile import Profile
from schemas.report import Report

__all__ = ["merge"]


def merge(
    reports: Iterable[Report],
    profile: Profile,
    period: Period | None = None,
    arrivals: Iterable[Arrival] = (),
    decisions: Iterable[Decision] = (),
    *,
    texts: Mapping[str, str] | None = None,
) -> Consolidation:
    """The consolidated report of ``period`` (of most reports when None).

    ``reports`` may hold other periods too: they are the history that comparisons, outliers and missing units are
    judged by. ``arrivals`` are the files that came in, with their day and, where they could not be read, the reason.
    ``texts`` gives the document text of report ids, for the text sections.
    """
    record = tuple(sorted(decisions, key=lambda d: (d.at, d.kind, d.target, d.value, d.by, d.reason)))
    came = sorted(arrivals, key=lambda a: (a.arrived_at or "~", a.filename, a.report_id or "", a.state))
    first_arrival: dict[str, Arrival] = {}
    for arrival in came:
        if arrival.report_id is not None:
            first_arrival.setdefault(arrival.report_id, arrival)
    unique = _unique(reports)
    units, assignments = assign(unique, profile, record, first_arrival)
    excluded = {item.target: item.reason for item in record if item.kind == "exclude"}
    filed = file_reports(unique, assignments, first_arrival, profile, excluded)
    target = canonical([period]) if period is not None else usual_period(filed)
    settle_versions(filed, profile)
    _settle_states(filed, target)
    order = {unit.code: number for number, unit in enumerate(units)}
    filed.sort(key=lambda item: (order.get(item.unit or "", len(order)), periods.sort_key(item.period), item.order()))
    for index, item in enumerate(filed):
        item.index = index
    failures = tuple(arrival for arrival in came if arrival.state in UNREAD_STATES)
    by_id = {assignment.report_id: assignment for assignment in assignments}
    ordered = tuple(by_id[item.report.report_id] for item in filed)
    result = _consolidated(filed, units, target, profile, record, failures, texts or {})
    return result.model_copy(
        update={
            "assignments": ordered,
            "unassigned": tuple(item for item in ordered if item.state != "assigned"),
        }
    )


def _unique(reports: Iterable[Report]) -> list[Report]:
    """Each report once, whatever the number of its copies; ordered by identity."""
    kept: dict[str, Report] = {}
    for report in reports:
        other = kept.get(report.report_id)
        if other is None or report.source.filename < other.source.filename:
            kept[report.report_id] = report
    return [kept[key] for key in sorted(kept)]


def _settle_states(filed: Sequence[Filed], target: Period | None) -> None:
    key = periods.key_of(target) if target is not None else None
    for item in filed:
        if item.state != "other_period":
            continue
        if item.key is None:
            item.reason = "Không xác định được kỳ báo cáo."
            if target is None:  # no report says its period: better all of them, with this remark, than nothing
                item.state = "used"
        elif item.key != key:
            item.reason = f"Báo cáo của kỳ {periods.label(item.period)}."
        elif item.superseded_by is not None:
            item.state, item.reason = "superseded", "Đã có báo cáo thay thế."
        else:
            item.state = "used"


def _consolidated(
    filed: Sequence[Filed],
    units: tuple[OrgUnit, ...],
    target: Period | None,
    profile: Profile,
    record: tuple[Decision, ...],
    failures: tuple[Arrival, ...],
    texts: Mapping[str, str],
) -> Consolidation:
    used = [item for item in filed if item.state == "used"]
    expected = expected_units(units, filed, target, profile)
    rulings = {item.target: item for item in record if item.kind == "resolve"}
    context = Context(
        rules={rule.code: rule for rule in profile.indicators},
        policy=profile.policy,
        units={unit.code: unit for unit in units},
        expected=[unit.code for unit in expected],
        decisions=rulings,
    )
    totals = indicator_totals(used, context)
    quantities = other_quantities(used, context)
    references, documents, disagreements = merge_references(used, rulings)
    marked, outdated = mark_outdated(references, profile.documents, target)
    procedures, procedure_conflicts = procedure_totals(used, documents, rulings)
    rows = statuses(expected, filed, failures, target=target, profile=profile, decisions=record)
    conflicts = sorted(
        [*context.conflicts, *procedure_conflicts, *disagreements],
        key=lambda item: (item.nature != "inconsistent", item.kind, item.subject, item.id),
    )
    uses = tuple(_use(item) for item in filed)
    reasons = _provisional_reasons(rows, [c for c in conflicts if c.nature == "inconsistent" and c.resolution is None])
    return Consolidation(
        profile=profile.name,
        profile_verified=profile.verified,
        title=profile.title,
        department=profile.department,
        period=target,
        provisional=bool(reasons),
        provisional_reasons=tuple(reasons),
        units=units,
        reports=uses,
        status=tuple(rows),
        rates=rates(rows),
        indicators=tuple(compare(totals, filed, target, context)),
        quantities=tuple(quantities),
        procedures=tuple(procedures),
        references=tuple(_with_procedures(marked, procedures, documents)),
        conflicts=with_contexts(conflicts, uses, texts),
        findings=(*validate(totals, used, profile), *history_findings(totals, filed, target, profile), *outdated),
        versions=tuple(version_changes(item for item in filed if item.state == "superseded")),
        texts=tuple(text_sections(used, texts, profile.policy)),
        failures=failures,
        decisions=record,
    )


def _use(item: Filed) -> ReportUse:
    head = item.report.letterhead
    return ReportUse(
        report_id=item.report.report_id,
        filename=item.report.source.filename,
        unit=item.unit,
        number=head.number,
        issued_on=head.issued_on,
        arrived_at=item.arrival.arrived_at if item.arrival else None,
        subject=item.report.subject,
        period=periods.label(item.period) if item.period is not None else None,
        report_type=item.report_type.code if item.report_type is not None else None,
        state=item.state,
        superseded_by=item.superseded_by.index if item.superseded_by is not None else None,
        reason=item.reason,
        findings=len(item.report.findings),
        location=item.arrival.location if item.arrival else None,
    )


def _with_procedures(
    references: Iterable[MergedReference],
    procedures: Iterable[ProcedureTotal],
    documents: Mapping[tuple[int, str], str],
) -> list[MergedReference]:
    leaning: dict[str, list[str]] = {}
    for total in procedures:
        for part in total.contributions:
            name = documents.get((part.report, part.reference)) if part.reference else None
            if name is not None and total.id not in leaning.setdefault(name, []):
                leaning[name].append(total.id)
    return [
        ref.model_copy(update={"procedures": tuple(leaning[ref.id])}) if ref.id in leaning else ref
        for ref in references
    ]


def _provisional_reasons(rows: Sequence[UnitStatus], disputes: Sequence[object]) -> list[str]:
    """Why the figures may still change, in Vietnamese."""
    reasons = []
    owing = sum(row.state not in ("received", "late", "partial") for row in rows)
    if owing:
        reasons.append(f"{owing} đơn vị chưa có báo cáo sử dụng được.")
    if disputes:
        reasons.append(f"{len(disputes)} chỗ số liệu chưa thống nhất, chờ xử lý.")
    waiting = sum(
        row.approval not in ("accepted", "locked") for row in rows if row.state in ("received", "late", "partial")
    )
    if waiting:
        reasons.append(f"{waiting} báo cáo chưa được duyệt.")
    return reasons
