"""The public site in a real browser, and the workbook in a real office suite."""

from __future__ import annotations

import csv
import functools
import http.server
import subprocess
import threading
from urllib.parse import quote, urlsplit

import pytest

from dip.entri import KATEGORI_TERBIT, entri_kosong
from dip.revisi import Pengesahan, Revisi, Tanda
from keluaran.bentuk import bangun

HTML = [
    "<script>alert(1)</script>",
    '"><script>alert(1)</script>',
    "'><img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "</td></tr></table><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    '<iframe srcdoc="<script>alert(1)</script>">',
    '<style>@import "http://evil.example/x.css";</style>',
    '<base href="http://evil.example/">',
    '<meta http-equiv=refresh content="0;url=javascript:alert(1)">',
    "<form action=//evil.example><input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>",
    '" onmouseover="alert(1)" x="',
    "{{7*7}} {% import os %} ${7*7}",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "]]><script>alert(1)</script>-->",
    "\u202egnp.exe\u202c",
    "x" * 5000,
]
RUMUS = ["=1+1", "=cmd|' /C calc'!A0", '=HYPERLINK("http://evil.example","x")', "+1+1", "-2+3", "@SUM(1+1)", "=DDE(1)"]
ALAMAT = [
    "javascript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "//evil.example/x",
]
ALAMAT += [
    "https://ppid.example.go.id@evil.example/",
    'https://a.example.id" onclick="alert(1)',
    "http://127.0.0.1:22/",
]
TEKS = ("judul", "ringkasan", "kelompok", "unit_kerja", "pejabat_penguasa", "penanggung_jawab", "waktu_teks", "tempat")
TEKS += ("jenis_media", "retensi_teks", "satu_data_id", "tanggal_pemutakhiran")
ARGUMEN = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def _revisi(baris, nama="Pemerintah Kabupaten Contoh Jaya", opd="Dinas Kesehatan"):
    """A revisi of two offices; `baris` are dicts laid over empty rows."""
    entri = []
    for i, isi in enumerate(baris):
        kode = ("DINKES", "KEC-MUARA")[i % 2]
        e = entri_kosong(f"{kode}:0:{i}", kode, {"berkas": "", "nama_berkas": "", "lembar": "", "baris": i, "sel": {}})
        e.update(kode=f"CTH-{kode}-{i + 1:04d}", nomor=i + 1, kategori=KATEGORI_TERBIT[i % 3], edisi_data="2026-11")
        e.update(isi)
        entri.append(e)
    papan = [
        {"opd": k, "nama": n, "hasil": "baru", "edisi_data": "2026-11", "temuan": {}, "sebab": "", "rincian": ""}
        for k, n in (("DINKES", opd), ("KEC-MUARA", "Kecamatan Muara Tengah"))
    ]
    lembaga = dict.fromkeys(("laman", "surel", "telepon", "cara_meminta", "alamat"), "")
    lembaga |= {"kode": "CTH", "nama": nama, "nama_pendek": nama, "ibu_kota": "x", "unit_ppid": nama, "contoh": False}
    kepala = {
        "kode": "DIP-CTH-2026-11",
        "periode": "2026-11",
        "periode_hidup": "2026-10",
        "sidik_hidup": "d" * 64,
        "lembaga": lembaga,
        "ronde": 1,
    }
    kode = [e["kode"] for e in entri]
    ubah = {"baru": kode[:20], "diubah": [{"kode": k, "opd": "", "judul": "", "kolom": {}} for k in kode[20:40]]}
    revisi = Revisi("a" * 64, kepala, entri, [], papan, [], [], {**ubah, "dicabut": [], "tetap": 0})
    orang = Tanda(nama, "", nama, nama, "", "2026-11-12T09:30:00+07:00")
    return revisi, Pengesahan("a" * 64, "kode", orang, orang, orang, "", "", "b" * 64, "2026-11-12T10:00:00+07:00")


def _biasa(n):
    return [
        {
            "judul": f"Laporan kegiatan {'stunting' if i == 77 else 'rutin'} nomor {i + 1}",
            "ringkasan": "Ringkasan yang cukup panjang untuk dibaca warga di layar ponsel yang sempit.",
            "pejabat_penguasa": "Kepala Bidang Pelayanan",
            "waktu_teks": f"Tahun {2020 + i % 6}",
            "bentuk": ["online"],
            "tautan": ["https://ppid.contohjaya.example.id/unduhan/laporan-tahunan-yang-panjang-sekali.pdf"],
        }
        for i in range(n)
    ]


