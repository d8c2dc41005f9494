"""``python -m samples.variants``: reports of the later year as DOC, RTF, scans and in the old TCVN3 and VNI fonts.

Gold is that of the clean twins. LibreOffice writes the DOC and RTF files, so their bytes differ from run to run.
"""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import Any

from samples.make import DAMAGED, HERE, MISSING, UNITS
from samples.making import seed
from samples.making.gold import gold_of, write_json
from samples.making.legacy import in_legacy_font, tcvn3, vni
from samples.making.office import converted
from samples.making.pdf import write_pdf
from samples.making.scans import scan
from samples.making.word import write_docx

YEAR = 2024
Twin = tuple[bytes, bytes, dict[str, Any], str]


def twins() -> dict[str, Twin]:
    """Each report by name: as DOCX, as PDF, its gold, and the words of its seal."""
    absent = {*MISSING[YEAR], *DAMAGED[YEAR]}
    found: dict[str, Twin] = {}
    for unit in UNITS:
        if unit.code not in absent:
            draft = unit.write(YEAR)
            found[draft.name] = write_docx(draft), write_pdf(draft), gold_of(draft, "", "", ""), unit.code
    found["so-noi-vu-2017"] = seed.seed_docx(), seed.seed_pdf(), seed.seed_gold("", "", ""), "SNV"
    return found


def main(target: Path = HERE / "variants") -> None:
    """Write all variants and their gold below ``target``."""
    shutil.rmtree(target, ignore_errors=True)
    reports = twins()
    words = {name: twin[0] for name, twin in reports.items()}
    for folder, encode, form in (
        ("doc", None, "doc"),
        ("rtf", None, "rtf"),
        ("tcvn3", tcvn3, "doc"),
        ("vni", vni, "doc"),
    ):
        written = {name: in_legacy_font(data, encode) if encode else data for name, data in words.items()}
        for name, data in converted(written, form).items():
            _write(target, f"{folder}/{name}.{form}", data, form, reports[name][2])
    for number, (name, (_, pdf, gold, code)) in enumerate(reports.items()):
        data = scan(pdf, gold["signature"]["name"], code, number)
        _write(target, f"scan/{name}.pdf", data, "pdf_scan", gold)


def _write(target: Path, name: str, data: bytes, kind: str, gold: dict[str, Any]) -> None:
    path = target / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    head = {"file": name, "sha256": hashlib.sha256(data).hexdigest(), "pages": None, "kind": kind}
    write_json(target / "gold" / f"{name}.json", gold | head)


if __name__ == "__main__":
    main()
