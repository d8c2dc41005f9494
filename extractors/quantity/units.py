"""The unit behind a number: symbol, money, a noun of ``units.toml``, or the first words of an unknown noun phrase."""

from __future__ import annotations

import re
from typing import NamedTuple

from extractors.quantity.lexicon import lexicon
from extractors.text.folding import search_key
from extractors.text.words import words

_SCALES = ("trăm", "chục", "vạn", "nghìn", "ngàn", "triệu", "tỷ", "tỉ")
_SYMBOL = re.compile(
    r"\s?(?P<unit>%|‰|(?:phần trăm|điểm %|điểm phần trăm)(?!\w))|(?P<glued>(?:m2|m²|m3|m³|km2|km²|km|ha|kg"
    r"|đ|tr|mm|cm|GB|MB|TB|m)(?!\w|\.\w))"
)
_MULTIPLIER = re.compile(
    rf"\s(?P<unit>(?:(?:{'|'.join(_SCALES)})(?: (?=nghìn|ngàn|triệu|tỷ|tỉ))?){{1,3}})(?!\w)", re.IGNORECASE
)
# First syllables behind a space of what is no noun.
_SIGNS = frozenset((*_SCALES, "phần", "điểm"))
_PHRASE = re.compile(r"\s(?P<phrase>(?P<first>[^\W\d_]+[²³]?|[a-z]+2)(?:[ \n](?:[^\W\d_]+)){0,7})")
_GLUED = re.compile(r"(?P<phrase>[^\W\d_]+(?:[ \n][^\W\d_]+){0,7})")
_JOINED = re.compile(r"(?P<joint>,[ \n]|[ \n](?:và|hoặc)[ \n])(?P<phrase>[^\W\d_]+(?:[ \n][^\W\d_]+){0,4})")
# ``62 học viên, cán bộ quản lý 26 người``: the noun behind the comma is the subject of the next number.
_COUNTED_NEXT = re.compile(r"[^,;.\n\d]{0,40}\d")
_PER = re.compile(r"/(?:[1-9] )?(?P<per>[^\W\d_]+(?: [^\W\d_]+){0,2})")
_WINDOW = 70


class Unit(NamedTuple):
    """``text`` as the page has it (one line), its end offset, kind (see ``units.toml``) and whether it is known."""

    text: str
    start: int
    end: int
    kind: str
    known: bool = True
    repaired: str | None = None
    """What stands on the page where ``text`` is the noun that was meant (``thú tục`` for ``thủ tục``)."""


def read_unit(text: str, position: int, known_only: bool = False) -> Unit | None:
    """The unit that starts at ``position`` (just behind a number), None where the number counts nothing.

    ``known_only`` leaves out nouns that no list knows (number words count only before a unit noun).
    """
    match = _PHRASE.match(text, position, position + _WINDOW)
    if match is None or match["first"].lower() in _SIGNS:
        symbol = _SYMBOL.match(text, position)
        if symbol is not None:
            return _symbol(text, symbol)
        if match is None and text[position : position + 1].isalpha():
            return _glued(text, position)
        multiplier = _MULTIPLIER.match(text, position)
        if multiplier is not None:
            return _multiplied(text, multiplier)
    return _noun(text, match, known_only)


def _symbol(text: str, match: re.Match[str]) -> Unit:
    name = match["unit"] or match["glued"]
    kind = "percent" if match["unit"] and name != "‰" else "money" if name in ("đ", "tr") else "measure"
    written = "%" if name == "phần trăm" else name
    return _per(text, Unit(written, match.end() - len(name), match.end(), kind))


def _glued(text: str, position: int) -> Unit | None:
    """``786thủ tục``: a missing space, before a noun of several syllables only."""
    match = _GLUED.match(text, position, position + _WINDOW)
    syllables = match["phrase"].split() if match else []
    if match is None or (_longest([syllable.lower() for syllable in syllables]) < 2 and syllables[0] != "TTHC"):
        return None
    return _noun(text, match, known_only=True)


def _multiplied(text: str, match: re.Match[str]) -> Unit:
    head = " ".join(match["unit"].split())
    phrase = _PHRASE.match(text, match.end(), match.end() + _WINDOW)
    noun = _noun(text, phrase, known_only=head.split()[-1].lower() in ("tỷ", "tỉ"))
    if noun is None:
        kind = "money" if head.split()[-1] in ("tỷ", "tỉ", "triệu") else "count"
        return _per(text, Unit(head, match.start("unit"), match.end(), kind))
    return Unit(f"{head} {noun.text}", match.start("unit"), noun.end, noun.kind, noun.known)


def _noun(text: str, match: re.Match[str] | None, known_only: bool = False) -> Unit | None:
    if match is None:
        return None
    start, syllables = match.start("phrase"), match["phrase"].split()
    lexical = lexicon()
    lowered = match["phrase"].lower().split()
    known = _longest(lowered)
    if known == 0 and lowered[0] == "các" and len(lowered) > 1 and _longest(lowered[1:]):
        # ``hơn 3.200 các thủ tục``
        start += len(syllables[0]) + 1
        del syllables[0], lowered[0]
        known = _longest(lowered)
    if known == 0:
        return None if known_only else _misread(text, start, syllables) or _unknown(text, start, syllables)
    head = " ".join(lowered[:known])
    kind = lexical.units[head]
    if kind == "idle":
        return None
    if kind == "classifier":
        size = _complement(syllables[known:])
        head = " ".join(lowered[known : known + size]) if size else head
        known, kind = known + size, "count"
    end = _end(text, start, syllables, known)
    groups = lexical.joined.get(head, frozenset())
    if kind in ("joined", "count"):
        end, kind = _joined(text, end, groups), "count"
    return _per(text, Unit(" ".join(text[start:end].split()), start, end, kind))


