"""What this machine can do: each optional part, whether it works, why not, and how to install it."""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.conversion import office
from pipeline.readers.ocr import engine


@dataclass(frozen=True, slots=True)
class Check:
    """One part of the installation. ``advice`` is empty when it works."""

    name: str
    works: bool
    state: str
    advice: str = ""


def checks() -> Iterator[Check]:
    """All checks in a fixed order; nothing is changed and nothing is fetched."""
    yield _module("pypdfium2", "Đọc PDF", "pip install pypdfium2")
    yield _module("pdfplumber", "Bảng trong PDF", "pip install pdfplumber")
    yield _module("docx", "Đọc, ghi DOCX", "pip install python-docx")
    yield _module("underthesea", "Tách từ tiếng Việt", "pip install underthesea")
    yield _ocr()
    yield _conversion()
    yield _module("pyhanko", "Kiểm tra chữ ký số", "pip install 'baocao[signatures]'")
    yield _module("matplotlib", "Biểu đồ", "pip install 'baocao[charts]'")
    yield _module("pyarrow", "Xuất Parquet", "pip install 'baocao[parquet]'")
    yield Check("Bộ xử lý", True, f"{os.cpu_count()} nhân")


def _module(module: str, name: str, advice: str) -> Check:
    found = importlib.util.find_spec(module) is not None
    return Check(name, found, "có" if found else "chưa cài", "" if found else advice)


def _ocr() -> Check:
    name = "Nhận dạng bản quét (OCR)"
    if engine.unavailable() is None:
        return Check(name, True, "Tesseract, tiếng Việt")
    if engine.tessdata() is None and shutil.which("tesseract") is not None:
        return Check(name, False, "thiếu dữ liệu tiếng Việt", "apt install tesseract-ocr-vie")
    return Check(name, False, "chưa cài Tesseract", "apt install tesseract-ocr tesseract-ocr-vie")


def _conversion() -> Check:
    name = "Đọc DOC, RTF, ODT (LibreOffice)"
    reason = office.unavailable()
    if reason is None:
        return Check(name, True, "LibreOffice, không dùng mạng")
    install = "apt install libreoffice-writer-nogui"
    advice = (
        install if office.soffice() is None else "Cho phép user namespace (sysctl kernel.unprivileged_userns_clone=1)"
    )
    return Check(name, False, reason, advice)
