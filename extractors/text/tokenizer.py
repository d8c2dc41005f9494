"""A syllable tokenizer for spaCy: syllables, numbers and symbols over the whole raw text, nothing lost.

spaCy's own Vietnamese tokenizer needs pyvi, which cuts dates and document symbols apart, or splits on spaces only. This
one is a single linear regex; ``doc.text`` is always equal to its input.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import Any

from spacy.tokens import Doc
from spacy.vocab import Vocab

# What stands between two spaces, with the one space that may follow it.
_PIECE = re.compile(r"[^ ]+ ?| +")
# A token with the one space that may follow it. Numbers keep their separators (5.240.127; 98,5), letters their marks.
_TOKEN = re.compile(
    r"[^\W\d_]+[\u0300-\u036f]* ?|\d+(?:[.,]\d+)* ?|[^\w\s] ?| +|[^\S ]+ ?|_+ ?|. ?",
    re.DOTALL,
)
_MAX_PIECES = 50_000


class _Orths(dict[str, tuple[int, ...]]):
    """The tokens of a piece, as numbers of the vocabulary: a text repeats its syllables, so most pieces are known."""

    def __init__(self, vocab: Vocab) -> None:
        super().__init__()
        self._strings = vocab.strings

    def __missing__(self, piece: str) -> tuple[int, ...]:
        found = tuple(
            self._strings.add(token.rstrip(" ") if token[0] != " " else token) for token in _TOKEN.findall(piece)
        )
        self[piece] = found
        return found


class _Spaces(dict[str, tuple[bool, ...]]):
    """Whether a space follows each token of a piece."""

    def __missing__(self, piece: str) -> tuple[bool, ...]:
        found = self[piece] = tuple(token[-1] == " " != token[0] for token in _TOKEN.findall(piece))
        return found


class SyllableTokenizer:
    """Callable that spaCy uses as ``nlp.tokenizer``."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        self._orths = _Orths(vocab)
        self._spaces = _Spaces()

    def __call__(self, text: str) -> Doc:
        """Tokenize ``text``; the tokens with their spaces spell it exactly."""
        if len(self._orths) > _MAX_PIECES:
            self._orths.clear()
            self._spaces.clear()
        pieces = _PIECE.findall(text)
        # The type stub of spaCy knows words as strings only; numbers spare it hashing each of them.
        words: list[Any] = list(chain.from_iterable(map(self._orths.__getitem__, pieces)))
        spaces = list(chain.from_iterable(map(self._spaces.__getitem__, pieces)))
        return Doc(self.vocab, words=words, spaces=spaces)

    def to_bytes(self, **_: object) -> bytes:
        """Nothing to serialise: the tokenizer has no state."""
        return b""

    def from_bytes(self, _data: bytes, **_kw: object) -> SyllableTokenizer:
        """Counterpart of ``to_bytes``."""
        return self
