"""An official with a phone: a real browser, 360 pixels wide, from the link to the sent decision."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from dip.sidik import nomor_draf

pw = pytest.importorskip("playwright.sync_api")


@pytest.fixture
def layar(butuh_program: Callable[[str], str]) -> Iterator[Any]:
    """A page of Chromium as wide as a small phone."""
    jalan = butuh_program("chromium")
    with pw.sync_playwright() as p:
        peramban = p.chromium.launch(executable_path=jalan, args=["--no-sandbox"])
        konteks = peramban.new_context(viewport={"width": 360, "height": 740})
        konteks.set_default_timeout(120_000)
        yield konteks.new_page()
        peramban.close()


def _muat(layar: Any) -> bool:
    """Whether nothing sticks out to the right, once the stylesheet is there."""
    layar.wait_for_load_state()
    return bool(layar.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_from_link_to_sent_decision_on_a_phone(panggung: Any, layar: Any) -> None:
    keluhan: list[str] = []
    asing: list[str] = []
    layar.on("console", lambda m: keluhan.append(m.text))
    layar.on("request", lambda r: None if r.url.startswith((panggung.alamat, "data:")) else asing.append(r.url))
    p = panggung.pintu("petugas")
    layar.goto(panggung.tautan(p))
    assert nomor_draf(p.sidik) in layar.inner_text("main")
    assert _muat(layar)
    layar.goto(f"{panggung.tautan(p)}/daftar")
    for s in layar.query_selector_all("summary"):
        s.click()
    assert _muat(layar)
    layar.goto(panggung.tautan(p))
    layar.click("a.tombol >> nth=0")
    layar.check("input[value=ajukan]")
    layar.select_option("#pejabat", "wulan")
    panggung.waktu += timedelta(seconds=30)
    layar.fill("#totp", panggung.totp("wulan"))
    layar.click("form.putuskan button")
    assert len(layar.inner_text("output").strip()) == 11
    assert _muat(layar)
    layar.click("form.utama button")
    layar.wait_for_url("**/status*")
    assert [j.keputusan for _, j in panggung.kiriman] == ["ajukan"]
    assert (keluhan, asing) == ([], [])


def test_the_browser_demands_a_choice(panggung: Any, layar: Any) -> None:
    layar.goto(f"{panggung.tautan(panggung.pintu('ppid'))}/putuskan")
    layar.click("form.putuskan button")
    assert layar.url.endswith("/putuskan")
    assert layar.evaluate("document.querySelectorAll(':invalid').length") > 0
    assert layar.input_value("#pejabat") == ""
