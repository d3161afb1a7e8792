"""Blobs are written once, and a damaged one is noticed."""

from __future__ import annotations

from pathlib import Path

import pytest

from dip.gudang import BlobRusak, Gudang
from dip.jam import WIB, nama_periode, periode_dari
from dip.lembar import Bacaan, Lembar, huruf_kolom
from dip.sidik import json_baku, nomor_draf, sha256, sidik_isi


def test_isi_yang_sama_disimpan_sekali(tmp_path: Path) -> None:
    g = Gudang(str(tmp_path))
    assert g.simpan(b"isi") == g.simpan(b"isi") == sha256(b"isi")
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == [sha256(b"isi")]


def test_blob_hilang_atau_berubah_ditolak(tmp_path: Path) -> None:
    g = Gudang(str(tmp_path))
    sha = g.simpan(b"isi")
    next(p for p in tmp_path.rglob(sha) if p.is_file()).write_bytes(b"lain")
    for x in (sha, "0" * 64):
        with pytest.raises(BlobRusak):
            g.baca(x)


def test_json_baku_tidak_tergantung_urutan_kunci() -> None:
    assert json_baku({"b": 1, "a": [2]}) == json_baku({"a": [2], "b": 1}) == b'{"a":[2],"b":1}\n'


def test_nomor_draf_enam_angka() -> None:
    assert nomor_draf("0" * 64) == "000 000"
    assert len(nomor_draf(sha256(b"x")).replace(" ", "")) == 6


def test_alamat_sel_adalah_alamat_berkas_asli() -> None:
    lembar = Lembar("S", [["a", "b"]], baris_awal=5, kolom_awal=26)
    assert (lembar.alamat(0, 0), lembar.alamat(0, 1)) == ("Z5", "AA5")
    assert [huruf_kolom(n) for n in (1, 26, 27, 702, 703)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_sidik_isi_sama_walau_temuan_berkas_berbeda() -> None:
    lembar = Lembar("S", [["a", 1, None]], tautan={(0, 0): ["https://uji.go.id"]}, galat={(0, 2): "#REF!"})
    assert sidik_isi(Bacaan("xlsx", [lembar])) == sidik_isi(Bacaan("ods", [Lembar.dari_json(lembar.ke_json())]))


def test_periode_adalah_bulan_wib() -> None:
    from datetime import UTC, datetime

    assert periode_dari(datetime(2026, 10, 31, 23, 0, tzinfo=UTC)) == "2026-11"
    assert periode_dari(datetime(2026, 11, 1, tzinfo=WIB)) == "2026-11"
    assert nama_periode("2026-11") == "November 2026"
    with pytest.raises(ValueError, match="bukan periode"):
        nama_periode("2026-13")
