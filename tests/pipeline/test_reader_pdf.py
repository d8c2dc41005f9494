"""Born-digital PDF: reading order, paragraphs, what stands apart, boxes."""

from __future__ import annotations

import pytest
from pdf_maker import HEIGHT, WIDTH, block, letterhead, made, prose, put, read, texts
from reportlab.pdfgen.canvas import Canvas

from schemas.document import BlockKind, Document

LONG = (
    "Thực hiện kế hoạch cải cách hành chính của tỉnh, cơ quan đã triển khai các nhiệm vụ được giao, ban hành văn bản chỉ "
    "đạo, tổ chức kiểm tra tại các đơn vị và báo cáo kết quả theo quy định của cấp có thẩm quyền trong năm vừa qua."
)


def report(canvas: Canvas) -> None:
    letterhead(canvas)
    put(canvas, 317, 140, "BÁO CÁO", "TB", 14, middle=True)
    put(canvas, 317, 157, "Kết quả thực hiện công tác cải cách hành chính năm 2017", "TB", 14, middle=True)
    put(canvas, 317, 174, "và phương hướng năm 2018", "TB", 14, middle=True)
    top = prose(canvas, 210, LONG)
    put(canvas, 121, top + 6, "I. KẾT QUẢ", "TB")
    top = prose(canvas, top + 30, "- Một việc đã làm xong;", gap=6)
    top = prose(canvas, top, "- " + LONG, gap=6)
    put(canvas, 121, top, "a) Về thể chế:", "TB")
    put(canvas, 215, top, "đã ban hành văn bản.")
    prose(canvas, top + 23, LONG + " " + LONG)


def signature(canvas: Canvas) -> None:
    put(canvas, 317, 40, "2", size=13, middle=True)
    prose(canvas, 90, "Trên đây là báo cáo của cơ quan./.")
    put(canvas, 85, 140, "Nơi nhận:", "TB", 12)
    for number, line in enumerate(("- Như trên;", "- Lãnh đạo Sở;", "- Lưu: VT, CCHC.")):
        put(canvas, 85, 156 + 14 * number, line, size=11)
    put(canvas, 420, 140, "KT. GIÁM ĐỐC", "TB", middle=True)
    put(canvas, 420, 157, "PHÓ GIÁM ĐỐC", "TB", middle=True)
    put(canvas, 420, 240, "Nguyễn Văn A", "TB", middle=True)


@pytest.fixture(scope="module")
def document() -> Document:
    return read(made(report, signature))


def test_columns_come_one_after_the_other(document: Document) -> None:
    assert texts(document)[:6] == [
        "UBND TỈNH A",
        "SỞ NỘI VỤ",
        "Số: 45/BC-SNV",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "A, ngày 05 tháng 12 năm 2017",
    ]
    assert block(document, "SỞ NỘI VỤ").column == "left"
    assert block(document, "Độc lập").column == "right"
    assert texts(document)[-7:] == [
        "Nơi nhận:",
        "- Như trên;",
        "- Lãnh đạo Sở;",
        "- Lưu: VT, CCHC.",
        "KT. GIÁM ĐỐC",
        "PHÓ GIÁM ĐỐC",
        "Nguyễn Văn A",
    ]
    assert block(document, "Nguyễn Văn A").column == "right"


def test_lines_are_joined_to_paragraphs(document: Document) -> None:
    found = texts(document)
    assert "Kết quả thực hiện công tác cải cách hành chính năm 2017 và phương hướng năm 2018" in found
    assert LONG in found
    assert "- " + LONG in found
    assert "- Một việc đã làm xong;" in found
    assert LONG + " " + LONG in found


def test_looks_of_headings(document: Document) -> None:
    title = block(document, "BÁO CÁO")
    assert title.bold and title.centered and title.size == 14.0 and title.column is None
    assert block(document, "I. KẾT QUẢ").bold
    run_in = block(document, "a) Về thể chế:")
    assert not run_in.bold
    assert run_in.bold_end is not None
    assert document.text[run_in.start : run_in.bold_end] == "a) Về thể chế:"
    assert not block(document, LONG[:20]).centered


