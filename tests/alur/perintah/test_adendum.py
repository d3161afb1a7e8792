"""Serta merta: published at once by PPID alone, and the same item in the next edition."""

from __future__ import annotations

import pytest

BANJIR = "Peringatan Dini Banjir"


def calon(juru, tabel_serta):
    """The office's file as it is now, and what of it could be an adendum."""
    from tasks.calon_adendum import cari_calon

    juru.kabupaten.kirim("DINA", tabel_serta, "darurat.csv")
    opd = next(o for o in juru.meja.pengaturan.opd_aktif() if o.kode == "DINA")
    return cari_calon(juru.meja, opd)


@pytest.fixture
def serta(tabel):
    """Rows as before with one more that must be announced at once."""
    satu = tabel(BANJIR, kategori="Serta Merta").splitlines()[1]

    def susun(*judul: str, lagi: str = satu) -> str:
        return f"{tabel(*judul)}9{lagi[1:]}\n"

    return susun


def test_terbit_tanpa_atasan_lalu_disahkan_di_edisi_berikut_dengan_kode_yang_sama(
    tayang, juru, serta, jalan, pejabat
) -> None:
    from tasks.calon_adendum import siapkan_adendum

    tayang("Rencana Kerja")
    c = calon(juru, serta("Rencana Kerja"))
    assert [e["judul"] for e in c.bisa] == [BANJIR]
    p = juru.minta("adendum", entri=siapkan_adendum(juru.meja, c, c.bisa))
    assert juru.setujui(p).nama == "Terbit"
    kode = juru.kode()[f"DINA/{BANJIR}"]
    assert (p.isi.butir, len(juru.kode())) == ((kode,), 4)
    j = jalan("2026-12").kerjakan()
    pejabat.terbitkan(j)
    assert j.nama == "Terbit"
    assert juru.kode()[f"DINA/{BANJIR}"] == kode
    from dip.perintah_hidup import rilis_tayang

    with juru.meja.register.baca() as k:
        assert rilis_tayang(k, juru.meja.gudang, "UJI").pengesahan.perintah == ()
    assert juru.verifikasi() == {"DIP-UJI-2026-11": [], "DIP-UJI-2026-12": []}


@pytest.mark.lambat
def test_baris_yang_ditahan_atau_bukan_serta_merta_tidak_dapat_dipilih(tayang, juru, serta, tabel) -> None:
    tayang("Rencana Kerja")
    nik = tabel("Warga Terdampak NIK 3201014508900003", kategori="Serta Merta").splitlines()[1]
    c = calon(juru, serta("Rencana Kerja", "Agenda Bupati", lagi=nik))
    assert c.bisa == []
    assert len(c.tidak) == 1
    assert juru.minta("adendum", entri=[{**c.lain[0], "kode": "UJI-DINA-0009"}]).sebab == "baris_adendum"


@pytest.mark.lambat
def test_adendum_tidak_hilang_bila_edisi_yang_sudah_menunggu_terbit_sesudahnya(
    tayang, juru, serta, tabel, jalan, pejabat
) -> None:
    from tasks.calon_adendum import siapkan_adendum

    tayang("Rencana Kerja")
    juru.kabupaten.kirim("DINB", tabel("Rencana Kerja", "Agenda"))
    j = jalan("2026-12").kerjakan()
    c = calon(juru, serta("Rencana Kerja"))
    assert juru.setujui(juru.minta("adendum", entri=siapkan_adendum(juru.meja, c, c.bisa))).nama == "Terbit"
    pejabat.terbitkan(j)
    assert f"DINA/{BANJIR}" in juru.kode()
