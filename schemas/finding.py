"""What an audit rule found."""

from __future__ import annotations

from typing import Literal

from schemas.span import Evidence, Model

Severity = Literal["error", "warning", "info"]


class Finding(Model):
    """``message`` is Vietnamese and says what would clear it; ``basis`` names unverified data the rule leaned on."""

    rule: str
    severity: Severity
    message: str
    evidence: tuple[Evidence, ...] = ()
    basis: str | None = None
