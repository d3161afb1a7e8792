"""PPID and Sekda in a real browser, from the message to the published page, through both of Prefect's UIs."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

pw = pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.timeout(600)
pw.expect.set_options(timeout=30_000)

PONSEL = (360, 740)
LAPTOP = (1366, 657)
"""What a 1366×768 screen leaves to a page."""

ISI_PAPAN = "Kecamatan Hulu Contoh"
"""An office of the fictional regency whose source never answers rightly: it stands on top of the board."""


def tautan_pesan(m: Any, pejabat: str) -> tuple[str, str]:
    """Link and nomor draf from the official's only message."""
    [pesan] = (m.data / "kabar").glob(f"gerbang-*-{pejabat}-*.txt")
    isi = pesan.read_text()
    return re.search(r"http\S+/d/\S+", isi).group(), re.search(r"\b\d{3} \d{3}\b", isi).group()


def muat(layar: Any) -> None:
    """Nothing sticks out to the right, once the style sheet is there."""
    layar.wait_for_load_state()
    assert layar.evaluate("document.documentElement.scrollWidth") <= layar.viewport_size["width"]


def nomor_draf(layar: Any) -> str:
    return layar.locator(".nomor dd").inner_text()


def ambil_kode(peramban: Any, layar: Any, keputusan: str, pejabat: str, authenticator: Callable[[str], str]) -> str:
    """From the open draft to the kode persetujuan."""
    muat(layar)
    peramban.potret(layar, f"draf-{pejabat}", seluruh=True)
    layar.locator("a.tombol").first.click()
    muat(layar)
    layar.check(f"input[value={keputusan}]")
    layar.select_option("#pejabat", pejabat)
    layar.fill("#totp", authenticator(pejabat))
    peramban.potret(layar, f"keputusan-{pejabat}", seluruh=True)
    layar.click("form.putuskan button")
    kode = layar.locator("output").inner_text().strip()
    layar.locator("details summary").click()
    muat(layar)
    peramban.potret(layar, f"kode-{pejabat}", seluruh=True)
    return kode


def formulir_v1(layar: Any, m: Any, run: str) -> Any:
    """Where links lead: the run's page with its Resume button."""
    layar.goto(f"{m.alamat['prefect']}/runs/flow-run/{run}")
    layar.get_by_role("button", name="Resume").click()
    dialog = layar.get_by_role("dialog")
    dialog.get_by_role("link").wait_for()
    return dialog


def formulir_v2(layar: Any, m: Any, run: str) -> Any:
    """Where typing Prefect's address leads: from its dashboard over the list of runs, Resume is in the menu."""
    layar.goto(m.alamat["prefect"])
    layar.get_by_role("link", name="Runs", exact=True).click()
    layar.locator(f"a[href$='/flow-run/{run}']").first.click()
    layar.get_by_role("button", name="Open menu").click()
    layar.get_by_role("menuitem", name="Resume").click()
    dialog = layar.get_by_role("dialog")
    dialog.get_by_role("link").wait_for()
    return dialog


def isi_v1(layar: Any, dialog: Any, keputusan: str, kode: str) -> Any:
    """Fill in the form; returns the button that sends it. The list opens only by its arrow."""
    dialog.locator(".p-select-button__icon").click()
    layar.get_by_role("option", name=keputusan).click()
    dialog.locator(".schema-form-property", has_text="Kode persetujuan").locator("textarea").fill(kode)
    return dialog.get_by_role("button", name="Submit")


def isi_v2(layar: Any, dialog: Any, keputusan: str, kode: str) -> Any:
    dialog.get_by_role("button", name="Select Keputusan").click()
    layar.get_by_role("option", name=keputusan).click()
    dialog.get_by_label("Kode persetujuan").fill(kode)
    return dialog.get_by_role("button", name="Resume")


def kirim(layar: Any, tombol: Any) -> None:
    """Send the form; when Prefect's SQLite is busy (503) the form stays, and one presses again."""
    for _ in range(20):
        with layar.expect_response(lambda r: r.url.endswith("/resume")) as jawab:
            tombol.click()
        if jawab.value.status != 503:
            break
    assert jawab.value.json()["status"] == "ACCEPT"


def terlihat(*bagian: Any) -> None:
    """All parts stand on the screen without scrolling, in this order."""
    for b in bagian:
        pw.expect(b).to_be_in_viewport(ratio=0.9)
    letak = [b.bounding_box()["y"] for b in bagian]
    assert letak == sorted(letak)


def periksa_papan(layar: Any, kartu: Any) -> None:
    """One board for this draft, however often the run was resumed, with the offices in it."""
    pw.expect(kartu).to_have_count(1)
    kartu.click()
    pw.expect(layar.get_by_text(ISI_PAPAN).first).to_be_visible()


