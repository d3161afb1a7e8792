"""Item keys, codes that follow their information, and the difference between editions."""

from __future__ import annotations

from typing import Any

import pytest

from dip.banding import bandingkan, cocokkan, judul_baku, kunci_entri, kunci_semua, status
from dip.entri import Asal, Entri, entri_kosong


def _entri(n: int, judul: str, tahun: int = 0, opd: str = "DINKES", **isi: Any) -> Entri:
    asal: Asal = {"berkas": "", "nama_berkas": "", "lembar": "", "baris": n, "sel": {}, "pewaris": {}}
    e: Any = {**entri_kosong(f"{opd}:0:{n}", opd, asal), "judul": judul, "tahun": tahun, "waktu_teks": str(tahun or "")}
    return {**e, "kode": f"BGK-{opd}-{n:04d}", **isi}


@pytest.mark.parametrize(
    "judul", ["Laporan Kinerja", "1. Laporan  Kinerja", "a) LAPORAN KINERJA.", "2.3 laporan-kinerja"]
)
def test_kunci_tanpa_nomor_dan_ejaan(judul):
    assert judul_baku(judul) == "laporan kinerja"
    assert kunci_entri(_entri(1, judul, 2024)) == "laporan kinerja|2024"


def test_kunci_tanpa_kategori():
    assert kunci_entri(_entri(1, "SOP", kategori="berkala")) == kunci_entri(_entri(2, "SOP", kategori="setiap_saat"))


def test_kunci_ganda_bernomor_menurut_urutan():
    baris = [
        _entri(1, "SOP"),
        _entri(2, "SOP"),
        _entri(3, "SOP", 2024),
        _entri(1, "SOP", opd="DINSOS"),
        _entri(4, "sop"),
    ]
    assert kunci_semua(baris) == {
        "DINKES:0:1": "sop|",
        "DINKES:0:2": "sop|#2",
        "DINKES:0:3": "sop|2024",
        "DINSOS:0:1": "sop|",
        "DINKES:0:4": "sop|#3",
    }


@pytest.mark.parametrize(
    ("lama", "baru", "cocok"),
    [
        (("Renja 2024", 2024), ("1. RENJA 2024", 2024), True),
        (("LKjIP", 2023), ("LKjIP", 2024), False),
        (("LKjIP 2023", 2023), ("LKjIP 2024", 2024), False),
        (("LKjIP 2023", 2024), ("LKjIP 2024", 2024), False),
        (("LKjIP", 2023), ("LKjIP 2023", 2024), True),
        (("LKjIP", 0), ("LKjIP", 2024), True),
        (("LKjIP", 2023), ("LKjIP", 0), True),
        (("Renstra 2021-2026", 2021), ("Renstra 2021-2026", 0), True),
        (("Profil Dinas", 2024), ("Profil Kantor", 2024), False),
        (("2023", 2023), ("2024", 2024), False),
    ],
)
def test_satu_lawan_satu(lama, baru, cocok):
    hasil = cocokkan([_entri(1, *lama)], [_entri(9, *baru, kode="")])
    assert hasil == ({"DINKES:0:9": "BGK-DINKES-0001"} if cocok else {})


def test_tanpa_tahun_hanya_bila_tunggal():
    lama = [_entri(1, "LKjIP", 2022), _entri(2, "LKjIP", 2023)]
    assert cocokkan(lama, [_entri(9, "LKjIP")]) == {}
    assert cocokkan([_entri(1, "LKjIP")], [_entri(8, "LKjIP", 2023), _entri(9, "LKjIP", 2024)]) == {}


def test_kembar_menurut_isi_lalu_waktu_lalu_urutan():
    lama = [
        _entri(i, "Laporan", 2024, waktu_teks=w, ringkasan=r)
        for i, w, r in ((1, "TW I", "a"), (2, "TW II", "b"), (3, "TW III", "c"))
    ]
    baru = [
        _entri(i, "Laporan", 2024, waktu_teks=w, ringkasan=r)
        for i, w, r in ((7, "TW III", "c"), (8, "TW IV", "d"), (9, "TW II", "x"))
    ]
    assert cocokkan(lama, baru) == {
        "DINKES:0:7": "BGK-DINKES-0003",
        "DINKES:0:9": "BGK-DINKES-0002",
        "DINKES:0:8": "BGK-DINKES-0001",
    }


def test_hanya_di_dalam_opd_dan_kode_sekali():
    lama = [_entri(1, "Renja", 2024), _entri(2, "Renja", 2024, kode="")]
    baru = [_entri(1, "Renja", 2024, opd="DINSOS"), _entri(5, "Renja", 2024), _entri(6, "Renja", 2024)]
    assert cocokkan(lama, baru) == {"DINKES:0:5": "BGK-DINKES-0001"}


