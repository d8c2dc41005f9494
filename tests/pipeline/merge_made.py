"""Hand-made reports for the merge and export tests."""

from __future__ import annotations

import hashlib
from typing import Any

from pipeline.merge.periods import named
from schemas.indicator import CellContext, Indicator
from schemas.letterhead import Issuer, Letterhead
from schemas.period import Period
from schemas.procedure import ProcedureCount
from schemas.reference import DocumentType, Mention, Reference
from schemas.report import Report, Source
from schemas.span import Evidence

YEAR = named("year", 2017)


def quote(text: str, start: int = 0, page: int = 1, field: str | None = None) -> Evidence:
    return Evidence(start=start, end=start + len(text), quote=text, page=page, field=field)


def indicator(code: str | None, value: Any, **more: Any) -> Indicator:
    unit = more.pop("unit", "lớp")
    label = more.pop("label", "lớp tập huấn")
    row, column = more.pop("row", None), more.pop("column", None)
    if row is not None or column is not None:
        more |= {"source": "table", "cell_context": CellContext(table=0, row_header=row, column_header=column)}
    start = more.pop("start", 100)
    evidence = more.pop("evidence", (quote(f"{value} {unit}", start),))
    return Indicator(code=code, label=label, value=value, unit=unit, evidence=evidence, **more)


def reference(number: str, key: str, **more: Any) -> Reference:
    text = more.pop("text", f"Quyết định số {number}")
    start = more.pop("start", 500)
    mention = Mention(start=start, end=start + len(text), quote=text, page=2)
    more.setdefault("kind", "individual")
    more.setdefault("type", DocumentType(code="QĐ", name="Quyết định"))
    return Reference(number=number, key=key, mentions=(mention,), evidence=(mention,), **more)


def procedures(count: int | None, **more: Any) -> ProcedureCount:
    return ProcedureCount(procedures=count, evidence=(quote(f"{count} thủ tục", 700, 2),), **more)


def report(
    agency: str | None,
    *facts: Indicator,
    period: Period | None = YEAR,
    number: str | None = "1/BC-X",
    issued_on: str | None = "2017-12-20",
    filename: str | None = None,
    **more: Any,
) -> Report:
    name = filename or f"{agency}.docx"
    identity = "|".join(map(str, (agency, number, issued_on, period and period.text, name, facts, more)))
    digest = hashlib.sha256(identity.encode()).hexdigest()
    more.setdefault("document_type", DocumentType(code="BC", name="Báo cáo"))
    more.setdefault("subject", f"Kết quả công tác cải cách hành chính {period.text if period else ''}".strip())
    return Report(
        report_id=digest,
        source=Source(filename=name, media_type="text/plain", sha256=digest, size_bytes=1),
        letterhead=Letterhead(agency=agency, number=number, issued_on=issued_on, evidence=(quote(agency or ""),)),
        issuer=Issuer(name=agency, confidence=1.0) if agency else None,
        period=period,
        indicators=facts,
        **more,
    )
