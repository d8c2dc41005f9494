"""Data tables as grids: ``doc._.grids``, which serves ``tables`` and ``indicators``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.quantity.grid import Grid, grids

if TYPE_CHECKING:
    from spacy.tokens import Doc

REQUIRES: tuple[str, ...] = ()


def extract(doc: Doc) -> tuple[Grid, ...]:
    """The data tables of ``doc._.document`` in order, layout tables left out."""
    return tuple(grids(doc._.document))
