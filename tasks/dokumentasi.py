"""SOP step 5, first half: the ratified edition is documented, and the archive proven, before anything is published."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import orjson
from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE

from dip.beku import muat_revisi, semua_revisi
from dip.edisi import Edisi
from dip.jam import sekarang
from dip.jejak import baca_semua
from dip.putusan import putusan_edisi
from dip.revisi import Revisi
from dip.sidik import json_baku
from dip.tanda_terima import semua_tarikan
from dip.terbitan import Terbitan, siapkan_terbitan
from keluaran.arsip import BahanArsip, RevisiArsip, buat_arsip, periksa_arsip
from keluaran.bentuk import draf_xlsx
from tasks.meja import meja_kerja
from tasks.penjaga import berkas_terbit


@task(task_run_name="dokumentasikan", cache_policy=NO_CACHE)
def dokumentasikan(edisi: Edisi, revisi: Revisi) -> Path:
    """Freeze the ratification, make the edition's archive from it, verify it, and return its folder.

    Raises PenerbitanDihentikan before anything is archived, BelumSah (PUB-001), ArsipGalat.
    """
    meja = meja_kerja()
    terbitan = siapkan_terbitan(meja.register, meja.gudang, edisi, revisi, sekarang())
    arsip = _arsip_jadi(edisi, terbitan) or buat_arsip(
        meja.ruang("arsip"), bahan_arsip(edisi, revisi, terbitan, berkas_terbit(revisi, terbitan))
    )
    get_run_logger().info("arsip %s lengkap dan sudah diperiksa: %s", edisi.kode, arsip)
    return arsip


def folder_arsip(edisi: Edisi) -> Path:
    """Where the archive of an edition lies."""
    return meja_kerja().ruang("arsip") / edisi.periode[:4] / edisi.kode


def _arsip_jadi(edisi: Edisi, terbitan: Terbitan) -> Path | None:
    """The archive of this very ratification, when an earlier entry made it (settings may have changed since)."""
    arsip = folder_arsip(edisi)
    pengesahan = arsip / "tertutup" / "05-pengesahan" / "pengesahan.json"
    if pengesahan.is_file() and pengesahan.read_bytes() == json_baku(terbitan.pengesahan.ke_json()):
        return None if periksa_arsip(arsip) else arsip
    return None


def bahan_arsip(edisi: Edisi, revisi: Revisi, terbitan: Terbitan, keluaran: dict[str, bytes]) -> BahanArsip:
    """Everything the archive holds, cut at the moment of ratification: a later entry builds the same bytes."""
    meja = meja_kerja()
    with meja.register.baca() as k:
        drafts = semua_revisi(k, edisi.id)
        batas = next(r.batas_tarikan for r in drafts if r.sidik == revisi.sidik)
        tarikan = semua_tarikan(k, edisi.id, batas)
        putusan = [asdict(p) for p in putusan_edisi(k, edisi.id)]
        jejak = baca_semua(k, edisi.lembaga)
    akhir = next(c.urut for c in jejak if c.hash == terbitan.pengesahan.kepala_jejak)
    return BahanArsip(
        tahun=edisi.periode[:4],
        kode=edisi.kode,
        revisi=[_revisi_arsip(r.ronde, r.sidik) for r in drafts],
        tarikan=tarikan,
        baca_berkas=meja.gudang.baca,
        putusan=putusan,
        pengesahan=terbitan.pengesahan.ke_json(),
        keluaran=keluaran,
        draf=draf_xlsx(revisi),
        pengaturan=json_baku(meja.pengaturan.model_dump(mode="json", exclude={"folder"})),
        jejak=[{**asdict(c), "isi": orjson.loads(c.isi)} for c in jejak if c.urut <= akhir],
    )


def _revisi_arsip(ronde: int, sidik: str) -> RevisiArsip:
    gudang = meja_kerja().gudang
    revisi = muat_revisi(gudang, sidik)
    blob = {nama: gudang.baca(sha) for nama, sha in revisi.kepala["blob"].items()}
    return RevisiArsip(ronde, sidik, gudang.baca(sidik), blob)


def masalah_arsip(arsip: Path) -> list[str]:
    """What is wrong with an archive folder; empty when it is whole."""
    return periksa_arsip(arsip)
