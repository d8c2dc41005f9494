"""Bytes to ``Document``. A module of this package is a reader; its contract:

* ``MEDIA_TYPES: tuple[str, ...]`` the media types it reads;
* ``bid(data, name) -> int`` how sure it is that it can read these bytes: 0 never, 100 the magic bytes are unmistakable.
  Bytes decide,
  the file name only breaks ties;
* ``read(data, name, options) -> Document``; failures are raised as ``pipeline.errors`` only.

The highest bid reads; equal bids go by module name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Literal

from pipeline.errors import Incomplete, TooLarge, Unsupported
from schemas.document import Document

MAX_PAGES = 5_000
MAX_TEXT = 8_000_000
"""Characters of one document: some 3,000 full pages."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the caller may choose. ``ocr``: recognise scans when needed, never, or always.

    Readers of paged files call ``on_page`` with the number of each page they finish. A file of more than ``MAX_PAGES``
    is too large; one of more than ``max_pages`` is read up to there, with a warning that begins with ``partial:``.
    """

    ocr: Literal["auto", "never", "force"] = "auto"
    max_pages: int = MAX_PAGES
    on_page: Callable[[int], None] = lambda page: None
    second_engine: bool = False
    """Leave out the first engine of a PDF, of which a child died before."""
    metadata: Mapping[str, str] = field(default_factory=dict)
    """What the file's envelope says of it (see ``pipeline.enveloping``)."""


@cache
def readers() -> tuple[ModuleType, ...]:
    """All reader modules, sorted by name. A module without the whole contract fails here."""
    found = []
    for info in sorted(iter_modules(__path__), key=lambda item: item.name):
        if info.ispkg or info.name.startswith("_"):
            continue
        module = import_module(f"{__name__}.{info.name}")
        for name in ("MEDIA_TYPES", "bid", "read"):
            if not hasattr(module, name):
                raise TypeError(f"reader {info.name} has no {name}")
        found.append(module)
    return tuple(found)


def read(data: bytes, name: str, options: ReadOptions | None = None) -> Document:
    """Read ``data`` (the whole file) with the reader that bids highest."""
    if not data.strip(b"\0 \t\r\n"):
        raise Incomplete(f"{len(data)} bytes, all blank")
    bids = [(module.bid(data, name), module) for module in readers()]
    best = max((bid for bid, _ in bids), default=0)
    if best <= 0:
        raise Unsupported(f"no reader for {data[:8]!r}")
    module = next(module for bid, module in bids if bid == best)
    document: Document = module.read(data, name, options or ReadOptions())
    if len(document.text) > MAX_TEXT:
        raise TooLarge(f"{len(document.text)} characters")
    return document
