"""Every attack string through the data files: text stays text, nothing becomes a formula, no file breaks."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import openpyxl
import pytest
from frictionless import Package, system
from python_calamine import CalamineWorkbook

from dip.entri import KOLOM_TERBIT
from keluaran.bentuk import umpan
from keluaran.bentuk.alamat import alamat_butir
from keluaran.bentuk.berkas_csv import PEMISAH_DAFTAR, jaga_rumus, tulis_csv
from keluaran.bentuk.buku import muat_sel
from keluaran.bentuk.dasar import susun_bahan
from keluaran.bentuk.data_json import tulis_json, tulis_manifes
from keluaran.bentuk.datapaket import tulis_datapaket, tulis_skema
from keluaran.bentuk.katalog import ld_dataset, tulis_katalog
from keluaran.bentuk.peta import tulis_peta
from keluaran.bentuk.teks import bersih
from keluaran.bentuk.xlsx import tulis_xlsx

ATOM = "{http://www.w3.org/2005/Atom}"
SITUS = "https://ppid.contoh.go.id/dip/"


@pytest.fixture
def bahan(revisi_serangan, buat):
    sah = dataclasses.replace(buat(1)[1], sidik=revisi_serangan.sidik, situs=SITUS)
    return susun_bahan(revisi_serangan, sah)


@pytest.fixture
def unduhan(bahan):
    return {
        "data/dip.csv": tulis_csv(bahan.baris),
        "data/dip-titikkoma.csv": tulis_csv(bahan.baris, ";"),
        "data/dip.json": tulis_json(bahan),
        "data/dip.xlsx": tulis_xlsx(bahan),
    }


def sel_buku(isi: bytes):
    """(sheet, address) → (value, kind) of all cells that hold something."""
    buku = openpyxl.load_workbook(io.BytesIO(isi))
    return {
        (lembar.title, sel.coordinate): (sel.value, sel.data_type)
        for lembar in buku
        for baris in lembar.iter_rows()
        for sel in baris
        if sel.value is not None
    }


def test_the_list_is_wide(serangan):
    assert len(serangan) >= 130
    assert {n.partition("-")[0] for n, _ in serangan} == {"html", "alamat", "rumus", "unicode", "kendali"}


def test_json_has_every_text_in_every_column(unduhan, serangan):
    isi = json.loads(unduhan["data/dip.json"])
    jsonschema.validate(isi, json.loads(tulis_skema()))
    for (nama, teks), b in zip(serangan, isi["entri"], strict=True):
        for kolom in set(KOLOM_TERBIT) - {"kode", "nomor", "opd", "kategori", "bentuk", "edisi", "tautan"}:
            assert b[kolom] == bersih(teks), (nama, kolom)
        assert b["tautan"] == [bersih(teks)], nama


@pytest.mark.parametrize(("nama", "pemisah"), [("data/dip.csv", ","), ("data/dip-titikkoma.csv", ";")])
def test_csv_has_every_text_guarded_as_documented(unduhan, serangan, nama, pemisah):
    baris = list(csv.DictReader(io.StringIO(unduhan[nama].decode("utf-8-sig"), newline=""), delimiter=pemisah))
    for (serang, teks), b in zip(serangan, baris, strict=True):
        for kolom in ("judul", "ringkasan", "tempat", "tautan", "satu_data_id", "tanggal_pemutakhiran"):
            assert b[kolom] == jaga_rumus(bersih(teks)), (serang, kolom)
            assert b[kolom] in (bersih(teks), "'" + bersih(teks)), (serang, kolom)
        assert PEMISAH_DAFTAR not in b["bentuk"]


def test_workbook_has_every_text_as_text(unduhan, serangan):
    assert {jenis for _, jenis in sel_buku(unduhan["data/dip.xlsx"]).values()} <= {"s", "n"}
    # openpyxl takes an escaped `_x005F_` for half of it; calamine reads it as Excel does
    buku = CalamineWorkbook.from_filelike(io.BytesIO(unduhan["data/dip.xlsx"]))
    baris = [b for n in buku.sheet_names[1:] for b in buku.get_sheet_by_name(n).to_python(skip_empty_area=False)[3:]]
    per_nomor = {int(b[1]): b for b in baris}
    for n, (nama, teks) in enumerate(serangan, 1):
        for kolom in (3, 4, 5, 7, 8, 9, 10, 11, 13, 14, 15, 16, 17):
            assert per_nomor[n][kolom] == muat_sel(teks), (nama, kolom)


def test_datapackage_is_valid_beside_its_files(bahan, unduhan, tmp_path: Path):
    for nama, isi in {**unduhan, "data/datapackage.json": tulis_datapaket(bahan, unduhan)}.items():
        (tmp_path / Path(nama).name).write_bytes(isi)
    with system.use_context(trusted=True):
        laporan = Package(str(tmp_path / "datapackage.json")).validate()
    assert laporan.flatten(["type", "note"]) == []
    assert [t.stats["rows"] for t in laporan.tasks] == [len(bahan.baris)] * 2


def test_feed_keeps_titles_and_stays_well_formed(bahan, serangan, monkeypatch):
    monkeypatch.setattr(umpan, "BUTIR_PALING", len(serangan))
    revisi = dataclasses.replace(bahan.revisi, kepala={**bahan.revisi.kepala, "sidik_hidup": "a" * 64})
    akar = ET.fromstring(umpan.tulis_umpan(dataclasses.replace(bahan, revisi=revisi)))
    butir = {x.findtext(f"{ATOM}id"): x for x in akar.iter(f"{ATOM}entry")}
    assert len(butir) == len(serangan) + 1
    for b, (nama, teks) in zip(bahan.baris, serangan, strict=True):
        x = butir[umpan.pengenal(bahan, "butir", b["kode"])]
        harap = bersih(teks).replace("\r", "\n")
        assert (x.findtext(f"{ATOM}title") or "") == harap, nama
        assert (x.findtext(f"{ATOM}summary") or "") == harap, nama
        assert x.find(f"{ATOM}link").get("href") == SITUS + alamat_butir(b["kode"])
    boleh = {"feed", "entry", "id", "title", "subtitle", "updated", "author", "name", "link", "category", "summary"}
    assert {x.tag.removeprefix(ATOM) for x in akar.iter()} <= boleh


def test_descriptions_hold_no_row_text(bahan, unduhan, serangan):
    """Catalogue, JSON-LD, sitemap and manifest speak of files and counts; an office's words have no place in them."""
    lain = [
        tulis_katalog(bahan, unduhan).decode(),
        json.dumps(ld_dataset(bahan, unduhan)),
        tulis_peta(bahan, ["index.html", "unit/dinkes-1.html"]).decode(),
        tulis_manifes(bahan, unduhan).decode(),
    ]
    for nama, teks in serangan:
        if len(teks.strip()) > 12:
            assert not any(teks in x or json.dumps(teks)[1:-1] in x for x in lain), nama


