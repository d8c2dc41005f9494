"""Tesseract with Vietnamese data, through tesserocr or the ``tesseract`` command; one thread a process."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image

LANGUAGE = "vie"
BLOCK = 6
"""Page segmentation: one block of text. Columns and tables are found by our own layout code."""
LINE = 7
_FOLDERS = (
    "/usr/share/tesseract-ocr/*/tessdata", "/usr/share/tessdata", "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata", "/usr/share/tesseract/tessdata", "C:/Program Files/Tesseract-OCR/tessdata",
)  # fmt: skip
TIMEOUT = 120

# Read by Tesseract's OpenMP runtime when it is loaded: with more threads than cores a page takes three times as long.
os.environ.setdefault("OMP_THREAD_LIMIT", "1")


class Word(NamedTuple):
    """One recognised word: pixels of the picture, confidence 0..100, and the number of its line."""

    text: str
    confidence: float
    x0: int
    top: int
    x1: int
    bottom: int
    line: tuple[int, int, int]


@cache
def tessdata() -> Path | None:
    """Folder with the Vietnamese data: ``TESSDATA_PREFIX`` first, then the usual places."""
    prefix = os.environ.get("TESSDATA_PREFIX")
    folders = [Path(prefix), Path(prefix) / "tessdata"] if prefix else []
    for pattern in _FOLDERS:
        if "*" in pattern:
            root, _, rest = pattern.partition("*")
            folders += sorted((p for p in Path(root).glob("*" + rest)), reverse=True)
        else:
            folders.append(Path(pattern))
    return next((folder for folder in folders if (folder / f"{LANGUAGE}.traineddata").is_file()), None)


@cache
def unavailable() -> str | None:
    """Why nothing can be recognised here, None when it can."""
    if tessdata() is None:
        return "no Tesseract data for Vietnamese (vie.traineddata)"
    if _api() is None and shutil.which("tesseract") is None:
        return "neither tesserocr nor the tesseract command is installed"
    return None


@cache
def _api() -> Any:
    """The loaded recogniser, None without tesserocr. Loading it takes 0.1 s, so it is kept."""
    try:
        import tesserocr  # noqa: PLC0415 - optional
    except ImportError:
        return None
    try:
        return tesserocr.PyTessBaseAPI(path=str(tessdata()), lang=LANGUAGE, psm=BLOCK)
    except RuntimeError:
        return None


class Recogniser:
    """Recognises one picture, whole or by parts."""

    def __init__(self, picture: Image.Image, dpi: int) -> None:
        self.picture, self.dpi = picture, dpi
        self._api = _api()
        if self._api is not None:
            self._api.SetImage(picture)
            self._api.SetSourceResolution(dpi)

    def digits(self, part: tuple[int, int, int, int]) -> tuple[str, float]:
        """The number in a part of the picture and its confidence; nothing without tesserocr."""
        if self._api is None:
            return "", 0.0
        self._api.SetVariable("tessedit_char_whitelist", "0123456789.,%-")
        self._api.SetPageSegMode(LINE)
        left, top, right, bottom = part
        self._api.SetRectangle(left, top, right - left, bottom - top)
        text, confidence = self._api.GetUTF8Text().strip(), float(self._api.MeanTextConf())
        self._api.SetVariable("tessedit_char_whitelist", "")
        self._api.SetPageSegMode(BLOCK)
        return text, confidence

    def words(self, part: tuple[int, int, int, int] | None = None) -> list[Word]:
        """Words of the picture, or of the part (left, top, right, bottom) of it."""
        left, top, right, bottom = part or (0, 0, self.picture.width, self.picture.height)
        if right - left < 4 or bottom - top < 4:
            return []
        if self._api is None:
            return parsed(_command(self.picture.crop((left, top, right, bottom)), self.dpi), left, top)
        self._api.SetRectangle(left, top, right - left, bottom - top)
        # The table gives places on the whole picture.
        return parsed(self._api.GetTSVText(0), 0, 0)


def _command(picture: Image.Image, dpi: int) -> str:
    buffer = BytesIO()
    picture.save(buffer, "PNG", compress_level=1)
    arguments = ["tesseract", "stdin", "stdout", "-l", LANGUAGE, "--psm", str(BLOCK), "--dpi", str(dpi)]
    done = subprocess.run(
        [*arguments, "--tessdata-dir", str(tessdata()), "tsv"],
        input=buffer.getvalue(), capture_output=True, timeout=TIMEOUT, check=False,
    )  # fmt: skip
    return done.stdout.decode("utf-8", "replace")


def parsed(table: str, left: int, top: int) -> list[Word]:
    """Words of Tesseract's table of tab-separated values, shifted to the whole picture."""
    found = []
    for row in table.splitlines():
        cells = row.split("\t", 11)
        if len(cells) < 12 or cells[0] != "5" or not cells[11].strip():
            continue
        block, paragraph, line, x, y, width, height = (int(cells[i]) for i in (2, 3, 4, 6, 7, 8, 9))
        place = (left + x, top + y, left + x + width, top + y + height)
        found.append(Word(cells[11].strip(), float(cells[10]), *place, (block, paragraph, line)))
    return found
