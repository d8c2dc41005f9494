"""The parts of an administrative document around its body (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""

from __future__ import annotations

from schemas.span import Fact


class Letterhead(Fact):
    """Head of the document. ``number`` is canonical and None for a draft whose number is blank; ``symbol`` then still
    stands.

    Evidence items name their value in ``field``. ``issued_on`` is ISO, ``YYYY-MM`` where the day is blank.
    """

    parent_agency: str | None = None
    agency: str | None = None
    number: str | None = None
    symbol: str | None = None
    place: str | None = None
    issued_on: str | None = None
    addressees: tuple[str, ...] = ()
    """Kính gửi."""
    secrecy: str | None = None
    urgency: str | None = None
    draft: bool = False


class Issuer(Fact):
    """Who issued the report: read from the letterhead, or derived from what the body says (confidence below 1)."""

    name: str
    code: str | None = None


class DigitalSignature(Fact):
    """A cryptographic signature of the file. ``trusted`` is None where the certificate chain is not known here."""

    signer: str | None = None
    signed_at: str | None = None
    intact: bool = False
    trusted: bool | None = None
    covers_whole_file: bool = False


class Signature(Fact):
    """Signature formula (``KT. GIÁM ĐỐC``), position and name; ``others`` are further signers of the same document."""

    authority: str | None = None
    position: str | None = None
    name: str | None = None
    digital: DigitalSignature | None = None
    others: tuple[Signature, ...] = ()
