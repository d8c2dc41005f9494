"""Real documents and sentences with hand-made gold, where they are present beside the project: no step back."""

from __future__ import annotations

from functools import cache

import pytest
from conftest import SHARED

from pipeline.evaluation import Evaluation, evaluate

GOLD = SHARED / "gold"
pytestmark = pytest.mark.skipif(not GOLD.is_dir(), reason="no real documents with gold beside the project")

# Least F1 on born-digital documents. Number, date and signature stand in pictures of two of them.
DOCUMENTS = {
    "references": 0.995,
    "reference_dates": 0.98,
    "named_references": 0.95,
    "mentions": 0.98,
    "sections_top": 0.95,
    "recipients": 0.95,
    "subject": 0.95,
    "agency": 0.95,
    "document_type": 1.0,
    "number": 0.85,
    "issued_on": 0.85,
    "signature.name": 0.9,
    "procedure_counts": 0.95,
}
SENTENCES = {"procedure_counts": 0.95, "indicators": 0.9, "periods": 0.95, "references": 0.95}


@cache
def _judged() -> Evaluation:
    return evaluate(GOLD, ocr="never")


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_born_digital_documents(kind: str) -> None:
    score = _judged().totals()["born_digital"][kind]
    assert (score.rates()[2] or 0) >= DOCUMENTS[kind], score.misses + score.false_hits


@pytest.mark.parametrize("kind", SENTENCES)
def test_sentences(kind: str) -> None:
    score = _judged().totals()["sentences"][kind]
    assert (score.rates()[2] or 0) >= SENTENCES[kind], score.misses + score.false_hits


def test_nothing_is_found_in_sentences_that_say_nothing() -> None:
    traps = _judged().totals()["sentences"].get("traps")
    assert traps is None, traps.false_hits
