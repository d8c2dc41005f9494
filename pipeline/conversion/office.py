"""One warm LibreOffice per process: private profile, own network namespace, killed when it hangs.

A server instance stays alive because it holds a blank document open; each conversion is a short-lived client of the
same profile that hands its arguments over through a local pipe. Cold start about 1 s, each further document below 0.1
s.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import resource
import shutil
import subprocess
import tempfile
import time
from functools import cache
from pathlib import Path

import psutil

from pipeline.conversion.family import die_with_parent
from pipeline.errors import TimedOut, Unreadable, Unsupported

MEMORY = 1_000 << 20
"""Address space of LibreOffice (bytes): half of it is taken by its libraries and is not resident."""
_START_SECONDS = 30.0
_CONVERT_SECONDS = 90.0
_HARDENING = {
    "Office.Common/Security/Scripting": {
        "DisableActiveContent": "true",
        "BlockUntrustedRefererLinks": "true",
        "MacroSecurityLevel": "3",
    },
    "Office.Writer/Content/Update": {"Link": "0"},
}


def soffice() -> str | None:
    """Path of LibreOffice, None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


@cache
def network_namespace() -> tuple[str, ...] | None:
    """Command prefix that cuts the network off, None where the machine allows no network namespace."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return None
    family = ("--pid", "--fork", "--kill-child")  # what LibreOffice starts dies with it, whoever kills it
    for flags in (("-rn", *family), ("-n", *family), ("-rn",), ("-n",)):
        probe = subprocess.run([unshare, *flags, "true"], capture_output=True, check=False)
        if probe.returncode == 0:
            return unshare, *flags
    return None


def unavailable() -> str | None:
    """Why conversion is off on this machine (Vietnamese), None where it works."""
    if soffice() is None:
        return "Chưa cài LibreOffice (gói libreoffice-writer-nogui)."
    if network_namespace() is None:
        return (
            "Máy không cho tạo vùng mạng riêng (lệnh unshare -rn), nên việc chuyển đổi tệp bị tắt để bảo đảm an toàn."
        )
    return None


class Converter:
    """A warm LibreOffice. Use ``converter()``: one per process."""

    def __init__(self) -> None:
        reason = unavailable()
        if reason is not None:
            raise Unsupported("conversion is off", reason=reason, advice="Chuyển tệp sang DOCX hoặc PDF rồi gửi lại.")
        self._folder = Path(tempfile.mkdtemp(prefix="baocao-office-"))
        self._profile = self._folder / "profile"
        program = soffice()
        assert program is not None
        location = f"-env:UserInstallation={self._profile.as_uri()}"
        self._command = [*(network_namespace() or ()), program, location, "--headless"]
        self._server: subprocess.Popen[bytes] | None = None
        self._owner = os.getpid()
        atexit.register(self.close)

    def to_docx(self, data: bytes, suffix: str) -> bytes:
        """Convert one file (``suffix`` like ``.doc`` tells LibreOffice what to expect) and return the DOCX bytes."""
        try:
            return self._converted(data, suffix)
        except Unreadable:
            if self._alive():
                raise
        return self._converted(data, suffix)  # LibreOffice died: of this file, or of what an earlier one left in it

    def _converted(self, data: bytes, suffix: str) -> bytes:
        self._ensure_server()
        with tempfile.TemporaryDirectory(dir=self._folder) as name:
            source = Path(name) / f"input{suffix}"
            source.write_bytes(data)
            arguments = ["--norestore", "--convert-to", "docx:MS Word 2007 XML", "--outdir", name, str(source)]
            try:
                subprocess.run([*self._command, *arguments], capture_output=True, timeout=_CONVERT_SECONDS, check=False)
            except subprocess.TimeoutExpired as error:
                self.close()
                raise TimedOut("LibreOffice") from error
            result = Path(name) / "input.docx"
            if not result.exists() or not result.stat().st_size:
                raise Unreadable("LibreOffice gave no result")
            return result.read_bytes()

    def _alive(self) -> bool:
        return self._server is not None and self._server.poll() is None

    def _ensure_server(self) -> None:
        if self._alive():
            return
        settings = self._profile / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text(_settings(), "utf-8")
        blank = self._folder / "blank.fodt"
        blank.write_text(_BLANK, "utf-8")
        self._server = subprocess.Popen(
            [*self._command, "--norestore", "--nologo", "--nolockcheck", str(blank)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=False,  # it must die with the group of the worker that started it
            preexec_fn=_confined,  # noqa: PLW1509 - and with a worker that is killed alone
        )
        lock = self._folder / ".~lock.blank.fodt#"
        deadline = time.monotonic() + _START_SECONDS
        while not lock.exists() and time.monotonic() < deadline and self._server.poll() is None:
            time.sleep(0.05)

    def close(self) -> None:
        """Stop LibreOffice and remove its profile."""
        if self._owner != os.getpid():  # a forked copy must not stop its parent's converter
            return
        if self._server is not None and self._server.poll() is None:
            _kill_tree(self._server.pid)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._server.wait(5)
        self._server = None
        shutil.rmtree(self._folder, ignore_errors=True)


def _confined() -> None:
    die_with_parent()
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    most = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def _kill_tree(pid: int) -> None:
    try:
        tree = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    except psutil.NoSuchProcess:
        return
    for process in tree:  # parents first: LibreOffice's launcher restarts a child that dies alone
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(tree, timeout=5)


_BLANK = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.2"
 office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text/></office:body></office:document>
"""


def _settings() -> str:
    head = '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    items = [
        f'<item oor:path="/org.openoffice.{path}">'
        f'<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, values in _HARDENING.items()
        for name, value in values.items()
    ]
    return "\n".join([head, *items, "</oor:items>"])


@cache
def _converter(pid: int) -> Converter:
    return Converter()


def converter() -> Converter:
    """This process's converter, started when first used."""
    return _converter(os.getpid())
