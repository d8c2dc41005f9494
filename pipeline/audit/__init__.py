"""What counts as wrong in a report: one module per rule, whose docstring is its documentation. The contract of a rule
module:

* ``SEVERITY`` is ``error``, ``warning`` or ``info``;
* ``check(report, document) -> Iterator[Finding]`` gives findings whose ``rule`` is the module name with hyphens.

Rules never raise and never change the report.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from schemas.document import Document
from schemas.finding import Finding
from schemas.report import Report


@cache
def rules() -> tuple[ModuleType, ...]:
    """All rule modules, sorted by name. A module without the whole contract fails here."""
    found = []
    for info in sorted(iter_modules(__path__), key=lambda item: item.name):
        if info.ispkg or info.name.startswith("_"):
            continue
        module = import_module(f"{__name__}.{info.name}")
        for name in ("SEVERITY", "check"):
            if not hasattr(module, name):
                raise TypeError(f"audit rule {info.name} has no {name}")
        if not module.__doc__:
            raise TypeError(f"audit rule {info.name} is not documented")
        found.append(module)
    return tuple(found)


def audit(report: Report, document: Document) -> tuple[Finding, ...]:
    """All findings, in the order of the rules' names, then of the text."""
    return tuple(finding for module in rules() for finding in module.check(report, document))
