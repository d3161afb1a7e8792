"""Which findings of a frozen draft an office is told."""

from __future__ import annotations

from typing import Any, cast

from dip.revisi import BarisPapan, Kepala, Revisi
from dip.tarikan import Tarikan
from dip.temuan import Temuan
from keluaran.balasan_edisi import Surat, surat

PAPAN = {"opd": "DINKES", "nama": "Dinas Kesehatan", "dibaca": 3, "terbit": 2, "ditahan": 1, "dik": 0, "dilewati": 0}
TARIKAN = Tarikan(
    opd="DINKES",
    hasil="baru",
    waktu="2026-11-03T09:30:00+07:00",
    alamat="folder:dinkes/a.xlsx",
    sha_berkas="ab" * 32,
    nama_berkas="a.xlsx",
)


def _surat(temuan: list[Temuan], kesampingan: list[tuple[str, str]] | None = None) -> Surat:
    kepala: Any = {"kode": "CTH-2026-11", "periode": "2026-11"}
    perubahan: Any = {"baru": [], "diubah": [], "dicabut": [], "tetap": 0}
    revisi = Revisi(
        "s",
        cast("Kepala", kepala),
        [],
        temuan,
        [],
        [],
        [],
        perubahan,
        kesampingan=[{"kode": k, "opd": o} for k, o in kesampingan or []],
    )
    return surat(revisi, cast("BarisPapan", PAPAN), TARIKAN, "PPID")


def _t(kode: str, opd: str = "DINKES", berkas: str = "a.xlsx") -> Temuan:
    return Temuan(kode, opd, berkas, "DIP", "B3", 3, f"{opd}:0:3")


def test_what_was_set_aside_is_not_asked_for() -> None:
    semua = [_t("DIP-016"), _t("DIP-017"), _t("DIP-016", "DINSOS")]
    assert [t.kode for t in _surat(semua).temuan] == ["DIP-016", "DIP-017"]
    assert [t.kode for t in _surat(semua, [("DIP-016", "DINKES"), ("DIP-017", "DINSOS")]).temuan] == ["DIP-017"]


def test_what_nobody_sets_aside_is_always_told() -> None:
    assert [t.kode for t in _surat([_t("DIP-001")], [("DIP-001", "DINKES")]).temuan] == ["DIP-001"]


def test_matters_of_the_petugas_stay_inside() -> None:
    semua = [_t("KOR-001"), _t("KOR-002"), _t("KOR-003"), _t("DIK-001", berkas=""), _t("DIK-010")]
    assert [t.kode for t in _surat(semua).temuan] == ["KOR-002", "DIK-010"]


def test_receipt_is_of_a_file_that_was_sent() -> None:
    s = _surat([])
    assert s.tanda.dikirim and s.tanda.nomor == "CTH-2026-11/DINKES/abababab"
    assert s.kunci("v") == _surat([]).kunci("v") != _surat([_t("DIP-017")]).kunci("v")
