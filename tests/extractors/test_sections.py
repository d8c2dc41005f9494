"""Section trees of every numbering habit, and lists that are none."""

from __future__ import annotations

import pytest
from framing import both, flat, framed, made
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import extract
from extractors.layout.labels import label_of, roman, roman_text
from extractors.layout.section_kinds import kind_of
from schemas.document import BlockKind, Document

TEXT = "Trong năm, đơn vị đã triển khai đầy đủ các nội dung theo kế hoạch được giao."


@pytest.mark.parametrize(
    ("label", "style", "values"),
    [
        ("I. Kết quả", "roman", (1,)),
        ("II- Kết quả", "roman", (2,)),
        ("IV/ Kết quả", "roman", (4,)),
        ("III-NỘI DUNG", "roman", (3,)),
        ("I – Kết quả", "roman", (1,)),
        ("1. Kết quả", "1", (1,)),
        ("1- Kết quả", "1", (1,)),
        ("1) Kết quả", "1)", (1,)),
        ("2.1. Kết quả", "2", (2, 1)),
        ("2.1 Kết quả", "2", (2, 1)),
        ("2.4.1.1. Kết quả", "4", (2, 4, 1, 1)),
        ("a) Kết quả", "letter", (1,)),
        ("đ) Kết quả", "letter", (5,)),
        ("(1) Kết quả", "(1)", (1,)),
        ("A. Kết quả", "capital", (1,)),
        ("Phần I", "part", (1,)),
        ("PHẦN THỨ HAI", "part", (2,)),
        ("Chương II", "chapter", (2,)),
        ("Mục 1. Kết quả", "item", (1,)),
        ("Điều 12. Kết quả", "article", (12,)),
    ],
)
def test_labels(label: str, style: str, values: tuple[int, ...]) -> None:
    found = label_of(label)
    assert found is not None
    assert (found.style, found.values) == (style, values)


@pytest.mark.parametrize(
    "text",
    [
        "1.500 triệu đồng",
        "12/2017 là tháng",
        "2.5% số hồ sơ",
        "5.240.127 lượt",
        "điều 5 của Luật",
        "- Nội dung",
        "0. Không",
    ],
)
def test_no_labels(text: str) -> None:
    assert label_of(text) is None


@given(st.integers(1, 89))
def test_roman_numbers_round_trip(value: int) -> None:
    assert roman(roman_text(value)) == value


def rows(text: str) -> list[tuple[int, str | None, str]]:
    plain, bare_text = both(text)
    assert flat(plain.sections) == flat(bare_text.sections)
    return flat(plain.sections)


def test_nested_numbers() -> None:
    text = f"""BÁO CÁO
Kết quả năm 2019

I. CÔNG TÁC CHỈ ĐẠO
1. Ban hành kế hoạch:
{TEXT}
2. Kiểm tra
{TEXT}
II. ĐÁNH GIÁ CHUNG
1. Ưu điểm
{TEXT}
2. Tồn tại, hạn chế
a) Tồn tại
{TEXT}
b) Nguyên nhân
{TEXT}
III. PHƯƠNG HƯỚNG
1. Tiếp tục rà soát thủ tục hành chính.
2. Đẩy mạnh tuyên truyền.
3. Tăng cường kiểm tra.
"""
    assert rows(text) == [
        (1, "I.", "CÔNG TÁC CHỈ ĐẠO"),
        (2, "1.", "Ban hành kế hoạch"),
        (2, "2.", "Kiểm tra"),
        (1, "II.", "ĐÁNH GIÁ CHUNG"),
        (2, "1.", "Ưu điểm"),
        (2, "2.", "Tồn tại, hạn chế"),
        (3, "a)", "Tồn tại"),
        (3, "b)", "Nguyên nhân"),
        (1, "III.", "PHƯƠNG HƯỚNG"),
    ]


