"""Number labels that begin a paragraph: ``Phần I``, ``Điều 5.``, ``II.``, ``2.1.``, ``1-``, ``a)``, ``(1)``, ``A.``."""

from __future__ import annotations

import re
from typing import NamedTuple

from extractors.layout.spelling import UPPER, bare, is_upper

_ALPHABET = "abcdđeghiklmnopqrstuvxy"
_WIDE = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_NAMED = {"phan": "part", "chuong": "chapter", "tieu muc": "subitem", "muc": "item", "dieu": "article"}
_NAMED_LABEL = re.compile(
    r"(?P<name>phan|chuong|tieu muc|muc|dieu)\s{1,3}"
    r"(?P<value>thu\s{1,2}(?P<word>nhat|hai|ba|tu|nam|sau|bay|tam|chin|muoi)|\d{1,3}[a-z]?|[ivxlc]{1,7}|[a-h])(?P<end>\s{0,2}[.:)/–-]{1,2}|(?=\s|$))"
)
_NAMED_STARTS = frozenset(name[:2] for name in _NAMED)
_WORDS = {w: i for i, w in enumerate(["nhat", "hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi"], 1)}
_LABEL = re.compile(
    r"""(?:
      (?P<roman>[IVXLC]{1,6})(?P<rend>\s?[.)/:–—-]{1,2}|\s?[.]-)
    | (?P<decimal>\d{1,2}(?:\s?\.\s?\d{1,2}){1,5})(?P<dend>\s?[.)/:–—-]{1,2}|(?=\s))
    | (?P<number>\d{1,2})(?P<nend>\s?[.)/–—-]{1,2}|:)
    | (?P<letter>[a-zđăâêôơư])(?P<lend>\s?[.)/]|\s?[-–—](?=\s))
    | (?P<capital>[A-HĐ])(?P<cend>\s?[.)/:–—-]{1,2})
    | \((?P<inner>\d{1,2}|[a-zđ]|[ivx]{1,5}|[IVX]{1,5})(?P<iend>\)[.:]?)
    )(?=\s|\S)""",
    re.VERBOSE,
)
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


class Label(NamedTuple):
    """A label: its ``style`` (what counts together), its ``value`` and where it ends in the paragraph.

    ``values`` of a dotted number are all its parts; letters have one value for each alphabet they may count in.
    """

    style: str
    values: tuple[int, ...]
    end: int

    @property
    def value(self) -> int:
        """The last part: what counts on."""
        return self.values[-1]


_SLIP = re.compile(r"(?P<roman>[IVXHLTlil1|!]{1,5})(?P<end>\s?[.)/:,—–-]{1,2})(?=\s?\S)")
_SLIPS = str.maketrans({"H": "II", "l": "I", "i": "I", "1": "I", "|": "I", "!": "I", "L": "I", "T": "I"})
_COMMA = re.compile(r"(?P<decimal>\d{1,2}(?:\s?[.,]\s?\d{1,2}){0,4})(?P<end>\s?[,.]{1,2})(?=\s)")


def slipped_label(text: str) -> tuple[Label, str] | None:
    """A label with recognition slips (``HI.`` for III., ``1l.`` for II.) and how it must have been printed."""
    match = _SLIP.match(text)
    if match is not None and not match["roman"].isdigit():
        written = match["roman"].translate(_SLIPS)
        value = roman(written)
        if value is not None and roman_text(value) == written:
            return Label("roman", (value,), match.end()), written + match["end"].replace(",", ".").strip()
    match = _COMMA.match(text)
    if match is not None:
        values = tuple(int(part) for part in re.findall(r"\d+", match["decimal"]))
        if 0 not in values:
            return Label(f"{len(values)}", values, match.end()), ".".join(map(str, values)) + "."
    return None


