"""Units of measure: percentages are never amounts, and ``tỷ đồng`` is a thousand ``triệu đồng``."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from extractors.text.folding import search_key, tone_key
from pipeline.merge.data import toml_table

_TABLE = toml_table("measures")
_PERCENT = frozenset(_TABLE["percent"])
_NEVER_ADDED = frozenset(_TABLE["never_added"])
_BY_KEY = {tone_key(word): Decimal(10) ** power for word, power in _TABLE["multiples"].items()}


@lru_cache(maxsize=4_096)
def is_percent(unit: str | None) -> bool:
    """Whether ``unit`` makes a number a percentage."""
    return unit is not None and search_key(unit) in _PERCENT


@lru_cache(maxsize=4_096)
def never_added(unit: str | None) -> bool:
    """Whether numbers of this unit mean nothing when added.

    Percentages, fields, scores, ranks; and numbers without unit.
    """
    return unit is None or search_key(unit) in _PERCENT or search_key(unit) in _NEVER_ADDED


@lru_cache(maxsize=4_096)
def factor(unit: str | None, wanted: str | None) -> Decimal:
    """What a number in ``unit`` is multiplied by to be in ``wanted``; 1 where they differ by more than a multiple."""
    base, times = _split(unit)
    wanted_base, wanted_times = _split(wanted)
    return times / wanted_times if base == wanted_base else Decimal(1)


def _split(unit: str | None) -> tuple[str, Decimal]:
    times = Decimal(1)
    words = tone_key(unit or "").split()
    while words and words[0] in _BY_KEY:
        times *= _BY_KEY[words.pop(0)]
    return " ".join(words), times
