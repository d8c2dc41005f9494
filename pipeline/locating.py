"""Fill in page, box, block and cell of every evidence item of a model, wherever it is nested.

Extractors only know offsets; boxes are asked from the document's locator for the facts, not for every character.
"""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel

from schemas.document import Document
from schemas.span import Evidence

M = TypeVar("M", bound=BaseModel)


def located(model: M, document: Document) -> M:
    """A copy of ``model`` in which all evidence is located in ``document``."""
    result: M = _walk(model, document, {})
    return result


def _walk(value: Any, document: Document, seen: dict[tuple[int, int], dict[str, Any]]) -> Any:
    if isinstance(value, Evidence):
        place = seen.get((value.start, value.end))
        if place is None:
            place = document.locate(value.start, value.end).__dict__
            seen[value.start, value.end] = place
        return value.model_copy(update=place)
    if isinstance(value, tuple):
        items = tuple(_walk(item, document, seen) for item in value)
        return items if any(new is not old for new, old in zip(items, value, strict=True)) else value
    if isinstance(value, BaseModel):
        update = {}
        for name, member in value.__dict__.items():
            if isinstance(member, tuple | BaseModel):
                new = _walk(member, document, seen)
                if new is not member:
                    update[name] = new
        return value.model_copy(update=update) if update else value
    return value
