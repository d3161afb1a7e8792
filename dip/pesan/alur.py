"""Sentences of the flow: names of final states, the form at a gate, what the petugas does next.

State names are few and fixed because operators filter by them; the sentence behind a name says what to do.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from dip.edisi import Edisi, Pembukaan
from dip.jam import nama_periode
from dip.pengaturan import CaraPengesahan, Peran
from dip.pesan import kalimat_sebab
from dip.putusan import Putusan
from dip.revisi import BarisPapan, Revisi
from dip.sidik import nomor_draf
from dip.tarikan import Tarikan

NamaAkhir = Literal[
    "Terbit",
    "Terbit sebagian",
    "Tidak ada perubahan",
    "Sudah berjalan",
    "Menunggu edisi",
    "Dibatalkan",
    "Periode lama",
    "Periode salah",
    "Penerbitan dihentikan",
    "Gagal terbit",
]

PERTANYAAN: dict[Peran, str] = {
    "petugas": "Apakah rekap ini siap diajukan kepada PPID?",
    "ppid": "Apakah draf ini disetujui untuk diajukan kepada Atasan PPID?",
    "atasan": "Apakah Daftar Informasi Publik ini disahkan?",
}


_MENUNGGU_LEMBAR: dict[CaraPengesahan, str] = {
    "kode": "",
    "tanda_tangan_elektronik": "Edisi ini disahkan dengan **tanda tangan elektronik** pada lembar pengesahan. Petugas "
    "mencatat berkasnya (`dip catat pengesahan`), lalu edisi berjalan sendiri. Formulir ini hanya untuk mengembalikan "
    "atau membatalkan.",
    "basah": "Edisi ini disahkan dengan **tanda tangan basah** pada lembar pengesahan. Petugas mencatat hasil "
    "pindainya (`dip catat pengesahan`), lalu **PPID** memilih *Konfirmasi pengesahan* dengan kodenya.",
}
"""What the Atasan's gate waits for where he signs a document."""


def belum_lengkap(papan: Sequence[BarisPapan]) -> list[BarisPapan]:
    """Offices whose data of this month did not come (design §4.2): the reason an edition is only *sebagian*."""
    return [p for p in papan if p["hasil"] in ("gagal", "belum_ada")]


def sebut_opd(papan: Sequence[BarisPapan]) -> str:
    """Named offices with what stands in for them: `Dinas A (memakai data edisi 2026-10)`."""
    return ", ".join(
        p["nama"] + (f" (memakai data edisi {p['edisi_data']})" if p["edisi_data"] else " (belum ada data)")
        for p in papan
    )


def _ringkas_opd(papan: Sequence[BarisPapan], maks: int = 3) -> str:
    """The first names and how many more there are, for places with little room."""
    lebih = f", dan {len(papan) - maks} OPD lain" if len(papan) > maks else ""
    return ", ".join(p["nama"] for p in papan[:maks]) + lebih


def keterangan_formulir(
    peran: Peran,
    revisi: Revisi,
    alamat: str,
    galat: str,
    kembali: tuple[str, str] | None,
    cara: CaraPengesahan = "kode",
) -> str:
    """Markdown above Prefect's form. Error and link first, and short: on a laptop one of Prefect's two UIs shows five
    lines of it, and in the other a long text hides the fields.

    `galat` is why the last answer did not count; then the numbers, seen before, are left out. `kembali` is
    (who, reason) of the return that led to this draft. `cara` is how the edition is ratified.
    """
    bagian = [f"**Jawaban terakhir belum diterima: {galat}**"] if galat else []
    if revisi.kepala["penjaga"]:
        bagian.append(f"**{kalimat_terhenti(revisi)}**")
    if peran == "atasan" and cara != "kode":
        bagian.append(_MENUNGGU_LEMBAR[cara])
    bagian += [
        f"[Buka halaman draf {nomor_draf(revisi.sidik)}]({alamat}), baca, pilih keputusan di sana, "
        "lalu salin *kode persetujuan* ke isian di bawah.",
        f"**{PERTANYAAN[peran]}**",
    ]
    if galat:
        return "\n\n".join(bagian)
    j = revisi.kepala["jumlah"]
    beda = f" ({j['baru']} baru, {j['diubah']} diubah, {j['dicabut']} dicabut)" if revisi.kepala["sidik_hidup"] else ""
    kurang = belum_lengkap(revisi.papan)
    bagian.append(
        f"Edisi {nama_periode(revisi.kepala['periode'])}, ronde {revisi.kepala['ronde']}: {j['entri']} informasi{beda}"
        f", {j['ditahan']} baris ditahan, {j['dik']} dikecualikan."
        + (f" Belum masuk: {_ringkas_opd(kurang)}." if kurang else "")
    )
    if kembali:
        bagian.append(f"Dikembalikan oleh {kembali[0]}. Alasannya ada di halaman draf.")
    return "\n\n".join(bagian)


def kalimat_terhenti(revisi: Revisi) -> str:
    """Why a draft can go no further: the last guard found what may not go out (design §4.12)."""
    kode = ", ".join(f"{k} ({n})" for k, n in sorted(revisi.kepala["penjaga"].items()))
    return (
        f"Draf ini belum dapat diajukan: informasi dikecualikan atau data pribadi masih ditemukan ({kode}). "
        "Perbaiki sumbernya, lalu pilih Susun ulang; atau pilih Batalkan."
    )


