"""The monthly proof: all is well after a publication, and one flipped bit anywhere is found by name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from dip.register import tabel


def _balik(berkas: Path) -> None:
    """Flip one bit in the middle of a file."""
    isi = bytearray(berkas.read_bytes())
    isi[len(isi) // 2] ^= 1
    berkas.chmod(0o600)
    berkas.write_bytes(isi)


@pytest.mark.lambat
def test_setiap_bit_yang_berubah_disebut(kabupaten, jalan, pejabat, tabel, lepas_pagar, monkeypatch) -> None:
    import keluaran.periksa_arsip as bukti
    from flows.periksa_arsip import periksa_arsip

    monkeypatch.setattr(bukti, "POTONG", 4)  # many slices of a short journal
    p = jalan(alur=periksa_arsip).kerjakan()
    assert p.nama == "Arsip utuh"  # nothing was ever published
    for opd in kabupaten.opd:
        kabupaten.kirim(opd, tabel("Laporan keuangan", f"Daftar aset {opd}"))
    j = jalan().kerjakan()
    pejabat.terbitkan(j)
    assert j.nama == "Terbit"
    p = jalan(alur=periksa_arsip).kerjakan()
    assert p.nama == "Arsip utuh", p.keadaan["message"]
    assert not list((kabupaten.data / "kabar").glob("arsip-*"))

    hasil = _dip()
    assert hasil.exit_code == 0, hasil.output
    assert "situs: sesuai" in hasil.output

    _rusakkan(pejabat.meja, kabupaten.data, lepas_pagar)
    p = jalan(alur=periksa_arsip).kerjakan()
    assert p.nama == "Arsip tidak utuh"
    semua = {
        b.nama: b.salah
        for b in (f(pejabat.meja) for f in (bukti.periksa_jejak, bukti.periksa_blob, bukti.periksa_folder))
    }
    assert semua["Jejak peristiwa"] == ["catatan 6: isi tidak sama dengan sidiknya"]
    assert [s.partition(" (blob ")[0] for s in semua["Berkas di gudang"]] == ["kiriman DINA untuk DIP-UJI-2026-11"]
    assert any("06-edisi/index.html: isi berkas tidak sama dengan manifes" in s for s in semua["Arsip edisi"])
    kabar = [b.read_text() for b in (kabupaten.data / "kabar").glob("arsip-*")]
    assert len(kabar) == 2  # petugas and PPID
    jalan(alur=periksa_arsip).kerjakan()
    assert len(list((kabupaten.data / "kabar").glob("arsip-*"))) == 2  # once a month

    _terminal()
    (kabupaten.data / "arsip" / "2026" / "DIP-UJI-2026-11").rename(kabupaten.data / "dipindah")
    assert bukti.periksa_folder(pejabat.meja).salah == ["2026/DIP-UJI-2026-11: folder arsip hilang"]


def _rusakkan(meja: Any, data: Path, lepas_pagar: Any) -> None:
    """One bit in a raw file, one in an archive, one in the journal behind the database's back."""
    with meja.register.baca() as k:
        sha = k.execute(select(tabel.tarikan.c.sha_berkas).where(tabel.tarikan.c.opd == "DINA")).scalar()
        isi = k.execute(select(tabel.jejak.c.isi).where(tabel.jejak.c.urut == 6)).scalar_one()
    _balik(data / "gudang" / sha[:2] / sha)
    _balik(data / "arsip" / "2026" / "DIP-UJI-2026-11" / "terbuka" / "06-edisi" / "index.html")
    lepas_pagar(meja.register)
    with meja.register.tulis() as k:
        k.execute(update(tabel.jejak).where(tabel.jejak.c.urut == 6).values(isi=isi.replace("sistem", "sistim", 1)))


def _dip(*argumen: str) -> Any:
    from typer.testing import CliRunner

    from flows.cli import app

    return CliRunner().invoke(app, ["periksa-arsip", *argumen])


def _terminal() -> None:
    import orjson

    hasil = _dip("--no-situs", "--json")
    assert hasil.exit_code == 1
    assert {b["nama"]: b["banyak_salah"] > 0 for b in orjson.loads(hasil.stdout)} == {
        "Jejak peristiwa": True,
        "Berkas di gudang": True,
        "Arsip edisi": True,
    }
    hasil = _dip("--no-situs")
    assert hasil.exit_code == 1
    assert "catatan 6: isi tidak sama dengan sidiknya" in hasil.output
