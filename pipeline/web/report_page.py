"""The page of one report: each fact beside the words it was read from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.web.labels import ACTIONS, BOUNDS, METHODS, SEVERITIES, VALUE_STATES, amount, day
from pipeline.web.markup import Html, join, table, tag
from pipeline.web.pages import frame
from schemas.indicator import Indicator
from schemas.procedure import ProcedureCount
from schemas.report import Report
from schemas.section import Section
from schemas.span import Evidence

_LONGEST_QUOTE = 300


def report_page(report: Report) -> Html:
    """Head, findings, quantities, procedure counts, documents cited, outline."""
    links = tag(
        "p",
        tag("a", "Tải tệp gốc", href=f"/original/{report.report_id}"),
        " · ",
        tag("a", "JSON", href=f"/api/reports/{report.report_id}"),
        class_="links",
    )
    return frame(
        report.subject or report.source.filename,
        links,
        _head(report),
        _section("Phát hiện", _findings(report), len(report.findings)),
        _section("Số liệu", _indicators(report.indicators), len(report.indicators)),
        _section("Thủ tục hành chính", _procedures(report.procedure_counts), len(report.procedure_counts)),
        _section("Văn bản viện dẫn", _references(report), len(report.references)),
        _section("Bố cục", tag("ul", *_outline(report.sections), class_="outline"), len(report.sections)),
    )


def _section(title: str, content: Html, count: int) -> Html:
    return tag("section", tag("h2", f"{title} ({count})"), content) if count else Html()


def quotes(evidence: Sequence[Evidence]) -> Html:
    """What stands on the page, with the number of the page."""
    shown = []
    for item in evidence[:5]:
        quote = item.quote if len(item.quote) <= _LONGEST_QUOTE else item.quote[:_LONGEST_QUOTE] + "…"
        shown.append(tag("q", " ".join(quote.split())))
        shown.append(tag("span", f" tr. {item.page} ", class_="page") if item.page else Html(" "))
    return join(shown)


def _head(report: Report) -> Html:
    head, issuer, period, signature = report.letterhead, report.issuer, report.period, report.signature
    named = f"{issuer.name} ({METHODS[issuer.method]}, {round(issuer.confidence * 100)}%)" if issuer else head.agency
    facts = (
        ("Đơn vị", named),
        ("Số, ký hiệu", head.number or head.symbol),
        ("Ngày ký", day(head.issued_on)),
        ("Nơi ban hành", head.place),
        ("Loại", report.document_type.name if report.document_type else None),
        ("Kỳ báo cáo", period.text if period else None),
        ("Người ký", ", ".join(filter(None, (signature.position, signature.name)))),
        ("Nơi nhận", "; ".join(report.recipients)),
        ("Tệp", report.source.filename),
        ("Số trang", report.source.pages),
        ("Lưu ý khi đọc", "; ".join(report.source.warnings)),
    )
    return tag("dl", *(tag("div", tag("dt", name), tag("dd", value)) for name, value in facts if value))


def _findings(report: Report) -> Html:
    rows = [
        (tag("span", SEVERITIES[item.severity], class_=f"badge {item.severity}"), item.message, quotes(item.evidence))
        for item in report.findings
    ]
    return table(("Mức độ", "Nội dung", "Trích dẫn"), rows, "")


def _indicators(items: Sequence[Indicator]) -> Html:
    rows = [(item.label, tag("strong", value_of(item)), item.unit, item.code, quotes(item.evidence)) for item in items]
    return table(("Số liệu", "Giá trị", "Đơn vị tính", "Mã", "Trích dẫn"), rows, "")


def value_of(item: Indicator) -> str:
    """A quantity as a person writes it: ``hơn 300``, ``45/59 (76,3%)``, ``không phát sinh``."""
    if item.value is None or item.state not in ("value", "zero"):
        return VALUE_STATES.get(item.state, "")
    written = BOUNDS[item.bound] + amount(item.value)
    if item.upper is not None:
        written += f" - {amount(item.upper)}"
    if item.of is not None:
        written += f"/{amount(item.of)}"
    return written + (f" ({amount(item.percent)}%)" if item.percent is not None else "")


def _procedures(items: Sequence[ProcedureCount]) -> Html:
    rows = [
        (
            tag("strong", BOUNDS[item.bound] + amount(item.procedures)),
            amount(item.fields),
            ACTIONS.get(item.action or "", ""),
            item.reference,
            quotes(item.evidence),
        )
        for item in items
    ]
    return table(("Thủ tục", "Lĩnh vực", "Loại", "Văn bản công bố", "Trích dẫn"), rows, "")


def _references(report: Report) -> Html:
    rows = [
        (
            " ".join(filter(None, (item.type.name if item.type else None, item.number or item.title))),
            day(item.issued_on),
            item.issuer,
            item.subject,
            quotes(item.mentions),
        )
        for item in report.references
    ]
    return table(("Văn bản", "Ngày", "Nơi ban hành", "Trích yếu", "Trích dẫn"), rows, "")


def _outline(sections: Sequence[Section]) -> Iterator[Html]:
    for section in sections:
        inner = tag("ul", *_outline(section.children)) if section.children else Html()
        yield tag("li", " ".join(filter(None, (section.label, section.title))), inner)
