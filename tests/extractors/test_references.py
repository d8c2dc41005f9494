"""References: what is read around each number, how mentions are put together, and what is never a citation."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.references import find_references
from extractors.text.folding import fold
from schemas.document import Block, BlockKind, Document
from schemas.letterhead import Issuer, Letterhead
from schemas.reference import Reference

ISSUER = Issuer(name="Sở Nội vụ tỉnh Quảng Trị", method="derived", confidence=0.8)


def cited(text: str, letterhead: Letterhead | None = None, blocks: tuple[Block, ...] = ()) -> tuple[Reference, ...]:
    document = Document(text=text, blocks=blocks)
    return find_references(document, fold(text), letterhead or Letterhead(), ISSUER)


def only(text: str) -> Reference:
    found = cited(text)
    assert len(found) == 1, [(item.number, item.title, item.subject) for item in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kế hoạch số 1252/KH-UBND ngày 31/3/2017", "2017-03-31"),
        ("văn bản số 04/KH-SNV, ngày 16/01/2017.", "2017-01-16"),
        ("Quyết định số 15/QĐ-UBND ngày 05 tháng 6 năm 2017 của UBND tỉnh", "2017-06-05"),
        ("Quyết định số 15/QĐ-UBND (19/7/2017)", "2017-07-19"),
        ("Quyết định số 15/QĐ-UBND (ngày 19/7/2017)", "2017-07-19"),
        ("Quyết định số 15/QĐ-UBND ký ngày 19/7/2017", "2017-07-19"),
        ("Quyết định số 15/QĐ-UBND ban hành ngày 19/7/2017", "2017-07-19"),
        ("Quyết định số 15/QĐ-UBND được ban hành ngày 19.7.2017", "2017-07-19"),
        ("Quyết định số 15/QĐ-UBND ngày 19/7/17", "2017-07-19"),
        ("Quyết định số 15/QĐ-UBND ngày 19-7-2017", "2017-07-19"),
        ("Quyết định số 15/QĐ-UBND ngày 10/11//2025", "2025-11-10"),
        ("Quyết định số 15/QĐ-UBND của UBND tỉnh Quảng Trị ngày 19/7/2017", "2017-07-19"),
        ("Quyết định số 15/QĐ-UBND ngày 19\ntháng 7 năm 2017", "2017-07-19"),
        ("Quyết định số 15/QĐ-UBND\nngày 19/7/2017", "2017-07-19"),
        ("Quyết định số 15/QĐ-UBND¹ ngày 19/7/2017", "2017-07-19"),
        ("Nghị định số 15/2017/NĐ-CP ngày 19/7", "2017-07-19"),
        ("Quyết định số 15/QĐ-UBND năm 2017", None),
        ("Quyết định số 15/2017/QĐ-SXD (A11) ngày 19/7/2017", "2017-07-19"),
        ("Nghị quyết số 15-NQ/TW (khóa XI) ngày 19/7/2017", "2017-07-19"),
        ("Công văn ngày 19/7/2017 số 15/SXD-VP", "2017-07-19"),
        ("Nghị định số 15/2017/NĐ-CP năm 2017", None),
        ("Quyết định số 15/QĐ-UBND tháng 9/2017", "2017-09"),
        ("Quyết định số 15/QĐ-UBND ngày 31 tháng 11 năm 2017", None),
        ("Quyết định số 15/QĐ-UBND ngày … tháng … năm 2017", None),
        ("Ngày 24/7/2024, UBND tỉnh có Công văn số 15/UBND-NC về việc rà soát", "2024-07-24"),
        ("Ngày 15/10/2025, Cơ quan thường trực đã có văn bản số 07-TB/CQTTBCĐ", "2025-10-15"),
        ("Ngày 24 tháng 7 năm 2024 Sở Nội vụ đã ban hành Kế hoạch số 15/KH-SNV", "2024-07-24"),
        ("Từ ngày 24/7/2024 thực hiện theo Công văn số 15/UBND-NC", None),
        ("Ngày 24/7/2024 nhận được Công văn số 15/UBND-NC", None),
    ],
)
def test_dates_belong_to_their_number(text: str, expected: str | None) -> None:
    assert only(text).issued_on == expected


def test_one_date_after_a_list_is_that_of_all_members() -> None:
    found = cited("Quyết định số: 1743/QĐ-BGTVT, 1744/QĐ-BGTVT ngày 31/12/2024 của Bộ trưởng Bộ Giao thông vận tải")
    assert [(item.number, item.issued_on, item.issuer) for item in found] == [
        ("1743/QĐ-BGTVT", "2024-12-31", "Bộ trưởng Bộ Giao thông vận tải"),
        ("1744/QĐ-BGTVT", "2024-12-31", "Bộ trưởng Bộ Giao thông vận tải"),
    ]


def test_dates_of_a_list_stay_with_their_members() -> None:
    found = cited("Công văn số 12/SNV-VP ngày 1/2/2017, số 13/SNV-VP ngày 3/2/2017 và số 14/SNV-VP")
    assert [item.issued_on for item in found] == ["2017-02-01", "2017-02-03", None]


def test_a_date_before_two_documents_is_that_of_both() -> None:
    found = cited("Ngày 20/3/2017, UBND tỉnh ban hành Quyết định số 10/QĐ-UBND và Kế hoạch số 11/KH-UBND")
    assert [item.issued_on for item in found] == ["2017-03-20", "2017-03-20"]


def blocks_of(text: str, kind: BlockKind = BlockKind.PARAGRAPH) -> tuple[Block, ...]:
    """One block a line."""
    ends = [index for index, c in enumerate(text) if c == "\n"] + [len(text)]
    return tuple(
        Block(kind=kind, start=start, end=end) for start, end in zip([0, *(e + 1 for e in ends)], ends, strict=False)
    )


def test_a_number_and_its_date_stand_in_neighbouring_cells() -> None:
    text = "1\n1982/QĐ-UBND\n19/7/2017\nVề việc công bố\n2\n112/SNV-VP\n31/7/2017\nVề rà soát"
    found = cited(text, blocks=blocks_of(text, BlockKind.CELL))
    assert [(item.number, item.issued_on) for item in found] == [
        ("1982/QĐ-UBND", "2017-07-19"),
        ("112/SNV-VP", "2017-07-31"),
    ]


def test_a_number_broken_by_a_page_end_is_one_number_but_names_stay_in_their_block() -> None:
    text = "theo Quyết định số 1982/\nQĐ-UBND ngày 19/7/2017"
    assert [item.number for item in cited(text, blocks=blocks_of(text))] == ["1982/QĐ-UBND"]
    text = "Luật Đầu tư\nCông nghiệp hỗ trợ"
    assert [item.title for item in cited(text, blocks=blocks_of(text))] == ["Luật Đầu tư"]


def test_two_labels_do_not_share_a_date() -> None:
    found = cited("Nghị định số 63/2010/NĐ-CP và Nghị định số 48/2013/NĐ-CP ngày 14/5/2013")
    assert [item.issued_on for item in found] == [None, "2013-05-14"]


@pytest.mark.parametrize(
    ("text", "code", "kind"),
    [
        ("Công văn số 612/STTTT-TTBCXB", "CV", "letter"),
        ("văn bản số 04/KH-SNV", "KH", "individual"),
        ("Thông tư số 28-TC/TCT", "TT", "old"),
        ("Nghị định số 62/CP", "NĐ", "old"),
        ("Luật số 67/2011/QH12", "Luật", "assembly"),
        ("Bộ luật số 91/2015/QH13", "BL", "assembly"),
        ("Nghị quyết số 14/2004/QH11", "NQ", "assembly"),
        ("Pháp lệnh số 28/2004/PL-UBTVQH11", "PL", "assembly"),
        ("Thông tư liên tịch số 55/2005/TTLT-BNV-VPCP", "TTLT", "joint"),
        ("Văn bản hợp nhất số 96/VBHN-VPQH", "VBHN", "consolidated"),
        ("Nghị quyết số 30-NQ/TW", "NQ", "party"),
        ("Công văn số 123-CV/TU", "CV", "party"),
        ("Quy định số 15-QĐi/TU", "QyĐ", "party"),
        ("Văn bản số 16/CGC.BT", None, "letter"),
        ("Chương trình số 15/CT-UBND", "CTr", "individual"),
        ("Công văn số 15/CT-TTHT", "CV", "individual"),
        ("Nghị định số 30/2020/NĐ-CP", "NĐ", "normative"),
        ("Tờ trình số 02-TTr/ĐLS", "TTr", "individual"),
    ],
)
def test_type_and_kind(text: str, code: str | None, kind: str) -> None:
    found = only(text)
    assert (found.type.code if found.type else None, found.kind) == (code, kind)


def test_label_that_contradicts_the_symbol_is_kept_as_evidence() -> None:
    found = only("Kế hoạch số 15/QĐ-UBND")
    assert found.type is not None
    assert found.type.code == "QĐ"
    assert [item.quote for item in found.evidence if item.field == "label"] == ["Kế hoạch"]
    assert not [item for item in only("Quyết định số 15/QĐ-UBND").evidence if item.field == "label"]


@pytest.mark.parametrize(
    ("text", "key", "issuer", "method"),
    [
        ("Quyết định số 1982/QĐ-UBND ngày 19/7/2017", "qd-ubnd/1982/2017/quang-tri", "UBND tỉnh Quảng Trị", "derived"),
        ("Kế hoạch số 04/KH-SNV ngày 16/01/2017", "kh-snv/4/2017/quang-tri", "Sở Nội vụ tỉnh Quảng Trị", "derived"),
        (
            "Kế hoạch số 12/KH-UBND ngày 1/2/2020 của UBND tỉnh Quảng Bình",
            "kh-ubnd/12/2020/quang-binh",
            "UBND tỉnh Quảng Bình",
            "read",
        ),
        ("Nghị định số 30/2020/NĐ-CP của Chính phủ", "nd-cp/30/2020/cp", "Chính phủ", "read"),
        ("Nghị quyết 30c/NQ-CP ngày 08/11/2011", "nq-cp/30c/2011/cp", "Chính phủ", "derived"),
        ("Quyết định số 15/QĐ-BTP", "qd-btp/15/?/btp", "Bộ Tư pháp", "derived"),
        ("Luật số 67/2011/QH12", "qh12/67/2011/qh", "Quốc hội", "derived"),
        ("Nghị quyết số 30-NQ/TW ngày 02/11/2022", "nq-tw/30/2022/tw", "Ban Chấp hành Trung ương Đảng", "derived"),
        ("Chỉ thị số 29-CT/TU ngày 19/4/2023", "ct-tu/29/2023/quang-tri", "Tỉnh ủy Quảng Trị", "derived"),
        ("Luật Đất đai năm 2013", "luat/dat-dai/2013/qh", "Quốc hội", "derived"),
    ],
)
def test_key_and_issuer(text: str, key: str, issuer: str, method: str) -> None:
    found = only(text)
    assert (found.key, found.issuer, found.issuer_method) == (key, issuer, method)


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Kế hoạch số 12/KH-UBND ngày 31/3/2017 của UBND tỉnh Quảng Trị về tuyên truyền CCHC năm 2017;", "tuyên truyền CCHC năm 2017"),
        ("Quyết định số 12/QĐ-UBND ngày 31/3/2017 về việc Công bố bộ thủ tục của Sở Nội vụ gồm có 59 thủ tục", "Công bố bộ thủ tục của Sở Nội vụ"),
        ("Nghị định số 63/2010/NĐ-CP của Chính phủ quy định về kiểm soát thủ tục (sau đây gọi là Nghị định 63).", "quy định về kiểm soát thủ tục"),
        ("(Công văn số 12/SNV-VP về việc báo cáo kết quả năm) và các đơn vị", "báo cáo kết quả năm"),
        ("Công văn số 12/SNV-VP gửi các đơn vị", None),
        ("Quyết định số 12/QĐ-BNV của Bộ trưởng Bộ Nội vụ phê duyệt Đề án “Đổi mới” giai đoạn 2016 - 2020.", "phê duyệt Đề án “Đổi mới” giai đoạn 2016 - 2020"),
        ("Nghị quyết số 12/2017/NQ-HĐND của HĐND tỉnh khóa VII, kỳ họp thứ 4 về kế hoạch đầu tư;", "kế hoạch đầu tư"),
    ],
)  # fmt: skip
def test_subject_ends_cleanly(text: str, subject: str | None) -> None:
    assert cited(text)[0].subject == subject


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Căn cứ Nghị định số 63/2010/NĐ-CP", "pursuant_to"),
        ("Căn cứ khoản 2 Điều 5 Nghị định số 63/2010/NĐ-CP", "pursuant_to"),
        ("Thực hiện Công văn số 12/SNV-VP", "implements"),
        ("Triển khai thực hiện Kế hoạch số 12/KH-UBND", "implements"),
        ("Sở đã ban hành Công văn số 12/SNV-VP", "issues"),
        ("để rà soát, trình UBND tỉnh ban hành các Quyết định số 12/QĐ-UBND", "issues"),
        ("Quyết định này thay thế Quyết định số 12/QĐ-UBND", "supersedes"),
        ("Bãi bỏ Quyết định số 12/QĐ-UBND", "repeals"),
        ("Sửa đổi, bổ sung một số điều của Quyết định số 12/2017/QĐ-UBND", "amends"),
        ("Thông tư này hướng dẫn thi hành một số điều của Nghị định số 63/2010/NĐ-CP", "guides"),
        ("theo quy định tại Nghị định số 63/2010/NĐ-CP", "refers"),
        ("Nghị định 120 (thay thế Nghị định số 55/2012/NĐ-CP)", "refers"),
        ("ban hành kèm theo Quyết định số 12/QĐ-UBND", "refers"),
    ],
)
def test_relation(text: str, relation: str) -> None:
    assert cited(text)[-1].relation == relation


def test_what_one_cited_document_does_to_another_is_no_relation_of_the_report() -> None:
    found = cited(
        "Nghị định số 48/2013/NĐ-CP của Chính phủ sửa đổi, bổ sung một số điều của Nghị định số 63/2010/NĐ-CP"
    )
    assert [item.relation for item in found] == ["refers", "refers"]


@pytest.mark.parametrize(
    ("text", "articles"),
    [
        ("khoản 2 Điều 5 Nghị định số 63/2010/NĐ-CP", ("khoản 2 Điều 5",)),
        ("điểm a, b khoản 2 Điều 5 và Điều 7 của Nghị định số 63/2010/NĐ-CP", ("điểm a, b khoản 2 Điều 5 và Điều 7",)),
        ("các điều 5, 6 và 7 Nghị định số 63/2010/NĐ-CP", ("các điều 5, 6 và 7",)),
        ("Phụ lục I ban hành kèm theo Nghị định số 63/2010/NĐ-CP", ("Phụ lục I",)),
        ("khoản 9 Điều 40k Luật Đất đai", ("khoản 9 Điều 40k",)),
        ("Điều 5. Căn cứ Nghị định số 63/2010/NĐ-CP", ()),
    ],
)
def test_articles(text: str, articles: tuple[str, ...]) -> None:
    assert only(text).mentions[0].articles == articles


def test_mentions_of_one_document_join() -> None:
    found = only(
        "Nghị định số 63/2010/NĐ-CP ngày 08/6/2010; Nghị định 63/2010/NĐ-CP; Nghị định số 63; NĐ 63/2010/NĐ-CP"
    )
    assert (found.number, found.issued_on, len(found.mentions)) == ("63/2010/NĐ-CP", "2010-06-08", 4)
    assert [mention.form for mention in found.mentions] == ["full", "full", "bare", "full"]


def test_leading_zero_and_missing_year_are_the_same_document() -> None:
    found = only("Thông tư số 02/2017/TT-VPCP; Thông tư số 2/2017/TT-VPCP; Thông tư số 02/TT-VPCP")
    assert len(found.mentions) == 3


def test_different_dates_are_different_documents() -> None:
    found = cited(
        "Quyết định số 15/QĐ-UBND ngày 19/7/2017; Quyết định số 15/QĐ-UBND ngày 20/3/2018; Quyết định số 15/QĐ-UBND"
    )
    assert [(item.issued_on, len(item.mentions)) for item in found] == [("2017-07-19", 1), ("2018-03-20", 2)]


def test_bare_numbers_are_partial() -> None:
    found = only("Quyết định số 1982 ngày 19/7/2017 của UBND tỉnh")
    assert (found.number, found.kind, found.issued_on, found.key) == (
        "1982",
        "partial",
        "2017-07-19",
        "qd/1982/2017/quang-tri",
    )
    assert only("quán triệt Nghị quyết 18, theo chỉ đạo").key == "nq-tw/18/2017/tw"
    assert (only("quán triệt Nghị quyết 18, theo").number, only("quán triệt Nghị quyết 18, theo").title) == (
        None,
        "Nghị quyết 18",
    )
    assert only("quán triệt Nghị quyết 18 yêu cầu sắp xếp bộ máy").title == "Nghị quyết 18"
    assert only("Điều 29 Nghị định 69 thủ tục này").title == "Nghị định 69"
    assert (only("triển khai Đề án 06.").number, only("triển khai Đề án 06.").title) == (None, "Đề án 06")


@pytest.mark.parametrize(
    "text",
    [
        "Kế hoạch 5 năm 2016-2020",
        "Báo cáo 6 tháng",
        "Kế hoạch 2017 của tỉnh",
        "Nghị quyết 3 điểm",
        "Quyết định 15 người",
        "Nghị định 5 năm",
    ],
)
def test_counts_after_a_noun_are_no_numbers(text: str) -> None:
    assert cited(text) == ()


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("Luật Ngân hàng mô đối với người; Luật giám định thương mại nếu", ["Luật Ngân hàng mô", "Luật giám định thương mại"]),
        ("không đúng quy định Luật Quản lý thuế; quy định luật", ["Luật Quản lý thuế"]),
        ("Luật Phòng, chống nhiễm vi rút gây ra hội chứng suy giảm miễn dịch mắc phải ở người (HIV/AIDS) năm 2006", ["Luật Phòng, chống nhiễm vi rút gây ra hội chứng suy giảm miễn dịch mắc phải ở người (HIV/AIDS)"]),
        ("Luật Nhà ở Luật Đất đai", ["Luật Nhà ở", "Luật Đất đai"]),
        ("theo luật Việt Nam; PHÁP\nLUẬT ĐỂ THI HÀNH", []),
        ("CHƯƠNG II: KỶ LUẬT LAO ĐỘNG VÀ PHÁP LUẬT ÁP DỤNG ĐỐI VỚI NGƯỜI", []),
        ("Trường Đại học Luật Đông Sơn và Công ty Luật An Bình", []),
        ("vi phạm Luật Giao thông; theo Luật Thủ tục hành chính", ["Luật Giao thông", "Luật Thủ tục hành chính"]),
        ("Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015;", ["Luật Tổ chức chính quyền địa phương"]),
        ("Luật Đất đai, Luật Nhà ở và Luật Kinh doanh bất động sản", ["Luật Đất đai", "Luật Nhà ở", "Luật Kinh doanh bất động sản"]),
        ("Bộ luật Dân sự năm 2015; Hiến pháp năm 2013", ["Bộ luật Dân sự", "Hiến pháp"]),
        ("Luật sửa đổi, bổ sung một số điều của Luật Nhà ở và Luật Đất đai ngày 2/3/2020", ["Luật sửa đổi, bổ sung một số điều của Luật Nhà ở và Luật Đất đai"]),
        ("Luật Công nghiệp không gian năm 2030", ["Luật Công nghiệp không gian"]),
        ("Luật Phòng, chống tác hại của rượu, bia và các văn bản", ["Luật Phòng, chống tác hại của rượu, bia"]),
        ("Pháp lệnh Ưu đãi người có công với cách mạng quy định", ["Pháp lệnh Ưu đãi người có công với cách mạng"]),
        ("Luật bảo vệ môi trường và pháp luật về môi trường", ["Luật bảo vệ môi trường"]),
        ("- 1Luật Đất đai 2013; 2Luật Nhà ở; A4luật Doanh nghiệp", ["Luật Đất đai", "Luật Nhà ở"]),
        ("Luật Tổ chức HĐND và UBND ngày 26/11/2003", ["Luật Tổ chức HĐND và UBND"]),
        ("Luật Ban hành VB QPPL của HĐND, UBND năm 2004", ["Luật Ban hành VB QPPL của HĐND, UBND"]),
        ("Pháp lệnh ưu đãi người hoạt động cách mạng, liệt sỹ và gia đình liệt sỹ, thương binh, bệnh binh, người hoạt động kháng chiến, người có công giúp đỡ cách mạng, các Nghị định", ["Pháp lệnh ưu đãi người hoạt động cách mạng, liệt sỹ và gia đình liệt sỹ, thương binh, bệnh binh, người hoạt động kháng chiến, người có công giúp đỡ cách mạng"]),
        ("luật sửa đổi, bổ sung một số điều của luật Nhập cảnh.", ["luật sửa đổi, bổ sung một số điều của luật Nhập cảnh"]),
        ("Luật Tiêu chuẩn đổi mới và quy chuẩn số; Luật Bờ biển số 5", ["Luật Tiêu chuẩn đổi mới và quy chuẩn", "Luật Bờ biển"]),
        ("Luật này; luật sư; pháp luật; Luật quy định; kỷ luật; Đoàn Luật sư tỉnh; dự thảo Luật Đất đai", []),
    ],
)  # fmt: skip
def test_laws_by_name(text: str, titles: list[str]) -> None:
    assert [item.title for item in cited(text)] == titles


def test_name_beside_a_number_is_the_title_of_one_reference() -> None:
    found = only("Luật Nhà ở số 65/2014/QH13 ngày 25/11/2014; theo Luật Nhà ở")
    assert (found.number, found.title, found.issued_on, len(found.mentions)) == (
        "65/2014/QH13",
        "Luật Nhà ở",
        "2014-11-25",
        2,
    )


def test_short_forms_have_one_antecedent() -> None:
    found = only("Công văn số 12/SNV-VP ngày 1/2/2017 về báo cáo. Thực hiện Công văn nêu trên, đơn vị đã báo cáo.")
    assert [mention.form for mention in found.mentions] == ["full", "short"]


@pytest.mark.parametrize(
    "text",
    [
        "Công văn số 12/SNV-VP. Kế hoạch nêu trên",
        "Công văn số 12/SNV-VP và Công văn số 13/SNV-VP. Thực hiện Công văn nêu trên",
        "Công văn số 12/SNV-VP. Công văn của Bộ. Thực hiện Công văn nêu trên",
        "Công văn số 12/SNV-VP. Thực hiện các Công văn nêu trên",
        "Công văn số 12/SNV-VP. Công văn này",
    ],
)
def test_doubtful_short_forms_stay_unresolved(text: str) -> None:
    assert all(mention.form != "short" for item in cited(text) for mention in item.mentions)


def test_citations_without_number() -> None:
    found = only("Tham mưu UBND tỉnh ban hành Quyết định thành lập Ban Tổ chức cuộc thi;")
    assert (found.number, found.kind, found.subject) == (None, "unnumbered", "thành lập Ban Tổ chức cuộc thi")


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Thực hiện Quyết định của Bộ Nội vụ công bố các Bộ thủ tục để rà soát, trình", "công bố các Bộ thủ tục"),
        ("Thực hiện Quyết định của UBND tỉnh về thu hồi đất để làm đường.", "thu hồi đất để làm đường"),
        ("ban hành Quyết định giao chỉ tiêu các năm theo Quyết định số 15/QĐ-UBND", "giao chỉ tiêu các năm"),
        ("ban hành Kế hoạch triển khai Quyết định số 15/QĐ-UBND.", "triển khai Quyết định số 15/QĐ-UBND"),
    ],
)
def test_subjects_without_number_end_before_purposes_and_citations(text: str, subject: str) -> None:
    assert [item.subject for item in cited(text) if item.kind == "unnumbered"] == [subject]


def test_provisions_are_no_documents() -> None:
    assert [
        item.number for item in cited("theo quy định tại khoản 4 Điều 14 Nghị định số 15/2018/NĐ-CP của Chính phủ")
    ] == ["15/2018/NĐ-CP"]


def test_a_number_with_its_year_joins_the_full_one_and_no_other() -> None:
    found = cited("Nghị định số 115/2015/NĐ-CP; Nghị định 115/2015; Nghị định 115/2020")
    assert [(item.number, len(item.mentions), item.key) for item in found] == [
        ("115/2015/NĐ-CP", 2, "nd-cp/115/2015/cp"),
        ("115/2020", 1, "nd/115/2020/?"),
    ]


def test_own_number_is_never_cited() -> None:
    own = Letterhead(number="378/QĐ-UBND", symbol="QĐ-UBND")
    text = "Số: 378/QĐ-UBND\n(Kèm theo Quyết định số 378/QĐ-UBND ngày 18/3/2022)\nCăn cứ Nghị định số 63/2010/NĐ-CP"
    assert [item.number for item in cited(text, own)] == ["63/2010/NĐ-CP"]
    assert [item.number for item in cited(text)] == ["63/2010/NĐ-CP"]


def test_stamps_and_running_heads_are_not_read() -> None:
    text = "Số đến: 12/CV-UBND\nCông văn số 15/SNV-VP\nBáo cáo số 16/BC-SNV"
    kinds = (BlockKind.ASIDE, BlockKind.FOOTNOTE, BlockKind.HEADER)
    blocks = tuple(
        Block(kind=kind, start=text.index(line), end=text.index(line) + len(line))
        for kind, line in zip(kinds, text.split("\n"), strict=True)
    )
    assert [item.number for item in cited(text, blocks=blocks)] == ["15/SNV-VP"]


def test_repairs_are_said_and_cost_confidence() -> None:
    found = only("Quyết định số l982/QD-UBND")
    assert {(repair.before, repair.after, repair.reason) for repair in found.repairs} == {
        ("l982", "1982", "ocr"),
        ("QD", "QĐ", "diacritics"),
    }
    assert found.confidence < 1


@pytest.mark.parametrize(
    "text",
    [
        "Quyết định số 1982/Q\u00d0\u2013UBND ngày 19/7/2017 của UBND tỉnh",
        "Quyê\u0301t định số\u00a01982/QĐ\u00ad-UBND ngày 19/7/2017",
        "Luật Tổ chức chính quyền địa phương",
    ],
)
def test_quotes_are_the_raw_text(text: str) -> None:
    for item in cited(text):
        places: list[Any] = [*item.mentions, *item.evidence]
        assert all(text[place.start : place.end] == place.quote for place in places)


def test_nothing_is_read_from_nothing() -> None:
    assert cited("") == ()


def test_lines_of_plain_text_go_on_over_their_break() -> None:
    text = "Thực hiện Quyết định số 12/QĐ-UBND ngày 19 tháng\n7 năm 2017 và Luật Tổ chức\nchính quyền địa phương;"
    found = cited(text, blocks=blocks_of(text))
    assert [(item.number or item.title, item.issued_on) for item in found] == [
        ("12/QĐ-UBND", "2017-07-19"),
        ("Luật Tổ chức chính quyền địa phương", None),
    ]


def test_a_short_line_that_cannot_end_goes_on_too() -> None:
    text = "Căn cứ Luật sửa đổi, bổ sung một số điều của Luật\nViên chức ngày 25/11/2019;\nĐiều 1. Luật Nhà ở"
    assert [item.title for item in cited(text, blocks=blocks_of(text))] == [
        "Luật sửa đổi, bổ sung một số điều của Luật Viên chức",
        "Luật Nhà ở",
    ]
