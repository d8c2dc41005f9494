"""The site behind a socket of this computer: 127.0.0.1 only, GET and HEAD only.

The name in the ``Host`` header must be a local one, so that no web site of elsewhere can read the reports through the
officer's own browser by pointing a name of its own at 127.0.0.1. Pages may load nothing but the style sheet, and run no
script.
"""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from pipeline.web.site import Answer, Site

HOST = "127.0.0.1"
_NAMES = frozenset({"127.0.0.1", "localhost"})
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def serve(site: Site, port: int = 8000) -> ThreadingHTTPServer:
    """A server that is bound and not yet running: call ``serve_forever``. Port 0 takes a free one."""

    class Handler(_Handler):
        """Answers for ``site``."""

        pages = site

    server = ThreadingHTTPServer((HOST, port), Handler)
    server.daemon_threads = True
    return server


class _Handler(BaseHTTPRequestHandler):
    pages: Site
    server_version = "baocao"
    sys_version = ""
    timeout = 30

    def do_GET(self) -> None:
        """Answer with headers and body."""
        self._send(self._answer(), body=True)

    def do_HEAD(self) -> None:
        """Answer with headers only."""
        self._send(self._answer(), body=False)

    def _answer(self) -> Answer:
        name = self.headers.get("Host", "").rpartition(":")[0] or self.headers.get("Host", "")
        if name not in _NAMES:
            return Answer(403, b"Forbidden\n", "text/plain; charset=utf-8")
        return self.pages.answer(self.path)

    def _send(self, answer: Answer, *, body: bool) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.media_type)
        self.send_header("Content-Length", str(len(answer.body)))
        for name, value in {**_HEADERS, **answer.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        if body:
            self.wfile.write(answer.body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: what an officer searched for is nobody's business."""
