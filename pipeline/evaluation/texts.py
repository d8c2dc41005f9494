"""Comparing words whatever their spacing, case, punctuation and marks, and finding a quote in a document."""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property

from rapidfuzz.distance import Indel

from extractors.text.folding import search_key
from schemas.document import Document

_NOT_WORD = re.compile(r"[\W_]+")
_SENTENCE_END = re.compile(r"[.;!?]\s|\n")
_CONTEXT = 160


def squeeze(text: str | None) -> str:
    """Letters and digits only, folded: the key in which words are compared."""
    return _NOT_WORD.sub("", search_key(text or ""))


def unit_key(unit: str | None) -> str:
    """Key of a unit of measure: signs (``%``, ``‰``) are kept, ``m²`` is ``m2``."""
    plain = unicodedata.normalize("NFKC", unit or "")
    return squeeze(plain) or plain.strip()


def similar(left: str, right: str, least: float = 0.8) -> bool:
    """Tell whether two squeezed strings are nearly equal, or one holds most of the other."""
    if not left or not right:
        return left == right
    shorter, longer = sorted((left, right), key=len)
    if len(shorter) >= 0.5 * len(longer) and shorter in longer:
        return True
    return Indel.normalized_similarity(left, right) >= least


class LocatedText:
    """A document's text, in which gold quotes are found whatever their line breaks and marks."""

    def __init__(self, document: Document) -> None:
        self.text = document.text

    @cached_property
    def _squeezed(self) -> tuple[str, list[int]]:
        letters: list[str] = []
        offsets: list[int] = []
        for match in re.finditer(r"[^\W_]+", self.text):
            for offset, letter in enumerate(match.group(), match.start()):
                key = squeeze(letter)
                letters.append(key)
                offsets.extend([offset] * len(key))
        return "".join(letters), offsets

    def find(self, quote: str) -> tuple[int, int] | None:
        """Span of the first place where ``quote`` stands, None when it does not."""
        key = squeeze(quote)
        squeezed, offsets = self._squeezed
        start = squeezed.find(key) if key else -1
        return (offsets[start], offsets[start + len(key) - 1] + 1) if start >= 0 else None

    def sentence(self, place: tuple[int, int] | None) -> str:
        """The sentence around ``place``, cut to a readable length, on one line."""
        if place is None:
            return "(not found in the text)"
        start, end = place
        before = self.text[max(0, start - _CONTEXT) : start]
        cuts = [match.end() for match in _SENTENCE_END.finditer(before)]
        after = self.text[end : end + _CONTEXT]
        stop = _SENTENCE_END.search(after)
        whole = (
            before[cuts[-1] if cuts else 0 :] + self.text[start:end] + (after[: stop.start() + 1] if stop else after)
        )
        return " ".join(whole.split())
