"""The verbs about one office's file, as a clerk types them; real child processes, no server."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner, Result

KASUS = Path(__file__).resolve().parents[1] / "kasus"
KEPALA = "No;Judul;Ringkasan Isi Informasi;Kategori;Pejabat;Penanggung Jawab;Waktu;Tempat;Bentuk;Retensi;Tautan\n"


@pytest.fixture
def dip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    from flows.cli import app

    monkeypatch.setenv("DIP_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("DIP_PENGATURAN", raising=False)
    monkeypatch.chdir(tmp_path)
    yield lambda *kata: CliRunner().invoke(app, [str(k) for k in kata])


def tabel(tmp_path: Path, *baris: str) -> Path:
    berkas = tmp_path / "dip.csv"
    berkas.write_text(KEPALA + "".join(f"{b}\n" for b in baris), "utf-8")
    return berkas


BERSIH = (
    "1;Rencana Kerja Tahun 2026;Memuat rencana kerja;Berkala;Sekretaris;Kasubbag Umum;2026;Contoh Baru;Cetak;5 tahun;"
)


@pytest.mark.parametrize(
    ("baris", "keluar"),
    [
        ((BERSIH,), 0),
        ((BERSIH, BERSIH.replace("1;Rencana", "2;Standar").replace("Berkala", "")), 1),
        ((), 2),
    ],
)
def test_kode_keluar_menurut_keparahan(dip, tmp_path: Path, baris: tuple[str, ...], keluar: int) -> None:
    hasil: Result = dip("periksa", tabel(tmp_path, *baris))
    assert hasil.exit_code == keluar, hasil.output


def test_json_untuk_mesin_menyebut_kode_sel_dan_kalimat(dip, tmp_path: Path) -> None:
    berkas = tabel(tmp_path, BERSIH, BERSIH.replace("1;Rencana", "2;Standar").replace("Cetak", "Entahlah"))
    hasil: Result = dip("periksa", berkas, KASUS / "01_h1_bersih" / "masukan.xlsx", "--json")
    isi = json.loads(hasil.stdout)
    assert [(x["berkas"], x["jenis"]) for x in isi] == [("dip.csv", "csv"), ("masukan.xlsx", "xlsx")]
    t = next(t for t in isi[0]["temuan"] if t["kode"] == "DIP-041")
    assert (t["sel"], t["keparahan"], "Entahlah" in t["kalimat"]) == ("I3", "periksa", True)


def test_opd_membawa_kamus_dan_deklarasinya(dip, tmp_path: Path) -> None:
    berkas = tabel(tmp_path, BERSIH)
    assert dip("periksa", berkas, "--opd", "dinkes").exit_code == 0
    salah: Result = dip("periksa", berkas, "--opd", "TIDAKADA")
    assert salah.exit_code == 1 and "DINKES" in salah.output


def test_balasan_sebelum_mengirim(dip, tmp_path: Path) -> None:
    ke = tmp_path / "balasan.xlsx"
    berkas = tabel(tmp_path, BERSIH.replace("Cetak", "Entahlah"))
    assert dip("periksa", berkas, "--balasan", ke).exit_code == 0
    buku = openpyxl.load_workbook(ke)
    assert buku.sheetnames[0] == "Temuan"
    assert "DIP-041" in buku["dip"]["I2"].comment.text
    # what we added is no data when the office sends it back as it is
    isi = json.loads(dip("periksa", ke, "--json").stdout)[0]
    assert isi["terbit"] == 1
    assert [t["kode"] for t in isi["temuan"] if t["kode"].startswith("STR")] == []


def test_templat_kosong_dan_lacak_yang_tidak_dikenal(dip, tmp_path: Path) -> None:
    assert dip("templat", "dinkes").exit_code == 0
    isi = json.loads(dip("periksa", tmp_path / "DIP-DINKES.xlsx", "--json").stdout)[0]
    assert [t["kode"] for t in isi["temuan"]] == ["STR-009"]
    assert dip("templat", "TIDAKADA").exit_code == 1
    assert dip("lacak", "KTH-DINKES-0001").exit_code == 1


def test_balasan_tidak_menimpa_kiriman_dan_selalu_xlsx(dip, tmp_path: Path) -> None:
    berkas = KASUS / "01_h1_bersih" / "masukan.xlsx"
    salinan = tmp_path / "dip.xlsx"
    salinan.write_bytes(berkas.read_bytes())
    assert dip("periksa", salinan, "--balasan", salinan).exit_code == 2
    assert salinan.read_bytes() == berkas.read_bytes()
    assert dip("periksa", salinan, "--balasan", tmp_path / "balasan.pdf").exit_code == 2
    assert dip("templat", "dinkes", "--simpan", tmp_path / "x.csv").exit_code == 2


def test_pipa_ditolak_dan_nama_bukan_utf8_tetap_terbaca(dip, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipa")
    assert dip("periksa", tmp_path / "pipa").exit_code == 2
    aneh = Path(os.fsdecode(os.fsencode(tmp_path) + b"/dip\xff.csv"))
    aneh.write_text(KEPALA + BERSIH + "\n", "utf-8")
    hasil: Result = dip("periksa", aneh, "--json")
    assert (hasil.exit_code, json.loads(hasil.stdout)[0]["terbit"]) == (0, 1)
