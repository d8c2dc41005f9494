"""Word lists and tables that the audit rules lean on. Each says where it comes from (``source``) and whether a person
has checked it (``verified``)."""

from __future__ import annotations

import csv
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def toml_table(name: str) -> dict[str, Any]:
    """``pipeline/audit/data/NAME.toml`` as a dict."""
    return tomllib.loads((files(__name__) / f"{name}.toml").read_text("utf-8"))


@cache
def csv_table(name: str) -> tuple[dict[str, str], ...]:
    """Rows of ``pipeline/audit/data/NAME.csv``."""
    return tuple(csv.DictReader((files(__name__) / f"{name}.csv").read_text("utf-8").splitlines()))
