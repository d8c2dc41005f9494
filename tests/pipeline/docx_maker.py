"""Word files for tests, written part by part so that every odd construct can be put in."""

from __future__ import annotations

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{REL}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_KINDS = ("styles", "numbering", "footnotes", "endnotes", "settings")


def run(text: str, props: str = "") -> str:
    """A run; ``props`` is the inside of its rPr."""
    return f'<w:r><w:rPr>{props}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def para(content: str = "", props: str = "") -> str:
    """A paragraph; plain text becomes a run."""
    inner = content if content.startswith("<") or not content else run(content)
    return f"<w:p><w:pPr>{props}</w:pPr>{inner}</w:p>"


def numbered(text: str, num: int, level: int = 0) -> str:
    """A paragraph of list ``num``."""
    return para(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


def cell(content: str, props: str = "") -> str:
    """A table cell; plain text becomes a paragraph."""
    return f"<w:tc><w:tcPr>{props}</w:tcPr>{content if content.startswith('<') else para(content)}</w:tc>"


def table(*rows: list[str], props: str = "") -> str:
    """A table of cells."""
    return f"<w:tbl><w:tblPr>{props}</w:tblPr>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows) + "</w:tbl>"


BORDERS = '<w:tblBorders><w:top w:val="single"/><w:insideH w:val="single"/></w:tblBorders>'


def make_docx(
    body: str,
    *,
    parts: dict[str, str] | None = None,
    relations: str = "",
    main: str = "word/document.xml",
    content_type: str = MAIN,
    strict: bool = False,
    extra: dict[str, bytes] | None = None,
    root: str = "document",
) -> bytes:
    """A Word file. ``parts`` maps styles, numbering, footnotes... to the inside of their root element."""
    parts = parts or {}
    folder = main.rpartition("/")[0]
    rels = "".join(
        f'<Relationship Id="rId{kind}" Type="{REL}/{kind}" Target="{kind}.xml"/>' for kind in _KINDS if kind in parts
    )
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/{main}" ContentType="{content_type}"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{REL}/officeDocument" Target="{main}"/></Relationships>',
        f"{folder}/_rels/{main.rpartition('/')[2]}.rels": "<Relationships "
        f'xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rels}{relations}</Relationships>',
        main: f"<w:{root} {NAMESPACES}><w:body>{body}</w:body></w:{root}>",
    }
    for name, inner in parts.items():
        tag = {"header": "hdr", "footer": "ftr"}.get(name[:6], name) if name[6:].isdigit() else name
        files[f"{folder}/{name}.xml"] = f"<w:{tag} {NAMESPACES}>{inner}</w:{tag}>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, _strict(text) if strict else text)
        for name, data in (extra or {}).items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _strict(text: str) -> str:
    text = text.replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    return text.replace(REL, "http://purl.oclc.org/ooxml/officeDocument/relationships")


def level(index: int, form: str, text: str, extra: str = "") -> str:
    """A level of an abstract list."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{extra}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    """One abstract list and its nums."""
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{nums}'


def with_package_relation(data: bytes, kind: str, target: str) -> bytes:
    """The same file with one more relationship of the package."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "_rels/.rels":
                added = f'<Relationship Id="extra" Type="{kind}" Target="{target}"/></Relationships>'
                text = text.replace(b"</Relationships>", added.encode())
            new.writestr(name, text)
    return buffer.getvalue()
