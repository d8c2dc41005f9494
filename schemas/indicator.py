"""Indicators: quantities a report states, matched to the catalogue where possible."""

from __future__ import annotations

from typing import Literal

from schemas.quantity import Bound, Nature, State
from schemas.span import Fact, Model


class CellContext(Model):
    """Row and column headers of a quantity read from a table."""

    table: int
    row_header: str | None = None
    column_header: str | None = None


class Indicator(Fact):
    """``code`` is of the catalogue, None for an unmatched quantity, whose ``label`` is then its noun phrase.

    ``value`` stays in ``unit`` as written (``triệu đồng`` is not multiplied out); ``upper`` is the end of a range;
    ``of`` the denominator of a ratio (``45/59``: value 45, of 59); ``percent`` the percentage stated beside it.
    """

    code: str | None
    label: str
    value: int | float | None
    upper: int | float | None = None
    of: int | float | None = None
    percent: float | None = None
    unit: str | None
    bound: Bound = "exact"
    nature: Nature | None = None
    state: State = "value"
    source: Literal["text", "table"] = "text"
    cell_context: CellContext | None = None
