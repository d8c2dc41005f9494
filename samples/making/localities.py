"""Contents: districts, town and city of the made-up province."""

from __future__ import annotations

from samples.making import codes
from samples.making.agencies import FORM_HEADER, FORM_WIDTHS, form_rows
from samples.making.departments import choose
from samples.making.draft import Draft


def _locality(
    name: str, year: int, agency: str, number: tuple[int, int], on: tuple[str, str], place: str, **look: object
) -> Draft:
    later = int(year == 2024)
    return Draft(
        name, year, agency=agency, symbol="BC-UBND", number=str(number[later]), issued_on=on[later], place=place,
        subject=f"Kết quả thực hiện công tác cải cách hành chính năm {year}", **look,  # type: ignore[arg-type]
    )  # fmt: skip


def district_a(year: int) -> Draft:
    """UBND huyện A: DOCX, automatic numbering; contradicts Sở Tư pháp about a decision in the later year."""
    d = _locality(
        "ubnd-huyen-a",
        year,
        "ỦY BAN NHÂN DÂN\nHUYỆN A",
        (890, 915),
        ("2023-12-11", "2024-12-09"),
        "Huyện A",
        numbering="auto",
    )
    v = choose(year)
    d.addressee = "Sở Nội vụ tỉnh Minh Họa"
    d.p(
        f"UBND huyện A báo cáo kết quả thực hiện công tác cải cách hành chính năm {year} theo {d.cite('Công văn số', *v(('1620/SNV-CCHC', '2023-11-14'), ('1711/SNV-CCHC', '2024-11-11')))} của Sở Nội vụ."
    )
    d.h(1, "CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH")
    d.h(2, "Kế hoạch cải cách hành chính")
    d.p(
        f"UBND huyện đã ban hành {d.cite('Kế hoạch số', *v(('12/KH-UBND', '2023-01-31'), ('17/KH-UBND', '2024-02-02')), 'long')} và {d.n(v(16, 18), 'văn bản chỉ đạo', codes.DIRECTIVES)}; kết quả hoàn thành {d.ratio(v(45, 47), v(48, 50), 'nhiệm vụ', codes.PLAN_DONE)} của Kế hoạch."
    )
    d.h(2, "Kiểm tra, đối thoại")
    d.li(f"Kiểm tra công tác cải cách hành chính tại {d.n(v(9, 10), 'xã, thị trấn', codes.UNITS_INSPECTED)};")
    d.li(f"Tổ chức {d.n(v(1, 2), 'hội nghị đối thoại')} giữa Chủ tịch UBND huyện với người dân.")
    d.h(1, "KẾT QUẢ THỰC HIỆN")
    d.h(2, "Thủ tục hành chính")
    decision = v(("987/QĐ-UBND", "2023-05-10"), ("1256/QĐ-UBND", "2024-06-12"))
    d.p(
        f"Huyện đã niêm yết công khai theo {d.cite('Quyết định số', *decision)} của Chủ tịch UBND tỉnh với {d.procedures(v(21, 26), '{n} thủ tục của {f} lĩnh vực', fields=3, reference=decision[0])}."
    )
    d.p(
        f"Số hồ sơ đã giải quyết tại Bộ phận Một cửa cấp huyện: {d.n(v(9640, 10288), 'hồ sơ', codes.FILES_DONE)}; tiếp nhận trực tuyến: {d.n(v(5120, 6904), 'hồ sơ', codes.ONLINE_FILES)}."
    )
    d.h(2, "Tuyên truyền, tập huấn")
    d.p(
        f"Mở {d.n(v(2, 2), 'lớp', codes.CLASSES)} tập huấn cho {d.n(v(150, 165), 'học viên', codes.TRAINEES)}; phát sóng {d.n(v(48, 52), 'tin, bài', codes.ARTICLES)} trên đài truyền thanh huyện."
    )
    d.h(1, "KHÓ KHĂN, VƯỚNG MẮC")
    d.p("Đường truyền tại các xã vùng sâu chưa ổn định; người dân chưa quen nộp hồ sơ trực tuyến.")
    d.h(1, "KIẾN NGHỊ")
    d.p("Đề nghị Sở Nội vụ tổ chức tập huấn nghiệp vụ cho công chức cấp xã ngay từ đầu năm.")
    d.p("Trên đây là báo cáo của UBND huyện A./.")
    d.sign(
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
        "Cao Văn N",
        "Như trên",
        "TT. Huyện ủy, TT. HĐND huyện",
        "CT, các PCT UBND huyện",
        "Lưu: VT, NV",
    )
    return d


