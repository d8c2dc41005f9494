"""The pages: list of reports, one report, search, and the frame around them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlencode

from pipeline.library.arriving import Arrival
from pipeline.library.overview import ReportLine
from pipeline.library.queries import CitationHit
from pipeline.library.search import SearchHit
from pipeline.web.labels import FILES, SEVERITIES, STATES, day
from pipeline.web.markup import Html, join, marked, table, tag

_FILTERS = (("unit", "Đơn vị"), ("period", "Kỳ báo cáo"), ("type", "Loại văn bản"))
_HOW = "Gõ số, ký hiệu văn bản hoặc từ cần tìm; có dấu hay không dấu đều được."
_SHOWN_FINDINGS = ("error", "warning", "info")


def frame(title: str, *body: Html, query: Mapping[str, str] | None = None) -> Html:
    """A whole page with the search form at its head."""
    given = query or {}
    box = tag(
        "input",
        type="search",
        name="q",
        value=given.get("q", ""),
        placeholder="Số, ký hiệu văn bản hoặc từ cần tìm",
        aria_label="Cần tìm",
    )
    filters = [
        tag("input", name=name, value=given.get(name, ""), placeholder=label, aria_label=label, class_="filter")
        for name, label in _FILTERS
    ]
    form = tag("form", box, *filters, tag("button", "Tìm"), action="/search", method="get", role="search")
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", f"{title} - baocao"),
        tag("link", rel="stylesheet", href="/style.css"),
    )
    top = tag("header", tag("a", "baocao", href="/", class_="home"), form)
    page = tag("html", head, tag("body", top, tag("main", tag("h1", title), *body)), lang="vi")
    return Html(f"<!DOCTYPE html>\n{page}\n")


def reports_page(
    lines: Sequence[ReportLine],
    failures: Sequence[Arrival],
    files: Iterable[str],
    query: Mapping[str, str],
    places: tuple[int, int],
) -> Html:
    """The list of reports (the stretch ``places`` of it), what could not be read, and the files to take away."""
    first, last = places
    downloads = [tag("li", tag("a", FILES.get(name, name), href=f"/files/{name}", download="")) for name in files]
    rows = [
        (
            line.unit or "Chưa rõ đơn vị",
            tag("a", line.filename, href=f"/report/{line.sha256}"),
            line.number,
            day(line.issued_on),
            line.period,
            STATES.get(line.state, line.state),
            findings_badges(line.findings),
        )
        for line in lines[first:last]
    ]
    head = ("Đơn vị", "Tệp", "Số, ký hiệu", "Ngày ký", "Kỳ", "Tình trạng", "Phát hiện")
    unread = [(item.path, STATES.get(item.state, item.state), item.reason, item.hint) for item in failures]
    return frame(
        "Báo cáo",
        tag("section", tag("h2", "Tệp tổng hợp"), tag("ul", *downloads, class_="files")) if downloads else Html(),
        tag("section", tag("h2", f"{len(lines)} báo cáo"), table(head, rows, "Chưa có báo cáo nào."),
            _pager(len(lines), first, last, query)),
        tag("section", tag("h2", f"{len(unread)} tệp chưa đọc được"),
            table(("Tệp", "Tình trạng", "Lý do", "Cách xử lý"), unread, "")) if unread else Html(),
        query=query,
    )  # fmt: skip


def findings_badges(findings: Mapping[str, int]) -> Html:
    """Counts of findings, the grave ones first."""
    return join(
        tag("span", f"{findings[name]} {SEVERITIES[name].lower()}", class_=f"badge {name}")
        for name in _SHOWN_FINDINGS
        if findings.get(name)
    )


def _pager(total: int, first: int, last: int, query: Mapping[str, str]) -> Html:
    size = last - first
    if total <= size:
        return Html()
    links = []
    for label, start in (("Trang trước", first - size), ("Trang sau", last)):
        if 0 <= start < total:
            links.append(tag("a", label, href="/?" + urlencode({**query, "page": str(start // size + 1)})))
    return tag("nav", f"{first + 1}-{min(last, total)} trên {total}", *links, class_="pager")


def search_page(
    query: Mapping[str, str], hits: Sequence[SearchHit], citations: Sequence[CitationHit], limit: int
) -> Html:
    """Who cites the document of that number, then the passages with the words."""
    if not query.get("q", "").strip():
        return frame("Tìm kiếm", tag("p", _HOW), query=query)
    cited = [
        tag("li", _source(hit.unit, hit.sha256, hit.filename, hit.page),
            tag("p", f"{hit.number or hit.title or ''}{' ngày ' + day(hit.issued_on) if hit.issued_on else ''}"
                f" ({hit.issuer or 'chưa rõ nơi ban hành'})", class_="what"),
            tag("blockquote", marked(hit.sentence, [(hit.mark_start, hit.mark_end)])))
        for hit in citations[:limit]
    ]  # fmt: skip
    found = [
        tag("li", _source(hit.unit, hit.sha256, hit.filename, hit.page), tag("blockquote", marked(hit.text, hit.marks)))
        for hit in hits
    ]
    more = " đầu tiên" if len(hits) == limit else ""
    return frame(
        f"Tìm: {query['q']}",
        tag("section", tag("h2", f"{len(citations)} lượt viện dẫn"), tag("ol", *cited)) if cited else Html(),
        tag("section", tag("h2", f"{len(hits)} đoạn{more}"),
            tag("ol", *found) if found else tag("p", "Không có đoạn nào.", class_="none")),
        query=query,
    )  # fmt: skip


def _source(unit: str | None, sha256: str, filename: str, page: int | None) -> Html:
    where = f", trang {page}" if page else ""
    return tag(
        "p", f"{unit or 'Chưa rõ đơn vị'} - ", tag("a", filename, href=f"/report/{sha256}"), where, class_="source"
    )


def message_page(title: str, message: str) -> Html:
    """A page that says one thing."""
    return frame(title, tag("p", message), tag("p", tag("a", "Về danh sách báo cáo", href="/")))
