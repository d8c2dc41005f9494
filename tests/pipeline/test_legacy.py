"""Legacy encodings against glibc's own tables and round trips; repairs; and good Unicode left alone."""

from __future__ import annotations

import random
import shutil
import subprocess
import unicodedata
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import legacy
from pipeline.legacy.decoding import decode, decode_runs, guess
from pipeline.legacy.syllables import is_syllable
from pipeline.legacy.tables import byte_table, tables

SENTENCE = (
    "Sở Nội vụ báo cáo kết quả thực hiện cải cách hành chính năm vừa qua; đã rà soát, chuẩn hóa thủ tục, mở "
    "lớp bồi dưỡng nghiệp vụ "
    "cho cán bộ, công chức ở các huyện, thị xã; chỉ số hài lòng của người dân tiếp tục được giữ vững, kỷ luật "
    "kỷ cương nghiêm túc."
)
LETTERS = [
    unicodedata.normalize("NFC", base + shape + tone)
    for base, shapes in {"a": ["", "\u0306", "\u0302"], "e": ["", "\u0302"], "i": [""], "o": ["", "\u0302", "\u031b"],
    "u": ["", "\u031b"], "y": [""]}.items()
    for shape in shapes
    for tone in ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323")
    if shape or tone
] + ["đ"]  # fmt: skip


def encode(text: str, encoding: str) -> str:
    back = {letter: chr(int(code, 16)) for code, letter in tables()[encoding].items()}
    return "".join(back.get(c, c) for c in text)


def encode_vni(text: str) -> str:
    data = tables()["vni"]
    tones = {tone: mark for mark, tone in data["tones"].items()}
    singles = {right: letter for letter, right in data["letters"].items()}
    out = []
    for c in text:
        upper, low = c.isupper(), c.lower()
        decomposed = unicodedata.normalize("NFD", low)
        shape = "".join(m for m in decomposed[1:] if m in "\u0306\u0302")
        tone = "".join(m for m in decomposed[1:] if m not in "\u0306\u0302\u031b")
        base = unicodedata.normalize("NFC", decomposed[0] + ("\u031b" if "\u031b" in decomposed else ""))
        if low in singles or low in "íì":
            made = singles.get(low, low)
        elif len(decomposed) == 1:
            made = low
        else:
            made = singles.get(base, base) + (tones[shape + tone] if shape + tone else "")
        out.append(made.upper() if upper else made)
    return "".join(out)


@pytest.mark.parametrize(("encoding", "charset"), [("tcvn3", "TCVN"), ("viscii", "VISCII")])
def test_tables_agree_with_glibc(encoding: str, charset: str) -> None:
    if shutil.which("iconv") is None:
        pytest.skip("no iconv here")
    for code, letter in tables()[encoding].items():
        done = subprocess.run(
            ["iconv", "-f", charset, "-t", "UTF-8"], input=bytes.fromhex(code), capture_output=True, check=False
        )
        if done.returncode:
            pytest.skip(f"iconv does not know {charset}")
        assert unicodedata.normalize("NFC", done.stdout.decode()) == letter


def test_every_vietnamese_letter_can_be_reached() -> None:
    both = LETTERS + [letter.upper() for letter in LETTERS]
    assert set(tables()["viscii"].values()) >= set(both)
    assert set(tables()["tcvn3"].values()) >= set(LETTERS) | set("ĂÂÊÔƠƯĐ")
    assert decode(encode_vni("".join(f"{letter} " for letter in both)), "vni") == "".join(
        f"{letter} " for letter in both
    )


@pytest.mark.parametrize("encoding", ["tcvn3", "viscii"])
def test_round_trip(encoding: str) -> None:
    text = SENTENCE if encoding == "viscii" else SENTENCE.lower()
    assert decode(encode(text, encoding), encoding) == text
    raw = encode(text, encoding).encode("latin-1")
    windows = "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in raw)
    assert decode(windows, encoding) == text


def test_round_trip_vni_and_its_variants() -> None:
    assert decode(encode_vni(SENTENCE), "vni") == SENTENCE
    assert decode(encode_vni(SENTENCE.upper()), "vni") == SENTENCE.upper()
    assert decode("kyï", "vni") == "kỵ"


