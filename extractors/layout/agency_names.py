"""Names of agencies in sentence case: ``SỞ NỘI VỤ TỈNH QUẢNG TRỊ`` to ``Sở Nội vụ tỉnh Quảng Trị``."""

from __future__ import annotations

import re
from functools import cache

from extractors.data import csv_rows, toml_rows
from extractors.layout.places import provinces
from extractors.layout.spelling import LOWER, UPPER, one_line

_UNIT = r"(?:(?:tỉnh|huyện|quận|xã)(?! (?:[uủ][yỷ]|đoàn|hội)(?!\w))|thành phố|tp\.?|thị xã|thị trấn|phường|đặc khu)"
_PLACE = re.compile(rf"(?<!\w)(?P<unit>{_UNIT}) (?P<name>[^,;()]{{1,40}})$", re.IGNORECASE)
_SHORT = re.compile(r"(?<!\w)(?:ubnd|hđnd|ubmttq|mttq|tncs|thcs|thpt|kcn|kkt|đbqh|cnxh|tp)(?!\w)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{1,8}")
_VOWEL = re.compile(r"[aeiouyàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]", re.IGNORECASE)
"""A word without vowel is an abbreviation."""
_AFTER_AND = re.compile(rf"(?<=[{LOWER}] và )[{LOWER}]|(?<=[{LOWER}], )[{LOWER}]|(?<= - )[{LOWER}]")


@cache
def _known() -> tuple[re.Pattern[str], dict[str, str]]:
    """Pattern over small letters of all names of agencies and provinces, and their right spelling."""
    spelled: dict[str, str] = {}
    for row in csv_rows("agencies"):
        for name in (row["name"], *row["aliases"].split(";")):
            if " " in name:
                spelled.setdefault(name.lower(), name)
    for place in provinces():
        spelled.setdefault(place.lower(), place)
    words = "|".join(re.escape(name) for name in sorted(spelled, key=lambda name: (-len(name), name)))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)"), spelled


@cache
def _heads() -> tuple[str, ...]:
    return tuple(
        sorted((row["name"].lower() for row in toml_rows("agency_heads")), key=lambda name: (-len(name), name))
    )


def place_part(name: str) -> str | None:
    """The administrative unit that ends the name of an agency (``tỉnh Quảng Trị``), None where there is none."""
    match = _PLACE.search(name)
    return match.group() if match else None


def sentence_case(name: str) -> str:
    """``name`` in sentence case when it stands in capitals; other names only with single spaces."""
    name = one_line(name)
    if sum(c.islower() for c in name) > 2:
        return name
    lower = name.lower()
    place = _PLACE.search(lower)
    stem, ending = (lower[: place.start()], f"{place['unit']} {_titled(place['name'])}") if place else (lower, "")
    known, spelled = _known()
    pieces = []
    position = 0
    for match in known.finditer(stem):
        pieces += [_common(stem[position : match.start()], first=position == 0), spelled[match.group()]]
        position = match.end()
    pieces.append(_common(stem[position:], first=position == 0))
    return ("".join(pieces) + ending).strip()


def _titled(place: str) -> str:
    known, spelled = _known()
    match = known.fullmatch(place)
    return spelled[place] if match else " ".join(word[:1].upper() + word[1:] for word in place.split())


def _common(text: str, *, first: bool) -> str:
    """A stretch of common words: capital at its start, after the head word and after ``và``."""
    if not text.strip():
        return text
    if first:
        head = next((head for head in _heads() if text.startswith(f"{head} ")), "")
        text = text[:1].upper() + text[1:]
        following = len(head) + 1
        if head:
            text = text[:following] + text[following : following + 1].upper() + text[following + 1 :]
    text = _AFTER_AND.sub(lambda match: match.group().upper(), text)
    text = _SHORT.sub(lambda match: match.group().upper(), text)
    return _WORD.sub(_spelled, text)


def _spelled(match: re.Match[str]) -> str:
    word = match.group()
    return word.upper() if _VOWEL.search(word) is None or (len(word) == 1 and word.isascii()) else word


STARTS_NAME = re.compile(rf"[{UPPER}]")
