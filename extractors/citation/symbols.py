"""What a symbol (``QĐ-UBND``, ``TTLT-BNV-BTC``, ``NQ/TW``) means: kind and type of the document.

Not cut by position: the first group names the type only if it is one; else the document is a công văn of that agency
(``612/STTTT-TTBCXB``). ``KH``, ``TC``, ``CĐ``, ``CT`` and others are types in first place and units elsewhere.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extractors.citation.registry import agencies_by_symbol, types_by_symbol, words
from schemas.reference import ReferenceKind

GROUP_SEPARATOR = re.compile(r"[-/.]")
_ASSEMBLY = re.compile(r"^(?:[A-ZĐ]{1,4}-)?(?:QH|UBTVQH)\d{1,2}$")
_OLD_AGENCIES = frozenset(words("old_agency").split("|"))
_KINDS: dict[str | None, ReferenceKind] = {"TTLT": "joint", "NQLT": "joint", "VBHN": "consolidated"}
_MAIN_TYPES = frozenset(words("turned_type").split("|"))
_OLD_ASSEMBLY = re.compile(r"\b(?:HĐNN|UBTVQH|QH|CTN)\d{0,2}$")
_PARTY = re.compile(rf"(?:{words('party_agency_end')})$|^(?:{words('party_agency_start')})")


@lru_cache(maxsize=10_000)
def type_of(symbol: str, swapped: bool = False) -> str | None:
    """Code of the document type named in ``symbol``, None for a công văn; ``swapped`` are ``TC/QĐ-CĐKT``, ``NQ/TW``."""
    types = types_by_symbol()
    groups = GROUP_SEPARATOR.split(symbol)
    if len(groups) >= 3 and swapped and groups[1] in _MAIN_TYPES:
        return types[groups[1]].code
    for candidate in ("-".join(groups[:2]), groups[0]):
        if candidate in types:
            return types[candidate].code
    return None


@lru_cache(maxsize=10_000)
def kind_of(symbol: str, year: int | None, swapped: bool) -> ReferenceKind:
    """Kind of the document with this symbol; ``swapped`` means that a hyphen follows the number (``30-NQ/TW``)."""
    groups = GROUP_SEPARATOR.split(symbol)
    code = type_of(symbol, swapped)
    if swapped:
        return "old" if _OLD_ASSEMBLY.search(symbol) else _swapped_kind(groups, code)
    if _ASSEMBLY.match(symbol):
        return "assembly"
    if code in _KINDS:
        return _KINDS[code]
    if (len(groups) == 1 and groups[0] in _OLD_AGENCIES) or "UB" in groups[1:]:
        return "old"
    if year is None:
        return "letter" if code is None else "individual"
    return "old" if code is None else "normative"


def _swapped_kind(groups: list[str], code: str | None) -> ReferenceKind:
    if len(groups) == 1 or code is None or groups[1] in _MAIN_TYPES:
        return "old"
    agency = agencies_by_symbol().get(groups[-1])
    if agency is not None and agency.level == "party":
        return "party"
    if _PARTY.search("-".join(groups[1:])):
        return "party"
    return "old" if agency is not None and agency.level == "central" else "individual"
