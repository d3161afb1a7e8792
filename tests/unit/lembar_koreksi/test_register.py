"""Sheets in the register: proposals, numbers, answers, and what keeps a draft from being submitted (ALUR-003)."""

from __future__ import annotations

from dataclasses import replace

import orjson
import pytest

from dip import jejak
from dip.lembar_catat import (
    belum_terpenuhi,
    buat_lembar,
    ganti_usul,
    hapus_usul,
    jawab,
    jumlah_terbuka,
    lembar_edisi,
    tambah_usul,
    usul_pejabat,
)
from dip.lembar_koreksi import sidik_baris

SATU = "KTH-DINKES-0001"


def jawaban(meja, baris, **isi):
    bawaan = {"tindak": "dipenuhi", "cara": "koreksi", "tanggapan": "", "oleh": "wulan", "waktu": meja.waktu}
    return jawab(meja.register, meja.pengaturan, baris_id=baris.id, **{**bawaan, **isi})


def sebab(meja, baris, **isi) -> str:
    tolak = jawaban(meja, baris, **isi)
    return tolak.sebab if tolak else ""


def lembar(meja):
    with meja.register.baca() as k:
        return lembar_edisi(k, meja.edisi)


def terbuka(meja) -> int:
    with meja.register.baca() as k:
        return jumlah_terbuka(k, meja.edisi)


def belum(meja, revisi) -> int:
    """How many lines the draft does not have though they were answered as met."""
    return len(belum_terpenuhi(lembar(meja), revisi))


def test_usul_milik_satu_pejabat_di_satu_pintu(meja, baris):
    pintu = meja.pintu()
    with meja.register.tulis() as k:
        n = tambah_usul(k, pintu, "ratna", baris(opd="DLH"), "", meja.waktu)
        tambah_usul(k, pintu, "surya", baris(opd="DINKES"), "", meja.waktu)
        hapus_usul(k, n, pintu, "surya")
        assert [u.isi for u in usul_pejabat(k, pintu, "ratna")] == [baris(opd="DLH")]
        ganti_usul(k, pintu, "ratna", [baris(opd="DLH"), baris()], "b" * 64, meja.waktu)
        assert [(u.isi, u.sha_berkas) for u in usul_pejabat(k, pintu, "ratna")] == [
            (baris(opd="DLH"), "b" * 64),
            (baris(), "b" * 64),
        ]
        hapus_usul(k, usul_pejabat(k, pintu, "ratna")[0].id, pintu, "ratna")
        assert len(usul_pejabat(k, pintu, "ratna")) == len(usul_pejabat(k, pintu, "surya")) == 1


def test_lembar_bernomor_sekali_tiap_putusan(meja, baris):
    pintu = meja.pintu()
    with meja.register.tulis() as k:
        tambah_usul(k, pintu, "ratna", baris(opd="DLH"), "", meja.waktu)
    putusan = meja.putuskan(pintu, "kembalikan")
    isi = (baris(opd="DLH"), baris(kode=SATU, kolom="tempat", tertulis="Hijau", seharusnya="Biru"))
    with meja.register.tulis() as k:
        satu = buat_lembar(k, putusan, meja.edisi, isi, "Alasan umum di sini.", meja.waktu)
        assert buat_lembar(k, putusan, meja.edisi, (), "lain", meja.waktu) == satu
        assert usul_pejabat(k, pintu, "ratna") == []
    dua = meja.kembalikan(ronde=2)
    a, b = lembar(meja)
    assert [(x.id, x.nomor, x.ronde, x.asal, x.korektor.nama) for x in (a, b)] == [
        (satu, 1, 1, "ppid", "Ratna"),
        (dua, 2, 2, "ppid", "Ratna"),
    ]
    assert tuple(x.isi for x in a.baris) == isi
    assert [x.urut for x in a.baris] == [1, 2]
    assert [(x.isi.opd, x.isi.kode, x.isi.alasan) for x in b.baris] == [("", "", b.alasan)]
    assert terbuka(meja) == 3


def test_jejak_berisi_sidik_bukan_isi(meja, baris):
    isi = baris(kode=SATU, kolom="tempat", tertulis="Hijau", seharusnya="Ungu Muda")
    meja.kembalikan(isi)
    (b,) = lembar(meja)[0].baris
    jawaban(meja, b, tindak="ditolak", tanggapan="Sudah dipastikan begitu.")
    with meja.register.baca() as k:
        catatan = [orjson.loads(c.isi) for c in jejak.baca_semua(k, "KTH")]
        assert jejak.periksa_rantai(jejak.baca_semua(k, "KTH")) == []
    buat, tolak = catatan[-2:]
    assert (buat["peristiwa"], buat["pelaku"], buat["data"]["sidik"], buat["data"]["jumlah"]) == (
        "lembar_koreksi_dibuat",
        "ratna",
        sidik_baris([isi]),
        1,
    )
    assert (tolak["peristiwa"], tolak["pelaku"], tolak["data"]["tindak"]) == ("koreksi_dijawab", "wulan", "ditolak")
    assert "Ungu Muda" not in str(catatan) and "dipastikan" not in str(catatan)


