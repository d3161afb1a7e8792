"""The pure checks of a machine: each says *perlu* exactly when something is missing."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from dip.cadangan_periksa import BENTUK, Keterangan
from dip.jam import WIB
from dip.jejak import catat
from dip.periksa_mesin import (
    Hasil,
    nama_rahasia,
    periksa_basis_prefect,
    periksa_cadangan,
    periksa_data,
    periksa_disk,
    periksa_pengaturan,
    periksa_python,
    periksa_ram,
    periksa_register,
    periksa_sandi_api,
    periksa_zona,
)
from dip.register import Register

KINI = datetime(2026, 11, 23, 9, 0, tzinfo=WIB)
GIB = 1024**3


def nilai(hasil: Any) -> dict[str, str]:
    return {h.kode: h.nilai for h in ([hasil] if isinstance(hasil, Hasil) else hasil)}


@pytest.mark.parametrize(("versi", "jadi"), [((3, 10), "perlu"), ((3, 11), "ok"), ((3, 13), "ok"), ((3, 14), "perlu")])
def test_python(versi: tuple[int, int], jadi: str) -> None:
    assert nilai(periksa_python(versi)) == {"python": jadi}


@pytest.mark.parametrize(("gib", "jadi"), [(1, "perlu"), (3, "catatan"), (20, "ok")])
def test_disk_and_memory(tmp_path: Path, gib: int, jadi: str) -> None:
    assert nilai(periksa_disk(tmp_path / "belum" / "ada", gib * GIB)) == {"disk": jadi}
    assert nilai(periksa_ram(gib * GIB)) == {"ram": jadi}
    assert nilai(periksa_zona()) == {"zona": "ok"}


def test_data_folder(tmp_path: Path) -> None:
    assert nilai(periksa_data(tmp_path / "tiada")) == {"data": "perlu"}
    tmp_path.chmod(0o700)
    assert nilai(periksa_data(tmp_path)) == {"data_hak": "ok", "data_disk": "ok", "data_tulis": "ok"}
    assert nilai(periksa_data(tmp_path, "cifs"))["data_disk"] == "perlu"
    tmp_path.chmod(0o755)
    assert nilai(periksa_data(tmp_path))["data_hak"] == "perlu"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def penuh(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", penuh)
    assert nilai(periksa_data(tmp_path))["data_tulis"] == "perlu"


def test_settings_and_the_secrets_they_name(tmp_path: Path, rumah: Path) -> None:
    hasil, isi = periksa_pengaturan(rumah / "sumber" / "contoh")
    assert (hasil.nilai, isi is not None) == ("catatan", True)
    hasil, isi = periksa_pengaturan(tmp_path)
    assert (hasil.nilai, isi) == ("perlu", None)


def test_secrets_of_targets_and_sources_are_found(rumah: Path) -> None:
    from dip.pengaturan_tujuan import TujuanWebdav

    _, isi = periksa_pengaturan(rumah / "sumber" / "contoh")
    assert isi is not None
    tujuan = TujuanWebdav(jenis="webdav", nama="Awan", alamat="https://awan.go.id/", rahasia="awan-kita")
    assert "awan-kita" in nama_rahasia(isi.model_copy(update={"tujuan": (tujuan,)}))


def test_register_on_both_databases_and_a_clock_put_back(alamat_register: str, tmp_path: Path) -> None:
    register = Register(alamat_register)
    url = "" if register.sqlite else alamat_register
    berkas = tmp_path / "register.db"
    assert nilai(periksa_register(url, berkas, KINI)) == {"register": "ok", "jam_jejak": "ok"}
    with register.tulis() as k:
        catat(k, "UJI", "edisi_dibuka", waktu=KINI, pelaku="sistem")
    assert nilai(periksa_register(url, berkas, KINI))["jam_jejak"] == "ok"
    assert nilai(periksa_register(url, berkas, KINI - timedelta(hours=1)))["jam_jejak"] == "perlu"


def test_register_that_is_not_there(tmp_path: Path) -> None:
    assert nilai(periksa_register("", tmp_path / "register.db", KINI)) == {"register": "ok"}
    assert not (tmp_path / "register.db").exists()
    mati = f"postgresql://dip@/dip_kth?host={tmp_path}"
    assert nilai(periksa_register(mati, tmp_path, KINI)) == {"register": "perlu"}
    assert nilai(periksa_register("entah", tmp_path, KINI)) == {"register": "perlu"}


def test_prefects_database_needs_pg_trgm(postgres: Any, basis_data: str, tmp_path: Path) -> None:
    url = basis_data.replace("+psycopg", "+asyncpg")
    assert nilai(periksa_basis_prefect(url)) == {"basis_prefect": "perlu"}
    postgres.kerjakan(basis_data.split("@/")[1].split("?")[0], "CREATE EXTENSION pg_trgm")
    assert nilai(periksa_basis_prefect(url)) == {"basis_prefect": "ok"}
    assert nilai(periksa_basis_prefect("")) == {"basis_prefect": "catatan"}
    assert nilai(periksa_basis_prefect(f"postgresql+asyncpg://dip@/x?host={tmp_path}")) == {"basis_prefect": "perlu"}


def test_age_of_the_backup(tmp_path: Path) -> None:
    assert nilai(periksa_cadangan("", KINI)) == {"cadangan": "catatan"}
    assert nilai(periksa_cadangan(str(tmp_path), KINI)) == {"cadangan": "perlu"}
    (tmp_path / "bukan-cadangan.tar").touch()
    satu = tmp_path / "cadangan-20261101-020000"
    satu.mkdir()
    for isi, jadi in (
        (Keterangan(BENTUK, (KINI - timedelta(hours=20)).isoformat(), 4, "sqlite", False).ke_json(), "ok"),
        (Keterangan(BENTUK, (KINI - timedelta(hours=60)).isoformat(), 4, "sqlite", False).ke_json(), "perlu"),
        (b"{", "perlu"),
    ):
        (satu / "cadangan.json").write_bytes(isi)
        assert nilai(periksa_cadangan(str(tmp_path), KINI)) == {"cadangan": jadi}


def test_word_of_the_api() -> None:
    a, b = "PREFECT_API_AUTH_STRING", "PREFECT_SERVER_API_AUTH_STRING"
    semua = [periksa_sandi_api(e).nilai for e in ({}, {a: "x:y"}, {a: "x:y", b: "x:z"}, {a: "x:y", b: "x:y"})]
    assert semua == ["perlu", "perlu", "perlu", "ok"]
