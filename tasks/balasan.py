"""What goes back to the offices: each one's own workbook with the findings on its cells, once a draft is frozen."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE

from dip.beku import revisi_terakhir
from dip.edisi import Edisi
from dip.jam import sekarang
from dip.revisi import Revisi
from dip.tanda_terima import tarikan_edisi
from dip.tarikan import Tarikan
from dip.tembolok import Tembolok
from keluaran.balasan import Balas
from keluaran.balasan_edisi import Surat, surat
from sumber.pembaca import VERSI_PEMBACA, Pembaca
from tasks.meja import UMUR_TEMBOLOK, meja_kerja, pembalas, pengolah


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
    folder, tembolok = folder_balasan(edisi), Tembolok(meja.ruang("tembolok") / "balasan")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    papan = [p for p in revisi.papan if p["sha_berkas"] and p["opd"] in tarikan and p["hasil"] != "nihil"]
    siapa = meja.pengaturan.lembaga.unit_ppid
    with ThreadPoolExecutor(2) as kerja:
        isi = {p["opd"]: surat(revisi, p, tarikan[p["opd"]], siapa) for p in papan}
        tugas = {o: kerja.submit(_satu, pengolah(), pembalas(), tembolok, tarikan[o], s) for o, s in isi.items()}
        for opd, t in tugas.items():
            try:
                (folder / f"{opd}.xlsx").write_bytes(t.result())
            except Exception:
                get_run_logger().exception("%s: balasan tidak dapat dibuat", opd)
    tembolok.buang_lama(sekarang() - UMUR_TEMBOLOK)
    return folder


def _satu(baca: Pembaca, balas: Balas, tembolok: Tembolok, tarikan: Tarikan, s: Surat) -> bytes:
    kunci = s.kunci(VERSI_PEMBACA)
    ingat = tembolok.ambil(kunci)
    if ingat is not None:
        tembolok.pakai(kunci, sekarang())
        return ingat
    isi = meja_kerja().gudang.baca(tarikan.sha_berkas)
    hasil = balas(isi, baca(isi, tarikan.nama_berkas), s.temuan, s.tanda, s.letak)
    tembolok.simpan(kunci, hasil)
    return hasil
