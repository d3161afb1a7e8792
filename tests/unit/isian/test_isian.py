"""What we hand out comes back as it was: same rows, no question about the table."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any, cast

import openpyxl
import pytest

from dip.entri import KOLOM_ISI, Entri
from dip.lembar import TANDA_BANTUAN
from dip.normal import Kamus, Ternormal
from dip.normal.waktu import baca_waktu
from dip.pengaturan import Opd
from dip.revisi import Identitas
from keluaran.isian import SIFAT_VERSI, VERSI, isian
from keluaran.isian_kolom import KOLOM_DIK, KOLOM_DIP, baris_dip

Buat = Callable[..., list[Entri]]
Kembali = Callable[[bytes], Ternormal]


def _terbit(e: Entri) -> dict[str, Any]:
    return {k: cast("dict[str, Any]", e)[k] for k in KOLOM_ISI}


def test_thirty_rows_come_back_equal(lembaga: Identitas, opd: Opd, entri: Buat, kembali: Kembali) -> None:
    asli = entri(30)
    hasil = kembali(isian(lembaga, opd, asli, tahun=2026))
    assert [_terbit(e) for e in hasil.entri] == [_terbit(e) for e in asli]
    assert [t.kode for t in hasil.temuan if t.kode.startswith("STR")] == []
    assert hasil.pengirim["tahun"] == "2026" and hasil.pengirim["opd_kode"] == "DINKES"
    assert [e["nomor_dokumen"] for e in hasil.entri] == [e["nomor_dokumen"] for e in asli]


def test_empty_template_only_says_that_it_is_empty(lembaga: Identitas, opd: Opd, kembali: Kembali) -> None:
    hasil = kembali(isian(lembaga, opd, [], tahun=2026))
    assert [t.kode for t in hasil.temuan] == ["STR-009"]


def test_rows_in_dik_come_back_as_excluded(lembaga: Identitas, opd: Opd, entri: Buat, kembali: Kembali) -> None:
    dik = {
        "dasar_hukum": "UU KIP Pasal 17 huruf h",
        "konsekuensi_dibuka": "Melanggar privasi",
        "jangka_waktu": "5 tahun",
    }
    rahasia = entri(2, kategori="dikecualikan", dik=dik)
    hasil = kembali(isian(lembaga, opd, [*entri(3), *rahasia], tahun=2026))
    assert [e["kategori"] for e in hasil.entri] == ["berkala", "serta_merta", "setiap_saat", *["dikecualikan"] * 2]
    assert [e["judul"] for e in hasil.entri[3:]] == [e["judul"] for e in rahasia]
    assert [e["dik"] for e in hasil.entri[3:]] == [dik, dik]
    assert [t.kode for t in hasil.temuan if t.kode.startswith("STR")] == []


def test_headings_are_in_the_national_dictionary(kamus: Kamus) -> None:
    assert not [k.judul for k in (*KOLOM_DIP, *KOLOM_DIK) if not kamus.kolom(k.judul)]


def test_sheets_lists_and_version(lembaga: Identitas, opd: Opd, entri: Buat) -> None:
    isi = isian(lembaga, opd, entri(3), tahun=2026, pilihan={"kelompok": ["Laporan keuangan", "Peraturan, keputusan"]})
    wb: Any = openpyxl.load_workbook(io.BytesIO(isi))
    assert wb.sheetnames == ["Petunjuk", "DIP", "DIK"]
    assert wb.active.title == "DIP"
    assert str(wb["Petunjuk"]["A1"].value).startswith(TANDA_BANTUAN)
    assert {p.name: p.value for p in wb.custom_doc_props.props} == {SIFAT_VERSI: VERSI}
    ws: Any = wb["DIP"]
    assert ws.freeze_panes == "D7" and ws.auto_filter.ref.startswith("A6:")
    baris = [c for r in ws.iter_rows(min_row=7) for c in r]
    assert {c.number_format for c in baris} == {"@"} and {c.data_type for c in baris if c.value} == {"s"}
    aturan = {str(d.sqref).split(":")[0]: d for d in ws.data_validations.dataValidation}
    assert len(aturan) == len(KOLOM_DIP) and all(d.prompt for d in aturan.values())
    assert (aturan["E7"].formula1, aturan["E7"].errorStyle) == ('"Berkala,Serta merta,Setiap saat"', None)
    assert (aturan["K7"].type, aturan["K7"].errorStyle) == ("list", "warning")
    kelompok = aturan["O7"].formula1.removeprefix("Petunjuk!").replace("$", "")
    assert [r[0].value for r in wb["Petunjuk"][kelompok]] == ["Laporan keuangan", "Peraturan, keputusan"]


def test_same_input_same_bytes_and_no_formula(lembaga: Identitas, opd: Opd, entri: Buat) -> None:
    semua = {isian(lembaga, opd, entri(5), tahun=2026) for _ in range(2)}
    assert len(semua) == 1
    with zipfile.ZipFile(io.BytesIO(semua.pop())) as z:
        assert not [n for n in z.namelist() if n.startswith("xl/worksheets/") and b"<f>" in z.read(n)]


@pytest.mark.parametrize(
    ("teks", "tempat", "tertulis"),
    [
        ("Contoh Baru, 2026", "Contoh Baru", "2026"),
        ("12 November 2025, Muara", "Muara", "12 November 2025"),
        ("2024 (Kec. Belinyu)", "Kec. Belinyu", "2024"),
        ("Semester I 2026 / Muara", "Muara", "Semester I 2026"),
        ("dibuat di Muara pada 2024", "Muara", "dibuat di Muara pada 2024"),
        ("2026", "Muara", "2026"),
        ("Muara", "Muara", "Muara"),
        ("", "Muara", ""),
    ],
)
def test_time_is_written_without_its_place(entri: Buat, teks: str, tempat: str, tertulis: str) -> None:
    letak = {k.field: n for n, k in enumerate(KOLOM_DIP)}
    (baris,) = baris_dip(entri(1, waktu_teks=teks, tempat=tempat))
    assert (baris[letak["waktu_teks"]], baris[letak["tempat"]]) == (tertulis, tempat)
    waktu = baca_waktu(teks)
    assert (baca_waktu(tertulis).mulai, baca_waktu(tertulis).selesai) == (waktu.mulai, waktu.selesai)


@pytest.mark.parametrize("nama", ["=cmd|' /C calc'!A0", "Dinas \x01 & <b>"])
def test_hostile_names_stay_text(lembaga: Identitas, opd: Opd, entri: Buat, nama: str) -> None:
    isi = isian(lembaga, opd.model_copy(update={"nama": nama}), entri(1, judul=nama), tahun=2026)
    wb = openpyxl.load_workbook(io.BytesIO(isi))
    assert {c.data_type for c in wb["DIP"]["C"]} <= {"s", "n"}
