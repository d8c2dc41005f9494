"""Tables of born-digital PDF: ruled, merged, over pages, without rules, and what is no table."""

from __future__ import annotations

import random
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_maker import HEIGHT, grid, letterhead, made, prose, put, read, table, texts
from pdfplumber.table import edges_to_intersections, intersections_to_cells, merge_edges
from reportlab.pdfgen.canvas import Canvas

from pipeline.readers.paging.geometry import Rule
from pipeline.readers.paging.grid import grids
from pipeline.readers.paging.rules import merged
from schemas.document import BlockKind, Document

XS = (85, 120, 330, 430, 550)
HEADER = ("STT", "Tên đơn vị", "Số hồ sơ", "Ghi chú")


def cells(document: Document, index: int = 0) -> dict[tuple[int, int], str]:
    """Text of the cells of a table by row and column."""
    found = {}
    for number in document.tables[index].cells:
        item = document.blocks[number]
        assert item.kind is BlockKind.CELL and item.table == index
        assert item.row is not None and item.col is not None
        found[item.row, item.col] = document.text[item.start : item.end]
    return found


def rows(first: int, last: int) -> list[tuple[str, str, str, str]]:
    return [(str(n), f"Xã số {n}", str(n * 7), "" if n % 2 else "Đủ") for n in range(first, last)]


def test_ruled_table_with_text_around_it() -> None:
    def page(canvas: Canvas) -> None:
        prose(canvas, 90, "Kết quả giải quyết hồ sơ của các xã như sau:")
        table(canvas, XS, 110, [HEADER, *rows(1, 4)])
        prose(canvas, 230, "Nhìn chung các xã thực hiện tốt.")

    document = read(made(page))
    assert len(document.tables) == 1
    found = document.tables[0]
    assert (found.rows, found.cols, found.header_rows, found.pages) == (4, 4, 1, (1,))
    assert cells(document)[0, 1] == "Tên đơn vị"
    assert [cells(document)[2, col] for col in range(4)] == ["2", "Xã số 2", "14", "Đủ"]
    assert cells(document)[1, 3] == ""
    kinds = [item.kind for item in document.blocks]
    assert kinds == [BlockKind.PARAGRAPH, *[BlockKind.CELL] * 16, BlockKind.PARAGRAPH]
    place = document.locate(document.blocks[10].start, document.blocks[10].end)
    assert place.cell == (2, 1)


def test_merged_cells_come_once_with_their_spans() -> None:
    def page(canvas: Canvas) -> None:
        for top in (100, 140, 160, 180, 200):
            canvas.line(85, HEIGHT - top, 550, HEIGHT - top)
        canvas.line(330, HEIGHT - 120, 550, HEIGHT - 120)
        for x in (85, 120, 330, 550):
            canvas.line(x, HEIGHT - 100, x, HEIGHT - 200)
        canvas.line(430, HEIGHT - 120, 430, HEIGHT - 200)
        for x, top, text in (
            (90, 125, "TT"),
            (125, 125, "Nội dung"),
            (335, 114, "Năm 2017"),
            (335, 134, "Số lượng"),
            (435, 134, "Tỷ lệ"),
        ):
            put(canvas, x, top, text, "TB", 11)
        for number, row in enumerate(
            (("(1)", "(2)", "(3)", "(4)"), ("1", "Trực tuyến", "12", "10%"), ("2", "Trực tiếp", "108", "90%"))
        ):
            for x, text in zip(XS, row, strict=False):
                put(canvas, x + 5, 154 + 20 * number, text, size=11)

    document = read(made(page))
    found = {(b.row, b.col): (b.row_span, b.col_span) for b in document.blocks if b.kind is BlockKind.CELL}
    assert found[0, 0] == (2, 1) and found[0, 2] == (1, 2) and found[1, 3] == (1, 1)
    assert (1, 0) not in found
    assert document.tables[0].header_rows == 3
    assert cells(document)[3, 3] == "10%"


def test_table_goes_on_over_pages() -> None:
    def first(canvas: Canvas) -> None:
        put(canvas, 317, 40, "1", middle=True)
        table(canvas, XS, 90, [HEADER, *rows(1, 30)])

    def second(canvas: Canvas) -> None:
        put(canvas, 317, 40, "2", middle=True)
        table(canvas, XS, 90, [HEADER, *rows(30, 50)])

    def third(canvas: Canvas) -> None:
        put(canvas, 317, 40, "3", middle=True)
        table(canvas, XS, 90, rows(50, 55), bold=0)
        prose(canvas, 250, "Hết phụ lục.")

    document = read(made(first, second, third))
    assert len(document.tables) == 1
    assert document.tables[0].rows == 55 and document.tables[0].pages == (1, 2, 3)
    found = cells(document)
    assert [found[n, 0] for n in range(1, 55)] == [str(n) for n in range(1, 55)]
    assert sum(text == "STT" for text in texts(document, BlockKind.CELL)) == 1
    assert texts(document)[-1] == "Hết phụ lục."


