"""`dip papan`, `dip diagnosa` and `dip status` as an operator types them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from dip.meja import buka_meja
from dip.tanda_terima import simpan_tarikan
from dip.tarikan import Tarikan
from flows.sistem import SistemGalat

KEPALA = "No;Judul Informasi;Ringkasan Isi Informasi;Kategori;Penanggung Jawab;Waktu dan Tempat Pembuatan"
BARIS = "{n};Rencana Kerja {n};Memuat rencana kerja bagian {n};Berkala;Subbagian Umum;Ujikota, 2026"


def _csv(banyak: int, *buang: str) -> bytes:
    """A clean table without some of its columns."""
    baris = [KEPALA.split(";")] + [BARIS.format(n=n).split(";") for n in range(1, banyak + 1)]
    simpan = [n for n, judul in enumerate(baris[0]) if judul not in buang]
    return "\n".join(";".join(b[n] for n in simpan) for b in baris).encode()


class Meja:
    """An institution of four offices, two of them on one host, and its terminal."""

    def __init__(self, folder: Path, buku: Any) -> None:
        p = folder / "pengaturan"
        (p / "opd").mkdir(parents=True)
        (p / "tujuan").mkdir()
        (p / "lembaga.yml").write_text(
            "kode: UJI\nnama: Kabupaten Uji\nnama_pendek: Uji\nibu_kota: Ujikota\nunit_ppid: Dinas Komunikasi\n"
        )
        (p / "pejabat.yml").write_text(
            "pejabat:\n"
            + "".join(
                f"  - {{kode: {k}, nama: Ibu {k}, peran: {r}, jabatan: Kepala, mulai: 2020-01-01}}\n"
                for k, r in (("tuti", "petugas"), ("pandu", "ppid"), ("sari", "atasan"))
            )
        )
        (p / "tujuan" / "situs.yml").write_text("jenis: folder\nnama: situs\nfolder: situs\n")
        sumber = {
            "DINA": "{jenis: folder, folder: dina}",
            "DINB": "{jenis: http, alamat: 'https://satu.uji.go.id/b.xlsx'}",
            "DINC": "{jenis: http, alamat: 'https://SATU.uji.go.id/c.xlsx'}",
            "DINKES": "{jenis: http, alamat: 'https://dinkes.uji.go.id/d.xlsx'}",
        }
        for o, s in sumber.items():
            nama = "Dinas Kesehatan" if o == "DINKES" else f"Dinas {o[-1]}"
            (p / "opd" / f"{o.lower()}.yml").write_text(f"kode: {o}\nnama: {nama}\nsumber: {s}\n")
        self.buku = buku
        self.meja = buka_meja(folder)

    def dip(self, *kata: str) -> Result:
        from flows.cli import app

        hasil = CliRunner().invoke(app, list(kata))
        assert hasil.exception is None or isinstance(hasil.exception, SistemGalat | SystemExit), hasil.exception
        return hasil

    def json(self, *kata: str) -> Any:
        return json.loads(self.dip(*kata, "--json").stdout)

    def terima(self, e: Any, isi: bytes, hari: int) -> None:
        sha = self.meja.gudang.simpan(isi)
        t = Tarikan("DINA", "baru", f"{e.periode}-{hari:02d}T06:00:00+07:00", "masuk/dina", sha, "dip.csv", len(isi))
        with self.meja.register.tulis() as k:
            simpan_tarikan(k, e.id, t)
            if hari > 1:  # a pull that came to the same file is no other file
                simpan_tarikan(k, e.id, replace(t, hasil="tetap"))


@pytest.fixture
def meja(tmp_path: Path, buku: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Meja]:
    """The register and blobs of `buku` behind a settings folder."""
    monkeypatch.setenv("DIP_DATA", str(tmp_path))
    monkeypatch.setenv("DIP_PENGATURAN", str(tmp_path / "pengaturan"))
    monkeypatch.setenv("DIP_JAM", "2026-11-02T09:00:00+07:00")
    monkeypatch.setenv("COLUMNS", "160")
    from tasks.meja import meja_kerja

    meja_kerja.cache_clear()
    m = Meja(tmp_path, buku)
    yield m
    m.meja.register.tutup()
    meja_kerja.cache_clear()


def test_the_board_is_for_people_and_for_machines(meja: Meja) -> None:
    assert meja.json("papan")["dasar"] == "kosong"
    e = meja.buku.buka("2026-11")
    meja.buku.terima(e, "DINA", "baru", 1)
    meja.buku.terima(e, "DINB", "gagal", 1)
    assert [o["opd"] for o in meja.json("papan")["opd"]] == ["DINB", "DINC", "DINKES", "DINA"]
    assert [o["opd"] for o in meja.json("papan", "--gagal", "--opd", "dina", "--opd", "dinb")["opd"]] == ["DINB"]
    assert meja.json("papan")["jumlah"] == {"masuk": 1, "gagal": 1, "belum": 2, "menunggu": 0}
    teks = meja.dip("papan").stdout
    assert teks.index("DINB") < teks.index("DINA")
    salah = meja.dip("papan", "--opd", "dinkess")
    assert isinstance(salah.exception, SistemGalat)


def test_status_keeps_its_facts_and_shows_the_board(meja: Meja) -> None:
    assert "dip jalankan" in meja.dip("status").stdout
    assert meja.json("status")["terbuka"] is None
    e = meja.buku.buka("2026-11")
    meja.buku.terima(e, "DINA", "gagal", 1)
    s = meja.json("status")
    assert (s["terbuka"]["kode"], s["terbuka"]["ronde"], s["papan"]["jumlah"]["gagal"]) == ("DIP-UJI-2026-11", 0, 1)
    teks = meja.dip("status").stdout
    assert teks.index("DINA") < teks.index("DIP-UJI-2026-11, sejak")


def test_diagnosis_of_a_drifting_office_compares_its_last_two_files(meja: Meja) -> None:
    e1 = meja.buku.buka("2026-10")
    meja.terima(e1, _csv(9), 1)
    meja.buku.tutup(e1)
    e2 = meja.buku.buka("2026-11")
    meja.terima(e2, _csv(4, "Penanggung Jawab"), 2)
    meja.buku.terima(e2, "DINA", "gagal", 3)
    d = meja.json("diagnosa", "dina")
    assert [t["hasil"] for t in d["tarikan"]] == ["gagal", "tetap", "baru", "baru"]
    assert (d["terakhir_baik"]["hasil"], d["terakhir_baik"]["periode"]) == ("tetap", "2026-11")
    assert [b["bentuk"]["entri"] for b in d["berkas"]] == [4, 9]
    ubah = {u["apa"]: (u["dulu"], u["kini"]) for u in d["ubahan"]}
    assert ubah["baris informasi"] == ("9", "4")
    assert "penanggung jawab" in ubah["kolom dikenali"][0]
    assert "penanggung jawab" not in ubah["kolom dikenali"][1]
    assert d["inang"] == ""
    assert "baris informasi" in meja.dip("diagnosa", "DINA").stdout


def test_diagnosis_sees_that_a_whole_host_is_down(meja: Meja) -> None:
    e = meja.buku.buka("2026-11")
    for o in ("DINB", "DINC", "DINKES"):
        meja.buku.terima(e, o, "gagal", 1)
    d = meja.json("diagnosa", "DINB")
    assert (d["inang"], d["seinang"], d["gagal_seinang"]) == ("satu.uji.go.id", ["DINC"], ["DINC"])
    assert any("dip tarik-ulang" in s for s in d["saran"])
    sendiri = meja.json("diagnosa", "DINKES")
    assert (sendiri["gagal_seinang"], sendiri["ubahan"], sendiri["berkas"]) == ([], None, [])
    assert any("opd/dinkes.yml" in s for s in sendiri["saran"])
    assert any("dip tarik-ulang DINKES" in s for s in sendiri["saran"])
    assert "satu.uji.go.id" in meja.dip("diagnosa", "DINB").stdout


def test_an_unknown_code_offers_the_nearest_ones(meja: Meja) -> None:
    for ketik in ("dinkess", "kesehatan"):
        hasil = meja.dip("diagnosa", ketik)
        assert hasil.exit_code == 1
        assert "DINKES" in str(hasil.exception)
