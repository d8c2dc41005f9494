"""What a database or a disk says when it cannot go on, as errors an officer understands."""

from __future__ import annotations

import sqlite3
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.exc import SQLAlchemyError

from pipeline.errors import NO_ROOM, LibraryBusy, LibraryUnusable, Stopped, StorageFull

_BY_CODE: dict[int, type[Stopped]] = {
    sqlite3.SQLITE_FULL: StorageFull,
    sqlite3.SQLITE_IOERR: StorageFull,  # what a file system without room for the log looks like
    sqlite3.SQLITE_BUSY: LibraryBusy,
    sqlite3.SQLITE_LOCKED: LibraryBusy,
    sqlite3.SQLITE_READONLY: LibraryUnusable,
    sqlite3.SQLITE_CANTOPEN: LibraryUnusable,
    sqlite3.SQLITE_CORRUPT: LibraryUnusable,
    sqlite3.SQLITE_NOTADB: LibraryUnusable,
    sqlite3.SQLITE_PERM: LibraryUnusable,
}
_BY_STATE: dict[str, type[Stopped]] = {
    "53100": StorageFull,  # disk_full
    "53200": StorageFull,  # out_of_memory
    "55P03": LibraryBusy,  # lock_not_available
    "40P01": LibraryBusy,  # deadlock_detected
    "57014": LibraryBusy,  # query_canceled, by a timeout
    "57P01": LibraryUnusable,  # admin_shutdown
    "42501": LibraryUnusable,  # insufficient_privilege
}


def translated(error: BaseException) -> Stopped | None:
    """The error that stops a run, None where ``error`` is of another kind (a mistake in the program)."""
    if isinstance(error, OSError):
        return StorageFull(str(error)) if error.errno in NO_ROOM else None
    if isinstance(error, sqlite3.Error):
        kind = _BY_CODE.get((getattr(error, "sqlite_errorcode", None) or 0) & 0xFF)
        return kind(str(error)) if kind is not None else None
    kind = _BY_STATE.get(_server_state(error))
    if kind is None and type(error).__name__ in ("InterfaceError", "OperationalError"):
        kind = LibraryUnusable  # the server is not there
    return kind(str(error)[:500]) if kind is not None else None


def _server_state(error: BaseException) -> str:
    said = getattr(error, "sqlstate", None)  # psycopg
    if not said and error.args and isinstance(error.args[0], dict):
        said = error.args[0].get("C")  # pg8000
    return str(said or "")


def listen(engine: Engine) -> None:
    """Let every statement of ``engine`` raise the errors above."""
    event.listen(engine, "handle_error", _handle, retval=True)


def _handle(context: Any) -> SQLAlchemyError | None:
    found = translated(context.original_exception)
    if found is not None:
        raise found from context.original_exception
    return None
