"""Sheet "Biểu đồ": how the units reported, and the indicators that most units state, unit by unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from pipeline.exporters._labels import UNIT_STATES, Names
from pipeline.exporters.workbook.book import CHARTS, FONT, Book, Sheet
from schemas.consolidation import Consolidation
from schemas.total import Number, Total

_MOST_CHARTS, _MOST_UNITS = 4, 40


def write(book: Book, source: Consolidation) -> None:
    """Charts with the small tables they are drawn from."""
    sheet = book.sheet(CHARTS, (34, 14, 4, *(12 for _ in range(10))))
    sheet.title("BIỂU ĐỒ")
    counts: Counter[str] = Counter(row.state for row in source.status)
    if counts:
        rows: list[tuple[str, Number]] = [(name, counts[state]) for state, name in UNIT_STATES.items() if counts[state]]
        _chart(book, sheet, "Tình trạng gửi báo cáo (số đơn vị)", rows, kind="pie")
    names = Names(source)
    for total in _told_by_most(source):
        values = [
            (names.unit(part.unit), part.amount.value)
            for part in total.contributions
            if part.state == "counted" and part.amount.value is not None and part.amount.upper is None
        ]
        values.sort(key=lambda item: (-item[1], item[0]))
        _chart(book, sheet, f"{total.label} ({total.unit or ''})", values[:_MOST_UNITS], kind="bar")


def _told_by_most(source: Consolidation) -> list[Total]:
    def told(total: Total) -> int:
        return sum(part.state == "counted" for part in total.contributions)

    fitting = [total for total in source.indicators if total.rule == "sum" and told(total) >= 2]
    return sorted(fitting, key=lambda total: (-told(total), source.indicators.index(total)))[:_MOST_CHARTS]


def _chart(book: Book, sheet: Sheet, title: str, rows: Sequence[tuple[str, Number]], *, kind: str) -> None:
    first = sheet.row
    sheet.head((title, "Giá trị"), freeze=False)
    for name, value in rows:
        sheet.text(0, name)
        sheet.number(1, value)
        sheet.row += 1
    chart = book.file.add_chart({"type": kind})
    series: dict[str, Any] = {
        "name": title,
        "categories": [CHARTS, first + 1, 0, sheet.row - 1, 0],
        "values": [CHARTS, first + 1, 1, sheet.row - 1, 1],
        "data_labels": {"value": True, "font": {"name": FONT, "size": 10}},
    }
    if kind == "bar":
        series["fill"] = {"color": "#2E75B6"}
        series["gap"] = 60
    chart.add_series(series)
    chart.set_title({"name": title, "name_font": {"name": FONT, "size": 13}, "overlay": False})
    height = 288 if kind == "pie" else 120 + 24 * len(rows)
    if kind == "bar":
        chart.set_legend({"none": True})
        chart.set_y_axis({"reverse": True, "num_font": {"name": FONT, "size": 10}})
        chart.set_x_axis(
            {"num_font": {"name": FONT, "size": 10}, "num_format": "#,##0", "major_gridlines": {"visible": 1}}
        )
    else:
        chart.set_legend({"position": "right", "font": {"name": FONT, "size": 11}})
    chart.set_size({"width": 760, "height": height})
    sheet.raw.insert_chart(first, 3, chart)
    sheet.row = max(sheet.row, first + height // 20 + 1) + 1
