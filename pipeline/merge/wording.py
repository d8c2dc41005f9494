"""Numbers and dates as a Vietnamese reader writes them: ``1.234,5``, ``hơn 300 học viên``, ``ngày 05/01/2018``."""

from __future__ import annotations

from decimal import Decimal

from schemas.total import Amount, Number

_WORDS = {
    "exact": "",
    "more_than": "hơn ",
    "less_than": "dưới ",
    "about": "khoảng ",
    "at_least": "ít nhất ",
    "at_most": "không quá ",
}


def number(value: Number) -> str:
    """``1234.5`` as ``1.234,5``."""
    text = format(Decimal(str(value)), "f")
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole, _, fraction = digits.partition(".")
    fraction = fraction.rstrip("0")
    return f"{sign}{int(whole):,}".replace(",", ".") + (f",{fraction}" if fraction else "")


def describe(amount: Amount, unit: str | None = None) -> str:
    """An amount in words: the bound before it, the unit after it; ``-`` where there is none."""
    if amount.value is None:
        return "-"
    text = _WORDS[amount.bound] + number(amount.value)
    if amount.upper is not None:
        text = f"từ {number(amount.value)} đến {number(amount.upper)}"
    if unit == "%":
        return f"{text}%"
    return f"{text} {unit}" if unit else text


def day(iso: str | None) -> str:
    """``2018-01-05`` as ``05/01/2018``; shorter dates and unknown ones as they are."""
    if not iso:
        return "…"
    parts = iso[:10].split("-")
    return "/".join(reversed(parts))
