"""Complex fields (``w:fldChar``): their result is text, their code is not, and page numbers are neither."""

from __future__ import annotations

from dataclasses import dataclass, field

_PAGE_FIELDS = frozenset(("PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF"))


def is_page_number(code: str) -> bool:
    """Tell whether a field code gives a page number."""
    return _name(code) in _PAGE_FIELDS


def _name(code: str) -> str:
    words = code.split(None, 1)
    return words[0].upper() if words else ""


@dataclass(slots=True)
class _Field:
    code: str = ""
    in_code: bool = True
    dropped: bool = False


@dataclass(slots=True)
class Fields:
    """The fields that are open at one place. ``muted`` says that text here is not shown."""

    muted: bool = False
    _open: list[_Field] = field(default_factory=list)

    def mark(self, kind: str | None) -> None:
        """Take a ``begin``, ``separate`` or ``end``; marks without their field are ignored."""
        if kind == "begin":
            self._open.append(_Field())
        elif self._open and kind == "separate":
            current = self._open[-1]
            current.in_code = False
            current.dropped = is_page_number(current.code) and not self.in_contents()
        elif self._open and kind == "end":
            self._open.pop()
        self._mute()

    def code(self, text: str) -> None:
        """Take a piece of field code."""
        if self._open and self._open[-1].in_code and len(self._open[-1].code) < 200:
            self._open[-1].code += text

    def in_contents(self) -> bool:
        """Tell whether this is a generated table of contents."""
        return bool(self._open) and any(_name(item.code) == "TOC" for item in self._open)

    def end_paragraph(self) -> None:
        """A code or page number that does not end with its paragraph is broken: do not lose the rest of the
        document."""
        if self.muted:
            self._open = [item for item in self._open if not item.in_code and not item.dropped]
            self._mute()

    def _mute(self) -> None:
        self.muted = any(item.in_code or item.dropped for item in self._open)