def kalimat_ditolak(p: Pembukaan) -> tuple[NamaAkhir, str]:
    """Final state and sentence of a run that may not work on an edition."""
    e = p.edisi
    if p.tolak == "periode_salah":
        return "Periode salah", (
            f"Periode '{p.periode[:20]}' tidak dapat dipakai. Tulis tahun dan bulan, misalnya 2026-11, "
            "paling jauh satu tahun ke depan."
        )
    if e is None:
        return "Periode lama", (
            f"Periode {nama_periode(p.periode)} lebih tua daripada edisi yang sudah terbit. "
            "Pilih periode yang sama atau sesudahnya."
        )
    nama = nama_periode(e.periode)
    if p.tolak == "selesai":
        return _nama_selesai(e), e.hasil
    if p.tolak == "sudah_berjalan":
        return "Sudah berjalan", f"Edisi {nama} sedang dikerjakan oleh jalan lain (flow run {e.pemilik})."
    if p.tolak == "pemilik_mati":
        return "Menunggu edisi", (
            f"Edisi {nama} masih terbuka, tetapi jalan yang mengerjakannya sudah berhenti. "
            f"Lanjutkan dengan: dip lanjutkan {e.periode} — atau akhiri dengan: dip batalkan"
        )
    return "Menunggu edisi", (
        f"Edisi {nama} masih menunggu keputusan, jadi periode {nama_periode(p.periode)} belum dikumpulkan. "
        "Selesaikan atau batalkan edisi itu dulu, lalu jalankan kembali."
    )


def kalimat_terbit(edisi: Edisi, papan: Sequence[BarisPapan], tujuan_gagal: Sequence[str]) -> tuple[NamaAkhir, str]:
    """Final state and sentence of a published edition: *Terbit* only when nobody and nothing is missing."""
    kurang = belum_lengkap(papan)
    kalimat = f"DIP edisi {nama_periode(edisi.periode)} ({edisi.kode}) sudah terbit."
    if kurang:
        kalimat += f" Belum masuk: {sebut_opd(kurang)}."
    if tujuan_gagal:
        kalimat += f" Belum berhasil di tujuan: {', '.join(tujuan_gagal)}."
    return ("Terbit sebagian" if kurang or tujuan_gagal else "Terbit"), kalimat


def _nama_selesai(edisi: Edisi) -> NamaAkhir:
    """The final state a retried run of a closed edition shows again."""
    nama: dict[str, NamaAkhir] = {
        "terbit": "Terbit",
        "terbit_sebagian": "Terbit sebagian",
        "tanpa_perubahan": "Tidak ada perubahan",
    }
    return nama.get(edisi.status, "Dibatalkan")


def kalimat_tanpa_perubahan(edisi: Edisi, revisi: Revisi, tujuan_gagal: Sequence[str]) -> tuple[NamaAkhir, str]:
    """A month that brought nothing new: no gate, the live edition stays. `tujuan_gagal` still lack that edition."""
    kalimat = (
        f"Data {nama_periode(edisi.periode)} sama dengan edisi {nama_periode(revisi.kepala['periode_hidup'])} "
        "yang sudah terbit, jadi tidak ada yang perlu disetujui."
    )
    kurang = belum_lengkap(revisi.papan)
    if kurang:
        kalimat += f" Belum masuk: {sebut_opd(kurang)}."
    if tujuan_gagal:
        kalimat += f" Edisi itu belum berhasil di tujuan: {', '.join(tujuan_gagal)}."
    return "Tidak ada perubahan", kalimat


def kalimat_batal(edisi: Edisi, putusan: Putusan) -> tuple[NamaAkhir, str]:
    """An edition cancelled by a petugas at a gate."""
    return "Dibatalkan", (
        f"Edisi {nama_periode(edisi.periode)} ({edisi.kode}) dibatalkan oleh {putusan.tanda.nama} "
        f"({putusan.tanda.jabatan}). "
        "Edisi yang sudah terbit tidak berubah."
    )


def kalimat_tarik_ulang(edisi: Edisi, diminta: Sequence[str], tarikan: Sequence[Tarikan]) -> tuple[str, str]:
    """Final state of a re-pull: never green when an office failed again, or its pull itself broke."""
    gagal = [t for t in tarikan if t.hasil == "gagal"]
    rusak = [o for o in diminta if o not in {t.opd for t in tarikan}]
    masuk = len(tarikan) - len(gagal)
    kalimat = f"{masuk} dari {len(diminta)} OPD masuk ke edisi {nama_periode(edisi.periode)}."
    for t in gagal:
        kalimat += f" {t.opd}: {kalimat_sebab(t.sebab, t.rincian)}"
    if rusak:
        kalimat += f" Penarikan sendiri rusak untuk {', '.join(rusak)}; lihat log jalan ini."
    if masuk:
        kalimat += " Pilih *susun ulang* di gerbang petugas agar berkas baru ikut dipakai."
    return ("Masih gagal" if gagal or rusak else "Selesai"), kalimat
