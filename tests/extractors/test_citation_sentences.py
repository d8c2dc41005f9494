"""Sentences as they stand in statutes and reports (all made up), with the numbers that must be read from them, in order."""

from __future__ import annotations

import pytest

from extractors.references import find_references
from extractors.text.folding import fold
from schemas.document import Document
from schemas.letterhead import Letterhead
from schemas.reference import Reference


def cited(text: str) -> tuple[Reference, ...]:
    return find_references(Document(text=text), fold(text), Letterhead(), None)


def numbers(text: str) -> list[str]:
    return [reference.number for reference in cited(text) if reference.number is not None]


NUMBERED: list[tuple[str, list[str]]] = [
    ("Thông tư liên tịch số 15/2018/TTLT/BTC - BXD - BNV ngày", ["15/2018/TTLT/BTC-BXD-BNV"]),
    ("Kết luận số 15\n-KL/TW; Nghị định số 16\n-CP; tổng số 17\n- UBND xã", ["15-KL/TW", "16-CP"]),
    ("|2|Quyết định|15/QĐ-SXD|06/01/2020|", ["15/QĐ-SXD"]),
    ("theo _Nghị định số 15/2018/NĐ-CP_ và **Quyết định số 16/QĐ-TTg**", ["15/2018/NĐ-CP", "16/QĐ-TTg"]),
    ("các Nghị định số 15, 16 và 17/2018/NĐ-CP", ["15/2018/NĐ-CP", "16/2018/NĐ-CP", "17/2018/NĐ-CP"]),
    ("Luật số 15/2018/QH-11 và Công văn số 16/VKSTC-V14", ["15/2018/QH11", "16/VKSTC-V14"]),
    ("giải đáp số 15/GĐ-TANDTC", ["15/GĐ-TANDTC"]),
    ("theo Nghị quyết số 15A/2018/NQ-CP và Quyết định 15đ/QĐ-UB", ["15A/2018/NQ-CP", "15đ/QĐ-UB"]),
    ("Thông tư số 15A TC/TCT ngày 1/2/1996", ["15ATC/TCT"]),
    # normative
    (
        "theo quy định tại khoản 1 Điều 2 Nghị định số 43/2010/NĐ-CP ngày 15 tháng 4 năm 2010 của Chính phủ",
        ["43/2010/NĐ-CP"],
    ),
    ("thực hiện theo Thông tư số 200/2014/TT-BTC và Thông tư 133/2016/TT-BTC.", ["200/2014/TT-BTC", "133/2016/TT-BTC"]),
    ("Quyết định số 1178/2002/QĐ-TTg hết hiệu lực", ["1178/2002/QĐ-TTg"]),
    ("quy định tại Nghị định 24/2014/NĐ-CP; Nghị định 37/2014/NĐ-CP", ["24/2014/NĐ-CP", "37/2014/NĐ-CP"]),
    ("Nghị quyết số 21/2024/NQ-HĐND ngày 09 tháng 7 năm 2024 của Hội đồng nhân dân tỉnh", ["21/2024/NQ-HĐND"]),
    ("Quyết định số 17/2017/QĐ-UBND ngày 19/7/2017", ["17/2017/QĐ-UBND"]),
    ("Thông tư số 39/2016/TT-NHNN của Thống đốc Ngân hàng Nhà nước Việt Nam", ["39/2016/TT-NHNN"]),
    ("Nghị quyết số 03/2020/NQ-HĐTP của Hội đồng Thẩm phán", ["03/2020/NQ-HĐTP"]),
    ("Nghị quyết số 02/NQ-HĐTP ngày 10/5/1990", ["02/NQ-HĐTP"]),
    ("Chỉ thị số 05/2008/CT-TTg", ["05/2008/CT-TTg"]),
    ("Lệnh số 12/2017/L-CTN của Chủ tịch nước", ["12/2017/L-CTN"]),
    ("Quyết định số 07/2016/QĐ-KTNN", ["07/2016/QĐ-KTNN"]),
    ("Thông tư 01/2023/TT-VPCP và Nghị định 107/2021/NĐ-CP", ["01/2023/TT-VPCP", "107/2021/NĐ-CP"]),
    ("Thông tư số 12/2014/TT-BNN ngày 01/4/2014", ["12/2014/TT-BNN"]),
    ("điểm đ khoản 9 Điều 16 Thông tư 121/2020/TT-BTC.”", ["121/2020/TT-BTC"]),
    ("theo Nghị định số 05/2011/NĐ-CP[1]", ["05/2011/NĐ-CP"]),
    # joint
    ("Thông tư liên tịch số 10/2005/TTLT/BKH-BTC", ["10/2005/TTLT/BKH-BTC"]),
    (
        "Thông tư liên tịch số 01/2012/TTLT-BCA-BQP-BTP-BNN&PTNT-BTC-VKSNDTC-TANDTC ngày 09/01/2012",
        ["01/2012/TTLT-BCA-BQP-BTP-BNN&PTNT-BTC-VKSNDTC-TANDTC"],
    ),
    ("Thông tư liên tịch số 03/2010/TTLT-BNV-BTC-BLĐTB&XH", ["03/2010/TTLT-BNV-BTC-BLĐTB&XH"]),
    (
        "Thông tư liên tịch 14/2015/TTLT/BTNMT-BTP và 15/2015/TTLT-BTNMT-BNV",
        ["14/2015/TTLT/BTNMT-BTP", "15/2015/TTLT-BTNMT-BNV"],
    ),
    ("Thông tư liên tịch số 01/2008/TTLT-BLĐTBXH- BTC- BNV", ["01/2008/TTLT-BLĐTBXH-BTC-BNV"]),
    ("Nghị quyết liên tịch số 01/2008/NQLT-CP-UBTƯMTTQVN", ["01/2008/NQLT-CP-UBTƯMTTQVN"]),
    ("Thông tư liên bộ số 16/TT-LB ngày 13/5/1994", ["16/TT-LB"]),
    ("Thông tư liên bộ số 20/LB-TT", ["20/LB-TT"]),
    ("Thông tư liên tịch số 55/2005/TTLT-BNV-VPCP", ["55/2005/TTLT-BNV-VPCP"]),
    # assembly
    ("Luật số 67/2011/QH12", ["67/2011/QH12"]),
    ("Luật Tổ chức chính quyền địa phương số 77/2015/QH13 ngày 19/6/2015", ["77/2015/QH13"]),
    ("Pháp lệnh số 28/2004/PL-UBTVQH11", ["28/2004/PL-UBTVQH11"]),
    ("Nghị quyết số 653/2019/UBTVQH14 và Nghị quyết số 1680/NQ-UBTVQH15", ["653/2019/UBTVQH14", "1680/NQ-UBTVQH15"]),
    ("Nghị quyết số 388/2003/NQ-UBTVQH11", ["388/2003/NQ-UBTVQH11"]),
    ("Luật số 95/2025/QH15¹ có hiệu lực", ["95/2025/QH15"]),
    ("Luật số 95/2025/QH151 có hiệu lực", ["95/2025/QH15"]),
    ("Nghị quyết số 14/2004/QH11 và 10/2001/QH101", ["14/2004/QH11", "10/2001/QH10"]),
    # individual
    ("trình UBND tỉnh ban hành Quyết định số 1982/QĐ-UBND ngày 19/7/2017", ["1982/QĐ-UBND"]),
    ("Nghị quyết 30c/NQ-CP và Nghị quyết số 76/NQ-CP", ["30c/NQ-CP", "76/NQ-CP"]),
    ("Công điện số 201/CĐ-TTg của Thủ tướng Chính phủ", ["201/CĐ-TTg"]),
    ("Tờ trình số 326/TTr-SYT, Báo cáo số 18/BCTĐ-STP", ["326/TTr-SYT", "18/BCTĐ-STP"]),
    ("Quyết định số 125/QĐ-CĐKTCN", ["125/QĐ-CĐKTCN"]),
    ("Quyết định số 2053/QĐ/NHNN", ["2053/QĐ/NHNN"]),
    ("Thông báo kết luận số 15/TBKL-UBND", ["15/TBKL-UBND"]),
    ("Kế hoạch số 123/KH-BCĐ389 ngày 1/3/2020", ["123/KH-BCĐ389"]),
    ("Quyết định 1069/QĐ-TTPVHCC năm 2025 và Quyết định 1671/QĐ-UBND 2025", ["1069/QĐ-TTPVHCC", "1671/QĐ-UBND"]),
    ("Biên bản số 07/BB-SNV lập ngày 3/4/2019", ["07/BB-SNV"]),
    ("Giấy mời số 143/GM-UBND", ["143/GM-UBND"]),
    # letters
    ("Thực hiện Công văn số 612/STTTT-TTBCXB ngày 17/10/2017", ["612/STTTT-TTBCXB"]),
    ("Công văn 3387/TCT-DNL ngày 26/8/2016", ["3387/TCT-DNL"]),
    ("theo Văn bản số 4735/TCT ngày 20 tháng 10 năm 2025 của Tổ Công tác", ["4735/TCT"]),
    ("Công văn số 285/CCTTHC của Cục", ["285/CCTTHC"]),
    ("công văn số 123/UBND.VX và 124/UBND-NC", ["123/UBND.VX", "124/UBND-NC"]),
    ("Văn bản số 16/CGC.BT ngày 19/8/2024; văn bản số 01/HLV ngày 30/7/2024", ["16/CGC.BT", "01/HLV"]),
    ("Ngày 24/7/2024, Ủy ban nhân dân tỉnh có Công văn số 2769/UBND-NCKSTTHC về việc rà soát", ["2769/UBND-NCKSTTHC"]),
    ("(Công văn số 3332/SGDĐT-TCCB-QLCLGD ngày 25/10/2024)", ["3332/SGDĐT-TCCB-QLCLGD"]),
    ("Công văn số 10209/SKHĐT-PTHT; CV số 15/SNgV-LS", ["10209/SKHĐT-PTHT", "15/SNgV-LS"]),
    # consolidated
    ("Văn bản hợp nhất số 96/VBHN-VPQH và 12/VBHN-BNV", ["96/VBHN-VPQH", "12/VBHN-BNV"]),
    # Party
    ("Nghị quyết số 30-NQ/TW ngày 02/11/2022 của Bộ Chính trị; Chỉ thị 29-CT/TU", ["30-NQ/TW", "29-CT/TU"]),
    ("Công văn số 123-CV/TU, Quy định số 15-QĐi/TU, Kết luận số 12-KL/TW", ["123-CV/TU", "15-QĐi/TU", "12-KL/TW"]),
    (
        "Hướng dẫn số 36-HD/VPTW; Nghị quyết số 45-NQ/ĐU; Kết luận số 21-KL/BCĐTW",
        ["36-HD/VPTW", "45-NQ/ĐU", "21-KL/BCĐTW"],
    ),
    ("văn bản số 07-TB/CQTTBCĐ thông báo kết luận", ["07-TB/CQTTBCĐ"]),
    ("Tờ trình số 02-TTr/ĐLS ngày 29 tháng 4 năm 2025 của Đoàn Luật sư", ["02-TTr/ĐLS"]),
    ("Chương trình hành động số 15-CTrHĐ/TU", ["15-CTrHĐ/TU"]),
    ("Quyết định số 99-QĐ/TW, Quy định số 37 - QĐ/TW", ["99-QĐ/TW", "37-QĐ/TW"]),
    # old forms
    ("Nghị định 59/CP, Nghị định số 129-CP và Nghị định số 62/CP", ["59/CP", "129-CP", "62/CP"]),
    ("Quyết định số 157/QĐ-NĐ-UB", ["157/QĐ-NĐ-UB"]),
    ("Quyết định số 999-TC/QĐ-CĐKT ngày 02/11/1996", ["999-TC/QĐ-CĐKT"]),
    ("Lệnh số 21-LCT/HĐNN8", ["21-LCT/HĐNN8"]),
    ("Thông tư số 28-TC/TCT", ["28-TC/TCT"]),
    ("Thông tư số 82 TC/TCT ngày 14/11/1995", ["82TC/TCT"]),
    ("Thông tư số 60TC/TCT", ["60TC/TCT"]),
    ("Quyết định số 123/1998/QĐ-UB", ["123/1998/QĐ-UB"]),
    ("Nghị định số 109-HĐBT; Quyết định số 198-TTg; Chỉ thị 299-TTg", ["109-HĐBT", "198-TTg", "299-TTg"]),
    ("Quyết định số 1141 TC/QĐ/CĐKT", ["1141TC/QĐ/CĐKT"]),
    ("Nghị định số 12/2003/HĐBT", ["12/2003/HĐBT"]),
    ("Sắc lệnh số 72/SL ngày 18/6/1949", ["72/SL"]),
    ("Thông tư số 13-TT/LB; Thông tư 04/LB-TT; Quyết định số 176/HĐBT", ["13-TT/LB", "04/LB-TT", "176/HĐBT"]),
    ("Lệnh số 02L/CTN và Pháp lệnh số 41-L/CTN", ["02L/CTN", "41-L/CTN"]),
    # lists
    ("các Quyết định số 1982, 1984/QĐ-UBND", ["1982/QĐ-UBND", "1984/QĐ-UBND"]),
    ("Quyết định số: 1743/QĐ-BGTVT, 1744/QĐ-BGTVT ngày 31/12/2024", ["1743/QĐ-BGTVT", "1744/QĐ-BGTVT"]),
    ("các Nghị định số 15/2017 và 16/2017/NĐ-CP", ["15/2017/NĐ-CP", "16/2017/NĐ-CP"]),
    ("Công văn số 12/SNV-VP, số 13/ABC-XYZ và số 14/PQR.T", ["12/SNV-VP", "13/ABC-XYZ", "14/PQR.T"]),
    ("các Quyết định: số 10/QĐ-SNV; số 11/QĐ-SNV; số 12/QĐ-SNV", ["10/QĐ-SNV", "11/QĐ-SNV", "12/QĐ-SNV"]),
    ("Quyết định số 5, 6, 7 và 8/QĐ-SNV", ["5/QĐ-SNV", "6/QĐ-SNV", "7/QĐ-SNV", "8/QĐ-SNV"]),
    # layout and slips
    ("Quyết định số 1982/\nQĐ-UBND ngày 19/7/2017", ["1982/QĐ-UBND"]),
    ("Quyết định số 1982/QĐ-\nUBND ngày 19/7/2017", ["1982/QĐ-UBND"]),
    ("Nghị định số 63/2010/\nNĐ-CP", ["63/2010/NĐ-CP"]),
    ("Nghị định số\n63/2010/NĐ-CP", ["63/2010/NĐ-CP"]),
    ("Quyết định số1982/QĐ-UBND", ["1982/QĐ-UBND"]),
    ("Quyết định số 1982 / QĐ - UBND, số 15/QĐ–UBND và 16/QÐ-UBND", ["1982/QĐ-UBND", "15/QĐ-UBND", "16/QĐ-UBND"]),
    ("Quyết định số 1982/QĐ-UBND - UBND tỉnh", ["1982/QĐ-UBND"]),
    ("Quyết định số 1982/QD-UBND, Nghị định 59/2015/ND-CP", ["1982/QĐ-UBND", "59/2015/NĐ-CP"]),
    (
        "Quyết định số l982/QĐ-UBND; Kế hoạch số I252/KH-UBND; Quyết định số 16O/QĐ-UBND",
        ["1982/QĐ-UBND", "1252/KH-UBND", "160/QĐ-UBND"],
    ),
    ("Quyết định số 1982/Q0-UBND", ["1982/QĐ-UBND"]),
    ("quyết định số 1982/qđ-ubnd", ["1982/QĐ-UBND"]),
    ("Quyết định số 1982/QĐUBND", ["1982/QĐ-UBND"]),
    ("Nghị định số 45/25010/NĐ-CP", ["45/25010/NĐ-CP"]),
    ("Quyết định số 2729/QĐ-ВСТ", ["2729/QĐ-BCT"]),
    ("Thông tư số 05/2021/TT-BTP2 ngày 24/6/2021", ["05/2021/TT-BTP"]),
    ("Nghị định số 15/2018/NĐ-CPngày 02/02/2018", ["15/2018/NĐ-CP"]),
    ("Nghị định số.15/2018/NĐ-CP; Nghị định số:16/2018/NĐ-CP", ["15/2018/NĐ-CP", "16/2018/NĐ-CP"]),
    ("Nghị định 15/2018/Nđ-CP", ["15/2018/NĐ-CP"]),
    ("Nghị quyết số 51/2001/QH 10 và 63/2010/ QH12", ["51/2001/QH10", "63/2010/QH12"]),
    ("theo Nghị định số 15/2018/NĐ-CP.Theo đó; 13/2023/NĐ-CP.Các đơn vị", ["15/2018/NĐ-CP", "13/2023/NĐ-CP"]),
    ("Công văn số 1.234/UBND-NC", ["1234/UBND-NC"]),
    ("Nghị định 63/2010NĐ-CP", ["63/2010/NĐ-CP"]),
    ("Công văn số 1160/TTg-KTN; Văn bản số 3216/VPCP-KSTT", ["1160/TTg-KTN", "3216/VPCP-KSTT"]),
    ("Quyết định số 1557/QĐ-BYT-K2ĐT", ["1557/QĐ-BYT-K2ĐT"]),
    ("từ Quyết định số 10/QĐ-SNV đến Quyết định số 12/QĐ-SNV", ["10/QĐ-SNV", "12/QĐ-SNV"]),
    ("các Quyết định số: 1743/QĐ- -BGTVT, 1744/QĐ-\nBGTVT", ["1743/QĐ-BGTVT", "1744/QĐ-BGTVT"]),
    ("Tờ trình sô 326/T1r-SYT; Quyết định số 1280/QĐÐ-BGDĐT", ["326/TTr-SYT", "1280/QĐ-BGDĐT"]),
    ("số 04/KH-SNV, ngày 16/01/2017.", ["04/KH-SNV"]),
    ("Nghị định của Chính phủ số 59/2012/NĐ-CP", ["59/2012/NĐ-CP"]),
    ("sửa đổi Quyết định 15/QĐ-UBND.HC ngày 01/02/2019", ["15/QĐ-UBND.HC"]),
    ("Điều 2 Quyết định của Ban Bí thư số15-QĐ/TW, ngày 1/2/2004", ["15-QĐ/TW"]),
    (
        "Thông tư số 15/2018; Thông tư 16/2019 và Luật 17/2020 cùng Luật số 18/2021",
        ["15/2018", "16/2019", "17/2020", "18/2021"],
    ),
    (
        "các Thông tư số 01/2011/TT-BNV, 02/2012 và 03/2013/TT-BNV",
        ["01/2011/TT-BNV", "02/2012/TT-BNV", "03/2013/TT-BNV"],
    ),
    ("Nghị định 15/2018 NĐ-CP; Nghị định số 16-2018-NĐ-CP", ["15/2018/NĐ-CP", "16/2018/NĐ-CP"]),
    ("Nghị định số 15/2018/\n\n\nNĐ-CP", ["15/2018/NĐ-CP"]),
    ("Nghị định 54 CP ngày 1/2/1993; Quyết định 280 TTg; được ban hành 18-HĐBT", ["54CP", "280TTg", "18-HĐBT"]),
    ("| 1 | 1453/LĐTBXH-QĐ | 13/10/1995 |", ["1453/LĐTBXH-QĐ"]),
    ("sửa đổi TT 03/2021 và NĐ số 15/2018; QĐ 06, TT 5", ["03/2021", "15/2018"]),
    ("theo Quyết định 15/QĐ-PT và Nghị quyết 04/2017/NQ-HĐTP", ["15/QĐ-PT", "04/2017/NQ-HĐTP"]),
    ("Nghị định số <b>15/2018</b>/NĐ-CP; Nghị định 16/2018/NĐ-<br />CP&nbsp;ngày", ["15/2018/NĐ-CP", "16/2018/NĐ-CP"]),
]


