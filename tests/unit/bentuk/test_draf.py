"""The draft workbook: everything an official needs to decide, personal values masked."""

from __future__ import annotations

import dataclasses
import io

import openpyxl
import pytest

import dip.pdp
import dip.pesan
from dip.sidik import nomor_draf
from keluaran.bentuk import draf_xlsx


@pytest.fixture(autouse=True)
def sederhana(monkeypatch):
    """Sentences and masking reduced to something a test can see."""
    monkeypatch.setattr(dip.pesan, "kalimat", lambda t: f"kalimat {t.kode}", raising=False)
    monkeypatch.setattr(dip.pdp, "samarkan", lambda t: t.replace("1234567890123456", "12**********3456"), raising=False)


def _nilai(lembar):
    return [[s.value for s in baris] for baris in lembar.iter_rows()]


def test_sheets_and_draft_number(buat):
    revisi, _ = buat(6)
    buku = openpyxl.load_workbook(io.BytesIO(draf_xlsx(revisi)))
    assert buku.sheetnames == ["Berkala", "Serta merta", "Setiap saat", "Ditahan", "Temuan", "OPD", "Perubahan"]
    assert any(nomor_draf(revisi.sidik) in str(n) for baris in _nilai(buku["Ditahan"]) for n in baris)
    assert draf_xlsx(revisi) == draf_xlsx(revisi)


def test_held_rows_come_with_reason_and_masked(buat):
    revisi, _ = buat(3)
    tahan = {**revisi.ditahan[0], "ringkasan": "NIK 1234567890123456"}
    temuan = [dataclasses.replace(revisi.temuan[0], entri=tahan["id_baris"], kode="PDP-001")]
    buku = openpyxl.load_workbook(io.BytesIO(draf_xlsx(dataclasses.replace(revisi, ditahan=[tahan], temuan=temuan))))
    akhir = _nilai(buku["Ditahan"])[-1]
    assert akhir[4:6] == ["PDP-001", "kalimat PDP-001"]
    assert "NIK 12**********3456" in akhir


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
