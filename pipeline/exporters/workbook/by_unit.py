"""Sheet "Theo đơn vị": units down, indicators across, every number leading to its own source row."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.exporters._labels import UNIT_STATES, Names
from pipeline.exporters.workbook.book import BY_UNIT, SOURCES, Book, at
from pipeline.merge.periods import label
from schemas.consolidation import Consolidation
from schemas.total import Contribution

_SHOWN = ("counted", "disputed", "part_of_parent", "excluded")


def write(book: Book, source: Consolidation, places: Mapping[tuple[str, str], int]) -> None:
    """``places`` gives the sources row of (total id, unit)."""
    totals = source.indicators
    sheet = book.sheet(BY_UNIT, (6, 36, 16, *(15 for _ in totals)))
    if sheet.columns > 3:
        sheet.title("SỐ LIỆU THEO ĐƠN VỊ", f"Kỳ báo cáo: {label(source.period)}")
    names = Names(source)
    head = sheet.head(
        ("STT", "Đơn vị", "Tình trạng", *(f"{total.code}\n{total.label} ({total.unit or ''})" for total in totals)),
        freeze_columns=3,
    )
    sheet.raw.set_row(head, 110)
    states = {row.unit: row.state for row in source.status}
    cells = [_best(total.contributions) for total in totals]
    extra = sorted({code for column in cells for code in column} - states.keys())
    for position, code in enumerate((*states, *extra), 1):
        sheet.number(0, position)
        sheet.text(1, names.unit(code))
        sheet.text(2, UNIT_STATES[states[code]] if code in states else "Ngoài danh sách")
        for column, (total, column_cells) in enumerate(zip(totals, cells, strict=True), 3):
            part = column_cells.get(code)
            if part is None:
                sheet.text(column, "")
                continue
            row = places.get((total.id, code))
            sheet.amount(column, part.amount, at(SOURCES, row) if row is not None else None, "Xem nguồn số liệu")
        sheet.row += 1
    sheet.filter(head)
    sheet.text(0, "")
    sheet.text(1, "TỔNG", bold=True)
    sheet.text(2, "")
    for column, total in enumerate(totals, 3):
        row = places.get((total.id, ""))
        sheet.amount(column, total.amount, at(SOURCES, row) if row is not None else None, "Xem nguồn số liệu")
    sheet.row += 1


def _best(parts: tuple[Contribution, ...]) -> dict[str, Contribution]:
    """The contribution to show for each unit: one that counts before one that does not."""
    found: dict[str, Contribution] = {}
    for part in parts:
        if part.unit is not None and part.state in _SHOWN:
            kept = found.get(part.unit)
            if kept is None or _SHOWN.index(part.state) < _SHOWN.index(kept.state):
                found[part.unit] = part
    return found
