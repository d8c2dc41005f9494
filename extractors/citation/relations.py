"""How a citation is used: the relation to the citing document and the provisions cited (``khoản 2 Điều 5``)."""

from __future__ import annotations

import re
from functools import cache
from typing import get_args

from extractors.data import toml_rows
from schemas.reference import Relation

_WINDOW = 170
_LIST = r"(?:[ \n]{0,2}(?:,|và|hoặc|;|đến)[ \n]{1,2}"
_POINT = rf"(?:các[ \n])?[Đđ]iểm[ \n][a-zđ](?:\.?\d{{1,2}})?{_LIST}(?:[Đđ]iểm[ \n])?[a-zđ]\d?(?![\w]))){{0,12}}"
_CLAUSE = rf"(?:các[ \n])?[Kk]hoản[ \n]\d{{1,3}}[a-zđ]?{_LIST}(?:[Kk]hoản[ \n])?\d{{1,3}}[a-zđ]?(?![\w/]))){{0,12}}"
_ARTICLE = rf"(?:các[ \n])?[Đđ]iều[ \n]\d{{1,4}}[a-zđ]?{_LIST}(?:[Đđ]iều[ \n])?\d{{1,4}}[a-zđ]?(?![\w/]))){{0,20}}"
_PART = r"(?:[Cc]hương|[Mm]ục|[Pp]hần|[Pp]hụ lục)[ \n](?:[IVXL]{1,6}|\d{1,3})(?!\w)"
_UNIT = rf"(?:{_POINT}|{_CLAUSE}|{_ARTICLE}|{_PART})"
_UNIT = _UNIT.replace(")))", "))")
_PROVISIONS = re.compile(rf"{_UNIT}(?:[ \n]{{0,2}}(?:,|và|;|của|tại)?[ \n]{{1,2}}{_UNIT}){{0,12}}")
_JOIN = re.compile(r"[ \n]{0,2}(?:(?:ban hành[ \n])?kèm theo|của|tại|trong|,)?[ \n]{0,2}(?:các[ \n])?")
_MARKS = ("iều", "hoản", "hương", "mục", "Mục", "hụ lục", "hần")
_HAS_PROVISION = re.compile(
    r"[Đđ]iều[ \n]\d|[Kk]hoản[ \n]\d|[Cc]hương[ \n]|[Mm]ục[ \n]|[Pp]hụ lục[ \n]|[Pp]hần[ \n][IVX]"
)


@cache
def _rules() -> tuple[tuple[Relation, tuple[str, ...], re.Pattern[str]], ...]:
    allowed = get_args(Relation)
    rules = []
    for row in toml_rows("relations"):
        if row["code"] not in allowed:
            raise ValueError(f"relations.toml: unknown relation {row['code']}")
        rules.append((row["code"], tuple(row["cues"]), re.compile("|".join(row["patterns"]))))
    return tuple(rules)


def relation_before(lowered: str, position: int) -> Relation | None:
    """Relation said before a citation whose label starts at ``position`` of the lower-case text, None if none is."""
    start = max(0, position - _WINDOW)
    line = max(lowered.rfind("\n\n", start, position), lowered.rfind("\f", start, position)) + 1
    window = lowered[max(start, line) : position]
    bracket = window.rfind("(")
    bracketed = bracket > window.rfind(")")
    cut = max(window.rfind(";"), window.rfind(". "), bracket if bracketed else 0)
    window = window[max(0, cut) :]
    found = _said(window)
    # In brackets after another citation it is that document which replaces or amends.
    return None if bracketed and cut == bracket and found in {"amends", "supersedes", "repeals", "guides"} else found


def _said(window: str) -> Relation | None:
    for relation, cues, pattern in _rules():
        for cue in cues:
            if cue in window:
                if pattern.search(window) is not None:
                    return relation
                break
    return None


def articles_before(text: str, position: int) -> tuple[str, ...]:
    """Provisions cited with the document whose label starts at ``position``: ``khoản 2 Điều 5 Nghị định số ...``."""
    start = max(0, position - 150)
    window = text[start:position]
    if not any(mark in window for mark in _MARKS) or _HAS_PROVISION.search(text, start, position) is None:
        return ()
    for match in _PROVISIONS.finditer(text, start, position):
        if _JOIN.fullmatch(text, match.end(), position):
            return (" ".join(match.group().split()),)
    return ()
