"""Data tables as facts: flattened header and rows of cell texts. Layout tables (letterhead, signature) are left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.quantity.grid import Grid
from schemas.report import TableFact
from schemas.span import Evidence

if TYPE_CHECKING:
    from spacy.tokens import Doc

REQUIRES: tuple[str, ...] = ("grids",)


def extract(doc: Doc) -> tuple[TableFact, ...]:
    """Every data table of ``doc._.document``, in order; merged cells repeat in the places they cover."""
    return tuple(_fact(doc, grid) for grid in doc._.grids)


def _fact(doc: Doc, grid: Grid) -> TableFact:
    rows = tuple(tuple(grid.text(row, col) for col in range(grid.cols)) for row in range(grid.header_rows, grid.rows))
    return TableFact(
        caption=grid.caption,
        header=tuple(grid.header(col) for col in range(grid.cols)) if grid.header_rows else (),
        rows=rows,
        evidence=_evidence(doc, grid),
    )


def _evidence(doc: Doc, grid: Grid) -> tuple[Evidence, ...]:
    """The header (or the first row): enough to find the table without quoting all of it."""
    spans = [grid.span(row, col) for row in range(max(grid.header_rows, 1)) for col in range(grid.cols)]
    known = [span for span in spans if span is not None]
    if not known:
        return ()
    return (doc._.document.quote(min(span[0] for span in known), max(span[1] for span in known), "header"),)
