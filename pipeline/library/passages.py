"""What a search finds: paragraphs and table rows of a document, with their page; and the sentence around an offset."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipeline.library.keys import aligned, both, columns_of, writable
from schemas.document import Block, BlockKind, Document

LONGEST = 2_000
"""Longer paragraphs are cut at sentence ends, so that a hit stays readable."""

_END = re.compile(r"[.;!?…]['\"”’)\]]{0,2}\s{1,8}")
_ABBREVIATION = re.compile(r"(?:(?:^|[\s(.])(?:[A-ZĐ][A-Za-zĐđ]{0,2}|v\.v)|(?:^|\n)\d{1,2}(?:\.\d{1,2}){0,3})\.$")
_OPENING = "-–+•*“\"'(["


class Passage(NamedTuple):
    """A paragraph or table row: ``text`` is ``document.text[start:end]``."""

    start: int
    end: int
    page: int | None
    cell: bool
    text: str
    words: str
    toned: str


def passages_of(document: Document) -> tuple[Passage, ...]:
    """The passages of a document in reading order; never overlapping, blank ones left out."""
    return _made(document.text, _places(document))


def passages_of_text(text: str) -> tuple[Passage, ...]:
    """The passages of a bare text: its lines."""
    return _made(text, _lines(text))


Place = tuple[int, int, int | None, bool]


def _made(raw: str, places: Iterable[Place]) -> tuple[Passage, ...]:
    text = writable(raw)
    lowered = aligned(text)
    spans = list(places)
    if lowered is None:
        keys = [both(text[start:end]) for start, end, _, _ in spans]
    else:
        keys = columns_of([lowered[start:end] for start, end, _, _ in spans])
    return tuple(
        Passage(start, end, page, cell, text[start:end], *pair)
        for (start, end, page, cell), pair in zip(spans, keys, strict=True)
    )


def _places(document: Document) -> Iterator[Place]:
    text = document.text
    if not document.blocks:
        yield from _lines(text)
        return
    reached = 0
    for begin, end, page, cell in _merged_rows(document.blocks):
        start = begin if begin > reached else reached
        if start < end and not text[start:end].isspace():
            if end - start > LONGEST:
                yield from _cut(text, start, end, page, cell)
            else:
                yield start, end, page, cell
        reached = max(reached, end)


def _merged_rows(blocks: tuple[Block, ...]) -> list[Place]:
    """Blocks, the cells of one table row taken together."""
    places: list[Place] = []
    row: tuple[int | None, int | None] | None = None
    for block in blocks:
        here = (block.table, block.row) if block.kind is BlockKind.CELL else None
        if here is not None and here == row:
            start, end, page, _ = places[-1]
            places[-1] = (start, max(end, block.end), page, True)
        else:
            places.append((block.start, block.end, block.page, here is not None))
        row = here
    return places


def _lines(text: str) -> Iterator[Place]:
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield from _cut(text, start, start + len(line), None, False)
        start += len(line) + 1


def _cut(text: str, start: int, end: int, page: int | None, cell: bool) -> Iterator[Place]:
    while end - start > LONGEST:
        ends = [at for at in sentence_ends(text[start : start + LONGEST]) if at > LONGEST // 4]
        space = text.rfind(" ", start + 1, start + LONGEST)
        middle = start + ends[-1] if ends else (space + 1 if space > start else start + LONGEST)
        yield start, middle, page, cell
        start = middle
    yield start, end, page, cell


def sentence_ends(text: str) -> list[int]:
    """Offsets at which a new sentence starts; abbreviations (``KT. GIÁM ĐỐC``) and labels (``2.1. Thuận lợi``) do not
    end one."""
    ends = []
    for match in _END.finditer(text):
        after = match.end()
        if after >= len(text) or not (text[after].isupper() or text[after] in _OPENING):
            continue
        stop = match.start() + 1
        if text[match.start()] == "." and _ABBREVIATION.search(text[max(0, stop - 16) : stop]):
            continue
        ends.append(after)
    return ends


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Span of the sentence (or sentences) of ``text`` that hold ``[start, end)``, without blanks at its ends."""
    first, last = 0, len(text)
    for at in sentence_ends(text):
        if at <= start:
            first = at
        elif at >= end:
            last = at
            break
    stretch = text[first:last]
    return first + len(stretch) - len(stretch.lstrip()), first + len(stretch.rstrip())
