"""Where a sentence begins and ends around an offset (folded text), without cutting the whole document into sentences."""

from __future__ import annotations

import re

_END = re.compile(r"[.!?…][)”\"]?[ ]+(?=[A-ZĐÁÀẢÂĂÊÔƠƯÚÍÝ][^\W\d_]?)|\n")
_REACH = 1500


def sentence_at(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around ``[start, end)``, at most 1,500 characters each way; lines always end a sentence."""
    first = max(0, start - _REACH)
    begin = first
    for match in _END.finditer(text, first, start):
        begin = match.end()
    following = _END.search(text, end, min(len(text), end + _REACH))
    return begin, following.start() if following else min(len(text), end + _REACH)
