"""References: documents cited (targets), each with all its mentions (citations)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from schemas.span import Evidence, Fact, Method, Model, is_none

ReferenceKind = Literal[
    "normative",
    "individual",
    "letter",
    "assembly",
    "joint",
    "consolidated",
    "party",
    "old",
    "named",
    "partial",
    "unnumbered",
]
Relation = Literal["pursuant_to", "implements", "issues", "refers", "amends", "supersedes", "repeals", "guides"]


class DocumentType(Model):
    """Type of a document: code of ``extractors/data/document_types.toml`` and Vietnamese name."""

    code: str
    name: str


class Mention(Evidence):
    """One citation in the text. ``articles`` are the provisions cited with it; ``form`` says how the number was
    written.
    """

    articles: tuple[str, ...] = ()
    form: Literal["full", "list", "bare", "named", "short"] = "full"
    relation: Relation | None = Field(default=None, exclude_if=is_none)


class Reference(Fact):
    """A document cited by the report.

    ``number`` is the canonical spelling (digits as written, no spaces, ``-``, Đ), null for a citation without number.
    ``key`` identifies the document across reports: ``<symbol>/<number>/<year>/<issuer scope>``, ``?`` for what is
    unknown.
    ``issued_on`` is ISO ``YYYY-MM-DD`` (``YYYY-MM`` where no day is written); a year alone only stands in ``key``.
    """

    number: str | None
    kind: ReferenceKind
    type: DocumentType | None = None
    title: str | None = None
    """Name of a law, code or ordinance cited by name."""
    issued_on: str | None = None
    issuer: str | None = None
    issuer_method: Method | None = None
    subject: str | None = None
    key: str
    relation: Relation = "refers"
    mentions: tuple[Mention, ...]
