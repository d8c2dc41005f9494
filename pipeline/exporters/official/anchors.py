"""Names of the bookmarks that numbers lead to: the rows of Phụ lục II and III."""

from __future__ import annotations

from pipeline.exporters._sources import SourceRow


class Anchors:
    """Bookmark names: one per source row, and the first row of each total or document."""

    def __init__(self, rows: list[SourceRow]) -> None:
        self._first: dict[str, str] = {}
        self._of_unit: dict[tuple[str, str], str] = {}
        for index, row in enumerate(rows):
            self._first.setdefault(row.owner, self.of_row(index))
            self._of_unit.setdefault((row.owner, row.unit or ""), self.of_row(index))

    @staticmethod
    def of_row(index: int) -> str:
        """Bookmark of source row ``index``."""
        return f"nguon_{index}"

    def first(self, owner: str) -> str | None:
        """Bookmark of the first source of a total."""
        return self._first.get(owner)

    def of_unit(self, owner: str, unit: str) -> str | None:
        """Bookmark of what ``unit`` gives to a total."""
        return self._of_unit.get((owner, unit))
