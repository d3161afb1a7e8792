"""Return with corrections, follow-up and login in a real browser, on a phone and at a desk, without a script."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from dip.lembar_catat import lembar_edisi, usul_pejabat

pw = pytest.importorskip("playwright.sync_api")


@pytest.fixture(params=[360, 1280], ids=["ponsel", "meja"])
def layar(request: pytest.FixtureRequest, butuh_program: Callable[[str], str]) -> Iterator[Any]:
    """A page of Chromium that runs no script of the page; complaints of the console fail the test."""
    jalan = butuh_program("chromium")
    with pw.sync_playwright() as p:
        peramban = p.chromium.launch(executable_path=jalan, args=["--no-sandbox"])
        konteks = peramban.new_context(viewport={"width": request.param, "height": 800}, color_scheme="light")
        konteks.set_default_timeout(120_000)
        halaman = konteks.new_page()
        keluhan: list[str] = []
        # a refused form is an answer with status 422, which the console calls an error
        halaman.on("console", lambda m: None if "status of 422" in m.text else keluhan.append(m.text))
        halaman.lebar = request.param
        yield halaman
        peramban.close()
        assert keluhan == []


def _potret(layar: Any, nama: str) -> None:
    """Nothing sticks out to the right; a picture where DIP_UJI_POTRET says."""
    layar.wait_for_load_state()
    assert layar.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), nama
    if folder := os.environ.get("DIP_UJI_POTRET"):
        layar.screenshot(path=Path(folder) / f"{nama}-{layar.lebar}.png", full_page=True)


def _klik(layar: Any, apa: str) -> None:
    """Press something that leads to another page."""
    with layar.expect_navigation():
        layar.click(apa)


def _masuk(panggung: Any, layar: Any, orang: str) -> None:
    panggung.waktu += timedelta(seconds=30)
    layar.select_option("#pejabat", orang)
    layar.fill("#totp", panggung.totp(orang))
    _klik(layar, "form.masuk button")


def test_from_login_to_a_returned_draft(panggung: Any, layar: Any, buku_draf: Any, tmp_path: Path) -> None:
    p = panggung.pintu("ppid")
    layar.goto(panggung.alamat)
    _potret(layar, "muka-tamu")
    _klik(layar, "a.tombol")
    _potret(layar, "masuk")
    _masuk(panggung, layar, "ratna")
    _potret(layar, "muka")
    _klik(layar, ".judul a")
    _potret(layar, "draf-ppid")
    _klik(layar, "text=Baca 9 informasi")
    layar.fill("#q", "bagian 1")
    _klik(layar, "form.saring button")
    _potret(layar, "daftar")
    _klik(layar, "text=Koreksi butir ini >> nth=1")
    layar.check("input[value=waktu_teks]")
    layar.fill("#seharusnya", "2025")
    layar.fill("#alasan", "Tahunnya salah ketik.")
    _potret(layar, "koreksi-butir")
    _klik(layar, "form.koreksi button")
    layar.select_option("#opd", "DISDIK")
    _klik(layar, "text=Tulis koreksinya")
    layar.fill("#alasan", "Semua tautan mati.")
    _klik(layar, "form.koreksi button")
    berkas = tmp_path / "draf.xlsx"
    isi = [
        {"kode": "KTH-DINKES-0002", "kolom": "Tempat pembuatan", "seharusnya": "Hijau", "alasan": "Belum diisi."},
        {"kode": "KTH-ENTAH-0001", "alasan": "Tidak ada di draf."},
    ]
    berkas.write_bytes(buku_draf(p.sidik, *isi))
    layar.set_input_files("#berkas", berkas)
    _klik(layar, "text=Unggah dan baca")
    _potret(layar, "unggah-salah")
    berkas.write_bytes(buku_draf(p.sidik, isi[0]))
    layar.set_input_files("#berkas", berkas)
    _klik(layar, "text=Unggah dan baca")
    _potret(layar, "unggah-baik")
    _klik(layar, "a.tombol")
    _potret(layar, "koreksi")
    _klik(layar, "text=Lanjut ke keputusan")
    assert layar.is_checked("input[value=kembalikan]")
    assert layar.input_value("#pejabat") == "ratna"
    layar.fill("textarea#alasan", "Tiga hal perlu diperbaiki.")
    panggung.waktu += timedelta(seconds=30)
    layar.fill("#totp", panggung.totp("ratna"))
    _potret(layar, "putuskan")
    _klik(layar, "form.putuskan button")
    assert len(layar.inner_text("output").strip()) == 11
    _potret(layar, "kode")
    _klik(layar, "form.utama button")
    assert "/status" in layar.url
    _potret(layar, "status")
    assert [j.keputusan for _, j in panggung.kiriman] == ["kembalikan"]
    with panggung.register.baca() as k:
        assert len(usul_pejabat(k, p.id, "ratna")) == 3
    _klik(layar, "text=Keluar")
    layar.goto(f"{panggung.tautan(p)}/koreksi")
    assert "/masuk?" in layar.url


def test_follow_up(panggung: Any, layar: Any, kembalikan: Any, ronde_dua: Any, masuk: Any) -> None:
    p = panggung.pintu("ppid")
    orang = masuk("ratna")
    isi = {"kode": "KTH-DINKES-0001", "kolom": "waktu_teks", "seharusnya": "2025", "alasan": "Tahunnya salah ketik."}
    orang.isi(f"{panggung.tautan(p)}/koreksi/tambah", **isi)
    orang.isi(f"{panggung.tautan(p)}/koreksi/tambah", opd="DISDIK", alasan="Semua tautan mati.")
    kembalikan(p, orang, "ratna")
    pintu = ronde_dua()
    layar.goto(panggung.tautan(pintu))
    _potret(layar, "draf-ronde-2")
    layar.goto(f"{panggung.tautan(pintu)}/koreksi-tindak")
    _masuk(panggung, layar, "wulan")
    _potret(layar, "tindak")
    layar.check("input[value=ditolak] >> nth=1")
    layar.fill("textarea >> nth=1", "Tautannya hidup, sudah dicoba.")
    _klik(layar, "text=Simpan jawaban >> nth=1")
    _potret(layar, "tindak-dijawab")
    layar.goto(f"{panggung.tautan(pintu)}/ronde")
    _potret(layar, "ronde")
    layar.goto(f"{panggung.tautan(pintu)}/putuskan")
    _potret(layar, "putuskan-petugas")
    with panggung.register.baca() as k:
        [lembar] = lembar_edisi(k, panggung.edisi)
    assert [b.jawab.tindak if b.jawab else "" for b in lembar.baris] == ["", "ditolak"]
