"""Head of a document: parent agency, agency, number, place and date, addressees.

These are ô 2-4, 9a and 10 of Nghị định 30/2020/NĐ-CP, Phụ lục I. Position decides first: only lines above the title
count (above the body of a công văn), so numbers and dates cited in the body never do. Stamps are skipped.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from extractors.layout.addressees import addressees
from extractors.layout.agencies import agency_lines, split_agencies
from extractors.layout.grades import grade_of
from extractors.layout.head import MOTTO, PLACE_DATE, RECEIVED, Head, head_of, place_of
from extractors.layout.own_number import OwnNumber, own_number
from extractors.layout.paragraphs import Piece, paragraphs, proof
from extractors.layout.spelling import LOWER, UPPER, bare, one_line
from schemas.document import BlockKind
from schemas.letterhead import Letterhead
from schemas.span import Evidence, Repair

if TYPE_CHECKING:
    from spacy.tokens import Doc

REQUIRES: tuple[str, ...] = ()


def extract(doc: Doc) -> Letterhead:
    """The letterhead of ``doc``; all values None where it has none.

    A number that is unreadable, and a number or day that recognition took from handwriting, lower ``confidence``.
    """
    head = head_of(doc)
    values: dict[str, Any] = {}
    evidence: list[Evidence] = []
    number = _number(doc, head, values, evidence)
    date = _date(doc, head, values, evidence)
    if number is not None or date or any(MOTTO.search(bare(piece.text)) for piece in head.pieces):
        _agencies(doc, head, number[0] if number else None, values, evidence)
    _addressees(doc, head, values, evidence)
    _grades(doc, head, values, evidence)
    if not values:
        return Letterhead()
    repairs = number[1].repairs if number else ()
    doubts = _doubts(doc, values)
    if any(repair.before == _INK for repair in doubts):
        values.pop("draft", None)
    readable = number is None or number[1].number is not None or (number[1].blank and not doubts)
    confidence = (0.9 if repairs else 1.0) if readable and not doubts else 0.5
    return Letterhead(**values, evidence=tuple(evidence), confidence=confidence, repairs=repairs + doubts)


_DOUBTFUL = "doubtful"
"""Reason of the repairs by which the reader of scans marks what a pen wrote into the printed line, read as it could."""
_INK = "…"
"""What such a repair has ``before`` a symbol where something is written that could not be read at all."""


def _doubts(doc: Doc, values: dict[str, Any]) -> tuple[Repair, ...]:
    """The doubtful readings of this number and this day."""
    marked = [repair for repair in doc._.document.repairs if repair.reason == _DOUBTFUL]
    if not marked:
        return ()
    number, day = _DIGITS.match(values.get("number") or ""), (values.get("issued_on") or "")[8:]
    found = []
    for repair in marked:
        digits = "".join(_DIGITS.findall(repair.before))
        unread = repair.before == _INK and bool(values.get("symbol")) and values["symbol"] in repair.after
        misread = digits and ((number is not None and digits == number.group()) or (day and int(digits) == int(day)))
        if unread or misread:
            found.append(repair)
    return tuple(found)


def _number(doc: Doc, head: Head, values: dict[str, Any], evidence: list[Evidence]) -> tuple[Piece, OwnNumber] | None:
    candidates = []
    for index, piece in enumerate(head.pieces):
        found = own_number(piece.text) if len(piece.text) < 120 else None
        if found is None or _received(head.pieces, index):
            continue
        candidates.append((found.symbol is None, index, piece, found))
    if not candidates:
        return None
    _, _, piece, found = min(candidates, key=lambda item: item[:2])
    if found.number is None and found.symbol is None and not found.blank:
        return None
    values["number"] = found.number
    values["symbol"] = found.symbol
    if found.blank:
        values["draft"] = True
    name = "number" if found.number else "symbol"
    evidence.append(proof(doc, piece.start + found.start, piece.start + found.end, name))
    return piece, found


def _received(pieces: tuple[Piece, ...], index: int) -> bool:
    """A ``Số`` line of a received stamp stands right below ``ĐẾN``."""
    above = [bare(piece.text) for piece in pieces[max(0, index - 2) : index]]
    return any(RECEIVED.match(text) for text in above) or RECEIVED.search(bare(pieces[index].text)) is not None


_DATE_LINE = 160
_DIGITS = re.compile(r"\d+")
_ROMAN_ONES = str.maketrans({"l": "1", "i": "1", "!": "1", "|": "1", "]": "1", "o": "0"})


def _date(doc: Doc, head: Head, values: dict[str, Any], evidence: list[Evidence]) -> bool:
    """Place and date (ô 4): the first date line above the title with a place; else one beginning with ``ngày``."""
    bare_date: tuple[Piece, re.Match[str]] | None = None
    for index, piece in enumerate(head.pieces):
        text = _with_rest(doc, head.pieces, index)
        folded = bare(text)
        match = PLACE_DATE.search(folded) if len(folded) < _DATE_LINE else None
        if match is None or match.start() >= len(piece.text) or _received(head.pieces, index):
            continue
        start, end = place_of(text, match.start())
        if end > start:
            values["place"] = one_line(_place_above(head.pieces, index, start) + text[start:end])
            evidence.append(proof(doc, piece.start + start, piece.start + end, "place"))
            _issued(doc, piece, match, values, evidence)
            return True
        if match.start() <= 3 and bare_date is None:
            bare_date = (piece, match)
    if bare_date is not None:
        _issued(doc, *bare_date, values, evidence)
    return bare_date is not None


def _issued(doc: Doc, piece: Piece, match: re.Match[str], values: dict[str, Any], evidence: list[Evidence]) -> None:
    issued_on = _iso(match)
    if issued_on is not None:
        values["issued_on"] = issued_on
        evidence.append(proof(doc, piece.start + match.start(), piece.start + match.end(), "issued_on"))


_CUT_DATE = re.compile(r"ngay[^a-z]{0,16}(?:thang[^a-z]{0,12})?$")
_CUT_PLACE = re.compile(rf"(?:[{UPPER}][{LOWER}]{{1,7}}(?: - | |$)){{1,4}}")


def _with_rest(doc: Doc, pieces: tuple[Piece, ...], index: int) -> str:
    """The line, with the next one where the date runs over both."""
    piece = pieces[index]
    following = pieces[index + 1] if index + 1 < len(pieces) else None
    if following is None or following.column != piece.column or _CUT_DATE.search(bare(piece.text)) is None:
        return piece.text
    joined: str = doc._.folded.text[piece.start : following.end]
    return joined.replace("\n", " ")


def _place_above(pieces: tuple[Piece, ...], index: int, start: int) -> str:
    """The beginning of a place name that was cut at a line end (``Bà Rịa - Vũng`` above ``Tàu, ngày ...``)."""
    above = pieces[index - 1] if index else None
    if above is None or start or above.column != pieces[index].column or _CUT_PLACE.fullmatch(above.text) is None:
        return ""
    return "" if MOTTO.search(bare(above.text)) else f"{above.text} "


def _iso(match: re.Match[str]) -> str | None:
    """``YYYY-MM-DD``, ``YYYY-MM`` for a blank or unreadable day, None without month or year."""
    if match["short"] is not None:
        numbers = [int(n) for n in _DIGITS.findall(match["short"])]
        day, month, year = numbers if len(numbers) == 3 else (0, numbers[-2] if len(numbers) == 2 else 0, numbers[-1])
    else:
        day, month, year = (
            _int(match["day"]),
            _int(match["month"]),
            _int(match["year"].replace(".", "").replace(",", "")),
        )
    if not (1900 <= year <= 2100 and 1 <= month <= 12):
        return None
    return f"{year:04}-{month:02}-{day:02}" if 1 <= day <= 31 else f"{year:04}-{month:02}"


def _int(text: str) -> int:
    stripped = text.strip(" .…_,")
    digits = _DIGITS.fullmatch(stripped) or _DIGITS.fullmatch(stripped.translate(_ROMAN_ONES))
    return int(digits.group()) if digits else 0


def _agencies(doc: Doc, head: Head, number: Piece | None, values: dict[str, Any], evidence: list[Evidence]) -> None:
    parent, agency = split_agencies(agency_lines(head.pieces, number))
    for name, group in (("parent_agency", parent), ("agency", agency)):
        if group:
            values[name] = one_line(" ".join(piece.text for piece in group))
            evidence.extend(proof(doc, piece.start, piece.end, name) for piece in group)


def _addressees(doc: Doc, head: Head, values: dict[str, Any], evidence: list[Evidence]) -> None:
    lines = (head.pieces + head.rest)[-200:] if head.title is None else head.pieces[-20:] + head.rest[:40]
    found = addressees(lines)
    if found:
        values["addressees"] = tuple(item.text for item in found)
        for number, item in enumerate(found):
            evidence += [proof(doc, start, end, f"addressees[{number}]") for start, end in item.spans]


def _grades(doc: Doc, head: Head, values: dict[str, Any], evidence: list[Evidence]) -> None:
    """Secrecy and urgency stamps, and the DỰ THẢO mark; stamps may stand as asides."""
    asides = [(p.start, p.end, p.text) for p in paragraphs(doc)[:40] if p.kind == BlockKind.ASIDE]
    for start, end, text in [(p.start, p.end, p.text) for p in head.pieces] + asides:
        grade = grade_of(text)
        if grade is None:
            continue
        if grade.kind == "draft":
            values["draft"] = True
        elif grade.kind in {"secrecy", "urgency"} and grade.kind not in values:
            values[grade.kind] = grade.name
            evidence.append(proof(doc, start, end, grade.kind))
