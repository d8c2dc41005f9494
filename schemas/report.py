"""The Report JSON: everything read from one file, with its evidence."""

from __future__ import annotations

from typing import Literal

from schemas.document import TextOrigin
from schemas.finding import Finding
from schemas.indicator import Indicator
from schemas.letterhead import Issuer, Letterhead, Signature
from schemas.period import Date, Period
from schemas.procedure import ProcedureCount
from schemas.reference import DocumentType, Reference
from schemas.section import Section
from schemas.span import Evidence, Model, Repair


class TableFact(Model):
    """A data table: ``header`` is the flattened header row, ``rows`` the body, cells as text."""

    caption: str | None = None
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    evidence: tuple[Evidence, ...] = ()


class Source(Model):
    """The file a report was read from."""

    filename: str
    media_type: str
    sha256: str
    size_bytes: int
    pages: int | None = None
    text_origin: TextOrigin = "native"
    repairs: tuple[Repair, ...] = ()
    warnings: tuple[str, ...] = ()


class Identified(Model):
    """Identity of a report: the hash of its bytes."""

    schema_version: Literal["1.0"] = "1.0"
    report_id: str
    source: Source


class Extraction(Model):
    """Every fact the extractors find in one document. ``evidence`` holds that of ``document_type``, ``subject`` and
    ``recipients[n]``; each item names its value in ``field``."""

    letterhead: Letterhead = Letterhead()
    issuer: Issuer | None = None
    document_type: DocumentType | None = None
    subject: str | None = None
    period: Period | None = None
    sections: tuple[Section, ...] = ()
    references: tuple[Reference, ...] = ()
    procedure_counts: tuple[ProcedureCount, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    dates: tuple[Date, ...] = ()
    periods: tuple[Period, ...] = ()
    tables: tuple[TableFact, ...] = ()
    signature: Signature = Signature()
    recipients: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class Report(Extraction, Identified):
    """One report with its findings (``schema_version`` 1.0)."""

    findings: tuple[Finding, ...] = ()
