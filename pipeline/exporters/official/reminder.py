"""Công văn đôn đốc: a letter to the units that owe, ready for number, date and signature."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.exporters._labels import Names
from pipeline.exporters.official import frame
from pipeline.exporters.official.markup import head_cells, paragraph, run, table, text_cell
from pipeline.exporters.official.package import Package
from pipeline.merge.naming import readable
from pipeline.merge.periods import label
from pipeline.merge.wording import day
from schemas.consolidation import Consolidation
from schemas.submission import UnitState, UnitStatus

_ASKED: dict[UnitState, str] = {
    "missing": "Gửi báo cáo",
    "unreadable": "Gửi lại tệp đọc được",
    "wrong_period": "Gửi báo cáo đúng kỳ",
    "superseded": "Gửi lại báo cáo chính thức",
    "partial": "Bổ sung nội dung còn thiếu",
}


def owing(source: Consolidation) -> list[UnitStatus]:
    """Units that still owe something, in the order of the status table."""
    return [row for row in source.status if row.state in _ASKED]


def write_reminder(source: Consolidation, path: Path, unit: str | None = None) -> bool:
    """Write the letter to all units that owe, or to ``unit`` alone; False (and no file) when nobody owes."""
    rows = [row for row in owing(source) if unit is None or row.unit == unit]
    if not rows:
        return False
    department, names = source.department, Names(source)
    subject = f"đôn đốc gửi báo cáo {source.title[:1].lower()}{source.title[1:]} {label(source.period)}"
    package = Package(f"V/v {subject}", department.name)
    package.add(frame.letterhead(department, f"{department.symbol}-……", about=subject))
    package.add(frame.addressees(tuple(names.unit(row.unit) for row in rows)))
    package.add(*_text(source, rows, names))
    package.add(frame.signature(department, ("Như trên",)))
    package.save(path, first=True)
    return True


def _text(source: Consolidation, rows: Sequence[UnitStatus], names: Names) -> list[str]:
    agency = readable(source.department.name)
    due = next((row.due_on for row in rows if row.due_on), None)
    title = f"{source.title[:1].lower()}{source.title[1:]} {label(source.period)}"
    opening = f"Thực hiện chế độ báo cáo định kỳ, {agency} đang tổng hợp báo cáo {title}"
    opening += f" (hạn gửi: ngày {day(due)})." if due else "."
    rates = source.rates
    state = f"Đến nay đã có {rates.actual}/{rates.expected} đơn vị gửi báo cáo. "
    state += f"Còn {len(rows)} đơn vị cần gửi hoặc bổ sung:"
    lines = [head_cells(["STT", "Đơn vị", "Nội dung đề nghị", "Lý do"])]
    for position, row in enumerate(rows, 1):
        reason = f"Thiếu: {', '.join(row.missing_indicators)}." if row.missing_indicators else row.note
        lines.append(
            [
                text_cell(str(position), align="center", size=12),
                text_cell(names.unit(row.unit), size=12),
                text_cell(_ASKED[row.state], size=12),
                text_cell(reason, size=12),
            ]
        )
    request = (
        f"{agency} đề nghị các đơn vị nêu trên khẩn trương hoàn thành và gửi báo cáo về {agency} "
        "trước ngày …… tháng …… năm ……… để tổng hợp, báo cáo cấp có thẩm quyền."
    )
    return [
        paragraph(run(opening), before=12),
        paragraph(run(state), after=6),
        table(lines, (12, 55, 48, 50)),
        paragraph(run(request), before=12),
        paragraph(run("Đề nghị các đơn vị quan tâm, phối hợp thực hiện./.")),
    ]
