"""Certificates of a signature: chain to a trusted root, validity at a moment, revocation, and who it is (RFC 5280).

Offline: nothing is fetched. What the document itself brings (DSS, Adobe's attribute, CMS) is used for finding a chain
and for refusing; a missing proof that a certificate was not revoked refuses nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from asn1crypto import cms, crl, ocsp, pem, x509
from pyhanko.pdf_utils.decode_limits import DecodePurpose
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import CMSStructuralError, find_cms_attribute_iter
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.generic_cms import validate_cert_usage
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.policy_decl import (
    NO_REVOCATION,
    CertRevTrustPolicy,
    RevocationCheckingPolicy,
    RevocationCheckingRule,
)

from dip.jam import ke_wib
from dip.tanda_tangan import rapikan_asing, samarkan_nomor

KEGUNAAN_TANDA = frozenset({"non_repudiation", "digital_signature"})
"""Key usages of which one must stand in the certificate of a signer."""

_MAKS_BUKTI = 60
"""CRL and OCSP answers looked at in one document."""

_SATU_DETIK = timedelta(seconds=1)
_DITUNTUT = CertRevTrustPolicy(
    RevocationCheckingPolicy(RevocationCheckingRule.CRL_OR_OCSP_REQUIRED, RevocationCheckingRule.NO_CHECK)
)
_TANPA = CertRevTrustPolicy(NO_REVOCATION)
_APA_SAJA = KeyUsageConstraints(key_usage=frozenset())
_NAMA_ATRIBUT = ("serial_number", "user_id", "title", "organizational_unit_name", "organization_name")

Bukti: TypeAlias = crl.CertificateList | ocsp.OCSPResponse


class AkarRusak(Exception):
    """A root certificate from the settings cannot be read."""


def urai_akar(berkas: Iterable[bytes]) -> list[x509.Certificate]:
    """The certificates of PEM (one or more to a file) or DER files. Raises AkarRusak."""
    hasil: list[x509.Certificate] = []
    for isi in berkas:
        try:
            der = [d for jenis, _, d in pem.unarmor(isi, multiple=True) if jenis == "CERTIFICATE"]
        except ValueError:
            der = [isi]
        try:
            baru = [x509.Certificate.load(d, strict=True) for d in der]
            if not baru or not all(c.subject.native and c.sha256 for c in baru):
                raise AkarRusak
        except (ValueError, TypeError) as e:
            raise AkarRusak from e
        hasil += baru
    return hasil


@dataclass
class Rantai:
    """The trusted roots, and what one document brings beside them."""

    akar: list[x509.Certificate]
    sertifikat: list[x509.Certificate] = field(default_factory=list)
    bukti: list[Bukti] = field(default_factory=list)

    def ambil(self, reader: PdfFileReader, tanda: Iterable[cms.SignedData]) -> None:
        """Collect certificates and revocation facts from the document. Raises what pyHanko raises for broken ones."""
        try:
            dss = DocumentSecurityStore.read_dss(reader)
        except NoDSSFoundError:
            dss = None
        if dss is not None:
            self.sertifikat += list(dss.load_certs())
            self.bukti += [crl.CertificateList.load(_isi(r, DecodePurpose.CRL)) for r in dss.crls[:_MAKS_BUKTI]]
            self.bukti += [
                ocsp.OCSPResponse.load(_isi(r, DecodePurpose.OCSP_RESPONSE)) for r in dss.ocsps[:_MAKS_BUKTI]
            ]
        for data in tanda:
            self.sertifikat += [p.chosen for p in data["certificates"] or () if isinstance(p.chosen, x509.Certificate)]
            self.bukti += _bukti_cms(data)
        del self.bukti[_MAKS_BUKTI:]

    def konteks(self, saat: datetime) -> ValidationContext:
        """For judging a chain at a moment, without looking at revocation."""
        return ValidationContext(
            trust_roots=self.akar, other_certs=self.sertifikat, moment=saat, allow_fetching=False, revinfo_policy=_TANPA
        )

    async def dicabut(self, rantai: Iterable[x509.Certificate], saat: datetime, *, terbukti: bool) -> bool:
        """Whether the document itself says that one of these certificates was revoked.

        A time that a trusted timestamp proves (`terbukti`) may lie before the revocation; a claimed time may not.
        """
        for cert in rantai:
            for b in self.bukti:
                tanggal = await self._dicabut_menurut(cert, b)
                if tanggal is not None and not (terbukti and saat < tanggal):
                    return True
        return False

    async def _dicabut_menurut(self, cert: x509.Certificate, bukti: Bukti) -> datetime | None:
        """When the certificate was revoked, as one authentic CRL or OCSP answer says, judged at its own moment."""
        terbit = _terbit(bukti)
        if terbit is None:
            return None
        konteks = ValidationContext(
            trust_roots=self.akar,
            other_certs=self.sertifikat,
            crls=[bukti] if isinstance(bukti, crl.CertificateList) else [],
            ocsps=[bukti] if isinstance(bukti, ocsp.OCSPResponse) else [],
            moment=terbit + _SATU_DETIK,
            allow_fetching=False,
            revinfo_policy=_DITUNTUT,
        )
        jalan = konteks.path_builder.async_build_paths_lazy(cert)
        hasil = await validate_cert_usage(cert, konteks, _APA_SAJA, jalan)
        tanggal: datetime | None = hasil.revo_details.revocation_date if hasil.revo_details else None
        return tanggal


def _isi(rujukan: Any, guna: DecodePurpose) -> bytes:
    isi: bytes = rujukan.get_object().read_data(guna)
    return isi


def _bukti_cms(data: cms.SignedData) -> Iterator[Bukti]:
    """Revocation facts inside a signature: CRLs of the CMS, and Adobe's signed attribute."""
    for pilihan in data["crls"] or ():
        if isinstance(pilihan.chosen, crl.CertificateList):
            yield pilihan.chosen
    try:
        for info in data["signer_infos"]:
            for arsip in find_cms_attribute_iter(info["signed_attrs"], "adobe_revocation_info_archival"):
                yield from arsip["crl"] or ()
                yield from arsip["ocsp"] or ()
    except CMSStructuralError:
        return


