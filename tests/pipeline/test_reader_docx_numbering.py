"""Automatic numbers are those that Word shows."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from docx_maker import level, make_docx, numbered, numbering, para, run

from pipeline.readers import ReadOptions, docx
from pipeline.readers.word.formats import bullet, formatted, letters, roman, vietnamese_words
from schemas.document import Document


def read(data: bytes, name: str) -> Document:
    return docx.read(data, name, ReadOptions())


OUTLINE = numbering(
    level(0, "upperRoman", "%1."), level(1, "decimal", "%2."), level(2, "decimal", "%2.%3."), level(3, "lowerLetter",
    "%4)"),
    level(4, "bullet", "\uf02d"),
)  # fmt: skip


def labels(content: str, numbering_part: str, **parts: str) -> list[str]:
    document = read(make_docx(content, parts={"numbering": numbering_part, **parts}), "a.docx")
    return [document.text[b.start : b.label_end] if b.label_end else "" for b in document.blocks]


def test_multilevel_outline_with_restarts() -> None:
    levels = [0, 1, 2, 2, 1, 2, 3, 3, 4, 0, 1, 2]
    content = "".join(numbered(f"mục {i}", 1, depth) for i, depth in enumerate(levels))
    assert labels(content, OUTLINE) == ["I.", "1.", "1.1.", "1.2.", "2.", "2.1.", "a)", "b)", "-", "II.", "1.", "1.1."]


def test_label_is_part_of_the_text_with_its_separator() -> None:
    document = read(make_docx(numbered("Kết quả", 1), parts={"numbering": OUTLINE}), "a.docx")
    block = document.blocks[0]
    assert document.text == "I. Kết quả"
    assert document.text[block.start : block.label_end] == "I."


def test_separator_nothing_and_no_restart() -> None:
    part = numbering(
        level(0, "decimal", "Phần %1"), level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/><w:suff w:val="nothing"/>')
    )
    content = numbered("A", 1) + numbered("b", 1, 1) + numbered("B", 1) + numbered("c", 1, 1)
    document = read(make_docx(content, parts={"numbering": part}), "a.docx")
    assert document.text == "Phần 1 A\n1.b\nPhần 2 B\n2.c"


def test_start_override_restarts_and_lists_of_one_kind_go_on() -> None:
    nums = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
        "</w:lvlOverride></w:num>"
    )
    part = numbering(level(0, "decimal", "%1."), nums=nums)
    content = numbered("a", 1) + numbered("b", 2) + numbered("c", 3) + numbered("d", 3)
    assert labels(content, part) == ["1.", "2.", "5.", "6."]


def test_numbering_through_styles() -> None:
    part = numbering(
        level(0, "upperRoman", "%1.", '<w:pStyle w:val="M1"/>'), level(1, "decimal", "%2.", '<w:pStyle w:val="M2"/>')
    )
    own = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = "".join(f'<w:style w:type="paragraph" w:styleId="{name}">{own}</w:style>' for name in ("M1", "M2"))
    styles += '<w:style w:type="paragraph" w:styleId="M3"><w:basedOn w:val="M2"/></w:style>'
    content = "".join(para(name, f'<w:pStyle w:val="{name}"/>') for name in ("M1", "M2", "M3", "M1"))
    content += para("không số", '<w:pStyle w:val="M1"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert labels(content, part, styles=styles) == ["I.", "1.", "2.", "II.", ""]


def test_numbering_style_link_legal_levels_and_missing_lists() -> None:
    part = (
        numbering(level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2", "<w:isLgl/>"), nums="")
        + '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="DS"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    )
    styles = (
        '<w:style w:type="numbering" w:styleId="DS"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    content = numbered("a", 2) + numbered("b", 2, 1) + numbered("c", 99) + numbered("d", 2, 8)
    assert labels(content, part, styles=styles) == ["I.", "1.1", "", ""]


def test_numbers_alone_in_cells_are_kept_and_bullets_alone_are_not() -> None:
    document = read(make_docx(numbered("", 1, 1) + numbered("", 1, 4), parts={"numbering": OUTLINE}), "a.docx")
    assert document.text == "1."


def test_legacy_font_of_a_label_is_decoded() -> None:
    part = numbering(level(0, "decimal", "§iÒu %1.", '<w:rPr><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/></w:rPr>'))
    document = read(make_docx(numbered("Phạm vi", 1), parts={"numbering": part}), "a.docx")
    assert document.text == "Điều 1. Phạm vi"


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (4, "lowerRoman", "iv"), (1999, "upperRoman", "MCMXCIX"), (27, "lowerLetter", "aa"), (5, "upperLetter", "E"),
        (7, "decimalZero", "07"),
        (21, "vietnameseCounting", "hai mươi mốt"), (15, "vietnameseCounting", "mười lăm"), (3,
        "decimalEnclosedCircle", "③"),
        (2, "ordinal", "2nd"), (12, "ordinal", "12th"), (3, "unheardOf", "3"), (9, "none", ""), (5,
        "001, 002, 003, ...", "005"),
        (4, "numberInDash", "- 4 -"), (255, "hex", "FF"),
    ],
)  # fmt: skip
def test_formats(value: int, form: str, shown: str) -> None:
    assert formatted(value, form) == shown


def test_formats_out_of_range_are_decimal() -> None:
    assert (roman(0), roman(5000), letters(0), letters(900), vietnamese_words(100)) == ("0", "5000", "0", "900", "100")


def test_bullets() -> None:
    assert [bullet(text) for text in ("\uf02d", "\uf0b7", "-", "+", "\uf8f0", "o", "")] == [
        "-",
        "•",
        "-",
        "+",
        "•",
        "○",
        "•",
    ]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_labels_agree_with_libreoffice(tmp_path: Path) -> None:
    depths = [0, 1, 2, 2, 1, 3, 3, 0, 1, 2, 2, 3, 0, 0, 1, 1, 2]
    content = "".join(numbered(f"dòng {i}", 1, depth) for i, depth in enumerate(depths)) + para(run("hết"))
    source = tmp_path / "a.docx"
    source.write_bytes(make_docx(content, parts={"numbering": OUTLINE}))
    command = [
        "soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to",
        "txt:Text (encoded):UTF8",
        "--outdir", str(tmp_path), str(source),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, timeout=120, check=False)
    if done.returncode or not (tmp_path / "a.txt").exists():
        pytest.skip("LibreOffice does not run here")
    shown = [re.sub(r"\s+", " ", line).strip() for line in (tmp_path / "a.txt").read_text("utf-8-sig").splitlines()]
    assert read(source.read_bytes(), "a.docx").text.splitlines() == [line for line in shown if line]
