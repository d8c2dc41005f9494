"""What all sheets share: the workbook, its formats, and tables with frozen heads, filters and links."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import xlsxwriter

from pipeline.merge.wording import number
from schemas.quantity import Bound
from schemas.submission import ReportUse
from schemas.total import Amount, Number

SUMMARY = "Tổng hợp"
BY_UNIT = "Theo đơn vị"
PROCEDURES = "Thủ tục hành chính"
REFERENCES = "Văn bản viện dẫn"
FINDINGS = "Phát hiện"
STATUS = "Tình trạng báo cáo"
SOURCES = "Nguồn số liệu"
CHARTS = "Biểu đồ"
FONT = "Times New Roman"
_CREATED = datetime(2020, 3, 5, tzinfo=UTC).replace(tzinfo=None)  # one date for all workbooks: same content, same bytes
_BOUNDS: dict[Bound, str] = {
    "more_than": "hơn",
    "less_than": "dưới",
    "about": "khoảng",
    "at_least": "ít nhất",
    "at_most": "không quá",
}
_MAX_LINKS = 65_000  # Excel refuses a sheet with more
_MAX_CELL = 32_000


class Book:
    """An open workbook."""

    def __init__(self, path: Path) -> None:
        self.file = xlsxwriter.Workbook(
            str(path), {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        )
        self.file.set_properties({"title": "Báo cáo tổng hợp", "created": _CREATED})
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._links: dict[str, int] = {}

    def style(self, **more: Any) -> Any:
        """A format; equal ones are made once."""
        key = tuple(sorted(more.items()))
        if key not in self._formats:
            base = {"font_name": FONT, "font_size": 11, "valign": "top"}
            self._formats[key] = self.file.add_format(base | more)
        return self._formats[key]

    def sheet(self, name: str, widths: Sequence[float], *, landscape: bool = True) -> Sheet:
        """A new sheet with column widths, ready to print on A4."""
        sheet = self.file.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width, self.style())
        sheet.set_paper(9)
        if landscape:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.4, top=0.6, bottom=0.6)
        sheet.set_footer(f'&C&"{FONT}"&10Trang &P/&N')
        return Sheet(self, sheet, name, len(widths))

    def link_allowed(self, sheet: str) -> bool:
        """Count a link of ``sheet``; False when it has as many as a spreadsheet bears."""
        self._links[sheet] = self._links.get(sheet, 0) + 1
        return self._links[sheet] <= _MAX_LINKS


class Sheet:
    """A sheet and where its next row goes."""

    def __init__(self, book: Book, sheet: Any, name: str, columns: int) -> None:
        self.book, self.raw, self.name, self.columns = book, sheet, name, columns
        self.row = 0

    def title(self, text: str, subtitle: str = "") -> None:
        """Title over all columns, and a line below it."""
        self.raw.merge_range(
            self.row, 0, self.row, self.columns - 1, text, self.book.style(bold=True, font_size=14, align="center")
        )
        self.row += 1
        if subtitle:
            style = self.book.style(italic=True, align="center", text_wrap=True)
            self.raw.merge_range(self.row, 0, self.row, self.columns - 1, subtitle, style)
            self.row += 1
        self.row += 1

    def note(self, text: str, *, bold: bool = False) -> None:
        """A line of text over all columns."""
        style = self.book.style(text_wrap=True, bold=bold)
        self.raw.merge_range(self.row, 0, self.row, self.columns - 1, text, style)
        self.raw.set_row(self.row, 15.5 * (1 + len(text) // 110))
        self.row += 1

    def head(self, names: Sequence[str], *, freeze: bool = True, freeze_columns: int = 0) -> int:
        """The head row of a table; returns its row."""
        style = self.book.style(
            bold=True, border=1, align="center", valign="vcenter", text_wrap=True, bg_color="#D9E2F3"
        )
        for column, name in enumerate(names):
            self.raw.write_string(self.row, column, name, style)
        self.raw.set_row(self.row, 32 if max(map(len, names), default=0) < 40 else 64)
        if freeze:
            self.raw.freeze_panes(self.row + 1, freeze_columns)
            self.raw.repeat_rows(self.row)
        self.row += 1
        return self.row - 1

    def filter(self, head: int) -> None:
        """Filters over the table that began at ``head`` and ends before the next row."""
        self.raw.autofilter(head, 0, max(head, self.row - 1), self.columns - 1)

    def text(self, column: int, value: str | None, **style: Any) -> None:
        """A text cell of the current row."""
        shown = clean(value or "")
        self.raw.write_string(self.row, column, shown, self.book.style(border=1, text_wrap=True, **style))

    def number(self, column: int, value: Number | None, **style: Any) -> None:
        """A number cell; empty when None."""
        style = {"num_format": "#,##0.##" if isinstance(value, float) else "#,##0", **style}
        made = self.book.style(border=1, align="right", **style)
        if value is None:
            self.raw.write_blank(self.row, column, None, made)
        else:
            self.raw.write_number(self.row, column, value, made)

    def amount(self, column: int, amount: Amount, link: str | None = None, tip: str = "") -> None:
        """An amount: a real number whose format shows its bound; a range as its two ends in words."""
        if amount.value is None:
            self.text(column, "-", align="center")
            return
        style = {"font_color": "#1F4E79", "underline": 1} if link else {}
        if link and self.book.link_allowed(self.name):
            self.raw.write_url(self.row, column, link, self.book.style(border=1), "", tip)
        if amount.upper is not None:
            low, high = number(amount.value), number(amount.upper)
            self.text(column, f"từ {low} đến {high}", align="right", **style)
            return
        pattern = "#,##0.##" if isinstance(amount.value, float) else "#,##0"
        word = _BOUNDS.get(amount.bound)
        self.number(column, amount.value, num_format=f'"{word} "{pattern}' if word else pattern, **style)

    def link(self, column: int, target: str, text: str, **style: Any) -> None:
        """A text cell that leads to ``target`` (``internal:...`` or ``external:...``)."""
        if target and self.book.link_allowed(self.name):
            made = self.book.style(border=1, font_color="#1F4E79", underline=1, text_wrap=True, **style)
            self.raw.write_url(self.row, column, target, made, clean(text)[:255] or " ")
        else:
            self.text(column, text, **style)


def clean(text: str) -> str:
    """Text that XML can hold and a cell can show."""
    kept = "".join(c for c in text if c >= " " or c in "\n\t")
    return kept.encode("utf-8", "replace").decode("utf-8")[:_MAX_CELL]


def at(sheet: str, row: int) -> str:
    """Link to column A of ``row`` (from 0) of ``sheet``."""
    return f"internal:'{sheet}'!A{row + 1}"


def file_link(report: ReportUse) -> str:
    """Link to the original file, empty where its place is not known."""
    if not report.location:
        return ""
    if report.location.startswith(("http://", "https://")):
        return report.location
    return f"external:{quote(report.location)}"
