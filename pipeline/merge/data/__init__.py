"""Word lists of the merge. Each table says where it comes from (``source``) and whether a person has checked it
(``verified``)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def toml_table(name: str) -> dict[str, Any]:
    """``pipeline/merge/data/NAME.toml`` as a dict."""
    return tomllib.loads((files(__name__) / f"{name}.toml").read_text("utf-8"))
