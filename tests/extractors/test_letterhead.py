"""The letterhead in all the ways its two columns, its number and its date are written."""

from __future__ import annotations

import pytest
from framing import both, framed, made
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.layout.own_number import own_number
from schemas.document import BlockKind, Document
from schemas.span import Repair

SIDE_BY_SIDE = """
   UBND TỈNH MINH HỌA                 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
        SỞ NỘI VỤ                         Độc lập - Tự do - Hạnh phúc
   -----------------                  -----------------------------
     Số: 15/BC-SNV                     Minh Họa, ngày 05 tháng 01 năm 2020

                            BÁO CÁO
        Kết quả công tác cải cách hành chính năm 2019
"""
ONE_LINE_EACH = """UBND TỈNH MINH HỌA CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ NỘI VỤ Độc lập – Tự do – Hạnh phúc
Số: 15/BC-SNV Minh Họa, ngày 05 tháng 01 năm 2020
BÁO CÁO
Kết quả công tác cải cách hành chính năm 2019
"""
BELOW_EACH_OTHER = """UBND TỈNH MINH HỌA
SỞ NỘI VỤ
-------
Số: 15/BC-SNV
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Minh Họa, ngày 05 tháng 01 năm 2020
BÁO CÁO
Kết quả công tác cải cách hành chính năm 2019
"""
TABS = """UBND TỈNH MINH HỌA\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ NỘI VỤ\tĐộc lập - Tự do - Hạnh phúc
Số: 15/BC-SNV\tMinh Họa, ngày 05 tháng 01 năm 2020
BÁO CÁO
Kết quả công tác cải cách hành chính năm 2019
"""
MARKDOWN = """**UBND TỈNH MINH HỌA**
**SỞ NỘI VỤ**

Số: 15/BC-SNV

**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**
**Độc lập - Tự do - Hạnh phúc**

*Minh Họa, ngày 05 tháng 01 năm 2020*

# BÁO CÁO
## Kết quả công tác cải cách hành chính năm 2019
"""


@pytest.mark.parametrize("text", [SIDE_BY_SIDE, ONE_LINE_EACH, BELOW_EACH_OTHER, TABS, MARKDOWN])
def test_every_arrangement_gives_the_same_values(text: str) -> None:
    for frame in both(text):
        head = frame.letterhead
        assert (head.parent_agency, head.agency) == ("UBND TỈNH MINH HỌA", "SỞ NỘI VỤ")
        assert (head.number, head.symbol, head.draft) == ("15/BC-SNV", "BC-SNV", False)
        assert (head.place, head.issued_on) == ("Minh Họa", "2020-01-05")
        assert frame.title["document_type"].code == "BC"
        assert frame.title["subject"] == "Kết quả công tác cải cách hành chính năm 2019"
        assert frame.issuer.name == "Sở Nội vụ tỉnh Minh Họa"


@pytest.mark.parametrize("text", [SIDE_BY_SIDE, ONE_LINE_EACH, TABS])
def test_evidence_is_the_text_it_points_to(text: str) -> None:
    for frame in both(text):
        evidence = [*frame.letterhead.evidence, *frame.title["evidence"], *frame.issuer.evidence]
        fields = {item.field: item for item in evidence}
        assert fields["number"].quote == "15/BC-SNV"
        assert fields["place"].quote == "Minh Họa"
        assert fields["agency"].quote == "SỞ NỘI VỤ"
        assert all(frame.document.text[item.start : item.end] == item.quote for item in evidence)


