"""Drafts in the fonts of the years before Unicode: TCVN3 (``.VnTime``) and VNI (``VNI-Times``).

Only the writing direction is here; reading it back is the work of ``pipeline``, so the two tables check each other.
TCVN3 has no capitals with a tone: people drew them with the font ``.VnTimeH``, whose small letters look like capitals.
"""

from __future__ import annotations

import copy
import io
import unicodedata
from collections.abc import Iterator
from typing import Any

import docx
from docx.oxml.ns import qn

from samples.making.word import fixed_zip

_TCVN3 = dict(
    zip(
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        bytes.fromhex(
            "a1a2a3a4a5a6a7a8a9aaabacadaeb5b6b7b8b9bbbcbdbec6c7c8c9cacbcccecfd0d1d2d3d4d5d6"
            "d7d8dcdddedfe1e2e3e4e5e6e7e8e9eaebecedeeeff1f2f3f4f5f6f7f8f9fafbfcfdfe"
        ).decode("latin-1"),
        strict=True,
    )
)
_TONES = {"\u0300": "ø", "\u0301": "ù", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
_CIRCUMFLEX = {"": "â", "\u0300": "à", "\u0301": "á", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"}
_BREVE = {"": "ê", "\u0300": "è", "\u0301": "é", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"}
_VNI_SINGLE = {"đ": "ñ", "ị": "ò", "ỉ": "æ", "ĩ": "ó", "í": "í", "ì": "ì", "ỵ": "î"}
Piece = tuple[str, str]


def tcvn3(text: str) -> list[Piece]:
    """``text`` as (characters, font) pieces; words in capitals and toned capitals in ``.VnTimeH``."""
    if text.isupper():
        return [("".join(_TCVN3.get(c, c) for c in text.lower()), ".VnTimeH")]
    pieces: list[Piece] = []
    for letter in text:
        lower = letter.lower()
        capital = letter not in _TCVN3 and lower in _TCVN3
        piece = (_TCVN3[lower], ".VnTimeH") if capital else (_TCVN3.get(letter, letter), ".VnTime")
        if pieces and pieces[-1][1] == piece[1]:
            pieces[-1] = (pieces[-1][0] + piece[0], piece[1])
        else:
            pieces.append(piece)
    return pieces


def vni(text: str) -> list[Piece]:
    """``text`` as one piece of base letters and marks in ``VNI-Times``."""
    return [("".join(_vni_letter(letter) for letter in text), "VNI-Times")]


def _vni_letter(letter: str) -> str:
    lower = letter.lower()
    if lower in _VNI_SINGLE:
        return _cased(_VNI_SINGLE[lower], letter)
    base, *marks = unicodedata.normalize("NFD", lower)
    tone = next((mark for mark in marks if mark in _TONES), "")
    if "\u0302" in marks:
        return _cased(base + _CIRCUMFLEX[tone], letter)
    if "\u0306" in marks:
        return _cased(base + _BREVE[tone], letter)
    base = {"o": "ô", "u": "ö"}[base] if "\u031b" in marks else base
    return _cased(base + (_TONES[tone] if tone else ""), letter)


def _cased(text: str, model: str) -> str:
    return text.upper() if model.isupper() else text


def in_legacy_font(data: bytes, encode: Any) -> bytes:
    """The DOCX ``data`` with every run written in an old font by ``encode`` (``tcvn3`` or ``vni``)."""
    document = docx.Document(io.BytesIO(data))
    for run in list(document.element.body.iter(qn("w:r"))):
        texts = run.findall(qn("w:t"))
        if len(texts) != 1 or not texts[0].text:
            continue
        for new in _encoded(run, encode(texts[0].text)):
            run.addprevious(new)
        run.getparent().remove(run)
    return fixed_zip(document)


def _encoded(run: Any, pieces: list[Piece]) -> Iterator[Any]:
    for words, font in pieces:
        new = copy.deepcopy(run)
        text = new.find(qn("w:t"))
        text.text = words
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        properties = new.get_or_add_rPr()
        fonts = properties.get_or_add_rFonts()
        for name in ("w:ascii", "w:hAnsi", "w:cs"):
            fonts.set(qn(name), font)
        yield new
