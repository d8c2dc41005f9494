"""Folding: a copy of the raw text that is easier to match, with a map back to raw offsets.

The raw text is never rewritten. ``fold`` gives NFC, one kind of space, hyphen and slash, Đ for its look-alikes and no
invisible
characters; letters keep their case and diacritics. ``search_key`` folds further, for comparison and search only.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t"
_HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d\ufe63\u00ac"
_SLASHES = "\u2044\u2215\uff0f"
_REMOVED = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u0000"
_SAME_LENGTH = str.maketrans(
    dict.fromkeys(_SPACES, " ")
    | dict.fromkeys(_HYPHENS, "-")
    | dict.fromkeys(_SLASHES, "/")
    | {
        "\u00d0": "Đ",
        "\u0189": "Đ",
        "\u00f0": "đ",
        "\u01a2": "Ư",
        "\u01a3": "ư",
        "\r": "\n",
        "\u000b": "\n",
        "\u000c": "\n",
    }
    | {chr(0xFF10 + d): str(d) for d in range(10)}
)
_TRANSLATED = re.compile("[" + re.escape("".join(map(chr, _SAME_LENGTH))) + "]")
# Removed characters and everything that can take part in a composition: the only places where lengths change.
_HINT = re.compile(f"[{_REMOVED}\u0300-\u036f]")
_UNSTABLE = re.compile(f"[{_REMOVED}]|.?[\u0300-\u036f]+", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text. ``shifts`` are (folded offset, raw offset) pairs where the distance between both changes."""

    text: str
    raw_length: int
    folded_points: tuple[int, ...] = ()
    raw_points: tuple[int, ...] = ()

    def raw(self, offset: int) -> int:
        """Raw offset of the start of the folded character at ``offset`` (monotonic)."""
        if not self.folded_points:
            return offset
        if offset >= len(self.text):
            return self.raw_length
        index = bisect_right(self.folded_points, offset) - 1
        if index < 0:
            return offset
        return self.raw_points[index] + (offset - self.folded_points[index])

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Raw span of the folded span ``[start, end)``, including characters that folding removed inside it."""
        if not self.folded_points:
            return start, end
        if end <= start:
            return self.raw(start), self.raw(start)
        last = self.raw(end - 1)
        following = self.raw(end)
        # A composed letter covers its combining marks; removed characters after the span stay outside.
        return self.raw(start), following if following - last <= 1 else last + self._width(end - 1, following - last)

    def _width(self, offset: int, gap: int) -> int:
        letter = self.text[offset]
        return min(gap, len(unicodedata.normalize("NFD", letter))) if not letter.isascii() else 1


def fold(text: str) -> Folded:
    """Fold ``text``; linear time, and no map at all for text that is already clean NFC."""
    return _fold_once(text) if len(text) > _LONG else _fold(text)


_LONG = 2_000


def _fold(text: str) -> Folded:
    if text.isascii() and text.isprintable():
        return Folded(text, len(text))
    # Few characters need it, so finding them is much faster than translating all.
    plain = _TRANSLATED.sub(lambda match: match[0].translate(_SAME_LENGTH), text)
    if _HINT.search(plain) is None:
        return Folded(plain, len(text))
    pieces: list[str] = []
    folded_points: list[int] = []
    raw_points: list[int] = []
    length = position = 0
    for match in _UNSTABLE.finditer(plain):
        stable = plain[position : match.start()]
        composed = unicodedata.normalize("NFC", match.group().strip(_REMOVED))
        pieces += [stable, composed]
        length += len(stable)
        if composed:
            folded_points.append(length)
            raw_points.append(match.start())
        length += len(composed)
        position = match.end()
        folded_points.append(length)
        raw_points.append(position)
    pieces.append(plain[position:])
    return Folded("".join(pieces), len(text), tuple(folded_points), tuple(raw_points))


# The text of a document is folded for its facts, and once more for its search keys.
_fold_once = lru_cache(maxsize=2)(_fold)


# Tags and entities of HTML that was saved as text. Blocks and breaks part words, other tags do not.
_MARKUP = re.compile(r"</?(?P<tag>[A-Za-z][A-Za-z0-9:]{0,9})(?:[ \n][^<>]{0,400})?/?>|&nbsp;")
_PARTING = frozenset({"br", "p", "div", "td", "th", "tr", "li", "table", "h1", "h2", "h3", "h4"})


def without_markup(folded: Folded) -> Folded:
    """``folded`` without HTML tags, with the map back to the same raw text; the same object where there are none."""
    text = folded.text
    if ("<" not in text and "&nbsp;" not in text) or _MARKUP.search(text) is None:
        return folded
    pieces: list[str] = []
    removed: list[tuple[int, int, int]] = []
    length = position = 0
    for match in _MARKUP.finditer(text):
        kept = " " if match["tag"] is None or match["tag"].lower() in _PARTING else ""
        pieces += [text[position : match.start()], kept]
        length += match.start() - position + len(kept)
        position = match.end()
        removed.append((length, match.start(), position))
    pieces.append(text[position:])
    return Folded("".join(pieces), folded.raw_length, *_joined(folded, removed))


def _joined(folded: Folded, removed: list[tuple[int, int, int]]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Points of a map that leaves out more: ``removed`` are (new offset, start, end) of folded text left out."""
    points = {offset: folded.raw(end) for offset, _, end in removed}
    shift, index = 0, 0
    for offset, raw in zip(folded.folded_points, folded.raw_points, strict=True):
        while index < len(removed) and removed[index][2] <= offset:
            shift = removed[index][2] - removed[index][0]
            index += 1
        if index == len(removed) or offset <= removed[index][1]:
            points[offset - shift] = max(raw, points.get(offset - shift, 0))
    ordered = sorted(points)
    return tuple(ordered), tuple(points[offset] for offset in ordered)


_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_MARKS = re.compile("[\u0300-\u036f]")


def search_key(text: str) -> str:
    """Lower-case text without diacritics (đ becomes d) and with single spaces: the same key for every way of typing."""
    decomposed = unicodedata.normalize("NFD", fold(text).text.lower())
    return " ".join(_MARKS.sub("", decomposed).replace("đ", "d").split())


def tone_key(text: str) -> str:
    """Lower-case text where the placement of the tone mark does not matter (``hoà`` = ``hòa``); other diacritics
    count.
    """
    return " ".join(map(_toned, fold(text).text.lower().split()))


@lru_cache(maxsize=20_000)
def _toned(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word)
    tones = "".join(c for c in decomposed if ord(c) in _TONES)
    return unicodedata.normalize("NFC", decomposed.translate(_TONES)) + tones