def roman_text(value: int) -> str:
    """``value`` (below 90) as a Roman number."""
    out = ""
    for letters, worth in (("L", 50), ("XL", 40), ("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1)):
        while value >= worth:
            out, value = out + letters, value - worth
    return out


_AHEAD = 40
_CAPITALS = re.compile(rf"[{UPPER}]{{2,8}}\s[{UPPER}]{{2}}")
"""Words in capitals right behind ``III-`` are a title; one group of letters is of a symbol (``I-TTr``)."""


def label_of(text: str) -> Label | None:
    """The label that ``text`` begins with, None where there is none."""
    if bare(text[:2]) in _NAMED_STARTS:
        named = _NAMED_LABEL.match(bare(text[:40]))
        if named is not None:
            return _named(named, text)
    match = _LABEL.match(text)
    if match is None:
        return None
    return _READERS[match.lastgroup or ""](match, text[match.end() : match.end() + _AHEAD])


def _number(match: re.Match[str], following: str) -> Label | None:
    """``1.``, ``2.1``: no label are 1.500 triệu, 2.5%, 12/2017 and 1-2, numbers of a sentence."""
    values = (int(match["number"]),) if match["number"] else tuple(map(int, _DIGITS.findall(match["decimal"])))
    ending = match["dend"] or match["nend"] or ""
    if following[:1].isdigit() or following[:1] == "%" or 0 in values:
        return None
    if (ending == ":" and not following[:1].isspace()) or (ending == "/" and following[:1].isalnum()):
        return None
    return Label(f"{len(values)}{')' if ')' in match.group() else ''}", values, match.end())


def _roman(match: re.Match[str], following: str) -> Label | None:
    value = roman(match["roman"])
    joined = following[:1].isalnum() and match["rend"][-1] in "/-"
    if value is None or (joined and _CAPITALS.match(following) is None):
        return None
    return Label("roman", (value,), match.end())


def _letter(match: re.Match[str], following: str) -> Label | None:
    if match["lend"].strip() in {".", "/"} and not following[:1].isspace():
        return None
    return Label("letter" if ")" in match.group() else "letter.", (_position(match["letter"]),), match.end())


def _capital(match: re.Match[str], following: str) -> Label | None:
    if following[:1].isalnum() and match["cend"][-1] in "/-.":
        return None
    return Label("capital", (_position(match["capital"].lower()),), match.end())


def _inner(match: re.Match[str], _following: str) -> Label | None:
    written = match["inner"]
    if written.isdigit():
        return Label("(1)", (int(written),), match.end())
    return Label("(a)", (_position(written.lower()),), match.end())


_DIGITS = re.compile(r"\d+")
_READERS = {
    "rend": _roman,
    "dend": _number,
    "nend": _number,
    "lend": _letter,
    "cend": _capital,
    "iend": _inner,
}
"""By the last group of each alternative."""


def _named(match: re.Match[str], text: str) -> Label | None:
    style = _NAMED[match["name"]]
    # "điều 5", "Điều 5 Luật Thi đua quy định" are running text; "Chương II NHỮNG QUY ĐỊNH" is not.
    behind = text[match.end() :].split("\n", 1)[0].strip(" *")
    if not text[0].isupper() or not (match["end"] or not behind or is_upper(behind)):
        return None
    word, written = match["word"], match["value"]
    if word:
        value = _WORDS[word]
    elif written[0].isdigit():
        value = int(re.match(r"\d+", written).group())  # type: ignore[union-attr]
    else:
        value = roman(written.upper()) or ord(written[0]) - 96
    return Label(style, (value,), match.end())


def roman(written: str) -> int | None:
    """Value of a roman number, None where the letters spell none."""
    total = 0
    for letter, following in zip(written, written[1:] + " ", strict=True):
        value = _ROMAN_VALUES[letter]
        total += -value if value < _ROMAN_VALUES.get(following, 0) else value
    return total if 0 < total < 90 else None


def _position(letter: str) -> int:
    """Place in the alphabet that labels count in; letters outside it get their Latin place."""
    index = _ALPHABET.find(letter)
    if index >= 0:
        return index + 1
    return (_WIDE.find(letter) if letter in _WIDE else _LATIN.find(letter)) + 1


def follows(label: Label, last: int, style: str) -> bool:
    """Tell whether ``label`` may come after ``last`` in its series (skipping one or two is a slip of the writer)."""
    step = label.value - last
    return 1 <= step <= (4 if style.startswith("letter") else 3)


def is_first(label: Label) -> bool:
    """Tell whether a series can begin with ``label``."""
    return label.value == 1
