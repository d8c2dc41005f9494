"""The tables of ``tables.toml``, ready for use."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def tables() -> dict[str, Any]:
    """The whole data file."""
    loaded: dict[str, Any] = tomllib.loads(files(__package__).joinpath("tables.toml").read_text(encoding="utf-8"))
    return loaded


@cache
def byte_table(encoding: str) -> dict[int, str]:
    """Translation of a byte encoding for ``str.translate``: from the Latin-1 character of the byte and from the cp1252
    one."""
    result: dict[int, str] = {}
    for code, letter in tables()[encoding].items():
        byte = int(code, 16)
        result[byte] = letter
        windows = bytes([byte]).decode("cp1252", "ignore")
        if windows and ord(windows) != byte:
            result[ord(windows)] = letter
    return result
