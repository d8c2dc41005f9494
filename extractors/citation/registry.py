"""Look-ups over the data files: document types, agencies and provinces, by code, by name and by folded spelling."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from extractors.data import csv_rows, toml_rows
from extractors.text.folding import search_key, tone_key

_NOT_WORD = re.compile(r"[^a-z0-9]+")
_PARTS = re.compile(r"[-/.&]")


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A row of ``document_types.toml``."""

    code: str
    name: str
    symbols: tuple[str, ...]
    regimes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agency:
    """A row of ``agencies.csv``; ``code`` is its symbol, not unique over time."""

    code: str
    name: str
    level: str
    successor: str


@lru_cache(maxsize=50_000)
def slug(text: str) -> str:
    """Folded text with hyphens: ``Quảng Trị`` gives ``quang-tri``."""
    return _NOT_WORD.sub("-", search_key(text)).strip("-")


@lru_cache(maxsize=50_000)
def ascii_key(symbol: str) -> str:
    """A symbol without case, diacritics and separators: ``QĐ-UBND`` and ``qd ubnd`` are alike."""
    return _NOT_WORD.sub("", search_key(symbol))


@cache
def words(code: str) -> str:
    """The alternatives of a row of ``citation_words.toml``, longest first, for use inside a regular expression."""
    row = next(row for row in toml_rows("citation_words") if row["code"] == code)
    return "|".join(sorted(row["words"].split("|"), key=lambda word: (-len(word), word)))


@cache
def document_kinds() -> dict[str, DocumentKind]:
    """All document types by code."""
    return {
        row["code"]: DocumentKind(row["code"], row["name"], tuple(row["symbols"]), tuple(row["regimes"]))
        for row in toml_rows("document_types")
    }


@cache
def types_by_symbol() -> dict[str, DocumentKind]:
    """Types by the exact spelling of their group in a number (``QĐi`` and ``QyĐ`` are one type)."""
    return {symbol: kind for kind in document_kinds().values() for symbol in kind.symbols}


@cache
def types_by_name() -> dict[str, DocumentKind]:
    """Types by tone-folded label spelling (names and aliases)."""
    found: dict[str, DocumentKind] = {}
    for row in toml_rows("document_types"):
        for name in (row["name"], *row["aliases"]):
            found.setdefault(tone_key(name), document_kinds()[row["code"]])
    return found


@cache
def _unique_types() -> dict[str, str]:
    spellings: dict[str, set[str]] = {}
    for symbol in types_by_symbol():
        spellings.setdefault(ascii_key(symbol), set()).add(symbol)
    return {key: next(iter(found)) for key, found in spellings.items() if len(found) == 1}


@cache
def agencies() -> tuple[Agency, ...]:
    """All agencies, in file order."""
    return tuple(Agency(row["code"], row["name"], row["level"], row["successor"]) for row in csv_rows("agencies"))


@cache
def agencies_by_symbol() -> dict[str, Agency]:
    """Agencies by code and by those aliases that are symbols (no lower-case words in them)."""
    found = {agency.code: agency for agency in reversed(agencies())}
    for agency, row in zip(agencies(), csv_rows("agencies"), strict=True):
        for alias in filter(None, row["aliases"].split(";")):
            if " " not in alias:
                found.setdefault(alias, agency)
    return found


@cache
def agencies_by_name() -> dict[str, Agency]:
    """Agencies by tone-folded name and alias."""
    found: dict[str, Agency] = {}
    for agency, row in zip(agencies(), csv_rows("agencies"), strict=True):
        for name in (row["name"], *filter(None, row["aliases"].split(";"))):
            found.setdefault(tone_key(name), agency)
    return found


@cache
def known_groups() -> frozenset[str]:
    """Every group that stands in the symbol of a known agency."""
    return frozenset(part for symbol in agencies_by_symbol() for part in (symbol, *_PARTS.split(symbol)) if part)


@cache
def _unique_groups() -> dict[str, str]:
    spellings: dict[str, set[str]] = {}
    codes = {agency.code for agency in agencies()}
    for symbol in agencies_by_symbol():
        if symbol in codes:
            spellings.setdefault(ascii_key(symbol), set()).add(symbol)
    return {key: next(iter(found)) for key, found in spellings.items() if len(found) == 1}


def restore_type(group: str) -> str | None:
    """The only type symbol that is spelled like ``group`` but for case and diacritics, None if it is not one."""
    return _unique_types().get(ascii_key(group))


def restore_agency(group: str) -> str | None:
    """The only agency symbol that is spelled like ``group`` but for case and diacritics."""
    return _unique_groups().get(ascii_key(group))


@cache
def provinces() -> dict[str, str]:
    """Province names by tone-folded name or alias."""
    found: dict[str, str] = {}
    for row in csv_rows("provinces"):
        for name in (row["name"], *filter(None, row["aliases"].split(";"))):
            found.setdefault(tone_key(name), row["name"])
    return found
