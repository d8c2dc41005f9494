"""Builds a ``Document`` block after block: readers append text, the builder keeps the offsets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

from schemas.document import Block, BlockKind, Document, Table, TextOrigin
from schemas.span import Repair

# C0 controls other than tab and newline, DEL, C1 controls, lone surrogates and non-characters: no XML or database takes
# them.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_KEPT = {"\x0b": "\n", "\x0c": "\n", "\r": "\n", "\x85": "\n"}
_block: Callable[[dict[str, Any]], Block] = Block.__pydantic_validator__.validate_python
"""``Block(**fields)`` without the steps in Python around it, which take as long as the validation."""
MAX_REPAIRS = 20
"""So many of each reason are listed."""


def safe(text: str) -> str:
    """``text`` of the same length without characters that exports cannot carry (they become spaces, odd line ends
    newlines)."""
    return _UNSAFE.sub(lambda match: _KEPT.get(match.group(), " "), text) if _UNSAFE.search(text) else text


class DocumentBuilder:
    """Append blocks in reading order, then ``finish``.

    Offsets given to ``add`` (``label_end``, ``bold_end``) count from the start of the block's text; the builder makes
    them absolute.
    Tables: ``open_table``, cells with ``add(..., row=, col=)`` (or plain paragraphs for a layout table),
    ``close_table``.
    """

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.tables: list[Table | None] = []
        self.length = 0
        self.warnings: list[str] = []
        self._parts: list[str] = []
        self._open: list[tuple[int, int]] = []
        self._repairs: Counter[tuple[str, str, str]] = Counter()

    def add(self, text: str, kind: BlockKind = BlockKind.PARAGRAPH, **fields: Any) -> int:
        """Append one block and return its index. ``fields`` are those of ``Block`` except start, end and table."""
        if self._parts:
            self._parts.append("\n")
            self.length += 1
        start = self.length
        self._parts.append(text)
        self.length = end = start + len(text)
        if fields.get("label_end") is not None:
            fields["label_end"] += start
        if fields.get("bold_end") is not None:
            fields["bold_end"] += start
        if self._open:
            fields["table"] = self._open[-1][0]
        fields["kind"], fields["start"], fields["end"] = kind, start, end
        self.blocks.append(_block(fields))
        return len(self.blocks) - 1

    def text_of(self, index: int) -> str:
        """The text of a block added before."""
        return safe(self._parts[2 * index])

    def open_table(self) -> int:
        """Start a table: blocks added from now on belong to it. Returns its index. Tables may be nested only in layout
        tables."""
        self.tables.append(None)
        self._open.append((len(self.tables) - 1, len(self.blocks)))
        return len(self.tables) - 1

    def close_table(
        self, *, rows: int, cols: int, header_rows: int = 0, layout: bool = False, caption: str | None = None
    ) -> None:
        """End the table opened last. A table that got no block is dropped only by leaving an empty entry."""
        index, first = self._open.pop()
        mine = [i for i in range(first, len(self.blocks)) if self.blocks[i].table == index]
        start = self.blocks[mine[0]].start if mine else self.length
        end = self.blocks[mine[-1]].end if mine else self.length
        pages = sorted({page for i in mine if (page := self.blocks[i].page) is not None})
        self.tables[index] = Table(
            start=start, end=end, rows=rows, cols=cols, cells=tuple(mine), header_rows=header_rows, layout=layout,
            caption=caption, pages=tuple(pages),
        )  # fmt: skip

    def repair(self, before: str, after: str, reason: str, count: int = 1) -> None:
        """Record a correction; equal ones are kept once, the most frequent first."""
        self._repairs[before, after, reason] += count

    def finish(
        self,
        media_type: str,
        *,
        pages: int | None = None,
        text_origin: TextOrigin = "native",
        metadata: dict[str, str] | None = None,
    ) -> Document:
        """The document. All tables must be closed."""
        kept: list[tuple[str, str, str]] = []
        per_reason: Counter[str] = Counter()
        for (before, after, reason), _ in sorted(self._repairs.items(), key=lambda item: (-item[1], item[0])):
            per_reason[reason] += 1
            if per_reason[reason] <= MAX_REPAIRS:
                kept.append((before, after, reason))
        return Document(
            text=safe("".join(self._parts)),
            blocks=tuple(self.blocks),
            tables=tuple(table for table in self.tables if table is not None),
            pages=pages,
            media_type=media_type,
            text_origin=text_origin,
            repairs=tuple(Repair(before=b, after=a, reason=r) for b, a, r in kept),
            warnings=tuple(dict.fromkeys(self.warnings)),
            metadata=metadata or {},
        )
