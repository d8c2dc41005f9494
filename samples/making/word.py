"""Drafts as DOCX: automatic, typed or bold-only headings; letterhead in a table or with tabs; always the same bytes."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Mm, Pt

from samples.making.draft import Block, Draft, Table
from samples.making.parts import NATION, closing_lines, head_lines, place_date

_ALIGN = {"center": WD_ALIGN_PARAGRAPH.CENTER, "justify": WD_ALIGN_PARAGRAPH.JUSTIFY, "left": WD_ALIGN_PARAGRAPH.LEFT}
_FIXED = datetime(2020, 1, 1)
_NUMBER_FORMATS = {
    "I.": ("upperRoman", "%{n}."),
    "1.": ("decimal", "%{n}."),
    "a)": ("lowerLetter", "%{n})"),
    "1.1.": ("decimal", "%1.%2."),
}
_HEADING_LIST, _BULLET_LIST = 90, 91


def write_docx(draft: Draft) -> bytes:
    """The DOCX file of ``draft``."""
    document = docx.Document()
    _set_up(document, draft)
    _letterhead(document, draft)
    for line in (draft.kind_title, draft.subject):
        _paragraph(document, line, align="center", bold=True)
    if draft.addressee:
        _paragraph(document, f"Kính gửi: {draft.addressee}.", align="center")
    for block in draft.blocks:
        if block.kind == "annex" and draft.signer:
            _signature_once(document, draft)
        _block(document, draft, block)
    _signature_once(document, draft)
    return fixed_zip(document)


def fixed_zip(document: Any) -> bytes:
    """Save ``document`` with fixed member dates: python-docx writes the clock into the archive."""
    raw, fixed = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), source.read(name), zipfile.ZIP_DEFLATED)
    return fixed.getvalue()


def _set_up(document: Any, draft: Draft) -> None:
    section = document.sections[0]
    section.page_height, section.page_width = Mm(297), Mm(210)
    section.left_margin, section.right_margin = Mm(30), Mm(18)
    section.top_margin = section.bottom_margin = Mm(20)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(14)
    style.paragraph_format.space_after = Pt(4)
    properties = document.core_properties
    properties.author, properties.title = "", draft.subject
    properties.created = properties.modified = _FIXED
    properties.revision = 1
    if draft.numbering == "auto":
        _add_lists(document, draft.scheme)


def _add_lists(document: Any, scheme: str) -> None:
    levels = []
    for index, pattern in enumerate(scheme.split("|")):
        form, text = _NUMBER_FORMATS[pattern]
        shown = text.replace("{n}", str(index + 1))
        levels.append(
            f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            f'<w:lvlText w:val="{shown}"/></w:lvl>'
        )
    bullet = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl>'
    numbering = document.part.numbering_part.element
    first_num = numbering.find(qn("w:num"))
    for number, body in ((_HEADING_LIST, "".join(levels)), (_BULLET_LIST, bullet)):
        abstract = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">'
            f'<w:multiLevelType w:val="multilevel"/>{body}</w:abstractNum>'
        )
        first_num.addprevious(abstract)
        numbering.append(
            parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>')
        )


def _number(paragraph: Any, list_id: int, level: int) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')
    )


def _paragraph(
    holder: Any, text: str, *, align: str = "justify", bold: bool = False, italic: bool = False, size: float = 14
) -> Any:
    paragraph = holder.add_paragraph()
    paragraph.alignment = _ALIGN[align]
    _run(paragraph, text, bold, italic, size)
    return paragraph


def _run(paragraph: Any, text: str, bold: bool = False, italic: bool = False, size: float = 14) -> None:
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)


def _block(document: Any, draft: Draft, block: Block) -> None:
    if block.kind == "table" and block.table:
        _table(document, block.table)
        # Word wants a paragraph after a last table; LibreOffice loses such a table when it writes .doc.
        document.add_paragraph()
    elif block.kind == "annex":
        document.add_page_break()
        for line in (block.label, block.text):
            _paragraph(document, line, align="center", bold=True)
    elif block.kind == "caption":
        _paragraph(document, block.text, align="center", italic=True, size=13)
    elif block.kind == "heading":
        _heading(document, draft, block)
    elif block.kind == "bullet" and draft.numbering == "auto":
        _number(_paragraph(document, block.text), _BULLET_LIST, 0)
    else:
        paragraph = _paragraph(document, f"- {block.text}" if block.kind == "bullet" else block.text)
        paragraph.paragraph_format.first_line_indent = Cm(1.27)


def _heading(document: Any, draft: Draft, block: Block) -> None:
    paragraph = document.add_paragraph()
    shown = block.text if draft.numbering == "auto" or not block.label else f"{block.label} {block.text}"
    _run(paragraph, shown + (":" if block.body else ""), bold=True)
    if block.body:
        _run(paragraph, f" {block.body}")
    if draft.numbering == "auto":
        _number(paragraph, _HEADING_LIST, block.level - 1)


def _cell(cell: Any, lines: list[tuple[str, dict[str, Any]]]) -> None:
    for index, (text, look) in enumerate(lines):
        paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
        paragraph.alignment = _ALIGN[look.get("align", "center")]
        _run(paragraph, text, look.get("bold", False), look.get("italic", False), look.get("size", 13))


def _letterhead(document: Any, draft: Draft) -> None:
    if draft.letterhead_form == "none":
        return
    left = head_lines(draft)
    if draft.letterhead_form == "tabs":
        _tabbed_head(document, draft)
        return
    table = document.add_table(rows=2, cols=2)
    _widths(table, (66, 96))
    _cell(table.cell(0, 0), left)
    _cell(table.cell(0, 1), [(NATION[0], {"bold": True}), (NATION[1], {"bold": True, "size": 14})])
    number = f"Số: {draft.number or '     '}/{draft.symbol}"
    _cell(table.cell(1, 0), [(number, {})])
    _cell(table.cell(1, 1), [(place_date(draft), {"italic": True})])


def _tabbed_head(document: Any, draft: Draft) -> None:
    left = [text for text, _ in head_lines(draft)]
    left += [""] * (2 - len(left))
    rows = [(left[0], NATION[0], True), (left[1], NATION[1], True)]
    rows.append((f"Số: {draft.number or '     '}/{draft.symbol}", place_date(draft), False))
    for first, second, bold in rows:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(11.5), WD_TAB_ALIGNMENT.CENTER)
        _run(paragraph, f"{first}\t{second}", bold=bold, size=12)


def _signature_once(document: Any, draft: Draft) -> None:
    if getattr(document, "_signed", False) or not draft.signer:
        return
    document._signed = True
    table = document.add_table(rows=1, cols=2)
    left, right = closing_lines(draft)
    _cell(table.cell(0, 0), left)
    _cell(table.cell(0, 1), right)
    document.add_paragraph()


def _widths(table: Any, widths: tuple[float, ...]) -> None:
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        for cell in column.cells:
            cell.width = Mm(width)


def _table(document: Any, shape: Table) -> None:
    columns = len(shape.widths)
    table = document.add_table(rows=len(shape.header) + len(shape.rows), cols=columns)
    table.style = "Table Grid"
    _widths(table, shape.widths)
    filled: set[tuple[int, int]] = set()
    for row, cells in enumerate(shape.header):
        column = 0
        for cell in cells:
            text, wide, high = cell if isinstance(cell, tuple) else (cell, 1, 1)
            while (row, column) in filled:
                column += 1
            corner = table.cell(row, column)
            filled |= {(row + i, column + j) for i in range(high) for j in range(wide)}
            if wide > 1 or high > 1:
                corner = corner.merge(table.cell(row + high - 1, column + wide - 1))
            _cell(corner, [(text, {"bold": True, "size": 11})])
    for row in table.rows[: len(shape.header)]:
        row._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    for row, cells in zip(table.rows[len(shape.header) :], shape.rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            _cell(cell, [(text, {"size": 11, "align": "left" if len(text) > 12 else "center"})])
