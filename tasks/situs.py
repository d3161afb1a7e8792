"""Is what the public sees still what was ratified? Looks at every target, and puts it right when asked to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

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
from keluaran.kabar import Pesan
from keluaran.kabar.teks_situs import situs_berbeda, situs_tak_terbaca
from keluaran.tujuan import Tujuan, id_rilis, kalimat_gangguan, sebutkan, tutup
from tasks.antar import sampaikan
from tasks.meja import meja_kerja
from tasks.penjaga import berkas_terbit
from tasks.sah import urut_tujuan
from tasks.terbit import GANGGUAN_TUJUAN, buka_tujuan, buktikan


@dataclass(frozen=True, slots=True)
class KeadaanSitus:
    """One target as found: it shows what was ratified (`sesuai`), something else, or nobody could look (`tak_terbaca`).
    `sebab` is a sentence saying what is wrong, empty when nothing is.
    """

    tujuan: str
    alamat: str
    keadaan: Literal["sesuai", "berbeda", "tak_terbaca"]
    sebab: str = ""


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
    keadaan = [periksa_satu(t, revisi, terbitan) for t in urut_tujuan()]
    _catat(hidup[0].lembaga, terbitan, keadaan)
    return hidup[0].kode, keadaan


@task(task_run_name="periksa-{tujuan.nama}", cache_policy=NO_CACHE)
def periksa_satu(tujuan: PengaturanTujuan, revisi: Revisi, terbitan: Terbitan) -> KeadaanSitus:
    """How one target was found."""
    return banding(tujuan, berkas_terbit(revisi, terbitan, tujuan.opd))


def banding(tujuan: PengaturanTujuan, berkas: Mapping[str, bytes]) -> KeadaanSitus:
    """A target compared with the files it should show, as its owner sees it and as the public reads it."""
    try:
        with _terbuka(tujuan) as tempat:
            if tempat.yang_ditunjuk() != id_rilis(berkas):
                beda = {NAMA_MANIFES}
            else:
                beda = {*tempat.periksa_tayang(berkas), *tempat.periksa_publik(berkas)}
    except GANGGUAN_TUJUAN as e:
        return KeadaanSitus(tujuan.nama, tujuan.alamat_publik, "tak_terbaca", kalimat_gangguan(e))
    if not beda:
        return KeadaanSitus(tujuan.nama, tujuan.alamat_publik, "sesuai")
    temuan = Temuan("PUB-002", berkas=min(beda), parameter={"berkas": sebutkan(beda)})
    return KeadaanSitus(tujuan.nama, tujuan.alamat_publik, "berbeda", kalimat(temuan))


def uji(tujuan: PengaturanTujuan) -> list[str]:
    """What a target lacks to be published to; empty when it is ready."""
    try:
        with _terbuka(tujuan) as tempat:
            return tempat.uji()
    except GANGGUAN_TUJUAN as e:
        return [kalimat_gangguan(e)]


def rencana(tujuan: PengaturanTujuan, berkas: Mapping[str, bytes]) -> tuple[str, bool]:
    """What publishing these files would do, as a sentence, and whether nothing of somebody else's is in the way."""
    try:
        with _terbuka(tujuan) as tempat:
            r = tempat.rencana(berkas, id_rilis(berkas))
    except GANGGUAN_TUJUAN as e:
        return kalimat_gangguan(e), False
    asing = f"; diubah atau ditaruh orang lain: {sebutkan(r.asing)}" if r.asing else ""
    if not (r.dikirim or r.dihapus or asing):
        return "sudah sama, tidak ada yang dikirim", True
    return f"{len(r.dikirim)} berkas dikirim, {len(r.dihapus)} dihapus{asing}", not r.asing


@contextmanager
def _terbuka(tujuan: PengaturanTujuan) -> Iterator[Tujuan]:
    tempat = buka_tujuan(tujuan)
    try:
        yield tempat
    finally:
        tutup(tempat)


def _catat(lembaga: str, terbitan: Terbitan, keadaan: Sequence[KeadaanSitus]) -> None:
    """What was found goes into the journal: the proof that the site was looked at, and when."""
    data = {
        "edisi": terbitan.edisi,
        "terbitan": terbitan.id,
        "tujuan": {x.tujuan: x.keadaan for x in keadaan},
    }
    with meja_kerja().register.tulis() as k:
        jejak.catat(k, lembaga, "situs_diperiksa", waktu=sekarang(), pelaku="sistem", data=data)


def tampilkan(kode: str, keadaan: Sequence[KeadaanSitus]) -> None:
    """The result as a table in the UI, what is wrong first; wrong targets are told to the petugas, once a day each."""
    urut = sorted(keadaan, key=lambda x: (not x.sebab, x.tujuan))
    baris = [{"Tujuan": x.tujuan, "Keadaan": x.sebab or "sesuai", "Alamat": x.alamat} for x in urut]
    create_table_artifact(key="situs", table=baris, description=f"Keadaan situs, edisi {kode}")
    meja, pesan = meja_kerja(), list[Pesan]()
    for x in keadaan:
        if not x.sebab:
            continue
        get_run_logger().warning("%s: %s", x.tujuan, x.sebab)
        susun = situs_berbeda if x.keadaan == "berbeda" else situs_tak_terbaca
        petugas = meja.pengaturan.pemegang("petugas", sekarang())
        pesan += [susun(pejabat, kode, x.tujuan, x.sebab, sekarang()) for pejabat in petugas]
    sampaikan(meja, pesan)
