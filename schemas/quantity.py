"""What a written number says besides its value."""

from __future__ import annotations

from typing import Literal

Bound = Literal["exact", "more_than", "less_than", "about", "at_least", "at_most"]
State = Literal["value", "zero", "not_arising", "blank", "illegible"]
Nature = Literal["flow", "stock", "cumulative"]
