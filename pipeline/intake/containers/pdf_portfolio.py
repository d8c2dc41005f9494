"""Files attached to a PDF (portfolios): the cover page says nothing, the attachments are the report."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2

from pipeline.intake.containers import Member, charge
from pipeline.safety import Budget

_NAMES = (b"/EmbeddedFile", b"/Collection")


IS_DOCUMENT = True


def bid(data: bytes, name: str) -> bool:
    """A PDF that mentions embedded files. (Names inside compressed object streams are found only when it is opened.)"""
    return data[:1024].lstrip().startswith(b"%PDF") and (any(mark in data for mark in _NAMES) or b"/ObjStm" in data)


def attaches(data: bytes) -> bool:
    """Whether attachments are mentioned in plain sight; says nothing of those inside compressed object streams."""
    return any(mark in data for mark in _NAMES)


def open_(data: bytes, budget: Budget) -> Iterator[Member]:
    """Attachments in their order; none for a PDF that pdfium refuses (its own reader says why)."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return
    try:
        for number in range(document.count_attachments()):
            attachment = document.get_attachment(number)
            try:
                content = bytes(attachment.get_data())
            except pypdfium2.PdfiumError:
                continue
            charge(budget, len(content))
            yield Member(attachment.get_name() or f"dinh-kem-{number + 1}", content)
    finally:
        document.close()
