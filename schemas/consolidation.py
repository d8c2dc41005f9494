"""One report out of many.

What ``pipeline.merge`` returns. Every number names the reports, pages and quotes it came from.
"""

from __future__ import annotations

from typing import Literal

from schemas.finding import Severity
from schemas.org_unit import Assignment, OrgUnit
from schemas.period import Period
from schemas.profile import Department
from schemas.reference import DocumentType, Relation
from schemas.span import Evidence, Model
from schemas.submission import Arrival, Decision, ReportingRates, ReportUse, UnitStatus, VersionChange
from schemas.total import ProcedureTotal, Total

ConflictClass = Literal["equal", "consistent", "inconsistent"]
ConflictKind = Literal[
    "within_report", "between_reports", "between_units", "reference_date", "reference_subject", "version"
]


class MergedMention(Model):
    """One citation in one report."""

    unit: str | None
    report: int
    evidence: Evidence


class MergedReference(Model):
    """A document cited by the units.

    ``ambiguous`` means that it could be one of several others and was therefore left apart.
    """

    id: str
    key: str
    number: str | None
    type: DocumentType | None = None
    title: str | None = None
    issued_on: str | None = None
    issuer: str | None = None
    subject: str | None = None
    relations: tuple[Relation, ...] = ()
    spellings: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    mentions: tuple[MergedMention, ...] = ()
    procedures: tuple[str, ...] = ()
    """Ids of the procedure totals that lean on this document."""
    superseded_by: str | None = None
    ambiguous: bool = False


class Side(Model):
    """One side of a conflict: what one place says."""

    unit: str | None
    report: int
    value: str
    context: str = ""
    """The sentence around the first quote, where the text of the report is at hand."""
    evidence: tuple[Evidence, ...] = ()


class Conflict(Model):
    """Two or more places that speak of the same thing.

    ``id`` is stable: a decision may name it. ``resolution`` is the decision taken.
    """

    id: str
    kind: ConflictKind
    nature: ConflictClass
    subject: str
    message: str
    sides: tuple[Side, ...]
    resolution: Decision | None = None


class MergeFinding(Model):
    """What the merge noticed. ``report`` is an index into ``Consolidation.reports``."""

    rule: str
    severity: Severity
    message: str
    unit: str | None = None
    report: int | None = None
    evidence: tuple[Evidence, ...] = ()


class TextSource(Model):
    """A paragraph's place in one report."""

    unit: str | None
    report: int
    heading: str
    evidence: Evidence


class TextGroup(Model):
    """A paragraph and everybody who wrote it, nearly word for word. ``text`` is the longest wording."""

    text: str
    sources: tuple[TextSource, ...]


class TextSection(Model):
    """What the units wrote under headings of the same kind."""

    kind: str
    title: str
    groups: tuple[TextGroup, ...]


class Consolidation(Model):
    """The consolidated report (``schema_version`` 1.0). Same input in any order gives the same bytes."""

    schema_version: Literal["1.0"] = "1.0"
    profile: str
    profile_verified: bool
    title: str
    department: Department
    period: Period | None
    provisional: bool
    provisional_reasons: tuple[str, ...] = ()
    units: tuple[OrgUnit, ...] = ()
    reports: tuple[ReportUse, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    unassigned: tuple[Assignment, ...] = ()
    status: tuple[UnitStatus, ...] = ()
    rates: ReportingRates
    indicators: tuple[Total, ...] = ()
    quantities: tuple[Total, ...] = ()
    procedures: tuple[ProcedureTotal, ...] = ()
    references: tuple[MergedReference, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    findings: tuple[MergeFinding, ...] = ()
    versions: tuple[VersionChange, ...] = ()
    texts: tuple[TextSection, ...] = ()
    failures: tuple[Arrival, ...] = ()
    decisions: tuple[Decision, ...] = ()
