"""The page inside a real theme in Chromium: nothing runs, nothing overflows at 360 px, axe has nothing to say."""

from __future__ import annotations

import pytest

from keluaran.bentuk.teks import bersih
from keluaran.tujuan import terbitkan


@pytest.mark.lambat
def test_di_peramban(situs, tujuan, susun, rilis, serangan, butuh_program):
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright

    kolom = ("judul", "ringkasan", "kelompok", "pejabat_penguasa", "penanggung_jawab", "waktu_teks", "retensi_teks")
    ganti = {i: {**dict.fromkeys(kolom, bersih(t)), "tautan": [bersih(t)]} for i, (_, t) in enumerate(serangan)}
    berkas = susun(len(serangan), ganti)
    assert terbitkan(tujuan(), berkas, rilis(berkas)).ok
    dialog: list[str] = []
    keluar: list[str] = []
    with sync_playwright() as p, p.chromium.launch(
        executable_path=butuh_program("chromium"), args=["--no-sandbox"]
    ) as peramban:  # fmt: skip
        for lebar in (1280, 360):
            halaman = peramban.new_page(viewport={"width": lebar, "height": 800})
            halaman.on("dialog", lambda d: (dialog.append(d.message), d.dismiss()))
            halaman.on("request", lambda r: keluar.append(r.url))
            halaman.goto(f"{situs.alamat}/daftar-informasi-publik/")
            assert halaman.evaluate("document.documentElement.scrollWidth") <= lebar
            aneh = "#dip-register :is(script,img:not(.emoji),svg,iframe,style,form,input,object,[onerror],[onload])"
            assert halaman.locator(aneh).evaluate_all("e => e.slice(0, 3).map(x => x.outerHTML)") == []
            hasil = Axe().run(halaman, context="#dip-register")
            # some attacks are nothing but invisible characters, and so is the title made of them
            assert {v["id"] for v in hasil.response["violations"]} <= {"empty-table-header"}
    # a browser without emoji of its own gets pictures from WordPress, in place of the characters and named by them
    boleh = (f"{situs.alamat}/", "data:", "https://s.w.org/images/core/emoji/")
    assert (dialog, [u for u in keluar if not u.startswith(boleh)]) == ([], [])
