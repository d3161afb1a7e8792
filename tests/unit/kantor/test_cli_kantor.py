"""`dip kantor …` on the fictional regency: a petugas proves himself, then it is written down."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert
from typer.testing import CliRunner, Result

from dip.batas_butir import riwayat_butir
from dip.pernyataan import pernyataan_periode
from dip.register import sisip, tabel
from dip.sidik import json_baku


@pytest.fixture
def meja(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    for nama in ("DIP_PENGATURAN", "DIP_REGISTER", "DIP_GUDANG", "DIP_PRATINJAU"):
        monkeypatch.delenv(nama, raising=False)
    monkeypatch.setenv("DIP_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DIP_JAM", "2026-11-21T09:00:00+07:00")
    from dip.jam import sekarang
    from dip.pejabat import kode_contoh, siapkan_contoh
    from flows.mulai import meja_luncur

    m = meja_luncur()
    siapkan_contoh(m.register, m.brankas, m.pengaturan, m.pengaturan.pejabat, sekarang())
    petugas = m.pengaturan.pemegang("petugas", sekarang())[0].kode

    def bukti(_tanya: str, pilihan: Any) -> tuple[str, str]:
        assert petugas in pilihan
        teks = kode_contoh(m.register, m.brankas, m.pengaturan, petugas, sekarang())
        return petugas, next(x for x in teks.split() if x.strip(".").isdecimal() and len(x.strip(".")) == 6).strip(".")

    monkeypatch.setattr("flows.bukti_diri.tanya_bukti", bukti)
    return m


@pytest.fixture
def dip(meja: Any) -> Callable[..., Result]:
    from flows.cli import app

    return lambda *kata: CliRunner().invoke(app, ["kantor", *kata])


def semua(meja: Any, periode: str) -> list[tuple[str, str, str, str, str]]:
    with meja.register.baca() as k:
        daftar = pernyataan_periode(k, meja.lembaga, periode)
    return [(p.opd, p.jenis, p.cara, p.tanggal, p.catatan) for p in daftar]


def test_nihil_untuk_bulan_yang_dikumpulkan(dip: Callable[..., Result], meja: Any) -> None:
    hasil = dip("nihil", "dinkes", "--oleh", "Dewi, Kasubbag")
    assert hasil.exit_code == 0, hasil.output
    assert semua(meja, "2026-12") == [("DINKES", "nihil", "petugas", "2026-11-21", "Dewi, Kasubbag")]


def test_surat_pengantar_disimpan(
    dip: Callable[..., Result], meja: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    surat = tmp_path / "surat.pdf"
    surat.write_bytes(b"%PDF-1.4 surat")
    hasil = dip("konfirmasi", "DINKES", "--berkas", str(surat), "--tanggal", "2026-11-20", "--periode", "2026-11")
    assert hasil.exit_code == 0, hasil.output
    assert semua(meja, "2026-11") == [("DINKES", "konfirmasi", "surat_pengantar", "2026-11-20", "")]
    with meja.register.baca() as k:
        (p,) = pernyataan_periode(k, meja.lembaga, "2026-11")
    assert meja.gudang.baca(p.sha_berkas) == b"%PDF-1.4 surat"


@pytest.mark.parametrize(
    "kata",
    [
        ("nihil", "TIDAKADA", "--oleh", "x"),
        ("nihil", "DINKES", "--oleh", "x", "--periode", "2026-13"),
        ("nihil", "DINKES", "--oleh", "x", "--tanggal", "21 November"),
        ("nihil", "DINKES", "--oleh", "x", "--tanggal", "2026-11-22"),
        ("konfirmasi", "DINKES", "--berkas", "tidak-ada.pdf"),
        ("konfirmasi", "DINKES", "--berkas", __file__),
        ("batas", "TIDAKADA"),
    ],
)
def test_salah_tulis_satu_kalimat(dip: Callable[..., Result], meja: Any, kata: tuple[str, ...]) -> None:
    from flows.sistem import SistemGalat

    assert isinstance(dip(*kata).exception, SistemGalat)
    assert semua(meja, "2026-12") == []


def test_batas_dari_edisi_yang_terbit(dip: Callable[..., Result], meja: Any) -> None:
    with meja.register.tulis() as k:
        for n, (periode, data, banyak) in enumerate(
            (
                ("2026-07", "2026-07", 20),
                ("2026-08", "2026-08", 24),
                ("2026-09", "2026-08", 24),
                ("2026-10", "2026-10", 21),
            )
        ):
            papan = [{"opd": "DINKES", "edisi_data": data, "terbit": banyak}]
            kepala = {"blob": {"papan": meja.gudang.simpan(json_baku(papan))}}
            isi = {"lembaga": meja.lembaga, "periode": periode, "kode": f"K{n}", "status": "terbit", "pemilik": "r"}
            e = sisip(k, tabel.edisi, **isi, dibuka="", ditutup="", hasil="", kunci_terbuka=None)
            sidik = meja.gudang.simpan(json_baku(kepala))
            k.execute(insert(tabel.terbitan).values(
                edisi=e, sidik=sidik, pengesahan="p" * 64, rilis="", dibuat="", status="terbit" if n == 3 else "diganti"
            ))  # fmt: skip
    with meja.register.baca() as k:
        assert riwayat_butir(k, meja.gudang, meja.lembaga) == {"DINKES": [20, 24, 21]}
        assert riwayat_butir(k, meja.gudang, meja.lembaga, 2) == {"DINKES": [21]}
    keluar = json.loads(dip("batas", "DINKES", "--json").output)
    assert keluar["DINKES"]["batas"] == {"paling_sedikit": 16, "paling_banyak": 30}
    assert "batas:\n  paling_sedikit: 16\n  paling_banyak: 30\n" in dip("batas", "DINKES").output
    assert "paling_sedikit" not in dip("batas", "DISDIK").output


def test_tautan_halaman_opd(dip: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIP_PRATINJAU", "https://pratinjau.example.go.id")
    alamat = dip("tautan", "DINKES").output.strip()
    assert alamat.startswith("https://pratinjau.example.go.id/kantor/DINKES/2026-12/")
    assert json.loads(dip("tautan", "--json").output)["DINKES"] == alamat
