"""Word files: spans and floods that amplify, entities, deep trees, strict and odd packages, damage."""

from __future__ import annotations

import base64
from collections.abc import Iterator

from benchmarks.hostile.hazards import READ, Hazard
from benchmarks.hostile.hazards._archive import MEGA, Entry, archive, entry, repeated

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_STRICT_R = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HELLO = "<w:p><w:r><w:t>Kết quả công tác năm 2024</w:t></w:r></w:p>"
_BAD = frozenset({"too_large", "unreadable"})
_DONE = frozenset({"accepted"})
_ENDED = READ | _BAD | {"timeout"}
_KINDS = ("styles", "numbering", "settings", "footnotes", "header", "comments")


def document(body: str, namespace: str = _W, before: str = "") -> str:
    """A main part."""
    head = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{before}'
    return f'{head}<w:document xmlns:w="{namespace}" xmlns:r="{_R}"><w:body>{body}<w:sectPr/></w:body></w:document>'


def package(main: str | bytes, kind: str = f"{_WORD}.document.main+xml", rel: str = _R, **parts: str) -> list[Entry]:
    """The members of a Word file; ``parts`` are related to the main part by their names."""
    overrides = f'<Override PartName="/word/document.xml" ContentType="{kind}"/>' if kind else ""
    types = f'<Default Extension="xml" ContentType="application/xml"/>{overrides}'
    link = '<Relationship Id="r{}" Type="{}/{}" Target="{}.xml"/>'
    links = "".join(link.format(n, rel, name, name) for n, name in enumerate(parts))
    members = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        + link.format(1, rel, "officeDocument", "word/document")
        + "</Relationships>",
        "word/document.xml": main,
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>',
    } | {f"word/{name}.xml": text for name, text in parts.items()}
    return [entry(name, text if isinstance(text, bytes) else text.encode()) for name, text in members.items()]


def docx(body: str, **parts: str) -> bytes:
    """A Word file with this body."""
    return archive(package(document(body), **parts))


