"""Petugas, PPID and Sekda in a real browser: a month with a return, through the preview and both of Prefect's UIs.

The pictures of docs/peran are taken here; `DIP_UJI_POTRET=docs/gambar pytest tests/sistem/test_peramban.py` renews them.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import orjson
import pytest

from dip.beku import muat_revisi
from dip.edisi import edisi_hidup
from dip.lembar_catat import lembar_edisi
from dip.putusan import pintu_menunggu, putusan_edisi
from dip.surat import surat_edisi

pw = pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.timeout(600)
pw.expect.set_options(timeout=30_000)

PONSEL = (360, 740)
LAPTOP = (1366, 657)
"""What a 1366×768 screen leaves to a page."""
JENDELA = (820, 657)
"""The preview in a window of its own."""

ISI_PAPAN = "Kecamatan Hulu Contoh"
"""An office of the fictional regency whose source never answers rightly: it stands on top of the board."""

DIPENUHI, SEHARUSNYA = "Rekaman Penyuluhan Cegah Stunting", "Video penyuluhan gizi bagi kader posyandu dan bidan desa"
DITOLAK = "Petunjuk Teknis Penerimaan Murid Baru 2026"
ALASAN = "Dua informasi perlu diperbaiki sebelum diajukan kepada Sekretaris Daerah."


def test_dari_pesan_sampai_terbit_lewat_kedua_tampilan(mulai, peramban, formulir, rumah, tmp_path) -> None:
    m = mulai()
    m.env["DIP_PENGATURAN"] = str(shutil.copytree(rumah / "sumber" / "contoh", tmp_path / "pengaturan"))
    run = m.nyalakan().jalankan()
    meja, ponsel = peramban.halaman("petugas", *JENDELA), peramban.halaman("ppid", *PONSEL)
    v1, v2 = peramban.halaman("v1", *LAPTOP), peramban.halaman("v2", *LAPTOP)

    m.tunggu_formulir(run, "petugas")
    petugas_masuk_dan_mengajukan(peramban, formulir, m, run, meja, v1)
    m.tunggu_formulir(run, "ppid")
    kode = ppid_menyusun_koreksi(peramban, m, ponsel, tmp_path / "draf.xlsx")
    ppid_mengembalikan(peramban, formulir, m, run, v1, v2, kode)
    m.tunggu_formulir(run, "petugas", ronde=2)
    petugas_menindaklanjuti(peramban, m, meja)
    m.tunggu_formulir(run, "petugas", ronde=3)
    meja.goto(tautan_pesan(m, "rina")[0])
    ambil_kode(peramban, meja, "ajukan", "rina", m)
    meja.click("form.utama button")
    m.tunggu_formulir(run, "ppid", ronde=3)
    ppid_menyetujui(peramban, formulir, m, run, ponsel, v1)
    m.tunggu_formulir(run, "atasan", ronde=3)
    ponsel.goto(f"{tautan_pesan(m, 'hasan')[0]}/status")
    pw.expect(ponsel.locator(".keadaan.selesai")).to_be_visible()
    atasan_mengesahkan(peramban, formulir, m, run, v2)

    assert m.tunggu_selesai(run) == "Terbit sebagian"
    periksa_jalan_selesai(m, run, v1, v2)
    periksa_terbitan(peramban, m)
    periksa_bukti(m)
    assert [peramban.luar[n] for n in ("petugas", "ppid", "sekda", "situs")] == [set()] * 4


def tautan_pesan(m: Any, pejabat: str) -> tuple[str, str]:
    """Link and nomor draf from the official's newest message."""
    pesan = max((m.data / "kabar").glob(f"gerbang-*-{pejabat}-*.txt"), key=lambda p: int(p.name.split("-")[1]))
    isi = pesan.read_text()
    return re.search(r"http\S+/d/\S+", isi).group(), re.search(r"\b\d{3} \d{3}\b", isi).group()


def draf_kini(m: Any) -> Any:
    """The draft that waits."""
    meja = m.meja()
    with meja.register.baca() as k:
        return muat_revisi(meja.gudang, pintu_menunggu(k, meja.lembaga)[-1].sidik)


def nomor_draf(layar: Any) -> str:
    return layar.locator(".nomor dd").inner_text()


def masuk(peramban: Any, layar: Any, pejabat: str, m: Any, potret: str = "") -> None:
    """Fill in the login that stands on the screen."""
    peramban.muat(layar)
    layar.select_option("#pejabat", pejabat)
    layar.fill("#totp", m.authenticator(pejabat))
    if potret:
        peramban.potret(layar, potret, "h1")
    layar.click("form.masuk button")
    layar.get_by_role("button", name="Keluar").wait_for()
    peramban.muat(layar)


