"""Spans, evidence and facts: the coordinate system that every value points back to.

Offsets are code points of ``Document.text``, half-open ``[start, end)``. Boxes are in PDF points from the top left
corner of
the page: ``(x0, top, x1, bottom)``. Pages count from 1, blocks and cells from 0.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from operator import is_
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Box = tuple[float, float, float, float]
Method = Literal["read", "derived"]


is_none: Callable[[Any], bool] = partial(is_, None)
"""Tell whether an optional JSON member is left out; a C function, as it is called for every member of every fact."""


class Model(BaseModel):
    """Base of all schemas: frozen, and unknown members are an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(Model):
    """A stretch of ``Document.text``; ``text`` is always equal to that stretch."""

    start: int
    end: int
    text: str


class Evidence(Model):
    """Where a value was read. ``field`` names which value of the owner it proves when the owner has several."""

    start: int
    end: int
    quote: str
    page: int | None = Field(default=None, exclude_if=is_none)
    box: Box | None = Field(default=None, exclude_if=is_none)
    block: int | None = Field(default=None, exclude_if=is_none)
    cell: tuple[int, int] | None = Field(default=None, exclude_if=is_none)
    field: str | None = Field(default=None, exclude_if=is_none)

    @property
    def span(self) -> Span:
        """The same place as a plain span."""
        return Span(start=self.start, end=self.end, text=self.quote)


class Repair(Model):
    """A correction of what stood on the page: never silent, always with its reason (for example ``lookalike``)."""

    before: str
    after: str
    reason: str


class Fact(Model):
    """A value that was read (it has evidence) or derived (a rule and the evidence of the facts it used)."""

    evidence: tuple[Evidence, ...] = ()
    method: Method = "read"
    confidence: float = 1.0
    repairs: tuple[Repair, ...] = ()
