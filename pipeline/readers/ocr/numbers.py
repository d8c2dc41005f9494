"""Document numbers and dates that recognition misread: letters among digits, a lost bar of Đ. Every repair is recorded.

Only what cannot be anything else is touched: a group of letters is corrected when it is no known code itself and
exactly one known code differs from it by bars and marks alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from extractors.data import csv_rows, toml_rows
from pipeline.legacy.syllables import is_syllable
from pipeline.readers.ocr.engine import Word

_DIGITS = str.maketrans("IlOoSŠZ§|!", "1100552811")
_LIKE = "0-9IlOoSZ§|!"
_NUMBER = re.compile(
    rf"(?P<before>[^\w§|!]{{0,3}})(?P<digits>[{_LIKE}]{{1,6}})(?P<year>/(?:19|20|I9|2O|l9)[{_LIKE}]{{2}})?/"
    r"(?P<symbol>[^\W\d_]{1,12}(?:[-–—.][^\W\d_]{1,14}\d{0,2}){0,5}-?)(?P<after>[^\w]{0,4})"
)
_TAIL = re.compile(r"(?P<before>\W{0,2})(?P<symbol>[A-ZĐÐ]{2,14}(?:-[A-ZĐÐ]{2,14}){0,4})(?P<after>[^\w]{0,4})")
_DATE = re.compile(rf"[^\w]{{0,2}}[{_LIKE}]{{1,2}}/[{_LIKE}]{{1,2}}/[{_LIKE}]{{4}}[^\w]{{0,3}}")
_NUMBER_WORD = re.compile(r"([Ss])[óôõòỏốoồ](:?)")
_MEASURE = re.compile(rf"[(\[]?[{_LIKE}Š]{{1,3}}(?:[.,][{_LIKE}Š]{{1,3}}){{1,4}}%?[)\].,;:]{{0,3}}")
_SHORT = re.compile(rf"[{_LIKE}]{{1,2}}")
_AFTER_DAY = ("ngày", "tháng")
_BEFORE_YEAR = ("tháng", "năm")
_MONEY = ("VNĐ", "VND", "đồng", "USD")
_STROKES = {"HI": "III", "IH": "III", "HỊ": "III", "ỊH": "III", "IỊ": "II", "ỊI": "II", "IIỊ": "III", "IỊI": "III"}
"""Roman numbers of grades and parts, as recognition spells them. None of these is an abbreviation."""
_ROMAN = re.compile(r"([IHỊ]{2,3})([:;,.)]{1,2})")
_FOREIGN = "ÑÇÄËÏÖÜÅŠŽÝ"
_TWICE = re.compile("(N)Ñ|(C)Ç|(S)Š")

Repairs = Counter[tuple[str, str, str]]


def put_right(words: Sequence[Word]) -> tuple[list[Word], Repairs]:
    """The words with misread numbers and dates corrected, and what was corrected."""
    repairs: Repairs = Counter()
    result: list[Word] = []
    for index, word in enumerate(words):
        following = words[index + 1].text if index + 1 < len(words) else ""
        previous = result[-1].text if result else ""
        text = _right(word.text, previous, following)
        if text != word.text:
            repairs[word.text, text, "ocr"] += 1
        result.append(word._replace(text=text))
    return result, repairs


def _right(text: str, previous: str, following: str) -> str:
    if "/" in text:
        return _right_number(text)
    if previous.endswith("-") and "/" in previous and (match := _TAIL.fullmatch(text)):
        return f"{match['before']}{symbol(match['symbol'])}{match['after']}"
    if (figure := _figure(text, previous, following)) is not None:
        return figure
    if len(parts := _name_parts(text)) > 1:
        return " ".join(parts)
    if (match := _NUMBER_WORD.fullmatch(text)) and (following[:1].isdigit() or following[:1] in ":/" or match[2]):
        return f"{match[1]}ố{match[2]}"
    return text


def _figure(text: str, previous: str, following: str) -> str | None:
    """What a day, a month, a measure or a roman number must be, None where the word is none of them."""
    if _is_day_or_month(text, previous, following):
        return text.translate(_DIGITS)
    if _MEASURE.fullmatch(text) and 2 * sum(c.isdigit() for c in text) > sum(c.isalnum() for c in text):
        return text.translate(_DIGITS)
    if text not in ("tỷ", "tỉ") and previous[-1:].isdigit() and following.startswith(_MONEY) and bare(text) == "ty":
        return "tỷ"
    match = _ROMAN.fullmatch(text)
    return _STROKES[match[1]] + match[2] if match and match[1] in _STROKES else None


def _is_day_or_month(text: str, previous: str, following: str) -> bool:
    """``ngày 1l tháng``, ``tháng II năm 2012``: no number but an Arabic one stands between these words."""
    between = previous.lower() in _AFTER_DAY and following.lower() in _BEFORE_YEAR
    return between and previous != following and not text.isdigit() and _SHORT.fullmatch(text) is not None


def _name_parts(text: str) -> list[str]:
    """Words of a name printed so closely that they were read as one: ``NguyễnVăn``."""
    cuts = [i for i in range(1, len(text)) if text[i - 1].islower() and text[i].isupper()]
    parts = [text[a:b] for a, b in pairwise([0, *cuts, len(text)])]
    bare_parts = [part.rstrip(".,;") for part in parts]
    names = all(is_syllable(part) or (number and len(part) == 1) for number, part in enumerate(bare_parts))
    return parts if names else [text]


def _right_number(text: str) -> str:
    if (match := _NUMBER.fullmatch(text)) and any(c.isdigit() for c in match["digits"]):
        digits, year = match["digits"].translate(_DIGITS), (match["year"] or "").translate(_DIGITS)
        return f"{match['before']}{digits}{year}/{symbol(match['symbol'])}{match['after']}"
    if _DATE.fullmatch(text) and sum(c.isdigit() for c in text) > 4:
        return text.translate(_DIGITS)
    if text.startswith("/") and (match := _TAIL.fullmatch(text[1:])):
        return f"/{match['before']}{symbol(match['symbol'])}{match['after']}"
    return text


def symbol(text: str) -> str:
    """The symbol of a document number with the bars and marks of its known codes."""
    text = _TWICE.sub(lambda match: match.group()[0], text.replace("ĐÐ", "Đ").replace("Ð", "Đ"))
    parts = re.split(r"([-–—.])", "".join(bare(c) if c in _FOREIGN else c for c in text))
    return "".join(part if len(part) < 2 else _code(part) for part in parts).replace("–", "-").replace("—", "-")


def _code(part: str) -> str:
    known, forms = _codes()
    if part in known or not any(c.isupper() for c in part):
        return part
    found = forms.get(bare(part))
    if found is None:
        # Departments and divisions of the provinces: S, P or another letter before the ministry's field.
        found = forms.get(bare(part[1:])) if len(part) > 4 else None
        found = part[0] + found if found else None
    return found or part


@cache
def _codes() -> tuple[frozenset[str], dict[str, str]]:
    """All known codes, and for each form without bars and marks the only code that has it."""
    codes = {row["code"] for row in csv_rows("agencies")} | {row["code"] for row in toml_rows("document_types")}
    codes |= {code[1:] for code in codes if code.startswith("B") and len(code) > 4}
    forms: dict[str, set[str]] = {}
    for code in codes:
        forms.setdefault(bare(code), set()).add(code)
    return frozenset(codes), {form: min(group) for form, group in forms.items() if len(group) == 1}


def bare(text: str) -> str:
    """Text without diacritics and bars."""
    plain = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    return "".join(c for c in plain if not unicodedata.combining(c))
