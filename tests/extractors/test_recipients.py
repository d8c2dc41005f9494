"""Nơi nhận in its forms."""

from __future__ import annotations

import pytest
from framing import both, framed, made

from extractors import extract
from schemas.document import Document

BODY = "BÁO CÁO\nKết quả năm 2019\n" + "Nội dung báo cáo của đơn vị được trình bày tại đây. " * 5 + "\n"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("Nơi nhận:\n- Sở TT&TT\n- Lãnh đạo Sở\n- Lưu VT, VP.", ("Sở TT&TT", "Lãnh đạo Sở", "Lưu VT, VP")),
        ("Nơi nhận:\n- Như trên;\n- Các Sở: Tài chính, Kế hoạch và Đầu tư,\nTài nguyên và Môi trường;\n- Lưu: VT.",
         ("Như trên", "Các Sở: Tài chính, Kế hoạch và Đầu tư, Tài nguyên và Môi trường", "Lưu: VT")),
        ("Nơi nhận:\nNhư trên;\nUBND tỉnh (b/c);\nLưu: VT, NV.", ("Như trên", "UBND tỉnh (b/c)", "Lưu: VT, NV")),
        ("Nơi nhận: Như trên; Lưu: VT.", ("Như trên", "Lưu: VT")),
        ("Nơi nhận: - Như Điều 2; - Chủ tịch UBND tỉnh; - Lưu: VT, PVHCC.", ("Như Điều 2", "Chủ tịch UBND tỉnh",
         "Lưu: VT, PVHCC")),
        ("Nơi nhận:\n- Ban Tổ chức Trung ương,\n- Thường trực Tỉnh ủy,\n- Lưu VP.", ("Ban Tổ chức Trung ương",
         "Thường trực Tỉnh ủy", "Lưu VP")),
        ("Nơi nhận :\n+ UBND tỉnh;\n+ Lưu: VT.\n* Bản điện tử:\n+ Lãnh đạo Ban;", ("UBND tỉnh", "Lưu: VT", "Lãnh đạo Ban")),
        ("Nơi nhận: - Như Điều 3; - Sở Y tế; (để báo cáo) - UBND tỉnh; HĐND tỉnh; (b/c) - Lưu: VT.",
         ("Như Điều 3", "Sở Y tế (để báo cáo)", "UBND tỉnh; HĐND tỉnh (b/c)", "Lưu: VT")),
        ("NƠI NHẬN:\n– UBND tỉnh;\n– Lưu: VT.", ("UBND tỉnh", "Lưu: VT")),
    ],
)  # fmt: skip
def test_items(lines: str, expected: tuple[str, ...]) -> None:
    for frame in both(f"{BODY}{lines}\nGIÁM ĐỐC\nNguyễn Văn A\n"):
        assert frame.recipients["recipients"] == expected
        for number, text in enumerate(expected):
            quotes = [e.quote for e in frame.recipients["evidence"] if e.field == f"recipients[{number}]"]
            assert " ".join(quotes).replace(",", "").replace("; (", " (") == text.replace(",", "")


def test_the_list_ends_at_an_annex_or_another_letterhead() -> None:
    for tail in ("PHỤ LỤC\n- Mục một;\n", "Phụ lục I\n(Kèm theo Báo cáo số 1/BC-SNV)\n- Mục một;\n"):
        for frame in both(f"{BODY}Nơi nhận:\n- UBND tỉnh;\n- Lưu: VT.\nGIÁM ĐỐC\nNguyễn Văn A\n{tail}"):
            assert frame.recipients["recipients"] == ("UBND tỉnh", "Lưu: VT")


def test_columns_in_one_row() -> None:
    left, right = {"column": "left", "table": 0}, {"column": "right", "table": 0}
    document = made(
        "BÁO CÁO",
        ("Nơi nhận:", left),
        ("- UBND tỉnh;", left),
        ("- Lưu: VT, CCHC (5b). Hà", left),
        ("GIÁM ĐỐC", right),
        ("Nguyễn Văn A", right),
        ("SỞ NỘI VỤ", {"column": "left", "table": 1}),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", {"column": "right", "table": 1}),
    )
    assert framed(document).recipients["recipients"] == ("UBND tỉnh", "Lưu: VT, CCHC (5b). Hà")