def flood(unit: str, times: int, head: str = "", tail: str = "") -> bytes:
    """A Word file whose body is ``unit`` many times over."""
    before, after = document(head + "\0" + tail).split("\0")
    rest = [item for item in package("") if item.name != b"word/document.xml"]
    main = repeated("word/document.xml", unit.encode() * 1000, times // 1000, before.encode(), after.encode())
    return archive([main, *rest])


def hazards() -> Iterator[Hazard]:
    """All of them."""
    yield from _amplifiers()
    yield from _deep()
    yield from _entities()
    yield from _packages()
    yield from _damaged()


def _amplifiers() -> Iterator[Hazard]:
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="{}"/></w:tcPr>' + _HELLO + "</w:tc>"
    yield Hazard("gridspan-2e9.docx", docx(f"<w:tbl><w:tr>{cell.format(2_000_000_000)}</w:tr></w:tbl>"), _ENDED)
    yield Hazard("gridspan-200.docx", docx(f"<w:tbl><w:tr>{cell.format(16383) * 200}</w:tr></w:tbl>"), _ENDED)
    yield Hazard("gridspan-odd.docx", docx(f"<w:tbl><w:tr>{cell.format(-5)}{cell.format('NaN')}</w:tr></w:tbl>"), _DONE)
    before = f'<w:tbl><w:tr><w:trPr><w:gridBefore w:val="2000000000"/></w:trPr>{cell.format(1)}</w:tr></w:tbl>'
    yield Hazard("grid-before.docx", docx(before), _ENDED)
    merge = "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr>"
    yield Hazard("vmerge-100k.docx", docx("<w:tbl>" + merge * 100_000 + "</w:tbl>"), _ENDED)
    yield Hazard(
        "cells-1000x500.docx",
        docx("<w:tbl>" + f"<w:tr>{'<w:tc><w:p/></w:tc>' * 500}</w:tr>" * 1000 + "</w:tbl>"),
        _ENDED,
    )
    yield Hazard("paragraphs-2m.docx", flood("<w:p/>", 2_000_000), _ENDED)
    yield Hazard("paragraphs-text-300k.docx", flood(_HELLO, 300_000), _ENDED)
    yield Hazard("runs-1m-one-paragraph.docx", flood("<w:r><w:t>a</w:t></w:r>", 1_000_000, "<w:p>", "</w:p>"), _ENDED)
    yield Hazard("tables-20k.docx", flood(f"<w:tbl><w:tr><w:tc>{_HELLO}</w:tc></w:tr></w:tbl>", 20_000), _ENDED)
    yield Hazard(
        "text-30mb-one-run.docx", flood("một hai ba ", 2_000_000, "<w:p><w:r><w:t>", "</w:t></w:r></w:p>"), _ENDED
    )
    yield Hazard("part-1gb.docx", archive([repeated("word/document.xml", bytes(MEGA), 1024), *package("")[:2]]), _BAD)
    media = repeated("word/media/image1.png", bytes(MEGA), 100)
    yield Hazard("media-bomb.docx", archive([*package(document(_HELLO)), media]), _ENDED)
    item = '<w:p><w:pPr><w:numPr><w:ilvl w:val="{}"/><w:numId w:val="{}"/></w:numPr></w:pPr></w:p>'
    numbering = f'<w:numbering xmlns:w="{_W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="999999999999"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1%1%1%9"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    body = item.format(0, 1) * 50 + item.format(2_000_000_000, 1) + item.format(-1, -1) + item.format("x", "y")
    yield Hazard("numbering-odd.docx", docx(body, numbering=numbering), _DONE)
    roman = numbering.replace("lowerLetter", "upperRoman")
    yield Hazard("numbering-roman.docx", docx(body, numbering=roman), _DONE)
    loop = (
        f'<w:styles xmlns:w="{_W}">'
        + "".join(f'<w:style w:styleId="s{n}"><w:basedOn w:val="s{(n + 1) % 5000}"/></w:style>' for n in range(5000))
        + "</w:styles>"
    )
    yield Hazard(
        "styles-loop.docx",
        docx('<w:p><w:pPr><w:pStyle w:val="s1"/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>' * 200, styles=loop),
        _DONE,
    )
    notes = f'<w:footnotes xmlns:w="{_W}">' + f'<w:footnote w:id="1">{_HELLO}</w:footnote>' * 20_000 + "</w:footnotes>"
    yield Hazard(
        "footnotes-20k.docx",
        docx('<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>' * 20_000, footnotes=notes),
        _ENDED,
    )


def _deep() -> Iterator[Hazard]:
    for name, left, right in (
        ("tables", "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ("controls", "<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("insertions", "<w:ins>", "</w:ins>"),
    ):
        for depth in (60, 5_000):
            yield Hazard(f"deep-{name}-{depth}.docx", docx(left * depth + _HELLO + right * depth), _ENDED)
    yield Hazard("deep-elements-1m.docx", docx("<a>" * 1_000_000), _BAD | READ)
    yield Hazard("attributes-500k.docx", docx("<w:p " + " ".join(f'a{n}="1"' for n in range(500_000)) + "/>"), _ENDED)
    fields = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 50_000
    yield Hazard("fields-never-closed.docx", docx(f"<w:p>{fields}</w:p>{_HELLO}"), _ENDED)
    box = "<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>"
    yield Hazard("deep-boxes-40.docx", docx(box[0] * 40 + _HELLO + box[1] * 40), _ENDED)


def _entities() -> Iterator[Hazard]:
    bomb = (
        "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>"
        + "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(10))
        + "]>"
    )
    fetch = "<!DOCTYPE x [<!ENTITY f SYSTEM 'file:///etc/passwd'><!ENTITY k SYSTEM 'http://127.0.0.1:9/x'>]>"
    for name, kind in (("bomb", bomb), ("xxe", fetch), ("plain", "<!DOCTYPE x>")):
        body = "<w:p><w:r><w:t>&k;&f;</w:t></w:r></w:p>" if name != "plain" else _HELLO
        yield Hazard(f"doctype-{name}.docx", archive(package(document(body, before=kind))), frozenset({"unreadable"}))
    for part in _KINDS:
        data = docx(_HELLO, **{part: f'{fetch}<w:{part} xmlns:w="{_W}">&f;</w:{part}>'})
        yield Hazard(f"doctype-in-{part}.docx", data, frozenset({"unreadable"}))
    wide = document(_HELLO, before="<!DOCTYPE x>").replace("UTF-8", "UTF-16").encode("utf-16")
    yield Hazard("doctype-utf16.docx", archive(package(wide)), frozenset({"unreadable"}))
    late = document(_HELLO, before="<!--" + "x" * 100_000 + "--><!DOCTYPE x>")
    yield Hazard("doctype-late.docx", archive(package(late)), frozenset({"unreadable"}))


def _packages() -> Iterator[Hazard]:
    strict = document(_HELLO, _STRICT_W)
    yield Hazard("strict.docx", archive(package(strict, rel=_STRICT_R)), _DONE)
    for name, kind in (
        ("template.dotx", f"{_WORD}.template.main+xml"),
        ("macros.docm", "application/vnd.ms-word.document.macroEnabled.main+xml"),
        ("odd-type.docx", "application/x-odd"),
        ("no-type.docx", ""),
    ):
        yield Hazard(name, archive(package(document(_HELLO), kind)), _DONE)
    whole = package(document(_HELLO))
    yield Hazard("no-content-types.docx", archive(whole[1:]), _DONE)
    yield Hazard("no-relations.docx", archive([whole[0], whole[2]]), _DONE)
    yield Hazard("no-main-part.docx", archive(whole[:2]), _BAD | {"unsupported"})
    yield Hazard(
        "utf16-main.docx", archive(package(document(_HELLO).replace("UTF-8", "UTF-16").encode("utf-16"))), _DONE
    )
    yield Hazard("doubled-parts.docx", archive([*whole, whole[2]]), READ | _BAD)
    yield Hazard(
        "backslashes.docx",
        archive([Entry(e.name.replace(b"/", b"\\"), e.packed, e.size, e.crc) for e in whole]),
        READ | _BAD,
    )
    yield Hazard(
        "encrypted-part.docx",
        archive([*whole[:2], Entry(b"word/document.xml", b"x" * 20, 20, 0, 0, 0x801)]),
        frozenset({"encrypted", "unreadable"}),
    )
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(2000)
    yield Hazard("password.docx", ole, frozenset({"encrypted"}))


def _damaged() -> Iterator[Hazard]:
    whole = docx(_HELLO * 200 + base64.b64encode(bytes(range(256)) * 40).decode())
    for tenth in range(1, 10):
        yield Hazard(f"cut-{tenth}0.docx", whole[: len(whole) * tenth // 10], READ | _BAD | {"unsupported"})
    yield Hazard("not-xml.docx", archive(package("không phải XML")), _BAD)
    yield Hazard("half-xml.docx", archive(package(document(_HELLO * 5)[:-60])), READ | _BAD)
    yield Hazard(
        "bad-utf8.docx", archive(package(document(_HELLO).encode().replace("ế".encode(), b"\xff\xfe"))), READ | _BAD
    )
    yield Hazard("surrogate.docx", docx("<w:p><w:r><w:t>a&#xD800;b&#0;</w:t></w:r></w:p>"), READ | _BAD)
    yield Hazard("no-body.docx", archive(package(document("").replace("w:body", "w:other"))), _BAD)
    yield Hazard("empty-body.docx", docx(""), READ | _BAD)
