"""The sections of the consolidated report: I reporting, II results, III what the units wrote, IV what is still open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.exporters._labels import ACTIONS, Names, levels, open_conflicts, shown
from pipeline.exporters._sources import earlier, place_of
from pipeline.exporters.official.anchors import Anchors
from pipeline.exporters.official.markup import (
    Cell,
    footnote_mark,
    head_cells,
    link,
    paragraph,
    run,
    table,
    text_cell,
)
from pipeline.exporters.official.package import Package
from pipeline.merge.naming import readable
from pipeline.merge.periods import label
from pipeline.merge.wording import day, number
from schemas.consolidation import Conflict, Consolidation, TextGroup
from schemas.submission import UnitStatus
from schemas.total import Comparison, Total

_MOST_PARAGRAPHS = 60
_MOST_CONFLICTS = 60
_MOST_NAMES = 12
_GIVEN = ("counted", "disputed")


def heading(text: str, level: int = 1) -> str:
    """A numbered heading (its number is part of the text)."""
    return paragraph(run(text, bold=True, size=14), style=f"Heading {level}".replace(" ", ""), before=8, keep_next=True)


def plain(text: str) -> str:
    """A paragraph of the body."""
    return paragraph(run(text))


def write_body(package: Package, source: Consolidation, anchors: Anchors, charts: Sequence[tuple[str, bytes]]) -> None:
    """All sections."""
    names = Names(source)
    package.add(*_reporting(package, source, names))
    package.add(*_results(package, source, names, anchors))
    for position, (caption, image) in enumerate(charts, 1):
        package.add(paragraph(package.picture(image, 155), align="center", first_line=0, keep_next=True))
        text = run(f"Biểu đồ {position}. {caption}", italic=True, size=13)
        package.add(paragraph(text, align="center", first_line=0, before=2))
    number_of_section = 3
    if source.texts:
        package.add(*_texts(source, names))
        number_of_section = 4
    package.add(*_open_points(source, names, "IV" if number_of_section == 4 else "III"))


def _reporting(package: Package, source: Consolidation, names: Names) -> Iterator[str]:
    rates = source.rates
    yield heading("I. TÌNH HÌNH GỬI BÁO CÁO")
    text = " đơn vị gửi báo cáo"
    if rates.reporting_rate is not None and rates.reporting_rate_on_time is not None:
        text += f" (đạt {number(rates.reporting_rate)}%), trong đó {rates.actual_on_time} đơn vị gửi đúng hạn"
        text += f" (đạt {number(rates.reporting_rate_on_time)}% số đơn vị phải báo cáo)"
    yield paragraph(run("Có ") + link("phu_luc_I", f"{rates.actual}/{rates.expected}") + run(text + "."))
    groups: tuple[tuple[str, tuple[str, ...]], ...] = (
        ("Chưa gửi báo cáo", ("missing",)),
        ("Gửi muộn", ("late",)),
        ("Báo cáo không đọc được", ("unreadable",)),
        ("Báo cáo sai kỳ", ("wrong_period",)),
        ("Báo cáo chưa đủ nội dung", ("partial",)),
        ("Chỉ còn bản đã bị thay thế", ("superseded",)),
    )
    for title, states in groups:
        rows = [row for row in source.status if row.state in states]
        if rows:
            listed = "; ".join(f"{names.unit(row.unit)}{_note(row)}" for row in rows)
            yield plain(f"- {title} ({len(rows)} đơn vị): {listed}.")
    if source.unassigned:
        files = "; ".join(item.filename for item in source.unassigned)
        yield plain(f"- Chưa xác định được đơn vị gửi ({len(source.unassigned)} báo cáo): {files}.")
    if source.provisional:
        mark = footnote_mark(package.footnote("Số liệu tạm thời: " + " ".join(source.provisional_reasons)))
        yield paragraph(run("Số liệu trong báo cáo này là số liệu tạm thời") + mark + run("."))


def _note(row: UnitStatus) -> str:
    if row.state == "late" and row.days_late:
        return f" (nhận ngày {day(row.received_on)}, muộn {row.days_late} ngày)"
    if row.state in ("unreadable", "wrong_period", "partial") and row.note:
        return f" ({row.note.rstrip('.')})"
    return ""


def _results(package: Package, source: Consolidation, names: Names, anchors: Anchors) -> Iterator[str]:
    yield heading("II. KẾT QUẢ THỰC HIỆN")
    shown_totals = [total for total in source.indicators if total.contributions]
    position = 0
    if shown_totals:
        position += 1
        yield heading(f"{position}. Kết quả các chỉ tiêu", 2)
        yield paragraph(
            run("Bấm vào số liệu để xem nguồn tại Phụ lục II.", italic=True, size=13), first_line=0, align="center"
        )
        yield _totals_table(package, source, shown_totals, names, anchors)
    if source.procedures:
        position += 1
        yield heading(f"{position}. Thủ tục hành chính", 2)
        for total in source.procedures:
            anchor = anchors.first(total.id)
            value = shown(total.amount, "thủ tục hành chính")
            giving = len({part.unit for part in total.contributions if part.state in _GIVEN})
            yield paragraph(
                run(f"- {ACTIONS[total.action]} ({levels(total)}): ")
                + (link(anchor, value) if anchor else run(value))
                + run(f" ({giving} đơn vị).")
            )
        yield plain("Số lĩnh vực của các đơn vị có thể trùng nhau nên không cộng; xem chi tiết tại Phụ lục II.")
    if source.references:
        position += 1
        yield heading(f"{position}. Văn bản được viện dẫn", 2)
        yield paragraph(
            run("Các đơn vị viện dẫn ")
            + link("phu_luc_III", f"{len(source.references)} văn bản")
            + run("; danh mục, số lần và vị trí viện dẫn tại Phụ lục III.")
        )


def _totals_table(
    package: Package, source: Consolidation, totals: Sequence[Total], names: Names, anchors: Anchors
) -> str:
    compared = any(item.basis == "same_period_last_year" for total in totals for item in total.comparisons)
    columns = ["STT", "Chỉ tiêu", "Đơn vị tính", "Kết quả", "Số đơn vị"]
    widths = [12.0, 76.0, 24.0, 33.0, 20.0]
    if compared:
        columns += ["Cùng kỳ năm trước", "Tăng/giảm"]
        widths = [11.0, 56.0, 20.0, 27.0, 14.0, 20.0, 17.0]
    rows: list[list[Cell]] = [head_cells(columns)]
    position = 0
    for group, members in groupby(totals, key=lambda total: total.group or "Chỉ tiêu khác"):
        title = paragraph(run(group, bold=True, size=12), first_line=0, before=1, align="left", keep_next=True)
        rows.append([Cell(title, span=len(columns))])
        for total in members:
            position += 1
            rows.append(_total_row(package, position, total, _Reading(source, names, anchors, compared)))
    return table(rows, widths)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a row needs besides its total."""

    source: Consolidation
    names: Names
    anchors: Anchors
    compared: bool


