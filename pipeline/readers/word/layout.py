"""Places the walked items in a document: letterhead and signature columns, text boxes, tables, headings."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.readers import _columns
from pipeline.readers._build import DocumentBuilder
from pipeline.readers._columns import Side
from pipeline.readers.word.flow import Box, Cell, Grid, Item, Para, plain
from pipeline.readers.word.kinds import is_layout, without_letterhead
from schemas.document import BlockKind

_STAMP = re.compile(
    r"\s{0,9}(?:(?:CÔNG VĂN )?ĐẾN\b|DỰ THẢO|D[ựỰ] TH[ảẢ]O|HỎA TỐC|HOẢ TỐC|THƯỢNG KHẨN|KHẨN|(?:TUYỆT "
    r"|TỐI )?MẬT\b|M[ẫẪ][uU]\b|BẢN SAO|SAO Y|(?:Người )?[Kk]ý (?:bởi|số)"
    r"|Signature|Digitally|Thời gian ký|Biểu )"
)
_CAPTION = re.compile(r"(?:B[ảẢ][nN][gG]|B[iI][ểỂ][uU]|PHỤ LỤC|Phụ lục|DANH MỤC|Danh mục|M[ẫẪ][uU])\b")
_RULE = re.compile(r"[-_*─═—–\s]{3,300}|-{1,2}")
"""A line drawn with characters; drawn as a shape it is no text either."""
_SHORT_BOX = 60
_LONG = 150
_SIGNATURE_LINE = 120


def place(items: list[Item], builder: DocumentBuilder) -> None:
    """Append the items of a body to ``builder``."""
    flow = _with_boxes(items)
    zone = _letterhead_end(flow)
    index = 0
    while index < len(flow):
        item = flow[index]
        if isinstance(item, Grid):
            place_grid(item, builder)
            index += 1
            continue
        signature = index >= zone and _starts_signature(item)
        if index < zone or signature:
            stop = index + 1
            while stop < len(flow) and (stop < zone if index < zone else _goes_on(flow[stop], item)):
                stop += 1
            _place_columns([para for para in flow[index:stop] if isinstance(para, Para)], builder, zone=index < zone)
            index = stop
            continue
        place_para(item, builder)
        index += 1


def _goes_on(item: Item, first: Para) -> bool:
    """Tell whether the lines of a signature that begins with ``first`` go on with ``item``."""
    return isinstance(item, Para) and not (
        len(item.text) > _SIGNATURE_LINE
        or item.outline
        or (item.label_end and item.text[0].isalnum())
        or item.page != first.page
        or _columns.AFTER_SIGNATURE.match(item.text)
    )


def _starts_signature(para: Para) -> bool:
    if len(para.text) > _SIGNATURE_LINE * 2 or para.label_end:
        return False
    if _columns.is_signature(para.text):
        return True
    parts = _columns.halves(para.text)
    return _columns.is_signing(para.text[parts[1][0] :] if parts else para.text) and (parts is not None or para.right)


def _letterhead_end(flow: list[Item]) -> int:
    """Index behind the letterhead paragraphs at the start of the document; 0 when it does not begin with a
    letterhead."""
    seen = False
    for index, item in enumerate(flow[: _columns.LETTERHEAD_LINES]):
        if isinstance(item, Grid):
            return index if seen else 0
        seen = seen or _columns.is_letterhead(item.text) or _columns.NUMBER_LINE.match(item.text) is not None
        if _columns.TITLE.match(item.text) or len(item.text) > _LONG:
            return index if seen else 0
    return min(len(flow), _columns.LETTERHEAD_LINES) if seen else 0


def _with_boxes(items: list[Item]) -> list[Item]:
    """The items with text boxes put where they are anchored: letterhead boxes before their paragraph, others behind
    it."""
    flow: list[Item] = []
    for index, item in enumerate(items):
        if isinstance(item, Grid) or not item.boxes:
            flow.append(item)
            continue
        zone = index < _columns.LETTERHEAD_LINES and _letterhead_near(items, index)
        before: list[Item] = []
        after: list[Item] = []
        for box in item.boxes:
            _place_box(box, zone, before, after)
        flow += before
        if item.text:
            flow.append(replace(item, boxes=[]))
        flow += after
    return flow


def _place_box(box: Box, zone: bool, before: list[Item], after: list[Item]) -> None:
    """Put a box in front of its paragraph (letterhead, signature), behind it (running text), or beside the flow
    (stamps)."""
    text = plain(box.items)
    stamp = _STAMP.match(text) is not None
    official = not stamp and (_columns.is_letterhead(text) or _columns.is_signature(text))
    if official or (zone and not stamp and len(text) < 200):
        before += _in_column(_with_boxes(box.items), _box_side(box, text))
    elif stamp or len(text) < _SHORT_BOX:
        after += [replace(part, aside=True) for part in _with_boxes(box.items) if isinstance(part, Para)]
    else:
        after += _with_boxes(box.items)


def _letterhead_near(items: list[Item], index: int) -> bool:
    """Tell whether some box or paragraph of the first lines is part of a letterhead, and the title has not come yet."""
    texts = [plain([item]) for item in items[: _columns.LETTERHEAD_LINES] if isinstance(item, Para)]
    own = [item.text for item in items[:index] if isinstance(item, Para)]
    return _columns.is_letterhead("\n".join(texts)) and not any(_columns.TITLE.match(text) for text in own)


def _box_side(box: Box, text: str) -> Side | None:
    if _columns.MOTTO.search(text) or (_columns.PLACE_DATE.search(text) and not _columns.NUMBER_LINE.search(text)):
        return "right"
    if _columns.RECIPIENTS.search(text):
        return "left"
    return box.side


def _in_column(items: list[Item], side: Side | None) -> list[Item]:
    return [replace(item, column=side) if isinstance(item, Para) else item for item in items]


def _place_columns(paras: list[Para], builder: DocumentBuilder, *, zone: bool) -> None:
    """Two-column lines written with tabs or spaces: left parts first, then right parts, paragraph group by paragraph
    group."""
    lines = [line for para in paras for line in _lines(para)]
    split = [(para, _columns.halves(para.text) if para.column is None else None) for para in lines]
    has_halves = any(parts for _, parts in split)
    left: list[Para] = []
    right: list[Para] = []
    for para, parts in split:
        if parts:
            first, second = (_part(para, *part) for part in parts)
            left.append(replace(first, column="left"))
            right.append(replace(second, column="right"))
            continue
        side = para.column or _side_of(para, has_halves, zone)
        if side is None or para.aside:
            for waiting in left + right:
                place_para(waiting, builder)
            left, right = [], []
            place_para(para, builder)
        else:
            (left if side == "left" else right).append(replace(para, column=side))
    for waiting in left + right:
        place_para(waiting, builder)


def _side_of(para: Para, has_halves: bool, zone: bool) -> Side | None:
    if para.right:
        return "right"
    if has_halves and not para.centered:
        return "left"
    if not zone and (_columns.RECIPIENTS.match(para.text) or para.text.startswith(("-", "–", "+"))):
        return "left"
    return None


def _lines(para: Para) -> list[Para]:
    """A paragraph with forced line breaks as one paragraph a line."""
    if "\n" not in para.text:
        return [para]
    result: list[Para] = []
    position = 0
    for line in para.text.split("\n"):
        start = position + len(line) - len(line.lstrip())
        end = position + len(line.rstrip())
        if start < end:
            result.append(_part(para, start, end))
        position += len(line) + 1
    return result


def _part(para: Para, start: int, end: int) -> Para:
    def inside(offset: int | None) -> int | None:
        return min(offset, end) - start if offset is not None and offset > start else None

    return replace(
        para, text=para.text[start:end], label_end=inside(para.label_end) if start == 0 else None,
        bold_end=inside(para.bold_end), bold=para.bold or (para.bold_end or 0) >= end, boxes=[],
    )  # fmt: skip


def place_para(
    para: Para, builder: DocumentBuilder, kind: BlockKind | None = None, row: int | None = None, col: int | None = None
) -> None:
    """Append one paragraph; ``kind`` overrides what the paragraph itself is."""
    if not para.text or ((para.column or para.centered) and _RULE.fullmatch(para.text)):
        return
    if kind is None:
        heading = para.outline is not None and para.column is None and row is None
        kind = BlockKind.ASIDE if para.aside else BlockKind.HEADING if heading else BlockKind.PARAGRAPH
    builder.add(
        para.text, kind, page=para.page, outline=para.outline if kind is BlockKind.HEADING else None,
        label_end=para.label_end, bold=para.bold, bold_end=para.bold_end, italic=para.italic, centered=para.centered,
        size=para.size, column=para.column,
        row=row, col=col,
    )  # fmt: skip


def place_grid(grid: Grid, builder: DocumentBuilder) -> None:
    """Append a table: column after column when it only places text, cell after cell when it holds data."""
    if not any(cell.text for cell in grid.cells):
        return
    letterhead, rest = without_letterhead(grid)
    if letterhead is not None:
        place_grid(letterhead, builder)
    caption = rest.caption or _caption_before(builder)
    builder.open_table()
    layout = is_layout(rest)
    if layout:
        _place_layout(rest, builder)
    else:
        for cell in rest.cells:
            _place_cell(cell, builder)
    builder.close_table(
        rows=rest.rows,
        cols=rest.cols,
        header_rows=0 if layout else rest.header_rows,
        layout=layout,
        caption=None if layout else caption,
    )


def _place_layout(grid: Grid, builder: DocumentBuilder) -> None:
    """Groups of rows between rows that go over the whole width; in each group the left cells, then the right ones."""
    groups: list[list[Cell]] = [[]]
    for row in range(grid.rows):
        cells = [cell for cell in grid.cells if cell.row == row and cell.text]
        if len(cells) == 1 and cells[0].col_span >= grid.cols:
            groups += [cells, []]
        else:
            groups[-1] += cells
    for group in groups:
        sides: dict[Side | None, list[Cell]] = {"left": [], None: [], "right": []}
        for cell in group:
            whole = grid.cols <= 1 or cell.col_span >= grid.cols
            sides[None if whole else "left" if cell.center < 0.5 else "right"].append(cell)
        for side, cells in sides.items():
            for cell in cells:
                _place_items(cell, side, builder)


def _place_items(cell: Cell, side: Side | None, builder: DocumentBuilder) -> None:
    for item in _with_boxes(cell.items):
        if isinstance(item, Grid):
            place_grid(item, builder)
        elif side is None:
            place_para(item, builder, row=cell.row, col=cell.col)
        else:
            for line in _lines(item):
                place_para(replace(line, column=side), builder, row=cell.row, col=cell.col)


def _place_cell(cell: Cell, builder: DocumentBuilder) -> None:
    paras = [item for item in cell.items if isinstance(item, Para) and item.text]
    first = paras[0] if paras else Para()
    leads = bool(cell.items) and first in cell.items[:1]
    builder.add(
        cell.text, BlockKind.CELL, page=first.page, row=cell.row, col=cell.col, row_span=cell.row_span,
        col_span=cell.col_span, label_end=first.label_end if leads else None,
        bold=bool(paras) and all(para.bold for para in paras), bold_end=first.bold_end if leads else None,
        italic=bool(paras) and all(para.italic for para in paras), centered=first.centered, size=first.size,
    )  # fmt: skip


def _caption_before(builder: DocumentBuilder) -> str | None:
    """The paragraph just above a table when it names the table."""
    for index in range(len(builder.blocks) - 1, max(len(builder.blocks) - 4, -1), -1):
        block = builder.blocks[index]
        if block.table is not None or block.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING):
            return None
        text = builder.text_of(index)
        if _CAPTION.match(text) and len(text) < 300:
            return text
        if len(text) > 120:
            return None
    return None
