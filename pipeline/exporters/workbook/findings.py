"""Sheet "Phát hiện": contradictions with quotes, broken rules, changes between versions, reports without a unit."""

from __future__ import annotations

from pipeline.exporters._labels import CONFLICTS, SEVERITIES, Names
from pipeline.exporters.workbook.book import FINDINGS, Book, Sheet, file_link
from schemas.consolidation import Consolidation
from schemas.span import Evidence

_HEAD = ("Mã", "Loại", "Mức độ", "Nội dung", "Đơn vị", "Tệp", "Trang", "Trích dẫn", "Xử lý")


def write(book: Book, source: Consolidation) -> None:
    """Write all rows; one a side of a conflict."""
    sheet = book.sheet(FINDINGS, (14, 18, 16, 60, 30, 34, 8, 60, 40))
    sheet.title("PHÁT HIỆN KHI TỔNG HỢP")
    names = Names(source)
    head = sheet.head(_HEAD, freeze_columns=1)
    for conflict in source.conflicts:
        ruled = conflict.resolution
        decision = f"{ruled.by}, {ruled.at[:10]}: {ruled.value} ({ruled.reason})" if ruled else ""
        for side in conflict.sides:
            message = f"{conflict.subject}: {side.value}"
            _row(sheet, (conflict.id, "Đối chiếu số liệu", CONFLICTS[conflict.nature], message), names.unit(side.unit))
            _place(sheet, names, side.report, side.evidence)
            sheet.text(8, decision or ("Chờ xử lý" if conflict.nature == "inconsistent" else ""))
            sheet.row += 1
    for finding in source.findings:
        unit = names.unit(finding.unit) if finding.unit else ""
        _row(sheet, (finding.rule, "Quy tắc", SEVERITIES[finding.severity], finding.message), unit)
        _place(sheet, names, finding.report, finding.evidence)
        sheet.text(8, "")
        sheet.row += 1
    for change in source.versions:
        for item in change.changes:
            message = f"{item.subject}: {item.before or '(không có)'} → {item.after or '(không có)'}"
            _row(sheet, ("", "Thay đổi giữa hai bản", "Thông tin", message), names.unit(change.unit))
            _place(sheet, names, change.new, ())
            sheet.text(8, change.reason)
            sheet.row += 1
    for lost in source.unassigned:
        message = f"Chưa xác định được đơn vị: {lost.name or '(không ghi tên cơ quan)'}"
        options = names.units(lost.candidates)
        _row(sheet, (lost.report_id[:12], "Chưa rõ đơn vị", "Lỗi", message), "")
        sheet.text(5, lost.filename)
        for column in (6, 7):
            sheet.text(column, "")
        sheet.text(8, f"Có thể là: {options}. Dùng lệnh baocao assign." if options else "Dùng lệnh baocao assign.")
        sheet.row += 1
    sheet.filter(head)


def _row(sheet: Sheet, cells: tuple[str, str, str, str], unit: str) -> None:
    for column, text in enumerate((*cells, unit)):
        sheet.text(column, text)


def _place(sheet: Sheet, names: Names, report: int | None, evidence: tuple[Evidence, ...]) -> None:
    if report is None:
        for column in (5, 6, 7):
            sheet.text(column, "")
        return
    use = names.report(report)
    sheet.link(5, file_link(use), use.filename)
    sheet.number(6, evidence[0].page if evidence else None)
    sheet.text(7, " | ".join(dict.fromkeys(" ".join(item.quote.split()) for item in evidence)))