def test_decimal_numbers() -> None:
    text = (
        f"1. Kết quả:\n{TEXT}\n2. Đánh giá:\n2.1. Thuận lợi:\n{TEXT}\n2.2. Khó khăn:\n{TEXT}\n3. Kiến nghị:\n{TEXT}\n"
    )
    assert rows(text) == [
        (1, "1.", "Kết quả"),
        (1, "2.", "Đánh giá"),
        (2, "2.1.", "Thuận lợi"),
        (2, "2.2.", "Khó khăn"),
        (1, "3.", "Kiến nghị"),
    ]


def test_parts_with_their_title_below() -> None:
    text = f"Phần thứ nhất\nKẾT QUẢ\nI- Tổ chức\n{TEXT}\nII- Cán bộ\n{TEXT}\nPhần thứ hai\nNHIỆM VỤ\n{TEXT}\n"
    assert rows(text) == [
        (1, "Phần thứ nhất", "KẾT QUẢ"),
        (2, "I-", "Tổ chức"),
        (2, "II-", "Cán bộ"),
        (1, "Phần thứ hai", "NHIỆM VỤ"),
    ]


def test_articles_are_always_sections() -> None:
    long = (
        "Giao Sở Nội vụ chủ trì, phối hợp với các cơ quan liên quan tổ chức thực hiện Quyết định này và báo cáo kết quả"
    )
    assert rows(f"Điều 1. {long}.\nĐiều 2. Quyết định này có hiệu lực kể từ ngày ký.\n") == [
        (1, "Điều 1.", long[:100].strip()),
        (1, "Điều 2.", "Quyết định này có hiệu lực kể từ ngày ký."),
    ]


def test_chapters_items_and_articles_of_an_annexed_regulation() -> None:
    text = f"""Điều 1. Ban hành kèm theo Quyết định này Quy chế làm việc.
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
{TEXT}
Chương II
TRÁCH NHIỆM
Mục 1
LÃNH ĐẠO
Điều 2. Trách nhiệm của Giám đốc
1. Lãnh đạo toàn diện công tác của Sở.
a) Quyết định các vấn đề quan trọng;
b) Phân công công việc.
"""
    assert rows(text) == [
        (1, "Điều 1.", "Ban hành kèm theo Quyết định này Quy chế làm việc."),
        (1, "Chương I", "QUY ĐỊNH CHUNG"),
        (2, "Điều 1.", "Phạm vi điều chỉnh"),
        (1, "Chương II", "TRÁCH NHIỆM"),
        (2, "Mục 1", "LÃNH ĐẠO"),
        (3, "Điều 2.", "Trách nhiệm của Giám đốc"),
    ]


def test_list_items_are_no_headings() -> None:
    items = f"1. {TEXT}\n2. Các phòng chuyên môn phối hợp thực hiện nhiệm vụ được giao; báo cáo trước ngày 20/12.\n3. {TEXT}\n"
    assert rows(f"Giám đốc Sở yêu cầu:\n{items}") == []
    assert rows("Thành phần gồm có:\n1. Ông Nguyễn Văn A\n2. Bà Trần Thị B\n3. Ông Lê Văn C\nKính mời dự họp.\n") == []


def test_quoted_provisions_are_no_headings() -> None:
    text = f"1. Căn cứ pháp lý\n{TEXT}\n“2. Hội có trách nhiệm:\n3. Sau khi hoàn thành”\n2. Kết quả rà soát\n{TEXT}\n"
    assert rows(text) == [(1, "1.", "Căn cứ pháp lý"), (1, "2.", "Kết quả rà soát")]


def test_run_in_bold_titles() -> None:
    document = made(
        ("1. Tuyên truyền. Sở đã tổ chức 03 lớp.", {"bold_end": 16}),
        ("2. Kiểm tra. Đã kiểm tra 05 đơn vị.", {"bold_end": 12}),
        ("3. Giao Văn phòng theo dõi, đôn đốc việc thực hiện.", {"bold_end": 2}),
    )
    assert flat(framed(document).sections) == [(1, "1.", "Tuyên truyền."), (1, "2.", "Kiểm tra.")]


