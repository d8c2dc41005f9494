"""A percentage that is not the ratio written beside it, or a part that is larger than its whole (rule N2).

Source: arithmetic; ``45/59 (76,27%)``. Half-up rounding and cutting off are both accepted, at the decimals written.
Severity: error. Cleared by: correcting the numerator, the denominator or the percentage.

More than the whole is right when the percentage says so too (``120/100, đạt 120%``: a plan exceeded).
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.audit._wording import amount
from schemas.document import Document
from schemas.finding import Finding
from schemas.indicator import Indicator
from schemas.report import Report

SEVERITY = "error"
RULE = "ratio-mismatch"


def check(report: Report, document: Document) -> Iterator[Finding]:
    """A finding for each ratio that does not hold."""
    for item in report.indicators:
        if item.of is None or item.value is None or item.state != "value" or item.upper is not None:
            continue
        message = _wrong(item, item.value, item.of)
        if message:
            yield Finding(
                rule=RULE,
                severity="error" if document.text_origin == "native" else "warning",
                message=message,
                evidence=item.evidence,
            )


def _wrong(item: Indicator, value: float, whole: float) -> str | None:
    written = f"{amount(value)}/{amount(whole)}"
    if item.percent is None:
        return f"Tỷ lệ {written}: tử số lớn hơn mẫu số." if value > whole > 0 else None
    if whole == 0:
        return f"Tỷ lệ {written} có mẫu số bằng 0 nhưng ghi {amount(item.percent)}%." if item.percent else None
    if item.bound != "exact":
        return None
    right = value / whole * 100
    if abs(right - item.percent) < 10.0 ** -_decimals(item.percent) + 1e-9:
        return None
    return f"Tỷ lệ {written} là {amount(round(right, 2))}%, văn bản ghi {amount(item.percent)}%."


def _decimals(value: float) -> int:
    text = repr(value)
    return len(text.split(".")[1]) if "." in text and not text.endswith(".0") else 0
