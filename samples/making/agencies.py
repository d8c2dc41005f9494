"""Contents: the departments of the made-up province, second part, the office of the province and the zone authority."""

from __future__ import annotations

from samples.making import codes
from samples.making.departments import choose, department, dots
from samples.making.draft import Draft

FORM_HEADER = [
    [("STT", 1, 2), ("Lĩnh vực giải quyết", 1, 2), ("Số hồ sơ nhận giải quyết", 4, 1), ("Số hồ sơ đã giải quyết", 4, 1), ("Số hồ sơ đang giải quyết", 3, 1)],
    ["Tổng số", "Trực tuyến", "Trực tiếp, dịch vụ bưu chính", "Từ kỳ trước", "Tổng số", "Trước hạn", "Đúng hạn", "Quá hạn", "Tổng số", "Trong hạn", "Quá hạn"],
    [f"({i})" for i in range(1, 14)],
]  # fmt: skip
FORM_WIDTHS = [9, 27, 12, 13, 15, 11, 12, 12, 12, 11, 11, 11, 11]


def form_rows(fields: list[str], seed: int) -> list[list[str]]:
    """Rows of the form 06 that satisfy 3 = 4 + 5 + 6, 7 = 8 + 9 + 10, 11 = 12 + 13 and 3 = 7 + 11."""
    rows, total = [], [0] * 11
    for index, name in enumerate(fields, 1):
        online, direct, before = 40 * index + seed % 17, 15 * index + seed % 5, index % 4
        received = online + direct + before
        open_files = (index * seed) % 6
        late_open = int(open_files > 4)
        done = received - open_files
        late = int(index % 5 == 0)
        early = done // 3
        values = [
            received,
            online,
            direct,
            before,
            done,
            early,
            done - early - late,
            late,
            open_files,
            open_files - late_open,
            late_open,
        ]
        total = [a + b for a, b in zip(total, values, strict=True)]
        rows.append([str(index), name, *map(dots, values)])
    return [*rows, ["", "Tổng cộng", *map(dots, total)]]


def construction(year: int) -> Draft:
    """Sở Xây dựng: PDF, headings run into their paragraphs. Sends nothing in the later year."""
    d = department(
        "so-xay-dung", year, "SỞ XÂY DỰNG", "BC-SXD", (2760, 2760), ("2023-12-04", "2023-12-04"), scheme="1.|a)|-"
    )
    d.p(
        f"Thực hiện chỉ đạo của UBND tỉnh tại {d.cite('Công văn số', '3815/UBND-NC', '2023-10-27')}, Sở Xây dựng báo cáo một số kết quả như sau."
    )
    d.h(
        1,
        "Công tác chỉ đạo",
        f"Sở đã ban hành {d.n(4, 'văn bản chỉ đạo', codes.DIRECTIVES)}, hoàn thành {d.ratio(19, 22, 'nhiệm vụ', codes.PLAN_DONE)} trong kế hoạch cải cách hành chính.",
    )
    d.h(
        1,
        "Giải quyết hồ sơ",
        f"Cả năm tiếp nhận trực tuyến {d.n(1980, 'hồ sơ', codes.ONLINE_FILES)} và giải quyết {d.n(2244, 'hồ sơ', codes.FILES_DONE)}.",
    )
    d.h(
        1,
        "Rà soát thủ tục",
        f"Đã đề nghị cắt giảm thời hạn của {d.procedures(6, '{n} thủ tục hành chính', action='simplified')} lĩnh vực quy hoạch, kiến trúc.",
    )
    d.h(1, "Khó khăn, vướng mắc", "Việc lấy ý kiến các cơ quan phối hợp còn kéo dài.")
    d.h(1, "Kiến nghị", "Đề nghị UBND tỉnh quy định rõ thời hạn trả lời của cơ quan phối hợp.")
    d.p("Trên đây là báo cáo kết quả công tác cải cách hành chính năm 2023 của Sở Xây dựng./.")
    d.sign("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Đỗ Văn H", "Sở Nội vụ", "Lưu: VT, VP")
    return d


