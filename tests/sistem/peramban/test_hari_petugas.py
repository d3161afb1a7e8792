"""A petugas's day in a real browser: two offices failed, both are pulled again from the screen, the month goes on.

How long his part took is in the property `detik_petugas` of the JUnit report.
"""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dip import jejak
from dip.edisi import edisi_terbuka
from dip.minta_tarik import PERISTIWA
from dip.putusan import putusan_edisi
from flows.sistem import sampai

pw = pytest.importorskip("playwright.sync_api")
pytestmark = [pytest.mark.timeout(1800), pytest.mark.lambat]
pw.expect.set_options(timeout=120_000)

LAPTOP = (1366, 657)
PONSEL = (360, 740)
JENDELA = (1010, 700)
FORMULIR = {"x": 256, "y": 0, "width": 754, "height": 640}
"""Prefect without its menu."""

LEWAT_HALAMAN, LEWAT_PREFECT = "DISDAGIN", "KEC-HULU"
"""Two offices whose sites answer 503 until the month's pull has given up; the next pull gets the file."""


@pytest.fixture
def pengaturan(rumah: Path, tmp_path: Path) -> Path:
    """The fictional regency, but with a second office whose site heals."""
    folder = shutil.copytree(rumah / "sumber" / "contoh", tmp_path / "pengaturan")
    kantor = folder / "opd" / "kec-hulu.yml"
    sakit, pulih = "/masuk/kec-hulu.xlsx", "/503-lalu-200/2/kec-muara.html\n  coba: 2"
    isi = kantor.read_text()
    assert sakit in isi
    kantor.write_text(isi.replace(sakit, pulih))
    return folder


def test_dua_opd_gagal_ditarik_ulang_dan_diajukan(
    mulai: Any, peramban: Any, langkah: Any, pengaturan: Path, record_testsuite_property: Callable[[str, object], None]
) -> None:
    m = mulai()
    m.env["DIP_PENGATURAN"] = str(pengaturan)
    run = m.nyalakan().jalankan()
    m.tunggu_formulir(run, "petugas")

    mulai_detik = time.monotonic()
    meja, prefect = peramban.halaman("petugas", *LAPTOP), peramban.halaman("prefect", *LAPTOP)
    petugas_melihat_papan(peramban, langkah, m, meja)
    petugas_membuka_artefak(peramban, m, prefect, "edisi-2026-11", {LEWAT_HALAMAN, LEWAT_PREFECT})
    petugas_menarik_di_halaman(peramban, meja)
    petugas_menarik_di_prefect(peramban, m, prefect)
    petugas_melihat_sembuh(peramban, meja)
    petugas_membuka_artefak(peramban, m, prefect, f"tarik-ulang-{LEWAT_PREFECT}", set())
    petugas_menyusun_ulang(peramban, langkah, m, meja)
    petugas_mengajukan(peramban, langkah, m, meja)
    m.tunggu_gerbang(run, "ppid")
    detik = round(time.monotonic() - mulai_detik)

    record_testsuite_property("detik_petugas", detik)
    periksa_jejak(m)
    assert peramban.luar["petugas"] == set()


def gambar(peramban: Any, layar: Any, nama: str, atas: str = "", **pilihan: Any) -> None:
    """A picture for docs, of a window that can still be read when made small."""
    layar.set_viewport_size({"width": JENDELA[0], "height": JENDELA[1]})
    peramban.potret(layar, nama, atas, **pilihan)
    layar.set_viewport_size({"width": LAPTOP[0], "height": LAPTOP[1]})


def baris(meja: Any, opd: str) -> Any:
    """The row of an office on the board."""
    return meja.locator(f"tr#{opd}")


def urutan(meja: Any, banyak: int) -> set[str]:
    """Codes of the first offices on the board."""
    return {meja.locator("table.papan tbody tr").nth(n).get_attribute("id") for n in range(banyak)}