def test_automatic_numbers() -> None:
    document = made(
        ("I. KẾT QUẢ", {"bold": True, "label_end": 2}),
        ("1. Cài đặt hệ thống", {"bold": True, "label_end": 2}),
        TEXT,
        ("2. Tập huấn", {"bold": True, "label_end": 2}),
        TEXT,
    )
    assert flat(framed(document).sections) == [
        (1, "I.", "KẾT QUẢ"),
        (2, "1.", "Cài đặt hệ thống"),
        (2, "2.", "Tập huấn"),
    ]


def test_bold_headings_without_numbers() -> None:
    document = made("BÁO CÁO", "Kết quả", "Kính gửi: UBND tỉnh", ("Kết quả thực hiện:", {"bold": True}), TEXT,
                    ("Kiến nghị", {"bold": True}), TEXT)  # fmt: skip
    assert flat(framed(document).sections) == [(1, None, "Kết quả thực hiện"), (1, None, "Kiến nghị")]


def test_styled_headings_without_numbers() -> None:
    heading = {"kind": BlockKind.HEADING, "outline": 1}
    document = made(("Kết quả", heading), TEXT, ("Kiến nghị", heading), TEXT)
    assert flat(framed(document).sections) == [(1, None, "Kết quả"), (1, None, "Kiến nghị")]


def test_labels_garbled_by_recognition() -> None:
    text = f"I. Kết quả\n{TEXT}\nH. Đánh giá\n{TEXT}\nHI. Kiến nghị\n{TEXT}\n"
    assert [row[1:] for row in flat(framed(text, ocr=True).sections)] == [
        ("I.", "Kết quả"),
        ("II.", "Đánh giá"),
        ("III.", "Kiến nghị"),
    ]


def test_bold_type_on_scans_is_a_hint_only() -> None:
    document = made(
        ("I- Kết quả:", {"bold": True}),
        "1- Về tuyên truyền:",
        TEXT,
        ("2- Về kiểm tra:", {"bold": True}),
        TEXT,
        ("3- Về cải cách: đã cắt giảm 05 thủ tục", {"bold_end": 8}),
        TEXT,
    )
    assert [row[1:] for row in flat(framed(document, ocr=True).sections)] == [
        ("I-", "Kết quả"),
        ("1-", "Về tuyên truyền"),
        ("2-", "Về kiểm tra"),
        ("3-", "Về cải cách"),
    ]


def test_contents_pages_are_no_headings() -> None:
    text = f"I. KẾT QUẢ............. 1\nII. NHIỆM VỤ............. 9\nI. KẾT QUẢ\n{TEXT}\nII. NHIỆM VỤ\n{TEXT}\n"
    assert rows(text) == [(1, "I.", "KẾT QUẢ"), (1, "II.", "NHIỆM VỤ")]


def test_a_section_reaches_to_the_next_one() -> None:
    text = f"I. KẾT QUẢ\n1. Ưu điểm\n{TEXT}\nII. KIẾN NGHỊ\n{TEXT}\n"
    first, second = framed(Document(text=text)).sections
    assert text[first.start : first.end].rstrip().endswith(TEXT)
    assert text[second.start :].startswith("II. KIẾN NGHỊ")
    assert first.children[0].end == second.start == first.end
    assert first.evidence[0].quote == "I. KẾT QUẢ"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Kết quả thực hiện Kế hoạch", "results"),
        ("ĐÁNH GIÁ CHUNG", "assessment"),
        ("Thuận lợi", "advantages"),
        ("Tồn tại, hạn chế và nguyên nhân", "difficulties"),
        ("Nguyên nhân", "causes"),
        ("Một số kiến nghị, đề xuất", "proposals"),
        ("Phương hướng nhiệm vụ trong năm 2018", "plan"),
        ("Công tác chỉ đạo, điều hành", "direction"),
        ("Tuyển dụng viên chức", None),
    ],
)
def test_kinds(title: str, kind: str | None) -> None:
    assert kind_of(title) == kind


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            ["I. A", "II. B", "1. Mục", "2. Mục:", "1.1. Mục", "a) Mục", "Điều 1. X", "Chương I", TEXT, "“1. A"]
        )
    )
)
def test_trees_are_well_formed(lines: list[str]) -> None:
    text = "\n".join(lines)

    def check(sections: tuple, level: int, start: int, end: int) -> None:
        for section in sections:
            assert section.level == level
            assert start <= section.start < section.end <= end
            assert text[section.start :].startswith(section.evidence[0].quote)
            check(section.children, level + 1, section.start, section.end)
            start = section.end

    check(framed(Document(text=text)).sections, 1, 0, len(text))


