"""The reports of a library at a glance: what stands in their letterheads, their state, and how many findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from pipeline.errors import State
from pipeline.library import tables
from pipeline.library.filters import Filters, report_rows
from pipeline.library.store import Library


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One report. ``findings`` counts them by severity; ``period`` is what the report says, dates are ISO."""

    sha256: str
    path: str
    filename: str
    unit: str | None
    number: str | None
    issued_on: str | None
    type: str | None
    period: str | None
    state: State
    findings: Mapping[str, int]


def overview(
    library: Library, *, unit: str | None = None, period: str | None = None, type: str | None = None
) -> list[ReportLine]:
    """The reports that pass the filters (as in ``search``), by unit, then newest first, then by path."""
    with library.engine.begin() as connection:
        rows = report_rows(connection, Filters(unit, period, type))
        counts = _findings(connection)
        table = tables.documents
        states = {row.document: row.state for row in connection.execute(select(table.c.document, table.c.state))}
    lines = [
        ReportLine(
            sha256=row.sha256,
            path=row.path,
            filename=row.filename,
            unit=row.unit,
            number=row.number,
            issued_on=row.issued_on,
            type=row.type_code,
            period=row.period_text,
            state=states[document],
            findings=counts.get(document, {}),
        )
        for document, row in rows.items()
    ]
    lines.sort(key=lambda line: line.path)
    lines.sort(key=lambda line: line.issued_on or "", reverse=True)
    return sorted(lines, key=lambda line: line.unit or "\uffff")


def _findings(connection: Connection) -> dict[int, dict[str, int]]:
    table = tables.findings
    query = select(table.c.document, table.c.severity, func.count()).group_by(table.c.document, table.c.severity)
    counts: dict[int, dict[str, int]] = {}
    for document, severity, count in connection.execute(query):
        counts.setdefault(document, {})[severity] = count
    return counts