def town_b(year: int) -> Draft:
    """UBND thị xã B: PDF, no page numbers, form 06 as annex."""
    d = _locality(
        "ubnd-thi-xa-b", year, "ỦY BAN NHÂN DÂN\nTHỊ XÃ B", (645, 671), ("2023-12-12", "2024-12-12"), "Thị xã B"
    )
    v = choose(year)
    d.p(
        f"Thực hiện {d.cite('Kế hoạch số', *v(('15/KH-UBND', '2023-01-16'), ('09/KH-UBND', '2024-01-12')))} của UBND tỉnh Minh Họa, UBND thị xã B báo cáo như sau:"
    )
    d.h(1, "Công tác chỉ đạo, điều hành")
    d.p(
        f"Thị xã ban hành {d.n(v(11, 12), 'văn bản chỉ đạo', codes.DIRECTIVES)}, kiểm tra công tác cải cách hành chính tại {d.n(v(5, 6), 'phường, xã', codes.UNITS_INSPECTED)}. Số nhiệm vụ trong Kế hoạch đã hoàn thành: {d.ratio(v(36, 41), v(40, 42), 'nhiệm vụ', codes.PLAN_DONE)}."
    )
    d.h(1, "Kết quả trên các lĩnh vực")
    d.h(2, "Cải cách thể chế")
    d.p("Trong năm không phát sinh văn bản quy phạm pháp luật của thị xã.")
    d.h(2, "Cải cách thủ tục hành chính")
    fields = ["Hộ tịch", "Chứng thực", "Đất đai", "Xây dựng", "Đăng ký kinh doanh", "Bảo trợ xã hội"]
    rows = form_rows(fields, v(17, 19))
    done, online = (int(rows[-1][i].replace(".", "")) for i in (6, 3))
    d.p(
        f"Toàn thị xã giải quyết {d.n(done, 'hồ sơ', codes.FILES_DONE)}, trong đó nộp trực tuyến {d.n(online, 'hồ sơ', codes.ONLINE_FILES)} (số liệu tại Phụ lục)."
    )
    d.h(2, "Chế độ công vụ")
    d.p(f"Cử {d.n(v(75, 82), 'lượt cán bộ, công chức')} đi bồi dưỡng; xử lý kỷ luật {d.n(v(2, 1), 'công chức')}.")
    d.h(1, "Hạn chế")
    d.p("Tiến độ số hóa hồ sơ ở một vài phường còn chậm.")
    d.h(1, "Nhiệm vụ trọng tâm")
    d.p("Nâng tỷ lệ thanh toán trực tuyến; duy trì đối thoại định kỳ với doanh nghiệp.")
    d.p("UBND thị xã B báo cáo Sở Nội vụ tổng hợp./.")
    d.sign("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Tạ Thị P", "Sở Nội vụ", "Thường trực Thị ủy", "Lưu: VT")
    d.annex("PHỤ LỤC", "KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH")
    d.table(FORM_HEADER, rows, FORM_WIDTHS, "Đơn vị tính: Số hồ sơ")
    return d


