"""What findings say of a row: address, order, masked values. What makes each rule speak stands in kasus.yml."""

from __future__ import annotations

import pandas as pd

from dip.aturan import Konteks, nilai


def test_baris_tanpa_cacat_tanpa_temuan(entri, periksa):
    assert periksa(entri()) == []


def test_temuan_menunjuk_sel_asal(entri, periksa):
    (t,) = periksa(entri(baris=12, retensi_teks="lima", retensi_jenis="tidak_dikenal"))
    assert (t.kode, t.opd, t.berkas, t.lembar, t.baris, t.sel) == ("DIP-018", "DINKES", "dip.xlsx", "DIP", 12, "I12")
    assert (t.entri, t.kolom, t.parameter) == ("DINKES:0:12", "retensi_teks", {"nilai": "lima"})


def test_data_pribadi_tidak_tertulis_dalam_temuan(entri, periksa):
    nik, hp = "1901014507900001", "081271712345"
    temuan = periksa(
        entri(retensi_teks=f"{nik} {hp}", retensi_jenis="tidak_dikenal", tautan_mentah=[f"ktp {nik}.pdf"], tautan=[])
    )
    assert {"DIP-018", "LNK-001", "PDP-001", "PDP-002"} <= {t.kode for t in temuan}
    semua = repr(temuan)
    assert nik not in semua
    assert hp not in semua


def test_nilai_panjang_dipotong_setelah_disamarkan(entri, periksa):
    temuan = periksa(entri(retensi_teks="x" * 110 + " 1901014507900001", retensi_jenis="tidak_dikenal"))
    t = next(t for t in temuan if t.kode == "DIP-018")
    assert len(str(t.parameter["nilai"])) <= 120
    assert "1901014" not in str(t.parameter["nilai"])


def test_baris_dikecualikan_hanya_disebut_dikecualikan(entri, periksa, kode):
    assert kode(periksa(entri(kategori="dikecualikan", retensi_teks="", waktu_teks="", ringkasan=""))) == {"DIP-013"}


def test_judul_yang_dikecualikan_di_tabel_yang_sama_ditanya(entri, periksa, kode):
    rahasia = "Denah Ruang Peladen Kantor Lama"
    temuan = periksa(entri(7, kategori="dikecualikan", judul=rahasia), entri(8, judul=rahasia))
    assert [(t.kode, t.entri) for t in temuan] == [("DIP-013", "DINKES:0:7"), ("DIK-020", "DINKES:0:8")]
    assert rahasia not in repr(temuan)


def test_urutan_menurut_baris_dan_tetap(entri, konteks):
    baris = [entri(i, retensi_teks="", penanggung_jawab="") for i in (9, 7, 8)]
    temuan = nilai(pd.DataFrame(baris), konteks)
    assert [t.baris for t in temuan] == [9, 9, 7, 7, 8, 8]
    assert temuan == nilai(pd.DataFrame(baris, index=[5, 5, 5]), konteks)


def test_rekap_kosong(konteks: Konteks):
    assert nilai(pd.DataFrame([]), konteks) == []
