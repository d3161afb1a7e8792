"""Attacks on the heart: periods, silence that looks like success, editions nobody can end, lost answers."""

from __future__ import annotations

import importlib
import json
import os
from pathlib import Path

import pytest

NIK = "3201014508900003"


def draf():
    from dip.beku import muat_revisi, revisi_terakhir
    from dip.edisi import edisi_terbuka
    from tasks.meja import meja_kerja

    with meja_kerja().register.baca() as k:
        return muat_revisi(meja_kerja().gudang, revisi_terakhir(k, edisi_terbuka(k, "UJI").id).sidik)


def gagal(galat: BaseException):
    def panggil(*_a, **_k):
        raise galat

    return panggil


def papan(opd: str):
    return next(p for p in draf().papan if p["opd"] == opd)


@pytest.fixture
def semua_kirim(kabupaten, tabel):
    for o in kabupaten.opd:
        kabupaten.kirim(o, tabel("Rencana Kerja", "Laporan Kinerja"))


def test_demo_tidak_menghapus_data_lembaga_sungguhan(tmp_path: Path, monkeypatch) -> None:
    demo = importlib.import_module("flows.demo")
    (tmp_path / "register.db").write_text("register lembaga")
    for nama in [n for n in os.environ if n.startswith("DIP_")]:  # it sets them aside: afterwards they are back
        monkeypatch.setenv(nama, os.environ[nama])
    monkeypatch.setenv("DIP_DATA", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(demo, "meja_luncur", gagal(KeyboardInterrupt()))
    with pytest.raises((demo.DemoGagal, KeyboardInterrupt)):
        demo.utama(lambda _: None)
    assert (tmp_path / "register.db").exists()


def test_salah_ketik_periode_tidak_mengunci_register(semua_kirim, jalan) -> None:
    for salah in ("2026-13", "November 2026", "2026-1"):
        assert jalan(salah).kerjakan().keadaan["type"] == "FAILED"
    assert jalan("2026-11").kerjakan().nama == "Suspended"


def test_opd_yang_menyebut_nihil_tidak_kehilangan_berkas_bulan_ini(semua_kirim, kabupaten, jalan, pejabat) -> None:
    from flows.tarik_ulang import tarik_ulang

    j = jalan().kerjakan()
    kabupaten.kirim("DINC", "", "nihil.txt")
    jalan(alur=tarik_ulang, opd=["DINC"]).kerjakan()
    pejabat.putuskan(j, "tuti", "susun_ulang")
    assert papan("DINC")["terbit"] == 2


def test_nihil_tidak_membuat_data_lama_kedaluwarsa(semua_kirim, kabupaten, jalan, pejabat, tabel) -> None:
    pejabat.terbitkan(jalan().kerjakan())
    kabupaten.kirim("DINC", "", "nihil.txt")
    kabupaten.kirim("DINA", tabel("Rencana Kerja", "Daftar Aset"))
    jalan("2027-06").kerjakan()
    assert papan("DINC")["terbit"] == 2


def test_tujuan_yang_gagal_bisa_disusulkan(semua_kirim, kabupaten, jalan, pejabat) -> None:
    (kabupaten.akar / "pengaturan" / "tujuan" / "dua.yml").write_text("jenis: folder\nnama: dua\nfolder: dua\n")
    pejabat.meja.__dict__.pop("pengaturan", None)
    (kabupaten.data / "dua" / "kini").mkdir(parents=True)
    j = jalan().kerjakan()
    pejabat.terbitkan(j)
    assert j.nama == "Terbit sebagian"
    (kabupaten.data / "dua" / "kini").rmdir()
    jalan().kerjakan()
    assert (kabupaten.data / "dua" / "kini" / "index.html").exists()


def test_semua_opd_gagal_bukan_tidak_ada_perubahan(semua_kirim, kabupaten, jalan, pejabat) -> None:
    pejabat.terbitkan(jalan().kerjakan())
    for o in kabupaten.opd:
        (kabupaten.data / "masuk" / o.lower() / "dip.csv").unlink()
    assert jalan("2026-12").kerjakan().nama == "Suspended"


def test_baris_baru_yang_ditahan_bukan_tidak_ada_perubahan(semua_kirim, kabupaten, jalan, pejabat, tabel) -> None:
    pejabat.terbitkan(jalan().kerjakan())
    kabupaten.kirim("DINA", tabel("Rencana Kerja", "Laporan Kinerja", f"Biodata pegawai NIK {NIK}"))
    assert jalan("2026-12").kerjakan().nama == "Suspended"


def test_kode_butir_kembali_sesudah_barisnya_absen_satu_edisi(semua_kirim, kabupaten, jalan, pejabat, tabel) -> None:
    j = jalan().kerjakan()
    semula = next(e["kode"] for e in draf().entri if (e["opd"], e["judul"]) == ("DINA", "Laporan Kinerja"))
    pejabat.terbitkan(j)
    kabupaten.kirim("DINA", tabel("Rencana Kerja"))
    pejabat.terbitkan(jalan("2026-12").kerjakan())
    kabupaten.kirim("DINA", tabel("Rencana Kerja", "Laporan Kinerja"))
    jalan("2027-01").kerjakan()
    assert semula in {e["kode"] for e in draf().entri}


def test_server_yang_tersendat_tidak_menghilangkan_jawaban(semua_kirim, jalan, pejabat, monkeypatch) -> None:
    from prefect.client.orchestration import SyncPrefectClient
    from prefect.exceptions import PrefectHTTPStatusError

    from dip.putusan import pintu_menunggu

    j = jalan().kerjakan()
    pejabat.jawab(j, "ajukan", pejabat.kode("tuti", "ajukan"), kerjakan=False)
    galat = PrefectHTTPStatusError("500", request=None, response=None)
    with monkeypatch.context() as m:
        m.setattr(SyncPrefectClient, "filter_flow_run_input", gagal(galat))
        j.kerjakan()
    j.paksa("SCHEDULED", "AwaitingRetry")  # however it ended, the next entry must find the answer
    j.kerjakan()
    with pejabat.meja.register.baca() as k:
        assert [(p.peran, p.ronde) for p in pintu_menunggu(k, "UJI")] == [("ppid", 1)]


def test_satu_berkas_yang_merusak_pengolah_hanya_merugikan_opdnya(semua_kirim, jalan, monkeypatch) -> None:
    olah = importlib.import_module("tasks.olah")
    asli = olah.olah_opd

    def rusak(pengolah, tembolok, opd, *a, **k):
        if opd.kode == "DINB":
            raise ZeroDivisionError
        return asli(pengolah, tembolok, opd, *a, **k)

    monkeypatch.setattr(olah, "olah_opd", rusak)
    assert jalan().kerjakan().nama == "Suspended"
    assert papan("DINB")["hasil"] == "gagal"


def test_pemilik_yang_kembali_bekerja_tidak_direbut(tmp_path: Path) -> None:
    """The repair restarts the crashed owner between another run's look at it and that run's take-over."""
    from dip.edisi import buka_edisi
    from dip.jam import sekarang
    from dip.register import Register

    r, masuk = Register.di_berkas(tmp_path / "register.db"), {}

    def lihat_lalu_pulih(_run: str) -> bool:
        masuk["lama"] = buka_edisi(r, "UJI", "2026-11", "lama", sekarang(), lambda _: True).tolak
        return False

    buka_edisi(r, "UJI", "2026-11", "lama", sekarang(), lambda _: True)
    masuk["baru"] = buka_edisi(r, "UJI", "2026-11", "baru", sekarang(), lihat_lalu_pulih).tolak
    assert sorted(masuk.values()) == ["", "sudah_berjalan"]


def test_jalan_pengganti_yang_terhenti_sebelum_masuk_dijadwalkan_lagi(semua_kirim, jalan, pejabat) -> None:
    from datetime import timedelta

    from flows.perbaikan import perbaiki

    jalan().kerjakan().paksa("CANCELLED")
    pengganti = jalan()
    pengganti.paksa("CRASHED")
    perbaiki(pejabat.meja, tenggang=timedelta(0))
    assert pengganti.keadaan["type"] == "SCHEDULED"


def test_terhenti_sesudah_menutup_edisi_tetap_mengabari(semua_kirim, kabupaten, jalan, pejabat, monkeypatch) -> None:
    edisi = importlib.import_module("tasks.edisi")
    j = jalan().kerjakan()
    pejabat.putuskan(j, "tuti", "ajukan")
    pejabat.putuskan(j, "pandu", "setujui")
    with monkeypatch.context() as m:
        m.setattr(edisi, "kabari_hasil", gagal(RuntimeError("mati")))
        pejabat.putuskan(j, "sari", "sahkan")
    j.paksa("SCHEDULED", "AwaitingRetry")
    assert j.kerjakan().nama == "Terbit"
    assert list((kabupaten.data / "kabar").glob("hasil-*"))


def test_tarik_ulang_tidak_hijau_bila_penarikannya_sendiri_rusak(kabupaten, jalan, tabel, monkeypatch) -> None:
    from flows.tarik_ulang import tarik_ulang

    kabupaten.kirim("DINA", tabel("Rencana Kerja"))
    jalan().kerjakan()
    tarik = importlib.import_module("tasks.tarik")
    monkeypatch.setattr(tarik, "simpan_tarikan", gagal(OSError(28, "No space left on device")))
    assert jalan(alur=tarik_ulang, opd=["DINC"]).kerjakan().keadaan["type"] == "FAILED"


def test_data_pribadi_di_nama_berkas_tidak_tampak_di_prefect(semua_kirim, kabupaten, jalan) -> None:
    (kabupaten.data / "masuk" / "dinc" / "dip.csv").unlink()
    kabupaten.kirim("DINC", "", f"usulan {NIK}.csv")
    j = jalan().kerjakan()
    saring = {"limit": 200, "logs": {"flow_run_id": {"any_": [j.id]}}, "artifacts": {"flow_run_id": {"any_": [j.id]}}}
    tampak = [j.minta("POST", f"/{apa}/filter", saring) for apa in ("logs", "artifacts")]
    assert not [b for a in tampak for b in a if NIK in json.dumps(b)]
