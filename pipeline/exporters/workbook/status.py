"""Sheet "Tình trạng báo cáo": every expected unit, then every file that came in."""

from __future__ import annotations

from pipeline.exporters._labels import APPROVALS, UNIT_STATES, USE_STATES, Names
from pipeline.exporters.workbook.book import STATUS, Book, Sheet, file_link
from pipeline.merge.periods import label
from pipeline.merge.wording import day
from schemas.consolidation import Consolidation

_HEAD = (
    "STT", "Đơn vị", "Tình trạng", "Hạn gửi", "Ngày nhận", "Muộn (ngày)", "Số lần gửi", "Số hiệu báo cáo", "Tệp",
    "Phê duyệt", "Ghi chú",
)  # fmt: skip
_COLORS = {
    "received": "#E2EFDA", "partial": "#FFF2CC", "late": "#FFF2CC", "wrong_period": "#FCE4D6", "unreadable": "#FCE4D6",
    "superseded": "#FCE4D6", "missing": "#F8CBAD",
}  # fmt: skip


_READ_HEAD = ("STT", "Đơn vị", "Sử dụng", "Ngày ký", "Ngày nhận", "", "", "Số hiệu", "Tệp", "Kỳ", "Ghi chú")


def write(book: Book, source: Consolidation) -> None:
    """Write the status table and the list of files."""
    sheet = book.sheet(STATUS, (6, 40, 18, 13, 13, 10, 10, 20, 40, 14, 60))
    sheet.title("TÌNH TRẠNG GỬI BÁO CÁO", f"Kỳ báo cáo: {label(source.period)}")
    names = Names(source)
    _units(sheet, source, names)
    sheet.row += 1
    sheet.note("CÁC BÁO CÁO ĐÃ ĐỌC", bold=True)
    sheet.head(_READ_HEAD, freeze=False)
    _reports(sheet, source, names)
    _failures(sheet, source, names)


def _units(sheet: Sheet, source: Consolidation, names: Names) -> None:
    head = sheet.head(_HEAD, freeze_columns=2)
    for position, row in enumerate(source.status, 1):
        use = names.report(row.reports[0]) if row.reports else None
        sheet.number(0, position)
        sheet.text(1, names.unit(row.unit))
        sheet.text(2, UNIT_STATES[row.state], bg_color=_COLORS[row.state])
        sheet.text(3, day(row.due_on) if row.due_on else "")
        sheet.text(4, day(row.received_on) if row.received_on else "")
        sheet.number(5, row.days_late)
        sheet.number(6, row.versions)
        sheet.text(7, use.number if use else "")
        sheet.link(8, file_link(use) if use else "", use.filename if use else "")
        sheet.text(9, APPROVALS[row.approval] if row.versions else "")
        sheet.text(10, row.note)
        sheet.row += 1
    sheet.filter(head)


def _reports(sheet: Sheet, source: Consolidation, names: Names) -> None:
    for position, use in enumerate(source.reports, 1):
        sheet.number(0, position)
        sheet.text(1, names.unit(use.unit))
        sheet.text(2, USE_STATES[use.state])
        sheet.text(3, day(use.issued_on) if use.issued_on else "")
        sheet.text(4, day(use.arrived_at) if use.arrived_at else "")
        for column in (5, 6):
            sheet.text(column, "")
        sheet.text(7, use.number)
        sheet.link(8, file_link(use), use.filename)
        sheet.text(9, use.period)
        sheet.text(10, use.reason)
        sheet.row += 1


def _failures(sheet: Sheet, source: Consolidation, names: Names) -> None:
    for failure in source.failures:
        sheet.text(0, "")
        sheet.text(1, names.unit(failure.unit) if failure.unit else "")
        sheet.text(2, "Không đọc được", bg_color=_COLORS["unreadable"])
        sheet.text(3, "")
        sheet.text(4, day(failure.arrived_at) if failure.arrived_at else "")
        for column in (5, 6, 7, 9):
            sheet.text(column, "")
        sheet.text(8, failure.filename)
        sheet.text(10, failure.reason or failure.state)
        sheet.row += 1