def agriculture(year: int) -> Draft:
    """Sở Nông nghiệp và Phát triển nông thôn: DOCX, automatic decimal numbering, the form 06 as annex."""
    d = department(
        "so-nong-nghiep",
        year,
        "SỞ NÔNG NGHIỆP VÀ\nPHÁT TRIỂN NÔNG THÔN",
        "BC-SNNPTNT",
        (977, 1015),
        ("2023-12-13", "2024-12-12"),
        numbering="auto",
        scheme="1.|1.1.|a)",
    )
    v = choose(year)
    d.p(
        f"Thực hiện {d.cite('Thông tư số', '01/2020/TT-VPCP', '2020-10-21')} của Văn phòng Chính phủ và {d.cite('Kế hoạch số', *v(('15/KH-UBND', '2023-01-16'), ('09/KH-UBND', '2024-01-12')), ',')} của UBND tỉnh, Sở Nông nghiệp và Phát triển nông thôn báo cáo như sau:"
    )
    d.h(1, "Công tác chỉ đạo, điều hành cải cách hành chính")
    d.p(
        f"Số văn bản chỉ đạo đã ban hành: {d.n(v(13, 15), 'văn bản', codes.DIRECTIVES)}. Số đơn vị được kiểm tra cải cách hành chính: {d.n(v(6, 7), 'đơn vị', codes.UNITS_INSPECTED)}. Sở hoàn thành {d.ratio(v(29, 30), v(31, 33), 'nhiệm vụ', codes.PLAN_DONE)} trong Kế hoạch."
    )
    d.h(1, "Kết quả cải cách thủ tục hành chính")
    d.h(2, "Công bố, công khai")
    decision = v(("1118/QĐ-UBND", "2023-06-02"), ("1377/QĐ-UBND", "2024-07-03"))
    parts = v((88, 70, 18), (92, 73, 19))
    d.p(
        f"Đến nay, theo {d.cite('Quyết định', *decision)}, tổng số thủ tục hành chính của ngành là "
        f"{d.procedures(parts[0], '{n} TTHC', reference=decision[0], levels=('province', 'commune'))} (cấp tỉnh: "
        f"{d.procedures(parts[1], '{n} TTHC', reference=decision[0], levels=('province',))}, cấp xã: {d.procedures(parts[2], '{n} TTHC', reference=decision[0], levels=('commune',))})."
    )
    d.h(2, "Kết quả giải quyết")
    d.p("Số liệu chi tiết theo Biểu số 06/VPCP/KSTT tại phụ lục kèm theo.")
    fields = ["Trồng trọt", "Chăn nuôi", "Thú y", "Lâm nghiệp", "Thủy sản", "Thủy lợi", "Kinh tế hợp tác"]
    rows = form_rows(fields, v(11, 13))
    done = int(rows[-1][6].replace(".", ""))
    online = int(rows[-1][3].replace(".", ""))
    d.p(
        f"Tổng số hồ sơ đã giải quyết là {d.n(done, 'hồ sơ', codes.FILES_DONE)}; tiếp nhận trực tuyến {d.n(online, 'hồ sơ', codes.ONLINE_FILES)}."
    )
    d.h(1, "Tuyên truyền, tập huấn")
    d.p(
        f"Tổ chức {d.n(v(7, 8), 'lớp', codes.CLASSES)} tập huấn cho {d.n(v(300, 350), 'học viên', codes.TRAINEES, 'about')} là công chức cấp xã."
    )
    d.h(1, "Khó khăn, vướng mắc và kiến nghị")
    d.p("Kinh phí số hóa hồ sơ lưu trữ chưa được bố trí. Đề nghị tỉnh hỗ trợ theo lộ trình.")
    d.p(f"Trên đây là báo cáo kết quả công tác cải cách hành chính năm {year}./.")
    d.sign(None, "GIÁM ĐỐC", "Bùi Văn I", "Sở Nội vụ", "Các đơn vị thuộc Sở", "Lưu: VT, TCCB")
    d.annex("Biểu số 06/VPCP/KSTT", "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH")
    d.table(FORM_HEADER, rows, FORM_WIDTHS, f"(Từ ngày 15/12/{year - 1} đến ngày 14/12/{year})")
    return d


