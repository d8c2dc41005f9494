"""Titles of document types on a page: ``BÁO CÁO``, ``B Á O  C Á O``, ``BÁO CÁO CÔNG TÁC TUẦN 2``, ``Báo cáo``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from extractors.data import toml_rows
from extractors.layout.spelling import APART, bare, is_upper

_TITLED = 45
"""Longest title line that is a type name in letters set apart."""
_END = re.compile(r"[\s:.,;*/_-]{0,20}")
_NOT_LETTERS = re.compile(r"[\W_]+")


_NO_TITLES = frozenset({"DT", "ĐK"})
"""DỰ THẢO marks a draft; ĐĂNG KÝ heads forms."""


@dataclass(frozen=True, slots=True)
class TypeName:
    """A document type read at the start of a line; ``end`` is where its name ends in the line."""

    code: str
    name: str
    end: int
    alone: bool


@cache
def _names() -> tuple[tuple[str, str, str], ...]:
    """(spelling without marks, code, name), longest spelling first."""
    rows = [
        row for row in toml_rows("document_types") if row["code"] not in _NO_TITLES and "copy" not in row["regimes"]
    ]
    names = [row["name"] for row in rows]
    found: dict[str, tuple[str, str]] = {}
    for row in rows:
        # BÁO CÁO THẨM ĐỊNH is a báo cáo; THÔNG TƯ LIÊN TỊCH is a type of its own.
        narrower = row["regimes"] == ["other"] and any(row["name"].startswith(f"{name} ") for name in names)
        if not narrower and len(row["name"]) > 3:
            found.setdefault(bare(row["name"]), (row["code"], row["name"]))
    return tuple((key, code, name) for key, (code, name) in sorted(found.items(), key=lambda item: -len(item[0])))


@cache
def _by_spelling() -> dict[str, tuple[str, str]]:
    return {key: (code, name) for key, code, name in _names()}


@cache
def _beginning() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(re.escape(key) for key, _, _ in _names())})(?![^\W\d_])")


@cache
def names_by_code() -> dict[str, str]:
    """Vietnamese name of each type code."""
    return {row["code"]: row["name"] for row in toml_rows("document_types")}


@cache
def codes_by_symbol() -> dict[str, str]:
    """Type code of the type group of a number (``BC`` in ``23/BC-UBND``)."""
    found: dict[str, str] = {}
    for row in toml_rows("document_types"):
        for symbol in row.get("symbols", ()):
            found.setdefault(symbol, row["code"])
    return found


_NEAR = 0.86


def near_type(text: str) -> TypeName | None:
    """The document type that a recognised line in capitals must be (``BÁQ CÁO``), None where none is near."""
    line = bare(text).strip(" .:;,'`*_-")
    if not 5 < len(line) < 24 or not is_upper(text):
        return None
    best = (_NEAR, "", "")
    for key, code, name in _names():
        if abs(len(key) - len(line)) <= 1:
            best = max(best, (SequenceMatcher(None, key, line, autojunk=False).ratio(), code, name))
    return TypeName(best[1], best[2], len(text), True) if best[1] else None


def type_name(text: str) -> TypeName | None:
    """The document type that a title line begins with; None where the line is no title by its spelling alone.

    Upper case counts everywhere; a name in lower case only when it is the whole line.
    """
    lead = len(text) - len(text.lstrip(" .:;,'`*_-"))
    line = bare(text[lead:])
    found = _beginning().match(line)
    if found is not None:
        code, name = _by_spelling()[found.group()]
        alone = _END.fullmatch(line, found.end()) is not None
        end = lead + found.end()
        titled = alone or (is_upper(text[:end]) and code != "CV")
        return TypeName(code, name, end, alone) if titled else None
    if len(text) <= _TITLED and APART.match(line):
        letters = _NOT_LETTERS.sub("", line)
        for key, code, name in _names():
            if letters == key.replace(" ", ""):
                return TypeName(code, name, len(text), True)
    return None
