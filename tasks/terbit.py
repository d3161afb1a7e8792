"""SOP step 5, second half: the ratified edition goes to the website, exactly as ratified, all at once or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE

from dip.beku import muat_revisi
from dip.edisi import Edisi, baca_edisi, edisi_hidup
from dip.gudang import BlobRusak
from dip.jam import sekarang
from dip.pengaturan_tujuan import Tujuan as PengaturanTujuan
from dip.pengaturan_tujuan import TujuanFolder, TujuanSftp
from dip.perintah_hidup import cabut_sejak
from dip.perintah_terbit import mutakhirkan
from dip.revisi import Revisi
from dip.sidik import jsonl_baku, sha256
from dip.terbitan import (
    BelumSah,
    Terbitan,
    catat_tujuan,
    hasil_tujuan,
    perbarui_terbitan,
    rilis_terbitan,
    terbitan_tayang,
    tujuan_selesai,
    wajib_terbukti,
)
from keluaran.arsip import ArsipGalat, tambah_bukti
from keluaran.tujuan import Tujuan, TujuanGalat, buka, hasil_gagal, id_rilis
from keluaran.tujuan import terbitkan as kirim_ke
from tasks.antre import satu_penerbit
from tasks.dokumentasi import catatan_nomor, folder_arsip
from tasks.meja import meja_kerja
from tasks.papan import pasang_tautan
from tasks.penjaga import PenerbitanDihentikan, berkas_terbit
from tasks.perintah_arsip import simpan_bukti_perintah
from tasks.rahasia import rahasia
from tasks.sah import terbitan_sah, urut_tujuan

_GANGGUAN = (BelumSah, PenerbitanDihentikan, BlobRusak, ArsipGalat)
"""Trouble with the live edition, which must not stop the present month."""

GANGGUAN_TUJUAN = (TujuanGalat, OSError)
"""A target that cannot even be opened or asked: its secret is nowhere, its folder or host is gone."""


@dataclass(frozen=True, slots=True)
class TujuanGagal:
    """Targets that are not right, of how many, and why."""

    tujuan: list[str]
    dari: int
    kalimat: str

    @property
    def semua(self) -> bool:
        """Whether nothing was published anywhere."""
        return len(self.tujuan) == self.dari


@satu_penerbit()
def terbitkan(edisi: Edisi, revisi: Revisi, arsip: Path) -> TujuanGagal:
    """Publish to every target that is not right yet, then add the evidence to the archive.

    Raises PenerbitanDihentikan (DIK-010 and personal data, design §4.12) and BelumSah (PUB-001).
    """
    meja = meja_kerja()
    terbitan = terbitan_sah(edisi, revisi)
    # an order approved since this release was filed (its publication may have failed for days) holds for it too
    terbitan = mutakhirkan(meja.register, meja.gudang, terbitan, sekarang()) or terbitan
    buktikan(edisi, revisi, terbitan)
    berkas = berkas_terbit(revisi, terbitan)
    simpan_bukti_perintah(edisi, terbitan, berkas)
    sebab = kirim_yang_belum(edisi, revisi, terbitan)
    tambah_hasil(arsip, terbitan, id_rilis(berkas))
    tujuan = meja.pengaturan.tujuan
    pasang_tautan(edisi, {t.nama: _alamat(t) for t in tujuan})
    return TujuanGagal([n for n, s in sebab.items() if s], len(tujuan), " ".join(s for s in sebab.values() if s))


def _alamat(tujuan: PengaturanTujuan) -> str:
    """Where to look at a target: its public address, or its folder or host."""
    if tujuan.alamat_publik:
        return tujuan.alamat_publik
    if isinstance(tujuan, TujuanFolder):
        return str(meja_kerja().data / tujuan.folder / "kini")
    return f"{tujuan.inang}: {tujuan.folder}" if isinstance(tujuan, TujuanSftp) else tujuan.alamat


@satu_penerbit()
def susulkan() -> list[str]:
    """Send the live edition to targets that do not have it yet (failed then, or added since); names still without it.

    Looks at the register first, so an ordinary month does nothing here. Evidence that a crash kept from the archive is
    added.
    """
    meja = meja_kerja()
    with meja.register.baca() as k:
        hidup = edisi_hidup(k, meja.lembaga)
        terbitan = terbitan_tayang(k, meja.gudang, meja.lembaga)
        selesai = tujuan_selesai(k, terbitan.id) if terbitan else set()
        rilis = rilis_terbitan(k, terbitan.id) if terbitan else ""
    if hidup is None or terbitan is None:
        return []
    arsip = folder_arsip(hidup[0])
    try:
        if (baru := mutakhirkan(meja.register, meja.gudang, terbitan, sekarang())) is not None:
            return _susulkan_perintah(baru)
        if all(t.nama in selesai for t in meja.pengaturan.tujuan):
            if arsip.is_dir():  # an archive may have been moved to where it is kept for good
                tambah_hasil(arsip, terbitan, rilis)
            return []
        revisi = muat_revisi(meja.gudang, hidup[1])
        buktikan(hidup[0], revisi, terbitan)
        berkas = berkas_terbit(revisi, terbitan)
        sebab = kirim_yang_belum(hidup[0], revisi, terbitan)
        tambah_hasil(arsip, terbitan, id_rilis(berkas))
    except _GANGGUAN as e:
        get_run_logger().warning("edisi tayang belum dapat disusulkan: %s", e)
        return [t.nama for t in meja.pengaturan.tujuan if t.nama not in selesai]
    return [n for n, s in sebab.items() if s]


def terbitkan_susulan(terbitan: Terbitan) -> dict[str, str]:
    """Prove, archive and publish the release that carries out approved orders; by target, empty text or why not.

    Raises BelumSah, PenerbitanDihentikan, BlobRusak, ArsipGalat.
    """
    meja = meja_kerja()
    with meja.register.baca() as k:
        edisi = baca_edisi(k, terbitan.edisi)
    revisi = muat_revisi(meja.gudang, terbitan.pengesahan.sidik)
    buktikan(edisi, revisi, terbitan)
    berkas = berkas_terbit(revisi, terbitan)
    simpan_bukti_perintah(edisi, terbitan, berkas)
    sebab = kirim_yang_belum(edisi, revisi, terbitan)
    if (arsip := folder_arsip(edisi)).is_dir():
        tambah_hasil(arsip, terbitan, id_rilis(berkas))
    return sebab


def _susulkan_perintah(terbitan: Terbitan) -> list[str]:
    """Finish an approved order whose run died on the way; names of the targets still without it."""
    try:
        return [n for n, s in terbitkan_susulan(terbitan).items() if s]
    except _GANGGUAN as e:
        get_run_logger().warning("perintah yang sudah disetujui belum dapat dilaksanakan: %s", e)
        return [t.nama for t in meja_kerja().pengaturan.tujuan]


@satu_penerbit()
def terbitkan_nomor() -> tuple[str, str]:
    """Publish the live edition anew when a number was recorded since: same draft, no new gate (design §4.8).

    What was recorded goes into the archive as a closed part of its own. Returns the edition's code (empty: there was
    nothing to do) and why it could not be published (empty: it was); what fails at a target is left to `susulkan`.
    """
    meja = meja_kerja()
    with meja.register.baca() as k:
        hidup = edisi_hidup(k, meja.lembaga)
    if hidup is None:
        return "", ""
    edisi, sidik = hidup
    terbitan = perbarui_terbitan(meja.register, meja.gudang, edisi, sidik, sekarang())
    if terbitan is None:
        return "", ""
    revisi = muat_revisi(meja.gudang, sidik)
    try:
        buktikan(edisi, revisi, terbitan)
        berkas = berkas_terbit(revisi, terbitan)
        arsip = folder_arsip(edisi)
        tambah_bukti(arsip, f"terbitan-{terbitan.id}", catatan_nomor(edisi, terbitan, berkas), tertutup=True)
        kirim_yang_belum(edisi, revisi, terbitan)
        tambah_hasil(arsip, terbitan, id_rilis(berkas))
    except _GANGGUAN as e:
        get_run_logger().warning("nomor pengesahan belum dapat diterbitkan: %s", e)
        return edisi.kode, str(e)
    return edisi.kode, ""


def buktikan(edisi: Edisi, revisi: Revisi, terbitan: Terbitan) -> None:
    """Raise BelumSah for a release that somebody put into the register, or whose decisions are not proven."""
    meja = meja_kerja()
    with meja.register.baca() as k:
        wajib_terbukti(k, meja.brankas, edisi, revisi, terbitan, meja.gudang)


def kirim_yang_belum(edisi: Edisi, revisi: Revisi, terbitan: Terbitan) -> dict[str, str]:
    """Publish to every target that is not right yet, the main register first; by name, empty text or why not.

    An office's own site waits until the main register, to which its pages point, is right somewhere; what was taken
    down goes everywhere at once. Raises PenerbitanDihentikan.
    """
    with meja_kerja().register.baca() as k:
        selesai = tujuan_selesai(k, terbitan.id)
    utama = {t.nama for t in urut_tujuan() if not t.opd}
    cabut = any(p.jenis == "cabut" for p in terbitan.pengesahan.perintah)
    sebab: dict[str, str] = {}
    for t in urut_tujuan():
        if t.nama in selesai:
            continue
        if t.opd and not (cabut or utama & selesai or any(sebab.get(n) == "" for n in utama)):
            sebab[t.nama] = f"{t.nama}: menunggu situs utama."
            continue
        sebab[t.nama] = terbitkan_ke(edisi, terbitan, t, berkas_terbit(revisi, terbitan, t.opd))
    return sebab


def tambah_hasil(arsip: Path, terbitan: Terbitan, rilis: str) -> None:
    """Append the results so far to the archive, as a part of its own."""
    with meja_kerja().register.baca() as k:
        bukti = jsonl_baku(hasil_tujuan(k, terbitan.id))
    tambah_bukti(arsip, f"{rilis}-{sha256(bukti)[:8]}", {"hasil.jsonl": bukti})


@satu_penerbit()
def perbaiki_tujuan() -> None:
    """Publish the live edition again to every target: what somebody else changed there is put right.

    Raises BelumSah, PenerbitanDihentikan, BlobRusak.
    """
    meja = meja_kerja()
    with meja.register.baca() as k:
        hidup = edisi_hidup(k, meja.lembaga)
        terbitan = terbitan_tayang(k, meja.gudang, meja.lembaga)
    if hidup is None or terbitan is None:
        return
    revisi = muat_revisi(meja.gudang, hidup[1])
    buktikan(hidup[0], revisi, terbitan)
    for t in urut_tujuan():
        terbitkan_ke(hidup[0], terbitan, t, berkas_terbit(revisi, terbitan, t.opd))


def buka_tujuan(tujuan: PengaturanTujuan) -> Tujuan:
    """A target with its secret. Raises TujuanGalat with a sentence."""
    meja = meja_kerja()
    return buka(tujuan, meja.data, lambda nama: rahasia(meja, nama))


@task(task_run_name="terbitkan-{tujuan.nama}", cache_policy=NO_CACHE)
def terbitkan_ke(edisi: Edisi, terbitan: Terbitan, tujuan: PengaturanTujuan, berkas: dict[str, bytes]) -> str:
    """Put, verify, switch and look again at one target; empty text when it is right, else why not."""
    meja = meja_kerja()
    with meja.register.baca() as k:
        habis = cabut_sejak(k, edisi.lembaga, tujuan.nama)
    try:
        hasil = kirim_ke(buka_tujuan(tujuan), berkas, id_rilis(berkas), habis)
    except GANGGUAN_TUJUAN as e:
        hasil = hasil_gagal(id_rilis(berkas), e)
    catat_tujuan(
        meja.register, edisi, terbitan, tujuan.nama, hasil.rilis, hasil.sebab, sekarang(), utama=not tujuan.opd
    )
    get_run_logger().info("%s: %d berkas dikirim", tujuan.nama, hasil.dikirim)
    if hasil.sisa:
        get_run_logger().warning("%s: terbit, tetapi belum rapi: %s", tujuan.nama, hasil.sisa)
    if hasil.diperbaiki:
        get_run_logger().warning("%s: diubah orang lain dan dikembalikan: %s", tujuan.nama, ", ".join(hasil.diperbaiki))
    return "" if hasil.ok else f"{tujuan.nama}: {hasil.sebab}"