def _total_row(package: Package, position: int, total: Total, reading: _Reading) -> list[Cell]:
    anchor = reading.anchors.first(total.id)
    value = shown(total.amount)
    content = link(anchor, value, size=12) if anchor and total.amount.value is not None else run(value, size=12)
    remark = _remark(total, reading.source, reading.names)
    if remark:
        content += footnote_mark(package.footnote(remark))
    giving = len({part.unit for part in total.contributions if part.state in _GIVEN})
    row = [
        text_cell(str(position), align="center", size=12),
        text_cell(total.label, size=12),
        text_cell(total.unit or "", align="center", size=12),
        Cell(content, align="right"),
        text_cell(str(giving), align="center", size=12),
    ]
    if reading.compared:
        item = next((item for item in total.comparisons if item.basis == "same_period_last_year"), None)
        row += [
            Cell(_then(total, item, reading.anchors), align="right"),
            text_cell(_change(item), align="right", size=12),
        ]
    return row


def _then(total: Total, item: Comparison | None, anchors: Anchors) -> str:
    if item is None:
        return run("", size=12)
    anchor = anchors.first(earlier(total, item))
    return link(anchor, shown(item.amount), size=12) if anchor else run(shown(item.amount), size=12)


def _change(item: Comparison | None) -> str:
    if item is None or item.change is None:
        return ""
    return ("+" if item.change > 0 else "") + number(item.change)


def _remark(total: Total, source: Consolidation, names: Names) -> str:
    """What a reader must know about a total. Units that sent nothing are named in section I, not at every number."""
    silent = {row.unit for row in source.status if row.state not in ("received", "late", "partial")}
    lacking = [code for code in total.missing if code not in silent]
    giving = list(dict.fromkeys(part.unit for part in total.contributions if part.unit and part.state in _GIVEN))
    parts = []
    if lacking and giving and len(giving) < len(lacking):
        parts.append(f"Chỉ gồm số liệu của: {_listed(giving, names)}.")
    elif lacking and giving:
        parts.append(f"Chưa có số liệu của: {_listed(lacking, names)}.")
    disputed = [part.unit for part in total.contributions if part.state == "disputed"]
    if disputed:
        parts.append(f"Số liệu chưa thống nhất của: {names.units(code for code in disputed if code)}.")
    excluded = [part for part in total.contributions if part.state == "excluded" and part.unit]
    for reason, members in groupby(sorted(excluded, key=lambda part: part.reason), key=lambda part: part.reason):
        units = list(dict.fromkeys(part.unit for part in members if part.unit))
        if not set(units) <= set(giving):
            parts.append(f"Không tính {_listed(units, names)}: {reason}")
    if total.note and not parts:
        parts.append(total.note)
    parts += dict.fromkeys(item.warning for item in total.comparisons if item.warning)
    return " ".join(parts)


