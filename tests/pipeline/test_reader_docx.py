"""The Word reader gives everything a person sees, once, in order."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from docx_maker import BORDERS, MAIN, REL, cell, make_docx, para, run, table, with_package_relation

from pipeline.errors import BaocaoError, Encrypted, Incomplete, NeedsOcr, TooLarge, Unreadable, Unsupported
from pipeline.readers import ReadOptions, docx, read
from schemas.document import BlockKind, Document

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"


def texts(document: Document, kind: BlockKind | None = None) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks if kind is None or b.kind is kind]


def body(content: str, **options: object) -> Document:
    return read(make_docx(content, **options), "a.docx")  # type: ignore[arg-type]


def field(code: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText> {code} </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        (run("còn ") + "<w:ins>" + run("thêm") + "</w:ins>", "còn thêm"),
        (run("còn") + '<w:del><w:r><w:delText xml:space="preserve"> xóa</w:delText></w:r></w:del>', "còn"),
        (run("còn") + "<w:moveFrom>" + run(" đi") + "</w:moveFrom><w:moveTo>" + run(" đến") + "</w:moveTo>", "còn đến"),
        (run("thấy") + run(" ẩn", "<w:vanish/>"), "thấy"),
        (run("thấy", '<w:vanish w:val="0"/>'), "thấy"),
        ("<w:r><w:t>QĐ</w:t><w:noBreakHyphen/><w:t>UBND</w:t></w:r>", "QĐ-UBND"),
        ("<w:r><w:t>nghi</w:t><w:softHyphen/><w:t>ệp</w:t></w:r>", "nghiệp"),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>", "a\tb\nc"),
        ('<w:r><w:t>nợ </w:t><w:sym w:font="Symbol" w:char="F0B3"/><w:t xml:space="preserve"> 5</w:t></w:r>', "nợ≥ 5"),
        (run("sở nội vụ", "<w:caps/>"), "SỞ NỘI VỤ"),
        ('<w:hyperlink r:id="x">' + run("liên kết") + "</w:hyperlink>", "liên kết"),
        ("<w:sdt><w:sdtContent>" + run("ô nhập") + "</w:sdtContent></w:sdt>", "ô nhập"),
        (run("năm ") + field("DATE", "2017"), "năm 2017"),
        (run("ngày ") + '<w:fldSimple w:instr="DATE">' + run("19") + "</w:fldSimple>", "ngày 19"),
        (run("trang ") + '<w:fldSimple w:instr="PAGE">' + run("7") + "</w:fldSimple>" + run("cuối"), "trang cuối"),
        (run("59") + run("2", '<w:vertAlign w:val="superscript"/>') + run(" m"), "59² m"),
        (run("40 m") + run("2", '<w:vertAlign w:val="superscript"/>'), "40 m2"),
        ("<w:smartTag>" + run("trong thẻ") + "</w:smartTag>", "trong thẻ"),
        ("<m:oMath><m:r><m:t>x=2</m:t></m:r></m:oMath>", "x=2"),
        ("<w:r><w:t> thừa </w:t></w:r>" + run("x"), "thừax"),
    ],
)
def test_inline_content(content: str, shown: str) -> None:
    assert texts(body(para(content))) == [shown]


def test_text_is_the_blocks_joined_by_newlines_and_spans_hold() -> None:
    document = body(para("một") + para() + para("hai"))
    assert document.text == "một\nhai"
    assert [(b.start, b.end) for b in document.blocks] == [(0, 3), (4, 7)]


def test_deleted_paragraph_mark_joins_paragraphs() -> None:
    document = body(para(run("Số 12"), "<w:rPr><w:del/></w:rPr>") + para("/BC-SNV"))
    assert texts(document) == ["Số 12/BC-SNV"]


def test_block_content_control_and_insertion_are_read() -> None:
    document = body(f"<w:sdt><w:sdtContent>{para('trong')}</w:sdtContent></w:sdt><w:ins>{para('thêm')}</w:ins>")
    assert texts(document) == ["trong", "thêm"]


def test_placeholder_of_a_content_control_is_left_out() -> None:
    control = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + run("Bấm để nhập") + "</w:sdtContent></w:sdt>"
    )
    assert texts(body(para(run("a") + control))) == ["a"]


def test_unclosed_field_does_not_lose_the_rest() -> None:
    broken = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
    assert texts(body(para(broken + run("mất")) + para("còn"))) == ["còn"]


def box(text: str, offset: int) -> str:
    content = f"<w:txbxContent>{para(text)}</w:txbxContent>"
    return (
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wp:anchor>"
        f'<wp:positionH relativeFrom="column"><wp:posOffset>{offset}</wp:posOffset></wp:positionH>'
        f'<wp:extent cx="1000000"/><a:graphic><a:graphicData><wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp>'
        "</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def test_text_box_once_beside_the_flow() -> None:
    document = body(para(run("Nội dung") + box("DỰ THẢO", 0)))
    assert [(b.kind, document.text[b.start : b.end]) for b in document.blocks] == [
        (BlockKind.PARAGRAPH, "Nội dung"),
        (BlockKind.ASIDE, "DỰ THẢO"),
    ]


def test_letterhead_in_text_boxes_keeps_its_columns() -> None:
    anchors = box("SỞ NỘI VỤ", 0) + box("Số: 12/BC-SNV", 0) + box("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 3_500_000)
    document = body(para(anchors) + para("BÁO CÁO"))
    assert [(b.column, document.text[b.start : b.end]) for b in document.blocks] == [
        ("left", "SỞ NỘI VỤ"),
        ("left", "Số: 12/BC-SNV"),
        ("right", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (None, "BÁO CÁO"),
    ]


def test_letterhead_with_tabs_gives_left_then_right() -> None:
    lines = [
        "SỞ NỘI VỤ\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 5/BC-SNV          Quảng Trị, ngày 5 tháng 7 năm 2017",
    ]
    document = body("".join(map(para, [*lines, "BÁO CÁO", "Nội dung\tcó tab"])))
    assert [(b.column, document.text[b.start : b.end]) for b in document.blocks] == [
        ("left", "SỞ NỘI VỤ"),
        ("left", "Số: 5/BC-SNV"),
        ("right", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("right", "Quảng Trị, ngày 5 tháng 7 năm 2017"),
        (None, "BÁO CÁO"),
        (None, "Nội dung\tcó tab"),
    ]


def test_letterhead_table_is_layout_left_then_right() -> None:
    rows = (
        [cell(para("UBND TỈNH A") + para("SỞ NỘI VỤ")),
        cell(para("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + para("Độc lập - Tự do - Hạnh phúc"))],
        [cell("Số: 12/BC-SNV"), cell("A, ngày 5 tháng 7 năm 2017")],
    )  # fmt: skip
    document = body(table(*rows) + para("BÁO CÁO"))
    assert document.tables[0].layout
    assert texts(document)[:3] == ["UBND TỈNH A", "SỞ NỘI VỤ", "Số: 12/BC-SNV"]
    assert [b.column for b in document.blocks] == ["left"] * 3 + ["right"] * 3 + [None]
    assert all(b.kind is BlockKind.PARAGRAPH for b in document.blocks)


def test_signature_row_is_layout() -> None:
    row = [
        cell(para("Nơi nhận:") + para("- Như trên;")),
        cell(para("KT. GIÁM ĐỐC") + para("PHÓ GIÁM ĐỐC") + para("Nguyễn Văn A")),
    ]
    document = body(para("Nội dung./.") + table(row))
    assert document.tables[0].layout
    assert [b.column for b in document.blocks[1:]] == ["left", "left", "right", "right", "right"]


def test_data_table_with_merged_cells() -> None:
    rows = (
        [cell("STT", '<w:vMerge w:val="restart"/>'), cell("Số hồ sơ", '<w:gridSpan w:val="2"/>')],
        [cell("", "<w:vMerge/>"), cell("Tiếp nhận"), cell("Đã giải quyết")],
        [cell("1"), cell("120"), cell("118")],
    )
    document = body(para("Bảng 1. Kết quả") + table(*rows, props=BORDERS))
    grid = document.tables[0]
    assert (grid.rows, grid.cols, grid.header_rows, grid.layout, grid.caption) == (3, 3, 2, False, "Bảng 1. Kết quả")
    cells = [document.blocks[i] for i in grid.cells]
    assert [(c.row, c.col, c.row_span, c.col_span) for c in cells] == [
        (0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1), (2, 0, 1, 1), (2, 1, 1, 1), (2, 2, 1, 1),
    ]  # fmt: skip
    assert [document.text[c.start : c.end] for c in cells] == [
        "STT",
        "Số hồ sơ",
        "Tiếp nhận",
        "Đã giải quyết",
        "1",
        "120",
        "118",
    ]


def test_nested_table_is_flattened_into_its_cell() -> None:
    inner = table([cell("x"), cell("y")])
    document = body(table([cell("TT"), cell("Tên")], [cell("1"), cell(inner + para("z"))], props=BORDERS))
    assert texts(document) == ["TT", "Tên", "1", "x\ty\nz"]


def test_deleted_row_is_left_out() -> None:
    gone = "<w:tr><w:trPr><w:del/></w:trPr>" + cell("cũ") + cell("9") + "</w:tr>"
    content = table([cell("TT"), cell("Tên")], [cell("1"), cell("mới")], props=BORDERS).replace(
        "</w:tbl>", gone + "</w:tbl>"
    )
    assert texts(body(content)) == ["TT", "Tên", "1", "mới"]


def test_look_through_styles_and_toggles() -> None:
    styles = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="28"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:styleId="Dam"><w:name w:val="Đậm"/><w:pPr><w:jc w:val="center"/></w:pPr>'
        "<w:rPr><w:b/></w:rPr></w:style>"
        '<w:style w:type="paragraph" w:styleId="Con"><w:name w:val="Con"/><w:basedOn w:val="Dam"/></w:style>'
        '<w:style w:type="character" w:styleId="Nhan"><w:name w:val="Nhấn"/><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="u1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/>'
        "</w:pPr></w:style>"
    )
    content = (
        para("đậm", '<w:pStyle w:val="Con"/>')
        + para(run("hai lần đậm là thường", '<w:rStyle w:val="Nhan"/>'), '<w:pStyle w:val="Con"/>')
        + para(run("Điều 1.", "<w:b/>") + run(" Nội dung"))
        + para("Mục", '<w:pStyle w:val="u1"/>')
    )
    document = body(content, parts={"styles": styles})
    first, second, third, fourth = document.blocks
    assert (first.bold, first.centered, first.size) == (True, True, 14.0)
    assert not second.bold
    assert not third.bold and third.bold_end is not None and document.text[third.start : third.bold_end] == "Điều 1."
    assert (fourth.kind, fourth.outline) == (BlockKind.HEADING, 1)


def test_notes_headers_and_footers_apart_and_once() -> None:
    note = '<w:footnote w:id="2">' + para("Theo báo cáo của đơn vị.") + "</w:footnote>"
    relations = "".join(
        f'<Relationship Id="{kind[0]}1" Type="{REL}/{kind}" Target="{kind}1.xml"/>' for kind in ("header", "footer")
    )
    section = '<w:sectPr><w:headerReference r:id="h1"/><w:footerReference w:type="default" r:id="f1"/></w:sectPr>'
    content = para(run("có 59") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run(" thủ tục")) + section
    document = body(
        content,
        parts={"footnotes": note, "header1": para("Đầu trang"), "footer1": para(run("Trang ") + field("PAGE", "3"))},
        relations=relations,
    )
    assert [(b.kind, document.text[b.start : b.end]) for b in document.blocks] == [
        (BlockKind.PARAGRAPH, "có 59 thủ tục"),
        (BlockKind.FOOTNOTE, "Theo báo cáo của đơn vị."),
        (BlockKind.HEADER, "Đầu trang"),
    ]


def test_letterhead_in_the_header_part_comes_first() -> None:
    head = table([cell("SỞ NỘI VỤ"), cell("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")])
    document = body(
        para("BÁO CÁO") + '<w:sectPr><w:headerReference w:type="default" r:id="h1"/></w:sectPr>',
        parts={"header1": head},
        relations=f'<Relationship Id="h1" Type="{REL}/header" Target="header1.xml"/>',
    )
    assert texts(document) == ["SỞ NỘI VỤ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "BÁO CÁO"]


def test_pages_from_rendered_breaks() -> None:
    content = (
        para("trang một")
        + para('<w:r><w:br w:type="page"/></w:r>')
        + para("<w:r><w:lastRenderedPageBreak/><w:t>trang hai</w:t></w:r>")
        + para(run("đầu ở trang hai") + "<w:r><w:lastRenderedPageBreak/><w:t>cuối ở trang ba</w:t></w:r>")
        + para("trang ba")
    )
    assert [b.page for b in body(content).blocks] == [1, 2, 2, 3]
    assert [b.page for b in body(para("không rõ")).blocks] == [None]


@pytest.mark.parametrize(
    ("content_type", "media_type"),
    [
        (MAIN, docx.MEDIA_TYPES[0]),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml", docx.MEDIA_TYPES[1]),
        ("application/vnd.ms-word.document.macroEnabled.main+xml", docx.MEDIA_TYPES[2]),
        ("application/vnd.ms-word.template.macroEnabledTemplate.main+xml", docx.MEDIA_TYPES[3]),
        ("application/xml", docx.MEDIA_TYPES[0]),
    ],
)
def test_content_types_are_not_trusted(content_type: str, media_type: str) -> None:
    document = body(para("đọc được"), content_type=content_type)
    assert (texts(document), document.media_type) == (["đọc được"], media_type)


def test_main_part_under_another_name_and_strict_namespaces() -> None:
    assert texts(body(para("a"), main="tailieu/chinh.xml")) == ["a"]
    styles = '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:rPr><w:b/></w:rPr></w:style>'
    document = body(para("chặt"), strict=True, parts={"styles": styles})
    assert texts(document) == ["chặt"] and document.blocks[0].bold


def test_legacy_fonts_are_decoded_run_by_run() -> None:
    vn, title = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>', '<w:rFonts w:ascii=".VnTimeH" w:hAnsi=".VnTimeH"/>'
    vni = '<w:rFonts w:ascii="VNI-Times" w:hAnsi="VNI-Times"/>'
    document = body(
        para(run("b¸o c¸o", title))
        + para(run("C«ng v¨n cña Së Néi vô trong th\u00adêng kú", vn) + run(" và Unicode"))
        + para(run("quye", vni) + run("át ñònh", vni))
        + para(run("chữ tốt", vn))
    )
    assert texts(document) == ["BÁO CÁO", "Công văn của Sở Nội vụ trong thường kỳ và Unicode", "quyết định", "chữ tốt"]
    assert {repair.reason for repair in document.repairs} == {"tcvn3", "vni"}


def test_repairs_are_recorded() -> None:
    document = body(para(run("ngƣời Ðô thị ") + run("e") + run("\u0302\u0301")))
    assert document.text == "người Đô thị ế"
    assert {r.reason for r in document.repairs} == {"foreign_letter", "decomposed"}


def test_pictures_only_need_ocr_and_an_empty_file_says_so() -> None:
    relations = f'<Relationship Id="rId7" Type="{REL}/image" Target="media/image1.png"/>'
    shown = para('<w:r><w:drawing><a:blip r:embed="rId7"/></w:drawing></w:r>')
    data = make_docx(shown, relations=relations, extra={"word/media/image1.png": bytes(range(256)) * 200})
    with pytest.raises(NeedsOcr):
        read(data, "a.docx", ReadOptions(ocr="never"))
    logo = body(shown, relations=relations, extra={"word/media/image1.png": bytes(range(256))})
    assert logo.warnings == ("Tệp không có nội dung văn bản.",)
    assert body(para()).warnings == ("Tệp không có nội dung văn bản.",)


def test_hostile_tables_stay_small() -> None:
    content = table(
        [cell("a", '<w:gridSpan w:val="2000000000"/>'), cell("b", '<w:gridSpan w:val="-5"/>')],
        [cell("c")],
        props=BORDERS,
    )
    assert body(content).tables[0].cols <= 3


def test_floods_and_bombs_are_refused() -> None:
    with pytest.raises(TooLarge):
        body("<w:p/>" * 2_000_000)
    with pytest.raises(TooLarge):
        body("<w:tbl><w:tr><w:tc>" * 40 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 40)
    with pytest.raises(Unreadable):
        data = make_docx(para("x"))
        read(data.replace(b"word/document.xml", b"word/dokument.xml"), "a.docx")


def test_doctype_is_refused() -> None:
    import io
    import zipfile

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>')
    with pytest.raises(Unreadable):
        read(buffer.getvalue(), "a.docx")


def test_encrypted_and_foreign_packages() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(Encrypted):
        read(ole, "a.docx")
    with pytest.raises(Unsupported):
        docx.read(
            make_docx(para("x"), main="xl/workbook.xml"), "a.docx", __import__("pipeline.readers").readers.ReadOptions()
        )


def test_every_prefix_and_damaged_byte_ends_in_a_typed_error_or_a_document() -> None:
    data = make_docx(table([cell("a"), cell("b")], props=BORDERS) + para("c"), parts={"styles": "", "numbering": ""})
    for cut in range(0, len(data), 7):
        with suppress(BaocaoError):
            read(data[:cut], "a.docx")
    for place in range(0, len(data), 11):
        damaged = bytearray(data)
        damaged[place] ^= 0xFF
        with suppress(BaocaoError):
            read(bytes(damaged), "a.docx")
    with pytest.raises(Incomplete):
        read(b"", "a.docx")


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the development corpus is not here")
@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.docx")), ids=lambda path: path.stem)
def test_real_files(path: Path) -> None:
    document = read(path.read_bytes(), path.name)
    assert document.tables[0].layout and document.blocks[0].column == "left"
    assert "Độc lập - Tự do - Hạnh phúc" in texts(document)
    starts = [block.start for block in document.blocks]
    assert starts == sorted(starts)


def test_a_row_over_two_pages_counts_one_page() -> None:
    broken = para(run("đầu") + "<w:r><w:lastRenderedPageBreak/><w:t>cuối</w:t></w:r>")
    document = body(table([cell("TT"), cell("Tên")], [cell(broken), cell(broken)], props=BORDERS) + para("sau bảng"))
    assert [b.page for b in document.blocks] == [1, 1, 1, 1, 2]


def test_vertical_merge_without_a_beginning_keeps_its_text() -> None:
    rows = ([cell("STT"), cell("Tên"), cell("Ghi chú")], [cell("1", "<w:vMerge/>"), cell("a"), cell("2")])
    assert texts(body(table(*rows, props=BORDERS))) == ["STT", "Tên", "Ghi chú", "1", "a", "2"]


def test_drop_capital_belongs_to_its_paragraph() -> None:
    assert texts(body(para("N", '<w:framePr w:dropCap="drop"/>') + para("ăm qua"))) == ["Năm qua"]


def test_symbol_font_codes_become_bullets() -> None:
    assert texts(body(para("\uf02d Một; \uf0b7 hai"))) == ["- Một; • hai"]


def test_borderless_table_with_values_is_data() -> None:
    rows = ([cell("Lĩnh vực"), cell("Số hồ sơ")], [cell("Đất đai"), cell("1.210")])
    assert [grid.layout for grid in body(table(*rows)).tables] == [False]


def test_generated_files_do_not_claim_their_template_page_count() -> None:
    props = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<Pages>1</Pages><Characters>{}</Characters></Properties>"
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    for characters, pages in ((0, None), (500, 1)):
        data = make_docx(para("chữ" * 160), extra={"docProps/app.xml": props.format(characters).encode()})
        data = with_package_relation(data, f"{kind}/extended-properties", "docProps/app.xml")
        document = read(data, "a.docx")
        assert (document.pages, document.blocks[0].page) == (pages, pages)


def test_signature_with_tabs_ends_before_the_annex() -> None:
    lines = [
        "Nơi nhận:\t\tTM. ỦY BAN NHÂN DÂN",
        "- Như trên;\t\tCHỦ TỊCH",
        "- Lưu: VT.",
        "\t\t\t\tNguyễn Văn A",
        "Phụ lục I",
        "1. Danh sách",
    ]
    document = body(para("Nội dung báo cáo./.") + "".join(map(para, lines)))
    assert [(b.column, document.text[b.start : b.end]) for b in document.blocks[1:]] == [
        ("left", "Nơi nhận:"), ("left", "- Như trên;"), ("left", "- Lưu: VT."), ("right", "TM. ỦY BAN NHÂN DÂN"), ("right", "CHỦ TỊCH"),
        ("right", "Nguyễn Văn A"), (None, "Phụ lục I"), (None, "1. Danh sách"),
    ]  # fmt: skip


def test_data_table_pasted_with_its_letterhead_is_two_tables() -> None:
    span = '<w:gridSpan w:val="{}"/>'
    head = [cell("UBND XÃ A", span.format(2)), cell("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", span.format(3))]
    names = [cell(name) for name in ("STT", "Lĩnh vực", "Tiếp nhận", "Đúng hạn", "Quá hạn")]
    rows = [[cell(str(value)) for value in (i, "Đất đai", 5, 4, 1)] for i in range(1, 5)]
    document = body(table(head, names, *rows, props=BORDERS))
    assert [(grid.layout, grid.rows, grid.cols, grid.header_rows) for grid in document.tables] == [
        (True, 1, 5, 0),
        (False, 5, 5, 1),
    ]
    assert document.blocks[0].column == "left" and document.blocks[1].column == "right"
    assert (document.blocks[2].row, texts(document)[2]) == (0, "STT")


def test_table_of_contents_stands_beside_the_flow() -> None:
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    document = body(f"<w:sdt>{gallery}<w:sdtContent>{para('I. Kết quả 3')}</w:sdtContent></w:sdt>" + para("I. Kết quả"))
    assert [b.kind for b in document.blocks] == [BlockKind.ASIDE, BlockKind.PARAGRAPH]


def test_unicode_document_in_a_legacy_font_stays_as_it_is() -> None:
    font = '<w:rFonts w:ascii=".VnTimeH" w:hAnsi=".VnTimeH"/>'
    lines = ["Sở Nội vụ đã hướng dẫn các đơn vị thực hiện kế hoạch cải cách hành chính", "có ý kiến", "do"]
    assert texts(body("".join(para(run(line, font)) for line in lines))) == [lines[0], "có ý kiến", "DO"]


def plain_rows(*rows: str) -> list[list[str]]:
    return [[cell(text) for text in row.split("|")] for row in rows]


@pytest.mark.parametrize(
    ("rows", "header"),
    [
        (["STT|Đơn vị|Số hồ sơ", "(1)|(2)|(3)", "1|Sở A|12"], 2),
        (["TT|Tên|Tổng|Đúng hạn|Quá hạn", "A|B|1=2+3|2|3", "1|Xã A|5|4|1"], 2),
        (["Lĩnh vực|Năm 2022|Tỷ lệ", "Đất đai|1.200|95,5%"], 1),
        (["Sở A|12|13", "Sở B|14|15"], 0),
        (["Nội dung|Kết quả", "Tuyên truyền|Đạt", "Kiểm tra|Đạt"], 0),
        (["Số TT|Tên thủ tục|Ghi chú", "I|Lĩnh vực đất đai|", "1|Đăng ký đất|Mới"], 1),
    ],
)
def test_header_rows(rows: list[str], header: int) -> None:
    assert body(table(*plain_rows(*rows), props=BORDERS)).tables[0].header_rows == header


def test_marked_header_rows_win() -> None:
    content = table(*plain_rows("Sở A|12", "Sở B|14", "Sở C|15"), props=BORDERS)
    marked = content.replace("<w:tr>", "<w:tr><w:trPr><w:tblHeader/></w:trPr>", 1)
    assert body(marked).tables[0].header_rows == 1


@pytest.mark.parametrize(
    ("font", "code", "shown"),
    [
        ("Wingdings", "F0FC", "✓"), ("Wingdings 2", "52", "☑"), ("Symbol", "F0B3", "≥"), ("Symbol", "F0FF", "•"), ("Arial", "0111", "đ"),
        ("Wingdings", "F0FF", "•"), ("Arial", "E001", "•"), ("Arial", "xyz", ""), ("Arial", "D800", ""), ("Symbol", "F02B", "+"),
    ],
)  # fmt: skip
def test_symbols(font: str, code: str, shown: str) -> None:
    assert texts(body(para(run("a") + f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'))) == ["a" + shown]


@pytest.mark.parametrize(
    ("style", "side"),
    [("margin-left:10pt;width:100pt", "left"), ("margin-left:9cm;width:5cm", "right"), ("position:absolute", None)],
)
def test_side_of_vml_boxes(style: str, side: str | None) -> None:
    shape = f'<w:r><w:pict><v:shape style="{style}"><v:textbox><w:txbxContent>{para("Số: 12/BC-SNV")}</w:txbxContent>'
    document = body(
        para(shape + "</v:textbox></v:shape></w:pict></w:r>") + para("Ngày 5 tháng 7 năm 2017") + para("BÁO CÁO")
    )
    assert document.blocks[0].column == side


@pytest.mark.parametrize(("align", "side"), [("left", "left"), ("right", "right"), ("center", None)])
def test_side_of_aligned_boxes(align: str, side: str | None) -> None:
    anchored = box("Nội dung", 0).replace("<wp:posOffset>0</wp:posOffset>", f"<wp:align>{align}</wp:align>")
    document = body(para(run("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + anchored) + para("BÁO CÁO"))
    assert document.blocks[0].column == side


def test_forced_line_breaks_in_a_letterhead_are_lines() -> None:
    left = "<w:r><w:t>UBND TỈNH A</w:t><w:br/><w:t>SỞ NỘI VỤ</w:t></w:r>"
    right = "<w:r><w:t>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</w:t><w:br/><w:t>Độc lập - Tự do - Hạnh phúc</w:t></w:r>"
    document = body(table([cell(para(left)), cell(para(right))]))
    assert [b.column for b in document.blocks] == ["left", "left", "right", "right"]
    assert texts(document)[1] == "SỞ NỘI VỤ"


def test_horizontally_merged_cells_and_rows_before_the_grid() -> None:
    first = cell("Cộng", '<w:hMerge w:val="restart"/>') + cell("", "<w:hMerge/>") + cell("9")
    second = "<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>" + cell("a") + cell("2") + "</w:tr>"
    content = f"<w:tbl><w:tblPr>{BORDERS}</w:tblPr><w:tr>{first}</w:tr>{second}</w:tbl>"
    document = body(content)
    assert [(document.text[b.start : b.end], b.row, b.col, b.col_span) for b in document.blocks] == [
        ("Cộng", 0, 0, 2), ("9", 0, 2, 1), ("a", 1, 1, 1), ("2", 1, 2, 1),
    ]  # fmt: skip
