"""Pages to a document: furniture apart, columns in order, paragraphs joined over pages, tables stitched."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from pipeline.readers.paging import columns, motto, running, stamps, tables
from pipeline.readers.paging.assembly import Assembler, PageLocator
from pipeline.readers.paging.columns import Row
from pipeline.readers.paging.geometry import Line, PageText, line_of
from pipeline.readers.paging.grid import grids
from pipeline.readers.paging.paragraphs import Paragraph, margins, paragraphs, usual_pitch
from pipeline.readers.paging.tables import DataTable
from pipeline.readers.paging.unruled import unruled
from schemas.document import BlockKind, Document, TextOrigin

Item = Line | DataTable


def document(
    pages: Sequence[PageText],
    *,
    media_type: str,
    owner: object = None,
    text_origin: TextOrigin = "native",
    warnings: Sequence[str] = (),
    metadata: dict[str, str] | None = None,
) -> Document:
    """The document of all pages. ``owner`` is kept alive as long as the locator is attached."""
    bare, furniture = running.split([motto.split(stamps.apart(page)) for page in pages])
    assembler = Assembler(pages)
    items, rest = _items(bare, [apart.text for apart in furniture])
    pitch = usual_pitch([item for item in items if isinstance(item, Line)])
    run: list[Line] = []
    repeats: list[DataTable] = []
    for item in [*_stitched(items), None]:
        if isinstance(item, Line):
            run.append(item)
            continue
        for paragraph in paragraphs(run, pitch):
            assembler.paragraph(paragraph)
        run = []
        if item is not None:
            assembler.table(item)
            repeats.append(item)
    for page, apart in zip(rest, furniture, strict=True):
        for row in apart.heads:
            assembler.aside(row, BlockKind.HEADER)
        for note in _notes(apart.notes, pitch):
            assembler.paragraph(note, BlockKind.FOOTNOTE)
        for row in apart.feet:
            assembler.aside(row, BlockKind.FOOTER)
        for piece in page.asides:
            assembler.aside([piece], BlockKind.ASIDE)
    for table in repeats:
        assembler.repeated(table)
    for page in pages:
        for (before, after, reason), times in page.repairs.items():
            assembler.builder.repair(before, after, reason, times)
    assembler.builder.warnings += warnings
    made = assembler.builder.finish(media_type, pages=len(pages), text_origin=text_origin, metadata=metadata)
    return made.attach(PageLocator(assembler.placement, pages, owner))


def _notes(found: list[Row], pitch: float) -> list[Paragraph]:
    """Footnotes of a page, each one paragraph."""
    if not found:
        return []
    left, right = min(row[0].x0 for row in found), max(row[-1].x1 for row in found)
    return paragraphs([line_of(tuple(row), left, right) for row in found], pitch)


def _items(pages: Sequence[PageText], texts: Sequence[list[Row]]) -> tuple[list[Item], list[PageText]]:
    """Lines and tables of all pages in reading order, and the pages without the text of tables.

    ``texts`` are the rows of each page.
    """
    found: list[list[Item]] = []
    rest: list[PageText] = []
    for page, text in zip(pages, texts, strict=True):
        bare, inside = tables.extract(page, grids(list(page.rules))) if page.rules else (page, [])
        plain = unruled(columns.rows(bare.pieces) if inside else text)
        if plain:
            bare, more = tables.extract(bare, plain)
            inside = inside + more
        rest.append(bare)
        found.append(_page_items(bare, inside) if inside else [*columns.lines(text)])
    return _bounded(found, pages), rest


def _page_items(page: PageText, inside: list[DataTable]) -> list[Item]:
    items: list[Item] = []
    pieces = page.pieces
    for table in sorted(inside, key=lambda t: t.top):
        above = [p for p in pieces if p.base < table.top + 2.0]
        items += columns.lines(columns.rows(above))
        items.append(table)
        gone = {p.start for p in above}
        pieces = tuple(p for p in pieces if p.start not in gone)
    items += columns.lines(columns.rows(pieces))
    return items


def _bounded(found: list[list[Item]], pages: Sequence[PageText]) -> list[Item]:
    """All items; lines outside columns are bounded by the running text of their page, or of others of its width."""
    bounds = [
        margins([item for item in items if isinstance(item, Line)], page.width)
        for items, page in zip(found, pages, strict=True)
    ]
    known: dict[int, list[tuple[float, float]]] = {}
    for page, bound in zip(pages, bounds, strict=True):
        if bound is not None:
            known.setdefault(round(page.width), []).append(bound)
    result: list[Item] = []
    for items, page, bound in zip(found, pages, bounds, strict=True):
        left, right = bound or _usual(known.get(round(page.width), []), page.width)
        result += [
            item.bounded(left, right, item.column) if isinstance(item, Line) and not item.flow else item
            for item in items
        ]
    return result


def _usual(bounds: list[tuple[float, float]], width: float) -> tuple[float, float]:
    """Margins of the other pages, or of common paper."""
    if not bounds:
        return 0.1 * width, 0.9 * width
    return median(bound[0] for bound in bounds), median(bound[1] for bound in bounds)


def _stitched(items: list[Item]) -> list[Item]:
    result: list[Item] = []
    for item in items:
        if isinstance(item, DataTable) and result and isinstance(result[-1], DataTable):
            whole = tables.stitched(result[-1], item)
            if whole is not None:
                result[-1] = whole
                continue
        result.append(item)
    return result