def test_viqr() -> None:
    assert (
        decode("Co^.ng ho`a xa~ ho^.i chu? nghi~a Vie^.t Nam. DDo^.c la^.p", "viqr")
        == "Cộng hòa xã hội chủ nghĩa Việt Nam. Độc lập"
    )
    assert decode("xong chua? Ro^`i.", "viqr") == "xong chua? Rồi."


@pytest.mark.parametrize("row", tables()["fonts"], ids=lambda row: row["encoding"])
def test_font_names(row: dict[str, object]) -> None:
    for name in row["examples"]:  # type: ignore[attr-defined]
        found = legacy.encoding_of(name)
        assert found is not None and found.name == row["encoding"], name
    for name in row["counterexamples"]:  # type: ignore[attr-defined]
        found = legacy.encoding_of(name)
        assert found is None or found.name != row["encoding"], name


@pytest.mark.parametrize(
    ("font", "upper"),
    [
        (".VnTimeH", True),
        ("ABCDEF+.VnTimeH,Bold", True),
        (".VnArialH Bold", True),
        (".VnTime", False),
        (".VnHelvetInsH", True),
        (".VnTime,Bold", False),
    ],
)
def test_fonts_that_draw_capitals(font: str, upper: bool) -> None:
    found = legacy.encoding_of(font)
    assert found is not None and found.upper is upper


def test_unicode_typed_in_a_legacy_font_stays() -> None:
    repairs: legacy.Repairs = Counter()
    for text in ("Chữ đã là Unicode", "các", "hà nội", "plain"):
        assert decode_runs([text], "tcvn3", repairs) == [text]
    assert not repairs


def test_a_vni_mark_in_the_next_run_finds_its_letter() -> None:
    assert decode_runs(["hoa", "ø bình"], "vni", Counter()) == ["hoà", " bình"]


def test_guess_needs_strong_evidence() -> None:
    lower = SENTENCE.lower()
    assert guess(encode(lower, "tcvn3")) == "tcvn3"
    assert guess(encode_vni(lower)) == "vni"
    viqr = (
        "So+? No^.i vu. ba'o ca'o ke^'t qua? thu+.c hie^.n ca?i ca'ch ha`nh chi'nh na(m ngoa'i, "
        "dda~ ra` soa't thu? tu.c va` mo+? lo+'p"
    )
    assert guess(viqr) == "viqr"
    for good in (
        SENTENCE,
        lower,
        SENTENCE.upper(),
        "Ngày 5.7.2017 (a+b) e-mail: ab.cd@ef.vn? No. 5*3." * 20,
        "déjà vu à la carte " * 30,
        "",
    ):
        assert guess(good) is None


def test_repairs_are_counted_and_lookalikes_only_change_inside_latin_words() -> None:
    repairs: legacy.Repairs = Counter()
    assert legacy.repaired(
        "phƣơng Ðiều ðã e\u0302\u0301 BC-\u0421NV \u041cосква", repairs
    ) == "phương Điều đã ế BC-\u0421NV \u041cосква".replace("\u0421N", "CN")
    assert {reason for _, _, reason in repairs} == {"foreign_letter", "decomposed", "lookalike"}


def test_invisible_characters_go_without_a_record() -> None:
    repairs: legacy.Repairs = Counter()
    assert legacy.repaired("nghi\u00adệp\u200b", repairs) == "nghiệp" and not repairs


def test_syllables() -> None:
    for word in "nghiêng khuỷu quyết giêng giữ gì quốc được nguyễn hoà hòa thủy thuỷ khúc tháng yếu ươm đắk".replace(
        "đắk", "đặc"
    ).split():
        assert is_syllable(word), word
    for word in ["cỏc", "lµ", "viÖt", "bcd", "trươngg", "tòc", "street"]:
        assert not is_syllable(word), word


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=60))
def test_nothing_raises_and_repairs_are_idempotent(text: str) -> None:
    for encoding in ("tcvn3", "vni", "viscii", "viqr"):
        decode(text, encoding)
    once = legacy.repaired(text, Counter())
    assert legacy.repaired(once, Counter()) == once
    guess(text)


def test_linear_on_long_text() -> None:
    rng = random.Random(1)
    text = "".join(rng.choice("aàd+^'. \n") for _ in range(300_000))
    for encoding in ("tcvn3", "vni", "viscii", "viqr"):
        assert decode(text, encoding)
    assert byte_table("tcvn3")[0xB5] == "à"
