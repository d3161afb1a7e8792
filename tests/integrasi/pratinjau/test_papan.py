"""The board in the preview: who may read it, who may have offices pulled again, and what the page says meanwhile."""

from __future__ import annotations

import os
import re
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpx
import orjson
import pytest
import uvicorn

from dip import jejak
from dip.edisi import baca_edisi
from dip.pengaturan import Opd
from dip.register import sisip, tabel
from dip.sidik import json_baku, sha256
from dip.tanda_terima import batas_tarikan, simpan_tarikan
from dip.tarikan import Tarikan
from keluaran.pratinjau import Layanan, buat_aplikasi
from keluaran.pratinjau.papan import SEGAR
from sumber.baca_koreksi import baca_langsung

JALAN = "http://127.0.0.1:4200/runs/flow-run/1"
NAMA = {
    "DINKES": "Dinas Kesehatan",
    "DISDIK": "Dinas Pendidikan, Kebudayaan, Kepemudaan dan Olahraga",
    "DISHUB": "Dinas Perhubungan",
    "BKD": "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia",
}
LAIN = ("DLH", "DPMD", "SATPOLPP", "KESBANGPOL", "DISPORA", "INSPEKTORAT")


@dataclass
class Papan:
    """A preview with a board of ten offices, of which two failed, and a terminal that counts what it is asked."""

    panggung: Any
    alamat: str = ""
    edisi: int = 0
    jawab: str = JALAN
    diminta: list[list[str]] = field(default_factory=list)

    def tarik_ulang(self, opd: list[str]) -> str:
        self.diminta.append(opd)
        return self.jawab

    def terima(self, opd: str, hasil: str, isi: str = "", sebab: str = "") -> None:
        sha = sha256((isi or opd).encode()) if hasil in ("baru", "tetap") else ""
        waktu = self.panggung.waktu.isoformat()
        t = Tarikan(opd, hasil, waktu, "masuk/x", sha, f"{opd}.xlsx" if sha else "", sebab=sebab, rincian="30 detik")
        with self.panggung.register.tulis() as k:
            simpan_tarikan(k, self.edisi, t)

    def draf(self, papan: list[dict[str, Any]]) -> str:
        simpan = self.panggung.berkas
        blob = json_baku(papan)
        simpan[sha256(blob)] = blob
        kepala = json_baku({"blob": {"papan": sha256(blob)}, "kode": "DIP-KTH-2026-11"})
        simpan[sha256(kepala)] = kepala
        with self.panggung.register.tulis() as k:
            sisip(
                k, tabel.revisi, edisi=self.edisi, ronde=1, sidik=sha256(kepala),
                batas_tarikan=batas_tarikan(k, self.edisi), dibuat=self.panggung.waktu.isoformat(),
            )  # fmt: skip
        return sha256(kepala)

    def masuk(self, orang: str) -> httpx.Client:
        self.panggung.waktu += timedelta(seconds=30)
        c = httpx.Client(base_url=self.alamat, follow_redirects=True)
        r = c.post("/masuk", data={"pejabat": orang, "totp": self.panggung.totp(orang), "lanjut": "papan"})
        assert r.url.path == "/papan", r.text
        return c

    def klik(self, c: httpx.Client, **isian: str) -> httpx.Response:
        tanda = re.search(r'name="tanda" value="([0-9a-f]+)"', c.get("/").text)
        assert tanda is not None
        return c.post("/papan/tarik-ulang", data={"tanda": tanda.group(1), **isian})


def _baris(opd: str, hasil: str = "baru", **lain: Any) -> dict[str, Any]:
    teks = dict.fromkeys(("sha_berkas", "sha_isi", "rincian"), "")
    angka = dict.fromkeys(("dibaca", "dik", "dilewati"), 0)
    dasar = {
        "opd": opd, "nama": NAMA.get(opd, f"Dinas {opd.title()}"), "hasil": hasil, "edisi_data": "2026-11",
        "terbit": 42, "ditahan": 0, "temuan": {"info": 2}, "sebab": "", "langkah": "selesai", "skor": "92.5",
        "konfirmasi": "kiriman", "validasi": "2026-11-01", "nama_berkas": f"{opd}.xlsx",
    }  # fmt: skip
    return {**teks, **angka, **dasar, **lain}


