"""Kind of a section by the words of its title (``extractors/data/sections.toml``)."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from extractors.data import toml_rows


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["kind"], re.compile("|".join(row["patterns"]), re.IGNORECASE)) for row in toml_rows("sections"))


@lru_cache(maxsize=10_000)
def kind_of(title: str) -> str | None:
    """Code of the first kind whose words stand in ``title``; rows of the file are in order of precedence.

    Reports of one kind share their headings: hence the cache.
    """
    text = title[:200]
    return next((kind for kind, pattern in _kinds() if pattern.search(text)), None)
