"""Small tables built by hand, normalised with the national dictionary."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dip.lembar import Bacaan, Lembar
from dip.normal import Kamus, Ternormal, normalkan
from dip.pengaturan import Deklarasi, Opd
from sumber.kamus import muat_kamus

Jalan = Callable[..., Ternormal]

KEPALA = ["No", "Judul", "Ringkasan", "Pejabat", "Penanggung Jawab", "Waktu", "Bentuk", "Retensi"]
EKOR = ["Kepala Bidang", "Sekretaris", "2024", "Softcopy", "5 tahun"]


@pytest.fixture(scope="session")
def kamus() -> Kamus:
    """The national dictionary."""
    return muat_kamus()


@pytest.fixture
def semua_opd() -> list[Opd]:
    """Two offices; one name is the beginning of a longer name of an office that is not ours."""
    return [
        Opd(kode="DINKES", nama="Dinas Kesehatan", alias=("Dinkes", "Dinas Kesehatan Kabupaten Bangka")),
        Opd(kode="DLH", nama="Dinas Lingkungan Hidup", alias=("DLH",)),
    ]


@pytest.fixture
def jalan(kamus: Kamus, semua_opd: list[Opd]) -> Jalan:
    """Normalises rows (or ready `Lembar` objects) as sent by DINKES and checks the accounts."""

    def _jalan(*isi: Any, nama: str = "dip.xlsx", judul: str = "", tempat: str = "", **deklarasi: Any) -> Ternormal:
        lembar = [x if isinstance(x, Lembar) else Lembar("DIP", x) for x in isi]
        opd = semua_opd[0].model_copy(update={"deklarasi": Deklarasi.model_validate(deklarasi)})
        bacaan = Bacaan("xlsx", lembar, judul=judul)
        hasil = normalkan(
            bacaan, opd, kamus, sha_berkas="a" * 64, nama_berkas=nama, semua_opd=semua_opd, tempat_baku=tempat
        )
        assert hasil.dibaca == len(hasil.entri) + len(hasil.dilewati)
        return hasil

    return _jalan


@pytest.fixture
def kepala() -> list[str]:
    """A header with every element of a DIP except the category."""
    return list(KEPALA)


@pytest.fixture
def baris() -> Callable[..., list[Any]]:
    """A full row under `kepala`: number, title, and optionally other values by position."""

    def _baris(nomor: Any, judul: str, ringkasan: str = "Ringkasan isi", **ganti: Any) -> list[Any]:
        isi = [nomor, judul, ringkasan, *EKOR]
        for nama, nilai in ganti.items():
            isi[KEPALA.index(nama)] = nilai
        return isi

    return _baris
