"""Names of persons as signers write them: two to six capitalised syllables, after an academic or military title."""

from __future__ import annotations

import re
from functools import cache

from extractors.data import csv_rows, toml_rows
from extractors.layout.closing import authority
from extractors.layout.labels import label_of
from extractors.layout.spelling import LOWER, UPPER, bare, is_upper

_SYLLABLE = rf"[{UPPER}][{LOWER}'’]{{0,7}}(?:-[{UPPER}]?[{LOWER}]{{1,7}})?"
_NAME = re.compile(rf"(?:{_SYLLABLE})(?:\s{{1,3}}{_SYLLABLE}){{1,5}}")
_CAPITALS = re.compile(rf"[{UPPER}]{{1,8}}(?:\s{{1,3}}[{UPPER}]{{1,8}}){{1,5}}")
_EDGE = " .;,:*_)(|/\\'\"~-0123456789"
"""What stands behind a name: punctuation, and what recognition makes of a stamp's edge."""
_LOOSE = re.compile(
    rf"[{UPPER}][{LOWER}]{{0,7}}(?:\s[{UPPER}{LOWER}][{LOWER}]{{0,7}}){{0,3}}\s[{UPPER}][{LOWER}]{{0,7}}"
)
_AFTER_ITEM = re.compile(rf"(?:[;)]\s|\.\s{{2}}|(?<=[Ll][ưƯ][uU]).{{1,60}}\.\s)\s{{0,60}}(?=[{UPPER}])")
"""A full stop ends the last item (``- Lưu: VT.``); elsewhere it may end an abbreviation (``UBND TP. ...``)."""


@cache
def _surnames() -> frozenset[str]:
    return frozenset(row["name"].upper() for row in csv_rows("surnames"))


@cache
def _offices() -> tuple[str, ...]:
    """Beginnings of agency names of several words, without marks: ``VĂN PHÒNG CHÍNH PHỦ`` looks like a name."""
    return tuple(sorted(bare(row["name"]) for row in toml_rows("agency_heads") if " " in row["name"]))


@cache
def _title() -> re.Pattern[str]:
    """Titles before a name: short ones in a row (``PGS.TS.``), or one in words."""
    rows = toml_rows("person_titles")
    short = "|".join(sorted((re.escape(r["name"]) for r in rows if r["kind"] == "short"), key=len, reverse=True))
    words = "|".join(re.escape(row["name"]) for row in rows if row["kind"] == "word")
    return re.compile(rf"(?:(?:{short})(?![{LOWER}{UPPER}])[\s.,:/-]{{0,4}}){{1,4}}|(?:{words})[\s.:]{{1,3}}")


_NOTED = re.compile(r"(?<=\w)\s{0,3}\([^()\d]{2,20}\)[\s.*_]{0,4}$")
"""``(đã ký)`` behind a name."""


def name_span(text: str) -> tuple[int, int] | None:
    """Span of the name in a line that holds nothing else (titles before it are left out); None when it is no name."""
    if label_of(text) is not None:
        return None
    note = _NOTED.search(text)
    text = text[: note.start()] if note else text
    end = len(text.rstrip(_EDGE if text.count(" ") > 1 else " .;,*_)"))
    start = len(text) - len(text.lstrip(" *_.:'\"("))
    title = _title().match(text, start)
    for begin in (title.end(), start) if title else (start,):
        if begin < end and (_NAME.fullmatch(text, begin, end) or (title and _CAPITALS.fullmatch(text, begin, end))):
            return begin, end
    return None


_BETWEEN = re.compile(r"\s{0,5}(?:\([^()]{1,24}\)\s{0,5})?")
_WORD = re.compile(r"\S+")


def name_behind(text: str) -> tuple[int, int, int] | None:
    """A name behind words in capitals on one line (``KT. CHỦ TỊCH PHÓ CHỦ TỊCH Nguyễn Văn A``).

    Gives where the capitals end, and the span of the name.
    """
    end = 0
    for word in _WORD.finditer(text):
        if not word.group().isupper():
            break
        end = word.end()
    if not 0 < end < len(text):
        return None
    between = _BETWEEN.match(text, end)
    begin = between.end() if between else end
    span = name_span(text[begin:])
    return (end, begin + span[0], begin + span[1]) if span is not None else None


def loose_name_span(text: str) -> tuple[int, int] | None:
    """A recognised name with a capital lost in its middle (``Lê tấn Dũng``): it must begin with a surname."""
    end = len(text.rstrip(_EDGE))
    if _LOOSE.fullmatch(text, 0, end) is None or text.split(maxsplit=1)[0].upper() not in _surnames():
        return None
    return 0, end


def is_capital_name(text: str) -> bool:
    """Tell whether a line is a name in capitals: it begins with a surname, and no position or agency does."""
    line = text.strip(" .;,*_")
    words = line.split()
    if not 2 < len(words) <= 5 or words[0] not in _surnames() or not is_upper(line):
        return False
    folded = bare(line)
    return _CAPITALS.fullmatch(line) is not None and not folded.startswith(_offices()) and not authority().match(folded)


def tail_name(text: str) -> tuple[int, int] | None:
    """A name at the end of a Nơi nhận line (``- Lưu: VT.  Nguyễn Văn A``); only where it begins with a surname."""
    for gap in _AFTER_ITEM.finditer(text):
        rest = text[gap.end() :]
        span = name_span(rest)
        if span is not None and len(rest.split()) >= 3 and rest[span[0] :].split()[0].upper() in _surnames():
            return gap.end() + span[0], gap.end() + span[1]
    return None
