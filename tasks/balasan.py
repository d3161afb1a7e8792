"""What goes back to the offices: each one's own workbook with the findings on its cells, once a draft is frozen."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE

from dip.beku import revisi_terakhir
from dip.edisi import Edisi
from dip.revisi import BarisPapan, Revisi
from dip.sidik import json_baku, sha256
from dip.tanda_terima import tarikan_edisi
from dip.tarikan import Tarikan
from dip.tembolok import Tembolok
from keluaran.balasan import VERSI, Balas, TandaTerima, letak_kolom
from sumber.pembaca import Pembaca
from tasks.meja import meja_kerja


def folder_balasan(edisi: Edisi) -> Path:
    """Where the annotated workbooks of an edition lie: `<OPD>.xlsx`, always of its newest draft."""
    return meja_kerja().ruang("balasan") / edisi.kode


@task(task_run_name="balas-opd-{revisi.kepala[ronde]}", cache_policy=NO_CACHE)
def balas_opd(edisi: Edisi, revisi: Revisi) -> Path:
    """Write every office's annotated workbook for this draft and return their folder; what exists is kept.

    Offices whose data are carried forward sent no file and get none. A workbook that cannot be made costs only itself.
    """
    meja = meja_kerja()
    with meja.register.baca() as k:
        draf = revisi_terakhir(k, edisi.id)
        tarikan = tarikan_edisi(k, edisi.id, draf.batas_tarikan if draf else 0)
    folder = folder_balasan(edisi)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    papan = [p for p in revisi.papan if p["sha_berkas"] and p["opd"] in tarikan and p["hasil"] != "nihil"]
    with Pembaca() as baca, Balas(2) as balas, ThreadPoolExecutor(2) as kerja:
        tugas = {p["opd"]: kerja.submit(_satu, baca, balas, edisi, revisi, p, tarikan[p["opd"]]) for p in papan}
        for opd, t in tugas.items():
            try:
                (folder / f"{opd}.xlsx").write_bytes(t.result())
            except Exception:
                get_run_logger().exception("%s: balasan tidak dapat dibuat", opd)
    return folder


def _satu(baca: Pembaca, balas: Balas, edisi: Edisi, revisi: Revisi, p: BarisPapan, tarikan: Tarikan) -> bytes:
    meja = meja_kerja()
    opd = p["opd"]
    # what the register of excluded information lacks is for PPID, not for the office
    temuan = [t for t in revisi.temuan if t.opd == opd and (t.berkas or not t.kode.startswith("DIK-"))]
    tembolok = Tembolok(meja.ruang("tembolok") / "balasan")
    lembaga = meja.pengaturan.lembaga.unit_ppid
    dasar = [edisi.kode, p, tarikan.ke_json(), [t.ke_json() for t in temuan], lembaga, VERSI]
    kunci = sha256(json_baku(dasar))
    ingat = tembolok.ambil(kunci)
    if ingat is not None:
        return ingat
    isi = meja.gudang.baca(tarikan.sha_berkas)
    baris = [e for e in (*revisi.entri, *revisi.ditahan, *revisi.dik) if e["id_baris"].partition(":")[0] == opd]
    tanda = TandaTerima(
        nomor=f"{edisi.kode}/{opd}/{tarikan.sha_berkas[:8]}",
        opd=p["nama"],
        nama_berkas=tarikan.nama_berkas,
        sha256=tarikan.sha_berkas,
        periode=edisi.periode,
        waktu=datetime.fromisoformat(tarikan.waktu),
        dibaca=p["dibaca"],
        diterima=p["terbit"],
        ditahan=p["ditahan"],
        dikecualikan=p["dik"],
        dilewati=p["dilewati"],
        lembaga=lembaga,
    )
    hasil = balas(isi, baca(isi, tarikan.nama_berkas), temuan, tanda, letak_kolom(baris))
    tembolok.simpan(kunci, hasil)
    return hasil
