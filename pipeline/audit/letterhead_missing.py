"""Parts of the letterhead, title and end that an administrative document must have are missing (rules L1 - L9).

Source: Nghị định 30/2020/NĐ-CP, Điều 8 (thành phần thể thức) and Phụ lục I; the same parts were required by Thông tư
01/2011/TT-BNV. Severity: warning. Cleared by: adding the parts named. One finding lists them all.

A number that is left blank (``Số:      /BC-SNV``) is named apart. Party documents carry ``ĐẢNG CỘNG SẢN VIỆT NAM``
in place of quốc hiệu and tiêu ngữ. A công văn has no type in its title. Laws and other documents without any of these
parts are not judged.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractors.citation.symbols import type_of
from extractors.text.folding import search_key
from pipeline.audit._wording import first_words, of_field
from schemas.document import Document
from schemas.finding import Finding
from schemas.report import Report

SEVERITY = "warning"
RULE = "letterhead-missing"

_HEADS = (800, 4_000)
"""Code points in which the national name is looked for: nearly always it stands in the first few lines."""
_PARTY = "dang cong san viet nam"
_NATION = "xa hoi chu nghia viet nam"
_NOT_ADMINISTRATIVE = frozenset({"Luật", "BL", "PL", "HP", "VBHN"})


def check(report: Report, document: Document) -> Iterator[Finding]:
    """At most one finding."""
    code = report.document_type.code if report.document_type else None
    if code in _NOT_ADMINISTRATIVE or not document.text.strip():
        return
    missing = list(_missing(report, document))
    if missing:
        where = of_field(report.evidence, "document_type") or report.letterhead.evidence[:1] or (first_words(document),)
        yield Finding(
            rule=RULE,
            severity=SEVERITY,
            message=f"Thể thức còn thiếu: {', '.join(missing)}. Bổ sung theo Điều 8 Nghị định số 30/2020/NĐ-CP.",
            evidence=where[:1],
        )


def _missing(report: Report, document: Document) -> Iterator[str]:
    yield from _missing_names(document.text)
    head = report.letterhead
    if not head.agency:
        yield "tên cơ quan ban hành"
    if not head.number:
        yield "số văn bản (mới có ký hiệu)" if head.symbol else "số và ký hiệu"
    if not head.place:
        yield "địa danh"
    if not head.issued_on:
        yield "ngày, tháng, năm ban hành"
    elif len(head.issued_on) < len("2017-07-19"):
        yield "ngày ban hành"
    if not report.document_type and not _is_letter(head.symbol):
        yield "tên loại văn bản"
    if not report.subject:
        yield "trích yếu nội dung"
    if not report.signature.name:
        yield "họ tên người ký"
    if not report.recipients:
        yield "nơi nhận"


def _missing_names(text: str) -> list[str]:
    """Quốc hiệu and tiêu ngữ, which party documents do not have."""
    missing: list[str] = []
    for width in _HEADS:
        key = search_key(text[:width])
        if _PARTY in key:
            return []
        missing = [] if _NATION in key else ["quốc hiệu"]
        if "doc lap" not in key or "hanh phuc" not in key:
            missing.append("tiêu ngữ")
        if not missing:
            break
    return missing


def _is_letter(symbol: str | None) -> bool:
    """A công văn: its symbol names no type."""
    return symbol is not None and type_of(symbol) is None
