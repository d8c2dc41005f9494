"""The local web page: reports with their facts and quotes, search, and the consolidated files; for one computer.

``site`` answers a request without any socket, ``server`` binds it to 127.0.0.1. Nothing is loaded from elsewhere and
nothing is ever changed: there are only GET requests. Beside each page stands its JSON (``/api/...``), the same as that
of the command line.
"""

from __future__ import annotations

from pipeline.web.server import serve
from pipeline.web.site import Answer, Site

__all__ = ["Answer", "Site", "serve"]
