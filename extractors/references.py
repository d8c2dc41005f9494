"""References: every document that the report cites, once, with all its mentions.

Numbers, named laws, bare numbers, short forms and citations without number are found in folded text
(``extractors.citation``), put together per cited document, and returned with offsets of the raw text. The document's
own number is never a citation; stamps, running heads and feet are not read.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from extractors.citation.describing import describe
from extractors.citation.grammar import read_number
from extractors.citation.keys import LAW_ISSUERS, IssuerName, issuer_of, key_of, named_key, nickname_key, province_in
from extractors.citation.labels import Labels, find_nouns, lowered
from extractors.citation.laws import find_laws
from extractors.citation.merging import Group, merge, plain_digits
from extractors.citation.model import Citation
from extractors.citation.registry import ascii_key, document_kinds
from extractors.citation.scanning import Hit, find_numbers
from extractors.citation.shortforms import resolve_short_forms
from extractors.citation.unnumbered import find_unnumbered
from extractors.text.folding import Folded
from schemas.document import BlockKind, Document
from schemas.letterhead import Issuer, Letterhead
from schemas.reference import DocumentType, Mention, Reference
from schemas.span import Evidence

if TYPE_CHECKING:
    from spacy.tokens import Doc

REQUIRES: tuple[str, ...] = ("letterhead", "issuer")
_ASIDE = frozenset({BlockKind.ASIDE, BlockKind.HEADER, BlockKind.FOOTER})
_OWN_LINE = re.compile(r"(?:^|[\n|])[ *|_]{0,8}(?:Số|SỐ)[ ]?:[ ]{0,8}$")
_GOES_ON = re.compile(r"[a-zà-ỹđ]{2}|[a-zà-ỹđ] |\d{1,2} (?:năm|tháng)|\d{1,2}/\d")
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
    text = _with_block_ends(folded, document)
    low = lowered(text)
    nouns = find_nouns(low, text)
    labels = Labels(text, nouns)
    hits = _cited(find_numbers(text, labels), text, folded, document, letterhead)
    laws, titles = find_laws(text, low, labels, hits)
    citations = describe(text, low, hits, titles)
    citations += [law for law in laws if not _beside(law.start, folded, document)]
    taken = {citation.label[0] for citation in citations if citation.label is not None}
    taken |= {citation.start for citation in citations}
    unnumbered = find_unnumbered(text, low, nouns, taken)
    groups = merge(citations + [item for item in unnumbered if not _beside(item.start, folded, document)])
    resolve_short_forms(text, nouns, groups, taken | {item.start for item in unnumbered})
    province = _province(letterhead, issuer)
    return tuple(_reference(group, text, folded, document, province) for group in groups)


def _with_block_ends(folded: Folded, document: Document) -> str:
    """Folded text in which each block ends with a form feed (folding leaves none): names and subjects stop there."""
    pieces: list[str] = []
    position = 0
    wrapped = document.media_type.startswith("text/")
    for block in document.blocks:
        end = _folded_offset(folded, block.end)
        if not position <= end < len(folded.text) or folded.text[end] != "\n":
            continue
        if block.kind is not BlockKind.CELL and _goes_on(
            folded.text, end, wrapped and block.end - block.start >= _WRAP
        ):
            continue
        pieces += [folded.text[position:end], "\f"]
        position = end + 1
    pieces.append(folded.text[position:])
    return "".join(pieces)


def _goes_on(text: str, end: int, full_line: bool) -> bool:
    """Whether the line after ``end`` continues the one before: readers of plain text and PDF give lines as blocks."""
    return _GOES_ON.match(text, end + 1) is not None or (full_line and text[end - 1 : end] not in {".", ";", ":"})


def _folded_offset(folded: Folded, raw: int) -> int:
    if not folded.folded_points:
        return raw
    index = bisect_right(folded.raw_points, raw) - 1
    return raw if index < 0 else folded.folded_points[index] + raw - folded.raw_points[index]


def _province(letterhead: Letterhead, issuer: Issuer | None) -> str | None:
    for text in (issuer.name if issuer else None, letterhead.agency, letterhead.parent_agency, letterhead.place):
        province = province_in(text.title() if text.isupper() else text) if text else None
        if province is not None:
            return province
    return None


def _cited(hits: list[Hit], text: str, folded: Folded, document: Document, letterhead: Letterhead) -> list[Hit]:
    own = _own_numbers(hits, text, letterhead)
    return [
        hit
        for hit in hits
        if _identity(hit.number.symbol, hit.number.digits, hit.number.year) not in own
        and not _beside(hit.start, folded, document)
    ]


def _beside(position: int, folded: Folded, document: Document) -> bool:
    """Whether the folded ``position`` is in a stamp or a running head or foot."""
    block = document.block_at(folded.raw(position))
    return block is not None and document.blocks[block].kind in _ASIDE


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
    head = group.head
    full = next((item for item in group.citations if item.form != "bare" and item.number is not None), head)
    issuing = next((item for item in group.citations if item.issuer is not None), None)
    read = text[slice(*issuing.issuer)] if issuing is not None and issuing.issuer is not None else None
    issuer = issuer_of(full.number, read, province)
    described = next((item for item in group.citations if item.subject is not None), None)
    subject = " ".join(text[slice(*described.subject)].split()) if described is not None and described.subject else None
    code = next((item.type_code for item in (full, *group.citations) if item.type_code), None)
    if full.kind == "named" and code in LAW_ISSUERS:
        issuer = IssuerName(*LAW_ISSUERS[code], False)
    relation = next((item.relation for item in group.citations if item.relation not in {None, "refers"}), None)
    shown = full.number.number if full.number is not None and (full.title is None or full.number.symbol) else None
    named = [item for item in group.citations if item.title and not (item.form == "bare" and full is not item)]
    title = min(named, key=_shouted).title if named else None
    scope = issuer.scope
    if full.number is not None and shown is not None and full.kind == "partial":
        key = nickname_key(f"{document_kinds()[code].name} {shown}" if code else None) or key_of(
            full.number, group.year, scope
        )
    elif full.number is not None and shown is not None:
        key = key_of(full.number, group.year, scope)
    elif (nickname := nickname_key(title)) is not None:
        key = nickname
    else:
        key = named_key(code or "?", _without_type(title) if title else subject or "", group.year, scope)
    return Reference(
        number=shown,
        kind=full.kind,
        type=DocumentType(code=code, name=document_kinds()[code].name) if code else None,
        title=title,
        issued_on=_date(group.issued_on),
        issuer=issuer.name,
        issuer_method=None if issuer.name is None else "read" if issuer.read else "derived",
        subject=subject,
        key=key,
        relation=relation or "refers",
        mentions=tuple(_mention(item, folded, document) for item in group.citations),
        evidence=_evidence(group, folded, document),
        confidence=max(item.confidence for item in group.citations),
        repairs=tuple(dict.fromkeys(repair for item in group.citations for repair in item.repairs)),
    )


def _date(value: str | None) -> str | None:
    """A bare year is no date: it is kept in the key alone."""
    return value if value is not None and len(value) > 4 else None


def _shouted(citation: Citation) -> bool:
    return (citation.title or "").isupper()


def _without_type(title: str) -> str:
    return _TYPE_WORDS.sub("", title) or title


def _mention(citation: Citation, folded: Folded, document: Document) -> Mention:
    start, end = folded.raw_span(citation.start, citation.end)
    return Mention(
        **document.quote(start, end).__dict__,
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
