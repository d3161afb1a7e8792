"""The board and the page of an office in Chromium: axe has nothing to say, on a phone and a desk, light and dark."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from dip.edisi import baca_edisi
from dip.minta_tarik import catat_jalan, mulai_minta
from dip.pengaturan import Opd
from dip.pernyataan import PELAKU_OPD, Isi, catat_pernyataan
from dip.register import sisip, tabel
from dip.sidik import json_baku, sha256
from dip.tanda_terima import batas_tarikan, simpan_tarikan
from dip.tarikan import Tarikan
from keluaran.pratinjau import alamat_kantor

pytestmark = pytest.mark.lambat

LAYAR = ((360, "light"), (360, "dark"), (1280, "light"), (1120, "dark"))
"""Phone and desk; 1120 is the narrowest on which the board is a table."""
NAMA = {
    "DINKES": "Dinas Kesehatan, Pengendalian Penduduk dan Keluarga Berencana",
    "DISHUB": "Dinas Perhubungan",
    "BKD": "Badan Kepegawaian",
    "DLH": "Dinas Lingkungan Hidup",
}
BERKAS = sha256(b"DINKES")


_UJI = """axe.run({resultTypes: ['violations']})
  .then(r => r.violations.map(v => [v.id, v.nodes.slice(0, 3).map(n => n.html)]))"""


class Pemeriksa:
    """Looks at a page on all screens. Its CSP refuses foreign scripts, so axe goes in by the debugging protocol."""

    def __init__(self, peramban: Any, axe: str) -> None:
        self.peramban, self._axe = peramban, axe

    def __call__(self, alamat: str, kuki: Sequence[Any] = (), *, tanpa_nama: bool = False, kecuali: str = "") -> None:
        """No violation, nothing sticks out, no complaint; `tanpa_nama` sends the form of the page empty first."""
        for lebar, skema in LAYAR:
            konteks = self.peramban.new_context(viewport={"width": lebar, "height": 800}, color_scheme=skema)
            konteks.set_default_timeout(120_000)
            konteks.add_cookies(list(kuki))
            layar, keluhan = konteks.new_page(), list[str]()
            layar.on("pageerror", lambda e, k=keluhan: k.append(str(e)))
            layar.goto(alamat)
            if tanpa_nama:
                layar.evaluate("document.querySelector('form').noValidate = true")
                layar.click("form button")
                layar.wait_for_selector("[role=alert]")
            layar.wait_for_load_state()  # the style sheet is there
            assert layar.evaluate("document.documentElement.scrollWidth") <= lebar
            sesi = konteks.new_cdp_session(layar)
            sesi.send("Runtime.evaluate", {"expression": self._axe})
            r = sesi.send("Runtime.evaluate", {"expression": _UJI, "awaitPromise": True, "returnByValue": True})
            assert [v for v in r["result"]["value"] if v[0] != kecuali] == [], (alamat, lebar, skema)
            assert keluhan == []
            konteks.close()


@pytest.fixture
def periksa(butuh_program: Callable[[str], str]) -> Iterator[Pemeriksa]:
    """A browser with axe."""
    sync_api = pytest.importorskip("playwright.sync_api")
    spek = importlib.util.find_spec("axe_playwright_python")
    if spek is None or spek.origin is None:
        pytest.skip("axe-playwright-python tidak terpasang")
    with sync_api.sync_playwright() as p:
        peramban = p.chromium.launch(executable_path=butuh_program("chromium"), args=["--no-sandbox"])
        yield Pemeriksa(peramban, (Path(spek.origin).parent / "axe.min.js").read_text("utf-8"))
        peramban.close()


def baris(opd: str, hasil: str = "baru", **lain: Any) -> dict[str, Any]:
    """One line of a draft's board."""
    teks = dict.fromkeys(("sha_isi", "rincian"), "")
    angka = dict.fromkeys(("dibaca", "dik", "dilewati"), 0)
    dasar = {
        "opd": opd, "nama": NAMA[opd], "hasil": hasil, "edisi_data": "2026-11", "terbit": 42, "ditahan": 0,
        "temuan": {"info": 2}, "sebab": "", "langkah": "selesai", "skor": "92.5", "konfirmasi": "kiriman",
        "validasi": "2026-11-01", "nama_berkas": f"{opd}.xlsx", "sha_berkas": sha256(opd.encode()),
    }  # fmt: skip
    return {**teks, **angka, **dasar, **lain}


def terima(p: Any, opd: str, hasil: str, isi: str = "", sebab: str = "") -> None:
    """File a receipt."""
    sha = sha256((isi or opd).encode()) if hasil == "baru" else ""
    t = Tarikan(opd, hasil, p.waktu.isoformat(), "masuk/x", sha, f"{opd}.xlsx" if sha else "", sebab=sebab)
    with p.register.tulis() as k:
        simpan_tarikan(k, p.edisi, t)


