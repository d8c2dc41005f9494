"""The seed report (a text that the department gave) as TXT, DOCX and PDF: the same words in three forms."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from reportlab.platypus import Paragraph, Spacer

from samples.making import pdf
from samples.making.word import _FIXED, fixed_zip

SOURCE = Path(__file__).with_name("seed.txt")
_HEADING = re.compile(r"\d\.(\d\.)? ?\S")


def _parts() -> tuple[list[str], list[str], list[str], str]:
    """Body paragraphs, the lines of Nơi nhận, the bold lines of the signature, and the name."""
    paragraphs = [part.strip("\n") for part in SOURCE.read_text("utf-8").strip("\n").split("\n\n")]
    paragraphs = [part for part in paragraphs if part]
    at = paragraphs.index("Nơi nhận:")
    return (
        paragraphs[:at],
        ["Nơi nhận:", *paragraphs[at + 1].split("\n")],
        paragraphs[at + 2].strip("*").split("\n"),
        paragraphs[-1],
    )


def seed_docx() -> bytes:
    """The seed as DOCX: headings bold, Nơi nhận and signature side by side in a borderless table."""
    body, recipients, position, name = _parts()
    document = docx.Document()
    document.styles["Normal"].font.name = "Times New Roman"
    for index, text in enumerate(body):
        paragraph = document.add_paragraph()
        run = paragraph.add_run(text)
        run.bold = index < 2 or bool(_HEADING.match(text))
        if index < 2:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    left, right = document.add_table(rows=1, cols=2).rows[0].cells
    _fill(left, recipients, bold=False)
    _fill(right, [*position, "", "", name], bold=True)
    document.add_paragraph()
    properties = document.core_properties
    properties.author, properties.created, properties.modified = "", _FIXED, _FIXED
    return fixed_zip(document)


def _fill(cell: Any, lines: list[str], *, bold: bool) -> None:
    for index, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
        paragraph.add_run(line).bold = bold
        if bold:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def seed_pdf() -> bytes:
    """The seed as PDF, one column; Nơi nhận beside the signature."""
    pdf.register_fonts()
    body, recipients, position, name = _parts()
    flow: list[Any] = [Paragraph(pdf.marked(text, {"bold": True}), pdf.style("center", 14)) for text in body[:2]]
    for text in body[2:]:
        heading = bool(_HEADING.match(text))
        flow.append(Paragraph(pdf.marked(text, {"bold": heading}), pdf.style("justify", 13, 20 if heading else 28)))
    left = [
        Paragraph(pdf.marked(line, {"bold": line == "Nơi nhận:"}), pdf.style("left", 11, 0, 1)) for line in recipients
    ]
    right = [
        Paragraph(pdf.marked(line, {"bold": True}), pdf.style("center", 13, 0, 1)) for line in [*position, "", "", name]
    ]
    flow += [Spacer(1, 8), pdf._plain_table([left, right], None, (80 * pdf.mm, 82 * pdf.mm))]
    return pdf.build(flow, "", page_numbers="bottom")


def seed_gold(file: str, kind: str, sha256: str) -> dict[str, Any]:
    """Gold of the seed, read by a person; the same for its three forms."""
    gold: dict[str, Any] = json.loads(SOURCE.with_name("seed.json").read_text("utf-8"))
    return {"file": file, "sha256": sha256, "pages": None, "kind": kind} | gold
