"""Plain text and Markdown: the text stays as it stands in the file, blocks are its non-blank lines.

Encodings: byte order marks, UTF-16, UTF-8, Vietnamese code pages. Line ends become ``\\n``. Pipe tables become tables,
the pipe
table of a letterhead becomes its two columns.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from pipeline.readers import ReadOptions, _columns
from pipeline.readers._build import MAX_REPAIRS, safe
from pipeline.readers.plain import markdown
from pipeline.readers.plain.encoding import decode, from_legacy
from pipeline.readers.plain.lines import Line, Piece, in_columns, lines_of, paragraphs
from schemas.document import Block, BlockKind, Document, Table
from schemas.span import Repair

MEDIA_TYPES = ("text/plain", "text/markdown")
_BINARY = (
    b"PK\x03\x04",
    b"%PDF",
    b"\xd0\xcf\x11\xe0",
    b"{\\rtf",
    b"\x1f\x8b",
    b"\xff\xd8\xff",
    b"\x89PNG",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"MZ",
    b"II*\0",
    b"MM\0*",
)
_MARKUP = re.compile(rb"\xef?\xbb?\xbf?\s{0,100}<(?:\?xml|!doctype|html|head|body|w:)", re.IGNORECASE)
_TEXT_NAMES = (".txt", ".md", ".markdown", ".text")


def bid(data: bytes, name: str) -> int:
    """Low for anything that looks like text, a little more under a text file's name; 0 for known binary formats."""
    head = data[:4_096]
    if head.lstrip().startswith(_BINARY) or b"%PDF-" in head[:1_024]:
        return 0
    named = name.lower().endswith(_TEXT_NAMES)
    if _MARKUP.match(head) and not named:
        return 0
    if b"\0" in head and not decode(head)[1].startswith("utf-"):
        return 0
    controls = sum(1 for byte in head if byte < 32 and byte not in b"\t\n\r\f\v\x1b")
    if b"\0" not in head and controls * 20 > len(head):
        return 0
    return 40 if named else 20


def read(data: bytes, name: str, options: ReadOptions) -> Document:
    """The document of a text file; never fails."""
    raw, encoding = decode(data)
    repairs: Counter[tuple[str, str, str]] = Counter()
    text = from_legacy(raw.replace("\r\n", "\n").replace("\r", "\n"), repairs)
    builder = _Blocks(text)
    for is_table, group in groupby(lines_of(text), key=lambda line: text[line.start : line.end].lstrip()[:1] == "|"):
        lines = list(group)
        if is_table and len(lines) > 1:
            builder.table(lines)
        else:
            builder.waiting += lines
    builder.flush()
    is_markdown = bool(builder.tables or builder.headings)
    return Document(
        text=safe(text),
        blocks=tuple(builder.blocks),
        tables=tuple(builder.tables),
        pages=text.rstrip().count("\f") + 1 if "\f" in text else None,
        media_type=MEDIA_TYPES[is_markdown],
        repairs=tuple(Repair(before=b, after=a, reason=r) for b, a, r in list(repairs)[:MAX_REPAIRS]),
        metadata={"encoding": encoding},
    )


class _Blocks:
    """Blocks and tables over a fixed text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.blocks: list[Block] = []
        self.tables: list[Table] = []
        self.waiting: list[Line] = []
        self.headings = 0

    def flush(self) -> None:
        """Make blocks of the lines that wait (only the first stretch of text may hold a letterhead)."""
        for piece in in_columns(self.text, list(paragraphs(self.text, self.waiting))):
            self._piece(piece)
        self.waiting = []

    def _piece(self, piece: Piece) -> None:
        content = self.text[piece.start : piece.end]
        fields: dict[str, Any] = {"page": piece.page, "column": piece.column}
        start, end = piece.start, piece.end
        heading = markdown.HEADING.match(content)
        if heading:
            self.headings += 1
            start += heading.end()
            fields |= {"outline": len(heading.group(1))}
        start, end, bold = self._bold(start, end)
        kind = BlockKind.HEADING if heading else BlockKind.PARAGRAPH
        self.blocks.append(Block(kind=kind, start=start, end=end, **fields, **bold))

    def _bold(self, start: int, end: int) -> tuple[int, int, dict[str, Any]]:
        """The span without its Markdown marks, and what they say about bold."""
        run = markdown.bold_end(self.text[start:end])
        if run is None:
            return start, end, {}
        inside, close, whole = start + run[0], start + run[1], run[2]
        if whole and not self.text[close:end].strip("*_"):
            return inside, close, {"bold": True, "bold_end": close}
        return inside, end, {"bold": whole, "bold_end": close}

    def table(self, lines: list[Line]) -> None:
        """A pipe table: a layout table when its cells hold a letterhead or a signature, a data table otherwise."""
        self.flush()
        text = self.text
        separator = [bool(markdown.SEPARATOR.match(text[line.start : line.end])) for line in lines]
        rows = [line for line, is_rule in zip(lines, separator, strict=True) if not is_rule]
        cells = [markdown.cells_of(text, line.start, line.end, row) for row, line in enumerate(rows)]
        cols = max((len(row) for row in cells), default=0)
        if not cols:
            return
        content = [text[cell.start : cell.end] for row in cells for cell in row]
        official = any(map(_columns.is_letterhead, content)) or any(map(_columns.is_signature, content))
        layout = cols == 1 or len(rows) == 1 or (official and cols <= 3 and len(rows) <= 8)
        number, first = len(self.tables), len(self.blocks)
        for cell in (cell for row in cells for cell in row):
            for block in self._cell(cell, cols, layout):
                self.blocks.append(block.model_copy(update={"table": number}))
        header = separator.index(True) if True in separator and not layout else 0
        self.tables.append(
            Table(
                start=rows[0].start, end=rows[-1].end, rows=len(rows), cols=cols, layout=layout,
                cells=tuple(range(first, len(self.blocks))), header_rows=header,
            )
        )  # fmt: skip

    def _cell(self, cell: markdown.CellSpan, cols: int, layout: bool) -> Iterator[Block]:
        content = self.text[cell.start : cell.end]
        if not layout:
            start, end, bold = self._bold(cell.start, cell.end)
            yield Block(kind=BlockKind.CELL, start=start, end=end, row=cell.row, col=cell.col, **bold)
            return
        for left, right, bold_line in markdown.layout_parts(content):
            start, end = cell.start + left, cell.start + right
            yield Block(
                kind=BlockKind.PARAGRAPH, start=start, end=end, row=cell.row, col=cell.col, bold=bold_line,
                column=markdown.side(cell.col, cols) if cols > 1 else None, bold_end=end if bold_line else None,
            )  # fmt: skip
