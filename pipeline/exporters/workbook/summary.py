"""Sheet "Tổng hợp": one row an indicator, the value leading to its sources."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.exporters._labels import ACTIONS, RULES, Names, levels, shown
from pipeline.exporters._sources import earlier
from pipeline.exporters.workbook.book import BY_UNIT, SOURCES, SUMMARY, Book, Sheet, at
from pipeline.merge.periods import label
from schemas.consolidation import Consolidation
from schemas.total import Comparison, Total

_HEAD = (
    "STT", "Mã", "Chỉ tiêu", "Đơn vị tính", "Giá trị", "Cách tổng hợp", "Số đơn vị có số liệu", "Số đơn vị thiếu",
    "Cùng kỳ năm trước", "Tăng/giảm", "Kỳ trước", "Tăng/giảm so với kỳ trước", "Ghi chú",
)  # fmt: skip
_WIDTHS = (6, 12, 48, 12, 16, 20, 12, 12, 14, 12, 14, 14, 50)


def write(book: Book, source: Consolidation, rows: Mapping[str, int]) -> None:
    """``rows`` gives the row of the sources sheet where the evidence of a total begins."""
    sheet = book.sheet(SUMMARY, _WIDTHS)
    _opening(sheet, source)
    head = sheet.head(_HEAD, freeze_columns=3)
    for position, total in enumerate(source.indicators, 1):
        _row(sheet, position, total, rows)
    sheet.filter(head)
    sheet.row += 1
    if source.procedures:
        _procedures(sheet, source, rows)
    if source.quantities:
        _quantities(sheet, source, rows)


def _opening(sheet: Sheet, source: Consolidation) -> None:
    sheet.title(f"BẢNG TỔNG HỢP: {source.title.upper()}", f"Kỳ báo cáo: {label(source.period)}")
    rates = source.rates
    sheet.note(
        f"Số đơn vị phải báo cáo: {rates.expected}; đã báo cáo: {rates.actual}"
        f" (tỷ lệ {_percent(rates.reporting_rate)}); đúng hạn: {rates.actual_on_time}"
        f" (tỷ lệ {_percent(rates.reporting_rate_on_time)})."
    )
    names = Names(source)
    owing = [row.unit for row in source.status if row.state in ("missing", "unreadable", "wrong_period", "superseded")]
    if owing:
        sheet.note(f"Chưa có báo cáo sử dụng được: {names.units(owing)}.")
    if source.provisional:
        sheet.note("SỐ LIỆU TẠM THỜI: " + " ".join(source.provisional_reasons), bold=True)
    sheet.note(
        f"Bấm vào giá trị để xem nguồn (đơn vị, tệp, trang, trích dẫn) ở trang tính {SOURCES}; xem thêm {BY_UNIT}."
    )
    sheet.row += 1


def _percent(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",") + "%"


def _row(sheet: Sheet, position: int, total: Total, rows: Mapping[str, int]) -> None:
    counted = sum(part.state in ("counted", "disputed") for part in total.contributions)
    sheet.number(0, position)
    sheet.text(1, total.code)
    sheet.text(2, total.label)
    sheet.text(3, total.unit)
    sheet.amount(4, total.amount, at(SOURCES, rows[total.id]) if total.id in rows else None, "Xem nguồn số liệu")
    sheet.text(5, RULES[total.rule])
    sheet.number(6, counted)
    sheet.number(7, len(total.missing))
    by_basis = {item.basis: item for item in total.comparisons}
    _comparison(sheet, 8, total, by_basis.get("same_period_last_year"), rows)
    _comparison(sheet, 10, total, by_basis.get("previous_period"), rows)
    sheet.text(12, _notes(total))
    sheet.row += 1


def _comparison(sheet: Sheet, column: int, total: Total, item: Comparison | None, rows: Mapping[str, int]) -> None:
    if item is None:
        sheet.text(column, "")
        sheet.text(column + 1, "")
        return
    row = rows.get(earlier(total, item))
    sheet.amount(column, item.amount, at(SOURCES, row) if row is not None else None, "Xem nguồn số liệu")
    sheet.number(column + 1, item.change, num_format="+#,##0.##;-#,##0.##;0")


def _notes(total: Total) -> str:
    notes = [total.note]
    disputed = sum(part.state == "disputed" for part in total.contributions)
    excluded = sum(part.state in ("excluded", "part_of_parent") for part in total.contributions)
    if disputed:
        notes.append(f"{disputed} số chưa thống nhất.")
    if excluded:
        notes.append(f"{excluded} số không tính vào tổng.")
    if total.amount.bound != "exact" or total.amount.upper is not None:
        notes.append("Có đơn vị chỉ nêu số gần đúng hoặc giới hạn: tổng không phải số chính xác.")
    for item in total.comparisons:
        if item.units_then != sum(part.state == "counted" for part in total.contributions):
            notes.append(f"{item.label}: {item.units_then} đơn vị có số liệu, {item.units} đơn vị có ở cả hai kỳ.")
        notes.append(item.warning)
    return " ".join(note for note in dict.fromkeys(notes) if note)


def _procedures(sheet: Sheet, source: Consolidation, rows: Mapping[str, int]) -> None:
    sheet.note("THỦ TỤC HÀNH CHÍNH (số lĩnh vực không cộng giữa các đơn vị)", bold=True)
    sheet.head(("STT", "", "Nội dung", "Đơn vị tính", "Số thủ tục", "Số lĩnh vực", "Số nguồn"), freeze=False)
    for position, total in enumerate(source.procedures, 1):
        sheet.number(0, position)
        sheet.text(1, "")
        sheet.text(2, f"{ACTIONS[total.action]} ({levels(total)})")
        sheet.text(3, "TTHC")
        sheet.amount(4, total.amount, at(SOURCES, rows[total.id]) if total.id in rows else None, "Xem nguồn số liệu")
        sheet.number(5, total.fields)
        sheet.number(6, len(total.contributions))
        sheet.row += 1
    sheet.row += 1


def _quantities(sheet: Sheet, source: Consolidation, rows: Mapping[str, int]) -> None:
    sheet.note("SỐ LIỆU KHÁC NÊU TRONG BÁO CÁO (ngoài danh mục chỉ tiêu, gộp theo tên gọi, để tham khảo)", bold=True)
    sheet.head(("STT", "", "Tên gọi", "Đơn vị tính", "Giá trị", "", "Số đơn vị"), freeze=False)
    for position, total in enumerate(source.quantities, 1):
        sheet.number(0, position)
        sheet.text(1, "")
        sheet.text(2, total.label)
        sheet.text(3, total.unit)
        sheet.amount(4, total.amount, at(SOURCES, rows[total.id]) if total.id in rows else None, "Xem nguồn số liệu")
        only = total.contributions[0] if len(total.contributions) == 1 else None
        sheet.text(5, shown(only.amount, total.unit) if only is not None and total.amount.value is None else "")
        sheet.number(6, len({part.unit for part in total.contributions}))
        sheet.row += 1
