"""The tokenizer: tokens with their spaces spell the text exactly, whether their pieces were met before or not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import extractors
from extractors.text.tokenizer import SyllableTokenizer

NLP = extractors.load()
TEXTS = st.text(alphabet=" \n\t\u00a0abăệ\u030112.,/_-…", max_size=60)


@given(TEXTS)
def test_tokens_spell_the_text(text: str) -> None:
    doc = NLP.make_doc(text)
    assert doc.text == text
    assert "".join(token.text_with_ws for token in doc) == text


@given(st.lists(TEXTS, max_size=4))
def test_texts_read_before_change_nothing(texts: list[str]) -> None:
    used = SyllableTokenizer(NLP.vocab)
    for text in texts:
        fresh = SyllableTokenizer(NLP.vocab)
        assert [token.text_with_ws for token in used(text)] == [token.text_with_ws for token in fresh(text)]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("đạt 5.240.127 lượt", ["đạt", "5.240.127", "lượt"]),
        ("1982/QĐ-UBND", ["1982", "/", "QĐ", "-", "UBND"]),
        ("a  b", ["a", " ", "b"]),
        (" a ", [" ", "a"]),
    ],
)
def test_numbers_stay_whole_and_symbols_come_apart(text: str, tokens: list[str]) -> None:
    assert [token.text for token in NLP.make_doc(text)] == tokens
