"""What changed between two versions of one report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.merge import amounts
from pipeline.merge.filing import Filed
from pipeline.merge.statements import stated
from pipeline.merge.wording import day, describe
from schemas.report import Report
from schemas.submission import ValueChange, VersionChange


def version_changes(filed: Iterable[Filed]) -> list[VersionChange]:
    """One entry per report that another one replaced."""
    result = []
    for item in filed:
        newer = item.superseded_by
        if newer is None or item.unit is None:
            continue
        number = item.report.letterhead.number or item.report.source.filename
        reason = f"Báo cáo mới ghi rõ thay thế {number}." if item.explicit else "Báo cáo cùng kỳ gửi sau."
        result.append(
            VersionChange(
                unit=item.unit,
                old=item.index,
                new=newer.index,
                explicit=item.explicit,
                reason=reason,
                changes=tuple(_differences(item.report, newer.report)),
            )
        )
    return result


def _differences(old: Report, new: Report) -> Iterator[ValueChange]:
    before, after = _values(old), _values(new)
    for subject in sorted(before.keys() | after.keys()):
        was, now = before.get(subject), after.get(subject)
        if was != now:
            yield ValueChange(subject=subject, before=was, after=now)


def _values(report: Report) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    head = report.letterhead
    for name, value in (
        ("Số, ký hiệu", head.number),
        ("Ngày ban hành", day(head.issued_on) if head.issued_on else None),
    ):
        if value:
            found[name] = [value]
    for fact in report.indicators:
        said = stated(fact, 0).value
        shown = describe(amounts.amount(said), fact.unit) if said is not None else "-"
        found.setdefault(f"{fact.code or ''} {fact.label}".strip(), []).append(shown)
    for count in report.procedure_counts:
        name = f"Số TTHC {count.action or ''} {count.reference or ''}".strip()
        found.setdefault(name, []).append("-" if count.procedures is None else str(count.procedures))
    return {name: "; ".join(dict.fromkeys(values)) for name, values in found.items()}
