"""HTML saved as text: what is read without the tags points to the raw text with them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extractors.references import find_references
from extractors.text.folding import fold, without_markup
from schemas.document import Document
from schemas.letterhead import Letterhead

PIECES = st.sampled_from(
    ["a", "ă", "a\u0301", "\u200b", "\u00ad", "1", " ", "\n", "<", "&", "<b>", "</p>", "&nbsp;", "<p x=\u200b a\u0301>"]
)


@given(st.lists(PIECES, max_size=14))
def test_the_map_is_monotonic_and_letters_stand_where_it_says(pieces: list[str]) -> None:
    raw = "".join(pieces)
    folded = without_markup(fold(raw))
    offsets = [folded.raw(offset) for offset in range(len(folded.text) + 1)]
    assert offsets == sorted(offsets)
    assert all(0 <= offset <= len(raw) for offset in offsets)
    for offset, letter in enumerate(folded.text):
        start, end = folded.raw_span(offset, offset + 1)
        assert letter.isspace() or fold(raw[start:end]).text.startswith(letter)


def test_text_without_tags_is_left_alone() -> None:
    folded = fold("tỷ lệ < 5% và KH&CN > 3")
    assert without_markup(folded) is folded


def test_a_number_broken_by_tags_is_one_number() -> None:
    text = "<p>Căn cứ Nghị định số&nbsp;<b>15/2018</b>/NĐ-CP ngày <i>2/2/2018</i> của Chính phủ</p>"
    (found,) = find_references(Document(text=text), fold(text), Letterhead(), None)
    assert (found.number, found.issued_on) == ("15/2018/NĐ-CP", "2018-02-02")
    assert found.mentions[0].quote == "15/2018</b>/NĐ-CP"
    assert all(text[place.start : place.end] == place.quote for place in (*found.mentions, *found.evidence))
