"""Issuer and key of a cited document: who must have issued it, and what identifies it across reports."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from extractors.citation.grammar import DocumentNumber, read_number
from extractors.citation.registry import agencies_by_name, agencies_by_symbol, provinces, slug, types_by_symbol, words
from extractors.citation.symbols import GROUP_SEPARATOR
from extractors.data import toml_rows
from extractors.text.folding import tone_key

_PROVINCE_WORD = re.compile(
    r"(?:tỉnh|thành phố|TP\.?|Thành phố|Tỉnh|TỈNH|THÀNH PHỐ)[ \n]{1,2}([A-ZĐÁẮẠÀ][\w]*(?:[ \n-]{1,3}[A-ZĐ][\w]*){0,4})"
)
_DISTRICT = re.compile(
    r"(?:huyện|thị xã|quận|xã|phường|đặc khu|thị trấn)[ \n]{1,2}"
    r"([A-ZĐÁẮẠÀÔƯ][\w]*(?:[ \n-]{1,3}[A-ZĐÁẮẠÀÔƯ][\w]*){0,4})"
)
_CENTRAL = frozenset({"central", "assembly", "court"})
_CENTRAL_WORD = re.compile(rf"(?:{words('central_word')})(?!\w)")
_CITIES = frozenset(words("city").split("|"))
_OWN_LEVEL = re.compile(r"(?:tỉnh|thành phố|Tỉnh ủy|Tỉnh uỷ)$")
_TERM = re.compile(r"\d+$")
_NUMBER = re.compile(r"(\d+)([a-z]*)")


@dataclass(frozen=True, slots=True)
class IssuerName:
    """An issuer as it is shown, its scope in keys, and whether all of it was read."""

    name: str | None
    scope: str | None
    read: bool


def province_in(text: str) -> str | None:
    """The province named in ``text`` (after ``tỉnh``/``thành phố`` or as its end), None if none is."""
    known = provinces()
    match = _PROVINCE_WORD.search(text)
    if match is not None:
        words = match[1].split()
        for length in range(len(words), 0, -1):
            name = known.get(tone_key(" ".join(words[:length])))
            if name is not None:
                return name
    words = text.split()
    for length in range(min(5, len(words)), 0, -1):
        name = known.get(tone_key(" ".join(words[-length:]).strip(" .,;")))
        if name is not None and words[-length][:1].isupper():
            return name
    return None


def issuer_of(number: DocumentNumber | None, read: str | None, province: str | None) -> IssuerName:
    """Issuer from what was read after the citation, from the symbol, and from the citing document's province."""
    agency = _agency_of(number.symbol, number.kind == "letter") if number is not None else None
    if read is not None:
        return _completed(" ".join(read.split()), agency, province)
    if agency is None:
        return IssuerName(None, None, False)
    code, name, level = agency
    if level in {"central", "assembly", "court"} or code in {"TW", "VPTW"}:
        return IssuerName(name, slug(code), False)
    short = "UBND" if code in {"UBND", "UB"} else name
    if province is None:
        return IssuerName(short if code not in {"UBND", "UB"} else None, None, False)
    level_word = _level_word(province)
    return IssuerName(
        f"{short} {level_word} {province}" if code != "TU" else f"Tỉnh ủy {province}", slug(province), False
    )


@lru_cache(maxsize=10_000)
def _completed(read: str, agency: tuple[str, str, str] | None, province: str | None) -> IssuerName:
    known = agencies_by_name().get(tone_key(read))
    central = known.code if known is not None and known.level in _CENTRAL else None
    if central is None and agency is not None and (agency[2] in _CENTRAL or agency[0] in {"TW", "VPTW"}):
        central = agency[0]
    district, own = _DISTRICT.search(read), province_in(read)
    place = central or (district.group() if district is not None else own)
    if place is not None:
        return IssuerName(read, slug(place), True)
    if province is None or _CENTRAL_WORD.search(read) is not None:
        return IssuerName(read, slug(known.code) if known is not None and known.level == "party" else None, True)
    if _OWN_LEVEL.search(read) is not None:
        return IssuerName(f"{read} {province}", slug(province), False)
    return IssuerName(read, slug(province), True)


def _level_word(province: str) -> str:
    return "thành phố" if province in _CITIES else "tỉnh"


@lru_cache(maxsize=10_000)
def _agency_of(symbol: str, letter: bool) -> tuple[str, str, str] | None:
    groups = [
        _TERM.sub("", group) if group.startswith(("QH", "UBTVQH")) else group for group in GROUP_SEPARATOR.split(symbol)
    ]
    known = agencies_by_symbol()
    start = 1 if len(groups) > 1 and groups[0] in types_by_symbol() and not letter else 0
    for length in range(min(3, len(groups) - start), 0, -1):
        found = known.get("-".join(groups[start : start + length]))
        if found is not None:
            return found.code, found.name, found.level
    return None


def key_of(number: DocumentNumber, year: int | None, scope: str | None) -> str:
    """``qd-ubnd/1982/2017/quang-tri``; ``?`` for what is unknown."""
    match = _NUMBER.match(number.digits)
    plain = f"{int(match[1])}{match[2]}" if match else "?"
    return "/".join(
        (slug(number.symbol) or slug(number.type_code or "") or "?", plain, str(year) if year else "?", scope or "?")
    )


@cache
def _nicknames() -> dict[str, str]:
    keys: dict[str, str] = {}
    for row in toml_rows("nicknames"):
        number = read_number(row["number"])
        if number is not None:
            scope = issuer_of(number, None, None).scope
            keys[tone_key(row["name"])] = key_of(number, int(row["issued_on"][:4]), scope)
    return keys


def nickname_key(title: str | None) -> str | None:
    """Key of a document that everybody calls by a bare number (``Đề án 06``), None for all others."""
    return _nicknames().get(tone_key(title)) if title else None


LAW_ISSUERS = {
    "Luật": ("Quốc hội", "qh"),
    "BL": ("Quốc hội", "qh"),
    "HP": ("Quốc hội", "qh"),
    "PL": ("Ủy ban Thường vụ Quốc hội", "ubtvqh"),
}


def named_key(type_code: str, title: str, year: int | None, scope: str | None = None) -> str:
    """Key of a document known by its name: ``luat/dat-dai/2013/qh``."""
    return "/".join((slug(type_code), slug(title) or "?", str(year) if year else "?", scope or "?"))