@pytest.mark.parametrize(
    ("line", "number", "symbol", "blank"),
    [
        ("Số: 15/BC-SNV", "15/BC-SNV", "BC-SNV", False),
        ("Số : 05 /BC-UBND", "05/BC-UBND", "BC-UBND", False),
        ("Số:      /BC-SNV", None, "BC-SNV", True),
        ("Số: …../BC-SNV", None, "BC-SNV", True),
        ("Số: ......./QĐ-UBND", None, "QĐ-UBND", True),
        ("Số: /KH - UBND", None, "KH-UBND", True),
        ("Số 29-CT/TU", "29-CT/TU", "CT/TU", False),
        ("Số: 21/2024/NQ-HĐND", "21/2024/NQ-HĐND", "NQ-HĐND", False),
        ("Số: 612/STTTT-TTBCXB", "612/STTTT-TTBCXB", "STTTT-TTBCXB", False),
        ("114/BC-KCN", "114/BC-KCN", "BC-KCN", False),
        ("/BC-KCN", None, "BC-KCN", False),
        ("SỐ: 1982/QĐ–UBND", "1982/QĐ-UBND", "QĐ-UBND", False),
        ("Số:", None, None, True),
    ],
)
def test_number_lines(line: str, number: str | None, symbol: str | None, blank: bool) -> None:
    for frame in both(f"UBND TỈNH MINH HỌA\n{line}\nĐộc lập - Tự do - Hạnh phúc\nBÁO CÁO\nvề một việc"):
        head = frame.letterhead
        assert (head.number, head.symbol, head.draft) == (number, symbol, blank)


@pytest.mark.parametrize("line", ["Số lượng hồ sơ tăng", "Sở Nội vụ", "Số liệu: 15", "Sông Hồng", "Sơ kết"])
def test_lines_that_are_no_number_line(line: str) -> None:
    assert own_number(line) is None or own_number(line).number is None  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("line", "place", "date"),
    [
        ("Hà Nội, ngày 29 tháng 6 năm 2020", "Hà Nội", "2020-06-29"),
        ("Minh Họa, ngày      tháng 12 năm 2017", "Minh Họa", "2017-12"),
        ("Minh Họa, ngày … tháng 5 năm 2017", "Minh Họa", "2017-05"),
        ("Minh Họa, ngày …  tháng … năm 2017", "Minh Họa", None),
        ("TP. Hồ Chí Minh, ngày 5 tháng 01 năm 2017", "TP. Hồ Chí Minh", "2017-01-05"),
        ("Bà Rịa - Vũng Tàu, ngày 15 tháng 3 năm 2019", "Bà Rịa - Vũng Tàu", "2019-03-15"),
        ("Minh Họa, ngày 1l tháng !2 năm 2017", "Minh Họa", "2017-12-11"),
        ("Huyện A, ngày 02/3/2020", "Huyện A", "2020-03-02"),
        ("Minh Họa, ngày 31 tháng 13 năm 2017", "Minh Họa", None),
    ],
)
def test_place_and_date(line: str, place: str, date: str | None) -> None:
    for frame in both(f"SỞ NỘI VỤ\nSố: 1/BC-SNV\nĐộc lập - Tự do - Hạnh phúc\n{line}\nBÁO CÁO\nvề một việc"):
        assert (frame.letterhead.place, frame.letterhead.issued_on) == (place, date)


def test_a_report_without_letterhead_has_none() -> None:
    text = (
        "BÁO CÁO\n\nTình hình thực hiện Kế hoạch năm 2017\n\nThực hiện Công văn số 612/STTTT-TTBCXB ngày 17/10/2017,"
        " Sở Nội vụ báo cáo như sau:\n"
    )
    for frame in both(text):
        assert frame.letterhead.model_dump(exclude_defaults=True) == {}
        assert frame.title["document_type"].code == "BC"


def test_stamps_are_not_the_number_or_date() -> None:
    text = """CÔNG VĂN ĐẾN
Số: 1234
Ngày: 20/7/2017
UBND TỈNH MINH HỌA
SỞ Y TẾ
Số: 77/SYT-TCCB
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Minh Họa, ngày 18 tháng 7 năm 2017
HỎA TỐC
Kính gửi: Sở Nội vụ tỉnh
Sở Y tế gửi số liệu theo yêu cầu.
"""
    for frame in both(text):
        head = frame.letterhead
        assert (head.number, head.issued_on, head.urgency) == ("77/SYT-TCCB", "2017-07-18", "HỎA TỐC")
        assert head.addressees == ("Sở Nội vụ tỉnh",)
        assert frame.title["document_type"].code == "CV"


