"""Digital signatures: intact, altered, and an unknown chain said as such."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta

import pytest

pytest.importorskip("pyhanko")

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, SimpleSigner, sign_pdf
from reportlab.pdfgen.canvas import Canvas

from pipeline.signing import digital_signatures


def _pdf() -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    canvas.drawString(72, 720, "BAO CAO 2024")
    canvas.save()
    return buffer.getvalue()


@pytest.fixture(scope="module")
def signed() -> bytes:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "SỞ MẪU")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    bundle = serialization.pkcs12.serialize_key_and_certificates(b"x", key, certificate, None, plain)
    signer = SimpleSigner.load_pkcs12_data(bundle, other_certs=[])
    out = io.BytesIO()
    sign_pdf(IncrementalPdfFileWriter(io.BytesIO(_pdf())), PdfSignatureMetadata(field_name="S1"), signer, output=out)
    return out.getvalue()


def test_an_intact_signature_with_an_unknown_chain(signed: bytes) -> None:
    (found,) = digital_signatures(signed)
    assert found.signer == "SỞ MẪU"
    assert found.intact
    assert found.covers_whole_file
    assert found.trusted is None
    assert found.signed_at is not None


def test_one_changed_byte_is_altered(signed: bytes) -> None:
    place = signed.index(b"/MediaBox")
    (found,) = digital_signatures(signed[:place] + b"/MediaBax" + signed[place + 9 :])
    assert not found.intact


def test_files_without_signature_have_none() -> None:
    assert digital_signatures(_pdf()) == ()
    assert digital_signatures(b"/ByteRange but no PDF") == ()
