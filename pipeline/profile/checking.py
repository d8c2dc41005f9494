"""Values checked against the schemas; problems are collected, in Vietnamese, each with its file, row and field."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

M = TypeVar("M", bound=BaseModel)


def text_of(path: Path, problems: list[str]) -> str:
    """Content of a UTF-8 file, empty when it cannot be read."""
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        problems.append(f"{path.name}: không phải UTF-8; lưu lại tệp với bảng mã UTF-8")
    except OSError as error:
        problems.append(f"{path.name}: không mở được tệp ({error.strerror})")
    return ""


def one(kind: type[M], row: Any, file: str, place: str, problems: list[str]) -> M | None:
    """``row`` as ``kind``, None when it has problems."""
    try:
        return kind.model_validate(row)
    except ValidationError as error:
        for item in error.errors(include_url=False):
            field = ".".join(str(part) for part in item["loc"]) or "(cả dòng)"
            problems.append(f"{file}: {place}: {field}: {_reason(item['type'], item['msg'])}")
        return None


def _reason(kind: str, message: str) -> str:
    known = {
        "missing": "thiếu trường bắt buộc",
        "extra_forbidden": "tên trường không có trong mẫu",
        "string_type": "phải là chữ, đặt trong ngoặc kép",
        "bool_type": "phải là true hoặc false",
        "int_type": "phải là số nguyên",
    }
    if kind == "literal_error":
        return "giá trị phải là một trong: " + message.removeprefix("Input should be ").replace(" or ", ", ")
    return known.get(kind, message)
