"""From folded offsets to evidence in the raw text."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from extractors.text.folding import Folded
from schemas.document import Document
from schemas.span import Evidence

if TYPE_CHECKING:
    from spacy.tokens import Doc


def evidence(doc: Doc, start: int, end: int, field: str | None = None) -> Evidence:
    """Evidence of the folded span ``[start, end)`` of ``doc``."""
    raw_start, raw_end = doc._.folded.raw_span(start, end)
    item: Evidence = doc._.document.quote(raw_start, raw_end, field)
    return item


class Source:
    """Raw text and offset map of one ``Doc``, looked up once for many facts (``doc._`` is slow)."""

    def __init__(self, doc: Doc) -> None:
        self.document: Document = doc._.document
        self.folded: Folded = doc._.folded
        self.text: str = self.folded.text

    @cached_property
    def lower(self) -> str:
        """The folded text in lower case; no character changes its length."""
        return self.text.replace("İ", "I").lower()

    def evidence(self, start: int, end: int) -> Evidence:
        """Evidence of the folded span ``[start, end)``."""
        return self.document.quote(*self.folded.raw_span(start, end))


def component(doc: Doc, name: str) -> Any:
    """Value of the component ``name``, None where it does not exist (yet)."""
    return doc._.get(name) if doc.has_extension(name) else None
