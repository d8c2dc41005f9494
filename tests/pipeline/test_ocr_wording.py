"""Usual words of which recognition mistook one mark, and sentences that stay as they are."""

from __future__ import annotations

import tomllib
from collections import Counter
from importlib.resources import files

import pytest

from pipeline.readers.ocr import wording
from pipeline.readers.ocr.engine import Word
from pipeline.readers.ocr.numbers import Repairs, bare

DATA = tomllib.loads((files("pipeline.readers.ocr") / "wording.toml").read_text("utf-8"))


def corrected(text: str) -> tuple[str, Repairs]:
    repairs: Repairs = Counter()
    line = [Word(part, 95.0, 0, 0, 40, 20, (1, 1, 1)) for part in text.split(" ")]
    return " ".join(word.text for word in wording.put_right(line, repairs)), repairs


def test_every_word_is_checked_both_ways() -> None:
    for row in DATA["words"]:
        for example in row["examples"]:
            read, _, meant = example.partition(" -> ")
            text, repairs = corrected(read)
            assert text == meant
            assert sum(repairs.values()) == 1
        for text in row["counterexamples"]:
            assert corrected(text) == (text, Counter())
        for text in row["texts"]:
            assert corrected(text)[0] == text


def test_no_two_words_have_the_same_letters() -> None:
    texts = [text for row in DATA["words"] for text in row["texts"]]
    assert len({bare(text) for text in texts}) == len(texts)
    assert all(len(text.split(" ")) == 2 and text.islower() for text in texts)


def test_right_pairs_are_near_a_word_and_stay() -> None:
    words = {bare(text) for row in DATA["words"] for text in row["texts"]}
    for row in DATA["right"]:
        for text in row["texts"]:
            assert bare(text) in words, text
            assert corrected(text)[0] == text


@pytest.mark.parametrize(
    "text",
    [
        "bắt đầu từ ngày 01 tháng 7 và trao đổi với các đơn vị",
        "theo cơ chế biên soạn, vi phạm vì lý do khách quan",
        "Ủy ban nhân dân tỉnh hình thành mạng lưới cộng tác viên",
        "Uỷ ban nhân dân tỉnh chuẩn hoá danh mục",
        "Chính phủ hợp nhất hai bộ",
        "cuộc thi đưa vào kế hoạch",
    ],
)
def test_right_sentences_stay(text: str) -> None:
    assert corrected(text) == (text, Counter())


def test_letters_keep_their_case_and_signs() -> None:
    assert corrected("(Kê hoạch) QUYÊT ĐỊNH")[0] == "(Kế hoạch) QUYẾT ĐỊNH"
    assert corrected("Theo đê nghị của Sở")[0] == "Theo đề nghị của Sở"
