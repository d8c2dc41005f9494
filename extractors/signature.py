"""Signature: authority (``KT. GIÁM ĐỐC``), position and name of the first signer below the body, and of all others.

A signature is a run of lines in capitals that begins with a formula (TM., KT., TL., TUQ., T/M, K/T) or a position, and
a person's name below it in the same column; ``(Đã ký)``, stamps and text of digital signatures between are skipped.
Where recognition lost the lines in capitals, the name beside Nơi nhận alone is given, with less confidence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.layout.head import Head, head_of
from extractors.layout.paragraphs import proof
from extractors.layout.signing import Block, signed_blocks
from extractors.layout.spelling import bare
from extractors.layout.words import bare_words
from schemas.letterhead import Signature
from schemas.span import Repair

if TYPE_CHECKING:
    from spacy.tokens import Doc

REQUIRES: tuple[str, ...] = ()


def extract(doc: Doc) -> Signature:
    """The signature of ``doc``; ``others`` are further signers. Empty when nobody signs."""
    blocks = signed_blocks(doc, _body_start(head_of(doc)))
    signatures = _unique([_signature(doc, block) for block in blocks])
    if not signatures:
        return Signature()
    return signatures[0].model_copy(update={"others": tuple(signatures[1:])})


_BASIS_REACH = 12
"""``Căn cứ`` stands within so many lines below the title, where the document has any."""


def _body_start(head: Head) -> int:
    """Offset below the title; of a decision, below the authority that decides (``CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH``)."""
    if head.title is None or not head.rest:
        return 0
    below = head.rest[1:_BASIS_REACH]
    basis = next((piece.start for piece in below if bare(piece.text).startswith(bare_words("basis"))), None)
    return head.rest[0].end if basis is None else basis


def _signature(doc: Doc, block: Block) -> Signature:
    evidence = []
    repairs: list[Repair] = []
    values: dict[str, str | None] = {"authority": None, "position": None, "name": None}
    for name, lines in (("authority", block.authority), ("position", block.position), ("name", [block.name])):
        found = [line for line in lines if line is not None]
        if found:
            values[name] = " ".join(line.text for line in found)
            evidence += [proof(doc, line.start, line.end, name) for line in found]
            repairs += [Repair(before=line.printed, after=line.text, reason="ocr") for line in found if line.printed]
    confidence = 0.6 if not (block.authority or block.position) or block.name is None else 0.9 if repairs else 1.0
    return Signature(
        authority=values["authority"],
        position=values["position"],
        name=values["name"],
        evidence=tuple(evidence),
        confidence=confidence,
        repairs=tuple(repairs),
    )


def _unique(signatures: list[Signature]) -> list[Signature]:
    """Each signer once: a decision and its annex are signed by the same person."""
    seen: set[str] = set()
    out = []
    for signature in signatures:
        key = bare(signature.name or "")
        if key not in seen:
            seen.add(key)
            out.append(signature)
    return out
