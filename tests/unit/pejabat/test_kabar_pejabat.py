"""What people are told when an authenticator changes, and who is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dip.pejabat import Perubahan
from keluaran.kabar import kirim, teks

JENIS = ("baru", "ganti", "pulih", "tanpa_saksi", "cabut")


@pytest.mark.parametrize("jenis", JENIS)
def test_the_owner_and_every_petugas_hear_of_it_once(balai: Any, tmp_path: Path, jenis: Any) -> None:
    saksi = "bima-ppid" if jenis == "pulih" else ""
    pesan = teks.perubahan_authenticator(balai.pengaturan, Perubahan("ratna", jenis, 7, saksi), balai.waktu)
    assert [p.kepada.split()[0] for p in pesan] == ["Ratna", "Wulan", "Bima"]
    assert "Anda" in pesan[0].perihal
    assert "Ratna" in pesan[1].perihal
    assert all(("Bima Kedua" in p.isi) is (jenis == "pulih") for p in pesan)
    assert [kirim(tmp_path, p) for p in (*pesan, *pesan)] == [True] * 3 + [False] * 3


def test_another_change_is_another_message(balai: Any) -> None:
    kunci = {
        p.kunci
        for jenis in JENIS
        for nomor in (7, 8)
        for p in teks.perubahan_authenticator(balai.pengaturan, Perubahan("ratna", jenis, nomor), balai.waktu)  # type: ignore[arg-type] # the kinds of Perubahan
    }
    assert len(kunci) == len(JENIS) * 2 * 3


def test_a_petugas_hears_of_his_own_once(balai: Any) -> None:
    pesan = teks.perubahan_authenticator(balai.pengaturan, Perubahan("bima", "baru", 1), balai.waktu)
    assert [p.kepada.split()[0] for p in pesan] == ["Bima", "Wulan"]


def test_of_somebody_who_left_the_petugas_hear(balai: Any) -> None:
    pesan = teks.perubahan_authenticator(balai.pengaturan, Perubahan("pergi", "cabut", 1), balai.waktu)
    assert [p.kepada.split()[0] for p in pesan] == ["Wulan", "Bima"]
    assert all("pergi" in p.perihal for p in pesan)


def test_alarm_of_a_login(balai: Any) -> None:
    pesan = teks.alarm_masuk(balai.pengaturan, "ratna", balai.waktu)
    assert [p.kepada.split()[0] for p in pesan] == ["Ratna", "Wulan", "Bima"]
    assert teks.alarm_masuk(balai.pengaturan, "siapa", balai.waktu) == []
    balai.maju(minutes=30)
    assert [p.kunci for p in teks.alarm_masuk(balai.pengaturan, "ratna", balai.waktu)] == [p.kunci for p in pesan]
    balai.maju(hours=1)
    assert teks.alarm_masuk(balai.pengaturan, "ratna", balai.waktu)[0].kunci != pesan[0].kunci


def test_the_address_is_for_one_alone_and_not_in_a_file_name(balai: Any) -> None:
    ratna = balai.pengaturan.cari_pejabat("ratna", "ppid", balai.waktu)
    pesan = teks.alamat_masuk(ratna, "http://127.0.0.1:4280/masuk?sekali=token-rahasia", balai.waktu)
    assert "token-rahasia" in pesan.isi
    assert "token-rahasia" not in pesan.kunci
