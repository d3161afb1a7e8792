"""`dip periksa-pdf`: whose signature, good or not, and for which edition."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from unittest import mock

import pytest
import typst
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.signers.functions import sign_pdf
from pyhanko.sign.signers.pdf_cms import SimpleSigner
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata
from pyhanko_certvalidator.registry import SimpleCertificateStore
from typer.testing import CliRunner

from dip.jam import WIB
from dip.pengaturan import Pejabat
from keluaran.cetak import NAMA_RINGKASAN, cetak_daftar, cetak_semua
from keluaran.cetak.periksa import HasilPeriksa, periksa_ringkasan
from sumber.tanda_tangan_anak import periksa_langsung

SAAT = datetime(2026, 11, 24, 10, 0, tzinfo=WIB)
_DER = serialization.Encoding.DER
ATASAN = Pejabat(
    kode="surya", nama="Ir. Surya Adiningrat, M.M.", peran="atasan", jabatan="Sekretaris Daerah", mulai=date(2026, 1, 1)
)


class Penanda:
    """A self-made root that signs by itself; it has no legal force, which is not the question here."""

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
            meta = PdfSignatureMetadata(field_name="T", md_algorithm="sha256")
            return sign_pdf(IncrementalPdfFileWriter(io.BytesIO(isi)), meta, signer).getvalue()


@pytest.fixture(autouse=True)
def pdf_biasa(monkeypatch: pytest.MonkeyPatch) -> None:
    """The budget that the reader of foreign PDF puts on this process ends with the test."""
    import zlib

    from pdfminer import pdftypes

    monkeypatch.setattr(pdftypes, "zlib", zlib)


@pytest.fixture(scope="module")
def penanda() -> Penanda:
    return Penanda("SURYA ADININGRAT")


Periksa = Callable[..., HasilPeriksa]


@pytest.fixture
def periksa(penanda) -> Periksa:
    """`periksa(isi, bahan, terbit)`: the verdict of a file for an edition."""

    def jalan(isi: bytes, b: Any, terbit: tuple[bytes, ...] = (), akar: bytes = penanda.pem) -> HasilPeriksa:
        hasil = periksa_langsung(isi, [akar])
        kode, sidik = b.revisi.kepala["kode"], b.revisi.sidik
        return periksa_ringkasan(isi, hasil, kode, sidik, terbit, lambda saat: [ATASAN] if ATASAN.berlaku(saat) else [])

    return jalan


def test_ringkasan_bertanda_tangan_sah(bahan, penanda, periksa):
    b = bahan(3)
    asli = cetak_semua(b)[NAMA_RINGKASAN]
    tertanda = penanda.tandatangani(asli)
    assert tertanda.startswith(asli)
    h = periksa(tertanda, b, (asli,))
    assert (h.sah, h.ikatan, h.cocok, h.pejabat) == (True, "persis", "nama", ATASAN)
    assert h.tanda.penanda == "SURYA ADININGRAT"
    assert periksa(tertanda, b).ikatan == "sidik"


def test_satu_bit_terbalik(bahan, penanda, periksa):
    b = bahan(3)
    asli = cetak_semua(b)[NAMA_RINGKASAN]
    rusak = bytearray(penanda.tandatangani(asli))
    rusak[len(asli) // 2] ^= 1
    h = periksa(bytes(rusak), b, (asli,))
    assert not h.sah
    assert set(h.masalah) & {"berubah_sesudah_ditandatangani", "rusak"}


def test_edisi_lain_dan_sidik_lain(bahan, penanda, periksa):
    b = bahan(3)
    lain = cetak_semua(bahan(3, periode="2026-10"))[NAMA_RINGKASAN]
    h = periksa(penanda.tandatangani(lain), b, (lain, cetak_semua(b)[NAMA_RINGKASAN]))
    assert (h.sah, h.ikatan, h.masalah) == (False, "", ("edisi_lain",))
    h = periksa(penanda.tandatangani(cetak_semua(bahan(4))[NAMA_RINGKASAN]), b)
    assert h.masalah == ("sidik_lain",)


def test_tanpa_tanda_tangan_dan_dokumen_asing(bahan, penanda, periksa):
    b = bahan(3)
    h = periksa(cetak_semua(b)[NAMA_RINGKASAN], b)
    assert h.masalah == ("tanpa_tanda_tangan",)
    asing = typst.compile(b"= Surat perjanjian sewa\nisi", ignore_system_fonts=True)
    h = periksa(penanda.tandatangani(asing), b)
    assert (h.sah, h.ikatan, h.masalah) == (False, "", ("sidik_lain",))
    assert periksa(b"bukan pdf", b).masalah == ("bukan_pdf",)


def test_orang_lain_penerbit_lain_dan_sesudah_menjabat(bahan, penanda, periksa):
    b = bahan(3)
    asli = cetak_semua(b)[NAMA_RINGKASAN]
    orang = Penanda("ORANG LAIN")
    assert periksa(orang.tandatangani(asli), b, akar=orang.pem).masalah == ("bukan_atasan",)
    assert "tidak_dipercaya" in periksa(penanda.tandatangani(asli), b, akar=orang.pem).masalah
    hasil = periksa_langsung(penanda.tandatangani(asli), [penanda.pem])
    dulu = ATASAN.model_copy(update={"sampai": date(2026, 11, 23)})
    isi = penanda.tandatangani(asli)
    h = periksa_ringkasan(
        isi, hasil, "DIP-CTH-2026-11", b.revisi.sidik, (), lambda saat: [dulu] if dulu.berlaku(saat) else []
    )
    assert h.masalah == ("bukan_atasan",)


def test_masalah_berkas_apa_pun_membuat_tidak_sah(bahan, penanda):
    b = bahan(3)
    isi = penanda.tandatangani(cetak_semua(b)[NAMA_RINGKASAN])
    hasil = replace(periksa_langsung(isi, [penanda.pem]), masalah=("tidak_dikenal",))
    h = periksa_ringkasan(isi, hasil, "DIP-CTH-2026-11", b.revisi.sidik, (isi,), lambda _: [ATASAN])
    assert h.masalah == ("tidak_dikenal",)


def test_cetak_lewat_terminal(bahan, tmp_path, monkeypatch):
    """`dip cetak`: one office on other paper, a draft's summary, and an office that is not there."""
    from flows import cli_cetak
    from flows.sistem import SistemGalat

    b = bahan(6)
    kebijakan = SimpleNamespace(kertas="A4")
    meja = SimpleNamespace(pengaturan=SimpleNamespace(lembaga=SimpleNamespace(kebijakan=kebijakan)))
    monkeypatch.setattr("flows.mulai.meja_luncur", lambda: meja)
    monkeypatch.setattr(cli_cetak, "_isi", lambda _, draf: (b.revisi, None if draf else b.pengesahan))
    ke = tmp_path / "cetakan"

    def jalan(*argumen: str) -> Any:
        return CliRunner().invoke(cli_cetak.cetak_app, ["cetak", "--ke", str(ke), *argumen])

    assert jalan("--opd", "dinkes", "--kertas", "a4").exit_code == 0
    assert jalan("--ringkasan", "--draf").exit_code == 0
    assert sorted(p.name for p in ke.iterdir()) == ["DIP-CTH-2026-11-DINKES.pdf", "DIP-CTH-2026-11-DRAF-ringkasan.pdf"]
    dinkes = cetak_daftar(b, opd="DINKES", kertas="A4")["dip.pdf"]
    assert (ke / "DIP-CTH-2026-11-DINKES.pdf").read_bytes() == dinkes
    assert isinstance(jalan("--opd", "TAKADA").exception, SistemGalat)
    assert jalan("--kertas", "B5").exit_code == 2


