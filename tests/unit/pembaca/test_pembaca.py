"""The reader as a whole: kinds, limits, hostile files, real tables."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from dip.lembar import Bacaan
from dip.protokol import Baca
from sumber.pembaca import Pembaca
from sumber.pembaca.batas import Batas

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def buat_zip(**bagian: bytes) -> bytes:
    b = io.BytesIO()
    with zipfile.ZipFile(b, "w", zipfile.ZIP_DEFLATED) as z:
        for nama, isi in bagian.items():
            z.writestr(nama.replace("__", "/"), isi)
    return b.getvalue()


def temuan(hasil: Bacaan) -> list[tuple[str, dict[str, str | int]]]:
    assert hasil.lembar == []
    assert {t.berkas for t in hasil.temuan} == {"berkas.xlsx"}
    return [(t.kode, t.parameter) for t in hasil.temuan]


@pytest.mark.parametrize(
    ("isi", "ekstensi"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "png"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "jpg"),
        (b"Rar!\x1a\x07\0", "rar"),
        (b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><l>&b;</l>', "xml"),
        (b'[{"judul": "a"}]', "json"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related\n", "mht"),
        (bytes(range(256)) * 4, "xlsx"),
        (b"\x09\x04\x06\x00\x00\x00\x10\x00", "Excel 4.0 atau lebih lama"),
    ],
)
def test_other_kinds(pembaca: Pembaca, isi: bytes, ekstensi: str) -> None:
    assert temuan(pembaca(isi, "berkas.xlsx")) == [("FILE-002", {"ekstensi": ekstensi})]


@pytest.mark.parametrize("isi", [b"", b"\n \n", b"\0" * 100, OLE + bytes(100), OLE + b"\xff" * 2000, b"PK\3\4rusak"])
def test_damaged(pembaca: Pembaca, isi: bytes) -> None:
    assert temuan(pembaca(isi, "berkas.xlsx")) == [("FILE-001", {"nama": "berkas.xlsx"})]


def test_workbook_with_a_password(pembaca: Pembaca) -> None:
    sektor = bytearray(b"\xff" * 512)
    sektor[:8] = b"\xfd\xff\xff\xff\xfe\xff\xff\xff"  # FAT: sector 0 is the table, sector 1 the directory
    kepala = bytearray(512)
    kepala[:8], kepala[30:34] = OLE, b"\x09\0\x06\0"
    kepala[44:52], kepala[56:60] = b"\1\0\0\0\1\0\0\0", b"\0\x10\0\0"
    kepala[60:64] = kepala[68:72] = b"\xfe\xff\xff\xff"
    kepala[76:512] = b"\0\0\0\0" + b"\xff" * 432
    direktori = b""
    for nama, jenis in (("Root Entry", 5), ("EncryptedPackage", 2)):
        e = bytearray(128)
        e[: 2 * len(nama)] = nama.encode("utf-16-le")
        e[64:67], e[116:120] = bytes([2 * len(nama) + 2, 0, jenis]), b"\xfe\xff\xff\xff"
        direktori += bytes(e)
    isi = bytes(kepala) + bytes(sektor) + direktori.ljust(512, b"\0")
    assert temuan(pembaca(isi, "berkas.xlsx")) == [("FILE-001", {"nama": "berkas.xlsx"})]


def test_size_of_file_zip_and_table() -> None:
    batas = Batas(berkas_mb=1, urai_mb=2, sel=50)
    wb = openpyxl.Workbook()
    wb.worksheets[0]["J6"] = 1
    b = io.BytesIO()
    wb.save(b)
    with Pembaca(1, batas=batas) as p:
        assert temuan(p(b"x" * (1 << 20) + b"y", "berkas.xlsx")) == [("FILE-004", {"ukuran": "1 MB", "batas": "1 MB"})]
        assert temuan(p(buat_zip(xl__workbook__xml=b"0" * (3 << 20)), "berkas.xlsx")) == [
            ("FILE-004", {"ukuran": "3 MB setelah dibuka", "batas": "2 MB"})
        ]
        assert temuan(p(b.getvalue(), "berkas.xlsx")) == [("FILE-004", {"ukuran": "60 sel", "batas": "50 sel"})]
        tabel = b"<table>" + b"<tr><td colspan=1000>x" * 3 + b"</table>"
        assert temuan(p(tabel, "berkas.xlsx"))[0][0] == "FILE-004"


def test_zip_bomb(pembaca: Pembaca) -> None:
    isi = buat_zip(**{"xl__workbook.xml": b"<a/>", "xl__worksheets__sheet1.xml": b"0" * (60 << 20)})
    assert temuan(pembaca(isi, "berkas.xlsx"))[0][0] == "FILE-004"


def test_cell_in_the_last_corner_costs_memory_of_the_child_only(pembaca: Pembaca) -> None:
    wb = openpyxl.Workbook()
    wb.worksheets[0]["A1"] = wb.worksheets[0]["XFD1048576"] = 1
    b = io.BytesIO()
    wb.save(b)
    assert temuan(pembaca(b.getvalue(), "berkas.xlsx"))[0][0] == "FILE-004"
    assert pembaca(b"a,b\n1,2\n", "a.csv").lembar[0].baris == [["a", "b"], ["1", "2"]]


def test_deep_html_is_refused_whole_rather_than_cut(pembaca: Pembaca) -> None:
    isi = b"<table><tr><td>1<tr><td>" + b"<div>" * 5000 + b"</table>"
    assert temuan(pembaca(isi, "berkas.xlsx"))[0][0] == "FILE-001"


def test_time_limit_and_killed_child() -> None:
    with Pembaca(1, detik=0.001) as p:
        assert temuan(p(b"a,b\n" * 200_000, "berkas.xlsx"))[0] == (
            "FILE-004",
            {"ukuran": "781 KB", "batas": "0.001 detik"},
        )
    with Pembaca(1) as p:
        for _ in range(3):
            assert p(b"a,b\n1,2\n", "a.csv").lembar
            for pid in p._kolam.pid:
                os.kill(pid, signal.SIGKILL)


def test_answer_of_the_wrong_shape_is_a_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    p = Pembaca(1)
    for jawaban in ({}, {"jenis": "csv", "judul": "", "lembar": [1], "temuan": []}, {"lembar": 3}):
        monkeypatch.setattr(p._kolam, "panggil", lambda *_, j=jawaban: j)
        assert temuan(p(b"a,b\n", "berkas.xlsx")) == [("FILE-001", {"nama": "berkas.xlsx"})]


def test_child_and_direct_reading_agree(pembaca: Pembaca, baca: Any, buku: Callable[..., bytes]) -> None:
    isi = buku(lambda ws: ws.append(["a", 1, 2.5, None, "#REF!"]))
    baca_: Baca = pembaca
    assert baca_(isi, "a.xlsx") == baca(isi, "a.xlsx")


def test_nothing_of_prefect_in_the_child_and_no_parser_in_the_parent() -> None:
    kode = "import sys, {0}; print(*sorted({{m.split('.')[0] for m in sys.modules}}))"
    for modul, terlarang in (
        ("sumber.pembaca.langsung", {"prefect", "sqlalchemy", "requests", "pandas"}),
        ("sumber.pembaca", {"prefect", "lxml", "python_calamine", "zipfile", "csv"}),
    ):
        hasil = subprocess.run(
            [sys.executable, "-c", kode.format(modul)], capture_output=True, text=True, check=True, cwd="/"
        )
        assert not terlarang & set(hasil.stdout.split())


@pytest.mark.parametrize(
    ("nama", "baris"),
    [
        ("bakamla/index.tables.html", 20),
        ("bakamla/infodkc.tables.html", 16),
        ("bakamla/infopsm.tables.html", 6),
        ("bakamla/infopss.tables.html", 18),
        ("probolinggo/information.csv", 53),
    ],
)
def test_real_tables_lose_no_row(pembaca: Pembaca, data_bersama: Path, nama: str, baris: int) -> None:
    berkas = data_bersama / "dip" / nama
    (x,) = pembaca(berkas.read_bytes(), berkas.name).lembar
    assert len(x.baris) == baris


def test_real_workbooks_are_read(pembaca: Pembaca, data_bersama: Path) -> None:
    for berkas in sorted((data_bersama / "id_gov").rglob("*.xlsx")):
        hasil = pembaca(berkas.read_bytes(), berkas.name)
        assert hasil.lembar, berkas.name
        assert not {t.kode for t in hasil.temuan} & {"FILE-001", "FILE-002", "FILE-004", "FILE-006"}


def test_difficult_files_never_raise(pembaca: Pembaca, data_bersama: Path) -> None:
    berkas = sorted(p for p in (data_bersama / "berkas_sulit").rglob("*") if p.is_file())
    for b in berkas[::7]:
        hasil = pembaca(b.read_bytes(), b.name)
        tolak = [t for t in hasil.temuan if t.kode in {"FILE-001", "FILE-002", "FILE-004"}]
        assert len(tolak) <= 1
        assert not (tolak and hasil.lembar), b.name