def test_bandingkan():
    hidup = [_entri(1, "A", 2024), _entri(2, "B", bentuk=["cetak"]), _entri(3, "C", opd="DINSOS")]
    baru = [
        _entri(1, "A", 2024, nomor=7, edisi_data="2026-11"),
        _entri(2, "B", bentuk=["cetak", "online"], kategori="berkala"),
        _entri(4, "D"),
    ]
    assert bandingkan(hidup, baru) == {
        "baru": ["BGK-DINKES-0004"],
        "diubah": [
            {
                "kode": "BGK-DINKES-0002",
                "opd": "DINKES",
                "judul": "B",
                "kolom": {"kategori": ["", "berkala"], "bentuk": ["cetak", "cetak; online"]},
            }
        ],
        "dicabut": [{"kode": "BGK-DINSOS-0003", "opd": "DINSOS", "judul": "C", "kolom": {}}],
        "tetap": 1,
    }
    assert status(hidup, baru) == {"BGK-DINKES-0001": "tetap", "BGK-DINKES-0002": "diubah", "BGK-DINKES-0004": "baru"}


@pytest.mark.parametrize("kode", ["", "BGK-DINKES-0001"])
def test_kode_kosong_atau_ganda_ditolak(kode):
    with pytest.raises(ValueError, match="kode"):
        bandingkan([], [_entri(1, "A"), _entri(2, "B", kode=kode)])


T = "https://dinkes.contohkab.go.id/"


@pytest.mark.parametrize(
    ("lama", "baru", "cocok"),
    [
        (("Laporan Kinerja Dinas Kesehatan 2024", 2024), ("Laporan Kinerja Dinkes 2024", 2024), True),
        (("Rencana Kerja Dinas Tahun 2026", 2025), ("Rencana Kerja Dinas Thn 2026", 2025), True),
        (("Daftar Puskesmas dan Jam Layanan", 2026), ("Daftar Jam Layanan dan Puskesmas", 2026), True),
        (("Daftar Puskesmas dan Jam Layanan", 2026), ("Daftar Puskesmas dan Jam Layanan Terbaru", 2026), True),
        (("Daftar Puskesmas dan Jam Layanan", 2026), ("Daftar Puskemas dan Jam Layanan", 2026), True),
        (("Laporan Kinerja Dinas Kesehatan 2024", 2024), ("Laporan Kinerja Dinkes 2025", 2025), False),
        (("Laporan Kinerja Dinas Kesehatan", 2024), ("Laporan Kinerja Dinkes", 2025), False),
        (("Laporan Kinerja Dinas Kesehatan", 2024), ("Laporan Kinerja Dinkes 2024", 2024), True),
        (("Laporan Kinerja Dinas Kesehatan", 2024), ("Laporan Kinerja Dinkes 2023", 2024), False),
        (("Laporan Kinerja Dinas Kesehatan", 0), ("Laporan Kinerja Dinkes 2023", 0), False),
        (("Laporan Kesehatan Triwulan I", 2026), ("Lap. Kesehatan Triwulan I", 2026), True),
        (("Laporan Kesehatan Triwulan I", 2026), ("Lap. Kesehatan Triwulan II", 2026), False),
        (("Laporan Kesehatan Triwulan I", 2026), ("Lap. Kesehatan Triwulan 1", 2026), True),
        (("Jadwal Layanan Keliling Dinas Oktober", 2026), ("Jadwal Layanan Keliling Dinas November", 2026), False),
        (("Standar Pelayanan Akta Kelahiran", 2025), ("Standar Pelayanan Akta Kematian", 2025), False),
        (("Rencana Kerja dan Anggaran Dinas", 2026), ("Rencana Kerja dan Anggaran Perubahan Dinas", 2026), False),
        (("Profil Dinas Kesehatan", 2024), ("Profil Kantor Kesehatan", 2024), False),
    ],
)
def test_judul_ditulis_ulang(lama, baru, cocok):
    hasil = cocokkan([_entri(1, *lama)], [_entri(9, *baru, kode="")])
    assert hasil == ({"DINKES:0:9": "BGK-DINKES-0001"} if cocok else {})


def test_dua_calon_yang_sama_dekat_tidak_dipasangkan():
    lama = [_entri(1, "Daftar Barang Inventaris Kantor", 2026)]
    baru = [
        _entri(8, "Daftar Barang Inventaris Kantor Satu", 2026),
        _entri(9, "Daftar Barang Inventaris Kantor Dua", 2026),
    ]
    assert cocokkan(lama, baru) == {}
    assert cocokkan(lama, baru[:1]) == {"DINKES:0:8": "BGK-DINKES-0001"}


def test_yang_mirip_tetapi_lain_perkara_tidak_menghalangi():
    lama = [
        _entri(1, "Standar Pelayanan Akta Kelahiran Dinas", 2025),
        _entri(2, "Standar Pelayanan Akta Kematian Dinas", 2025),
    ]
    baru = [
        _entri(8, "Standar Pelayanan Akta Kematian di Dinas", 2025),
        _entri(9, "Standar Pelayanan Akta Kelahiran di Dinas", 2025),
    ]
    assert cocokkan(lama, baru) == {"DINKES:0:8": "BGK-DINKES-0002", "DINKES:0:9": "BGK-DINKES-0001"}


