"""References: every document that the report cites, once, with all its mentions.

Numbers, named laws, bare numbers, short forms and citations without number are found in folded text
(``extractors.citation``), put together per cited document, and returned with offsets of the raw text. The document's
own number is never a citation; stamps, running heads and feet are not read.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING

from extractors.citation.describing import describe
from extractors.citation.grammar import DocumentNumber, read_number
from extractors.citation.keys import LAW_ISSUERS, IssuerName, issuer_of, key_of, named_key, nickname_key, province_in
from extractors.citation.labels import Labels, find_nouns, lowered
from extractors.citation.laws import find_laws
from extractors.citation.merging import Group, merge, plain_digits
from extractors.citation.model import Citation
from extractors.citation.registry import ascii_key, document_kinds, words
from extractors.citation.scanning import Hit, find_numbers
from extractors.citation.shortforms import resolve_short_forms
from extractors.citation.unnumbered import find_unnumbered
from extractors.text.folding import Folded, without_markup
from schemas.document import BlockKind, Document
from schemas.letterhead import Issuer, Letterhead
from schemas.reference import DocumentType, Mention, Reference, ReferenceKind
from schemas.span import Evidence

if TYPE_CHECKING:
    from spacy.tokens import Doc

REQUIRES: tuple[str, ...] = ("letterhead", "issuer")
_ASIDE = frozenset({BlockKind.ASIDE, BlockKind.HEADER, BlockKind.FOOTER})
_OWN_LINE = re.compile(r"(?:^|[\n|])[ *|_]{0,8}(?:Số|SỐ)[ ]?:[ ]{0,8}$")
_GOES_ON = re.compile(r"[a-zà-ỹđ]{2}|[a-zà-ỹđ] |\d{1,2} (?:năm|tháng)|\d{1,2}/\d")
_OPEN_END = re.compile(rf"[ \n](?:{words('line_open')}) ?$")
_WRAP = 60
_TYPE_WORDS = re.compile(r"^(?:bộ luật|luật|pháp lệnh) ", re.IGNORECASE)
_HEAD_LENGTH = 3_000


def extract(doc: Doc) -> tuple[Reference, ...]:
    """References in the order of their first mention."""
    return find_references(doc._.document, doc._.folded, doc._.letterhead or Letterhead(), doc._.issuer)


def find_references(
    document: Document, folded: Folded, letterhead: Letterhead, issuer: Issuer | None
) -> tuple[Reference, ...]:
    """References of ``document``, whose folded text is ``folded``; its own number is that of ``letterhead``."""
    folded = without_markup(folded)
    text = _with_block_ends(folded, document)
    low = lowered(text)
    nouns = find_nouns(low, text)
    labels = Labels(text, nouns)
    asides = _Asides(document, folded)
    hits = _cited(find_numbers(text, low, labels), text, letterhead, asides)
    laws, titles = find_laws(text, low, labels, hits)
    citations = describe(text, low, hits, titles)
    citations += [law for law in laws if law.start not in asides]
    taken = {citation.label[0] for citation in citations if citation.label is not None}
    taken |= {citation.start for citation in citations}
    unnumbered = find_unnumbered(text, low, nouns, taken)
    groups = merge(citations + [item for item in unnumbered if item.start not in asides])
    resolve_short_forms(text, nouns, groups, taken | {item.start for item in unnumbered})
    province = _province(letterhead, issuer)
    return tuple(_reference(group, text, folded, document, province) for group in groups)


class _Asides:
    """The stamps and running heads and feet of a document, asked by folded offset."""

    def __init__(self, document: Document, folded: Folded) -> None:
        self._folded = folded
        self._spans = [(block.start, block.end) for block in document.blocks if block.kind in _ASIDE]

    def __contains__(self, position: int) -> bool:
        if not self._spans:
            return False
        raw = self._folded.raw(position)
        index = bisect_right(self._spans, (raw, sys.maxsize)) - 1
        return index >= 0 and raw < max(self._spans[index][1], self._spans[index][0] + 1)


def _with_block_ends(folded: Folded, document: Document) -> str:
    """Folded text in which each block ends with a form feed (folding leaves none): names and subjects stop there."""
    text, pieces = folded.text, []
    position, last = 0, len(folded.text)
    wrapped = document.media_type.startswith("text/")
    for block in document.blocks:
        end = _folded_offset(folded, block.end) if folded.folded_points else block.end
        if not position <= end < last or text[end] != "\n":
            continue
        full_line = wrapped and block.end - block.start >= _WRAP
        if block.kind is BlockKind.CELL or not _goes_on(text, end, full_line):
            pieces += [text[position:end], "\f"]
            position = end + 1
    pieces.append(text[position:])
    return "".join(pieces)


def _goes_on(text: str, end: int, full_line: bool) -> bool:
    """Whether the line after ``end`` continues the one before: readers of plain text and PDF give lines as blocks."""
    if _GOES_ON.match(text, end + 1) is not None or (full_line and text[end - 1 : end] not in {".", ";", ":"}):
        return True
    return _OPEN_END.search(text, max(0, end - 10), end) is not None


def _folded_offset(folded: Folded, raw: int) -> int:
    index = bisect_right(folded.raw_points, raw) - 1
    return raw if index < 0 else folded.folded_points[index] + raw - folded.raw_points[index]


def _province(letterhead: Letterhead, issuer: Issuer | None) -> str | None:
    for text in (issuer.name if issuer else None, letterhead.agency, letterhead.parent_agency, letterhead.place):
        province = province_in(text.title() if text.isupper() else text) if text else None
        if province is not None:
            return province
    return None


def _cited(hits: list[Hit], text: str, letterhead: Letterhead, asides: _Asides) -> list[Hit]:
    own = _own_numbers(hits, text, letterhead)
    return [
        hit
        for hit in hits
        if _identity(hit.number.symbol, hit.number.digits, hit.number.year) not in own and hit.start not in asides
    ]


def _identity(symbol: str, digits: str, year: int | None) -> tuple[str, str, int | None]:
    return ascii_key(symbol), plain_digits(digits), year


def _own_numbers(hits: list[Hit], text: str, letterhead: Letterhead) -> set[tuple[str, str, int | None]]:
    own = read_number(letterhead.number) if letterhead.number else None
    if own is not None:
        return {_identity(own.symbol, own.digits, own.year)}
    return {
        _identity(hit.number.symbol, hit.number.digits, hit.number.year)
        for hit in hits
        if hit.start < _HEAD_LENGTH and hit.noun is None and _OWN_LINE.search(text, max(0, hit.start - 20), hit.start)
    }


def _reference(group: Group, text: str, folded: Folded, document: Document, province: str | None) -> Reference:
    full = next((item for item in group.citations if item.form != "bare" and item.number is not None), group.head)
    subject = next((item.subject for item in group.citations if item.subject is not None), None)
    code = next((item.type_code for item in (full, *group.citations) if item.type_code), None)
    relation = next((item.relation for item in group.citations if item.relation not in {None, "refers"}), None)
    issuer = _issuer(group, full, code, text, province)
    said = " ".join(text[slice(*subject)].split()) if subject is not None else None
    title = _title(group, full)
    number = full.number.number if full.number is not None and (full.title is None or full.number.symbol) else None
    return Reference(
        number=number,
        kind=full.kind,
        type=_document_type(code) if code else None,
        title=title,
        issued_on=_date(group.issued_on),
        issuer=issuer.name,
        issuer_method=None if issuer.name is None else "read" if issuer.read else "derived",
        subject=said,
        key=_key(full.number if number is not None else None, full.kind, code, title, said, group.year, issuer.scope),
        relation=relation or "refers",
        mentions=tuple(_mention(item, folded, document) for item in group.citations),
        evidence=_evidence(group, folded, document),
        confidence=max(item.confidence for item in group.citations),
        repairs=tuple(dict.fromkeys(repair for item in group.citations for repair in item.repairs)),
    )


@cache
def _document_type(code: str) -> DocumentType:
    return DocumentType(code=code, name=document_kinds()[code].name)


def _issuer(group: Group, full: Citation, code: str | None, text: str, province: str | None) -> IssuerName:
    if full.kind == "named" and code in LAW_ISSUERS:
        return IssuerName(*LAW_ISSUERS[code], False)
    place = next((item.issuer for item in group.citations if item.issuer is not None), None)
    return issuer_of(full.number, text[slice(*place)] if place is not None else None, province)


def _title(group: Group, full: Citation) -> str | None:
    named = [item for item in group.citations if item.title and not (item.form == "bare" and full is not item)]
    return min(named, key=_shouted).title if named else None


def _key(
    number: DocumentNumber | None,
    kind: ReferenceKind,
    code: str | None,
    title: str | None,
    subject: str | None,
    year: int | None,
    scope: str | None,
) -> str:
    if number is not None:
        called = f"{document_kinds()[code].name} {number.number}" if code and kind == "partial" else None
        return nickname_key(called) or key_of(number, year, scope)
    return nickname_key(title) or named_key(code or "?", _without_type(title) if title else subject or "", year, scope)


def _date(value: str | None) -> str | None:
    """A bare year is no date: it is kept in the key alone."""
    return value if value is not None and len(value) > 4 else None


def _shouted(citation: Citation) -> bool:
    return (citation.title or "").isupper()


def _without_type(title: str) -> str:
    return _TYPE_WORDS.sub("", title) or title


def _mention(citation: Citation, folded: Folded, document: Document) -> Mention:
    start, end = folded.raw_span(citation.start, citation.end)
    page, box, block, cell = document.locate(start, end)
    return Mention(
        start=start,
        end=end,
        quote=document.text[start:end],
        page=page,
        box=box,
        block=block,
        cell=cell,
        articles=citation.articles,
        form=citation.form,
        relation=citation.relation,
    )


def _evidence(group: Group, folded: Folded, document: Document) -> tuple[Evidence, ...]:
    found: dict[tuple[int, int, str], Evidence] = {}
    for item in group.citations:
        places = (
            (item.date_place if _date(item.issued_on) else None, "issued_on"),
            (item.issuer, "issuer"),
            (item.subject, "subject"),
            (item.label if item.conflict else None, "label"),
        )
        for place, name in places:
            if place is not None:
                start, end = folded.raw_span(*place)
                found.setdefault((start, end, name), document.quote(start, end, name))
    return tuple(found.values())
