"""One edition end to end, as sentences."""

from __future__ import annotations

import csv
import io
import json

from sqlalchemy import select


def tayang(kabupaten):
    return kabupaten.data / "situs" / "kini"


def baris_terbit(kabupaten):
    teks = (tayang(kabupaten) / "data" / "dip.csv").read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(teks)))


def test_edisi_pertama_sampai_terbit(kabupaten, jalan, pejabat, tabel) -> None:
    for o in kabupaten.opd:
        kabupaten.kirim(o, tabel(f"Rencana Kerja {o}", f"Laporan Kinerja {o}"))
    j = jalan().kerjakan()
    assert j.nama == "Suspended"
    assert not tayang(kabupaten).exists()
    pejabat.terbitkan(j)
    assert j.nama == "Terbit"
    assert len(baris_terbit(kabupaten)) == 6
    arsip = kabupaten.data / "arsip" / "2026" / "DIP-UJI-2026-11"
    from tasks.dokumentasi import masalah_arsip

    assert masalah_arsip(arsip) == []
    assert list((arsip / "07-publikasi").iterdir())
    assert not [i for i in j.isian() if i["key"].endswith("response")]


def test_kata_opd_dan_surat_pengantarnya_masuk_arsip_sampai_pengesahan(kabupaten, jalan, pejabat, tabel) -> None:
    from datetime import date
    from operator import itemgetter

    from dip.beku import muat_revisi
    from dip.edisi import edisi_hidup
    from dip.jam import sekarang
    from dip.pernyataan import PELAKU_OPD, Isi, catat_pernyataan
    from dip.sidik import sha256
    from keluaran.arsip import buat_arsip
    from keluaran.verifikasi import verifikasi
    from tasks.dokumentasi import bahan_arsip
    from tasks.sah import terbitan_sah

    meja, surat = pejabat.meja, b"%PDF-1.7 surat pengantar"

    def kata(periode: str, jenis: str, cara: str, berkas: str = "") -> None:
        isi = Isi("DINB", periode, jenis, cara, date(2026, 11, 2), berkas)
        with meja.register.tulis() as k:
            catat_pernyataan(k, "UJI", isi, PELAKU_OPD, sekarang())

    for o in kabupaten.opd:
        kabupaten.kirim(o, tabel("Rencana Kerja"))
    kata("2026-10", "nihil", "formulir")
    kata("2026-11", "konfirmasi", "surat_pengantar", meja.gudang.simpan(surat))
    j = jalan().kerjakan()
    pejabat.terbitkan(j)
    kata("2026-11", "nihil", "formulir")
    tertutup = kabupaten.data / "arsip" / "2026" / "DIP-UJI-2026-11" / "tertutup"
    baris = [json.loads(b) for b in (tertutup / "02-pernyataan/pernyataan.jsonl").read_bytes().splitlines()]
    assert list(map(itemgetter("jenis", "periode", "sha_berkas"), baris)) == [("konfirmasi", "2026-11", sha256(surat))]
    assert (tertutup / f"02-pernyataan/berkas/{sha256(surat)[:8]}-DINB.pdf").read_bytes() == surat
    hasil = {h.kunci: h.status for h in verifikasi(tertutup.parent).hasil}
    assert hasil["pernyataan"] == "ok"
    assert "gagal" not in hasil.values()
    # what is said later belongs to no archive that is closed: the same edition makes the same bytes
    with meja.register.baca() as k:
        edisi, sidik = edisi_hidup(k, "UJI")
    draf, publik = muat_revisi(meja.gudang, sidik), tertutup.parent / "terbuka" / "06-edisi"
    berkas = {p.relative_to(publik).as_posix(): p.read_bytes() for p in publik.rglob("*") if p.is_file()}
    buat_arsip(meja.ruang("arsip"), bahan_arsip(edisi, draf, terbitan_sah(edisi, draf), berkas))


def test_opd_yang_tidak_mengirim_membuat_edisi_terbit_sebagian(kabupaten, jalan, pejabat, tabel) -> None:
    kabupaten.kirim("DINA", tabel("Rencana Kerja"))
    kabupaten.kirim("DINB", tabel("Rencana Kerja"))
    j = jalan().kerjakan()
    pejabat.terbitkan(j)
    assert j.nama == "Terbit sebagian"
    assert "Dinas C" in j.keadaan["message"]


