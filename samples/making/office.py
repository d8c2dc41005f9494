"""DOCX files saved as DOC and RTF by LibreOffice, one start for all files. Its output differs from run to run."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path


class OfficeMissing(SystemExit):
    """LibreOffice is not installed."""


def converted(documents: dict[str, bytes], form: str) -> dict[str, bytes]:
    """The DOCX ``documents`` by name as ``doc`` or ``rtf``."""
    program = shutil.which("soffice")
    if program is None:
        raise OfficeMissing("The .doc and .rtf samples need LibreOffice: apt-get install libreoffice-writer-nogui")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for stem, data in documents.items():
            (folder / f"{stem}.docx").write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--convert-to", form, "--outdir", str(folder)]
        files = [str(folder / f"{stem}.docx") for stem in documents]
        subprocess.run(command + files, check=True, capture_output=True, timeout=600)
        return {stem: (folder / f"{stem}.{form}").read_bytes() for stem in documents}
