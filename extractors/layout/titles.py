"""The title behind a label: how long it runs, and how surely it is a title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from extractors.layout.closing import authority
from extractors.layout.labels import Label, label_of
from extractors.layout.paragraphs import Para
from extractors.layout.spelling import UPPER, bare, is_rule, is_upper, one_line
from schemas.document import BlockKind

_ARTICLE_TITLE = 100
_LONGEST = 300
_PLAIN = 170
"""Longest title without bold type."""
_NAMED = frozenset({"part", "chapter", "item", "subitem"})


class TitleSpan(NamedTuple):
    """``strong``: bold, or in capitals. ``plausible``: short, and no sentence. ``extra`` paragraphs hold the rest."""

    text: str
    label_end: int
    end: int
    strong: bool
    plausible: bool
    italic: bool = False
    bold: bool = False
    extra: int = 0
    lead: TitleSpan | None = None
    """The shorter title that leads into text on its line (``5.2. Kỷ luật: 03 người``), where no bold type tells."""


def title_of(para: Para, label: Label, following: Sequence[Para]) -> TitleSpan:
    """The title of a labelled paragraph; Phần and Chương may have it on the lines below (``following``)."""
    label_end = label.end
    rest = para.text[label_end:]
    gap = len(rest) - len(rest.lstrip(" .:*"))
    if label.style in _NAMED and (not rest.strip(" .:*") or "\n" in rest[: gap + 1]):
        return _named(para, label_end, rest.strip(" .:*\n"), following)
    start = para.start + label_end + gap
    if label.style == "article":
        return _article(para, label_end, start)
    bold = _bold_run(para, start)
    if bold is not None and _LEADERS.search(para.text):
        bold = None
    if bold is not None:
        return _made(para, label_end, bold, para.text[start - para.start : bold - para.start], strong=True)
    if _closes_bold(para.end, following):
        text = f"{para.text[start - para.start :]} {following[0].text}"
        return TitleSpan(_cleaned(text), label_end, following[0].end, True, True, para.italic, bold=True, extra=1)
    line, end = _first_line(para, start)
    tail = _wrapped(end, following, capitals=line.isupper() and line[-1] not in ".:;!?")
    if tail:
        line, end = " ".join([line, *(p.text for p in tail)]), tail[-1].end
    leading = _LEADING.match(line) if ":" in line else None
    lead = None
    if leading is not None and _plausible(leading[1]):
        lead = TitleSpan(_cleaned(leading[1]), label_end, start + leading.end(1), False, True, para.italic)
    whole = _plausible(line)
    styled = para.kind == BlockKind.HEADING or para.outline is not None
    strong = whole and (styled or (len(line) > 3 and is_upper(line)))
    plausible = whole and (para.italic or _alone(line))
    return TitleSpan(
        _cleaned(line), label_end, end, strong, plausible, para.italic, extra=len(tail), lead=None if tail else lead
    )


def _named(para: Para, label_end: int, below: str, following: Sequence[Para]) -> TitleSpan:
    """The title of a Phần or Chương: ``below`` its label in the same paragraph, or in those that follow."""
    if below:
        return _made(para, label_end, para.end, below, strong=True)
    below_paras = _below(following)
    if below_paras:
        text = " ".join(p.text for p in below_paras)
        return TitleSpan(_cleaned(text), label_end, below_paras[-1].end, True, True, extra=len(below_paras))
    return TitleSpan("", label_end, para.start + label_end, True, True)


def _wrapped(end: int, following: Sequence[Para], *, capitals: bool) -> list[Para]:
    """Lines that go on with the one that ends at ``end``, where the reader took each line for a paragraph."""
    found: list[Para] = []
    for para in following:
        goes_on = para.text[0].islower() or (
            capitals and para.text.isupper() and not authority().match(bare(para.text))
        )
        if not goes_on or para.start - end != 1 or label_of(para.text) is not None:
            break
        found.append(para)
        end = para.end
    return found


def _closes_bold(end: int, following: Sequence[Para]) -> bool:
    """Tell whether the next line ends a Markdown bold run that began on this one (``**2. Sở`` above ``Y tế**``)."""
    text = following[0].text if following and following[0].start - end == 1 else ""
    return text.endswith("**") and text.count("**") == 1 and len(text) <= _PLAIN


_LEADING = re.compile(r"([^:()]{4,120}?)\s?(?:\([^()]{1,60}\)\s?)?:\s{0,3}(?=[^\s:])")


def _made(para: Para, label_end: int, end: int, text: str, *, strong: bool) -> TitleSpan:
    return TitleSpan(_cleaned(text), label_end, end, strong, True, para.italic, bold=True)


def _below(following: Sequence[Para]) -> list[Para]:
    """Paragraphs that hold the title of a Phần or Chương: the next one, and those that go on in capitals."""
    found: list[Para] = []
    for para in following:
        if label_of(para.text) is not None or len(para.text) > _LONGEST or is_rule(para.text) or para.text[0] in "(-":
            break
        if found and not (is_upper(found[0].text) and is_upper(para.text) and para.bold == found[0].bold):
            break
        found.append(para)
        if not is_upper(para.text):
            break
    return found


def _article(para: Para, label_end: int, start: int) -> TitleSpan:
    bold = _bold_run(para, start)
    text = para.text[start - para.start :]
    if bold is not None and not (bold >= para.end and len(text) > _LONGEST):
        title = para.text[start - para.start : bold - para.start]
        if title.strip(" .:"):
            return TitleSpan(_cleaned(title)[:_LONGEST], label_end, bold, True, True)
    line = one_line(text)
    cut = line[:_ARTICLE_TITLE].strip()
    return TitleSpan(cut.rstrip(" :"), label_end, min(para.end, start + _ARTICLE_TITLE), True, True)


def _bold_run(para: Para, start: int) -> int | None:
    """Where the bold title ends; None where only the label is bold, or nothing."""
    if para.bold:
        sentence = para.end - start > _PLAIN and para.text.endswith((".", ";"))
        return para.end if para.end - start <= _LONGEST and not sentence else None
    if para.bold_end - start >= 4 and para.bold_end - start <= _LONGEST:
        return para.bold_end
    return None


def _first_line(para: Para, start: int) -> tuple[str, int]:
    """The line of the title: up to a forced line break, when the line before it is no wrapped sentence."""
    text = para.text[start - para.start :]
    cut = text.find("\n")
    if cut < 0:
        return text, para.end
    line = text[:cut]
    if line.rstrip().endswith(":") and len(line) <= _PLAIN:
        return line, start + cut
    return text, para.end


_LEADERS = re.compile(r"(?:\.{4}|…\s?…|_{4})[\s._…]{0,200}\d{0,3}$")
"""Dot leaders: the line is of a table of contents, or a form to fill in."""
_SENTENCE = re.compile(rf"[.;…!?]\s{{1,3}}[{UPPER}“\"-]")


def _plausible(line: str) -> bool:
    text = line.strip()
    if (
        not text
        or len(text) > _PLAIN
        or is_rule(text)
        or _LEADERS.search(text)
        or text.endswith((";", ",", "...", "…", "./."))
    ):
        return False
    if not (text[0].isupper() or text[0] in "\"“'"):
        return False
    return _SENTENCE.search(text) is None


def _alone(line: str) -> bool:
    """A whole paragraph of one line that ends a sentence is an item; a short one may still be a title."""
    text = line.strip()
    return not text.endswith(".") or len(text) <= 60


def _cleaned(text: str) -> str:
    return one_line(text).strip(" *_").rstrip(" :").strip()