def _misread(text: str, start: int, syllables: list[str]) -> Unit | None:
    """A known noun of several syllables with wrong marks, as recognition of scans leaves them."""
    letters = search_key(" ".join(syllables)).split()
    for size in range(len(letters), 1, -1):
        noun = lexicon().keys.get(" ".join(letters[:size]))
        if noun is not None and lexicon().units[noun] != "idle":
            end = _end(text, start, syllables, size)
            kind = "count" if lexicon().units[noun] == "joined" else lexicon().units[noun]
            return Unit(noun, start, end, kind, known=False, repaired=" ".join(text[start:end].split()))
    return None


def _longest(lowered: list[str]) -> int:
    """How many of the syllables the longest known noun takes that they begin with."""
    lexical = lexicon()
    for size in lexical.sizes.get(lowered[0], ()):
        if size == 1 or (size <= len(lowered) and " ".join(lowered[:size]) in lexical.units):
            return size
    return 0


def _complement(syllables: list[str]) -> int:
    """How many syllables behind a classifier belong to the unit: a known noun or the next word."""
    if not syllables or syllables[0].lower() in lexicon().no_noun or not syllables[0][0].islower():
        return 0
    return _longest([syllable.lower() for syllable in syllables]) or _word_length(syllables)


def _word_length(syllables: list[str]) -> int:
    phrase = " ".join(syllables)
    first = next(iter(words(phrase)), None)
    return 0 if first is None else len(phrase[first[0] : first[1]].split())


def _end(text: str, start: int, syllables: list[str], size: int) -> int:
    """Where the first ``size`` syllables end, which one space parts (with the ``2`` of ``km2``)."""
    end = start + sum(map(len, syllables[:size])) + size - 1
    while end < len(text) and (text[end].isalnum() or text[end] in "-²³"):
        end += 1
    return end


def _joined(text: str, end: int, groups: frozenset[int]) -> int:
    """Extend ``sở`` over ``, ngành, địa phương``: further nouns of the same kind that no number counts."""
    while (match := _JOINED.match(text, end, end + _WINDOW)) is not None:
        syllables = match["phrase"].split()
        lowered = [syllable.lower() for syllable in syllables]
        size, verbs = _longest_joined(lowered, groups), lexicon().also_verb
        if size == 0 and match["joint"][0] == "," and not _COUNTED_NEXT.match(text, match.start("phrase")):
            size, verbs = _another_noun(syllables, lowered), verbs | lexicon().mostly_verb
        if size == 0 or (" ".join(lowered[:size]) in verbs and _has_object(lowered[size:])):
            break
        end = _end(text, match.start("phrase"), syllables, size)
    return end


def _another_noun(syllables: list[str], lowered: list[str]) -> int:
    """A known noun of several syllables behind a comma counts with the first one (``25 mô hình, sáng kiến``)."""
    size = _longest(lowered) if syllables[0][0].islower() else 0
    return size if size > 1 and lexicon().units[" ".join(lowered[:size])] in ("count", "joined") else 0


def _has_object(lowered: list[str]) -> bool:
    """Whether an object stands behind what is a noun or a verb (``12 văn bản, báo cáo UBND tỉnh``)."""
    lexical = lexicon()
    return bool(lowered) and (lowered[0] not in lexical.no_noun or lowered[0] in lexical.determiner)


def _longest_joined(syllables: list[str], groups: frozenset[int]) -> int:
    joined = lexicon().joined
    for size in range(len(syllables), 0, -1):
        if joined.get(" ".join(syllables[:size]), frozenset()) & groups:
            return size
    return 0


def _unknown(text: str, start: int, syllables: list[str]) -> Unit | None:
    """A noun phrase that no list knows: its first word, unless that is a function word or a name."""
    lowered = [syllable.lower() for syllable in syllables]
    no_noun = lexicon().no_noun
    if lowered[0] in no_noun or " ".join(lowered[:2]) in no_noun:
        return None
    if not syllables[0][0].islower() and not (syllables[0].isupper() and len(syllables[0]) > 1):
        return None
    size = 1 if syllables[0].isupper() else _word_length(syllables)
    if size == 0 or (size == 1 and len(syllables[0]) == 1):
        return None
    end = _end(text, start, syllables, size)
    return _per(text, Unit(" ".join(text[start:end].split()), start, end, "count", known=False))


def _per(text: str, unit: Unit) -> Unit:
    for _ in range(2 if text.startswith("/", unit.end) else 0):
        match = _PER.match(text, unit.end, unit.end + 30)
        if match is None or match["per"][0].isupper():
            break
        syllables = match["per"].lower().split()
        size = _longest(syllables)
        if size == 0 and syllables[0] in lexicon().no_noun:
            break
        size = max(size, 1)
        end = _end(text, match.start("per"), syllables, size)
        unit = Unit(unit.text + text[unit.end : end], unit.start, end, unit.kind, unit.known)
    return unit
