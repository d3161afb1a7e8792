"""The letters that ask the offices for their data (SOP step 1): filed with the open edition, never written over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from dip.beku import muat_revisi, revisi_terakhir
from dip.edisi import Edisi, edisi_terbuka
from dip.jam import periode_dari, sekarang
from dip.meja import Meja
from dip.surat import surat_edisi
from keluaran import surat as naskah
from tasks.surat_simpan import folder_surat, simpan_surat, tulis_salinan


class SuratSudahAda(Exception):
    """The letter was made before; `jalan` is the file that may have been filled in since."""

    def __init__(self, jalan: Path) -> None:
        super().__init__(str(jalan))
        self.jalan = jalan


@dataclass(frozen=True, slots=True)
class Permintaan:
    """What a letter shall say.

    `ke` is which letter, `batas` an ISO date or empty, `periode` as `2026-11` (empty: of the open edition, else this
    month), `nomor_pertama` and `tanggal_pertama` (ISO date) those of the first letter, for the second one.
    """

    ke: Literal[1, 2] = 1
    batas: str = ""
    periode: str = ""
    nomor_pertama: str = ""
    tanggal_pertama: str = ""


def buat_permintaan(meja: Meja, minta: Permintaan) -> list[Path]:
    """Make a letter and give its files; empty when nobody is left to be asked.

    With an open edition of that month it is filed like every other document of it, else it is only a file. Of a filed
    letter a missing copy is put back. Raises SuratSudahAda, and ValueError for a period or a date that is none.
    """
    for tanggal in filter(None, (minta.batas, minta.tanggal_pertama)):
        date.fromisoformat(tanggal)
    with meja.register.baca() as k:
        edisi = edisi_terbuka(k, meja.lembaga)
    bulan = minta.periode or (edisi.periode if edisi else periode_dari(sekarang()))
    milik = edisi if edisi and edisi.periode == bulan else None
    kode = milik.kode if milik else f"DIP-{meja.lembaga}-{bulan}"
    opd = belum(meja, edisi) if minta.ke == 2 else [o.nama for o in meja.pengaturan.opd_aktif()]
    if not opd:
        return []
    ppid = next(iter(meja.pengaturan.pemegang("ppid", sekarang())), None)
    surat = naskah.surat_permintaan(
        meja.pengaturan.lembaga, kode, bulan, opd, ppid, sekarang(), ke=minta.ke, batas=minta.batas,
        surat_pertama=(minta.nomor_pertama, minta.tanggal_pertama),
    )  # fmt: skip
    folder = folder_surat(meja, kode)
    jalan = [folder / f"{surat.nama}.{akhiran}" for akhiran in ("docx", "pdf")]
    tercatat = milik is not None and _tercatat(meja, milik, surat.nama)
    ada = [j for j in jalan if j.exists()]
    if ada and (len(ada) == len(jalan) or not tercatat):
        raise SuratSudahAda(ada[0])
    if milik is not None:
        simpan_surat(meja, milik, surat.nama, "surat_permintaan", 0, lambda _w, _j: surat)
    else:
        berkas = naskah.cetak(surat)
        for j in jalan:
            tulis_salinan(j, berkas[j.name])
    return jalan


def _tercatat(meja: Meja, edisi: Edisi, nama: str) -> bool:
    with meja.register.baca() as k:
        return any(s.nama == nama for s in surat_edisi(k, edisi.id))


def belum(meja: Meja, edisi: Edisi | None) -> list[str]:
    """Offices that sent nothing for the open edition, by its newest draft; all of them as long as there is none."""
    with meja.register.baca() as k:
        draf = revisi_terakhir(k, edisi.id) if edisi else None
    if draf is None:
        return [o.nama for o in meja.pengaturan.opd_aktif()]
    return list(naskah.belum_menyampaikan(muat_revisi(meja.gudang, draf.sidik)))
