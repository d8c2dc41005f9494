"""The title behind a label: how long it runs, and how surely it is a title."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.layout.labels import Label, label_of
from extractors.layout.paragraphs import Para
from extractors.layout.spelling import is_rule, is_upper, one_line

_ARTICLE_TITLE = 100
_LONGEST = 300
_PLAIN = 170
"""Longest title without bold type."""
_NAMED = frozenset({"part", "chapter", "item", "subitem"})


@dataclass(frozen=True, slots=True)
class TitleSpan:
    """``strong``: bold, or in capitals. ``plausible``: short, and no sentence. ``extra`` paragraphs hold the rest of the title."""

    text: str
    label_end: int
    end: int
    strong: bool
    plausible: bool
    italic: bool = False
    extra: int = 0


def title_of(para: Para, label: Label, following: Para | None) -> TitleSpan:
    """The title of a labelled paragraph; Phần and Chương may have it on the next line."""
    label_end = label.end
    rest = para.text[label_end:]
    lead = len(rest) - len(rest.lstrip(" .:*"))
    if label.style in _NAMED and (not rest.strip(" .:*") or "\n" in rest[: lead + 1]):
        below = rest.strip(" .:*\n")
        if below:
            return _made(para, label_end, para.end, below, strong=True)
        if following is not None and label_of(following.text) is None and len(following.text) <= _LONGEST:
            return TitleSpan(_cleaned(following.text), label_end, following.end, True, True, extra=1)
        return TitleSpan("", label_end, para.start + label_end, True, True)
    start = para.start + label_end + lead
    if label.style == "article":
        return _article(para, label_end, start)
    bold = _bold_run(para, start)
    if bold is not None:
        return _made(para, label_end, bold, para.text[start - para.start : bold - para.start], strong=True)
    line, end = _first_line(para, start)
    strong = is_upper(line) and len(line) > 3
    return TitleSpan(
        _cleaned(line),
        label_end,
        end,
        strong and _plausible(line),
        _plausible(line) and _alone(para, line, end),
        para.italic,
    )


def _made(para: Para, label_end: int, end: int, text: str, *, strong: bool) -> TitleSpan:
    return TitleSpan(_cleaned(text), label_end, end, strong, True, para.italic)


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
        return para.end if para.end - start <= _LONGEST else None
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


_SENTENCE = re.compile(r"[.;…!?]\s{1,3}[A-ZĐÀ-Ỹ“\"-]")


def _plausible(line: str) -> bool:
    text = line.strip()
    if not text or len(text) > _PLAIN or is_rule(text) or text.endswith((";", ",", "...", "…", "./.")):
        return False
    if not (text[0].isupper() or text[0] in "\"“'"):
        return False
    return _SENTENCE.search(text) is None


def _alone(para: Para, line: str, end: int) -> bool:
    """A whole paragraph of one line that ends a sentence is an item; a short one may still be a title."""
    text = line.strip()
    return not text.endswith(".") or len(text) <= 60


def _cleaned(text: str) -> str:
    return one_line(text).strip(" *_").rstrip(" :").strip()