def _listed(codes: Sequence[str], names: Names) -> str:
    if len(codes) <= _MOST_NAMES:
        return names.units(codes)
    return f"{names.units(codes[:_MOST_NAMES])} và {len(codes) - _MOST_NAMES} đơn vị khác (xem Phụ lục I)"


def _texts(source: Consolidation, names: Names) -> Iterator[str]:
    yield heading("III. NỘI DUNG DO CÁC ĐƠN VỊ NÊU")
    for position, section in enumerate(source.texts, 1):
        yield heading(f"{position}. {section.title}", 2)
        for group in section.groups[:_MOST_PARAGRAPHS]:
            yield paragraph(run(f"- {group.text} ") + run(f"({_who(group, names)})", italic=True, size=12))
        rest = len(section.groups) - _MOST_PARAGRAPHS
        if rest > 0:
            yield plain(f"(Còn {rest} đoạn khác trong tệp dữ liệu tổng hợp.)")


def _who(group: TextGroup, names: Names) -> str:
    units = list(dict.fromkeys(names.unit(item.unit) for item in group.sources))
    return "; ".join(units) if len(units) <= 5 else f"{'; '.join(units[:5])} và {len(units) - 5} đơn vị khác"


def _open_points(source: Consolidation, names: Names, numeral: str) -> Iterator[str]:
    conflicts = open_conflicts(source)
    errors = [finding for finding in source.findings if finding.severity in ("error", "warning")]
    if not conflicts and not errors:
        return
    yield heading(f"{numeral}. NỘI DUNG CẦN ĐỐI CHIẾU, LÀM RÕ")
    position = 0
    if conflicts:
        position += 1
        yield heading(f"{position}. Số liệu chưa thống nhất", 2)
        yield from _conflicts(conflicts[:_MOST_CONFLICTS], names)
        if len(conflicts) > _MOST_CONFLICTS:
            yield plain(f"(Còn {len(conflicts) - _MOST_CONFLICTS} điểm khác trong bảng tính kèm theo.)")
    if errors:
        position += 1
        yield heading(f"{position}. Kết quả kiểm tra chéo", 2)
        for finding in errors[:_MOST_CONFLICTS]:
            unit = f"{names.unit(finding.unit)}: " if finding.unit else ""
            yield plain(f"- {unit}{finding.message}")
        if len(errors) > _MOST_CONFLICTS:
            yield plain(f"(Còn {len(errors) - _MOST_CONFLICTS} điểm khác trong bảng tính kèm theo.)")


def _conflicts(conflicts: Iterable[Conflict], names: Names) -> Iterator[str]:
    for conflict in conflicts:
        yield paragraph(run(f"- {conflict.subject}:"), keep_next=True)
        places: dict[tuple[str, str], list[str]] = {}
        for side in conflict.sides:
            use = names.report(side.report)
            place = side.evidence[0] if side.evidence else None
            page = f", {place_of(place)}" if place and place_of(place) else ""
            words = " ".join((side.context or (place.quote if place else "")).split()).rstrip(".;")
            where = f"{names.unit(side.unit)} ({use.number or use.filename}{page})"
            places.setdefault((where, words), []).append(side.value)
        for (where, words), values in places.items():
            text = f"+ {where} ghi {'; '.join(values)}" + (f": “{words}”." if words else ".")
            yield paragraph(run(text, size=13), left=10, before=3)


def opening(source: Consolidation) -> str:
    """The sentence that the report begins with."""
    return plain(
        f"Thực hiện chế độ báo cáo định kỳ, trên cơ sở báo cáo của các cơ quan, đơn vị, "
        f"{readable(source.department.name)} tổng hợp {source.title[:1].lower()}{source.title[1:]} "
        f"{label(source.period)} như sau:"
    )


def closing(source: Consolidation) -> str:
    """The sentence that the report ends with."""
    title = f"{source.title[:1].lower()}{source.title[1:]} {label(source.period)}"
    return plain(f"Trên đây là báo cáo {title} của {readable(source.department.name)}./.")
