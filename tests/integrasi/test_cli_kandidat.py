"""`dip kandidat` and `dip templat --kandidat` on the fictional regency, whose portal is served for the moment."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from flows.sistem import port_bebas

Dip = Callable[..., Result]


@pytest.fixture
def pengaturan(rumah: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(rumah / "sumber" / "contoh", tmp_path / "pengaturan"))


@pytest.fixture
def dip(tmp_path: Path, pengaturan: Path, monkeypatch: pytest.MonkeyPatch) -> Dip:
    from flows.cli import app

    monkeypatch.setenv("DIP_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DIP_PENGATURAN", str(pengaturan))
    monkeypatch.delenv("DIP_PERAGA", raising=False)
    monkeypatch.chdir(tmp_path)
    return lambda *kata: CliRunner().invoke(app, [str(k) for k in kata])


def ganti(berkas: Path, lama: str, baru: str) -> None:
    teks = berkas.read_text()
    assert lama in teks
    berkas.write_text(teks.replace(lama, baru))


def test_each_office_sees_its_own_datasets_only(dip: Dip) -> None:
    hasil = dip("kandidat", "--json")
    assert hasil.exit_code == 0, hasil.output
    isi = {c["opd"]: c for c in json.loads(hasil.stdout)}
    assert {o: [k["satu_data_id"] for k in c["kandidat"]] for o, c in isi.items()} == {
        "DINKES": ["daftar-puskesmas", "jumlah-kasus-demam-berdarah-2025", "profil-kesehatan-2025"],
        "DISKOMINFO": ["jumlah-menara-telekomunikasi", "statistik-sektoral-2025"],
    }
    assert "DIP_PERAGA" not in os.environ
    assert dip("kandidat").exit_code == dip("kandidat", "dinkes").exit_code == 0


def test_an_office_gets_candidates_in_its_template_and_decides(dip: Dip, tmp_path: Path) -> None:
    berkas = tmp_path / "isian.xlsx"
    assert dip("templat", "dinkes", "--kandidat", "--simpan", berkas).exit_code == 0
    [isi] = json.loads(dip("periksa", berkas, "--opd", "DINKES", "--json").stdout)
    # sent back as it is, nothing of it is published: the category is the office's to say
    assert (isi["terbit"], isi["ditahan"], isi["dik"]) == (0, 3, 0)
    assert {t["kode"] for t in isi["temuan"]} >= {"DIP-010"}


def test_personal_data_is_masked_on_screens_and_held_when_sent_back(
    dip: Dip, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dip.kandidat import Dataset

    nik = "3201011501900001"
    situs = "https://satudata.contohkab.go.id/dataset"
    isi = [("Data " + nik, "", "a"), ("Data Warga", "NIK " + nik, "b"), ("Data Pasien", "", "data-" + nik)]
    semua = [Dataset(nama, judul, ringkasan, f"{situs}/{nama}", "2026-10-05") for judul, ringkasan, nama in isi]
    monkeypatch.setattr("sumber.satu_data.dataset_ckan", lambda *_: semua)
    for kata in (("kandidat", "dinkes"), ("kandidat", "dinkes", "--json"), ("kandidat",)):
        hasil = dip(*kata)
        assert hasil.exit_code == 0
        assert nik not in "".join(hasil.output.split())
    berkas = tmp_path / "isian.xlsx"
    assert dip("templat", "dinkes", "--kandidat", "--simpan", berkas).exit_code == 0
    assert lengkapi(berkas) == len(semua)
    [isi_] = json.loads(dip("periksa", berkas, "--opd", "DINKES", "--json").stdout)
    assert (isi_["terbit"], isi_["ditahan"]) == (0, 3)
    assert [t["kode"] for t in isi_["temuan"]].count("PDP-001") >= 3
    assert nik not in json.dumps(isi_)


def lengkapi(berkas: Path) -> int:
    """As an office does: each candidate gets a category. How many there were."""
    buku: Any = openpyxl.load_workbook(berkas)
    lembar = buku["DIP"]
    letak = {s.value: s.column for s in lembar[6]}
    n = 0
    for baris in range(7, lembar.max_row + 1):
        if lembar.cell(baris, letak["Judul Informasi"]).value:
            lembar.cell(baris, letak["Kategori Informasi"]).value = "Berkala"
            n += 1
    buku.save(berkas)
    return n


def test_a_silent_portal_is_said_and_its_last_answer_used(
    dip: Dip, pengaturan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ganti(pengaturan / "lembaga.yml", '"${DIP_PERAGA}/baik"', '"${DIP_PERAGA}/baik", coba: 1')
    assert dip("kandidat", "dinkes").exit_code == 0
    # the same portal, gone: what it said stands in the cache
    monkeypatch.setenv("DIP_PERAGA", f"http://127.0.0.1:{port_bebas()}")
    hasil = dip("kandidat", "dinkes", "--json")
    [c] = json.loads(hasil.stdout)
    assert (hasil.exit_code, c["terbaca"], len(c["kandidat"])) == (0, True, 3)
    assert c["sebab"]
    assert "DINKES" in hasil.stderr


def test_a_portal_never_seen_is_an_error(dip: Dip, pengaturan: Path) -> None:
    ganti(pengaturan / "lembaga.yml", '"${DIP_PERAGA}/baik"', '"${DIP_PERAGA}/404/x", coba: 1')
    hasil = dip("kandidat", "--json")
    assert hasil.exit_code == 1
    assert [(c["terbaca"], c["kandidat"]) for c in json.loads(hasil.stdout)] == [(False, [])] * 2
    assert dip("templat", "dinkes", "--kandidat").exit_code == 1


@pytest.mark.parametrize("kata", [("kandidat", "dlh"), ("kandidat", "tidakada"), ("templat", "dlh", "--kandidat")])
def test_who_is_not_on_the_portal_is_told_what_to_add(dip: Dip, kata: tuple[str, ...]) -> None:
    assert dip(*kata).exit_code == 2


def test_without_a_portal_the_verb_says_where_it_is_named(dip: Dip, pengaturan: Path) -> None:
    ganti(pengaturan / "lembaga.yml", "satu_data: {", "# satu_data: {")
    for b in ("dinkes", "diskominfo"):
        ganti(pengaturan / "opd" / f"{b}.yml", "satu_data: ", "# satu_data: ")
    hasil = dip("kandidat")
    assert hasil.exit_code == 2
    assert "lembaga.yml" in hasil.stderr
