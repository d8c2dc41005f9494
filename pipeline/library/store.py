"""The library: reports, facts, findings and original bytes, kept idempotently.

``keep`` writes one batch in one transaction, so that a killed run leaves whole batches only, and running again gives
the library of one undisturbed run. What is stored depends on the bytes, the program's version and the arrivals, never
on their order or on who wrote first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType

from sqlalchemy import Connection, Engine, delete, func, select

from pipeline.errors import State
from pipeline.failpoints import reached
from pipeline.library import tables
from pipeline.library.arriving import Arrival, all_arrivals, chunks, record
from pipeline.library.engine import engine_of, library_url
from pipeline.library.index import forget_range, index_rows
from pipeline.library.inserting import insert_rows
from pipeline.library.kept import Kept
from pipeline.library.keys import writable
from pipeline.library.originals import FolderOriginals, Original, Originals, TableOriginals
from pipeline.library.rows import Row
from pipeline.library.tables import AnyRow
from pipeline.library.version import current_version
from schemas.report import Report

READ: frozenset[State] = frozenset({"accepted", "partial"})
RETRIED: frozenset[State] = frozenset({"timeout", "crashed", "needs_ocr", "incomplete"})
"""States that another run may better (more time, OCR installed meanwhile): not ``known``."""


class Library:
    """A library that is open. Use ``Library.open`` and close it (or use ``with``)."""

    def __init__(self, engine: Engine, originals: Originals, version: str) -> None:
        self.engine = engine
        self.originals = originals
        self.version = version

    @classmethod
    def open(cls, target: str | Path, originals: Path | None = None, version: str | None = None) -> Library:
        """Open or make the library at a path or URL.

        ``originals`` is the folder of the original bytes: beside an SQLite file by default, in a table of a database
        server. ``version`` stands for the extraction program; reports of another version are not ``known``.
        """
        url = library_url(target)
        engine = engine_of(url)
        if originals is None and url.get_backend_name() == "sqlite" and url.database:
            originals = Path(url.database).parent / "originals"
        store = FolderOriginals(originals) if originals is not None else TableOriginals(engine)
        return cls(engine, store, version or current_version())

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_error: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.close()

    def keep(self, items: Sequence[Kept], originals: Mapping[str, Original] | None = None) -> None:
        """Keep a batch: original bytes first, then everything else in one transaction.

        Keeping an item again changes nothing. Results of another version are replaced; of two results of one version
        the better stays (whole before partial before failed). Raises ValueError for a duplicate of bytes that nobody
        kept and for originals that do not have their hash, ``StorageFull``, ``LibraryBusy`` or ``LibraryUnusable``
        when the run must stop: then nothing of the batch is kept.
        """
        if originals and (refused := self.originals.put(originals)):
            raise ValueError(f"bytes that do not have their hash: {', '.join(sorted(refused))}")
        reached()
        chosen: dict[str, Kept] = {}
        for item in items:
            if item.sha256 and item.state != "duplicate":
                best = chosen.get(item.sha256)
                chosen[item.sha256] = item if best is None else min(best, item, key=_order)
        with self.engine.execution_options(writes=True).begin() as connection:
            existing = self._existing(connection, {item.sha256 for item in items if item.sha256})
            for item in items:
                if item.sha256 and item.sha256 not in chosen and item.sha256 not in existing:
                    raise ValueError(f"duplicate of bytes that are not kept: {item.path}")
            self._write(connection, [chosen[name] for name in sorted(chosen)], existing)
            record(connection, items)
            reached()
        reached()

    def _existing(self, connection: Connection, names: Collection[str]) -> dict[str, AnyRow]:
        table = tables.documents
        columns = (table.c.sha256, table.c.document, table.c.version, table.c.state, table.c.reason, table.c.hint,
                   table.c.detail, table.c.report_json)  # fmt: skip
        return {
            row.sha256: row
            for chunk in chunks(sorted(names))
            for row in connection.execute(select(*columns).where(table.c.sha256.in_(chunk)))
        }

    def _write(self, connection: Connection, items: Sequence[Kept], existing: Mapping[str, AnyRow]) -> None:
        following = (connection.scalar(select(func.max(tables.documents.c.document))) or 0) + 1
        documents: list[Row] = []
        facts: dict[str, list[Row]] = {}
        passages: list[Row] = []
        for given in items:
            old = existing.get(given.sha256)
            if old is not None and old.version == self.version and _order(old) <= _order(given):
                continue
            item = given.complete()
            if old is None:
                document, following = following, following + 1
            else:
                document = old.document
                _forget(connection, document)
            documents.append(_document_row(item, document, self.version))
            for name, rows in (item.facts or {}).items():
                facts.setdefault(name, []).extend([(document, *row) for row in rows])
            passages += _passage_rows(item, document)
        insert_rows(connection, tables.documents, documents)
        for table in tables.FACTS:
            insert_rows(connection, table, facts.get(table.name, ()))
        passages.sort()
        insert_rows(connection, tables.passages, passages)
        index_rows(connection, [(row[0], row[-2], row[-1]) for row in passages])

    def known(self, names: Iterable[str], retry: Collection[State] = RETRIED) -> set[str]:
        """Those of the hashes whose result stands: kept by this version, and not in a state worth another try."""
        table = tables.documents
        with self.engine.begin() as connection:
            return {
                row.sha256
                for chunk in chunks(sorted(set(names)))
                for row in connection.execute(
                    select(table.c.sha256, table.c.state).where(
                        table.c.sha256.in_(chunk), table.c.version == self.version
                    )
                )
                if row.state not in retry
            }

    def arrivals(self) -> list[Arrival]:
        """Every file that came in, with its state, by path."""
        with self.engine.begin() as connection:
            return all_arrivals(connection)

    def failures(self) -> list[Arrival]:
        """Files that were not read, or only in part, by path: what ``failures.csv`` lists."""
        return [item for item in self.arrivals() if item.state not in ("accepted", "duplicate", "superseded")]

    def reports(self, names: Collection[str] | None = None) -> Iterator[Report]:
        """Reports (all, or those of the given hashes) in the order of their first path. Streams: memory holds one at a
        time."""
        for document in self._order_of_documents(names):
            with self.engine.begin() as connection:
                data = connection.scalar(
                    select(tables.documents.c.report_json).where(tables.documents.c.document == document)
                )
            if data is not None:
                yield Report.model_validate_json(bytes(data))

    def _order_of_documents(self, names: Collection[str] | None) -> list[int]:
        table, arrived = tables.documents, tables.arrivals
        first = func.min(arrived.c.path)
        query = (
            select(table.c.document, table.c.sha256, first.label("path"))
            .join(arrived, arrived.c.sha256 == table.c.sha256)
            .where(table.c.report_json.is_not(None))
            .group_by(table.c.document, table.c.sha256)
        )
        with self.engine.begin() as connection:
            rows = connection.execute(query).all()
        wanted = None if names is None else set(names)
        rows = [row for row in rows if wanted is None or row.sha256 in wanted]
        return [row.document for row in sorted(rows, key=lambda row: (row.path, row.sha256))]

    def report(self, sha256: str) -> Report:
        """The report of these bytes; KeyError where none is kept."""
        for report in self.reports([sha256]):
            return report
        raise KeyError(sha256)

    def text(self, sha256: str) -> str | None:
        """The text that was read from these bytes."""
        with self.engine.begin() as connection:
            return connection.scalar(select(tables.documents.c.text).where(tables.documents.c.sha256 == sha256))

    def original(self, sha256: str) -> bytes:
        """The bytes as they arrived; KeyError where they are not kept."""
        return self.originals.get(sha256)

    def dump(self) -> str:
        """Everything as text, one line a row, in an order that depends on nothing but the content."""
        from pipeline.library.dumping import dump  # noqa: PLC0415

        with self.engine.begin() as connection:
            return dump(connection)


def _order(item: Kept | AnyRow) -> tuple[int, bytes, str, str]:
    rank = {"accepted": 0, "partial": 1}.get(item.state, 2)
    return rank, bytes(item.report_json or b""), item.state, item.detail


def _passage_range(document: int) -> tuple[int, int]:
    return document << tables.PASSAGE_BITS, (document + 1) << tables.PASSAGE_BITS


def _forget(connection: Connection, document: int) -> None:
    """Take out the result of another version (arrivals and originals stay)."""
    forget_range(connection, *_passage_range(document))
    for table in (*tables.FACTS, tables.passages, tables.documents):
        connection.execute(delete(table).where(table.c.document == document))


def _document_row(item: Kept, document: int, version: str) -> Row:
    said = (writable(item.reason), writable(item.hint), writable(item.detail))
    return (document, item.sha256, item.size_bytes, item.state, *said, version, item.report_json, item.text)


def _passage_rows(item: Kept, document: int) -> Iterator[Row]:
    first = document << tables.PASSAGE_BITS
    for number, passage in enumerate(item.passages[: 1 << tables.PASSAGE_BITS], first):
        yield (number, document, *passage)
