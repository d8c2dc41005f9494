"""A percentage that is not the ratio written beside it, or a part that is larger than its whole (rule N2).

Source: arithmetic; ``45/59 (76,27%)``. Half-up rounding and cutting off are both accepted, at the decimals written.
Severity: error for a wrong percentage, warning for a part above its whole; warnings only for scans.
Cleared by: correcting the numerator, the denominator or the percentage.

More than the whole is right when the percentage says so too (``120/100, đạt 120%``), and where a plan is exceeded
(money, ``kế hoạch``, ``chỉ tiêu``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from pipeline.audit._wording import amount
from pipeline.audit.data import toml_table
from schemas.document import Document
from schemas.finding import Finding
from schemas.indicator import Indicator
from schemas.report import Report

SEVERITY = "error"
RULE = "ratio-mismatch"

_BEHIND = re.compile(
    r"([^\d\n;.%]{0,30}(?:\(|đạt|chiếm|bằng|tỷ lệ|tỉ lệ)[^\d\n;.%]{0,15})(\d{1,4}(?:[.,]\d{1,4})?)\s?%", re.IGNORECASE
)
_NEAR = 80


def check(report: Report, document: Document) -> Iterator[Finding]:
    """A finding for each ratio that does not hold."""
    for item in report.indicators:
        if item.of is None or item.value is None or item.bound != "exact" or item.upper is not None:
            continue
        percent = _percent(item, document)
        message = _wrong(item.value, item.of, percent)
        if message is None or item.state != "value" or (percent is None and _is_planned(item, document)):
            continue
        yield Finding(
            rule=RULE,
            severity="error" if document.text_origin == "native" and percent is not None else "warning",
            message=message,
            evidence=item.evidence,
        )


@cache
def _words(name: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, toml_table("ratios")[name])), re.IGNORECASE)


def _is_planned(item: Indicator, document: Document) -> bool:
    if not item.evidence:
        return False
    start, end = item.evidence[0].start, item.evidence[0].end
    return _words("planned").search(document.text, max(0, start - _NEAR), end + _NEAR // 2) is not None


def _percent(item: Indicator, document: Document) -> Decimal | None:
    """The percentage of the ratio: the indicator's own, or the one right behind it (``45/59 hồ sơ, đạt 76,27%``)."""
    if item.percent is not None:
        return Decimal(repr(item.percent)).normalize()
    end = item.evidence[0].end if item.evidence else len(document.text)
    behind = _BEHIND.match(document.text, end)
    if behind is None or _words("change").search(behind[1]):
        return None
    return Decimal(behind[2].replace(",", "."))


def _wrong(value: float, whole: float, percent: Decimal | None) -> str | None:
    written = f"{amount(value)}/{amount(whole)}"
    if percent is None:
        return f"Tỷ lệ {written}: tử số lớn hơn mẫu số; đề nghị kiểm tra." if value > whole > 0 else None
    if whole == 0:
        return f"Tỷ lệ {written} có mẫu số bằng 0 nhưng ghi {amount(float(percent))}%." if percent else None
    right = value / whole * 100
    decimals = max(0, -int(percent.as_tuple().exponent))
    if abs(right - float(percent)) < 10.0**-decimals + 1e-9:
        return None
    return f"Tỷ lệ {written} là {amount(round(right, 2))}%, văn bản ghi {amount(float(percent))}%."
