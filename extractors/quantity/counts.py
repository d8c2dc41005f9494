"""What a report says around a number of procedures: action, levels, fields, whole and part."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

from extractors.quantity.actions import read_action, share_actions
from extractors.quantity.levels import far_levels, near_levels
from extractors.quantity.mentions import Mention, set_windows
from extractors.quantity.scan import Quantity
from extractors.quantity.wholes import Wholes

_FIELD_NAMES = re.compile(
    r"(?:trong |thuộc )?(?:các )?lĩnh vực:? (?!của|này|trên|quản lý của)([^;.()\n]{2,90}?)(?= thuộc| của"
    r"| được| thực hiện| trên| áp dụng| do |[;.()\n]|, |$)"
)


def describe(text: str, lower: str, mentions: list[Mention], quantities: Iterable[Quantity]) -> None:
    """Fill in what ``text`` (``lower`` in lower case) says of each mention; they are in order and know their
    sentences."""
    fields = [item for item in quantities if item.unit.kind == "field"]
    places = [item.start for item in fields]
    wholes = Wholes(lower)
    for index, mention in enumerate(mentions):
        before = mentions[index - 1] if index else None
        after = mentions[index + 1] if index + 1 < len(mentions) else None
        set_windows(lower, mention, before, after)
        mention.whole = wholes.find(mentions, index)
        read_action(lower, mention, before, mentions)
        near_levels(lower, mention, before)
        near = fields[bisect_left(places, mention.left[0]) : bisect_left(places, mention.right[1])]
        mention.fields = _fields(mention, near)
        names = _FIELD_NAMES.search(lower, *mention.right)
        if names is not None:
            mention.field_names = (" ".join(text[names.start(1) : names.end(1)].split()),)
    share_actions(lower, mentions)
    far_levels(lower, mentions)


def _fields(mention: Mention, fields: list[Quantity]) -> int | None:
    behind = [item for item in fields if mention.end <= item.start < mention.right[1]]
    before = [item for item in fields if item.end <= mention.start <= item.end + 25]
    found = behind[:1] or before[-1:]
    return int(found[0].value) if found else None
