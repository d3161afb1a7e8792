"""When it was signed, and what the document itself says about revoked certificates."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from dip.tanda_tangan import HasilTandaTangan
from sumber.tanda_tangan_anak import periksa_langsung

SAAT = datetime(2026, 11, 12, 3, 0, tzinfo=UTC)
JAM = timedelta(hours=1)


@pytest.fixture
def periksa(penerbit):
    def jalankan(isi: bytes) -> HasilTandaTangan:
        return periksa_langsung(isi, [penerbit.akar.pem])

    return jalankan


def _waktu(h: HasilTandaTangan) -> tuple[datetime, bool]:
    t = h.penanda_tangan[0]
    return datetime.fromisoformat(t.waktu), t.waktu_diklaim


def test_stempel_waktu_pada_tanda_tangan(periksa, pena, atasan, tsa, lembar):
    h = periksa(pena.tandatangani(lembar, atasan, SAAT, tsa=tsa, saat_tsa=SAAT + JAM))
    assert h.sah
    assert _waktu(h) == (SAAT + JAM, False)


def test_stempel_asing_hanya_klaim(periksa, pena, atasan, penerbit_lain, lembar):
    asing = penerbit_lain.tsa("TSA Asing")
    h = periksa(pena.tandatangani(lembar, atasan, SAAT, tsa=asing, saat_tsa=SAAT + JAM))
    assert h.sah
    assert _waktu(h) == (SAAT, True)


def test_sertifikat_biasa_bukan_stempel(periksa, pena, atasan, penerbit, lembar):
    h = periksa(
        pena.tandatangani(lembar, atasan, SAAT, tsa=penerbit.tsa("Bukan TSA", benar=False), saat_tsa=SAAT + JAM)
    )
    assert _waktu(h) == (SAAT, True)


def test_stempel_dokumen_sesudahnya(periksa, pena, tsa, baik):
    h = periksa(pena.stempel(baik, tsa, SAAT + 2 * JAM))
    assert h.sah
    assert _waktu(h) == (SAAT + 2 * JAM, False)
    assert [t.dipercaya for t in h.tanda_tangan] == [True, True]


def test_kedaluwarsa_menurut_stempel_bukan_klaim(periksa, pena, penerbit, tsa, lembar):
    """A clock set back on the signer's desk does not bring an expired certificate back."""
    orang = penerbit.sertifikat("LAMA", mulai=SAAT - timedelta(days=10), lama=timedelta(days=9))
    mundur = SAAT - timedelta(days=5)
    assert periksa(pena.tandatangani(lembar, orang, mundur)).sah
    h = periksa(pena.tandatangani(lembar, orang, mundur, tsa=tsa, saat_tsa=SAAT))
    assert h.semua_masalah == ("kedaluwarsa",)


@pytest.mark.parametrize("geser", [-24, 24])
def test_dicabut_menurut_dss(periksa, pena, penerbit, lembar, geser):
    """With a time that is only claimed, revoked is revoked, before or after."""
    orang = penerbit.sertifikat(f"DICABUT {geser}")
    daftar = penerbit.crl({orang.cert.serial_number: SAAT + geser * JAM}, SAAT + 30 * JAM)
    h = periksa(pena.dss(pena.tandatangani(lembar, orang), daftar))
    assert h.semua_masalah == ("dicabut",)
    assert not h.sah


def test_dicabut_sesudah_stempel_tetap_sah(periksa, pena, penerbit, tsa, lembar):
    orang = penerbit.sertifikat("DICABUT KEMUDIAN")
    daftar = penerbit.crl({orang.cert.serial_number: SAAT + 24 * JAM}, SAAT + 30 * JAM)
    bertanda = pena.tandatangani(lembar, orang, SAAT, tsa=tsa, saat_tsa=SAAT)
    assert periksa(pena.dss(bertanda, daftar)).sah
    dulu = penerbit.crl({orang.cert.serial_number: SAAT - 24 * JAM}, SAAT + 30 * JAM)
    assert periksa(pena.dss(bertanda, dulu)).semua_masalah == ("dicabut",)


def test_crl_bersih_dan_crl_palsu(periksa, pena, penerbit, penerbit_lain, atasan, baik):
    assert periksa(pena.dss(baik, penerbit.crl({}, SAAT + JAM))).sah
    # signed by somebody else in the same name: believed by nobody, neither for good nor for bad
    nomor = {atasan.cert.serial_number: SAAT - JAM}
    assert periksa(pena.dss(baik, penerbit_lain.crl(nomor, SAAT + JAM))).sah


def test_penerbit_antara_dicabut(periksa, pena, penerbit, baik):
    daftar = penerbit.crl({penerbit.antara.cert.serial_number: SAAT - JAM}, SAAT + JAM, oleh=penerbit.akar)
    assert periksa(pena.dss(baik, daftar)).semua_masalah == ("dicabut",)


def test_tsa_dicabut_hanya_klaim(periksa, pena, penerbit, atasan, lembar):
    tsa = penerbit.tsa("TSA Dicabut")
    daftar = penerbit.crl({tsa.cert.serial_number: SAAT - JAM}, SAAT + JAM)
    h = periksa(pena.dss(pena.tandatangani(lembar, atasan, SAAT, tsa=tsa, saat_tsa=SAAT + JAM), daftar))
    assert _waktu(h) == (SAAT, True)
