"""A backup holds what is needed, costs only what changed, and shows every damage."""

from __future__ import annotations

import sqlite3
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from dip.cadangan import cadangkan, semua_cadangan
from dip.cadangan_isi import CadanganGalat, baca_manifes, sidik_berkas, tulis_manifes
from dip.cadangan_periksa import baca_keterangan, baca_potret, periksa_cadangan
from dip.cadangan_pulih import Tujuan, buka_register, pulihkan
from dip.jejak import baca_semua, kepala_bernomor, periksa_rantai
from dip.meja import Meja
from dip.pernyataan import PELAKU_OPD, Isi, catat_pernyataan
from dip.pindah import baca_isi
from dip.rahasia import Brankas

Tulis = Callable[[Meja, int], str]


@pytest.mark.parametrize("alamat_register", ["sqlite", "postgres"], indirect=True)
def test_what_is_in_it(meja: Meja, tmp_path: Path, saat: datetime) -> None:
    hasil = cadangkan(meja, tmp_path / "c", saat)
    nama = set(baca_manifes(hasil.folder))
    assert hasil.rusak == hasil.hilang == []
    assert sum(n.startswith("gudang/") for n in nama) == 6
    assert {n for n in nama if not n.startswith("gudang/")} == {
        "register.db", "cadangan.json", "BACA-SAYA.txt", "pengaturan/lembaga.yml", "pengaturan/opd/dinas.yml",
        "data/masuk/dinas/dip √.csv", "data/masuk/dinas/aneh\n\\nama.csv", "data/kabar/gerbang-1.txt",
        "data/situs/rilis-1/index.html", "data/arsip/2026/LAMA-2020/terbuka/manifest.sha256",
        "data/arsip/2026/LAMA-2020/tertutup/rahasia.txt",
    }  # fmt: skip
    ket = baca_keterangan(hasil.folder)
    assert ket.tautan == {"data/situs/kini": "rilis-1"}
    assert (ket.kunci, ket.kepala["UJI"][0]) == (False, 1)
    assert periksa_cadangan(hasil.folder) == []
    assert hasil.folder.stat().st_mode & 0o777 == 0o700
    subprocess.run(["sha256sum", "--quiet", "-c", "manifest.sha256"], cwd=hasil.folder, check=True)
    with meja.register.baca() as k, baca_potret(hasil.folder / "register.db") as p:
        assert baca_isi(k) == baca_isi(p)
    assert {p.name for p in hasil.folder.glob("register.db*")} == {"register.db"}


def test_the_second_costs_only_what_changed(meja: Meja, tulis_edisi: Tulis, tmp_path: Path, saat: datetime) -> None:
    satu = cadangkan(meja, tmp_path / "c", saat)
    tulis_edisi(meja, 11)
    dua = cadangkan(meja, tmp_path / "c", saat + timedelta(days=1))
    assert dua.ditaut == satu.berkas - 3  # all but the register and the two notes about it
    assert dua.baru == 6 + 3
    blob = next(n for n in baca_manifes(satu.folder) if n.startswith("gudang/"))
    assert (satu.folder / blob).samefile(dua.folder / blob)
    assert periksa_cadangan(satu.folder) == periksa_cadangan(dua.folder) == []


def test_what_was_damaged_in_the_backup_before_is_copied_anew(meja: Meja, tmp_path: Path, saat: datetime) -> None:
    satu = cadangkan(meja, tmp_path / "c", saat)
    blob = next(n for n in baca_manifes(satu.folder) if n.startswith("gudang/"))
    (satu.folder / blob).write_bytes(b"rusak")
    dua = cadangkan(meja, tmp_path / "c", saat + timedelta(days=1))
    assert periksa_cadangan(satu.folder) == [f"{blob}: isinya berubah"]
    assert periksa_cadangan(dua.folder) == []


