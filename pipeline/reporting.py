"""One file to one report: read, extract, locate, audit."""

from __future__ import annotations

import hashlib
from pathlib import PurePath

from extractors import extract
from pipeline.audit import audit
from pipeline.enveloping import enveloped
from pipeline.readers import ReadOptions, read
from pipeline.signing import digital_signatures
from schemas.document import Document
from schemas.report import Report, Source


def report_of(data: bytes, name: str, options: ReadOptions | None = None) -> Report:
    """The report of one file's bytes. Deterministic: the same bytes and name give the same report."""
    return report_and_document(data, name, options)[0]


def report_and_document(data: bytes, name: str, options: ReadOptions | None = None) -> tuple[Report, Document]:
    """The report and the document it was read from (its locator is closed)."""
    digest = hashlib.sha256(data).hexdigest()
    document = read(data, name, options)
    extraction = extract(document)
    if options is not None and options.metadata:
        extraction = enveloped(extraction, options.metadata)
    signatures = digital_signatures(data) if document.media_type == "application/pdf" else ()
    if signatures:
        signature = extraction.signature.model_copy(update={"digital": signatures[-1]})
        extraction = extraction.model_copy(update={"signature": signature})
    report = Report(
        report_id=digest,
        source=Source(
            filename=PurePath(name).name,
            media_type=document.media_type,
            sha256=digest,
            size_bytes=len(data),
            pages=document.pages,
            text_origin=document.text_origin,
            repairs=document.repairs,
            warnings=document.warnings,
        ),
        **extraction.__dict__,
    )
    findings = audit(report, document)
    document.detach()
    return report.model_copy(update={"findings": findings}), document
