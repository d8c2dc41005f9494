"""Which address gives what. ``Site.answer`` needs no socket: it takes a path with its query and gives bytes.

/                     reports, what could not be read, consolidated files
/report/SHA256        one report with its facts and quotes
/search?q=...         passages and citations
/files/NAME           a consolidated file beside the library
/original/SHA256      the file as it arrived, always as a download
/api/reports, /api/reports/SHA256, /api/search?q=..., /api/cites?q=...    the same as JSON
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from pipeline.library import Library, cites, search
from pipeline.library.overview import overview
from pipeline.web.pages import message_page, reports_page, search_page
from pipeline.web.report_page import report_page

PAGE_SIZE = 200
LIMIT = 100
_SHA = re.compile(r"[0-9a-f]{64}")
_OFFERED = ("consolidated", "failures.csv", "reminder.docx")
_KEYS = ("unit", "period", "type")
_LONGEST = 500
Query = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, body and headers of one response."""

    status: int
    body: bytes
    media_type: str
    headers: Mapping[str, str] = field(default_factory=dict)


class Site:
    """The pages of one library; ``outputs`` is the folder of its consolidated files, if there is one."""

    def __init__(self, library: Library, outputs: Path | None = None) -> None:
        self.library = library
        self.outputs = outputs

    def answer(self, target: str) -> Answer:
        """What a GET of ``target`` gives. Never raises for any string: what is not there is a 404 page."""
        address = urlsplit(f"//host/{target.removeprefix('/')}")
        given = dict(parse_qsl(address.query[: 20 * _LONGEST], errors="replace"))
        query = {key: value[:_LONGEST] for key, value in given.items() if key in (*_KEYS, "q", "page")}
        room, _, name = unquote(address.path, errors="replace").strip("/").partition("/")
        rooms: dict[str, Callable[[str, Query], Answer | None]] = {
            "": self._reports,
            "report": self._report,
            "search": self._search,
            "files": self._file,
            "original": self._original,
            "api": self._api,
            "style.css": _style,
        }
        found = rooms[room](name, query) if room in rooms else None
        return found or _page(message_page("Không có trang này", "Địa chỉ không đúng, hoặc báo cáo không còn."), 404)

    def _reports(self, name: str, query: Query) -> Answer | None:
        if name:
            return None
        lines = overview(self.library, **_filters(query))
        written = query.get("page", "1")
        page = int(written) if written.isascii() and written.isdigit() and len(written) < 7 else 1
        first = min(max(page - 1, 0) * PAGE_SIZE, max(0, len(lines) - 1) // PAGE_SIZE * PAGE_SIZE)
        kept = {key: value for key, value in query.items() if key in _KEYS}
        failures = self.library.failures()
        return _page(reports_page(lines, failures, sorted(self._offered()), kept, (first, first + PAGE_SIZE)))

    def _report(self, name: str, query: Query) -> Answer | None:
        del query
        try:
            return _page(report_page(self.library.report(name))) if _SHA.fullmatch(name) else None
        except KeyError:
            return None

    def _search(self, name: str, query: Query) -> Answer | None:
        if name:
            return None
        words, filters = query.get("q", ""), _filters(query)
        if not words.strip() and any(filters.values()):
            return self._reports("", query)
        hits = search(self.library, words, limit=LIMIT, **filters)
        citations = cites(self.library, words, **filters) if any(map(str.isdigit, words)) else []
        return _page(search_page(query, hits, citations, LIMIT))

    def _file(self, name: str, query: Query) -> Answer | None:
        """Only names that the folder itself lists: no path can lead out of it."""
        del query
        path = self._offered().get(name)
        return _download(path.read_bytes(), name) if path is not None else None

    def _offered(self) -> dict[str, Path]:
        if self.outputs is None or not self.outputs.is_dir():
            return {}
        found = [path for path in self.outputs.iterdir() if path.name.startswith(_OFFERED) and not path.is_symlink()]
        return {path.name: path for path in found if path.is_file()}

    def _original(self, name: str, query: Query) -> Answer | None:
        del query
        if not _SHA.fullmatch(name):
            return None
        try:
            report = self.library.report(name)
            return _download(self.library.original(name), report.source.filename)
        except KeyError:
            return None

    def _api(self, name: str, query: Query) -> Answer | None:
        room, _, sha256 = name.partition("/")
        words, filters = query.get("q", ""), _filters(query)
        if room == "reports" and not sha256:
            return _json([dataclasses.asdict(line) for line in overview(self.library, **filters)])
        if room == "reports" and _SHA.fullmatch(sha256):
            try:
                return Answer(200, self.library.report(sha256).model_dump_json().encode(), "application/json")
            except KeyError:
                return _json({"error": "not found"}, 404)
        if room == "search" and not sha256:
            return _json([dataclasses.asdict(hit) for hit in search(self.library, words, limit=LIMIT, **filters)])
        if room == "cites" and not sha256:
            return _json([dataclasses.asdict(hit) for hit in cites(self.library, words, **filters)])
        return _json({"error": "not found"}, 404)


def _filters(query: Query) -> dict[str, str | None]:
    return {key: query.get(key, "").strip() or None for key in _KEYS}


def _style(name: str, query: Query) -> Answer | None:
    del query
    sheet = files(__name__.rpartition(".")[0]) / "style.css"
    return None if name else Answer(200, sheet.read_bytes(), "text/css; charset=utf-8")


def _page(html: str, status: int = 200) -> Answer:
    return Answer(status, html.encode(), "text/html; charset=utf-8")


def _json(value: object, status: int = 200) -> Answer:
    written = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
    return Answer(status, written, "application/json; charset=utf-8")


def _download(data: bytes, name: str) -> Answer:
    """Never shown by the browser: what units send may be anything, HTML too."""
    plain = re.sub(r"[^A-Za-z0-9._-]", "_", name)[-150:] or "tep"
    spelled = quote(name.encode("utf-8", "replace"), safe="")
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{spelled}"
    return Answer(200, data, "application/octet-stream", {"Content-Disposition": disposition})
