"""Word files with elements removed, renamed, copied and filled with nonsense end in a document or in a typed error."""

from __future__ import annotations

import copy
import io
import random
import zipfile
from contextlib import suppress

import pytest
from docx_maker import BORDERS, REL, cell, level, make_docx, numbered, numbering, para, run, table
from lxml import etree

from pipeline.errors import BaocaoError
from pipeline.readers import ReadOptions, docx
from schemas.document import Document

NONSENSE = ["", "-1", "99999999999999999999", "abc", "1e400", "nan", "true", "\uf0b7", " 3 ", "%1%2%9", "\u0661"]


def rich() -> bytes:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType="end"/></w:r>'
    )
    box = f"<w:r><w:pict><v:shape style='margin-left:9pt'><v:textbox><w:txbxContent>{para('hộp')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    letterhead = table([cell("SỞ NỘI VỤ"), cell("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")])
    data = table(
        [cell("STT", '<w:vMerge w:val="restart"/>'), cell("Số", '<w:gridSpan w:val="2"/>')],
        [cell("", "<w:vMerge/>"), cell("a"), cell("b")],
        props=BORDERS,
    )
    legacy = run("b¸o c¸o", '<w:rFonts w:ascii=".VnTimeH" w:hAnsi=".VnTimeH"/><w:caps/>')
    section = '<w:sectPr><w:headerReference r:id="h1"/></w:sectPr>'
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    return make_docx(
        letterhead + numbered("một", 1) + numbered("hai", 1, 1) + para(legacy + field + box + note) + data + section,
        parts={
            "numbering": numbering(level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2")),
            "styles": '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:rPr><w:b/></w:rPr></w:style>',
            "footnotes": f'<w:footnote w:id="2">{para("ghi chú")}</w:footnote>',
            "header1": para("đầu trang"),
        },
        relations=f'<Relationship Id="h1" Type="{REL}/header" Target="header1.xml"/>',
    )


def damaged(data: bytes, rng: random.Random) -> bytes:
    """The same package with its XML mangled: still well formed, no longer sensible."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            root = etree.fromstring(old.read(name))
            for _ in range(rng.randint(0, 12)):
                element, other = (rng.choice(list(root.iter())) for _ in range(2))
                match rng.randint(0, 4):
                    case 0 if element.getparent() is not None:
                        element.getparent().remove(element)
                    case 1 if element.attrib:
                        element.set(rng.choice(list(element.attrib)), rng.choice(NONSENSE))
                    case 2:
                        element.tag = other.tag
                    case 3:
                        element.append(copy.deepcopy(other))
                    case _:
                        element.text = rng.choice(NONSENSE)
            new.writestr(name, etree.tostring(root))
    return buffer.getvalue()


def check(document: Document) -> None:
    position = 0
    for block in document.blocks:
        assert position <= block.start < block.end <= len(document.text) or block.start == block.end
        assert block.label_end is None or block.start < block.label_end <= block.end
        assert block.bold_end is None or block.start < block.bold_end <= block.end
        position = block.end
    for grid in document.tables:
        assert all(0 <= index < len(document.blocks) for index in grid.cells)


def test_the_undamaged_file_reads_whole() -> None:
    document = docx.read(rich(), "a.docx", ReadOptions())
    check(document)
    assert document.text.splitlines() == [
        "SỞ NỘI VỤ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "I. một", "I.1 hai", "BÁO CÁO", "hộp", "STT", "Số", "a", "b", "ghi chú",
        "đầu trang",
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(8))
def test_mangled_files(seed: int) -> None:
    rng = random.Random(seed)
    data = rich()
    for _ in range(40):
        with suppress(BaocaoError):
            check(docx.read(damaged(data, rng), "a.docx", ReadOptions()))
