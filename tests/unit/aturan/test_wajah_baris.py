"""Rules whose finding depends on the table around the row: DIP-002, DIP-013, DIP-042."""

from __future__ import annotations

import pandas as pd
import pytest

from dip.aturan import terapkan
from dip.aturan.daftar import wajah
from dip.pengaturan import Kebijakan


def _dik(temuan):
    return [(t.baris, wajah(t)) for t in temuan if t.kode == "DIP-013"]


@pytest.mark.parametrize(
    ("isi", "muka"),
    [
        ({"kategori_asal": "kolom"}, ""),
        ({"kategori_asal": "bagian"}, ""),
        ({"kategori_asal": "lembar"}, "usulan"),
        ({"kategori_asal": "judul tabel"}, "usulan"),
        ({"kategori_asal": "kolom", "dik": {"dasar_hukum": "UU KIP Pasal 17 huruf h"}}, "usulan"),
    ],
)
def test_baris_di_tabel_dik_adalah_usulan(entri, periksa, isi, muka):
    baris = entri(8, kategori="dikecualikan", **isi)
    temuan = periksa(entri(7), baris)
    assert _dik(temuan) == [(8, muka)]
    hasil = terapkan(pd.DataFrame([entri(7), baris]), temuan, Kebijakan())
    assert hasil.dik["id_baris"].tolist() == ["DINKES:0:8"]
    assert hasil.ditahan.empty


def test_tabel_dik_dikenal_dari_kolom_baris_lain(entri, periksa):
    lengkap = entri(7, kategori="dikecualikan", kategori_asal="kolom", dik={"jangka_waktu": "5 tahun"})
    polos = entri(8, kategori="dikecualikan", kategori_asal="kolom")
    assert _dik(periksa(lengkap, polos)) == [(7, "usulan"), (8, "usulan")]
    assert _dik(periksa(lengkap, polos, entri(9))) == [(7, "usulan"), (8, "")]


def test_ringkasan_pendek_bukan_ringkasan_kosong(entri, periksa):
    temuan = periksa(entri(7, ringkasan="KLB"), entri(8, ringkasan=" "))
    assert [(t.baris, wajah(t), t.parameter.get("nilai")) for t in temuan if t.kode == "DIP-002"] == [
        (7, "pendek", "KLB"),
        (8, "", None),
    ]


def test_online_tanpa_tautan_menunjuk_kolom_yang_ada(entri, periksa):
    def tanpa(baris, *, kolom):
        e = entri(baris, tautan=[], tautan_mentah=[])
        sel = {k: v for k, v in e["asal"]["sel"].items() if kolom or k != "tautan"}
        return {**e, "asal": {**e["asal"], "sel": sel}}

    def tunjuk(*baris):
        return [(t.baris, t.kolom, t.sel) for t in periksa(*baris) if t.kode == "DIP-042"]

    assert tunjuk(entri(7), tanpa(8, kolom=False)) == [(8, "tautan", "")]
    assert tunjuk(tanpa(7, kolom=False), tanpa(8, kolom=False)) == [(7, "bentuk", "H7"), (8, "bentuk", "H8")]
    assert tunjuk(tanpa(7, kolom=True)) == [(7, "tautan", "J7")]
