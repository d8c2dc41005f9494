"""The plain text reader: encodings, wrapped lines, columns, Markdown."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import legacy
from pipeline.legacy.tables import tables
from pipeline.readers import ReadOptions, text
from schemas.document import BlockKind, Document

SEED = Path(__file__).resolve().parents[3] / "shared" / "seed"
SAMPLE = (
    "BÁO CÁO\n\nSở Nội vụ báo cáo kết quả thực hiện kế hoạch cải cách hành chính, "
    "tuyên truyền và bồi dưỡng nghiệp vụ.\n"
)


def read(data: bytes | str, name: str = "a.txt") -> Document:
    return text.read(data.encode() if isinstance(data, str) else data, name, ReadOptions())


def shown(document: Document) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks]


def columns(document: Document) -> list[tuple[str | None, str]]:
    return [(b.column, document.text[b.start : b.end]) for b in document.blocks]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_encodings(encoding: str) -> None:
    assert read(SAMPLE.encode(encoding)).text == SAMPLE


def test_windows_1258() -> None:
    tones = "\u0300\u0301\u0303\u0309\u0323"
    decomposed = ""
    for c in SAMPLE:
        marks = unicodedata.normalize("NFD", c)
        bare = unicodedata.normalize("NFC", "".join(m for m in marks if m not in tones))
        decomposed += bare + "".join(m for m in marks if m in tones)
    document = read(decomposed.encode("cp1258"))
    assert (document.text, document.metadata["encoding"]) == (SAMPLE, "cp1258")


@pytest.mark.parametrize("encoding", ["tcvn3", "viscii"])
def test_legacy_bytes_and_legacy_saved_as_unicode(encoding: str) -> None:
    back = {letter: chr(int(code, 16)) for code, letter in tables()[encoding].items()}
    lower = (SAMPLE if encoding == "viscii" else SAMPLE.lower()) * 2
    coded = "".join(back.get(c, c) for c in lower)
    assert read(coded.encode("latin-1")).text == lower
    if encoding == "tcvn3":
        document = read(coded)
        assert document.text == lower
        assert document.repairs[0].before == "tcvn3"


def test_line_ends_and_controls() -> None:
    document = read("một\r\nhai\rba\x00\x1b bốn\n")
    assert document.text == "một\nhai\nba   bốn\n"
    assert shown(document) == ["một", "hai", "ba   bốn"]


def test_decomposed_letters_are_composed_and_recorded() -> None:
    document = read(unicodedata.normalize("NFD", "Sở Nội vụ"))
    assert document.text == "Sở Nội vụ"
    assert {repair.reason for repair in document.repairs} == {"decomposed"}


def test_form_feeds_are_pages() -> None:
    document = read("trang một\fTrang hai\nvẫn hai\f")
    assert document.pages == 2
    assert [b.page for b in document.blocks] == [1, 2, 2]


def test_hard_wrapped_paragraphs_are_joined_and_lists_are_not() -> None:
    long = "Trong quý này đơn vị đã hoàn thành các nhiệm vụ được giao theo kế hoạch của"
    rest = "cấp trên và gửi báo cáo đúng hạn cho cơ quan chủ trì để tổng hợp chung theo"
    lines = [
        "1. Kết quả",
        long,
        rest,
        "quy định.",
        "- Một là;",
        long,
        rest,
        "quy định.",
        "2. Hạn chế",
        long,
        rest,
        "quy định.",
    ]
    assert shown(read("\n".join(lines)))[:4] == [
        "1. Kết quả",
        f"{long}\n{rest}\nquy định.",
        "- Một là;",
        f"{long}\n{rest}\nquy định.",
    ]


def test_one_paragraph_a_line_is_never_joined() -> None:
    lines = ["dòng ngắn", "một dòng khác dài hơn " * 12, "tiếp theo", "x" * 300] * 4
    assert shown(read("\n".join(lines))) == [line.strip() for line in lines]


def test_columns_of_letterhead_and_signature() -> None:
    document = read(
        "SỞ NỘI VỤ                    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "                               Độc lập - Tự do - Hạnh phúc\n"
        "Số:      /BC-SNV             Quảng Trị, ngày     tháng 7 năm 2017\n\n"
        "BÁO CÁO\n"
        "Cột a      cột b không phải tiêu đề\n"
        "Nơi nhận:                    KT. GIÁM ĐỐC\n"
        "- Như trên;                  PHÓ GIÁM ĐỐC\n"
        "- Lưu: VT.\n"
        "                             Nguyễn Văn A\n"
    )
    assert columns(document) == [
        ("left", "SỞ NỘI VỤ"), ("right", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), ("right",
        "Độc lập - Tự do - Hạnh phúc"),
        ("left", "Số:      /BC-SNV"), ("right", "Quảng Trị, ngày     tháng 7 năm 2017"), (None, "BÁO CÁO"),
        (None, "Cột a      cột b không phải tiêu đề"), ("left", "Nơi nhận:"), ("right", "KT. GIÁM ĐỐC"), ("left",
        "- Như trên;"),
        ("right", "PHÓ GIÁM ĐỐC"), ("left", "- Lưu: VT."), ("right", "Nguyễn Văn A"),
    ]  # fmt: skip


def test_markdown_headings_and_bold() -> None:
    document = read("# Tiêu đề\n\n**Toàn bộ đậm**\n\n**1. Mục:** nội dung\n")
    assert document.media_type == "text/markdown"
    heading, whole, lead = document.blocks
    assert (heading.kind, heading.outline, shown(document)[0]) == (BlockKind.HEADING, 1, "Tiêu đề")
    assert whole.bold and shown(document)[1] == "Toàn bộ đậm"
    assert not lead.bold and document.text[lead.start : lead.bold_end] == "1. Mục:"


def test_pipe_tables() -> None:
    document = read("| STT | Tên \\| mã |\n|---|---|\n| 1 | Lĩnh vực |\n|  | Cộng |\n")
    grid = document.tables[0]
    assert (grid.rows, grid.cols, grid.header_rows, grid.layout) == (3, 2, 1, False)
    assert shown(document) == ["STT", "Tên \\| mã", "1", "Lĩnh vực", "", "Cộng"]
    assert [(document.blocks[i].row, document.blocks[i].col) for i in grid.cells][-1] == (2, 1)


def test_pipe_table_of_a_letterhead_is_layout() -> None:
    document = read(
        "| UBND TỈNH A ------- | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc ------ |\n|---|---|\n"
        "| Số: 1/BC-UBND | A, ngày 1 tháng 2 năm 2022 |\n\nBÁO CÁO\n\n"
        "| Nơi nhận: - Như trên; - Lưu: VT. | CHỦ TỊCH Nguyễn Văn A |\n|---|---|\n"
    )
    assert all(grid.layout for grid in document.tables)
    assert columns(document) == [
        ("left", "UBND TỈNH A"), ("right", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), ("right",
        "Độc lập - Tự do - Hạnh phúc"),
        ("left", "Số: 1/BC-UBND"), ("right", "A, ngày 1 tháng 2 năm 2022"), (None, "BÁO CÁO"), ("left", "Nơi nhận:"),
        ("left", "- Như trên;"), ("left", "- Lưu: VT."), ("right", "CHỦ TỊCH"), ("right", "Nguyễn Văn A"),
    ]  # fmt: skip


def test_bids() -> None:
    assert text.bid(b"%PDF-1.7", "a.txt") == 0
    assert text.bid(b"PK\x03\x04", "a.txt") == 0
    assert text.bid(b"\x00\x01\x02\xff\xfe\x03" * 40, "a.txt") == 0
    assert text.bid("chữ".encode(), "a.txt") > text.bid("chữ".encode(), "a") > 0
    assert text.bid(SAMPLE.encode("utf-16"), "a.txt") > 0


@settings(deadline=None, max_examples=150)
@given(st.one_of(st.binary(max_size=300), st.text("|-*#_ \t\nSốABCaà:.\f", max_size=200).map(str.encode)))
def test_any_bytes_give_a_document_whose_blocks_are_in_order(data: bytes) -> None:
    document = read(data)
    position = 0
    for block in document.blocks:
        assert position <= block.start <= block.end <= len(document.text)
        position = block.end
    assert "\x00" not in document.text


@pytest.mark.skipif(not SEED.is_dir(), reason="the seed report is not here")
def test_seed_stays_as_it_is() -> None:
    path = next(SEED.glob("*.txt"))
    raw = path.read_bytes().decode().replace("\r\n", "\n")
    document = read(path.read_bytes(), path.name)
    assert document.text == raw
    assert shown(document) == [line.strip() for line in raw.splitlines() if line.strip()]
    assert legacy.valid_share(document.text)[0] > 900


@pytest.mark.parametrize("odd", [" ", "Số: ", "\t", "|", "- ", "ngày ", "**", "  a  ", "-"])
def test_long_odd_lines_keep_what_stands_around_them(odd: str) -> None:
    assert read((odd * 200_000) + "\nHết").text.endswith("Hết")
    assert "CỘNG HÒA" in read("SỞ    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n" + odd * 100_000).text


def test_emphasis_and_breaks_in_a_letterhead_cell() -> None:
    document = read(
        "| UBND TỈNH A<br>**SỞ NỘI VỤ** | **CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br/>Độc lập - Tự do - Hạnh phúc** |\n|---|---|\n"
        "| **Nơi nhận:** - Như trên; | **TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH** Nguyễn Văn A |\n"
    )
    assert [(document.text[b.start : b.end], b.bold) for b in document.blocks] == [
        ("UBND TỈNH A", False), ("SỞ NỘI VỤ", True), ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", True), ("Độc lập - Tự do - Hạnh phúc", True),
        ("Nơi nhận:", True), ("- Như trên;", False), ("TM. ỦY BAN NHÂN DÂN", True), ("KT. CHỦ TỊCH", True), ("PHÓ CHỦ TỊCH", True),
        ("Nguyễn Văn A", False),
    ]  # fmt: skip


def test_a_name_that_begins_with_a_word_of_two_letters_is_not_cut() -> None:
    text = "| Nơi nhận: - Như trên; - Bộ Lao động; - Lưu: VT. | THỨ TRƯỞNG Lê Văn A |\n|---|---|\n"
    document = read(text.encode())
    texts = [document.text[block.start : block.end] for block in document.blocks]
    assert texts == ["Nơi nhận:", "- Như trên;", "- Bộ Lao động;", "- Lưu: VT.", "THỨ TRƯỞNG", "Lê Văn A"]
