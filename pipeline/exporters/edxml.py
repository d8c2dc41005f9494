"""Header of the consolidated report for the document exchange axis (edXML, QCVN 102:2016/BTTTT).

Header only: nothing is attached and nothing is sent. No schema file is published for the standard, so the order and the
names of the elements follow its text. Number, date and all codes (organisation, type, priority) are left empty for
the clerk: codes are never invented.
"""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from pipeline.exporters._atomic import write_bytes
from pipeline.merge.naming import readable
from pipeline.merge.periods import label
from schemas.consolidation import Consolidation

NAME, SUFFIX, SCOPE = "edxml", ".edxml", "consolidation"
_SPACE = "http://www.mic.gov.vn/TBT/QCVN_102_2016"


def export(source: Consolidation, path: Path) -> None:
    """Write the header of ``source`` to ``path``."""
    tree = etree.ElementTree(_envelope(source))
    write_bytes(path, etree.tostring(tree, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _envelope(source: Consolidation) -> etree._Element:
    department = source.department
    root = etree.Element(_name("edXML"), nsmap={"edXML": _SPACE})
    header = _add(_add(root, "edXMLEnvelope"), "edXMLHeader")
    message = _add(header, "MessageHeader")
    sender = _add(message, "From")
    _fields(sender, OrganId="", OrganizationInCharge=department.parent, OrganName=readable(department.name))
    for addressee in department.addressees:
        _fields(_add(message, "To"), OrganId="", OrganName=addressee)
    _fields(_add(message, "Code"), CodeNumber="", CodeNotation=f"BC-{department.symbol}")
    _fields(_add(message, "PromulgationInfo"), Place=_known(department.place), PromulgationDate="")
    _fields(_add(message, "DocumentType"), Type="", TypeName="Báo cáo", TypeDetail="")
    _fields(message, Subject=f"{source.title} {label(source.period)}", Content="")
    _fields(
        _add(message, "SignerInfo"), Competence=department.authority or "", Position=department.position, FullName=""
    )
    _fields(message, DueDate="")
    places = _add(message, "ToPlaces")
    for recipient in department.recipients:
        _fields(places, Place=recipient)
    other = _add(message, "OtherInfo")
    _fields(other, Priority="", SphereOfPromulgation="", TyperNotation="", PromulgationAmount="", PageAmount="")
    appendixes = _add(other, "Appendixes")
    for appendix in ("Phụ lục I", "Phụ lục II", "Phụ lục III"):
        _fields(appendixes, Appendix=appendix)
    _fields(message, SteeringType="", DocumentId="")
    return root


def _known(text: str) -> str:
    """``text`` unless it is the dots that stand for what a person writes."""
    return "" if "…" in text else text


def _add(parent: etree._Element, name: str) -> etree._Element:
    return etree.SubElement(parent, _name(name))


def _fields(parent: etree._Element, **values: str) -> None:
    for name, value in values.items():
        _add(parent, name).text = value or None


def _name(local: str) -> etree.QName:
    return etree.QName(_SPACE, local)
