"""A real browser, Prefect's form in both UIs, and the steps every official takes in the preview.

Where `DIP_UJI_POTRET` names a folder, pictures are kept there; the role pages of docs are made of them:
`DIP_UJI_POTRET=docs/gambar pytest tests/sistem/peramban`.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

_LEBAR_POTRET = 720
_SABAR = 120_000
"""Milliseconds for one click or page: Prefect's pages are heavy, and the machine may be busy."""

_KECIL = """
[...document.querySelectorAll('button, summary, select, .tombol, .aksi a, .pilih, input:not([type])')]
  .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 32).map(e => e.outerHTML)
"""
"""Targets lower than 32 CSS pixels; radio buttons and ticks are pressed by their labels."""


class Peramban:
    """Chromium as people use it. Notes which foreign hosts its pages call; keeps pictures where DIP_UJI_POTRET says."""

    def __init__(self, chromium: Any) -> None:
        self._chromium = chromium
        self.luar: dict[str, set[str]] = {}

    def halaman(self, nama: str, lebar: int, tinggi: int) -> Any:
        """A fresh page of a fresh visitor on a screen of this size."""
        konteks = self._chromium.new_context(viewport={"width": lebar, "height": tinggi})
        konteks.set_default_timeout(_SABAR)
        asing = self.luar.setdefault(nama, set())
        milik_sendiri = ("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:", "file:")
        konteks.on("request", lambda r: None if r.url.startswith(milik_sendiri) else asing.add(r.url.split("?")[0]))
        return konteks.new_page()

    @staticmethod
    def muat(layar: Any) -> None:
        """Nothing sticks out to the right once the style sheet is there, and no button is too small for a thumb."""
        layar.wait_for_load_state()
        assert layar.evaluate("document.documentElement.scrollWidth") <= layar.viewport_size["width"]
        assert layar.evaluate(_KECIL) == []

    @staticmethod
    def potret(apa: Any, nama: str, atas: str = "", **pilihan: Any) -> None:
        """A picture of a screen (scrolled until `atas` is its upper edge) or of one part of it, small enough for docs.

        Of a screen the whole page is kept besides (`tinjau`).
        """
        if not (folder := os.environ.get("DIP_UJI_POTRET")):
            return
        from PIL import Image

        if atas:
            apa.locator(atas).first.evaluate("e => scrollTo({top: e.getBoundingClientRect().top + scrollY - 12})")
        gambar = Image.open(io.BytesIO(apa.screenshot(caret="hide", **pilihan))).convert("RGB")
        gambar.thumbnail((_LEBAR_POTRET, 4 * _LEBAR_POTRET))
        gambar.quantize(200, dither=Image.Dither.NONE).save(Path(folder) / f"{nama}.png", optimize=True)
        if hasattr(apa, "goto"):
            Peramban.tinjau(apa, nama)

    @staticmethod
    def tinjau(layar: Any, nama: str) -> None:
        """A whole page to look at, in the folder `penuh` of DIP_UJI_POTRET where there is one; not for docs."""
        penuh = Path(os.environ.get("DIP_UJI_POTRET", "/nonexistent")) / "penuh"
        if penuh.is_dir():
            layar.screenshot(path=penuh / f"{nama}.png", full_page=True)


@pytest.fixture
def peramban(butuh_program: Callable[[str], str]) -> Iterator[Peramban]:
    """A real browser without its own telephone calls; the test skips where there is none."""
    jalan = butuh_program("chromium")
    pw = pytest.importorskip("playwright.sync_api")
    diam = "background-networking component-update sync quic"
    dengan = ["--no-sandbox", "--no-first-run", "--disable-gpu", *(f"--disable-{n}" for n in diam.split())]
    with pw.sync_playwright() as p:
        chromium = p.chromium.launch(executable_path=jalan, args=dengan)
        peramban = Peramban(chromium)
        yield peramban
        chromium.close()


