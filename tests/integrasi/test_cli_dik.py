"""The register of excluded information as a petugas works on it: look, make a workbook, fill it, save it."""

from __future__ import annotations

import json
import shutil
import stat
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from dip.beku import bekukan
from dip.dik_kolom import KOLOM, NAMA_LEMBAR
from dip.edisi import buka_edisi
from dip.entri import Asal, Entri, entri_kosong
from dip.jam import WIB
from dip.meja import Meja, buka_meja
from dip.muat import muat_pengaturan
from dip.rekap import Rekap
from keluaran.bentuk import bangun

SAAT = "2026-11-12T09:00:00+07:00"
WAKTU = datetime(2026, 11, 12, 9, tzinfo=WIB)
TIM = "  - {kode: dewi, nama: Dewi, peran: tim_pertimbangan, jabatan: Kabag Hukum, mulai: 2024-01-01}\n"
KUNCI = "Daftar Nama Penerima Kursi Roda"
Dip = Callable[..., Result]


@pytest.fixture
def meja(tmp_path: Path, rumah: Path, monkeypatch: pytest.MonkeyPatch) -> Meja:
    """A desk with its own settings and one frozen draft in which an office sent an excluded row."""
    folder = tmp_path / "pengaturan"
    shutil.copytree(rumah / "sumber" / "contoh", folder)
    pejabat = folder / "pejabat.yml"
    if "tim_pertimbangan" not in pejabat.read_text("utf-8"):
        pejabat.write_text(pejabat.read_text("utf-8") + TIM, "utf-8")
    monkeypatch.setenv("DIP_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DIP_PENGATURAN", str(folder))
    monkeypatch.setenv("DIP_JAM", SAAT)
    monkeypatch.chdir(tmp_path)
    meja = buka_meja(folder)
    buka = buka_edisi(meja.register, "KTH", "2026-11", "run-1", WAKTU, lambda _: True)
    assert buka.edisi is not None
    asal = Asal(berkas="b" * 64, nama_berkas="dinsos.xlsx", lembar="DIK", baris=7, sel={}, pewaris={})
    isi = {"judul": KUNCI, "kategori": "dikecualikan", "dik": {"dasar_hukum": "Pasal 17 huruf h UU KIP"}}
    dik = cast(Entri, {**entri_kosong("DINSOS:1:7", "DINSOS", asal), **isi})
    bekukan(
        meja.register,
        meja.gudang,
        meja.pengaturan,
        buka.edisi,
        ronde=1,
        batas=0,
        susun=lambda _: Rekap([], [], [dik], [], [], 0, [], [], ""),
        hidup=None,
        bangun=bangun,
        waktu=WAKTU,
    )
    return meja


@pytest.fixture
def dip(meja: Meja) -> Iterator[Dip]:
    from flows.cli_dik import dik_app

    yield lambda *kata: CliRunner().invoke(dik_app, [str(k) for k in kata])


def isi_buku(berkas: Path, ganti: dict[tuple[int, str], Any]) -> None:
    """Overwrite cells as a person would: row number of the sheet, field."""
    buku = openpyxl.load_workbook(berkas)
    letak = {k.field: n for n, k in enumerate(KOLOM, 1)}
    for (baris, nama), nilai in ganti.items():
        buku[NAMA_LEMBAR].cell(baris, letak[nama]).value = nilai
    buku.save(berkas)


def test_the_list_shows_what_is_missing_and_nothing_closed(dip: Dip) -> None:
    teks = dip("daftar")
    assert (teks.exit_code, KUNCI in teks.output, "DIK-004" in teks.output) == (0, False, True)
    isi = json.loads(dip("daftar", "--json").stdout)
    assert isi["edisi"] == "DIP-KTH-2026-11"
    assert [(r["id_dik"], r["belum_uji"]) for r in isi["daftar"]] == [
        ("DIK-KTH-2026-002", True),
        ("USUL-DINSOS-1-7", True),
        ("DIK-KTH-2026-001", False),
    ]


