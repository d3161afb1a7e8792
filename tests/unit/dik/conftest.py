"""Records that are complete, to be broken in one place at a time, and rows that offices sent as excluded."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, cast

import openpyxl
import pytest

from dip.dik import Dik, UsulDik
from dip.dik_buku import BukuDik
from dip.dik_kolom import KOLOM, NAMA_LEMBAR
from dip.dik_rencana import Rencana, susun_rencana
from dip.entri import Asal, Entri, entri_kosong
from dip.pengaturan import Lembaga, Opd, Pengaturan
from dip.revisi import Identitas
from keluaran.lembar_dik import lembar_dik
from sumber.baca_dik import baca_dik_langsung

HARI = date(2026, 11, 12)
BARIS_PERTAMA = 5
TIM = """  - kode: dewi
    nama: Dewi Anggraini, S.H.
    peran: tim_pertimbangan
    jabatan: Kepala Bagian Hukum
    nip: "197503032000032000"
    mulai: 2024-01-01
"""


@pytest.fixture
def dik() -> Callable[..., Dik]:
    """A record that no rule complains of on 2026-11-12, with fields replaced."""

    def buat(**lain: Any) -> Dik:
        isi: dict[str, Any] = {
            "id_dik": "DIK-KTH-2026-001",
            "judul_umum": "Data penerima bantuan",
            "opd": "DINSOS",
            "uraian_tertutup": "Nama dan keadaan keuangan penerima",
            "judul_khusus": ["Daftar Nama Penerima Bantuan Tunai"],
            "dasar_pengecualian": [{"uu": "UU 14/2008", "pasal": 17, "huruf": "h", "angka": 3}],
            "konsekuensi_dibuka": "Membuka rahasia pribadi.",
            "konsekuensi_ditutup": "Melindungi warga.",
            "jangka_waktu_teks": "Selama diperlukan",
            "mulai": "2026-01-02",
            "nomor_uji_konsekuensi": "1/UJI/2026",
            "tanggal_uji": "2025-12-20",
            "nomor_sk_penetapan": "2/SK/2026",
            "tanggal_sk": "2026-01-02",
            "persetujuan_pimpinan": "Nota dinas 3/2026",
            "status": "ditetapkan",
        }
        return Dik.model_validate({**isi, **lain})

    return buat


@pytest.fixture
def baris() -> Callable[..., Entri]:
    """A row of a table of excluded information."""

    def buat(n: int, judul: str, **isi: Any) -> Entri:
        sel = {"judul": f"B{n}", "jangka_waktu": f"F{n}"}
        asal: Asal = {
            "berkas": "b" * 64,
            "nama_berkas": "dinsos.xlsx",
            "lembar": "DIK",
            "baris": n,
            "sel": sel,
            "pewaris": {},
        }
        kosong = entri_kosong(f"DINSOS:1:{n}", "DINSOS", asal)
        return cast(Entri, {**kosong, "judul": judul, "kategori": "dikecualikan", **isi})

    return buat


@pytest.fixture
def identitas() -> Identitas:
    """What is printed of the institution."""
    return cast(Identitas, {**dict.fromkeys(Identitas.__annotations__, ""), "nama": "Kabupaten Contoh", "kode": "KTH"})


@pytest.fixture
def opd() -> list[Opd]:
    """Two offices, one with another name people use."""
    return [Opd(kode="DINSOS", nama="Dinas Sosial"), Opd(kode="DINKES", nama="Dinas Kesehatan", alias=("Dinkes PPKB",))]


@pytest.fixture
def pengaturan(identitas: Identitas, opd: list[Opd], tmp_path: Path) -> Callable[..., Pengaturan]:
    """Settings whose register holds the given records."""

    def buat(*daftar: Dik) -> Pengaturan:
        lembaga = Lembaga(
            kode="KTH",
            nama="Kabupaten Contoh",
            nama_pendek="Contoh",
            ibu_kota="Contoh Baru",
            unit_ppid="Diskominfo",
            contoh=True,
        )
        return Pengaturan(folder=tmp_path, lembaga=lembaga, pejabat=(), opd=tuple(opd), tujuan=(), dik=daftar)

    return buat


@pytest.fixture
def buat_buku(identitas: Identitas, opd: list[Opd]) -> Callable[..., bytes]:
    """The workbook of records and proposals, with cells overwritten: (row from 0, field) → value; rows may be new."""

    def buat(daftar: Sequence[Dik], ganti: Mapping[tuple[int, str], Any] | None = None) -> bytes:
        isi = lembar_dik(identitas, opd, daftar, hari=HARI)
        if not ganti:
            return isi
        buku = openpyxl.load_workbook(io.BytesIO(isi))
        letak = {k.field: n for n, k in enumerate(KOLOM, 1)}
        for (i, nama), nilai in ganti.items():
            buku[NAMA_LEMBAR].cell(BARIS_PERTAMA + i, letak[nama]).value = nilai
        keluar = io.BytesIO()
        buku.save(keluar)
        return keluar.getvalue()

    return buat


@pytest.fixture
def rencana(buat_buku: Callable[..., bytes], pengaturan: Callable[..., Pengaturan]) -> Callable[..., Rencana]:
    """What a workbook of records (and proposals) with changed cells asks for, against a register (default: the records
    it was made from).
    """

    def buat(
        daftar: Sequence[Dik],
        ganti: Mapping[tuple[int, str], Any] | None = None,
        *,
        kini: Sequence[Dik] | None = None,
        terakhir: Mapping[int, int] | None = None,
    ) -> Rencana:
        tercatat = [d for d in daftar if not isinstance(d, UsulDik)] if kini is None else kini
        buku = baca_dik_langsung(buat_buku(daftar, ganti), "dik.xlsx")
        assert isinstance(buku, BukuDik)
        return susun_rencana(buku, pengaturan(*tercatat), HARI, terakhir)

    return buat


@pytest.fixture
def folder_pengaturan(tmp_path: Path, rumah: Path) -> Path:
    """A settings folder of its own, with a register that only its owner can read."""
    folder = tmp_path / "pengaturan"
    shutil.copytree(rumah / "sumber" / "contoh", folder)
    pejabat = folder / "pejabat.yml"
    if "tim_pertimbangan" not in pejabat.read_text("utf-8"):
        pejabat.write_text(pejabat.read_text("utf-8") + TIM, "utf-8")
    (folder / "dik").chmod(0o700)
    for b in (folder / "dik").iterdir():
        b.chmod(0o600)
    return folder