class FormulirPrefect:
    """Prefect's form as people reach it, fill it in and send it, in both of its UIs."""

    @staticmethod
    def buka_v1(layar: Any, m: Any, run: str) -> Any:
        """Where links lead: the run's page with its Resume button."""
        layar.goto(f"{m.alamat['prefect']}/runs/flow-run/{run}")
        layar.get_by_role("button", name="Resume").click()
        dialog = layar.get_by_role("dialog")
        dialog.get_by_role("link").wait_for()
        return dialog

    @staticmethod
    def kartu_v1(layar: Any) -> Any:
        """The form itself: the first UI calls the whole covered screen a dialog."""
        return layar.locator(".p-modal__card")

    @staticmethod
    def buka_v2(layar: Any, m: Any, run: str, menu: Callable[[], object] = lambda: None) -> Any:
        """Where typing Prefect's address leads: from its dashboard over the list of runs, Resume is in the menu."""
        layar.goto(m.alamat["prefect"])
        layar.get_by_role("link", name="Runs", exact=True).click()
        layar.locator(f"a[href$='/flow-run/{run}']").first.click()
        layar.get_by_role("button", name="Open menu").click()
        layar.get_by_role("menuitem", name="Resume").wait_for()
        menu()
        layar.get_by_role("menuitem", name="Resume").click()
        dialog = layar.get_by_role("dialog")
        dialog.get_by_role("link").wait_for()
        return dialog

    @staticmethod
    def isi_v1(layar: Any, dialog: Any, keputusan: str, kode: str) -> Any:
        """Fill in the form; returns the button that sends it. The list opens only by its arrow."""
        dialog.locator(".p-select-button__icon").click()
        layar.get_by_role("option", name=keputusan).click()
        dialog.locator(".schema-form-property", has_text="Kode persetujuan").locator("textarea").fill(kode)
        return dialog.get_by_role("button", name="Submit")

    @staticmethod
    def isi_v2(layar: Any, dialog: Any, keputusan: str, kode: str) -> Any:
        dialog.get_by_role("button", name="Select Keputusan").click()
        layar.get_by_role("option", name=keputusan).click()
        dialog.get_by_label("Kode persetujuan").fill(kode)
        return dialog.get_by_role("button", name="Resume")

    @staticmethod
    def kirim(layar: Any, tombol: Any) -> None:
        """Send the form; when Prefect's SQLite is busy (503) the form stays, and one presses again."""
        for _ in range(20):
            with layar.expect_response(lambda r: r.url.endswith("/resume")) as jawab:
                tombol.click()
            if jawab.value.status != 503:
                break
        assert jawab.value.json()["status"] == "ACCEPT"


@pytest.fixture
def formulir() -> FormulirPrefect:
    """Prefect's form in both UIs."""
    return FormulirPrefect()


class Langkah:
    """What every official does: open the message, log in, take a code."""

    def __init__(self, peramban: Peramban) -> None:
        self._p = peramban

    @staticmethod
    def tautan_pesan(m: Any, pejabat: str) -> tuple[str, str]:
        """Link and nomor draf from the official's newest message."""
        pesan = max((m.data / "kabar").glob(f"gerbang-*-{pejabat}-*.txt"), key=lambda p: int(p.name.split("-")[1]))
        isi = pesan.read_text()
        return re.search(r"http\S+/d/\S+", isi).group(), re.search(r"\b\d{3} \d{3}\b", isi).group()

    def buka_draf(self, layar: Any, m: Any, pejabat: str) -> str:
        """Open the draft of the newest message; it bears the number the message says. Returns its link."""
        tautan, nomor = self.tautan_pesan(m, pejabat)
        layar.goto(tautan)
        self._p.muat(layar)
        assert layar.locator(".nomor dd").inner_text() == nomor
        return tautan

    def masuk(self, layar: Any, m: Any, pejabat: str, potret: str = "") -> None:
        """Fill in the login that stands on the screen."""
        self._p.muat(layar)
        layar.select_option("#pejabat", pejabat)
        layar.fill("#totp", m.authenticator(pejabat))
        if potret:
            self._p.potret(layar, potret, "h1")
        layar.click("form.masuk button")
        layar.get_by_role("button", name="Keluar").wait_for()
        self._p.muat(layar)

    def ambil_kode(self, layar: Any, m: Any, keputusan: str, pejabat: str, *potret: str, alasan: str = "") -> str:
        """From the open draft, or from its decision form, to the kode persetujuan; pictures of both where wanted."""
        layar.wait_for_load_state()
        if not layar.locator("form.putuskan").count():
            layar.get_by_role("link", name="Beri keputusan").first.click()
            layar.locator("form.putuskan").wait_for()
        self._p.muat(layar)
        layar.check(f"input[value={keputusan}]")
        layar.select_option("#pejabat", pejabat)
        layar.fill("#alasan", alasan)
        layar.fill("#totp", m.authenticator(pejabat))
        if potret[1:]:
            self._p.potret(layar, potret[1], "form.putuskan")
        layar.click("form.putuskan button")
        kode: str = layar.locator("output").inner_text().strip()
        self._p.muat(layar)
        if potret:
            self._p.potret(layar, potret[0], "h1")
        return kode

    def kirim_sekarang(self, layar: Any) -> None:
        """Let the page press Resume."""
        layar.click("form.utama button")
        layar.wait_for_url("**/status?kabar=terkirim*")
        self._p.muat(layar)


@pytest.fixture
def langkah(peramban: Peramban) -> Langkah:
    """The steps, in this browser."""
    return Langkah(peramban)
