"""Contents: the departments (sở) of the made-up province, first part."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from samples.making import codes
from samples.making.draft import Draft

NQ76 = ("Nghị quyết số", "76/NQ-CP", "2021-07-15")


def department(
    name: str, year: int, agency: str, symbol: str, number: tuple[int, int], on: tuple[str, str], **look: object
) -> Draft:
    """A report of a department; pairs hold the values of the two years."""
    later = int(year == 2024)
    return Draft(
        name, year, agency=agency, parent="UBND TỈNH MINH HỌA", symbol=symbol, number=str(number[later]), issued_on=on[later],
        subject=f"Kết quả công tác cải cách hành chính năm {year}", **look,  # type: ignore[arg-type]
    )  # fmt: skip


def justice(year: int) -> Draft:
    """Sở Tư pháp: DOCX, automatic numbering, letterhead in a table."""
    d = department(
        "so-tu-phap", year, "SỞ TƯ PHÁP", "BC-STP", (412, 437), ("2023-12-08", "2024-12-06"), numbering="auto"
    )
    v = choose(year)
    d.addressee = "Sở Nội vụ tỉnh Minh Họa"
    plan = v(("15/KH-UBND", "2023-01-16"), ("09/KH-UBND", "2024-01-12"))
    d.p(
        f"Thực hiện {d.cite('Kế hoạch số', *plan)} của Ủy ban nhân dân tỉnh Minh Họa về cải cách hành chính năm {year}, Sở Tư pháp báo cáo kết quả như sau:"
    )
    d.h(1, "CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH")
    d.h(2, "Xây dựng kế hoạch và văn bản chỉ đạo")
    own = v(("22/KH-STP", "2023-01-30"), ("18/KH-STP", "2024-01-25"))
    d.p(
        f"Giám đốc Sở đã ký ban hành {d.cite('Kế hoạch số', *own, 'long')} và {d.n(v(6, 8), 'văn bản chỉ đạo', codes.DIRECTIVES)} đôn đốc các phòng, đơn vị trực thuộc."
    )
    d.p(
        f"Đến hết tháng 11, Sở hoàn thành {d.ratio(v(33, 38), v(36, 40), 'nhiệm vụ', codes.PLAN_DONE)} đề ra trong Kế hoạch."
    )
    d.h(2, "Kiểm tra, tuyên truyền")
    d.li(f"Kiểm tra công tác cải cách hành chính tại {d.n(v(4, 5), 'đơn vị', codes.UNITS_INSPECTED)} trực thuộc;")
    d.li(
        f"Mở {d.n(v(2, 3), 'lớp', codes.CLASSES)} tập huấn cho {d.n(v(180, 250), 'học viên', codes.TRAINEES, 'more_than')} là công chức tư pháp - hộ tịch;"
    )
    d.li(f"Đăng {d.n(v(41, 56), 'tin, bài', codes.ARTICLES)} trên trang thông tin điện tử của Sở.")
    d.h(1, "KẾT QUẢ THỰC HIỆN CÁC NHIỆM VỤ")
    d.h(2, "Cải cách thể chế")
    law = d.named("Luật Ban hành văn bản quy phạm pháp luật")
    d.p(
        f"Sở đã thẩm định {d.n(v(47, 52), 'dự thảo văn bản')} theo quy định của {law}; không phát sinh văn bản ban hành trái thẩm quyền."
    )
    d.h(2, "Cải cách thủ tục hành chính")
    decision = v(("987/QĐ-UBND", "2023-05-10"), ("1256/QĐ-UBND", "2024-06-12"))
    count = d.procedures(
        v(21, 24),
        "{n} thủ tục của {f} lĩnh vực",
        fields=3,
        reference=decision[0],
        action="listed",
        levels=("district", "commune"),
    )
    d.p(
        f"Tham mưu Chủ tịch UBND tỉnh ban hành {d.cite('Quyết định số', *decision)} về việc công bố Danh mục thủ tục hành chính thuộc phạm vi chức năng quản lý của Sở Tư pháp áp dụng tại UBND cấp huyện và UBND cấp xã gồm có {count}."
    )
    d.p(
        f"Trong năm, Bộ phận Một cửa của Sở đã giải quyết {d.n(v(11820, 12460), 'hồ sơ', codes.FILES_DONE)}, tỷ lệ đúng hạn đạt {d.n(v(99.2, 99.6), '%')}."
    )
    d.h(3, "Tiếp nhận phản ánh, kiến nghị")
    d.p("Trong kỳ báo cáo không phát sinh phản ánh, kiến nghị về quy định hành chính.")
    d.h(3, "Ứng dụng công nghệ thông tin")
    d.p(f"Số hồ sơ tiếp nhận trực tuyến là {d.n(v(8430, 10215), 'hồ sơ', codes.ONLINE_FILES)}.")
    d.h(1, "ĐÁNH GIÁ CHUNG")
    d.h(2, "Thuận lợi")
    d.p("Lãnh đạo Sở sát sao trong chỉ đạo; công chức, viên chức có ý thức đổi mới lề lối làm việc.")
    d.h(2, "Khó khăn, hạn chế")
    d.p(
        "Một số phần mềm chuyên ngành do bộ quản lý chưa kết nối với hệ thống của tỉnh nên cán bộ phải nhập dữ liệu hai lần."
    )
    d.h(1, "KIẾN NGHỊ, ĐỀ XUẤT")
    d.p("Đề nghị Ủy ban nhân dân tỉnh sớm bố trí kinh phí nâng cấp hệ thống thông tin giải quyết thủ tục hành chính.")
    d.p(f"Trên đây là báo cáo kết quả công tác cải cách hành chính năm {year} của Sở Tư pháp./.")
    d.sign("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Trần Thị B", "Như trên", "Giám đốc Sở (để báo cáo)", "Lưu: VT, VP")
    return d


def finance(year: int) -> Draft:
    """Sở Tài chính: PDF, roman headings, an annex table over several pages."""
    d = department("so-tai-chinh", year, "SỞ TÀI CHÍNH", "BC-STC", (1890, 2014), ("2023-12-11", "2024-12-09"))
    v = choose(year)
    d.p(
        f"Căn cứ {d.cite(*NQ76)} của Chính phủ ban hành Chương trình tổng thể cải cách hành chính nhà nước giai đoạn 2021 - 2030;"
    )
    plan = v(("15/KH-UBND", "2023-01-16"), ("09/KH-UBND", "2024-01-12"))
    d.p(f"Căn cứ {d.cite('Kế hoạch số', *plan, 'long')} của UBND tỉnh,")
    d.p(
        f"Sở Tài chính tổng hợp tình hình thực hiện công tác cải cách hành chính năm {year} với các nội dung chính sau đây."
    )
    d.h(1, "Công tác chỉ đạo, điều hành")
    d.p(
        f"Ngay từ tháng 01, Sở ban hành Kế hoạch cải cách hành chính với {d.n(v(28, 31), 'nhiệm vụ', codes.PLAN_TASKS)}; đến nay hoàn thành {d.n(v(27, 31), 'nhiệm vụ', codes.PLAN_DONE)}. Ngoài kế hoạch, lãnh đạo Sở ký {d.n(v(9, 7), 'văn bản chỉ đạo', codes.DIRECTIVES)}."
    )
    d.h(1, "Kết quả thực hiện")
    d.h(2, "Thủ tục hành chính")
    first, second = v(((305, 306), "2023-03-02"), ((411, 412), "2024-03-14"))
    d.p(
        f"UBND tỉnh đã ban hành các {d.cite_list('Quyết định số', list(first), 'QĐ-UBND', second)} phê duyệt quy trình nội bộ trong giải quyết thủ tục hành chính lĩnh vực tài chính."
    )
    new = v("640/QĐ-UBND", "702/QĐ-UBND")
    d.p(
        f"Theo {d.cite('Quyết định số', new, v('2023-04-20', '2024-05-06'))} về việc công bố thủ tục hành chính của ngành Tài chính, có "
        f"{d.procedures(v(4, 5), '{n} thủ tục hành chính mới ban hành', reference=new, action='new')}, "
        f"{d.procedures(v(7, 3), '{n} thủ tục hành chính được sửa đổi, bổ sung', reference=new, action='amended')} và "
        f"{d.procedures(v(2, 1), '{n} thủ tục hành chính bị bãi bỏ', reference=new, action='repealed')}."
    )
    d.p(
        f"Số hồ sơ đã giải quyết: {d.n(v(2315, 2608), 'hồ sơ', codes.FILES_DONE)}, trong đó quá hạn {d.n(v(6, 2), 'hồ sơ')}."
    )
    d.h(2, "Cải cách tài chính công")
    d.p(
        f"Giải ngân vốn đầu tư công đạt {d.n(v(91.4, 93.75), '%')} kế hoạch, tương ứng {d.n(v(3850, 4125), 'tỷ đồng', bound='about')}."
    )
    d.h(2, "Xây dựng chính quyền số")
    d.p(
        f"Tiếp nhận trực tuyến {d.n(v(1704, 2391), 'hồ sơ', codes.ONLINE_FILES)}. Tổ chức {d.n(v(1, 2), 'lớp', codes.CLASSES)} tập huấn về ký số với {d.n(v(64, 118), 'học viên', codes.TRAINEES)} tham dự."
    )
    d.h(1, "Tồn tại, hạn chế")
    d.p("Việc phân loại mức độ tự chủ của một số đơn vị sự nghiệp còn chậm so với yêu cầu.")
    d.h(1, "Phương hướng, nhiệm vụ năm tới")
    d.p("Rà soát, trình cấp có thẩm quyền cắt giảm thành phần hồ sơ đã có trong cơ sở dữ liệu chuyên ngành.")
    d.p(
        f"Trên đây là báo cáo kết quả công tác cải cách hành chính năm {year}, Sở Tài chính kính gửi Sở Nội vụ tổng hợp./."
    )
    d.sign(None, "GIÁM ĐỐC", "Lê Văn C", "Sở Nội vụ", "Lãnh đạo Sở", "Các phòng thuộc Sở", "Lưu: VT, VP (A.02)")
    d.annex("PHỤ LỤC", "TÌNH HÌNH TỰ CHỦ TÀI CHÍNH CỦA CÁC ĐƠN VỊ SỰ NGHIỆP CÔNG LẬP")
    rows = [
        [str(i), f"Đơn vị sự nghiệp số {i}", str(1 + i % 4), dots(120 + 37 * i + v(0, 11)), dots(90 + 29 * i)]
        for i in range(1, 76)
    ]
    d.table(
        [["STT", "Tên đơn vị", "Nhóm tự chủ", "Dự toán (triệu đồng)", "Đã thực hiện (triệu đồng)"]],
        rows,
        [12, 70, 22, 28, 30],
    )
    return d


def communications(year: int) -> Draft:
    """Sở Thông tin và Truyền thông: DOCX, bold-only headings, letterhead with tabs."""
    d = department(
        "so-thong-tin-va-truyen-thong",
        year,
        "SỞ THÔNG TIN VÀ TRUYỀN THÔNG",
        "BC-STTTT",
        (203, 198),
        ("2023-12-05", "2024-12-03"),
        numbering="bold",
        letterhead_form="tabs",
    )
    v = choose(year)
    letter = v(("1620/SNV-CCHC", "2023-11-14"), ("1711/SNV-CCHC", "2024-11-11"))
    d.p(
        f"Phúc đáp {d.cite('Công văn số', *letter)} của Sở Nội vụ, Sở Thông tin và Truyền thông báo cáo kết quả cải cách hành chính năm {year}:"
    )
    d.h(1, "Kết quả chỉ đạo, điều hành")
    d.p(
        f"Đã hoàn thành {d.ratio(v(24, 27), v(25, 27), 'nhiệm vụ', codes.PLAN_DONE)} trong Kế hoạch cải cách hành chính. Ban hành {d.n(v(5, 5), 'văn bản chỉ đạo', codes.DIRECTIVES)} và thành lập tổ giúp việc theo {d.cite('Quyết định số', v('31/QĐ-STTTT', '44/QĐ-STTTT'), v('2023-02-21', '2024-03-08'), ',')}."
    )
    d.h(1, "Công tác tuyên truyền")
    d.p(
        f"Chuyên mục cải cách hành chính trên Cổng thông tin điện tử tỉnh đăng tải {d.n(v(312, 365), 'tin, bài', codes.ARTICLES)}; tính đến nay tổng lượng người truy cập là {d.n(v(4310552, 5902118), 'lượt', pad=False)}."
    )
    d.p(
        f"Phối hợp mở {d.n(v(4, 6), 'lớp', codes.CLASSES)} tập huấn kỹ năng số cho {d.n(v(420, 600), 'học viên', codes.TRAINEES, 'more_than', 'trên')}."
    )
    d.h(1, "Dịch vụ công trực tuyến")
    decree = d.cite("Nghị định số", "42/2022/NĐ-CP", "2022-06-24")
    d.p(
        f"Thực hiện {decree} của Chính phủ, tỉnh đã cung cấp {d.n(v(742, 815), 'dịch vụ công trực tuyến toàn trình')}. Sở tiếp nhận trực tuyến {d.n(v(655, 701), 'hồ sơ', codes.ONLINE_FILES)}, giải quyết {d.n(v(664, 709), 'hồ sơ', codes.FILES_DONE)}."
    )
    d.h(1, "Hạn chế và nguyên nhân")
    d.p("Hạ tầng mạng tại một số xã vùng cao còn yếu; nhân lực chuyên trách về công nghệ thông tin thiếu.")
    d.h(1, "Đề xuất, kiến nghị")
    d.p("Đề nghị các cơ quan, đơn vị cử cán bộ đầu mối ổn định để vận hành hệ thống.")
    d.p(f"Trên đây là báo cáo năm {year} của Sở Thông tin và Truyền thông./.")
    d.sign("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Phạm Thị D", "Sở Nội vụ", "Giám đốc, các Phó Giám đốc Sở", "Lưu: VT")
    return d


def health(year: int, corrected: bool = False) -> Draft:
    """Sở Y tế: PDF, decimal headings; in the later year a corrected version replaces the first one."""
    v = choose(year)
    number, on = (v(3301, 3388), v("2023-12-07", "2024-12-05")) if not corrected else (3412, "2024-12-10")
    d = department(
        "so-y-te" + ("-thay-the" if corrected else ""),
        year,
        "SỞ Y TẾ",
        "BC-SYT",
        (number, number),
        (on, on),
        scheme="1.|1.1.|a)",
    )
    if corrected:
        d.p(
            f"Sở Y tế báo cáo kết quả cải cách hành chính năm {year}. Báo cáo này thay thế {d.cite('Báo cáo số', '3388/BC-SYT', '2024-12-05')} của Sở Y tế do số liệu về hồ sơ có sai sót."
        )
    else:
        d.p(f"Thực hiện Kế hoạch cải cách hành chính năm {year} của tỉnh, Sở Y tế báo cáo như sau:")
    done, online = (v(15240, 16112), v(6120, 7450)) if not corrected else (16721, 7854)
    d.h(1, "Kết quả đạt được")
    d.h(2, "Chỉ đạo, điều hành")
    d.p(
        f"Sở ban hành {d.n(v(12, 14), 'văn bản chỉ đạo', codes.DIRECTIVES)}; kiểm tra cải cách hành chính tại {d.n(v(18, 21), 'đơn vị', codes.UNITS_INSPECTED)}; hoàn thành {d.ratio(v(40, 44), v(44, 46), 'nhiệm vụ', codes.PLAN_DONE)} theo Kế hoạch."
    )
    d.h(2, "Giải quyết thủ tục hành chính")
    decision = v(("1530/QĐ-UBND", "2023-08-01"), ("1644/QĐ-UBND", "2024-08-15"))
    count = d.procedures(
        v(132, 139),
        "{n} thủ tục hành chính thuộc {f} lĩnh vực",
        fields=v(9, 10),
        reference=decision[0],
        action="listed",
    )
    d.p(
        f"Theo {d.cite('Quyết định số', *decision, '()')} của Chủ tịch UBND tỉnh, ngành Y tế có {count}. Toàn ngành giải quyết {d.n(done, 'hồ sơ', codes.FILES_DONE)}, trong đó tiếp nhận trực tuyến {d.n(online, 'hồ sơ', codes.ONLINE_FILES)}."
    )
    d.p(f"Sở đã xử lý {d.n(v(7, 9), 'phản ánh, kiến nghị', codes.FEEDBACK)} qua Cổng dịch vụ công quốc gia.")
    d.h(2, "Đào tạo, bồi dưỡng")
    d.p(
        f"Tổ chức {d.n(v(5, 6), 'lớp', codes.CLASSES)} tập huấn cho {d.n(v(512, 640), 'học viên', codes.TRAINEES)}. Có {d.n(v(3, 4), 'sáng kiến', codes.INITIATIVES)} về cải cách hành chính được công nhận."
    )
    d.h(1, "Khó khăn, vướng mắc")
    d.p("Dữ liệu người hành nghề chưa được làm sạch hoàn toàn; việc thanh toán trực tuyến tại cơ sở còn hạn chế.")
    d.h(1, "Phương hướng, nhiệm vụ trọng tâm")
    d.h(2, "Về thủ tục hành chính")
    d.p("Tiếp tục đơn giản hóa hồ sơ cấp giấy phép hoạt động.")
    d.h(2, "Về chuyển đổi số")
    d.p("Triển khai bệnh án điện tử tại tất cả các bệnh viện tuyến tỉnh.")
    d.p(f"Trên đây là báo cáo kết quả công tác cải cách hành chính năm {year} của Sở Y tế./.")
    d.sign("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Hoàng Văn E", "UBND tỉnh (báo cáo)", "Sở Nội vụ", "Lưu: VT, TCCB")
    return d


def education(year: int) -> Draft:
    """Sở Giáo dục và Đào tạo: DOCX, typed labels, a table in the body."""
    d = department(
        "so-giao-duc-va-dao-tao", year, "SỞ GIÁO DỤC VÀ ĐÀO TẠO", "BC-SGDĐT", (1477, 1502), ("2023-12-12", "2024-12-10")
    )
    v = choose(year)
    d.addressee = "Ủy ban nhân dân tỉnh Minh Họa"
    d.p(
        f"Căn cứ {d.cite('Nghị định số', '61/2018/NĐ-CP', '2018-04-23', 'long')} của Chính phủ về thực hiện cơ chế một cửa, một cửa liên thông và {d.cite('Nghị định số', '107/2021/NĐ-CP', '2021-12-06', 'long')} sửa đổi, bổ sung một số điều của {d.cite('Nghị định số', '61/2018/NĐ-CP')};"
    )
    d.p(f"Sở Giáo dục và Đào tạo báo cáo kết quả công tác cải cách hành chính năm {year} như sau:")
    d.h(1, "KẾT QUẢ CÔNG TÁC CẢI CÁCH HÀNH CHÍNH")
    d.h(2, "Chỉ đạo, điều hành")
    d.p(
        f"Trong năm, Sở đã ban hành {d.n(v(10, 11), 'văn bản chỉ đạo', codes.DIRECTIVES)}, tổ chức kiểm tra công tác cải cách hành chính tại {d.n(v(26, 30), 'đơn vị', codes.UNITS_INSPECTED)} và hoàn thành {d.ratio(v(35, 37), v(38, 39), 'nhiệm vụ', codes.PLAN_DONE)} theo Kế hoạch cải cách hành chính."
    )
    d.h(2, "Thủ tục hành chính")
    decision = v(("2010/QĐ-UBND", "2023-10-05"), ("2154/QĐ-UBND", "2024-10-17"))
    d.p(
        f"Chủ tịch UBND tỉnh đã ban hành {d.cite('Quyết định số', *decision, '.')} công bố {d.procedures(v(8, 11), '{n} TTHC ban hành mới', reference=decision[0], action='new')}, {d.procedures(v(15, 6), '{n} TTHC sửa đổi, bổ sung', reference=decision[0], action='amended')} lĩnh vực giáo dục."
    )
    d.p("Kết quả giải quyết hồ sơ theo từng lĩnh vực như sau:")
    rows = [
        ["1", "Giáo dục trung học", *v(("1.210", "1.198", "12"), ("1.345", "1.340", "5"))],
        ["2", "Thi, tuyển sinh", *v(("6.402", "6.402", "0"), ("6.588", "6.588", "0"))],
        ["3", "Văn bằng, chứng chỉ", *v(("903", "890", "13"), ("1.011", "1.006", "5"))],
        ["", "Tổng cộng", *v(("8.515", "8.490", "25"), ("8.944", "8.934", "10"))],
    ]
    d.table([["STT", "Lĩnh vực", "Tiếp nhận", "Đã giải quyết", "Đang giải quyết"]], rows, [12, 60, 30, 30, 30])
    d.p(
        f"Tổng số hồ sơ đã giải quyết là {d.n(v(8490, 8934), 'hồ sơ', codes.FILES_DONE)}; hồ sơ tiếp nhận trực tuyến là {d.n(v(7105, 8020), 'hồ sơ', codes.ONLINE_FILES)}."
    )
    d.h(2, "Tập huấn, tuyên truyền")
    d.p(
        f"Sở tổ chức {d.n(v(3, 4), 'lớp', codes.CLASSES)} tập huấn với sự tham gia của {d.n(v(275, 330), 'học viên', codes.TRAINEES)}; đăng {d.n(v(88, 97), 'tin, bài', codes.ARTICLES)}."
    )
    d.h(1, "ĐÁNH GIÁ CHUNG")
    d.h(2, "Ưu điểm")
    d.p("Các đơn vị trường học chủ động công khai quy trình, thời hạn giải quyết trên trang thông tin điện tử.")
    d.h(2, "Tồn tại, hạn chế")
    d.p("Một số trường ở vùng khó khăn chưa có cán bộ chuyên trách công nghệ thông tin.")
    d.h(1, "NHIỆM VỤ TRỌNG TÂM NĂM SAU")
    d.p("Số hóa toàn bộ sổ gốc cấp văn bằng; mở rộng tuyển sinh đầu cấp trực tuyến.")
    d.p(f"Trên đây là báo cáo của Sở Giáo dục và Đào tạo về công tác cải cách hành chính năm {year}./.")
    d.sign("TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG", "Vũ Thị G", "Như trên", "Sở Nội vụ", "Lưu: VT, VP")
    return d


def choose(year: int) -> Callable[[Any, Any], Any]:
    """Pick the value of the earlier or of the later year."""
    return lambda earlier, later: later if year == 2024 else earlier


def dots(value: int) -> str:
    """Thousands with dots."""
    return f"{value:,}".replace(",", ".")
