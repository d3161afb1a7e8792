"""An office with rows of every kind, its template, and the way back through our own reader and normaliser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dip.entri import Asal, Entri, entri_kosong
from dip.normal import Kamus, Ternormal, normalkan
from dip.pengaturan import Opd
from dip.revisi import Identitas
from sumber.kamus import muat_kamus
from sumber.pembaca.langsung import baca_langsung

KATEGORI = ("berkala", "serta_merta", "setiap_saat")
BENTUK = (["cetak"], ["softcopy", "online"], ["cetak", "softcopy", "rekam"])
WAKTU = ("2024", "12 November 2025", "Triwulan II 2025", "Semester I 2026", "2021 - 2026", "Setiap bulan")
RETENSI = ("5 tahun", "Permanen", "Aktif 2 tahun, inaktif 3 tahun", "Selama berlaku", "")


@pytest.fixture
def opd() -> Opd:
    """The office."""
    return Opd(kode="DINKES", nama="Dinas Kesehatan", alias=("Dinkes",))


@pytest.fixture
def lembaga() -> Identitas:
    """The institution."""
    return Identitas(
        kode="CTH",
        nama="Pemerintah Kabupaten Contoh",
        nama_pendek="Kabupaten Contoh",
        ibu_kota="Muara",
        unit_ppid="Dinas Kominfo",
        alamat="",
        laman="",
        surel="ppid@contoh.example.id",
        telepon="(0700) 123456",
        cara_meminta="",
        contoh=True,
    )


@pytest.fixture
def entri() -> Callable[..., list[Entri]]:
    """`n` rows of the office; every field that is published is filled in somewhere and empty elsewhere."""

    def buat(n: int = 30, **tetap: Any) -> list[Entri]:
        return [_satu(i, tetap) for i in range(n)]

    return buat


def _satu(i: int, tetap: dict[str, Any]) -> Entri:
    asal = Asal(berkas="", nama_berkas="", lembar="", baris=0, sel={}, pewaris={})
    e = entri_kosong(f"DINKES:0:{i}", "DINKES", asal)
    isi: dict[str, Any] = {
        "kode": f"CTH-DINKES-{i + 1:04d}",
        "nomor": i + 1,
        "judul": f"Laporan kegiatan {i + 1}: data & 'hasil' 11.10",
        "ringkasan": f"Berisi hasil kegiatan {i + 1}.\na. angka\nb. uraian" if i % 3 else f"=2+{i} bukan rumus",
        "kategori": KATEGORI[i % 3],
        "kelompok": "Laporan keuangan" if i % 4 == 0 else "",
        "unit_kerja": f"Bidang {i % 5 + 1}" if i % 2 else "",
        "pejabat_penguasa": f"Bidang {i % 5 + 1}",
        "penanggung_jawab": "Kepala Bidang Pelayanan",
        "waktu_teks": WAKTU[i % len(WAKTU)],
        "tempat": "Muara",
        "bentuk": BENTUK[i % 3],
        "jenis_media": "Papan pengumuman" if i % 3 == 1 else "",
        "retensi_teks": RETENSI[i % len(RETENSI)],
        "tautan": [f"https://dinkes.example.go.id/{i}.pdf", "https://example.go.id/b"][: i % 3],
        "satu_data_id": f"dataset-{i}" if i % 7 == 0 else "",
        "tanggal_pemutakhiran": "2026-10-05" if i % 2 else "",
        "nomor_dokumen": f"0{i}/2025" if i % 5 == 0 else "",
        "keterangan": "",
    }
    e.update({**isi, **tetap})  # type: ignore[typeddict-item]  # built from a plain dict
    return e


@pytest.fixture
def kamus() -> Kamus:
    """The national dictionary."""
    return muat_kamus()


@pytest.fixture
def kembali(opd: Opd, kamus: Kamus) -> Callable[[bytes], Ternormal]:
    """What the office's file means after it came back."""

    def baca(isi: bytes) -> Ternormal:
        bacaan = baca_langsung(isi, "isian.xlsx")
        hasil = normalkan(
            bacaan,
            opd,
            kamus,
            sha_berkas="a" * 64,
            nama_berkas="isian.xlsx",
            semua_opd=[opd],
        )
        assert hasil.dibaca == len(hasil.entri) + len(hasil.dilewati)
        return hasil

    return baca
