"""Pictures of pages (PNG, JPEG, TIFF with several pages): recognised like scans."""

from __future__ import annotations

from pipeline.errors import NeedsOcr
from pipeline.readers import ReadOptions
from schemas.document import Document

MEDIA_TYPES = ("image/png", "image/jpeg", "image/tiff")

_MAGIC = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"II*\x00": "image/tiff",
    b"MM\x00*": "image/tiff",
}


def bid(data: bytes, name: str) -> int:
    """Magic bytes."""
    return 100 if _media_type(data) else 0


def _media_type(data: bytes) -> str | None:
    return next((kind for magic, kind in _MAGIC.items() if data.startswith(magic)), None)


def read(data: bytes, name: str, options: ReadOptions) -> Document:
    """Recognise a picture file. Raises ``NeedsOcr``, ``TooLarge`` or ``Unreadable``."""
    if options.ocr == "never":
        raise NeedsOcr("a picture; recognition is switched off")
    from pipeline.readers.ocr import pictures  # noqa: PLC0415 - only here Pillow, numpy and Tesseract are needed

    return pictures.document([data], _media_type(data) or MEDIA_TYPES[0], options)