@pytest.fixture
def papan(panggung: Any) -> Iterator[Papan]:
    """Its own server, because this page needs functions of its own."""
    p = Papan(panggung, edisi=panggung.edisi)
    opd = [
        Opd.model_validate(
            {"kode": o, "nama": NAMA.get(o, f"Dinas {o.title()}"), "sumber": {"jenis": "folder", "folder": o}}
        )
        for o in (*NAMA, *LAIN)
    ]
    panggung.pengaturan = panggung.pengaturan.model_copy(update={"opd": tuple(opd)})
    for o in ("DINKES", "DISDIK", *LAIN):
        p.terima(o, "baru")
    p.terima("DISHUB", "gagal", sebab="TARIK-WAKTU")
    p.terima("BKD", "gagal", sebab="TARIK-TIDAK-ADA")
    buruk = {"terbit": 0, "temuan": {}, "konfirmasi": "", "validasi": "", "nama_berkas": ""}
    sidik = p.draf(
        [
            _baris("DINKES", ditahan=3, temuan={"wajib": 12, "periksa": 4}, langkah="perbaiki_berkas", skor="71.3"),
            _baris("DISDIK", "tetap", konfirmasi="", validasi=""),
            _baris(
                "DISHUB", "gagal", **{**buruk, "terbit": 31}, edisi_data="2026-10", sebab="TARIK-WAKTU",
                rincian="30 detik", langkah="TARIK-WAKTU",
            ),
            _baris(
                "BKD", "belum_ada", **buruk, edisi_data="", sebab="TARIK-TIDAK-ADA", langkah="TARIK-TIDAK-ADA", skor="",
            ),
            *(_baris(o) for o in LAIN),
        ]
    )  # fmt: skip
    panggung.pintu("petugas", sidik=sidik)
    colok = socket.create_server(("127.0.0.1", 0))
    p.alamat = f"http://127.0.0.1:{colok.getsockname()[1]}"
    layanan = Layanan(
        register=panggung.register,
        brankas=panggung.brankas,
        pengaturan=lambda: panggung.pengaturan,
        muat_revisi=panggung.muat,
        lanjutkan=panggung.lanjutkan,
        kabari=panggung.pesan.append,
        jam=lambda: panggung.waktu,
        alamat=p.alamat,
        alamat_prefect=lambda _pintu: JALAN,
        baca_koreksi=lambda isi, _nama: baca_langsung(isi),
        folder_pengaturan=panggung.pengaturan.folder,
        baca_berkas=lambda sha: panggung.berkas[sha],
        tarik_ulang=p.tarik_ulang,
        balasan=lambda kode, opd: b"PK" if (kode, opd) == ("DIP-KTH-2026-11", "DINKES") else None,
    )
    server = uvicorn.Server(uvicorn.Config(buat_aplikasi(layanan), log_level="warning", access_log=False))
    utas = threading.Thread(target=server.run, kwargs={"sockets": [colok]}, daemon=True)
    utas.start()
    yield p
    server.should_exit = True
    utas.join(timeout=60)


def _urutan(r: httpx.Response) -> list[str]:
    return re.findall(r'<tr role="row" id="([A-Z]+)"', r.text)


def test_nobody_reads_the_board_without_a_login(papan: Papan) -> None:
    r = httpx.get(f"{papan.alamat}/papan")
    assert (r.status_code, r.headers["location"]) == (303, "/masuk?lanjut=papan")
    assert httpx.get(f"{papan.alamat}/papan/balasan/DINKES").status_code == 303
    assert httpx.post(f"{papan.alamat}/papan/tarik-ulang", data={"opd": "DISHUB"}).status_code == 401
    assert papan.diminta == []


def test_failures_come_first_and_links_narrow_the_board(papan: Papan) -> None:
    c = papan.masuk("ratna")
    r = c.get("/papan")
    assert _urutan(r)[:4] == ["DISHUB", "BKD", "DINKES", "DISDIK"]
    assert 'action="/papan/tarik-ulang"' not in r.text  # a PPID reads
    assert "http-equiv" not in r.text
    assert _urutan(c.get("/papan?tampil=gagal")) == ["DISHUB"]
    assert _urutan(c.get("/papan?tampil=belum")) == ["BKD"]
    assert _urutan(c.get("/papan?tampil=perbaiki")) == ["DINKES", "DISDIK"]
    assert len(_urutan(c.get("/papan?tampil=<script>"))) == 10
    b = c.get("/papan/balasan/DINKES")
    assert (b.status_code, b.content, b.headers["content-disposition"]) == (
        200, b"PK", 'attachment; filename="balasan-DINKES-2026-11.xlsx"',
    )  # fmt: skip
    assert c.get("/papan/balasan/BKD").status_code == 404
    assert c.get("/papan/balasan/..%2F..%2Fregister").status_code == 404


