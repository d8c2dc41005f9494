"""A document as read: one text, and blocks and tables that are spans of it, in reading order.

Readers join blocks with ``"\\n"``; a block's text may itself contain ``"\\n"`` where the page shows a forced line break
(paragraphs
inside a table cell too). Layout tables (letterhead, signature row) give PARAGRAPH blocks column after column; data
tables give one
CELL block per cell, row after row, each merged value once.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from enum import StrEnum
from typing import Literal, NamedTuple, Protocol

from pydantic import Field, PrivateAttr

from schemas.span import Box, Evidence, Model, Repair

_evidence: Callable[[dict[str, object]], Evidence] = Evidence.__pydantic_validator__.validate_python
"""``Evidence(**members)`` without the steps in Python around it, which take as long as the validation."""
TextOrigin = Literal["native", "ocr", "mixed"]


class BlockKind(StrEnum):
    """What a block is. ASIDE is text beside the reading flow: stamps, watermarks, rotated text, signature stamps."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    CELL = "cell"
    HEADER = "header"
    FOOTER = "footer"
    FOOTNOTE = "footnote"
    ASIDE = "aside"


class Block(Model):
    """One paragraph, heading (by style), cell, running head or foot, footnote or aside."""

    kind: BlockKind
    start: int
    end: int
    page: int | None = None
    box: Box | None = None
    label_end: int | None = None
    """Offset where an automatic number label ends (``text[start:label_end]`` is the label the page shows)."""
    outline: int | None = None
    """Heading level 1..9 where a style says so."""
    bold: bool = False
    """Every letter is bold."""
    bold_end: int | None = None
    """Offset where the bold run at the start of the block ends (run-in headings)."""
    italic: bool = False
    centered: bool = False
    size: float | None = None
    """Font size in points, where known."""
    column: Literal["left", "right"] | None = None
    """Side of a two-column row: letterhead, signature and Nơi nhận."""
    table: int | None = None
    row: int | None = None
    col: int | None = None
    row_span: int = 1
    col_span: int = 1


class Table(Model):
    """A table; ``cells`` are indices into ``Document.blocks``. ``layout`` tables only place text (letterhead,
    signature).
    """

    start: int
    end: int
    rows: int
    cols: int
    cells: tuple[int, ...] = ()
    header_rows: int = 0
    layout: bool = False
    caption: str | None = None
    pages: tuple[int, ...] = ()


class Location(NamedTuple):
    """Where a span stands: page and box for PDF and scans, block and table cell for all."""

    page: int | None = None
    box: Box | None = None
    block: int | None = None
    cell: tuple[int, int] | None = None


class Locator(Protocol):
    """Gives the exact page and box of a span; known only to the reader that made the document."""

    def __call__(self, start: int, end: int) -> tuple[int, Box] | None:
        """Return page and box of ``[start, end)``, or None where the reader cannot tell."""
        ...


class _Places:
    """What is known of places in one document: asked for every fact, hence a plain object."""

    __slots__ = ("blocks", "found", "locator", "starts")

    def __init__(self, blocks: tuple[Block, ...]) -> None:
        self.blocks = blocks
        self.starts = [block.start for block in blocks]
        self.locator: Locator | None = None
        self.found: dict[tuple[int, int], Location] = {}

    def block_at(self, offset: int) -> int | None:
        index = bisect_right(self.starts, offset) - 1
        if index < 0:
            return None
        block = self.blocks[index]
        return index if offset < block.end or offset == block.start else None

    def locate(self, start: int, end: int) -> Location:
        place = self.found.get((start, end))
        if place is None:
            place = self.found[start, end] = self._find(start, end)
        return place

    def _find(self, start: int, end: int) -> Location:
        index = self.block_at(start)
        exact = self.locator(start, end) if self.locator is not None else None
        page, box = exact or (None, None)
        if index is None:
            return Location(page, box)
        block = self.blocks[index]
        if exact is None:
            page, box = block.page, block.box
        cell = (block.row, block.col) if block.row is not None and block.col is not None else None
        return Location(page, box, index, cell)


class Document(Model):
    """What a reader returns."""

    text: str
    blocks: tuple[Block, ...] = ()
    tables: tuple[Table, ...] = ()
    pages: int | None = None
    media_type: str = "text/plain"
    text_origin: TextOrigin = "native"
    repairs: tuple[Repair, ...] = ()
    warnings: tuple[str, ...] = ()
    metadata: dict[str, str] = Field(default_factory=dict)

    _places: _Places | None = PrivateAttr(default=None)

    def attach(self, locator: Locator) -> Document:
        """Attach the reader's locator and return the same document."""
        self._known_places().locator = locator
        return self

    def detach(self) -> Document:
        """Drop the locator (and with it the open file it holds). What was located stays located."""
        places = (self.__pydantic_private__ or {}).get("_places")
        if places is not None:
            places.locator = None
        return self

    def block_at(self, offset: int) -> int | None:
        """Index of the block that holds ``offset``, None for the gaps between blocks."""
        return self._known_places().block_at(offset)

    def locate(self, start: int, end: int) -> Location:
        """Page, box, block and cell of ``[start, end)``: the reader's own answer first, the block's otherwise."""
        return self._known_places().locate(start, end)

    def quote(self, start: int, end: int, field: str | None = None) -> Evidence:
        """Evidence of ``[start, end)`` with its location, asked from the reader for the facts only."""
        page, box, block, cell = self._known_places().locate(start, end)
        return _evidence(
            {
                "start": start, "end": end, "quote": self.text[start:end],
                "page": page, "box": box, "block": block, "cell": cell, "field": field,
            }
        )  # fmt: skip

    def _known_places(self) -> _Places:
        # Not self._places: pydantic's look-up of private members costs more than the search for a place.
        places: _Places | None = (self.__pydantic_private__ or {}).get("_places")
        if places is None:
            places = self._places = _Places(self.blocks)
        return places
