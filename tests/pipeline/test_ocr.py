"""Scans: recognised pages, their layout and tables, what is put right, and what happens without recognition."""

from __future__ import annotations

import io
import json
import re
from functools import cache, partial
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from docx_maker import REL, make_docx, para
from pdf_maker import HEIGHT, block, letterhead, made, prose, put, read, table, texts
from PIL import Image, ImageChops, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from pipeline.errors import NeedsOcr, Unreadable
from pipeline.readers import ReadOptions, image, pdf
from pipeline.readers import read as read_any
from pipeline.readers.ocr import engine
from pipeline.readers.ocr.paper import dark
from pipeline.readers.ocr.picture import cleaned, skew
from schemas.document import BlockKind, Document

SHARED = Path(__file__).parents[3] / "shared"
needs_tesseract = pytest.mark.skipif(engine.unavailable() is not None, reason=str(engine.unavailable()))
BODY = (
    "Thực hiện Quyết định số 1982/QĐ-UBND ngày 19/7/2017 của Ủy ban nhân dân tỉnh về việc công bố thủ tục hành chính, Sở Nội vụ "
    "đã ban hành Công văn số 112/SNV-VP ngày 31/7/2017 hướng dẫn các đơn vị và báo cáo kết quả thực hiện như sau."
)


def report(canvas: Canvas) -> None:
    letterhead(canvas)
    put(canvas, 317, 140, "BÁO CÁO", "TB", 14, middle=True)
    put(canvas, 317, 158, "Kết quả công tác cải cách hành chính năm 2017", "TB", 14, middle=True)
    top = prose(canvas, 195, BODY, gap=6)
    put(canvas, 121, top, "I. KẾT QUẢ THỰC HIỆN", "TB")
    top = prose(canvas, top + 23, "Tiếp nhận và giải quyết hồ sơ của tổ chức, công dân đúng thời hạn quy định.", gap=10)
    rows = [("STT", "Tên đơn vị", "Số hồ sơ"), ("1", "Phòng Nội vụ", "120"), ("2", "Phòng Tư pháp", "1.240")]
    table(canvas, (85, 130, 400, 550), top, rows, height=22)
    put(canvas, 85, top + 110, "Nơi nhận:", "TB", 12)
    put(canvas, 85, top + 126, "- Như trên;", size=11)
    put(canvas, 85, top + 140, "- Lưu: VT.", size=11)
    put(canvas, 420, top + 110, "GIÁM ĐỐC", "TB", middle=True)
    put(canvas, 420, top + 180, "Nguyễn Văn An", "TB", middle=True)


def scan(data: bytes, angle: float = 0.0, *, seal: bool = False, dpi: int = 200) -> Image.Image:
    """Picture of the first page, turned by ``angle`` degrees, with a red seal over the signer."""
    picture = pypdfium2.PdfDocument(data)[0].render(scale=dpi / 72).to_pil().convert("RGB")
    if seal:
        ink = Image.new("RGB", picture.size, "white")
        draw = ImageDraw.Draw(ink)
        x, y = int(390 * dpi / 72), int(470 * dpi / 72)
        for radius in (110, 100, 40):
            draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=(214, 40, 48), width=5)
        picture = ImageChops.multiply(picture, ink)
    return picture.rotate(angle, Image.Resampling.BICUBIC, fillcolor="white")


def pdf_of(picture: Image.Image, draw: object = None) -> bytes:
    """A PDF whose page is the picture, with a text layer drawn by ``draw``."""

    def page(canvas: Canvas) -> None:
        buffer = io.BytesIO()
        picture.save(buffer, "JPEG", quality=80)
        canvas.drawImage(ImageReader(buffer), 0, 0, 595.28, HEIGHT)
        if callable(draw):
            draw(canvas)

    return made(page)


@cache
def plain_scan() -> bytes:
    return pdf_of(scan(made(report), 0.7, seal=True))


@cache
def scanned() -> Document:
    return read(plain_scan())


@needs_tesseract
def test_scan_gives_the_blocks_of_its_page() -> None:
    document = scanned()
    assert document.text_origin == "ocr"
    found = texts(document)
    for text in (
        "UBND TỈNH A",
        "SỞ NỘI VỤ",
        "Số: 45/BC-SNV",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ):
        assert text in found
    assert BODY in found
    assert block(document, "Số: 45").column == "left"
    assert block(document, "Độc lập").column == "right"
    assert found.index("- Lưu: VT.") < found.index("GIÁM ĐỐC")


