"""A clerk of an office with a phone: from the link to *sudah tercatat*, 360 pixels wide."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dip.pengaturan import Opd
from dip.pernyataan import pernyataan_periode
from keluaran.pratinjau import alamat_kantor

pw = pytest.importorskip("playwright.sync_api")


@pytest.mark.lambat
def test_nihil_on_a_phone(panggung: Any, butuh_program: Callable[[str], str]) -> None:
    nama = "Dinas Perumahan Rakyat, Kawasan Permukiman, dan Perhubungan"
    opd = Opd.model_validate({"kode": "PERKIM", "nama": nama, "sumber": {"jenis": "folder", "folder": "p"}})
    panggung.pengaturan = panggung.pengaturan.model_copy(update={"opd": (opd,)})
    keluhan: list[str] = []
    with pw.sync_playwright() as p:
        peramban = p.chromium.launch(executable_path=butuh_program("chromium"), args=["--no-sandbox"])
        layar = peramban.new_context(viewport={"width": 360, "height": 740}).new_page()
        layar.set_default_timeout(120_000)
        layar.on("console", lambda m: keluhan.append(m.text))
        layar.goto(alamat_kantor(panggung.brankas, panggung.alamat, "PERKIM", "2026-11"))
        layar.wait_for_load_state()
        assert layar.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        layar.click("form button")  # the browser itself asks for the name
        layar.fill("#nama", "Dewi, Kasubbag Umum")
        layar.click("form button")
        layar.wait_for_url("**kabar=catat")
        assert layar.locator("form").count() == 0
        assert layar.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        peramban.close()
    with panggung.register.baca() as k:
        assert [x.catatan for x in pernyataan_periode(k, "KTH", "2026-11")] == ["Dewi, Kasubbag Umum"]
    assert keluhan == []
