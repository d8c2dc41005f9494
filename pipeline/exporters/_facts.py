"""All facts of a report as flat rows: one row a fact, each with its unit, file, page and quote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from math import isfinite
from typing import Any

from schemas.report import Report
from schemas.section import Section
from schemas.span import Evidence, Fact


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact. ``value`` is as JSON would write it; cells that do not apply are None."""

    report_id: str
    filename: str
    unit: str | None
    period: str | None
    fact: str
    code: str | None = None
    label: str | None = None
    value: int | float | str | None = None
    upper: int | float | None = None
    measure: str | None = None
    bound: str | None = None
    state: str | None = None
    date: str | None = None
    detail: str | None = None
    method: str | None = None
    confidence: float | None = None
    page: int | None = None
    start: int | None = None
    end: int | None = None
    quote: str | None = None


COLUMNS = tuple(field.name for field in fields(FactRow))
Cell = int | float | str | None


def rows(reports: Iterable[Report]) -> Iterator[FactRow]:
    """Rows of all ``reports``, in the order given and within each in the order of the schema."""
    for report in reports:
        yield from _rows_of(report)


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the rows of one report."""

    report: Report
    unit: str | None
    period: str | None

    def __call__(
        self, fact: str, source: Fact | None, evidence: Iterable[Evidence] | None = None, **more: Any
    ) -> FactRow:
        places = tuple(evidence if evidence is not None else source.evidence if source is not None else ())
        place = places[0] if places else None
        return FactRow(
            report_id=self.report.report_id,
            filename=self.report.source.filename,
            unit=self.unit,
            period=self.period,
            fact=fact,
            method=source.method if source is not None else None,
            confidence=source.confidence if source is not None else None,
            page=place.page if place else None,
            start=place.start if place else None,
            end=place.end if place else None,
            quote=place.quote if place else None,
            **more,
        )


def _rows_of(report: Report) -> Iterator[FactRow]:
    make = _Maker(
        report,
        report.letterhead.agency or (report.issuer.name if report.issuer else None),
        report.period.text if report.period else None,
    )
    yield from _head(report, make)
    yield from _quantities(report, make)
    yield from _citations(report, make)
    yield from _frame(report, make)


def _head(report: Report, make: _Maker) -> Iterator[FactRow]:
    head = report.letterhead
    named = {item.field: item for item in head.evidence}
    for field in ("parent_agency", "agency", "number", "place", "issued_on"):
        value: str | None = getattr(head, field)
        if value is not None:
            yield make("letterhead", head, [named[field]] if field in named else None, code=field, value=value)
    if report.issuer is not None:
        yield make("issuer", report.issuer, value=report.issuer.name, code=report.issuer.code)
    own = {item.field: item for item in report.evidence}
    if report.subject is not None:
        yield make("subject", None, [own["subject"]] if "subject" in own else (), value=report.subject)
    if report.period is not None:
        span = f"{report.period.start or '?'}/{report.period.end or '?'}"
        yield make("period", report.period, code=report.period.kind, value=report.period.text, detail=span)


def _quantities(report: Report, make: _Maker) -> Iterator[FactRow]:
    for indicator in report.indicators:
        yield make(
            "indicator",
            indicator,
            code=indicator.code,
            label=indicator.label,
            value=_finite(indicator.value),
            upper=_finite(indicator.upper),
            measure=indicator.unit,
            bound=indicator.bound,
            state=indicator.state,
            detail=f"/{indicator.of}" if indicator.of is not None else None,
        )
    for count in report.procedure_counts:
        fields = f"{count.fields} lĩnh vực" if count.fields else None
        yield make(
            "procedure_count",
            count,
            code=count.action,
            label=", ".join(count.levels) or None,
            value=count.procedures,
            measure="TTHC",
            bound=count.bound,
            state=count.state,
            detail="; ".join(text for text in (count.reference, fields) if text) or None,
        )


def _finite(value: int | float | None) -> int | float | None:
    return value if value is not None and isfinite(value) else None


def _citations(report: Report, make: _Maker) -> Iterator[FactRow]:
    for reference in report.references:
        for mention in reference.mentions:
            yield make(
                "reference",
                reference,
                [mention],
                code=reference.key,
                label=reference.type.name if reference.type else None,
                value=reference.number or reference.title,
                date=reference.issued_on,
                detail=reference.subject,
                state=reference.relation,
            )
    for date in report.dates:
        yield make("date", date, code=date.role, value=date.value, state=date.state, date=date.value)


def _frame(report: Report, make: _Maker) -> Iterator[FactRow]:
    for section in _flat(report.sections):
        yield make("section", section, code=section.kind, label=section.label, value=section.title)
    signature = report.signature
    if signature.name or signature.position:
        yield make("signature", signature, label=signature.position, value=signature.name, detail=signature.authority)
    for recipient in report.recipients:
        yield make("recipient", None, (), value=recipient)
    for finding in report.findings:
        yield make("finding", None, finding.evidence, code=finding.rule, state=finding.severity, value=finding.message)


def _flat(sections: Iterable[Section]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _flat(section.children)
