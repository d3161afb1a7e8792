"""A small certification authority, officials with certificates of it, and a lembar pengesahan to sign."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any
from unittest import mock

import pytest
import typst
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers.pdf_cms import SimpleSigner
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner, PdfTimeStamper
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko_certvalidator.registry import SimpleCertificateStore

SAAT = datetime(2026, 11, 12, 3, 0, tzinfo=UTC)
SIDIK = "0f1e2d3c4b5a69788796a5b4c3d2e1f00123456789abcdef0123456789abcdef"
EDISI = "DIP-KTH-2026-11"
NAMA = "Surya Wijaya"

_LEMBAR = """#set page(width: 16cm, height: 12cm)
#set document(date: none)
= Lembar Pengesahan
Edisi: {edisi}. Sidik:
#raw("{a}") \\
#raw("{b}")

Kepala jejak #raw("{jejak}")
"""


Kunci = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


@lru_cache
def _kunci_rsa() -> rsa.RSAPrivateKey:
    """pyHanko's timestamping service for tests knows only RSA; making a key is slow, so there is one."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Orang:
    """A key with its certificate."""

    kunci: Kunci
    cert: x509.Certificate

    @property
    def pem(self) -> bytes:
        return self.cert.public_bytes(serialization.Encoding.PEM)

    @property
    def sidik(self) -> str:
        return self.cert.fingerprint(hashes.SHA256()).hex()

    @property
    def asn1(self) -> asn1_x509.Certificate:
        return asn1_x509.Certificate.load(self.cert.public_bytes(serialization.Encoding.DER))

    @property
    def kunci_asn1(self) -> asn1_keys.PrivateKeyInfo:
        return asn1_keys.PrivateKeyInfo.load(
            self.kunci.private_bytes(
                serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )


@dataclass
class Penerbit:
    """A root, optionally an issuing authority below it, and what they issue."""

    akar: Orang
    antara: Orang

    def sertifikat(
        self,
        nama: str,
        mulai: datetime = SAAT - timedelta(days=30),
        lama: timedelta = timedelta(days=365),
        eku: x509.ObjectIdentifier | None = None,
        tanda: bool = True,
        **atribut: str,
    ) -> Orang:
        return _sertifikat(nama, self.antara, mulai, lama, eku=eku, tanda=tanda, atribut=atribut)

    def tsa(self, nama: str, *, benar: bool = True) -> Orang:
        """A timestamping service, or (not `benar`) somebody who only plays one."""
        eku = ExtendedKeyUsageOID.TIME_STAMPING if benar else None
        mulai = SAAT - timedelta(days=30)
        return _sertifikat(nama, self.antara, mulai, timedelta(days=365), eku=eku, pakai_rsa=True)

    def crl(self, dicabut: dict[int, datetime], terbit: datetime, oleh: Orang | None = None) -> bytes:
        oleh = oleh or self.antara
        b = x509.CertificateRevocationListBuilder().issuer_name(oleh.cert.subject)
        b = b.last_update(terbit).next_update(terbit + timedelta(days=1))
        for nomor, saat in dicabut.items():
            b = b.add_revoked_certificate(
                x509.RevokedCertificateBuilder().serial_number(nomor).revocation_date(saat).build()
            )
        return b.sign(oleh.kunci, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def _sertifikat(
    nama: str,
    penerbit: Orang | None,
    mulai: datetime,
    lama: timedelta,
    *,
    ca: bool = False,
    eku: x509.ObjectIdentifier | None = None,
    tanda: bool = True,
    pakai_rsa: bool = False,
    atribut: dict[str, str] | None = None,
) -> Orang:
    kunci: Kunci = _kunci_rsa() if pakai_rsa else ec.generate_private_key(ec.SECP256R1())
    bagian = [x509.NameAttribute(getattr(NameOID, n), v) for n, v in (atribut or {}).items()]
    subjek = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, nama), *bagian])
    b = (
        x509.CertificateBuilder()
        .subject_name(subjek)
        .issuer_name(penerbit.cert.subject if penerbit else subjek)
        .public_key(kunci.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(mulai)
        .not_valid_after(mulai + lama)
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(kunci.public_key()), critical=False)
        .add_extension(
            x509.KeyUsage(
                digital_signature=tanda and not ca,
                content_commitment=tanda and not ca,
                key_encipherment=not tanda,
                data_encipherment=False,
                key_agreement=False,
                key_cert_sign=ca,
                crl_sign=ca,
                encipher_only=False,
                decipher_only=False,
            ),
            critical=True,
        )
    )
    if eku is not None:
        b = b.add_extension(x509.ExtendedKeyUsage([eku]), critical=True)
    if not ca:
        titik = x509.DistributionPoint([x509.UniformResourceIdentifier("http://192.0.2.1/a.crl")], None, None, None)
        b = b.add_extension(x509.CRLDistributionPoints([titik]), critical=False)
    return Orang(kunci, b.sign(penerbit.kunci if penerbit else kunci, hashes.SHA256()))


