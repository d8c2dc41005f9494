"""Decisions of people (assign, resolve, approve, exclude): an append-only record, never changed."""

from __future__ import annotations

from sqlalchemy import func, select

from pipeline.library import tables
from pipeline.library.store import Library
from schemas.submission import Decision


def decisions(library: Library) -> list[Decision]:
    """All decisions in the order they were made."""
    table = tables.decisions
    columns = [table.c[name] for name in Decision.model_fields]
    with library.engine.begin() as connection:
        rows = connection.execute(select(*columns).order_by(table.c.serial)).all()
    return [Decision(**row._mapping) for row in rows]


def record(library: Library, decision: Decision) -> None:
    """Add one decision at the end of the record."""
    table = tables.decisions
    with library.engine.execution_options(writes=True).begin() as connection:
        serial = (connection.scalar(select(func.max(table.c.serial))) or 0) + 1
        connection.execute(table.insert(), {"serial": serial, **decision.model_dump()})