def test_another_table_on_the_next_page_stays_another_table() -> None:
    def first(canvas: Canvas) -> None:
        table(canvas, XS, 90, [HEADER, *rows(1, 5)])

    def second(canvas: Canvas) -> None:
        table(canvas, XS, 90, [("STT", "Lĩnh vực", "Thủ tục", "Căn cứ"), *rows(1, 5)])

    document = read(made(first, second))
    assert len(document.tables) == 2


def test_row_cut_by_the_page_break_is_one_row() -> None:
    def first(canvas: Canvas) -> None:
        table(canvas, XS, 90, [HEADER, *rows(1, 3), ("3", "Xã số 3", "21", "Theo Công văn 15/UBND-")])

    def second(canvas: Canvas) -> None:
        table(canvas, XS, 60, [("", "", "", "NV"), *rows(4, 7)], bold=0)

    document = read(made(first, second))
    assert document.tables[0].rows == 7
    assert cells(document)[3, 3] == "Theo Công văn 15/UBND-NV"
    assert cells(document)[4, 0] == "4"


def test_table_without_outer_sides_and_with_an_open_end() -> None:
    def page(canvas: Canvas) -> None:
        tops = [100 + 20 * n for n in range(6)]
        for top in tops:
            canvas.line(XS[0], HEIGHT - top, XS[-1], HEIGHT - top)
        for x in XS[1:-1]:
            canvas.line(x, HEIGHT - tops[0], x, HEIGHT - tops[-1])
        for number, row in enumerate([HEADER, *rows(1, 5)]):
            for x, text in zip(XS, row, strict=False):
                put(canvas, x + 4, tops[number] + 14, text, "T" if number else "TB", 11)

    document = read(made(page))
    assert (document.tables[0].rows, document.tables[0].cols) == (5, 4)


def test_table_without_rules() -> None:
    def page(canvas: Canvas) -> None:
        prose(canvas, 90, "Kết quả cụ thể:")
        for number, row in enumerate([HEADER[:3], *[r[:3] for r in rows(1, 5)]]):
            for x, text in zip((90, 150, 400), row, strict=True):
                put(canvas, x, 120 + 16 * number, text, "T" if number else "TB", 12)
        prose(canvas, 230, "Các đơn vị khác không phát sinh hồ sơ.")

    document = read(made(page))
    assert (document.tables[0].rows, document.tables[0].cols, document.tables[0].header_rows) == (5, 3, 1)
    assert cells(document)[4, 2] == "28"
    assert texts(document) == ["Kết quả cụ thể:", "Các đơn vị khác không phát sinh hồ sơ."]


def test_boxes_around_a_letterhead_are_no_table() -> None:
    def page(canvas: Canvas) -> None:
        grid(canvas, (60, 270, 560), (50, 92, 115))
        letterhead(canvas)
        prose(canvas, 150, "Nội dung văn bản.")

    document = read(made(page))
    assert not document.tables
    assert texts(document)[0] == "UBND TỈNH A" and "SỞ NỘI VỤ" in texts(document)


def test_underlines_and_a_frame_are_no_table() -> None:
    def page(canvas: Canvas) -> None:
        canvas.rect(40, 40, 515, 760)
        for top in (100, 130, 160):
            put(canvas, 85, top, "Một dòng chữ gạch chân")
            canvas.line(85, HEIGHT - top - 2, 230, HEIGHT - top - 2)

    assert not read(made(page)).tables


def _by_pdfplumber(rules: list[Rule]) -> set[tuple[float, ...]]:
    edges = [
        {
            "orientation": "h",
            "x0": r.start,
            "x1": r.end,
            "top": r.at,
            "bottom": r.at,
            "width": r.end - r.start,
            "height": 0,
        }
        if r.across
        else {
            "orientation": "v",
            "x0": r.at,
            "x1": r.at,
            "top": r.start,
            "bottom": r.end,
            "width": 0,
            "height": r.end - r.start,
        }
        for r in rules
    ]
    boxes = intersections_to_cells(edges_to_intersections(merge_edges(edges, 3, 3, 3, 3), 3, 3))
    return {tuple(round(v) for v in box) for box in boxes}


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10_000), st.integers(2, 5), st.integers(2, 6))
def test_cells_are_those_of_pdfplumber(seed: int, columns: int, lines: int) -> None:
    """Closed grids with random merged cells give the cells that pdfplumber finds on the same edges."""
    chance = random.Random(seed)
    xs = [50.0 + 60 * n for n in range(columns + 1)]
    ys = [50.0 + 25 * n for n in range(lines + 1)]
    found: list[Rule] = []
    for number, y in enumerate(ys):
        for a, b in pairwise(xs):
            if number in {0, lines} or chance.random() < 0.85:
                found.append(Rule(True, y, a, b))
    for number, x in enumerate(xs):
        for a, b in pairwise(ys):
            if number in {0, columns} or chance.random() < 0.9:
                found.append(Rule(False, x, a, b))
    ours = {tuple(round(v) for v in cell.box) for one in grids(merged(found)) for cell in one.cells}
    theirs = _by_pdfplumber(found)
    if ours:
        assert ours == theirs
    else:
        assert len(theirs) < 3 or len(xs) < 3