@pytest.mark.parametrize(
    ("lama", "baru", "cocok"),
    [
        ((T + "profil.pdf", "Profil", 2025), (T + "profil.pdf", "Gambaran Umum Kantor", 2025), True),
        (("http://www.x.go.id/a/", "Profil", 2025), ("https://x.go.id/a", "Gambaran Umum", 2025), True),
        ((T, "Profil", 2025), (T, "Gambaran Umum", 2025), False),
        ((T + "lkj.pdf", "Laporan Kinerja 2024", 2024), (T + "lkj.pdf", "LKjIP 2025", 2025), False),
        ((T + "lkj.pdf", "Laporan Kinerja 2024", 2024), (T + "lkj.pdf", "LKjIP 2024", 2024), True),
        ((T + "tw.pdf", "Statistik Triwulan I", 2026), (T + "tw.pdf", "Angka TW II", 2026), False),
        ((T + "bln.pdf", "Agenda Oktober", 2026), (T + "bln.pdf", "Jadwal November", 2026), False),
    ],
)
def test_tautan_dokumen_yang_sama(lama, baru, cocok):
    kiri = _entri(1, lama[1], lama[2], tautan=[lama[0]])
    kanan = _entri(9, baru[1], baru[2], tautan=[baru[0]])
    assert cocokkan([kiri], [kanan]) == ({"DINKES:0:9": "BGK-DINKES-0001"} if cocok else {})


def test_tautan_yang_dipakai_dua_baris_tidak_menentukan():
    lama = [_entri(1, "Profil", 2025, tautan=[T + "a"])]
    baru = [_entri(8, "Sejarah", 2025, tautan=[T + "a"]), _entri(9, "Gambaran", 2025, tautan=[T + "a"])]
    assert cocokkan(lama, baru) == {}
    assert cocokkan([*lama, _entri(2, "Sejarah", 2025, tautan=[T + "a"])], baru[:1]) == {
        "DINKES:0:8": "BGK-DINKES-0002"
    }


def test_nomor_dokumen_yang_sama():
    lama = [_entri(1, "SK Tim", 2025, nomor_dokumen="188.45/12/Dinkes/2025"), _entri(2, "SK", 2025, nomor_dokumen="3")]
    baru = [
        _entri(8, "Keputusan Pembentukan", 2025, nomor_dokumen="188.45/12/DINKES/2025"),
        _entri(9, "Lain Sekali", 2025, nomor_dokumen="3"),
    ]
    assert cocokkan(lama, baru) == {"DINKES:0:8": "BGK-DINKES-0001"}


def test_judul_lama_dan_baru_tampak_sebagai_ubahan():
    lama = [_entri(1, "Daftar Puskesmas", 2026)]
    baru = [_entri(9, "Daftar Puskemas", 2026)]
    kode = cocokkan(lama, baru)
    p = bandingkan(lama, [{**baru[0], "kode": kode["DINKES:0:9"]}])
    assert (p["baru"], p["dicabut"], p["tetap"]) == ([], [], 0)
    assert p["diubah"][0]["kolom"]["judul"] == ["Daftar Puskesmas", "Daftar Puskemas"]


def test_kode_di_lembar_isian_mengalahkan_judul_tetapi_bukan_tahun():
    lama = [_entri(1, "Profil Dinas", 2025), _entri(2, "Laporan Kinerja 2025", 2025), _entri(3, "Daftar Aset", 2025)]
    baru = [
        _entri(7, "Gambaran Umum dan Profil", 2025, kode_asal="BGK-DINKES-0001"),
        _entri(8, "Laporan Kinerja 2026", 2026, kode_asal="BGK-DINKES-0002"),
        _entri(9, "Daftar Aset", 2025, kode_asal="BGK-DLH-0003"),
    ]
    assert cocokkan(lama, baru) == {"DINKES:0:7": "BGK-DINKES-0001", "DINKES:0:9": "BGK-DINKES-0003"}


def test_kode_yang_disalin_ke_baris_lain_tidak_menentukan():
    lama = [_entri(1, "Profil Dinas", 2025)]
    baru = [
        _entri(8, "Sejarah Dinas", 2025, kode_asal="BGK-DINKES-0001"),
        _entri(9, "Visi", 2025, kode_asal="BGK-DINKES-0001"),
    ]
    assert cocokkan(lama, baru) == {}


def test_kode_yang_tertukar_karena_pengurutan_sebagian_tidak_dipercaya():
    lama = [_entri(1, "Profil Dinas", 2025), _entri(2, "Daftar Aset", 2025), _entri(3, "Rencana Kerja", 2025)]
    baru = [
        _entri(7, "Profil Dinas", 2025, kode_asal="BGK-DINKES-0002"),
        _entri(8, "Daftar Aset", 2025, kode_asal="BGK-DINKES-0001"),
        _entri(9, "Jadwal Posyandu", 2025, kode_asal="BGK-DINKES-0003"),
    ]
    assert cocokkan(lama, baru) == {"DINKES:0:7": "BGK-DINKES-0001", "DINKES:0:8": "BGK-DINKES-0002"}
