"""From a number in the text to a citation: type, date, issuer, subject, relation and articles around it."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.citation.context import Context, context_after
from extractors.citation.grammar import DocumentNumber
from extractors.citation.labels import Noun
from extractors.citation.model import Citation
from extractors.citation.registry import agencies_by_symbol, document_kinds, words
from extractors.citation.relations import articles_before, relation_before
from extractors.citation.scanning import Hit
from extractors.citation.symbols import GROUP_SEPARATOR
from extractors.text.dates import DateExpression, date_at

_VERB = re.compile(rf"(?<!\w)(?:{words('issuing_verb')})(?:[ \n](?:các|một số|\d{{1,2}}|văn bản))?[ \n]{{1,2}}$")
_NUMERO = re.compile(r",?[ \n]số[ \n]?:?[ \n]?$")
_LABEL_DATE = re.compile(r"(?:văn|định|quyết|hoạch|báo|trình|thị|tư)[ \n](?P<day>ngày[ \n])")
_AND = re.compile(r"[ \n]?,?[ \n]?(?:và|cùng)?[ \n](?:các[ \n])?")
_ISSUED_BY_LABEL = frozenset(words("assembly_type").split("|"))
_ALIKE = tuple(set(pair.split("=")) for pair in words("alike_type").split("|"))
_AMBIGUOUS = frozenset(words("ambiguous_type").split("|"))


def describe(text: str, lowered: str, hits: list[Hit], titles: dict[int, str]) -> list[Citation]:
    """Citations of all ``hits``; dates are shared inside lists. ``titles`` are names of laws beside their number."""
    citations = [_describe(text, lowered, hit, titles.get(hit.start)) for hit in hits]
    for index in range(len(hits) - 2, -1, -1):
        following = hits[index + 1]
        if following.tight and following.chain == hits[index].chain:
            citations[index] = _shared(citations[index], citations[index + 1])
    for index in range(1, len(hits)):
        if hits[index].chain == hits[index - 1].chain and hits[index].tight:
            citations[index] = _shared(citations[index], citations[index - 1])
    return outside_subjects(_after_one_date(text, citations))


def _after_one_date(text: str, citations: list[Citation]) -> list[Citation]:
    """``Ngày 20/3/2017, UBND tỉnh ban hành Quyết định số 10/QĐ-UBND và Kế hoạch số 11/KH-UBND``: one date for both."""
    for index in range(1, len(citations)):
        before, citation = citations[index - 1], citations[index]
        leads = before.date_place is not None and before.date_place[0] < before.start
        if leads and citation.label is not None and _AND.fullmatch(text, before.end, citation.label[0]) is not None:
            citations[index] = _shared(citation, before)
    return citations


def outside_subjects(citations: list[Citation]) -> list[Citation]:
    """Drop the relation of a citation inside the subject of another: there the other document amends or guides."""
    reached, result = -1, []
    for citation in citations:
        inside = citation.start < reached and citation.relation not in {None, "pursuant_to"}
        result.append(replace(citation, relation=None) if inside else citation)
        if citation.subject is not None:
            reached = max(reached, citation.subject[1])
    return result


def _shared(citation: Citation, other: Citation) -> Citation:
    number = citation.number
    if citation.issued_on is not None or other.issued_on is None or number is None:
        return citation
    if number.year is not None and not other.issued_on.startswith(str(number.year)):
        return citation
    return replace(
        citation,
        issued_on=other.issued_on,
        date_place=other.date_place,
        year=int(other.issued_on[:4]),
        issuer=citation.issuer or other.issuer,
        relation=citation.relation or other.relation,
    )


def _describe(text: str, lowered: str, hit: Hit, law: str | None) -> Citation:
    start = hit.noun.start if hit.noun is not None and hit.chain == hit.start else hit.start
    after = context_after(text, hit.end)
    date = after.date or (date_inside(text, hit) or date_before(text, start) if after.year is None else None)
    value, derived = issued_on(date, after, hit.number)
    code, conflict = type_of(hit.number, hit.noun)
    # "Đề án 06", "Nghị quyết 18": what everyone calls a document is its name, not its number.
    short = hit.form == "bare" and value is None and hit.noun is not None and hit.number.year is None
    short = short and hit.noun is not None and not text[hit.noun.end : hit.start].strip(" \n")
    title = " ".join(text[hit.noun.start : hit.end].split()) if short and hit.noun is not None else None
    return Citation(
        start=hit.noun.start if hit.form == "bare" and hit.noun is not None else hit.start,
        end=hit.end,
        kind=hit.number.kind,
        form=hit.form,
        type_code=code,
        number=hit.number,
        title=law or title,
        issued_on=value,
        date_place=(date.start, date.end) if date and value else after.year_place,
        date_derived=derived,
        year=int(value[:4]) if value else hit.number.year or (date.year if date else None),
        issuer=after.issuer,
        subject=after.subject,
        relation=relation_before(lowered, start),
        articles=articles_before(text, start),
        label=(hit.noun.start, hit.noun.end) if hit.noun is not None else None,
        conflict=conflict,
        repairs=hit.number.repairs,
        confidence=_confidence(hit, value),
    )


def _confidence(hit: Hit, issued_on: str | None) -> float:
    if hit.form == "bare":
        return 0.8 if issued_on else 0.6
    if hit.number.repairs:
        return 0.8
    return 1.0 if hit.noun is not None else 0.95


def issued_on(date: DateExpression | None, after: Context, number: DocumentNumber | None) -> tuple[str | None, bool]:
    """ISO date of a citation, and whether its year was taken from the number."""
    if date is not None:
        if date.value is None and date.state == "value" and date.year is None and number is not None and number.year:
            return date.with_year(number.year), True
        return date.value, False
    return (
        (str(after.year), False)
        if after.year is not None and (number is None or number.year is None)
        else (None, False)
    )


def date_inside(text: str, hit: Hit) -> DateExpression | None:
    """The date between label and number: ``Công văn ngày 24/7/2024 số ...``."""
    if _NUMERO.search(text, max(0, hit.start - 6), hit.start) is None:
        return None
    dated = _LABEL_DATE.search(text, max(0, hit.start - 48), hit.start)
    date = date_at(text, dated.start("day")) or date_at(text, dated.end()) if dated is not None else None
    if date is None or date.precision != "day" or _NUMERO.fullmatch(text, date.end, hit.start) is None:
        return None
    return date


def date_before(text: str, position: int) -> DateExpression | None:
    """The date of ``Ngày 24/7/2024, UBND tỉnh có Công văn số ...``: the verb stands directly before the label."""
    start = max(0, position - 190)
    if _VERB.search(text, max(start, position - 24), position) is None:
        return None
    day = max(text.rfind("gày ", start, position), text.rfind("gày\n", start, position)) - 1
    if day < start:
        return None
    date = date_at(text, day)
    if date is None or date.value is None:
        date = date_at(text, day + 5)
    if date is None or date.value is None or date.precision != "day":
        return None
    between = text[date.end : position]
    plain = not any(mark in between for mark in (";", ". ", "/")) and between[:1] in {",", " ", "\n"}
    return date if plain and not re.match(r"[ ,]*(?:đến|tại|của|về)\b", between) else None


def type_of(number: DocumentNumber, noun: Noun | None) -> tuple[str | None, bool]:
    """Type of a numbered document, and whether label and symbol say different things."""
    label, code = (noun.code if noun is not None else None), number.type_code
    groups = GROUP_SEPARATOR.split(number.symbol)
    if number.kind == "assembly" and code is None:
        return (label if label in _ISSUED_BY_LABEL else None), False
    if label is not None and (number.kind in {"old", "partial"} or label == "SắcL"):
        return label, False
    if code is None:
        return _type_without_symbol(label, number, noun, groups)
    if label is None or label == code:
        return code, False
    return (label, False) if _label_wins(label, code, groups) else (code, code != "VBHN")


def _type_without_symbol(
    label: str | None, number: DocumentNumber, noun: Noun | None, groups: list[str]
) -> tuple[str | None, bool]:
    letter, known = number.kind == "letter", groups[0] in agencies_by_symbol()
    if label is not None:
        return label, label != "CV" and letter and len(groups) > 1 and known
    return ("CV" if letter and (noun is None or known) else None), False


def _label_wins(label: str, code: str, groups: list[str]) -> bool:
    """``CT-TTHT`` after ``Công văn`` is a unit, ``CT-UBND`` after ``Chương trình`` abbreviates it: no contradiction."""
    unit = label == "CV" and groups[0] in _AMBIGUOUS and (len(groups) < 2 or groups[1] not in agencies_by_symbol())
    return unit or _initials(label) == groups[0].upper() or {label, code} in _ALIKE


def _initials(code: str) -> str:
    return "".join(word[0] for word in document_kinds()[code].name.split()).upper()
