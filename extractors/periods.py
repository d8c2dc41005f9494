"""Periods: every period expression with its role, and the period a report is about.

Roles follow the place: title, opening (before the first heading), heading, body, closing (``Trên đây là ...``), annex.
The period of a report is the first of its title that is not of the plans (``phương hướng, nhiệm vụ``); failing that the
first of closing, opening or headings, with lower confidence. Other kinds of document have none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from extractors.layout.paragraphs import Proofs, folded_offset
from extractors.layout.spelling import LOWER
from extractors.layout.words import any_written
from extractors.period_grammar import normal
from extractors.period_grammar.reading import expressions
from extractors.period_grammar.shapes import Expression
from schemas.period import Period, PeriodRole

if TYPE_CHECKING:
    from spacy.tokens import Doc

REQUIRES: tuple[str, ...] = ("title",)

# Lines begin with the line end before them, which is found much faster than ``^``; they are searched in "\n" + text.
_TITLE = re.compile(r"^[ *#_]*(BÁO CÁO(?:[ ][^\n]*)?|B ?Á ?O[ ]+C ?Á ?O)[ *]*$", re.MULTILINE)
_CLOSINGS = (re.compile(r"Trên đây(?: là|,)[^\n]{0,600}"), re.compile(r"Sau đây là toàn bộ[^\n]{0,600}"))
_ANNEX = re.compile(r"\n[ *]*(?:PHỤ LỤC|Phụ lục|BIỂU|Biểu số|Biểu mẫu)")
_HEADING = re.compile(
    r"\n[ *]*(?:[IVX]{1,5}\.|\d{1,2}(?:\.\d{1,2}){0,3}\.?|PHẦN [A-Z]+|Phần [a-zA-Z]+)[ ][^\n]{0,150}(?=\n|\Z)"
)
_PLANS = re.compile(rf"{any_written('plan')}[^.;]{{0,80}}$", re.IGNORECASE)
_TARGET = re.compile(r"(?<!tính )(?<!kế )(?:đến|tới)\s{1,3}$", re.IGNORECASE)
"""A year behind it is when a plan ends (``hỗ trợ doanh nghiệp đến năm 2020``), not what is reported on."""
_PROGRAMME = re.compile(any_written("programme"), re.IGNORECASE)
"""Years that begin so are, in the opening, those of a programme that the report names."""
_TITLE_ROOM = 6000


@dataclass(frozen=True, slots=True)
class _Layout:
    """Folded spans of title and closing; starts of headings and annexes."""

    title: tuple[int, int] | None
    body: int
    headings: tuple[tuple[int, int], ...]
    closings: tuple[tuple[int, int], ...]
    annex: int | None


def extract(doc: Doc) -> dict[str, Any]:
    """``{"periods": tuple[Period, ...], "period": Period | None}``."""
    proofs = Proofs(doc)
    text = proofs.folded.text
    found = list(expressions(_unwrapped(doc, text)))
    if not found:
        return {"periods": (), "period": None}
    layout = _layout(doc, text)
    periods = [(item, _period(proofs, item, _role(layout, item.start))) for item in found]
    return {"periods": tuple(period for _, period in periods), "period": _of_report(doc, text, layout, periods)}


_WRAPPED = re.compile(rf"\n(?<=[^\W_].)(?=[{LOWER}0-9])", re.DOTALL)


def _unwrapped(doc: Doc, text: str) -> str:
    """``text`` with a space where a sentence goes on in the next line, at the same offsets; cells stay apart."""
    parts: list[str] = []
    reached = 0
    for table in sorted((table.start, table.end) for table in doc._.document.tables if not table.layout):
        start, end = (folded_offset(doc._.folded, offset) for offset in table)
        if end > reached:
            parts += [_WRAPPED.sub(" ", text[reached:start]), text[max(reached, start) : end]]
            reached = end
    return "".join([*parts, _WRAPPED.sub(" ", text[reached:])])


def _layout(doc: Doc, text: str) -> _Layout:
    title = _subject_span(doc) or _title_lines(text)
    lines = "\n" + text  # what begins at n in text has its line end at n here
    headings = tuple((match.start(), match.end() - 1) for match in _HEADING.finditer(lines))
    body = headings[0][0] if headings else len(text)
    annexes = [match.start() for match in _ANNEX.finditer(lines) if title is None or match.start() > title[1]]
    closings = tuple(sorted(match.span() for pattern in _CLOSINGS for match in pattern.finditer(text)))
    after = closings[-1][1] if closings else len(text) // 2
    return _Layout(title, body, headings, closings, next((start for start in annexes if start > after), None))


def _subject_span(doc: Doc) -> tuple[int, int] | None:
    title = doc._.title
    items = [item for item in (title or {}).get("evidence", ()) if item.field == "subject"]
    if not items:
        return None
    start, end = min(item.start for item in items), max(item.end for item in items)
    folded = doc._.folded
    if not folded.folded_points:
        return start, end
    return _folded_offset(folded, start), _folded_offset(folded, end)


def _folded_offset(folded: Any, raw: int) -> int:
    index = bisect_right(folded.raw_points, raw) - 1
    return raw if index < 0 else folded.folded_points[index] + raw - folded.raw_points[index]


def _title_lines(text: str) -> tuple[int, int] | None:
    match = _TITLE.search(text, 0, _TITLE_ROOM)
    if match is None:
        return None
    end = match.end()
    for _ in range(4):
        following = re.compile(r"\n{1,3}[^\n]{1,300}").match(text, end)
        line = following.group().strip() if following else ""
        if (
            following is None
            or re.match(r"(?:Kính gửi|Thực hiện|Căn cứ|[IVX]+\.|\d\.)", line)
            or (line.endswith((".", ":", ";")) and end > match.end())
        ):
            break
        end = following.end()
    return match.start(), end


def _role(layout: _Layout, start: int) -> PeriodRole:
    if layout.title is not None and layout.title[0] <= start < layout.title[1]:
        return "title"
    if any(first <= start < last for first, last in layout.closings):
        return "closing"
    if layout.annex is not None and start >= layout.annex:
        return "annex"
    index = bisect_right(layout.headings, (start, 1 << 60)) - 1
    if index >= 0 and start < layout.headings[index][1]:
        return "heading"
    return "opening" if layout.title is not None and layout.title[1] <= start < layout.body else "body"


def _period(proofs: Proofs, item: Expression, role: PeriodRole) -> Period:
    place = proofs(item.start, item.end)
    return Period(
        kind=item.kind,
        year=item.year,
        index=item.index if item.index != -1 else None,
        start=item.bounds[0],
        end=item.bounds[1],
        basis=item.basis,
        text=" ".join(place.quote.split()),
        role=role,
        evidence=(place,),
        confidence=0.9 if item.derived else 1.0,
    )


def _of_report(doc: Doc, text: str, layout: _Layout, periods: list[tuple[Expression, Period]]) -> Period | None:
    if not _is_report(doc, layout):
        return None
    usable = [
        (item, period) for item, period in periods
        if period.kind != "other"
        and (period.kind != "year" or _TARGET.search(text[max(0, item.start - 12) : item.start]) is None)
    ]  # fmt: skip
    title = [(item, period) for item, period in usable if period.role == "title"]
    if title and layout.title is not None:
        return _best(text, layout.title[0], title)
    if any(period.role == "title" and period.basis == "unknown" for _, period in periods):
        return None  # a school year, whose days are not said
    for role in ("closing", "opening", "heading"):
        for _item, period in usable:
            if role != "closing" and _PROGRAMME.match(period.text):
                continue
            if period.role == role and period.start is not None:
                return period.model_copy(update={"confidence": 0.6, "method": "derived"})
    return None


def _is_report(doc: Doc, layout: _Layout) -> bool:
    title = doc._.title
    kind = (title or {}).get("document_type")
    if kind is not None:
        return bool(kind.code == "BC")
    return title is None and layout.title is not None


def _best(text: str, start: int, title: list[tuple[Expression, Period]]) -> Period:
    """The stated days of the title, else its first period that is not of the plans; its year may stand further on."""
    results = [(item, period) for item, period in title if not _PLANS.search(text[start : item.start])] or title
    stated = next((period for item, period in results if period.basis != "calendar" and period.start), None)
    item, period = results[0]
    if stated is not None:
        kind = "week" if period.kind == "week" else stated.kind
        return stated.model_copy(update={"kind": kind, "index": period.index if kind == "week" else stated.index})
    if period.start is None:
        year = next((other.year for _, other in title if other.year is not None), None)
        span = _whole(item, year)
        if span is not None:
            return period.model_copy(
                update={"year": year, "start": span[0], "end": span[1], "method": "derived", "confidence": 0.8}
            )
    return period


def _whole(item: Expression, year: int | None) -> normal.Bounds | None:
    first_last = {"half": (7, 12) if item.index == 2 else (1, 6), "nine_months": (1, 9)}.get(item.kind)
    return normal.months(year, *first_last) if year is not None and first_last is not None else None
