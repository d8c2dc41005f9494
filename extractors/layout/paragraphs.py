"""Paragraphs and pieces of lines of a document, with or without layout.

A paragraph is a block (or a line, where the reader gave no blocks); a piece is a line of it, cut again where two
columns stand side by side. Offsets are those of the folded text, without the blank space and Markdown marks around.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Literal, NamedTuple

from extractors.layout.spelling import APART
from extractors.text.folding import Folded
from schemas.document import Block, BlockKind, Document
from schemas.span import Evidence

if TYPE_CHECKING:
    from spacy.tokens import Doc

Side = Literal["left", "right"]


class Para(NamedTuple):
    """A paragraph; ``bold_end`` is where the bold run at its start ends (``start`` when there is none)."""

    start: int
    end: int
    text: str
    number: int
    kind: BlockKind = BlockKind.PARAGRAPH
    column: Side | None = None
    bold: bool = False
    bold_end: int = 0
    label_end: int | None = None
    italic: bool = False
    centered: bool = False
    outline: int | None = None
    table: int | None = None
    page: int | None = None


class Piece(NamedTuple):
    """A line of a paragraph, or one column of it. ``gap`` counts the line ends between it and the piece before."""

    start: int
    end: int
    text: str
    para: Para
    column: Side | None = None
    gap: int = 0


def paragraphs(doc: Doc) -> list[Para]:
    """All non-blank paragraphs of ``doc`` in reading order; computed once a document."""
    found: list[Para] | None = doc.user_data.get("layout.paragraphs")
    if found is None:
        found = _build(doc._.document, doc._.folded)
        doc.user_data["layout.paragraphs"] = found
    return found


def proof(doc: Doc, start: int, end: int, field: str | None = None) -> Evidence:
    """Evidence of the folded span ``[start, end)``."""
    raw_start, raw_end = doc._.folded.raw_span(start, end)
    evidence: Evidence = doc._.document.quote(raw_start, raw_end, field)
    return evidence


class Proofs:
    """``proof`` for many facts of one document: what it needs is looked up once, as ``doc._`` is slow."""

    __slots__ = ("document", "folded")

    def __init__(self, doc: Doc) -> None:
        self.document: Document = doc._.document
        self.folded: Folded = doc._.folded

    def __call__(self, start: int, end: int, field: str | None = None) -> Evidence:
        """Evidence of the folded span ``[start, end)``."""
        return self.document.quote(*self.folded.raw_span(start, end), field)


def folded_offset(folded: Folded, raw: int) -> int:
    """Folded offset of a raw one: the inverse of ``Folded.raw``."""
    if not folded.raw_points:
        return raw
    index = bisect_right(folded.raw_points, raw) - 1
    if index < 0:
        return raw
    offset = folded.folded_points[index] + raw - folded.raw_points[index]
    limit = folded.folded_points[index + 1] if index + 1 < len(folded.folded_points) else len(folded.text)
    return min(offset, limit)


_BORDER = "| \t\n\u00a0"


def _build(document: Document, folded: Folded) -> list[Para]:
    if not document.blocks:
        return _lines(folded.text)
    paras: list[Para] = []
    clean = not folded.raw_points
    for block in document.blocks:
        start, end = block.start, block.end
        if not clean:
            start, end = folded_offset(folded, start), folded_offset(folded, end)
        text = folded.text[start:end]
        stripped = text.strip()
        if stripped[:1] == "|":  # the border of a cell that stands alone
            stripped = stripped.lstrip(_BORDER)
        if not stripped:
            continue
        if stripped[0] != text[0]:
            start += text.index(stripped[0])
        paras.append(_para(block, folded, start, stripped, len(paras)))
    return paras


def _lines(text: str) -> list[Para]:
    """Lines as paragraphs, for a text without blocks."""
    paras: list[Para] = []
    start = 0
    for line in text.split("\n"):
        content = line.strip()
        if content:
            begin = start + line.index(content[0])
            end, bold_end = begin + len(content), begin
            if content[0] in "*#_":
                begin, end, marked = _unmarked(content, begin, end)
                bold_end = marked or begin
                content = text[begin:end]
            bold = bold_end >= end
            paras.append(Para(begin, end, content, len(paras), bold=bold, bold_end=bold_end))
        start += len(line) + 1
    return paras


_OPENING = re.compile(r"(?:#{1,6} {0,3})?([*_]{1,3})?(?=\S)")


def _para(block: Block, folded: Folded, start: int, text: str, index: int) -> Para:
    end = start + len(text)
    bold, bold_end = block.bold, start
    if block.bold_end is not None:
        bold_end = folded_offset(folded, block.bold_end)
    if text[0] in "*#_":
        start, end, marked = _unmarked(text, start, end)
        if marked:
            bold_end = marked
            bold = bold or marked >= end
        text = folded.text[start:end]
    return Para(
        start, end, text, index, block.kind, block.column, bold, end if bold else max(start, bold_end),
        None if block.label_end is None else folded_offset(folded, block.label_end),
        block.italic, block.centered, block.outline, block.table, block.page,
    )  # fmt: skip


def _unmarked(text: str, start: int, end: int) -> tuple[int, int, int]:
    """Span without Markdown marks, and the end of the bold run they show (0: none)."""
    opening = _OPENING.match(text)
    if opening is None or not opening.end():
        return start, end, 0
    mark = opening.group(1)
    inner = start + opening.end()
    if mark is None:
        return inner, end, 0
    closing = text.find(mark, opening.end())
    if closing < 0:
        return (inner, end, 0) if len(mark) > 1 else (start, end, 0)
    marked = start + closing if len(mark) > 1 else 0
    if closing + len(mark) >= len(text):
        return inner, start + closing, marked
    return (inner, end, marked) if len(mark) > 1 else (start, end, 0)


_TABS = re.compile(r"[ \u00a0]{0,40}\t[ \u00a0\t]{0,80}|[ \u00a0]{3,200}|[ \u00a0]{0,40}\|[ \u00a0]{0,40}")
_OPEN_LEFT = re.compile(r"(?:[Ss][ốỐ] ?:?|[Nn]gày|tháng|năm|[/:,…_-]|\.\.)$")
_OPEN_RIGHT = re.compile(r"[/,.;:)…_-]|tháng|năm|\d{1,2} ?(?:tháng|/)")


def pieces(doc: Doc, paras: list[Para]) -> list[Piece]:
    """Lines of ``paras``; a line with two columns side by side gives its left and its right part."""
    raw: str = doc._.document.text
    folded: Folded = doc._.folded
    text = folded.text
    found: list[Piece] = []
    previous = paras[0].start if paras else 0
    for para in paras:
        start = para.start
        for line in para.text.split("\n"):
            for begin, end, side in _columns(folded, raw, start, line, para):
                gap = text.count("\n", previous, begin) if begin > previous else 0
                found.append(Piece(begin, end, text[begin:end], para, side, gap))
                previous = end
            start += len(line) + 1
    return found


_AROUND = " *_#|"


def _columns(folded: Folded, raw: str, start: int, line: str, para: Para) -> list[tuple[int, int, Side | None]]:
    """Spans of the columns of one ``line`` that begins at ``start``; most lines have one."""
    end = start + len(line)
    raw_start, raw_end = folded.raw_span(start, end)
    # Folded no-break spaces are spaces: what parts columns is three of them, a bar, or a tab of the raw text.
    if para.column == "right" or not ("   " in line or "|" in line or raw.find("\t", raw_start, raw_end) >= 0):
        content = line.strip(_AROUND)
        if not content:
            return []
        start += line.index(content[0])
        return [(start, start + len(content), para.column)]
    spans: list[tuple[int, int]] = []
    begin = raw_start
    gaps = () if APART.match(folded.text, start, end) else _TABS.finditer(raw, raw_start, raw_end)
    for gap in gaps:
        before, after = (
            raw[max(raw_start, gap.start() - 8) : gap.start()],
            raw[gap.end() : min(raw_end, gap.end() + 12)],
        )
        # An item of a list may end with a comma (``- Như trên,      BÍ THƯ``); a place does not begin with a dash.
        opened = _OPEN_LEFT.search(before) and not (before.endswith(",") and raw[raw_start] in "-+")
        if gap.start() > begin and after and not _OPEN_RIGHT.match(after) and not opened:
            spans.append((begin, gap.start()))
            begin = gap.end()
    spans.append((begin, raw_end))
    out: list[tuple[int, int, Side | None]] = []
    for index, (left, right) in enumerate(spans):
        side: Side | None = para.column if len(spans) == 1 else ("left" if index == 0 else "right")
        first, last = folded_offset(folded, left), folded_offset(folded, right)
        text = folded.text[first:last]
        content = text.strip(_AROUND)
        if content:
            first += text.index(content[0])
            out.append((first, first + len(content), side))
    return out