def test_a_blob_damaged_at_home_comes_from_the_backup_before(meja: Meja, tmp_path: Path, saat: datetime) -> None:
    satu = cadangkan(meja, tmp_path / "c", saat)
    blob = next(n for n in baca_manifes(satu.folder) if n.startswith("gudang/"))
    (meja.data / blob).write_bytes(b"rusak")
    dua = cadangkan(meja, tmp_path / "c", saat + timedelta(days=1))
    assert (dua.rusak, periksa_cadangan(dua.folder)) == ([], [])
    tiga = cadangkan(meja, tmp_path / "lain", saat)
    assert tiga.rusak == [blob.rpartition("/")[2]]
    (meja.data / blob).unlink()
    assert cadangkan(meja, tmp_path / "lain2", saat).hilang == tiga.rusak


def test_a_letter_of_an_office_is_missed_too(meja: Meja, tmp_path: Path, saat: datetime) -> None:
    surat = meja.gudang.simpan(b"surat pengantar")
    isi = Isi("D1", "2026-10", "konfirmasi", "surat_pengantar", saat.date(), surat)
    with meja.register.tulis() as k:
        catat_pernyataan(k, "UJI", isi, PELAKU_OPD, saat)
    (meja.data / "gudang" / surat[:2] / surat).unlink()
    assert cadangkan(meja, tmp_path / "c", saat).hilang == [surat]


def test_only_the_newest_are_kept(meja: Meja, tmp_path: Path, saat: datetime) -> None:
    folder = tmp_path / "c"
    for hari in range(4):
        hasil = cadangkan(meja, folder, saat + timedelta(days=hari), simpan=2)
    assert len(semua_cadangan(folder)) == 2
    mundur = cadangkan(meja, folder, saat - timedelta(days=900), simpan=2)  # a clock that was put back
    assert mundur.folder in semua_cadangan(folder)
    assert hasil.folder in semua_cadangan(folder)
    assert all(periksa_cadangan(c) == [] for c in semua_cadangan(folder))


