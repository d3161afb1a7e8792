"""A month with a return in a real browser: corrections, follow-up, submitting, approving, ratifying, and the proof."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, get_args

import openpyxl
import orjson
import pytest

from dip.beku import muat_revisi
from dip.edisi import edisi_hidup
from dip.lembar_catat import lembar_edisi
from dip.putusan import pintu_menunggu, putusan_edisi
from dip.surat import surat_edisi
from keluaran.surat.naskah import JenisSurat

pw = pytest.importorskip("playwright.sync_api")
pytestmark = [pytest.mark.timeout(1800), pytest.mark.lambat]
pw.expect.set_options(timeout=120_000)

PONSEL = (360, 740)
JENDELA = (820, 657)
"""The preview in a window of its own."""
LAPTOP = (1366, 657)
SUDUT = {"x": 816, "y": 0, "width": 550, "height": 240}
"""Where the second UI hides its menu."""

DIPENUHI, SEHARUSNYA = "Rekaman Penyuluhan Cegah Stunting", "Video penyuluhan gizi bagi kader posyandu dan bidan desa"
DITOLAK = "Petunjuk Teknis Penerimaan Murid Baru 2026"
ALASAN = "Dua informasi perlu diperbaiki sebelum diajukan kepada Sekretaris Daerah."


def test_dikembalikan_ditindaklanjuti_disahkan(mulai, peramban, formulir, langkah, rumah, tmp_path) -> None:
    m = mulai()
    m.env["DIP_PENGATURAN"] = str(shutil.copytree(rumah / "sumber" / "contoh", tmp_path / "pengaturan"))
    run = m.nyalakan().jalankan()
    meja, ponsel = peramban.halaman("petugas", *JENDELA), peramban.halaman("ppid", *PONSEL)
    v1, v2 = peramban.halaman("v1", *LAPTOP), peramban.halaman("v2", *LAPTOP)

    m.tunggu_formulir(run, "petugas")
    petugas_mengajukan(peramban, formulir, langkah, m, run, meja, v1)
    m.tunggu_formulir(run, "ppid")
    kode = ppid_menyusun_koreksi(peramban, langkah, m, ponsel, tmp_path / "draf.xlsx")
    dialog = formulir.buka_v2(v2, m, run, lambda: peramban.potret(v2, "prefect-menu-baru", clip=SUDUT))
    tombol = formulir.isi_v2(v2, dialog, "Kembalikan", kode)
    peramban.potret(dialog, "prefect-formulir-baru")
    formulir.kirim(v2, tombol)

    m.tunggu_formulir(run, "petugas", ronde=2)
    petugas_menindaklanjuti(peramban, langkah, m, meja)
    m.tunggu_formulir(run, "petugas", ronde=3)
    langkah.buka_draf(meja, m, "rina")
    langkah.ambil_kode(meja, m, "ajukan", "rina")
    langkah.kirim_sekarang(meja)

    m.tunggu_formulir(run, "ppid", ronde=3)
    kode = ppid_membaca_jawaban(peramban, langkah, m, ponsel)
    formulir.kirim(v1, formulir.isi_v1(v1, formulir.buka_v1(v1, m, run), "Setujui", kode))
    m.tunggu_formulir(run, "atasan", ronde=3)
    atasan_mengesahkan(peramban, formulir, langkah, m, run, v2)
    periksa_terbitan(peramban, m)
    periksa_bukti(m)
    assert [peramban.luar[n] for n in ("petugas", "ppid", "sekda", "situs")] == [set()] * 4


def petugas_mengajukan(peramban: Any, formulir: Any, langkah: Any, m: Any, run: str, meja: Any, v1: Any) -> None:
    """From the front page by login to the draft; the code goes into the form of the first UI."""
    meja.goto(m.alamat["pratinjau"])
    meja.get_by_role("main").get_by_role("link", name="Masuk").click()
    langkah.masuk(meja, m, "rina", "petugas-masuk")
    peramban.potret(meja, "petugas-depan", "h1")
    meja.click(".milik a")
    peramban.muat(meja)
    kode = langkah.ambil_kode(meja, m, "ajukan", "rina", "petugas-kode")
    tombol = formulir.isi_v1(v1, formulir.buka_v1(v1, m, run), "Ajukan", kode)
    peramban.potret(formulir.kartu_v1(v1), "prefect-formulir-lama")
    formulir.kirim(v1, tombol)


def ppid_menyusun_koreksi(peramban: Any, langkah: Any, m: Any, ponsel: Any, buku: Path) -> str:
    """On a phone: from the message to the item, by login to its form, a workbook besides, and the code."""
    tautan = langkah.buka_draf(ponsel, m, "hasan")
    peramban.potret(ponsel, "ppid-draf", "h1")
    meja = m.meja()
    with meja.register.baca() as k:
        kode = {
            e["judul"]: e["kode"] for e in muat_revisi(meja.gudang, pintu_menunggu(k, meja.lembaga)[-1].sidik).entri
        }
    ponsel.goto(f"{tautan}/daftar")
    ponsel.fill("#q", "cegah stunting")
    ponsel.click("form.saring button")
    peramban.muat(ponsel)
    peramban.potret(ponsel, "ppid-daftar", "form.saring .isian:nth-of-type(2)")
    ponsel.click(".butir .aksi a")
    langkah.masuk(ponsel, m, "hasan")
    assert ponsel.locator("input[name=kode]").input_value() == kode[DIPENUHI]
    ponsel.check("input[value=ringkasan]")
    peramban.potret(ponsel, "ppid-butir", "h1")
    ponsel.fill("#seharusnya", SEHARUSNYA)
    ponsel.fill("#alasan", "Bidan desa juga menjadi sasaran.")
    ponsel.click("form.koreksi button")

    ponsel.locator("#unggah").wait_for()
    with ponsel.expect_download() as unduhan:
        ponsel.click("a[href$='draf.xlsx']")
    unduhan.value.save_as(buku)
    isi_lembar_koreksi(buku, [kode[DITOLAK], "Waktu pembuatan", "", "Juni 2026", "Mohon diperiksa bulannya."])
    ponsel.set_input_files("#berkas", buku)
    ponsel.get_by_role("button", name="Unggah dan baca").click()
    ponsel.get_by_role("link", name="Lihat semua koreksi").click()
    pw.expect(ponsel.locator("main ol.daftar > .butir")).to_have_count(2)
    peramban.muat(ponsel)
    peramban.potret(ponsel, "ppid-koreksi", "h1")
    ponsel.get_by_role("link", name="Lanjut ke keputusan").click()
    pw.expect(ponsel.locator("input[value=kembalikan]")).to_be_checked()
    return langkah.ambil_kode(ponsel, m, "kembalikan", "hasan", "ppid-kode", alasan=ALASAN)


def isi_lembar_koreksi(buku: Path, baris: list[str]) -> None:
    """Fill in the first line of the form in the draft workbook, as one does in Excel."""
    isi = openpyxl.load_workbook(buku)
    lembar = isi["Koreksi"]
    kepala = next(r for r in range(1, 40) if str(lembar.cell(r, 1).value).strip() == "Kode")
    for kolom, nilai in enumerate(baris, 1):
        lembar.cell(kepala + 1, kolom).value = nilai or None
    isi.save(buku)


def petugas_menindaklanjuti(peramban: Any, langkah: Any, m: Any, meja: Any) -> None:
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

    meja.goto(f"{langkah.tautan_pesan(m, 'rina')[0]}/putuskan")
    meja.check("input[value=ajukan]")
    meja.fill("#totp", m.authenticator("rina"))
    with meja.expect_response("**/putuskan") as jawab:
        meja.click("form.putuskan button")
    assert jawab.value.status == 422
    peramban.muat(meja)
    peramban.potret(meja, "petugas-ditolak", "h1")

    meja.locator(".galat a").click()
    ditolak.get_by_text("Tolak, atau penuhi").click()
    ditolak.locator("input[value=ditolak]").check()
    ditolak.locator("textarea").fill("Sudah benar: juknisnya ditetapkan pada bulan Mei 2026.")
    ditolak.get_by_role("button", name="Simpan jawaban").click()
    pw.expect(ditolak.locator(".jawaban.ditolak")).to_be_visible()
    peramban.potret(meja, "petugas-terjawab", "h1")
    langkah.ambil_kode(meja, m, "susun_ulang", "rina")
    langkah.kirim_sekarang(meja)


def ppid_membaca_jawaban(peramban: Any, langkah: Any, m: Any, ponsel: Any) -> str:
    """The new draft says what became of the corrections."""
    langkah.buka_draf(ponsel, m, "hasan")
    pw.expect(ponsel.locator("#ronde .jawaban.dipenuhi")).to_have_count(1)
    pw.expect(ponsel.locator("#ronde .jawaban.ditolak")).to_have_count(1)
    pw.expect(ponsel.locator("#ronde .perlu")).to_have_count(0)
    peramban.potret(ponsel, "ppid-sejak", "#ronde")
    return str(langkah.ambil_kode(ponsel, m, "setujui", "hasan"))


def atasan_mengesahkan(peramban: Any, formulir: Any, langkah: Any, m: Any, run: str, v2: Any) -> None:
    """The Sekda: the code on his phone, the form of the second UI, and what became of it."""
    ponsel = peramban.halaman("sekda", *PONSEL)
    tautan = langkah.buka_draf(ponsel, m, "surya")
    peramban.potret(ponsel, "atasan-draf", "h1")
    kode = langkah.ambil_kode(ponsel, m, "sahkan", "surya", "atasan-kode", "atasan-keputusan")
    formulir.kirim(v2, formulir.isi_v2(v2, formulir.buka_v2(v2, m, run), "Sahkan", kode))
    assert m.tunggu_selesai(run) == "Terbit sebagian"
    ponsel.goto(f"{tautan}/status")
    pw.expect(ponsel.locator(".keadaan.selesai")).to_be_visible()
    peramban.potret(ponsel, "atasan-selesai", "h1")


def periksa_terbitan(peramban: Any, m: Any) -> None:
    """What the citizen gets has the correction."""
    situs = m.data / "situs" / "kini"
    layar = peramban.halaman("situs", *PONSEL)
    layar.goto((situs / "index.html").as_uri())
    layar.wait_for_load_state()
    isi = {e["judul"]: e["ringkasan"] for e in orjson.loads((situs / "data" / "dip.json").read_bytes())["entri"]}
    assert isi[DIPENUHI] == SEHARUSNYA


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
    lain = {"surat_permintaan", "surat_tegur", "berita_acara_perintah"}  # made by commands
    assert {s.jenis for s in surat} == set(get_args(JenisSurat)) - lain
    assert all(f"{s.nama}.pdf" in tercetak for s in surat)
    [arsip] = (m.data / "arsip").glob("*/*")
    tayang = orjson.loads((m.data / "situs" / "kini" / "data" / "dip.json").read_bytes())
    kepala = tayang["metadata"]["pengesahan"]["kepala_jejak"]
    hasil = orjson.loads(dip(m, "verifikasi", "--json", "--kepala", kepala, str(arsip)))
    assert hasil["sah"]
    assert hasil["lengkap"]


def dip(m: Any, *kata: str) -> str:
    """What a command prints; it must end well."""
    perintah = [sys.executable, "-m", "flows.cli", *kata]
    return subprocess.run(perintah, env=m.env, cwd=m.rumah, capture_output=True, text=True, check=True).stdout
