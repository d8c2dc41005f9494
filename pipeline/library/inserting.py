"""Whole rows into a table, as fast as the driver takes them.

An ``INSERT`` over all columns of a table needs no expression compiler: names quoted by the dialect, one placeholder a
column. The values must already be what the driver stores (text, numbers, bytes, None).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Table


def insert_rows(connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert ``rows``, each with a value for every column of ``table`` in order. No rows is no statement."""
    if not rows:
        return
    dialect = connection.dialect
    quote = dialect.identifier_preparer.quote
    names = ", ".join(quote(column.name) for column in table.columns)
    places = ", ".join(["?" if dialect.paramstyle == "qmark" else "%s"] * len(table.columns))
    connection.exec_driver_sql(f"INSERT INTO {quote(table.name)} ({names}) VALUES ({places})", list(rows))
