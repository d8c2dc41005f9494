"""HTML that cannot be broken by what a report says: every text is escaped unless it was made here.

``tag("td", text, class_="number")`` gives ``Html``; children that are plain strings are escaped, ``None`` is nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

_VOID = frozenset({"input", "link", "meta", "br"})


class Html(str):
    """Markup that is safe to send; only this module makes it."""

    __slots__ = ()


def text(value: str | int | None) -> Html:
    """``value`` escaped, nothing for None. Characters that no page may hold are replaced."""
    written = "" if value is None else str(value)
    return Html(escape(written.encode("utf-8", "replace").decode("utf-8").replace("\0", "\ufffd")))


def join(children: Iterable[Html | str | int | None]) -> Html:
    """Children one behind the other."""
    return Html("".join(child if isinstance(child, Html) else text(child) for child in children))


def tag(name: str, /, *children: Html | str | int | None, **attributes: str | None) -> Html:
    """An element. Attributes that are None are left out; ``class_`` is ``class``, other underscores are hyphens."""
    given = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items() if value is not None}
    written = "".join(f' {key}="{text(value)}"' for key, value in given.items())
    if name in _VOID:
        return Html(f"<{name}{written}>")
    return Html(f"<{name}{written}>{join(children)}</{name}>")


def marked(written: str, marks: Iterable[tuple[int, int]]) -> Html:
    """``written`` with the marked stretches in ``<mark>``."""
    pieces: list[Html | str] = []
    position = 0
    for start, end in marks:
        if start >= position:
            pieces += [written[position:start], tag("mark", written[start:end])]
            position = end
    return join([*pieces, written[position:]])


def table(head: Iterable[str], rows: Iterable[Iterable[Html | str | int | None]], empty: str) -> Html:
    """A table with one cell a value, or the sentence ``empty`` where there are no rows."""
    body = [tag("tr", *(tag("td", cell) for cell in row)) for row in rows]
    if not body:
        return tag("p", empty, class_="none")
    titles = tag("tr", *(tag("th", title, scope="col") for title in head))
    return tag("div", tag("table", tag("thead", titles), tag("tbody", *body)), class_="scroll")