def office(year: int) -> Draft:
    """Văn phòng UBND tỉnh: PDF, many citations, procedure counts by level."""
    d = department("van-phong-ubnd-tinh", year, "VĂN PHÒNG", "BC-VP", (560, 588), ("2023-12-13", "2024-12-11"))
    v = choose(year)
    d.parent = "ỦY BAN NHÂN DÂN TỈNH MINH HỌA"
    d.p(
        f"Thực hiện {d.cite('Nghị định số', '63/2010/NĐ-CP', '2010-06-08')} của Chính phủ về kiểm soát thủ tục hành chính, {d.cite('Nghị định số', '92/2017/NĐ-CP', '2017-08-07')} sửa đổi, bổ sung một số điều của các nghị định liên quan đến kiểm soát thủ tục hành chính, Văn phòng UBND tỉnh báo cáo:"
    )
    d.h(1, "CÔNG BỐ, CÔNG KHAI THỦ TỤC HÀNH CHÍNH")
    total, province, district, commune = v((1840, 1420, 285, 135), (1912, 1478, 296, 138))
    d.p(
        f"Toàn tỉnh hiện có {d.procedures(total, '{n} thủ tục hành chính', action='total', levels=('province', 'district', 'commune'))}, gồm "
        f"{d.procedures(province, '{n} thủ tục cấp tỉnh', action='total', levels=('province',))}, {d.procedures(district, '{n} thủ tục cấp huyện', action='total', levels=('district',))} và "
        f"{d.procedures(commune, '{n} thủ tục cấp xã', action='total', levels=('commune',))}."
    )
    d.p(f"Trong năm, Chủ tịch UBND tỉnh ban hành {d.n(v(64, 71), 'quyết định')} công bố danh mục thủ tục hành chính.")
    d.h(1, "CHỈ ĐẠO, ĐIỀU HÀNH")
    d.p(
        f"Văn phòng tham mưu ban hành {d.n(v(21, 25), 'văn bản chỉ đạo', codes.DIRECTIVES)}, trong đó có {d.cite('Chỉ thị số', v('08/CT-UBND', '05/CT-UBND'), v('2023-05-29', '2024-04-22'))} về nâng cao chất lượng phục vụ người dân, doanh nghiệp."
    )
    d.p(
        f"Kết quả đánh giá theo {d.cite('Quyết định số', '766/QĐ-TTg', '2022-06-23')} của Thủ tướng Chính phủ: tỉnh đạt {d.n(v(81.25, 86.4), 'điểm')}."
    )
    d.h(1, "TIẾP NHẬN, XỬ LÝ PHẢN ÁNH, KIẾN NGHỊ")
    d.p(
        f"Tiếp nhận {d.n(v(118, 143), 'phản ánh, kiến nghị', codes.FEEDBACK)}; đã xử lý và công khai kết quả theo quy định."
    )
    d.h(1, "GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH TẠI TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG")
    d.p(
        f"Trung tâm đã tiếp nhận trực tuyến {d.n(v(50210, 61877), 'hồ sơ', codes.ONLINE_FILES)}, giải quyết {d.n(v(73505, 80122), 'hồ sơ', codes.FILES_DONE)}, bình quân mỗi ngày trả kết quả {d.n(v(290, 320), 'hồ sơ', bound='more_than')}."
    )
    d.h(1, "KHÓ KHĂN, HẠN CHẾ")
    d.p("Một số cơ quan công khai danh mục thủ tục chậm so với thời hạn quy định.")
    d.h(1, "PHƯƠNG HƯỚNG")
    d.p("Tái cấu trúc quy trình, nâng tỷ lệ hồ sơ toàn trình; đẩy mạnh thanh toán trực tuyến.")
    d.p(f"Trên đây là báo cáo kết quả công tác cải cách hành chính năm {year} của Văn phòng UBND tỉnh./.")
    d.sign(
        "KT. CHÁNH VĂN PHÒNG",
        "PHÓ CHÁNH VĂN PHÒNG",
        "Ngô Thị K",
        "Sở Nội vụ",
        "Chủ tịch, các Phó Chủ tịch UBND tỉnh",
        "Lưu: VT, KSTT",
    )
    return d


