"""Every code has its sentence, every sentence its code, and placeholders are ones that somebody fills."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dip.aturan import ATURAN
from dip.aturan.daftar import WAJAH
from dip.pesan import BIDANG_TEMUAN, TAK_DIKETAHUI, buku, kalimat, kalimat_sebab, langkah, tempat
from dip.temuan import Temuan

TEMPAT_DIKENAL = set(BIDANG_TEMUAN) | {
    "nama", "ekstensi", "jenis", "ukuran", "batas", "tanggal", "n", "asli", "kanonik", "baris_kamus", "nilai", "waktu",
    "retensi", "tahun", "tahun1", "tahun2", "tempat", "opd_lain", "lama", "baru", "a", "b", "judul_a", "judul_b",
    "edisi", "judul", "kat1", "kat2", "host", "samar", "kata", "id", "h", "langkah", "daftar", "lalu", "ok", "total",
    "asal", "halaman", "seharusnya", "tertulis", "berkas_kamus", "baris_pengaturan",
}  # fmt: skip
LANGKAH_UMUM = {"tarik_ulang", "hubungi_opd", "perbaiki_berkas", "selesai", "tunggu", "pakai_data_lama", "periksa"}


def test_setiap_kode_punya_kalimat_dan_sebaliknya():
    assert {k.partition("/")[0] for k in buku("temuan")} == set(ATURAN)
    assert set(ATURAN) <= set(buku("temuan"))


def test_setiap_sebab_tarikan_punya_kalimat(rumah: Path):
    kode = set(re.findall(r"TARIK-[A-Z-]+[A-Z]", (rumah / "dip" / "tarikan.py").read_text("utf-8")))
    assert kode
    assert kode | {"TARIK-SETENGAH"} == set(buku("tarik"))


@pytest.mark.parametrize("kode", sorted(buku("temuan")))
def test_tempat_dikenal(kode):
    assert set(tempat(buku("temuan")[kode])) <= TEMPAT_DIKENAL


@pytest.mark.parametrize("kode", sorted(buku("tarik")))
def test_tempat_tarikan(kode):
    assert tempat(buku("tarik")[kode]) == ("rincian",)
    assert "{" not in kalimat_sebab(kode, "HTTP 503")
    assert TAK_DIKETAHUI not in kalimat_sebab(kode, "")


@pytest.mark.parametrize("nama", ["temuan", "tarik", "langkah"])
def test_kalimat_rapi(nama):
    for kode, teks in buku(nama).items():
        assert teks == teks.strip(), kode
        assert teks.endswith((".", "?")), kode
        assert "  " not in teks, kode


def test_langkah_ada_untuk_semua():
    assert set(buku("langkah")) >= LANGKAH_UMUM
    dikenal = set(ATURAN) | set(buku("tarik"))
    assert {k for k in buku("langkah") if k.isupper()} <= dikenal
    assert all(langkah(k) for k in dikenal)
    assert langkah("TIDAK-ADA-999") == langkah("periksa")


@pytest.mark.parametrize("kode", sorted(ATURAN))
def test_tanpa_parameter_tidak_pernah_gagal(kode):
    for t in (Temuan(kode), Temuan(kode, entri="A:0:1", baris=4, lembar="DIP", sel="B4")):
        assert kalimat(t)
        assert not re.search(r"\{[a-z]", kalimat(t))


@given(st.text(max_size=40), st.text(max_size=40))
def test_nilai_apa_pun_masuk_apa_adanya(nilai, kode):
    assert nilai in kalimat(Temuan("DIP-031", baris=3, parameter={"nilai": nilai}))
    kalimat(Temuan(kode))
    kalimat_sebab(kode, nilai)


def test_parameter_menang_atas_bidang():
    t = Temuan("REF-002", opd="DINKES", baris=3, parameter={"opd": "Dinas Kesehatan", "opd_lain": "Dinas Sosial"})
    assert "Dinas Kesehatan" in kalimat(t)
    assert "DINKES" not in kalimat(t)


def test_kode_berwajah_dua_punya_kalimat_sendiri():
    assert kalimat(Temuan("FILE-010", parameter={"jenis": "DDE"})) != kalimat(Temuan("FILE-010"))
    assert kalimat(Temuan("DIK-010", entri="A:0:1")) != kalimat(Temuan("DIK-010"))


def test_setiap_wajah_punya_kalimat():
    """A face that changes what happens (`WAJAH`) must also be said in its own words."""
    for kode, wajah_kode in WAJAH.items():
        assert {f"{kode}/{w}" for w in wajah_kode} <= set(buku("temuan")), kode


@pytest.mark.parametrize(
    ("t", "wajah"),
    [
        (Temuan("FILE-003", parameter={"jenis": "teks_rusak"}), "FILE-003/teks_rusak"),
        (Temuan("FILE-003", parameter={"jenis": "tanpa_tabel"}), "FILE-003/tanpa_tabel"),
        (Temuan("FILE-003", parameter={"jenis": "pindai"}), "FILE-003"),
        (Temuan("FILE-002", parameter={"ekstensi": "exe", "zip": 1}), "FILE-002/zip"),
        (Temuan("DIP-033", parameter={"tahun": 1930}), "DIP-033/mustahil"),
        (Temuan("DIP-033", parameter={"tahun": 1998}), "DIP-033"),
        (Temuan("PDP-001", parameter={"jenis": "berkas", "samar": "19…"}), "PDP-001/berkas"),
    ],
)
def test_wajah_memilih_kalimat(t, wajah):
    awal = re.split(r"\{", buku("temuan")[wajah])[0]
    assert kalimat(t).startswith(awal)


def test_kurung_tanpa_nilai_ditinggalkan():
    tanpa = Temuan("DIP-041", baris=3, parameter={"nilai": "Papan (besar)", "baris_kamus": "-"})
    dengan = Temuan("DIP-041", baris=3, parameter={"nilai": "Papan", "baris_kamus": '"Papan": cetak'})
    assert "kamus/" not in kalimat(tanpa)
    assert "Papan (besar)" in kalimat(tanpa)
    assert '"Papan": cetak' in kalimat(dengan)
