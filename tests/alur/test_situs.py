"""What reaches which website: the main register first, offices after it; and is it still what was ratified?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest


@pytest.fixture
def dua_situs(kabupaten: Any) -> Path:
    """A main site and the site of one office; the folder they all lie under."""
    tujuan = kabupaten.akar / "pengaturan" / "tujuan"
    (tujuan / "dina.yml").write_text("jenis: folder\nnama: situs Dinas A\nopd: DINA\nfolder: situs-dina\n")
    return Path(kabupaten.data)


def _kirim(kabupaten: Any, tabel: Any) -> None:
    for n, opd in enumerate(kabupaten.opd):
        kabupaten.kirim(opd, tabel(*(f"Laporan {x} {opd.title()}" for x in ("keuangan", "kinerja", "aset")[: n + 1])))


def _kode(situs: Path) -> set[str]:
    return {e["opd"] for e in orjson.loads((situs / "kini" / "data" / "dip.json").read_bytes())["entri"]}


def test_situs_opd_hanya_berisi_opd_itu_dan_menunggu_situs_utama(dua_situs, kabupaten, jalan, pejabat, tabel) -> None:
    from flows.periksa_situs import periksa_situs

    _kirim(kabupaten, tabel)
    halangan = dua_situs / "situs"
    halangan.write_text("bukan folder")  # the main site cannot be written to
    j = jalan().kerjakan()
    pejabat.terbitkan(j)
    assert j.nama == "Gagal terbit"
    assert not (dua_situs / "situs-dina").exists()

    halangan.unlink()
    p = jalan(alur=periksa_situs, perbaiki=True).kerjakan()
    assert p.nama == "Belum ada yang tayang"  # nothing was live yet: the edition itself goes on, not the site check
    j.paksa("SCHEDULED", force=True)
    j.kerjakan()
    assert j.nama == "Terbit"
    assert _kode(dua_situs / "situs") == {"DINA", "DINB", "DINC"}
    assert _kode(dua_situs / "situs-dina") == {"DINA"}


def test_situs_yang_diubah_orang_ditemukan_dan_dipasang_kembali(dua_situs, kabupaten, jalan, pejabat, tabel) -> None:
    from flows.periksa_situs import periksa_situs

    _kirim(kabupaten, tabel)
    j = jalan().kerjakan()
    pejabat.terbitkan(j)
    assert j.nama == "Terbit"
    halaman = dua_situs / "situs-dina" / "kini" / "index.html"
    asli = halaman.read_bytes()
    halaman.unlink()
    halaman.write_bytes(asli + b"<p>diretas</p>")

    p = jalan(alur=periksa_situs, perbaiki=False).kerjakan()
    assert p.nama == "Situs berbeda"
    assert "situs Dinas A" in p.keadaan["message"]
    assert "situs," not in p.keadaan["message"]
    kabar = [b.read_text() for b in (dua_situs / "kabar").iterdir()]
    assert sum("situs Dinas A tidak lagi sama" in isi for isi in kabar) == 1

    p = jalan(alur=periksa_situs, perbaiki=True).kerjakan()
    assert p.nama == "Situs sesuai"
    assert halaman.read_bytes() == asli


def test_situs_opd_yang_gagal_disusulkan_tanpa_mengganggu_yang_lain(
    dua_situs, kabupaten, jalan, pejabat, tabel
) -> None:
    from flows.periksa_situs import periksa_situs

    _kirim(kabupaten, tabel)
    halangan = dua_situs / "situs-dina"
    halangan.write_text("bukan folder")
    j = jalan().kerjakan()
    pejabat.terbitkan(j)
    assert j.nama == "Terbit sebagian"
    assert "situs Dinas A" in j.keadaan["message"]
    assert _kode(dua_situs / "situs") == {"DINA", "DINB", "DINC"}

    halangan.unlink()
    assert jalan(alur=periksa_situs, perbaiki=True).kerjakan().nama == "Situs sesuai"
    assert _kode(dua_situs / "situs-dina") == {"DINA"}


def test_edisi_sebelumnya_tetap_punya_halaman(kabupaten, jalan, pejabat, tabel) -> None:
    from dip.terbitan import terbitan_tayang

    judul = ["Laporan keuangan", "Laporan kinerja", "Daftar aset"]
    for bulan, banyak in (("2026-09", 1), ("2026-10", 2), ("2026-11", 3)):
        for opd in kabupaten.opd:
            kabupaten.kirim(opd, tabel(*(f"{x} {opd.title()}" for x in judul[:banyak])))
        j = jalan(bulan).kerjakan()
        pejabat.terbitkan(j)
        assert j.nama == "Terbit"
    with pejabat.meja.register.baca() as k:
        sah = terbitan_tayang(k, pejabat.meja.gudang, "UJI").pengesahan
    assert [(e["periode"], e["pertama"]) for e in sah.riwayat] == [("2026-10", False), ("2026-09", True)]
    assert sah.riwayat[0]["baru"] == ["UJI-DINA-0002", "UJI-DINB-0002", "UJI-DINC-0002"]
    situs = kabupaten.data / "situs" / "kini"
    for n in (9, 10, 11):
        assert (situs / "edisi" / f"DIP-UJI-2026-{n:02d}.html").is_file()
        assert (situs / "perubahan" / f"DIP-UJI-2026-{n:02d}.html").is_file()
