"""Vetoes: numbers that look like document numbers but belong to forms, lots, addresses, standards or records."""

from __future__ import annotations

import re
from functools import cache

from extractors.citation.labels import WORD_GAP
from extractors.citation.registry import words
from extractors.data import toml_rows


@cache
def _before() -> re.Pattern[str]:
    choices = "|".join(f"(?:{pattern})" for row in toml_rows("traps") for pattern in row.get("patterns", ()))
    return re.compile(rf"{WORD_GAP}(?<!\w)(?:{choices})(?:[ \n]{{0,2}}(?:số|so|thầu|hiệu))?[ \n:.]{{0,4}}$")


@cache
def _symbols() -> re.Pattern[str]:
    return re.compile("|".join(pattern for row in toml_rows("traps") for pattern in row.get("symbols", ())))


def is_foreign_symbol(symbol: str) -> bool:
    """Whether ``symbol`` is that of a judgment or a case file (``DS-ST``), not of an office's document."""
    return _symbols().fullmatch(symbol) is not None


_YEAR_BEFORE = re.compile(r"[Nn]ăm[ \n]{1,2}$")
_MONTH_BEFORE = re.compile(rf"(?:{words('period_word')})[ \n]{{1,2}}$")
_STANDARD = re.compile(r"\d:$")
WINDOW = 34


def is_trap(text: str, low: str, position: int, number: str, spaced: bool = False) -> bool:
    """Whether what stands before ``position`` of ``text`` (lower case: ``low``) shows that ``number`` is no document
    number; ``spaced`` ones (``9/2017 QĐ-UBND``) may be months.
    """
    start = max(0, position - WINDOW)
    if _before().search(low[start - 1 : position] if start else f"\n{low[:position]}") is not None:
        return True
    if len(number) == 4 and number[:2] in {"19", "20"} and _YEAR_BEFORE.search(text, start, position) is not None:
        return True
    if spaced and _MONTH_BEFORE.search(low, start, position) is not None:
        return True
    return _STANDARD.search(text, start, position) is not None
