"""Headers, footers, footnotes and endnotes of a Word file: each once, behind the body."""

from __future__ import annotations

import re
from typing import Any

from pipeline.readers import _columns
from pipeline.readers._build import DocumentBuilder
from pipeline.readers.word.flow import Grid, Item, Para, plain
from pipeline.readers.word.layout import place_para
from pipeline.readers.word.names import R, W
from pipeline.readers.word.package import Package
from pipeline.readers.word.walk import Walker
from schemas.document import BlockKind

_ONLY_PAGE = re.compile(
    r"[\s\-–—/|.]{0,40}(?:(?:trang|page|số|of|tr)[\s:.\-/|]{0,10}){0,3}[\s\-–—/|.\d]{0,20}", re.IGNORECASE
)


_TEXTS = re.compile(rb"t(?: [^>]{0,200})?>([^<]{1,400})</")


def header_letterhead(package: Package, sections: list[Any], walker: Walker) -> list[Item]:
    """The letterhead that stands in the header part of the first section; empty when it is in the body, as it should
    be."""
    for kind, name in _references(package, sections[:1]):
        if kind == "header" and _has_text(package, name):
            root = package.optional(name)
            if root is None or not any(
                map(_columns.MOTTO.search, ("".join(p.itertext(W + "t")) for p in root.iter(W + "p")))
            ):
                continue
            return walker.blocks(root)
    return []


def place_running(package: Package, walker: Walker, builder: DocumentBuilder, *, skip_letterhead: bool) -> None:
    """Append HEADER and FOOTER blocks; equal ones once, page numbers not at all."""
    seen: set[str] = set()
    references = _references(package, walker.sections)
    for wanted, block_kind in (("header", BlockKind.HEADER), ("footer", BlockKind.FOOTER)):
        for kind, name in references:
            root = package.optional(name) if kind == wanted and _has_text(package, name) else None
            if root is None:
                continue
            walker.page = None
            items = walker.blocks(root)
            if skip_letterhead and _columns.MOTTO.search(plain(items)):
                continue
            for para in _flat(items):
                if para.text not in seen and not _ONLY_PAGE.fullmatch(para.text):
                    seen.add(para.text)
                    place_para(para, builder, block_kind)


def place_notes(package: Package, walker: Walker, builder: DocumentBuilder) -> None:
    """Append FOOTNOTE blocks in the order in which the body refers to them, footnotes before endnotes."""
    for kind in ("footnote", "endnote"):
        wanted = [identity for found, identity in walker.notes if found == kind]
        root = package.optional(package.related(f"{kind}s")) if wanted else None
        if root is None:
            continue
        by_id = {note.get(W + "id"): note for note in root.iterchildren(W + kind)}
        for identity in wanted:
            if identity in by_id:
                walker.page = None
                for para in _flat(walker.blocks(by_id[identity])):
                    place_para(para, builder, BlockKind.FOOTNOTE)


def _has_text(package: Package, name: str) -> bool:
    """Most headers hold a page number at most: do not parse them for that."""
    data = package.raw(name)
    return any(len(text.strip()) > 2 for text in _TEXTS.findall(data))


def _references(package: Package, sections: list[Any]) -> list[tuple[str, str]]:
    """``(header | footer, part name)`` of the sections, each part once; first-page and even ones only where they are
    shown."""
    relations = package.relations(package.main)
    even = bool(sections) and b"evenAndOddHeaders" in package.raw(package.related("settings"))
    result: list[tuple[str, str]] = []
    for section in sections:
        first = section.find(W + "titlePg") is not None
        for element in section:
            if element.tag not in (W + "headerReference", W + "footerReference"):
                continue
            place = element.get(W + "type") or "default"
            kind, target = relations.get(element.get(R + "id") or "", ("", ""))
            if (place == "first" and not first) or (place == "even" and not even) or kind not in ("header", "footer"):
                continue
            if (kind, target) not in result:
                result.append((kind, target))
    return result


def _flat(items: list[Item]) -> list[Para]:
    paras: list[Para] = []
    for item in items:
        if isinstance(item, Grid):
            paras += [Para(text=line) for line in plain([item]).split("\n") if line]
            continue
        paras.append(item)
        for box in item.boxes:
            paras += _flat(box.items)
    return [para for para in paras if para.text]
