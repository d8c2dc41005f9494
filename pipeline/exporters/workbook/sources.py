"""Sheet "Nguồn số liệu": for every total, each unit's value, file, page and quote. Nothing is left out."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.exporters._labels import Names
from pipeline.exporters._sources import SourceRow
from pipeline.exporters.workbook.book import SOURCES, Book, file_link
from schemas.consolidation import Consolidation

_HEAD = ("Chỉ tiêu, văn bản", "Đơn vị", "Giá trị", "Đơn vị tính", "Tính vào tổng", "Tệp", "Số hiệu", "Trang", "Trích dẫn", "Ghi chú")  # fmt: skip  # noqa: E501
FIRST_ROW = 3


def write(book: Book, source: Consolidation, rows: Sequence[SourceRow]) -> None:
    """Write ``rows``; row ``n`` stands at sheet row ``FIRST_ROW + n``."""
    sheet = book.sheet(SOURCES, (44, 30, 14, 12, 18, 36, 16, 8, 70, 50))
    sheet.title("NGUỒN CỦA TỪNG SỐ LIỆU")
    head = sheet.head(_HEAD, freeze_columns=1)
    assert sheet.row == FIRST_ROW
    names = Names(source)
    for row in rows:
        use = names.report(row.report)
        sheet.text(0, row.subject)
        sheet.text(1, names.unit(row.unit))
        if row.amount is None:
            sheet.text(2, "")
        else:
            sheet.amount(2, row.amount)
        sheet.text(3, row.measure)
        sheet.text(4, row.state)
        sheet.link(5, file_link(use), use.filename)
        sheet.text(6, use.number)
        sheet.number(7, row.page)
        sheet.text(8, row.quote)
        sheet.text(9, row.note)
        sheet.row += 1
    sheet.filter(head)
