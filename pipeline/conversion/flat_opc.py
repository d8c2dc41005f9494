"""Flat OPC: a whole Word package as one XML file (Word's "XML Document"), turned back into a package.

ECMA-376 part 2 does not know it; Word 2007 and later write it: ``pkg:part`` elements hold XML in ``pkg:xmlData`` or
Base64 in ``pkg:binaryData``.
"""

from __future__ import annotations

import base64
import binascii
import io
import zipfile
from typing import Any

from lxml import etree

from pipeline.errors import Unreadable
from pipeline.safety import MAX_MEMBERS, parse_xml

MARK = b"http://schemas.microsoft.com/office/2006/xmlPackage"
_PKG = "{" + MARK.decode() + "}"


def package_of(data: bytes) -> bytes:
    """The package as a ZIP file. Raises ``Forbidden`` for a document type, ``TooLarge`` and ``Unreadable``."""
    parts = parse_xml(data, "flat OPC").findall(_PKG + "part")[:MAX_MEMBERS]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        seen: set[str] = set()
        for part in parts:
            name = (part.get(_PKG + "name") or "").lstrip("/")
            if name and name not in seen and (content := _content(part)) is not None:
                seen.add(name)
                archive.writestr(name, content)
    if not seen:
        raise Unreadable("flat OPC without parts")
    return buffer.getvalue()


def _content(part: Any) -> bytes | None:
    inside = part.find(_PKG + "xmlData")
    if inside is not None:
        return bytes(etree.tostring(inside[0], encoding="utf-8")) if len(inside) else None
    binary = part.findtext(_PKG + "binaryData")
    try:
        return base64.b64decode("".join((binary or "").split()), validate=True) if binary else None
    except (binascii.Error, ValueError):
        return None