def ambil_kode(
    peramban: Any, layar: Any, keputusan: str, pejabat: str, m: Any, potret: str = "", alasan: str = ""
) -> str:
    """From the open draft, or from its decision form, to the kode persetujuan."""
    peramban.muat(layar)
    if not layar.locator("form.putuskan").count():
        layar.locator("main a.tombol").first.click()
        layar.locator("form.putuskan").wait_for()
        peramban.muat(layar)
    layar.locator(f"input[value={keputusan}]").check()
    layar.select_option("#pejabat", pejabat)
    layar.fill("#alasan", alasan)
    layar.fill("#totp", m.authenticator(pejabat))
    if potret:
        peramban.potret(layar, f"{potret}-keputusan", "form.putuskan")
    layar.click("form.putuskan button")
    kode = layar.locator("output").inner_text().strip()
    peramban.muat(layar)
    if potret:
        peramban.potret(layar, f"{potret}-kode", "h1")
    return kode


def terlihat(*bagian: Any) -> None:
    """All parts stand on the screen without scrolling, in this order."""
    for b in bagian:
        pw.expect(b).to_be_in_viewport(ratio=0.9)
    letak = [b.bounding_box()["y"] for b in bagian]
    assert letak == sorted(letak)


def petugas_masuk_dan_mengajukan(peramban: Any, formulir: Any, m: Any, run: str, meja: Any, v1: Any) -> None:
    """From the front page by login to the draft; the code goes into the form of the first UI."""
    meja.goto(m.alamat["pratinjau"])
    meja.click("main a.tombol")
    masuk(peramban, meja, "rina", m, "petugas-masuk")
    peramban.potret(meja, "petugas-depan", "h1")
    meja.click(".milik a")
    peramban.muat(meja)
    peramban.potret(meja, "petugas-draf", "h1")
    kode = ambil_kode(peramban, meja, "ajukan", "rina", m, "petugas")
    dialog = formulir.buka_v1(v1, m, run)
    terlihat(dialog.get_by_role("link"), dialog.get_by_text("Keputusan", exact=True))
    tombol = formulir.isi_v1(v1, dialog, "Ajukan", kode)
    peramban.potret(dialog, "prefect-formulir-lama")
    formulir.kirim(v1, tombol)


def ppid_menyusun_koreksi(peramban: Any, m: Any, ponsel: Any, buku: Path) -> str:
    """On a phone: from the message to the item, by login to its form, a workbook besides, and the code."""
    tautan, nomor = tautan_pesan(m, "hasan")
    ponsel.goto(tautan)
    peramban.muat(ponsel)
    assert nomor_draf(ponsel) == nomor
    peramban.potret(ponsel, "ppid-draf", "h1")
    kode = {e["judul"]: e["kode"] for e in draf_kini(m).entri}
    ponsel.goto(f"{tautan}/daftar")
    ponsel.fill("#q", "cegah stunting")
    ponsel.click("form.saring button")
    peramban.muat(ponsel)
    peramban.potret(ponsel, "ppid-daftar", "form.saring")
    ponsel.click(".butir .aksi a")
    masuk(peramban, ponsel, "hasan", m)
    assert ponsel.locator("input[name=kode]").input_value() == kode[DIPENUHI]
    ponsel.check("input[value=ringkasan]")
    ponsel.fill("#seharusnya", SEHARUSNYA)
    ponsel.fill("#alasan", "Bidan desa juga menjadi sasaran.")
    peramban.potret(ponsel, "ppid-butir", "#seharusnya")
    ponsel.click("form.koreksi button")

    ponsel.locator("#unggah").wait_for()
    with ponsel.expect_download() as unduhan:
        ponsel.click("a[href$='draf.xlsx']")
    unduhan.value.save_as(buku)
    isi_lembar_koreksi(buku, [kode[DITOLAK], "Waktu pembuatan", "", "Juni 2026", "Mohon diperiksa bulannya."])
    ponsel.set_input_files("#berkas", buku)
    ponsel.get_by_role("button", name="Unggah dan baca").click()
    ponsel.get_by_role("link", name="Lihat semua koreksi").click()
    ponsel.locator("main ol > .butir").nth(1).wait_for()
    peramban.muat(ponsel)
    peramban.potret(ponsel, "ppid-koreksi", "h1")
    ponsel.get_by_role("link", name="Lanjut ke keputusan").click()
    ponsel.locator("form.putuskan").wait_for()
    assert ponsel.is_checked("input[value=kembalikan]")
    return ambil_kode(peramban, ponsel, "kembalikan", "hasan", m, "ppid", ALASAN)


