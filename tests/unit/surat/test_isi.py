"""What stands in each document."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

import pytest

from dip.jam import WIB
from dip.sidik import nomor_draf
from dip.terbitan import SISTEM
from keluaran.surat import belum_menyampaikan, lembar_koreksi, lembar_pengesahan, nota_pengajuan, surat_permintaan
from keluaran.surat.ajukan import UBAHAN_MAKS
from keluaran.surat.bagian import ISIAN
from keluaran.surat.lembar import KOLOM
from keluaran.surat.naskah import KepalaSurat, Naskah, Qr, Tabel, TandaTangan

WAKTU = datetime(2026, 11, 22, 9, 30, tzinfo=WIB)
NIK = "1901010203040001"
JENIS = (
    "surat_permintaan",
    "nota_pengajuan",
    "lembar_koreksi",
    "nota_atasan",
    "lembar_pengesahan",
    "konsep_sk",
    "berita_acara",
)


def isi(naskah: Naskah) -> str:
    return repr(naskah.blok)


def tabel(naskah: Naskah) -> list[Tabel]:
    return [b for b in naskah.blok if isinstance(b, Tabel)]


def test_semua_jenis_ada_dengan_nama_sendiri(semua):
    n = semua()
    assert tuple(n) == JENIS
    assert {k: v.jenis for k, v in n.items()} == {k: k for k in JENIS}
    assert len({v.nama for v in n.values()}) == len(JENIS)
    assert all(re.fullmatch(r"[a-z0-9-]+", v.nama) for v in n.values())


@pytest.mark.parametrize("jenis", [j for j in JENIS if j not in ("lembar_koreksi",)])
def test_nomor_diisi_tata_usaha_sampai_dicatat(semua, jenis):
    nomor = "500.12.11/802/IKP/2026"
    assert ISIAN in isi(semua()[jenis])
    assert nomor not in isi(semua()[jenis])
    assert nomor in isi(semua(nomor=nomor, tanggal="2026-11-20")[jenis])


@pytest.mark.parametrize("jenis", ["nota_pengajuan", "lembar_koreksi"])
def test_data_pribadi_disamarkan(semua, jenis):
    n = semua()[jenis]
    assert NIK not in isi(n)
    assert "1901••••••••0001" in isi(n)
    assert "NIP. 19660819 199603 1 002" in isi(n)


@pytest.mark.parametrize("jenis", [j for j in JENIS if j != "surat_permintaan"])
def test_sidik_utuh_ada(semua, revisi, jenis):
    assert revisi().sidik in isi(semua()[jenis])


def test_permintaan_pertama_dan_kedua(lembaga, revisi):
    belum = belum_menyampaikan(revisi())
    assert belum == ("Bagian Umum Sekretariat Daerah", "Dinas Pekerjaan Umum dan Penataan Ruang")
    dua = surat_permintaan(
        lembaga(), "DIP-CTH-2026-11", "2026-11", belum, None, WAKTU, ke=2, surat_pertama=("005/1/IKP", "2026-11-02")
    )
    assert dua.nama == "surat-permintaan-2"
    assert [b[1] for b in tabel(dua)[0].baris] == list(belum)
    assert "005/1/IKP" in isi(dua)
    assert "2 November 2026" in isi(dua)
    assert "22 November 2026" in isi(dua)
    kepala = dua.blok[0]
    assert isinstance(kepala, KepalaSurat)
    assert [b.label for b in kepala.baris] == ["Nomor", "Sifat", "Lampiran", "Hal"]


def test_batas_waktu_hanya_bila_ditetapkan(lembaga):
    tanpa = surat_permintaan(lembaga(), "K", "2026-11", ["Dinas A"], None, WAKTU)
    dengan = surat_permintaan(lembaga(), "K", "2026-11", ["Dinas A"], None, WAKTU, batas="2026-11-15")
    assert "15 November 2026" in isi(dengan)
    assert "paling lambat" not in isi(tanpa)


def test_dasar_hukum_di_surat_dan_sk(semua, lembaga):
    for pilih, ada, tiada in (
        ("dikutip", "Perki 1 Tahun 2022", "Nomor 1 Tahun 2021"),
        ("berlaku", "Nomor 1 Tahun 2021", "Perki 1"),
    ):
        n = semua(lembaga(dasar=pilih))
        for jenis in ("surat_permintaan", "konsep_sk"):
            assert ada in isi(n[jenis])
            assert tiada not in isi(n[jenis])


def test_nota_menghitung_dan_membatasi(lembaga, revisi):
    r = revisi(200)
    r = replace(r, perubahan={**r.perubahan, "baru": [e["kode"] for e in r.entri]})
    n = nota_pengajuan(r, lembaga(), None, None, WAKTU)
    ubahan = next(t for t in tabel(n) if t.kolom[0].judul == "Jenis")
    assert len(ubahan.baris) == UBAHAN_MAKS
    assert [b[0] for b in ubahan.baris[:3]] == ["Dicabut", "Diubah", "Baru"]
    assert f"{202 - UBAHAN_MAKS} perubahan" in isi(n)
    temuan = next(t for t in tabel(n) if t.kolom[0].judul == "Kode")
    assert [b[:2] for b in temuan.baris] == [("DIP-014", "2"), ("DIP-010", "1")]
    tahan = next(t for t in tabel(n) if t.kolom[1].judul == "Ditahan")
    assert tahan.baris == (("Dinas Kesehatan", "1", "1"), ("Jumlah", "1", "1"))
    assert "LNK-010" in isi(n)


def test_lembar_koreksi_sebelas_kolom(semua, lembaga, revisi, lembar):
    n = semua()["lembar_koreksi"]
    t = tabel(n)[0]
    assert [k.judul for k in t.kolom] == [k.judul for k in KOLOM]
    assert [b[10] for b in t.baris] == ["Selesai", "Selesai", "Terbuka"]
    assert t.baris[0][2:4] == ("Dinas Kesehatan", "Judul informasi")
    assert t.baris[0][8:10] == ("Rina Lestari", "21-11-2026")
    assert t.baris[2][1] == "semua butir"
    assert n.melintang
    assert n.kop.nama == lembaga().unit_ppid.upper()


def test_lembar_koreksi_atasan_berkop_sekretariat(lembaga, revisi, lembar):
    n = lembar_koreksi(lembar("atasan"), revisi(), lembaga(), WAKTU)
    assert n.kop.nama == "SEKRETARIAT DAERAH"


@pytest.mark.parametrize("cara", ["kode", "tanda_tangan_elektronik", "basah"])
def test_lembar_pengesahan(lembaga, revisi, cara):
    r = revisi()
    n = lembar_pengesahan(r, lembaga(), SISTEM, None, None, cara, "ef" * 32, WAKTU)
    assert n.kop.nama == "SEKRETARIAT DAERAH"
    qr = next(b for b in n.blok if isinstance(b, Qr))
    assert qr.isi == r.sidik
    assert nomor_draf(r.sidik) in isi(n)
    assert "ef" * 32 in isi(n)
    assert ("nomor menunggu" in isi(n)) == (cara == "kode")
    tanda = next(b for b in n.blok if isinstance(b, TandaTangan))
    assert [k.atas[0] for k in tanda.kotak] == ["Disusun oleh", "Disetujui oleh", "Disahkan oleh"]
    assert tanda.kotak[0].nama == SISTEM.nama
    per_opd = tabel(n)[-1]
    assert [b[1] for b in per_opd.baris][-1] == "Jumlah"
    assert per_opd.baris[-1][2:6] == ("4", "4", "4", "12")


def test_konsep_sk_bersusun(semua):
    n = semua()["konsep_sk"]
    label = [b.label for b in n.blok if hasattr(b, "label")]
    assert label == ["Menimbang", "Mengingat", "Menetapkan", "KESATU", "KEDUA", "KETIGA", "KEEMPAT"]
    assert n.kaki.startswith("KONSEP")
    assert not semua(nomor="1", tanggal="2026-11-20")["konsep_sk"].kaki.startswith("KONSEP")


def test_berita_acara_terbilang(semua):
    teks = isi(semua()["berita_acara"])
    assert "Minggu, tanggal dua puluh dua bulan November tahun dua ribu dua puluh enam (22-11-2026)" in teks
    assert "abababababab" in teks
    assert "ab" * 32 not in teks
    assert teks.count("diisi petugas") == 3
