"""What the envelope of a file says (edXML, QCVN 102:2016/BTTTT) goes before what was read from the page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from schemas.report import Extraction

_DAY = re.compile(r"(\d{4})[/-](\d{1,2})[/-](\d{1,2})")


def enveloped(extraction: Extraction, metadata: Mapping[str, str]) -> Extraction:
    """``extraction`` with number, date, place, agency and subject of the envelope where it names them.

    Such values have no place on a page: the letterhead then says ``derived``, and keeps the evidence of what was read.
    """
    letterhead = {name: metadata[name] for name in ("symbol", "place", "agency") if name in metadata}
    if metadata.get("number") and metadata.get("symbol"):
        letterhead["number"] = f"{metadata['number']}/{metadata['symbol']}"
    if day := _day(metadata.get("issued_on", "")):
        letterhead["issued_on"] = day
    if not letterhead:
        return extraction
    changed = {"letterhead": extraction.letterhead.model_copy(update={**letterhead, "method": "derived"})}
    subject = {"subject": metadata["subject"]} if metadata.get("subject") else {}
    return extraction.model_copy(update=changed | subject)


def _day(text: str) -> str | None:
    match = _DAY.fullmatch(text.strip())
    if match is None:
        return None
    try:
        return date(*map(int, match.groups())).isoformat()
    except ValueError:
        return None