def petugas_melihat_papan(peramban: Any, langkah: Any, m: Any, meja: Any) -> None:
    """From the front page by login to the board: exactly two need him, and the page says why."""
    meja.goto(m.alamat["pratinjau"])
    peramban.muat(meja)
    peramban.tinjau(meja, "hari-1-muka")
    meja.get_by_role("main").get_by_role("link", name="Masuk").click()
    langkah.masuk(meja, m, "rina")
    peramban.tinjau(meja, "hari-2-depan")
    meja.get_by_role("link", name="Papan OPD", exact=True).click()
    peramban.muat(meja)
    assert urutan(meja, 2) == {LEWAT_HALAMAN, LEWAT_PREFECT}
    pw.expect(meja.locator("tr.buruk")).to_have_count(2)
    pw.expect(meja.locator(".papan-hitung .buruk")).to_have_count(1)
    for opd in (LEWAT_HALAMAN, LEWAT_PREFECT):
        pw.expect(baris(meja, opd).locator("td.langkah")).to_contain_text("503")
        pw.expect(baris(meja, opd).get_by_role("button", name="Tarik ulang")).to_be_visible()
    gambar(peramban, meja, "petugas-papan", "h1")
    meja.set_viewport_size({"width": PONSEL[0], "height": PONSEL[1]})
    peramban.muat(meja)
    peramban.tinjau(meja, "hari-3-papan-ponsel")
    meja.set_viewport_size({"width": LAPTOP[0], "height": LAPTOP[1]})


def petugas_membuka_artefak(peramban: Any, m: Any, prefect: Any, jalan: str, gagal: set[str]) -> None:
    """In Prefect: the run `jalan`, its artifacts, the board; `gagal` are all the offices it names as failed."""
    prefect.goto(m.alamat["prefect"])
    prefect.get_by_role("link", name="Runs", exact=True).click()
    prefect.get_by_role("link", name=jalan, exact=True).first.click()
    prefect.get_by_role("tab", name="Artifacts").click()
    peramban.tinjau(prefect, f"hari-artefak-{jalan}-daftar")
    prefect.get_by_role("link", name=re.compile("papan-opd")).first.click()
    prefect.locator("a[href*='/artifacts/artifact/']").first.wait_for()
    peramban.tinjau(prefect, f"hari-artefak-{jalan}-kunci")
    prefect.locator("a[href*='/artifacts/artifact/']").first.click()
    prefect.get_by_role("cell").first.wait_for()
    peramban.tinjau(prefect, f"hari-artefak-{jalan}")
    nama = {o.kode: o.nama for o in m.meja().pengaturan.opd_aktif()}
    tampak = prefect.get_by_role("row").filter(has_text=re.compile("GAGAL|BELUM ADA"))
    pw.expect(tampak).to_have_count(len(gagal))
    for opd in gagal:
        pw.expect(tampak.filter(has_text=nama[opd])).to_have_count(1)


def petugas_menarik_di_halaman(peramban: Any, meja: Any) -> None:
    """One click on the board; the page follows the pull by itself."""
    baris(meja, LEWAT_HALAMAN).get_by_role("button", name="Tarik ulang").click()
    pw.expect(meja.locator(".keadaan.tunggu")).to_be_visible()
    peramban.muat(meja)
    peramban.tinjau(meja, "hari-4-papan-tarik")
    meja.locator(".keadaan.selesai").wait_for(timeout=300_000)
    pw.expect(meja.locator("tr.buruk")).to_have_count(1)
    peramban.tinjau(meja, "hari-4-papan-satu")


