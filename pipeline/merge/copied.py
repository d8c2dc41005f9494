"""Text that a unit took over word for word (rule S2): from its own report of an earlier period, or from another unit.

Only long paragraphs in sections count, figures included: a paragraph whose numbers were brought up to date is not the
same. One paragraph may be alike by chance or by order from above, so a finding needs several. Hashes are compared, so
that hundreds of reports take no longer than their reading.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from pipeline.merge import periods
from pipeline.merge.comparison import is_history
from pipeline.merge.filing import Filed
from pipeline.merge.texts import body_paragraphs
from schemas.consolidation import MergeFinding
from schemas.org_unit import OrgUnit
from schemas.period import Period
from schemas.profile import Policy
from schemas.span import Evidence

_SHORTEST = 150
_FEWEST = 3
_SHOWN = 5
Paragraphs = dict[str, Evidence]


def copied_findings(
    filed: Sequence[Filed], texts: Mapping[str, str], policy: Policy, units: Sequence[OrgUnit], target: Period | None
) -> list[MergeFinding]:
    """A finding for each report and each other report it repeats, in the order of the reports."""
    names = {unit.code: unit.name for unit in units}
    found: dict[int, Paragraphs] = {}
    holders: dict[str, list[Filed]] = defaultdict(list)
    for item in filed:
        if item.unit is None or not (item.state == "used" or _is_earlier(item, target)):
            continue
        found[item.index] = _long_paragraphs(item, texts.get(item.report.report_id, ""), policy)
        for key in found[item.index]:
            holders[key].append(item)
    findings: list[MergeFinding] = []
    for item in filed:
        if item.state == "used" and item.index in found:
            findings += _repeated(item, found[item.index], holders, names)
    return findings


def _is_earlier(item: Filed, target: Period | None) -> bool:
    """A report of an earlier period."""
    ends = target is not None and item.period is not None and (item.period.end or "~") < (target.end or "")
    return bool(ends) and is_history(item)


def _long_paragraphs(item: Filed, text: str, policy: Policy) -> Paragraphs:
    """Places of long paragraphs by their words; blanks and case do not count."""
    return {
        " ".join(evidence.quote.lower().split()): evidence
        for evidence in body_paragraphs(item, text, policy)
        if len(evidence.quote) >= _SHORTEST
    }


def _is_source(other: Filed, item: Filed) -> bool:
    """An earlier report of the same unit, or a report of another unit that stands before this one."""
    if other.unit == item.unit:
        return other.state != "used"
    return other.state == "used" and other.index < item.index


def _repeated(
    item: Filed, own: Paragraphs, holders: Mapping[str, Sequence[Filed]], names: Mapping[str, str]
) -> Iterator[MergeFinding]:
    """Against the own earlier reports, and against other units' reports of the period that stand before it."""
    shared: dict[int, list[Evidence]] = defaultdict(list)
    others: dict[int, Filed] = {}
    for key, evidence in own.items():
        for other in holders[key]:
            if _is_source(other, item):
                shared[other.index].append(evidence)
                others[other.index] = other
    for index, places in sorted(shared.items()):
        if len(places) < _FEWEST:
            continue
        other = others[index]
        if other.unit == item.unit:
            where = f"báo cáo {periods.label(other.period)} của chính đơn vị"
        else:
            where = f"báo cáo của {names.get(other.unit or '', other.unit)}"
        yield MergeFinding(
            rule="copied-text",
            severity="info",
            message=f"{len(places)} đoạn văn trùng nguyên văn với {where}; đề nghị kiểm tra nội dung đã cập nhật chưa.",
            unit=item.unit,
            report=item.index,
            evidence=tuple(places[:_SHOWN]),
        )
