"""Document nouns: ``Quyết định``, ``công văn``, ``Luật`` ... and what links one to its number."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import itemgetter

from extractors.citation.registry import DocumentKind, document_kinds, types_by_name
from extractors.data import toml_rows
from extractors.text.folding import tone_key

# Nearly all that stands before a word of lower-case text: naming the letters lets a search jump from gap to gap.
WORD_GAP = r"[^a-z_àáâãèéêìíòóôõùúýăđĩũơưạ-ỹ]"
LAW_CODES = frozenset({"Luật", "BL", "PL", "HP"})
# What may stand between a label and its number.
_GAP = re.compile(
    r"[ \n\f]{0,3}(?:(?:có |mang |bản )?(?:số|Số|SỐ|so|sô|sổ|só)[ \n\f]?[:.]?|\(?(?:số|Số)[ :]?)?[ \n\f]{0,3}"
)
_LOOSE_GAP = re.compile(r"[^.;:\f\d]{1,90}[ (](?:số|Số|sô)[ \n]?:?[ \n]{0,2}")
_ABBREVIATED = re.compile(r"(?<!\w)(?P<code>[A-ZĐ][A-ZĐa-z]{0,4})[ \n]{0,2}(?:(?:số|Số)[ ]?:?[ \n]{0,2})?$")
_NUMERO = re.compile(r"(?<![\w])(?:[Ss]ố|SỐ|sô)[ \n]{0,2}[:.]?[ \n]{0,2}$")


@dataclass(frozen=True, slots=True)
class Noun:
    """A document noun in folded text. ``kind`` is None for ``văn bản``."""

    start: int
    end: int
    kind: DocumentKind | None
    capital: bool

    @property
    def code(self) -> str | None:
        """Code of the document type."""
        return self.kind.code if self.kind else None


@cache
def _nouns() -> re.Pattern[str]:
    names = {row["name"].lower() for row in toml_rows("document_types")}
    names |= {alias.lower() for row in toml_rows("document_types") for alias in row["aliases"] if not alias.isupper()}
    names = {name for name in names | {"văn bản"} if " " in name or name in {"luật", "lệnh"}}
    # By first letter: a search that tries few alternatives at each word.
    letters = groupby(sorted(names, key=lambda name: (name[0], -len(name), name)), key=itemgetter(0))
    choices = "|".join(f"{letter}(?:{'|'.join(re.escape(name[1:]) for name in group)})" for letter, group in letters)
    return re.compile(rf"{WORD_GAP}({choices})(?!\w)".replace(r"\ ", r"[ \n]"))


def lowered(text: str) -> str:
    """Lower-case text of the same length."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def find_nouns(low: str, text: str) -> tuple[Noun, ...]:
    """Every document noun of folded ``text``, whose lower-case copy is ``low``, in order."""
    names = types_by_name()
    kinds: dict[str, DocumentKind | None] = {}
    found = []
    padded = f"\n{low}"
    for match in _nouns().finditer(padded):
        before = padded[match.start()]
        # Extraction glues the number of a list to its item: "4Luật Đất đai".
        if before.isalnum() and not (before.isdigit() and text[match.start()].isupper()):
            continue
        word = match[1]
        if word not in kinds:
            kinds[word] = names.get(tone_key(word))
        start, end = match.start(), match.end() - 1
        found.append(Noun(start, end, kinds[word], text[start].isupper()))
    return tuple(found)


class Labels:
    """Finds the label of a number among the nouns of one text."""

    def __init__(self, text: str, nouns: tuple[Noun, ...]) -> None:
        self.text = text
        self.nouns = nouns
        self._ends = [noun.end for noun in nouns]

    def before(self, position: int) -> Noun | None:
        """The last noun that ends at or before ``position``."""
        index = bisect_right(self._ends, position) - 1
        return self.nouns[index] if index >= 0 else None

    def direct(self, position: int) -> Noun | None:
        """The noun directly before a number at ``position`` (``Quyết định số``, ``QĐ``)."""
        noun = self.before(position)
        if noun is not None and position - noun.end <= 16 and _GAP.fullmatch(self.text, noun.end, position):
            return noun
        match = _ABBREVIATED.search(self.text, max(0, position - 14), position)
        if match is not None:
            kind = document_kinds().get("VBHN" if match["code"] == "VBHN" else match["code"])
            if (kind is not None and kind.symbols) or match["code"] == "VB":
                return Noun(match.start(), match.end("code"), kind, True)
        return None

    def loose(self, position: int) -> Noun | None:
        """A noun farther away: ``Nghị định của Chính phủ số``, ``Công văn (số``."""
        noun = self.before(position)
        if noun is not None and 0 < position - noun.end <= 96 and _LOOSE_GAP.fullmatch(self.text, noun.end, position):
            return noun
        return None

    def has_numero(self, position: int) -> bool:
        """Whether ``số`` stands directly before ``position``."""
        return _NUMERO.search(self.text, max(0, position - 8), position) is not None
