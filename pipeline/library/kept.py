"""What a batch hands to the library for one file that arrived."""

from __future__ import annotations

import os
from dataclasses import dataclass

from pydantic import TypeAdapter

from pipeline.errors import BaocaoError, State
from pipeline.library.keys import writable
from pipeline.library.passages import Passage, passages_of, passages_of_text
from pipeline.library.rows import Facts, facts_of
from schemas.document import Document
from schemas.report import Report

_REPORT = TypeAdapter(Report)
"""Gives the bytes that ``Report.model_dump_json`` gives, without a string between."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One arrival. ``path`` is relative to the input root; ``sha256`` is ``""`` where not even the bytes could be read.

    Make one with ``Kept.read`` in the process that read the file (its passages and rows are then ready),
    ``Kept.failed`` or ``Kept.duplicate``. With ``report_json`` and ``text`` alone the library works the rest out
    itself.
    """

    path: str
    sha256: str
    size_bytes: int
    state: State
    reason: str = ""
    hint: str = ""
    detail: str = ""
    report_json: bytes | None = None
    text: str | None = None
    passages: tuple[Passage, ...] = ()
    facts: Facts | None = None

    @classmethod
    def read(
        cls,
        path: str,
        report: Report,
        document: Document,
        *,
        state: State = "accepted",
        reason: str = "",
        hint: str = "",
    ) -> Kept:
        """A file that was read, whole (``accepted``) or in part (``partial``, with the reason)."""
        passages = passages_of(document)
        report_json = _REPORT.dump_json(report)
        return cls(
            path=path,
            sha256=report.report_id,
            size_bytes=report.source.size_bytes,
            state=state,
            reason=reason,
            hint=hint,
            report_json=report_json,
            text=writable(document.text),
            passages=passages,
            facts=facts_of(report, passages, report_json),
        )

    @classmethod
    def failed(cls, path: str, sha256: str, size_bytes: int, error: BaocaoError) -> Kept:
        """A file that could not be read."""
        return cls(path, sha256, size_bytes, error.state, error.message, error.hint, error.detail)

    @classmethod
    def duplicate(cls, path: str, sha256: str, size_bytes: int) -> Kept:
        """A file whose bytes are known, in the library or earlier in the same batch."""
        return cls(path, sha256, size_bytes, "duplicate")

    def complete(self) -> Kept:
        """The same with passages and facts worked out where they are missing."""
        if self.report_json is None or self.facts is not None:
            return self
        passages = self.passages or passages_of_text(self.text or "")
        facts = facts_of(Report.model_validate_json(self.report_json), passages, self.report_json)
        return Kept(
            self.path, self.sha256, self.size_bytes, self.state, self.reason, self.hint, self.detail,
            self.report_json, writable(self.text or ""), passages, facts,
        )  # fmt: skip


def writable_path(path: str) -> str:
    """``path`` as text that every database stores; bytes that are not UTF-8 become ``\\xNN``, so that names stay
    apart."""
    return os.fsencode(path.replace("\0", "\ufffd")).decode("utf-8", "backslashreplace")