def test_a_title_that_leads_into_a_text_is_no_item_of_a_list() -> None:
    text = (
        "BÁO CÁO\nKết quả công tác\nI. MỤC TIÊU\n1. Mục tiêu chung: Tiếp tục cải cách.\n2. Mục tiêu cụ thể\n"
        "- Mọi văn bản.\nII. NHIỆM VỤ\n1. Tiếp tục rà soát.\nIII. KIẾN NGHỊ\nKhông.\n"
    )
    found = [
        (section.label, section.title, [child.title for child in section.children])
        for section in extract(Document(text=text)).sections
    ]
    assert found == [
        ("I.", "MỤC TIÊU", ["Mục tiêu chung", "Mục tiêu cụ thể"]),
        ("II.", "NHIỆM VỤ", []),
        ("III.", "KIẾN NGHỊ", []),
    ]


def test_the_first_part_may_be_missing() -> None:
    text = "KẾ HOẠCH\nCông tác năm\nII. ĐẶC ĐIỂM TÌNH HÌNH\nTình hình ổn định.\n1. Thuận lợi\nĐược quan tâm.\n"
    found = extract(Document(text=text)).sections
    assert [(section.label, [child.label for child in section.children]) for section in found] == [("II.", ["1."])]


def test_bold_headings_right_below_the_subject() -> None:
    text = "BÁO CÁO\n**Kết quả công tác quý III**\n\n**Công tác chỉ đạo**\n\nĐã ban hành.\n\n**Kết quả**\n\nĐúng hạn.\n"
    frame = framed(text)
    assert frame.title["subject"] == "Kết quả công tác quý III"
    assert [section.title for section in frame.sections] == ["Công tác chỉ đạo", "Kết quả"]


def test_wrapped_lines() -> None:
    """A title over two lines is read whole; a sentence over several lines is no title."""
    text = (
        "THÔNG TƯ\nHướng dẫn\nI. QUY ĐỊNH CHUNG\n1. Các trường hợp được gia hạn\nnộp số nợ thuế\nDoanh nghiệp khó khăn.\n"
        "2. Phạm vi\nÁp dụng cả nước.\nII. HỒ SƠ\n1. Khi chuyển hồ sơ, cơ quan cần kiểm tra lại, bảo đảm\nhồ sơ có đủ tài liệu.\n"
        "2. Cơ quan trực tiếp giao hồ sơ.\n"
    )
    found = framed(Document(text=text)).sections
    assert [[child.title for child in section.children] for section in found] == [
        ["Các trường hợp được gia hạn nộp số nợ thuế", "Phạm vi"],
        [],
    ]


def test_titles_in_capitals_over_two_lines() -> None:
    """The title goes on in capitals in the next line; a signature right below it does not belong to it."""
    text = f"BÁO CÁO\nCông tác\nI. CÔNG VIỆC CHỦ\nYẾU ĐÃ LÀM\n{TEXT}\nII. KIẾN NGHỊ\nGIÁM ĐỐC\nNguyễn Văn A\n"
    assert [section.title for section in framed(Document(text=text)).sections] == [
        "CÔNG VIỆC CHỦ YẾU ĐÃ LÀM",
        "KIẾN NGHỊ",
    ]


def test_bold_marks_over_two_lines() -> None:
    """Markdown bold that ends on the next line makes one title, whatever letter that line begins with."""
    text = f"BÁO CÁO\nCông tác\n\n{TEXT}\n\n**1. Sở\nNội vụ; Sở Y tế**\n\n{TEXT}\n\n**2. Sở\nTài chính**\n\n{TEXT}\n"
    for frame in both(text):
        assert [section.title for section in frame.sections] == ["Sở Nội vụ; Sở Y tế", "Sở Tài chính"]
