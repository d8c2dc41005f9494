"""Phụ lục I: indicators by unit. Phụ lục II: the source of every number. Phụ lục III: documents cited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.exporters._labels import UNIT_STATES, Names, shown
from pipeline.exporters._sources import SourceRow, place_of
from pipeline.exporters.official.anchors import Anchors
from pipeline.exporters.official.frame import annex_title
from pipeline.exporters.official.markup import Cell, bookmark, head_cells, link, paragraph, run, table, text_cell
from pipeline.exporters.official.package import BODY_WIDTH, LANDSCAPE_WIDTH, Package
from pipeline.merge.wording import day
from schemas.consolidation import Consolidation, MergedMention
from schemas.total import Contribution, Total

_PER_TABLE = 8
_SHORT_QUOTES_FROM = 5_000
_SMALL = 10.0


def write_annexes(package: Package, source: Consolidation, rows: Sequence[SourceRow], anchors: Anchors) -> None:
    """All annexes; the last section is left open for the package to close."""
    names = Names(source)
    package.add(annex_title("I", "BẢNG CHỈ TIÊU THEO ĐƠN VỊ", source.department, package.next_bookmark()))
    package.add(*_by_unit(source, names, anchors))
    package.end_section(landscape=True)
    package.add(annex_title("II", "NGUỒN CỦA TỪNG SỐ LIỆU", source.department, package.next_bookmark()))
    package.add(*_sources(package, rows, names))
    package.end_section(landscape=True)
    package.add(annex_title("III", "DANH MỤC VĂN BẢN ĐƯỢC VIỆN DẪN", source.department, package.next_bookmark()))
    package.add(_references(source, names))


def _by_unit(source: Consolidation, names: Names, anchors: Anchors) -> Iterator[str]:
    totals = [total for total in source.indicators if total.contributions]
    states = {row.unit: UNIT_STATES[row.state] for row in source.status}
    others = {part.unit for total in totals for part in total.contributions if part.unit} - states.keys()
    units = [*states, *sorted(others)]
    for start in range(0, max(1, len(totals)), _PER_TABLE):
        chunk = totals[start : start + _PER_TABLE]
        if len(totals) > _PER_TABLE:
            text = f"Bảng I.{start // _PER_TABLE + 1}"
            yield paragraph(run(text, bold=True, size=12), first_line=0, align="left", keep_next=True, before=10)
        rows = [head_cells(["STT", "Đơn vị", "Tình trạng", *map(_name, chunk)], size=_SMALL)]
        best = [_by_code(total) for total in chunk]
        for position, code in enumerate(units, 1):
            row = [
                text_cell(str(position), align="center", size=_SMALL),
                text_cell(names.unit(code), size=_SMALL),
                text_cell(states.get(code, "Ngoài danh sách"), align="center", size=_SMALL),
            ]
            row += [_value(total, cells.get(code), anchors) for total, cells in zip(chunk, best, strict=True)]
            rows.append(row)
        rows.append(
            [
                Cell(run("Tổng", bold=True, size=_SMALL), span=3, align="center"),
                *(Cell(_total(total, anchors), align="right") for total in chunk),
            ]
        )
        fixed = [10.0, 52.0, 22.0]
        width = (LANDSCAPE_WIDTH - sum(fixed)) / max(1, len(chunk))
        yield table(rows, [*fixed, *(min(width, 45.0) for _ in chunk)])


def _name(total: Total) -> str:
    return f"{total.label} ({total.unit})" if total.unit else total.label


def _by_code(total: Total) -> dict[str, Contribution]:
    found: dict[str, Contribution] = {}
    for part in sorted(total.contributions, key=lambda part: part.state not in ("counted", "disputed")):
        if part.unit is not None:
            found.setdefault(part.unit, part)
    return found


def _value(total: Total, part: Contribution | None, anchors: Anchors) -> Cell:
    if part is None or part.unit is None:
        return text_cell("")
    anchor = anchors.of_unit(total.id, part.unit)
    text = shown(part.amount)
    if part.state not in ("counted", "disputed"):
        text = f"({text})"
    return Cell(link(anchor, text, size=_SMALL) if anchor else run(text, size=_SMALL), align="right")


def _total(total: Total, anchors: Anchors) -> str:
    anchor, text = anchors.first(total.id), shown(total.amount)
    return link(anchor, text, bold=True, size=_SMALL) if anchor else run(text, bold=True, size=_SMALL)


def _sources(package: Package, rows: Sequence[SourceRow], names: Names) -> Iterator[str]:
    note = "Số trong ngoặc ở Phụ lục I là số không tính vào tổng; lý do nêu tại cột Ghi chú."
    yield paragraph(run(note, italic=True, size=12), first_line=0, after=4)
    widths = [50.0, 24.0, 24.0, 44.0, 19.0, 58.0, 38.0]
    table_rows = [
        head_cells(["Đơn vị", "Giá trị", "Tính vào tổng", "Báo cáo", "Vị trí", "Trích dẫn", "Ghi chú"], size=_SMALL)
    ]
    longest = 160 if len(rows) < _SHORT_QUOTES_FROM else 60
    previous = ""
    for index, row in enumerate(rows):
        if row.owner != previous:
            table_rows.append([Cell(run(_owner(row), bold=True, size=_SMALL + 1), span=len(widths), fill="F2F2F2")])
            previous = row.owner
        use = names.report(row.report)
        quote = row.quote if len(row.quote) <= longest else row.quote[: longest - 1] + "…"
        unit = bookmark(Anchors.of_row(index), package.next_bookmark(), run(names.unit(row.unit), size=_SMALL))
        table_rows.append(
            [
                Cell(unit),
                text_cell(shown(row.amount) if row.amount is not None else "", align="right", size=_SMALL),
                text_cell(row.state, align="center", size=_SMALL),
                text_cell(f"{use.number}\n{use.filename}" if use.number else use.filename, size=_SMALL),
                text_cell(row.place, align="center", size=_SMALL),
                text_cell(f"“{quote}”" if quote else "", size=_SMALL),
                text_cell(row.note, size=_SMALL),
            ]
        )
    yield table(table_rows, widths)


def _owner(row: SourceRow) -> str:
    return f"{row.subject} ({row.measure})" if row.measure else row.subject


def _references(source: Consolidation, names: Names) -> str:
    columns = (
        "STT", "Số, ký hiệu", "Ngày ban hành", "Trích yếu, cơ quan ban hành", "Số đơn vị", "Số lần",
        "Đơn vị viện dẫn (vị trí)",
    )  # fmt: skip
    rows = [head_cells(columns, size=_SMALL)]
    for position, ref in enumerate(source.references, 1):
        label = ref.number or ref.title or (ref.type.name if ref.type else "(không ghi số)")
        about = "; ".join(text for text in (ref.subject, ref.issuer) if text)
        dates = ", ".join(day(item) for item in ref.dates)
        rows.append(
            [
                text_cell(str(position), align="center", size=_SMALL),
                text_cell(label, size=_SMALL),
                text_cell(dates, align="center", size=_SMALL),
                text_cell(about, size=_SMALL),
                text_cell(str(len(ref.units)), align="center", size=_SMALL),
                text_cell(str(len(ref.mentions)), align="center", size=_SMALL),
                text_cell(_where(ref.mentions, names), size=_SMALL),
            ]
        )
    return table(rows, [9.0, 28.0, 21.0, 45.0, 12.0, 10.0, BODY_WIDTH - 125.0])


def _where(mentions: Sequence[MergedMention], names: Names) -> str:
    pages: dict[str, list[str]] = {}
    for mention in mentions:
        place = place_of(mention.evidence)
        found = pages.setdefault(names.unit(mention.unit), [])
        if place and place not in found:
            found.append(place)
    parts = [f"{unit} ({', '.join(found)})" if found else unit for unit, found in pages.items()]
    return "; ".join(parts)