def test_the_border_of_a_cell_is_no_recipient() -> None:
    for frame in both(f"{BODY}Nơi nhận: | GIÁM ĐỐC |\n"):
        assert frame.recipients["recipients"] == ()
        assert frame.signature.position == "GIÁM ĐỐC"


def test_none_without_the_heading() -> None:
    for frame in both(BODY + "- UBND tỉnh;\n- Lưu: VT.\nĐơn vị nơi nhận hồ sơ đã kiểm tra.\n"):
        assert frame.recipients == {"recipients": (), "evidence": ()}


def test_an_item_may_end_with_a_comma_before_the_other_column() -> None:
    found = extract(
        Document(text="Nơi nhận:                K/T BÍ THƯ\n- Các ban đảng,          PHÓ BÍ THƯ\n- Lưu Văn phòng.\n")
    )
    assert found.recipients == ("Các ban đảng", "Lưu Văn phòng")


def test_items_without_dashes_may_be_positions() -> None:
    text = (
        "Nơi nhận\nNhư trên;\nBộ trưởng (để báo cáo);\nVụ trưởng (để báo cáo);\nLưu: VT.\nTL. BỘ TRƯỞNG\nNguyễn Văn A\n"
    )
    for frame in both(BODY + text):
        assert frame.recipients["recipients"] == (
            "Như trên",
            "Bộ trưởng (để báo cáo)",
            "Vụ trưởng (để báo cáo)",
            "Lưu: VT",
        )


def test_a_place_behind_an_abbreviation_is_no_signer() -> None:
    for frame in both(BODY + "Nơi nhận:\n- UBND TP. Hồ Chí Minh;\n- Lưu: VT.  Nguyễn Văn A\n"):
        assert frame.recipients["recipients"] == ("UBND TP. Hồ Chí Minh", "Lưu: VT")


def test_lost_dashes() -> None:
    """A line is an item of its own where no item ends with a mark, or where it ends like the items around it."""
    expected = ("UBND tỉnh (b/c)", "Sở Nội vụ", "Các phòng thuộc Ủy ban nhân dân thành phố", "Lưu: VT")
    for text in (
        "- UBND tỉnh (b/c);\nSở Nội vụ;\n- Các phòng thuộc\nỦy ban nhân dân thành phố;\n- Lưu: VT.\n",
        "- UBND tỉnh (b/c)\nSở Nội vụ\n- Các phòng thuộc\nỦy ban nhân dân thành phố\n- Lưu: VT\n",
        "UBND tỉnh (b/c)\nSở Nội vụ\nCác phòng thuộc\nỦy ban nhân dân thành phố\nLưu: VT\n",
    ):
        for frame in both(f"{BODY}Nơi nhận:\n{text}GIÁM ĐỐC\nNguyễn Văn A\n"):
            assert frame.recipients["recipients"] == expected


def test_a_lost_dash_in_a_list_with_commas() -> None:
    text = "- Ban Thường vụ Tỉnh ủy,\n- Các đồng chí Ủy viên\nBCH Đảng bộ tỉnh,\nVăn phòng Tỉnh ủy,\n- Lưu Văn phòng.\n"
    for ocr in (False, True):
        frame = framed(f"{BODY}Nơi nhận:\n{text}T/M BAN THƯỜNG VỤ\nNguyễn Văn A\n", ocr=ocr)
        assert frame.recipients["recipients"] == (
            "Ban Thường vụ Tỉnh ủy",
            "Các đồng chí Ủy viên BCH Đảng bộ tỉnh",
            "Văn phòng Tỉnh ủy",
            "Lưu Văn phòng",
        )
