"""Arrivals: which files came in under which names, and what became of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, select

from pipeline.errors import State
from pipeline.library import tables
from pipeline.library.kept import Kept, writable_path
from pipeline.library.keys import writable
from pipeline.library.tables import AnyRow

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that came in, and what became of it. Of several arrivals of the same bytes the first path counts, the
    others are ``duplicate``; ``sha256`` is ``""`` where the bytes could not be read."""

    path: str
    sha256: str
    size_bytes: int
    state: State
    reason: str
    hint: str
    detail: str


_ARRIVALS = select(
    tables.arrivals.c.path,
    tables.arrivals.c.sha256,
    tables.arrivals.c.size_bytes,
    tables.arrivals.c.state,
    tables.arrivals.c.reason,
    tables.arrivals.c.hint,
    tables.arrivals.c.detail,
    tables.documents.c.state.label("doc_state"),
    tables.documents.c.reason.label("doc_reason"),
    tables.documents.c.hint.label("doc_hint"),
    tables.documents.c.detail.label("doc_detail"),
).join_from(tables.arrivals, tables.documents, tables.arrivals.c.sha256 == tables.documents.c.sha256, isouter=True)


def chunks(names: Sequence[str]) -> Iterator[Sequence[str]]:
    """``names`` in pieces that fit into one statement."""
    for start in range(0, len(names), _CHUNK):
        yield names[start : start + _CHUNK]


def all_arrivals(connection: Connection) -> list[Arrival]:
    """Every file that came in, with its state, by path."""
    rows = connection.execute(_ARRIVALS).all()
    first: dict[str, str] = {}
    for row in sorted(rows, key=lambda row: (row.sha256, row.path)):
        first.setdefault(row.sha256, row.path)
    found = []
    for row in sorted(rows, key=lambda row: (row.path, row.sha256)):
        repeated = bool(row.sha256) and first[row.sha256] != row.path
        said = (row.doc_state, row.doc_reason, row.doc_hint, row.doc_detail) if row.sha256 else tuple(row[3:7])
        state = ("duplicate", f"Trùng nội dung với tệp {first[row.sha256]}.", "", "") if repeated else said
        found.append(Arrival(row.path, row.sha256, row.size_bytes, *state))
    return found


def record(connection: Connection, items: Sequence[Kept]) -> None:
    """Record the arrivals. A result of the bytes belongs to the document; only files without bytes keep theirs here."""
    table = tables.arrivals
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for item in items:
        said = (item.state, item.reason, item.hint, item.detail) if not item.sha256 else ("", "", "", "")
        path = writable_path(item.path)
        values = zip(("state", "reason", "hint", "detail"), map(writable, said), strict=True)
        rows[path, item.sha256] = {"path": path, "sha256": item.sha256, "size_bytes": item.size_bytes, **dict(values)}
    paths = sorted({path for path, _ in rows})
    kept: dict[tuple[str, str], AnyRow] = {}
    for chunk in chunks(paths):
        for row in connection.execute(select(table).where(table.c.path.in_(chunk))):
            kept[row.path, row.sha256] = row
    cured = {path for path, sha256 in [*rows, *kept] if sha256}
    for path, sha256 in [*kept, *rows]:
        if not sha256 and path in cured:
            connection.execute(delete(table).where(table.c.path == path, table.c.sha256 == ""))
            rows.pop((path, ""), None)
            kept.pop((path, ""), None)
    for place in sorted(set(rows) & set(kept)):
        if not place[1] and dict(kept[place]._mapping) != rows[place]:
            connection.execute(table.update().where(table.c.path == place[0], table.c.sha256 == "").values(rows[place]))
    new = [rows[place] for place in sorted(set(rows) - set(kept))]
    if new:
        connection.execute(table.insert(), new)
