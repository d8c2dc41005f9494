"""The batch: one row for every byte stream, originals unchanged, idempotent, and safe to kill."""

from __future__ import annotations

import ctypes
import io
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from pipeline.intake.batch import Settings, ingest
from pipeline.intake.verifying import verify
from pipeline.intake.watching import Watcher
from pipeline.library import Library

REPORTS = Path(__file__).parents[2] / "samples" / "reports"
_SETTINGS = Settings(workers=2)


def _text(number: int) -> bytes:
    return f"BÁO CÁO\n\nKết quả công tác năm {number}\n\nThực hiện Kế hoạch số {number}/KH-UBND ngày 05/01/2024.\n".encode()


def _zip(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _mail(attachment: bytes) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.vn", "b@example.vn", "Báo cáo"
    message.set_content("Kính gửi báo cáo.")
    message.add_attachment(attachment, maintype="text", subtype="plain", filename="báo cáo.txt")
    return message.as_bytes()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "in"
    root.mkdir()
    (root / "a.txt").write_bytes(_text(1))
    (root / "b.txt").write_bytes(_text(1))
    (root / "c.zip").write_bytes(
        _zip({"d.txt": _text(2), "e.zip": _zip({"f.txt": _text(3), "g.pdf": b"%PDF-1.4 broken"})})
    )
    (root / "h.eml").write_bytes(_mail(_text(4)))
    (root / "empty.docx").write_bytes(b"")
    (root / "zeros.pdf").write_bytes(bytes(5000))
    (root / "unknown.bin").write_bytes(bytes(range(256)) * 40)
    (root / "~$a.docx").write_bytes(b"lock")
    os.mkfifo(root / "pipe.txt")
    (root / "link.txt").symlink_to(root / "a.txt")
    return root


def _take(folder: Path, library: Path) -> dict[str, str]:
    with Library.open(library) as opened:
        ingest([folder], opened, _SETTINGS)
        return {item.path: item.state for item in opened.arrivals()}


def test_every_byte_stream_has_one_row_and_one_state(folder: Path, tmp_path: Path) -> None:
    states = _take(folder, tmp_path / "out" / "library.db")
    assert states == {
        "a.txt": "accepted",
        "b.txt": "duplicate",
        "c.zip": "accepted",
        "c.zip!/d.txt": "accepted",
        "c.zip!/e.zip": "accepted",
        "c.zip!/e.zip!/f.txt": "accepted",
        "c.zip!/e.zip!/g.pdf": "unreadable",
        "h.eml": "accepted",
        "h.eml!/báo cáo.txt": "accepted",
        "empty.docx": "incomplete",
        "zeros.pdf": "incomplete",
        "unknown.bin": "unsupported",
        "pipe.txt": "unreadable",
        "link.txt": "unreadable",
    }


def test_originals_are_kept_unchanged_and_verified_both_ways(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "out" / "library.db"
    _take(folder, path)
    with Library.open(path) as opened:
        assert list(verify(opened)) == []
        kept = next(item for item in opened.arrivals() if item.path == "a.txt")
        assert opened.original(kept.sha256) == _text(1)
        place = path.parent / "originals" / kept.sha256[:2] / kept.sha256
        place.write_bytes(b"changed")
        orphan = path.parent / "originals" / "00" / ("0" * 64)
        orphan.parent.mkdir(exist_ok=True)
        orphan.write_bytes(b"")
        assert sorted(item.kind for item in verify(opened)) == ["altered", "orphan"]
        place.unlink()
        assert sorted(item.kind for item in verify(opened)) == ["missing", "orphan"]


def test_running_twice_changes_nothing(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "out" / "library.db"
    first = _take(folder, path)
    with Library.open(path) as opened:
        before = opened.dump()
        assert ingest([folder], opened, _SETTINGS).states.get("accepted", 0) == 0
        assert opened.dump() == before
    assert _take(folder, path) == first


def test_worker_count_and_order_never_change_the_library(tmp_path: Path) -> None:
    dumps = []
    for workers, order in ((1, 1), (2, -1)):
        files = sorted((REPORTS / "2024").iterdir())[::order][:6]
        with Library.open(tmp_path / str(workers) / "library.db") as opened:
            for file in files if order < 0 else sorted(files):
                ingest([file], opened, Settings(workers=workers))
            dumps.append({item.path: item.sha256 for item in opened.arrivals()})
            texts = opened.dump()
        again = tmp_path / f"again{workers}" / "library.db"
        with Library.open(again) as opened:
            ingest(files, opened, Settings(workers=workers))
            assert opened.dump() == texts
    assert all(dumps)


def test_a_member_twice_in_one_container_is_two_rows(tmp_path: Path) -> None:
    inbox = tmp_path / "in"
    inbox.mkdir()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("a.txt", _text(1))
        archive.writestr("a.txt", _text(2))
    (inbox / "x.zip").write_bytes(buffer.getvalue())
    assert sorted(_take(inbox, tmp_path / "library.db")) == ["x.zip", "x.zip!/a.txt", "x.zip!/a.txt (2)"]


_RUN = """
import sys
from pathlib import Path
from pipeline.intake.batch import Settings, ingest
from pipeline.library import Library
if __name__ == "__main__":
    with Library.open(Path(sys.argv[2])) as library:
        ingest([Path(sys.argv[1])], library, Settings(workers=2))
"""


def test_killed_runs_end_in_the_library_of_an_undisturbed_run(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    for number in range(120):
        (source / f"{number:03}.txt").write_bytes(_text(number))
    for file in sorted((REPORTS / "2023").iterdir())[:4]:
        shutil.copy(file, source)
    script = tmp_path / "run.py"
    script.write_text(_RUN)
    command = [sys.executable, str(script), str(source)]
    subprocess.run([*command, str(tmp_path / "calm" / "library.db")], check=True, timeout=300)
    target = tmp_path / "killed" / "library.db"
    for seconds in (0.4, 0.8, 1.2, 1.5, 1.8, 2.2):
        process = subprocess.Popen([*command, str(target)])
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        process.wait()
    subprocess.run([*command, str(target)], check=True, timeout=300)
    with Library.open(tmp_path / "calm" / "library.db") as calm, Library.open(target) as killed:
        assert killed.dump() == calm.dump()
        assert list(verify(killed)) == []


@pytest.mark.parametrize("count", [2, 4])
def test_runs_at_once_give_the_library_of_one(tmp_path: Path, count: int) -> None:
    source = tmp_path / "in"
    source.mkdir()
    for number in range(60):
        (source / f"{number:03}.txt").write_bytes(_text(number))
    script = tmp_path / "run.py"
    script.write_text(_RUN)
    target = tmp_path / "both" / "library.db"
    runs = [subprocess.Popen([sys.executable, str(script), str(source), str(target)]) for _ in range(count)]
    assert [run.wait(300) for run in runs] == [0] * count
    alone = tmp_path / "alone" / "library.db"
    _take(source, alone)
    with Library.open(target) as both, Library.open(alone) as one:
        assert both.dump() == one.dump()
        assert list(verify(both)) == []


def test_watching_waits_for_files_that_grow(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    report = inbox / "a.txt"
    report.write_bytes(_text(1)[:40])
    with Library.open(tmp_path / "library.db") as opened:
        watcher = Watcher(inbox, opened, Settings(workers=1), settle=0.3)
        assert watcher.cycle().states == {}
        time.sleep(0.2)
        report.write_bytes(_text(1))
        assert watcher.cycle().states == {}
        time.sleep(0.4)
        assert watcher.cycle().states == {"accepted": 1}
        assert watcher.cycle().states == {}
        assert [item.path for item in opened.arrivals()] == ["a.txt"]
    assert report.exists()


def test_watching_leaves_links_pipes_and_locks_alone(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "a.txt").write_bytes(_text(1))
    (inbox / "b.txt").write_bytes(_text(2))
    (inbox / "~$a.docx").write_bytes(b"lock")
    (inbox / "link.txt").symlink_to(inbox / "a.txt")
    os.mkfifo(inbox / "pipe.txt")
    with Library.open(tmp_path / "library.db") as opened:
        watcher = Watcher(inbox, opened, Settings(workers=1), settle=0.0)
        assert watcher.cycle().states == {}
        assert watcher.cycle().states == {"accepted": 2}
        (inbox / "a.txt").write_bytes(_text(3))
        watcher.cycle()
        assert watcher.cycle().states == {"accepted": 1}
        assert {item.path for item in opened.arrivals()} == {"a.txt", "b.txt"}
        assert list(verify(opened)) == []


@pytest.fixture
def ordinary() -> Iterator[None]:
    """For root: permissions count, as they do for anybody else (its two capabilities to pass them by are laid down)."""
    if os.geteuid():
        yield
        return
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    held = (ctypes.c_uint32 * 6)()
    assert libc.capget(header, held) == 0
    fewer = (ctypes.c_uint32 * 6)(*held)
    fewer[0] &= ~0b110  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
    assert libc.capset(header, fewer) == 0
    yield
    assert libc.capset(header, held) == 0


def _closed(inbox: Path) -> tuple[Path, Path]:
    (inbox / "a.txt").write_bytes(_text(1))
    closed, folder = inbox / "b.txt", inbox / "sub"
    closed.write_bytes(_text(2))
    folder.mkdir(parents=True)
    (folder / "c.txt").write_bytes(_text(3))
    closed.chmod(0)
    folder.chmod(0)
    return closed, folder


def test_a_batch_names_what_it_may_not_open(tmp_path: Path, ordinary: None) -> None:
    inbox = tmp_path / "in"
    inbox.mkdir()
    closed, folder = _closed(inbox)
    with Library.open(tmp_path / "library.db") as opened:
        ingest([inbox], opened, Settings(workers=1))
        assert {item.path: item.state for item in opened.arrivals()} == {
            "a.txt": "accepted",
            "b.txt": "unreadable",
            "sub/": "unreadable",
        }
        assert all(item.reason and item.hint for item in opened.failures())
        closed.chmod(0o600)
        folder.chmod(0o700)
        ingest([inbox], opened, Settings(workers=1))
        states = {item.path: item.state for item in opened.arrivals()}
        assert (states["b.txt"], states["sub/c.txt"]) == ("accepted", "accepted")


def test_watching_shows_what_it_may_not_open_and_tries_again(tmp_path: Path, ordinary: None) -> None:
    inbox = tmp_path / "in"
    inbox.mkdir()
    closed, folder = _closed(inbox)
    with Library.open(tmp_path / "library.db") as opened:
        watcher = Watcher(inbox, opened, Settings(workers=1), settle=0.0)
        assert watcher.cycle().states == {}
        assert watcher.cycle().states == {"accepted": 1, "unreadable": 2}
        assert {item.path for item in opened.failures()} == {"b.txt", "sub/"}
        assert watcher.cycle().states == {}  # said once
        assert watcher.waiting() == 2
        closed.chmod(0o600)
        folder.chmod(0o700)
        watcher.cycle()
        watcher.cycle()
        states = {item.path: item.state for item in opened.arrivals()}
        assert (states["a.txt"], states["b.txt"], states["sub/c.txt"]) == ("accepted", "accepted", "accepted")
        assert list(verify(opened)) == []
