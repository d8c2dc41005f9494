"""The consolidation as a workbook.

Summary, by unit, references, findings, status, charts, and the source of every number.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

from pipeline.exporters._atomic import steady_zip, write_with
from pipeline.exporters._sources import SourceRow, first_rows, source_rows
from pipeline.exporters.workbook import by_unit, charts, findings, references, sources, status, summary
from pipeline.exporters.workbook.book import Book
from schemas.consolidation import Consolidation

NAME, SUFFIX, SCOPE = "xlsx", ".xlsx", "consolidation"


def export(source: Consolidation, path: Path) -> None:
    """Write ``source`` to ``path``."""
    write_with(path, lambda target: _write(source, target))


def _write(source: Consolidation, path: Path) -> None:
    rows = source_rows(source, mentions=True)
    starts = {owner: sources.FIRST_ROW + index for owner, index in first_rows(rows).items()}
    book = Book(path)
    summary.write(book, source, starts)
    by_unit.write(book, source, _places(rows))
    references.write(book, source, starts)
    findings.write(book, source)
    status.write(book, source)
    sources.write(book, source, rows)
    charts.write(book, source)
    book.file.close()
    steady_zip(path, _portable_links(path))


def _portable_links(path: Path) -> dict[str, bytes]:
    """Relations with slashes in relative paths: xlsxwriter writes backslashes, which only one system understands."""
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/worksheets/_rels/")]
        return {name: archive.read(name).replace(b"\\", b"/") for name in names}


def _places(rows: list[SourceRow]) -> dict[tuple[str, str], int]:
    """Sheet row of (owner, unit), and of (owner, "") for the first row of an owner."""
    found: dict[tuple[str, str], int] = {}
    for index, row in enumerate(rows):
        found.setdefault((row.owner, row.unit or ""), sources.FIRST_ROW + index)
        found.setdefault((row.owner, ""), sources.FIRST_ROW + index)
    return found
