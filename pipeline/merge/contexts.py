"""The sentence around a quote: what a person reads to settle a conflict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from schemas.consolidation import Conflict, Side
from schemas.submission import ReportUse

_LONGEST = 240
_ENDS = (". ", ";", "\n")


def with_contexts(
    conflicts: Sequence[Conflict], reports: Sequence[ReportUse], texts: Mapping[str, str]
) -> tuple[Conflict, ...]:
    """``conflicts`` whose sides show the sentence of their first quote, where ``texts`` has the report."""
    if not texts:
        return tuple(conflicts)
    return tuple(
        conflict.model_copy(update={"sides": tuple(_side(side, reports, texts) for side in conflict.sides)})
        for conflict in conflicts
    )


def _side(side: Side, reports: Sequence[ReportUse], texts: Mapping[str, str]) -> Side:
    text = texts.get(reports[side.report].report_id)
    if text is None or not side.evidence:
        return side
    place = side.evidence[0]
    if place.cell is not None or text[place.start : place.end] != place.quote:
        return side
    return side.model_copy(update={"context": sentence(text, place.start, place.end)})


def sentence(text: str, start: int, end: int) -> str:
    """The sentence that holds ``[start, end)``, cut to a readable length on both sides."""
    low, high = max(0, start - _LONGEST), min(len(text), end + _LONGEST)
    before, after = text[low:start], text[end:high]
    cut = max((before.rfind(mark) + len(mark) for mark in _ENDS if mark in before), default=0)
    stop = min((after.find(mark) for mark in _ENDS if mark in after), default=len(after))
    lead = "" if cut or low == 0 else "…"
    trail = "" if stop < len(after) or high == len(text) else "…"
    return lead + " ".join((before[cut:] + text[start:end] + after[:stop]).split()) + trail
