"""Outputs. A module of this package is an exporter; its contract:

* ``NAME`` how the user calls it (``xlsx``); ``SUFFIX`` (``.xlsx``) the end of its files;
* ``SCOPE``: ``consolidation`` or ``facts``;
* ``export(source, path)``, where ``source`` is a ``Consolidation`` or an iterable of ``Report``.

Files are written beside the target and renamed, so a reader never sees half of one. The same source gives the same
bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

from schemas.consolidation import Consolidation
from schemas.report import Report


@cache
def exporters() -> dict[str, ModuleType]:
    """All exporter modules by name, sorted. A module without the whole contract fails here."""
    found: dict[str, ModuleType] = {}
    for info in sorted(iter_modules(__path__), key=lambda item: item.name):
        if info.ispkg or info.name.startswith("_"):
            continue
        module = import_module(f"{__name__}.{info.name}")
        for name in ("NAME", "SUFFIX", "SCOPE", "export"):
            if not hasattr(module, name):
                raise TypeError(f"exporter {info.name} has no {name}")
        if module.SCOPE not in ("consolidation", "facts"):
            raise TypeError(f"exporter {info.name}: unknown scope {module.SCOPE!r}")
        found[module.NAME] = module
    return dict(sorted(found.items()))


def write_reminder(source: Consolidation, path: Path, unit: str | None = None) -> bool:
    """Write the letter (công văn đôn đốc) to the units that owe, or to one; False when nobody owes."""
    from pipeline.exporters.official.reminder import write_reminder as write  # noqa: PLC0415 - docx is slow to import

    return write(source, path, unit)


def names(scope: str) -> tuple[str, ...]:
    """Names of the exporters of a scope: the choices of the command line."""
    return tuple(name for name, module in exporters().items() if scope == module.SCOPE)


def export(source: Consolidation | Iterable[Report], path: Path, name: str | None = None) -> Path:
    """Write ``source`` to ``path`` with exporter ``name`` (by the suffix and the kind of source when None)."""
    scope = "consolidation" if isinstance(source, Consolidation) else "facts"
    fitting = {key: module for key, module in exporters().items() if scope == module.SCOPE}
    module = fitting.get(name) if name else next((m for m in fitting.values() if path.suffix.lower() == m.SUFFIX), None)
    if module is None:
        raise ValueError(f"no {scope} exporter for {name or path.suffix!r}; known: {', '.join(fitting)}")
    module.export(source, path)
    return path
