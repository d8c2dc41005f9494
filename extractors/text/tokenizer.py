"""A syllable tokenizer for spaCy: syllables, numbers and symbols over the whole raw text, nothing lost.

spaCy's own Vietnamese tokenizer needs pyvi, which cuts dates and document symbols apart, or splits on spaces only. This
one is a
single linear regex; ``doc.text`` is always equal to its input.
"""

from __future__ import annotations

import re

from spacy.tokens import Doc
from spacy.vocab import Vocab

# A token with the one space that may follow it. Numbers keep their separators (5.240.127; 98,5), letters their marks.
_TOKEN = re.compile(
    r"[^\W\d_]+[\u0300-\u036f]* ?|\d+(?:[.,]\d+)* ?|[^\w\s] ?| +|[^\S ]+ ?|_+ ?|. ?",
    re.DOTALL,
)


class SyllableTokenizer:
    """Callable that spaCy uses as ``nlp.tokenizer``."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Tokenize ``text``; the tokens with their spaces spell it exactly."""
        tokens: list[str] = _TOKEN.findall(text)
        spaces = [token[-1] == " " != token[0] for token in tokens]
        words = [token[:-1] if space else token for token, space in zip(tokens, spaces, strict=True)]
        return Doc(self.vocab, words=words, spaces=spaces)

    def to_bytes(self, **_: object) -> bytes:
        """Nothing to serialise: the tokenizer has no state."""
        return b""

    def from_bytes(self, _data: bytes, **_kw: object) -> SyllableTokenizer:
        """Counterpart of ``to_bytes``."""
        return self
