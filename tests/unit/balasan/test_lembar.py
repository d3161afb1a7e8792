"""The sheets *Temuan* and *Tanda terima*: order, links, examples, accounts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dip.aturan import ATURAN
from dip.lembar import TANDA_BANTUAN, Bacaan, Lembar
from dip.pemeriksaan import letak_kolom
from keluaran.balasan import TandaTerima, balasan
from keluaran.balasan_gaya import NAMA_MAKS, nama_lembar
from keluaran.balasan_isi import MAKS_CATATAN, contoh, susun_naskah
from keluaran.balasan_lembar import KOLOM, UMUM

Buat = Callable[..., Any]
JUDUL = [nama for nama, _ in KOLOM]


def _tabel(ws: Any) -> list[list[Any]]:
    """Rows of the table, bands as one cell."""
    baris = [list(r) for r in ws.iter_rows()]
    mulai = next(n for n, r in enumerate(baris) if [c.value for c in r] == JUDUL)
    return baris[mulai + 1 :]


def test_file_first_then_severity_then_sheet_and_row(buku: Buat, baca: Buat, temuan: Buat, buka: Buat) -> None:
    asli = buku(lambda wb, ws: wb.create_sheet("B").append(["x"]))
    daftar = [
        temuan("DIP-043", "F2"),
        temuan("DIP-031", "F3", lembar="B"),
        temuan("DIP-017", "G5"),
        temuan("DIP-004", "B4"),
        temuan("DIP-017", "G2"),
        temuan("FILE-032", lembar=""),
        temuan("STR-003", "G1", entri=""),
    ]
    tabel = _tabel(buka(asli, baca(asli, "d.xlsx"), daftar)["Temuan"])
    pita = [r[0].value for r in tabel if not r[7].value]
    assert pita[0] == UMUM and len(pita) == 4
    assert [(r[7].value, r[2].value, r[3].value, r[4].value) for r in tabel if r[7].value] == [
        ("STR-003", "DIP", "G1", "1"),
        ("FILE-032", None, None, None),
        ("DIP-017", "DIP", "G2", "2"),
        ("DIP-017", "DIP", "G5", "5"),
        ("DIP-031", "B", "F3", "3"),
        ("DIP-004", "DIP", "B4", "4"),
        ("DIP-043", "DIP", "F2", "2"),
    ]
    assert [r[0].value for r in tabel if r[7].value] == [str(n) for n in range(1, 8)]


@pytest.mark.parametrize("nama", ["Daftar 'A' & B", "a!b (1)", "Ünïcode √", "2026-11"])
def test_links_lead_to_the_cell(buku: Buat, baca: Buat, temuan: Buat, buka: Buat, nama: str) -> None:
    asli = buku(nama=nama)
    wb = buka(asli, baca(asli, "d.xlsx"), [temuan("DIP-017", "G3", lembar=nama)])
    paut = next(c.hyperlink for r in wb["Temuan"].iter_rows() for c in r if c.hyperlink)
    lembar, _, sel = paut.location.rpartition("!")
    assert paut.target is None
    assert wb[lembar[1:-1].replace("''", "'")][sel].comment.text.startswith("DIP-017")


def test_without_findings_it_is_said_kindly(buku: Buat, baca: Buat, buka: Buat, teks: Buat) -> None:
    asli = buku()
    semua = teks(buka(asli, baca(asli, "d.xlsx"), [])["Temuan"])
    assert JUDUL not in semua
    assert any("Tidak ada yang perlu diperbaiki" in t for r in semua for t in r)


def test_tanda_terima_has_the_accounts_and_masks_names(buku: Buat, baca: Buat, buka: Buat, teks: Buat) -> None:
    asli = buku()
    wb = buka(asli, baca(asli, "d.xlsx"), [])
    nilai = [r[1] for r in teks(wb["Tanda terima"]) if len(r) == 2]
    assert nilai[:2] == ["TT-2026-11-0007", "Dinas Kesehatan"]
    assert nilai[2:] == [
        "November 2026",
        "3 November 2026 pukul 09.30 WIB",
        "dip 1901••••••••0001.xlsx",
        "ab" * 32,
        "1.204",
        "1.100",
        "80",
        "20",
        "4",
        "PPID Kabupaten Contoh",
    ]
    for ws in (wb["Temuan"], wb["Tanda terima"]):
        assert ws["A1"].value.startswith(TANDA_BANTUAN)
        assert not any("1901014507900001" in t for r in teks(ws) for t in r)


def test_every_finding_about_files_has_an_example() -> None:
    perlu = {k for k in ATURAN if k.split("-")[0] in ("FILE", "STR", "DIP", "REF", "DUP", "LNK", "PDP")}
    assert perlu <= set(contoh()["kode"])


def test_too_many_findings_are_counted(tanda: TandaTerima, temuan: Buat) -> None:
    satu = temuan("DIP-043", "A2")
    naskah = susun_naskah(Bacaan("xlsx"), [satu] * (MAKS_CATATAN + 7), tanda)
    assert (len(naskah["catatan"]), naskah["lebih"], naskah["jumlah"]["info"]) == (MAKS_CATATAN, 7, MAKS_CATATAN + 7)


def test_column_letters_are_voted_by_the_rows() -> None:
    def baris(lembar: str, **sel: str) -> Any:
        return {"asal": {"lembar": lembar, "sel": sel}}

    entri = [baris("A", judul="B2", retensi_teks="AB2"), baris("A", judul="B3"), baris("A", judul="C4"), baris("B")]
    assert letak_kolom(entri) == {"A": {"judul": "B", "retensi_teks": "AB"}}


def test_sheet_names_are_clean_unique_and_short() -> None:
    ada: list[str] = []
    for usul in ("a/b\\c*[1]:?", "A B C 1", "'x'", "", "History", "y" * 80, "Y" * 80):
        ada.append(nama_lembar(usul, ada))
    assert ada == ["a b c 1", "A B C 1 (2)", "x", "Lembar", "History (2)", "y" * 31, "Y" * 27 + " (2)"]
    assert all(len(n) <= NAMA_MAKS for n in ada)


def test_zip_gets_a_generated_workbook_with_the_same_addresses(buka: Buat, temuan: Buat) -> None:
    satu = Lembar("bidang a/dip 1901014507900001.xlsx > DIP", [["No", "Judul"], [1, "Unduh"], [2, None]], 5, 3)
    satu.tautan = {(1, 1): ["https://dinkes.example.go.id/a.pdf"]}
    satu.gabung = [(1, 1, 2, 1)]
    satu.galat = {(2, 0): "#REF!"}
    dua = Lembar("bidang b/dip.xlsx > DIP", [["x"]], tersembunyi=True)
    wb = buka(b"PK", Bacaan("zip", [satu, dua]), [temuan("LNK-001", "D6", lembar=satu.nama)])
    ws = wb.worksheets[2]
    assert "1901014507900001" not in ws.title and len(ws.title) <= NAMA_MAKS
    assert (ws["C5"].value, ws["C6"].value, ws["D6"].value, ws["C7"].value) == (
        "No",
        1,
        "https://dinkes.example.go.id/a.pdf",
        "#REF!",
    )
    assert [str(g) for g in ws.merged_cells.ranges] == ["D6:D7"]
    assert ws["D6"].comment.text.startswith("LNK-001")
    assert wb.worksheets[3].sheet_state == "hidden"


def test_a_rejected_file_gets_the_findings_alone(tanda: TandaTerima, temuan: Buat, buka: Buat) -> None:
    daftar = [temuan("FILE-001", lembar="", parameter={"nama": "dip.xlsx"})]
    wb = buka(b"rusak", Bacaan("", [], daftar), daftar)
    assert wb.sheetnames == ["Temuan", "Tanda terima"]
    assert [r[7].value for r in _tabel(wb["Temuan"])][1:] == ["FILE-001"]
    assert balasan(b"rusak", Bacaan("", [], daftar), daftar, tanda)