def test_susun_ulang_menarik_yang_gagal_saja(kabupaten, jalan, pejabat, tabel) -> None:
    kabupaten.kirim("DINA", tabel("Rencana Kerja"))
    kabupaten.kirim("DINB", tabel("Rencana Kerja"))
    j = jalan().kerjakan()
    kabupaten.kirim("DINC", tabel("Rencana Kerja"))
    pejabat.putuskan(j, "tuti", "susun_ulang")
    assert j.nama == "Suspended"
    from dip.register import tabel as t
    from tasks.meja import meja_kerja

    with meja_kerja().register.baca() as k:
        tarikan = [tuple(b) for b in k.execute(select(t.tarikan.c.opd, t.tarikan.c.hasil).order_by(t.tarikan.c.id))]
    assert sorted(tarikan[:3]) == [("DINA", "baru"), ("DINB", "baru"), ("DINC", "gagal")]
    assert tarikan[3:] == [("DINC", "baru")]
    pejabat.terbitkan(j)
    assert j.nama == "Terbit"


def test_kembalikan_mendarat_di_gerbang_petugas_dengan_ronde_baru(kabupaten, jalan, pejabat, tabel) -> None:
    for o in kabupaten.opd:
        kabupaten.kirim(o, tabel("Rencana Kerja"))
    j = jalan().kerjakan()
    pejabat.putuskan(j, "tuti", "ajukan")
    pejabat.putuskan(j, "pandu", "kembalikan", "Ringkasan Dinas A belum jelas, mohon diperbaiki")
    assert j.nama == "Suspended"
    from dip.putusan import pintu_menunggu
    from tasks.meja import meja_kerja

    with meja_kerja().register.baca() as k:
        pintu = pintu_menunggu(k, "UJI")
    assert [(p.peran, p.ronde) for p in pintu] == [("petugas", 2)]
    assert "Dikembalikan oleh Kepala Dinas" in j.formulir()
    assert pejabat.tindaklanjuti(j) == 1
    pejabat.terbitkan(j)
    assert j.nama == "Terbit"


def test_batalkan_menutup_edisi_tanpa_menerbitkan(kabupaten, jalan, pejabat, tabel) -> None:
    kabupaten.kirim("DINA", tabel("Rencana Kerja"))
    j = jalan().kerjakan()
    pejabat.putuskan(j, "tuti", "batalkan", "Salah bulan, diulang besok")
    assert j.nama == "Dibatalkan"
    assert not tayang(kabupaten).exists()
    assert jalan().kerjakan().nama == "Suspended"


def test_bulan_berikut_membawa_kode_tetap_dan_data_lama(kabupaten, jalan, pejabat, tabel) -> None:
    for o in kabupaten.opd:
        kabupaten.kirim(o, tabel("Rencana Kerja", "Laporan Kinerja"))
    pejabat.terbitkan(jalan().kerjakan())
    kode = {(b["opd"], b["judul"]): b["kode"] for b in baris_terbit(kabupaten)}
    kabupaten.kirim("DINA", tabel("Laporan Kinerja", "Rencana Kerja", "Daftar Aset"))
    (kabupaten.data / "masuk" / "dinc" / "dip.csv").unlink()
    j = jalan("2026-12").kerjakan()
    pejabat.terbitkan(j)
    assert j.nama == "Terbit sebagian"
    assert "memakai data edisi 2026-11" in j.keadaan["message"]
    baru = {(b["opd"], b["judul"]): b["kode"] for b in baris_terbit(kabupaten)}
    assert {k: baru[k] for k in kode} == kode
    assert len(baru) == len(kode) + 1
    manifes = json.loads((tayang(kabupaten) / "dip-manifest.json").read_bytes())
    assert manifes["periode"] == "2026-12"


def test_bulan_tanpa_perubahan_berakhir_tanpa_gerbang(kabupaten, jalan, pejabat, tabel) -> None:
    for o in kabupaten.opd:
        kabupaten.kirim(o, tabel("Rencana Kerja"))
    pejabat.terbitkan(jalan().kerjakan())
    assert jalan("2026-12").kerjakan().nama == "Tidak ada perubahan"


def test_setelah_terbit_edisi_kedua_bulan_yang_sama_menjadi_r1(kabupaten, jalan, pejabat, tabel) -> None:
    for o in kabupaten.opd:
        kabupaten.kirim(o, tabel("Rencana Kerja"))
    pejabat.terbitkan(jalan().kerjakan())
    kabupaten.kirim("DINA", tabel("Rencana Kerja", "Daftar Aset"))
    j = jalan().kerjakan()
    pejabat.terbitkan(j)
    assert j.nama == "Terbit"
    assert (kabupaten.data / "arsip" / "2026" / "DIP-UJI-2026-11-R1").is_dir()
    assert jalan("2026-10").kerjakan().nama == "Periode lama"
