"""Fixed formulas (motto, titles, signatures) put right where recognition lost a mark. Every repair is recorded."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from rapidfuzz.distance import Levenshtein

from extractors.data import toml_rows
from pipeline.readers.ocr.engine import Word
from pipeline.readers.ocr.numbers import Repairs, bare

LONG = 15
"""Formulas with at least so many letters may differ by one letter in ten."""
_SIGNS = re.compile(r"[\W_]+")


def put_right(line: Sequence[Word], repairs: Repairs) -> list[Word]:
    """The words of one line, corrected when the line, or its part on one side of a wide gap, is a formula."""
    result: list[Word] = []
    for part in _parts(line):
        result += _formula(part, repairs)
    return result


def _parts(line: Sequence[Word]) -> list[list[Word]]:
    parts: list[list[Word]] = []
    for word in line:
        if parts and word.x0 - parts[-1][-1].x1 <= word.bottom - word.top:
            parts[-1].append(word)
        else:
            parts.append([word])
    return parts


def _formula(words: list[Word], repairs: Repairs) -> list[Word]:
    text = " ".join(word.text for word in words)
    if len(text) > 60:
        return words
    right = _nearest(text)
    if right is None or right == text:
        return words
    repairs[text, right, "ocr"] += 1
    pieces = right.split(" ")
    if len(pieces) == len(words):
        return [word._replace(text=piece) for word, piece in zip(words, pieces, strict=True)]
    first, last = words[0], words[-1]
    top, bottom = min(w.top for w in words), max(w.bottom for w in words)
    return [first._replace(text=right, top=top, x1=last.x1, bottom=bottom)]


def _nearest(text: str) -> str | None:
    """The formula that a line stands for, None when it stands for none."""
    form = _form(text)
    if len(form) < 5:
        return None
    found = _formulas().get(form)
    if found is None and len(form) >= LONG:
        limit = len(form) // 10
        near = [f for f in _formulas() if abs(len(f) - len(form)) <= limit and Levenshtein.distance(f, form) <= limit]
        found = _formulas()[near[0]] if len(near) == 1 else None
    if found is None or text.isupper() != found.isupper():
        return None
    return found + ":" if text.endswith(":") and not found.endswith(":") else found


def _form(text: str) -> str:
    return _SIGNS.sub("", bare(text)).lower()


@cache
def _formulas() -> dict[str, str]:
    rows = tomllib.loads((files(__package__ or "") / "formulas.toml").read_text("utf-8"))["row"]
    names = [str(row["name"]).upper() for row in toml_rows("document_types")]
    forms: dict[str, set[str]] = {}
    for text in [*names, *(str(row["text"]) for row in rows)]:
        forms.setdefault(_form(text), set()).add(text)
    return {form: min(texts) for form, texts in forms.items() if len(texts) == 1}