@pytest.fixture(scope="module")
def sajikan(tmp_path_factory):
    """Serves built files on the loopback; gives the address."""
    peladen = []

    class Diam(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *args):
            pass

    def jalankan(berkas):
        folder = tmp_path_factory.mktemp("situs")
        for nama, isi in berkas.items():
            (folder / nama).parent.mkdir(parents=True, exist_ok=True)
            (folder / nama).write_bytes(isi)
        s = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Diam, directory=str(folder)))
        threading.Thread(target=s.serve_forever, daemon=True).start()
        peladen.append(s)
        return f"http://127.0.0.1:{s.server_port}/"

    yield jalankan
    for s in peladen:
        s.shutdown()
        s.server_close()


@pytest.fixture(scope="module")
def peramban(butuh_program):
    """A Chromium, started once."""
    program = butuh_program("chromium")
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as p:
        b = p.chromium.launch(executable_path=program, args=ARGUMEN)
        yield b
        b.close()


@pytest.fixture
def buka(peramban):
    """`buka(lebar, js, skema) -> (page, keluhan)`; keluhan collects console errors, dialogs, foreign requests."""
    konteks = []

    def halaman(lebar=1280, js=True, skema="light"):
        k = peramban.new_context(viewport={"width": lebar, "height": 800}, java_script_enabled=js, color_scheme=skema)
        konteks.append(k)
        pg, keluhan = k.new_page(), []
        pg.on("console", lambda m: keluhan.append(m.text) if m.type in ("error", "warning") else None)
        pg.on("pageerror", lambda e: keluhan.append(str(e)))
        pg.on("dialog", lambda d: (keluhan.append(f"dialog {d.message}"), d.dismiss()))
        pg.on(
            "request", lambda r: keluhan.append(r.url) if urlsplit(r.url).hostname not in ("127.0.0.1", None) else None
        )
        return pg, keluhan

    yield halaman
    for k in konteks:
        k.close()


@pytest.fixture(scope="module")
def situs(sajikan):
    """An ordinary edition of 250 items."""
    return sajikan(bangun(*_revisi(_biasa(250))))


@pytest.mark.parametrize("lebar", [320, 360, 768, 1280])
@pytest.mark.parametrize(
    "jalan", ["index.html", "unit/dinkes-1.html", "kategori/setiap-saat-1.html", "index.html?q=rutin"]
)
def test_nothing_overflows_sideways(situs, buka, lebar, jalan):
    pg, keluhan = buka(lebar, skema="dark" if lebar == 360 else "light")
    pg.goto(situs + jalan)
    if "?" in jalan:
        pg.locator("#daftar-hasil li").first.wait_for()
    assert pg.evaluate("document.documentElement.scrollWidth") <= lebar
    assert keluhan == []


def test_search_finds_an_item_and_leads_to_its_row(situs, buka):
    pg, keluhan = buka()
    pg.goto(situs)
    assert not pg.locator("#tanpa-js").is_visible()
    pg.locator("#q").fill("STUNTING laporan")
    pg.locator("#daftar-hasil li").first.wait_for()
    assert pg.locator("#daftar-hasil a").count() == 1
    assert pg.locator("#kabar").inner_text().startswith("1 ")
    pg.wait_for_url("**q=STUNTING+laporan*")
    pg.locator("#daftar-hasil a").click()
    pg.wait_for_url(f"{situs}n/kec-muara/1.html#CTH-KEC-MUARA-0078")
    assert pg.locator("#CTH-KEC-MUARA-0078").is_visible()
    assert keluhan == []


def test_query_in_the_address_and_filters(situs, buka):
    pg, keluhan = buka()
    pg.goto(f"{situs}index.html?q=rutin&unit=DINKES&kategori=berkala")
    pg.locator("#daftar-hasil li").first.wait_for()
    harap = sum(1 for i in range(250) if i % 2 == 0 and i % 3 == 0 and i != 77)
    assert pg.locator("#kabar").inner_text().startswith(f"{harap} ")
    assert pg.locator("#daftar-hasil li").count() == 30
    pg.locator("#lagi").click()
    assert pg.locator("#daftar-hasil li").count() == harap
    assert pg.evaluate("document.activeElement.tagName") == "A"
    assert keluhan == []


def test_search_works_with_the_keyboard_alone(situs, buka):
    pg, keluhan = buka()
    pg.goto(situs)
    pg.keyboard.press("Tab")
    assert pg.evaluate("document.activeElement.className") == "lompat"
    pg.locator("#q").focus()
    pg.keyboard.type("stunting")
    pg.keyboard.press("Enter")
    pg.locator("#daftar-hasil li").first.wait_for()
    pg.locator("#judul-hasil:focus").wait_for()
    pg.keyboard.press("Tab")
    pg.keyboard.press("Enter")
    pg.wait_for_url("**/n/kec-muara/1.html#CTH-KEC-MUARA-0078")
    assert keluhan == []


