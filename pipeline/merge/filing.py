"""Put every report in its place: unit, period, type, and whether it is the current version."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from rapidfuzz import fuzz

from extractors.text.folding import search_key
from pipeline.merge import periods
from pipeline.merge.data import toml_table
from schemas.org_unit import Assignment, OrgUnit
from schemas.period import Period
from schemas.profile import Profile, ReportType
from schemas.report import Report
from schemas.submission import Arrival

# Files of these states hold no report worth adding up.
UNREAD_STATES = frozenset(
    ("unreadable", "unsupported", "encrypted", "too_large", "timeout", "needs_ocr", "incomplete", "crashed")
)
_NOT_REPORTS = frozenset(toml_table("types")["not_reports"])


@dataclass(slots=True)
class Filed:
    """A report with its place.

    ``superseded_by`` is the report that took its place, ``explicit`` when that one says so.
    """

    report: Report
    unit: str | None
    period: Period | None
    key: periods.Key | None
    arrival: Arrival | None
    report_type: ReportType | None
    state: str = "other_period"
    reason: str = ""
    superseded_by: Filed | None = None
    explicit: bool = False
    index: int = -1
    replaced: list[Filed] = field(default_factory=list)

    @property
    def issued_on(self) -> str | None:
        """ISO date of the letterhead."""
        return self.report.letterhead.issued_on

    @property
    def received_on(self) -> str | None:
        """Day of arrival, or of issue where no arrival is recorded."""
        if self.arrival is not None and self.arrival.arrived_at:
            return self.arrival.arrived_at[:10]
        return self.issued_on

    def order(self) -> tuple[str, str, int, str]:
        """Later versions sort after earlier ones."""
        arrived = (self.arrival.arrived_at or "") if self.arrival else ""
        return (self.issued_on or "", arrived, number_of(self.report.letterhead.number), self.report.report_id)


def number_of(number: str | None) -> int:
    """The running number of a document (``23/BC-SNV`` -> 23), 0 where there is none."""
    match = re.match(r"\d{1,9}", number or "")
    return int(match.group()) if match else 0


def file_reports(
    reports: Sequence[Report],
    assignments: Sequence[Assignment],
    arrivals: Mapping[str, Arrival],
    profile: Profile,
    excluded: Mapping[str, str],
) -> list[Filed]:
    """One ``Filed`` per report, in the order given; ``excluded`` gives the reason for reports a person took out."""
    filed = []
    for report, assignment in zip(reports, assignments, strict=True):
        item = Filed(
            report=report,
            unit=assignment.unit,
            period=report.period,
            key=periods.key_of(report.period) if report.period is not None else None,
            arrival=arrivals.get(report.report_id),
            report_type=type_of(report, profile),
        )
        kind = report.document_type.code if report.document_type else None
        if report.report_id in excluded:
            item.state, item.reason = "not_a_report", f"Loại theo quyết định: {excluded[report.report_id]}"
        elif kind in _NOT_REPORTS:
            item.state, item.reason = "not_a_report", "Văn bản không phải báo cáo."
        elif item.unit is None:
            item.state, item.reason = "unassigned", "Chưa xác định được đơn vị gửi."
        filed.append(item)
    return filed


def type_of(report: Report, profile: Profile) -> ReportType | None:
    """The first report type of the calendar whose words stand in the subject."""
    subject = search_key(report.subject or "")
    for kind in profile.calendar.reports:
        if not kind.subjects or any(search_key(word) in subject for word in kind.subjects):
            return kind
    return None


def usual_period(filed: Iterable[Filed]) -> Period | None:
    """The period of most reports, the latest of equals; its shortest spelling stands for it."""
    groups: dict[periods.Key, list[Period]] = defaultdict(list)
    for item in filed:
        if item.period is not None and item.key is not None and item.state == "other_period":
            groups[item.key].append(item.period)
    if not groups:
        return None
    newest = {key: max(p.end or "" for p in found) for key, found in groups.items()}
    best = max(groups, key=lambda key: (len(groups[key]), newest[key], repr(key)))
    return canonical(groups[best])


def canonical(found: Sequence[Period]) -> Period:
    """One period for many spellings of it: the most frequent days, without evidence."""
    days = Counter((p.start or "", p.end or "", p.basis) for p in found)
    start, end, basis = min(days, key=lambda key: (-days[key], key))
    sample = min(found, key=lambda p: (p.text, p.kind))
    return sample.model_copy(
        update={
            "start": start or None, "end": end or None, "basis": basis, "text": periods.label(sample),
            "role": "title", "evidence": (), "method": "derived", "repairs": (), "confidence": 1.0,
        }
    )  # fmt: skip


def settle_versions(filed: Sequence[Filed], profile: Profile) -> None:
    """Mark in each unit and period the reports that a later one replaces.

    An explicit "thay thế Báo cáo số ..." decides; otherwise a report replaces an earlier one on the same subject.
    """
    groups: dict[tuple[str, periods.Key], list[Filed]] = defaultdict(list)
    for item in filed:
        if item.unit is not None and item.key is not None and item.state in ("other_period", "used"):
            groups[item.unit, item.key].append(item)
    for group in groups.values():
        group.sort(key=Filed.order)
        for position, item in enumerate(group):
            for later in group[position + 1 :]:
                if _names(later, item) or _same_subject(later, item, profile.policy.same_subject):
                    item.superseded_by, item.explicit = later, _names(later, item)
            if item.superseded_by is None:
                _replaced_by_earlier(item, group[:position])
        for item in group:
            if item.superseded_by is not None:
                item.superseded_by.replaced.append(item)


def _replaced_by_earlier(item: Filed, earlier: Sequence[Filed]) -> None:
    """A correction may carry an earlier or no date; its own words decide."""
    for other in earlier:
        if _names(other, item):
            item.superseded_by, item.explicit = other, True
            if other.superseded_by is item:
                other.superseded_by, other.explicit = None, False


def _names(later: Filed, earlier: Filed) -> bool:
    number = earlier.report.letterhead.number
    return number is not None and any(
        ref.relation == "supersedes" and ref.number is not None and _same_number(ref.number, number)
        for ref in later.report.references
    )


def _same_number(left: str, right: str) -> bool:
    return (
        number_of(left) == number_of(right)
        and search_key(left).partition("/")[2] == search_key(right).partition("/")[2]
    )


def _same_subject(left: Filed, right: Filed, enough: float) -> bool:
    a, b = left.report.subject, right.report.subject
    if a is None or b is None:
        return True
    return fuzz.token_sort_ratio(search_key(a), search_key(b)) >= enough


def wrong_period(item: Filed, target: Period) -> bool:
    """Whether a report about another period was sent when that of ``target`` was due.

    That is: issued or received in its window.
    """
    end, received = periods.ends_on(target), item.received_on
    try:
        day = date.fromisoformat(received) if received is not None else None
    except ValueError:
        day = None
    if end is None or (day is None and item.period is not None):
        return False
    if item.period is None or day is None:
        return day is None or _in_window(day, end)
    own_end = periods.ends_on(item.period)
    return _in_window(day, end) and (own_end is None or not _in_window(day, own_end))


def _in_window(day: date, end: date) -> bool:
    """Whether reports on a period that ends on ``end`` are sent about ``day``."""
    return end - timedelta(days=45) <= day <= end + timedelta(days=60)


def expected_units(
    units: Sequence[OrgUnit], filed: Sequence[Filed], target: Period | None, profile: Profile
) -> tuple[OrgUnit, ...]:
    """Units that owe a report for ``target``: those of the calendar, or everybody who ever reported."""
    start, end = (target.start, target.end) if target is not None else (None, None)
    owing = [unit for unit in units if unit.reports and unit.valid_on(start, end)]
    types = [kind for kind in profile.calendar.reports if kind.units or kind.unit_kinds]
    if types and profile.units:
        owing = [
            unit
            for unit in owing
            if any(unit.code in kind.units or (unit.kind or "") in kind.unit_kinds for kind in types)
        ]
    return tuple(owing)
