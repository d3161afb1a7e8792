"""Lines as officials type them: made tidy from the draft, or refused with a reason."""

from __future__ import annotations

import pytest

from dip.lembar_koreksi import (
    MAKS_BARIS,
    MAKS_TEKS,
    SEBAB_KOREKSI,
    baris_dari_json,
    json_baris,
    periksa_baris,
    rapikan_baris,
    rapikan_semua,
    sidik_baris,
)
from dip.lembar_nilai import JUDUL_KOLOM, baca_kolom
from dip.lembar_unggah import SEBAB_UNGGAH

SATU = "KTH-DINKES-0001"


def sebab(revisi, *baris) -> list[tuple[int, str, str]]:
    return [(k.nomor, k.kolom, k.sebab) for k in periksa_baris(revisi, baris)]


def test_diisi_dari_draf(revisi, baris):
    b = rapikan_baris(revisi, baris(kode=" kth-dinkes-0001 ", kolom="Tempat pembuatan", seharusnya="Biru  Laut"))
    assert b == baris(opd="DINKES", kode=SATU, kolom="tempat", tertulis="Hijau", seharusnya="Biru Laut")
    assert rapikan_baris(revisi, b) == b
    assert sebab(revisi, b) == []


def test_seluruh_opd_dan_seluruh_draf(revisi, baris):
    assert rapikan_baris(revisi, baris(kode="dinas kesehatan")) == baris(opd="DINKES")
    assert rapikan_baris(revisi, baris(kode="DLH")) == baris(opd="DLH")
    assert sebab(revisi, baris(kode="DLH"), baris(), baris(opd="DINKES", kolom="tempat")) == []


@pytest.mark.parametrize(
    ("kolom", "tertulis"),
    [
        ("bentuk", "Softcopy; cetak"),
        ("bentuk", "Cetak, Softcopy"),
        ("kategori", "BERKALA"),
        ("judul", "1. Laporan 1"),
        ("ringkasan", "Dua baris"),
        ("tempat", " Hijau "),
    ],
)
def test_tertulis_dibandingkan_menurut_artinya(revisi, baris, kolom, tertulis):
    assert sebab(revisi, baris(kode=SATU, kolom=kolom, tertulis=tertulis)) == []


@pytest.mark.parametrize(
    ("isi", "salah"),
    [
        ({"kode": "KTH-DINKES-9999"}, ("kode", "kode_asing")),
        ({"opd": "ANTAH"}, ("opd", "opd_asing")),
        ({"opd": "DLH", "kode": SATU}, ("opd", "kode_opd")),
        ({"kode": SATU, "kolom": "Warna"}, ("kolom", "kolom_asing")),
        ({"kode": SATU, "seharusnya": "Biru"}, ("kolom", "kolom_kosong")),
        ({"opd": "DLH", "tertulis": "Hijau"}, ("kode", "tertulis_tanpa_kode")),
        ({"kode": SATU, "kolom": "tempat", "tertulis": "Merah"}, ("tertulis", "tertulis_lain")),
        ({"kode": SATU, "kolom": "tempat", "seharusnya": "Hijau"}, ("seharusnya", "tetap_sama")),
        ({"kode": SATU, "kolom": "bentuk", "seharusnya": "softcopy, cetak"}, ("seharusnya", "tetap_sama")),
        ({"kode": SATU, "kolom": "kategori", "seharusnya": "Umum"}, ("seharusnya", "kategori_asing")),
        ({"kode": SATU, "kolom": "tempat", "seharusnya": "x" * (MAKS_TEKS + 1)}, ("seharusnya", "koreksi_panjang")),
        ({"kode": SATU, "alasan": "ya"}, ("alasan", "alasan_koreksi")),
        ({"kode": SATU, "alasan": "Hapus NIK 1901015501900002"}, ("alasan", "koreksi_pribadi")),
        ({"kode": "KTH-DINKES-0009", "tertulis": "Sangat rahasia"}, ("kode", "koreksi_tertutup")),
    ],
)
def test_ditolak_dengan_sebab(revisi, baris, isi, salah):
    assert (1, *salah) in sebab(revisi, baris(**isi))


