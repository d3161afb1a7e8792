"""A signed lembar pengesahan: who is believed, and what a file may be."""

from __future__ import annotations

import io
import socket
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives import serialization
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer

from dip.tanda_tangan import HasilTandaTangan
from sumber.tanda_tangan_anak import periksa_langsung

SAAT_WIB = "2026-11-12T10:00:00+07:00"


@pytest.fixture
def periksa(penerbit):
    def jalankan(isi: bytes, akar=None) -> HasilTandaTangan:
        return periksa_langsung(isi, [penerbit.akar.pem] if akar is None else akar)

    return jalankan


def test_baik(periksa, baik, atasan, lembar):
    h = periksa(baik)
    assert h.sah
    assert h.semua_masalah == ()
    (t,) = h.tanda_tangan
    assert (t.jenis, t.utuh, t.dipercaya, t.cakupan) == ("tanda_tangan", True, True, "berkas")
    assert (t.waktu, t.waktu_diklaim) == (SAAT_WIB, True)
    assert (t.penanda, t.penerbit, t.sidik_sertifikat) == ("SURYA WIJAYA", "PSrE Uji", atasan.sidik)
    assert set(t.kegunaan) == {"digital_signature", "non_repudiation"}
    assert t.berlaku_mulai < t.waktu < t.berlaku_sampai
    assert h.edisi == ("DIP-KTH-2026-11",)
    assert "0f1e2d3c4b5a69788796a5b4c3d2e1f00123456789abcdef0123456789abcdef" in h.sidik


def test_nik_tidak_keluar(periksa, baik):
    assert "1901015007900001" not in str(periksa(baik).ke_json())


def test_nip_dikenali(periksa, pena, penerbit, lembar):
    orang = penerbit.sertifikat("Surya 196808081995031003", SERIAL_NUMBER="196808081995031003")
    (t,) = periksa(pena.tandatangani(lembar, orang)).tanda_tangan
    assert t.nip == "196808081995031003"
    assert t.nip not in t.penanda
    assert t.nip not in str(t.atribut)


def test_akar_der_dan_berkas_pem_berisi_dua(periksa, baik, penerbit, penerbit_lain):
    der = penerbit.akar.cert.public_bytes(serialization.Encoding.DER)
    assert periksa(baik, [der]).sah
    assert periksa(baik, [penerbit_lain.akar.pem + penerbit.akar.pem]).sah


def test_sertifikat_sendiri_sebagai_akar(periksa, baik, atasan):
    assert periksa(baik, [atasan.pem]).sah


@pytest.mark.parametrize(
    "akar", [b"", b"bukan sertifikat", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"]
)
def test_akar_rusak(periksa, baik, akar):
    assert periksa(baik, [akar]).masalah == ("akar_rusak",)


def test_penerbit_lain_atau_tanpa_akar(periksa, baik, penerbit_lain):
    for akar in ([penerbit_lain.akar.pem], []):
        h = periksa(baik, akar)
        assert h.tanda_tangan[0].masalah == ("tidak_dipercaya",)
        assert h.tanda_tangan[0].utuh
        assert not h.sah


def test_penanda_dari_penerbit_lain_dengan_nama_sama(periksa, pena, penerbit_lain, lembar):
    palsu = penerbit_lain.sertifikat("SURYA WIJAYA")
    h = periksa(pena.tandatangani(lembar, palsu))
    assert h.semua_masalah == ("tidak_dipercaya",)
    assert not h.sah


@pytest.mark.parametrize("geser", [timedelta(days=-31), timedelta(days=400)])
def test_di_luar_masa_berlaku(periksa, pena, atasan, lembar, geser):
    from datetime import UTC, datetime

    h = periksa(pena.tandatangani(lembar, atasan, datetime(2026, 11, 12, 3, tzinfo=UTC) + geser))
    assert h.semua_masalah == ("kedaluwarsa",)
    assert not h.sah


def test_bukan_sertifikat_tanda_tangan(periksa, pena, penerbit, lembar):
    h = periksa(pena.tandatangani(lembar, penerbit.sertifikat("laman.example", tanda=False)))
    assert "bukan_untuk_tanda_tangan" in h.semua_masalah
    assert not h.sah


def test_cms_biasa_juga_dikenal(periksa, pena, atasan, lembar):
    assert periksa(pena.tandatangani(lembar, atasan, pades=False)).sah


@pytest.mark.parametrize(
    ("isi", "masalah"),
    [
        (b"", "bukan_pdf"),
        (b"PK\x03\x04", "bukan_pdf"),
        (b"%PDF-1.7\n", "rusak"),
        (b"%PDF-1.7\n" + b"\xff" * 2000 + b"\n%%EOF", "rusak"),
    ],
)
def test_bukan_berkas(periksa, isi, masalah):
    assert periksa(isi).masalah == (masalah,)


def test_tanpa_tanda_tangan(periksa, lembar):
    h = periksa(lembar)
    assert h.masalah == ("tanpa_tanda_tangan",)
    assert not h.sah


def test_tanda_tangan_dilepas(periksa, baik):
    """Saved anew by another program: the field stays, the bytes are others."""
    keluar = io.BytesIO()
    copy_into_new_writer(PdfFileReader(io.BytesIO(baik))).write(keluar)
    h = periksa(keluar.getvalue())
    assert not h.sah
    assert h.semua_masalah


def test_hanya_kotak_kosong(periksa, lembar):
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.fields import SigFieldSpec, append_signature_field

    w = IncrementalPdfFileWriter(io.BytesIO(lembar))
    append_signature_field(w, SigFieldSpec("Kosong"))
    keluar = io.BytesIO()
    w.write(keluar)
    assert periksa(keluar.getvalue()).masalah == ("tanpa_tanda_tangan",)


@pytest.mark.parametrize("sandi", ["", "rahasia"])
def test_terkunci(periksa, lembar, sandi):
    w = copy_into_new_writer(PdfFileReader(io.BytesIO(lembar)))
    w.encrypt(owner_pass="pemilik", user_pass=sandi)
    keluar = io.BytesIO()
    w.write(keluar)
    assert periksa(keluar.getvalue()).masalah == ("terkunci",)


def test_pindai_tanpa_tulisan(periksa, pena, atasan):
    import typst

    h = periksa(pena.tandatangani(typst.compile(b"#rect(width: 4cm, height: 4cm)"), atasan))
    assert h.masalah == ("tidak_terbaca",)
    assert not h.sah


def test_tidak_keluar_ke_jaringan(periksa, baik, monkeypatch):
    """The certificate names an address of a CRL; nobody goes there."""

    def tolak(*_, **__):
        raise AssertionError("mencoba keluar")

    for nama in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, nama, tolak)
    monkeypatch.setattr(socket, "getaddrinfo", tolak)
    assert periksa(baik).sah


def test_ke_json_dan_kembali(periksa, baik):
    h = periksa(baik)
    assert HasilTandaTangan.dari_json(h.ke_json()) == h
