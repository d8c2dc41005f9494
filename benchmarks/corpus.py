"""The test corpus of the speed benchmark: an 11-page report with letterhead, headings and a 30-row annex, varied by seed."""

from __future__ import annotations

import random
from pathlib import Path

from samples.making.draft import Draft
from samples.making.pdf import write_pdf
from samples.making.word import write_docx

# ruff: noqa: E501 - a paragraph of a report is one line here
_AREAS = (
    "đất đai",
    "hộ tịch",
    "xây dựng",
    "đầu tư",
    "giáo dục",
    "y tế",
    "lao động",
    "nông nghiệp",
    "văn hóa",
    "thể thao",
)
_HEADINGS = (
    "Công tác chỉ đạo, điều hành", "Cải cách thể chế", "Cải cách thủ tục hành chính", "Cải cách tổ chức bộ máy",
    "Cải cách chế độ công vụ", "Cải cách tài chính công", "Xây dựng chính quyền số", "Khó khăn, hạn chế",
    "Phương hướng, nhiệm vụ", "Kiến nghị, đề xuất",
)  # fmt: skip
_PLAIN = (
    "Các phòng, đơn vị trực thuộc đã chủ động phối hợp, kịp thời tháo gỡ vướng mắc trong quá trình thực hiện nhiệm vụ được giao, qua đó góp phần nâng cao chất lượng phục vụ người dân và doanh nghiệp trên địa bàn.",
    "Công tác tuyên truyền được đổi mới về hình thức, nội dung bám sát nhiệm vụ trọng tâm; việc công khai, minh bạch quy trình giải quyết được thực hiện nghiêm túc tại nơi tiếp công dân.",
    "Bên cạnh kết quả đạt được, một số bộ phận còn chậm đổi mới lề lối làm việc; việc ứng dụng công nghệ thông tin ở cơ sở chưa đồng đều do điều kiện hạ tầng còn hạn chế.",
)


def report(seed: int) -> Draft:
    """One report of about 11 pages; another ``seed`` gives other figures, documents and order."""
    pick = random.Random(seed)
    d = Draft(
        f"report-{seed}", 2024, agency="SỞ TƯ PHÁP", parent="UBND TỈNH MINH HỌA", symbol="BC-STP", number=str(100 + seed),
        issued_on="2024-12-06", subject="Kết quả công tác cải cách hành chính năm 2024",
    )  # fmt: skip
    d.addressee = "Sở Nội vụ tỉnh Minh Họa"
    d.p("Thực hiện Kế hoạch cải cách hành chính năm 2024 của Ủy ban nhân dân tỉnh, Sở Tư pháp báo cáo kết quả như sau:")
    for heading in _HEADINGS:
        d.h(1, heading.upper())
        for area in pick.sample(_AREAS, 2):
            d.h(2, f"Lĩnh vực {area}")
            for sentence in pick.sample(_sentences(d, pick, area), 4):
                d.p(sentence)
    d.p("Trên đây là báo cáo kết quả công tác cải cách hành chính năm 2024 của Sở Tư pháp./.")
    d.sign("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Trần Thị B", "Như trên", "Lãnh đạo Sở", "Lưu: VT, VP")
    d.annex("PHỤ LỤC", "KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH")
    rows = [
        [str(i), f"Đơn vị số {i}", str(pick.randint(100, 900)), str(pick.randint(50, 99)), "0"] for i in range(1, 31)
    ]
    d.table([["STT", "Đơn vị", "Tiếp nhận", "Đã giải quyết", "Quá hạn"]], rows, [12, 70, 26, 28, 26])
    return d


def _sentences(d: Draft, pick: random.Random, area: str) -> list[str]:
    def number() -> str:
        return f"{pick.randint(1, 3000)}/{pick.choice(('QĐ-UBND', 'KH-UBND', 'STP-VP', 'TB-UBND'))}"

    def day() -> str:
        return f"2024-{pick.randint(1, 11):02d}-{pick.randint(1, 28):02d}"

    return [
        f"Thực hiện {d.cite('văn bản số', number(), day())} về lĩnh vực {area}, Sở đã giải quyết {d.n(pick.randint(100, 9000), 'hồ sơ')}, trong đó trước hạn {d.n(pick.randint(10, 99), 'hồ sơ')}. {_PLAIN[0]}",
        f"Tổ chức {d.n(pick.randint(2, 9), 'lớp tập huấn')} cho {d.n(pick.randint(100, 500), 'học viên', bound='more_than')} về nghiệp vụ {area}; đạt {d.n(pick.randint(500, 990) / 10, '%')} kế hoạch. {_PLAIN[1]}",
        f"Căn cứ {d.cite('Quyết định số', f'{pick.randint(1, 3000)}/QĐ-UBND', day(), 'long')}, công bố {d.procedures(pick.randint(2, 60), '{n} thủ tục hành chính')} lĩnh vực {area}. {_PLAIN[2]}",
        f"{_PLAIN[pick.randint(0, 2)]} {_PLAIN[pick.randint(0, 2)]}",
        f"Trong 9 tháng đầu năm 2024, lĩnh vực {area} không phát sinh phản ánh, kiến nghị. {_PLAIN[pick.randint(0, 2)]}",
    ]


def make(folder: Path, copies: int) -> tuple[list[Path], list[Path]]:
    """Write ``copies`` reports as PDF and as DOCX; returns both lists of paths."""
    pdfs, words = [], []
    for seed in range(copies):
        draft = report(seed)
        for paths, suffix, data in ((pdfs, "pdf", write_pdf(draft)), (words, "docx", write_docx(draft))):
            path = folder / f"{draft.name}.{suffix}"
            path.write_bytes(data)
            paths.append(path)
    return pdfs, words
