"""Header rows of a data table that marks none: by merged cells, label words, bold, and the row of column numbers."""

from __future__ import annotations

import re

from pipeline.readers.word.flow import Cell, Grid, Para

_FIRST = re.compile(r"(?:STT|TT|S[ốỐ] ?TT|S[ốỐ] thứ tự|Stt|Tt)\b\.?")
_INDEX = re.compile(r"\(?\s?(?:\d{1,2}|[A-Za-zĐđ])\s?\)?(?:\s?=\s?[\d()+\-*/:%\sx]{1,40})?")
VALUE = re.compile(r"[-+]?\d[\d.,\s]{0,30}%?|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}")
_MAX_HEADER = 5


def header_rows(grid: Grid) -> int:
    """How many rows at the top name the columns; 0 when the first row holds values or nothing tells."""
    if grid.rows < 2 or grid.cols < 2:
        return 0
    rows = [[cell for cell in grid.cells if cell.row == row] for row in range(min(grid.rows, _MAX_HEADER + 1))]
    texts = [[cell.text.strip() for cell in row] for row in rows]
    if not rows[0] or any(VALUE.fullmatch(text) for text in texts[0]) or not any(texts[0]):
        return 0
    titled = len(rows[0]) == 1 and rows[0][0].col_span >= grid.cols
    merged = any(cell.col_span > 1 or cell.row_span > 1 for cell in rows[0])
    count = max(cell.row + cell.row_span for row in rows[: 1 + titled] for cell in row)
    if merged and count == 1 and not titled and _names_only(texts[1]) and _emphasis(rows[0]) == _emphasis(rows[1]):
        count = 2
    if count >= len(rows) or count >= grid.rows:
        return 0
    if not (titled or _FIRST.match(texts[0][0]) or _stands_out(rows[0], rows[count], texts[count])):
        return 0
    if count < len(rows) and _is_index(texts[count]):
        count += 1
    return count if count < grid.rows else 0


def _stands_out(first: list[Cell], below: list[Cell], texts: list[str]) -> bool:
    """The names are bold and the row below them is not, or the row below holds values or numbers the columns."""
    return (_emphasis(first) and not _emphasis(below)) or any(map(VALUE.fullmatch, texts)) or _is_index(texts)


def _emphasis(row: list[Cell]) -> bool:
    paras = [item for cell in row for item in cell.items if isinstance(item, Para) and item.text]
    return bool(paras) and all(para.bold for para in paras)


def _names_only(texts: list[str]) -> bool:
    return any(texts) and not any(VALUE.fullmatch(text) for text in texts)


def _is_index(texts: list[str]) -> bool:
    """``(1) (2) (3)``, ``A B 1 2 3 4=2+3``: a row that numbers the columns."""
    filled = [text for text in texts if text]
    if len(filled) < 3 or not all(_INDEX.fullmatch(text) for text in filled):
        return False
    numbers = [int(found.group()) for text in filled if (found := re.search(r"\d{1,2}", text.split("=")[0]))]
    return numbers == list(range(numbers[0], numbers[0] + len(numbers))) if len(numbers) >= 2 else False
