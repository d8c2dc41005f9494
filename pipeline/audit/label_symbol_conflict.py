"""The word before a number names another type of document than its symbol (rule D5): ``Kế hoạch số 15/QĐ-UBND``.

Source: Nghị định 30/2020/NĐ-CP, Phụ lục III (chữ viết tắt tên loại văn bản).
Severity: warning. Cleared by: correcting the word or the symbol.

Only a type name right before the number counts; general words (``văn bản số``), symbols without a type, and pairs that
usage allows (``pipeline/audit/data/labels.toml``) do not. The title of the document itself is compared with its own
number in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractors.citation.registry import document_kinds, types_by_name, types_by_symbol
from extractors.text.folding import tone_key
from pipeline.audit._wording import of_field, quoted, shown
from pipeline.audit.data import toml_table
from schemas.document import Document
from schemas.finding import Finding
from schemas.reference import Mention
from schemas.report import Report

SEVERITY = "warning"
RULE = "label-symbol-conflict"

_NUMBER = re.compile(r"\d{1,6}[a-z]?(?:/\d{4})?[/-]([^\W\d_]{1,8})(?=[-/])")
_LABEL = re.compile(
    r"((?:[^\W\d_]{1,9}[ \n\u00a0]{1,2}){0,3}[^\W\d_]{1,9})[ \n\u00a0]{1,3}số[:\s]{0,3}\Z", re.IGNORECASE
)
_WIDTH = 50
_LONGEST = 4


def check(report: Report, document: Document) -> Iterator[Finding]:
    """A finding for the own number, then one for each mention in the order of the text."""
    own, kind = report.letterhead.number, report.document_type
    symbol = _symbol_type(own or "")
    if own and kind and symbol and _conflict(kind.code, symbol):
        yield Finding(
            rule=RULE,
            severity=SEVERITY,
            message=f"Tên loại là {kind.name} nhưng ký hiệu {shown(own)} là của {document_kinds()[symbol].name}.",
            evidence=(
                *of_field(report.evidence, "document_type")[:1],
                *of_field(report.letterhead.evidence, "number")[:1],
            )
            or report.letterhead.evidence[:1],
        )
    for reference in report.references:
        symbol = _symbol_type(reference.number or "")
        if symbol is None or reference.repairs:
            continue
        for mention in reference.mentions:
            yield from _mention(mention, symbol, document)


def _mention(mention: Mention, symbol: str, document: Document) -> Iterator[Finding]:
    start = max(0, mention.start - _WIDTH)
    before = _LABEL.search(document.text[start : mention.start])
    if before is None or mention.form != "full":
        return
    label = _label_type(before[1])
    if label is not None and _conflict(label, symbol):
        yield Finding(
            rule=RULE,
            severity=SEVERITY,
            message=f"{shown(document.text[start + before.start(1) : mention.end])}: gọi là "
            f"{document_kinds()[label].name} nhưng ký hiệu là của {document_kinds()[symbol].name}.",
            evidence=(quoted(document, start + before.start(1), mention.end),),
        )


@cache
def _symbol_type(number: str) -> str | None:
    found = _NUMBER.match(number)
    kind = types_by_symbol().get(found[1]) if found else None
    return kind.code if kind else None


def _label_type(words: str) -> str | None:
    """Type of the longest name that ends the words; None where the last word alone could end a longer, unknown name."""
    parts = words.split()
    for length in range(min(_LONGEST, len(parts)), 0, -1):
        name = " ".join(parts[-length:])
        kind = types_by_name().get(tone_key(name))
        if kind is not None and length > 1:
            return kind.code
    return None


def _conflict(label: str, symbol: str) -> bool:
    table = toml_table("labels")
    if label == symbol or symbol in table["also"].get(label, ()) or label in table["also"].get(symbol, ()):
        return False
    return not (label == "CV" and symbol in table["letter_units"])
