"""PDF that is damaged, closed, empty, or from other times: typed errors, the second engine, old fonts."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_maker import block, letterhead, made, prose, read, table, texts
from reportlab.lib import pdfencrypt
from reportlab.pdfgen.canvas import Canvas

from pipeline.errors import BaocaoError, Encrypted, Unreadable
from pipeline.readers import ReadOptions, pdf
from pipeline.readers.paging import flow, second
from pipeline.readers.paging.geometry import PageText, Piece
from pipeline.readers.paging.legibility import illegible, legibility
from pipeline.readers.paging.letters import corrected, guessed
from schemas.document import BlockKind

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"


def page(canvas: Canvas) -> None:
    letterhead(canvas)
    prose(
        canvas,
        150,
        "Thực hiện Quyết định số 1982/QĐ-UBND ngày 19/7/2017, cơ quan báo cáo kết quả như sau và theo các quy định.",
    )
    table(canvas, (85, 120, 330, 430), 260, [("STT", "Tên", "Số"), ("1", "Xã A", "5"), ("2", "Xã B", "6")])


@pytest.fixture(scope="module")
def sample() -> bytes:
    return made(page)


def test_bids_by_magic_bytes_only() -> None:
    assert pdf.bid(b"%PDF-1.7 ...", "a.docx") == 100
    assert 0 < pdf.bid(b"\r\n\r\n%PDF-1.4", "a") < 100
    assert pdf.bid(b"PK\x03\x04", "a.pdf") == 0


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"%PDF-1.4\n%%EOF", b"%PDF-1.7\n" + b"(" * 1000])
def test_rubbish_is_unreadable(data: bytes) -> None:
    with pytest.raises(Unreadable):
        pdf.read(data, "a.pdf", ReadOptions())


def test_rubbish_before_the_header_does_no_harm(sample: bytes) -> None:
    assert "1982/QĐ-UBND" in read(b"\r\n\r\n" + sample).text


def test_password() -> None:
    canvas = Canvas("", encrypt=pdfencrypt.StandardEncryption("secret", "owner"))
    canvas.drawString(100, 100, "x")
    with pytest.raises(Encrypted):
        pdf.read(canvas.getpdfdata(), "a.pdf", ReadOptions())


def test_a_locked_file_does_not_lock_the_next(sample: bytes) -> None:
    """pdfium keeps an error for the next file that it refuses without one: here one whose root is no catalogue."""
    canvas = Canvas("", encrypt=pdfencrypt.StandardEncryption("secret", "owner"))
    canvas.drawString(100, 100, "x")
    locked = canvas.getpdfdata()
    for _ in range(2):
        with pytest.raises(Encrypted):
            pdf.read(locked, "a.pdf", ReadOptions())
        with suppress(Unreadable):
            pdf.read(re.sub(rb"/Root \d+ 0 R", b"/Root 1 0 R", sample), "a.pdf", ReadOptions())


def test_pages_over_the_limit_are_left_out_and_said_so(sample: bytes) -> None:
    document = pdf.read(made(page, page), "a.pdf", ReadOptions(max_pages=1))
    assert document.text.count("1982/QĐ-UBND") == 1
    assert "partial:1 of 2 pages" in document.warnings
    assert not pdf.read(sample, "a.pdf", ReadOptions(max_pages=1)).warnings


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_no_prefix_and_no_flipped_bytes_raise_anything_untyped(data: st.DataObject) -> None:
    sample = bytearray(made(page))
    if data.draw(st.booleans()):
        sample = sample[: data.draw(st.integers(20, len(sample)))]
    for _ in range(data.draw(st.integers(0, 6))):
        sample[data.draw(st.integers(8, len(sample) - 1))] = data.draw(st.integers(0, 255))
    try:
        document = pdf.read(bytes(sample), "a.pdf", ReadOptions(ocr="never"))
    except BaocaoError:
        return
    assert all(0 <= b.start <= b.end <= len(document.text) for b in document.blocks)


def test_empty_page_gives_an_empty_document() -> None:
    for ocr in ("auto", "never"):  # nothing there to recognise
        document = pdf.read(made(lambda canvas: None), "a.pdf", ReadOptions(ocr=ocr))  # type: ignore[arg-type]
        assert document.text == "" and document.warnings == ("no-text",)


def test_the_pages_before_a_cut_are_read() -> None:
    whole = made(page, page, page)
    expected = pdf.read(whole, "a.pdf", ReadOptions()).text
    document = pdf.read(whole[: whole.rindex(b"xref\n0")], "a.pdf", ReadOptions())
    assert document.text == expected
    assert any(warning.startswith("partial:") for warning in document.warnings)
    lost = whole.replace(b"/Catalog", b"/Nothing").replace(b"/Type /Pages", b"/Type /Lost")
    assert pdf.read(lost[: lost.rindex(b"xref\n0")], "a.pdf", ReadOptions()).text.count("1982/QĐ-UBND") == 3
    with pytest.raises(Unreadable):
        pdf.read(whole[:300], "a.pdf", ReadOptions())


def test_a_lost_or_damaged_header_is_no_reason_to_refuse() -> None:
    whole = made(page)
    expected = pdf.read(whole, "a.pdf", ReadOptions()).text
    assert expected
    body = whole[whole.index(b"1 0 obj") :]
    for copy in (body, b"%PDF\n" + body, b"\r\n%!odd\n" + body, b"rubbish\n" * 20 + whole):
        assert pdf.bid(copy, "a") > 0
        assert pdf.read(copy, "a.pdf", ReadOptions()).text == expected
    assert pdf.bid("1 0 obj: BÁO CÁO\n".encode(), "a.pdf") == 0


def test_second_engine_reads_the_same_text(sample: bytes) -> None:
    first = read(sample)
    other = flow.document(second.pages(sample, ReadOptions(max_pages=10))[0], media_type="application/pdf")
    for text in ("UBND TỈNH A", "Độc lập - Tự do - Hạnh phúc", "1982/QĐ-UBND"):
        assert text in first.text and text in other.text
    box, same = block(first, "SỞ NỘI VỤ").box, block(other, "SỞ NỘI VỤ").box
    assert box is not None and same is not None
    assert box == pytest.approx(same, abs=6)


def test_what_both_engines_refuse_keeps_both_reasons() -> None:
    with pytest.raises(Unreadable, match="second engine"):
        pdf.read(b"%PDF-1.7\nnothing here", "a.pdf", ReadOptions())


GOOD = "Thực hiện kế hoạch cải cách hành chính của tỉnh và các quy định của cấp trên được ban hành trong năm qua"


def test_legibility_tells_words_from_shifted_letters() -> None:
    assert (legibility(GOOD) or 0) > 0.9 and not illegible(GOOD)
    shifted = "".join(chr(ord(c) + 1) if c.isalpha() else c for c in GOOD)
    assert illegible(shifted)
    assert legibility("Số: 45/BC-SNV") is None
    assert illegible("(cid:12)" * 30)


def _page(text: str) -> PageText:
    piece = Piece(0, 0, text, 80.0, 90.0, 500.0, 105.0, 102.0, 13.0)
    return PageText(0, 595.0, 842.0, text, (piece,), (), lambda start, end: (80.0 + start, 90.0, 80.0 + end, 105.0))


def test_old_fonts_are_decoded_by_name_and_recorded() -> None:
    page = corrected(_page("B¸o c¸o c«ng t¸c"), lambda index: ".VnTime", {".VnTime"})
    assert page.pieces[0].text == "Báo cáo công tác"
    assert any(reason == "tcvn3" for _, _, reason in page.repairs)
    capital = corrected(_page("b¸o c¸o"), lambda index: "ABCDEF+.VnTimeH", {"ABCDEF+.VnTimeH"})
    assert capital.pieces[0].text == "BÁO CÁO"
    assert corrected(_page(GOOD), lambda index: "TimesNewRoman", {"TimesNewRoman"}).pieces[0].text == GOOD


def test_decomposed_letters_are_composed_and_still_located() -> None:
    import unicodedata

    raw = unicodedata.normalize("NFD", "Số: 45/BC-SNV của Sở Nội vụ")
    page = corrected(_page(raw), lambda index: "", set())
    document = flow.document([page], media_type="application/pdf")
    assert document.text == "Số: 45/BC-SNV của Sở Nội vụ"
    start = document.text.index("Nội")
    box = document.locate(start, start + 3).box
    assert box is not None and box[0] == pytest.approx(80 + raw.index(unicodedata.normalize("NFD", "Nội")), abs=3)
    assert document.repairs


def test_guess_needs_strong_evidence() -> None:
    assert guessed(_page(GOOD)).pieces[0].text == GOOD


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the real documents are not here")
@pytest.mark.parametrize("name", ["b1f52aad", "ebaa8327", "edc28eee"])
def test_real_documents(name: str) -> None:
    document = pdf.read((CORPUS / f"{name}.pdf").read_bytes(), name, ReadOptions(ocr="never"))
    found = texts(document)
    assert document.text_origin == "native"
    assert all(warning.startswith("signature-in-picture:") for warning in document.warnings)
    assert any(text.startswith("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") for text in found)
    assert all("Độc lập" not in text or text.startswith("Độc lập") for text in found)
    heads = texts(document, BlockKind.HEADER, BlockKind.FOOTER)
    assert heads and all(text.isdigit() for text in heads)
    broken = [text for text in found if text[:1].islower() and text[1:2] != ")"]
    assert not broken
    for item in document.blocks:
        assert item.box is not None and item.page is not None
