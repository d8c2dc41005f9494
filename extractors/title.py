"""Document type and subject (trích yếu), from the title under the head (ô 5a) or the ``V/v`` of a công văn (ô 5b).

A document without a title is a công văn when it has a ``V/v`` line, or a number whose symbol names no type
(``612/STTTT-TTBCXB``).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from extractors.layout.head import Head, head_of
from extractors.layout.kinds import codes_by_symbol, names_by_code
from extractors.layout.paragraphs import proof
from extractors.layout.spelling import one_line
from extractors.layout.subject import regarding_lines, subject_lines
from schemas.reference import DocumentType

if TYPE_CHECKING:
    from spacy.tokens import Doc

REQUIRES: tuple[str, ...] = ("letterhead",)


def extract(doc: Doc) -> dict[str, Any]:
    """``document_type``, ``subject`` and their ``evidence`` (fields ``document_type`` and ``subject``)."""
    head = head_of(doc)
    if head.title is not None:
        first = head.rest[0]
        end = head.title.end
        evidence = [proof(doc, first.start, first.start + len(first.text[:end].rstrip(" :.-*")), "document_type")]
        lines = subject_lines(head)
        kind: DocumentType | None = DocumentType(code=head.title.code, name=head.title.name)
    else:
        code = _letter_code(doc, head)
        lines = regarding_lines(head)
        if code is None and lines:
            code = "CV"
        kind = DocumentType(code=code, name=names_by_code().get(code, code)) if code else None
        evidence = _number_evidence(doc) if code else []
    subject = one_line(" ".join(text for _, _, text in lines)) if lines else None
    evidence += [proof(doc, start, end, "subject") for start, end, _ in lines]
    return {"document_type": kind, "subject": subject or None, "evidence": tuple(evidence)}


def _letter_code(doc: Doc, head: Head) -> str | None:
    """Type by the symbol of the own number; CV where its first group names no type."""
    symbol: str | None = doc._.letterhead.symbol
    if not symbol:
        return None
    group = re.split(r"[-/.]", symbol)[0]
    code = codes_by_symbol().get(group)
    return code if code and any(c in symbol for c in "-/") else "CV"


def _number_evidence(doc: Doc) -> list[Any]:
    return [
        item.model_copy(update={"field": "document_type"})
        for item in doc._.letterhead.evidence
        if item.field in {"number", "symbol"}
    ]
