"""Lines to paragraphs, over line and page breaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.legacy.syllables import is_syllable
from pipeline.readers.paging.geometry import Line

_LABEL = re.compile(
    r"(?:[-–—+*•●▪■□◦○➢➤✓§\uf02d\uf0b7\uf0a7\uf0d8\uf0fc]\s?(?=\S)"
    r"|\(?(?:[0-9]{1,3}|[IVXLC]{1,7}|[a-zđ]{1,2})[.)]\s?(?=\D)|[0-9]{1,3}(?:\.[0-9]{1,3}){1,5}\.?\s"
    r"|(?:Điều|Phần|Chương|Mục|Phụ lục|PHẦN|CHƯƠNG|MỤC|PHỤ LỤC)\s+[0-9IVXLC]{1,5}\b"
    r"|Nơi nhận|Kính gửi)"
)
_ITEM = re.compile(r"[-–+*•“]|\(?[0-9a-zđ]{1,3}(?:\.[0-9]{1,3}){0,4}[.)]")
_BULLET = re.compile(r"[-–—+*•●▪■□◦○➢➤✓\uf02d\uf0b7\uf0a7\uf0d8\uf0fc]\s")
_ENDED = (".", ";", ":", "!", "?", "./.", ".”", '."', ";”", "/.")
_OPEN_END = (",", "(", "–", "-", "và", "của", "về", "các", "với", "theo", "hoặc", "tại", "số", "ngày", "&")


class Paragraph(NamedTuple):
    """Lines of one paragraph with the text that joins each to the one before (empty for the first)."""

    lines: tuple[Line, ...]
    joints: tuple[str, ...]
    centered: bool = False


def margins(lines: Sequence[Line], width: float) -> tuple[float, float] | None:
    """Left and right edge of the running text of a page, None where too few full lines show it."""
    wide = [line for line in lines if line.column is None and line.x1 - line.x0 > 0.42 * width]
    if len(wide) < 3:
        return None
    enough = max(2, len(wide) // 7)
    lefts = Counter([round(line.x0 / 2.0) for line in wide])
    left = min((place for place, times in lefts.items() if times >= enough), default=min(lefts))
    ends = sorted([line.x1 for line in wide])
    right, support = Counter([round(line.x1 / 2.0) for line in wide]).most_common(1)[0]
    # Justified text has one right edge; ragged text ends where its longest lines end.
    edge = max(right * 2.0 + 1.0, ends[int(len(ends) * 0.8)]) if support > len(wide) // 4 else ends[-1]
    return left * 2.0 - 1.0, edge


def paragraphs(lines: Iterable[Line], pitch: float) -> list[Paragraph]:
    """Paragraphs of lines in reading order. ``pitch`` is the usual distance of base lines (see ``usual_pitch``)."""
    found: list[Paragraph] = []
    group: list[Line] = []
    joints: list[str] = []
    for line in lines:
        if group and not _breaks(group, line, pitch):
            joints.append(joint(group[-1].text, line.text))
            group.append(line)
            continue
        if group:
            found.append(Paragraph(tuple(group), tuple(joints), centered(group)))
        group, joints = [line], [""]
    if group:
        found.append(Paragraph(tuple(group), tuple(joints), centered(group)))
    return found


def cell_paragraph(lines: Sequence[Line]) -> Paragraph:
    """All lines of a table cell; a new paragraph of the cell is joined by a newline."""
    if len(lines) == 1:
        return Paragraph((lines[0],), ("",), centered(lines))
    joints = [""]
    for before, line in pairwise(lines):
        ended = before.text.endswith(_ENDED)
        new = (
            _BULLET.match(line.text) is not None
            or (ended and _fits(before, line))
            or (ended and _LABEL.match(line.text) is not None)
        )
        joints.append("\n" if new else joint(before.text, line.text))
    return Paragraph(tuple(lines), tuple(joints), centered(lines))


def usual_pitch(lines: Sequence[Line]) -> float:
    """Usual distance of base lines in units of the font size."""
    steps: Counter[float] = Counter()
    for above, line in pairwise(lines):
        if above.page == line.page and above.flow == line.flow and line.size:
            step = (line.base - above.base) / line.size
            if 0.7 < step < 2.6:
                steps[round(step, 1)] += 1
    return max(steps.most_common(1)[0][0], 1.0) if steps else 1.3


def joint(before: str, after: str) -> str:
    """What joins two lines of a paragraph: nothing where a document number or a range breaks at its hyphen or slash, or
    a narrow column breaks a syllable (``Trọ`` + ``ng``)."""
    if before[-1:] in "-/–" and len(before) > 1 and before[-2].isalnum() and after[:1].isalnum():
        return ""
    if after[:1] in "-/" and len(after) > 1 and after[1].isalnum() and before[-1:].isalnum():
        return ""
    head = after[:8].split(" ", 1)[0]
    if head.isalpha() and head.islower() and not is_syllable(head):
        tail = before.rsplit(" ", 1)[-1]
        return "" if tail.isalpha() and is_syllable(tail + head) else " "
    return " "


def centered(group: Sequence[Line]) -> bool:
    """Every line stands in the middle of its column, and the last one leaves room on both sides."""
    last = group[-1]
    before, behind, size = last.x0 - last.left, last.right - last.x1, last.size
    if before <= 0.9 * size or behind <= 0.9 * size:
        return False
    if len(group) == 1 and not last.bold and _ITEM.match(last.text):
        return False
    # Short lines are set by hand and may be off; long ones must be exact.
    if abs(before - behind) >= max(1.6 * size, 0.25 * min(before, behind)):
        return False
    return len(group) == 1 or all(
        abs((line.x0 + line.x1) - (line.left + line.right)) < 1.6 * line.size for line in group[:-1]
    )


def _breaks(group: list[Line], line: Line, pitch: float) -> bool:
    """Whether ``line`` starts a new paragraph."""
    before = group[-1]
    if line.column != before.column or (
        line.flow != before.flow and not (line.flow and before.flow and not line.column)
    ):
        return True
    if abs(line.size - before.size) > 0.14 * before.size:
        return True
    if line.page == before.page and line.flow == before.flow:
        step = (line.base - before.base) / max(line.size, 1.0)
        if step < 0.3 or step > max(pitch * 1.22, pitch + 0.22):
            return True
    # A number or range that goes on behind its hyphen or slash is never cut.
    going_on = before.text[-1:] in ("-", "/", "–") and not joint(before.text, line.text)
    return not going_on and _breaks_by_text(group, line)


def _breaks_by_text(group: list[Line], line: Line) -> bool:
    before = group[-1]
    if line.column is not None:
        return _breaks_in_column(before, line)
    if centered([before]) and centered([line]) and not (len(group) > 1 and not centered(group[:-1])):
        return _breaks_centered(before, line)
    return _breaks_in_prose(group, line)


def _fits(before: Line, line: Line) -> bool:
    """The first word of ``line`` had room at the end of the line before: the break was wanted."""
    text = line.text
    first = text.find(" ")
    share = ((first if first >= 0 else len(text)) + 1) / max(len(text), 1)
    return before.x1 + share * (line.x1 - line.x0) < before.right - 0.35 * line.size


def _breaks_in_prose(group: list[Line], line: Line) -> bool:
    before = group[-1]
    labelled = _LABEL.match(line.text) is not None
    if before.bold and line.bold and not labelled and centered([*group, line]):
        return False
    return _fits(before, line) or _changes_look(before, line, labelled) or _steps_in(group, line, labelled)


def _changes_look(before: Line, line: Line, labelled: bool) -> bool:
    """A heading ends, or a heading with a label begins."""
    if before.bold != line.bold and (labelled or line.text[:1].isupper()) and (before.bold or labelled):
        return True
    return before.text.isupper() and not line.text.isupper()


def _steps_in(group: list[Line], line: Line, labelled: bool) -> bool:
    """The left end of the line is that of a first line."""
    before = group[-1]
    shift = line.x0 - before.x0
    if line.page != before.page or line.flow != before.flow:
        shift = (line.x0 - line.left) - (before.x0 - before.left)
    step = 0.8 * line.size
    indented = line.x0 - line.left > step
    ended = before.text.endswith(_ENDED)
    if indented and shift > step and not (len(group) == 1 and _BULLET.match(before.text)):
        return True
    if ended and ((indented and len(group) == 1 and abs(shift) < 2.0) or (len(group) > 1 and shift < -step)):
        return True
    same_edge = _LABEL.match(group[0].text) is not None and abs(line.x0 - group[0].x0) < 3.0
    return labelled and (ended or (indented and (same_edge or (len(group) > 1 and abs(shift) > step))))


def _breaks_centered(before: Line, line: Line) -> bool:
    if before.bold != line.bold or before.italic != line.italic or _LABEL.match(line.text):
        return True
    if line.text[:1].islower() or before.text.endswith(_OPEN_END):
        return False
    if before.text.isupper() != line.text.isupper():
        return True
    return before.x1 - before.x0 < 0.5 * (before.right - before.left)


def _breaks_in_column(before: Line, line: Line) -> bool:
    if _LABEL.match(line.text) or before.text.endswith(_ENDED):
        return True
    if before.bold != line.bold or before.italic != line.italic or before.text.isupper() != line.text.isupper():
        return True
    if line.text[:1].islower() or before.text.endswith(_OPEN_END):
        return False
    room = 4.0 * before.size if centered([before]) else 0.0
    return line.text.isupper() or before.x1 - before.x0 < 0.9 * (before.right - before.left - room)
