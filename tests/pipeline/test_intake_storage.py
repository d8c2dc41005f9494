"""No room and no lock: the run stops with a message, nothing half done is kept, and the next run goes on."""

from __future__ import annotations

import os
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import event

from pipeline.errors import LibraryBusy, LibraryUnusable, StorageFull
from pipeline.intake.batch import Settings, ingest
from pipeline.intake.verifying import verify
from pipeline.library import Library, engine

_SETTINGS = Settings(workers=1)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(70):
        text = f"BÁO CÁO\n\nKết quả công tác năm {number}\n\nThực hiện Kế hoạch số {number}/KH-UBND.\n"
        (folder / f"{number:03}.txt").write_text(text, "utf-8")
    return folder


@pytest.fixture
def expected(inbox: Path, tmp_path: Path) -> Iterator[str]:
    with Library.open(tmp_path / "calm" / "library.db") as library:
        ingest([inbox], library, _SETTINGS)
        yield library.dump()


def _finishes(inbox: Path, path: Path, expected: str) -> None:
    with Library.open(path) as library:
        ingest([inbox], library, _SETTINGS)
        assert library.dump() == expected
        assert list(verify(library)) == []


def test_a_full_database_stops_the_run_and_the_next_goes_on(inbox: Path, tmp_path: Path, expected: str) -> None:
    path = tmp_path / "full" / "library.db"
    with Library.open(path) as library:

        def shrink(connection: sqlite3.Connection, *_: object) -> None:
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count={pages + 4}")

        event.listen(library.engine, "connect", shrink)
        library.engine.dispose()
        with pytest.raises(StorageFull):
            ingest([inbox], library, _SETTINGS)
    _finishes(inbox, path, expected)


def test_a_locked_library_stops_the_run(
    inbox: Path, tmp_path: Path, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "WAIT_SECONDS", 0.2)
    path = tmp_path / "locked" / "library.db"
    with Library.open(path) as library:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LibraryBusy) as caught:
            ingest([inbox], library, _SETTINGS)
        assert "khóa" in caught.value.message
        other.close()
    _finishes(inbox, path, expected)


def test_what_is_no_library_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    path.write_bytes(b"not a database, certainly not one" * 100)
    with pytest.raises(LibraryUnusable), Library.open(path):
        pass


def test_the_command_says_that_the_disk_is_full(inbox: Path, tmp_path: Path, expected: str) -> None:
    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))

    out = tmp_path / "out"
    command = [str(Path(sys.executable).parent / "baocao"), "run", str(inbox), "--out", str(out), "--workers", "1"]
    done = subprocess.run(command, preexec_fn=small, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 2, done.stderr
    assert "Hết dung lượng lưu trữ" in done.stderr
    _finishes(inbox, out / "library.db", expected)


def test_a_full_disk_of_originals(inbox: Path, tmp_path: Path, expected: str) -> None:
    if os.geteuid():
        pytest.skip("needs a file system of its own (root)")
    place = tmp_path / "small"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "none", place], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("mounting is not allowed")
    try:
        with (
            Library.open(tmp_path / "lib" / "library.db", originals=place) as library,
            pytest.raises(StorageFull),
        ):
            ingest([inbox], library, _SETTINGS)
        assert not [path for path in place.rglob(".*") if path.is_file()]
        subprocess.run(["mount", "-o", "remount,size=10m", place], check=True)
        with Library.open(tmp_path / "lib" / "library.db", originals=place) as library:
            ingest([inbox], library, _SETTINGS)
            assert library.dump() == expected
            assert list(verify(library)) == []
    finally:
        subprocess.run(["umount", place], check=True)
