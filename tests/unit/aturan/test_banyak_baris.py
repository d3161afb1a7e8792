"""Rules that compare rows of one office."""

from __future__ import annotations

import pytest


@pytest.fixture
def kembar(entri):
    """Rows with equal published content."""
    isi = {
        "judul": "Renja",
        "ringkasan": "Rencana kerja setahun ke depan",
        "tautan": [],
        "bentuk": ["cetak"],
        "tautan_mentah": [],
    }
    return lambda baris, **lain: entri(baris, **{**isi, **lain})


def _ganda(temuan):
    return [(t.entri, t.parameter) for t in temuan if t.kode == "DUP-001"]


def test_baris_pertama_tinggal(kembar, periksa):
    assert _ganda(periksa(kembar(7), kembar(8), kembar(9))) == [
        ("DINKES:0:8", {"a": 7, "b": 8}),
        ("DINKES:0:9", {"a": 7, "b": 9}),
    ]


@pytest.mark.parametrize(
    "beda", [{"tahun": 2024, "waktu_teks": "2024"}, {"kategori": "setiap_saat"}, {"tautan": ["https://a.go.id/b.pdf"]}]
)
def test_satu_kolom_terbit_beda_bukan_ganda(kembar, periksa, beda):
    assert _ganda(periksa(kembar(7), kembar(8, **beda))) == []


def test_judul_sama_di_opd_lain_bukan_ganda(kembar, periksa):
    assert _ganda(periksa(kembar(7), kembar(7, pengirim="DINSOS"))) == []


@pytest.mark.parametrize("tertahan", [{"tersembunyi": True}, {"opd_teks": "Dinas Perkeretaapian"}])
def test_baris_yang_ditahan_bukan_yang_pertama(kembar, periksa, tertahan):
    """Otherwise the information would leave with neither of the two."""
    assert _ganda(periksa(kembar(7, **tertahan), kembar(8))) == []


def test_baris_tanpa_identitas_bukan_ganda(kembar, periksa):
    assert _ganda(periksa(kembar(7, judul="", ringkasan=""), kembar(8, judul="", ringkasan=""))) == []


def test_judul_di_dua_kategori(kembar, periksa):
    temuan = periksa(kembar(7), kembar(8, judul="1. RENJA", kategori="setiap_saat"), kembar(9))
    (t,) = [t for t in temuan if t.kode == "DUP-004"]
    assert (t.entri, t.parameter) == ("DINKES:0:8", {"judul": "1. RENJA", "kat1": "Berkala", "kat2": "Setiap saat"})


def test_judul_di_dua_kategori_beda_tahun(kembar, periksa, kode):
    lain = {"kategori": "setiap_saat", "tahun": 2024, "waktu_teks": "2024", "waktu_mulai": "2024-01-01"}
    assert "DUP-004" not in kode(periksa(kembar(7), kembar(8, **lain)))


def test_tautan_sama_empat_baris(entri, periksa):
    url = "https://jdih.contoh.go.id/daftar-peraturan"
    kena = [t.entri for t in periksa(*(entri(i, tautan=[url]) for i in range(4))) if t.kode == "LNK-005"]
    assert kena == [f"DINKES:0:{i}" for i in range(4)]
    assert not [t for t in periksa(*(entri(i, tautan=[url]) for i in range(3))) if t.kode == "LNK-005"]


def test_seragam_sekali_per_opd(entri, periksa):
    sama = {"bentuk": ["cetak", "rekam", "online"], "penanggung_jawab": "Kepala Bidang Pelayanan Kesehatan"}
    temuan = periksa(*(entri(i, **sama) for i in range(10)))
    assert sorted(t.kode for t in temuan) == ["DIP-020", "DIP-044", "DIP-054"]


def test_seragam_tidak_untuk_tabel_pendek(entri, periksa):
    assert periksa(*(entri(i, bentuk=["cetak", "rekam", "online"]) for i in range(9))) == []
