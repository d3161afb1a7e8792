"""The drop folder: the newest whole file, and nothing else."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import Any

import pytest

from dip.pengaturan import Opd

Meja = Any


def test_newest_file_is_taken_and_stored(meja: Meja) -> None:
    meja.taruh("lama.xlsx", b"lama", 7200)
    meja.taruh("baru.XLSX", b"baru", 60)
    t = meja.tarik(meja.opd(pola="*.xlsx"))
    assert (t.hasil, t.nama_berkas, t.ukuran) == ("baru", "baru.XLSX", 4)
    assert t.alamat == "folder:dinkes/baru.XLSX"
    assert t.diubah == "2026-11-22T09:59:00+07:00"
    assert meja.alat.gudang.baca(t.sha_berkas) == b"baru"
    assert meja.tunggu == []


def test_same_bytes_are_tetap_even_under_another_name(meja: Meja) -> None:
    meja.taruh("satu.xlsx")
    pertama = meja.tarik()
    meja.taruh("dua.xlsx", umur=10)
    kedua = meja.tarik(terakhir=pertama)
    assert (kedua.hasil, kedua.sha_berkas) == ("tetap", pertama.sha_berkas)
    meja.taruh("tiga.xlsx", b"lain", 5)
    assert meja.tarik(terakhir=kedua).hasil == "baru"


@pytest.mark.parametrize("nama", ["TIDAK ADA PERUBAHAN.txt", "nihil.txt", "Nihil.TXT"])
def test_marker_means_nihil(meja: Meja, nama: str) -> None:
    meja.taruh("dip.xlsx", umur=7200)
    pertama = meja.tarik()
    meja.taruh(nama, b"", 60)
    t = meja.tarik(terakhir=pertama)
    assert (t.hasil, t.sha_berkas, t.sebab) == ("nihil", pertama.sha_berkas, "")


def test_marker_alone_and_marker_overtaken(meja: Meja) -> None:
    meja.taruh("nihil.txt", b"", 600)
    assert meja.tarik().hasil == "nihil"
    meja.taruh("dip.xlsx", umur=60)
    assert meja.tarik().hasil == "baru"


@pytest.mark.parametrize(
    "nama",
    [
        "a.xlsx.part",
        "a.tmp",
        "~$a.xlsx",
        "a.xlsx.crdownload",
        ".a.xlsx",
        "Thumbs.db",
        "a.XLSX.PART",
        "dip - HASIL PERIKSA.xlsx",
        "DIP - hasil periksa.XLSX",
    ],
)
def test_half_written_and_foreign_names_are_left_alone(meja: Meja, nama: str) -> None:
    meja.taruh(nama, umur=10)
    t = meja.tarik()
    tersalin = nama.lower().endswith((".part", ".tmp", ".crdownload"))
    assert (t.hasil, t.sebab) == ("gagal", "TARIK-SETENGAH" if tersalin else "TARIK-TIDAK-ADA")
    meja.taruh("utuh.xlsx", b"utuh", 3600)
    assert meja.tarik().nama_berkas == "utuh.xlsx"


def test_only_a_half_written_file_may_come_right_later(meja: Meja) -> None:
    meja.taruh("a.xlsx.part")
    assert meja.tarik().sementara is True


def test_young_file_gets_a_second_look(meja: Meja) -> None:
    meja.taruh("a.xlsx", b"utuh", 1)
    t = meja.tarik()
    assert (t.hasil, meja.tunggu) == ("baru", [2.0])


def test_file_from_the_future_of_a_frozen_clock_is_still_read(meja: Meja) -> None:
    meja.taruh("a.xlsx", b"utuh", -86_400)
    assert meja.tarik().hasil == "baru"
    assert meja.tunggu == [2.0]


def test_growing_file_is_read_when_it_is_whole(meja: Meja) -> None:
    meja.taruh("a.xlsx", b"sep", 1)
    meja.saat_tidur.append(lambda: meja.taruh("a.xlsx", b"seluruhnya", 0.5))
    t = meja.tarik()
    assert (t.hasil, t.ukuran) == ("baru", 10)
    assert meja.tunggu == [2.0, 2.0]


def test_file_that_never_rests_is_not_read(meja: Meja) -> None:
    meja.taruh("a.xlsx", b"x", 1)
    meja.saat_tidur += [lambda n=n: meja.taruh("a.xlsx", b"x" * n, 1) for n in range(2, 9)]
    t = meja.tarik()
    assert (t.hasil, t.sebab, t.sementara) == ("gagal", "TARIK-SETENGAH", True)


def test_empty_file(meja: Meja) -> None:
    meja.taruh("a.xlsx", b"")
    t = meja.tarik()
    assert (t.sebab, t.sementara) == ("TARIK-SETENGAH", True)


def test_too_large(meja: Meja) -> None:
    meja.taruh("a.xlsx", bytes(1024 * 1024 + 1))
    t = meja.tarik()
    assert (t.sebab, t.sementara) == ("TARIK-BESAR", False)


def test_missing_and_empty_folder(meja: Meja) -> None:
    assert meja.tarik().sebab == "TARIK-TIDAK-ADA"
    assert meja.tarik(meja.opd(folder="lain")).sebab == "TARIK-TIDAK-ADA"
    (meja.folder / "sub").mkdir()
    assert meja.tarik().sebab == "TARIK-TIDAK-ADA"


def test_relative_folder_may_not_climb_out(meja: Meja, tmp_path: Path) -> None:
    (tmp_path / "rahasia").mkdir()
    assert meja.tarik(meja.opd(folder="../rahasia")).sebab == "TARIK-ALAMAT"
    (meja.akar / "tautan").symlink_to(tmp_path / "rahasia")
    assert meja.tarik(meja.opd(folder="tautan")).sebab == "TARIK-ALAMAT"


def test_link_to_a_file_outside_is_refused(meja: Meja, tmp_path: Path) -> None:
    rahasia = tmp_path / "rahasia.xlsx"
    rahasia.write_bytes(b"rahasia")
    (meja.folder / "a.xlsx").symlink_to(rahasia)
    t = meja.tarik()
    assert (t.hasil, t.sebab, t.sha_berkas) == ("gagal", "TARIK-TIDAK-ADA", "")


def test_broken_link_and_fifo_are_no_files(meja: Meja) -> None:
    (meja.folder / "a.xlsx").symlink_to(meja.folder / "tidak-ada.xlsx")
    os.mkfifo(meja.folder / "b.xlsx")
    t = meja.tarik()
    assert (t.hasil, t.sebab) == ("gagal", "TARIK-TIDAK-ADA")


def test_masuk_from_the_environment_and_absolute_folders(
    meja: Meja, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    meja.taruh("a.xlsx")
    assert meja.tarik(meja.opd(folder=str(meja.folder))).hasil == "baru"
    monkeypatch.setenv("DIP_MASUK", str(tmp_path / "lain"))
    assert meja.tarik().sebab == "TARIK-TIDAK-ADA"
    (tmp_path / "lain" / "dinkes").mkdir(parents=True)
    (tmp_path / "lain" / "dinkes" / "b.xlsx").write_bytes(b"b")
    assert meja.tarik().nama_berkas == "b.xlsx"


def test_office_without_source_and_unforeseen_fault(meja: Meja, monkeypatch: pytest.MonkeyPatch) -> None:
    assert meja.tarik(Opd(kode="DLH", nama="Dinas")).sebab == "TARIK-TIDAK-ADA"

    def rusak(*_: object) -> None:
        raise RuntimeError("kata sandi=rahasia")

    monkeypatch.setattr("sumber.penghubung.tarik_folder", rusak)
    t = meja.tarik()
    assert (t.hasil, t.sebab, t.rincian) == ("gagal", "TARIK-HTTP", "galat program RuntimeError")
    assert t.waktu == "2026-11-22T10:00:00+07:00"


def test_new_files_that_are_not_read_are_named(meja: Meja) -> None:
    meja.taruh("berkala.xlsx", b"satu", 7200)
    meja.taruh("setiap saat.xlsx", b"dua", 60)
    pertama = meja.tarik()
    assert (pertama.nama_berkas, pertama.lain) == ("setiap saat.xlsx", ["berkala.xlsx"])
    meja.taruh("desember.xlsx", b"tiga", 30)
    assert meja.tarik(terakhir=pertama).lain == []  # what was there before has been said before


def test_a_name_that_is_no_utf_8_is_still_text(meja: Meja) -> None:
    meja.taruh(os.fsdecode(b"dip\xff.csv"), b"isi", 60)
    t = meja.tarik()
    assert (t.hasil, t.nama_berkas, t.alamat) == ("baru", "dip�.csv", "folder:dinkes/dip�.csv")


def test_a_share_that_hangs_holds_nobody(meja: Meja, monkeypatch: pytest.MonkeyPatch) -> None:
    lepas = threading.Event()
    monkeypatch.setattr("sumber.penghubung.folder._daftar", lambda *_: lepas.wait(120) and [])
    monkeypatch.setattr("sumber.penghubung.folder.BATAS_DETIK", 0.05)
    t = meja.tarik()
    lepas.set()
    assert (t.hasil, t.sebab, t.sementara) == ("gagal", "TARIK-WAKTU", True)


def test_a_file_that_goes_while_we_look_does_not_hide_the_others(meja: Meja, monkeypatch: pytest.MonkeyPatch) -> None:
    hilang, asli = meja.taruh("a.xlsx.part", umur=1), Path.stat
    meja.taruh("b.xlsx")

    def stat(jalan: Path, **k: bool) -> os.stat_result:
        hilang.unlink(missing_ok=True)
        return asli(jalan, **k)

    monkeypatch.setattr(Path, "stat", stat)
    assert meja.tarik().nama_berkas == "b.xlsx"
