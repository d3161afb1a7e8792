"""Sentences about orders after publication: what one says, the form at its gate, how its run ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from dip.perintah import NAMA_JENIS, Perintah
from dip.pintu import Putusan
from dip.sidik import nomor_draf

NamaAkhirPerintah = Literal[
    "Terbit", "Terbit sebagian", "Ditolak", "Dibatalkan", "Sudah berlaku", "Perintah usang", "Perintah tidak ada",
    "Penerbitan dihentikan", "Gagal terbit",
]  # fmt: skip
"""How the run of an order may end."""


def sebut_perintah(p: Perintah) -> str:
    """An order in half a sentence, without anything of its items but their codes."""
    if p.isi.jenis == "kembalikan":
        return f"kembali ke terbitan {p.isi.kembali}"
    if p.seluruhnya:
        return "cabut seluruh edisi yang tayang"
    kata = "tambahkan" if p.isi.jenis == "adendum" else "cabut"
    lebih = f" dan {len(p.isi.butir) - 3} lagi" if len(p.isi.butir) > 3 else ""
    return f"{kata} {len(p.isi.butir)} informasi ({', '.join(p.isi.butir[:3])}{lebih})"


def judul_perintah(p: Perintah) -> str:
    """`Perintah 3: Pencabutan`."""
    return f"Perintah {p.nomor}: {NAMA_JENIS[p.isi.jenis]}"


def keterangan_perintah(p: Perintah, alamat: str, galat: str) -> str:
    """Markdown above Prefect's form at the gate of an order; `galat` is why the last answer did not count."""
    bagian = [f"**Jawaban terakhir belum diterima: {galat}**"] if galat else []
    bagian += [
        f"[Buka halaman perintah {nomor_draf(p.sidik)}]({alamat}), baca, pilih keputusan di sana, "
        "lalu salin *kode persetujuan* ke isian di bawah.",
        f"**Apakah perintah ini dilaksanakan: {sebut_perintah(p)}?**",
    ]
    if not galat:
        bagian.append("Disetujui berarti langsung berlaku di semua situs. Alasannya ada di halaman perintah.")
    return "\n\n".join(bagian)


def akhir_putusan(p: Perintah, u: Putusan) -> tuple[NamaAkhirPerintah, str]:
    """How the run of an order ends that PPID turned down or a petugas withdrew."""
    if u.keputusan == "tolak":
        return "Ditolak", f"{judul_perintah(p)} ditolak PPID ({u.tanda.nama}). Situs tidak berubah. Alasan: {u.alasan}"
    return "Dibatalkan", f"{judul_perintah(p)} ditarik kembali oleh {u.tanda.nama}. Situs tidak berubah."


def akhir_terbit(p: Perintah, gagal: Sequence[str], dari: int, catatan: str = "") -> tuple[NamaAkhirPerintah, str]:
    """How the run of an order ends that was carried out; `gagal` says per target that is not right why."""
    tambahan = f" {catatan}" if catatan else ""
    if gagal and len(gagal) >= dari:
        return "Gagal terbit", (
            f"{judul_perintah(p)} sudah disetujui tetapi belum sampai di situs mana pun. {' '.join(gagal)} Perbaiki "
            f"sebabnya, lalu jalankan: dip terbitan lanjutkan {p.nomor}{tambahan}"
        )
    kalimat = f"{judul_perintah(p)} sudah dilaksanakan: {sebut_perintah(p)}.{tambahan}"
    if not gagal:
        return "Terbit", kalimat
    return "Terbit sebagian", (
        f"{kalimat} Belum di semua situs: {' '.join(gagal)} Ulangi dengan: dip terbitan lanjutkan {p.nomor}"
    )


def akhir_lain(p: Perintah, berlaku: bool) -> tuple[NamaAkhirPerintah, str]:
    """How the run of an approved order ends that changes nothing: carried out before, or no longer fitting."""
    if berlaku:
        return "Sudah berlaku", f"{judul_perintah(p)} sudah berlaku. Tidak ada yang perlu diterbitkan lagi."
    return "Perintah usang", (
        f"{judul_perintah(p)} tidak dilaksanakan, karena yang tayang sudah berganti. Bila masih perlu, buat perintah "
        "baru."
    )