def test_asides_are_read_for_grades_only() -> None:
    document = made(
        ("Ký bởi: Sở Nội vụ, ngày 19 tháng 7 năm 2017", {"kind": BlockKind.ASIDE}),
        ("DỰ THẢO", {"kind": BlockKind.ASIDE}),
        ("SỞ NỘI VỤ", {"column": "left"}),
        ("Số:      /BC-SNV", {"column": "left"}),
        ("Độc lập - Tự do - Hạnh phúc", {"column": "right"}),
        ("Minh Họa, ngày 18 tháng 7 năm 2017", {"column": "right"}),
        ("BÁO CÁO", {"bold": True, "centered": True}),
    )
    head = framed(document).letterhead
    assert (head.number, head.symbol, head.draft, head.issued_on) == (None, "BC-SNV", True, "2017-07-18")


def test_addressees_over_lines() -> None:
    text = ONE_LINE_EACH + "Kính gửi:\n- Ủy ban nhân dân tỉnh;\n- Sở Thông tin và Truyền thông.\nSở Nội vụ báo cáo.\n"
    for frame in both(text):
        assert frame.letterhead.addressees == ("Ủy ban nhân dân tỉnh", "Sở Thông tin và Truyền thông")


def test_addressees_with_the_first_on_the_line() -> None:
    text = ONE_LINE_EACH + "Kính gửi: - Chủ tịch UBND huyện;\n          - Văn phòng UBND huyện.\nNội dung.\n"
    for frame in both(text):
        assert frame.letterhead.addressees == ("Chủ tịch UBND huyện", "Văn phòng UBND huyện")


def test_addressees_without_dashes() -> None:
    text = ONE_LINE_EACH + "Kính gửi:\nSở Nội vụ tỉnh;\nVăn phòng UBND tỉnh.\nThực hiện kế hoạch, đơn vị báo cáo.\n"
    for frame in both(text):
        assert frame.letterhead.addressees == ("Sở Nội vụ tỉnh", "Văn phòng UBND tỉnh")


def test_dates_and_places_cut_at_line_ends() -> None:
    text = """ỦY BAN NHÂN DÂN
TỈNH BÀ RỊA - VŨNG TÀU
-------
|
CỘNG HÒA XÃ HỘI
CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
|
Số: 08/KH-UBND
|
Bà Rịa - Vũng
Tàu, ngày 08 tháng 01
năm 2023
|
KẾ HOẠCH
TRUYỀN THÔNG CHÍNH SÁCH
"""
    for frame in both(text):
        head = frame.letterhead
        assert (head.agency, head.number) == ("ỦY BAN NHÂN DÂN TỈNH BÀ RỊA - VŨNG TÀU", "08/KH-UBND")
        assert (head.place, head.issued_on) == ("Bà Rịa - Vũng Tàu", "2023-01-08")


def test_laws_carry_their_name_before_the_number() -> None:
    for frame in both("QUỐC HỘI\nLuật số: 63/2020/QH14\nĐộc lập - Tự do - Hạnh phúc\nLUẬT\nSỬA ĐỔI LUẬT A\n"):
        assert (frame.letterhead.agency, frame.letterhead.number) == ("QUỐC HỘI", "63/2020/QH14")


