"""Every amount of the running text: ``doc._.quantities`` (folded offsets), which serves the other number components.

The result is a tuple of ``extractors.quantity.scan.Quantity`` in reading order; amounts in table
cells are among them (``indicators`` leaves those to the table reader).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.quantity.scan import Quantity, scan

if TYPE_CHECKING:
    from spacy.tokens import Doc

REQUIRES: tuple[str, ...] = ()


def extract(doc: Doc) -> tuple[Quantity, ...]:
    """Amounts of ``doc._.folded``."""
    return tuple(scan(doc._.folded.text))
