"""All facts of all reports as Parquet, for statistics programs. Needs the optional extra ``parquet`` (pyarrow)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import astuple
from itertools import islice
from pathlib import Path
from typing import Any

from pipeline.errors import Unsupported
from pipeline.exporters._atomic import write_with
from pipeline.exporters._facts import COLUMNS, FactRow, rows
from schemas.report import Report

NAME, SUFFIX, SCOPE = "parquet", ".parquet", "facts"
_NUMBERS = ("upper", "confidence")
_INTEGERS = ("page", "start", "end")
_GROUP = 20_000


def export(source: Iterable[Report], path: Path) -> None:
    """Write the facts of ``source`` to ``path``. ``value`` is text, ``number`` the same where it is a number."""
    try:
        import pyarrow  # type: ignore[import-untyped]  # noqa: PLC0415 - optional and heavy
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError as error:
        advice = "Cài thêm: pip install 'baocao[parquet]', hoặc xuất ra CSV."
        raise Unsupported(str(error), reason="Chưa cài thư viện ghi Parquet.", advice=advice) from error
    schema = pyarrow.schema([(name, _type(pyarrow, name)) for name in (*COLUMNS, "number")])

    def make(target: Path) -> None:
        with parquet.ParquetWriter(target, schema, compression="zstd") as writer:
            for group in _groups(rows(source)):
                writer.write_table(pyarrow.table(_columns(group), schema=schema))

    write_with(path, make)


def _type(pyarrow: Any, name: str) -> Any:
    if name in _INTEGERS:
        return pyarrow.int64()
    return pyarrow.float64() if name in (*_NUMBERS, "number") else pyarrow.string()


def _groups(found: Iterator[FactRow]) -> Iterator[list[FactRow]]:
    while group := list(islice(found, _GROUP)):
        yield group


def _columns(group: list[FactRow]) -> dict[str, list[Any]]:
    columns: dict[str, list[Any]] = {
        name: [_cell(name, value) for value in values]
        for name, values in zip(COLUMNS, zip(*map(astuple, group), strict=True), strict=True)
    }
    columns["number"] = [float(row.value) if isinstance(row.value, int | float) else None for row in group]
    return columns


def _cell(name: str, value: Any) -> Any:
    if value is None or name in _INTEGERS:
        return value
    return float(value) if name in _NUMBERS else str(value)