@needs_tesseract
def test_bold_headings_are_seen() -> None:
    document = scanned()
    assert block(document, "I. KẾT QUẢ THỰC HIỆN").bold
    assert not block(document, BODY[:30]).bold
    assert block(document, "BÁO CÁO").centered


@needs_tesseract
def test_signer_under_the_seal_is_read() -> None:
    assert "Nguyễn Văn An" in texts(scanned())


@needs_tesseract
def test_table_of_a_scan() -> None:
    document = scanned()
    assert [(t.rows, t.cols, t.header_rows) for t in document.tables] == [(3, 3, 1)]
    cells = texts(document, BlockKind.CELL)
    assert cells == ["STT", "Tên đơn vị", "Số hồ sơ", "1", "Phòng Nội vụ", "120", "2", "Phòng Tư pháp", "1.240"]


@needs_tesseract
def test_boxes_are_those_of_the_crooked_page() -> None:
    document, clean = scanned(), read(made(report))
    for word in ("1982/QĐ-UBND", "Phòng Tư pháp"):
        start, other = document.text.index(word), clean.text.index(word)
        box = document.locate(start, start + len(word)).box
        same = clean.locate(other, other + len(word)).box
        assert box is not None and same is not None
        assert box == pytest.approx(same, abs=9)


@needs_tesseract
def test_page_on_its_side_is_turned() -> None:
    def picture(canvas: Canvas) -> None:
        buffer = io.BytesIO()
        scan(made(report)).rotate(90, expand=True).save(buffer, "JPEG")
        canvas.setPageSize((HEIGHT, 595.28))
        canvas.drawImage(ImageReader(buffer), 0, 0, HEIGHT, 595.28)

    document = read(made(picture))
    assert "1982/QĐ-UBND" in document.text and "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in document.text


@needs_tesseract
def test_signature_stamp_is_no_text_layer() -> None:
    def stamp(canvas: Canvas) -> None:
        for number, line in enumerate(
            ("Ký bởi: Sở Nội vụ", "Cơ quan: UBND tỉnh A", "Thời gian ký: 19.07.2017 16:05:12 +07:00")
        ):
            put(canvas, 430, 20 + 8 * number, line, size=7)

    document = read(pdf_of(scan(made(report)), stamp))
    assert document.text_origin == "ocr" and "1982/QĐ-UBND" in document.text


def test_good_hidden_layer_is_used_as_it_is() -> None:
    def layer(canvas: Canvas) -> None:
        words = canvas.beginText(85, HEIGHT - 200)
        words.setFont("T", 12)
        words.setTextRenderMode(3)
        for start in range(0, len(BODY), 80):
            words.textLine(BODY[start : start + 80])
        canvas.drawText(words)

    document = read(pdf_of(scan(made(report)), layer), ocr="never")
    assert "1982/QĐ-UBND" in document.text


@needs_tesseract
def test_broken_text_layer_goes_to_recognition() -> None:
    def layer(canvas: Canvas) -> None:
        shifted = "".join(chr(ord(c) + 1) if c.isalpha() and c.isascii() else c for c in BODY)
        words = canvas.beginText(85, HEIGHT - 200)
        words.setFont("T", 12)
        words.setTextRenderMode(3)
        for start in range(0, len(shifted), 80):
            words.textLine(shifted[start : start + 80])
        canvas.drawText(words)

    document = read(pdf_of(scan(made(report)), layer))
    assert "text-layer-bad:1" in document.warnings
    assert BODY in texts(document)


@needs_tesseract
def test_mixed_file_keeps_the_good_text_of_its_other_pages() -> None:
    buffer = io.BytesIO()
    scan(made(report)).save(buffer, "JPEG")

    def picture(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(buffer), 0, 0, 595.28, HEIGHT)

    document = read(made(report, picture))
    assert document.text_origin == "mixed"
    assert document.text.count("1982/QĐ-UBND") == 2


