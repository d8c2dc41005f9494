"""The issuer: read from the letterhead, or derived from the body."""

from __future__ import annotations

import pytest
from framing import both

from extractors.layout.agency_names import sentence_case


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("SỞ NỘI VỤ TỈNH QUẢNG TRỊ", "Sở Nội vụ tỉnh Quảng Trị"),
        ("ỦY BAN NHÂN DÂN HUYỆN A", "Ủy ban nhân dân huyện A"),
        ("SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI", "Sở Lao động - Thương binh và Xã hội"),
        ("CHI CỤC VĂN THƯ - LƯU TRỮ", "Chi cục Văn thư - Lưu trữ"),
        ("BAN TỔ CHỨC TỈNH ỦY", "Ban Tổ chức Tỉnh ủy"),
        ("Sở  Nội vụ", "Sở Nội vụ"),
    ],
)
def test_sentence_case(written: str, name: str) -> None:
    assert sentence_case(written) == name


def test_derived_from_the_body_with_its_evidence() -> None:
    text = """BÁO CÁO

Tình hình thực hiện kế hoạch năm 2017

Thực hiện yêu cầu của cấp trên, Sở Nội vụ báo cáo kết quả như sau:

Kế hoạch số 1252/KH-UBND của UBND tỉnh Quảng Trị đã được triển khai.

Trên đây là báo cáo kết quả công tác năm 2017 của Sở Nội vụ.
"""
    for frame in both(text):
        issuer = frame.issuer
        assert (issuer.name, issuer.method, issuer.confidence) == ("Sở Nội vụ tỉnh Quảng Trị", "derived", 0.8)
        assert "UBND tỉnh Quảng Trị" in [item.quote for item in issuer.evidence]


def test_nothing_is_derived_from_units_that_only_occur() -> None:
    for frame in both("BÁO CÁO\n\nSở Tài chính và Sở Y tế đã phối hợp với UBND tỉnh Quảng Trị.\n"):
        assert frame.issuer is None


def test_a_generic_agency_takes_the_name_of_its_parent() -> None:
    text = "UBND TỈNH QUẢNG TRỊ\nVĂN PHÒNG\nSố: 1/BC-VP\nĐộc lập - Tự do - Hạnh phúc\nBÁO CÁO\nvề một việc\n"
    for frame in both(text):
        assert frame.issuer.name == "Văn phòng UBND tỉnh Quảng Trị"
        assert frame.issuer.method == "read"