def test_lewat_terminal(bahan, penanda, tmp_path, monkeypatch):
    """The command itself: exit code 0 only for a good one, and what to do next."""
    from flows import cli_cetak

    b = bahan(3)
    asli = cetak_semua(b)[NAMA_RINGKASAN]
    (tmp_path / "pengaturan" / "kepercayaan").mkdir(parents=True)
    (tmp_path / "pengaturan" / "kepercayaan" / "akar.pem").write_bytes(penanda.pem)
    rilis = tmp_path / "arsip" / "2026" / "DIP-CTH-2026-11" / "terbuka" / "06-edisi" / "data"
    rilis.mkdir(parents=True)
    (rilis / "ringkasan.pdf").write_bytes(asli)
    (tmp_path / "situs").mkdir()
    meja = SimpleNamespace(
        folder_pengaturan=tmp_path / "pengaturan",
        pengaturan=SimpleNamespace(pemegang=lambda *_: (ATASAN,)),
        ruang=lambda nama: tmp_path / nama,
    )
    monkeypatch.setattr("flows.mulai.meja_luncur", lambda: meja)
    sidik = {"DIP-CTH-2026-11": [b.revisi.sidik]}
    monkeypatch.setattr(cli_cetak, "_sidik", lambda _, kode: sidik.get(kode, []))
    isi = {"baik": penanda.tandatangani(asli), "polos": asli}
    keluar = {}
    for nama, bita in isi.items():
        (tmp_path / f"{nama}.pdf").write_bytes(bita)
        h = CliRunner().invoke(cli_cetak.cetak_app, ["periksa-pdf", str(tmp_path / f"{nama}.pdf")])
        keluar[nama] = (h.exit_code, h.output)
    assert {n: k for n, (k, _) in keluar.items()} == {"baik": 0, "polos": 1}
    assert "dip catat pengesahan" in keluar["baik"][1]
    assert "SURYA ADININGRAT" in keluar["baik"][1]
    assert cli_cetak.IKATAN["persis"] in " ".join(keluar["baik"][1].split())
    h = CliRunner().invoke(
        cli_cetak.cetak_app, ["periksa-pdf", str(tmp_path / "baik.pdf"), "--edisi", "DIP-CTH-2026-12"]
    )
    assert h.exit_code == 1
