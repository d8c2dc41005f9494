"""Laws, codes, ordinances and the constitution cited by name: ``Luật Tổ chức chính quyền địa phương ngày 19/6/2015``.

There is no closed list. A name starts after the noun and ends before punctuation, a date, a number or a word
that starts something else; a list of names (``named_laws.toml``)
only helps where a name holds commas, ``và`` or ``của``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from extractors.citation.labels import Noun
from extractors.citation.registry import words
from extractors.data import toml_rows
from extractors.text.folding import tone_key

_WORD = r"[^\W\d_][\w'’-]{0,20}|\(HIV/AIDS\)|HIV/AIDS"
_GAP = r"[ \n]{1,3}(?:-[ \n])?|,[ \n]{1,2}|-"
_STEP = re.compile(rf"({_GAP})({_WORD})")
# The next law begins here: no name goes on over its noun.
_LAW_WORDS = frozenset({"Luật", "luật"})
_AMENDING = re.compile(
    r"[ \n]{1,2}(?:về[ \n])?(?:việc[ \n])?[Ss]ửa[ \n]đổi(?:,?[ \n](?:và[ \n])?bổ[ \n]sung)?"
    r"(?:[ \n](?:một[ \n]số|các))?[ \n]"
    r"(?:[Đđ]iều(?:[ \n]\d{1,3}(?:,[ \n]\d{1,3}|[ \n]và[ \n]\d{1,3}){0,6})?"
    r"(?:[ \n]và[ \n]Phụ[ \n]lục[^,;.\n]{0,40})?[ \n](?:của[ \n])?)?(?:các[ \n])?"
    r"(?=(?:\d{1,2}[ \n])?(?:[Ll]uật|[Bb]ộ[ \n]luật|[Pp]háp[ \n]lệnh)[ \n])(?:\d{1,2}[ \n])?"
)
_SEVERAL = re.compile(
    r"(?:luật|Luật|pháp lệnh|Pháp lệnh)[ \n](?:có[ \n])?(?:liên[ \n]quan|về)[^,;.()]{2,70}?"
    r"(?=[,;.()]|$|[ \n](?:ngày|năm|được|số)[ \n])"
)
_NEXT_LAW = re.compile(
    r"(?:,|[ \n]?và|[ \n]?và[ \n]của|,?[ \n]của)[ \n]{1,2}(?=(?:Luật|Bộ luật|Pháp lệnh)[ \n][^\W\d_])"
)
_LAW_NOUN = re.compile(r"(?:Luật|Bộ[ \n]luật|Pháp[ \n]lệnh|luật|bộ[ \n]luật|pháp[ \n]lệnh)")
# Names may hold "và", "của", "ở", "đối với": see _continues.
_STOP = frozenset(words("law_stop").split("|"))
_COMPOUNDS = frozenset(words("law_compound").split("|"))
_STOP_PAIRS = frozenset(words("law_stop_pair").split("|"))
_NOT_A_NAME = frozenset(words("law_never").split("|")) | _STOP
_STRONG_END = re.compile(rf"[ \n]?(?:[,;.:)”\"]|$|[ \n](?:{words('law_end')}|\(|[12]\d{{3}}))")
_CONSTITUTION = re.compile(
    r"[ \n](?:[Cc]ủa[ \n])?[Nn]ước[ \n]"
    r"(?:CHXHCN|[Cc]ộng[ \n]h(?:oà|òa)[ \n][Xx]ã[ \n]hội[ \n][Cc]hủ[ \n]nghĩa)[ \n]Việt[ \n]Nam"
)
_DATED_END = re.compile(r"[ \n]{1,2}(?:ngày[ \n]|năm[ \n]\d|số[ \n]?:?[ \n]?\d|(?:19|20)\d\d(?!\w))")
_NEVER_CAPITAL = frozenset(words("law_never_capital").split("|"))
_OTHER_NOUN = frozenset(words("law_other_noun").split("|"))
_MAX_WORDS = 40
_MAX_UNKNOWN = 26
_MAX_LOWER = 10


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of folded text; ``comma`` tells whether a comma stands before it."""

    start: int
    end: int
    text: str
    comma: bool


@dataclass(frozen=True, slots=True)
class LawName:
    """A law cited by name: the span from the noun to the end of the name, and the title on one line."""

    start: int
    end: int
    title: str
    known: bool


@cache
def _known() -> tuple[frozenset[str], frozenset[str]]:
    """Known names, and all word-wise beginnings of them, folded (tone placement, case, punctuation)."""
    names = {_plain(row["name"]) for row in toml_rows("named_laws")}
    prefixes = {" ".join(name.split()[:length]) for name in names for length in range(1, len(name.split()) + 1)}
    return frozenset(names), frozenset(prefixes)


_ALIKE = str.maketrans("y", "i")
_PUNCTUATION = re.compile(r"[^\w/ ]+")


@cache
def _abbreviations() -> dict[str, str]:
    pairs = (pair.split("=") for pair in words("law_abbreviation").split("|"))
    return {short: tone_key(full).translate(_ALIKE) for short, full in pairs}


@cache
def _word_key(word: str) -> str:
    word = word.strip("()")
    # "liệt sỹ" and "liệt sĩ" are one spelling.
    return _abbreviations().get(word) or tone_key(word).translate(_ALIKE)


def _plain(name: str) -> str:
    return " ".join(_word_key(word) for word in _PUNCTUATION.sub(" ", name).split())