@needs_tesseract
def test_scans_pasted_into_word_are_pages_in_the_order_of_the_text() -> None:
    pages = {}
    for name, start in (("one", "Thứ nhất: công tác chỉ đạo. "), ("two", "Thứ hai: kết quả thực hiện. ")):
        buffer = io.BytesIO()
        scan(made(partial(prose, top=120, text=start + BODY))).save(buffer, "PNG", dpi=(200, 200))
        pages[f"word/media/{name}.png"] = buffer.getvalue()
    relations = "".join(
        f'<Relationship Id="{name}" Type="{REL}/image" Target="media/{name}.png"/>' for name in ("one", "two")
    )
    body = para('<w:r><w:drawing><a:blip r:embed="two"/></w:drawing></w:r>') + para(
        '<w:r><w:pict><v:imagedata r:id="one"/></w:pict></w:r>'
    )
    document = read_any(make_docx(body, relations=relations, extra=pages), "a.docx")
    assert document.text.index("Thứ hai: kết quả") < document.text.index("Thứ nhất: công tác")
    assert document.text_origin == "ocr" and [block.page for block in document.blocks] == [1, 2]


def test_never_means_never() -> None:
    with pytest.raises(NeedsOcr):
        read(plain_scan(), ocr="never")
    buffer = io.BytesIO()
    Image.new("RGB", (600, 800), "white").save(buffer, "PNG")
    with pytest.raises(NeedsOcr):
        image.read(buffer.getvalue(), "a.png", ReadOptions(ocr="never"))


def test_without_recognition_the_other_pages_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "unavailable", lambda: "not installed")
    buffer = io.BytesIO()
    scan(made(report)).save(buffer, "JPEG")

    def picture(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(buffer), 0, 0, 595.28, HEIGHT)

    document = read(made(report, picture))
    assert "needs-ocr:2" in document.warnings and "1982/QĐ-UBND" in document.text
    with pytest.raises(NeedsOcr, match="not installed"):
        read(made(picture))


def test_signature_pasted_in_as_a_picture_is_said_so() -> None:
    def page(canvas: Canvas) -> None:
        prose(canvas, 100, BODY)
        put(canvas, 85, 300, "Nơi nhận:", "TB", 12)
        put(canvas, 85, 316, "- Lưu: VT.", size=11)
        buffer = io.BytesIO()
        Image.new("RGB", (400, 200), "white").save(buffer, "PNG")
        canvas.drawImage(ImageReader(buffer), 350, HEIGHT - 400, 180, 100)

    assert read(made(page)).warnings == ("signature-in-picture:1",)
    assert read(made(report)).warnings == ()


def pasted(seal: bool, recipients: bool = True, office: str = "TL. GIÁM ĐỐC") -> bytes:
    """A born-digital page whose signer stands in a picture beside the recipients, or below the text."""

    def signer(canvas: Canvas) -> None:
        put(canvas, 420, 440, office, "TB", middle=True)
        put(canvas, 420, 456, "CHÁNH VĂN PHÒNG", "TB", middle=True)
        put(canvas, 420, 530, "Nguyễn Văn An", "TB", middle=True)

    buffer = io.BytesIO()
    dots = 200 / 72
    box = tuple(int(value * dots) for value in (320, 425, 530, 540))
    scan(made(signer), seal=seal).crop((box[0], box[1], box[2], box[3])).save(buffer, "PNG")

    def page(canvas: Canvas) -> None:
        prose(canvas, 100, BODY)
        if recipients:
            put(canvas, 85, 300, "Nơi nhận:", "TB", 12)
            put(canvas, 85, 316, "- Lưu: VT.", size=11)
        canvas.drawImage(ImageReader(buffer), 320, HEIGHT - 400, 210, 115)

    return made(page)


@needs_tesseract
@pytest.mark.parametrize("seal", [False, True])
def test_signature_in_a_picture_is_read_into_its_place(seal: bool) -> None:
    document = read(pasted(seal))
    assert document.text_origin == "mixed"
    assert texts(document)[-4:] == ["- Lưu: VT.", "TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG", "Nguyễn Văn An"]
    assert block(document, "CHÁNH").column == "right"
    assert not any(warning.startswith("signature-in-picture") for warning in document.warnings)
    start = document.text.index("Nguyễn Văn An")
    place = document.locate(start, start + 13)
    assert place is not None and place.box is not None
    assert place.box == pytest.approx((377, 378, 463, 392), abs=7)
    start = document.text.index("Lưu")
    own = document.locate(start, start + 3)
    assert own is not None and own.box is not None and own.box[0] == pytest.approx(91, abs=3)


