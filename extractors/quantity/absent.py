"""What a report says did not arise: ``không phát sinh hồ sơ quá hạn``, ``Số đơn khiếu nại: không phát sinh``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from extractors.quantity.units import Unit, read_unit

_MARK = "không phát sinh"
_MORE = re.compile(r" (?:thêm|mới|các|số)(?= )")
_LABEL = re.compile(r"(?:^|[\n.;,(]|(?<!\w)[-+*•])\s*(?P<label>[^\W\d_][^\n.;:,(\d]{2,90}?)\s?(?::| là) $")
_COUNTED = re.compile(r"(?:tổng số|số lượng|số)(?= )", re.IGNORECASE)
_ENDS = re.compile(r" *(?:[.;,)\n]|$)")
_REACH = 100
_NO_THINGS = ("procedure", "duration", "level")
_PROCEDURES = ("tthc", "thủ tục hành chính")


class Absent(NamedTuple):
    """A statement without a number; offsets are folded. ``unit`` is the noun that did not arise, where one is known."""

    start: int
    end: int
    label: str | None
    unit: Unit | None


def not_arising(text: str, lower: str) -> Iterator[Absent]:
    """Every such statement of ``text`` (``lower`` in lower case), in order, but those about procedures."""
    place = lower.find(_MARK)
    while place >= 0:
        found = _named_behind(text, place) or _labelled(text, place)
        if found is not None:
            yield found
        place = lower.find(_MARK, place + 1)


def _named_behind(text: str, place: int) -> Absent | None:
    end = place + len(_MARK)
    more = _MORE.match(text, end)
    unit = read_unit(text, more.end() if more else end, known_only=True)
    return Absent(place, unit.end, None, unit) if unit is not None and unit.kind not in _NO_THINGS else None


def _labelled(text: str, place: int) -> Absent | None:
    end = place + len(_MARK)
    label = _LABEL.search(text[max(0, place - _REACH) : place]) if _ENDS.match(text, end) else None
    if label is None:
        return None
    words = label["label"]
    if any(noun in words.lower() for noun in _PROCEDURES):
        return None
    counted = _COUNTED.match(words)
    unit = read_unit(" " + words[counted.end() :].strip() if counted else " " + words, 0, known_only=True)
    return Absent(max(0, place - _REACH) + label.start("label"), end, " ".join(words.split()), unit)