def test_a_proposal_completed_from_workbook_to_register(dip: Dip, meja: Meja, tmp_path: Path) -> None:
    berkas = tmp_path / "dik.xlsx"
    assert dip("buku", berkas).exit_code == 0
    assert stat.S_IMODE(berkas.stat().st_mode) == 0o600
    lengkap = {
        (7, "judul_umum"): "Data penyandang disabilitas",
        (7, "status"): "Ditetapkan",
        (7, "nomor_uji_konsekuensi"): "480/09/UJI/2026",
        (7, "tanggal_uji"): date(2026, 11, 2),
        (7, "nomor_sk_penetapan"): "480/12/PPID/2026",
        (7, "tanggal_sk"): "3 November 2026",
        (7, "persetujuan_pimpinan"): "Nota dinas 480/14/2026",
    }
    isi_buku(berkas, lengkap)
    lihat = dip("simpan", berkas, "--periksa")
    assert (lihat.exit_code, KUNCI in lihat.output) == (0, False)
    assert len(muat_pengaturan(meja.folder_pengaturan).dik) == 2
    simpan = dip("simpan", berkas, "--oleh", "rina")
    assert (simpan.exit_code, KUNCI in simpan.output) == (0, False)
    d = muat_pengaturan(meja.folder_pengaturan).dik[-1]
    assert (d.id_dik, d.status, d.tanggal_sk) == ("DIK-KTH-2026-003", "ditetapkan", date(2026, 11, 3))
    assert d.judul_khusus == (KUNCI,)
    sesudah = json.loads(dip("daftar", "--json").stdout)["daftar"]
    assert [r["id_dik"] for r in sesudah if r["usul"]] == []
    lagi = dip("simpan", berkas, "--oleh", "rina")
    assert (lagi.exit_code, len(muat_pengaturan(meja.folder_pengaturan).dik)) == (0, 3)


def test_a_fault_anywhere_saves_nothing(dip: Dip, meja: Meja, tmp_path: Path) -> None:
    berkas = tmp_path / "dik.xlsx"
    dip("buku", berkas)
    isi_buku(berkas, {(5, "tempat_sk"): "Muara", (7, "judul_umum"): "Data", (7, "tanggal_uji"): "RAHASIA-1"})
    hasil = dip("simpan", berkas, "--oleh", "rina")
    assert (hasil.exit_code, "PGT-TANGGAL" in hasil.output, "W7" in hasil.output) == (1, True, True)
    assert "RAHASIA-1" not in hasil.output
    assert muat_pengaturan(meja.folder_pengaturan).dik == meja.pengaturan.dik


def test_refusals_are_sentences(dip: Dip, tmp_path: Path) -> None:
    berkas = tmp_path / "dik.xlsx"
    assert dip("buku", tmp_path / "dik.csv").exit_code == 2
    assert dip("buku", berkas, "--edisi", "2020-01").exit_code == 1
    assert not berkas.exists()
    assert dip("buku", berkas, "--edisi", "dip-kth-2026-11").exit_code == 0
    sebelum = berkas.read_bytes()
    assert (dip("buku", berkas).exit_code, berkas.read_bytes()) == (1, sebelum)
    assert dip("simpan", berkas).exit_code == 2
    assert dip("simpan", berkas, "--oleh", "surya").exit_code == 1
    bukan = tmp_path / "bukan.xlsx"
    bukan.write_bytes(b"PK\x03\x04rusak")
    hasil = dip("simpan", bukan, "--periksa")
    assert (hasil.exit_code, "FILE-001" in hasil.output) == (1, True)
    assert hasil.exception is None or isinstance(hasil.exception, SystemExit)


def test_the_shipped_example_is_not_written_to(dip: Dip, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    berkas = tmp_path / "dik.xlsx"
    dip("buku", berkas)
    from flows.mulai import folder_contoh

    asli = {p: p.read_bytes() for p in folder_contoh().rglob("*.yml")}
    monkeypatch.setattr(
        "flows.mulai.meja_luncur", lambda: buka_meja(folder_contoh(), {"DIP_DATA": str(tmp_path / "d")})
    )
    assert dip("simpan", berkas, "--oleh", "rina").exit_code == 1
    assert {p: p.read_bytes() for p in folder_contoh().rglob("*.yml")} == asli