def test_nilai_boleh_belum_diketahui(revisi, baris):
    assert sebab(revisi, baris(kode=SATU, kolom="retensi_teks")) == []
    assert sebab(revisi, baris(kode=SATU, kolom="tempat", tertulis="Hijau")) == []


def test_dikecualikan_hanya_kodenya(revisi, baris):
    b = rapikan_baris(revisi, baris(kode="KTH-DINKES-0009", kolom="judul"))
    assert b.tertulis == ""
    assert [s for _, _, s in sebab(revisi, b)] == ["koreksi_tertutup"]
    assert sebab(revisi, baris(kode="KTH-DINKES-0009")) == []


def test_baris_ditahan_disamarkan(revisi, baris):
    mentah = baris(kode="KTH-DLH-0007", kolom="ringkasan", tertulis="Data NIK 1901015501900002")
    for b in rapikan_semua(revisi, [mentah, baris(kode="KTH-DLH-0007", kolom="ringkasan")]):
        assert b.tertulis.startswith("Data NIK 19") and "1901015501900002" not in b.tertulis
        assert sebab(revisi, b) == []
    assert rapikan_baris(revisi, baris(kode="dlh:0:8", kolom="ringkasan")).tertulis == "Baris tanpa kode"


def test_kembar_dan_terlalu_banyak(revisi, baris):
    b = baris(kode=SATU, kolom="tempat", seharusnya="Biru")
    assert sebab(revisi, b, baris(kode=SATU, kolom="Tempat pembuatan", seharusnya="Ungu")) == [
        (2, "", "koreksi_kembar")
    ]
    assert sebab(revisi, baris(opd="DLH"), baris(opd="DLH", alasan="Alasan lain lagi.")) == []
    banyak = [baris(opd="DLH", alasan=f"Alasan ke-{n}.") for n in range(MAKS_BARIS + 1)]
    assert sebab(revisi, *banyak) == [(0, "", "koreksi_banyak")]


def test_isi_terpanjang_dari_draf_tetap_cocok(revisi, ubah, baris):
    r = ubah(revisi, SATU, ringkasan="panjang " * 400)
    b = rapikan_baris(r, baris(kode=SATU, kolom="ringkasan", seharusnya="Pendek"))
    assert len(b.tertulis) <= MAKS_TEKS
    assert sebab(r, b) == []


def test_sidik_dan_json(baris):
    daftar = (baris(kode=SATU), baris(opd="DLH"))
    assert sidik_baris(()) == ""
    assert sidik_baris(daftar) != sidik_baris(daftar[::-1])
    assert baris_dari_json(json_baris(daftar)) == daftar
    with pytest.raises((TypeError, ValueError)):
        baris_dari_json(b'[{"kode": "x"}]')


def test_nama_kolom(revisi):
    assert all(baca_kolom(t) == k for k, j in JUDUL_KOLOM.items() for t in (k, j, j.upper()))
    assert [baca_kolom(t) for t in ("Pejabat", "waktu", "", "J", "Warna")] == [
        "pejabat_penguasa",
        "waktu_teks",
        "",
        "",
        "",
    ]


def test_judul_kolom_sama_dengan_yang_terbit():
    from dip.entri import KOLOM_ISI
    from keluaran.bentuk import dasar

    assert {k: dasar.JUDUL_KOLOM[k] for k in KOLOM_ISI} == JUDUL_KOLOM


def test_setiap_sebab_punya_langkah():
    for teks in (*SEBAB_KOREKSI.values(), *SEBAB_UNGGAH.values()):
        assert teks.endswith(".") and "  " not in teks
    assert not SEBAB_KOREKSI.keys() & SEBAB_UNGGAH.keys()
