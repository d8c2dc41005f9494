"""Which passages hold given words. The meaning is that of ``LIKE '% word %'`` over the ``words`` and ``toned`` columns
of ``passages``, which every engine understands; SQLite's FTS5 only answers faster. Its tokenizer cuts at spaces alone,
because the columns hold letters, digits and spaces only.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from sqlalchemy import Connection, and_, select, text
from sqlalchemy.exc import OperationalError

from pipeline.library import tables

ColumnName = Literal["words", "toned"]
_TABLE = "passage_index"


def create_index(connection: Connection) -> None:
    """Make the accelerator where the engine offers one."""
    if connection.dialect.name == "sqlite":
        if has_index(connection):
            return
        try:
            connection.execute(
                text(
                    f"CREATE VIRTUAL TABLE {_TABLE} USING fts5(words, toned, content='passages', "
                    "content_rowid='passage', tokenize='ascii', columnsize=0)"
                )
            )
        except OperationalError:  # an SQLite built without FTS5
            return
    elif connection.dialect.name == "postgresql":
        for column in ("words", "toned"):
            connection.execute(
                text(
                    f"CREATE INDEX IF NOT EXISTS passages_{column} ON passages "
                    f"USING gin (string_to_array(btrim({column}), ' '))"
                )
            )


def has_index(connection: Connection) -> bool:
    """Tell whether SQLite's accelerator is there."""
    found = text("SELECT 1 FROM sqlite_master WHERE name = :name")
    return connection.dialect.name == "sqlite" and connection.scalar(found, {"name": _TABLE}) is not None


def index_rows(connection: Connection, rows: Sequence[tuple[int, str, str]]) -> None:
    """Index passages that are new in their table: (passage, words, toned)."""
    if rows and has_index(connection):
        connection.exec_driver_sql(f"INSERT INTO {_TABLE}(rowid, words, toned) VALUES (?, ?, ?)", list(rows))


def forget_range(connection: Connection, first: int, last: int) -> None:
    """Take passages out of the index; they must still be in their table."""
    if has_index(connection):
        connection.execute(
            text(
                f"INSERT INTO {_TABLE}({_TABLE}, rowid, words, toned) SELECT 'delete', passage, words, toned "
                "FROM passages WHERE passage >= :first AND passage < :last"
            ),
            {"first": first, "last": last},
        )


def matching(connection: Connection, phrases: Sequence[str], column: ColumnName) -> list[int]:
    """Passages that hold every phrase (words with single spaces between), in order."""
    if has_index(connection):
        query = " AND ".join(f'{column} : "{phrase}"' for phrase in phrases)
        found = text(f"SELECT rowid FROM {_TABLE} WHERE {_TABLE} MATCH :query ORDER BY rowid")
        return list(connection.scalars(found, {"query": query}))
    return matching_plainly(connection, phrases, column)


def matching_plainly(connection: Connection, phrases: Sequence[str], column: ColumnName) -> list[int]:
    """The same by standard SQL (on PostgreSQL after its array index)."""
    stored = tables.passages.c[column]
    condition = and_(*(stored.like(f"% {phrase} %") for phrase in phrases))
    values: dict[str, object] = {}
    if connection.dialect.name == "postgresql":
        held = text(f"string_to_array(btrim({column}), ' ') @> string_to_array(:wanted, ' ')")
        condition = and_(held, condition)
        values["wanted"] = " ".join(phrases)
    return list(
        connection.scalars(
            select(tables.passages.c.passage).where(condition).order_by(tables.passages.c.passage), values
        )
    )
