"""Who may set what aside, and on which days: only the PPID of the day releases what is held for him."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dip.kesampingan import HANYA_PPID, Kesampingan, kesampingan_berlaku, penyaring
from dip.muat import Salah, muat_pengaturan
from dip.pengaturan import Pejabat
from dip.temuan import Temuan

Periksa = Callable[[], list[Salah]]
Ganti = Callable[[str, str, str], int]

KES = "kesampingan.yml"


def pejabat(kode: str, mulai: str, sampai: str | None = None, peran: str = "ppid") -> Pejabat:
    isi = {"kode": kode, "nama": kode, "peran": peran, "jabatan": "Kepala", "mulai": mulai, "sampai": sampai}
    return Pejabat.model_validate(isi)


def baris(**lain: Any) -> Kesampingan:
    isi = {"kode": "DIK-050", "opd": "DLH", "alasan": "Sudah diuji.", "oleh": "hasan", "sampai": "2027-06-30"}
    return Kesampingan.model_validate({**isi, **lain})


def test_held_for_the_ppid_is_released_by_the_ppid() -> None:
    assert {"PDP-001", "PDP-002", "PDP-003", "PDP-006", "DIK-020", "DIK-050", "PUB-004"} == HANYA_PPID


@pytest.mark.parametrize("kode", sorted(HANYA_PPID))
@pytest.mark.parametrize(
    ("oleh", "tanggal", "salah_di"),
    [
        ("hasan", "sampai: 2027-06-30", []),
        ("hasan", "mulai: 2024-01-01\n  sampai: 2027-06-30", []),
        ("hasan", "mulai: 2023-12-31\n  sampai: 2027-06-30", ["[1].mulai"]),
        ("melati", "sampai: 2027-06-30", ["[1].sampai"]),
        ("melati", "sampai: 2026-12-28", []),
        ("melati", "mulai: 2026-12-14\n  sampai: 2026-12-28", []),
        ("melati", "mulai: 2026-12-13\n  sampai: 2026-12-29", ["[1].mulai", "[1].sampai"]),
        ("rina", "sampai: 2027-06-30", ["[1].oleh"]),
        ("surya", "sampai: 2027-06-30", ["[1].oleh"]),
    ],
)
def test_the_official_is_ppid_on_both_days(
    folder: Path, ganti: Ganti, salah: Periksa, kode: str, oleh: str, tanggal: str, salah_di: list[str]
) -> None:
    ganti(KES, "kode: DIP-016", f"kode: {kode}")
    ganti(KES, "oleh: hasan", f"oleh: {oleh}")
    ganti(KES, "sampai: 2027-06-30", tanggal)
    if salah_di:
        assert [(s.kunci, s.kode) for s in salah()] == [(k, "PGT-LARANGAN") for k in salah_di]
    else:
        assert muat_pengaturan(folder).kesampingan[0].kode == kode


def test_other_codes_may_be_set_aside_by_any_official(folder: Path, ganti: Ganti) -> None:
    ganti(KES, "oleh: hasan", "oleh: rina")
    assert muat_pengaturan(folder).kesampingan[0].oleh == "rina"


def test_dates_run_forward(ganti: Ganti, salah: Periksa) -> None:
    ganti(KES, "sampai: 2027-06-30", "mulai: 2027-07-01\n  sampai: 2027-06-30")
    assert [(s.kunci, s.kode) for s in salah()] == [("[1].sampai", "PGT-TANGGAL")]


@pytest.mark.parametrize(
    ("mulai", "periode", "berlaku"),
    [
        (None, "2020-01", True),
        ("2026-11-30", "2026-11", True),
        ("2026-12-01", "2026-11", False),
        (None, "2027-06", True),
        (None, "2027-07", False),
    ],
)
def test_holds_on_any_day_of_the_month(mulai: str | None, periode: str, berlaku: bool) -> None:
    assert baris(mulai=mulai).berlaku(periode) is berlaku


@pytest.mark.parametrize(
    ("daftar", "berlaku"),
    [
        ([], False),
        ([pejabat("hasan", "2024-01-01")], True),
        ([pejabat("hasan", "2026-11-30")], True),
        ([pejabat("hasan", "2024-01-01", "2026-11-01")], True),
        ([pejabat("hasan", "2024-01-01", "2026-10-31")], False),
        ([pejabat("hasan", "2026-12-01")], False),
        ([pejabat("hasan", "2010-01-01", "2012-01-01"), pejabat("hasan", "2020-01-01", peran="petugas")], False),
        ([pejabat("lain", "2024-01-01")], False),
    ],
)
def test_the_role_is_held_in_the_month_of_the_edition(daftar: list[Pejabat], berlaku: bool) -> None:
    kunci = Temuan("DIK-050", opd="DLH")
    assert penyaring([baris()], "2026-11", daftar)(kunci) is berlaku
    assert bool(kesampingan_berlaku([baris()], "2026-11", daftar)) is berlaku
    assert penyaring([baris(kode="DIP-016")], "2026-11", daftar)(Temuan("DIP-016", opd="DLH"))


def test_what_nobody_sets_aside_is_not_in_force() -> None:
    assert kesampingan_berlaku([baris(kode="DIK-010")], "2026-11", [pejabat("hasan", "2024-01-01")]) == ()
    with pytest.raises(ValueError, match="month"):
        penyaring([baris()], "2026-13")
    assert baris().mulai is None and baris(mulai="2026-11-01").mulai == date(2026, 11, 1)
