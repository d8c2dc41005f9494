"""Extraction measured against hand-made gold: precision, recall, F1 per kind and document, every miss and false hit.

``evaluate(gold_dir)`` reads every ``*.json`` with a ``file`` member below ``gold_dir`` (and ``sentences.jsonl`` there),
finds the document beside it, extracts it and compares. What cannot be read here is reported as skipped.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from extractors import extract
from pipeline.errors import BaocaoError
from pipeline.evaluation.documents import scores
from pipeline.evaluation.matching import Score
from pipeline.evaluation.sentences import sentence_scores
from pipeline.evaluation.texts import LocatedText
from pipeline.readers import ReadOptions, read
from pipeline.reporting import report_and_document
from schemas.document import Document
from schemas.report import Extraction

Scores = dict[str, Score]
_BESIDE = (".", "..", "../corpus", "../seed", "../reports")
_SCANS = "pdf_scan"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Scores of each document by kind, of the sentences by kind, and what could not be judged, with the reason."""

    documents: dict[str, Scores]
    scans: frozenset[str]
    sentences: Scores
    skipped: dict[str, str] = field(default_factory=dict)

    def totals(self) -> dict[str, Scores]:
        """Sums by group: ``born_digital``, ``scans`` and ``sentences``; empty groups are left out."""
        groups = {"born_digital": [n for n in self.documents if n not in self.scans], "scans": sorted(self.scans)}
        result = {group: _sum(self.documents[name] for name in names) for group, names in groups.items() if names}
        return result | ({"sentences": self.sentences} if self.sentences else {})

    def as_json(self) -> dict[str, Any]:
        """The whole evaluation as JSON values, keys sorted."""
        return {
            "totals": {group: _json(kinds) for group, kinds in self.totals().items()},
            "documents": {name: _json(kinds) for name, kinds in sorted(self.documents.items())},
            "skipped": dict(sorted(self.skipped.items())),
        }


def _json(kinds: Scores) -> dict[str, Any]:
    return {name: score.as_json() for name, score in sorted(kinds.items())}


def _sum(parts: Iterator[Scores] | Sequence[Scores]) -> Scores:
    total: Scores = {}
    for part in parts:
        for name, score in part.items():
            total[name] = total.get(name, Score()) + score
    return total


def evaluate(
    gold_dir: Path, *, files: Sequence[Path] = (), ocr: Literal["auto", "never", "force"] = "auto", only: str = ""
) -> Evaluation:
    """Evaluate every gold document whose file name contains ``only``; ``files`` are further folders of documents."""
    documents: dict[str, Scores] = {}
    skipped: dict[str, str] = {}
    scans = set()
    for gold_path, gold in _golds(gold_dir):
        name = gold["file"]
        if only not in name:
            continue
        source = _find(gold_dir, gold_path, name, files)
        if source is None:
            skipped[name] = "document not found"
            continue
        try:
            found, document = _extraction(source, ReadOptions(ocr=ocr), audited=bool(gold.get("expected_findings")))
        except BaocaoError as error:
            skipped[name] = f"{error.state}: {error.detail or error.message}"
            continue
        documents[name] = scores(gold, found, LocatedText(document))
        if gold.get("kind") == _SCANS:
            scans.add(name)
    sentences = gold_dir / "sentences.jsonl"
    judged = sentence_scores(sentences) if sentences.exists() and only in sentences.name else {}
    return Evaluation(documents, frozenset(scans), judged, skipped)


def _extraction(source: Path, options: ReadOptions, *, audited: bool) -> tuple[Extraction, Document]:
    """What extraction finds; the audit runs too where the gold expects findings."""
    data = source.read_bytes()
    if audited:
        return report_and_document(data, source.name, options)
    document = read(data, source.name, options)
    return extract(document), document.detach()


def _golds(gold_dir: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    for path in sorted(gold_dir.rglob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        if isinstance(gold, dict) and "file" in gold and "references" in gold:
            yield path, gold


def _find(gold_dir: Path, gold_path: Path, name: str, files: Sequence[Path]) -> Path | None:
    folders = [gold_path.parent, *(gold_dir / part for part in _BESIDE), *files]
    return next((folder / name for folder in folders if (folder / name).is_file()), None)
