"""Search and citations: every way of typing finds the same, and no string is an error."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
import unicodedata
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text as sql

from extractors.text.folding import search_key
from pipeline.library import Kept, Library, cites, search
from pipeline.library.filters import period_range
from pipeline.library.index import matching, matching_plainly
from pipeline.library.keys import columns, columns_of, folded_words, word_keys, word_spans
from pipeline.library.numbers import NumberKey, number_key
from schemas.document import Block, BlockKind, Document
from schemas.letterhead import Issuer, Letterhead
from schemas.period import Period
from schemas.reference import DocumentType, Mention, Reference
from schemas.report import Report, Source

QD = DocumentType(code="QĐ", name="Quyết định")
NQ = DocumentType(code="NQ", name="Nghị quyết")
KH = DocumentType(code="KH", name="Kế hoạch")
TT = DocumentType(code="TT", name="Thông tư")

PARAGRAPHS = {
    "a/noi-vu.txt": [
        "Sở đã mở 3 lớp bồi dưỡng nghiệp vụ. "
        "Thực hiện Quyết định số 1982/QĐ-UBND ngày 19/7/2017 của UBND tỉnh, Sở đã niêm yết.",
        "Công tác hoà giải ở cơ sở; tỷ lệ đạt 98,5%.",
        "Theo Luật Tổ chức chính quyền địa phương, việc này do tỉnh định.",
    ],
    "b/tu-phap.txt": [
        "Lop boi duong nghiep vu duoc mo trong quy III.",
        "Công tác hòa giải đạt kết quả. "
        "Căn cứ Kế hoạch số 1982/KH-UBND và Thông tư số 02/2017/TT-VPCP ngày 31/10/2017.",
        "Bồi thường thiệt hại; dưỡng lão; nghiệp đoàn; vụ việc đ\u01b0ợc đ\u1ecbnh giá.",
    ],
    "c/y-te.txt": ["Nghị quyết số 30-NQ/TW và Quyết định số 15/QĐ-UBND được triển khai đúng hạn."],
}
CITED: dict[str, list[dict[str, Any]]] = {
    "a/noi-vu.txt": [
        {
            "number": "1982/QĐ-UBND", "type": QD, "issued_on": "2017-07-19", "key": "qd-ubnd/1982/2017/quang-tri",
            "issuer": "UBND tỉnh", "relation": "implements",
        },
        {
            "number": None, "kind": "named", "title": "Luật Tổ chức chính quyền địa phương", "key": "luat-tccqdp",
            "quote": "Luật Tổ chức chính quyền địa phương",
        },
    ],
    "b/tu-phap.txt": [
        {"number": "1982/KH-UBND", "type": KH, "key": "kh-ubnd/1982/?/?"},
        {"number": "02/2017/TT-VPCP", "type": TT, "issued_on": "2017-10-31", "key": "tt-vpcp/2/2017/?"},
    ],
    "c/y-te.txt": [
        {"number": "30-NQ/TW", "kind": "party", "key": "nq-tw/30/?/?", "type": NQ},
        {"number": "15/QĐ-UBND", "type": QD, "key": "qd-ubnd/15/?/?"},
    ],
}  # fmt: skip
UNITS = {"a/noi-vu.txt": "Sở Nội vụ tỉnh Quảng Trị", "b/tu-phap.txt": "Sở Tư pháp", "c/y-te.txt": "Sở Y tế"}


def made(path: str) -> tuple[Kept, bytes]:
    text = "\n".join(PARAGRAPHS[path])
    blocks, start = [], 0
    for page, line in enumerate(PARAGRAPHS[path], 1):
        blocks.append(Block(kind=BlockKind.PARAGRAPH, start=start, end=start + len(line), page=page))
        start += len(line) + 1
    references = []
    for given_members in CITED[path]:
        members = dict(given_members)
        quote = members.pop("quote", members["number"])
        at = text.index(quote)
        mention = Mention(start=at, end=at + len(quote), quote=quote)
        references.append(Reference(**({"kind": "individual"} | members), mentions=(mention,)))
    data = text.encode()
    digest = hashlib.sha256(data).hexdigest()
    year = 2017 if path != "c/y-te.txt" else 2018
    report = Report(
        report_id=digest,
        source=Source(filename=Path(path).name, media_type="text/plain", sha256=digest, size_bytes=len(data)),
        letterhead=Letterhead(number="1/BC", issued_on=f"{year}-12-10"),
        issuer=Issuer(name=UNITS[path]),
        document_type=DocumentType(code="BC", name="Báo cáo"),
        period=Period(
            kind="year", year=year, start=f"{year - 1}-12-15", end=f"{year}-12-15", text=f"năm {year}", basis="stated"
        ),
        references=tuple(references),
    )
    return Kept.read(path, report, Document(text=text, blocks=tuple(blocks))), data


def filled(library: Library) -> Library:
    batch = [made(path) for path in PARAGRAPHS]
    library.keep([item for item, _ in batch], {item.sha256: data for item, data in batch})
    return library


@pytest.fixture(scope="module")
def sqlite() -> Iterator[Library]:
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder) / "library.db") as library:
        yield filled(library)


@pytest.fixture(scope="module")
def postgres() -> Iterator[Library]:
    """A throw-away server on a local socket; skipped where server or driver is not installed."""
    binary = shutil.which("initdb")
    if binary is None or not (find_spec("psycopg") or find_spec("pg8000")):
        pytest.skip("PostgreSQL server or driver not installed")
    folder = tempfile.mkdtemp(prefix="pg")
    try:
        as_user = _other_user(folder)
        data = f"{folder}/data"
        subprocess.run([*as_user, "initdb", "-D", data, "-A", "trust", "-U", "baocao", "-E", "UTF8", "--locale=C"],
                       check=True, capture_output=True)  # fmt: skip
        options = f"-k {folder} -c listen_addresses='' -c fsync=off"
        subprocess.run([*as_user, "pg_ctl", "-D", data, "-o", options, "-w", "-l", f"{folder}/log", "start"],
                       check=True, capture_output=True)  # fmt: skip
        try:
            socket = f"{folder}/.s.PGSQL.5432"
            url = f"postgresql://baocao@/postgres?unix_sock={socket}"
            if find_spec("psycopg"):
                url = f"postgresql://baocao@/postgres?host={folder}"
            with Library.open(url) as library:
                yield filled(library)
        finally:
            subprocess.run(
                [*as_user, "pg_ctl", "-D", data, "-m", "immediate", "stop"], check=False, capture_output=True
            )
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _other_user(folder: str) -> list[str]:
    """PostgreSQL refuses to run as root: then the folder is given to nobody."""
    if os.geteuid() != 0:
        return []
    if shutil.which("runuser") is None:
        pytest.skip("PostgreSQL does not run as root")
    shutil.chown(folder, "nobody")
    return ["runuser", "-u", "nobody", "--"]


@pytest.fixture(params=["sqlite", "postgres"])
def library(request: pytest.FixtureRequest) -> Library:
    opened: Library = request.getfixturevalue(request.param)
    return opened


class TestCites:
    @pytest.mark.parametrize(
        "query",
        [
            "1982/QĐ-UBND", "1982/qd-ubnd", "1982 qd ubnd", "01982/QĐ–UBND", "1982/QĐUBND", "QĐ 1982",
            "Quyết định 1982", "quyet dinh so 1982/qd-ubnd", "Quyết định số 1982/QĐ-UBND ngày 19/7/2017",
            "qd-ubnd/1982/2017/quang-tri",
            "1982/QĐ", "Quyết định số 1982 năm 2017",
        ],
    )  # fmt: skip
    def test_every_spelling(self, library: Library, query: str) -> None:
        (hit,) = cites(library, query)
        assert (hit.unit, hit.number, hit.page) == ("Sở Nội vụ tỉnh Quảng Trị", "1982/QĐ-UBND", 1)
        assert hit.sentence.startswith("Thực hiện Quyết định số") and hit.sentence.endswith("niêm yết.")
        assert hit.sentence[hit.mark_start : hit.mark_end] == "1982/QĐ-UBND"
        assert (library.text(hit.sha256) or "")[hit.start : hit.end] == "1982/QĐ-UBND"
        assert (hit.relation, hit.issued_on, hit.issuer) == ("implements", "2017-07-19", "UBND tỉnh")
        assert (hit.report_date, hit.filename, hit.report_number) == ("2017-12-10", "noi-vu.txt", "1/BC")

    @pytest.mark.parametrize(
        ("query", "numbers"),
        [
            ("1982", ["1982/QĐ-UBND", "1982/KH-UBND"]),
            ("Kế hoạch 1982", ["1982/KH-UBND"]),
            ("2/2017/TT-VPCP", ["02/2017/TT-VPCP"]),
            ("02/TT-VPCP", ["02/2017/TT-VPCP"]),
            ("2/2016/TT-VPCP", []),
            ("30-NQ/TW", ["30-NQ/TW"]),
            ("30 nq tw", ["30-NQ/TW"]),
            ("1982/QĐ-UBND ngày 20/7/2017", []),
            ("198", []),
            ("19820/QĐ-UBND", []),
            ("luat to chuc chinh quyen dia phuong", [None]),
            ("Luật Tổ chức chính quyền", [None]),
            ("", []),
            ("!!!", []),
        ],
    )
    def test_what_is_meant(self, library: Library, query: str, numbers: list[str | None]) -> None:
        assert [hit.number for hit in cites(library, query)] == numbers

    def test_filters(self, library: Library) -> None:
        assert len(cites(library, "1982", unit="tu phap")) == 1
        assert len(cites(library, "1982", type="quyết định")) == 1
        assert len(cites(library, "1982", type="kh")) == 1
        assert len(cites(library, "1982", period="2017")) == 2
        assert cites(library, "1982", period="năm 2016") == []

    @given(st.text(max_size=60))
    @settings(max_examples=150, deadline=None)
    def test_no_string_is_an_error(self, sqlite: Library, query: str) -> None:
        assert isinstance(cites(sqlite, query, unit=query, period=query, type=query), list)


class TestSearch:
    def texts(self, library: Library, query: str, **filters: Any) -> list[tuple[str, bool]]:
        return [(hit.path[0], hit.exact) for hit in search(library, query, **filters)]

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("bồi dưỡng nghiệp vụ", [("a", True), ("b", True), ("b", False)]),
            ('"bồi dưỡng nghiệp vụ"', [("a", True), ("b", False)]),
            ("boi duong", [("b", True), ("a", False), ("b", False)]),
            ('"duong boi"', []),
            ("hoà giải", [("a", True), ("b", True)]),
            ("HÒA GIẢI", [("a", True), ("b", True)]),
            ("hoa giai co so", [("a", False)]),
            ("tỉ lệ", [("a", False)]),
            ("định giá", [("b", True)]),
            ("dinh gia", [("b", False)]),
            ("đinh gia", [("b", False)]),
            ("1982/qđ-ubnd", [("a", True)]),
            ("1982/qd-ubnd", [("a", False)]),
            ("98,5%", [("a", True)]),
            ("khong co chu nay", []),
            ('"', []),
            ("", []),
            ('""', []),
            ("bồi AND dưỡng", []),
            ("NEAR(bồi", []),
            ("boi*", []),
        ],
    )
    def test_queries(self, library: Library, query: str, found: list[tuple[str, bool]]) -> None:
        if query == "boi*":
            found = self.texts(library, "boi")
        assert self.texts(library, query) == found

    def test_decomposed_queries_find_the_same(self, library: Library) -> None:
        for query in ("bồi dưỡng", "được định giá"):
            assert self.texts(library, unicodedata.normalize("NFD", query)) == self.texts(library, query)

    def test_marks_and_places(self, library: Library) -> None:
        (hit,) = search(library, '"hoa giai o" tỷ')
        assert [hit.text[start:end] for start, end in hit.marks] == ["hoà giải ở", "tỷ"]
        assert (library.text(hit.sha256) or "")[hit.start : hit.end] == hit.text
        assert hit.page == 2 and hit.unit == "Sở Nội vụ tỉnh Quảng Trị"

    def test_the_whole_query_in_one_piece_comes_first_and_is_marked_alone(self, library: Library) -> None:
        first, second, third = search(library, "boi duong nghiep vu")
        assert [first.text[start:end] for start, end in first.marks] == ["Lop boi duong nghiep vu"[4:]]
        assert [second.text[start:end] for start, end in second.marks] == ["bồi dưỡng nghiệp vụ"]
        assert [third.text[start:end] for start, end in third.marks] == ["Bồi", "dưỡng", "nghiệp", "vụ"]

    def test_filters_and_limit(self, library: Library) -> None:
        assert self.texts(library, "bồi dưỡng", unit="Sở Tư pháp") == [("b", True), ("b", False)]
        assert self.texts(library, "quyết định", period="2018") == [("c", True)]
        assert self.texts(library, "quyết định", type="BC", limit=1) == [("c", True)], "newest report first"
        assert self.texts(library, "quyết định", type="KH") == []
        assert self.texts(library, "quyết định", limit=0) == []

    @given(st.one_of(st.text(max_size=80), st.text(alphabet="\"'*^:()-+{}[]AND OR NEAR đĐ\x00\ud800%_\\", max_size=60)))
    @settings(max_examples=300, deadline=None)
    def test_no_string_is_an_error(self, sqlite: Library, query: str) -> None:
        for hit in search(sqlite, query, unit=query[:5] or None, period=query[5:10] or None, type=query[10:] or None):
            assert hit.marks

    @given(
        st.lists(
            st.sampled_from(["boi", "duong", "nghiep", "vu", "hoa", "giai", "quyet", "dinh", "so", "1982", "o"]),
            min_size=1,
            max_size=3,
        )
    )
    @settings(max_examples=60, deadline=None)
    def test_the_accelerator_answers_like_plain_sql(self, sqlite: Library, words: list[str]) -> None:
        with sqlite.engine.begin() as connection:
            for phrases in (words, [" ".join(words)]):
                assert matching(connection, phrases, "words") == matching_plainly(connection, phrases, "words")

    def test_long_queries_are_cut(self, library: Library) -> None:
        assert search(library, "sở " * 5_000)
        assert search(library, "x" * 100_000) == []


class TestKeys:
    @given(st.text(max_size=60))
    @settings(max_examples=200, deadline=None)
    def test_keys_are_plain_words(self, text: str) -> None:
        for word in folded_words(text).split():
            assert word and not any(char in "%_\\'\"*" or char.isspace() for char in word)

    @given(st.text(alphabet="aăâeêoôơuưyiđbcmnht\u0301\u0300\u0309\u0303\u0323 Đ-/.", max_size=40))
    @settings(max_examples=200, deadline=None)
    def test_vietnamese_folds_to_ascii_and_spans_hold_words(self, text: str) -> None:
        for start, end, folded, _ in word_spans(text):
            assert folded.isascii()
            assert folded_words(text[start:end]).split()[0] == folded or search_key(text[start:end])

    @pytest.mark.parametrize(("one", "other"), [("hoà", "hòa"), ("thuỷ", "thủy"), ("khoẻ", "khỏe"), ("uỷ", "ủy")])
    def test_place_of_tone_marks(self, one: str, other: str) -> None:
        assert word_keys(one) == word_keys(other)

    @pytest.mark.parametrize(("one", "other"), [("tỷ", "tỉ"), ("kỹ", "kĩ"), ("lý", "lí"), ("quý", "quí")])
    def test_y_and_i(self, one: str, other: str) -> None:
        assert word_keys(one)[0] == word_keys(other)[0]


class TestNumberKeys:
    @pytest.mark.parametrize(
        ("text", "key"),
        [
            ("1982/QĐ-UBND", NumberKey(1982, symbol="qdubnd")),
            ("30c/NQ-CP", NumberKey(30, suffix="c", symbol="nqcp")),
            ("02/2017/TT-VPCP", NumberKey(2, year=2017, symbol="ttvpcp")),
            ("63/2010/QH12", NumberKey(63, year=2010, symbol="qh12")),
            ("Nghị quyết 18", NumberKey(18, label="nghi quyet")),
            ("Quyết định số 5 năm 2020", NumberKey(5, label="quyet dinh", issued_on="2020")),
            ("1982/QĐ-UBND (19/7/2017)", NumberKey(1982, symbol="qdubnd", issued_on="2017-07-19")),
            ("1982/QĐ-UBND ngày 19 tháng 7 năm 2017", NumberKey(1982, symbol="qdubnd", issued_on="2017-07-19")),
        ],
    )
    def test_parts(self, text: str, key: NumberKey) -> None:
        assert number_key(text) == key

    @pytest.mark.parametrize("text", ["", "Luật Đất đai", "QH12", "9" * 50])
    def test_no_number(self, text: str) -> None:
        assert number_key(text) is None


class TestPeriods:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("2017", ("2017-01-01", "2018-01-01")),
            ("năm 2017", ("2017-01-01", "2018-01-01")),
            ("tháng 9/2017", ("2017-09-01", "2017-10-01")),
            ("2017-09", ("2017-09-01", "2017-10-01")),
            ("12/2017", ("2017-12-01", "2018-01-01")),
            ("quý III/2017", ("2017-07-01", "2017-10-01")),
            ("Q3 2017", ("2017-07-01", "2017-10-01")),
            ("2017-Q3", ("2017-07-01", "2017-10-01")),
            ("6 tháng đầu năm 2017", ("2017-01-01", "2017-07-01")),
            ("6 tháng cuối năm 2017", ("2017-07-01", "2018-01-01")),
            ("9 tháng 2017", ("2017-01-01", "2017-10-01")),
            ("2017-01-01..2017-07-01", ("2017-01-01", "2017-07-01")),
            ("tháng 13/2017", None),
            ("0000", None),
            ("hôm nay", None),
        ],
    )
    def test_forms(self, text: str, expected: tuple[str, str] | None) -> None:
        assert period_range(text) == expected


def test_engines_keep_the_same(sqlite: Library, postgres: Library) -> None:
    assert sqlite.dump() == postgres.dump()
    sha256 = next(iter(sqlite.reports())).report_id
    assert postgres.original(sha256) == sqlite.original(sha256)
    assert list(postgres.originals.names()) == list(sqlite.originals.names())
    before = postgres.dump()
    assert filled(postgres).dump() == before


def test_without_the_accelerator_answers_stay(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library.db") as library:
        filled(library)
        before = search(library, "bồi dưỡng")
        with library.engine.begin() as connection:
            connection.execute(sql("DROP TABLE passage_index"))
        assert search(library, "bồi dưỡng") == before


@given(st.lists(st.text(alphabet="aàÁđ tỷy1-…/\n\u0085", max_size=60), max_size=6))
def test_columns_of_many_texts_are_those_of_each(texts: list[str]) -> None:
    assert columns_of(texts) == [columns(text) for text in texts]
