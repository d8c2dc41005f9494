"""Sheet "Văn bản viện dẫn": every document cited, by how many units, with disagreements."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.exporters._labels import RELATIONS, Names
from pipeline.exporters.workbook.book import REFERENCES, SOURCES, Book, at
from pipeline.merge.wording import day
from schemas.consolidation import Consolidation, MergedReference

_HEAD = (
    "STT", "Số, ký hiệu", "Loại văn bản", "Ngày ban hành", "Cơ quan ban hành", "Trích yếu", "Số đơn vị", "Số lần dẫn",
    "Các đơn vị", "Quan hệ", "Ghi chú",
)  # fmt: skip


def write(book: Book, source: Consolidation, rows: Mapping[str, int]) -> None:
    """``rows`` gives the sources row where the mentions of a reference begin."""
    sheet = book.sheet(REFERENCES, (6, 22, 16, 14, 26, 50, 10, 10, 44, 18, 44))
    sheet.title("VĂN BẢN ĐƯỢC CÁC ĐƠN VỊ VIỆN DẪN")
    names = Names(source)
    head = sheet.head(_HEAD, freeze_columns=2)
    for position, ref in enumerate(source.references, 1):
        label = ref.number or ref.title or "(không ghi số)"
        sheet.number(0, position)
        sheet.link(1, at(SOURCES, rows[ref.id]) if ref.id in rows else "", label)
        sheet.text(2, ref.type.name if ref.type else "")
        sheet.text(3, day(ref.issued_on) if ref.issued_on else "")
        sheet.text(4, ref.issuer)
        sheet.text(5, ref.subject)
        sheet.number(6, len(ref.units))
        sheet.number(7, len(ref.mentions))
        sheet.text(8, names.units(ref.units))
        sheet.text(9, ", ".join(RELATIONS[item] for item in ref.relations))
        sheet.text(10, _notes(ref))
        sheet.row += 1
    sheet.filter(head)


def _notes(ref: MergedReference) -> str:
    notes = []
    if len(ref.dates) > 1:
        notes.append("Các báo cáo ghi ngày khác nhau: " + ", ".join(day(item) for item in ref.dates) + ".")
    if len(ref.spellings) > 1:
        notes.append("Các cách viết: " + ", ".join(ref.spellings) + ".")
    if ref.ambiguous:
        notes.append("Thiếu thông tin, có thể là nhiều văn bản khác nhau: chưa gộp.")
    if ref.superseded_by:
        notes.append(f"Đã được thay thế bởi {ref.superseded_by}.")
    return " ".join(notes)
