"""WordprocessingML as text.

Written directly: a table of forty thousand rows is a string here and an hour in an object model.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

_BAD = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINK_COLOR = "1F4E79"


def clean(text: str) -> str:
    """``text`` as XML can hold it."""
    return escape(_BAD.sub("", text))


def run(
    text: str, *, bold: bool = False, italic: bool = False, size: float | None = None, color: str | None = None
) -> str:
    """A run of text; line feeds become forced line breaks. ``size`` in points."""
    marks = ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "")
    marks += f'<w:color w:val="{color}"/>' if color else ""
    marks += f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>' if size else ""
    body = "<w:br/>".join(f'<w:t xml:space="preserve">{clean(part)}</w:t>' for part in text.split("\n"))
    return f"<w:r>{f'<w:rPr>{marks}</w:rPr>' if marks else ''}{body}</w:r>"


def link(anchor: str, text: str, *, bold: bool = False, size: float | None = None) -> str:
    """A run that leads to the bookmark ``anchor``."""
    inner = run(text, bold=bold, size=size, color=_LINK_COLOR)
    return f'<w:hyperlink w:anchor="{anchor}" w:history="1">{inner}</w:hyperlink>'


def bookmark(name: str, number: int, content: str) -> str:
    """``content`` (runs) as the target ``name``; ``number`` is unique in the document."""
    start = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
    return f'{start}{content}<w:bookmarkEnd w:id="{number}"/>'


def footnote_mark(number: int) -> str:
    """The reference to footnote ``number``."""
    return f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="{number}"/></w:r>'


def paragraph(
    content: str,
    *,
    align: str = "both",
    first_line: float = 10.0,
    left: float = 0.0,
    before: float = 6.0,
    after: float = 0.0,
    keep_next: bool = False,
    style: str | None = None,
    line: float = 1.0,
    page_break: bool = False,
) -> str:
    """A paragraph of runs. Indents in mm, spacing in points."""
    props = f'<w:pStyle w:val="{style}"/>' if style else ""
    props += "<w:keepNext/>" if keep_next else ""
    props += "<w:pageBreakBefore/>" if page_break else ""
    props += f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"'
    props += f' w:line="{round(line * 240)}" w:lineRule="auto"/>'
    if first_line or left:
        props += f'<w:ind w:left="{twips(left)}" w:firstLine="{twips(first_line)}"/>'
    props += f'<w:jc w:val="{align}"/>'
    return f"<w:p><w:pPr>{props}</w:pPr>{content}</w:p>"


def twips(millimetres: float) -> int:
    """Twentieths of a point."""
    return round(millimetres * 56.6929)


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: runs, alignment, columns it spans, shading."""

    content: str = ""
    align: str = "left"
    span: int = 1
    fill: str | None = None
    valign: str = "top"


def table(
    rows: Iterable[Sequence[Cell]],
    widths: Sequence[float],
    *,
    header_rows: int = 1,
    borders: bool = True,
    align: str = "center",
) -> str:
    """A table of fixed column ``widths`` (mm). Head rows repeat on every page; rows never break across pages."""
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    edge = '<w:{0} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    lines = "".join(edge.format(side) for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    head = (
        f'<w:tblPr><w:tblW w:w="{twips(sum(widths))}" w:type="dxa"/><w:jc w:val="{align}"/>'
        f"{f'<w:tblBorders>{lines}</w:tblBorders>' if borders else ''}"
        '<w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    )
    body = [_row(row, widths, number < header_rows) for number, row in enumerate(rows)]
    return f"<w:tbl>{head}{''.join(body)}</w:tbl>"


def _row(row: Sequence[Cell], widths: Sequence[float], is_head: bool) -> str:
    cells, column = [], 0
    for cell in row:
        width = sum(widths[column : column + cell.span])
        column += cell.span
        props = f'<w:tcW w:w="{twips(width)}" w:type="dxa"/>'
        props += f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
        props += f'<w:shd w:val="clear" w:color="auto" w:fill="{cell.fill}"/>' if cell.fill else ""
        props += f'<w:vAlign w:val="{"center" if is_head else cell.valign}"/>'
        inner = cell.content
        if not inner.startswith("<w:p>"):
            inner = paragraph(inner, align=cell.align, first_line=0, before=1, after=1, style="TableText")
        cells.append(f"<w:tc><w:tcPr>{props}</w:tcPr>{inner}</w:tc>")
    marks = "<w:cantSplit/>" + ("<w:tblHeader/>" if is_head else "")
    return f"<w:tr><w:trPr>{marks}</w:trPr>{''.join(cells)}</w:tr>"


def text_cell(text: str, *, align: str = "left", bold: bool = False, size: float = 11.0, span: int = 1) -> Cell:
    """A cell of plain text."""
    return Cell(run(text, bold=bold, size=size), align=align, span=span)


def head_cells(names: Sequence[str], *, size: float = 11.0) -> list[Cell]:
    """The cells of a head row."""
    return [Cell(run(name, bold=True, size=size), align="center", fill="E7E6E6") for name in names]
