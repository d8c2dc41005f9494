"""What is put right in recognised words, and that nothing else is touched."""

from __future__ import annotations

from collections import Counter

import pytest

from pipeline.readers.ocr import formulas, numbers
from pipeline.readers.ocr.engine import Word, parsed
from pipeline.readers.ocr.labels import Order
from pipeline.readers.ocr.lettering import kept


def words(text: str, confidence: float = 90.0) -> list[Word]:
    """Words of one line, 20 pixels a letter."""
    found, x = [], 0
    for part in text.split():
        found.append(Word(part, confidence, x, 0, x + 20 * len(part), 40, (1, 1, 1)))
        x += 20 * len(part) + 15
    return found


def right(text: str) -> str:
    return " ".join(word.text for word in numbers.put_right(words(text))[0])


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("số I195/QD-BGDĐT", "số 1195/QĐ-BGDĐT"),
        ("số 12§4/QĐ-BGDDT", "số 1284/QĐ-BGDĐT"),
        ("số 1766/QĐÐ-BGDĐT", "số 1766/QĐ-BGDĐT"),
        ("số 30/2020/ND-CP", "số 30/2020/NĐ-CP"),
        ("số 30/2O20/NĐ-CP", "số 30/2020/NĐ-CP"),
        ("ngày I9/7/2017", "ngày 19/7/2017"),
        ("Só: 45/BC-SNV", "Số: 45/BC-SNV"),
        ("Sô: /BC-SNV", "Số: /BC-SNV"),
        ("số 1711/SNÑV-CCHC", "số 1711/SNV-CCHC"),
        ("số 459/QD- UBND", "số 459/QĐ- UBND"),
        ("Nguyễn VănAn", "Nguyễn Văn An"),
        ("tháng II năm 2012", "tháng 11 năm 2012"),
        ("ngày 2l tháng 1l năm 2017", "ngày 21 tháng 11 năm 2017"),
        ("dự thi (Š1,13%).", "dự thi (51,13%)."),
        ("đạt 1.2l8 chỉ tiêu", "đạt 1.218 chỉ tiêu"),
        ("đạt 623,4 ty VNĐ", "đạt 623,4 tỷ VNĐ"),
        ("Hộ sinh HI: còn dư", "Hộ sinh III: còn dư"),
        ("Hộ sinh HỊ: 0%", "Hộ sinh III: 0%"),
    ],
)
def test_misread_numbers(read: str, meant: str) -> None:
    assert right(read) == meant
    assert numbers.put_right(words(read))[1]


@pytest.mark.parametrize(
    "text",
    [
        "45/59 TTHC",
        "Hướng dẫn số 15/HD-SNV",
        "Hợp đồng 12/HĐ-KT",
        "mức độ 3/4 và 24/7",
        "xã/phường/thị trấn",
        "người/tháng",
        "sô cô la",
        "trong tháng I và tháng II",
        "quý II năm 2017",
        "2 công ty đồng ý",
        "12,5 tỷ đồng",
        "theo tháng, năm và ngày",
        "mục I.I. và S.O.S.",
        "số HS, HT: 12",
        "Công ty TNHH MTV",
        "theo Công văn số 612/STTTT-TTBCXB ngày 17/10/2017",
    ],
)
def test_what_is_right_or_doubtful_stays(text: str) -> None:
    assert right(text) == text


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("BẢO CÁO", "BÁO CÁO"),
        ("CHÍ THỊ", "CHỈ THỊ"),
        ("QUYẾT ĐỊNH:", "QUYẾT ĐỊNH:"),
        ("Độc lập —- Tự do - Hạnh phúc", "Độc lập - Tự do - Hạnh phúc"),
        ("CỘNG HOA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("Nơi nhận :", "Nơi nhận:"),
        ("GIÁM ĐÓC", "GIÁM ĐỐC"),
        ("Báo cáo này gồm các phần", "Báo cáo này gồm các phần"),
        ("báo cáo", "báo cáo"),
    ],
)
def test_formulas(read: str, meant: str) -> None:
    repairs: numbers.Repairs = Counter()
    found = formulas.put_right(words(read), repairs)
    assert " ".join(word.text for word in found) == meant
    assert bool(repairs) == (read != meant)
    assert (found[0].x0, found[-1].x1) == (0, words(read)[-1].x1)


def test_formula_on_one_side_of_a_gap() -> None:
    line = words("Kính trình") + [w._replace(x0=w.x0 + 800, x1=w.x1 + 800) for w in words("GIÁM ĐÓC")]
    assert [w.text for w in formulas.put_right(line, Counter())] == ["Kính", "trình", "GIÁM", "ĐỐC"]


def test_roman_labels_follow_one_another() -> None:
    order, repairs = Order(), Counter()
    read = [
        "L. Tình hình",
        "1. Việc một",
        "I. Kết quả",
        "II. Hạn chế",
        "IV. Phương hướng",
        "Nội dung",
        "V. Đề xuất",
        "I. Phần sau",
    ]
    found = [order.put_right(words(text), repairs)[0].text for text in read]
    assert found == ["I.", "1.", "II.", "III.", "IV.", "Nội", "V.", "I."]
    assert set(repairs) == {("L.", "I.", "ocr"), ("I.", "II.", "ocr"), ("II.", "III.", "ocr")}


def test_letters_that_are_no_labels_stay() -> None:
    order = Order()
    for text in ("H. Phú Tân", "T. Nguyễn", "L. thường", "IX. Mục"):
        assert order.put_right(words(text), Counter())[0].text == text.split()[0]


def test_specks_go_and_words_stay() -> None:
    line = [
        *words("Nguyễn KT. 12 -"),
        Word("“#", 80.0, 0, 0, 20, 40, (1, 1, 2)),
        Word("agZ”", 20.0, 0, 0, 80, 40, (1, 1, 2)),
        Word("ˆ_", 90.0, 0, 0, 30, 40, (1, 1, 2)),
        Word("KT.", 16.0, 0, 0, 60, 40, (1, 1, 2)),
    ]
    assert [w.text for w in kept(line, 3500)] == ["Nguyễn", "KT.", "12", "-", "KT."]


def test_table_of_tesseract_is_read() -> None:
    table = "level\tpage\n5\t1\t2\t1\t3\t1\t10\t20\t30\t40\t91.5\tBÁO\n5\t1\t2\t1\t3\t2\t50\t20\t30\t40\t90\t \n4\t1\t2\t1\t3\t0\t1\t1\t1\t1\t-1\t\n"
    assert parsed(table, 100, 200) == [Word("BÁO", 91.5, 110, 220, 140, 260, (2, 1, 3))]