@pytest.mark.parametrize(
    ("lines", "parent", "agency"),
    [
        (("ỦY BAN NHÂN DÂN", "TỈNH MINH HỌA"), None, "ỦY BAN NHÂN DÂN TỈNH MINH HỌA"),
        (("UBND TỈNH MINH HỌA", "SỞ VĂN HÓA, THỂ THAO", "VÀ DU LỊCH"), "UBND TỈNH MINH HỌA", "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH"),
        (("ỦY BAN NHÂN DÂN", "HUYỆN A", "PHÒNG NỘI VỤ"), "ỦY BAN NHÂN DÂN HUYỆN A", "PHÒNG NỘI VỤ"),
        (("TỈNH ỦY MINH HỌA", "BAN TỔ CHỨC", "*"), "TỈNH ỦY MINH HỌA", "BAN TỔ CHỨC"),
        (("TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM", "LIÊN ĐOÀN LAO ĐỘNG", "TỈNH MINH HỌA"), "TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM",
         "LIÊN ĐOÀN LAO ĐỘNG TỈNH MINH HỌA"),
        (("PHÒNG GD&ĐT HUYỆN A", "TRƯỜNG TIỂU HỌC B"), "PHÒNG GD&ĐT HUYỆN A", "TRƯỜNG TIỂU HỌC B"),
        (("UBND XÃ A", "BCĐ CHUYỂN ĐỔI SỐ"), "UBND XÃ A", "BCĐ CHUYỂN ĐỔI SỐ"),
        (("BỘ TÀI CHÍNH TỔNG CỤC THUẾ",), "BỘ TÀI CHÍNH", "TỔNG CỤC THUẾ"),
        (("UBND TỈNH MINH HỌA SỞ NÔNG NGHIỆP", "VÀ PHÁT TRIỂN NÔNG THÔN"), "UBND TỈNH MINH HỌA",
         "SỞ NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN"),
        (("ỦY BAN NHÂN DÂN THÀNH PHỐ HẢI PHÒNG",), None, "ỦY BAN NHÂN DÂN THÀNH PHỐ HẢI PHÒNG"),
        (("VĂN PHÒNG SỞ NỘI VỤ",), None, "VĂN PHÒNG SỞ NỘI VỤ"),
        (("UBND XÃ TRƯỜNG SƠN",), None, "UBND XÃ TRƯỜNG SƠN"),
    ],
)  # fmt: skip
def test_parent_and_agency(lines: tuple[str, ...], parent: str | None, agency: str) -> None:
    text = "\n".join([*lines, "Số: 1/BC-ABC", "Độc lập - Tự do - Hạnh phúc", "BÁO CÁO", "về một việc"])
    for frame in both(text):
        assert (frame.letterhead.parent_agency, frame.letterhead.agency) == (parent, agency)


def test_bold_tells_agency_from_parent() -> None:
    document = made(
        ("PHÒNG VĂN HÓA - XÃ HỘI", {"column": "left"}),
        ("CẢI CÁCH HÀNH CHÍNH", {"column": "left", "bold": True}),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", {"column": "right", "bold": True}),
        ("BÁO CÁO", {"bold": True, "centered": True}),
    )
    head = framed(document).letterhead
    assert (head.parent_agency, head.agency) == ("PHÒNG VĂN HÓA - XÃ HỘI", "CẢI CÁCH HÀNH CHÍNH")


def test_numbers_of_annexes_and_body_do_not_count() -> None:
    text = """BÁO CÁO
Kết quả năm 2019
Căn cứ Quyết định số 12/QĐ-UBND ngày 5 tháng 1 năm 2019 của UBND tỉnh;
Nội dung báo cáo.
PHỤ LỤC
Số: 99/BC-SNV
Minh Họa, ngày 9 tháng 9 năm 2019
"""
    for frame in both(text):
        assert frame.letterhead.number is None
        assert frame.letterhead.issued_on is None


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet="SốĐộc lập:/-.…BCQUNDngày tháng năm 0123456789\n*|_Kính gửi", max_size=400))
def test_any_text_is_read_without_error_and_spans_hold(text: str) -> None:
    frame = framed(Document(text=text))
    items = [
        *frame.letterhead.evidence,
        *frame.title["evidence"],
        *frame.signature.evidence,
        *frame.recipients["evidence"],
    ]
    assert all(text[item.start : item.end] == item.quote for item in items)


