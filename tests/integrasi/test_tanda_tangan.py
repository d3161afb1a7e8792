"""Signed documents in the real child process: limits, crashes, no network, and nothing of it in the parent."""

from __future__ import annotations

import io
import os
import resource
import subprocess
import sys
import threading
import zlib
from datetime import date, datetime, timedelta
from unittest import mock

import psutil
import pytest
import typst
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.signers.functions import sign_pdf
from pyhanko.sign.signers.pdf_cms import SimpleSigner
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata
from pyhanko_certvalidator.registry import SimpleCertificateStore

from dip.anak import Anak
from dip.jam import WIB
from dip.pengaturan import Pejabat
from dip.sidik import sha256
from dip.tanda_tangan import tanda_milik
from dip.unggahan import MAKS_UNGGAH
from sumber.tanda_tangan import PemeriksaTandaTangan

SAAT = datetime(2026, 11, 12, 10, 0, tzinfo=WIB)
SIDIK = sha256(b"draf")
SABAR = 200.0
"""Seconds for what is large, on a machine that has other work too."""
_DER = serialization.Encoding.DER


class Penanda:
    """A self-made root that signs by itself: enough where chains are not the question."""

    def __init__(self, nama: str) -> None:
        self.kunci = ec.generate_private_key(ec.SECP256R1())
        subjek = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, nama)])
        guna = dict.fromkeys(
            ("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign"), False
        )
        guna |= {"encipher_only": False, "decipher_only": False}
        self.cert = (
            x509.CertificateBuilder()
            .subject_name(subjek)
            .issuer_name(subjek)
            .public_key(self.kunci.public_key())
            .serial_number(1)
            .not_valid_before(SAAT - timedelta(days=1))
            .not_valid_after(SAAT + timedelta(days=1))
            .add_extension(x509.KeyUsage(digital_signature=True, content_commitment=True, **guna), critical=True)
            .sign(self.kunci, hashes.SHA256())
        )
        self.pem = self.cert.public_bytes(serialization.Encoding.PEM)

    def tandatangani(self, isi: bytes) -> bytes:
        kunci = self.kunci.private_bytes(_DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        signer = SimpleSigner(
            asn1_x509.Certificate.load(self.cert.public_bytes(_DER)),
            asn1_keys.PrivateKeyInfo.load(kunci),
            SimpleCertificateStore(),
        )

        class Beku(datetime):
            @classmethod
            def now(cls, tz=None):
                return SAAT.astimezone(tz)

        with mock.patch("pyhanko.sign.signers.pdf_signer.datetime", Beku):
            hasil = sign_pdf(
                IncrementalPdfFileWriter(io.BytesIO(isi)),
                PdfSignatureMetadata(field_name="T", md_algorithm="sha256"),
                signer,
            )
        return hasil.getvalue()


@pytest.fixture(scope="module")
def penanda() -> Penanda:
    return Penanda("SURYA WIJAYA")


@pytest.fixture(scope="module")
def lembar() -> bytes:
    return typst.compile(f'= Lembar Pengesahan\nDIP-KTH-2026-11 \\ #raw("{SIDIK}")'.encode())


@pytest.fixture(scope="module")
def baik(penanda, lembar) -> bytes:
    return penanda.tandatangani(lembar)


def test_baik_lewat_anak(penanda, baik):
    p = PemeriksaTandaTangan()
    h = p.periksa(baik, [penanda.pem])
    assert h.sah
    assert h.sha_berkas == sha256(baik)
    assert SIDIK in h.sidik
    assert h.edisi == ("DIP-KTH-2026-11",)
    atasan = Pejabat(
        kode="surya", nama="H. Surya Wijaya, S.E.", peran="atasan", jabatan="Sekda", mulai=date(2026, 1, 1)
    )
    assert tanda_milik(h, atasan) == (h.penanda_tangan[0], "nama")


def test_tidak_ada_anak_yang_tertinggal(penanda, baik):
    aku = psutil.Process()
    lama = {c.pid for c in aku.children()}
    p = PemeriksaTandaTangan()
    utas = [threading.Thread(target=p.periksa, args=(baik, [penanda.pem])) for _ in range(4)]
    for u in utas:
        u.start()
    for u in utas:
        u.join()
    assert {c.pid for c in aku.children()} <= lama


def test_dua_puluh_satu_mb(penanda, baik):
    besar = baik + b"%" * (21 * 1024 * 1024)
    p = PemeriksaTandaTangan()
    assert p.periksa(besar, [penanda.pem]).masalah == ("terlalu_besar",)
    assert len(besar) > MAKS_UNGGAH


def test_hampir_dua_puluh_mb_tetap_diperiksa(penanda, lembar):
    w = IncrementalPdfFileWriter(io.BytesIO(lembar))
    w.root["/Lampiran"] = w.add_object(generic.StreamObject(stream_data=os.urandom(19 * 1024 * 1024)))
    w.update_root()
    keluar = io.BytesIO()
    w.write(keluar)
    p = PemeriksaTandaTangan(detik=SABAR)
    h = p.periksa(penanda.tandatangani(keluar.getvalue()), [penanda.pem])
    assert h.sah


def test_isi_halaman_yang_mengembang(penanda, lembar):
    """200 MB of blanks in a page: the reading ends, the file is refused, nobody dies."""
    w = IncrementalPdfFileWriter(io.BytesIO(lembar))
    halaman = w.root["/Pages"]["/Kids"][0].get_object()
    kamus = generic.DictionaryObject({generic.pdf_name("/Filter"): generic.pdf_name("/FlateDecode")})
    bom = generic.StreamObject(kamus, encoded_data=zlib.compress(b" " * (200 << 20), 9))
    halaman["/Contents"] = w.add_object(bom)
    w.update_container(halaman)
    keluar = io.BytesIO()
    w.write(keluar)
    p = PemeriksaTandaTangan(detik=SABAR)
    h = p.periksa(penanda.tandatangani(keluar.getvalue()), [penanda.pem])
    assert not h.sah
    assert h.masalah == ("tidak_terbaca",)


def test_waktu_habis(penanda, baik):
    p = PemeriksaTandaTangan(detik=0.001)
    assert p.periksa(baik, [penanda.pem]).masalah == ("terlalu_lama",)


def test_memori_habis(penanda, baik):
    p = PemeriksaTandaTangan(memori_mb=16)
    assert p.periksa(baik, [penanda.pem]).masalah[0] in {"terlalu_besar", "rusak"}


@pytest.mark.parametrize(
    "jawaban",
    [{}, {"masalah": 1}, {"tanda_tangan": [], "sidik": [], "edisi": ["x"], "masalah": []}, {"tanda_tangan": "a"}],
)
def test_jawaban_aneh_dari_anak(penanda, baik, jawaban, monkeypatch):
    monkeypatch.setattr(Anak, "panggil", lambda *_: jawaban)
    h = PemeriksaTandaTangan().periksa(baik, [penanda.pem])
    assert h.masalah == ("rusak",)
    assert not h.sah


def test_anak_tidak_menentukan_berkas_mana(penanda, baik, monkeypatch):
    """A child that was taken over may lie about its own file, not about another."""
    benar = PemeriksaTandaTangan().periksa(baik, [penanda.pem]).ke_json()
    monkeypatch.setattr(Anak, "panggil", lambda *_: benar)
    assert PemeriksaTandaTangan().periksa(b"%PDF-lain", []).sha_berkas == sha256(b"%PDF-lain")


def _python(kode: str) -> str:
    return subprocess.run([sys.executable, "-c", kode], capture_output=True, text=True, check=True).stdout.strip()


def test_induk_tidak_memuat_pembaca_pdf():
    kode = (
        "import sys, sumber.tanda_tangan, dip.dokumen_catat;"
        "print([m for m in sys.modules if m.split('.')[0] in ('pyhanko', 'asn1crypto', 'pdfminer', 'pdfplumber')])"
    )
    assert _python(kode) == "[]"


def test_anak_tanpa_jaringan():
    kode = (
        "import socket, sys, sumber.tanda_tangan_anak as a\n"
        "sys.addaudithook(a._tanpa_jaringan)\n"
        "for f in (lambda: socket.create_connection(('127.0.0.1', 9)), lambda: socket.getaddrinfo('x', 80)):\n"
        "    try:\n        f()\n        print('tembus')\n"
        "    except PermissionError:\n        print('ditolak')\n"
    )
    assert _python(kode).split() == ["ditolak", "ditolak"]


def test_cukup_cepat(penanda, baik):
    """What the child computed, not how long it waited for its turn: half a second, most of it its start."""

    def dihitung() -> float:
        anak = resource.getrusage(resource.RUSAGE_CHILDREN)
        return anak.ru_utime + anak.ru_stime

    awal = dihitung()
    p = PemeriksaTandaTangan()
    assert p.periksa(baik, [penanda.pem]).sah
    assert 0 < dihitung() - awal < 10
