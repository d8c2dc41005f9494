"""Runs the frame extractors over a text, as the plain text reader gives it or without any blocks."""

from __future__ import annotations

from functools import cache
from typing import Any

from spacy.tokens import Doc
from spacy.vocab import Vocab

from extractors import issuer, letterhead, recipients, sections, signature, title
from extractors.text.folding import fold
from pipeline.readers import ReadOptions
from pipeline.readers.text import read
from schemas.document import Block, BlockKind, Document
from schemas.section import Section

MODULES = (letterhead, title, issuer, sections, signature, recipients)


@cache
def _vocab() -> Vocab:
    names = ["document", "folded", *(module.__name__.rpartition(".")[2] for module in MODULES)]
    for name in names:
        Doc.set_extension(name, default=None, force=True)
    return Vocab()


def framed(source: str | Document, *, ocr: bool = False) -> Any:
    """``doc._`` with all values of the frame; a string is read by the plain text reader."""
    document = read(source.encode(), "a.txt", ReadOptions()) if isinstance(source, str) else source
    if ocr:
        document = document.model_copy(update={"text_origin": "ocr"})
    doc = Doc(_vocab(), words=[])
    doc._.document = document
    doc._.folded = fold(document.text)
    for module in MODULES:
        doc._.set(module.__name__.rpartition(".")[2], module.extract(doc))
    return doc._


def both(text: str) -> list[Any]:
    """The frame of ``text`` as read, and of the bare text without blocks: layout must not be needed."""
    return [framed(text), framed(Document(text=text))]


def made(*lines: str | tuple[str, dict[str, Any]]) -> Document:
    """A document of one paragraph block a line; a pair gives fields of the block (``bold_end`` counts from its start)."""
    blocks, parts, offset = [], [], 0
    for line in lines:
        text, fields = line if isinstance(line, tuple) else (line, {})
        fields = dict(fields)
        for name in ("bold_end", "label_end"):
            if name in fields:
                fields[name] += offset
        blocks.append(Block(**{"kind": BlockKind.PARAGRAPH, "start": offset, "end": offset + len(text), **fields}))
        parts.append(text)
        offset += len(text) + 1
    return Document(text="\n".join(parts), blocks=tuple(blocks))


def flat(tree: tuple[Section, ...]) -> list[tuple[int, str | None, str]]:
    """(level, label, title) of all sections in order."""
    return [row for section in tree for row in [(section.level, section.label, section.title), *flat(section.children)]]
