"""Running heads, running feet and page numbers: text that repeats in the margins and would cut paragraphs in two."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from pipeline.readers.paging.columns import Row, rows
from pipeline.readers.paging.geometry import PageText, Piece

_NUMBER = re.compile(
    r"[-–—\s]{0,3}(?:(?:Trang|trang|TRANG|Page|Tr\.)\s{0,2})?\d{1,4}(?:\s{0,2}[/|]\s{0,2}\d{1,4})?[-–—\s.]{0,3}"
)
_MARK = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}")
_NOTE = re.compile(r"(?:\[?\(?\d{1,3}\]?\)?|\*{1,3})\s?\S")
_DIGITS = re.compile(r"\d+")

NUMBER_ZONE = 0.125
"""Share of the page height at its top and its foot where a lone number is a page number."""
TEXT_ZONE = 0.075
"""The same for repeated text: less, because the repeated header of a table stands at the top of the text."""

SMALL = 0.9
"""Footnotes are smaller than the running text by at least this factor."""


class Furniture(NamedTuple):
    """Rows of a page that stand apart from its running text, and those of the text."""

    heads: list[Row]
    feet: list[Row]
    notes: list[Row]
    text: list[Row]


def split(pages: Sequence[PageText]) -> tuple[list[PageText], list[Furniture]]:
    """Pages without their heads, feet and footnotes, and these of each page."""
    usual = _usual_size(pages)
    tables = [rows(page.pieces) for page in pages]
    repeated = _repeated(pages, tables)
    kept: list[PageText] = []
    apart: list[Furniture] = []
    for page, table in zip(pages, tables, strict=True):
        heads = _edge(page, table, repeated, top=True)
        feet = _edge(page, table[len(heads) :], repeated, top=False)
        notes = _notes(page, table[len(heads) : len(table) - len(feet)], usual)
        gone = {piece.start for row in (*heads, *feet, *notes) for piece in row}
        kept.append(replace(page, pieces=tuple(p for p in page.pieces if p.start not in gone)) if gone else page)
        apart.append(Furniture(heads, feet, notes, table[len(heads) : len(table) - len(feet) - len(notes)]))
    return kept, apart


def _edge(page: PageText, table: list[Row], repeated: Counter[tuple[str, int]], *, top: bool) -> list[Row]:
    found: list[Row] = []
    for row in table if top else reversed(table):
        place = row[0].base / page.height
        if not top:
            place = 1 - place
        if _is_number(row, place, len(table)) or (place < TEXT_ZONE and repeated[_key(row)] > 0):
            found.append(row)
        else:
            break
    return found if top else found[::-1]


def _usual_size(pages: Sequence[PageText]) -> float:
    """Font size of most characters."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for piece in page.pieces:
            sizes[piece.size] += len(piece.text)
    rounded: Counter[float] = Counter()
    for size, times in sizes.items():
        rounded[round(size * 2) / 2] += times
    return rounded.most_common(1)[0][0] if rounded else 0.0


def _notes(page: PageText, table: list[Row], usual: float) -> list[Row]:
    """Footnotes: small rows at the foot of the page, from the first with a raised mark or below a short rule."""
    low = len(table)
    while low and table[low - 1][0].size < SMALL * usual and table[low - 1][0].base > 0.3 * page.height:
        low -= 1
    for index in range(max(low, 1), len(table)):
        first = table[index][0]
        if _MARK.match(first.text) or (_NOTE.match(first.text) and _under_rule(page, first)):
            return table[index:]
    return []


def _under_rule(page: PageText, piece: Piece) -> bool:
    return any(
        rule.across
        and 0 < piece.base - rule.at < 2.5 * piece.size
        and rule.end - rule.start < 0.5 * page.width
        and rule.start < piece.x1
        for rule in page.rules
    )


def _is_number(row: Row, place: float, count: int) -> bool:
    return place < NUMBER_ZONE and count > 1 and len(row) == 1 and _NUMBER.fullmatch(row[0].text) is not None


def _key(row: Row) -> tuple[str, int]:
    return _DIGITS.sub("#", " ".join(piece.text for piece in row)), round(row[0].base / 4)


def _repeated(pages: Sequence[PageText], tables: list[list[Row]]) -> Counter[tuple[str, int]]:
    """Rows in the margins that stand at the same height on at least half of the pages (two at least)."""
    seen: Counter[tuple[str, int]] = Counter()
    for page, table in zip(pages, tables, strict=True):
        for row in (*table[:3], *table[-3:]):
            place = row[0].base / page.height
            if min(place, 1 - place) < TEXT_ZONE:
                seen[_key(row)] += 1
    enough = max(2, len(pages) // 2)
    return Counter({key: n for key, n in seen.items() if n >= enough})