def law_name(text: str, noun: Noun) -> LawName | None:
    """The name that follows a law noun, None where none does (``Luật này``, ``luật sư``, ``Luật số 67/2011/QH12``)."""
    if noun.code == "HP":
        return _constitution(text, noun) if noun.capital else None
    amending = _AMENDING.match(text, noun.end)
    if amending is not None and (noun.capital or _proper(text, amending.end())):
        several = _SEVERAL.match(text, amending.end())
        end = several.end() if several is not None else _amended(text, amending.end())
        return _named(text, noun, end, False) if end is not None else None
    found = _name_end(text, noun)
    return _named(text, noun, *found) if found is not None else None


def _named(text: str, noun: Noun, end: int, known: bool) -> LawName:
    return LawName(noun.start, end, " ".join(text[noun.start : end].split()), known)


def _proper(text: str, position: int) -> bool:
    """Whether the law at ``position`` is named in capitals: ``luật Nhập cảnh``, where the noun is not."""
    noun = _LAW_NOUN.match(text, position)
    return noun is not None and text[noun.end() + 1 : noun.end() + 2].isupper()


def _constitution(text: str, noun: Noun) -> LawName:
    state = _CONSTITUTION.match(text, noun.end)
    return LawName(noun.start, state.end() if state else noun.end, "Hiến pháp", True)


def _amended(text: str, position: int) -> int | None:
    """End of ``Luật A, Luật B và Luật C`` at ``position``."""
    end: int | None = None
    for _ in range(24):
        noun = _LAW_NOUN.match(text, position)
        if noun is None:
            break
        found = _name_end(text, Noun(noun.start(), noun.end(), None, noun.group()[0].isupper()))
        if found is None:
            break
        end = found[0]
        following = _NEXT_LAW.match(text, end)
        if following is None:
            break
        position = following.end()
    return end


def _name_end(text: str, noun: Noun) -> tuple[int, bool] | None:
    """End of the name after ``noun``, and whether the name is known."""
    items = _words(text, noun.end)
    if not items:
        return None
    known = _longest_known(items)
    first = items[0].text
    if not noun.capital and first == "Việt":
        return None
    if known == 0 and (
        (first.lower() in _NOT_A_NAME and (not first[0].isupper() or text[noun.start : noun.end].isupper()))
        or first in _NEVER_CAPITAL
    ):
        return None
    count = 0 if known and _STRONG_END.match(text, items[known - 1].end) else _grammatical(items)
    if known:
        longer = count > known and _DATED_END.match(text, items[count - 1].end) is not None
        return items[count - 1 if longer else known - 1].end, not longer
    lower = not first[0].isupper()
    if lower and (not noun.capital or count > _MAX_LOWER or not _STRONG_END.match(text, items[max(count, 1) - 1].end)):
        return None
    return (items[count - 1].end, False) if count else None


def _words(text: str, position: int) -> list[_Word]:
    """Words after ``position`` with the gap before each; the list ends at other punctuation."""
    found: list[_Word] = []
    step = _STEP.match(text, position)
    while step is not None and len(found) < _MAX_WORDS:
        gap, word = step.groups()
        if "\n\n" in gap or not (found or gap.isspace()):
            break
        if found and word in _LAW_WORDS and found[-1].text.lower() not in {"pháp", "kỷ", "kỉ"}:
            break
        found.append(_Word(step.start(2), step.end(), word, "," in gap))
        step = _STEP.match(text, step.end())
    return found


def _longest_known(items: list[_Word]) -> int:
    """How many words the longest known name at the start of ``words`` has; 0 for none."""
    names, prefixes = _known()
    key, longest = "", 0
    for index, word in enumerate(items):
        key = f"{key} {_word_key(word.text)}" if key else _word_key(word.text)
        if key not in prefixes:
            break
        if key in names:
            longest = index + 1
    return longest


def _grammatical(items: list[_Word]) -> int:
    """Number of words that belong to a name which no list knows."""
    count = min(len(items), _MAX_UNKNOWN)
    return next((index for index in range(1, count) if not _continues(items, index)), count)


def _stops(items: list[_Word], index: int) -> bool:
    """Whether a word ends a name; a syllable of a compound (``đổi mới``, ``quy chuẩn``) does not."""
    low = items[index].text.lower()
    if low not in _STOP:
        return False
    around = [item.text.lower() for item in items[index - 1 : index + 2]]
    return not any(f"{first} {second}" in _COMPOUNDS for first, second in pairwise(around))


def _continues(items: list[_Word], index: int) -> bool:
    word, low = items[index], items[index].text.lower()
    following = items[index + 1] if index + 1 < len(items) else None
    after = following.text.lower() if following is not None else ""
    plain = word.text[0].islower() or (word.text.isupper() and items[0].text.isupper())
    if (plain and _stops(items, index)) or f"{low} {after}" in _STOP_PAIRS or low in {"của", "về"}:
        return False
    if word.comma:
        return index <= 3 and plain
    if low == "và":
        if following is None or after in {"luật", "pháp", "văn", "bộ"} or _stops(items, index + 1):
            return False
        # HĐND và UBND; in a title that is all capitals they say nothing.
        short = following.text.isupper() and items[index - 1].text.isupper() and not items[0].text.isupper()
        return short or following.text[0].islower()
    return plain or low not in _OTHER_NOUN
