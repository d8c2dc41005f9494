"""The library: what is kept, that keeping is idempotent, and that killing and rerunning leaves no trace."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import random
import signal
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text as sql

from pipeline.errors import Encrypted, TimedOut, Unreadable
from pipeline.library import Kept, Library, cites, current_version, search
from pipeline.library.passages import LONGEST, passages_of, passages_of_text, sentence_around
from schemas.document import Block, BlockKind, Document
from schemas.indicator import Indicator
from schemas.letterhead import Issuer, Letterhead
from schemas.reference import DocumentType, Mention, Reference
from schemas.report import Report, Source
from schemas.section import Section

UNITS = ("Sở Nội vụ", "Sở Tư pháp", "UBND huyện A", "Sở Y tế")


def made(number: int, name: str | None = None) -> tuple[str, bytes, Report, Document]:
    """A report that says ``number``; the same number gives the same bytes."""
    unit = UNITS[number % len(UNITS)]
    text = (
        f"BÁO CÁO\n{unit} báo cáo kết quả số {number}.\nThực hiện Quyết định số {1000 + number}/QĐ-UBND "
        f"ngày 19/7/2017, đơn vị đã mở {number} lớp bồi dưỡng. Kết quả tốt."
    )
    blocks, start = [], 0
    for line in text.split("\n"):
        blocks.append(Block(kind=BlockKind.PARAGRAPH, start=start, end=start + len(line), page=1 + len(blocks) // 2))
        start += len(line) + 1
    data = text.encode()
    digest = hashlib.sha256(data).hexdigest()
    at = text.index(f"{1000 + number}/")
    quote = f"{1000 + number}/QĐ-UBND"
    report = Report(
        report_id=digest,
        source=Source(filename=f"{number}.txt", media_type="text/plain", sha256=digest, size_bytes=len(data)),
        letterhead=Letterhead(number=f"{number}/BC-SNV", issued_on=f"2017-12-{1 + number % 28:02}"),
        issuer=Issuer(name=unit),
        document_type=DocumentType(code="BC", name="Báo cáo"),
        references=(
            Reference(
                number=quote,
                kind="individual",
                key=f"qd-ubnd/{1000 + number}/2017/?",
                issued_on="2017-07-19",
                mentions=(Mention(start=at, end=at + len(quote), quote=quote, page=2),),
            ),
        ),
        indicators=(Indicator(code="1.7", label="lớp", value=number, unit="lớp"),),
        sections=(
            Section(label="1.", title="Một", level=1, start=0, end=9,
                    children=(Section(label="1.1.", title="Hai", level=2, start=3, end=9),)),
        ),
    )  # fmt: skip
    return name or f"{unit}/{number}.txt", data, report, Document(text=text, blocks=tuple(blocks))


def kept(number: int, name: str | None = None) -> tuple[Kept, bytes]:
    path, data, report, document = made(number, name)
    return Kept.read(path, report, document), data


def keep(library: Library, numbers: list[int]) -> None:
    batch = [kept(number) for number in numbers]
    library.keep([item for item, _ in batch], {item.sha256: data for item, data in batch})


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library.db") as opened:
        yield opened


def test_reading_never_waits_for_a_writer(library: Library, tmp_path: Path) -> None:
    keep(library, [1])
    with library.engine.execution_options(writes=True).begin() as connection:
        connection.execute(sql("UPDATE documents SET reason = 'x'"))
        with Library.open(tmp_path / "library.db") as other:
            assert len(search(other, "lớp bồi dưỡng")) == 1
        connection.rollback()


def test_a_library_of_another_release_is_refused(library: Library, tmp_path: Path) -> None:
    with library.engine.execution_options(writes=True).begin() as connection:
        connection.execute(sql("UPDATE settings SET value = '0' WHERE name = 'schema'"))
    with pytest.raises(Unreadable, match="schema"):
        Library.open(tmp_path / "library.db")


def test_everything_comes_back(library: Library) -> None:
    path, data, report, document = made(7)
    library.keep([Kept.read(path, report, document)], {report.report_id: data})
    assert list(library.reports()) == [report]
    assert library.report(report.report_id) == report
    assert library.text(report.report_id) == document.text
    assert library.original(report.report_id) == data
    assert library.known([report.report_id, "0" * 64]) == {report.report_id}
    with pytest.raises(KeyError):
        library.original("0" * 64)
    with pytest.raises(KeyError):
        library.report("0" * 64)


def test_facts_can_be_asked_in_plain_sql(library: Library) -> None:
    keep(library, [3, 4])
    with library.engine.begin() as connection:
        rows = connection.execute(
            sql(
                "SELECT r.unit, i.value, c.number, m.page, p.text FROM reports r JOIN indicators i USING (document) "
                "JOIN citations c USING (document) JOIN mentions m USING (document, position) "
                "JOIN passages p ON p.passage = m.document * 1048576 + m.passage ORDER BY i.value"
            )
        ).all()
        parents = connection.scalars(sql("SELECT parent FROM sections ORDER BY document, position")).all()
    assert [tuple(row[:4]) for row in rows] == [
        ("Sở Y tế", 3.0, "1003/QĐ-UBND", 2),
        ("Sở Nội vụ", 4.0, "1004/QĐ-UBND", 2),
    ]
    assert all(row.number in row.text for row in rows)
    assert list(parents) == [None, 0, None, 0]


def test_keeping_twice_changes_nothing(library: Library) -> None:
    keep(library, [1, 2, 3])
    once = library.dump()
    keep(library, [3, 1])
    keep(library, [1, 2, 3])
    assert library.dump() == once


def test_order_and_batches_do_not_matter(tmp_path: Path) -> None:
    numbers = list(range(12))
    dumps = set()
    for seed, size in enumerate((12, 5, 1)):
        shuffled = random.Random(seed).sample(numbers, len(numbers))
        with Library.open(tmp_path / str(seed) / "library.db") as library:
            for start in range(0, len(numbers), size):
                keep(library, shuffled[start : start + size])
            dumps.add(library.dump())
            assert [report.source.filename for report in library.reports()] == sorted(
                (f"{number}.txt" for number in numbers), key=lambda name: f"{UNITS[int(name[:-4]) % 4]}/{name}"
            )
    assert len(dumps) == 1


def test_same_bytes_under_several_names(library: Library) -> None:
    first, data = kept(5, "b/x.txt")
    copies = [Kept.duplicate(path, first.sha256, first.size_bytes) for path in ("c/y.txt", "a/z.txt")]
    library.keep([first, *copies], {first.sha256: data})
    assert [(item.path, item.state) for item in library.arrivals()] == [
        ("a/z.txt", "accepted"),
        ("b/x.txt", "duplicate"),
        ("c/y.txt", "duplicate"),
    ]
    assert "a/z.txt" in library.arrivals()[1].reason
    assert len(list(library.reports())) == 1
    assert library.failures() == []


def test_a_duplicate_of_nothing_is_refused_and_leaves_no_trace(library: Library) -> None:
    item, _ = kept(1)
    with pytest.raises(ValueError, match="not kept"):
        library.keep([item, Kept.duplicate("x", "1" * 64, 3)])
    assert library.arrivals() == []


def test_failures_say_what_to_do(library: Library) -> None:
    keep(library, [1])
    library.keep(
        [
            Kept.failed("b.pdf", "b" * 64, 10, Encrypted("password")),
            Kept.failed("a.doc", "", 0, TimedOut("no bytes")),
        ]
    )
    assert [(item.path, item.state) for item in library.failures()] == [("a.doc", "timeout"), ("b.pdf", "encrypted")]
    assert all(item.reason and item.hint for item in library.failures())
    assert library.known(["b" * 64]) == {"b" * 64}


def test_a_file_that_could_not_be_opened_and_then_could(library: Library) -> None:
    item, data = kept(2, "a.doc")
    library.keep([Kept.failed("a.doc", "", 0, TimedOut("locked"))])
    library.keep([item], {item.sha256: data})
    assert [entry.state for entry in library.arrivals()] == ["accepted"]


def test_a_timeout_is_tried_again_and_gives_way_to_the_report(library: Library) -> None:
    item, data = kept(2)
    library.keep([Kept.failed(item.path, item.sha256, item.size_bytes, TimedOut("slow"))], {item.sha256: data})
    assert library.known([item.sha256]) == set()
    library.keep([item])
    assert library.known([item.sha256]) == {item.sha256}
    done = library.dump()
    library.keep([Kept.failed(item.path, item.sha256, item.size_bytes, TimedOut("slow"))])
    assert library.dump() == done


def test_another_version_reads_again(tmp_path: Path) -> None:
    item, data = kept(2)
    with Library.open(tmp_path / "library.db", version="old") as library:
        library.keep([item], {item.sha256: data})
        assert search(library, "bồi dưỡng")
    changed = made(2)[2].model_copy(update={"subject": "Mới"})
    with Library.open(tmp_path / "library.db", version="new") as library:
        assert library.known([item.sha256]) == set()
        library.keep([Kept.read(item.path, changed, made(2)[3])])
        assert library.known([item.sha256]) == {item.sha256}
        assert [report.subject for report in library.reports()] == ["Mới"]
        assert len(search(library, "bồi dưỡng")) == 1
    with (
        Library.open(tmp_path / "fresh" / "library.db", version="new") as fresh,
        Library.open(tmp_path / "library.db", version="new") as library,
    ):
        fresh.keep([Kept.read(item.path, changed, made(2)[3])])
        assert fresh.dump() == library.dump()


def test_the_version_follows_the_program() -> None:
    assert current_version() == current_version() and "+" in current_version()


def test_a_kept_report_without_rows_is_completed(library: Library) -> None:
    path, _, report, document = made(4)
    bare = Kept(
        path, report.report_id, 1, "accepted", report_json=report.model_dump_json().encode(), text=document.text
    )
    library.keep([bare])
    assert len(cites(library, "1004/QĐ-UBND")) == 1
    assert len(search(library, "lớp bồi dưỡng")) == 1


def test_bytes_that_do_not_have_their_hash_are_refused(library: Library) -> None:
    item, _ = kept(1)
    with pytest.raises(ValueError, match="hash"):
        library.keep([item], {item.sha256: b"other"})
    assert library.arrivals() == []


def test_originals_from_files_leave_nothing_beside(library: Library, tmp_path: Path) -> None:
    item, data = kept(1)
    source = tmp_path / "source.txt"
    source.write_bytes(data)
    library.keep([item], {item.sha256: source})
    library.keep([item], {item.sha256: data})
    assert [path.name for path in (tmp_path / "originals").rglob("*") if path.is_file()] == [item.sha256]
    assert list(library.originals.names()) == [item.sha256]


def test_nul_and_surrogates_do_not_get_in(library: Library) -> None:
    _, data, report, document = made(1)
    text = document.text.replace("tốt", "t\0t").replace("Kết", "\ud800ết")
    broken = report.model_copy(update={"subject": "a\0b"})
    item = Kept.read("tệp\0\udcff.txt", broken, document.model_copy(update={"text": text}))
    library.keep([item], {report.report_id: data})
    with library.engine.begin() as connection:
        assert connection.scalar(sql("SELECT subject FROM reports")) == "a\ufffdb"
    assert len(library.text(report.report_id) or "") == len(text)
    assert "\\xff" in library.arrivals()[0].path
    library.dump().encode()


def _write(folder: str, numbers: list[int], die_after: int | None = None) -> None:
    with Library.open(Path(folder) / "library.db", version="test") as library:
        for count, number in enumerate(numbers):
            if count == die_after:
                os.kill(os.getpid(), signal.SIGKILL)
            keep(library, [number, (number + 1) % 30])


def test_two_writers_at_once(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    orders = [list(range(30)), list(reversed(range(30)))]
    writers = [context.Process(target=_write, args=(str(tmp_path), order)) for order in orders]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
        assert writer.exitcode == 0
    _write(str(tmp_path / "alone"), list(range(30)))
    with Library.open(tmp_path, version="test") as both, Library.open(tmp_path / "alone", version="test") as one:
        assert both.dump() == one.dump()


def test_killed_and_run_again(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    for point in (0, 4, 11):
        writer = context.Process(target=_write, args=(str(tmp_path / "killed"), list(range(15)), point))
        writer.start()
        writer.join()
        assert writer.exitcode == -signal.SIGKILL
    _write(str(tmp_path / "killed"), list(range(15)))
    _write(str(tmp_path / "alone"), list(range(15)))
    with (
        Library.open(tmp_path / "killed", version="test") as first,
        Library.open(tmp_path / "alone", version="test") as second,
    ):
        assert first.dump() == second.dump()


@pytest.mark.parametrize(
    "statement",
    ["INSERT INTO documents", "INSERT INTO mentions", "INSERT INTO passages", "INSERT INTO arrivals", "COMMIT"],
)
def test_a_failure_inside_a_batch_leaves_the_library_as_it_was(tmp_path: Path, statement: str) -> None:
    from sqlalchemy import event

    with Library.open(tmp_path) as library:
        keep(library, [1])
        before = library.dump()

        def fail(*arguments: Any) -> None:
            if statement == "COMMIT" or str(arguments[2]).startswith(statement):
                raise OSError("disk full")

        hook = "commit" if statement == "COMMIT" else "before_cursor_execute"
        event.listen(library.engine, hook, fail)
        with pytest.raises(OSError, match="disk full"):
            keep(library, [2, 3])
        event.remove(library.engine, hook, fail)
        assert library.dump() == before
        keep(library, [2, 3])
    with Library.open(tmp_path / "fresh") as fresh, Library.open(tmp_path) as library:
        keep(fresh, [1, 2, 3])
        assert library.dump() == fresh.dump()


class TestPassages:
    @given(st.text(alphabet="ab A.;!\n\t\u0301é", max_size=400))
    @settings(max_examples=100, deadline=None)
    def test_passages_of_text_are_in_order_and_lose_no_word(self, text: str) -> None:
        found = passages_of_text(text)
        assert all(text[item.start : item.end] == item.text for item in found)
        assert all(one.end <= two.start for one, two in pairwise(found))
        assert "".join("".join(item.text.split()) for item in found) == "".join(text.split())

    def test_long_paragraphs_are_cut_at_sentences(self) -> None:
        text = "Sở đã mở một lớp bồi dưỡng. " * 300
        found = passages_of_text(text)
        assert len(found) > 3 and all(len(item.text) <= LONGEST for item in found)
        assert all(item.text.startswith("Sở") for item in found)

    def test_a_table_row_is_one_passage(self) -> None:
        text = "Sở Nội vụ\n59\nSở Y tế\n44"
        blocks, start = [], 0
        for index, cell in enumerate(text.split("\n")):
            blocks.append(
                Block(kind=BlockKind.CELL, start=start, end=start + len(cell), table=0, row=index // 2, col=index % 2)
            )
            start += len(cell) + 1
        found = passages_of(Document(text=text, blocks=tuple(blocks)))
        assert [item.text for item in found] == ["Sở Nội vụ\n59", "Sở Y tế\n44"]

    @pytest.mark.parametrize(
        ("text", "mark", "sentence"),
        [
            ("Một câu. Quyết định số 15. Hết câu.", "Quyết", "Quyết định số 15."),
            ("Ký bởi KT. GIÁM ĐỐC hôm nay. Hết.", "GIÁM", "Ký bởi KT. GIÁM ĐỐC hôm nay."),
            ("2.1. Thuận lợi nhiều. Hết.", "Thuận", "2.1. Thuận lợi nhiều."),
            ("Ban hành Kế hoạch; Tổ chức 3 lớp; hết", "3 lớp", "Tổ chức 3 lớp; hết"),
            ("", "", ""),
        ],
    )
    def test_sentence_around(self, text: str, mark: str, sentence: str) -> None:
        start = text.index(mark)
        first, last = sentence_around(text, start, start + len(mark))
        assert text[first:last] == sentence
