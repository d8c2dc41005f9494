"""The DOCX package around the markup: styles, sections, page numbers, footnotes, fixed properties."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from lxml import etree

from pipeline.exporters._atomic import steady_zip, write_with
from pipeline.exporters.official.markup import clean, run, twips

FONT = "Times New Roman"
TEXT_SIZE = 14.0
# Within what Nghị định 30/2020/NĐ-CP allows: top and bottom 20-25, left 30-35, right 15-20 mm.
TOP, BOTTOM, LEFT, RIGHT = 20.0, 20.0, 30.0, 15.0
PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0
BODY_WIDTH = PAGE_WIDTH - LEFT - RIGHT
LANDSCAPE_WIDTH = PAGE_HEIGHT - TOP - BOTTOM
_FIXED = datetime(2020, 3, 5)
_XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


class Package:
    """A new document.

    Content is added as markup, in order; ``end_section`` closes a section with its own page layout.
    """

    def __init__(self, title: str, author: str) -> None:
        self.document = docx.Document()
        self._pieces: list[str] = []
        self._footnotes: list[str] = []
        self._bookmarks = 0
        core = self.document.core_properties
        core.title, core.author, core.last_modified_by = title, author, author
        core.created = core.modified = _FIXED
        core.language, core.comments, core.revision = "vi-VN", "", 1
        self._styles()
        self._first_section()

    def add(self, *markup: str) -> None:
        """Append markup to the body."""
        self._pieces += markup

    def footnote(self, text: str) -> int:
        """Add a footnote; returns its number for ``footnote_mark``."""
        self._footnotes.append(text)
        return len(self._footnotes)

    def next_bookmark(self) -> int:
        """A number no other bookmark has."""
        self._bookmarks += 1
        return self._bookmarks

    def picture(self, image: bytes, width: float) -> str:
        """Markup of an inline picture ``width`` mm wide."""
        inline = self.document.part.new_pic_inline(io.BytesIO(image), width=Mm(width))
        return f"<w:r><w:drawing>{etree.tostring(inline, encoding='unicode')}</w:drawing></w:r>"

    def end_section(self, *, landscape: bool = False, first: bool = False) -> None:
        """Close the section: its layout stands in its last paragraph."""
        self._pieces.append(
            f"<w:p><w:pPr><w:spacing w:before='0' w:after='0'/>{self._section(landscape, first)}</w:pPr></w:p>"
        )

    def save(self, path: Path, *, landscape: bool = False, first: bool = False) -> None:
        """Write the document; the arguments are those of the last section."""
        # Written into the package as text: moving a large parsed body from one tree to another is quadratic in lxml.
        markup = "".join([*self._pieces, self._section(landscape, first)])
        content = f"{_XML_HEAD}<w:document {nsdecls('w', 'r')}><w:body>{markup}</w:body></w:document>".encode()
        if self._footnotes:
            self._add_footnotes()

        def make(target: Path) -> None:
            self.document.save(str(target))
            steady_zip(target, {"word/document.xml": content})

        write_with(path, make)

    def _section(self, landscape: bool, first: bool) -> str:
        width, height = (PAGE_HEIGHT, PAGE_WIDTH) if landscape else (PAGE_WIDTH, PAGE_HEIGHT)
        orient = ' w:orient="landscape"' if landscape else ""
        left, right, top, bottom = (LEFT, RIGHT, TOP, BOTTOM) if not landscape else (TOP, BOTTOM, LEFT - 5, RIGHT)
        return (
            f'<w:sectPr><w:headerReference w:type="default" r:id="{self._header}"/>'
            f'<w:headerReference w:type="first" r:id="{self._first_header}"/>'
            '<w:type w:val="nextPage"/>'
            f'<w:pgSz w:w="{twips(width)}" w:h="{twips(height)}"{orient}/>'
            f'<w:pgMar w:top="{twips(top)}" w:bottom="{twips(bottom)}" w:left="{twips(left)}" w:right="{twips(right)}"'
            f' w:header="{twips(10)}" w:footer="{twips(10)}" w:gutter="0"/>'
            f'<w:pgNumType w:start="1"/>{"<w:titlePg/>" if first else ""}</w:sectPr>'
        )

    def _styles(self) -> None:
        styles = self.document.styles
        normal = styles["Normal"]
        normal.font.name, normal.font.size = FONT, Pt(TEXT_SIZE)
        small = styles.add_style("Table Text", WD_STYLE_TYPE.PARAGRAPH)
        small.base_style, small.font.size = normal, Pt(10)
        note = styles.add_style("Footnote Text", WD_STYLE_TYPE.PARAGRAPH)
        note.base_style, note.font.size = normal, Pt(11)
        mark = styles.add_style("Footnote Reference", WD_STYLE_TYPE.CHARACTER)
        mark.font.superscript = True
        for style in (normal, *(styles[f"Heading {level}"] for level in (1, 2, 3))):
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for name in list(fonts.attrib):
                del fonts.attrib[name]
            for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
                fonts.set(qn(name), FONT)
        for level, (bold, italic) in {1: (True, False), 2: (True, False), 3: (True, True)}.items():
            style = styles[f"Heading {level}"]
            style.font.size, style.font.bold, style.font.italic = Pt(TEXT_SIZE), bold, italic
            style.font.color.rgb = None
            color = style.element.rPr.find(qn("w:color"))
            if color is not None:
                style.element.rPr.remove(color)
        for lang in styles.element.iter(qn("w:lang")):
            lang.set(qn("w:val"), "vi-VN")

    def _first_section(self) -> None:
        """Page number centred in the top margin, none on the first page (titlePg leaves the first header empty)."""
        section = self.document.sections[0]
        section.different_first_page_header_footer = True
        section.first_page_header.paragraphs[0].style = self.document.styles["Table Text"]
        header = section.header
        paragraph: Any = header.paragraphs[0]
        paragraph.alignment = 1
        for kind, content in (("begin", ""), ("", " PAGE "), ("end", "")):
            mark = (
                f'<w:fldChar w:fldCharType="{kind}"/>'
                if kind
                else f'<w:instrText xml:space="preserve">{content}</w:instrText>'
            )
            size = '<w:rPr><w:sz w:val="26"/></w:rPr>'
            paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}>{size}{mark}</w:r>"))
        own = section._sectPr.findall(qn("w:headerReference"))
        ids = {item.get(qn("w:type")): item.get(qn("r:id")) for item in own}
        self._header, self._first_header = ids["default"], ids["first"]

    def _add_footnotes(self) -> None:
        part = Part(
            PackURI("/word/footnotes.xml"), _FOOTNOTES_TYPE, _footnotes_xml(self._footnotes), self.document.part.package
        )
        self.document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _footnotes_xml(notes: Sequence[str]) -> bytes:
    separators = (
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:type="continuationSeparator" w:id="0">'
        "<w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>"
    )
    items = []
    for number, text in enumerate(notes, 1):
        mark = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
        items.append(
            f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/>'
            '<w:spacing w:before="0" w:after="0"/><w:jc w:val="both"/></w:pPr>'
            f"{mark}{run(' ' + text, size=11)}</w:p></w:footnote>"
        )
    return f"{_XML_HEAD}<w:footnotes {nsdecls('w', 'r')}>{separators}{''.join(items)}</w:footnotes>".encode()


__all__ = ["BODY_WIDTH", "LANDSCAPE_WIDTH", "TEXT_SIZE", "Package", "clean"]
