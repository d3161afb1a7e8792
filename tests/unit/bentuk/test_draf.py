"""The draft workbook: everything an official needs to decide, personal values masked."""

from __future__ import annotations

import dataclasses
import io

import openpyxl

from dip.pdp import samarkan
from dip.pesan import kalimat
from dip.sidik import nomor_draf
from keluaran.bentuk import draf_xlsx


def _nilai(lembar):
    return [[s.value for s in baris] for baris in lembar.iter_rows()]


def test_sheets_and_draft_number(buat):
    revisi, _ = buat(6)
    buku = openpyxl.load_workbook(io.BytesIO(draf_xlsx(revisi)))
    assert buku.sheetnames == [
        "Berkala",
        "Serta merta",
        "Setiap saat",
        "Ditahan",
        "Temuan",
        "OPD",
        "Perubahan",
        "Kelengkapan",
        "Koreksi",
        "Koreksi dipakai",
    ]
    assert any(nomor_draf(revisi.sidik) in str(n) for baris in _nilai(buku["Ditahan"]) for n in baris)
    assert draf_xlsx(revisi) == draf_xlsx(revisi)


def test_held_rows_come_with_reason_and_masked(buat):
    revisi, _ = buat(3)
    tahan = {**revisi.ditahan[0], "ringkasan": "NIK 1901015501900002"}
    temuan = [dataclasses.replace(revisi.temuan[0], entri=tahan["id_baris"], kode="PDP-001")]
    buku = openpyxl.load_workbook(io.BytesIO(draf_xlsx(dataclasses.replace(revisi, ditahan=[tahan], temuan=temuan))))
    akhir = _nilai(buku["Ditahan"])[-1]
    assert akhir[4:6] == ["PDP-001", samarkan(kalimat(temuan[0]))]
    assert samarkan(tahan["ringkasan"]) in akhir
    assert "1901015501900002" not in str([_nilai(x) for x in buku])


def test_board_findings_and_changes_are_listed(buat):
    revisi, _ = buat(6)
    buku = openpyxl.load_workbook(io.BytesIO(draf_xlsx(revisi)))
    assert [b[0] for b in _nilai(buku["OPD"])[-4:]] == [p["opd"] for p in revisi.papan]
    assert [b[0] for b in _nilai(buku["Perubahan"])[-4:]] == ["Baru", "Diubah", "Diubah", "Dicabut"]
    assert _nilai(buku["Temuan"])[-1][:3] == ["Dinas Kesehatan", "DIP-014", "x.xlsx · S · C4"]


def test_excluded_information_is_only_counted(buat):
    revisi, _ = buat(3)
    buku = openpyxl.load_workbook(io.BytesIO(draf_xlsx(revisi)))
    assert "RAHASIA-DIK" not in str([_nilai(x) for x in buku])


def test_changed_and_withdrawn_texts_are_masked(buat):
    revisi, _ = buat(3)
    ubah = {"kode": "CTH-DINKES-0001", "opd": "DINKES", "judul": "NIK 1901015501900002"}
    perubahan = {
        **revisi.perubahan,
        "diubah": [{**ubah, "kolom": {"tempat": ["NIK 1901015501900002", "Muara"]}}],
        "dicabut": [{**ubah, "kolom": {}}],
    }
    buku = openpyxl.load_workbook(io.BytesIO(draf_xlsx(dataclasses.replace(revisi, perubahan=perubahan))))
    assert "1901015501900002" not in str(_nilai(buku["Perubahan"]))


def test_names_of_files_and_sheets_are_masked(buat):
    revisi, _ = buat(3)
    nik = "1901015501900002"
    asal = {**revisi.ditahan[0]["asal"], "nama_berkas": f"KTP {nik}.csv", "lembar": f"KTP {nik}"}
    tahan = {**revisi.ditahan[0], "asal": asal}
    temuan = [dataclasses.replace(revisi.temuan[0], berkas=f"KTP {nik}.csv", lembar=f"KTP {nik}")]
    papan = [{**revisi.papan[0], "nama_berkas": f"{nik}.csv", "sebab": "FILE-001", "rincian": f"{nik}.csv"}]
    ubah = {"ditahan": [tahan], "temuan": temuan, "papan": [*papan, *revisi.papan[1:]]}
    buku = openpyxl.load_workbook(io.BytesIO(draf_xlsx(dataclasses.replace(revisi, **ubah))))
    assert nik not in str([_nilai(x) for x in buku])
    assert "KTP 1901••••••••0002" in _nilai(buku["Ditahan"])[-1]