def test_an_archive_younger_than_the_snapshot_is_left_out(
    meja: Meja, tmp_path: Path, saat: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    import dip.cadangan

    asli = dip.cadangan.potret

    def lalu_arsip(*a: Any) -> None:
        asli(*a)
        baru = meja.data / "arsip" / "2026" / "DIP-UJI-2026-10" / "terbuka"
        baru.mkdir(parents=True)
        (baru / "manifest.sha256").touch()

    monkeypatch.setattr(dip.cadangan, "potret", lalu_arsip)
    nama = baca_manifes(cadangkan(meja, tmp_path / "c", saat).folder)
    assert not any("DIP-UJI-2026-10" in n for n in nama)
    assert any("LAMA-2020" in n for n in nama)


def test_places_that_will_not_do(meja: Meja, tmp_path: Path, saat: datetime) -> None:
    with pytest.raises(CadanganGalat, match="di dalam"):
        cadangkan(meja, meja.data / "cadangan", saat)
    import fcntl

    (tmp_path / "c").mkdir()
    with (tmp_path / "c" / ".kunci-cadangan").open("a") as f:
        fcntl.flock(f, fcntl.LOCK_EX)
        with pytest.raises(CadanganGalat, match="sedang dibuat"):
            cadangkan(meja, tmp_path / "c", saat)
    assert semua_cadangan(tmp_path / "c") == []


def rusak_berkas(c: Path) -> None:
    (c / "data/kabar/gerbang-1.txt").write_text("lain")


def rusak_hilang(c: Path) -> None:
    (c / "pengaturan/lembaga.yml").unlink()


def rusak_tambah(c: Path) -> None:
    (c / "data/titipan").touch()


def rusak_blob(c: Path) -> None:
    """A blob taken away together with its line."""
    sidik = baca_manifes(c)
    blob = next(n for n in sidik if n.startswith("gudang/"))
    (c / blob).unlink()
    tulis_manifes(c, {n: s for n, s in sidik.items() if n != blob})


def rusak_jejak(c: Path) -> None:
    k = sqlite3.connect(c / "register.db")
    k.execute("DROP TRIGGER jejak_hanya_tambah_UPDATE")
    k.execute("UPDATE jejak SET isi = replace(isi, 'sistem', 'orang')")
    k.commit()
    k.close()
    tulis_manifes(c, baca_manifes(c) | {"register.db": sidik_berkas(c / "register.db")})


def rusak_bentuk(c: Path) -> None:
    (c / "cadangan.json").write_text("{}")


def rusak_keluar(c: Path) -> None:
    tulis_manifes(c, baca_manifes(c) | {"../luar": "0" * 64})


@pytest.mark.parametrize(
    "rusak", [rusak_berkas, rusak_hilang, rusak_tambah, rusak_blob, rusak_jejak, rusak_bentuk, rusak_keluar]
)
def test_damage_is_seen_and_nothing_restored(
    meja: Meja, tmp_path: Path, saat: datetime, rusak: Callable[[Path], None]
) -> None:
    c = cadangkan(meja, tmp_path / "c", saat).folder
    rusak(c)
    baru = tmp_path / "baru"
    with pytest.raises(CadanganGalat):
        pulihkan(c, Tujuan(baru), saat)
    assert not baru.exists()


def _mode(p: Path, nama: str) -> int:
    return 0 if nama.startswith("gudang") else p.stat().st_mode  # the blob store's folders are nobody else's business


def pohon(folder: Path) -> dict[str, object]:
    lewat = ("tembolok", "prefect", "register.db")
    return {
        n: (p.readlink() if p.is_symlink() else _mode(p, n) if p.is_dir() else p.read_bytes())
        for p in sorted(folder.rglob("*"))
        if not (n := p.relative_to(folder).as_posix()).startswith(lewat) and not n.endswith(".tulis")
    }


@pytest.mark.parametrize("alamat_register", ["sqlite", "postgres"], indirect=True)
def test_restored_as_it_was(meja: Meja, tmp_path: Path, saat: datetime) -> None:
    hasil = cadangkan(meja, tmp_path / "c", saat, kunci=True)
    tujuan = Tujuan(tmp_path / "baru")
    pulih = pulihkan(hasil.folder, tujuan, saat + timedelta(days=1))
    assert pohon(tujuan.data) == {**pohon(meja.data), **{
        f"pengaturan{n}": v for n, v in (("", (tmp_path / "baru/pengaturan").stat().st_mode),
        *((f"/{n}", v) for n, v in pohon(tmp_path / "baru/pengaturan").items()))
    }}  # fmt: skip
    assert pulih.pengaturan == tujuan.data / "pengaturan"
    assert (pulih.daftar_ulang, tujuan.data.stat().st_mode & 0o777) == ([], 0o700)
    assert {b.stat().st_mode & 0o777 for b in (tujuan.data / "rahasia").iterdir()} == {0o600}
    assert (tujuan.data / "register.db").stat().st_mode & 0o777 == 0o600
    baru = buka_register(tujuan)
    with baru.baca() as k:
        rantai = baca_semua(k, "UJI")
    baru.tutup()
    urut, kepala = hasil.kepala["UJI"]
    assert periksa_rantai(rantai, lembaga="UJI", kepala=kepala, urut_kepala=urut) == []
    assert ['"peristiwa":"dipulihkan"' in c.isi for c in rantai] == [False, True]
    with pytest.raises(CadanganGalat, match="tidak kosong"):
        pulihkan(hasil.folder, tujuan, saat)


def test_the_keys_apart(meja: Meja, tmp_path: Path, saat: datetime) -> None:
    terkunci = cadangkan(meja, tmp_path / "usb", saat, kunci=True).folder
    c = cadangkan(meja, tmp_path / "c", saat).folder
    asing = tmp_path / "asing"
    Brankas(asing).segel(b"x", "0" * 64)
    for salah in (asing, tmp_path / "tidak-ada"):
        with pytest.raises(CadanganGalat, match=r"[Kk]unci"):
            pulihkan(c, Tujuan(tmp_path / "a"), saat, kunci=salah)
    pulihkan(c, Tujuan(tmp_path / "a"), saat, kunci=terkunci / "rahasia")
    assert Brankas(tmp_path / "a/rahasia").awal_segel == meja.brankas.awal_segel != ""
    assert pulihkan(c, Tujuan(tmp_path / "b"), saat).daftar_ulang == []  # nobody had an authenticator
    assert not (tmp_path / "b/rahasia").exists()


def test_into_a_place_prepared_by_hand(meja: Meja, tmp_path: Path, saat: datetime) -> None:
    c = cadangkan(meja, tmp_path / "c", saat).folder
    baru = Tujuan(tmp_path / "baru", url_gudang=str(tmp_path / "blob"), pengaturan=meja.folder_pengaturan)
    for folder in ("prefect", "masuk/kosong", "rahasia"):
        (baru.data / folder).mkdir(parents=True)
    (baru.data / "prefect" / "x").touch()
    hasil = pulihkan(c, baru, saat)
    assert hasil.pengaturan is None
    assert sum(p.is_file() for p in (tmp_path / "blob").rglob("*")) == 6
    assert not (baru.data / "gudang").exists()


def test_a_newer_layout_is_refused(meja: Meja, tmp_path: Path, saat: datetime) -> None:
    c = cadangkan(meja, tmp_path / "c", saat).folder
    (c / "cadangan.json").write_bytes(replace(baca_keterangan(c), bentuk=9).ke_json())
    with pytest.raises(CadanganGalat, match="lebih baru"):
        periksa_cadangan(c)


def test_heads_are_those_of_the_moment(meja: Meja, tulis_edisi: Tulis, tmp_path: Path, saat: datetime) -> None:
    hasil = cadangkan(meja, tmp_path / "c", saat)
    with meja.register.baca() as k:
        assert hasil.kepala == {"UJI": kepala_bernomor(k, "UJI")}
    tulis_edisi(meja, 12)
    assert baca_keterangan(hasil.folder).kepala == hasil.kepala


def test_a_backup_of_an_older_program_is_brought_up(meja: Meja, tmp_path: Path, saat: datetime) -> None:
    c = cadangkan(meja, tmp_path / "c", saat).folder
    k = sqlite3.connect(c / "register.db")
    for nama in ("tautan", "kotak", "pernyataan", "perintah"):
        k.execute(f"DROP TABLE {nama}")
    k.execute("UPDATE skema SET versi = 2")
    k.commit()
    k.close()
    tulis_manifes(c, baca_manifes(c) | {"register.db": sidik_berkas(c / "register.db")})
    tujuan = Tujuan(tmp_path / "baru")
    pulihkan(c, tujuan, saat)
    baru = buka_register(tujuan)
    with baru.baca() as kk, meja.register.baca() as asal:
        assert baca_isi(kk).baris == {**baca_isi(asal).baris, "jejak": 2}
    baru.tutup()


def test_the_register_of_a_restored_place_is_postgres(
    meja: Meja, register_postgres: str, tmp_path: Path, saat: datetime
) -> None:
    c = cadangkan(meja, tmp_path / "c", saat).folder
    tujuan = Tujuan(tmp_path / "baru", register_postgres)
    pulihkan(c, tujuan, saat)
    assert not (tujuan.data / "register.db").exists()
    baru = buka_register(tujuan)
    with baru.baca() as k:
        assert len(baca_semua(k, "UJI")) == 2
    baru.tutup()
    with pytest.raises(CadanganGalat, match="DIP_REGISTER"):
        pulihkan(c, Tujuan(tmp_path / "lain", register_postgres), saat)
