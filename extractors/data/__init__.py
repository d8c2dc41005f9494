"""Data that a civil servant could correct, and how it is read.

Every TOML file holds ``[[row]]`` tables and every CSV file has a header line. Rows carry ``source`` and ``verified``;
rows with
``patterns`` (regular expressions over folded text, case ignored) also carry ``examples`` and ``counterexamples``, which
one test
checks both ways for every file.
"""

from __future__ import annotations

import csv
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def toml_rows(name: str) -> tuple[dict[str, Any], ...]:
    """Rows of ``extractors/data/NAME.toml``."""
    return tuple(tomllib.loads((files(__name__) / f"{name}.toml").read_text("utf-8"))["row"])


@cache
def csv_rows(name: str) -> tuple[dict[str, str], ...]:
    """Rows of ``extractors/data/NAME.csv``; empty cells are empty strings."""
    return tuple(csv.DictReader((files(__name__) / f"{name}.csv").read_text("utf-8").splitlines()))


def data_files() -> tuple[str, ...]:
    """Names of all data files, sorted: the registry the data tests walk over."""
    return tuple(sorted(entry.name for entry in files(__name__).iterdir() if entry.name.endswith((".toml", ".csv"))))
