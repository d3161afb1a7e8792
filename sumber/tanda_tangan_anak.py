"""The check of a signed PDF itself, in the limited child process (PAdES, ETSI EN 319 142; ISO 32000-2 §12.8).

Every signature must fit (digest and value), cover the file or one whole revision of it with nothing but further
signatures, timestamps and validation data after it, and lead to a trusted root. Strict reading: a file that pyHanko
can only make sense of by guessing is `rusak`.
"""

from __future__ import annotations

import asyncio
import base64
import io
import logging
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from asn1crypto import cms
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESIndeterminate
from pyhanko.sign.diff_analysis import (
    DEFAULT_DIFF_POLICY,
    FormUpdatingRule,
    GenericFieldModificationRule,
    ModificationLevel,
    StandardDiffPolicy,
)
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation.generic_cms import (
    extract_tst_data_iter,
    message_imprint_checker,
    validate_tst_signed_data,
)
from pyhanko.sign.validation.pdf_embedded import (
    EmbeddedPdfSignature,
    async_validate_pdf_signature,
    async_validate_pdf_timestamp,
    collect_embedded_signatures,
)
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import (
    DocumentTimestampStatus,
    PdfSignatureStatus,
    SignatureCoverageLevel,
    TimestampSignatureStatus,
)

from dip.anak import Panggilan
from dip.jam import WIB, ke_wib
from dip.sidik import sha256
from dip.tanda_tangan import Cakupan, HasilTandaTangan, TandaTangan, rapikan_asing
from sumber.tanda_tangan_rantai import AkarRusak, Rantai, berlaku, kenali, untuk_tanda_tangan, urai_akar
from sumber.tanda_tangan_teks import baca_teks

logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # it quotes what the file says
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)

_MAKS_TANDA = 20
_ATURAN_BIDANG = DEFAULT_DIFF_POLICY.form_rule.field_rules if DEFAULT_DIFF_POLICY.form_rule else []
_SESUDAHNYA = StandardDiffPolicy(
    global_rules=DEFAULT_DIFF_POLICY.global_rules,
    # without the rule that lets form fields be filled in: nothing that is read may change
    form_rule=FormUpdatingRule(
        field_rules=[r for r in _ATURAN_BIDANG if not isinstance(r, GenericFieldModificationRule)]
    ),
)
"""What may be added to a signed file: further signatures, timestamps, validation data."""

_KEGUNAAN = KeyUsageConstraints(key_usage=frozenset())  # judged by ourselves, to say what is wrong
_LEMAH = (AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE, AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE_NO_POE)


def periksa_langsung(isi: bytes, akar: Sequence[bytes]) -> HasilTandaTangan:
    """Check a document in this very process: what runs in the child. Raises MemoryError only."""
    sha = sha256(isi)
    if not isi.startswith(b"%PDF-"):
        return HasilTandaTangan(sha, masalah=("bukan_pdf",))
    try:
        rantai = Rantai(urai_akar(akar))
    except AkarRusak:
        return HasilTandaTangan(sha, masalah=("akar_rusak",))
    try:
        return asyncio.run(_periksa(isi, sha, rantai))
    except MemoryError:
        raise
    except Exception:  # pyHanko and asn1crypto raise anything over a broken file
        return HasilTandaTangan(sha, masalah=("rusak",))


async def _periksa(isi: bytes, sha: str, rantai: Rantai) -> HasilTandaTangan:
    reader = PdfFileReader(io.BytesIO(isi), strict=True)
    if reader.encrypt_dict is not None:
        return HasilTandaTangan(sha, masalah=("terkunci",))
    semua = [nama for nama, _, _ in enumerate_sig_fields(reader, filled_status=True)]
    if not semua:
        return HasilTandaTangan(sha, masalah=("tanpa_tanda_tangan",))
    if len(semua) > _MAKS_TANDA:
        return HasilTandaTangan(sha, masalah=("terlalu_besar",))
    tertanam = collect_embedded_signatures(reader)
    # pyHanko passes over signatures whose form it does not know; somebody signed there all the same
    masalah = ["tidak_dikenal"] if len(tertanam) != len(semua) else []
    rantai.ambil(reader, (t.signed_data for t in tertanam))
    stempel = [(t, await _stempel(t, rantai, isi)) for t in tertanam if t.sig_object_type == "/DocTimeStamp"]
    hasil = [s if s else await _tanda(t, rantai, isi, stempel) for t in tertanam for s in (_dari(stempel, t),)]
    if not any(t.jenis == "tanda_tangan" for t in hasil):
        masalah.append("tanpa_tanda_tangan")
    ujung = [_ujung(t) for t, h in zip(tertanam, hasil, strict=True) if h.jenis == "tanda_tangan" and _utuh(h)]
    # what the first signer saw; later revisions that change it are refused anyway
    terbaca = baca_teks(isi[: min(ujung, default=len(isi))])
    if terbaca is None:
        masalah.append("tidak_terbaca")
    sidik, edisi = terbaca or ([], [])
    return HasilTandaTangan(sha, tuple(hasil), tuple(sidik), tuple(edisi), tuple(masalah))


