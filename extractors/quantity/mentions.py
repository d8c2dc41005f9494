"""One number of procedures under construction, and the text to its left and right that may speak of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from schemas.procedure import Action, Level
from schemas.quantity import Bound, State

_NOUN_TAIL = re.compile(
    r"(?:,? (?:nhóm )?thủ tục hành chính)?(?: hành chính)?(?: \((?:tthc|thủ tục hành chính)\))?"
    r"(?: (?P<internal>nội bộ))?"
)


_CONTINUES = re.compile(r"[\s(+*-]*(?:trong (?:số )?đó|cụ thể|bao gồm)\b")
_GAP = 4
_MOST_JOINED = 4


@dataclass(slots=True)
class Mention:
    """One count; offsets are folded.

    Its left window runs from the mention before it (or the start of its sentence), its right window up to the mention
    behind it (or the end of the sentence).
    """

    start: int
    end: int
    value: int | None
    of: int | None = None
    percent: float | None = None
    bound: Bound = "exact"
    state: State = "value"
    confidence: float = 1.0
    parenthesised: bool = False
    sentence: tuple[int, int] = (0, 0)
    left: tuple[int, int] = (0, 0)
    right: tuple[int, int] = (0, 0)
    action: Action | None = None
    action_end: int = 0
    levels: set[Level] = field(default_factory=set)
    own_levels: bool = False
    fields: int | None = None
    field_names: tuple[str, ...] = ()
    whole: int | None = None


def join_continued(lower: str, mentions: list[Mention]) -> None:
    """A sentence that begins with ``Trong đó`` goes on with the one before it: both become one for their mentions."""
    sentences = sorted({mention.sentence for mention in mentions})
    joined: dict[tuple[int, int], tuple[int, int]] = {}
    group: list[tuple[int, int]] = []
    for sentence in sentences:
        near = bool(group) and sentence[0] - group[-1][1] <= _GAP and len(group) < _MOST_JOINED
        group = [*group, sentence] if near and _CONTINUES.match(lower, *sentence) else [sentence]
        joined |= dict.fromkeys(group, (group[0][0], sentence[1]))
    for mention in mentions:
        mention.sentence = joined[mention.sentence]


def set_windows(lower: str, mention: Mention, before: Mention | None, after: Mention | None) -> None:
    """Set the windows of ``mention`` between its neighbours; the rest of its noun belongs to neither."""
    first, last = mention.sentence
    if before is not None and before.sentence == mention.sentence:
        first = max(first, before.end, before.action_end)
    if after is not None and after.sentence == mention.sentence:
        last = min(last, after.start)
    mention.left, mention.right = (first, mention.start), (mention.end, max(last, mention.end))
    tail = _NOUN_TAIL.match(lower, mention.end, mention.right[1])
    if tail is not None:
        if tail["internal"]:
            mention.levels.add("internal")
        mention.right = (tail.end(), mention.right[1])
