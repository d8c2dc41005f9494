"""Filed reports to the consolidated report: totals, references, conflicts, status and texts, each from its module."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.merge import periods
from pipeline.merge.changes import version_changes
from pipeline.merge.comparison import compare
from pipeline.merge.contexts import with_contexts
from pipeline.merge.copied import copied_findings
from pipeline.merge.filing import Filed, expected_units
from pipeline.merge.history import history_findings
from pipeline.merge.outdated import mark_outdated
from pipeline.merge.procedures import procedure_totals
from pipeline.merge.references import merge_references
from pipeline.merge.status import rates, statuses
from pipeline.merge.texts import text_sections
from pipeline.merge.totals import Context, indicator_totals, other_quantities
from pipeline.merge.validation import validate
from schemas.consolidation import Conflict, Consolidation, MergedReference, MergeFinding
from schemas.org_unit import Assignment, OrgUnit
from schemas.period import Period
from schemas.profile import Profile
from schemas.submission import Arrival, Decision, ReportUse, UnitStatus
from schemas.total import ProcedureTotal, Total


@dataclass(frozen=True, slots=True)
class Filing:
    """What is consolidated: every report in its place (``filed``, ``assignments`` in the same order), and what people
    decided."""

    filed: Sequence[Filed]
    units: tuple[OrgUnit, ...]
    assignments: tuple[Assignment, ...]
    target: Period | None
    profile: Profile
    record: tuple[Decision, ...]
    failures: tuple[Arrival, ...]
    texts: Mapping[str, str]


def consolidated(given: Filing) -> Consolidation:
    """The consolidated report."""
    filed, profile, target = given.filed, given.profile, given.target
    used = [item for item in filed if item.state == "used"]
    expected = expected_units(given.units, filed, target, profile)
    context = _context(given, expected)
    totals, quantities = indicator_totals(used, context), other_quantities(used, context)
    references, documents, disagreements = merge_references(used, context.decisions)
    marked, outdated = mark_outdated(references, profile.documents, target)
    procedures, procedure_conflicts = procedure_totals(used, documents, context.decisions)
    rows = statuses(expected, filed, given.failures, target=target, profile=profile, decisions=given.record)
    conflicts = _sorted([*context.conflicts, *procedure_conflicts, *disagreements])
    uses = tuple(_use(item) for item in filed)
    reasons = _provisional_reasons(rows, conflicts)
    return Consolidation(
        profile=profile.name,
        profile_verified=profile.verified,
        title=profile.title,
        department=profile.department,
        period=target,
        provisional=bool(reasons),
        provisional_reasons=tuple(reasons),
        units=given.units,
        reports=uses,
        assignments=given.assignments,
        unassigned=tuple(item for item in given.assignments if item.state != "assigned"),
        status=tuple(rows),
        rates=rates(rows),
        indicators=tuple(compare(totals, filed, target, context)),
        quantities=tuple(quantities),
        procedures=tuple(procedures),
        references=tuple(_with_procedures(marked, procedures, documents)),
        conflicts=with_contexts(conflicts, uses, given.texts),
        findings=(*_findings(given, totals, used), *outdated),
        versions=tuple(version_changes(item for item in filed if item.state == "superseded")),
        texts=tuple(text_sections(used, given.texts, profile.policy)),
        failures=given.failures,
        decisions=given.record,
    )


def _findings(given: Filing, totals: Sequence[Total], used: Sequence[Filed]) -> Iterator[MergeFinding]:
    yield from validate(totals, used, given.profile)
    yield from history_findings(totals, given.filed, given.target, given.profile)
    yield from copied_findings(given.filed, given.texts, given.profile.policy, given.units, given.target)


def _context(given: Filing, expected: Iterable[OrgUnit]) -> Context:
    return Context(
        rules={rule.code: rule for rule in given.profile.indicators},
        policy=given.profile.policy,
        units={unit.code: unit for unit in given.units},
        expected=[unit.code for unit in expected],
        decisions={item.target: item for item in given.record if item.kind == "resolve"},
    )


def _sorted(conflicts: Iterable[Conflict]) -> list[Conflict]:
    """Contradictions first."""
    return sorted(conflicts, key=lambda item: (item.nature != "inconsistent", item.kind, item.subject, item.id))


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


def _provisional_reasons(rows: Sequence[UnitStatus], conflicts: Sequence[Conflict]) -> list[str]:
    """Why the figures may still change, in Vietnamese."""
    disputes = [item for item in conflicts if item.nature == "inconsistent" and item.resolution is None]
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