def _dari(stempel: Iterable[tuple[EmbeddedPdfSignature, TandaTangan]], t: EmbeddedPdfSignature) -> TandaTangan | None:
    return next((h for s, h in stempel if s is t), None)


def _utuh(h: TandaTangan) -> bool:
    return h.utuh and h.cakupan != "sebagian"


def _ujung(t: EmbeddedPdfSignature) -> int:
    """Where the signed bytes end."""
    return int(t.byte_range[2]) + int(t.byte_range[3])


def _cakupan(t: EmbeddedPdfSignature, isi: bytes) -> Cakupan:
    """pyHanko's verdict, and that the only hole in the signed bytes is the signature between its brackets."""
    if len(t.byte_range) != 4:
        return "sebagian"
    mulai, lubang, lanjut, _ = (int(n) for n in t.byte_range)
    rapat = mulai == 0 and lanjut - lubang == 2 * len(t.pkcs7_content) + 2
    if not rapat or isi[lubang : lubang + 1] != b"<" or isi[lanjut - 1 : lanjut] != b">":
        return "sebagian"
    if t.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return "berkas" if _ujung(t) == len(isi) else "sebagian"
    if t.signed_revision + 1 == t.reader.xrefs.total_revisions and isi[_ujung(t) :].strip(b" \t\r\n"):
        return "sebagian"  # something stands behind it that is no revision of the document
    return "revisi" if t.coverage == SignatureCoverageLevel.ENTIRE_REVISION else "sebagian"


def _perubahan(status: PdfSignatureStatus | DocumentTimestampStatus) -> bool:
    """Whether something was changed after signing that must not be."""
    tingkat = status.modification_level
    return tingkat is None or tingkat > ModificationLevel.FORM_FILLING or status.docmdp_ok is False


async def _stempel(t: EmbeddedPdfSignature, rantai: Rantai, isi: bytes) -> TandaTangan:
    """A document timestamp. Whether its issuer is trusted only says what its time is worth."""
    saat = _waktu_token(t.signed_data)
    status = await async_validate_pdf_timestamp(t, rantai.konteks(saat), diff_policy=_SESUDAHNYA)
    cakupan = _cakupan(t, isi)
    utuh = status.intact and status.valid
    salah = not status.intact or cakupan == "sebagian" or _perubahan(status)
    masalah = [k for k, ada in (("berubah_sesudah_ditandatangani", salah), ("rusak", not status.valid)) if ada]
    return TandaTangan(
        jenis="stempel_waktu",
        bidang=rapikan_asing(t.field_name),
        utuh=utuh,
        dipercaya=await _stempel_dipercaya(status, rantai),
        cakupan=cakupan,
        waktu=ke_wib(saat).isoformat(),
        waktu_diklaim=False,
        masalah=tuple(masalah),
        **kenali(status.signing_cert),
    )


def _waktu_token(data: cms.SignedData) -> datetime:
    """The time inside a timestamp token (RFC 3161), before anything of it is proved."""
    saat = data["encap_content_info"]["content"].parsed["gen_time"].native
    if not isinstance(saat, datetime):
        raise ValueError("stempel tanpa waktu")
    return saat


async def _stempel_dipercaya(status: TimestampSignatureStatus, rantai: Rantai) -> bool:
    if not status.trusted or status.validation_path is None:
        return False
    jalan = list(status.validation_path.iter_certs(include_root=False))
    return not await rantai.dicabut(jalan, status.timestamp, terbukti=False)


