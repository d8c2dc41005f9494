"""The parts of a Word file, found by relationship: content types, extensions and folder names are not trusted."""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass, field
from typing import Any

from pipeline import safety
from pipeline.errors import Unreadable, Unsupported
from pipeline.readers.word.names import STRICT

_MAIN_NAMES = ("word/document.xml", "word/document2.xml", "document.xml")
_SMALL = 524_288
"""Parts up to this size are asked for several times (headers) and kept."""
_FOREIGN = ("xl/", "ppt/")


@dataclass
class Package:
    """An opened Word file. ``warnings`` collects parts that could not be read."""

    archive: zipfile.ZipFile
    budget: safety.Budget
    members: dict[str, zipfile.ZipInfo]
    main: str = ""
    warnings: list[str] = field(default_factory=list)
    _read: dict[str, bytes] = field(default_factory=dict)
    _relations: dict[str, dict[str, tuple[str, str]]] = field(default_factory=dict)

    def xml(self, name: str, *, recover: bool = False) -> Any:
        """Root element of a part, in transitional namespaces. Raises ``Unreadable``."""
        data = self._bytes(name)
        try:
            return safety.parse_xml(data, name)
        except Unreadable:
            if not recover or b"<!DOCTYPE" in data:
                raise
            self.warnings.append("Tệp Word bị lỗi cấu trúc; nội dung đọc được có thể không đầy đủ.")
            return safety.parse_xml(data, name, recover=True)

    def _bytes(self, name: str) -> bytes:
        known = self._read.get(name.lower())
        if known is not None:
            return known
        info = self.members.get(name.lower())
        if info is None:
            raise Unreadable(f"no part {name!r}")
        data = safety.read_member(self.archive, info, self.budget)
        if b"purl.oclc.org/ooxml" in data:
            for strict, transitional in STRICT:
                data = data.replace(strict, transitional)
        if len(data) < _SMALL or name == self.main:
            self._read[name.lower()] = data
        return data

    def raw(self, name: str | None) -> bytes:
        """Bytes of a part in transitional namespaces; empty when it is missing or damaged."""
        try:
            return self._bytes(name) if name else b""
        except Unreadable:
            return b""

    def optional(self, name: str | None) -> Any:
        """Root element of a part that a document can do without; None when it is missing or broken (with a warning)."""
        if name is None or name.lower() not in self.members:
            return None
        try:
            return self.xml(name)
        except Unreadable:
            self.warnings.append(f"Không đọc được phần {posixpath.basename(name)} của tệp Word.")
            return None

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Relationship id -> (last word of its type, part name) of the internal relationships of ``part`` ("" the
        package)."""
        known = self._relations.get(part)
        if known is not None:
            return known
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        result: dict[str, tuple[str, str]] = {}
        root = self.optional(path)
        for item in root if root is not None else ():
            target = item.get("Target")
            if target and item.get("Id") and item.get("TargetMode") != "External":
                target = target.replace("\\", "/")
                absolute = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                kind = (item.get("Type") or "").rsplit("/", 1)[-1]
                result[item.get("Id")] = (kind, posixpath.normpath(absolute))
        self._relations[part] = result
        return result

    def related(self, kind: str) -> str | None:
        """Name of the part that the main part is related to by ``kind`` (``styles``, ``numbering``,
        ``footnotes``...)."""
        for found, target in self.relations(self.main).values():
            if found == kind and target.lower() in self.members:
                return target
        usual = posixpath.join(posixpath.dirname(self.main), f"{kind}.xml")
        return usual if usual.lower() in self.members else None


def names_of(data: bytes) -> list[str] | None:
    """Member names of a zip, None when it is none. Cheap: reads the directory only."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError):
        return None


def open_package(data: bytes, budget: safety.Budget | None = None) -> Package:
    """Open a Word file after the preflight and find its main part."""
    budget = budget or safety.Budget()
    archive = safety.open_zip(data, budget)
    safety.refuse_doctypes(archive)
    members = {info.filename.replace("\\", "/").lstrip("/").lower(): info for info in archive.infolist()}
    package = Package(archive, budget, members)
    package.main = _main_part(package)
    return package


def _main_part(package: Package) -> str:
    candidates = [target for kind, target in package.relations("").values() if kind == "officeDocument"]
    candidates += [name for name in _MAIN_NAMES if name not in candidates]
    there = [name for name in candidates if name.lower() in package.members and not name.lower().startswith(_FOREIGN)]
    if there:  # some programs relate the package to its theme as if that were the document
        return next((name for name in there if b"body" in package.raw(name)), there[0])
    if any(name.startswith(_FOREIGN) for name in package.members):
        raise Unsupported("an Office file, but not a Word file")
    raise Unreadable("no main document part")