@pytest.fixture(scope="module")
def kantor(butuh_program, tmp_path_factory):
    """LibreOffice: (bytes, suffix, options) → the file as it opens it, saved again as a workbook."""
    program = butuh_program("soffice")
    profil = tmp_path_factory.mktemp("lo")

    def buka(isi: bytes, akhiran: str, *pilihan: str) -> bytes:
        folder = tmp_path_factory.mktemp("buka")
        asal = folder / f"asal.{akhiran}"
        asal.write_bytes(isi)
        perintah = [program, f"-env:UserInstallation=file://{profil}", "--headless", *pilihan]
        perintah += ["--convert-to", "xlsx", "--outdir", str(folder / "hasil"), str(asal)]
        subprocess.run(perintah, check=True, capture_output=True, timeout=120)
        return (folder / "hasil" / "asal.xlsx").read_bytes()

    return buka


def test_libreoffice_shows_the_same_cells_and_no_formula(kantor, unduhan):
    lembar = unduhan["data/dip.xlsx"]
    assert sel_buku(kantor(lembar, "xlsx")) == sel_buku(lembar)


@pytest.mark.parametrize(
    ("nama", "saring"),
    [
        ("data/dip.csv", "CSV:44,34,76"),
        pytest.param("data/dip-titikkoma.csv", "CSV:59,34,76", marks=pytest.mark.lambat),
    ],
)
def test_libreoffice_runs_nothing_of_a_csv(kantor, unduhan, nama, saring):
    hasil = sel_buku(kantor(unduhan[nama], "csv", f"--infilter={saring}"))
    assert len(hasil) > 1000
    assert [k for k, (_, jenis) in hasil.items() if jenis == "f"] == []


@pytest.mark.lambat
def test_the_same_csv_without_the_guard_would_run(kantor, bahan):
    keluar = io.StringIO()
    csv.writer(keluar).writerows([b["judul"], b["ringkasan"]] for b in bahan.baris)
    hasil = sel_buku(kantor(b"\xef\xbb\xbf" + keluar.getvalue().encode(), "csv", "--infilter=CSV:44,34,76"))
    assert sum(jenis == "f" for _, jenis in hasil.values()) > 10
