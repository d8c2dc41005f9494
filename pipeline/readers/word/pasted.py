"""Word files that hold nothing but pictures of pages: scans pasted into Word."""

from __future__ import annotations

from typing import Any

from lxml.etree import QName

from pipeline.readers.word.names import R
from pipeline.readers.word.package import Package

A_PAGE = 30_000
"""Bytes of a picture that may be a page; smaller ones are logos and lines."""

_PICTURES = {"blip": R + "embed", "imagedata": R + "id"}
"""Elements that show a picture (DrawingML and VML), and the attribute that names it."""


def page_pictures(package: Package, body: Any) -> list[str]:
    """Part names of the pictures of page size, in the order of the text, each once."""
    relations = package.relations(package.main)
    found: dict[str, None] = {}
    for element in body.iter("{*}blip", "{*}imagedata"):
        _, name = relations.get(element.get(_PICTURES[QName(element).localname], ""), ("", ""))
        info = package.members.get(name.lower())
        if info is not None and info.file_size >= A_PAGE:
            found[name] = None
    return list(found)
