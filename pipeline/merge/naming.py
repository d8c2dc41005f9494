"""Names of units in one form.

How letterheads, bodies and profiles write the same agency differently, and nothing else.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from extractors.data import csv_rows
from extractors.text.folding import search_key, tone_key
from pipeline.merge.data import toml_table

# Two keys: one keeps the letters' marks (Hải Lăng is not Hải Lang), the other survives a typist without diacritics.
# In the first, tone marks stand alone after their word, and are no letters for ``\w`` and ``\b``.
_TABLE = toml_table("names")
_LONG_FORMS = {tone_key(long): short for long, short in _TABLE["long_forms"].items()}
_SIGNS = re.compile(r"[^\w\s\u0300-\u036f]+|_+")
_SPACES = re.compile(r"\s+")
_OF_PROVINCE = re.compile(rf"^(?P<name>.{{3,200}}?) (?:của )?{re.escape(tone_key('tỉnh'))} .{{2,60}}$")
_PROVINCE_ITSELF = frozenset(map(tone_key, _TABLE["province_itself"]))
_LOCAL = tuple(f" {tone_key(word)} " for word in _TABLE["local"])
_SOCIAL = f" {tone_key(_TABLE['not_local'])} "
_PLACE_WORDS = frozenset(_TABLE["place_words"])
_UPPER = frozenset(_TABLE["capitals"])


@lru_cache(maxsize=16_384)
def unit_key(name: str) -> str:
    """Key of a unit's name.

    Case, tone placement, punctuation and common long forms do not count; the province's name is dropped
    where something of the province is named (``Sở Nội vụ tỉnh X`` = ``SỞ NỘI VỤ``)."""
    key = _SPACES.sub(" ", _SIGNS.sub(" ", tone_key(name.replace("&", " và ")))).strip()
    for long, short in _LONG_FORMS.items():
        key = key.replace(long, short)
    match = _OF_PROVINCE.match(key)
    return match["name"] if match and match["name"] not in _PROVINCE_ITSELF else key


def loose_key(name: str) -> str:
    """The same without diacritics."""
    return search_key(unit_key(name))


def is_local(name: str) -> bool:
    """Whether the name speaks of a district or commune."""
    padded = f" {unit_key(name)} ".replace(_SOCIAL, " ")
    return any(word in padded for word in _LOCAL)


def readable(name: str) -> str:
    """A name set in capitals in sentence case, place names capitalised.

    ``UBND HUYỆN HẢI LĂNG`` -> ``UBND huyện Hải Lăng``.
    """
    text = _SPACES.sub(" ", name).strip()
    if not text.isupper():
        return text
    if (known := _agency_names().get(unit_key(text))) is not None:
        return known
    words, place = [], False
    parts = text.lower().split()
    for number, word in enumerate(parts):
        social = word == "xã" and parts[number + 1 : number + 2] == ["hội"]
        if word in _UPPER:
            words.append(word.upper())
        elif number == 0 or (place and word not in _PLACE_WORDS):
            words.append(word.capitalize())
        else:
            words.append(word)
        place = (place or (word in _PLACE_WORDS and not social)) and word not in ("của", "và")
    return " ".join(words)


@cache
def _agency_names() -> dict[str, str]:
    """Names of agencies as they are properly written, by key."""
    return {unit_key(row["name"]): row["name"] for row in csv_rows("agencies")}


def slug(key: str) -> str:
    """Code for a unit that no profile names."""
    return re.sub(r"[^a-z0-9]+", "-", search_key(key)).strip("-") or "khong-ro"
