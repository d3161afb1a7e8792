"""Every generated fault ends as a receipt or a finding with a next step, and costs no other office anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from dip.pesan import langkah

LAMBAT = "LAMBAT"
GANGGUAN = {
    LAMBAT: ("/lambat/dinkes.xlsx", "TARIK-WAKTU"),
    "PUTUS": ("/putus/9/dinkes.xlsx", "TARIK-PUTUS"),
    "LOGIN": ("/masuk/dinkes.xlsx", "TARIK-LOGIN"),
    "HTML": ("/html-bukan-xlsx/dinkes.xlsx", "TARIK-JENIS"),
    "HILANG": ("/404/dinkes.xlsx", "TARIK-TIDAK-ADA"),
    "RUSAK": ("/500/dinkes.xlsx", "TARIK-HTTP"),
    "PULIH": ("/503-lalu-200/1/dinkes.xlsx", ""),
    "SEHAT": ("/baik/bapperida.xlsx", ""),
}


@pytest.fixture
def kabupaten_gangguan(kabupaten, tmp_path: Path):
    """Offices whose servers misbehave, each in its own way; one office is in good health."""
    from sumber.peraga import buat_berkas
    from sumber.peraga.layanan import LayananPeraga

    berkas = tmp_path / "berkas"
    buat_berkas(berkas)
    for b in (kabupaten.akar / "pengaturan" / "opd").iterdir():
        b.unlink()
    with LayananPeraga(berkas) as layanan:
        for kode, (jalan, _) in GANGGUAN.items():
            batas = 1 if kode == LAMBAT else 120  # nothing but silence may run into it, however busy the machine is
            isi = (
                f"kode: {kode}\nnama: Dinas {kode.title()}\n"
                f"sumber: {{jenis: http, alamat: '{layanan.dasar}{jalan}', batas_detik: {batas}, coba: 2}}\n"
            )
            (kabupaten.akar / "pengaturan" / "opd" / f"{kode.lower()}.yml").write_text(isi)
        yield kabupaten


def test_setiap_gangguan_menjadi_tanda_terima_dengan_langkah_berikut(kabupaten_gangguan, jalan, pejabat) -> None:
    from dip.beku import muat_revisi, revisi_terakhir

    j = jalan().kerjakan()
    with pejabat.meja.register.baca() as k:
        revisi = muat_revisi(pejabat.meja.gudang, revisi_terakhir(k, 1).sidik)
    papan = {p["opd"]: p for p in revisi.papan}
    assert {o: p["sebab"] for o, p in papan.items()} == {o: sebab for o, (_, sebab) in GANGGUAN.items()}
    for p in papan.values():
        assert langkah(p["langkah"])
        assert (p["terbit"] > 0) == (p["sebab"] == "")
    pejabat.terbitkan(j)
    assert j.nama == "Terbit sebagian"
    for kode, (_, sebab) in GANGGUAN.items():
        assert (f"Dinas {kode.title()}" in j.keadaan["message"]) == bool(sebab)
