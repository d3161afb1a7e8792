"""What a code stands for cannot be changed after it was given, and clocks put wrong give nobody a second chance."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, insert, update

from dip.dokumen_sah import DokumenSah
from dip.lembar_catat import hapus_usul, lembar_edisi, tambah_usul, usul_pejabat
from dip.lembar_koreksi import BarisKoreksi
from dip.pintu import Pintu
from dip.putusan import KodeTerbit, Putusan, Tolakan
from dip.register import tabel_bukti
from dip.sidik import sha256

Bangun = Callable[..., Any]
ALASAN = "Judulnya kurang lengkap."
SATU = BarisKoreksi("DINKES", "", "", "", "", "Tahunnya belum ada.")
DUA = BarisKoreksi("DINKES", "", "", "", "", "Retensinya keliru.")


def sebab(hasil: object) -> str:
    return hasil.sebab if isinstance(hasil, Tolakan) else ""


@pytest.fixture
def berbaris(kantor: Bangun) -> tuple[Any, Pintu, str]:
    """A return with one line, whose code was given and not yet used."""
    k = kantor()
    _, p = k.sampai("ppid")
    with k.register.tulis() as c:
        tambah_usul(c, p.id, "ratna", SATU, "", k.waktu)
    return k, p, k.kode(p, "ratna", "kembalikan", ALASAN)


def ditambah(c: Any, p: Pintu, k: Any) -> None:
    tambah_usul(c, p.id, "ratna", DUA, "", k.waktu)


def dibuang(c: Any, p: Pintu, _k: Any) -> None:
    hapus_usul(c, usul_pejabat(c, p.id, "ratna")[0].id, p.id, "ratna")


def diganti(c: Any, p: Pintu, k: Any) -> None:
    dibuang(c, p, k)
    ditambah(c, p, k)


@pytest.mark.parametrize("ubah", [ditambah, dibuang, diganti])
def test_baris_yang_diubah_sesudah_kode_tidak_ikut(berbaris: Any, ubah: Callable[..., None]) -> None:
    """The sheet has the lines the code stood for: neither more nor less nor others."""
    k, p, kode = berbaris
    with k.register.tulis() as c:
        ubah(c, p, k)
    assert isinstance(k.jawab(p, "kembalikan", kode), Putusan)
    with k.register.baca() as c:
        assert [b.isi for x in lembar_edisi(c, k.edisi.id) for b in x.baris] == [SATU]


def test_isi_kode_yang_diubah_di_basis_data_mematikan_kodenya(berbaris: Any, lepas_pagar: Callable[..., None]) -> None:
    k, p, kode = berbaris
    lepas_pagar(k.register)
    t = tabel_bukti.isi_kode
    with k.register.tulis() as c:
        asli = dict(c.execute(t.select()).one()._mapping)
    palsu = asli["isi"].replace("Tahunnya", "Judulnya")
    for isi in ({"isi": palsu}, {"isi": palsu, "sidik": sha256(palsu.encode())}, {"kode": None}):
        with k.register.tulis() as c:
            c.execute(update(t).values(**isi) if "isi" in isi else delete(t))
        assert sebab(k.jawab(p, "kembalikan", kode)) == "salah_kode"
        with k.register.tulis() as c:
            c.execute(delete(t))
            c.execute(insert(t).values(**asli))
    assert isinstance(k.jawab(p, "kembalikan", kode), Putusan)


def test_isi_kode_yang_ditambahkan_mematikan_kodenya(kantor: Bangun) -> None:
    """Lines slipped under a return that had none."""
    k = kantor()
    _, p = k.sampai("ppid")
    kode = k.kode(p, "ratna", "kembalikan", ALASAN)
    with k.register.tulis() as c:
        nomor = c.exec_driver_sql("SELECT max(id) FROM kode").scalar()
        isi = '[{"alasan":"x"}]'
        c.execute(insert(tabel_bukti.isi_kode).values(kode=nomor, jenis="koreksi", sidik=sha256(isi.encode()), isi=isi))
    assert sebab(k.jawab(p, "kembalikan", kode)) == "salah_kode"


def test_daftar_yang_berubah_sesudah_ditampilkan_tidak_mendapat_kode(berbaris: Any) -> None:
    k, p, _ = berbaris
    with k.register.tulis() as c:
        ditambah(c, p, k)
    ditampilkan = sha256(b"yang dilihat")
    assert sebab(k.minta(p, "ratna", "kembalikan", ALASAN, sidik_koreksi=ditampilkan)) == "koreksi_berubah"


def test_baris_dokumen_yang_diubah_di_basis_data_mematikan_kode_konfirmasi(
    kantor: Bangun, lepas_pagar: Callable[..., None]
) -> None:
    k = kantor(cara="basah")
    lepas_pagar(k.register)
    revisi, p = k.sampai("atasan")
    assert isinstance(k.catat(revisi), DokumenSah)
    kode = k.kode(p, "ratna", "konfirmasi_pengesahan")
    with k.register.tulis() as c:
        c.execute(update(tabel_bukti.dokumen_sah).values(nomor="500/99/2026"))
    assert sebab(k.jawab(p, "konfirmasi_pengesahan", kode)) == "dokumen_berubah"


def test_jam_maju_saat_kode_diambil(kantor: Bangun) -> None:
    """A code stamped three days ahead is none before its time, and its day does not begin later because of it."""
    k = kantor()
    _, p = k.sampai("petugas")
    k.maju(days=3)
    kode = k.kode(p, "rina", "ajukan")
    k.maju(days=-3)
    assert sebab(k.jawab(p, "ajukan", kode)) == "sebelum_terbit"
    assert isinstance(k.putuskan(p, "rina", "ajukan"), Putusan)


def test_jam_mundur_saat_kode_diambil(kantor: Bangun) -> None:
    k = kantor()
    _, p = k.sampai("petugas")
    k.maju(days=-2)
    kode = k.kode(p, "rina", "ajukan")
    k.maju(days=2)
    assert sebab(k.jawab(p, "ajukan", kode)) == "kedaluwarsa"


def test_jam_mundur_saat_klik_tidak_menghidupkan_kode_lama(kantor: Bangun) -> None:
    """The click's time is Prefect's; put back by a day it makes an old code young again, but never a replaced one."""
    k = kantor()
    _, p = k.sampai("petugas")
    lama = k.kode(p, "rina", "ajukan")
    saat = k.waktu
    k.maju(days=2)
    assert sebab(k.jawab(p, "ajukan", lama)) == "kedaluwarsa"
    baru = k.kode(p, "rina", "susun_ulang")
    assert sebab(k.jawab(p, "ajukan", lama, saat)) == "diganti"
    assert sebab(k.jawab(p, "susun_ulang", baru, saat)) == "sebelum_terbit"


def test_jam_mundur_tidak_memberi_angka_yang_sama_dua_kali(kantor: Bangun) -> None:
    k = kantor()
    _, p = k.sampai("petugas")
    k.kode(p, "rina", "ajukan")
    angka, saat = k.totp("rina"), k.waktu
    for lama in (timedelta(minutes=5), timedelta(days=40)):
        k.waktu = saat + lama
        assert isinstance(k.minta(p, "tono", "susun_ulang"), KodeTerbit)
        ulang = k.minta(p, "rina", "ajukan", totp=angka, waktu=saat)
        assert sebab(ulang) == "totp_terpakai"


def test_jam_mundur_tidak_menghidupkan_pejabat_yang_habis_masanya(kantor: Bangun) -> None:
    """His code was taken while he was in office; the judge's clock may be anywhere, the click's counts."""
    k = kantor()
    _, p = k.sampai("atasan")
    kode = k.kode(p, "plh", "sahkan")
    assert sebab(k.jawab(p, "sahkan", kode, k.waktu.replace(day=3, hour=1))) == "bukan_wewenang"
