"""Who issued the report: read from the letterhead, else derived from what the body says of its author."""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from extractors.layout.agency_names import place_part, sentence_case
from extractors.layout.paragraphs import proof
from extractors.layout.places import provinces
from extractors.layout.spelling import UPPER
from extractors.layout.words import words as frame_words
from schemas.letterhead import Issuer
from schemas.span import Evidence

if TYPE_CHECKING:
    from spacy.tokens import Doc

REQUIRES: tuple[str, ...] = ("letterhead",)

_PARTY = re.compile(r"(?:Tỉnh|Thành|Huyện|Quận|Thị) [uủ][yỷ]\b")


def extract(doc: Doc) -> Issuer | None:
    """The issuer of ``doc``, with its province or district where that is known; None where nothing names one."""
    return _read(doc) or _derived(doc)


def _read(doc: Doc) -> Issuer | None:
    letterhead = doc._.letterhead
    if letterhead.agency is None:
        return None
    name = sentence_case(letterhead.agency)
    fields = {"agency"}
    if letterhead.parent_agency and place_part(name) is None:
        parent = sentence_case(letterhead.parent_agency)
        place = parent if name in frame_words("generic") or _PARTY.match(parent) else place_part(parent)
        if place is not None and not any(name.endswith(f" {province}") for province in provinces()):
            name = f"{name} {place}"
            fields.add("parent_agency")
    evidence = tuple(item.model_copy(update={"field": None}) for item in letterhead.evidence if item.field in fields)
    return Issuer(name=name, evidence=evidence)


_SCOPE = re.compile(
    r"(?:UBND|[ỦU][yỷ] ban nhân dân|HĐND) (?P<level>tỉnh|thành phố|TP\.?) "
    rf"(?P<place>[{UPPER}]\w{{1,8}}(?:(?: - | )[{UPPER}]\w{{1,8}}){{0,3}})"
)
_UNIT = re.compile(rf"(?:Sở|Chi cục|Thanh tra|Phòng|Ban|Trung tâm|Cục) (?=[{UPPER}])")
_AUTHOR = re.compile(r"\s{1,2}(?:xin |trân trọng )?(?:báo cáo|kính báo cáo)")
_WORD = re.compile(r"[^\W\d_]+")
_JOINS = frozenset({"và", "-", "&"})
_MOST_WORDS = 9
_OPENING = 20_000
"""The author reports within so many characters, or closes the report."""


def _derived(doc: Doc) -> Issuer | None:
    """Author and province from ``Sở Nội vụ báo cáo``, ``của Sở Nội vụ Quảng Trị``, ``UBND tỉnh Quảng Trị``."""
    text: str = doc._.folded.text
    reporting: dict[str, list[tuple[int, int]]] = {}
    closing = text[-3_000:]
    for match in chain(
        _UNIT.finditer(text, 0, _OPENING), _UNIT.finditer(text, max(_OPENING, len(text) - len(closing)))
    ):
        name, end = _unit_name(text, match.start())
        if name is not None and (
            _AUTHOR.match(text, end) or _closes(text, match.start(), end, len(text) - len(closing))
        ):
            reporting.setdefault(name, []).append((match.start(), end))
    if not reporting:
        return None
    unit = Counter({name: len(spans) for name, spans in reporting.items()}).most_common(1)[0][0]
    evidence = [proof(doc, start, end) for start, end in reporting[unit][:2]]
    return _with_province(doc, text, unit, evidence)


_OF = re.compile(r"báo cáo[^.\n]{1,160} của $", re.IGNORECASE)


def _closes(text: str, start: int, end: int, closing: int) -> bool:
    """``Trên đây là báo cáo ... của Sở Nội vụ.`` near the end."""
    return (
        start >= closing
        and text[end : end + 1] in {".", ",", ";", "\n", "/"}
        and _OF.search(text[max(0, start - 180) : start]) is not None
    )


def _with_province(doc: Doc, text: str, unit: str, evidence: list[Evidence]) -> Issuer:
    scopes = [match for match in _SCOPE.finditer(text) if _province(match["place"]) is not None]
    if not scopes:
        return Issuer(name=unit, evidence=tuple(evidence), method="derived", confidence=0.6)
    place = Counter(str(_province(match["place"])) for match in scopes).most_common(1)[0][0]
    scope = next(match for match in scopes if _province(match["place"]) == place)
    level = "tỉnh" if scope["level"] == "tỉnh" else "thành phố"
    evidence.append(proof(doc, scope.start(), scope.end()))
    beside = text.find(f"{unit} {place}")
    if beside >= 0:
        evidence.append(proof(doc, beside, beside + len(unit) + 1 + len(place)))
    return Issuer(name=f"{unit} {level} {place}", evidence=tuple(evidence), method="derived", confidence=0.8)


def _province(written: str) -> str | None:
    return next((name for name in provinces() if written == name or written.startswith(f"{name} ")), None)


def _unit_name(text: str, start: int) -> tuple[str | None, int]:
    """Name of a unit from ``start`` and its end: capitalised words, each with one small word after it (``Nội vụ``)."""
    words: list[str] = []
    end = start
    for match in _WORD.finditer(text, start, start + 80):
        word, between = match.group(), text[end : match.start()]
        if words and (between not in {" ", ", ", " - "} or len(words) >= _MOST_WORDS):
            break
        small = not word[0].isupper()
        if small and words and not (words[-1][0].isupper() or word == "và") and words[-1] != "và":
            break
        if small and (word in frame_words("no_name") or between != " "):
            break
        words.append(word)
        end = match.end()
    name = text[start:end]
    for place in provinces():
        if name.endswith(f" {place}"):
            name = name[: -len(place) - 1]
    return (name, start + len(name)) if " " in name else (None, start)