def test_failed_search_data_says_what_to_do(situs, buka):
    pg, _ = buka()
    pg.route("**/cari/*.json", lambda r: r.abort())
    pg.goto(f"{situs}?q=rutin")
    pg.get_by_text("gagal dimuat").wait_for()


def test_without_javascript_lists_and_links_work(situs, buka):
    pg, keluhan = buka(js=False)
    pg.goto(situs)
    assert pg.locator("#tanpa-js").is_visible()
    assert not pg.locator("#cari").is_visible()
    pg.locator("ul.kartu a").first.click()
    pg.wait_for_url("**/kategori/*.html")
    assert pg.locator("table.daftar tbody tr").count() == 84
    pg.goto(situs)
    pg.get_by_role("link", name="Kecamatan Muara Tengah").click()
    pg.get_by_role("link", name="Berikutnya").first.click()
    pg.wait_for_url("**/unit/kec-muara-2.html")
    assert pg.locator("table.daftar tbody tr").count() == 25
    assert keluhan == []


def test_hostile_text_stays_text_everywhere(sajikan, buka):
    serangan = [*HTML, *RUMUS]
    baris = [{k: serangan[(i + j) % len(serangan)] for j, k in enumerate(TEKS)} for i in range(len(serangan))]
    for i, b in enumerate(baris):
        b |= {"tautan": ALAMAT, "bentuk": [serangan[i], "online"], "edisi_data": serangan[i]}
    revisi, sah = _revisi(baris, nama=HTML[1], opd=HTML[2])
    berkas = bangun(revisi, sah)
    alamat = sajikan(berkas)
    pg, keluhan = buka(360)
    for nama in (n for n in berkas if n.endswith(".html")):
        pg.goto(alamat + nama)
        assert pg.locator("iframe, object, embed, base, main img, main svg, body style, body meta").count() == 0
        assert pg.locator("script:not([src='cari.js'], [type='application/ld+json'])").count() == 0
        assert pg.evaluate("document.querySelectorAll('form').length") == (1 if nama == "index.html" else 0)
        asing = "[...document.querySelectorAll('*')].some(e => [...e.attributes].some(a => a.name.startsWith('on')))"
        assert pg.evaluate(asing) is False
        luar = pg.evaluate("[...document.querySelectorAll('main a')].map(a => a.protocol)")
        assert set(luar) <= {"http:", "https:"}
        assert pg.locator("a[href*='evil.example']").count() == 0
        assert pg.evaluate("document.documentElement.scrollWidth") <= 360
    for i in range(0, len(baris), 2):
        halaman = pg.goto(f"{alamat}unit/dinkes-1.html") if i == 0 else None
        assert halaman is None or halaman.ok
        assert pg.locator(f"#CTH-DINKES-{i + 1:04d} .judul").evaluate("e => e.textContent") == baris[i]["judul"]
    for q in ("<script>", "=1+1", HTML[1]):
        pg.goto(f"{alamat}index.html?q={quote(q)}")
        pg.locator("#daftar-hasil li").first.wait_for()
        assert pg.locator("#hasil script, #hasil img").count() == 0
    assert keluhan == []


def test_workbook_opens_in_libreoffice_and_formulas_stay_text(tmp_path, butuh_program):
    program = butuh_program("soffice")
    baris = [{"judul": t, "ringkasan": "biasa", "tempat": t} for t in RUMUS]
    berkas = bangun(*_revisi([{**b, "kategori": "berkala"} for b in baris]))
    (tmp_path / "dip.xlsx").write_bytes(berkas["data/dip.xlsx"])
    saring = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2"
    perintah = [program, f"-env:UserInstallation=file://{tmp_path}/profil", "--headless", "--convert-to", saring]
    subprocess.run(
        [*perintah, "--outdir", str(tmp_path), str(tmp_path / "dip.xlsx")], check=True, timeout=180, capture_output=True
    )
    (hasil,) = tmp_path.glob("dip*.csv")
    with hasil.open(encoding="utf-8", newline="") as f:
        isi = list(csv.reader(f))
    kepala = next(i for i, b in enumerate(isi) if b[:2] == ["Kode", "No"])
    assert [b[4] for b in isi[kepala + 1 :]] == RUMUS
    assert [b[11] for b in isi[kepala + 1 :]] == RUMUS


@pytest.mark.lambat
def test_the_whole_attack_list_runs_nothing(sajikan, buka, revisi_serangan, sahkan):
    berkas = bangun(revisi_serangan, sahkan(revisi_serangan))
    alamat = sajikan(berkas)
    pg, keluhan = buka(360)
    for nama in (n for n in berkas if n.endswith(".html")):
        pg.goto(alamat + nama)
        assert pg.evaluate("document.documentElement.scrollWidth") <= 360, nama
    assert keluhan == []
