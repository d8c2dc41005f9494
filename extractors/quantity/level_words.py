"""The words for levels of government (``levels.toml``) and where they stand."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from extractors.data import toml_rows
from schemas.procedure import Level


@cache
def level_words(adjacent: bool) -> tuple[tuple[Level, re.Pattern[str]], ...]:
    """Level and the words for it (lower case): right beside a count (``adjacent``) or anywhere in its sentence."""
    rows = [row for row in toml_rows("levels") if row["adjacent"] is adjacent]
    return tuple((row["level"], re.compile("|".join(row["patterns"]))) for row in rows)


def level_places(lower: str, windows: list[tuple[int, int]]) -> list[tuple[Level, list[tuple[int, int]]]]:
    """Spans of the words for each level in the windows, which are in order; what two of them share is read once."""
    stretches: list[tuple[int, int]] = []
    for start, end in windows:
        if stretches and start <= stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], max(end, stretches[-1][1]))
        else:
            stretches.append((start, end))
    return [
        (level, [match.span() for start, end in stretches for match in pattern.finditer(lower, start, end)])
        for level, pattern in level_words(adjacent=False)
    ]


def within(spans: list[tuple[int, int]], window: tuple[int, int]) -> bool:
    """Whether one of ``spans`` (in order) lies in ``window``."""
    index = bisect_left(spans, (window[0], 0))
    return index < len(spans) and spans[index][1] <= window[1]
