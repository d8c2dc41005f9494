"""Tables of the library: standard SQL only, so that SQLite and PostgreSQL share one schema and one code path.

``document`` is a small internal number; no query result and no dump shows it. Facts are numbered by their place in the
report, never by the order of arrival. ``words`` and ``toned`` columns hold search keys (see ``pipeline.library.keys``)
with a space at both ends.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Row,
    Table,
    Text,
)
from sqlalchemy.schema import SchemaItem

AnyRow = Row[*tuple[Any, ...]]

SCHEMA = "1"
"""Raised when a table changes in a way that older libraries do not have."""

metadata = MetaData()

settings = Table("settings", metadata, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))

documents = Table(
    "documents",
    metadata,
    Column("document", Integer, primary_key=True, autoincrement=False),
    Column("sha256", Text, nullable=False, unique=True),
    Column("size_bytes", BigInteger, nullable=False),
    Column("state", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("hint", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("report_json", LargeBinary),
    Column("text", Text),
)

arrivals = Table(
    "arrivals",
    metadata,
    Column("path", Text, primary_key=True),
    Column("sha256", Text, primary_key=True),  # '' where not even the bytes could be read
    Column("size_bytes", BigInteger, nullable=False),
    Column("state", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("hint", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Index("arrivals_sha256", "sha256"),
)

originals = Table(
    "originals", metadata, Column("sha256", Text, primary_key=True), Column("data", LargeBinary, nullable=False)
)


def _document() -> Column[int]:
    return Column("document", Integer, ForeignKey("documents.document"), primary_key=True)


def _fact(name: str, *columns: SchemaItem) -> Table:
    """A table of facts: the place in the report, the first evidence of the fact, and its own columns."""
    place = (Column("start", Integer), Column("end", Integer), Column("quote", Text), Column("page", Integer))
    position = Column("position", Integer, primary_key=True, autoincrement=False)
    return Table(name, metadata, _document(), position, *columns, *place)


reports = Table(
    "reports",
    metadata,
    _document(),
    Column("filename", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("pages", Integer),
    Column("text_origin", Text, nullable=False),
    Column("number", Text),
    Column("symbol", Text),
    Column("issued_on", Text),
    Column("place", Text),
    Column("type_code", Text),
    Column("type_name", Text),
    Column("subject", Text),
    Column("unit", Text),
    Column("unit_code", Text),
    Column("unit_words", Text, nullable=False),
    Column("unit_method", Text),
    Column("unit_confidence", Double),
    Column("period_kind", Text),
    Column("period_year", Integer),
    Column("period_start", Text),
    Column("period_end", Text),
    Column("period_text", Text),
    Column("signer", Text),
    Column("signer_position", Text),
)

references = _fact(
    "citations",  # REFERENCES is a reserved word
    Column("number", Text),
    Column("number_value", BigInteger),
    Column("number_suffix", Text),
    Column("number_year", Integer),
    Column("number_symbol", Text),
    Column("kind", Text, nullable=False),
    Column("type_code", Text),
    Column("type_name", Text),
    Column("title", Text),
    Column("title_words", Text),
    Column("issued_on", Text),
    Column("issuer", Text),
    Column("issuer_method", Text),
    Column("subject", Text),
    Column("subject_words", Text),
    Column("key", Text, nullable=False),
    Column("relation", Text, nullable=False),
    Column("confidence", Double, nullable=False),
    Index("citations_number", "number_value"),
    Index("citations_key", "key"),
)

mentions = Table(
    "mentions",
    metadata,
    _document(),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("item", Integer, primary_key=True, autoincrement=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("page", Integer),
    Column("relation", Text),
    Column("form", Text, nullable=False),
    Column("articles", Text, nullable=False),
    Column("passage", Integer),
)

indicators = _fact(
    "indicators",
    Column("code", Text),
    Column("label", Text, nullable=False),
    Column("value", Double),
    Column("upper", Double),
    Column("of", Double),
    Column("percent", Double),
    Column("unit", Text),
    Column("bound", Text, nullable=False),
    Column("nature", Text),
    Column("state", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("row_header", Text),
    Column("column_header", Text),
    Index("indicators_code", "code"),
)

procedure_counts = _fact(
    "procedure_counts",
    Column("procedures", BigInteger),
    Column("fields", BigInteger),
    Column("field_names", Text, nullable=False),
    Column("reference", Text),
    Column("levels", Text, nullable=False),
    Column("action", Text),
    Column("bound", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("part_of", Integer),
)

dates = _fact(
    "dates",
    Column("value", Text),
    Column("precision", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("state", Text, nullable=False),
)

periods = _fact(
    "periods",
    Column("kind", Text, nullable=False),
    Column("year", Integer),
    Column("index", Integer),
    Column("period_start", Text),
    Column("period_end", Text),
    Column("basis", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("role", Text, nullable=False),
)

sections = _fact(
    "sections",
    Column("parent", Integer),
    Column("label", Text),
    Column("title", Text, nullable=False),
    Column("level", Integer, nullable=False),
    Column("kind", Text),
    Column("section_start", Integer, nullable=False),
    Column("section_end", Integer, nullable=False),
)

findings = _fact(
    "findings",
    Column("rule", Text, nullable=False),
    Column("severity", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("basis", Text),
)

passages = Table(
    "passages",
    metadata,
    Column("passage", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("document", Integer, ForeignKey("documents.document"), nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("page", Integer),
    Column("cell", Boolean, nullable=False),
    Column("text", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("toned", Text, nullable=False),
)
"""Paragraphs and table rows. ``passage`` is ``document << 20 | number``, so that a range of it is one document."""

decisions = Table(
    "decisions",
    metadata,
    Column("serial", Integer, primary_key=True, autoincrement=False),
    *(Column(name, Text, nullable=False) for name in ("kind", "target", "value", "reason", "by", "at")),
)
"""Append-only: what people decided (``schemas.consolidation.Decision``)."""

PASSAGE_BITS = 20

FACTS: tuple[Table, ...] = (
    reports, references, mentions, indicators, procedure_counts, dates, periods, sections, findings,
)  # fmt: skip
"""Tables filled from a report, each row bound to its document."""
