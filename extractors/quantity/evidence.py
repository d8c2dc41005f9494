"""From folded offsets to evidence in the raw text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from schemas.span import Evidence

if TYPE_CHECKING:
    from spacy.tokens import Doc


def evidence(doc: Doc, start: int, end: int, field: str | None = None) -> Evidence:
    """Evidence of the folded span ``[start, end)`` of ``doc``."""
    raw_start, raw_end = doc._.folded.raw_span(start, end)
    item: Evidence = doc._.document.quote(raw_start, raw_end, field)
    return item


def component(doc: Doc, name: str) -> Any:
    """Value of the component ``name``, None where it does not exist (yet)."""
    return doc._.get(name) if doc.has_extension(name) else None