def isi_lembar_koreksi(buku: Path, baris: list[str]) -> None:
    """Fill in the first line of the form in the draft workbook, as one does in Excel."""
    isi = openpyxl.load_workbook(buku)
    lembar = isi["Koreksi"]
    kepala = next(r for r in range(1, 40) if str(lembar.cell(r, 1).value).strip() == "Kode")
    for kolom, nilai in enumerate(baris, 1):
        lembar.cell(kepala + 1, kolom).value = nilai or None
    isi.save(buku)


def ppid_mengembalikan(peramban: Any, formulir: Any, m: Any, run: str, v1: Any, v2: Any, kode: str) -> None:
    """A mistyped code re-opens the form and says why in both UIs; the right one goes into the second."""
    dialog = formulir.buka_v1(v1, m, run)
    formulir.kirim(v1, formulir.isi_v1(v1, dialog, "Kembalikan", "AAA-AAA-AAA"))
    m.tunggu_formulir(run, "ppid", ke=2)
    dialog = formulir.buka_v1(v1, m, run)
    terlihat(
        dialog.get_by_text("belum diterima"), dialog.get_by_role("link"), dialog.get_by_text("Keputusan", exact=True)
    )
    peramban.potret(dialog, "prefect-ditolak")
    dialog = formulir.buka_v2(v2, m, run, lambda: peramban.potret(v2, "prefect-menu-baru"))
    terlihat(
        dialog.get_by_text("belum diterima"), dialog.get_by_role("link"), dialog.get_by_text("Keputusan", exact=True)
    )
    tombol = formulir.isi_v2(v2, dialog, "Kembalikan", kode)
    peramban.potret(dialog, "prefect-formulir-baru")
    formulir.kirim(v2, tombol)


def petugas_menindaklanjuti(peramban: Any, m: Any, meja: Any) -> None:
    """Sees the lembar koreksi, tries to submit too early, answers both lines, and has the draft made anew."""
    meja.goto(m.alamat["pratinjau"])
    meja.click(".milik a[href$='/koreksi-tindak']")
    peramban.muat(meja)
    baris = meja.locator("section ol > .butir")
    pw.expect(baris).to_have_count(2)
    dipenuhi, ditolak = (baris.filter(has_text=judul) for judul in (DIPENUHI, DITOLAK))
    peramban.potret(meja, "petugas-tindak", "section h2")
    dipenuhi.get_by_role("button", name="Tulis ke berkas koreksi").click()
    pw.expect(dipenuhi.locator(".jawaban.dipenuhi")).to_be_visible()

    meja.goto(f"{tautan_pesan(m, 'rina')[0]}/putuskan")
    meja.check("input[value=ajukan]")
    meja.fill("#totp", m.authenticator("rina"))
    with meja.expect_response("**/putuskan") as jawab:
        meja.click("form.putuskan button")
    assert jawab.value.status == 422
    peramban.muat(meja)
    peramban.potret(meja, "petugas-ditolak", "h1")

    meja.get_by_role("link", name="Tindak lanjuti dulu").click()
    ditolak.locator("input[value=ditolak]").check()
    ditolak.locator("textarea").fill("Sudah benar: juknisnya ditetapkan pada bulan Mei 2026.")
    ditolak.get_by_role("button", name="Simpan jawaban").click()
    pw.expect(ditolak.locator(".jawaban.ditolak")).to_be_visible()
    peramban.potret(meja, "petugas-terjawab", "h1")
    ambil_kode(peramban, meja, "susun_ulang", "rina", m)
    meja.click("form.utama button")
    meja.wait_for_url("**/status?kabar=terkirim*")
    peramban.muat(meja)
    peramban.potret(meja, "petugas-terkirim", "h1")


def ppid_menyetujui(peramban: Any, formulir: Any, m: Any, run: str, ponsel: Any, v1: Any) -> None:
    """The new draft says what became of the corrections; the form's link opens it, the code goes into the first UI."""
    tautan, nomor = tautan_pesan(m, "hasan")
    ponsel.goto(tautan)
    pw.expect(ponsel.locator("#ronde .jawaban.dipenuhi")).to_have_count(1)
    pw.expect(ponsel.locator("#ronde .jawaban.ditolak")).to_have_count(1)
    pw.expect(ponsel.locator("#ronde .perlu")).to_have_count(0)
    peramban.potret(ponsel, "ppid-sejak", "#ronde")
    kode = ambil_kode(peramban, ponsel, "setujui", "hasan", m)
    dialog = formulir.buka_v1(v1, m, run)
    with v1.expect_popup() as tab:
        dialog.get_by_role("link").click()
    assert nomor_draf(tab.value) == nomor
    tab.value.close()
    formulir.kirim(v1, formulir.isi_v1(v1, dialog, "Setujui", kode))


