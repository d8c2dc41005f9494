"""Where sentences begin and end in folded text: a full stop before a capital, or the end of a line."""

from __future__ import annotations

import re
from bisect import bisect_right

# One set of first characters, so that the search jumps from one to the next.
_END = re.compile(r"[.!?…\n](?:(?<=\n)|[)”\"]?[ ]+(?=[A-ZĐÁÀẢÂĂÊÔƠƯÚÍÝ]))")


class Sentences:
    """Sentence borders of one text, found once."""

    def __init__(self, text: str) -> None:
        self._ends = [match.span() for match in _END.finditer(text)]
        self._starts = [0, *(end for _, end in self._ends)]
        self._length = len(text)

    def at(self, start: int, end: int) -> tuple[int, int]:
        """The sentence (or sentences) that holds ``[start, end)``."""
        first = bisect_right(self._starts, start) - 1
        last = bisect_right(self._starts, max(end - 1, start)) - 1
        return self._starts[first], self._ends[last][0] if last < len(self._ends) else self._length
