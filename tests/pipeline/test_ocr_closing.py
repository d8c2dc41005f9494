"""Strokes of signatures and misread fixed words beside and below the list of recipients of scans."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.readers.ocr import closing
from pipeline.readers.ocr.engine import Word
from pipeline.readers.ocr.numbers import Repairs

Part = tuple[str, float]


def line(row: int, *parts: Part) -> list[Word]:
    """Words of one line, 20 pixels a letter; a part's words share its confidence, parts stand 150 pixels apart."""
    found, x = [], 0
    for text, confidence in parts:
        for word in text.split():
            found.append(Word(word, confidence, x, 50 * row, x + 20 * len(word), 50 * row + 30, (1, 1, row)))
            x += 20 * len(word) + 12
        x += 150
    return found


def closed(*lines: list[Word]) -> tuple[list[str], Repairs]:
    """Texts of the lines below ``Nơi nhận:`` and the repairs."""
    repairs: Repairs = Counter()
    found = closing.put_right([line(0, ("Nơi nhận:", 95)), *lines], repairs)
    return [" ".join(word.text for word in words) for words in found[1:]], repairs


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("- Giám đốc (để b/e);", "- Giám đốc (để b/c);"),
        ("- Lưu: VI, TCCB.", "- Lưu: VT, TCCB."),
        ("- Các dơn vị thuộc Sở;", "- Các đơn vị thuộc Sở;"),
        ("- Lãnh đao Sở;", "- Lãnh đạo Sở;"),
        ("- Bộ GDDT;", "- Bộ GDĐT;"),
        ("- Phòng KSTTI IC;", "- Phòng KSTTHC;"),
        ("- BGĐÐ Sở;", "- BGĐ Sở;"),
    ],
)
def test_misread_words_are_put_right_and_recorded(read: str, meant: str) -> None:
    texts, repairs = closed(line(1, (read, 90)))
    assert texts == [meant]
    assert repairs and all(after and reason == "ocr" for _, after, reason in repairs)


@pytest.mark.parametrize(
    "text",
    [
        "- Như trên;",
        "- Tỉnh uỷ; Huyện ủy;",
        "- Văn Phòng Sở;",
        "- Lưu: VP.",
        "- Theo Công văn số 45/BC-GDDT;",
        "- Lưu: VT, P.KSTT (3b).",
        "SỐ 12/QD-UBND",
    ],
)
def test_the_rest_is_left_alone(text: str) -> None:
    texts, repairs = closed(line(1, (text, 92)))
    assert texts == [text] and not repairs


@pytest.mark.parametrize(
    "strokes", [("ư", 0), ("/", 93), ("cờ A2", 17), ("t", 76), ("“Á", 0), ("4\\", 72), ("NGƯỜN", 55)]
)
def test_strokes_beside_an_item_go_and_are_recorded(strokes: Part) -> None:
    texts, repairs = closed(line(1, ("- Các sở, ban, ngành;", 95), strokes))
    assert texts == ["- Các sở, ban, ngành;"]
    assert repairs[strokes[0], "", "ocr"] == 1


def test_printed_words_beside_an_item_stay() -> None:
    for printed in (("KT. GIÁM ĐỐC", 70), ("GIÁM ĐỐC", 45), ("Lê", 76), ("2", 90), ("(Đã ký)", 80), ("12/5", 80)):
        texts, repairs = closed(line(1, ("- Như trên;", 95), printed))
        assert texts == [f"- Như trên; {printed[0]}"] and not repairs


def test_the_body_is_left_alone() -> None:
    body = [line(0, ("Các dơn vị", 90), ("ư", 0)), line(1, ("a)", 70))]
    assert closing.put_right(body, Counter()) == body
    recipients = line(9, ("Nơi nhận:", 95))
    assert closing.put_right([*body, recipients], Counter()) == [*body, recipients]


@settings(deadline=None, max_examples=50)
@given(st.lists(st.text("aAđĐI€/. -Ðbcệ1\\", min_size=1, max_size=8).filter(str.strip), min_size=1, max_size=8))
def test_any_words_pass_and_numbers_stay(texts: list[str]) -> None:
    found, _ = closed(line(1, (" ".join(texts), 90), ("12/QD-UBND", 90)))
    assert any(text.endswith("12/QD-UBND") for text in found)
