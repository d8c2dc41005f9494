"""Words that tell the parts of a document's frame (``extractors/data/frame_words.toml``)."""

from __future__ import annotations

import re
from functools import cache

from extractors.data import toml_rows
from extractors.layout.spelling import bare


@cache
def words(role: str) -> tuple[str, ...]:
    """The words of ``role``, as they are written, longest first."""
    found = {word for row in toml_rows("frame_words") if row["role"] == role for word in row["words"]}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


@cache
def bare_words(role: str) -> tuple[str, ...]:
    """The words of ``role`` without marks, for ``str.startswith`` of a bare line."""
    return tuple(dict.fromkeys(bare(word) for word in words(role)))


@cache
def any_of(role: str) -> str:
    """A group of all words of ``role`` without marks, for a pattern over bare text."""
    return f"(?:{'|'.join(map(re.escape, bare_words(role)))})"


@cache
def any_written(role: str) -> str:
    """A group of all words of ``role`` as they are written, for a pattern over folded text."""
    return f"(?:{'|'.join(map(re.escape, words(role)))})"
