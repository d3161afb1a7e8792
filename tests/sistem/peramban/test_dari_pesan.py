"""PPID and Sekda in a real browser, from the message to the published page, through both of Prefect's UIs."""

from __future__ import annotations

from typing import Any

import pytest

pw = pytest.importorskip("playwright.sync_api")
pytestmark = [pytest.mark.timeout(1800), pytest.mark.lambat]
pw.expect.set_options(timeout=120_000)

PONSEL = (360, 740)
LAPTOP = (1366, 657)
"""What a 1366×768 screen leaves to a page."""

ISI_PAPAN = "Kecamatan Hulu Contoh"
"""An office of the fictional regency whose source never answers rightly: it stands on top of the board."""


def test_dari_pesan_sampai_terbit_lewat_kedua_tampilan(mulai, peramban, formulir, langkah) -> None:
    m = mulai().nyalakan()
    run = m.jalankan()
    ponsel = peramban.halaman("draf", *PONSEL)
    v1, v2 = peramban.halaman("v1", *LAPTOP), peramban.halaman("v2", *LAPTOP)

    m.tunggu_formulir(run, "petugas")
    petugas_lewat_halaman_draf(langkah, m, ponsel)
    m.tunggu_formulir(run, "ppid")
    tautan = langkah.buka_draf(ponsel, m, "hasan")
    kode = langkah.ambil_kode(ponsel, m, "setujui", "hasan")
    ppid_lewat_v1(peramban, formulir, m, run, v1, v2, kode)
    m.tunggu_formulir(run, "atasan")
    ponsel.goto(f"{tautan}/status")
    pw.expect(ponsel.locator(".keadaan.selesai")).to_be_visible()
    atasan_lewat_v2(formulir, langkah, m, run, v2)

    assert m.tunggu_selesai(run) == "Terbit sebagian"
    periksa_jalan_selesai(m, run, v1, v2)
    periksa_terbitan(peramban, m)
    assert peramban.luar["draf"] | peramban.luar["situs"] == set()


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


def petugas_lewat_halaman_draf(langkah: Any, m: Any, ponsel: Any) -> None:
    """Without seeing Prefect at all: the page sends the decision, waits for the flow, and says when it counted."""
    langkah.buka_draf(ponsel, m, "rina")
    langkah.ambil_kode(ponsel, m, "ajukan", "rina")
    langkah.kirim_sekarang(ponsel)
    pw.expect(ponsel.locator(".keadaan.selesai strong")).to_be_visible(timeout=300_000)


def ppid_lewat_v1(peramban: Any, formulir: Any, m: Any, run: str, v1: Any, v2: Any, kode: str) -> None:
    """The form's link opens the draft; a wrong code re-opens the form and says why in both UIs."""
    dialog = formulir.buka_v1(v1, m, run)
    terlihat(dialog.get_by_role("link"), dialog.get_by_text("Keputusan", exact=True))
    with v1.expect_popup() as tab:
        dialog.get_by_role("link").click()
    pw.expect(tab.value.locator(".nomor dd")).to_be_visible()
    tab.value.close()
    formulir.kirim(v1, formulir.isi_v1(v1, dialog, "Setujui", "AAA-AAA-AAA"))
    m.tunggu_formulir(run, "ppid", ke=2)

    dialog = formulir.buka_v2(v2, m, run)
    sebab = dialog.get_by_text("belum diterima")
    terlihat(sebab, dialog.get_by_role("link"), dialog.get_by_text("Keputusan", exact=True))
    dialog.get_by_role("button", name="Cancel").click()
    dialog = formulir.buka_v1(v1, m, run)
    sebab = dialog.get_by_text("belum diterima")
    terlihat(sebab, dialog.get_by_role("link"), dialog.get_by_text("Keputusan", exact=True))
    peramban.potret(formulir.kartu_v1(v1), "prefect-ditolak")
    formulir.kirim(v1, formulir.isi_v1(v1, dialog, "Setujui", kode))


def atasan_lewat_v2(formulir: Any, langkah: Any, m: Any, run: str, v2: Any) -> None:
    """The Sekda at a desk: from Prefect's root to the form, by its link to the draft, and back with the code."""
    dialog = formulir.buka_v2(v2, m, run)
    terlihat(dialog.get_by_role("link"))
    dialog.get_by_role("link").click()
    pw.expect(v2.locator(".nomor dd")).to_have_text(langkah.tautan_pesan(m, "surya")[1])
    kode = langkah.ambil_kode(v2, m, "sahkan", "surya")
    dialog = formulir.buka_v2(v2, m, run)
    formulir.kirim(v2, formulir.isi_v2(v2, dialog, "Sahkan", kode))


def periksa_jalan_selesai(m: Any, run: str, v1: Any, v2: Any) -> None:
    """The run's page says how it ended and shows the board, in both UIs."""
    v1.goto(f"{m.alamat['prefect']}/runs/flow-run/{run}")
    pw.expect(v1.get_by_text("Terbit sebagian").first).to_be_visible()
    v1.locator("#artifacts").click()
    # cards are made only when they come into view
    v1.get_by_text("Flow run", exact=True).evaluate("e => e.scrollIntoView()")
    kartu = v1.locator(".p-card", has_text="papan-opd")
    pw.expect(kartu.first).to_be_visible()
    periksa_papan(v1, kartu)

    v2.goto(f"{m.alamat['prefect']}/v2/runs/flow-run/{run}?tab=Artifacts")
    pw.expect(v2.get_by_text("Terbit sebagian").first).to_be_visible()
    kartu = v2.get_by_text("papan-opd")
    pw.expect(kartu.first).to_be_visible()
    pw.expect(kartu).to_have_count(1)


def periksa_terbitan(peramban: Any, m: Any) -> None:
    """What the citizen gets: this edition, on a phone, and nothing of the draft."""
    layar = peramban.halaman("situs", *PONSEL)
    layar.goto((m.data / "situs" / "kini" / "index.html").as_uri())
    layar.wait_for_load_state()
    assert layar.evaluate("document.documentElement.scrollWidth") <= PONSEL[0]
    isi = layar.inner_text("body")
    assert "November 2026" in isi
    assert "draf" not in isi.lower()
