"""Signatures: formulas, positions, names, columns."""

from __future__ import annotations

import pytest
from framing import both, framed, made

BODY = "BÁO CÁO\nKết quả năm 2019\n" + "Nội dung báo cáo của đơn vị được trình bày tại đây. " * 5 + "\n"


@pytest.mark.parametrize(
    ("lines", "authority", "position", "name"),
    [
        ("KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\n\nNguyễn Văn A", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Nguyễn Văn A"),
        ("**KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC**\n\n\n\nNguyễn Văn A", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Nguyễn Văn A"),
        ("GIÁM ĐỐC\n(Đã ký)\nNguyễn Văn A", None, "GIÁM ĐỐC", "Nguyễn Văn A"),
        ("TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nTrần Thị B", "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH",
         "Trần Thị B"),
        ("TL. CHỦ TỊCH\nKT. CHÁNH VĂN PHÒNG\nPHÓ CHÁNH VĂN PHÒNG\nTrần Thị B", "TL. CHỦ TỊCH KT. CHÁNH VĂN PHÒNG",
         "PHÓ CHÁNH VĂN PHÒNG", "Trần Thị B"),
        ("TL. BỘ TRƯỞNG\nVỤ TRƯỞNG VỤ GIÁO DỤC\nTRUNG HỌC\nTrần Thị B", "TL. BỘ TRƯỞNG", "VỤ TRƯỞNG VỤ GIÁO DỤC TRUNG HỌC",
         "Trần Thị B"),
        ("T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ THƯỜNG TRỰC\nTrần Thị B", "T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ THƯỜNG TRỰC", "Trần Thị B"),
        ("K/T TRƯỞNG BAN\nPHÓ TRƯỞNG BAN\nTrần Thị B", "K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "Trần Thị B"),
        ("TUQ. CHỦ TỊCH\nTRƯỞNG PHÒNG NỘI VỤ\nTrần Thị B", "TUQ. CHỦ TỊCH", "TRƯỞNG PHÒNG NỘI VỤ", "Trần Thị B"),
        ("TM. ỦY BAN NHÂN DÂN\nXÃ MINH HỌA\nCHỦ TỊCH\nTrần Thị B", "TM. ỦY BAN NHÂN DÂN XÃ MINH HỌA", "CHỦ TỊCH", "Trần Thị B"),
        ("HIỆU TRƯỞNG\nThS. Trần Thị B", None, "HIỆU TRƯỞNG", "Trần Thị B"),
        ("GIÁM ĐỐC\nBS.CKII Trần Thị B", None, "GIÁM ĐỐC", "Trần Thị B"),
        ("CHỦ TỊCH Trần Thị B", None, "CHỦ TỊCH", "Trần Thị B"),
        ("TM. BAN THƯỜNG VỤ\nCHỦ TỊCH\nNGUYỄN VĂN A", "TM. BAN THƯỜNG VỤ", "CHỦ TỊCH", "NGUYỄN VĂN A"),
        ("KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC\nTrần Thị B", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Trần Thị B"),
        ("Người báo cáo\n\n\nTrần Thị B", None, "Người báo cáo", "Trần Thị B"),
        ("KT. BỘ TRƯỞNG, CHỦ NHIỆM\nPHÓ CHỦ NHIỆM\nTrần Thị B", "KT. BỘ TRƯỞNG, CHỦ NHIỆM", "PHÓ CHỦ NHIỆM", "Trần Thị B"),
        ("KT. BỘ TRƯỞNG,\nCHỦ NHIỆM VĂN PHÒNG\nPHÓ CHỦ NHIỆM\nTrần Thị B", "KT. BỘ TRƯỞNG, CHỦ NHIỆM VĂN PHÒNG",
         "PHÓ CHỦ NHIỆM", "Trần Thị B"),
        ("KT. BỘ TRƯỞNG, CHỦ NHIỆM PHÓ CHỦ NHIỆM\nTrần Thị B", "KT. BỘ TRƯỞNG, CHỦ NHIỆM", "PHÓ CHỦ NHIỆM", "Trần Thị B"),
        ("BỘ TRƯỞNG, CHỦ NHIỆM\nVĂN PHÒNG CHÍNH PHỦ\nTrần Thị B", None, "BỘ TRƯỞNG, CHỦ NHIỆM VĂN PHÒNG CHÍNH PHỦ",
         "Trần Thị B"),
        ("Q. GIÁM ĐỐC\nTrần Thị B", None, "Q. GIÁM ĐỐC", "Trần Thị B"),
        ("GIÁM ĐỐC\nKý bởi: Sở Nội vụ\nEmail: snv@minhhoa.gov.vn\nThời gian ký: 19.07.2017 16:05:12\nTrần Thị B", None,
         "GIÁM ĐỐC", "Trần Thị B"),
    ],
)  # fmt: skip
def test_formulas(lines: str, authority: str | None, position: str, name: str) -> None:
    for frame in both(f"{BODY}{lines}\n"):
        signed = frame.signature
        assert (signed.authority, signed.position, signed.name) == (authority, position, name)
        assert {item.quote for item in signed.evidence if item.field == "name"} == {name}


@pytest.mark.parametrize(
    "closing",
    [
        "Nơi nhận: TL. GIÁM ĐỐC\n- Như trên; CHÁNH VĂN PHÒNG\n- Lưu: VT.\n(Đã ký)\nTrần Thị B\n",
        "Nơi nhận:                 TL. GIÁM ĐỐC\n- Như trên;               CHÁNH VĂN PHÒNG\n- Lưu: VT.\n\n"
        "                          Trần Thị B\n",
        "Nơi nhận:\tTL. GIÁM ĐỐC\n- Như trên;\tCHÁNH VĂN PHÒNG\n- Lưu: VT.\tTrần Thị B\n",
        "TL. GIÁM ĐỐC\nCHÁNH VĂN PHÒNG\nTrần Thị B\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n",
        "Nơi nhận:\n- Như trên;\n- Lưu: VT.\nTL. GIÁM ĐỐC\nCHÁNH VĂN PHÒNG\n\nTrần Thị B\n",
    ],
)
def test_beside_the_recipients(closing: str) -> None:
    for frame in both(BODY + closing):
        signed = frame.signature
        assert (signed.authority, signed.position, signed.name) == ("TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG", "Trần Thị B")
        assert frame.recipients["recipients"] == ("Như trên", "Lưu: VT")


def test_columns_keep_two_signers_apart() -> None:
    document = made(
        "BÁO CÁO",
        "Nội dung",
        ("NGƯỜI LẬP BIỂU", {"column": "left"}),
        ("Trần Thị B", {"column": "left"}),
        ("GIÁM ĐỐC", {"column": "right"}),
        ("Nguyễn Văn A", {"column": "right"}),
    )
    signed = framed(document).signature
    people = [(signed.position, signed.name), *((other.position, other.name) for other in signed.others)]
    assert people == [("GIÁM ĐỐC", "Nguyễn Văn A"), ("NGƯỜI LẬP BIỂU", "Trần Thị B")]


def test_the_authority_line_of_a_decision_signs_nothing() -> None:
    text = "QUYẾT ĐỊNH\nVề việc khen thưởng\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH\nCăn cứ Luật A;\nĐiều 1. Khen thưởng.\n"
    for frame in both(text + "CHỦ TỊCH\nNguyễn Văn A\nPHỤ LỤC\nDANH SÁCH\n"):
        assert (frame.signature.position, frame.signature.name) == ("CHỦ TỊCH", "Nguyễn Văn A")


def test_the_authority_line_of_a_decision_is_no_position_of_an_unsigned_one() -> None:
    text = "QUYẾT ĐỊNH\nVề việc khen thưởng\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH\nCăn cứ Luật A;\nĐiều 1. Khen thưởng.\n"
    for frame in both(text):
        assert frame.signature.position is None


def test_an_unsigned_draft_keeps_its_formula() -> None:
    for frame in both(f"{BODY}TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n"):
        assert (frame.signature.authority, frame.signature.name) == ("TM. ỦY BAN NHÂN DÂN", None)


def test_slips_of_recognition_are_repaired_openly() -> None:
    signed = framed(f"{BODY}GIẢÁM ĐÓC\nTrần Thị B\n", ocr=True).signature
    assert (signed.position, signed.name) == ("GIÁM ĐỐC", "Trần Thị B")
    assert [(r.before, r.after, r.reason) for r in signed.repairs] == [("GIẢÁM ĐÓC", "GIÁM ĐỐC", "ocr")]
    assert signed.confidence < 1


def test_names_damaged_by_recognition() -> None:
    for written, name in (("Trần Thị Bích5", "Trần Thị Bích"), ("Trần thị Bích", "Trần thị Bích")):
        assert framed(f"{BODY}GIÁM ĐỐC\n{written}\n", ocr=True).signature.name == name
    assert framed(f"{BODY}GIÁM ĐỐC\nTrần thị Bích\n").signature.name is None


def test_no_signature_in_running_text() -> None:
    for frame in both(BODY + "Giám đốc Sở Nội vụ chịu trách nhiệm thi hành.\nChủ tịch UBND tỉnh giao Sở Y tế.\n"):
        assert frame.signature.name is None


def test_a_note_behind_the_name() -> None:
    for frame in both(f"{BODY}KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nNguyễn Văn A (đã ký)\n"):
        assert frame.signature.name == "Nguyễn Văn A"
