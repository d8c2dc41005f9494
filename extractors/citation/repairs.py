"""Repairs of what stands on the page, each with a reason: OCR slips, lost bars and marks, glued footnote digits.

Nothing is repaired silently: a repair lowers the confidence of the reference that rests on it.
"""

from __future__ import annotations

import re

from extractors.citation.registry import known_groups, restore_agency, restore_type, types_by_symbol, words
from schemas.span import Repair

_LATIN = str.maketrans("АВЕКМНОРСТХУІЅаеорсухіѕΑΒΕΖΗΙΚΜΝΟΡΤΥΧοɑ", "ABEKMHOPCTXYISaeopcyxisABEZHIKMNOPTYXoa")
_DIGITS = str.maketrans("lIi|Oo", "111100")
_ASSEMBLY_TERM = re.compile(r"^(.*?(?:QH|UBTVQH|HĐNN))(\d{1,4})$")
_TRAILING_DIGITS = re.compile(r"^([A-ZĐa-zđ&ƯÔƠÊÂĂ]{2,})(\d{1,2})$")
OCR_TYPES: dict[str, str] = dict(pair.split("=") for pair in words("ocr_type").split("|"))
_OCR_AGENCIES: dict[str, str] = dict(pair.split("=") for pair in words("ocr_agency").split("|"))
LAST_TERM = 16


def latin(text: str) -> str:
    """Latin letters in place of the Cyrillic and Greek letters that look like them."""
    return text.translate(_LATIN)


def digits(token: str) -> str:
    """Digits in place of the letters that OCR reads for them (``l982``, ``16O``)."""
    return token.translate(_DIGITS)


def repair_group(group: str, first: bool, swapped: bool) -> tuple[str, Repair | None]:
    """The group of a symbol as it must have been written; ``first`` groups may be types.

    Unknown groups that resemble nothing known stay as they are: new agencies appear every year.
    """
    plain = latin(group)
    fixed, reason = plain, "lookalike"
    term = _ASSEMBLY_TERM.match(plain)
    if term is not None:
        fixed = term[1] + _term(term[2])
        reason = "footnote_mark" if fixed != plain else reason
    elif plain in types_by_symbol() or plain in known_groups():
        fixed = plain
    elif first and plain in OCR_TYPES:
        fixed, reason = OCR_TYPES[plain], "ocr"
    elif plain in _OCR_AGENCIES:
        fixed, reason = _OCR_AGENCIES[plain], "ocr"
    else:
        fixed, reason = _restore(plain, first, swapped)
    return (fixed, None) if fixed == group else (fixed, Repair(before=group, after=fixed, reason=reason))


def _term(number: str) -> str:
    for length in (2, 1):
        if len(number) >= length and number[0] != "0" and int(number[:length]) <= LAST_TERM:
            return number[:length]
    return number[:1]


def _restore(group: str, first: bool, swapped: bool) -> tuple[str, str]:
    glued = _TRAILING_DIGITS.match(group)
    if glued is not None and not first and glued[1] in known_groups():
        return glued[1], "footnote_mark"
    restored = restore_type(group) if first else None
    if restored is None and (not first or not swapped):
        restored = restore_agency(group)
    if restored is not None and restored != group:
        return restored, "diacritics" if restored.upper() != group.upper() else "case"
    return group, "lookalike"