def test_the_title_of_a_web_page_above_the_letterhead() -> None:
    for frame in both(f"BÁO CÁO CÔNG TÁC NĂM 2019\n\n{BELOW_EACH_OTHER}Nội dung.\n"):
        head = frame.letterhead
        assert (head.number, head.issued_on, head.agency) == ("15/BC-SNV", "2020-01-05", "SỞ NỘI VỤ")


def test_lines_wrapped_within_number_motto_and_date() -> None:
    text = (
        "SỞ NỘI VỤ\n-----\n|\nCỘNG\nHÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n|\nSố:\n15/BC-SNV\n|\n"
        "Minh\nHọa, ngày 05 tháng 01 năm 2020\n|\nBÁO CÁO\nCông tác năm 2019\nNội dung.\n"
    )
    for frame in both(text):
        head = frame.letterhead
        assert (head.number, head.place, head.issued_on) == ("15/BC-SNV", "Minh Họa", "2020-01-05")
        assert head.agency == "SỞ NỘI VỤ"


def test_agency_and_city_wrapped_within_a_word() -> None:
    text = (
        "ỦY\nBAN NHÂN DÂN\nTHÀNH PHỐ A\n-----\n|\nCỘNG\nHÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n|\n"
        "Số: 5/BC-UBND\n|\nThành\nphố Minh Họa, ngày 05 tháng 01 năm 2020\n|\nBÁO CÁO\nCông tác năm 2019\nNội dung.\n"
    )
    for frame in both(text):
        head = frame.letterhead
        assert (head.parent_agency, head.agency) == (None, "ỦY BAN NHÂN DÂN THÀNH PHỐ A")
        assert head.place == "Thành phố Minh Họa"


def test_both_lines_of_the_right_column_on_one_line() -> None:
    text = (
        "PHÒNG GD&ĐT HUYỆN A CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM TRƯỜNG TH B Độc lập - Tự do - Hạnh phúc\n"
        "Số: 14/TTr-THB A, ngày 10 tháng 10 năm 2010\nTỜ TRÌNH\nVề việc công nhận trường\nKính gởi: Phòng GD&ĐT huyện A\n"
    )
    for frame in both(text):
        head = frame.letterhead
        assert (head.parent_agency, head.agency) == ("PHÒNG GD&ĐT HUYỆN A", "TRƯỜNG TH B")
        assert (frame.title["subject"], head.addressees) == ("Về việc công nhận trường", ("Phòng GD&ĐT huyện A",))


def test_a_paragraph_behind_the_addressees_is_none() -> None:
    text = f"{BELOW_EACH_OTHER}Kính gửi:\n- Sở Tài chính;\n- Sở Y tế;\nTheo chỉ đạo của tỉnh, Sở báo cáo như\nsau:\n"
    for frame in both(text):
        assert frame.letterhead.addressees == ("Sở Tài chính", "Sở Y tế")


@pytest.mark.parametrize(
    ("before", "after", "confidence"),
    [("15", "15", 0.5), ("05", "05", 0.5), ("99", "99", 1.0)],
)
def test_handwriting_is_never_sure(before: str, after: str, confidence: float) -> None:
    repair = Repair(before=before, after=after, reason="doubtful")
    document = Document(text=ONE_LINE_EACH, text_origin="ocr", repairs=(repair,))
    head = framed(document).letterhead
    assert (head.number, head.issued_on, head.confidence) == ("15/BC-SNV", "2020-01-05", confidence)
    assert head.repairs == ((repair,) if confidence < 1 else ())


def test_an_unread_handwritten_number_is_no_draft() -> None:
    repair = Repair(before="…", after="/BC-SNV", reason="doubtful")
    text = ONE_LINE_EACH.replace("15/BC-SNV", "     /BC-SNV")
    for repairs, draft, confidence in (((), True, 1.0), ((repair,), False, 0.5)):
        head = framed(Document(text=text, text_origin="ocr", repairs=repairs)).letterhead
        assert (head.number, head.symbol, head.draft, head.confidence) == (None, "BC-SNV", draft, confidence)
