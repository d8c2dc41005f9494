"""The percentage that stands right behind a ratio or a count: ``45/59 đơn vị (đạt 76,27%)``."""

from __future__ import annotations

import re

from extractors.text.numbers import NUMERAL, parse_numeral

_VERB = r"(?:đạt|chiếm|tỷ lệ|tỉ lệ|bằng| )*"
_BEHIND_RATIO = re.compile(rf"[^.;\d%()]{{0,40}},? ?\(?{_VERB}(?P<percent>{NUMERAL}) ?%")
_IN_BRACKETS = re.compile(rf"[^.;,\d%()]{{0,40}}\({_VERB}(?P<percent>{NUMERAL}) ?%\)")


def stated_percent(text: str, end: int, ratio: bool) -> float | None:
    """The percentage said of the amount that ends at ``end``; behind one that is no ``ratio`` only in brackets."""
    match = (_BEHIND_RATIO if ratio else _IN_BRACKETS).match(text, end)
    numeral = parse_numeral(match["percent"], whole=False) if match else None
    return float(numeral.value) if numeral else None