async def _waktu(
    t: EmbeddedPdfSignature, rantai: Rantai, stempel: Sequence[tuple[EmbeddedPdfSignature, TandaTangan]]
) -> tuple[datetime | None, bool]:
    """When it was signed and whether that is only claimed: the timestamp on the signature, one on a later revision
    that covers it, else the signer's own clock.
    """
    for token in extract_tst_data_iter(t.signer_info, signed=False):
        saat = _waktu_token(token)
        kwargs = await validate_tst_signed_data(token, rantai.konteks(saat), message_imprint_checker(t.signer_info))
        if await _stempel_dipercaya(TimestampSignatureStatus(**kwargs), rantai):
            return saat, False
    sesudah = [
        datetime.fromisoformat(h.waktu)
        for s, h in stempel
        if h.dipercaya and not h.masalah and _ujung(s) > _ujung(t) and s.signed_revision > t.signed_revision
    ]
    if sesudah:
        return min(sesudah), False
    klaim = t.self_reported_timestamp
    # a clock without zone (only possible in the PDF dictionary) is one on a desk here
    return (klaim.replace(tzinfo=WIB) if klaim is not None and klaim.tzinfo is None else klaim), True


async def _tanda(
    t: EmbeddedPdfSignature,
    rantai: Rantai,
    isi: bytes,
    stempel: Sequence[tuple[EmbeddedPdfSignature, TandaTangan]],
) -> TandaTangan:
    """A signature of a person or a seal."""
    saat, klaim = await _waktu(t, rantai, stempel)
    cert = t.signer_cert
    konteks = rantai.konteks(saat or cert.not_valid_before)
    status = await async_validate_pdf_signature(
        t, konteks, konteks, diff_policy=_SESUDAHNYA, key_usage_settings=_KEGUNAAN
    )
    cakupan = _cakupan(t, isi)
    masalah: list[str] = []
    if not status.intact or cakupan == "sebagian" or _perubahan(status):
        masalah.append("berubah_sesudah_ditandatangani")
    if not status.valid and status.intact:
        masalah.append("rusak")
    if not status.seed_value_ok:
        masalah.append("tidak_dikenal")
    sertifikat = await _masalah_sertifikat(status, rantai, saat, klaim=klaim)
    return TandaTangan(
        jenis="tanda_tangan",
        bidang=rapikan_asing(t.field_name),
        utuh=status.intact and status.valid,
        dipercaya=status.trusted and not sertifikat,
        cakupan=cakupan,
        waktu=ke_wib(saat).isoformat() if saat else "",
        waktu_diklaim=klaim,
        masalah=(*masalah, *([sertifikat] if sertifikat else [])),
        **kenali(cert),
    )


async def _masalah_sertifikat(status: PdfSignatureStatus, rantai: Rantai, saat: datetime | None, *, klaim: bool) -> str:
    """The first thing wrong with the certificate or the time, or nothing."""
    cert = status.signing_cert
    if saat is None:
        return "tanpa_waktu"
    if not berlaku(cert, saat):
        return "kedaluwarsa"
    if status.trust_problem_indic in _LEMAH:
        return "algoritma_lemah"
    if not untuk_tanda_tangan(cert):
        return "bukan_untuk_tanda_tangan"
    if not (status.intact and status.valid):
        return ""  # already said; a chain is only looked at for a signature that fits
    if not status.trusted or status.validation_path is None:
        return "tidak_dipercaya"
    jalan = list(status.validation_path.iter_certs(include_root=False))
    return "dicabut" if await rantai.dicabut(jalan, saat, terbukti=not klaim) else ""


def _tanpa_jaringan(peristiwa: str, _isi: tuple[Any, ...]) -> None:
    """Audit hook: nothing here may reach out, whatever a certificate asks for."""
    if peristiwa in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        raise PermissionError(peristiwa)


def _panggil(kepala: dict[str, Any], isi: bytes) -> dict[str, Any]:
    sys.addaudithook(_tanpa_jaringan)
    return periksa_langsung(isi, [base64.b64decode(a) for a in kepala["akar"]]).ke_json()


PANGGILAN: Panggilan = {"periksa": _panggil}
