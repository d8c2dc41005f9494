"""Data tables as facts: merged cells, several header rows, layout tables left out."""

from __future__ import annotations

from extractors import extract
from schemas.document import Block, BlockKind, Document, Table

_CELLS = [
    # text, row, col, row_span, col_span
    ("STT", 0, 0, 2, 1),
    ("Đơn vị", 0, 1, 2, 1),
    ("Số hồ sơ", 0, 2, 1, 2),
    ("Tổng số", 1, 2, 1, 1),
    ("Quá hạn", 1, 3, 1, 1),
    ("(1)", 2, 0, 1, 1),
    ("(2)", 2, 1, 1, 1),
    ("(3)", 2, 2, 1, 1),
    ("(4)", 2, 3, 1, 1),
    ("1", 3, 0, 1, 1),
    ("Sở Nội vụ", 3, 1, 1, 1),
    ("20", 3, 2, 1, 1),
    ("0", 3, 3, 1, 1),
]


def document(layout: bool = False, header_rows: int = 0) -> Document:
    text, blocks = "", []
    for cell, row, col, row_span, col_span in _CELLS:
        blocks.append(
            Block(
                kind=BlockKind.CELL,
                start=len(text),
                end=len(text) + len(cell),
                table=0,
                row=row,
                col=col,
                row_span=row_span,
                col_span=col_span,
            )
        )
        text += cell + "\n"
    shape = Table(
        start=0, end=len(text), rows=4, cols=4, cells=tuple(range(len(blocks))), layout=layout, header_rows=header_rows
    )
    return Document(text=text, blocks=tuple(blocks), tables=(shape,))


def test_headers_are_flattened_and_column_numbers_left_out() -> None:
    (fact,) = extract(document()).tables
    assert fact.header == ("STT", "Đơn vị", "Số hồ sơ - Tổng số", "Số hồ sơ - Quá hạn")
    assert fact.rows == (("1", "Sở Nội vụ", "20", "0"),)


def test_header_rows_that_the_reader_marked_are_believed() -> None:
    (fact,) = extract(document(header_rows=2)).tables
    assert fact.rows == (("1", "Sở Nội vụ", "20", "0"),)


def test_the_evidence_quotes_the_header() -> None:
    source = document()
    (fact,) = extract(source).tables
    (item,) = fact.evidence
    assert source.text[item.start : item.end] == item.quote
    assert item.quote.startswith("STT")


def test_cells_under_merged_headers_are_indicators() -> None:
    found = [(i.value, i.unit, i.state) for i in extract(document()).indicators]
    assert found == [(20, "hồ sơ", "value"), (0, "hồ sơ", "zero")]


def test_layout_tables_are_no_facts() -> None:
    found = extract(document(layout=True))
    assert found.tables == ()
    assert all(item.source == "text" for item in found.indicators)


def test_no_tables() -> None:
    assert extract(Document(text="")).tables == ()
