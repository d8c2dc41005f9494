"""Runs of one paragraph to its text and look: legacy fonts decoded per run, capitals, repairs, bold and italic."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from pipeline import legacy
from pipeline.readers.word.flow import Para
from pipeline.readers.word.styles import Look

Piece = tuple[str, Look]
Doubt = Callable[[], bool] | None
"""Asked when a run in a legacy font reads well both ways: is the document typed in Unicode?"""
Repairs = Counter[tuple[str, str, str]]
_MARKS = "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def assemble(para: Para, pieces: list[Piece], repairs: Repairs, mostly_unicode: Doubt = None) -> None:
    """Fill text, bold, italic and size of ``para``; anything ``para.text`` holds already (the label) stays in front."""
    if not pieces:
        return
    look = pieces[0][1]
    if look.encoding is None and not look.caps and not look.raised and all(other is look for _, other in pieces):
        shown = "".join([text for text, _ in pieces]).strip()
        if not legacy.suspect(shown):  # the usual paragraph: one look, clean text
            para.text += shown
            if shown:
                para.bold, para.italic, para.size = look.bold, look.italic, look.size
                para.bold_end = len(para.text) if look.bold else None
            return
    prepared = _decoded(pieces, repairs, mostly_unicode)
    while prepared and not prepared[0][0].strip():
        prepared.pop(0)
    while prepared and not prepared[-1][0].strip():
        prepared.pop()
    if not prepared:
        return
    prepared[0] = (prepared[0][0].lstrip(), prepared[0][1])
    prepared[-1] = (prepared[-1][0].rstrip(), prepared[-1][1])
    _look(para, prepared, len(para.text))
    para.text += "".join(text for text, _ in prepared)


def _decoded(pieces: list[Piece], repairs: Repairs, mostly_unicode: Doubt) -> list[Piece]:
    """Pieces as shown: Unicode, capitals, raised digits apart from numbers before them."""
    if any(look.encoding for _, look in pieces):
        pieces = _legacy(pieces, repairs, mostly_unicode)
    if not any(look.caps or look.raised for _, look in pieces) and not legacy.suspect(
        "".join([text for text, _ in pieces])
    ):
        return list(pieces)
    shown: list[Piece] = []
    for raw, look in pieces:
        text = raw.upper() if look.caps else raw
        if look.raised and shown and shown[-1][0][-1:].isdigit():  # 59² is not 592; m2 is m2
            text = text.translate(_SUPERSCRIPTS)
        marks = len(text) - len(text.lstrip(_MARKS))
        if shown and marks:  # a letter and its mark in two runs
            before, before_look = shown.pop()
            shown.append((legacy.repaired(before + text[:marks], repairs), before_look))
        text = legacy.repaired(text[marks:] if shown else text, repairs)
        if text:
            shown.append((text, look))
    return shown


def _legacy(pieces: list[Piece], repairs: Repairs, mostly_unicode: Doubt) -> list[Piece]:
    """Decode neighbouring runs of one legacy encoding together, so that the evidence and split letters are seen
    whole."""
    result: list[Piece] = []
    index = 0
    while index < len(pieces):
        encoding = pieces[index][1].encoding
        stop = index + 1
        while stop < len(pieces) and _name(pieces[stop][1]) == _name(pieces[index][1]):
            stop += 1
        group = pieces[index:stop]
        if encoding is None:
            result += group
        else:
            given = [text for text, _ in group]
            texts = legacy.decode_runs(given, encoding.name, repairs, mostly_unicode)
            for text, (raw, look) in zip(texts, group, strict=True):
                # Unicode letters in such a font are drawn by another font, as they are
                upper = look.encoding is not None and look.encoding.upper and (texts is not given or raw.isascii())
                result.append((text.upper() if upper else text, look))
        index = stop
    return result


def _name(look: Look) -> str | None:
    return look.encoding.name if look.encoding else None


def _look(para: Para, pieces: list[Piece], offset: int) -> None:
    first = pieces[0][1]
    if all(look is first for _, look in pieces):
        length = sum(len(text) for text, _ in pieces)
        para.bold, para.italic, para.size = first.bold, first.italic, first.size
        para.bold_end = offset + length if first.bold else None
        return
    sizes: Counter[float | None] = Counter()
    bold = italic = True
    run_end = position = 0
    in_run = True
    for text, look in pieces:
        letters = sum(map(str.isalnum, text))
        if letters:
            sizes[look.size] += letters
            bold, italic = bold and look.bold, italic and look.italic
            in_run = in_run and look.bold
        position += len(text)
        if in_run and look.bold and (letters or run_end):
            run_end = position - (len(text) - len(text.rstrip()))
    para.bold, para.italic = bold and bool(sizes), italic and bool(sizes)
    para.size = sizes.most_common(1)[0][0] if sizes else first.size
    para.bold_end = offset + run_end if run_end else None