def city_c(year: int) -> Draft:
    """UBND thành phố C: DOCX, letterhead with tabs, annex table of its wards."""
    d = _locality(
        "ubnd-thanh-pho-c",
        year,
        "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ C",
        (1320, 1356),
        ("2023-12-14", "2024-12-13"),
        "Thành phố C",
        letterhead_form="tabs",
    )
    v = choose(year)
    d.p(
        f"Căn cứ {d.cite('Chỉ thị số', v('08/CT-UBND', '05/CT-UBND'), v('2023-05-29', '2024-04-22'))} của Chủ tịch UBND tỉnh, UBND thành phố C báo cáo kết quả thực hiện công tác cải cách hành chính năm {year}:"
    )
    d.h(1, "Kết quả chỉ đạo, điều hành")
    d.p(
        f"Thành ủy, HĐND, UBND thành phố ban hành {d.n(v(23, 27), 'văn bản chỉ đạo', codes.DIRECTIVES)}; đã kiểm tra cải cách hành chính tại {d.n(v(14, 14), 'phường, xã', codes.UNITS_INSPECTED)}; hoàn thành {d.ratio(v(55, 58), v(57, 59), 'nhiệm vụ', codes.PLAN_DONE)} trong Kế hoạch."
    )
    d.h(1, "Kết quả cải cách hành chính")
    d.h(
        2,
        "Thủ tục hành chính",
        f"Thành phố thực hiện {d.procedures(v(285, 296), '{n} thủ tục hành chính cấp huyện', levels=('district',))}; giải quyết {d.n(v(28905, 30112), 'hồ sơ', codes.FILES_DONE)}, tiếp nhận trực tuyến {d.n(v(17340, 21866), 'hồ sơ', codes.ONLINE_FILES)}.",
    )
    d.h(
        2,
        "Phản ánh, kiến nghị",
        f"Đã xử lý {d.n(v(22, 31), 'phản ánh, kiến nghị', codes.FEEDBACK)}, không có trường hợp quá hạn.",
    )
    d.h(
        2,
        "Tuyên truyền",
        f"Đăng tải {d.n(v(205, 240), 'tin, bài', codes.ARTICLES)}; tổ chức {d.n(v(5, 7), 'lớp', codes.CLASSES)} tập huấn cho {d.n(v(400, 500), 'học viên', codes.TRAINEES, 'more_than')}.",
    )
    d.h(2, "Sáng kiến", f"Công nhận {d.n(v(4, 6), 'sáng kiến', codes.INITIATIVES)} về cải cách hành chính.")
    d.h(1, "Tồn tại, hạn chế và nguyên nhân")
    d.p("Lượng hồ sơ đất đai lớn, biên chế không tăng dẫn đến có thời điểm quá tải.")
    d.h(1, "Đề xuất, kiến nghị")
    d.p("Đề nghị tỉnh phân cấp mạnh hơn trong lĩnh vực xây dựng.")
    d.p(f"Trên đây là báo cáo kết quả công tác cải cách hành chính năm {year} của UBND thành phố C./.")
    d.sign("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Hồ Văn Q", "UBND tỉnh", "Sở Nội vụ", "Lưu: VT, NV")
    d.annex("PHỤ LỤC", "KẾT QUẢ GIẢI QUYẾT HỒ SƠ CỦA CÁC PHƯỜNG, XÃ")
    rows = [
        [
            str(i),
            f"Phường số {i}" if i < 10 else f"Xã số {i - 9}",
            str(900 + 31 * i + v(0, 40)),
            str(890 + 31 * i + v(0, 40)),
            str(10),
        ]
        for i in range(1, 15)
    ]
    total = [str(sum(int(row[c]) for row in rows)) for c in (2, 3, 4)]
    dotted = [f"{int(value):,}".replace(",", ".") for value in total]
    shown = [[r[0], r[1], *(f"{int(x):,}".replace(",", ".") for x in r[2:])] for r in rows]
    d.table(
        [["STT", "Đơn vị", "Tiếp nhận", "Đã giải quyết", "Đang giải quyết"]],
        [*shown, ["", "Tổng cộng", *dotted]],
        [12, 50, 32, 34, 34],
        "Đơn vị tính: hồ sơ",
    )
    return d


def district_d(year: int) -> Draft:
    """UBND huyện D: PDF; its file of the later year is damaged on the way."""
    d = _locality(
        "ubnd-huyen-d",
        year,
        "ỦY BAN NHÂN DÂN\nHUYỆN D",
        (402, 433),
        ("2023-12-08", "2024-12-06"),
        "Huyện D",
        scheme="1.|1.1.|a)",
    )
    v = choose(year)
    d.p(
        f"Thực hiện {d.cite('Kế hoạch số', *v(('15/KH-UBND', '2023-01-16'), ('09/KH-UBND', '2024-01-12')), '.')} của UBND tỉnh, UBND huyện D báo cáo kết quả năm {year} như sau:"
    )
    d.h(1, "Kết quả đạt được")
    d.h(2, "Chỉ đạo, điều hành")
    d.p(
        f"UBND huyện ban hành {d.n(v(8, 9), 'văn bản chỉ đạo', codes.DIRECTIVES)}, hoàn thành {d.ratio(v(27, 28), v(31, 30), 'nhiệm vụ', codes.PLAN_DONE)} trong Kế hoạch, kiểm tra công tác cải cách hành chính tại {d.n(v(4, 4), 'xã, thị trấn', codes.UNITS_INSPECTED)}."
    )
    d.h(2, "Giải quyết thủ tục hành chính")
    d.p(
        f"Cấp huyện giải quyết {d.n(v(5230, 5544), 'hồ sơ', codes.FILES_DONE)}; hồ sơ trực tuyến đạt {d.n(v(2214, 2870), 'hồ sơ', codes.ONLINE_FILES)}."
    )
    d.h(2, "Tập huấn")
    d.p(f"Tổ chức {d.n(1, 'lớp', codes.CLASSES)} tập huấn với {d.n(v(70, 85), 'học viên', codes.TRAINEES)}.")
    d.h(1, "Khó khăn, hạn chế")
    d.p("Cơ sở vật chất của Bộ phận Một cửa cấp xã chưa đáp ứng yêu cầu.")
    d.h(1, "Kiến nghị, đề xuất")
    d.p("Đề nghị cấp trên hỗ trợ trang thiết bị.")
    d.p(f"Trên đây là báo cáo kết quả thực hiện công tác cải cách hành chính năm {year} của UBND huyện D./.")
    d.sign("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lý Văn R", "Sở Nội vụ", "Lưu: VT")
    return d
