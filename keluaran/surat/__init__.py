"""The official documents of an edition, as .docx (to be edited and numbered) and .pdf (to be signed and kept).

Each builder makes a `Naskah` from plain facts; `cetak` draws it. Nothing here decides or reads a register: the caller
passes what was decided. The same input gives the same bytes (domain.md §6.4–6.5).
"""

from __future__ import annotations

from keluaran.surat.acara import BerkasSimpan, TempatSimpan, berita_acara
from keluaran.surat.ajukan import nota_pengajuan
from keluaran.surat.antar import nota_atasan
from keluaran.surat.bagian import Penanda, nip_baca
from keluaran.surat.docx import cetak_docx
from keluaran.surat.lembar import lembar_koreksi
from keluaran.surat.minta import belum_menyampaikan, surat_permintaan
from keluaran.surat.naskah import JenisSurat, Naskah, rapikan
from keluaran.surat.pdf import cetak_pdf
from keluaran.surat.perintah import ButirPerintah, berita_acara_perintah, nama_surat
from keluaran.surat.sahkan import lembar_pengesahan
from keluaran.surat.tegur import Ditegur, nama_teguran, surat_tegur
from keluaran.surat.tetapkan import konsep_sk

__all__ = [
    "BerkasSimpan",
    "ButirPerintah",
    "Ditegur",
    "JenisSurat",
    "Naskah",
    "Penanda",
    "TempatSimpan",
    "belum_menyampaikan",
    "berita_acara",
    "berita_acara_perintah",
    "cetak",
    "konsep_sk",
    "lembar_koreksi",
    "lembar_pengesahan",
    "nama_surat",
    "nama_teguran",
    "nip_baca",
    "nota_atasan",
    "nota_pengajuan",
    "surat_permintaan",
    "surat_tegur",
]


def cetak(naskah: Naskah) -> dict[str, bytes]:
    """`{"<nama>.docx": …, "<nama>.pdf": …}`, deterministic."""
    bersih = rapikan(naskah)
    return {f"{bersih.nama}.docx": cetak_docx(bersih), f"{bersih.nama}.pdf": cetak_pdf(bersih)}
