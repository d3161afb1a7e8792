"""The outbox: one message per matter, for its owner only, and no secret in it."""

from __future__ import annotations

import threading
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import pytest

from dip.edisi import baca_edisi
from dip.jam import WIB
from dip.sidik import nomor_draf
from keluaran.kabar import Pesan, kirim, teks

WAKTU = datetime(2026, 11, 2, 9, 30, tzinfo=WIB)


def _pesan(kunci: str = "gerbang-1-ratna", perihal: str = "Draf menunggu", isi: str = "Isi.") -> Pesan:
    return Pesan("Ratna <ratna@example.go.id>", perihal, isi, WAKTU, kunci)


def test_once_per_matter(tmp_path: Path) -> None:
    folder = tmp_path / "kabar"
    assert kirim(folder, _pesan())
    assert not kirim(folder, _pesan(isi="lain"))
    assert kirim(folder, _pesan("gerbang-2-ratna"))
    berkas = sorted(folder.iterdir())
    assert len(berkas) == 2
    assert {b.stat().st_mode & 0o777 for b in berkas} == {0o600}
    assert folder.stat().st_mode & 0o777 == 0o700
    assert "Isi." in berkas[0].read_text("utf-8")


def test_many_senders_at_once_make_one_file(tmp_path: Path) -> None:
    hasil: list[bool] = []
    utas = [threading.Thread(target=lambda: hasil.append(kirim(tmp_path, _pesan()))) for _ in range(8)]
    for u in utas:
        u.start()
    for u in utas:
        u.join()
    assert sorted(hasil) == [False] * 7 + [True]
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("kunci", ["../../keluar", "a/b", "x" * 500, "", "\ud800".encode("utf-8", "replace").decode()])
def test_no_matter_leaves_the_folder(tmp_path: Path, kunci: str) -> None:
    assert kirim(tmp_path / "k", _pesan(kunci))
    assert len(list((tmp_path / "k").iterdir())) == 1
    assert [p.name for p in tmp_path.iterdir()] == ["k"]


def test_a_line_end_makes_no_header(tmp_path: Path) -> None:
    kirim(tmp_path, _pesan(perihal="Draf\nKepada: orang lain"))
    [berkas] = tmp_path.iterdir()
    kepala = berkas.read_text("utf-8").split("\n\n")[0].splitlines()
    assert [b.split(":")[0] for b in kepala] == ["Kepada", "Perihal", "Waktu", "Kunci"]


def test_texts_hold_number_and_link_but_no_sidik(sidang: Any) -> None:
    p = sidang.pintu("ppid")
    ratna = sidang.pengaturan.cari_pejabat("ratna", "ppid", sidang.waktu)
    revisi = cast(Any, type("R", (), {"sidik": p.sidik}))
    alamat = "http://127.0.0.1:8765/d/1/2/abc"
    with sidang.register.baca() as k:
        edisi = baca_edisi(k, p.edisi)
    semua = [
        teks.gerbang_dibuka(p, revisi, ratna, alamat, WAKTU),
        teks.alarm_gerbang(p, ratna, 5, WAKTU),
        teks.alarm_authenticator(p, ratna, ratna, WAKTU),
        teks.alamat_sekali(p, ratna, f"{alamat}?sekali=token-rahasia", WAKTU),
        teks.edisi_menunggu(ratna, "Menunggu edisi", "Edisi November masih terbuka.", "run-9", WAKTU),
        teks.hasil_edisi(ratna, edisi, "Terbit", "Sudah terbit.", WAKTU),
        teks.jabatan_kosong(p, ratna, WAKTU),
    ]
    assert len({m.kunci for m in semua}) == len(semua)
    assert all(p.sidik not in m.isi + m.kunci + m.perihal for m in semua)
    assert nomor_draf(p.sidik) in semua[0].isi
    assert alamat in semua[0].isi
    assert "token-rahasia" not in semua[3].kunci
    assert teks.alarm_gerbang(p, ratna, 9, WAKTU).kunci == semua[1].kunci
