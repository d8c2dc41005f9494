"""Sentence borders of the whole text: ``doc._.sentences`` (folded offsets), which serves the number components."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.quantity.sentences import Sentences

if TYPE_CHECKING:
    from spacy.tokens import Doc

REQUIRES: tuple[str, ...] = ()


def extract(doc: Doc) -> Sentences:
    """Borders of the sentences of ``doc._.folded``."""
    return Sentences(doc._.folded.text)
