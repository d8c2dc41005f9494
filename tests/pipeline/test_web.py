"""The local web page: what it shows, that nothing a report says becomes markup, and that nothing leads out of it."""

from __future__ import annotations

import dataclasses
import hashlib
import http.client
import json
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import Unreadable
from pipeline.library import Kept, Library, cites, search
from pipeline.library.overview import overview
from pipeline.reporting import report_and_document
from pipeline.web import Site, serve
from pipeline.web.markup import Html, marked, tag
from pipeline.web.report_page import value_of
from schemas.indicator import Indicator
from schemas.report import Report

BAD = "<script>alert('x')</script>\"&"
TEXT = f"""SỞ NỘI VỤ                                CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 15/BC-SNV                            Minh Họa, ngày 20 tháng 12 năm 2017

BÁO CÁO
Kết quả công tác {BAD} năm 2017

Thực hiện Quyết định số 1982/QĐ-UBND ngày 19/7/2017 của UBND tỉnh, Sở đã mở 3 lớp tập huấn cho hơn 300 học viên {BAD}.
Trên đây là báo cáo 9 tháng đầu năm 2017./.
"""


def kept(text: str, name: str) -> tuple[Kept, bytes, Report]:
    report, document = report_and_document(text.encode(), name)
    return Kept.read(name, report, document), text.encode(), report


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("web")
    with Library.open(folder / "library.db") as opened:
        first, data, _ = kept(TEXT, f"Sở {BAD}.txt")
        second, other, _ = kept(TEXT.replace("SỞ NỘI VỤ", "SỞ TƯ PHÁP").replace("3 lớp", "4 lớp"), "tu-phap.txt")
        failed = Kept.failed(f"{BAD}.pdf", hashlib.sha256(b"?").hexdigest(), 1, Unreadable("broken"))
        opened.keep([first, second, failed], {first.sha256: data, second.sha256: other})
        (folder / "consolidated.docx").write_bytes(b"docx")
        (folder / "secret.txt").write_bytes(b"secret")
        (folder / "consolidated.link").symlink_to(folder / "secret.txt")
        yield opened


@pytest.fixture(scope="module")
def site(library: Library) -> Site:
    return Site(library, Path(str(library.engine.url.database)).parent)


