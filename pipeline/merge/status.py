"""Where every expected unit stands for the period, and the five reporting rates. An empty report is no report."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import get_args

from pipeline.merge import periods
from pipeline.merge.filing import UNREAD_STATES, Filed, wrong_period
from pipeline.merge.units import UnitIndex
from pipeline.merge.wording import day
from schemas.org_unit import OrgUnit
from schemas.period import Period
from schemas.profile import Profile
from schemas.submission import Approval, Arrival, Decision, ReportingRates, UnitState, UnitStatus

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_RECEIVED: tuple[UnitState, ...] = ("received", "partial", "late")


def statuses(
    expected: Sequence[OrgUnit],
    filed: Sequence[Filed],
    failures: Sequence[Arrival],
    *,
    target: Period | None,
    profile: Profile,
    decisions: Iterable[Decision],
) -> list[UnitStatus]:
    """One row per expected unit, in the order given."""
    target_key = periods.key_of(target) if target is not None else None
    by_unit: dict[str, list[Filed]] = defaultdict(list)
    for item in filed:
        if item.unit is not None:
            by_unit[item.unit].append(item)
    unread = _unread(expected, failures, target)
    approvals = {item.target: item.value for item in decisions if item.kind == "approve"}
    rows = []
    for unit in expected:
        mine = by_unit.get(unit.code, [])
        current = [item for item in mine if item.key == target_key and item.state == "used"]
        older = [item for item in mine if item.key == target_key and item.state == "superseded"]
        wrong = [item for item in mine if target is not None and item.key != target_key and wrong_period(item, target)]
        row = _row(
            unit.code,
            current,
            older=older,
            wrong=wrong,
            unread=unread.get(unit.code, []),
            due=_due(target, profile, current),
            profile=profile,
        )
        approval = approvals.get(f"{unit.code}@{periods.code(target)}", "draft")
        rows.append(row.model_copy(update={"approval": approval if approval in get_args(Approval) else "draft"}))
    return rows


def rates(rows: Sequence[UnitStatus]) -> ReportingRates:
    """Expected, actual, actual on time and both rates in per cent."""
    expected = len(rows)
    actual = sum(row.state in _RECEIVED for row in rows)
    on_time = sum(row.state in _RECEIVED and row.on_time is True for row in rows)
    return ReportingRates(
        expected=expected,
        actual=actual,
        actual_on_time=on_time,
        reporting_rate=round(actual * 100 / expected, 2) if expected else None,
        reporting_rate_on_time=round(on_time * 100 / expected, 2) if expected else None,
    )


def _due(target: Period | None, profile: Profile, current: Sequence[Filed]) -> date | None:
    if target is None or (end := periods.ends_on(target)) is None:
        return None
    types = [item.report_type for item in current if item.report_type is not None] or list(profile.calendar.reports)
    days = [
        kind.due_days for kind in types if kind.due_days is not None and target.kind in (kind.periods or (target.kind,))
    ]
    return end + timedelta(days=min(days)) if days else None


def _row(
    unit: str,
    current: Sequence[Filed],
    *,
    older: Sequence[Filed],
    wrong: Sequence[Filed],
    unread: Sequence[Arrival],
    due: date | None,
    profile: Profile,
) -> UnitStatus:
    filled = [item for item in current if _has_facts(item)]
    shown = [*current, *older, *wrong]
    common = {
        "unit": unit,
        "due_on": due.isoformat() if due is not None else None,
        "reports": tuple(item.index for item in shown),
        "versions": len(current) + len(older),
    }
    if filled:
        return _received(common, filled, older, due, profile)
    if current:
        return UnitStatus(**common, state="unreadable", note="Báo cáo không có nội dung đọc được.")
    if wrong:
        names = ", ".join(dict.fromkeys(periods.label(item.period) for item in wrong))
        return UnitStatus(**common, state="wrong_period", note=f"Báo cáo gửi trong đợt này lại ghi kỳ {names}.")
    if older:
        return UnitStatus(**common, state="superseded", note="Chỉ còn bản đã bị thay thế.")
    if unread:
        files = "; ".join(f"{item.filename}: {item.reason or item.state}" for item in unread)
        return UnitStatus(**common, state="unreadable", note=files)
    return UnitStatus(**common, state="missing", note="Chưa gửi báo cáo.")


def _received(
    common: Mapping[str, object], filled: Sequence[Filed], older: Sequence[Filed], due: date | None, profile: Profile
) -> UnitStatus:
    first = min((item.received_on for item in (*filled, *older) if item.received_on), default=None)
    late = _days_after(first, due)
    on_time = None if late is None else late <= 0
    absent = _required_absent(filled, profile)
    partial = [item for item in filled if item.arrival is not None and item.arrival.state == "partial"]
    notes = []
    if older:
        notes.append(f"Đã gửi {len(filled) + len(older)} lần; lấy bản gửi sau cùng.")
    if absent:
        notes.append("Thiếu chỉ tiêu bắt buộc: " + ", ".join(absent) + ".")
    if partial:
        notes.append("Chỉ đọc được một phần tệp.")
    if on_time is False:
        notes.append(f"Nhận {day(first)}, muộn {late} ngày.")
    state: UnitState = "late" if on_time is False else "partial" if absent or partial else "received"
    return UnitStatus(
        **dict(common),
        state=state,
        on_time=on_time,
        received_on=first,
        days_late=late if late is not None and late > 0 else None,
        missing_indicators=tuple(absent),
        note=" ".join(notes),
    )


def _days_after(received: str | None, due: date | None) -> int | None:
    if received is None or due is None:
        return None
    try:
        return (date.fromisoformat(received) - due).days
    except ValueError:  # a date without its day
        return None


def _has_facts(item: Filed) -> bool:
    report = item.report
    return bool(report.indicators or report.procedure_counts or report.references or report.sections or report.tables)


def _required_absent(filled: Sequence[Filed], profile: Profile) -> list[str]:
    have = {fact.code for item in filled for fact in item.report.indicators if fact.state not in ("blank", "illegible")}
    return [rule.code for rule in profile.indicators if rule.required and rule.code not in have]


def _unread(
    expected: Sequence[OrgUnit], failures: Sequence[Arrival], target: Period | None
) -> dict[str, list[Arrival]]:
    """Files that could not be read, by the unit that the sender, the folder or the file name gives."""
    index = UnitIndex(expected)
    result: dict[str, list[Arrival]] = defaultdict(list)
    for failure in failures:
        if failure.state not in UNREAD_STATES or not _may_be_of(failure, target):
            continue
        codes = {failure.unit} if failure.unit in index.units else index.by_filename(failure.filename)
        if len(codes) == 1:
            result[next(iter(codes)) or ""].append(failure)
    return result


def _may_be_of(failure: Arrival, target: Period | None) -> bool:
    """A file that is said to be of another period, or that lies in another year's folder, says nothing about
    ``target``.
    """
    if failure.period is not None:
        return target is None or failure.period == periods.code(target)
    years = {int(year) for year in _YEAR.findall(failure.filename)}
    return not years or target is None or target.year is None or target.year in years
