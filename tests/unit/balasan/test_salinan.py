"""The office's own workbook comes back as it was, with colours and comments at the right cells."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from python_calamine import CalamineWorkbook

from dip.lembar import Bacaan
from keluaran.balasan import TandaTerima, balasan
from keluaran.balasan_gaya import WARNA

Buat = Callable[..., Any]


def _warna(sel: Any) -> str:
    return str(sel.fill.fgColor.rgb) if sel.fill.fill_type else ""


@pytest.mark.filterwarnings("ignore:Cell F4")
def test_values_looks_and_order_stay(buku: Buat, baca: Buat, temuan: Buat, buka: Buat, tanda: TandaTerima) -> None:
    def isi(wb: Any, ws: Any) -> None:
        ws["G1"].font = Font(color="FFFFFFFF")
        ws["B2"].font = Font(bold=True, color="FF123456")
        ws["C2"].fill = PatternFill("solid", fgColor="FF00FF00")
        ws.column_dimensions["B"].width, ws.row_dimensions[3].height = 41, 33
        ws.merge_cells("A9:G9")
        ws["A9"] = "Muara, 3 November 2026"
        ws["F2"] = dt.date(2024, 3, 5)
        ws["G2"].number_format, ws["G2"].value = "0.00", 11.1
        ws.freeze_panes = "A2"
        ws.row_dimensions[4].hidden = True
        ws["F4"].number_format, ws["F4"].value = "dd/mm/yyyy", 20_240_115  # no date: Excel shows ####
        wb.create_sheet("Rekap 2025")["A1"] = "x"

    asli = buku(isi)
    wb = buka(asli, baca(asli, "dip.xlsx"), [temuan("DIP-031", "F3"), temuan("STR-003", "G1")])
    ws = wb["DIP"]
    assert ws["G1"].font.color.rgb == "FF000000"
    assert wb.sheetnames == ["Temuan", "Tanda terima", "DIP", "Rekap 2025"]
    assert wb.active.title == "Temuan"
    assert [s.sheet_view.tabSelected for s in wb.worksheets] == [True, False, False, False]
    assert (ws["B2"].font.b, ws["B2"].font.color.rgb, _warna(ws["C2"])) == (True, "FF123456", "FF00FF00")
    assert (ws.column_dimensions["B"].width, ws.row_dimensions[3].height) == (41, 33)
    assert [str(g) for g in ws.merged_cells.ranges] == ["A9:G9"]
    assert ws["F2"].value.isoformat() == "2024-03-05T00:00:00"
    assert (ws["G2"].value, ws["G2"].number_format) == (11.1, "0.00")
    assert ws.freeze_panes == "A2" and ws.row_dimensions[4].hidden
    lama = baca(asli, "dip.xlsx")
    baru = {x.nama: x.baris for x in baca(balasan(asli, lama, [], tanda), "x.xlsx").lembar}
    assert baru["DIP"][3][5] == 20_240_115
    assert [baru[x.nama] for x in lama.lembar] == [x.baris for x in lama.lembar]


def test_worst_severity_colours_and_all_findings_comment(buku: Buat, baca: Buat, temuan: Buat, buka: Buat) -> None:
    asli = buku()
    daftar = [
        temuan("DIP-003", "C3", kolom="ringkasan"),
        temuan("PDP-001", "C3", kolom="ringkasan", parameter={"samar": "1901••••0001"}),
        temuan("DIP-004", "B3", kolom="judul"),
        temuan("DIP-035", "F3"),
    ]
    ws = buka(asli, baca(asli, "dip.xlsx"), daftar)["DIP"]
    assert [_warna(ws[a]) for a in ("C3", "B3", "F3", "C4")] == [WARNA["wajib"], WARNA["periksa"], WARNA["info"], ""]
    komentar = ws["C3"].comment
    assert komentar.author == "DIP"
    assert komentar.text.index("PDP-001") < komentar.text.index("DIP-003")
    assert "1901••••0001" in komentar.text
    assert ws["C4"].comment is None


def test_comment_grows_with_its_text(buku: Buat, baca: Buat, temuan: Buat, buka: Buat) -> None:
    asli = buku()
    daftar = [temuan("DIP-017", "G2"), *(temuan("DIP-005", "B2", parameter={"n": i}) for i in range(12))]
    ws = buka(asli, baca(asli, "dip.xlsx"), daftar)["DIP"]
    assert ws["B2"].comment.text.count("DIP-005") == 8
    satu, banyak = (_tinggi(ws, a, asli, baca, daftar) for a in ("G2", "B2"))
    assert satu < banyak <= 520


def _tinggi(ws: Any, alamat: str, asli: bytes, baca: Buat, daftar: list[Any]) -> float:
    from keluaran.balasan_tandai import _komentar

    return float(_komentar([c for c in _naskah(asli, baca, daftar)["catatan"] if c["sel"] == alamat]).height)


def _naskah(asli: bytes, baca: Buat, daftar: list[Any]) -> Any:
    from dip.jam import WIB
    from keluaran.balasan_isi import susun_naskah

    t = TandaTerima("1", "Dinas", "a.xlsx", "", "2026-11", dt.datetime(2026, 11, 3, tzinfo=WIB), 0, 0, 0, 0, 0)
    return susun_naskah(baca(asli, "dip.xlsx"), daftar, t)


def test_empty_cell_is_found_through_its_column(buku: Buat, baca: Buat, temuan: Buat, buka: Buat) -> None:
    def isi(wb: Any, ws: Any) -> None:
        ws["G4"] = None

    asli = buku(isi)
    daftar = [temuan("DIP-017", baris=4, kolom="retensi_teks"), temuan("DIP-015", baris=5, kolom="jenis_media")]
    ws = buka(asli, baca(asli, "dip.xlsx"), daftar, letak={"DIP": {"retensi_teks": "G"}})["DIP"]
    assert _warna(ws["G4"]) == WARNA["wajib"]
    assert _warna(ws["A5"]) == WARNA["periksa"]  # no such column: the row is marked at its first filled cell


def test_merged_cell_is_marked_at_its_top_left(buku: Buat, baca: Buat, temuan: Buat, buka: Buat) -> None:
    asli = buku(lambda wb, ws: ws.merge_cells("E2:E4"))
    ws = buka(asli, baca(asli, "dip.xlsx"), [temuan("DIP-052", "E3"), temuan("DIP-053", "E4")])["DIP"]
    assert _warna(ws["E2"]) == WARNA["periksa"]
    assert {"DIP-052", "DIP-053"} <= set(ws["E2"].comment.text.split())


def test_hidden_sheet_stays_hidden_and_is_listed(buku: Buat, baca: Buat, temuan: Buat, buka: Buat, teks: Buat) -> None:
    def isi(wb: Any, ws: Any) -> None:
        wb.create_sheet("Lama")["A1"] = "x"
        wb["Lama"].sheet_state = "veryHidden"

    asli = buku(isi)
    wb = buka(asli, baca(asli, "d.xlsx"), [temuan("FILE-030", lembar="Lama")])
    assert wb["Lama"].sheet_state == "hidden"
    assert any("Lama" in t and "ersembunyi" in t for baris in teks(wb["Temuan"]) for t in baris)
    assert not [c for r in wb["Temuan"].iter_rows() for c in r if c.hyperlink]


def test_sent_back_balasan_loses_our_sheets_colours_and_comments(
    buku: Buat, baca: Buat, temuan: Buat, tanda: TandaTerima, buka: Buat
) -> None:
    asli = buku(lambda wb, ws: wb.create_sheet("Temuan").append(["milik OPD"]))
    satu = balasan(asli, baca(asli, "d.xlsx"), [temuan("DIP-017", "G2")], tanda)
    bacaan = Bacaan("xlsx", [x for x in baca(satu, "d.xlsx").lembar if x.nama in ("DIP", "Temuan")])
    wb = buka(satu, bacaan, [temuan("DIP-031", "F3")])
    assert wb.sheetnames == ["Temuan (2)", "Tanda terima", "DIP", "Temuan"]
    assert (_warna(wb["DIP"]["G2"]), wb["DIP"]["G2"].comment) == ("", None)
    assert _warna(wb["DIP"]["F3"]) == WARNA["wajib"]


@pytest.mark.parametrize("perubahan", ["komentar", "tautan"])
def test_what_is_left_out_is_said(buku: Buat, baca: Buat, buka: Buat, teks: Buat, perubahan: str) -> None:
    def isi(wb: Any, ws: Any) -> None:
        if perubahan == "komentar":
            ws["B2"].comment = Comment("hubungi 081234567890", "Budi")
        else:
            ws["B2"].hyperlink = "file:///C:/rahasia.xlsx"
            ws["B3"].hyperlink = "https://dinkes.example.go.id/a.pdf"

    asli = buku(isi)
    wb = buka(asli, baca(asli, "d.xlsx"), [])
    assert wb["DIP"]["B2"].comment is None and wb["DIP"]["B2"].hyperlink is None
    assert perubahan in " ".join(t.casefold() for r in teks(wb["Temuan"]) for t in r)
    if perubahan == "tautan":
        assert wb["DIP"]["B3"].hyperlink.target == "https://dinkes.example.go.id/a.pdf"


def test_bytes_are_the_same_every_time(buku: Buat, baca: Buat, temuan: Buat, tanda: TandaTerima) -> None:
    asli = buku()
    semua = {balasan(asli, baca(asli, "d.xlsx"), [temuan("DIP-017", "G2")], tanda) for _ in range(2)}
    assert len(semua) == 1
    with CalamineWorkbook.from_filelike(io.BytesIO(semua.pop())) as wb:
        assert wb.get_sheet_by_name("DIP").to_python()[1][1] == "Laporan 1"