@pytest.mark.parametrize(("text", "expected"), NUMBERED, ids=[text[:50] for text, _ in NUMBERED])
def test_numbers_are_read_exactly(text: str, expected: list[str]) -> None:
    assert numbers(text) == expected


TRAPS = [
    "Đã giải quyết 45/59 TTHC; 59/TTHC; 12/14 sở, ngành; ngày 31/3/2017, tháng 9/2017, quý I/2017; trực 24/7; mức 3/4, 1/2 số phòng.",
    "giai đoạn 2016-2020; ISO 9001:2015, TCVN ISO 9001:2015, ISO 900:2008; TCVN 5712:1993; QCVN 102:2016/BTTTT; QCVN 01-1:2018/BYT.",
    "Điện thoại 0233.3852.456/Fax 0233.3852.457; Fax: 0233/3852-456; ĐT 0912.345.678",
    "https://example.vn/van-ban/2017/10/QD-UBND và www.example.vn/12/QD-UBND.pdf",
    "hồ sơ 000.00.12.H50-171019-0001; mã 1.004587.000.00.00.H50; H01.151.2026.08.25.125.UBND.22; hồ sơ số 15/HS-XD",
    "khoản 2 Điều 5, điểm a khoản 2 Điều 5; Điều 12/NĐ 63; Phòng 203/A2; nhà số 15/2 đường Lê Lợi; 03 cấp tỉnh - huyện - xã",
    "5.240.127 lượt; tỷ lệ 1/500; học kỳ 1/2017; năm 2017/2016; 15.000đ/tháng; 20 người/tháng; m2/người; 60 km/h; 9/10 điểm; xếp thứ 9/63",
    "Gói thầu số 05/XL; gói thầu số 12/TV-XD; lô số 03/HH-ĐT; biển số 74A-001.23; Biểu số II.06a/VPCP/KSTT; Biểu số 06/VPCP/KSTT",
    "Mẫu số 01/BC-CCHC, Mẫu 02/BC-CCHC và mẫu số 03/BC-CCHC; Mẫu số 01a-PLI; Phụ lục số 02/PL-SNV; tờ khai số 05/TK-TNCN; mẫu số 01/ĐK-TĐKT",
    "Mẫu số 01/BC-CCHC, 02/BC-CCHC, 03/BC-CCHC",
    "trong năm 2016/KH-UBND; Đại hội XIII; Kế hoạch 5 năm 2016-2020; Số đến: 1234; Lưu: VT, VP.; bản sao số 12/SY-UBND",
    "đạt 98,5%; 1.234,56 triệu đồng; từ 15/12/2016 đến 14/12/2017; 16 h 30; tài khoản số 3511.0.1234567; CMND số 191234567",
    "Nghị quyết Đại hội Đảng bộ lần thứ XVI; thực hiện 5/7 chỉ tiêu; 17/UBND xã, phường đã báo cáo; hội nghị quý 2/2017",
    "tháng 9/2017 QĐ-UBND; Bản án số 12/2019/DS-ST, 15/2020/HS-PT; vụ án thụ lý số 480/2020/TLPT-DS; Điều 22.5.QĐ.8.1",
    "Số lượng 12/KH; tỷ lệ 3/BV; số 5/HS; 3 ca/CSGT; công suất 50 KW/Trạm; hộ chiếu số 15/ABC-12",
]  # fmt: skip


@pytest.mark.parametrize("text", TRAPS, ids=[text[:40] for text in TRAPS])
def test_traps_give_no_reference(text: str) -> None:
    assert [(item.number, item.title, item.kind) for item in cited(text)] == []
