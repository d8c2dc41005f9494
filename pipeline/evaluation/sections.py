"""Headings: gold lists them flat, in order; reports as a tree. Levels of the gold follow from its numbering styles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pipeline.evaluation.matching import Item, Score, compare
from pipeline.evaluation.texts import similar, squeeze
from schemas.report import Extraction
from schemas.section import Section

_CUT = 90  # gold titles end at 100 characters
_NAMED = ("phan", "chuong", "tieumuc", "muc", "dieu", "phuluc")
_ROMAN = re.compile(r"[ivxlcdm]+")


def section_scores(gold: dict[str, Any], report: Extraction) -> dict[str, Score]:
    """``sections`` (all levels) and ``sections_top`` (the two highest)."""
    expected = gold.get("sections")
    if expected is None:
        return {}
    rows = [(label or "", title, level) for (label, title), level in zip(expected, levels(expected), strict=True)]
    # The gold of real documents lists numbered headings only; unnumbered ones are judged where the gold has any.
    unnumbered = any(not label for label, _, _ in rows)
    found = [(s.label or "", s.title, level) for s, level in _flat(report.sections, 1) if s.label or unnumbered]
    neutral = [_item(label or "", title) for label, title in gold.get("sections_doubtful", [])]
    everything = compare([_item(a, b) for a, b, _ in rows], [_item(a, b) for a, b, _ in found], _near, neutral=neutral)
    # A heading that one side puts deeper is no miss of the top: the other side is searched at every level.
    gold_top = [_item(a, b) for a, b, level in rows if level <= 2]
    deep = [_item(a, b) for a, b, level in rows if level > 2]
    got_top = [_item(a, b) for a, b, level in found if level <= 2]
    top = compare(gold_top, got_top, _near, neutral=neutral + deep)
    return {"sections": everything, "sections_top": top}


def _item(label: str, title: str) -> Item:
    key = squeeze(title)
    if len(title) >= _CUT:
        key = key[:60]
    return Item((squeeze(label), key[:60] if len(key) > 60 else key), f"{label} {title}".strip(), key)


def _near(gold: Item, got: Item) -> bool:
    same_label = gold.exact[0] == got.exact[0]  # type: ignore[index]
    return similar(gold.words, got.words, 0.8) or bool(same_label and similar(gold.words, got.words, 0.6))


def _flat(sections: tuple[Section, ...], level: int) -> Iterator[tuple[Section, int]]:
    for section in sections:
        yield section, level
        yield from _flat(section.children, level + 1)


def levels(rows: list[list[str]]) -> list[int]:
    """Level of each heading: a numbering style seen before goes back to its level, a new one goes one deeper."""
    stack: list[str] = []
    result = []
    for label, _ in rows:
        style = _style(label or "")
        if style in stack:
            del stack[stack.index(style) + 1 :]
        else:
            stack.append(style)
        result.append(len(stack))
    return result


def _style(label: str) -> str:
    key = squeeze(label)
    for name in _NAMED:
        if key.startswith(name):
            return name
    numbers = re.findall(r"\d+", label)
    if numbers:
        return f"{len(numbers)} numbers" + (" )" if ")" in label else "")
    if not key:
        return "none"
    if _ROMAN.fullmatch(key) and label[0].isupper() and key not in {"c", "d", "l"}:
        return "roman"
    return "capital" if label[0].isupper() else "letter"
