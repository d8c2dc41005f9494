"""Procedure counts against their parts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from extractors.text.folding import search_key
from pipeline.audit._wording import amount
from pipeline.audit.data import toml_table
from schemas.document import Document
from schemas.procedure import ProcedureCount
from schemas.report import Report
from schemas.span import Evidence

Claim = tuple[str, tuple[Evidence, ...], bool]
"""Message, evidence, and whether the parts claim to be all of the whole."""

_LEVELS = frozenset({"province", "district", "commune"})


def procedure_totals(report: Report, document: Document) -> Iterator[Claim]:
    """Wholes that their parts exceed, or do not reach although at least two parts are listed."""
    parts: dict[int, list[ProcedureCount]] = defaultdict(list)
    for item in report.procedure_counts:
        if item.part_of is not None and 0 <= item.part_of < len(report.procedure_counts):
            parts[item.part_of].append(item)
    for index, items in sorted(parts.items()):
        whole = report.procedure_counts[index]
        for group in _dimensions(items):
            claim = _claim(whole, group, document)
            if claim is not None:
                yield claim
                break


def _dimensions(items: list[ProcedureCount]) -> Iterator[list[ProcedureCount]]:
    """Parts by level and by action, or all: a whole may be split twice, and then each split adds up alone."""
    by_level = [item for item in items if len(item.levels) == 1 and item.levels[0] in _LEVELS and item.action is None]
    by_action = [item for item in items if item.action not in (None, "total", "listed") and not item.levels]
    split = len(by_level) > 1 and len(by_action) > 1
    yield from (by_level, by_action) if split else (items,)


def _claim(whole: ProcedureCount, parts: list[ProcedureCount], document: Document) -> Claim | None:
    exact = all(item.procedures is not None and item.bound == "exact" and item.evidence for item in (whole, *parts))
    if not exact or len(parts) < 2 or whole.procedures is None:
        return None
    total = sum(item.procedures or 0 for item in parts)
    if total == whole.procedures:
        return None
    start, end = whole.evidence[0].end, parts[0].evidence[0].start
    if total < whole.procedures and any(
        word in search_key(document.text[start:end]) for word in toml_table("ratios")["open_lists"]
    ):
        return None
    listed = " + ".join(amount(item.procedures or 0) for item in parts)
    message = f"Ghi {amount(whole.procedures)} thủ tục, các phần cộng lại được {amount(total)} ({listed})."
    evidence = (whole.evidence[0], *(item.evidence[0] for item in parts))
    return message, evidence, total > whole.procedures
