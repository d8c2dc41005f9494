"""Word files that hold text and that plain libraries refuse: odd packages, other formats under Word's names, damage.

The kinds come from what users of python-docx, docx4j, pandoc and Tika report: templates and macro files, Strict Open
XML, packages written by other programs, downloads with rubbish before them, files cut short, pages and old formats
saved as ``.doc``.
"""

from __future__ import annotations

import base64
import struct
import zlib
from collections.abc import Iterator
from dataclasses import replace

from benchmarks.hostile.hazards import READ, Hazard
from benchmarks.hostile.hazards._archive import Entry, archive, entry
from benchmarks.hostile.hazards.words import document, docx, package

TEXT = "Kết quả công tác năm 2024"
"""What each of these files says (in plain letters where the format has no others)."""
PLAIN = "Ket qua cong tac nam 2024"
_HELLO = f"<w:p><w:r><w:t>{TEXT}</w:t></w:r></w:p>"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_MACRO = "application/vnd.ms-word"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_READ = frozenset({"accepted"})
_REST = frozenset({"accepted", "partial"})
_REFUSED = frozenset({"unreadable", "unsupported", "incomplete"})


def hazards() -> Iterator[Hazard]:
    """All of them. Those that must be ``accepted`` hold ``TEXT`` or ``PLAIN``."""
    yield from _types()
    yield from _relations()
    yield from _members()
    yield from _zips()
    yield from _flat()
    yield from _others()


def _whole() -> list[Entry]:
    return package(document(_HELLO))


def _with(changes: dict[str, bytes | None]) -> bytes:
    """The usual package with members replaced, added, or left out (None)."""
    members = {item.name.decode(): item for item in _whole()}
    for name, content in changes.items():
        if content is None:
            members.pop(name)
        else:
            members[name] = entry(name, content)
    return archive(list(members.values()))


