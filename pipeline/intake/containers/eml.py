"""E-mail messages (RFC 5322): their attachments, and the message text as a file of its own when it says more than a
greeting.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from email.errors import MessageError
from email.message import EmailMessage, Message

from pipeline.errors import Unreadable
from pipeline.intake.containers import Member, charge
from pipeline.safety import Budget

_HEADER = re.compile(rb"\A(?:[A-Za-z][A-Za-z0-9-]{0,60}:[^\n]{0,2000}\r?\n(?:[ \t][^\n]{0,2000}\r?\n){0,50}){2,}")
_NEEDED = (b"from:", b"received:", b"return-path:", b"mime-version:")
_MIN_BODY = 400


IS_DOCUMENT = False


def bid(data: bytes, name: str) -> bool:
    """A block of header lines at the very start that names a sender or MIME."""
    match = _HEADER.match(data[:20_000])
    return match is not None and any(needed in match.group().lower() for needed in _NEEDED)


def open_(data: bytes, budget: Budget) -> Iterator[Member]:
    """Attachments in their order; a message without any gives its text."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        attachments = [_member(part, number) for number, part in enumerate(message.iter_attachments(), 1)]
        body = message.get_body(("plain", "html"))
        text = body.get_content() if body is not None else ""
    except (MessageError, LookupError, ValueError, TypeError, AttributeError, AssertionError, RecursionError) as error:
        raise Unreadable(f"eml: {type(error).__name__}") from error
    members = [member for member in attachments if member is not None]
    if isinstance(text, str) and (not members or len(text) >= _MIN_BODY):
        kind = "html" if body is not None and body.get_content_subtype() == "html" else "txt"
        members.append(Member(f"thu.{kind}", text.encode("utf-8", "replace")))
    for member in members:
        charge(budget, len(member.data))
        yield member


def _member(part: EmailMessage, number: int) -> Member | None:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        first = inner[0] if isinstance(inner, list) and inner else None
        data = first.as_bytes() if isinstance(first, Message) else b""
        return Member(part.get_filename() or f"thu-{number}.eml", data)
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes) or not payload:
        return None
    return Member(part.get_filename() or f"dinh-kem-{number}", payload)
