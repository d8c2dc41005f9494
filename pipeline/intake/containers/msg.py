"""Outlook messages (MS-OXMSG): the attachments of the OLE container, and the message text where nothing is attached."""

from __future__ import annotations

import io
from collections.abc import Iterator

import olefile

from pipeline.errors import Unreadable
from pipeline.intake.containers import Member, charge
from pipeline.safety import Budget

_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARK = "__properties_version1.0".encode("utf-16-le")
_DATA, _LONG_NAME, _SHORT_NAME, _BODY = "37010102", "3707001F", "3704001F", "1000001F"


IS_DOCUMENT = False


def bid(data: bytes, name: str) -> bool:
    """An OLE container with the property streams of a message."""
    return data.startswith(_MAGIC) and _MARK in data


def open_(data: bytes, budget: Budget) -> Iterator[Member]:
    """Attachments in the order of their numbers."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            found = list(_attachments(container))
            body = _text(container, f"__substg1.0_{_BODY}")
    except (OSError, ValueError, IndexError, TypeError, AttributeError, KeyError) as error:
        raise Unreadable(f"msg: {error}") from error
    if not found and body:
        found = [Member("thu.txt", body.encode("utf-8", "replace"))]
    for member in found:
        charge(budget, len(member.data))
        yield member


def _attachments(container: olefile.OleFileIO) -> Iterator[Member]:
    folders = sorted({entry[0] for entry in container.listdir() if entry[0].startswith("__attach_version1.0_")})
    for number, folder in enumerate(folders, 1):
        stream = f"{folder}/__substg1.0_{_DATA}"
        if container.exists(stream):
            names = (_text(container, f"{folder}/__substg1.0_{code}") for code in (_LONG_NAME, _SHORT_NAME))
            name = next(filter(None, names), f"dinh-kem-{number}")
            yield Member(name, container.openstream(stream).read())


def _text(container: olefile.OleFileIO, stream: str) -> str:
    if not container.exists(stream):
        return ""
    return str(container.openstream(stream).read().decode("utf-16-le", "replace")).rstrip("\0")
