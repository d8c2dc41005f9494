"""A count that is part of another: in the parenthesis behind it, or behind ``trong đó``, ``gồm``."""

from __future__ import annotations

import re
from bisect import bisect_left

from extractors.quantity.mentions import Mention

_PART = re.compile(
    r"trong (?:số )?(?:đó|này)|cụ thể(?: (?:từng|các|theo|như|gồm)[^;:.,\d]{0,30})?[:,]|, riêng "
    r"|^[^;]{0,40}\b(?:bao )?gồm(?: có)?:? ?(?:cấp \w+:? ?)?$"
)
_OPENING = re.compile(r"\(")


class Wholes:
    """The places of opening parentheses, which say whether a part still belongs to the whole of the part before it."""

    def __init__(self, lower: str) -> None:
        self._lower = lower
        self._openings = [match.start() for match in _OPENING.finditer(lower)]

    def find(self, mentions: list[Mention], index: int) -> int | None:
        """Index of the mention that ``mentions[index]`` is a part of; those before it know theirs."""
        mention, before = mentions[index], mentions[index - 1]
        if index == 0 or before.sentence != mention.sentence:
            return None
        between = self._lower[before.end : mention.start]
        whole: int | None = None
        if between.count("(") > between.count(")") or _PART.search(between):
            # A count that is too large for a part of the one before it is a part of that one's whole.
            whole = index - 1
            while whole is not None and not _holds(mentions[whole].value, mention.value):
                whole = mentions[whole].whole
        elif before.whole is not None and (
            ")" not in between or not self._opened(mentions[before.whole].end, mention.start)
        ):
            whole = before.whole
        return whole if whole is not None and _holds(mentions[whole].value, mention.value) else None

    def _opened(self, start: int, end: int) -> bool:
        return bisect_left(self._openings, start) < bisect_left(self._openings, end)


def _holds(whole: int | None, part: int | None) -> bool:
    return whole is not None and part is not None and part <= whole