def test_page_number_stands_apart(document: Document) -> None:
    assert texts(document, BlockKind.HEADER) == ["2"]
    assert document.pages == 2


def test_blocks_and_spans_are_located(document: Document) -> None:
    start = document.text.index("45/BC-SNV")
    place = document.locate(start, start + len("45/BC-SNV"))
    assert place.page == 1 and place.box is not None
    x0, top, x1, bottom = place.box
    assert 140 < x0 < x1 < 215
    assert 90 < top < 104 < bottom < 112
    for item in document.blocks:
        assert item.box is not None and item.page is not None
        assert 0 <= item.box[0] < item.box[2] <= WIDTH
        assert 0 <= item.box[1] < item.box[3] <= HEIGHT


def test_box_of_a_span_over_lines_covers_both(document: Document) -> None:
    start = document.text.index(LONG)
    whole, first = document.locate(start, start + len(LONG)), document.locate(start, start + 9)
    assert whole.box is not None and first.box is not None
    assert whole.box[3] > first.box[3] + 30
    assert whole.box[0] < first.box[0]


def test_detaching_keeps_the_boxes_of_blocks(document: Document) -> None:
    loose = read(made(report)).detach()
    assert loose.locate(0, 4).box == loose.blocks[0].box


def test_paragraph_goes_on_over_the_page_break() -> None:
    def first(canvas: Canvas) -> None:
        top = prose(canvas, 90, LONG, gap=6)
        prose(canvas, top, LONG.rsplit(" ", 14)[0])

    def second(canvas: Canvas) -> None:
        put(canvas, 317, 40, "- 2 -", middle=True)
        prose(canvas, 90, " ".join(LONG.rsplit(" ", 14)[1:]), indent=0)

    # The last line of the first page must be full for the paragraph to go on.
    found = texts(read(made(first, second)))
    assert len(found) in {2, 3}
    assert found[0] == LONG
    assert " ".join(found[1:]) == LONG


def test_number_broken_at_its_hyphen_is_joined_without_space() -> None:
    def page(canvas: Canvas) -> None:
        prose(canvas, 80, LONG, gap=6)
        put(canvas, 121, 170, "Quyết định công bố danh mục thủ tục hành chính của ngành số 1982/QĐ-")
        put(canvas, 85, 187, "UBND ngày 19 tháng 7 năm 2017 và các văn bản khác trong giai đoạn từ năm 2016-")
        put(canvas, 85, 204, "2020 của tỉnh.")
        prose(canvas, 227, LONG)
        prose(canvas, 330, LONG)

    found = " ".join(texts(read(made(page))))
    assert "1982/QĐ-UBND ngày 19" in found
    assert "2016-2020 của tỉnh." in found


def test_running_heads_and_notes_stand_apart() -> None:
    def page(number: int) -> None:
        def draw(canvas: Canvas) -> None:
            put(canvas, 85, 40, "Báo cáo của Sở Nội vụ", size=9)
            put(canvas, 317, 810, f"Trang {number}/3", size=10, middle=True)
            top = prose(canvas, 90, LONG)
            prose(canvas, top + 6, LONG)
            if number == 2:
                put(canvas, 121, top + 100, "Có bảy sở thống nhất")
                put(canvas, 121 + 117, top + 95, "1", size=7)
                canvas.line(85, HEIGHT - 715, 230, HEIGHT - 715)
                put(canvas, 85, 726, "1", size=6)
                put(canvas, 89, 730, "Công văn số 12/SNV-VP ngày 05/6/2017 của Sở Nội vụ.", size=10)

        return draw  # type: ignore[return-value]

    document = read(made(page(1), page(2), page(3)))  # type: ignore[arg-type]
    assert texts(document, BlockKind.HEADER) == ["Báo cáo của Sở Nội vụ"] * 3
    assert texts(document, BlockKind.FOOTER) == ["Trang 1/3", "Trang 2/3", "Trang 3/3"]
    notes = texts(document, BlockKind.FOOTNOTE)
    assert len(notes) == 1 and "12/SNV-VP" in notes[0]
    assert all("Trang" not in text and "12/SNV-VP" not in text for text in texts(document))


