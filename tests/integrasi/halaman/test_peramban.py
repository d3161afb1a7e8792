"""The public pages in a real browser: accessible, narrow, without JavaScript, by keyboard, on paper, and light."""

from __future__ import annotations

import functools
import gzip
import http.server
import importlib.util
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pypdfium2
import pytest

from keluaran.bentuk import bangun

HALAMAN = (
    "index.html", "kategori/berkala-1.html", "unit/dinkes-1.html", "unit/rsud-1.html", "n/dinkes/1.html",
    "n/dinkes/10.html", "edisi/index.html", "edisi/DIP-CTH-2026-11.html", "edisi/DIP-CTH-2026-10.html",
    "perubahan/DIP-CTH-2026-11.html", "kelengkapan.html", "meminta.html", "index.html?q=banjir",
)  # fmt: skip
LAYAR = {"meja": (1280, "light"), "ponsel": (360, "light"), "gelap": (1280, "dark"), "ponsel gelap": (360, "dark")}
ARGUMEN = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


class _Peladen(http.server.SimpleHTTPRequestHandler):
    """Serves a build from memory, compressed as web servers do."""

    protocol_version = "HTTP/1.1"

    def __init__(self, situs: dict[str, bytes], *args: Any) -> None:
        self._situs = situs
        super().__init__(*args)

    def log_message(self, *args: Any) -> None:
        pass

    def do_GET(self) -> None:
        nama = urlsplit(self.path).path.lstrip("/") or "index.html"
        isi = self._situs.get(nama)
        self.send_response(200 if isi is not None else 404)
        padat = gzip.compress(isi or b"", 6, mtime=0)
        for k, v in (
            ("Content-Type", self.guess_type(nama)),
            ("Content-Encoding", "gzip"),
            ("Content-Length", str(len(padat))),
        ):
            self.send_header(k, v)
        self.end_headers()
        self.wfile.write(padat)


@pytest.fixture(scope="module")
def sajikan() -> Iterator[Callable[[dict[str, bytes]], str]]:
    """Serves a build on the loopback; gives the address."""
    peladen: list[http.server.ThreadingHTTPServer] = []

    def jalankan(situs: dict[str, bytes]) -> str:
        s = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Peladen, situs))
        s.daemon_threads = True
        threading.Thread(target=s.serve_forever, daemon=True).start()
        peladen.append(s)
        return f"http://127.0.0.1:{s.server_port}/"

    yield jalankan
    for s in peladen:
        s.shutdown()
        s.server_close()


@pytest.fixture(scope="module")
def chromium(butuh_program: Callable[[str], str]) -> Iterator[Any]:
    """A Chromium, started once."""
    program = butuh_program("chromium")
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as p:
        b = p.chromium.launch(executable_path=program, args=ARGUMEN)
        yield b
        b.close()


@pytest.fixture
def buka(chromium: Any) -> Iterator[Callable[..., tuple[Any, list[str]]]]:
    """`buka(lebar, skema, js) -> (page, complaints)`: console errors, dialogs, requests to elsewhere."""
    konteks = []

    def halaman(lebar: int = 1280, skema: str = "light", js: bool = True) -> tuple[Any, list[str]]:
        k = chromium.new_context(viewport={"width": lebar, "height": 800}, color_scheme=skema, java_script_enabled=js)
        konteks.append(k)
        pg, keluhan = k.new_page(), []
        pg.on("console", lambda m: keluhan.append(m.text) if m.type in ("error", "warning") else None)
        pg.on("pageerror", lambda e: keluhan.append(str(e)))
        pg.on("dialog", lambda d: (keluhan.append(f"dialog {d.message}"), d.dismiss()))
        pg.on("request", lambda r: None if r.url.startswith(("http://127.0.0.1", "data:")) else keluhan.append(r.url))
        return pg, keluhan

    yield halaman
    for k in konteks:
        k.close()


@pytest.fixture(scope="module")
def alamat(sajikan: Callable[[dict[str, bytes]], str], situs_utama: dict[str, bytes]) -> str:
    return sajikan(situs_utama)


@pytest.fixture(scope="module")
def axe() -> str:
    """The checker's own script, which lies beside its Python wrapper."""
    spek = importlib.util.find_spec("axe_playwright_python")
    if spek is None or spek.origin is None:
        pytest.skip("axe-playwright-python tidak terpasang")
    return (Path(spek.origin).parent / "axe.min.js").read_text("utf-8")


