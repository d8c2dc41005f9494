"""Conflicts and their stable names.

The name is made of what the sides say, so a decision holds as long as they say the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from schemas.consolidation import Conflict, ConflictClass, ConflictKind, Side
from schemas.submission import Decision

_MESSAGES: dict[ConflictClass, str] = {
    "equal": "Các nơi ghi cùng một số",
    "consistent": "Các cách ghi khác nhau nhưng không mâu thuẫn (làm tròn, ước lượng)",
    "inconsistent": "Các nơi ghi khác nhau",
}


def dispute(
    kind: ConflictKind,
    nature: ConflictClass,
    subject: str,
    sides: Sequence[Side],
    *,
    owner: tuple[str, ...],
    decisions: Mapping[str, Decision],
) -> Conflict:
    """The conflict, with the decision taken on it if any. ``owner`` sets apart equal words about different things."""
    ordered = sorted(sides, key=lambda side: (side.report, side.evidence[0].start if side.evidence else -1, side.value))
    words = "|".join((kind, *owner, *sorted(f"{side.unit}={side.value}" for side in sides)))
    name = hashlib.sha256(words.encode()).hexdigest()[:10]
    values = list(dict.fromkeys(side.value for side in ordered))
    return Conflict(
        id=name,
        kind=kind,
        nature=nature,
        subject=subject,
        message=f"{subject}: {_MESSAGES[nature]}: {'; '.join(values)}.",
        sides=tuple(ordered),
        resolution=decisions.get(name),
    )
