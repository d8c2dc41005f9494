"""Properties cut out of a part before it is parsed: the document is the one of the part parsed whole."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from docx_maker import BORDERS, NAMESPACES, cell, make_docx, para, run, table

from pipeline.readers import read
from pipeline.readers.word.names import R_PR, TC_PR, W
from pipeline.readers.word.shared import parsed
from schemas.document import Document

REPORTS = sorted(Path(__file__).parents[2].glob("samples/reports/**/*.docx"))
BOLD, CENTRED = "<w:b/>", '<w:jc w:val="center"/>'
BODY = (
    para(run("BÁO CÁO", BOLD) + run(" tuần", BOLD), CENTRED + f"<w:rPr>{BOLD}</w:rPr>")
    + para(run("Kết quả", BOLD) + run(" đạt được", "<w:i/>"), CENTRED + f"<w:rPr>{BOLD}</w:rPr>")
    + para("Nối", "<w:rPr><w:del/></w:rPr>")
    + para(" vào đây", "<w:rPr><w:ins/></w:rPr>")
    + table(
        [cell("STT", f"<w:tcBorders>{BORDERS}</w:tcBorders>"), cell("Nội dung", '<w:gridSpan w:val="2"/>')],
        [cell("1", '<w:vMerge w:val="restart"/>'), cell("hồ sơ"), cell("12")],
        [cell("", "<w:vMerge/>"), cell("hồ sơ"), cell("15")],
    )
    + para("Cuối", "<w:sectPr/>")
)


def part(content: str) -> bytes:
    return f"<w:document {NAMESPACES}><w:body>{content}</w:body></w:document>".encode()


def whole(data: bytes) -> bytes:
    """The same file with a comment in its main part, which is then parsed whole."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(target, "w") as copy:
        for name in archive.namelist():
            content = archive.read(name)
            if name == "word/document.xml":
                content = content.replace(b"<w:body>", b"<w:body><!-- whole -->", 1)
                assert parsed(content, name) is None
            copy.writestr(name, content)
    return target.getvalue()


def same(first: Document, second: Document) -> None:
    assert first.text == second.text
    assert first.blocks == second.blocks
    assert first.tables == second.tables
    assert first.warnings == second.warnings


def test_each_property_is_read_once_and_found_again() -> None:
    found = parsed(part(BODY), "part")
    assert found is not None
    root, shared = found
    runs = list(root.iter(W + "r"))
    seen: list[object] = []
    values = [shared.read(element[0], lambda props: seen.append(props) or [child.tag for child in props]) for element in runs]  # fmt: skip
    assert [W + "b"] in values and [W + "i"] in values and [] in values
    assert len(seen) == 3 < len(runs)
    assert all(element[0].tag == R_PR and not len(element[0]) for element in runs)
    kept = [element for element in root.iter(TC_PR) if len(element)]
    assert len(kept) == 1, "borders are looked for in the part itself"


def test_the_document_is_that_of_the_part_parsed_whole() -> None:
    data = make_docx(BODY)
    document = read(data, "a.docx")
    same(document, read(whole(data), "a.docx"))
    assert "Nối vào đây" in document.text
    assert [block.bold for block in document.blocks[:2]] == [True, False]


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_samples_read_alike_both_ways(path: Path) -> None:
    data = path.read_bytes()
    same(read(data, path.name), read(whole(data), path.name))


@pytest.mark.parametrize(
    "content",
    [
        "<!-- <w:rPr> -->" + para("a"),
        "<?mark <w:rPr>?>" + para("a"),
        para("<w:r><w:rPr><w:rPrChange><w:rPr><w:b/></w:rPr></w:rPrChange></w:rPr><w:t>a</w:t></w:r>"),
        para("<w:r><w:rPr><w:rPr><w:b/></w:rPr></w:rPr><w:t>a</w:t></w:r>"),
        para("<w:r><w:rPr><w:b></w:rPr><w:t>a</w:t></w:r>"),
        para('<w:r xmlns:x="urn:x"><w:rPr><x:y/></w:rPr><w:t>a</w:t></w:r>'),
        para('<w:r xmlns:w="urn:other"><w:rPr><w:b/></w:rPr><w:t>a</w:t></w:r>'),
        para('<w:r><w:rPr as-before="0"/><w:t>a</w:t></w:r>'),
    ],
    ids=["comment", "instruction", "tracked", "nested", "broken", "inner prefix", "other namespace", "own mark"],
)
def test_unusual_parts_stay_whole(content: str) -> None:
    assert parsed(part(content), "part") is None


def test_a_mark_in_another_part_means_nothing() -> None:
    relation = (
        '<Relationship Id="rIdh" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" '
        'Target="header1.xml"/>'
    )
    body = para("Nội dung") + '<w:sectPr><w:headerReference w:type="default" r:id="rIdh"/></w:sectPr>'
    header = '<w:p><w:pPr as-before="99"/><w:r><w:rPr as-before="0">{}</w:rPr><w:t>Đầu trang báo cáo</w:t></w:r></w:p>'
    for props in (BOLD, ""):
        data = make_docx(body, parts={"header1": header.format(props)}, relations=relation)
        document = read(data, "a.docx")
        assert document.text == "Nội dung\nĐầu trang báo cáo"
        assert document.blocks[1].bold is bool(props), "nothing is kept from the document before"