def _types() -> Iterator[Hazard]:
    for name, kind in (
        ("template", f"{_WORD}.template.main+xml"), ("macros", f"{_MACRO}.document.macroEnabled.main+xml"),
        ("macro-template", f"{_MACRO}.template.macroEnabledTemplate.main+xml"), ("octets", "application/octet-stream"),
        ("glossary", f"{_WORD}.document.glossary+xml"), ("empty", ""), ("spaces", f" {_WORD}.document.main+xml "),
    ):  # fmt: skip
        for suffix in ("docx", "dotx", "docm", "dotm", "doc", "bin"):
            said = f"{_HELLO}<w:p><w:r><w:t>{suffix}</w:t></w:r></w:p>"
            yield Hazard(f"type-{name}.{suffix}", archive(package(document(said), kind)), _READ)
    yield Hazard("types-missing.docx", _with({"[Content_Types].xml": None}), _READ)
    yield Hazard("types-not-xml.docx", _with({"[Content_Types].xml": b"<Types"}), _READ)
    strict = document(_HELLO, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    relation = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    for kind in (f"{_WORD}.document.main+xml", f"{_WORD}.template.main+xml"):
        name = "strict" if "document" in kind.rpartition(".wordprocessingml")[2] else "strict-template"
        yield Hazard(f"{name}.docx", archive(package(strict, kind, rel=relation)), _READ)


def _relations() -> Iterator[Hazard]:
    head = f'<Relationships xmlns="{_PACKAGE}/relationships">'
    link = '<Relationship Id="r1" Type="{}/{}" Target="{}"{}/>'
    tail = "</Relationships>"
    for name, target in (
        ("absolute", "/word/document.xml"), ("dots", "./word/../word/document.xml"), ("backslash", "word\\document.xml"),
        ("capitals", "Word/Document.XML"), ("spaces", "word/document.xml "), ("escaped", "word/document%2Exml"),
    ):  # fmt: skip
        root = head + link.format(_R, "officeDocument", target, "") + tail
        yield Hazard(f"target-{name}.docx", _with({"_rels/.rels": root.encode()}), _READ)
    for name, root in (
        ("missing", None), ("empty", head + tail), ("broken", head), ("no-id", head + '<Relationship Target="word/document.xml"/>' + tail),
        ("dead", head + link.format(_R, "officeDocument", "word/nowhere.xml", "") + tail),
        ("external", head + link.format(_R, "officeDocument", "http://127.0.0.1:9/x.xml", ' TargetMode="External"') + tail),
        ("docprops-dead", head + link.format(_R, "officeDocument", "word/document.xml", "") + link.format(_R, "extended-properties", "docProps/app.xml", "").replace("r1", "r2") + tail),
    ):  # fmt: skip
        yield Hazard(f"relations-{name}.docx", _with({"_rels/.rels": root.encode() if root else None}), _READ)
    dead = "".join(
        link.format(_R, kind, target, "").replace('"r1"', f'"r{n}"')
        for n, (kind, target) in enumerate(
            (("styles", "styles.xml"), ("numbering", "NULL"), ("image", "../NULL"), ("footnotes", ""), ("header", "/"))
        )
    )
    yield Hazard("parts-missing.docx", _with({"word/_rels/document.xml.rels": f"{head}{dead}{tail}".encode()}), _READ)
    yield Hazard(
        "relations-none-at-all.docx", _with({"_rels/.rels": None, "word/_rels/document.xml.rels": None}), _READ
    )
    theme = head + link.format(_R, "officeDocument", "theme/theme/themeManager.xml", "") + tail
    manager = b'<a:themeManager xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/>'
    members = {"_rels/.rels": theme.encode(), "theme/theme/themeManager.xml": manager}
    yield Hazard("main-is-theme.docx", _with(dict(members)), _READ)
    for place in ("word/document2.xml", "document.xml", "doc/main.xml", "word/document", "x/y/z/a.bin"):
        root = head + link.format(_R, "officeDocument", place, "") + tail
        members = {"_rels/.rels": root.encode(), "word/document.xml": None, place: document(_HELLO).encode()}
        yield Hazard(f"main-{place.replace('/', '-')}.docx", _with(members), _READ)


def _members() -> Iterator[Hazard]:
    main = document(_HELLO)
    for name, data in (
        ("utf16", main.replace("UTF-8", "UTF-16").encode("utf-16")), ("utf16-be", b"\xfe\xff" + main.replace("UTF-8", "UTF-16").encode("utf-16-be")),
        ("utf8-mark", b"\xef\xbb\xbf" + main.encode()), ("no-declaration", main.partition("?>")[2].encode()), ("blank-before", b"\r\n" + main.partition("?>")[2].encode()),
        ("trailing-rubbish", main.encode() + b"\0\0\0\0rubbish"), ("bad-bytes", main.replace("<w:sectPr/>", "<w:p><w:r><w:t>\x0b</w:t></w:r></w:p>").encode()),
        ("unknown-prefix", main.replace("<w:sectPr/>", "<odd:thing/>").encode()), ("cut-tag", main.encode()[:-20]),
    ):  # fmt: skip
        yield Hazard(f"main-{name}.docx", _with({"word/document.xml": data}), _REST)
    for part in ("styles", "numbering", "settings", "footnotes", "comments", "fontTable"):
        for name, data in (("not-xml", "không phải XML"), ("empty", ""), ("other-root", "<html/>")):
            yield Hazard(f"{part}-{name}.docx", docx(_HELLO, **{part: data}), _READ)
    whole = _whole()
    yield Hazard(
        "members-backslash.docx", archive([replace(e, name=e.name.replace(b"/", b"\\")) for e in whole]), _READ
    )
    yield Hazard("members-slash-first.docx", archive([replace(e, name=b"/" + e.name) for e in whole]), _READ)
    yield Hazard("members-capitals.docx", archive([replace(e, name=e.name.upper()) for e in whole]), _READ)
    yield Hazard("member-twice.docx", archive([*whole, whole[0]]), _REST | _REFUSED)
    yield Hazard("folders-as-members.docx", archive([Entry(b"word/", b"", 0, 0, 0), *whole]), _READ)
    yield Hazard("member-zero-picture.docx", archive([*whole, Entry(b"word/media/a.png", b"", 0, 0, 0)]), _READ)
    content = f"<w:sdt><w:sdtContent>{_HELLO}</w:sdtContent></w:sdt>"
    yield Hazard("only-in-control.docx", docx(content), _READ)
    yield Hazard("alternate-body.docx", docx(f'<w:altChunk r:id="r0"/>{_HELLO}'), _READ)


def _zips() -> Iterator[Hazard]:
    whole = _whole()
    data = archive(whole)
    stored = [Entry(e.name, raw := zlib.decompress(e.packed, -15), len(raw), e.crc, 0) for e in whole]
    yield Hazard("zip-stored.docx", archive(stored), _READ)
    for name, rubbish in (
        ("line", b"\r\n"),
        ("mark", b"\xef\xbb\xbf"),
        ("http", b"HTTP/1.1 200 OK\r\nContent-Type: x\r\n\r\n"),
        ("nul", bytes(512)),
    ):
        yield Hazard(f"zip-{name}-before.docx", rubbish + data, _READ)
    yield Hazard("zip-rubbish-after.docx", data + b"\r\n<!-- served by x -->" * 20, _READ)
    yield Hazard("zip-nul-after.docx", data + bytes(70_000), _REST)
    directory = data.index(b"PK\1\2")
    for name, copy in (
        ("no-end", data[: data.rindex(b"PK\5\6")]), ("no-directory", data[:directory]), ("half-directory", data[: directory + 60]),
        ("directory-zeros", data[:directory] + bytes(len(data) - directory)),
    ):  # fmt: skip
        yield Hazard(f"zip-{name}.docx", copy, _REST)
    yield Hazard("zip-directory-lies.docx", data[:-6] + b"\xff\xff\0\0\0\0", _REST | _REFUSED)
    yield Hazard("zip-descriptors.docx", _described(whole), _READ)
    yield Hazard("zip-descriptors-no-end.docx", (described := _described(whole))[: described.index(b"PK\1\2")], _REST)
    long = document("".join(f"<w:p><w:r><w:t>{TEXT}, mục {n * 7919 % 10007}</w:t></w:r></w:p>" for n in range(2_000)))
    cut = archive(package(long))
    yield Hazard("zip-cut-in-main.docx", cut[: len(cut) * 2 // 3], frozenset({"partial"}))
    yield Hazard("zip-method-bzip2.docx", archive([*whole[:2], replace(whole[2], method=12), *whole[3:]]), _REFUSED)


def _described(entries: list[Entry]) -> bytes:
    """Sizes and checksums after each member instead of before it, as programs that write to a pipe do."""
    body, directory = bytearray(), bytearray()
    for item in entries:
        place = len(body)
        head = struct.pack("<5H3L2H", 20, 0x808, 8, 0, 33, 0, 0, 0, len(item.name), 0)
        sizes = struct.pack("<3L", item.crc, len(item.packed), item.size)
        body += b"PK\3\4" + head + item.name + item.packed + b"PK\7\x08" + sizes
        fields = (0x808, 8, 0, 33, item.crc, len(item.packed), item.size, len(item.name))
        directory += b"PK\1\2" + struct.pack("<6H3L5H2L", 20, 20, *fields, 0, 0, 0, 0, 0, place) + item.name
    count = len(entries)
    return bytes(body + directory + b"PK\5\6" + struct.pack("<4H2LH", 0, 0, count, count, len(directory), len(body), 0))


def _flat() -> Iterator[Hazard]:
    space = "http://schemas.microsoft.com/office/2006/xmlPackage"
    parts = "".join(
        f'<pkg:part pkg:name="/{item.name.decode()}"><pkg:xmlData>{_root(item)}</pkg:xmlData></pkg:part>'
        for item in _whole()
        if item.name != b"[Content_Types].xml"
    )
    picture = f'<pkg:part pkg:name="/word/media/a.png"><pkg:binaryData>{base64.b64encode(bytes(99)).decode()}</pkg:binaryData></pkg:part>'
    head = '<?xml version="1.0" standalone="yes"?><?mso-application progid="Word.Document"?>'
    flat = f'{head}<pkg:package xmlns:pkg="{space}">{parts}{picture}</pkg:package>'.encode()
    for suffix in ("xml", "docx", "doc"):
        yield Hazard(f"flat-opc.{suffix}", flat + f"<!-- {suffix} -->".encode(), _READ)
    yield Hazard("flat-opc-cut.xml", flat[: len(flat) // 2], _REFUSED)
    yield Hazard("flat-opc-doctype.xml", flat.replace(b"<pkg:package", b"<!DOCTYPE x><pkg:package", 1), _REFUSED)
    yield Hazard("flat-opc-nothing.xml", f'<pkg:package xmlns:pkg="{space}"/>'.encode(), _REFUSED)
    old = "http://schemas.microsoft.com/office/word/2003/wordml"
    word = f'{head}<w:wordDocument xmlns:w="{old}"><w:body>{_HELLO}</w:body></w:wordDocument>'.encode()
    for suffix in ("xml", "doc"):
        yield Hazard(f"word-2003.{suffix}", word + f"<!-- {suffix} -->".encode(), _READ)
    entity = word.replace(
        b"<w:wordDocument", b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><w:wordDocument", 1
    )
    yield Hazard("word-2003-doctype.xml", entity, _REFUSED)


def _root(item: Entry) -> str:
    return zlib.decompress(item.packed, -15).decode().partition("?>")[2] or zlib.decompress(item.packed, -15).decode()


def _others() -> Iterator[Hazard]:
    page = f"<html><head><meta charset='utf-8'></head><body><p>{TEXT}</p></body></html>"
    mail = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
    part = f"Content-Type: text/html; charset=utf-8\r\nContent-Location: file:///C:/x.htm\r\n\r\n{page}\r\n--b--\r\n"
    for name, data in (
        ("page", page.encode()), ("page-utf16", page.replace("utf-8", "utf-16").encode("utf-16")), ("page-comment", f"<!-- Word -->\r\n{page}".encode()),
        ("page-declared", f"<?xml version='1.0' encoding='utf-8'?>\n<!DOCTYPE html>\n{page}".encode()), ("web-archive", (mail + part).encode()),
        ("rtf", b"{\\rtf1\\ansi " + PLAIN.encode() + b"}"), ("rtf-blank", b"\r\n {\\rtf1\\ansi " + PLAIN.encode() + b"}"), ("text", f"BÁO CÁO\n\n{TEXT}\n".encode()),
    ):  # fmt: skip
        for suffix in ("doc", "docx"):
            said = data.replace(b"2024", b"2024, " + suffix.encode()) if b"2024" in data else data
            yield Hazard(f"as-{name}.{suffix}", said, _READ)
    for name, data in (
        ("zero-byte", b""), ("nul", bytes(20_000)), ("placeholder", bytes(4096)),
    ):  # fmt: skip
        yield Hazard(f"nothing-{name}.docx", data, _REFUSED)
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(2_000)
    for suffix in ("docx", "docm", "dotx", "doc"):
        yield Hazard(f"locked.{suffix}", ole, frozenset({"encrypted"}))
    for name, data in (
        ("word-2", b"\xdb\xa5-\0"),
        ("wordperfect", b"\xffWPC"),
        ("word-pro", b"WordPro\0"),
        ("dos", b"\x31\xbe\0\0"),
    ):
        yield Hazard(f"stub-{name}.doc", data + bytes(range(256)) * 4, READ | _REFUSED)
