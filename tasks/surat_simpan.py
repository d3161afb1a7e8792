"""Keeping an official document: as a blob, in the register and the journal, and as a copy for the petugas."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from dip.awet import tulis_baru
from dip.cakram import jaga_cakram
from dip.edisi import Edisi
from dip.jam import sekarang
from dip.jejak import kepala
from dip.meja import Meja
from dip.surat import Surat, catat_surat, surat_edisi
from dip.titik import lewat
from keluaran import surat as naskah

Buat = Callable[[datetime, str], naskah.Naskah]
"""Builds one document from the time and the head of the journal."""


def simpan_surat(meja: Meja, edisi: Edisi, nama: str, jenis: naskah.JenisSurat, ronde: int, buat: Buat) -> Surat:
    """Make one document unless it exists, keep it, and put a copy where the petugas finds it.

    `nama` has no ending; `ronde` is the draft it speaks of (0: none). A copy that is there is never touched: somebody
    may have filled it in.
    """
    with meja.register.baca() as k:
        ada = next((s for s in surat_edisi(k, edisi.id) if s.nama == nama), None)
        puncak = kepala(k, edisi.lembaga)
    if ada is None:
        berkas = naskah.cetak(replace(buat(sekarang(), puncak), nama=nama))
        lewat(f"surat-{jenis}.sebelum")
        sha = {akhiran: meja.gudang.simpan(berkas[f"{nama}.{akhiran}"]) for akhiran in ("docx", "pdf")}
        ada = catat_surat(
            meja.register, edisi, nama=nama, jenis=jenis, ronde=ronde, docx=sha["docx"], pdf=sha["pdf"],
            waktu=sekarang(),
        )  # fmt: skip
    folder = folder_surat(meja, edisi.kode)
    for akhiran, isi in (("docx", ada.sha_docx), ("pdf", ada.sha_pdf)):
        tulis_salinan(folder / f"{nama}.{akhiran}", meja.gudang.baca(isi), titik=f"surat-{jenis}.disalin")
    return ada


def folder_surat(meja: Meja, kode: str) -> Path:
    """Where the copies of an edition lie, made when missing, for the owner only."""
    folder = meja.ruang("surat") / kode
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


@jaga_cakram("folder surat")
def tulis_salinan(jalan: Path, isi: bytes, titik: str = "") -> None:
    """Write a file for the owner only, whole or not at all, unless it is there; `titik` is the fail point within."""
    if jalan.exists():
        return
    sementara = jalan.with_name(f".{jalan.name}.tulis")
    sementara.unlink(missing_ok=True)
    tulis_baru(sementara, isi, 0o600)
    if titik:
        lewat(titik)
    sementara.replace(jalan)
