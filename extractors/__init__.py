"""Text to facts: pure functions over one spaCy ``Doc``, one kind of fact a file.

A module of this package is a component of the pipeline. Its contract:

* ``extract(doc) -> value`` reads ``doc._.document`` (blocks, tables), ``doc._.folded`` (matching copy of the text) and
  the values of
  the components named in ``REQUIRES``; its result becomes ``doc._.<module name>``;
* ``REQUIRES: tuple[str, ...]`` names those components.

``load()`` finds the modules, orders them and returns the spaCy ``Language``; ``extract(document)`` runs it and gives
the
``Extraction``. Sub-packages (``text``, ``citation``, ``data``) are what the extractors share.
"""

from __future__ import annotations

from functools import cache, partial
from graphlib import TopologicalSorter
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any

from schemas.document import Document
from schemas.report import Extraction
from schemas.span import Evidence

if TYPE_CHECKING:
    from types import ModuleType

    from spacy.language import Language
    from spacy.tokens import Doc


def discover() -> dict[str, ModuleType]:
    """All extractor modules by name, in the order they run: requirements first, then alphabetically."""
    found: dict[str, ModuleType] = {}
    for info in sorted(iter_modules(__path__), key=lambda item: item.name):
        if info.ispkg or info.name.startswith("_"):
            continue
        module = import_module(f"{__name__}.{info.name}")
        for name in ("extract", "REQUIRES"):
            if not hasattr(module, name):
                raise TypeError(f"extractor {info.name} has no {name}")
        found[info.name] = module
    graph = {name: sorted(module.REQUIRES) for name, module in found.items()}
    return {name: found[name] for name in TopologicalSorter(graph).static_order()}


def _run(doc: Doc, name: str, module: ModuleType) -> Doc:
    doc._.set(name, module.extract(doc))
    return doc


@cache
def load() -> Language:
    """The extraction pipeline: a spaCy ``Language`` ("vi"), ``nlp.pipe_names`` lists what is extracted. Loads no
    model.
    """
    import spacy  # noqa: PLC0415 - importing it costs over a second
    from spacy.language import Language  # noqa: PLC0415
    from spacy.tokens import Doc  # noqa: PLC0415

    from extractors.text.tokenizer import SyllableTokenizer  # noqa: PLC0415

    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"use_pyvi": False}}})
    nlp.tokenizer = SyllableTokenizer(nlp.vocab)
    nlp.max_length = 50_000_000
    for extension in ("document", "folded"):
        Doc.set_extension(extension, default=None, force=True)
    for name, module in discover().items():
        Doc.set_extension(name, default=None, force=True)
        Language.component(
            name,
            assigns=[f"doc._.{name}"],
            requires=[f"doc._.{required}" for required in module.REQUIRES],
            func=partial(_run, name=name, module=module),
        )
        nlp.add_pipe(name)
    return nlp


def analyse(document: Document) -> Doc:
    """Run every extractor over ``document`` and return the spaCy ``Doc`` with all values."""
    from extractors.text.folding import fold  # noqa: PLC0415

    nlp = load()
    doc = nlp.make_doc(document.text)
    doc._.document = document
    doc._.folded = fold(document.text)
    return nlp(doc)


def extract(document: Document) -> Extraction:
    """Every fact of ``document``. A component may return a dict of several members (its ``evidence`` is added to the
    report's);
    components whose name is not a member of ``Extraction`` serve other components."""
    doc = analyse(document)
    values: dict[str, Any] = {}
    evidence: tuple[Evidence, ...] = ()
    for name in load().pipe_names:
        value = doc._.get(name)
        members = dict(value) if isinstance(value, dict) else {name: value}
        evidence += members.pop("evidence", ())
        values |= members
    values["evidence"] = evidence
    return Extraction(**{name: value for name, value in values.items() if name in Extraction.model_fields})
