"""The period in the title differs from that in the opening, a heading, the closing or an annex (rule P1).

Source: Nghị định 09/2019/NĐ-CP, Điều 8 and 12 (a periodic report is of one period); copied text betrays itself here.
Severity: error. Cleared by: writing the same period everywhere, or naming both periods in the title.

Not a conflict: one place names several periods and they share one with the title; the same months by another basis
(15/12 - 14/12 is the year); a year that belongs to a plan or programme named there; periods of coming work
(``phương hướng, nhiệm vụ năm 2018``); headings about a part of the period, or about another year for comparison.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from extractors.text.folding import search_key
from pipeline.audit._wording import shown
from pipeline.audit.data import toml_table
from schemas.document import Document
from schemas.finding import Finding
from schemas.period import Period
from schemas.report import Report

SEVERITY = "error"
RULE = "period-conflict"

_PLACES = {"opening": "phần mở đầu", "heading": "đề mục", "closing": "phần kết", "annex": "phụ lục"}
_SHORT = frozenset({"week", "month", "quarter", "half", "nine_months"})
_SLACK_DAYS = 20


def check(report: Report, document: Document) -> Iterator[Finding]:
    """One finding for each place whose periods all disagree with the title's."""
    titles = [period for period in report.periods if period.role == "title" and period.evidence]
    titles = [period for period in titles if not _is_coming(period, document)] or titles
    for role, place in _PLACES.items():
        periods = [item for item in report.periods if item.role == role and item.evidence]
        periods = [item for item in periods if not _is_coming(item, document)]
        if not titles or not periods or _agree(titles, periods):
            continue
        odd = [item for item in periods if _contradicts(titles[0], item, role, document)]
        if odd:
            yield Finding(
                rule=RULE,
                severity=SEVERITY,
                message=f"Tiêu đề ghi {shown(titles[0].text)}, {place} ghi {shown(odd[-1].text)}.",
                evidence=(titles[0].evidence[0], odd[-1].evidence[0]),
            )


def _before(period: Period, document: Document, width: int) -> str:
    start = period.evidence[0].start
    return search_key(document.text[max(0, start - width) : start].rpartition("\n")[2])


def _says(kind: str, words: str) -> bool:
    """Tell whether one of the words of ``pipeline/audit/data/periods.toml`` stands there."""
    return any(word in words for word in toml_table("periods")[kind])


def _is_coming(period: Period, document: Document) -> bool:
    """Work to come: "phương hướng, nhiệm vụ năm 2018", but not "kết quả thực hiện nhiệm vụ năm 2017"."""
    clause = f" {_before(period, document, 60)}".rpartition(" va ")[2]
    if _says("coming", clause):
        return True
    return "nhiem vu" in clause and not _says("done", clause)


def _agree(titles: list[Period], others: list[Period]) -> bool:
    """Tell whether one period of the title is among the others; numbered weeks are compared by number first."""
    numbered = [
        one.index == other.index
        for one in titles
        for other in others
        if one.kind == other.kind and one.index is not None and other.index is not None and _ends(one) is None
    ]
    return any(numbered) if numbered else any(_same(one, other) for one in titles for other in others)


def _ends(period: Period) -> tuple[int, int] | None:
    if period.start is None or period.end is None:
        return None
    try:
        return date.fromisoformat(period.start).toordinal(), date.fromisoformat(period.end).toordinal()
    except ValueError:  # the year after 9999
        return None


def _same(one: Period, other: Period) -> bool:
    first, second = _ends(one), _ends(other)
    if first is None or second is None:
        return one.kind == other.kind and (one.index is None or other.index is None or one.index == other.index)
    return abs(first[0] - second[0]) <= _SLACK_DAYS and abs(first[1] - second[1]) <= _SLACK_DAYS


def _contradicts(title: Period, other: Period, role: str, document: Document) -> bool:
    if "other" in (title.kind, other.kind) or (title.kind == "range") != (other.kind == "range"):
        return False  # a programme's years (giai đoạn 2016 - 2020), or a period that cannot be compared
    if role == "heading" and (title.kind != other.kind or title.kind not in _SHORT):
        return False
    first, second = _ends(title), _ends(other)
    if first is None or second is None:
        numbered = title.kind == other.kind and None not in (title.index, other.index)
        return role in ("heading", "closing") and (numbered or (title.year == other.year and title.kind != other.kind))
    if second[1] <= first[0] or first[1] <= second[0]:
        return role != "opening" or _is_reported(other, document)
    inside = first[0] <= second[0] and second[1] <= first[1]
    around = second[0] <= first[0] and first[1] <= second[1]
    if role == "closing":
        return not (around and _says("programmes", _before(other, document, 90)))
    return not inside and not around and _is_reported(other, document)


def _is_reported(period: Period, document: Document) -> bool:
    """The opening names other documents' periods too; only the one after "báo cáo" is the report's own."""
    before = _before(period, document, 150)
    tail = before[before.rfind("bao cao") :] if "bao cao" in before else ""
    return bool(tail) and not _says("programmes", tail)