def petugas_menarik_di_prefect(peramban: Any, m: Any, prefect: Any) -> None:
    """In Prefect: the deployment, *Custom run*, the office chosen from the list."""
    nama = next(o.nama for o in m.meja().pengaturan.opd_aktif() if o.kode == LEWAT_PREFECT)
    prefect.get_by_role("link", name="Deployments", exact=True).click()
    prefect.get_by_placeholder("Search deployments").fill("tarik")
    pw.expect(prefect.get_by_role("link", name="bulanan", exact=True)).to_have_count(0)
    peramban.tinjau(prefect, "hari-5-deployments")
    prefect.get_by_role("link", name="ulang", exact=True).click()
    prefect.get_by_role("button", name="Run", exact=True).click()
    peramban.tinjau(prefect, "hari-6-deployment")
    prefect.get_by_role("menuitem", name="Custom run").click()
    prefect.get_by_role("button", name="Select").first.click()
    prefect.get_by_role("option", name=f"{LEWAT_PREFECT} — {nama}").click()
    prefect.keyboard.press("Escape")
    gambar(peramban, prefect, "petugas-prefect-tarik", clip=FORMULIR)
    prefect.get_by_role("button", name="Submit").click()
    prefect.wait_for_url(re.compile("/flow-run/|/deployment/[^/]+$"))
    peramban.tinjau(prefect, "hari-7-terkirim")


def petugas_melihat_sembuh(peramban: Any, meja: Any) -> None:
    """Back on the board: nobody is missing, and one button says what comes next."""
    sampai(lambda: meja.reload() and not meja.locator("tr.buruk").count(), 300, sebab="papan belum pulih")
    meja.locator(".kotak.utama a.tombol").wait_for()
    peramban.muat(meja)
    assert urutan(meja, 2) == {LEWAT_HALAMAN, LEWAT_PREFECT}
    pw.expect(meja.locator("tr.tunggu")).to_have_count(2)
    pw.expect(meja.locator(".papan-hitung .buruk")).to_have_count(0)
    gambar(peramban, meja, "petugas-papan-pulih", "h1")


def petugas_menyusun_ulang(peramban: Any, langkah: Any, m: Any, meja: Any) -> None:
    """The button leads to the gate; the new draft has everybody."""
    meja.click(".kotak.utama a.tombol")
    langkah.ambil_kode(meja, m, "susun_ulang", "rina")
    peramban.tinjau(meja, "hari-8-kode")
    langkah.kirim_sekarang(meja)
    peramban.tinjau(meja, "hari-9-terkirim")
    sampai(lambda: ("petugas", 2) in m.menunggu(), 300, sebab="ronde 2 tidak menunggu")
    meja.reload()
    peramban.tinjau(meja, "hari-10-diputus")
    meja.get_by_role("link", name="Papan OPD", exact=True).click()
    peramban.muat(meja)
    pw.expect(meja.locator("tr.buruk, tr.tunggu")).to_have_count(0)
    gambar(peramban, meja, "petugas-papan-lengkap", "h1")


def petugas_mengajukan(peramban: Any, langkah: Any, m: Any, meja: Any) -> None:
    """The board says what comes next: from it to the submitted draft."""
    meja.click(".kotak.utama a.tombol")
    peramban.muat(meja)
    peramban.tinjau(meja, "hari-13-draf")
    langkah.ambil_kode(meja, m, "ajukan", "rina")
    langkah.kirim_sekarang(meja)
    peramban.tinjau(meja, "hari-14-diajukan")


def periksa_jejak(m: Any) -> None:
    """The journal knows who asked for which office, and what was decided."""
    from orjson import loads

    meja = m.meja()
    with meja.register.baca() as k:
        edisi = edisi_terbuka(k, meja.lembaga)
        assert edisi is not None
        isi = [loads(x.isi) for x in jejak.baca_semua(k, meja.lembaga)]
        putusan = [(p.keputusan, p.pejabat, p.ronde) for p in putusan_edisi(k, edisi.id)]
    assert [(x["pelaku"], x["data"]["opd"]) for x in isi if x["peristiwa"] == PERISTIWA] == [
        ("rina", [LEWAT_HALAMAN]), ("prefect", [LEWAT_PREFECT]),
    ]  # fmt: skip
    assert putusan == [("susun_ulang", "rina", 1), ("ajukan", "rina", 2)]
