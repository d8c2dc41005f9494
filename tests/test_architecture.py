"""The house holds: no import cycle anywhere, not even for type checkers."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter

import grimp
import pytest


def test_no_import_cycle() -> None:
    graph = grimp.build_graph("schemas", "extractors", "pipeline")
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    try:
        order = list(TopologicalSorter(imports).static_order())
    except CycleError as error:
        pytest.fail(f"import cycle: {error.args[1]}")
    assert set(order) == graph.modules
