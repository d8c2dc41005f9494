"""Connections. Writers take turns from the first statement on; a reader never waits for a writer.

SQLite: write-ahead log, ``synchronous=FULL`` (a committed row survives a power cut), ``BEGIN IMMEDIATE`` for writers.
PostgreSQL: an advisory lock held by the writing transaction does the same.
"""

from __future__ import annotations

import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, select, text

from pipeline.errors import Unreadable
from pipeline.library import failing, tables
from pipeline.library.index import create_index

WAIT_SECONDS = 60
_LOCK = 0x6261_6F63_616F
_TRIES = 50
_SCHEMA = select(tables.settings.c.value).where(tables.settings.c.name == "schema")


def engine_of(url: URL) -> Engine:
    """An engine whose transactions follow the rules above. Makes the tables where they are missing.

    Its statements raise ``StorageFull``, ``LibraryBusy`` or ``LibraryUnusable`` when the database cannot go on.
    """
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url, connect_args={"timeout": WAIT_SECONDS, "check_same_thread": False})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        engine = create_engine(url)
        event.listen(engine, "begin", _begin_server)
    failing.listen(engine)
    if not _is_made(engine):
        with engine.execution_options(writes=True).begin() as connection:
            empty = not inspect(connection).get_table_names()
            tables.metadata.create_all(connection, checkfirst=not empty)
            create_index(connection)
            if connection.scalar(_SCHEMA) is None:
                connection.execute(tables.settings.insert(), {"name": "schema", "value": tables.SCHEMA})
    return engine


def _is_made(engine: Engine) -> bool:
    """Tell whether all tables are there, without waiting for a writer. Unreadable where another release made them."""
    with engine.begin() as connection:
        names = set(inspect(connection).get_table_names())
        if tables.settings.name not in names:
            return False
        schema = connection.scalar(_SCHEMA)
    if schema not in (None, tables.SCHEMA):
        raise Unreadable(
            f"library schema {schema}, expected {tables.SCHEMA}",
            reason="Thư viện do phiên bản khác của chương trình tạo ra.",
            advice="Chạy lại baocao run với một thư mục kết quả mới.",
        )
    return schema is not None and names >= set(tables.metadata.tables)


def library_url(target: str | Path) -> URL:
    """The database URL of a path (a file, or a folder that holds ``library.db``) or of a ``postgresql://`` address."""
    if isinstance(target, str) and "://" in target:
        url = make_url(target)
        if url.drivername == "postgresql":
            url = url.set(drivername="postgresql+psycopg" if find_spec("psycopg") else "postgresql+pg8000")
        return url
    path = Path(target)
    if path.is_dir():
        path = path / "library.db"
    path.parent.mkdir(parents=True, exist_ok=True)
    return URL.create("sqlite", database=str(path))


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # otherwise the driver begins transactions by itself, and late
    try:
        _use_log(connection)
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
    except connection.Error as error:  # raised outside statements, where the engine's listener does not hear it
        found = failing.translated(error)
        if found is None:
            raise
        raise found from error


def _use_log(connection: Any) -> None:
    for attempt in range(_TRIES):
        try:
            if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                connection.execute("PRAGMA journal_mode=WAL")
            return
        except connection.OperationalError:  # changing the mode does not wait for other connections
            if attempt == _TRIES - 1:
                raise
            time.sleep(0.1)


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _begin_server(connection: Connection) -> None:
    if connection.get_execution_options().get("writes"):
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