def test_jawaban_terbaru_berlaku(meja, baris):
    meja.kembalikan(baris(opd="DLH"), baris(opd="DINKES"))
    a, b = lembar(meja)[0].baris
    assert jawaban(meja, a) is None
    assert jawaban(meja, a) is None  # the same again is written once
    assert jawaban(meja, a, tindak="ditolak", tanggapan="OPD sudah memastikannya.", cara="") is None
    kini = lembar(meja)[0].baris[0].jawab
    assert (kini.tindak, kini.cara, kini.oleh) == ("ditolak", "", "wulan")
    assert terbuka(meja) == 1
    with meja.register.baca() as k:
        from dip.register.tabel_bukti import jawab_koreksi

        assert len(k.execute(jawab_koreksi.select()).all()) == 2
    assert jawaban(meja, b, cara="tarik_ulang") is None
    assert terbuka(meja) == 0


@pytest.mark.parametrize(
    ("isi", "salah"),
    [
        ({"oleh": "ratna"}, "bukan_petugas"),
        ({"tindak": "entah"}, "tindak_asing"),
        ({"cara": ""}, "cara_kosong"),
        ({"cara": "sihir"}, "cara_kosong"),
        ({"tindak": "ditolak", "tanggapan": "tidak    "}, "tanggapan_pendek"),
        ({"tanggapan": "x" * 2001}, "tanggapan_panjang"),
    ],
)
def test_jawaban_ditolak(meja, baris, isi, salah):
    meja.kembalikan(baris(opd="DLH"))
    assert sebab(meja, lembar(meja)[0].baris[0], **isi) == salah
    assert terbuka(meja) == 1


def test_tidak_dijawab_saat_diperiksa_atau_sesudah_ditutup(meja, baris):
    meja.kembalikan(baris(opd="DLH"))
    (b,) = lembar(meja)[0].baris
    assert sebab(meja, replace(b, id=99)) == "baris_tidak_ada"
    meja.putuskan(meja.pintu(2, "petugas"), "ajukan", "wulan")
    assert sebab(meja, b) == "sedang_diperiksa"
    meja.putuskan(meja.pintu(2, "ppid"), "susun_ulang", "wulan")
    assert sebab(meja, b) == ""
    meja.tutup()
    assert sebab(meja, b, cara="sumber") == "lembar_tertutup"


def test_pengembalian_sebelum_ada_lembar_tidak_menahan(meja):
    meja.putuskan(meja.pintu(), "kembalikan")
    assert lembar(meja) == []
    assert terbuka(meja) == 0


def test_dipenuhi_diperiksa_di_draf(meja, revisi, ubah, baris):
    meja.kembalikan(
        baris(opd="DINKES", kode=SATU, kolom="tempat", tertulis="Hijau", seharusnya="Biru"),
        baris(opd="DINKES", kode=SATU, kolom="bentuk", tertulis="Cetak", seharusnya="Online"),
        baris(opd="DINKES", kode="KTH-DINKES-0002", kolom="tempat", seharusnya="Biru"),
        baris(opd="DINKES", kode=SATU, kolom="retensi_teks"),
    )
    assert (terbuka(meja), belum(meja, revisi)) == (4, 0)
    for b in lembar(meja)[0].baris:
        assert jawaban(meja, b) is None
    assert [b.urut for b in belum_terpenuhi(lembar(meja), revisi)] == [1, 2, 3]
    assert terbuka(meja) == 0  # a line that was answered keeps nothing back
    r = ubah(revisi, SATU, tempat="Biru", bentuk=["online"])
    assert [b.urut for b in belum_terpenuhi(lembar(meja), r)] == [3]
    assert belum(meja, r) == 1
    hilang = replace(r, entri=[e for e in r.entri if e["kode"] != "KTH-DINKES-0002"])
    assert belum(meja, hilang) == 0
    assert belum(meja, replace(hilang, dik=[*r.dik, r.entri[1]])) == 0


def test_koreksi_terpasang_dibaca_dengan_kata_lain(meja, revisi, ubah, baris):
    meja.kembalikan(baris(opd="DINKES", kode=SATU, kolom="kelompok", seharusnya="2.1"))
    jawaban(meja, lembar(meja)[0].baris[0])
    r = ubah(revisi, SATU, kelompok="Informasi keuangan")
    assert belum(meja, r) == 1
    pakai = {"id_baris": "DINKES:0:1", "kolom": "kelompok", "seharusnya": "2.1"}
    assert belum(meja, replace(r, koreksi=[pakai])) == 0
    assert belum(meja, replace(ubah(r, SATU, kelompok=""), koreksi=[pakai])) == 1


def test_lembar_kemudian_menggantikan_yang_dahulu(meja, revisi, ubah, baris):
    meja.kembalikan(baris(opd="DINKES", kode=SATU, kolom="tempat", tertulis="Hijau", seharusnya="Biru"))
    jawaban(meja, lembar(meja)[0].baris[0])
    meja.kembalikan(baris(opd="DINKES", kode=SATU, kolom="tempat", tertulis="Biru", seharusnya="Ungu"), ronde=2)
    dua = lembar(meja)[1].baris[0]
    jawaban(meja, dua)
    assert belum(meja, ubah(revisi, SATU, tempat="Ungu")) == 0
    assert [b.id for b in belum_terpenuhi(lembar(meja), ubah(revisi, SATU, tempat="Biru"))] == [dua.id]
    jawaban(meja, dua, tindak="ditolak", tanggapan="OPD memastikan Biru yang benar.")
    assert belum(meja, ubah(revisi, SATU, tempat="Biru")) == 0
    assert belum(meja, ubah(revisi, SATU, tempat="Ungu")) == 1
