"""What recognition makes of the end of a document: strokes of signatures out, fixed words of ``Nơi nhận`` put right.

Words and phrases stand in ``formulas.toml``. Document numbers are never touched. Every repair is recorded.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from pipeline.legacy.syllables import is_syllable
from pipeline.readers._columns import RECIPIENTS
from pipeline.readers.ocr.engine import Word
from pipeline.readers.ocr.numbers import Repairs, bare

CREDIBLE = 60.0
"""A part of a line in which no word has at least this confidence is strokes of a pen."""
SURE = 90.0
"""A single letter counts from this confidence on."""
REACH = 45
"""The list and the signature beside it stand within so many heights of a line."""
APART = 1.5
"""Words farther from each other than so many heights of a line are parts of their own."""
SPLIT = 0.7
"""One word read as two has a narrower gap inside than this share of its height."""
_ITEM = re.compile(r"[-–—+*•]{1,2}")
_ENDS = re.compile(r"(\W{0,3})(.{1,60}?)(\W{0,4})", re.DOTALL)
_NUMERIC = re.compile(r"[-–(]?[\dA-Za-zĐđ]{1,12}(?:[-–/.,:][\wĐ]{1,20}){0,6}[-–/.,:;)%]{0,3}")
_LETTERS = re.compile(r"[^\W\d_]+")


def put_right(lines: Sequence[list[Word]], repairs: Repairs) -> list[list[Word]]:
    """The lines of a page; those beside and below ``Nơi nhận`` without strokes and with their fixed words right."""
    opening = next((line for line in lines if RECIPIENTS.match(_text(line))), None)
    if opening is None:
        return list(lines)
    top, height = min(word.top for word in opening), opening[0].bottom - opening[0].top
    result = []
    for line in lines:
        if not -2 * height < min(word.top for word in line) - top < REACH * height:
            result.append(line)
            continue
        words = [word for part in _parts(line, repairs) for word in part]
        if words:
            result.append(_phrases(_pairs(_abbreviations(words, repairs), repairs), repairs))
    return result


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def _parts(line: Sequence[Word], repairs: Repairs) -> list[list[Word]]:
    """Parts of a line between wide gaps that hold something printed."""
    parts: list[list[Word]] = []
    height = sorted(word.bottom - word.top for word in line)[len(line) // 2]
    for word in line:
        if parts and word.x0 - parts[-1][-1].x1 <= APART * height:
            parts[-1].append(word)
        else:
            parts.append([word])
    result = []
    for number, part in enumerate(parts):
        dash = number == 0 and len(part) == 1 and _ITEM.fullmatch(part[0].text) is not None
        if dash or any(_printed(word, len(part) == 1) for word in part):
            result.append(part)
        else:
            repairs[_text(part), "", "ocr"] += 1
    return result


def _printed(word: Word, alone: bool) -> bool:
    """A word that no stroke of a pen is read as; one that stands alone must be sure."""
    longest = max(_LETTERS.findall(word.text), key=len, default="")
    if word.confidence < CREDIBLE:
        return not alone and len(longest) > 2 and is_syllable(longest)
    if len(longest) > 1 and (is_syllable(longest) or longest.isupper()):
        return True
    if any(c.isdigit() for c in word.text):
        return _NUMERIC.fullmatch(word.text) is not None
    return bool(longest) and word.confidence >= SURE


def _abbreviations(words: Sequence[Word], repairs: Repairs) -> list[Word]:
    """Words in capitals that are a known abbreviation but for bars and strokes, also where one was read as two."""
    result: list[Word] = []
    for word in words:
        before = result[-1] if result else None
        if before is not None and word.x0 - before.x1 < SPLIT * (word.bottom - word.top):
            both = _abbreviation(before.text + word.text)
            if both is not None and before.text.endswith("I") and word.text.startswith("I"):
                repairs[f"{before.text} {word.text}", both, "ocr"] += 1
                top, bottom = min(before.top, word.top), max(before.bottom, word.bottom)
                result[-1] = before._replace(text=both, top=top, x1=word.x1, bottom=bottom)
                continue
        result.append(_replaced(word, _abbreviation(word.text), repairs))
    return result


def _abbreviation(text: str) -> str | None:
    """The known abbreviation that a word stands for, None when it is none or right as it is."""
    match = _ENDS.fullmatch(text.replace("€", "C"))
    if match is None or "/" in match[2]:
        return None
    core = match[2].replace("ĐÐ", "Đ").replace("ÐĐ", "Đ").replace("Ð", "Đ")
    known = _data()[0]
    right = known.get(_skeleton(core), core) if core.isupper() else match[2]
    return f"{match[1]}{right}{match[3]}" if right != match[2] or ("€" in text and right in known.values()) else None


def _skeleton(text: str) -> str:
    return bare(text).replace("II", "H")


def _pairs(words: Sequence[Word], repairs: Repairs) -> list[Word]:
    """Second words that in their place can only stand for another: ``(để b/e)``."""
    result = list(words[:1])
    for word in words[1:]:
        match = _ENDS.fullmatch(word.text)
        right = _data()[1].get((bare(result[-1].text).lower().strip("(-:"), match[2])) if match else None
        result.append(_replaced(word, f"{match[1]}{right}{match[3]}" if match and right else None, repairs))
    return result


def _phrases(words: Sequence[Word], repairs: Repairs) -> list[Word]:
    """Fixed phrases of two words put right where only marks differ."""
    result = list(words)
    for index in range(len(words) - 1):
        cores = [_ENDS.fullmatch(word.text) for word in result[index : index + 2]]
        if cores[0] is None or cores[1] is None or cores[0][2].isupper():
            continue
        right = _data()[2].get((bare(cores[0][2]).lower(), bare(cores[1][2]).lower()))
        for place, (core, piece) in enumerate(zip(cores, right or (), strict=False)):
            if core is not None and core[2].lower() != piece:
                cased = piece[0].upper() + piece[1:] if core[2][0].isupper() else piece
                word = result[index + place]
                result[index + place] = _replaced(word, f"{core[1]}{cased}{core[3]}", repairs)
    return result


def _replaced(word: Word, text: str | None, repairs: Repairs) -> Word:
    if text is None or text == word.text:
        return word
    repairs[word.text, text, "ocr"] += 1
    return word._replace(text=text)


@cache
def _data() -> tuple[dict[str, str], dict[tuple[str, str], str], dict[tuple[str, str], tuple[str, str]]]:
    """Abbreviations by skeleton, words by what stands before them and their misreadings, phrases by bare words."""
    rows = tomllib.loads((files(__package__ or "") / "formulas.toml").read_text("utf-8"))
    abbreviations = {_skeleton(text): text for row in rows["abbreviations"] for text in row["texts"]}
    pairs = {(row["after"], read): str(row["text"]) for row in rows["pair"] for read in row["read"]}
    phrases = {}
    for row in rows["phrases"]:
        for text in row["texts"]:
            first, second = text.split(" ")
            phrases[bare(first), bare(second)] = first, second
    return abbreviations, pairs, phrases
