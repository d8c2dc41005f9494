"""Drafts as PDF by reportlab with the Tinos font (Debian package fonts-croscore), the same bytes every time."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer
from reportlab.platypus import Table as PdfTable

from samples.making.draft import Block, Draft, Table
from samples.making.parts import NATION, Line, closing_lines, head_lines, place_date

_FONTS = Path("/usr/share/fonts/truetype/croscore")
_ALIGN = {"center": TA_CENTER, "left": TA_LEFT, "justify": TA_JUSTIFY}


class FontMissing(SystemExit):
    """The Tinos font is not installed."""


@cache
def register_fonts() -> None:
    """Register Tinos; says what to install when it is missing."""
    for name, file in (
        ("Tinos", "Regular"),
        ("Tinos-Bold", "Bold"),
        ("Tinos-Italic", "Italic"),
        ("Tinos-BoldItalic", "BoldItalic"),
    ):
        path = _FONTS / f"Tinos-{file}.ttf"
        if not path.exists():
            raise FontMissing("The PDF samples need the Tinos font: apt-get install fonts-croscore")
        pdfmetrics.registerFont(TTFont(name, str(path)))
    pdfmetrics.registerFontFamily("Tinos", "Tinos", "Tinos-Bold", "Tinos-Italic", "Tinos-BoldItalic")


@cache
def style(align: str = "justify", size: float = 13, indent: float = 0, after: float = 5) -> ParagraphStyle:
    """A paragraph style."""
    return ParagraphStyle(
        f"{align}{size}{indent}", fontName="Tinos", fontSize=size, leading=size * 1.3, alignment=_ALIGN[align],
        firstLineIndent=indent, spaceAfter=after,
    )  # fmt: skip


def marked(text: str, look: dict[str, Any]) -> str:
    """``text`` with bold and italic marks."""
    words = escape(text).replace("\n", "<br/>") or "&nbsp;"
    words = f"<b>{words}</b>" if look.get("bold") else words
    return f"<i>{words}</i>" if look.get("italic") else words


def write_pdf(draft: Draft, *, page_numbers: str = "top") -> bytes:
    """The PDF file of ``draft``; page numbers stand at the ``top`` or ``bottom`` from page 2 on, or nowhere."""
    register_fonts()
    flow: list[Any] = []
    if draft.letterhead_form != "none":
        flow += [_letterhead(draft), Spacer(1, 10)]
    flow += [Paragraph(marked(line, {"bold": True}), style("center", 14)) for line in (draft.kind_title, draft.subject)]
    if draft.addressee:
        flow.append(Paragraph(f"Kính gửi: {escape(draft.addressee)}.", style("center", 14)))
    flow.append(Spacer(1, 6))
    signed = False
    for block in draft.blocks:
        if block.kind == "annex" and not signed and draft.signer:
            flow += _signature(draft)
            signed = True
        flow += _block(block)
    if not signed and draft.signer:
        flow += _signature(draft)
    return build(flow, draft.subject, page_numbers)


def build(flow: list[Any], title: str, page_numbers: str = "top") -> bytes:
    """A PDF of ``flow`` without dates or random identifiers."""
    target = io.BytesIO()
    document = SimpleDocTemplate(
        target, pagesize=A4, leftMargin=30 * mm, rightMargin=18 * mm, topMargin=20 * mm, bottomMargin=20 * mm,
        title=title, author="", invariant=1, pageCompression=1,
    )  # fmt: skip

    def later(canvas: Any, doc: Any) -> None:
        canvas.setFont("Tinos", 13)
        canvas.drawCentredString(A4[0] / 2, A4[1] - 12 * mm if page_numbers == "top" else 10 * mm, str(doc.page))

    document.build(flow, onLaterPages=later if page_numbers != "none" else lambda _c, _d: None)
    return target.getvalue()


def _block(block: Block) -> list[Any]:
    if block.kind == "table" and block.table:
        return [_table(block.table), Spacer(1, 8)]
    if block.kind == "annex":
        return [PageBreak()] + [
            Paragraph(marked(t, {"bold": True}), style("center", 13)) for t in (block.label, block.text)
        ]
    if block.kind == "caption":
        return [Paragraph(marked(block.text, {"italic": True}), style("center", 12))]
    if block.kind == "heading":
        words = marked(f"{block.label} {block.text}".strip() + (":" if block.body else ""), {"bold": True})
        return [Paragraph(f"{words} {escape(block.body)}" if block.body else words, style("justify", 13, 20))]
    text = f"- {block.text}" if block.kind == "bullet" else block.text
    return [Paragraph(marked(text, {}), style("justify", 13, 28))]


def _lines(lines: list[Line]) -> list[Any]:
    made = []
    for text, look in lines:
        looks = style(look.get("align", "center"), look.get("size", 13) - 1, 0, 1)
        made.append(Paragraph(marked(text, look), looks))
    return made


def _letterhead(draft: Draft) -> Any:
    number = f"Số: {draft.number or '&nbsp;' * 6}/{draft.symbol}"
    left = [*_lines(head_lines(draft)), Paragraph(number, style("center", 12))]
    right = _lines([(NATION[0], {"bold": True, "size": 12}), (NATION[1], {"bold": True})])
    right.append(Paragraph(marked(place_date(draft), {"italic": True}), style("center", 12)))
    return _plain_table([left[:-1], right[:-1]], [left[-1:], right[-1:]], (68 * mm, 94 * mm))


def _signature(draft: Draft) -> list[Any]:
    left, right = closing_lines(draft)
    return [Spacer(1, 8), _plain_table([_lines(left), _lines(right)], None, (80 * mm, 82 * mm))]


def _plain_table(first: list[Any], second: list[Any] | None, widths: tuple[float, float]) -> Any:
    rows = [first] + ([second] if second else [])
    return PdfTable(
        rows, colWidths=widths, style=[("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 2)]
    )


def _table(shape: Table) -> Any:
    grid: list[list[Any]] = [[""] * len(shape.widths) for _ in shape.header]
    spans: list[Any] = []
    filled: set[tuple[int, int]] = set()
    for row, cells in enumerate(shape.header):
        column = 0
        for cell in cells:
            text, wide, high = cell if isinstance(cell, tuple) else (cell, 1, 1)
            while (row, column) in filled:
                column += 1
            filled |= {(row + i, column + j) for i in range(high) for j in range(wide)}
            grid[row][column] = Paragraph(marked(text, {"bold": True}), style("center", 9.5, 0, 0))
            if wide > 1 or high > 1:
                spans.append(("SPAN", (column, row), (column + wide - 1, row + high - 1)))
    body = [
        [
            Paragraph(escape(text) or "&nbsp;", style("left" if len(text) > 12 else "center", 9.5, 0, 0))
            for text in cells
        ]
        for cells in shape.rows
    ]
    look = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "MIDDLE"), *spans]
    return PdfTable(grid + body, colWidths=[w * mm for w in shape.widths], repeatRows=len(shape.header), style=look)
