"""Organisational units that owe reports, and how a report was given to one."""

from __future__ import annotations

from typing import Literal

from schemas.span import Model

AssignmentMethod = Literal["decision", "letterhead", "issuer", "symbol", "filename", "none"]
AssignmentState = Literal["assigned", "ambiguous", "unknown"]


class OrgUnit(Model):
    """A unit of the department's tree. ``valid_from``/``valid_to`` are ISO dates, half-open; None where not known.

    ``reports`` tells whether the unit owes reports itself; ``listed`` is False for a unit met in the reports only,
    which no profile names. ``symbol`` is the agency part of its document numbers (``SNV``).
    """

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    kind: str | None = None
    parent: str | None = None
    symbol: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    successors: tuple[str, ...] = ()
    reports: bool = True
    listed: bool = True

    def valid_on(self, start: str | None, end: str | None) -> bool:
        """Whether the unit existed at any time of ``[start, end)``; unknown bounds never exclude."""
        ended = self.valid_to is not None and start is not None and self.valid_to <= start
        not_yet = self.valid_from is not None and end is not None and self.valid_from >= end
        return not ended and not not_yet


class Assignment(Model):
    """Which unit a report is of.

    ``unit`` is None unless the state is ``assigned``; ``name`` is the agency as the report gives it.
    """

    report_id: str
    filename: str
    unit: str | None
    name: str | None = None
    method: AssignmentMethod
    confidence: float
    state: AssignmentState
    candidates: tuple[str, ...] = ()