def _terbit(bukti: Bukti) -> datetime | None:
    """`thisUpdate`, or None for what has none (an answer that only says "try later")."""
    try:
        if isinstance(bukti, crl.CertificateList):
            saat = bukti["tbs_cert_list"]["this_update"].native
        else:
            saat = bukti.response_data["responses"][0]["this_update"].native
    except (ValueError, TypeError, KeyError, IndexError, AttributeError):
        return None
    return saat if isinstance(saat, datetime) and saat.tzinfo is not None else None


def berlaku(cert: x509.Certificate, saat: datetime) -> bool:
    """Whether the moment lies within the validity of a certificate."""
    return bool(cert.not_valid_before <= saat <= cert.not_valid_after)


def untuk_tanda_tangan(cert: x509.Certificate) -> bool:
    """Whether the certificate's key usage allows signing documents."""
    return bool(KEGUNAAN_TANDA & set(kegunaan(cert)))


def kegunaan(cert: x509.Certificate) -> list[str]:
    """Its key usages, sorted; none when it does not say."""
    return sorted(cert.key_usage_value.native) if cert.key_usage_value is not None else []


def kenali(cert: x509.Certificate) -> dict[str, Any]:
    """Who a certificate names, as the fields of `dip.tanda_tangan.TandaTangan`, numbers of persons masked."""
    subjek: dict[str, Any] = dict(cert.subject.native)
    nilai = [t for v in subjek.values() for t in _daftar(v)]
    nip = next((t for t in nilai if len(t) == 18 and t.isascii() and t.isdigit()), "")
    return {
        "penanda": rapikan_asing(" ".join(_daftar(subjek.get("common_name")))),
        "nip": nip,
        "atribut": {n: samarkan_nomor(", ".join(_daftar(subjek[n]))) for n in _NAMA_ATRIBUT if n in subjek},
        "penerbit": rapikan_asing(" ".join(_daftar(dict(cert.issuer.native).get("common_name")))),
        "sidik_sertifikat": cert.sha256.hex(),
        "kegunaan": tuple(kegunaan(cert)),
        "berlaku_mulai": ke_wib(cert.not_valid_before).isoformat(),
        "berlaku_sampai": ke_wib(cert.not_valid_after).isoformat(),
    }


def _daftar(v: Any) -> list[str]:
    """The values of a name's attribute, which may stand there more than once."""
    return [] if v is None else [str(x) for x in v] if isinstance(v, list) else [str(v)]