def atasan_mengesahkan(peramban: Any, formulir: Any, m: Any, run: str, v2: Any) -> None:
    """The Sekda: the code on his phone, the form of the second UI by its link to the same draft, and what became of it."""
    ponsel = peramban.halaman("sekda", *PONSEL)
    tautan, nomor = tautan_pesan(m, "surya")
    ponsel.goto(tautan)
    assert nomor_draf(ponsel) == nomor
    peramban.potret(ponsel, "atasan-draf", "h1")
    kode = ambil_kode(peramban, ponsel, "sahkan", "surya", m, "atasan")
    dialog = formulir.buka_v2(v2, m, run)
    terlihat(dialog.get_by_role("link"))
    dialog.get_by_role("link").click()
    pw.expect(v2.locator(".nomor dd")).to_have_text(nomor)
    dialog = formulir.buka_v2(v2, m, run)
    formulir.kirim(v2, formulir.isi_v2(v2, dialog, "Sahkan", kode))
    m.tunggu_selesai(run)
    ponsel.goto(f"{tautan}/status")
    pw.expect(ponsel.locator(".keadaan.selesai")).to_be_visible()
    peramban.potret(ponsel, "atasan-selesai", "h1")


def periksa_jalan_selesai(m: Any, run: str, v1: Any, v2: Any) -> None:
    """The run's page says how it ended and shows one board, however often it was resumed, in both UIs."""
    v1.goto(f"{m.alamat['prefect']}/runs/flow-run/{run}")
    pw.expect(v1.get_by_text("Terbit sebagian").first).to_be_visible()
    v1.locator("#artifacts").click()
    # cards are made only when they come into view
    v1.get_by_text("Flow run", exact=True).evaluate("e => e.scrollIntoView()")
    kartu = v1.locator(".p-card", has_text="papan-opd")
    pw.expect(kartu).to_have_count(1)
    kartu.click()
    pw.expect(v1.get_by_text(ISI_PAPAN).first).to_be_visible()
    v2.goto(f"{m.alamat['prefect']}/v2/runs/flow-run/{run}?tab=Artifacts")
    pw.expect(v2.get_by_text("Terbit sebagian").first).to_be_visible()
    pw.expect(v2.get_by_text("papan-opd")).to_have_count(1)


def periksa_terbitan(peramban: Any, m: Any) -> None:
    """What the citizen gets: this edition, on a phone, with the correction, and nothing of the draft."""
    situs = m.data / "situs" / "kini"
    layar = peramban.halaman("situs", *PONSEL)
    layar.goto((situs / "index.html").as_uri())
    layar.wait_for_load_state()
    assert layar.evaluate("document.documentElement.scrollWidth") <= PONSEL[0]
    peramban.potret(layar, "terbitan")
    isi = layar.inner_text("body")
    assert "November 2026" in isi
    assert "draf" not in isi.lower()
    assert SEHARUSNYA in (situs / "data" / "dip.json").read_text()


def periksa_bukti(m: Any) -> None:
    """Who decided what, how each line was answered, which documents there are, and an archive that proves it."""
    meja = m.meja()
    with meja.register.baca() as k:
        edisi, _ = edisi_hidup(k, meja.lembaga)
        putusan = [(p.keputusan, p.pejabat) for p in putusan_edisi(k, edisi.id)]
        [lembar] = lembar_edisi(k, edisi.id)
        surat = surat_edisi(k, edisi.id)
    assert putusan == [
        ("ajukan", "rina"), ("kembalikan", "hasan"), ("susun_ulang", "rina"),
        ("ajukan", "rina"), ("setujui", "hasan"), ("sahkan", "surya"),
    ]  # fmt: skip
    assert sorted((b.jawab.tindak, b.jawab.cara, b.isi.kolom) for b in lembar.baris) == [
        ("dipenuhi", "koreksi", "ringkasan"), ("ditolak", "", "waktu_teks"),
    ]  # fmt: skip
    tercetak = dip(m, "surat", "daftar")
    assert {s.jenis for s in surat} >= {"nota_pengajuan", "lembar_koreksi", "lembar_pengesahan", "konsep_sk"}
    assert all(f"{s.nama}.pdf" in tercetak for s in surat)
    [arsip] = (m.data / "arsip").glob("*/*")
    hasil = orjson.loads(dip(m, "verifikasi", "--json", str(arsip)))
    assert {h["status"] for h in hasil["hasil"]} == {"ok"}


def dip(m: Any, *kata: str) -> str:
    """What a command prints; it must end well."""
    perintah = [sys.executable, "-m", "flows.cli", *kata]
    return subprocess.run(perintah, env=m.env, cwd=m.rumah, capture_output=True, text=True, check=True).stdout
