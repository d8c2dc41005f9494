"""A syllable tokenizer for spaCy: syllables, numbers and symbols over the whole raw text, nothing lost.

spaCy's own Vietnamese tokenizer needs pyvi, which cuts dates and document symbols apart, or splits on spaces only. This
one is a single linear regex; ``doc.text`` is always equal to its input.
"""

from __future__ import annotations

import re
from collections.abc import Callable
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
_LONG = 40


class _Numbers(dict[str, int]):
    """The number of a token in the vocabulary."""

    def __init__(self, vocab: Vocab) -> None:
        super().__init__()
        self._strings = vocab.strings

    def __missing__(self, token: str) -> int:
        found: int = self._strings.add(token[:-1] if token[-1] == " " != token[0] else token)
        self[token] = found
        return found


class _Pieces(dict[str, tuple[Any, ...]]):
    """What each token of a piece gives: a text repeats its syllables, so most pieces are known."""

    def __init__(self, read: Callable[[str], Any]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, piece: str) -> tuple[Any, ...]:
        found = tuple(map(self._read, _TOKEN.findall(piece)))
        if len(piece) <= _LONG:
            self[piece] = found
        return found


def _space_follows(token: str) -> bool:
    return token[-1] == " " != token[0]


class SyllableTokenizer:
    """Callable that spaCy uses as ``nlp.tokenizer``."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        self._numbers = _Numbers(vocab)
        self._orths = _Pieces(self._numbers.__getitem__)
        self._spaces = _Pieces(_space_follows)

    def __call__(self, text: str) -> Doc:
        """Tokenize ``text``; the tokens with their spaces spell it exactly."""
        if len(self._orths) + len(self._numbers) > _MAX_PIECES:
            for known in (self._numbers, self._orths, self._spaces):
                known.clear()
        pieces = _PIECE.findall(text)
        # Numbers instead of strings: spaCy need not hash each of them again.
        words = list(chain.from_iterable(map(self._orths.__getitem__, pieces)))
        spaces = list(chain.from_iterable(map(self._spaces.__getitem__, pieces)))
        return Doc(self.vocab, words=words, spaces=spaces)

    def to_bytes(self, **_: object) -> bytes:
        """Nothing to serialise: the tokenizer has no state."""
        return b""

    def from_bytes(self, _data: bytes, **_kw: object) -> SyllableTokenizer:
        """Counterpart of ``to_bytes``."""
        return self
