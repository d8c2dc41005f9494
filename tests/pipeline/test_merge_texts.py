"""Sections of the same kind brought together; names of units in one form."""

from __future__ import annotations

from importlib.resources import files

import pytest
from merge_made import YEAR, indicator, quote, report

from pipeline.merge import data, merge
from pipeline.merge.contexts import sentence
from pipeline.merge.naming import is_local, loose_key, readable, unit_key
from pipeline.merge.periods import named
from pipeline.profile import load
from schemas.letterhead import Signature
from schemas.report import Report
from schemas.section import Section

HEADS = ("1. Khó khăn", "a) Về kinh phí")


def _report(name: str, *lines: str):  # type: ignore[no-untyped-def]
    text = "\n".join(
        (
            HEADS[0],
            *lines,
            HEADS[1],
            "Kinh phí bố trí cho công tác này còn hạn chế.",
            "Nơi nhận: như trên và các phòng thuộc sở",
        )
    )
    child_at, tail = text.index(HEADS[1]), text.index("Nơi nhận")
    child = Section(
        label="a)", title="Về kinh phí", level=2, start=child_at, end=len(text), evidence=(quote(HEADS[1], child_at),)
    )
    section = Section(
        label="1.",
        title="Khó khăn",
        level=1,
        kind="difficulties",
        start=0,
        end=len(text),
        evidence=(quote(HEADS[0]),),
        children=(child,),
    )
    made = report(
        name,
        indicator("1.8", 1),
        sections=(section,),
        signature=Signature(name="Nguyễn Văn A", evidence=(quote("x", tail),)),
    )
    return made, text


def test_near_identical_paragraphs_are_grouped_with_all_their_sources() -> None:
    same = "Hạ tầng công nghệ thông tin ở cấp xã còn thiếu và chưa đồng bộ;"
    pairs = [
        _report("Sở A", f"- {same}", "Trình độ công chức không đồng đều giữa các vùng."),
        _report("Sở B", f"+ {same.replace('thiếu và', 'thiếu,')}"),
    ]
    result = merge([made for made, _ in pairs], load(), texts={made.report_id: text for made, text in pairs})
    (section,) = result.texts
    assert (section.kind, section.title) == ("difficulties", "Khó khăn, tồn tại, hạn chế")
    sources = {group.text: [(source.unit, source.heading) for source in group.sources] for group in section.groups}
    assert sources[same] == [("so-a", "1. Khó khăn"), ("so-b", "1. Khó khăn")]
    assert sources["Kinh phí bố trí cho công tác này còn hạn chế."] == [
        ("so-a", "a) Về kinh phí"),
        ("so-b", "a) Về kinh phí"),
    ]
    assert len(section.groups) == 3
    for group in section.groups:
        for source in group.sources:
            text = {made.report_id: text for made, text in pairs}[result.reports[source.report].report_id]
            assert text[source.evidence.start : source.evidence.end] == source.evidence.quote


def test_without_texts_there_are_no_text_sections() -> None:
    made, _ = _report("Sở A", "Một đoạn văn đủ dài để được xét.")
    assert merge([made], load()).texts == ()


def test_the_sentence_around_a_quote() -> None:
    text = "Câu trước. Sở đã tổ chức 3 lớp cho học viên; câu sau."
    at = text.index("3 lớp")
    assert sentence(text, at, at + 5) == "Sở đã tổ chức 3 lớp cho học viên"
    long = "a" * 800
    assert sentence(long, 250, 260).startswith("…") and sentence(long, 250, 260).endswith("…")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SỞ NỘI VỤ", "Sở Nội vụ tỉnh Quảng Trị"),
        ("ỦY BAN NHÂN DÂN HUYỆN HẢI LĂNG", "UBND huyện Hải Lăng, tỉnh Quảng Trị"),
        ("Uỷ ban nhân dân xã Hòa Bình", "UBND xã Hoà Bình"),
        ("Sở TT&TT", "Sở TT và TT"),
        ("Sở Lao động – Thương binh và Xã hội", "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI"),
    ],
)
def test_spellings_of_one_unit(one: str, other: str) -> None:
    assert unit_key(one) == unit_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("UBND tỉnh Quảng Trị", "UBND tỉnh Quảng Bình"),
        ("Xã Hải Phú", "Xã Hải Phù"),
        ("Văn phòng UBND tỉnh X", "Văn phòng UBND tỉnh Y"),
    ],
)
def test_different_units_stay_apart(one: str, other: str) -> None:
    assert unit_key(one) != unit_key(other)


def test_names_to_read() -> None:
    assert readable("UBND HUYỆN HẢI LĂNG") == "UBND huyện Hải Lăng"
    assert readable("SỞ NỘI VỤ") == "Sở Nội vụ"
    assert readable("Sở Y tế") == "Sở Y tế"
    assert is_local("UBND HUYỆN A") and not is_local("Sở Lao động - Thương binh và Xã hội")
    assert loose_key("Đông Hà") == "dong ha"


LONG = (
    "Cấp ủy, chính quyền đã quan tâm lãnh đạo, chỉ đạo; các phòng chuyên môn phối hợp chặt chẽ trong quá trình triển khai"
    " nhiệm vụ, qua đó chất lượng phục vụ người dân và doanh nghiệp tiếp tục được nâng lên, mục {} đạt kết quả tốt."
)


def _copied(*pairs: tuple[Report, str]) -> list[tuple[str | None, str]]:
    result = merge([made for made, _ in pairs], load(), YEAR, texts={made.report_id: text for made, text in pairs})
    return [(item.unit, item.message) for item in result.findings if item.rule == "copied-text"]


class TestCopiedText:
    LINES = tuple(LONG.format(number) for number in range(1, 4))

    def test_paragraphs_of_another_unit(self) -> None:
        (found,) = _copied(_report("Sở A", *self.LINES), _report("Sở B", *self.LINES))
        assert "3 đoạn văn trùng nguyên văn với báo cáo của" in found[1]

    def test_paragraphs_of_the_unit_s_own_earlier_report(self) -> None:
        earlier, text = _report("Sở A", *self.LINES)
        earlier = earlier.model_copy(update={"period": named("year", 2016), "report_id": "e" * 64})
        (found,) = _copied((earlier, text), _report("Sở A", *self.LINES))
        assert "báo cáo" in found[1] and "2016" in found[1] and "của chính đơn vị" in found[1]

    @pytest.mark.parametrize(
        "other",
        [
            LINES[:2],  # two may be alike by chance
            tuple(line.replace("mục", "chỉ tiêu 5") for line in LINES),  # brought up to date
            tuple(line[60:140] for line in LINES),
        ],
    )
    def test_what_is_not_copied(self, other: tuple[str, ...]) -> None:
        assert _copied(_report("Sở A", *self.LINES), _report("Sở B", *other)) == []


def test_word_lists_say_where_they_come_from() -> None:
    names = sorted(
        entry.name.removesuffix(".toml") for entry in files(data.__name__).iterdir() if entry.name.endswith(".toml")
    )
    assert names == ["measures", "names", "types"]
    for name in names:
        table = data.toml_table(name)
        assert table["source"] and isinstance(table["verified"], bool), name
