"""Paket bukti e-Monev: every address of it is a page of the published site, every file it names is in it."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

import openpyxl
import pytest

from dip.entri import NAMA_KATEGORI
from dip.jam import WIB

WAKTU = datetime(2026, 12, 1, 9, tzinfo=WIB)
SITUS = "https://uji.go.id/dip/"


def test_paket_bukti_hanya_menyebut_yang_ada(kabupaten, jalan, pejabat, tabel, monkeypatch) -> None:
    from dip.emonev import BelumTerbit, kumpulkan_fakta
    from keluaran.emonev import INDIKATOR, paket_bukti, susun_bukti

    meja = pejabat.meja
    with pytest.raises(BelumTerbit):
        kumpulkan_fakta(meja, "2026")
    tujuan = kabupaten.akar / "pengaturan" / "tujuan" / "situs.yml"
    tujuan.write_text(tujuan.read_text() + f"alamat_publik: {SITUS}\nbaca_publik: false\n")
    kabupaten.kirim("DINA", tabel("Rencana Kerja", "Laporan Kinerja"))
    kabupaten.kirim("DINB", tabel("Jadwal Piket", kategori="Setiap Saat"))
    del meja.__dict__["pengaturan"]
    pejabat.terbitkan(jalan().kerjakan())
    fakta = kumpulkan_fakta(meja, "2026")
    assert (fakta.butir, fakta.kategori["berkala"], fakta.kategori["setiap_saat"]) == (3, 2, 1)
    assert [e.kode for e in fakta.edisi] == ["DIP-UJI-2026-11"]
    bukti = susun_bukti(fakta)
    assert {b.indikator for b in bukti} == set(INDIKATOR)
    situs = kabupaten.data / "situs" / "kini"
    alamat = [b.alamat.removeprefix(SITUS) for b in bukti if b.alamat]
    assert len(alamat) >= 12
    assert [a for a in alamat if not (situs / a).is_file()] == []
    masuk = next(b for b in bukti if b.hal.startswith("PPID Pelaksana"))
    assert masuk.angka.startswith("2 dari 3")
    serta_merta = next(b for b in bukti if b.hal == NAMA_KATEGORI["serta_merta"])
    assert (serta_merta.jawaban, serta_merta.alamat) == ("Tidak", "")

    isi = paket_bukti(fakta, meja.gudang.baca, WAKTU)
    assert paket_bukti(fakta, meja.gudang.baca, WAKTU) == isi
    with zipfile.ZipFile(io.BytesIO(isi)) as z:
        nama = z.namelist()
        buku = openpyxl.load_workbook(io.BytesIO(z.read("paket-bukti-e-monev-2026.xlsx")), read_only=True)
    assert any("lembar-pengesahan" in n for n in nama)
    assert not [n for n in nama if "nota-" in n or "koreksi" in n]
    assert {b.berkas for b in bukti if b.berkas} <= {*nama, "naskah/"}
    assert buku.sheetnames == ["Bukti", "Edisi"]
    assert kumpulkan_fakta(meja, "2025").edisi == ()
