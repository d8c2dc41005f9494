"""The gold JSON of a draft, in the format that ``baocao evaluate`` reads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from samples.making.draft import Draft


def gold_of(draft: Draft, file: str, kind: str, sha256: str) -> dict[str, Any]:
    """Gold of ``draft`` written to ``file``; ``pages`` is not judged."""
    full = f"{draft.number}/{draft.symbol}" if draft.number else None
    return {
        "file": file,
        "sha256": sha256,
        "pages": None,
        "kind": kind,
        "document_type": "BC",
        "number": full,
        "symbol": draft.symbol,
        "issued_on": draft.issued_on,
        "place": draft.place if draft.agency else None,
        "parent_agency": draft.parent,
        "agency": draft.agency.replace("\n", " ") if draft.agency else None,
        "subject": draft.subject,
        "period": {
            "kind": "year",
            "start": f"{draft.year}-01-01",
            "end": f"{draft.year + 1}-01-01",
            "text": f"năm {draft.year}",
        },
        "references": list(draft.gold_references.values()),
        "named_references": draft.gold_named,
        "procedure_counts": draft.gold_counts,
        "indicators": draft.gold_indicators,
        "sections": draft.gold_sections,
        "sections_doubtful": [],
        "signature": {"authority": draft.authority, "position": draft.position, "name": draft.signer},
        "recipients": draft.recipients,
        "tables": draft.gold_tables,
        "expected_findings": draft.expected_findings,
        "notes": draft.notes,
    }


def write_json(path: Path, value: Any) -> None:
    """Write ``value`` as readable JSON, the same bytes every time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", "utf-8")
