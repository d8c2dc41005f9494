"""The number grammar: strings that are one number, and numbers made from the grammar in random context."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.citation.grammar import read_number
from extractors.citation.registry import agencies_by_symbol, document_kinds, restore_agency, restore_type
from extractors.references import find_references
from extractors.text.folding import fold
from schemas.document import Document
from schemas.letterhead import Letterhead


@pytest.mark.parametrize(
    ("text", "number", "symbol", "kind", "code", "year"),
    [
        ("1982/QĐ-UBND", "1982/QĐ-UBND", "QĐ-UBND", "individual", "QĐ", None),
        ("Số: 11 /TB-UBND", "11/TB-UBND", "TB-UBND", "individual", "TB", None),
        ("Số: 30/2020/NĐ-CP", "30/2020/NĐ-CP", "NĐ-CP", "normative", "NĐ", 2020),
        ("  số 15 /QĐ - UBND.", "15/QĐ-UBND", "QĐ-UBND", "individual", "QĐ", None),
        (" /BC-SNV", None, "BC-SNV", "individual", "BC", None),
        ("Số: …/QĐ-UBND", None, "QĐ-UBND", "individual", "QĐ", None),
        ("Số: ....../2017/QĐ-UBND", None, "QĐ-UBND", "normative", "QĐ", 2017),
        ("Số:    -CT/TU", None, "CT/TU", "party", "CT", None),
        ("29-CT/TU", "29-CT/TU", "CT/TU", "party", "CT", None),
        ("l982/QĐ-UBND", "1982/QĐ-UBND", "QĐ-UBND", "individual", "QĐ", None),
        ("653/2019/UBTVQH14", "653/2019/UBTVQH14", "UBTVQH14", "assembly", None, 2019),
        ("95/2025/QH151", "95/2025/QH15", "QH15", "assembly", None, 2025),
        ("82 TC/TCT", "82TC/TCT", "TC/TCT", "old", "TC", None),
        ("87-CP", "87-CP", "CP", "old", None, None),
        ("63/2010NĐ-CP", "63/2010/NĐ-CP", "NĐ-CP", "normative", "NĐ", 2010),
        ("01/HLV", "01/HLV", "HLV", "letter", None, None),
    ],
)
def test_strings_that_are_one_number(
    text: str, number: str | None, symbol: str, kind: str, code: str | None, year: int | None
) -> None:
    found = read_number(text)
    assert found is not None
    assert (found.number, found.symbol, found.kind, found.type_code, found.year) == (number, symbol, kind, code, year)


@pytest.mark.parametrize(
    "text", ["", "19/7/2017", "45/59", "QĐ-UBND", "12/Trung", "Số:", "hai", "12/QĐ-UBND và 13/QĐ-UBND", "…"]
)
def test_other_strings_are_none(text: str) -> None:
    assert read_number(text) is None


def test_restoring_needs_a_unique_spelling() -> None:
    assert restore_type("QD") == "QĐ"
    assert restore_type("HD") is None  # hợp đồng or hướng dẫn
    assert restore_agency("HDND") == "HĐND"


_types = sorted(
    code for code, kind in document_kinds().items() if {"nd30"} & set(kind.regimes) and kind.symbols == (code,)
)
_agencies = sorted(
    code for code, agency in agencies_by_symbol().items() if agency.level in {"central", "province"} and len(code) > 2
)
_units = ["VP", "CCHC", "TCCB", "NC", "KSTT", "VX", "TH1"]
_digits = st.integers(1, 99999).map(str) | st.integers(1, 9).map(lambda n: f"0{n}")
_years = st.integers(1990, 2026).map(str)


@st.composite
def _numbers(draw: st.DrawFn) -> tuple[str, str]:
    number, agency = draw(_digits), draw(st.sampled_from(_agencies))
    shape = draw(st.sampled_from(["normative", "individual", "letter", "assembly", "party", "joint"]))
    if shape == "normative":
        return "Nghị định", f"{number}/{draw(_years)}/{draw(st.sampled_from(['NĐ', 'TT', 'QĐ', 'NQ']))}-{agency}"
    if shape == "individual":
        unit = draw(st.sampled_from(["", "-HC", ".VX"]))
        return "Quyết định", f"{number}/{draw(st.sampled_from(_types))}-{agency}{unit}"
    if shape == "letter":
        return "Công văn", f"{number}/{agency}-{draw(st.sampled_from(_units))}"
    if shape == "assembly":
        return "Luật", f"{number}/{draw(_years)}/{draw(st.sampled_from(['QH', 'UBTVQH']))}{draw(st.integers(1, 16))}"
    if shape == "party":
        return (
            "Chỉ thị",
            f"{number}-{draw(st.sampled_from(['NQ', 'CT', 'KL', 'CV', 'QĐ', 'TB']))}/{draw(st.sampled_from(['TW', 'TU', 'HU']))}",
        )
    return "Thông tư liên tịch", f"{number}/{draw(_years)}/TTLT-{agency}-BTC"


_before = st.sampled_from(
    [
        "Căn cứ ",
        "theo quy định tại khoản 1 Điều 2 ",
        "; ",
        "(",
        "thực hiện tốt ",
        "\n- ",
        "của cơ quan. ",
        "ngày 3/4/2019, ",
    ]
)
_after = st.sampled_from(
    [" của Chính phủ", ", ", ";", ".", ")", " ngày 19/7/2017", "\n", " về việc báo cáo", " và các văn bản", ""]
)


@given(_before, _numbers(), st.sampled_from([" số ", " số: ", " ", "\nsố "]), _after)
@settings(deadline=None, max_examples=300)
def test_numbers_of_the_grammar_are_found_exactly(before: str, pair: tuple[str, str], link: str, after: str) -> None:
    label, number = pair
    text = f"{before}{label}{link}{number}{after}"
    found = find_references(Document(text=text), fold(text), Letterhead(), None)
    assert [item.number for item in found if item.number] == [number]
    mention = found[0].mentions[0]
    assert text[mention.start : mention.end] == mention.quote == number


_trap_words = [
    "Mẫu số",
    "mẫu",
    "Biểu số",
    "Gói thầu số",
    "Phụ lục số",
    "Tờ khai số",
    "hồ sơ số",
    "Lô số",
    "QCVN",
    "Phiếu số",
]


@given(st.sampled_from(_trap_words), _numbers(), _after)
@settings(deadline=None, max_examples=150)
def test_numbers_in_trap_context_are_not_found(word: str, pair: tuple[str, str], after: str) -> None:
    text = f"theo {word} {pair[1]}{after}"
    assert find_references(Document(text=text), fold(text), Letterhead(), None) == ()


@given(st.text(alphabet="0123456789/-., \nQĐUBNDCPsốngàyluậtLuật", max_size=200))
@settings(deadline=None, max_examples=150)
def test_any_text_is_read_without_error_and_quotes_hold(text: str) -> None:
    for item in find_references(Document(text=text), fold(text), Letterhead(), None):
        assert all(text[place.start : place.end] == place.quote for place in (*item.mentions, *item.evidence))