def test_one_click_runs_once_reloads_and_says_what_to_do(papan: Papan) -> None:
    c = papan.masuk("wulan")
    r = papan.klik(c)
    assert (r.status_code, papan.diminta) == (200, [["DISHUB", "BKD"]])
    assert f'http-equiv="refresh" content="{SEGAR};' in r.text
    assert JALAN in r.text
    assert 'action="/papan/tarik-ulang"' not in r.text
    r = papan.klik(c, opd="BKD")
    assert (r.url.query, len(papan.diminta)) == (b"kabar=berjalan", 1)
    papan.terima("DISHUB", "baru", "kiriman baru")
    assert "http-equiv" in c.get("/papan").text
    papan.terima("BKD", "gagal", sebab="TARIK-TIDAK-ADA")
    r = c.get("/papan")
    assert "http-equiv" not in r.text
    assert _urutan(r)[:2] == ["BKD", "DISHUB"]
    assert re.search(r'class="tombol" href="/d/[^"]+/putuskan"', r.text)
    assert _urutan(c.get("/papan?tampil=menunggu")) == ["DISHUB"]
    papan.klik(c, opd="BKD")
    assert papan.diminta[1:] == [["BKD"]]
    assert papan.klik(c, opd="DISHUB").url.query == b"kabar=masuk"
    with papan.panggung.register.baca() as k:
        catatan = [orjson.loads(x.isi) for x in jejak.baca_semua(k, "KTH")]
    minta = [x for x in catatan if x["peristiwa"] == "tarik_ulang_diminta"]
    assert [(x["pelaku"], x["data"]["opd"]) for x in minta] == [("wulan", ["DISHUB", "BKD"]), ("wulan", ["BKD"])]


def test_only_a_petugas_with_his_own_form_starts_anything(papan: Papan) -> None:
    ppid, petugas = papan.masuk("ratna"), papan.masuk("wulan")
    assert papan.klik(ppid).status_code == 403
    assert petugas.post("/papan/tarik-ulang", data={"tanda": "0" * 64}).status_code == 403
    asing = petugas.post("/papan/tarik-ulang", data={}, headers={"origin": "https://jahat.example"})
    assert asing.status_code == 403
    assert petugas.get("/papan/tarik-ulang").status_code == 405
    assert papan.diminta == []


def test_a_system_that_does_not_answer_is_said_and_blocks_nobody(papan: Papan) -> None:
    c = papan.masuk("wulan")
    papan.jawab = "Prefect tidak menjawab. Apakah dip mulai masih berjalan?"
    r = papan.klik(c, opd="DISHUB")
    assert (r.status_code, papan.jawab in r.text) == (503, True)
    papan.jawab = JALAN
    assert papan.klik(c, opd="DISHUB").status_code == 200
    assert len(papan.diminta) == 2


def test_while_collecting_or_without_an_edition_nothing_is_pulled(papan: Papan) -> None:
    c = papan.masuk("wulan")
    with papan.panggung.register.tulis() as k:
        k.execute(tabel.edisi.update().values(status="dibatalkan", kunci_terbuka=None))
        assert baca_edisi(k, papan.edisi).status == "dibatalkan"
    assert _urutan(c.get("/papan")) == []
    assert papan.klik(c).status_code == 409
    assert papan.diminta == []


@pytest.fixture
def potret() -> Callable[[Any, str], None]:
    """Takes a picture of the page at both widths when `DIP_UJI_POTRET` names a folder for it."""
    folder = os.environ.get("DIP_UJI_POTRET")

    def ambil(layar: Any, nama: str) -> None:
        layar.wait_for_load_state()
        for lebar in (360, 1280):
            layar.set_viewport_size({"width": lebar, "height": 800})
            assert layar.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (nama, lebar)
            if folder:
                layar.screenshot(path=f"{folder}/papan-{nama}-{lebar}.png", full_page=True)

    return ambil


def test_in_a_browser_cards_and_table_fit_and_the_page_follows(
    papan: Papan,
    butuh_program: Callable[[str], str],
    potret: Callable[[Any, str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pw = pytest.importorskip("playwright.sync_api")
    monkeypatch.setattr("keluaran.pratinjau.papan.SEGAR", 3600)  # nothing moves while it is looked at
    chromium = butuh_program("chromium")
    papan.panggung.waktu += timedelta(seconds=30)
    with pw.sync_playwright() as p:
        peramban = p.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        layar = peramban.new_context(viewport={"width": 360, "height": 740}).new_page()
        layar.set_default_timeout(120_000)
        keluhan: list[str] = []
        layar.on("console", lambda m: keluhan.append(m.text))
        layar.goto(f"{papan.alamat}/papan")
        layar.select_option("#pejabat", "wulan")
        layar.fill("#totp", papan.panggung.totp("wulan"))
        layar.click("form.masuk button")
        layar.wait_for_url("**/papan")
        potret(layar, "gagal")
        layar.goto(f"{papan.alamat}/papan?tampil=gagal")
        layar.click("text=Tarik ulang semua yang gagal")
        layar.wait_for_selector(".keadaan.tunggu")
        potret(layar, "berjalan")
        monkeypatch.setattr("keluaran.pratinjau.papan.SEGAR", 1)
        layar.goto(f"{papan.alamat}/papan?tampil=gagal")
        papan.terima("DISHUB", "baru", "kiriman baru")
        papan.terima("BKD", "gagal", sebab="TARIK-TIDAK-ADA")
        layar.wait_for_selector("a.tombol[href$='/putuskan']")  # the page reloads by itself
        potret(layar, "sesudah")
        layar.click("a.tombol[href$='/putuskan']")
        layar.wait_for_selector("input[value=susun_ulang]", state="attached")
        assert keluhan == []
        peramban.close()
