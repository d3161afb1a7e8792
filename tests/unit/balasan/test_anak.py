"""Behind the limits of a child: hostile workbooks cost the copy, never the balasan."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest

from dip.lembar import Bacaan, Lembar
from keluaran.balasan import Balas, TandaTerima, balasan

Buat = Callable[..., Any]


def _lembar(isi: bytes) -> list[str]:
    return list(openpyxl.load_workbook(io.BytesIO(isi)).sheetnames)


def test_child_and_process_give_the_same_bytes(
    balas: Balas, buku: Buat, baca: Buat, temuan: Buat, tanda: TandaTerima
) -> None:
    asli = buku()
    bacaan, daftar = baca(asli, "d.xlsx"), [temuan("DIP-017", "G2")]
    assert balas(asli, bacaan, daftar, tanda) == balasan(asli, bacaan, daftar, tanda)


def test_500_findings_on_2000_rows_are_quick(
    balas: Balas, buku: Buat, baca: Buat, temuan: Buat, tanda: TandaTerima, detik_cpu: Buat
) -> None:
    asli = buku(baris=2000)
    bacaan = baca(asli, "d.xlsx")
    daftar = [temuan("DIP-031", f"F{2 + 4 * i}", kolom="waktu_teks", parameter={"nilai": "x"}) for i in range(500)]
    awal = detik_cpu(balas._kolam.pid)
    keluar = balas(asli, bacaan, daftar, tanda)
    assert detik_cpu(balas._kolam.pid) - awal < 8  # measured 0,8 s
    wb = openpyxl.load_workbook(io.BytesIO(keluar))
    assert sum(1 for r in wb["DIP"].iter_rows() for c in r if c.comment) == 500


def _bom(nama: str, isi: bytes) -> bytes:
    b = io.BytesIO()
    with zipfile.ZipFile(b, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr(nama, isi)
    return b.getvalue()


@pytest.mark.parametrize("jenis", ["bom", "bukan zip", "tanpa bagian", "entitas", "gabungan raksasa"])
def test_hostile_workbook_gets_the_generated_one(
    balas: Balas, buku: Buat, sunting: Buat, baca: Buat, temuan: Buat, tanda: TandaTerima, jenis: str
) -> None:
    asli = buku()
    bacaan = baca(asli, "d.xlsx")
    xml = "xl/worksheets/sheet1.xml"
    cara: dict[str, Callable[[], bytes]] = {
        "bom": lambda: _bom("xl/workbook.xml", bytes(300_000_000)),
        "bukan zip": lambda: b"PK\x03\x04" + bytes(100),
        "tanpa bagian": lambda: _bom("a.txt", b"a"),
        "entitas": lambda: sunting(
            asli, xml, lambda _: b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
        ),
        "gabungan raksasa": lambda: sunting(
            asli,
            xml,
            lambda x: x.replace(
                b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A8:XFD1048576"/></mergeCells>'
            ),
        ),
    }
    jahat = cara[jenis]()
    keluar = balas(jahat, bacaan, [temuan("DIP-017", "G2")], tanda)
    wb = openpyxl.load_workbook(io.BytesIO(keluar))
    assert wb.sheetnames == ["Temuan", "Tanda terima", "DIP"]
    assert wb["DIP"]["B2"].value == "Laporan 1"
    assert wb["DIP"]["G2"].comment.text.startswith("DIP-017")


def test_another_workbook_than_was_read_is_not_annotated(
    balas: Balas, buku: Buat, baca: Buat, tanda: TandaTerima
) -> None:
    keluar = balas(buku(nama="Lain"), baca(buku(), "d.xlsx"), [], tanda)
    assert _lembar(keluar)[2:] == ["DIP"]


def test_what_cannot_be_built_leaves_the_findings(temuan: Buat, tanda: TandaTerima) -> None:
    besar = Bacaan("csv", [Lembar("besar", [["x" * 50] * 200 for _ in range(2000)])])
    with Balas(memori_mb=300, detik=120) as sempit:  # it is the memory that does not suffice
        keluar = sempit(b"", besar, [temuan("DIP-017", "G2", lembar="besar")], tanda)
    assert _lembar(keluar) == ["Temuan", "Tanda terima"]