def _langgar(pg: Any, axe: str) -> list[tuple[str, list[str]]]:
    """Violations of WCAG 2.0–2.2 A/AA and best practice. The page's CSP refuses foreign scripts, so it goes by CDP."""
    sesi = pg.context.new_cdp_session(pg)
    sesi.send("Runtime.evaluate", {"expression": axe})
    uji = """axe.run({resultTypes: ['violations']})
      .then(r => r.violations.map(v => [v.id, v.nodes.slice(0, 3).map(n => n.html)]))"""
    jawab = sesi.send("Runtime.evaluate", {"expression": uji, "awaitPromise": True, "returnByValue": True})
    return jawab["result"]["value"]


def _buka(pg: Any, alamat: str) -> None:
    pg.goto(alamat)
    if "?q=" in alamat:
        pg.locator("#daftar-hasil li").first.wait_for()


def test_phone_smoke(alamat, buka, axe):
    pg, keluhan = buka(360)
    for nama in ("index.html", "unit/dinkes-1.html", "n/dinkes/1.html"):
        _buka(pg, alamat + nama)
        assert pg.evaluate("document.documentElement.scrollWidth") <= 360
        assert _langgar(pg, axe) == []
    assert keluhan == []


@pytest.mark.lambat
@pytest.mark.parametrize("layar", LAYAR)
@pytest.mark.parametrize("nama", HALAMAN)
def test_no_accessibility_violation(alamat, buka, axe, nama, layar):
    pg, keluhan = buka(*LAYAR[layar])
    _buka(pg, alamat + nama)
    assert _langgar(pg, axe) == []
    assert keluhan == []


@pytest.mark.lambat
@pytest.mark.parametrize("jenis", ["situs_opd", "situs_ditarik", "situs_draf"])
def test_other_builds_are_accessible_and_narrow(request, sajikan, buka, axe, jenis):
    situs = request.getfixturevalue(jenis)
    dasar = sajikan(situs)
    for lebar, skema in ((1280, "dark"), (320, "light")):
        pg, keluhan = buka(lebar, skema)
        for nama in ("index.html", "n/dinkes/1.html", "edisi/index.html"):
            _buka(pg, dasar + nama)
            assert _langgar(pg, axe) == []
            assert pg.evaluate("document.documentElement.scrollWidth") <= lebar
        assert keluhan == []


@pytest.mark.lambat
@pytest.mark.parametrize("nama", HALAMAN)
def test_nothing_overflows_at_320_pixels(alamat, buka, nama):
    pg, _ = buka(320)
    _buka(pg, alamat + nama)
    assert pg.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.lambat
def test_targets_are_large_enough_for_a_thumb(alamat, buka):
    kecil = """[...document.querySelectorAll('nav a, button, select, input, summary, .aksi a, .lanjut a, td a')]
      .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 24).map(e => e.outerHTML)"""
    pg, _ = buka(360)
    for nama in HALAMAN:
        _buka(pg, alamat + nama)
        assert pg.evaluate(kecil) == [], nama


@pytest.mark.lambat
def test_address_of_an_item_shows_that_item(alamat, buka):
    pg, _ = buka(360)
    pg.goto(f"{alamat}n/dinkes/1.html#CTH-DINKES-0009")
    kotak = pg.locator("#CTH-DINKES-0009").bounding_box()
    assert 0 <= kotak["y"] < 400
    assert pg.evaluate("getComputedStyle(document.querySelector(':target')).outlineStyle") == "solid"


@pytest.mark.lambat
def test_without_javascript_everything_is_reached_by_links(alamat, buka):
    pg, keluhan = buka(js=False)
    pg.goto(alamat)
    assert pg.locator("#tanpa-js").is_visible()
    assert not pg.locator("#cari").is_visible()
    pg.get_by_role("link", name="Kecamatan Muara Tengah").click()
    pg.wait_for_url("**/unit/kec-muara*.html")
    pg.locator("a.kode").first.click()
    pg.wait_for_url("**/n/kec-muara/1.html#CTH-KEC-MUARA-0001")
    pg.get_by_role("link", name="Semua edisi dan perubahannya").click()
    pg.get_by_role("link", name="Perubahan edisi Oktober 2026").click()
    pg.wait_for_url("**/perubahan/DIP-CTH-2026-10.html")
    assert "Oktober 2026" in pg.locator("h1").inner_text()
    assert keluhan == []


