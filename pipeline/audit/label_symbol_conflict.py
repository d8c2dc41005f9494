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
from functools import cache, lru_cache

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
    if mention.form != "full":
        return
    before = document.text[max(0, mention.start - _WIDTH) : mention.start]
    words = _words_before_number(before)
    label, length = _label(words)
    if label is not None and _conflict(label, symbol):
        first = mention.start - len(before) + _start(before, words[-length:])
        yield Finding(
            rule=RULE,
            severity=SEVERITY,
            message=f"{shown(document.text[first : mention.end])}: gọi là {document_kinds()[label].name} "
            f"nhưng ký hiệu là của {document_kinds()[symbol].name}.",
            evidence=(quoted(document, first, mention.end),),
        )


@cache
def _symbol_type(number: str) -> str | None:
    found = _NUMBER.match(number)
    kind = types_by_symbol().get(found[1]) if found else None
    return kind.code if kind else None


def _words_before_number(before: str) -> tuple[str, ...]:
    """The last words before "số", at most four and nothing but letters between them; none where "số" is not there."""
    words = before.rstrip(": \t\n\u00a0").split()
    if not words or words.pop().lower() != "số":
        return ()
    last = words[-_LONGEST:]
    broken = max((index for index, word in enumerate(last) if not word.isalpha()), default=-1)
    return tuple(last[broken + 1 :])


@lru_cache(maxsize=4096)
def _label(words: tuple[str, ...]) -> tuple[str | None, int]:
    """Type of the longest name (of two words or more) that ends the words, and how many words it has."""
    for first in range(len(words) - 1):
        kind = types_by_name().get(tone_key(" ".join(words[first:])))
        if kind is not None:
            return kind.code, len(words) - first
    return None, 0


def _start(text: str, words: tuple[str, ...]) -> int:
    """Where ``words`` start, which are the last ones of ``text`` but for "số"."""
    position = text.lower().rindex("số")
    for word in reversed(words):
        position = text.rindex(word, 0, position)
    return position


def _conflict(label: str, symbol: str) -> bool:
    table = toml_table("labels")
    if label == symbol or symbol in table["also"].get(label, ()) or label in table["also"].get(symbol, ()):
        return False
    return not (label == "CV" and symbol in table["letter_units"])
