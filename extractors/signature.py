"""Signature: authority (``KT. GIÁM ĐỐC``), position and name of the first signer below the body, and of all others.

A signature is a run of lines in capitals that begins with a formula (TM., KT., TL., TUQ., T/M, K/T) or a position, and
a person's name below it in the same column; ``(Đã ký)``, stamps and text of digital signatures between are skipped.
Where recognition lost the lines in capitals, the name beside Nơi nhận alone is given, with less confidence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.layout.head import head_of
from extractors.layout.paragraphs import proof
from extractors.layout.signing import Block, signed_blocks
from extractors.layout.spelling import bare
from schemas.letterhead import Signature
from schemas.span import Repair

if TYPE_CHECKING:
    from spacy.tokens import Doc

REQUIRES: tuple[str, ...] = ()


def extract(doc: Doc) -> Signature:
    """The signature of ``doc``; ``others`` are further signers. Empty when nobody signs."""
    head = head_of(doc)
    start = head.rest[0].end if head.title is not None and head.rest else 0
    blocks = signed_blocks(doc, start)
    signatures = _unique([_signature(doc, block) for block in blocks])
    if not signatures:
        return Signature()
    return signatures[0].model_copy(update={"others": tuple(signatures[1:])})


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
