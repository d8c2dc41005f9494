"""The number grammar: what is written in any usual way is read back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.text.numbers import parse_numeral, parse_spelled

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def grouped(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def below_hundred(value: int) -> str:
    tens, unit = divmod(value, 10)
    if tens == 0:
        return _DIGITS[unit]
    head = "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    tail = {0: "", 1: "một" if tens == 1 else "mốt", 4: "bốn" if tens == 1 else "tư", 5: "lăm"}.get(unit, _DIGITS[unit])
    return f"{head} {tail}".strip()


def below_thousand(value: int, full: bool) -> str:
    hundreds, rest = divmod(value, 100)
    if hundreds == 0 and not full:
        return below_hundred(rest)
    head = f"{_DIGITS[hundreds]} trăm"
    if rest == 0:
        return head
    return f"{head} linh {_DIGITS[rest]}" if rest < 10 else f"{head} {below_hundred(rest)}"


def spelled(value: int) -> str:
    parts = []
    rest, first = value, True
    for name, scale in (("tỷ", 10**9), ("triệu", 10**6), ("nghìn", 1000)):
        count, rest = divmod(rest, scale)
        if count:
            parts.append(f"{below_thousand(count, not first)} {name}")
            first = False
    if rest or first:
        parts.append(below_thousand(rest, not first))
    return " ".join(parts)


@settings(deadline=None, max_examples=150)
@given(st.integers(min_value=0, max_value=10**12))
def test_whole_numbers_are_read_back(value: int) -> None:
    for written in (grouped(value), str(value)):
        numeral = parse_numeral(written)
        assert numeral is not None
        assert numeral.value == value


@settings(deadline=None, max_examples=150)
@given(st.integers(min_value=0, max_value=10**8), st.integers(min_value=1, max_value=99))
def test_decimals_are_read_back(whole: int, hundredths: int) -> None:
    expected = float(f"{whole}.{hundredths:02d}")
    for written in (f"{grouped(whole)},{hundredths:02d}", f"{whole},{hundredths:02d}", f"{whole}.{hundredths:02d}"):
        numeral = parse_numeral(written, whole=False)
        assert numeral is not None
        assert numeral.value == expected


@settings(deadline=None, max_examples=200)
@given(st.integers(min_value=1, max_value=999_999_999_999))
def test_number_words_are_read_back(value: int) -> None:
    assert parse_spelled(spelled(value)) == value
    assert parse_spelled(spelled(value).capitalize()) == value


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("mười lăm", 15),
        ("hai mươi mốt", 21),
        ("hai trăm lẻ năm", 205),
        ("hai triệu rưỡi", 2_500_000),
        ("một trăm rưỡi", 150),
    ],
)
def test_usual_number_words(written: str, value: int) -> None:
    assert parse_spelled(written) == value


@pytest.mark.parametrize("written", ["mươi", "trăm hai", "hai trăm ba", "linh năm", "", "một nghìn hai nghìn"])
def test_words_that_make_no_number(written: str) -> None:
    assert parse_spelled(written) is None


def test_a_comma_before_three_digits_is_decided_by_the_unit_and_never_certain() -> None:
    people, rate = parse_numeral("1,234", whole=True), parse_numeral("1,234", whole=False)
    assert people is not None and rate is not None
    assert (people.value, rate.value) == (1234, 1.234)
    assert people.confidence < 1 and rate.confidence < 1


def test_a_number_with_spaces_between_thousands() -> None:
    numeral = parse_numeral("1 234 567")
    assert numeral is not None
    assert numeral.value == 1_234_567


@pytest.mark.parametrize("written", ["", "abc", "1.2.3", "12.34.5", "1,2,3"])
def test_what_is_no_number(written: str) -> None:
    assert parse_numeral(written) is None
