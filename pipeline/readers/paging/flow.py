"""Pages to a document: furniture apart, columns in order, paragraphs joined over pages."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from pipeline.readers.paging import columns, running
from pipeline.readers.paging.assembly import Assembler, PageLocator
from pipeline.readers.paging.geometry import Line, PageText
from pipeline.readers.paging.paragraphs import margins, paragraphs
from schemas.document import BlockKind, Document, TextOrigin


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
    bare, furniture = running.split(pages)
    assembler = Assembler()
    for paragraph in paragraphs(_lines(bare)):
        assembler.paragraph(paragraph)
    for page, (heads, feet) in zip(pages, furniture, strict=True):
        for row in heads:
            assembler.aside(row, BlockKind.HEADER)
        for row in feet:
            assembler.aside(row, BlockKind.FOOTER)
        for piece in page.asides:
            assembler.aside([piece], BlockKind.ASIDE)
    assembler.builder.warnings += warnings
    made = assembler.builder.finish(media_type, pages=len(pages), text_origin=text_origin, metadata=metadata)
    return made.attach(PageLocator(assembler.placement, pages, owner))


def _lines(pages: Sequence[PageText]) -> list[Line]:
    """Lines of all pages in reading order, bounded by the running text of their page (or of the usual page)."""
    found = [(page, columns.lines(page.pieces)) for page in pages]
    bounds = [margins(lines, page.width) for page, lines in found]
    known = [bound for bound in bounds if bound is not None]
    usual = (median(b[0] for b in known), median(b[1] for b in known)) if known else None
    result: list[Line] = []
    for (_, lines), bound in zip(found, bounds, strict=True):
        edge = bound or usual
        result += [line._replace(left=edge[0], right=edge[1]) if edge and not line.flow else line for line in lines]
    return result
