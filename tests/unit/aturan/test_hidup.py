"""What is said beside the live edition, and near-equal titles in detail."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from dip.aturan import nilai


@pytest.fixture
def banding(entri, konteks):
    """Findings of DUP-003 and DUP-005 by code, for titles then and now."""

    def jalan(dulu, kini, **isi):
        hidup = [
            entri(n, **{"judul": j, "kode": f"KTH-{n}", "edisi_data": "2026-10", **isi}) for n, j in enumerate(dulu)
        ]
        baru = [entri(n + 100, judul=j) for n, j in enumerate(kini)]
        semua = nilai(pd.DataFrame(baru), replace(konteks, hidup=hidup))
        return {t.kode: t for t in semua if t.kode in ("DUP-003", "DUP-005")}

    return jalan


def test_hilang_disebut_sekali_per_opd(banding):
    hasil = banding(["Agenda", "Renja", "Renstra", "Neraca", "Profil"], ["Profil"])
    t = hasil["DUP-005"]
    assert (t.opd, t.entri, t.baris, t.sel) == ("DINKES", "", 0, "")
    assert t.parameter["n"] == 4
    assert "Agenda" in str(t.parameter["daftar"])


def test_semua_masih_ada(banding):
    assert "DUP-005" not in banding(["Agenda", "Renja"], ["Renja", "Agenda", "Profil"])


def test_tidak_berubah_dihitung_per_opd(entri, konteks):
    hidup = [entri(n, kode=f"KTH-{n}", edisi_data="2026-10") for n in range(5)]
    baru = [entri(n, bentuk=["softcopy"]) for n in range(4)]
    lama = [{**e, "bentuk": ["softcopy", "online"]} for e in hidup]
    (t,) = (t for t in nilai(pd.DataFrame(baru), replace(konteks, hidup=lama)) if t.kode == "DUP-003")
    assert t.parameter == {"n": 4, "edisi": "Oktober 2026"}
    assert t.entri == ""


def test_hanya_kolom_terbit_dari_edisi_hidup(entri, konteks):
    """A live row known only by what was published still pairs: its year is read from the published time."""
    kolom = ("kode", "opd", "judul", "ringkasan", "kategori", "waktu_teks", "tautan", "id_baris")
    hidup = [{k: entri(n, kode=f"KTH-{n}")[k] for k in kolom} for n in (1, 2)]
    semua = nilai(pd.DataFrame([entri(1), entri(2)]), replace(konteks, hidup=hidup))
    assert "DUP-005" not in {t.kode for t in semua}


def test_hampir_sama_satu_pertanyaan_per_baris(entri, periksa):
    judul = ["Daftar Aset Tanah Kantor", "Daftar Aset Tanah Kantr", "Daftar Aset Tanah Kntor", "Daftar Kendaraan"]
    temuan = [t for t in periksa(*(entri(n, judul=j) for n, j in enumerate(judul))) if t.kode == "DUP-002"]
    assert [t.entri for t in temuan] == ["DINKES:0:1", "DINKES:0:2"]
    assert [(t.parameter["a"], t.parameter["b"]) for t in temuan] == [(0, 1), (0, 2)]


def test_judul_sama_seribu_baris_tetap_cepat(entri, periksa):
    """A table of one title over and over asks once per row, and not a million times."""
    temuan = periksa(*(entri(n, judul="Surat Keputusan") for n in range(1000)))
    assert sum(t.kode == "DUP-002" for t in temuan) <= 999


def test_judul_dekat_dik_tidak_diulang_di_temuan_lain(entri, periksa):
    rahasia = "Daftar Riwayat Penyakit Pasien Rujukan"
    temuan = periksa(entri(1, judul=rahasia), entri(2, judul=rahasia + "s"))
    assert {t.kode for t in temuan} >= {"DIK-020"}
    assert "DUP-002" not in {t.kode for t in temuan}


def test_usul_membawa_garis_pengaturan(entri, konteks):
    class KamusUji:
        def usul(self, bagian, teks):
            return {("bentuk", "Sofkopi"): "softcopy", ("kategori", "Berkla"): "berkala"}.get((bagian, teks), "")

    baris = [
        entri(1, bentuk=[], bentuk_teks="Sofkopi", kategori="", kategori_teks="Berkla", kategori_calon=[]),
        entri(2, bentuk=[], bentuk_teks="Batu", opd_teks="Dinas Kesehatn"),
    ]
    garis = {
        (t.entri[-1], t.kode): t.parameter["baris_kamus"]
        for t in nilai(pd.DataFrame(baris), replace(konteks, kamus=KamusUji()))
        if "baris_kamus" in t.parameter
    }
    assert garis == {
        ("1", "DIP-011"): '"Berkla": berkala',
        ("1", "DIP-041"): '"Sofkopi": softcopy',
        ("2", "DIP-041"): "-",
        ("2", "REF-001"): 'opd/dinkes.yml, alias: "Dinas Kesehatn"',
    }
