"""Officials change while an edition is held: the new one decides, the old one cannot; what was decided stands."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pyotp
import pytest

from dip.jam import sekarang
from dip.pejabat import daftarkan, konfirmasi
from dip.putusan import Tolakan, pintu_menunggu, terbitkan_kode


@pytest.fixture
def ganti(kabupaten, pejabat) -> Any:
    """The holder of a role left some days ago; somebody else holds it from today, and is enrolled."""

    def jalankan(lama: str, baru: str, hari: int = 1) -> None:
        kini = sekarang()
        berkas = kabupaten.akar / "pengaturan" / "pejabat.yml"
        baris = berkas.read_text().splitlines()
        milik = next(b for b in baris if f"kode: {lama}," in b)
        mulai, akhir = kini.date(), kini.date() - timedelta(days=hari)
        pengganti = milik.replace(f"kode: {lama}", f"kode: {baru}").replace("2020-01-01", mulai.isoformat())
        pengganti = pengganti.replace(milik.partition("nama: ")[2].partition(",")[0], f"{baru.title()} Pengganti")
        sampai = milik.replace("mulai: 2020-01-01", f"mulai: 2020-01-01, sampai: {akhir}")
        berkas.write_text("\n".join([*(sampai if b == milik else b for b in baris), pengganti, ""]))
        meja = pejabat.meja
        del meja.__dict__["pengaturan"]
        alat, lalu = (meja.register, meja.brankas, meja.pengaturan), kini - timedelta(minutes=3)
        daftar = daftarkan(*alat, baru, lalu)
        pejabat.totp[baru] = pyotp.parse_uri(daftar.uri)
        assert not isinstance(konfirmasi(*alat, daftar, pejabat.totp[baru].at(lalu), lalu), Tolakan)

    return jalankan


@pytest.fixture
def diajukan(kabupaten, jalan, pejabat, tabel) -> Any:
    """An edition that waits for PPID."""
    for o in kabupaten.opd:
        kabupaten.kirim(o, tabel("Rencana Kerja"))
    j = jalan().kerjakan()
    pejabat.putuskan(j, "tuti", "ajukan")
    return j


def menunggu(pejabat: Any) -> list[str]:
    with pejabat.meja.register.baca() as k:
        return [p.peran for p in pintu_menunggu(k, "UJI")]


def sebab_terakhir(pejabat: Any) -> str:
    """How the newest answer at a gate was judged."""
    from dip.register import tabel

    with pejabat.meja.register.baca() as k:
        t = tabel.formulir.c
        return str(k.execute(tabel.formulir.select().where(t.hasil != "").order_by(t.id.desc())).first().hasil)


def test_ppid_baru_memutus_dan_kode_ppid_lama_ditolak(diajukan, pejabat, ganti, kabupaten) -> None:
    kode = pejabat.kode("pandu", "setujui")
    ganti("pandu", "putri")
    pejabat.jawab(diajukan, "setujui", kode)
    assert (menunggu(pejabat), sebab_terakhir(pejabat)) == (["ppid"], "bukan_wewenang")
    with pejabat.meja.register.baca() as k:
        pintu = pintu_menunggu(k, "UJI")[-1].id
    alat = (pejabat.meja.register, pejabat.meja.brankas, pejabat.meja.pengaturan)
    isi = {"pintu": pintu, "pejabat": "pandu", "keputusan": "setujui", "alasan": "", "totp": "123456"}
    lama = terbitkan_kode(*alat, **isi, waktu=sekarang())
    assert isinstance(lama, Tolakan) and lama.sebab == "bukan_wewenang"
    pejabat.putuskan(diajukan, "putri", "setujui")
    pejabat.putuskan(diajukan, "sari", "sahkan")
    assert diajukan.nama == "Terbit"
    pesan = [p.read_text() for p in (kabupaten.data / "kabar").glob(f"gerbang-{pintu}-putri*")]
    assert len(pesan) == 1  # told as soon as the run looked at the gate again


def test_persetujuan_ppid_lama_tetap_berlaku_dan_atasan_baru_mengesahkan(diajukan, pejabat, ganti, kabupaten) -> None:
    pejabat.putuskan(diajukan, "pandu", "setujui")
    ganti("pandu", "putri", hari=0)  # today, when he approved, was his last day
    ganti("sari", "sukma")
    pejabat.putuskan(diajukan, "sukma", "sahkan")
    assert diajukan.nama == "Terbit"
    arsip = kabupaten.data / "arsip" / "2026" / "DIP-UJI-2026-11" / "tertutup" / "05-pengesahan" / "pengesahan.json"
    sah = json.loads(arsip.read_bytes())
    assert (sah["ppid"]["nama"], sah["atasan"]["nama"]) == ("Pandu Kepala", "Sukma Pengganti")


def test_ppid_yang_menyetujui_tidak_mengesahkan_walau_menjadi_atasan(diajukan, pejabat, kabupaten) -> None:
    pejabat.putuskan(diajukan, "pandu", "setujui")
    berkas = kabupaten.akar / "pengaturan" / "pejabat.yml"
    plh = "  - {kode: pandu, nama: Pandu Kepala, peran: atasan, jabatan: Sekretaris Daerah, sebutan: Plh., "
    berkas.write_text(berkas.read_text() + plh + f"mulai: {sekarang().date()}}}\n")
    del pejabat.meja.__dict__["pengaturan"]
    with pejabat.meja.register.baca() as k:
        pintu = pintu_menunggu(k, "UJI")[-1].id
    alat = (pejabat.meja.register, pejabat.meja.brankas, pejabat.meja.pengaturan)
    isi = {"pintu": pintu, "pejabat": "pandu", "keputusan": "sahkan", "alasan": "", "totp": "123456"}
    hasil = terbitkan_kode(*alat, **isi, waktu=sekarang())
    assert isinstance(hasil, Tolakan) and hasil.sebab == "empat_mata"
