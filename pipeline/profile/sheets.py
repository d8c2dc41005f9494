"""The CSV files of a profile: units.csv and documents.csv."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from pipeline.profile.checking import one, text_of
from schemas.org_unit import OrgUnit
from schemas.profile import ReplacedDocument

_LISTS = ("aliases", "successors")
_DATES = ("valid_from", "valid_to", "issued_on", "replaced_from")
_ANSWERS = ("reports", "verified")
_TRUE, _FALSE = ("1", "true", "có", "co", "x", "yes"), ("0", "false", "không", "khong", "no")
M = TypeVar("M", bound=BaseModel)


def units(path: Path, problems: list[str]) -> Iterator[OrgUnit]:
    """Rows of units.csv."""
    return _rows(OrgUnit, path, ("code", "name"), problems)


def documents(path: Path, problems: list[str]) -> Iterator[ReplacedDocument]:
    """Rows of documents.csv."""
    return _rows(ReplacedDocument, path, ("number", "replaced_by"), problems)


def _rows(kind: type[M], path: Path, required: tuple[str, ...], problems: list[str]) -> Iterator[M]:
    reader = csv.DictReader(io.StringIO(text_of(path, problems)))
    columns = set(kind.model_fields) - {"listed"}
    for extra in [name for name in reader.fieldnames or () if name not in columns]:
        problems.append(f"{path.name}: dòng 1: cột {extra!r} không có trong mẫu")
    for lacking in [name for name in required if reader.fieldnames and name not in reader.fieldnames]:
        problems.append(f"{path.name}: dòng 1: thiếu cột {lacking!r}")
    for row in reader:
        place = f"dòng {reader.line_num}"
        if None in row:
            problems.append(f"{path.name}: {place}: thừa ô so với dòng tiêu đề (ô có dấu phẩy phải ở trong ngoặc kép)")
            continue
        values = {name: value.strip() for name, value in row.items() if name in columns and value and value.strip()}
        parsed = _parsed(values, f"{path.name}: {place}", problems)
        found = one(kind, parsed, path.name, place, problems) if parsed else None
        if found is not None:
            yield found


def _parsed(values: dict[str, str], place: str, problems: list[str]) -> dict[str, Any]:
    """Cells as the schema wants them; empty when one of them cannot be."""
    parsed: dict[str, Any] = dict(values)
    for name, value in values.items():
        if name in _LISTS:
            parsed[name] = tuple(part.strip() for part in value.split(";") if part.strip())
        elif name in _DATES and not _is_date(value):
            problems.append(f"{place}: {name}: {value!r} không phải ngày dạng NĂM-THÁNG-NGÀY")
            return {}
        elif name in _ANSWERS:
            if value.lower() not in _TRUE + _FALSE:
                problems.append(f"{place}: {name}: {value!r} phải là 1 (có) hoặc 0 (không)")
                return {}
            parsed[name] = value.lower() in _TRUE
    return parsed


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
