"""One measure has two values in one report (rule N3): in the text and in the annex, or in two sections.

Source: a report states a measure of its period once; Nghị định 09/2019/NĐ-CP, Điều 7 (nội dung báo cáo).
Severity: warning. Cleared by: making both figures the same, or saying in what they differ (level, period, plan).

Only exact figures of the same catalogue code, name and unit are compared, and none near words that tell figures apart
(``pipeline/audit/data/comparisons.toml``).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from extractors.text.folding import search_key
from pipeline.audit._wording import amount, shown
from pipeline.audit.data import toml_table
from schemas.document import Document
from schemas.finding import Finding
from schemas.indicator import Indicator
from schemas.report import Report

SEVERITY = "warning"
RULE = "value-conflict"

_STOPS = re.compile(r"[.;\n]\s")
_WORD = re.compile(r"[a-z0-9]+")
_NEAR = 160
_TELLING = 3
"""Words that a label needs besides its unit: "hồ sơ" alone says nothing."""


def check(report: Report, document: Document) -> Iterator[Finding]:
    """A finding for each measure with two values."""
    for items in _measures(report):
        if len({item.value for item in items}) < 2:
            continue
        plain = [item for item in _comparable(items) if _is_plain(item, document)]
        first = next((item for item in plain if item.value != plain[0].value), None)
        if first is None or first.value is None or plain[0].value is None:
            continue
        values = f"{amount(plain[0].value)} và {amount(first.value)}"
        yield Finding(
            rule=RULE,
            severity=SEVERITY,
            message=f"{shown(first.label)} có hai số liệu khác nhau: {values}.",
            evidence=(plain[0].evidence[0], first.evidence[0]),
        )


def _measures(report: Report) -> Iterator[list[Indicator]]:
    """Figures of one code, name and unit. Names are folded only where a code has two values at all."""
    codes: dict[str, list[Indicator]] = defaultdict(list)
    for item in report.indicators:
        if item.code and _is_figure(item):
            codes[item.code].append(item)
    key = cache(search_key)
    groups: dict[tuple[str, str, str], list[Indicator]] = defaultdict(list)
    for code, items in codes.items():
        if len({item.value for item in items}) < 2:
            continue
        for item in items:
            label, unit = key(item.label), key(item.unit or "")
            if len(label.removeprefix(unit).split()) >= _TELLING:
                groups[code, label, unit].append(item)
    yield from groups.values()


def _comparable(items: list[Indicator]) -> list[Indicator]:
    """Figures of the text, and that of a table row with one figure: the others differ by their column."""
    cells = [item for item in items if item.source == "table"]
    return [item for item in items if item.source == "text" or len(cells) == 1]


def _is_figure(item: Indicator) -> bool:
    simple = item.bound == "exact" and item.of is None and item.upper is None
    return simple and item.state in ("value", "zero") and item.value is not None and bool(item.evidence)


def _is_plain(item: Indicator, document: Document) -> bool:
    """Nothing in the clause, or in the headers of the cell, sets the figure apart."""
    start, end = item.evidence[0].start, item.evidence[0].end
    before = _STOPS.split(document.text[max(0, start - _NEAR) : start])[-1]
    after = _STOPS.split(document.text[end : end + _NEAR])[0]
    context = item.cell_context
    headers = f"{context.row_header or ''} {context.column_header or ''}" if context else ""
    words = f" {' '.join(_WORD.findall(search_key(f'{before} {after} {headers}')))} "
    return not any(f" {word} " in words for word in toml_table("comparisons")["words"])
