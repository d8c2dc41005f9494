"""Automatic numbering: the labels that Word shows, computed from ``numbering.xml`` (ECMA-376 part 1, 17.9).

Counters belong to the abstract list; several ``num`` of one abstract list go on counting, a ``startOverride`` begins
anew when
its ``num`` is first used.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pipeline.readers.word.formats import bullet, formatted
from pipeline.readers.word.names import R_PR, VAL, W, on
from pipeline.readers.word.props import RunProps, number, run_props
from pipeline.readers.word.styles import Styles

_PLACE = re.compile(r"%([1-9])")
_SEPARATORS = {"tab": " ", "space": " ", "nothing": ""}
MAX_START = 1_000_000


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list as ``numbering.xml`` describes it."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    separator: str = " "
    style: str | None = None
    legal: bool = False
    run: RunProps = field(default_factory=RunProps)


@dataclass(frozen=True, slots=True)
class Label:
    """A computed label, the separator Word puts behind it, and the label's own run properties."""

    text: str
    separator: str
    run: RunProps
    is_bullet: bool


@dataclass
class _Num:
    """One list; its levels are read when it is first used (documents define many lists that they never use)."""

    abstract: str
    element: Any
    definition: Any
    used: set[int] = field(default_factory=set)

    @cached_property
    def levels(self) -> dict[int, Level]:
        """Levels of the abstract list with this list's own overrides."""
        found = self.definition.iterchildren(W + "lvl") if self.definition is not None else ()
        levels = dict(map(_level, found))
        for override in self.element.iterchildren(W + "lvlOverride"):
            for child in override.iterchildren(W + "lvl"):
                levels[number(override.get(W + "ilvl"), 0, 8) or 0] = _level(child)[1]
        return levels

    @cached_property
    def starts(self) -> dict[int, int]:
        """Levels that begin anew when this list is first used, and where."""
        starts: dict[int, int] = {}
        for override in self.element.iterchildren(W + "lvlOverride"):
            level = number(override.get(W + "ilvl"), 0, 8)
            own = override.find(W + "startOverride")
            if level is not None and own is not None:
                start = number(own.get(VAL), 0, MAX_START)
                starts[level] = 1 if start is None else start
            elif level is not None and override.find(W + "lvl") is not None:
                starts[level] = self.levels[level].start
        return starts


@dataclass(slots=True)
class Numbering:
    """All lists of a document and their running counters."""

    nums: dict[str, _Num] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Any, styles: Styles) -> Numbering:
        """Read ``numbering.xml`` (None: no lists)."""
        numbering = cls()
        if root is None:
            return numbering
        lists = {element.get(W + "abstractNumId") or "": element for element in root.iterchildren(W + "abstractNum")}
        targets: dict[str, tuple[Any, str]] = {}
        for element in root.iterchildren(W + "num"):
            link = element.find(W + "abstractNumId")
            if link is not None and element.get(W + "numId"):
                targets[element.get(W + "numId")] = (element, link.get(VAL) or "")
        for identity, (element, own) in targets.items():
            abstract = own
            link = lists[abstract].find(W + "numStyleLink") if abstract in lists else None
            if link is not None:  # the list is defined by a numbering style: follow it to its own list
                linked = styles.style(link.get(VAL)).para.num_id
                abstract = targets.get(linked or "", (None, abstract))[1]
            numbering.nums[identity] = _Num(abstract, element, lists.get(abstract))
        return numbering

    def level_of_style(self, num_id: str, chain: set[str]) -> int:
        """The level that names one of the styles; 0 when none does."""
        num = self.nums.get(num_id)
        for level, found in (num.levels if num else {}).items():
            if found.style in chain:
                return level
        return 0

    def label(self, num_id: str, level: int) -> Label | None:
        """Count one paragraph and give its label; None when the list or level does not exist or shows nothing."""
        num = self.nums.get(num_id)
        if num is None:
            return None
        definition = num.levels.get(level)
        if definition is None:
            return None
        counts = self._counts.setdefault(num.abstract, {})
        self._advance(num, definition, counts, level)
        if definition.form == "bullet":
            shown = bullet(definition.text)
        elif definition.form == "none" and "%" not in definition.text:
            shown = definition.text
        else:
            shown = _PLACE.sub(lambda match: _part(num, definition, counts, int(match.group(1)) - 1), definition.text)
        if not shown.strip():
            return None
        return Label(shown, definition.separator, definition.run, definition.form == "bullet")

    @staticmethod
    def _advance(num: _Num, definition: Level, counts: dict[int, int], level: int) -> None:
        if level in num.starts and level not in num.used:
            counts[level] = num.starts[level]
        elif level in counts:
            counts[level] += 1
        else:
            counts[level] = num.starts.get(level, definition.start)
        num.used.add(level)
        for deeper in [other for other in counts if other > level]:
            rule = num.levels[deeper].restart if deeper in num.levels else None
            if rule is None or (rule > 0 and level < rule):
                del counts[deeper]


def _part(num: _Num, own: Level, counts: dict[int, int], level: int) -> str:
    definition = num.levels.get(level, Level())
    value = counts.get(level)
    if value is None:
        value = num.starts.get(level, definition.start)
    return formatted(value, "decimal" if own.legal and definition.form != "decimalZero" else definition.form)


def _level(element: Any) -> tuple[int, Level]:
    level = number(element.get(W + "ilvl"), 0, 8) or 0
    start, form, text, restart, separator, style, legal, run = 1, "decimal", "", None, " ", None, False, RunProps()
    for child in element:
        tag, value = child.tag, child.get(VAL)
        if tag == W + "start":
            found = number(value, 0, MAX_START)
            start = 1 if found is None else found
        elif tag == W + "numFmt":
            form = child.get(W + "format") or value or "decimal" if value == "custom" else value or "decimal"
        elif tag == W + "lvlText":
            text = (value or "")[:80] if child.get(W + "null") not in ("1", "true", "on") else ""
        elif tag == W + "lvlRestart":
            restart = number(value, 0, 9)
        elif tag == W + "suff":
            separator = _SEPARATORS.get(value or "tab", " ")
        elif tag == W + "pStyle":
            style = value
        elif tag == W + "isLgl":
            legal = on(child)
        elif tag == R_PR:
            run = run_props(child)
        elif tag.endswith("}AlternateContent"):
            inner = child.find(f".//{W}numFmt")
            form = inner.get(W + "format") or inner.get(VAL) or form if inner is not None else form
    return level, Level(start, form, text, restart, separator, style, legal, run)
