"""PDF files for tests, drawn with reportlab in a font that has all Vietnamese letters."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from pipeline.readers import ReadOptions, pdf
from schemas.document import Block, BlockKind, Document

WIDTH, HEIGHT = A4
FAMILY = {
    "T": ("Tinos-Regular", "DejaVuSans"),
    "TB": ("Tinos-Bold", "DejaVuSans-Bold"),
    "TI": ("Tinos-Italic", "DejaVuSans"),
}
Draw = Callable[[Canvas], None]


@cache
def _register() -> None:
    files = {path.stem: path for path in Path("/usr/share/fonts").rglob("*.ttf")}
    for name, stems in FAMILY.items():
        path = next((files[stem] for stem in stems if stem in files), None)
        if path is None:
            pytest.skip("no font with Vietnamese letters: install fonts-croscore or fonts-dejavu")
        pdfmetrics.registerFont(TTFont(name, str(path)))


def made(*pages: Draw, turn: int = 0) -> bytes:
    """A PDF of these pages, each drawn by a function."""
    _register()
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    for draw in pages:
        canvas.setPageRotation(turn)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def put(
    canvas: Canvas, x: float, top: float, text: str, font: str = "T", size: float = 13, *, middle: bool = False
) -> None:
    """Write one line; ``top`` is the distance of its base line from the top of the page."""
    canvas.setFont(font, size)
    (canvas.drawCentredString if middle else canvas.drawString)(x, HEIGHT - top, text)


def prose(
    canvas: Canvas, top: float, text: str, *, indent: float = 36, left: float = 85, right: float = 550, gap: float = 0
) -> float:
    """Write a justified paragraph with a first-line indent; returns where the next one starts."""
    words, line, x = text.split(), [], left + indent
    lines: list[tuple[float, list[str]]] = []
    for word in words:
        if pdfmetrics.stringWidth(" ".join([*line, word]), "T", 13) > right - x and line:
            lines.append((x, line))
            line, x = [], left
        line.append(word)
    lines.append((x, line))
    for number, (start, parts) in enumerate(lines):
        width = pdfmetrics.stringWidth(" ".join(parts), "T", 13)
        spaces = max(len(parts) - 1, 1)
        canvas.setFont("T", 13)
        words_left = canvas.beginText(start, HEIGHT - top)
        words_left.setWordSpace(0)
        step = (right - start - width) / spaces if number < len(lines) - 1 else 0.0
        place = start
        for part in parts:
            canvas.drawString(place, HEIGHT - top, part)
            place += pdfmetrics.stringWidth(part + " ", "T", 13) + step
        top += 17
    return top + gap


def grid(canvas: Canvas, xs: Sequence[float], tops: Sequence[float]) -> None:
    """Rule a table."""
    for top in tops:
        canvas.line(xs[0], HEIGHT - top, xs[-1], HEIGHT - top)
    for x in xs:
        canvas.line(x, HEIGHT - tops[0], x, HEIGHT - tops[-1])


def table(
    canvas: Canvas, xs: Sequence[float], top: float, rows: Sequence[Sequence[str]], height: float = 20, bold: int = 1
) -> None:
    """A ruled table with one line in each cell."""
    grid(canvas, xs, [top + height * i for i in range(len(rows) + 1)])
    for number, row in enumerate(rows):
        for x, text in zip(xs, row, strict=False):
            put(canvas, x + 4, top + height * number + 14, text, "TB" if number < bold else "T", 11)


def letterhead(canvas: Canvas) -> None:
    """Two columns of a letterhead."""
    put(canvas, 170, 70, "UBND TỈNH A", size=12, middle=True)
    put(canvas, 170, 86, "SỞ NỘI VỤ", "TB", 12, middle=True)
    put(canvas, 170, 104, "Số: 45/BC-SNV", middle=True)
    put(canvas, 415, 70, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "TB", 11, middle=True)
    put(canvas, 415, 86, "Độc lập - Tự do - Hạnh phúc", "TB", 12, middle=True)
    put(canvas, 415, 104, "A, ngày 05 tháng 12 năm 2017", "TI", middle=True)


def read(data: bytes, **options: object) -> Document:
    """Read with these options."""
    return pdf.read(data, "a.pdf", ReadOptions(**options))  # type: ignore[arg-type]


def texts(document: Document, *kinds: BlockKind) -> list[str]:
    """Texts of the blocks of these kinds (paragraphs by default)."""
    wanted = kinds or (BlockKind.PARAGRAPH,)
    return [document.text[b.start : b.end] for b in document.blocks if b.kind in wanted]


def block(document: Document, start: str) -> Block:
    """The first block that begins with ``start``."""
    return next(b for b in document.blocks if document.text[b.start : b.end].startswith(start))
