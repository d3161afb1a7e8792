"""Real tables through all gates to a published page: nothing is lost on the way, nothing excluded comes out."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest
from lxml import html

SUMBER = {
    "BERKALA": ("bakamla/index.tables.html", "berkala"),
    "SETIAPSAAT": ("bakamla/infopss.tables.html", "setiap_saat"),
    "SERTAMERTA": ("bakamla/infopsm.tables.html", "serta_merta"),
    "TERTUTUP": ("bakamla/infodkc.tables.html", "dikecualikan"),
    "KOTA": ("probolinggo/information.csv", ""),
}


@pytest.fixture
def kabupaten_nyata(kabupaten, data_bersama: Path):
    """The small regency, its offices replaced by the real tables."""
    for b in (kabupaten.akar / "pengaturan" / "opd").iterdir():
        b.unlink()
    for kode, (jalan, kategori) in SUMBER.items():
        deklarasi = f"deklarasi: {{kategori: {kategori}}}\n" if kategori else ""
        isi = f"kode: {kode}\nnama: Kantor {kode}\nsumber: {{jenis: folder, folder: {kode.lower()}}}\n{deklarasi}"
        (kabupaten.akar / "pengaturan" / "opd" / f"{kode.lower()}.yml").write_text(isi)
        folder = kabupaten.data / "masuk" / kode.lower()
        folder.mkdir(parents=True)
        tujuan = folder / Path(jalan).name
        shutil.copyfile(data_bersama / "dip" / jalan, tujuan)
        import os

        os.utime(tujuan, (time.time() - 60,) * 2)
    return kabupaten


def test_tabel_sungguhan_sampai_terbit(kabupaten_nyata, jalan, pejabat) -> None:
    j = jalan().kerjakan()
    from dip.beku import muat_revisi, revisi_terakhir

    with pejabat.meja.register.baca() as k:
        revisi = muat_revisi(pejabat.meja.gudang, revisi_terakhir(k, 1).sidik)
    nasib = {p["opd"]: (p["terbit"], p["ditahan"], p["dik"]) for p in revisi.papan}
    assert {o: sum(n) for o, n in nasib.items()} == {
        "BERKALA": 18,
        "SETIAPSAAT": 16,
        "SERTAMERTA": 4,
        "TERTUTUP": 14,
        "KOTA": 52,
    }
    assert nasib["TERTUTUP"] == (0, 0, 14)
    assert nasib["SERTAMERTA"][0] == 4
    pejabat.terbitkan(j)
    assert j.nama == "Terbit"
    situs = kabupaten_nyata.data / "situs" / "kini"
    terbit = [e for h in sorted((situs / "unit").glob("*.html")) for e in html.parse(str(h)).xpath("//tbody/tr")]
    assert len(terbit) == sum(n[0] for n in nasib.values())
    tertutup = {e["judul"] for e in revisi.dik}
    keluar = {" ".join(e.text_content().split()) for e in terbit}
    assert not [t for t in tertutup for k in keluar if len(t) >= 12 and t in k]