class Elements(HTMLParser):
    """The elements and attributes of a page, and that every element is closed."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.addresses: list[str] = []
        self.words = ""
        self.open: list[str] = []
        self.feed(page.decode())
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src", "action")]
        assert all(not name.startswith("on") for name, _ in attrs)
        if tag not in ("input", "meta", "link"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def shas(library: Library) -> list[str]:
    return [line.sha256 for line in overview(library)]


def test_the_list_shows_reports_findings_failures_and_files(site: Site, library: Library) -> None:
    answer = site.answer("/")
    page = Elements(answer.body)
    assert answer.status == 200 and answer.media_type.startswith("text/html")
    assert "2 báo cáo" in page.words and "1 tệp chưa đọc được" in page.words and "15/BC-SNV" in page.words
    assert f"{BAD}.pdf" in page.words and "Tệp bị hỏng" in page.words
    assert "/files/consolidated.docx" in page.addresses and not any("secret" in item for item in page.addresses)
    assert {f"/report/{sha256}" for sha256 in shas(library)} <= set(page.addresses)
    assert re.search(r"\d lỗi", page.words), "the conflicting periods"


def test_a_report_shows_facts_beside_their_quotes(site: Site, library: Library) -> None:
    page = Elements(site.answer(f"/report/{shas(library)[0]}").body)
    for words in ("hơn 300", "300 học viên", "1982/QĐ-UBND", "19/07/2017", "9 tháng đầu năm 2017"):
        assert words in page.words


@pytest.mark.parametrize(
    "target", ["/", "/report/{}", "/search?q=l%E1%BB%9Bp", "/search?q={}", "/nix", "/?unit=" + quote(BAD)]
)
def test_no_text_becomes_markup(site: Site, library: Library, target: str) -> None:
    for address in (target.format(shas(library)[0]), target.format(quote(BAD))):
        page = Elements(site.answer(address).body)
        assert not page.names & {"script", "img", "iframe", "object", "style"}
        assert all(item.startswith("/") and not item.startswith("//") for item in page.addresses), (
            "nothing from elsewhere"
        )


def test_search_marks_words_and_names_who_cites(site: Site) -> None:
    answer = site.answer("/search?q=" + quote("tap huan"))
    assert answer.body.count(b"<mark>") >= 2
    page = Elements(site.answer("/search?q=" + quote("1982/qd-ubnd")).body)
    assert "2 lượt viện dẫn" in page.words
    assert "Gõ số, ký hiệu" in Elements(site.answer("/search?q=").body).words
    assert "1 báo cáo" in Elements(site.answer("/search?q=&unit=" + quote("tư pháp")).body).words


def test_the_api_gives_what_the_command_line_gives(site: Site, library: Library) -> None:
    first = shas(library)[0]
    assert json.loads(site.answer("/api/search?q=hoc+vien").body) == json.loads(
        json.dumps([dataclasses.asdict(hit) for hit in search(library, "hoc vien")])
    )
    assert json.loads(site.answer("/api/cites?q=1982&unit=noi+vu").body) == json.loads(
        json.dumps([dataclasses.asdict(hit) for hit in cites(library, "1982", unit="noi vu")])
    )
    assert site.answer(f"/api/reports/{first}").body.decode() == library.report(first).model_dump_json()
    lines = json.loads(site.answer("/api/reports").body)
    assert [line["sha256"] for line in lines] == shas(library) and lines[0]["findings"]["error"] >= 1
    assert site.answer("/api/reports/" + "0" * 64).status == site.answer("/api/nix").status == 404


def test_files_are_downloads_and_nothing_else_is_given(site: Site, library: Library) -> None:
    answer = site.answer("/files/consolidated.docx")
    assert answer.body == b"docx" and answer.headers["Content-Disposition"].startswith("attachment;")
    original = site.answer(f"/original/{shas(library)[0]}")
    assert original.body == TEXT.encode() and original.media_type == "application/octet-stream"
    assert "\n" not in original.headers["Content-Disposition"] and "<" not in original.headers["Content-Disposition"]


@pytest.mark.parametrize(
    "name",
    ["secret.txt", "library.db", "consolidated.link", "../secret.txt", "..%2Fsecret.txt", "%2e%2e/secret.txt", "",
     "consolidated.docx/../secret.txt", "/etc/passwd", "%00", "originals"],
)  # fmt: skip
def test_no_path_leads_out(site: Site, name: str) -> None:
    answer = site.answer(f"/files/{name}")
    assert answer.status == 404 and b"secret" not in answer.body.replace(b"secret.txt", b"")
    assert site.answer(f"/original/{name}").status == site.answer(f"/report/{name}").status == 404


@given(st.text(max_size=60), st.sampled_from(["", "/", "/search?q=", "/report/", "/api/", "/files/", "/?page=", "//"]))
@settings(max_examples=150, deadline=None)
def test_no_address_is_an_error(site: Site, text: str, room: str) -> None:
    answer = site.answer(room + text)
    assert answer.status in (200, 404)
    answer.body.decode()


def test_long_lists_have_pages(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.web.site.PAGE_SIZE", 1)
    first, second = (Elements(site.answer(target).body) for target in ("/", "/?page=2"))
    assert "1-1 trên 2" in first.words and "Trang sau" in first.words and "Trang trước" not in first.words
    assert "2-2 trên 2" in second.words and "Trang trước" in second.words
    assert Elements(site.answer("/?page=99").body).words == second.words


@given(st.text(max_size=50))
@settings(max_examples=100, deadline=None)
def test_markup_gives_back_what_went_in(written: str) -> None:
    page = tag("p", written, title=written)
    parsed = Elements(page.encode())
    wanted = written.encode("utf-8", "replace").decode().replace("\0", "\ufffd")
    assert parsed.names == {"p"} and parsed.words.replace("\r", "\n") == wanted.replace("\r", "\n")


def test_marks_that_overlap_or_are_none() -> None:
    assert marked("a<b c", [(0, 3), (2, 4), (4, 5)]) == Html("<mark>a&lt;b</mark> <mark>c</mark>")
    assert marked("a<b", []) == "a&lt;b"


@pytest.mark.parametrize(
    ("members", "shown"),
    [
        ({"value": 1234.5}, "1.234,5"),
        ({"value": 300, "bound": "more_than"}, "hơn 300"),
        ({"value": 45, "of": 59, "percent": 76.3}, "45/59 (76,3%)"),
        ({"value": 2, "upper": 3, "bound": "about"}, "khoảng 2 - 3"),
        ({"value": None, "state": "not_arising"}, "không phát sinh"),
        ({"value": 0, "state": "zero"}, "0"),
    ],
)
def test_quantities_as_people_write_them(members: dict[str, object], shown: str) -> None:
    given = {"code": None, "label": "x", "unit": None} | members
    assert value_of(Indicator.model_validate(given)) == shown


@pytest.fixture
def port(site: Site) -> Iterator[int]:
    server = serve(site, 0)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    assert server.server_address[0] == "127.0.0.1"
    yield int(server.server_port)
    server.shutdown()
    server.server_close()
    thread.join()


def ask(
    port: int, method: str = "GET", target: str = "/", host: str | None = None
) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request(method, target, headers={"Host": host or f"127.0.0.1:{port}"})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response, body


@pytest.mark.enable_socket
class TestServer:
    def test_pages_with_their_headers(self, port: int, site: Site) -> None:
        response, body = ask(port)
        assert response.status == 200 and body == site.answer("/").body
        assert response.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'")
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert ask(port, host="localhost")[0].status == 200
        assert ask(port, target="/style.css")[0].headers["Content-Type"] == "text/css; charset=utf-8"

    def test_head_has_no_body_and_nothing_can_be_changed(self, port: int) -> None:
        response, body = ask(port, "HEAD")
        assert response.status == 200 and body == b"" and int(response.headers["Content-Length"]) > 100
        assert ask(port, "POST")[0].status == ask(port, "DELETE")[0].status == 501

    @pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "[::1]:80"])
    def test_names_of_elsewhere_are_refused(self, port: int, host: str) -> None:
        response, body = ask(port, host=host)
        assert response.status == 403 and b"BC-SNV" not in body

    def test_the_command_serves_until_it_is_stopped(self, library: Library) -> None:
        start = "from pipeline.cli import main; main()"
        place = str(library.engine.url.database)
        command = [sys.executable, "-c", start, "serve", "--port", "0", "--library", place]
        process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        try:
            assert process.stderr is not None
            found = re.search(r"http://127\.0\.0\.1:(\d+)", process.stderr.readline())
            assert found is not None
            assert b"15/BC-SNV" in ask(int(found[1]))[1]
        finally:
            process.send_signal(signal.SIGINT)
            assert process.wait(20) == 0
            process.stderr.close()
