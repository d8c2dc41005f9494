"""Word files (DOCX, DOTX, DOCM, DOTM, transitional and strict): everything a person sees, once.

The XML is walked directly: python-docx refuses templates, macro files and Strict OOXML, and loses content controls,
text boxes,
insertions and automatic numbers. Failures are ``Unreadable``, ``TooLarge``, ``Encrypted``, ``Unsupported`` and
``NeedsOcr``.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any

from pipeline import legacy
from pipeline.errors import Encrypted, NeedsOcr, TooLarge, Unreadable
from pipeline.readers import ReadOptions
from pipeline.readers._build import DocumentBuilder
from pipeline.readers.word.flow import Item
from pipeline.readers.word.layout import place
from pipeline.readers.word.names import W
from pipeline.readers.word.numbering import Numbering
from pipeline.readers.word.package import Package, names_of, open_package
from pipeline.readers.word.pasted import page_pictures
from pipeline.readers.word.props import number
from pipeline.readers.word.running import header_letterhead, place_notes, place_running
from pipeline.readers.word.shaping import Shaper
from pipeline.readers.word.shared import NOT_SHARED, parsed
from pipeline.readers.word.style_part import pieces
from pipeline.readers.word.styles import Styles
from pipeline.readers.word.walk import MAX_PARAGRAPHS, Walker
from schemas.document import Document

_OPEN = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_MACRO = "application/vnd.ms-word."
MEDIA_TYPES = (
    _OPEN + "document",
    _OPEN + "template",
    _MACRO + "document.macroEnabled.12",
    _MACRO + "template.macroEnabled.12",
)
_EXTENSIONS = (".docx", ".dotx", ".docm", ".dotm")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def bid(data: bytes, name: str) -> int:
    """95 for a zip with a Word part or an encrypted package, 60 for a damaged one that still looks like Word."""
    named = name.lower().endswith(_EXTENSIONS)
    if data.startswith(_OLE):
        return 96 if _ENCRYPTED in data else 0
    if not data.startswith(b"PK"):
        return 0
    names = names_of(data)
    if names is None:
        return 60 if named or b"word/document.xml" in data[:65_536] or b"word/_rels" in data else 0
    lowered = {member.replace("\\", "/").lower() for member in names}
    if "word/document.xml" in lowered or (
        "[content_types].xml" in lowered and any(n.startswith("word/") for n in lowered)
    ):
        return 95
    if "[content_types].xml" in lowered and not any(n.startswith(("xl/", "ppt/", "visio/")) for n in lowered):
        return 90 if named or any(n.endswith("document.xml") for n in lowered) else 0
    return 30 if named else 0


def read(data: bytes, name: str, options: ReadOptions) -> Document:
    """The document of a Word file."""
    if data.startswith(_OLE):
        raise Encrypted("OLE container with an encrypted package")
    package = open_package(data)
    main = package.raw(package.main)
    if main.count(b"<w:p") > MAX_PARAGRAPHS and sum(map(main.count, (b"<w:p>", b"<w:p/>", b"<w:p "))) > MAX_PARAGRAPHS:
        raise TooLarge(f"more than {MAX_PARAGRAPHS} paragraphs")
    root, shared = parsed(main, package.main) or (package.xml(package.main, recover=True), NOT_SHARED)
    body = root.find(W + "body")
    if body is None:
        raise Unreadable("the main part has no body")
    styles = _styles(package)
    shaper = Shaper(styles, _numbering(package, main, styles), Counter())
    shaper.mostly_unicode = cache(lambda: legacy.is_mostly_unicode("".join(body.itertext(W + "t"))))
    walker = Walker(shaper, shared)
    properties = _properties(package)
    pages = _page_count(properties, body)
    if pages == 1 or next(body.iter(W + "lastRenderedPageBreak"), None) is not None:
        walker.page = 1
    builder = DocumentBuilder()
    items = walker.blocks(body)
    walker.shared = NOT_SHARED
    letterhead = _letterhead_in_header(package, walker)
    place(letterhead + items, builder)
    place_notes(package, walker, builder)
    place_running(package, walker, builder, skip_letterhead=bool(letterhead))
    if not builder.blocks and (pictures := page_pictures(package, body)):
        return _recognised(package, pictures, options)
    return _finished(package, walker, builder, pages, properties)


def _recognised(package: Package, names: list[str], options: ReadOptions) -> Document:
    """Scans pasted into Word: each picture is a page."""
    if options.ocr == "never":
        raise NeedsOcr("a Word file with pictures only; recognition is switched off")
    from pipeline.readers.ocr import pictures  # noqa: PLC0415 - only here Pillow, numpy and Tesseract are needed

    return pictures.document([package.raw(name) for name in names], _media_type(package), options)


def _styles(package: Package) -> Styles:
    name = package.related("styles")
    part = pieces(package.raw(name))
    return Styles.of_pieces(part) if part is not None else Styles.of(package.optional(name))


def _numbering(package: Package, main: bytes, styles: Styles) -> Numbering:
    """The lists, unless nothing in the document is numbered: Word keeps dozens of lists that were used once."""
    numbered = any(b"numPr" in part for part in (main, package.raw(package.related("styles"))))
    return Numbering.of(package.optional(package.related("numbering")) if numbered else None, styles)


def _letterhead_in_header(package: Package, walker: Walker) -> list[Item]:
    page, walker.page = walker.page, None
    found = header_letterhead(package, walker.sections, walker)
    walker.page = page
    return found


def _finished(
    package: Package, walker: Walker, builder: DocumentBuilder, pages: int | None, properties: dict[str, str]
) -> Document:
    builder.warnings += package.warnings
    if walker.alt_chunks:
        builder.warnings.append("Tệp Word nhúng nội dung từ định dạng khác; phần nhúng không được đọc.")
    if not builder.blocks:
        builder.warnings.append("Tệp không có nội dung văn bản.")
    for (before, after, reason), count in walker.shaper.repairs.items():
        builder.repair(before, after, reason, count)
    return builder.finish(_media_type(package), pages=pages, metadata=properties)


def _media_type(package: Package) -> str:
    override = package.raw("[Content_Types].xml").partition(b"/" + package.main.encode() + b'"')[2][:200]
    template, macro = b"template" in override, b"macroEnabled" in override
    return MEDIA_TYPES[template + 2 * macro]


def _page_count(properties: dict[str, str], body: Any) -> int | None:
    """Pages as the file says; None when its count of letters does not fit either (generated files keep their
    template's counts)."""
    pages = number(properties.pop("pages", None), 1, 100_000)
    said = number(properties.pop("characters", None), 0, 10**9)
    if pages is None or said is None:
        return None
    letters = 0
    for element in body.iter(W + "t"):
        text = element.text or ""
        letters += len(text) - text.count(" ")
        if 0.7 * letters > said + 10:
            return None
    return pages if said <= 1.4 * letters + 50 else None


_KEPT = {
    "Pages": "pages",
    "Characters": "characters",
    "Application": "application",
    "created": "created",
    "modified": "modified",
    "title": "title",
}


def _properties(package: Package) -> dict[str, str]:
    """Pages, application, dates and title that the file says about itself."""
    result: dict[str, str] = {}
    for kind, target in package.relations("").values():
        if kind not in ("extended-properties", "core-properties"):
            continue
        root = package.optional(target)
        for element in root if root is not None else ():
            key = _KEPT.get(element.tag.rsplit("}", 1)[-1])
            if key and element.text and element.text.strip():
                result[key] = element.text.strip()[:200]
    return result