def _penerbit(nama: str) -> Penerbit:
    lama, mulai = timedelta(days=3650), SAAT - timedelta(days=1000)
    akar = _sertifikat(f"{nama} Induk", None, mulai, lama, ca=True)
    return Penerbit(akar, _sertifikat(nama, akar, mulai, lama, ca=True))


@pytest.fixture(scope="session")
def penerbit() -> Penerbit:
    return _penerbit("PSrE Uji")


@pytest.fixture(scope="session")
def penerbit_lain() -> Penerbit:
    return _penerbit("PSrE Asing")


@pytest.fixture(scope="session")
def atasan(penerbit: Penerbit) -> Orang:
    return penerbit.sertifikat("SURYA WIJAYA", SERIAL_NUMBER="1901015007900001")


@pytest.fixture(scope="session")
def tsa(penerbit: Penerbit) -> Orang:
    return penerbit.tsa("Stempel Waktu Uji")


@pytest.fixture(scope="session")
def buat_lembar() -> Callable[..., bytes]:
    def buat(sidik: str = SIDIK, edisi: str = EDISI) -> bytes:
        return typst.compile(_LEMBAR.format(edisi=edisi, a=sidik[:32], b=sidik[32:], jejak="ab" * 32).encode())

    return buat


@pytest.fixture(scope="session")
def lembar(buat_lembar: Callable[..., bytes]) -> bytes:
    return buat_lembar()


@dataclass(frozen=True)
class Pena:
    """Signs PDFs as a signing service would, at a moment of the test's choosing."""

    penerbit: Penerbit

    def tandatangani(
        self,
        isi: bytes,
        orang: Orang,
        saat: datetime = SAAT,
        bidang: str = "Tanda1",
        tsa: Orang | None = None,
        saat_tsa: datetime | None = None,
        pades: bool = True,
        **lain: Any,
    ) -> bytes:
        gudang = SimpleCertificateStore()
        gudang.register_multiple([self.penerbit.antara.asn1])
        signer = SimpleSigner(orang.asn1, orang.kunci_asn1, gudang)
        meta = PdfSignatureMetadata(
            field_name=bidang,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES if pades else SigSeedSubFilter.ADOBE_PKCS7_DETACHED,
            **lain,
        )
        stempel = self._stempel(tsa, saat_tsa or saat) if tsa else None
        keluar = io.BytesIO()
        with _jam(saat):
            PdfSigner(meta, signer, timestamper=stempel).sign_pdf(
                IncrementalPdfFileWriter(io.BytesIO(isi)), output=keluar
            )
        return keluar.getvalue()

    def sertifikasi(self, isi: bytes, orang: Orang) -> bytes:
        """A certification signature that allows no changes at all."""
        return self.tandatangani(isi, orang, certify=True, docmdp_permissions=MDPPerm.NO_CHANGES)

    def stempel(self, isi: bytes, tsa: Orang, saat: datetime) -> bytes:
        """Add a document timestamp."""
        keluar = io.BytesIO()
        PdfTimeStamper(self._stempel(tsa, saat)).timestamp_pdf(
            IncrementalPdfFileWriter(io.BytesIO(isi)), "sha256", output=keluar
        )
        return keluar.getvalue()

    def dss(self, isi: bytes, crl: bytes | None = None) -> bytes:
        """Add validation data."""
        from asn1crypto.crl import CertificateList

        aliran = io.BytesIO(isi)
        DocumentSecurityStore.add_dss(
            aliran,
            None,
            certs=[self.penerbit.antara.asn1],
            crls=[CertificateList.load(crl)] if crl else [],
            force_write=True,
        )
        return aliran.getvalue()

    def _stempel(self, tsa: Orang, saat: datetime) -> DummyTimeStamper:
        gudang = SimpleCertificateStore()
        gudang.register_multiple([self.penerbit.antara.asn1])
        return DummyTimeStamper(tsa.asn1, tsa.kunci_asn1, certs_to_embed=gudang, fixed_dt=saat)


def _jam(saat: datetime) -> Any:
    class Beku(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return saat.astimezone(tz)

    return mock.patch("pyhanko.sign.signers.pdf_signer.datetime", Beku)


@pytest.fixture(scope="session")
def pena(penerbit: Penerbit) -> Pena:
    return Pena(penerbit)


@pytest.fixture(scope="session")
def baik(pena: Pena, lembar: bytes, atasan: Orang) -> bytes:
    """The lembar pengesahan as signed by the Atasan."""
    return pena.tandatangani(lembar, atasan)
