"""Letterhead, title, recipients and signature block (Nghị định 30/2020/NĐ-CP, Phụ lục I, ô 1-9)."""

from __future__ import annotations

from pipeline.exporters.official.markup import Cell, bookmark, paragraph, run, table
from pipeline.exporters.official.package import BODY_WIDTH
from schemas.profile import Department

_LEFT = 65.0
_RIGHT = BODY_WIDTH - _LEFT


def letterhead(department: Department, symbol: str, *, about: str | None = None) -> str:
    """Agency and number on the left, national name and place-date on the right.

    Number, day and month are left for the clerk.

    ``about`` is the trích yếu of a công văn, which stands under its number.
    """
    left = paragraph(run(department.parent, size=13), align="center", first_line=0, before=0)
    left += paragraph(run(department.name, bold=True, size=13), align="center", first_line=0, before=0)
    left += _rule(25, _LEFT)
    right = paragraph(
        run("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True, size=13), align="center", first_line=0, before=0
    )
    right += paragraph(run("Độc lập - Tự do - Hạnh phúc", bold=True, size=14), align="center", first_line=0, before=0)
    right += _rule(62, _RIGHT)
    number = paragraph(run(f"Số:        /{symbol}", size=13), align="center", first_line=0, before=4)
    if about:
        number += paragraph(run(f"V/v {about}", size=12), align="center", first_line=0, before=6)
    day = f"{department.place}, ngày …… tháng …… năm ………"
    place = paragraph(run(day, italic=True, size=13.5), align="center", first_line=0, before=4)
    rows = [[Cell(left), Cell(right)], [Cell(number), Cell(place)]]
    return table(rows, (_LEFT, _RIGHT), header_rows=0, borders=False)


def _rule(width: float, column: float) -> str:
    """A rule of ``width`` mm in the middle of a column: the border of a paragraph that side indents make that short."""
    side = max(0.0, (column - 2 - width) / 2)
    border = '<w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
    indent = f'<w:ind w:left="{round(side * 56.69)}" w:right="{round(side * 56.69)}" w:firstLine="0"/>'
    spacing = '<w:spacing w:before="60" w:after="0" w:line="120" w:lineRule="exact"/>'
    small = '<w:rPr><w:sz w:val="8"/></w:rPr>'
    return f"<w:p><w:pPr>{border}{spacing}{indent}{small}</w:pPr></w:p>"


def title(name: str, subject: str) -> str:
    """Type and trích yếu, with the rule below."""
    text = paragraph(run(name, bold=True, size=14), align="center", first_line=0, before=18)
    text += paragraph(run(subject, bold=True, size=14), align="center", first_line=0, before=0)
    return text + _rule(50, BODY_WIDTH)


def addressees(names: tuple[str, ...]) -> str:
    """Kính gửi: one on the line, several one per line."""
    if not names:
        return ""
    if len(names) == 1:
        return paragraph(run(f"Kính gửi: {names[0]}", size=14), align="center", first_line=0, before=12)
    lines = paragraph(run("Kính gửi:", size=14), align="left", first_line=0, left=40, before=12)
    for position, name in enumerate(names):
        end = "." if position == len(names) - 1 else ";"
        lines += paragraph(run(f"- {name}{end}", size=14), align="left", first_line=0, left=60, before=0)
    return lines


def signature(department: Department, recipients: tuple[str, ...], unit: str = "……") -> str:
    """Nơi nhận on the left, authority and position on the right; names and signatures are for a person."""
    left = paragraph(run("Nơi nhận:", bold=True, italic=True, size=12), align="left", first_line=0, before=0)
    for name in recipients:
        left += paragraph(run(f"- {name};", size=11), align="left", first_line=0, before=0)
    left += paragraph(run(f"- Lưu: VT, {unit}.", size=11), align="left", first_line=0, before=0)
    right = ""
    if department.authority:
        right += paragraph(run(department.authority, bold=True, size=14), align="center", first_line=0, before=0)
    right += paragraph(run(department.position, bold=True, size=14), align="center", first_line=0, before=0)
    right += paragraph(run("\n\n\n"), align="center", first_line=0, before=0)
    right += paragraph(run("……………………", bold=True, size=14), align="center", first_line=0, before=0)
    half = BODY_WIDTH / 2
    gap = paragraph("", first_line=0, before=6)
    return gap + table([[Cell(left), Cell(right)]], (half, half), header_rows=0, borders=False)


def annex_title(number: str, name: str, department: Department, mark: int) -> str:
    """Phụ lục, its name, and what it belongs to; links lead here by ``phu_luc_NUMBER``.

    ``mark`` numbers the bookmark.
    """
    head = bookmark(f"phu_luc_{number}", mark, run(f"Phụ lục {number}", bold=True, size=14))
    text = paragraph(head, align="center", first_line=0, before=0)
    text += paragraph(run(name, bold=True, size=14), align="center", first_line=0, before=0)
    of = f"(Kèm theo Báo cáo số        /BC-{department.symbol} ngày …… tháng …… năm ………)"
    return text + paragraph(run(of, italic=True, size=13), align="center", first_line=0, before=0, after=6)
