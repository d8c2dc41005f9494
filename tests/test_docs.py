"""The commands that the README shows are run as they stand."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
_MARK = "docs-test"


def _commands() -> list[str]:
    readme = (ROOT / "README.md").read_text("utf-8")
    block = re.search(r"```sh\n(.*?)```", readme[readme.index(_MARK) :], re.DOTALL)
    assert block is not None
    return [line.split("#")[0].strip() for line in block[1].splitlines() if line.startswith("baocao")]


def test_readme_commands_run(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    commands = _commands()
    assert len(commands) >= 6
    for command in commands:
        program = f'"{Path(sys.executable).parent / "baocao"}"{command.removeprefix("baocao")}'
        done = subprocess.run(
            program, shell=True, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=300
        )
        # 1 is "some files failed": the samples hold a damaged file on purpose.
        assert done.returncode in ((0, 1) if " run " in program else (0,)), (command, done.stderr[-2000:])
        assert done.stdout.strip() or " export " in command, command


@pytest.mark.parametrize("page", ["README.md", "docs/huong-dan.md"])
def test_links_and_sample_paths_exist(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    targets = re.findall(r"\]\(([^)#:]+)\)", text) + re.findall(r"samples/[\w./-]+[\w]", text)
    missing = [target for target in targets if not (ROOT / target).exists()]
    assert missing == []
