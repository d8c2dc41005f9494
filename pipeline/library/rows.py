"""A report as rows of the fact tables. Runs in the process that read the file, so that the writer only writes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.library.keys import folded_words, writable
from pipeline.library.numbers import number_key
from pipeline.library.passages import Passage
from schemas.indicator import Indicator
from schemas.period import Date, Period
from schemas.procedure import ProcedureCount
from schemas.reference import Mention, Reference
from schemas.report import Report
from schemas.section import Section
from schemas.span import Evidence

Row = dict[str, Any]
Facts = dict[str, list[Row]]
_LARGEST = 2**53


def facts_of(report: Report, passages: Sequence[Passage]) -> Facts:
    """Rows by table name, without the document's internal number; all text is writable."""
    starts = [passage.start for passage in passages]
    facts: Facts = {
        "reports": [_report(report)],
        "citations": [_reference(item) for item in report.references],
        "mentions": [
            _mention(position, number, mention, bisect_right(starts, mention.start) - 1)
            for position, reference in enumerate(report.references)
            for number, mention in enumerate(reference.mentions)
        ],
        "indicators": [_indicator(item) for item in report.indicators],
        "procedure_counts": [_procedure(item) for item in report.procedure_counts],
        "dates": [_date(item) for item in report.dates],
        "periods": [_period(item) for item in report.periods],
        "sections": list(_sections(report.sections)),
        "findings": [
            {"rule": item.rule, "severity": item.severity, "message": item.message, "basis": item.basis}
            | _place(item.evidence)
            for item in report.findings
        ],
    }
    for name, rows in facts.items():
        if name not in ("reports", "mentions"):
            for position, row in enumerate(rows):
                row["position"] = position
    _make_writable([row for rows in facts.values() for row in rows])
    return facts


def _make_writable(rows: list[Row]) -> None:
    written = "\n".join([value for row in rows for value in row.values() if isinstance(value, str)])
    if writable(written) is written:
        return
    for row in rows:
        for column, value in row.items():
            if isinstance(value, str):
                row[column] = writable(value)


def _place(evidence: Sequence[Evidence]) -> Row:
    if not evidence:
        return {"start": None, "end": None, "quote": None, "page": None}
    first = evidence[0]
    return {"start": first.start, "end": first.end, "quote": first.quote, "page": first.page}


def _number(value: float | None) -> float | None:
    """Numbers that a database column cannot hold exactly stay in the Report JSON only."""
    return float(value) if value is not None and abs(value) <= _LARGEST else None


def _count(value: int | None) -> int | None:
    return value if value is not None and abs(value) <= _LARGEST else None


def _report(report: Report) -> Row:
    head, kind, period, issuer = report.letterhead, report.document_type, report.period, report.issuer
    unit = issuer.name if issuer else head.agency
    return {
        "filename": report.source.filename,
        "media_type": report.source.media_type,
        "pages": report.source.pages,
        "text_origin": report.source.text_origin,
        "number": head.number,
        "symbol": head.symbol,
        "issued_on": head.issued_on,
        "place": head.place,
        "type_code": kind.code if kind else None,
        "type_name": kind.name if kind else None,
        "subject": report.subject,
        "unit": unit,
        "unit_code": issuer.code if issuer else None,
        "unit_words": folded_words(f"{unit or ''} {head.agency or ''} {head.parent_agency or ''}"),
        "unit_method": issuer.method if issuer else None,
        "unit_confidence": issuer.confidence if issuer else None,
        "period_kind": period.kind if period else None,
        "period_year": period.year if period else None,
        "period_start": period.start if period else None,
        "period_end": period.end if period else None,
        "period_text": period.text if period else None,
        "signer": report.signature.name,
        "signer_position": report.signature.position,
    }


def _reference(item: Reference) -> Row:
    parts = number_key(item.number) if item.number else None
    return {
        "number": item.number,
        "number_value": parts.value if parts else None,
        "number_suffix": parts.suffix if parts else None,
        "number_year": parts.year if parts else None,
        "number_symbol": parts.symbol if parts else None,
        "kind": item.kind,
        "type_code": item.type.code if item.type else None,
        "type_name": item.type.name if item.type else None,
        "title": item.title,
        "title_words": folded_words(item.title or ""),
        "issued_on": item.issued_on,
        "issuer": item.issuer,
        "issuer_method": item.issuer_method,
        "subject": item.subject,
        "subject_words": folded_words(item.subject or ""),
        "key": item.key,
        "relation": item.relation,
        "confidence": item.confidence,
    } | _place(item.evidence or item.mentions)


def _mention(position: int, number: int, mention: Mention, passage: int) -> Row:
    return {
        "position": position,
        "item": number,
        "start": mention.start,
        "end": mention.end,
        "quote": mention.quote,
        "page": mention.page,
        "relation": mention.relation,
        "form": mention.form,
        "articles": "; ".join(mention.articles),
        "passage": passage if passage >= 0 else None,
    }


def _indicator(item: Indicator) -> Row:
    context = item.cell_context
    return {
        "code": item.code,
        "label": item.label,
        "value": _number(item.value),
        "upper": _number(item.upper),
        "of": _number(item.of),
        "percent": _number(item.percent),
        "unit": item.unit,
        "bound": item.bound,
        "nature": item.nature,
        "state": item.state,
        "source": item.source,
        "row_header": context.row_header if context else None,
        "column_header": context.column_header if context else None,
    } | _place(item.evidence)


def _procedure(item: ProcedureCount) -> Row:
    return {
        "procedures": _count(item.procedures),
        "fields": _count(item.fields),
        "field_names": "; ".join(item.field_names),
        "reference": item.reference,
        "levels": " ".join(item.levels),
        "action": item.action,
        "bound": item.bound,
        "state": item.state,
        "part_of": item.part_of,
    } | _place(item.evidence)


def _date(item: Date) -> Row:
    row = {"value": item.value, "precision": item.precision, "role": item.role, "state": item.state}
    return row | _place(item.evidence)


def _period(item: Period) -> Row:
    return {
        "kind": item.kind,
        "year": item.year,
        "index": item.index,
        "period_start": item.start,
        "period_end": item.end,
        "basis": item.basis,
        "text": item.text,
        "role": item.role,
    } | _place(item.evidence)


def _sections(tree: Sequence[Section]) -> Iterator[Row]:
    """The tree flattened in reading order; ``parent`` is the position of the section above."""
    stack: list[tuple[Section, int | None]] = [(section, None) for section in reversed(tree)]
    position = 0
    while stack:
        section, parent = stack.pop()
        yield {
            "parent": parent,
            "label": section.label,
            "title": section.title,
            "level": section.level,
            "kind": section.kind,
            "section_start": section.start,
            "section_end": section.end,
        } | _place(section.evidence)
        stack += [(child, position) for child in reversed(section.children)]
        position += 1
