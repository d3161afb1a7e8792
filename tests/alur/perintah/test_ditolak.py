"""What an order can never do: approve itself, work twice, be forged in the register, disturb an edition at a gate."""

from __future__ import annotations

import orjson
import pytest

from dip.jam import sekarang
from dip.sidik import json_baku, sha256


def ubah_register(meja, *perintah: str) -> None:
    """Somebody who owns the database takes the walls down first."""
    with meja.register.tulis() as k:
        for nama in k.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars().all():
            k.exec_driver_sql(f"DROP TRIGGER {nama}")
        for satu in perintah:
            k.exec_driver_sql(satu)


def test_kode_salah_peminta_sendiri_dan_perintah_yang_tidak_disetujui(tayang, juru, kabupaten) -> None:
    from dip.perintah import pintu_perintah
    from dip.protokol import Jawaban
    from dip.putusan import nilai_jawaban

    tayang("Rencana Kerja", "Daftar Gaji")
    semula = juru.semua()
    kode = juru.kode()["DINA/Daftar Gaji"]
    assert juru.minta("cabut", butir=["UJI-DINA-0999"]).sebab == "butir_tidak_tayang"
    assert juru.minta("cabut", butir=[kode], oleh="pandu").sebab == "bukan_petugas_perintah"
    assert juru.minta("kembalikan", kembali=1).sebab == "terbitan_asing"
    p, lain = juru.minta("cabut", butir=[kode]), juru.minta("cabut")
    tuti = "  - {kode: tuti, nama: Tuti Petugas, peran: ppid, jabatan: Plh Kepala, mulai: 2020-01-01}\n"
    berkas = kabupaten.akar / "pengaturan" / "pejabat.yml"
    berkas.write_text(berkas.read_text() + tuti)
    juru.meja.__dict__.pop("pengaturan", None)
    assert juru.kode_putusan(p, "tuti").sebab == "empat_mata"
    assert juru.kode_putusan(p, "sari").sebab == "bukan_wewenang"
    j = juru.jalankan(p)
    alat = (juru.meja.register, juru.meja.brankas, juru.meja.pengaturan)
    with juru.meja.register.baca() as k:
        pintu = {x.nomor: pintu_perintah(k, x) for x in (p, lain)}
    milik_lain = juru.kode_putusan(lain).kode

    for teks, sebab in (("AAA-AAA-AAA", "salah_kode"), (milik_lain, "pintu_lain")):
        isi = Jawaban("setujui", teks)
        assert nilai_jawaban(*alat, pintu=pintu[p.nomor], jawaban=isi, waktu_klik=sekarang()).sebab == sebab
    assert juru.kode_putusan(p, keputusan="tolak").sebab == "alasan_pendek"
    tolak = juru.kode_putusan(p, keputusan="tolak", alasan="Informasi ini memang terbuka").kode
    terbalik = nilai_jawaban(*alat, pintu=pintu[p.nomor], jawaban=Jawaban("setujui", tolak), waktu_klik=sekarang())
    assert terbalik.sebab == "keputusan_lain"
    assert juru.jawab(j, p, "tolak", tolak).nama == "Ditolak"
    assert juru.semua() == semula


