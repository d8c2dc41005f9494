"""The facade: ``read``, ``extract``, ``audit``, ``report_of`` for one file; ``pipeline.batch``, ``pipeline.merge``,
``pipeline.library`` and ``pipeline.exporters`` for many. Modules inside the project import from the rooms, not from
here.
"""

from __future__ import annotations

from extractors import extract
from pipeline.audit import audit
from pipeline.errors import BaocaoError
from pipeline.readers import ReadOptions, read
from pipeline.reporting import report_of

__all__ = ["BaocaoError", "ReadOptions", "audit", "extract", "read", "report_of"]
