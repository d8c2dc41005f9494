"""Sums of indicator codes: ``[1.3.2] + [1.3.3] - 2``. Codes stand in brackets because they look like numbers."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

_TERM = re.compile(r"\s{0,8}(?P<sign>[+-])?\s{0,8}(?:\[(?P<code>[^\[\]]{1,80})\]|(?P<number>\d{1,15}(?:\.\d{1,6})?))")


def terms(text: str) -> list[tuple[int, str | Decimal]] | None:
    """Sign and code (text) or constant (Decimal) of every term; None when ``text`` is no such sum."""
    found: list[tuple[int, str | Decimal]] = []
    position = 0
    rest = text.strip()
    while position < len(rest):
        match = _TERM.match(rest, position)
        if match is None or (found and not match["sign"]):
            return None
        sign = -1 if match["sign"] == "-" else 1
        found.append((sign, match["code"].strip() if match["code"] else Decimal(match["number"])))
        position = match.end()
    return found or None


def codes_of(text: str) -> list[str]:
    """The codes in ``text``, in order."""
    return [term for _, term in terms(text) or () if isinstance(term, str)]


def problems_of(text: str) -> list[str]:
    """Why ``text`` cannot be computed, in Vietnamese."""
    return [] if terms(text) else [f"{text!r} phải là tổng các mã chỉ tiêu trong ngoặc vuông, ví dụ [1.3.2] + [1.3.3]"]


def evaluate(text: str, value_of: Callable[[str], Decimal | None]) -> Decimal | None:
    """Value of ``text``; None when a code has no value."""
    total = Decimal(0)
    for sign, term in terms(text) or ():
        value = value_of(term) if isinstance(term, str) else term
        if value is None:
            return None
        total += sign * value
    return total
