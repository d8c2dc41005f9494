"""Other forms of the samples give the facts of their clean twins: DOC, RTF, old fonts, and scans (references only)."""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import SAMPLES

from pipeline.errors import BaocaoError, NeedsOcr, Unsupported
from pipeline.evaluation.documents import scores
from pipeline.evaluation.matching import Score
from pipeline.evaluation.texts import LocatedText
from pipeline.reporting import report_and_document

VARIANTS = SAMPLES / "variants"
# Converting and recognising takes seconds a file: a few here, all of them where the variable asks for it.
CHOSEN = ("so-tu-phap", "so-noi-vu-2017", "ubnd-huyen-a")
EXACT = ("number", "issued_on", "agency", "subject", "references", "reference_dates", "sections", "procedure_counts")
ALSO_EXACT = ("recipients", "signature.authority", "signature.position", "signature.name", "tables")


def _files(*folders: str) -> list[Path]:
    everything = bool(os.environ.get("BAOCAO_ALL_VARIANTS"))
    found = sorted(path for folder in folders for path in (VARIANTS / folder).iterdir())
    return [path for path in found if everything or path.stem in CHOSEN]


@cache
def _scores(path: Path) -> dict[str, Score]:
    gold: dict[str, Any] = json.loads((VARIANTS / "gold" / path.parent.name / f"{path.name}.json").read_text("utf-8"))
    try:
        report, document = report_and_document(path.read_bytes(), path.name)
    except (Unsupported, NeedsOcr) as error:
        pytest.skip(f"{path.name}: {error.message} {error.hint}")
    return scores(gold, report, LocatedText(document))


def _names(paths: list[Path]) -> list[str]:
    return [f"{path.parent.name}/{path.name}" for path in paths]


OFFICE = _files("doc", "rtf", "tcvn3", "vni")
SCANS = [path for path in _files("scan") if os.environ.get("BAOCAO_ALL_VARIANTS") or path.stem == CHOSEN[0]]


@pytest.mark.parametrize("path", OFFICE, ids=_names(OFFICE))
def test_old_formats_and_fonts_give_the_facts_of_their_twins(path: Path) -> None:
    judged = _scores(path)
    wrong = {kind: judged[kind] for kind in EXACT + ALSO_EXACT if kind in judged and judged[kind].rates()[2] != 1.0}
    assert not wrong


@pytest.mark.parametrize("path", SCANS, ids=_names(SCANS))
def test_scans_give_the_references_of_their_twins(path: Path) -> None:
    judged = _scores(path)
    for kind in ("number", "issued_on", "references", "reference_dates"):
        assert judged[kind].misses == (), kind
        assert judged[kind].false_hits == (), kind


def test_a_scan_without_recognition_says_so() -> None:
    from pipeline.readers import ReadOptions, read

    path = SCANS[0]
    with pytest.raises(BaocaoError) as caught:
        read(path.read_bytes(), path.name, ReadOptions(ocr="never"))
    assert caught.value.state == "needs_ocr"
