"""Is what the public sees still what was ratified? Looks at every target, and puts it right when asked to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from prefect import get_run_logger, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE

from dip import jejak
from dip.beku import muat_revisi
from dip.edisi import edisi_hidup
from dip.jam import sekarang
from dip.pengaturan_tujuan import Tujuan as PengaturanTujuan
from dip.pesan import kalimat
from dip.revisi import Revisi
from dip.temuan import Temuan
from dip.terbitan import Terbitan, terbitan_tayang
from keluaran.bentuk import NAMA_MANIFES
from keluaran.kabar import kirim
from keluaran.kabar.teks_situs import situs_berbeda
from keluaran.tujuan import id_rilis
from tasks.meja import meja_kerja
from tasks.penjaga import berkas_terbit
from tasks.sah import urut_tujuan
from tasks.terbit import GANGGUAN_TUJUAN, buka_tujuan, buktikan, sebab_gangguan

CONTOH_NAMA = 5
"""So many names of files stand in a sentence; the rest is counted."""


@dataclass(frozen=True, slots=True)
class KeadaanSitus:
    """One target as found. `sebab` is a sentence saying what is wrong, empty when it shows what was ratified."""

    tujuan: str
    alamat: str
    sebab: str


def periksa_semua() -> tuple[str, list[KeadaanSitus]]:
    """The code of the live edition (empty: nothing is published yet) and how each target was found.

    Raises BelumSah when the live release is not proven, PenerbitanDihentikan, BlobRusak.
    """
    meja = meja_kerja()
    with meja.register.baca() as k:
        hidup = edisi_hidup(k, meja.lembaga)
        terbitan = terbitan_tayang(k, meja.gudang, meja.lembaga)
    if hidup is None or terbitan is None:
        return "", []
    revisi = muat_revisi(meja.gudang, hidup[1])
    buktikan(hidup[0], revisi, terbitan)
    keadaan = [KeadaanSitus(t.nama, t.alamat_publik, periksa_satu(t, revisi, terbitan)) for t in urut_tujuan()]
    _catat(hidup[0].lembaga, terbitan, keadaan)
    return hidup[0].kode, keadaan


@task(task_run_name="periksa-{tujuan.nama}", cache_policy=NO_CACHE)
def periksa_satu(tujuan: PengaturanTujuan, revisi: Revisi, terbitan: Terbitan) -> str:
    """What is wrong at one target; empty when nothing is."""
    return banding(tujuan, berkas_terbit(revisi, terbitan, tujuan.opd))


def banding(tujuan: PengaturanTujuan, berkas: Mapping[str, bytes]) -> str:
    """What differs at a target from the files it should show, as its owner sees it and as the public reads it."""
    try:
        tempat = buka_tujuan(tujuan)
        if tempat.yang_ditunjuk() != id_rilis(berkas):
            beda = [NAMA_MANIFES]
        else:
            beda = sorted({*tempat.periksa_tayang(berkas), *tempat.periksa_publik(berkas)})
    except GANGGUAN_TUJUAN as e:
        return sebab_gangguan(e)
    return kalimat(Temuan("PUB-002", berkas=beda[0], parameter={"berkas": sebut(beda)})) if beda else ""


def uji(tujuan: PengaturanTujuan) -> list[str]:
    """What a target lacks to be published to; empty when it is ready."""
    try:
        return buka_tujuan(tujuan).uji()
    except GANGGUAN_TUJUAN as e:
        return [sebab_gangguan(e)]


def rencana(tujuan: PengaturanTujuan, berkas: Mapping[str, bytes]) -> tuple[str, bool]:
    """What publishing these files would do, as a sentence, and whether nothing of somebody else's is in the way."""
    try:
        r = buka_tujuan(tujuan).rencana(berkas, id_rilis(berkas))
    except GANGGUAN_TUJUAN as e:
        return sebab_gangguan(e), False
    asing = f"; diubah atau ditaruh orang lain: {sebut(r.asing)}" if r.asing else ""
    return f"{len(r.dikirim)} berkas dikirim, {len(r.dihapus)} dihapus{asing}", not r.asing


def sebut(nama: Sequence[str]) -> str:
    """The first few names, the rest counted."""
    sisa = len(nama) - CONTOH_NAMA
    return ", ".join(nama[:CONTOH_NAMA]) + (f" dan {sisa} lainnya" if sisa > 0 else "")


def _catat(lembaga: str, terbitan: Terbitan, keadaan: Sequence[KeadaanSitus]) -> None:
    """What was found goes into the journal: the proof that the site was looked at, and when."""
    data = {
        "edisi": terbitan.edisi,
        "terbitan": terbitan.id,
        "tujuan": {x.tujuan: "sesuai" if not x.sebab else "berbeda" for x in keadaan},
    }
    with meja_kerja().register.tulis() as k:
        jejak.catat(k, lembaga, "situs_diperiksa", waktu=sekarang(), pelaku="sistem", data=data)


def tampilkan(kode: str, keadaan: Sequence[KeadaanSitus]) -> None:
    """The result as a table in the UI, what is wrong first; wrong targets are told to the petugas, once a day each."""
    urut = sorted(keadaan, key=lambda x: (not x.sebab, x.tujuan))
    baris = [{"Tujuan": x.tujuan, "Keadaan": x.sebab or "sesuai", "Alamat": x.alamat} for x in urut]
    create_table_artifact(key="situs", table=baris, description=f"Keadaan situs, edisi {kode}")
    meja = meja_kerja()
    for x in keadaan:
        if not x.sebab:
            continue
        get_run_logger().warning("%s: %s", x.tujuan, x.sebab)
        for pejabat in meja.pengaturan.pemegang("petugas", sekarang()):
            kirim(meja.ruang("kabar"), situs_berbeda(pejabat, kode, x.tujuan, x.sebab, sekarang()))
