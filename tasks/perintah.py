"""Orders after publication: hold for PPID, then carry out what he approved, at once and everywhere (design §4.7)."""

from __future__ import annotations

from typing import Any

from prefect import get_run_logger
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from dip.gudang import BlobRusak
from dip.jam import sekarang
from dip.perintah import Perintah, baca_perintah
from dip.perintah_terbit import mutakhirkan
from dip.pesan.perintah import NamaAkhirPerintah, akhir_lain, akhir_putusan, akhir_terbit
from dip.revisi import JenisPerintah
from dip.terbitan import BelumSah, terbitan_tayang
from dip.titik import lewat
from keluaran.arsip import ArsipGalat
from tasks.antre import satu_penerbit
from tasks.gerbang import tahan_perintah
from tasks.kabar_perintah import kabari_hasil_perintah
from tasks.meja import meja_kerja
from tasks.penjaga import PenerbitanDihentikan
from tasks.terbit import susulkan, terbitkan_susulan

_MERAH: frozenset[NamaAkhirPerintah] = frozenset({"Penerbitan dihentikan", "Gagal terbit", "Perintah tidak ada"})


def jalankan_perintah(nomor: int, jenis: JenisPerintah) -> State[Any]:
    """One order from its gate to its publication. Run again from the top after the hold; nothing is done twice."""
    meja = meja_kerja()
    with meja.register.baca() as k:
        p = baca_perintah(k, nomor)
    if p is None or (p.lembaga, p.isi.jenis) != (meja.lembaga, jenis):
        return Failed(name="Perintah tidak ada", message=f"Tidak ada perintah {jenis} bernomor {nomor}.")
    putusan = tahan_perintah(p)
    if putusan.keputusan != "setujui":
        return _akhiri(p, *akhir_putusan(p, putusan))
    lewat("perintah.disetujui")
    return _akhiri(p, *_laksanakan(p))


@satu_penerbit()
def _laksanakan(p: Perintah) -> tuple[NamaAkhirPerintah, str]:
    meja = meja_kerja()
    with meja.register.baca() as k:
        tayang = terbitan_tayang(k, meja.gudang, meja.lembaga)
    baru = mutakhirkan(meja.register, meja.gudang, tayang, sekarang()) if tayang else None
    lewat("perintah.diajukan")
    if baru is None:
        return _sudah(p)
    dari = len(meja.pengaturan.tujuan)
    try:
        sebab = terbitkan_susulan(baru)
    except PenerbitanDihentikan as e:
        return "Penerbitan dihentikan", f"{e} Perintah {p.nomor} belum berlaku di situs."
    except (BelumSah, BlobRusak, ArsipGalat) as e:
        get_run_logger().warning("perintah %d belum dapat dilaksanakan: %s", p.nomor, e)
        return akhir_terbit(p, [str(e)], 1)
    return akhir_terbit(p, [s for s in sebab.values() if s], dari)


def _sudah(p: Perintah) -> tuple[NamaAkhirPerintah, str]:
    """An approved order that asks for no new release: it is live, perhaps not yet at every target; or it is void."""
    meja = meja_kerja()
    with meja.register.baca() as k:
        tayang = terbitan_tayang(k, meja.gudang, meja.lembaga)
    berlaku = tayang is not None and (
        any(x.nomor == p.nomor for x in tayang.pengesahan.perintah) or tayang.id == p.isi.kembali
    )
    if berlaku and (tertinggal := susulkan()):
        return akhir_terbit(p, [f"{n}." for n in tertinggal], len(tertinggal) + 1)
    return akhir_lain(p, berlaku)


def _akhiri(p: Perintah, nama: NamaAkhirPerintah, kalimat: str) -> State[Any]:
    kabari_hasil_perintah(p, nama, kalimat)
    return (Failed if nama in _MERAH else Completed)(name=nama, message=kalimat)
