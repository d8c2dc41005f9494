"""Legacy text to Unicode. TCVN3 and VISCII map byte by byte; VNI and VIQR put a mark behind its letter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache

from pipeline.legacy.repairing import Repairs
from pipeline.legacy.syllables import valid_share
from pipeline.legacy.tables import byte_table, tables

_UNICODE_ONLY = re.compile("[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]")
"""Letters that no legacy encoding read as Latin-1 or cp1252 can give."""
_TELLTALE = re.compile("[µ¶·¸¹®¨©ª«¬\xad\xa1-\xa7¼½¾]|[aeouyôö][ùøûõïâáàåãäêéèúüë]")
"""TCVN3 letters that are signs in Latin-1, and VNI letters with their marks."""
_VIQR_WORD = re.compile(
    r"(?<![A-Za-z])[A-Za-z]{1,4}[\^(+*'`?~.]{1,2}[A-Za-z]{0,3}(?![A-Za-z])|(?<![A-Za-z])[dD][dD](?=[a-zA-Z])"
)
MIN_WORDS = 15
_GOOD, _BAD = 0.9, 0.6


@cache
def _vni() -> tuple[dict[str, str], dict[str, str], re.Pattern[str]]:
    data = tables()["vni"]
    marks = data["tones"] | {mark.upper(): tone for mark, tone in data["tones"].items()}
    letters = data["letters"] | {letter.upper(): right.upper() for letter, right in data["letters"].items()}
    bases = "aeouyAEOUYôöÔÖ"
    pattern = re.compile(f"([{bases}])([{''.join(marks)}])|[{''.join(letters)}]")
    return marks, letters, pattern


def _from_vni(text: str) -> str:
    marks, letters, pattern = _vni()

    def one(match: re.Match[str]) -> str:
        base, mark = match.group(1), match.group(2)
        if base is None:
            return letters[match.group()]
        letter = unicodedata.normalize("NFC", letters.get(base, base) + marks[mark])
        return letter if len(letter) == 1 else letters.get(base, base) + letters.get(mark, mark)

    return pattern.sub(one, text)


@cache
def _viqr() -> tuple[dict[str, str], re.Pattern[str]]:
    marks = tables()["viqr"]
    return marks, re.compile(r"[dD][dD]|([AaEeIiOoUuYy])([\^(+*]?)(['`?~.]?)")


def _from_viqr(text: str) -> str:
    marks, pattern = _viqr()

    def one(match: re.Match[str]) -> str:
        if match.group(1) is None:
            return "Đ" if match.group()[0] == "D" else "đ"
        base = unicodedata.normalize("NFC", match.group(1) + marks.get(match.group(2), ""))
        if len(base) > 1:
            return match.group()
        tone = match.group(3)
        at_end = tone in ".?" and not text[match.end() : match.end() + 1].isalpha() and not _tone_fits(text, match)
        return base + tone if not tone or at_end else unicodedata.normalize("NFC", base + marks[tone])

    return pattern.sub(one, text)


def _tone_fits(text: str, match: re.Match[str]) -> bool:
    """A full stop or question mark behind a final vowel is punctuation when a space and a capital or the end follow."""
    following = text[match.end() : match.end() + 2]
    return bool(following.strip()) and not (following[:1].isspace() and following[1:].isupper())


def decode(text: str, encoding: str) -> str:
    """``text`` (bytes read as Latin-1 or cp1252) in Unicode; ``encoding`` is tcvn3, vni, viscii or viqr."""
    if encoding == "vni":
        return _from_vni(text)
    if encoding == "viqr":
        return _from_viqr(text)
    return text.translate(byte_table(encoding))


def decode_runs(
    texts: list[str], encoding: str, repairs: Repairs, mostly_unicode: Callable[[], bool] | None = None
) -> list[str]:
    """Decode neighbouring runs of one legacy font, one text for each.

    Unicode typed in a legacy font (Word draws it with another font) stays: letters beyond Latin-1 prove it, and so
    does a reading
    that has more Vietnamese syllables as it is. A draw goes to Unicode when ``mostly_unicode`` says so.
    """
    whole = "".join(texts)
    if whole.isascii() or _UNICODE_ONLY.search(whole):
        return texts
    given = texts
    texts = _joined_marks(texts) if encoding == "vni" else texts
    decoded = [decode(text, encoding) for text in texts]
    result = "".join(decoded)
    if result == whole:
        return given
    lead = valid_share(result)[0] - valid_share(whole)[0]
    if lead < 0 or (lead == 0 and mostly_unicode is not None and mostly_unicode()):
        return given
    _count(whole, result, encoding, repairs)
    return decoded


def _joined_marks(texts: list[str]) -> list[str]:
    """Move a mark at the start of a run to the end of the run that holds its letter."""
    result = list(texts)
    marks = _vni()[0]
    for index in range(1, len(result)):
        before = result[index - 1]
        if result[index][:1] in marks and before[-1:] in tuple("aeouyAEOUYôöÔÖ"):
            result[index - 1], result[index] = before + result[index][0], result[index][1:]
    return result


def _count(before: str, after: str, reason: str, repairs: Repairs) -> None:
    old, new = before.split(), after.split()
    if len(old) == len(new):
        for left, right in zip(old, new, strict=True):
            if left != right:
                repairs[left, right, reason] += 1
    else:
        repairs[before[:80], after[:80], reason] += 1


def is_mostly_unicode(text: str) -> bool:
    """Tell whether a document whose fonts are legacy ones was typed in Unicode nevertheless."""
    unicode_letters = len(_UNICODE_ONLY.findall(text))
    return unicode_letters > 20 and len(_TELLTALE.findall(text)) * 5 < unicode_letters


def guess(text: str) -> str | None:
    """The legacy encoding of a text without fonts; None unless the evidence is strong.

    At least ``MIN_WORDS`` marked words, nearly all of them syllables when decoded, and clearly not as they stand.
    """
    if _UNICODE_ONLY.search(text):
        return None
    sample = text[:200_000]
    if sample.isascii():
        words = _VIQR_WORD.findall(sample)
        good, total = valid_share(_from_viqr(" ".join(words)))
        rest = len(re.findall(r"[A-Za-z]{2,}", sample))
        return "viqr" if total >= MIN_WORDS and good >= _GOOD * len(words) and total * 3 >= rest else None
    good, total = valid_share(sample)
    if total < MIN_WORDS or good > _BAD * total:
        return None
    scores = {}
    for encoding in ("tcvn3", "vni", "viscii"):
        right, marked = valid_share(decode(sample, encoding))
        scores[encoding] = right / marked if marked >= MIN_WORDS else 0.0
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] >= _GOOD else None