@needs_tesseract
def test_picture_below_the_text_is_read_when_an_office_signs_in_it() -> None:
    assert texts(read(pasted(False, recipients=False)))[-3:] == ["TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG", "Nguyễn Văn An"]


def test_signature_in_a_picture_without_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    never = read(pasted(False), ocr="never")
    assert never.text_origin == "native" and never.warnings == ("signature-in-picture:1",)
    monkeypatch.setattr(engine, "unavailable", lambda: "not installed")
    assert read(pasted(False)).warnings == ("signature-in-picture:1",)


def test_other_pictures_below_the_text_are_left_alone() -> None:
    def page(canvas: Canvas) -> None:
        prose(canvas, 100, BODY)
        buffer = io.BytesIO()
        picture = Image.new("RGB", (600, 300), "white")
        ImageDraw.Draw(picture).text((40, 60), "Hình 1. Quy trình", fill="black", font_size=40)
        picture.save(buffer, "PNG")
        canvas.drawImage(ImageReader(buffer), 330, HEIGHT - 400, 180, 90)

    document = read(made(page))
    assert document.text_origin == "native" and texts(document) == [BODY] and document.warnings == ()


@needs_tesseract
def test_force_recognises_good_pages_too() -> None:
    assert read(made(report), ocr="force").text_origin == "ocr"


@needs_tesseract
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_picture_files(kind: str) -> None:
    pages = [scan(made(report), dpi=150), scan(made(report), dpi=150)]
    buffer = io.BytesIO()
    if kind == "TIFF":
        pages[0].save(buffer, kind, save_all=True, append_images=pages[1:], dpi=(150, 150))
    else:
        pages[0].save(buffer, kind)
    document = read_any(buffer.getvalue(), f"a.{kind.lower()}")
    assert document.pages == (2 if kind == "TIFF" else 1)
    assert document.media_type == f"image/{kind.lower()}"
    assert "1982/QĐ-UBND" in document.text


def test_damaged_picture_is_unreadable() -> None:
    if engine.unavailable():
        pytest.skip(str(engine.unavailable()))
    for data in (b"\x89PNG\r\n\x1a\n" + b"x" * 50, b"\xff\xd8\xff\xe0" + b"\0" * 90, b"II*\x00\x08\x00\x00\x00"):
        with pytest.raises(Unreadable):
            image.read(data, "a", ReadOptions())


def test_white_paper_and_seals() -> None:
    picture = Image.new("RGB", (600, 800), (236, 233, 225))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((200, 200, 400, 400), outline=(210, 40, 50), width=12)
    draw.text((280, 290), "A", fill=(20, 20, 20), font_size=60)
    draw.rectangle((0, 0, 600, 8), fill=(0, 0, 0))
    grey = np.asarray(cleaned(picture, 100).image)
    assert grey[50, 50] == 255 and grey[2, 300] == 255
    assert grey[300, 206] > 200
    assert (grey[280:360, 270:330] < 60).sum() > 100


@pytest.mark.parametrize("angle", [-2.5, -0.6, 0.0, 1.3, 3.0])
def test_skew_is_measured(angle: float) -> None:
    picture = scan(made(report), angle, dpi=150).convert("L")
    assert skew(dark(picture, 2)) == pytest.approx(-angle, abs=0.21)


@pytest.mark.skipif(not (SHARED / "corpus").is_dir(), reason="the real documents are not here")
@needs_tesseract
def test_numbers_of_real_scans() -> None:
    """At least 93 % of the reference numbers of the shortest real scans (all of them are measured by the benchmark)."""
    right = total = 0
    for name in ("361a5c23", "aee9c45d"):
        document = pdf.read((SHARED / "corpus" / f"{name}.pdf").read_bytes(), name, ReadOptions())
        gold = json.loads((SHARED / "gold" / f"{name}.json").read_text("utf-8"))
        flat = re.sub(r"\s*([-/])\s*", r"\1", document.text)
        numbers = [item["number"] for item in gold["references"] if item.get("number")]
        right += sum(number in flat for number in numbers)
        total += len(numbers)
    assert right >= 0.9 * total
