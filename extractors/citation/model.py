"""A citation as it was read at one place, before citations of the same document are put together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from extractors.citation.grammar import DocumentNumber
from schemas.reference import ReferenceKind, Relation
from schemas.span import Repair

Form = Literal["full", "list", "bare", "named", "short"]
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Citation:
    """One mention. Offsets are of folded text; ``issued_on`` is ISO; ``year`` is that of the date or of the number."""

    start: int
    end: int
    kind: ReferenceKind
    form: Form
    type_code: str | None
    number: DocumentNumber | None = None
    title: str | None = None
    issued_on: str | None = None
    date_place: Place | None = None
    date_derived: bool = False
    year: int | None = None
    issuer: Place | None = None
    subject: Place | None = None
    relation: Relation | None = None
    articles: tuple[str, ...] = ()
    label: Place | None = None
    said: str | None = None
    conflict: bool = False
    repairs: tuple[Repair, ...] = ()
    confidence: float = 1.0
