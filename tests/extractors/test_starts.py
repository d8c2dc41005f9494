"""The cheap scans that say where a pattern is worth trying must pass over no place where it matches."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.period_grammar.forms import PERIOD
from extractors.period_grammar.reading import _matches
from extractors.quantity.scan import _DIGITS, _DIGITS_START, _WORDS, _WORDS_START, _tried

WORDS = (
    "từ ngày tháng nửa đầu cuối giữa năm giai đoạn nhiệm kỳ thời cùng quý Q1/2017 T3/2018 tuần thứ học những các mấy 6"
    " một hai ba bốn sáu bảy bẩy tám chín mười trăm 2017 2018-2020 19/7/2017 nay trước - đến hết và , ( ) % 12 45/59"
    " 1.234 hồ sơ thủ tục III IV I"
)
STYLES = st.sampled_from((str, str.upper, str.capitalize))
TEXTS = st.lists(
    st.tuples(st.sampled_from(WORDS.split()), STYLES, st.sampled_from((" ", " ", " ", "", "\n", "/"))), max_size=40
)


def _made(parts: list[tuple[str, object, str]]) -> str:
    return "".join(style(word) + gap for word, style, gap in parts)  # type: ignore[operator]


@settings(deadline=None, max_examples=200)
@given(TEXTS)
def test_no_period_is_passed_over(parts: list[tuple[str, object, str]]) -> None:
    text = _made(parts)
    assert [match.span() for match in _matches(text)] == [match.span() for match in PERIOD.finditer(text)]


@settings(deadline=None, max_examples=200)
@given(TEXTS)
def test_no_amount_is_passed_over(parts: list[tuple[str, object, str]]) -> None:
    text = _made(parts)
    for start, pattern in ((_DIGITS_START, _DIGITS), (_WORDS_START, _WORDS)):
        found = [match.span() for match in _tried(start, pattern, text)]
        assert found == [match.span() for match in pattern.finditer(text)]


def test_every_number_word_begins_an_amount() -> None:
    for word in ("hai", "ba", "bốn", "sáu", "bảy", "bẩy", "tám", "chín", "mười", "Mười", "CHÍN"):
        assert list(_tried(_WORDS_START, _WORDS, f"{word} (1) hồ sơ"))
