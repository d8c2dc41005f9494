"""From hundreds of reports to one, every figure traceable.

Pure: no files, no clock; any order of input gives the same result.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pipeline.merge import periods
from pipeline.merge.assembling import Filing, consolidated
from pipeline.merge.filing import UNREAD_STATES, Filed, canonical, file_reports, settle_versions, usual_period
from pipeline.merge.units import assign
from schemas.consolidation import Consolidation
from schemas.org_unit import OrgUnit
from schemas.period import Period
from schemas.profile import Profile
from schemas.report import Report
from schemas.submission import Arrival, Decision

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
    _put_in_order(filed, units)
    failures = tuple(arrival for arrival in came if arrival.state in UNREAD_STATES)
    by_id = {assignment.report_id: assignment for assignment in assignments}
    ordered = tuple(by_id[item.report.report_id] for item in filed)
    return consolidated(Filing(filed, units, ordered, target, profile, record, failures, texts or {}))


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


def _put_in_order(filed: list[Filed], units: Sequence[OrgUnit]) -> None:
    """By unit, period and version; each report then knows its place in the result."""
    order = {unit.code: number for number, unit in enumerate(units)}
    filed.sort(key=lambda item: (order.get(item.unit or "", len(order)), periods.sort_key(item.period), item.order()))
    for index, item in enumerate(filed):
        item.index = index