@pytest.fixture
def papan(panggung: Any) -> Any:
    """The preview with a board on which everything occurs, and an open gate."""
    sumber = {"jenis": "folder", "folder": "x"}
    opd = tuple(Opd.model_validate({"kode": k, "nama": n, "sumber": sumber}) for k, n in NAMA.items())
    panggung.pengaturan = panggung.pengaturan.model_copy(update={"opd": opd})
    for o in ("DINKES", "DLH"):
        terima(panggung, o, "baru")
    terima(panggung, "DISHUB", "gagal", sebab="TARIK-WAKTU")
    terima(panggung, "BKD", "gagal", sebab="TARIK-TIDAK-ADA")
    temuan = {"tolak": 1, "wajib": 12, "periksa": 4, "info": 1}
    isi = [
        baris("DINKES", ditahan=3, dik=1, temuan=temuan, langkah="perbaiki_berkas"),
        baris("DISHUB", "gagal", edisi_data="2026-10", sebab="TARIK-WAKTU", langkah="TARIK-WAKTU", temuan={}),
        baris("BKD", "belum_ada", edisi_data="", sebab="TARIK-TIDAK-ADA", langkah="TARIK-TIDAK-ADA", skor=""),
        baris("DLH", konfirmasi=""),
    ]
    simpan = [json_baku(isi)]
    simpan.append(json_baku({"blob": {"papan": sha256(simpan[0])}, "kode": "DIP-KTH-2026-11"}))
    panggung.berkas |= {sha256(x): x for x in simpan}
    with panggung.register.tulis() as k:
        sisip(
            k, tabel.revisi, edisi=panggung.edisi, ronde=1, sidik=sha256(simpan[1]),
            batas_tarikan=batas_tarikan(k, panggung.edisi), dibuat=panggung.waktu.isoformat(),
        )  # fmt: skip
    panggung.pintu("petugas", sidik=sha256(simpan[1]))
    panggung.waktu += timedelta(seconds=30)
    return panggung


def kuki_petugas(p: Any, peramban: Any) -> list[Any]:
    """The session of a petugas, got by logging in."""
    konteks = peramban.new_context()
    konteks.set_default_timeout(120_000)
    layar = konteks.new_page()
    layar.goto(f"{p.alamat}/papan")
    layar.select_option("#pejabat", "wulan")
    layar.fill("#totp", p.totp("wulan"))
    layar.click("form.masuk button")
    layar.wait_for_url("**/papan")
    kuki: list[Any] = konteks.cookies()
    konteks.close()
    return kuki


def test_board_and_front_page(papan: Any, periksa: Pemeriksa, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("keluaran.pratinjau.papan.SEGAR", 3600)  # no page reloads while it is looked at
    kuki = kuki_petugas(papan, periksa.peramban)
    periksa(f"{papan.alamat}/", kuki)
    periksa(f"{papan.alamat}/papan?kabar=berjalan", kuki)
    with papan.register.baca() as k:
        edisi = baca_edisi(k, papan.edisi)
    urut = mulai_minta(papan.register, edisi, ["DISHUB", "BKD"], "wulan", papan.waktu)
    catat_jalan(papan.register, edisi, urut, "http://127.0.0.1:4200/runs/flow-run/1", papan.waktu)
    periksa(f"{papan.alamat}/papan", kuki, kecuali="meta-refresh")  # going on: the page has a link that stops it
    periksa(f"{papan.alamat}/papan?diam=ya", kuki)
    terima(papan, "DISHUB", "baru", "kiriman baru")
    terima(papan, "BKD", "gagal", sebab="TARIK-TIDAK-ADA")
    periksa(f"{papan.alamat}/papan", kuki)  # one healed, one not


def test_page_of_an_office(papan: Any, periksa: Pemeriksa) -> None:
    def tautan(opd: str) -> str:
        return alamat_kantor(papan.brankas, papan.alamat, opd, "2026-11")

    periksa(tautan("BKD"))
    periksa(tautan("BKD"), tanpa_nama=True)  # sent without a name
    with papan.register.tulis() as k:
        isi = Isi("BKD", "2026-11", "nihil", "formulir", papan.waktu.date(), catatan="Dewi, Kasubbag Umum")
        catat_pernyataan(k, "KTH", isi, PELAKU_OPD, papan.waktu)
    periksa(f"{tautan('BKD')}?kabar=catat")
    with papan.register.baca() as k:
        sidik = k.execute(tabel.revisi.select()).one().sidik
    draf = papan.muat(sidik)
    papan.draf[sidik] = replace(draf, papan=[{**draf.papan[0], "sha_berkas": BERKAS, "hasil": "baru"}])
    periksa(tautan("DINKES"))  # with findings
