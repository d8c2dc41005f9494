"""Counts of administrative procedures (thủ tục hành chính)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from schemas.quantity import Bound, State
from schemas.span import Fact, is_none

Action = Literal["new", "amended", "replaced", "repealed", "standardised", "listed", "simplified", "total"]
Level = Literal["province", "district", "commune", "ministry", "internal"]


class ProcedureCount(Fact):
    """``procedures`` procedures in ``fields`` fields (lĩnh vực), announced by ``reference`` (canonical number).

    ``part_of`` is the index of the count in ``Report.procedure_counts`` that this one is a part of. Fields are never
    summed. ``of`` is the denominator of a ratio (``45/60 TTHC``: procedures 45, of 60), ``percent`` the percentage
    stated beside the count.
    """

    procedures: int | None
    of: int | None = Field(default=None, exclude_if=is_none)
    percent: float | None = Field(default=None, exclude_if=is_none)
    fields: int | None = None
    field_names: tuple[str, ...] = ()
    reference: str | None = None
    levels: tuple[Level, ...] = ()
    action: Action | None = None
    bound: Bound = "exact"
    state: State = "value"
    part_of: int | None = None
