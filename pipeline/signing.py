"""Digital signatures of PDF files: who signed, when, and whether the bytes are still those that were signed.

Nothing is fetched: without the issuer's certificates at hand the chain stays unknown (``trusted`` None), which is not
the same as bad. A file is ``intact`` only when the signature verifies and the signed bytes did not change; pyHanko's
``valid`` alone says neither.
"""

from __future__ import annotations

import io
import logging

from schemas.letterhead import DigitalSignature

_MARK = b"/ByteRange"


def digital_signatures(data: bytes) -> tuple[DigitalSignature, ...]:
    """All signatures of a PDF in the order they were made; none where the file has none or pyHanko is not installed."""
    if _MARK not in data:
        return ()
    try:
        from pyhanko.pdf_utils.misc import PdfError  # noqa: PLC0415 - half a second, only for signed files
        from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415
    except ImportError:
        return ()
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
    logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)
    try:
        reader = PdfFileReader(io.BytesIO(data), strict=False)
        found = list(reader.embedded_regular_signatures)
    except (PdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
        return ()
    return tuple(_check(signature) for signature in found)


def _check(signature: object) -> DigitalSignature:
    from pyhanko.pdf_utils.misc import PdfError  # noqa: PLC0415
    from pyhanko.sign.general import SigningError  # noqa: PLC0415
    from pyhanko.sign.validation import validate_pdf_signature  # noqa: PLC0415
    from pyhanko.sign.validation.errors import SignatureValidationError  # noqa: PLC0415
    from pyhanko.sign.validation.status import SignatureCoverageLevel  # noqa: PLC0415
    from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415

    context = ValidationContext(allow_fetching=False, trust_roots=[])
    try:
        status = validate_pdf_signature(signature, context, skip_diff=False)  # type: ignore[arg-type]
    except (PdfError, SigningError, SignatureValidationError, ValueError, KeyError, TypeError, AttributeError):
        return DigitalSignature(signer=_signer(signature), signed_at=_signed_at(signature), intact=False, method="read")
    return DigitalSignature(
        signer=_signer(signature),
        signed_at=_signed_at(signature),
        intact=bool(status.intact and status.valid),
        trusted=True if status.trusted else None,
        covers_whole_file=status.coverage is SignatureCoverageLevel.ENTIRE_FILE,
    )


def _signer(signature: object) -> str | None:
    certificate = getattr(signature, "signer_cert", None)
    if certificate is None:
        return None
    name = certificate.subject.native
    return str(name.get("common_name") or certificate.subject.human_friendly)


def _signed_at(signature: object) -> str | None:
    moment = getattr(signature, "self_reported_timestamp", None)
    return moment.isoformat() if moment is not None else None