def test_dari_pesan_sampai_terbit_lewat_kedua_tampilan(mulai, peramban) -> None:
    m = mulai().nyalakan()
    run = m.jalankan()
    m.tunggu_formulir(run, "petugas")
    ponsel = peramban.halaman("draf", *PONSEL)
    petugas_lewat_halaman_draf(peramban, m, ponsel)

    m.tunggu_formulir(run, "ppid")
    tautan, nomor = tautan_pesan(m, "hasan")
    ponsel.goto(tautan)
    assert nomor_draf(ponsel) == nomor
    kode = ambil_kode(peramban, ponsel, "setujui", "hasan", m.authenticator)

    v1, v2 = peramban.halaman("v1", *LAPTOP), peramban.halaman("v2", *LAPTOP)
    ppid_lewat_v1(peramban, m, run, v1, v2, nomor, kode)
    m.tunggu_formulir(run, "atasan")
    ponsel.goto(f"{tautan}/status")
    pw.expect(ponsel.locator(".keadaan.selesai")).to_be_visible()
    atasan_lewat_v2(peramban, m, run, v2, nomor)

    assert m.tunggu_selesai(run) == "Terbit sebagian"
    periksa_jalan_selesai(peramban, m, run, v1, v2)
    periksa_terbitan(peramban, m)
    assert peramban.luar["draf"] | peramban.luar["situs"] == set()


def petugas_lewat_halaman_draf(peramban: Any, m: Any, ponsel: Any) -> None:
    """Without seeing Prefect at all: the page sends the decision, waits for the flow, and says when it counted."""
    ponsel.goto(tautan_pesan(m, "rina")[0])
    ambil_kode(peramban, ponsel, "ajukan", "rina", m.authenticator)
    ponsel.click("form.utama button")
    ponsel.wait_for_url("**/status?kabar=terkirim*")
    peramban.potret(ponsel, "terkirim-rina", seluruh=True)
    pw.expect(ponsel.locator(".keadaan.selesai strong")).to_be_visible(timeout=120_000)
    peramban.potret(ponsel, "diputus-rina", seluruh=True)


def ppid_lewat_v1(peramban: Any, m: Any, run: str, v1: Any, v2: Any, nomor: str, kode: str) -> None:
    """The form's link opens the draft; a wrong code re-opens the form and says why in both UIs."""
    dialog = formulir_v1(v1, m, run)
    terlihat(dialog.get_by_role("link"), dialog.get_by_text("Keputusan", exact=True))
    peramban.potret(v1, "v1-formulir")
    with v1.expect_popup() as tab:
        dialog.get_by_role("link").click()
    assert nomor_draf(tab.value) == nomor
    tab.value.close()
    kirim(v1, isi_v1(v1, dialog, "Setujui", "AAA-AAA-AAA"))
    m.tunggu_formulir(run, "ppid", ke=2)

    dialog = formulir_v2(v2, m, run)
    sebab = dialog.get_by_text("belum diterima")
    terlihat(sebab, dialog.get_by_role("link"), dialog.get_by_text("Keputusan", exact=True))
    peramban.potret(v2, "v2-kode-salah")
    dialog.get_by_role("button", name="Cancel").click()
    dialog = formulir_v1(v1, m, run)
    sebab = dialog.get_by_text("belum diterima")
    terlihat(sebab, dialog.get_by_role("link"), dialog.get_by_text("Keputusan", exact=True))
    tombol = isi_v1(v1, dialog, "Setujui", kode)
    peramban.potret(v1, "v1-kode-salah-lalu-benar")
    kirim(v1, tombol)


def atasan_lewat_v2(peramban: Any, m: Any, run: str, v2: Any, nomor: str) -> None:
    """The Sekda at a desk: from Prefect's root to the form, by its link to the draft, and back with the code."""
    dialog = formulir_v2(v2, m, run)
    terlihat(dialog.get_by_role("link"))
    peramban.potret(v2, "v2-formulir")
    dialog.get_by_role("link").click()
    pw.expect(v2.locator(".nomor dd")).to_have_text(nomor)
    kode = ambil_kode(peramban, v2, "sahkan", "surya", m.authenticator)
    dialog = formulir_v2(v2, m, run)
    tombol = isi_v2(v2, dialog, "Sahkan", kode)
    peramban.potret(v2, "v2-formulir-terisi")
    kirim(v2, tombol)


def periksa_jalan_selesai(peramban: Any, m: Any, run: str, v1: Any, v2: Any) -> None:
    """The run's page says how it ended and shows the board, in both UIs."""
    v1.goto(f"{m.alamat['prefect']}/runs/flow-run/{run}")
    pw.expect(v1.get_by_text("Terbit sebagian").first).to_be_visible()
    v1.locator("#artifacts").click()
    # cards are made only when they come into view
    v1.get_by_text("Flow run", exact=True).evaluate("e => e.scrollIntoView()")
    kartu = v1.locator(".p-card", has_text="papan-opd")
    pw.expect(kartu.first).to_be_visible()
    peramban.potret(v1, "v1-artefak")
    periksa_papan(v1, kartu)
    peramban.potret(v1, "v1-papan")

    v2.goto(f"{m.alamat['prefect']}/v2/runs/flow-run/{run}?tab=Artifacts")
    pw.expect(v2.get_by_text("Terbit sebagian").first).to_be_visible()
    kartu = v2.get_by_text("papan-opd")
    pw.expect(kartu.first).to_be_visible()
    peramban.potret(v2, "v2-artefak")
    pw.expect(kartu).to_have_count(1)


def periksa_terbitan(peramban: Any, m: Any) -> None:
    """What the citizen gets: this edition, on a phone, and nothing of the draft."""
    layar = peramban.halaman("situs", *PONSEL)
    layar.goto((m.data / "situs" / "kini" / "index.html").as_uri())
    muat(layar)
    peramban.potret(layar, "terbitan", seluruh=True)
    isi = layar.inner_text("body")
    assert "November 2026" in isi
    assert "draf" not in isi.lower()
