"""A report as rows of the fact tables. Runs in the process that read the file, so that the writer only writes.

A row is a tuple in the order of its table's columns (``pipeline.library.tables``), without the document's number.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.library.keys import folded_words, writable
from pipeline.library.numbers import number_key
from pipeline.library.passages import Passage
from schemas.finding import Finding
from schemas.indicator import Indicator
from schemas.period import Date, Period
from schemas.procedure import ProcedureCount
from schemas.reference import Mention, Reference
from schemas.report import Report
from schemas.section import Section
from schemas.span import Evidence

Row = tuple[Any, ...]
Facts = dict[str, list[Row]]
_LARGEST = 2**53
_NOWHERE: Row = (None, None, None, None)
_ESCAPED_NUL = b"\\u0000"


def facts_of(report: Report, passages: Sequence[Passage], report_json: bytes) -> Facts:
    """Rows by table name, without the document's internal number; all text is writable.

    ``report_json`` is the report's JSON: it says at once whether any text of the report needs to be made writable
    (lone surrogates have no JSON at all).
    """
    starts = [passage.start for passage in passages]
    facts: Facts = {
        "reports": [_report(report)],
        "citations": [_reference(position, item) for position, item in enumerate(report.references)],
        "mentions": [
            _mention(position, number, mention, bisect_right(starts, mention.start) - 1)
            for position, reference in enumerate(report.references)
            for number, mention in enumerate(reference.mentions)
        ],
        "indicators": [_indicator(position, item) for position, item in enumerate(report.indicators)],
        "procedure_counts": [_procedure(position, item) for position, item in enumerate(report.procedure_counts)],
        "dates": [_date(position, item) for position, item in enumerate(report.dates)],
        "periods": [_period(position, item) for position, item in enumerate(report.periods)],
        "sections": list(_sections(report.sections)),
        "findings": [_finding(position, item) for position, item in enumerate(report.findings)],
    }
    if _ESCAPED_NUL in report_json:
        return {name: [_writable(row) for row in rows] for name, rows in facts.items()}
    return facts


def _writable(row: Row) -> Row:
    return tuple(writable(value) if isinstance(value, str) else value for value in row)


def _place(evidence: Sequence[Evidence]) -> Row:
    if not evidence:
        return _NOWHERE
    first = evidence[0]
    return first.start, first.end, first.quote, first.page


def _number(value: float | None) -> float | None:
    """Numbers that a database column cannot hold exactly stay in the Report JSON only."""
    return float(value) if value is not None and abs(value) <= _LARGEST else None


def _count(value: int | None) -> int | None:
    return value if value is not None and abs(value) <= _LARGEST else None


def _report(report: Report) -> Row:
    source, head, kind = report.source, report.letterhead, report.document_type
    period, issuer, signature = report.period, report.issuer, report.signature
    unit = issuer.name if issuer else head.agency
    return (
        source.filename,
        source.media_type,
        source.pages,
        source.text_origin,
        head.number,
        head.symbol,
        head.issued_on,
        head.place,
        kind.code if kind else None,
        kind.name if kind else None,
        report.subject,
        unit,
        issuer.code if issuer else None,
        folded_words(f"{unit or ''} {head.agency or ''} {head.parent_agency or ''}"),
        issuer.method if issuer else None,
        issuer.confidence if issuer else None,
        *((period.kind, period.year, period.start, period.end, period.text) if period else (None,) * 5),
        signature.name,
        signature.position,
    )


def _reference(position: int, item: Reference) -> Row:
    parts = number_key(item.number) if item.number else None
    return (
        position,
        item.number,
        *((parts.value, parts.suffix, parts.year, parts.symbol) if parts else (None,) * 4),
        item.kind,
        item.type.code if item.type else None,
        item.type.name if item.type else None,
        item.title,
        folded_words(item.title) if item.title else "",
        item.issued_on,
        item.issuer,
        item.issuer_method,
        item.subject,
        folded_words(item.subject) if item.subject else "",
        item.key,
        item.relation,
        item.confidence,
        *_place(item.evidence or item.mentions),
    )


def _mention(position: int, number: int, mention: Mention, passage: int) -> Row:
    return (
        position,
        number,
        mention.start,
        mention.end,
        mention.quote,
        mention.page,
        mention.relation,
        mention.form,
        "; ".join(mention.articles),
        passage if passage >= 0 else None,
    )


def _indicator(position: int, item: Indicator) -> Row:
    context = item.cell_context
    return (
        position,
        item.code,
        item.label,
        _number(item.value),
        None if item.upper is None else _number(item.upper),
        None if item.of is None else _number(item.of),
        None if item.percent is None else _number(item.percent),
        item.unit,
        item.bound,
        item.nature,
        item.state,
        item.source,
        context.row_header if context else None,
        context.column_header if context else None,
        *_place(item.evidence),
    )


def _procedure(position: int, item: ProcedureCount) -> Row:
    return (
        position,
        _count(item.procedures),
        _count(item.fields),
        "; ".join(item.field_names),
        item.reference,
        " ".join(item.levels),
        item.action,
        item.bound,
        item.state,
        item.part_of,
        *_place(item.evidence),
    )


def _date(position: int, item: Date) -> Row:
    return (position, item.value, item.precision, item.role, item.state, *_place(item.evidence))


def _period(position: int, item: Period) -> Row:
    own = (item.kind, item.year, item.index, item.start, item.end, item.basis, item.text, item.role)
    return (position, *own, *_place(item.evidence))


def _sections(tree: Sequence[Section]) -> Iterator[Row]:
    """The tree flattened in reading order; ``parent`` is the position of the section above."""
    stack: list[tuple[Section, int | None]] = [(section, None) for section in reversed(tree)]
    position = 0
    while stack:
        item, parent = stack.pop()
        own = (parent, item.label, item.title, item.level, item.kind, item.start, item.end)
        yield (position, *own, *_place(item.evidence))
        stack += [(child, position) for child in reversed(item.children)]
        position += 1


def _finding(position: int, item: Finding) -> Row:
    return (position, item.rule, item.severity, item.message, item.basis, *_place(item.evidence))
