"""Input metadata of each report, as Nghị định 30/2020/NĐ-CP, Phụ lục VI names them: one CSV row a report.

What a report does not say (file code, agency identifiers) stays empty; nothing is invented.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from pipeline.exporters._atomic import write_bytes
from pipeline.exporters.csv_ import safe
from schemas.report import Report

NAME, SUFFIX, SCOPE = "metadata", ".csv", "facts"

_LENGTHS = {
    "FileCode.OrganId": 13, "FileCode.FileCatalog": 4, "FileCode.FileNotation": 20, "DocOrdinal": 3, "TypeName": 100,
    "CodeNumber": 11, "CodeNotation": 30, "IssuedDate": 10, "OrganName": 200, "Subject": 500, "Language": 30,
    "PageAmount": 3, "Description": 500, "SignerInfo.Position": 100, "SignerInfo.FullName": 50, "To.OrganId": 13,
    "To.OrganName": 200, "Priority": 1, "IssuedAmount": 3, "DueDate": 10,
}  # fmt: skip
"""Members of the decree and their greatest length in characters."""


def export(source: Iterable[Report], path: Path) -> None:
    """Write one row a report, UTF-8 with a byte order mark so that Excel shows Vietnamese."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(["report_id", *_LENGTHS])
    for report in source:
        values = metadata(report)
        writer.writerow([report.report_id, *(safe(values.get(name, "")) for name in _LENGTHS)])
    write_bytes(path, stream.getvalue().encode("utf-8-sig"))


def metadata(report: Report) -> dict[str, str]:
    """The members that the report gives, cut to the lengths of the decree."""
    head, signature = report.letterhead, report.signature
    known = {
        "TypeName": report.document_type.name if report.document_type else None,
        "CodeNumber": head.number.partition("/")[0] if head.number else None,
        "CodeNotation": head.symbol or (head.number.partition("/")[2] if head.number else None),
        "IssuedDate": "/".join(reversed(head.issued_on.split("-"))) if head.issued_on else None,
        "OrganName": head.agency or (report.issuer.name if report.issuer else None),
        "Subject": report.subject,
        "Language": "Tiếng Việt",
        "PageAmount": str(report.source.pages) if report.source.pages else None,
        "SignerInfo.Position": signature.position,
        "SignerInfo.FullName": signature.name,
        "To.OrganName": "; ".join(head.addressees) or None,
    }
    return {name: value[: _LENGTHS[name]] for name, value in known.items() if value}
