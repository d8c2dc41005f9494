"""What a walk over a Word part gives: paragraphs and tables in reading order, not yet placed in a document."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.readers._columns import Side


@dataclass(slots=True)
class Box:
    """A text box: its content and the side of the page it stands on, where its anchor tells."""

    items: list[Item]
    side: Side | None = None


@dataclass(slots=True)
class Para:
    """One paragraph as shown. Offsets count from the start of ``text``, which has no blank space around it."""

    text: str = ""
    label_end: int | None = None
    bold: bool = False
    bold_end: int | None = None
    italic: bool = False
    size: float | None = None
    centered: bool = False
    right: bool = False
    """Set to the right half of the page by alignment, indent or leading tabs."""
    outline: int | None = None
    page: int | None = None
    aside: bool = False
    column: Side | None = None
    boxes: list[Box] = field(default_factory=list)


@dataclass(slots=True)
class Cell:
    """A cell of the normalised grid."""

    items: list[Item]
    row: int = 0
    col: int = 0
    row_span: int = 1
    col_span: int = 1
    merge: str | None = None
    """``restart`` or ``continue`` while the grid is being built."""
    center: float = 0.0
    """Middle of the cell as a share of the table's width."""
    _text: str | None = None

    @property
    def text(self) -> str:
        """What the cell shows."""
        if self._text is None:
            self._text = plain(self.items)
        return self._text


@dataclass(slots=True)
class Grid:
    """A table: cells row after row, each merged value once."""

    cells: list[Cell]
    rows: int
    cols: int
    header_rows: int = 0
    bordered: bool = True
    caption: str | None = None


Item = Para | Grid


def plain(items: list[Item]) -> str:
    """The text of some items, tables flattened: one line a row, cells separated by tabs."""
    lines: list[str] = []
    for item in items:
        if isinstance(item, Para):
            if item.text:
                lines.append(item.text)
            for box in item.boxes:
                lines.append(plain(box.items))
        else:
            rows: dict[int, list[str]] = {}
            for cell in item.cells:
                rows.setdefault(cell.row, []).append(cell.text)
            lines += ["\t".join(filter(None, row)) for row in rows.values()]
    return "\n".join(line for line in lines if line)
