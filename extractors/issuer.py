"""Who issued the report: read from the letterhead, else derived from what the body says of its author."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from extractors.layout.places import province_in, provinces
from extractors.layout.paragraphs import proof
from extractors.layout.spelling import one_line
from schemas.letterhead import Issuer
from schemas.span import Evidence

if TYPE_CHECKING:
    from spacy.tokens import Doc

REQUIRES: tuple[str, ...] = ("letterhead",)


def extract(doc: Doc) -> Issuer | None:
    """The issuer of ``doc``, with its province where that is known; None where nothing names one."""
    return _read(doc) or _derived(doc)


_SMALL = frozenset({"và", "của", "các", "trực", "thuộc"})


def _read(doc: Doc) -> Issuer | None:
    letterhead = doc._.letterhead
    if letterhead.agency is None:
        return None
    name = _sentence_case(letterhead.agency)
    evidence = [item for item in letterhead.evidence if item.field == "agency"]
    if province_in(name) is None and letterhead.parent_agency:
        parent = _sentence_case(letterhead.parent_agency)
        place = re.search(
            r"\b(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)\s.{2,40}$", parent, re.IGNORECASE
        )
        if place is not None:
            name = f"{name} {place.group()}"
            evidence += [item for item in letterhead.evidence if item.field == "parent_agency"]
    return Issuer(name=name, evidence=tuple(item.model_copy(update={"field": None}) for item in evidence))


_UNITS = frozenset({
    "ỦY", "BAN", "NHÂN", "DÂN", "HỘI", "ĐỒNG",
})  # fmt: skip


def _sentence_case(name: str) -> str:
    """``SỞ NỘI VỤ TỈNH QUẢNG TRỊ`` to ``Sở Nội vụ tỉnh Quảng Trị``: names of places keep their capitals."""
    if not name.isupper():
        return one_line(name)
    lower = name.lower()
    words = lower.split()
    out = " ".join(words)
    for place in provinces():
        out = re.sub(rf"(?<!\w){re.escape(place.lower())}(?!\w)", place, out)
    return _capitalised(out)


_TIGHT = re.compile(r"(?:^|(?<=[-,] )|(?<=^sở )|(?<=^bộ )|(?<=^ban )|(?<=^cục )|(?<=^chi cục )|(?<=^phòng ))\w")
_AND = re.compile(r"(?<= và )\w|(?<=, )\w")
_NAMED = re.compile(r"(?<=\b)(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu) (.{2,40})$")
_ABBREVIATIONS = re.compile(r"\b(?:ubnd|hđnd|ubmttq|mttq|tncs|thcs|thpt|kcn|kkt|tp|đbqh)\b")


def _capitalised(name: str) -> str:
    named = _NAMED.search(name)
    if named is not None:
        name = name[: named.start(1)] + " ".join(w[:1].upper() + w[1:] for w in named.group(1).split())
    name = _TIGHT.sub(lambda match: match.group().upper(), name)
    name = _AND.sub(lambda match: match.group().upper(), name)
    return _ABBREVIATIONS.sub(lambda match: match.group().upper(), name)


_AUTHOR = re.compile(
    r"(?P<unit>(?:Sở|Chi cục|Ban|Cục|Phòng|Trung tâm|Thanh tra|UBND|Ủy ban nhân dân|Uỷ ban nhân dân)"
    r"(?:\s(?:và\s|&\s)?[A-ZĐÀ-Ỹ][\wÀ-ỹ]*(?:\s[a-zđà-ỹ]{1,6}(?=\s(?:báo|đã|tỉnh|[A-ZĐÀ-Ỹ])|[\s.,;]))?){1,5})"
)
_REPORTS = re.compile(r"\s{1,2}(?:xin )?báo cáo|\s{1,2}đã|\s{1,2}kính")
_SCOPE = re.compile(
    r"(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân|HĐND) (?P<level>tỉnh|thành phố|TP\.?) (?P<place>[A-ZĐÀ-Ỹ][\wÀ-ỹ]*(?:(?: - | )[A-ZĐÀ-Ỹ][\wÀ-ỹ]*){0,3})"
)


def _derived(doc: Doc) -> Issuer | None:
    """``Sở Nội vụ báo cáo``, ``của Sở Nội vụ Quảng Trị``, ``UBND tỉnh Quảng Trị``: author and province, with what was used."""
    text: str = doc._.folded.text
    units: Counter[str] = Counter()
    spans: dict[str, list[tuple[int, int]]] = {}
    for match in re.finditer(r"(?:Sở|Chi cục|Thanh tra|Phòng|Ban|Trung tâm|Cục) (?=[A-ZĐÀ-Ỹ])", text):
        name, end = _unit_name(text, match.start())
        if name is None:
            continue
        weight = 5 if _REPORTS.match(text, end) else 1
        units[name] += weight
        if weight > 1 or len(spans.get(name, ())) < 1:
            spans.setdefault(name, []).append((match.start(), end))
    scopes = Counter(match["place"] for match in _SCOPE.finditer(text) if match["place"] in provinces())
    if not units:
        return None
    unit, weight = units.most_common(1)[0]
    if weight < 5:
        return None
    evidence: list[Evidence] = [proof(doc, start, end) for start, end in spans[unit][:2]]
    name = unit
    if scopes:
        place = scopes.most_common(1)[0][0]
        scope = next(match for match in _SCOPE.finditer(text) if match["place"] == place)
        level = "tỉnh" if scope["level"] == "tỉnh" else "thành phố"
        name = f"{unit} {level} {place}"
        evidence.append(proof(doc, scope.start(), scope.end()))
        tight = text.find(f"{unit} {place}")
        if tight >= 0:
            evidence.append(proof(doc, tight, tight + len(unit) + 1 + len(place)))
    return Issuer(name=name, evidence=tuple(evidence), method="derived", confidence=0.8 if scopes else 0.6)


_UNIT_WORD = re.compile(r"[^\W\d_]+")
_VERBS = frozenset(
    {
        "báo",
        "đã",
        "xin",
        "kính",
        "trình",
        "tổ",
        "ban",
        "chủ",
        "phối",
        "tham",
        "thực",
        "triển",
        "tiếp",
        "là",
        "có",
        "được",
        "gửi",
        "để",
        "tại",
        "về",
        "trong",
        "theo",
        "như",
        "thì",
        "sẽ",
        "cũng",
        "trên",
        "cho",
        "với",
        "ở",
        "từ",
        "áp",
        "gồm",
        "đề",
        "tỉnh",
        "thành",
        "huyện",
        "rà",
    }
)


def _unit_name(text: str, start: int) -> tuple[str | None, int]:
    """Name of a unit from ``start``: capitalised words and the small words that follow one of them (``Nội vụ``)."""
    words: list[str] = []
    end = start
    for match in _UNIT_WORD.finditer(text, start, start + 70):
        word = match.group()
        between = text[end : match.start()]
        if words and between not in {" ", ", "}:
            break
        if not word[0].isupper() and (
            word in _VERBS or not words or (words[-1][0].islower() and word != "và" and words[-1] != "và")
        ):
            break
        if between == ", " and not word[0].isupper():
            break
        if len(words) >= 9:
            break
        words.append(word)
        end = match.end()
    while len(words) > 1 and words[-1] in _SMALL:
        words.pop()
    name = " ".join(words)
    for place in provinces():
        if name.endswith(f" {place}"):
            name = name[: -len(place) - 1]
    return (name, start + len(name)) if len(words) > 1 else (None, start)
