"""The whole library as text for comparison: two libraries with the same content give the same text."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from sqlalchemy import Connection, select

from pipeline.library import tables


def dump(connection: Connection) -> str:
    """One line of JSON a row, sorted; internal numbers are replaced by the document's hash, long values by theirs."""
    names: dict[int, str] = {
        row.document: row.sha256
        for row in connection.execute(select(tables.documents.c.document, tables.documents.c.sha256))
    }
    lines = []
    for table in (tables.documents, tables.arrivals, *tables.FACTS, tables.passages, tables.decisions):
        for row in connection.execute(select(table)):
            values = {name: _shown(name, value, names) for name, value in row._mapping.items()}
            lines.append(json.dumps({"table": table.name, **values}, ensure_ascii=False, sort_keys=True))
    return "\n".join(sorted(lines)) + "\n"


def _shown(name: str, value: Any, names: dict[int, str]) -> Any:
    if name == "document":
        return names[value]
    if name == "passage" and value is not None:
        return value & ((1 << tables.PASSAGE_BITS) - 1)
    if isinstance(value, bytes | memoryview):
        return hashlib.sha256(bytes(value)).hexdigest()
    return value