@pytest.mark.lambat
def test_search_by_keyboard_alone_with_all_filters(alamat, buka):
    pg, keluhan = buka()
    pg.goto(alamat)
    pg.keyboard.press("Tab")
    assert pg.evaluate("document.activeElement.className") == "lompat"
    pg.locator("#q").focus()
    pg.keyboard.type("banjir")
    urutan = []
    for _ in range(4):
        pg.keyboard.press("Tab")
        urutan.append(pg.evaluate("document.activeElement.id || document.activeElement.type"))
    assert urutan == ["pilih-unit", "pilih-kategori", "pilih-tahun", "submit"]
    pg.keyboard.press("Enter")
    pg.locator("#judul-hasil:focus").wait_for()
    pg.keyboard.press("Tab")
    pg.keyboard.press("Enter")
    pg.wait_for_url("**/n/*/*.html#CTH-*")
    pg.goto(f"{alamat}index.html?q=peta&tahun=2026&unit=DINKES")
    pg.locator("#daftar-hasil li").first.wait_for()
    assert {"2026" in t for t in pg.locator("#daftar-hasil .ket").all_inner_texts()} == {True}
    assert pg.locator("#pilih-tahun").input_value() == "2026"
    assert keluhan == []


def test_on_a_phone_a_search_says_at_once_that_it_found_something(alamat, buka):
    pg, keluhan = buka(360)
    pg.goto(alamat)
    pg.locator("#q").fill("banjir")
    pg.locator("#daftar-hasil li").first.wait_for()
    kotak = pg.locator("#sekilas").bounding_box()
    assert pg.locator("#sekilas").inner_text()[0].isdigit()
    assert kotak["y"] + kotak["height"] <= 800
    _buka(pg, f"{alamat}index.html?q=banjir")
    pg.wait_for_function("document.getElementById('hasil').getBoundingClientRect().top < 400")
    assert keluhan == []


@pytest.mark.lambat
def test_a_span_of_years_is_found_in_between(kabupaten, sajikan, buka):
    waktu = ["2019-2023", "2019 s.d. 2023", "2019 dan 2023", "Tahun 2021"]
    isi = {f"CTH-DINKES-000{i + 1}": {"waktu_teks": w, "judul": f"Naskah {i}"} for i, w in enumerate(waktu)}
    pg, _ = buka()
    pg.goto(sajikan(bangun(kabupaten.buat(4, isi=isi)[0], None)) + "index.html?q=naskah&tahun=2021")
    pg.locator("#daftar-hasil li").first.wait_for()
    assert sorted(pg.locator("#daftar-hasil a").all_inner_texts()) == ["Naskah 0", "Naskah 1", "Naskah 3"]


@pytest.mark.lambat
@pytest.mark.parametrize("nama", ["unit/dinkes-1.html", "n/dinkes/1.html", "index.html"])
def test_print_repeats_the_head_and_drops_what_is_only_for_screens(alamat, buka, nama):
    pg, _ = buka()
    pg.goto(alamat + nama)
    lembar = pypdfium2.PdfDocument(pg.pdf(prefer_css_page_size=True))
    assert lembar[0].get_width() > lembar[0].get_height()
    teks = [p.get_textpage().get_text_range() for p in lembar]
    assert not any("Cara meminta informasi ini" in t for t in teks)
    if nama.startswith("unit/"):
        assert all("Penanggung" in t for t in teks[:-1])
        assert "https://ppid.contohjaya.go.id/unduhan/" in "".join(teks).replace("\r\n", "")


@pytest.mark.lambat
@pytest.mark.parametrize("banyak", [12_000, 50_000])
def test_a_slow_line_carries_little_before_the_first_picture_and_a_search(kabupaten, sajikan, buka, banyak):
    situs = bangun(kabupaten.buat(banyak // 7)[0], None)
    dasar = sajikan(situs)
    pg, keluhan = buka(360)
    minta: list[tuple[str, str]] = []
    pg.on("request", lambda r: minta.append((r.resource_type, urlsplit(r.url).path.lstrip("/"))))

    def berat() -> int:
        return sum(len(gzip.compress(situs[nama], 6)) for _, nama in minta)

    for nama in ("index.html", "unit/dinkes-1.html", "n/dinkes/1.html"):
        minta.clear()
        pg.goto(dasar + nama, wait_until="networkidle")
        # how many seconds that is, `python -m ukur --halaman` says: 1.6 Mbit/s carry 20 kB in a tenth
        assert [j for j, _ in minta][:2] == ["document", "stylesheet"]
        assert {j for j, _ in minta[2:]} <= {"script"}
        assert pg.evaluate("[...document.scripts].every(s => s.defer)")
        assert berat() < 20_000, nama
    pg.goto(dasar + "index.html", wait_until="networkidle")
    minta.clear()
    pg.locator("#q").fill("banjir")
    pg.locator("#daftar-hasil li").first.wait_for()
    assert {j for j, _ in minta} == {"fetch"}
    assert berat() < 7 * banyak
    assert keluhan == []