@pytest.mark.lambat
@pytest.mark.parametrize("apa", ["isi", "putusan palsu", "isi dan sidik"])
def test_perintah_palsu_di_register_tidak_dilaksanakan(tayang, juru, apa) -> None:
    from dip.perintah_terbit import mutakhirkan
    from dip.terbitan import BelumSah, terbitan_tayang
    from tasks.terbit import terbitkan_susulan

    tayang("Rencana Kerja", "Daftar Gaji")
    kode = sorted(juru.kode().values())
    p = juru.minta("cabut", butir=kode[:1])
    if apa == "putusan palsu":
        ubah_register(
            juru.meja,
            "INSERT INTO putusan SELECT 99, pintu.id, 'pandu', 'setujui', '', pintu.sidik, putusan.waktu, NULL, "
            f"putusan.tanda, '' FROM pintu, putusan WHERE pintu.ronde = -{p.nomor} AND putusan.keputusan = 'setujui'",
        )
    else:
        j = juru.jalankan(p)
        kode_putusan = juru.kode_putusan(p).kode
        from dip.perintah import pintu_perintah
        from dip.protokol import Jawaban
        from dip.putusan import nilai_jawaban

        with juru.meja.register.baca() as k:
            pintu = pintu_perintah(k, p)
        alat = (juru.meja.register, juru.meja.brankas, juru.meja.pengaturan)
        nilai_jawaban(*alat, pintu=pintu, jawaban=Jawaban("setujui", kode_putusan), waktu_klik=sekarang())
        assert j.nama == "Suspended"
        d = orjson.loads(p.mentah)
        d["isi"]["butir"] = []
        palsu = json_baku(d)
        sidik = f", sidik = '{sha256(palsu)}'" if apa == "isi dan sidik" else ""
        ubah_register(juru.meja, f"UPDATE perintah SET isi = '{palsu.decode()}'{sidik}")
    with juru.meja.register.baca() as k:
        dasar = terbitan_tayang(k, juru.meja.gudang, "UJI")
    baru = mutakhirkan(juru.meja.register, juru.meja.gudang, dasar, sekarang())
    if baru is not None:
        with pytest.raises(BelumSah):
            terbitkan_susulan(baru)
    assert sorted(juru.kode().values()) == kode


@pytest.mark.lambat
def test_edisi_yang_menunggu_di_gerbang_tidak_terganggu_dan_tidak_membawanya_kembali(
    tayang, juru, kabupaten, tabel, jalan, pejabat
) -> None:
    tayang("Rencana Kerja", "Daftar Gaji")
    for o in kabupaten.opd:
        kabupaten.kirim(o, tabel("Rencana Kerja", "Daftar Gaji", "Laporan Kinerja"))
    j = jalan("2026-12").kerjakan()
    pejabat.putuskan(j, "tuti", "ajukan")
    ajuan = pejabat.kode("pandu", "setujui")
    kode = juru.kode()["DINC/Daftar Gaji"]
    assert juru.setujui(juru.minta("cabut", butir=[kode])).nama == "Terbit"
    assert pejabat.jawab(j, "setujui", ajuan) == ""
    pejabat.putuskan(j, "sari", "sahkan")
    assert j.nama == "Terbit"
    assert kode not in juru.kode().values()
    assert len(juru.kode()) == 8
    assert juru.verifikasi() == {"DIP-UJI-2026-11": [], "DIP-UJI-2026-12": []}


@pytest.mark.lambat
def test_yang_dicabut_ditahan_bila_dikirim_lagi_sampai_ppid_membukanya(
    tayang, juru, kabupaten, tabel, jalan, pejabat
) -> None:
    from dip.beku import muat_revisi, revisi_terakhir
    from dip.edisi import edisi_terbuka

    def draf():
        with juru.meja.register.baca() as k:
            return muat_revisi(juru.meja.gudang, revisi_terakhir(k, edisi_terbuka(k, "UJI").id).sidik)

    tayang("Rencana Kerja", "Daftar Gaji")
    kode = juru.kode()["DINB/Daftar Gaji"]
    assert juru.setujui(juru.minta("cabut", butir=[kode])).nama == "Terbit"
    kabupaten.kirim("DINA", tabel("Rencana Kerja", "Daftar Gaji", "Laporan Kinerja"))
    kabupaten.kirim("DINB", tabel("Daftar Gaji", "Rencana Kerja", "Agenda"))
    j = jalan("2026-12").kerjakan()
    assert [(e["kode"], e["judul"]) for e in draf().ditahan] == [(kode, "Daftar Gaji")]
    assert [t.parameter["n"] for t in draf().temuan if t.kode == "PUB-004"] == [1]
    pejabat.terbitkan(j)
    assert kode not in juru.kode().values()
    (kabupaten.akar / "pengaturan" / "kesampingan.yml").write_text(
        "- {kode: PUB-004, opd: DINB, alasan: sudah diperiksa, oleh: pandu, sampai: 2027-12-31}\n"
    )
    juru.meja.__dict__.pop("pengaturan", None)
    kabupaten.kirim("DINA", tabel("Rencana Kerja"))
    k = jalan("2027-01").kerjakan()
    pejabat.terbitkan(k)
    assert juru.kode()["DINB/Daftar Gaji"] == kode
    assert all(not s for s in juru.verifikasi().values())
