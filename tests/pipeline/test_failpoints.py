"""Kill -9 at every stage boundary, one after the other; then run again: the result is that of an undisturbed run."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

from pipeline.intake.verifying import verify
from pipeline.library import Library


def _run(inbox: Path, out: Path, failpoint: int = 0) -> int:
    command = [str(Path(sys.executable).parent / "baocao"), "run", str(inbox), "--out", str(out), "--workers", "1"]
    environment = os.environ | {"BAOCAO_FAILPOINT": str(failpoint)}
    return subprocess.run(command, env=environment, capture_output=True, check=False, timeout=300).returncode


def _result(out: Path) -> tuple[str, dict[str, bytes]]:
    with Library.open(out / "library.db") as library:
        assert list(verify(library)) == []
        dump = library.dump()
    files = {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*.*") if path.suffix != ".db"}
    return dump, {name: data for name, data in files.items() if not name.startswith(("library.db", "originals"))}


def test_killed_at_every_boundary_and_run_again(tmp_path: Path) -> None:
    inbox = tmp_path / "in"
    inbox.mkdir()
    for number in range(3):
        text = f"BÁO CÁO\n\nKết quả công tác năm 2024\n\nThực hiện Quyết định số {number}/QĐ-UBND ngày 05/01/2024.\n"
        (inbox / f"{number}.txt").write_text(text, "utf-8")
    with zipfile.ZipFile(inbox / "z.zip", "w") as archive:
        archive.writestr("trong.txt", "BÁO CÁO\n\nKết quả công tác quý I năm 2024\n")
        archive.writestr("0.txt", (inbox / "0.txt").read_bytes())
    (inbox / "hong.pdf").write_bytes(b"%PDF-1.4 broken")
    assert _run(inbox, tmp_path / "calm") == 1  # one damaged file
    expected = _result(tmp_path / "calm")
    survivor = tmp_path / "one-folder"  # every kill hits the same folder, as it would in an office
    point = 0
    while True:
        point += 1
        assert point < 60
        status = _run(inbox, tmp_path / f"fresh{point}", point)
        if status != -signal.SIGKILL:
            break
        assert _run(inbox, tmp_path / f"fresh{point}") == 1
        assert _result(tmp_path / f"fresh{point}") == expected, f"failpoint {point}"
        _run(inbox, survivor, point)
    assert point > 8
    assert _run(inbox, survivor) == 1
    assert _result(survivor) == expected
