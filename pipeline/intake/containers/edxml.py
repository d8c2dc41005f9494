"""edXML packets (QCVN 102:2016/BTTTT): the attached files, with the packet's number, date and sender as metadata."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from typing import Any

from pipeline.errors import Unreadable
from pipeline.intake.containers import Member, charge
from pipeline.safety import Budget, parse_xml

_FIELDS = {
    "CodeNumber": "number",
    "CodeNotation": "symbol",
    "PromulgationDate": "issued_on",
    "Place": "place",
    "Subject": "subject",
    "FullName": "signer",
    "Position": "signer_position",
    "TypeName": "document_type",
}


IS_DOCUMENT = False


def bid(data: bytes, name: str) -> bool:
    """XML whose root is edXML."""
    head = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"<") and b"edXML" in head


def open_(data: bytes, budget: Budget) -> Iterator[Member]:
    """The attachments, each with the metadata of the envelope."""
    root = parse_xml(data, "edXML")
    metadata = _metadata(root)
    for number, node in enumerate(root.iterfind(".//{*}Attachment"), 1):
        content = node.findtext("{*}ContentTransferEncoded") or node.findtext("{*}Content") or ""
        try:
            decoded = base64.b64decode("".join(content.split()), validate=True)
        except (binascii.Error, ValueError) as error:
            raise Unreadable(f"attachment {number}: {error}") from error
        if decoded:
            charge(budget, len(decoded))
            yield Member(node.findtext("{*}AttachmentName") or f"dinh-kem-{number}", decoded, metadata)


def _metadata(root: Any) -> dict[str, str]:
    found = {}
    for tag, name in _FIELDS.items():
        text = root.findtext(f".//{{*}}MessageHeader//{{*}}{tag}")
        if text and text.strip():
            found[name] = text.strip()
    sender = root.findtext(".//{*}MessageHeader/{*}From/{*}OrganName")
    return found | ({"agency": sender.strip()} if sender and sender.strip() else {})
