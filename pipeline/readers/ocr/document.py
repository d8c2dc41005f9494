"""Documents some or all of whose pages are scans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.errors import NeedsOcr
from pipeline.readers import ReadOptions
from pipeline.readers.ocr import engine
from pipeline.readers.ocr.labels import Order
from pipeline.readers.ocr.page import Recognised, recognise
from pipeline.readers.paging import flow
from pipeline.readers.paging.geometry import PageText, Piece
from pipeline.readers.paging.legibility import legibility
from pipeline.readers.paging.stamps import apart
from pipeline.readers.paging.store import PageStore
from schemas.document import Document, TextOrigin

MEDIA_TYPE = "application/pdf"
BETTER = 0.15
"""By so much more of the words must be syllables for recognised text to replace a doubtful text layer."""


def recognised(
    pages: Sequence[PageText],
    scanned: Mapping[int, str],
    store: PageStore,
    options: ReadOptions,
    warnings: Sequence[str],
) -> Document:
    """The document with its scanned pages recognised.

    Raises ``NeedsOcr`` where no page has text and none can be recognised.
    """
    missing = "recognition is switched off" if options.ocr == "never" else engine.unavailable()
    notes = [*warnings, *(f"{why}:{index + 1}" for index, why in scanned.items() if why == "text-layer-bad")]
    if missing is not None:
        return _unrecognised(pages, scanned, store, missing, notes)
    result: list[PageText] = []
    done: list[Recognised] = []
    order = Order()
    for page in pages:
        options.on_page(page.index)  # so many are finished
        why = scanned.get(page.index)
        if why is None:
            result.append(page)
            continue
        new = recognise(store.native(page.index).page, page.index, order, store.surveys[page.index].dpi)
        if why == "text-layer-bad" and not _is_better(new.page, page):
            notes.append(f"text-layer-kept:{page.index + 1}")
            result.append(page)
            continue
        done.append(new)
        result.append(new.page)
    notes += confidence_notes(done)
    return flow.document(
        result, media_type=MEDIA_TYPE, owner=store, warnings=notes, text_origin=_origin(len(done), result)
    )


def _origin(count: int, pages: Sequence[PageText]) -> TextOrigin:
    filled = sum(bool(page.pieces) for page in pages)
    return "native" if not count else "ocr" if count >= filled else "mixed"


def confidence_notes(done: Sequence[Recognised]) -> list[str]:
    """Warnings on how sure the recognition was."""
    words, unsure = sum(page.words for page in done), sum(page.unsure for page in done)
    return [f"ocr-unsure-words:{unsure}/{words}"] if unsure else []


def _is_better(new: PageText, old: PageText) -> bool:
    return (legibility(new.text) or 0.0) >= (legibility(old.text) or 0.0) + BETTER


def _unrecognised(
    pages: Sequence[PageText], scanned: Mapping[int, str], store: PageStore, missing: str, notes: list[str]
) -> Document:
    """Only the pages that have a good text layer; nothing of a nonsense one is let through."""
    kept = [_emptied(page) if page.index in scanned else page for page in pages]
    if not any(page.pieces for page in kept):
        raise NeedsOcr(f"{len(scanned)} of {len(pages)} pages are scans; {missing}")
    notes += [f"needs-ocr:{index + 1}" for index in scanned]
    return flow.document(kept, media_type=MEDIA_TYPE, owner=store, warnings=notes)


def _emptied(page: PageText) -> PageText:
    stamp: tuple[Piece, ...] = apart(page).asides
    return PageText(page.index, page.width, page.height, page.text, (), stamp, page.box)
