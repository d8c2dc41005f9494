"""Document type and subject."""

from __future__ import annotations

import pytest
from framing import both, framed, made

HEAD = "SỞ NỘI VỤ\nSố: 1/{symbol}\nĐộc lập - Tự do - Hạnh phúc\nMinh Họa, ngày 5 tháng 6 năm 2020\n"


@pytest.mark.parametrize(
    ("title", "code", "subject"),
    [
        ("BÁO CÁO\nKết quả công tác quý I", "BC", "Kết quả công tác quý I"),
        ("B Á O   C Á O\nKết quả công tác quý I", "BC", "Kết quả công tác quý I"),
        ("BÁO CÁO CÔNG TÁC QUÝ I\n(Từ ngày 1/1/2020 đến ngày 31/3/2020)", "BC",
         "CÔNG TÁC QUÝ I (Từ ngày 1/1/2020 đến ngày 31/3/2020)"),
        ("BÁO CÁO Kết quả công tác quý I", "BC", "Kết quả công tác quý I"),
        ("KẾ HOẠCH\nTriển khai công tác tuyên truyền\ncải cách hành chính năm 2020", "KH",
         "Triển khai công tác tuyên truyền cải cách hành chính năm 2020"),
        ("BÁO CÁO TÌNH HÌNH VÀ KẾT QUẢ\nTHỰC HIỆN CÔNG TÁC QUÝ I NĂM\n2020", "BC",
         "TÌNH HÌNH VÀ KẾT QUẢ THỰC HIỆN CÔNG TÁC QUÝ I NĂM 2020"),
        ("TỜ TRÌNH\nVề việc ban hành kế hoạch\n-------", "TTr", "Về việc ban hành kế hoạch"),
        ("QUYẾT ĐỊNH\nVề việc thành lập Tổ công tác\nGIÁM ĐỐC SỞ NỘI VỤ\nCăn cứ Luật A;", "QĐ",
         "Về việc thành lập Tổ công tác"),
        ("QUYẾT ĐỊNH\n\nVỀ VIỆC THÀNH LẬP TỔ CÔNG TÁC\n\nGIÁM ĐỐC SỞ NỘI VỤ\n\nCăn cứ Luật A;", "QĐ",
         "VỀ VIỆC THÀNH LẬP TỔ CÔNG TÁC"),
        ("CHỈ THỊ\nCỦA BAN THƯỜNG VỤ TỈNH ỦY\nvề tăng cường kỷ luật", "CT", "về tăng cường kỷ luật"),
        ("THÔNG BÁO\nKết luận của Giám đốc Sở tại cuộc họp giao ban", "TB",
         "Kết luận của Giám đốc Sở tại cuộc họp giao ban"),
    ],
)  # fmt: skip
def test_type_and_subject(title: str, code: str, subject: str) -> None:
    for frame in both(HEAD.format(symbol="ABC") + title + "\n\nNội dung của văn bản được trình bày sau đây."):
        assert frame.title["document_type"].code == code
        assert frame.title["subject"] == subject


def test_the_body_is_no_subject() -> None:
    for body in ("Kính gửi: UBND tỉnh", "Căn cứ Luật A;", "I. KẾT QUẢ", "1. Kết quả"):
        for frame in both(HEAD.format(symbol="BC-SNV") + f"BÁO CÁO\n{body}\nNội dung."):
            assert frame.title["document_type"].code == "BC"
            assert frame.title["subject"] is None


def test_a_letter_has_no_title() -> None:
    text = HEAD.format(symbol="SNV-CCHC") + "V/v báo cáo kết quả\nthực hiện kế hoạch\nKính gửi: UBND tỉnh\nNội dung."
    for frame in both(text):
        assert frame.title["document_type"].model_dump() == {"code": "CV", "name": "Công văn"}
        assert frame.title["subject"] == "báo cáo kết quả thực hiện kế hoạch"


def test_the_symbol_gives_the_type_where_the_title_is_lost() -> None:
    for frame in both(HEAD.format(symbol="BC-SNV") + "Kính gửi: UBND tỉnh\nNội dung báo cáo như sau."):
        assert frame.title["document_type"].code == "BC"


def test_layout_ends_the_subject() -> None:
    title = {"bold": True, "centered": True}
    document = made(
        ("BÁO CÁO", title),
        ("Kết quả công tác năm 2019", title),
        ("và nhiệm vụ năm 2020", title),
        "Năm 2019, Sở đã hoàn thành nhiệm vụ",
    )
    assert framed(document).title["subject"] == "Kết quả công tác năm 2019 và nhiệm vụ năm 2020"


def test_a_plain_subject_is_one_paragraph() -> None:
    document = made(
        ("BÁO CÁO", {"bold": True, "centered": True}),
        "Kết quả công tác năm 2019",
        "Những năm qua đơn vị đã hoàn thành nhiệm vụ",
    )
    assert framed(document).title["subject"] == "Kết quả công tác năm 2019"
    document = made(("BÁO CÁO", {"bold": True, "centered": True}), "Những năm qua đơn vị đã hoàn thành nhiệm vụ.")
    assert framed(document).title["subject"] is None


def test_notes_in_brackets() -> None:
    title = {"bold": True, "centered": True}
    for note, subject in (
        ("(Từ ngày 1/1/2020 đến ngày 7/1/2020)", "Công tác tuần (Từ ngày 1/1/2020 đến ngày 7/1/2020)"),
        ("(Kèm theo Công văn số 1/SNV-VP)", "Công tác tuần"),
    ):
        document = made(("BÁO CÁO", title), ("Công tác tuần", title), (note, {"centered": True}), "Nội dung.")
        assert framed(document).title["subject"] == subject


def test_a_second_document_does_not_override() -> None:
    text = "QUYẾT ĐỊNH\nVề việc ban hành Quy chế\nCăn cứ Luật A;\nĐiều 1. Ban hành Quy chế.\nQUY CHẾ\nLàm việc của Sở\n"
    for frame in both(text):
        assert (frame.title["document_type"].code, frame.title["subject"]) == ("QĐ", "Về việc ban hành Quy chế")


def test_letters_wrapped_or_begun_oddly() -> None:
    head = "SỞ TÀI CHÍNH\nSố: 12/STC-TH\n"
    for about, subject in (
        ("V/v chính sách thuế\nGTGT\n", "chính sách thuế GTGT"),
        ("V/v\n: Thực hiện quy định\n", "Thực hiện quy định"),
    ):
        for frame in both(f"{head}{about}Kính gửi: Sở Nội vụ.\nNội dung.\n"):
            assert frame.title["subject"] == subject


def test_a_subject_in_brackets() -> None:
    for frame in both("THÔNG BÁO\n(V/v nộp báo cáo năm 2024)\nKính gửi: Sở Nội vụ.\n"):
        assert frame.title["subject"] == "nộp báo cáo năm 2024"


def test_the_period_in_brackets_ends_the_subject() -> None:
    for frame in both("BÁO CÁO\nCông tác tuần\n(từ ngày 1/8/2025 đến ngày 7/8/2025)\nĐơn vị báo cáo như sau.\n"):
        assert frame.title["subject"] == "Công tác tuần (từ ngày 1/8/2025 đến ngày 7/8/2025)"