def labour(year: int) -> Draft:
    """Sở Lao động - Thương binh và Xã hội: DOCX, closing sentence that contradicts the title in the later year."""
    d = department(
        "so-lao-dong",
        year,
        "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI",
        "BC-SLĐTBXH",
        (1233, 1290),
        ("2023-12-06", "2024-12-04"),
    )
    v = choose(year)
    d.p(
        f"Căn cứ {d.named('Luật Cán bộ, công chức')}; căn cứ {d.cite('Kế hoạch số', *v(('41/KH-SLĐTBXH', '2023-02-14'), ('36/KH-SLĐTBXH', '2024-02-20')), '-')} của Sở, đơn vị báo cáo kết quả cải cách hành chính như sau:"
    )
    d.h(1, "TÌNH HÌNH THỰC HIỆN")
    d.p(
        f"Sở đã hoàn thành {d.ratio(v(30, 34), v(33, 35), 'nhiệm vụ', codes.PLAN_DONE)} của Kế hoạch; ban hành {d.n(v(7, 9), 'văn bản chỉ đạo', codes.DIRECTIVES)}; không phát sinh nhiệm vụ quá hạn."
    )
    d.p(
        f"Kết quả giải quyết: {d.n(v(4120, 4388), 'hồ sơ', codes.FILES_DONE)}; trực tuyến {d.n(v(2004, 2519), 'hồ sơ', codes.ONLINE_FILES)}. Mức độ hài lòng của người dân đạt {d.n(v(96.5, 97.2), '%')}."
    )
    d.p(
        f"Thực hiện {d.cite('Nghị quyết số', '18-NQ/TW', '2017-10-25')} của Ban Chấp hành Trung ương, Sở đã giảm {d.n(v(1, 2), 'phòng chuyên môn')}."
    )
    d.h(1, "HẠN CHẾ, NGUYÊN NHÂN")
    d.li("Công tác tuyên truyền chưa thường xuyên;")
    d.li("Kinh phí dành cho cải cách hành chính còn hạn hẹp.")
    d.h(1, "GIẢI PHÁP THỜI GIAN TỚI")
    d.p("Bố trí công chức đủ năng lực tại Bộ phận Một cửa; tăng cường kiểm tra đột xuất.")
    if year == 2024:
        d.p("Trên đây là báo cáo kết quả công tác cải cách hành chính 9 tháng đầu năm 2024 của Sở./.")
        d.expected_findings.append("period-conflict")
    else:
        d.p("Trên đây là báo cáo kết quả công tác cải cách hành chính năm 2023 của Sở./.")
    d.sign("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Đinh Văn L", "Sở Nội vụ", "Ban Giám đốc", "Lưu: VT, VP")
    return d


def zone(year: int) -> Draft:
    """Ban Quản lý Khu kinh tế: DOCX; late in the later year."""
    d = department(
        "ban-quan-ly-khu-kinh-te",
        year,
        "BAN QUẢN LÝ KHU KINH TẾ",
        "BC-KKT",
        (318, 402),
        ("2023-12-14", "2024-12-27"),
        scheme="I.|1.|1.1.",
    )
    v = choose(year)
    d.p(
        f"Thực hiện chế độ báo cáo theo {d.cite('Nghị định số', '09/2019/NĐ-CP', '2019-01-24')} của Chính phủ, Ban Quản lý Khu kinh tế báo cáo công tác cải cách hành chính năm {year}:"
    )
    d.h(1, "Kết quả nổi bật")
    d.h(2, "Chỉ đạo, điều hành")
    d.p(
        f"Ban đã ban hành {d.n(v(3, 4), 'văn bản chỉ đạo', codes.DIRECTIVES)}, hoàn thành {d.ratio(v(14, 15), v(15, 17), 'nhiệm vụ', codes.PLAN_DONE)} nêu trong Kế hoạch cải cách hành chính."
    )
    d.h(2, "Giải quyết hồ sơ của doanh nghiệp")
    d.p(
        f"Đã giải quyết {d.n(v(412, 455), 'hồ sơ', codes.FILES_DONE)}, trong đó trực tuyến {d.n(v(388, 447), 'hồ sơ', codes.ONLINE_FILES)}; cắt giảm trung bình {d.n(v(2, 3), 'ngày làm việc')} cho mỗi hồ sơ đầu tư."
    )
    d.p(f"Có {d.n(v(1, 2), 'sáng kiến', codes.INITIATIVES)} được áp dụng.")
    d.h(1, "Khó khăn")
    d.p("Hạ tầng kỹ thuật ngoài hàng rào chưa đồng bộ.")
    d.h(1, "Đề xuất")
    d.p("Đề nghị các sở phối hợp cung cấp thông tin quy hoạch kịp thời.")
    d.p(f"Trên đây là báo cáo năm {year} của Ban Quản lý Khu kinh tế./.")
    d.sign(None, "TRƯỞNG BAN", "Mai Văn M", "UBND tỉnh", "Sở Nội vụ", "Lưu: VT, VP")
    return d