def test_stamps_and_watermarks_are_asides() -> None:
    def page(canvas: Canvas) -> None:
        for number, line in enumerate(
            ("Ký bởi: Sở Nội vụ", "Email: snv@a.gov.vn", "Thời gian ký: 19.07.2017 16:05:12 +07:00")
        ):
            put(canvas, 430, 20 + 8 * number, line, size=7)
        canvas.saveState()
        canvas.translate(200, 300)
        canvas.rotate(45)
        canvas.setFont("TB", 60)
        canvas.drawString(0, 0, "DỰ THẢO")
        canvas.restoreState()
        report(canvas)

    document = read(made(page))
    asides = texts(document, BlockKind.ASIDE)
    assert "DỰ THẢO" in asides and "Ký bởi: Sở Nội vụ" in asides and len(asides) == 4
    assert texts(document)[0] == "UBND TỈNH A"


def test_text_in_columns_is_read_column_after_column() -> None:
    words = LONG.split()

    def column(canvas: Canvas, x: float) -> None:
        for number in range(14):
            put(canvas, x, 90 + 17 * number, " ".join(words[3 * number : 3 * number + 3]) or "hết.", size=12)

    def page(canvas: Canvas) -> None:
        column(canvas, 60)
        column(canvas, 330)

    document = read(made(page))
    text = " ".join(texts(document))
    assert text.count(" ".join(words[:20])) == 2
    assert all(item.column is None for item in document.blocks)


def test_values_behind_labels_stay_beside_them() -> None:
    def page(canvas: Canvas) -> None:
        top = prose(canvas, 90, LONG, gap=6)
        for number, (label, value) in enumerate(
            (("- Thành phần:", "Lãnh đạo sở."), ("- Địa điểm:", "Phòng họp tầng 2."))
        ):
            put(canvas, 121, top + 20 * number, label)
            put(canvas, 330, top + 20 * number, value)
        prose(canvas, top + 50, LONG)

    found = texts(read(made(page)))
    assert "- Thành phần: Lãnh đạo sở." in found
    assert "- Địa điểm: Phòng họp tầng 2." in found


def test_sideways_page_is_turned_before_it_is_laid_out() -> None:
    def page(canvas: Canvas) -> None:
        canvas.translate(WIDTH, 0)
        canvas.rotate(90)
        canvas.setFont("T", 13)
        for number in range(6):
            canvas.drawString(80, 500 - 18 * number, f"Dòng thứ {number} của bảng tổng hợp in ngang trang giấy.")

    document = read(made(page))
    joined = " ".join(texts(document))
    assert joined.index("Dòng thứ 0") < joined.index("Dòng thứ 5")
    start = document.text.index("Dòng thứ 0")
    box = document.locate(start, start + 10).box
    assert box is not None and box[3] - box[1] > 3 * (box[2] - box[0])


def test_turned_page_has_boxes_as_shown() -> None:
    def page(canvas: Canvas) -> None:
        canvas.translate(WIDTH, 0)
        canvas.rotate(90)
        canvas.setFont("T", 13)
        canvas.drawString(80, WIDTH - 100, "Phụ lục I")
        canvas.drawString(80, WIDTH - 130, "Tổng hợp kết quả giải quyết thủ tục hành chính")

    document = read(made(page, turn=90))
    box = document.locate(0, 9).box
    assert box is not None
    assert box[0] == pytest.approx(80, abs=3) and box[3] == pytest.approx(103, abs=4)


def test_gap_of_a_blank_day_does_not_cut_the_line() -> None:
    def page(canvas: Canvas) -> None:
        prose(canvas, 90, LONG)
        put(canvas, 121, 180, "Hà Nội, ngày")
        put(canvas, 225, 180, "tháng 12 năm 2017")
        prose(canvas, 203, LONG)

    assert "Hà Nội, ngày tháng 12 năm 2017" in texts(read(made(page)))
