"""A kode persetujuan from a terminal: the same questions, the same rules and the same evidence as on the draft page."""

from __future__ import annotations

from rich.console import Console

from dip.dokumen_sah import dokumen_terbaru, isi_konfirmasi
from dip.jam import nama_periode, sekarang, tulis_waktu
from dip.jejak import kepala
from dip.lembar_catat import usul_pejabat
from dip.lembar_koreksi import sidik_baris
from dip.meja import Meja
from dip.perintah import baca_perintah
from dip.pesan.perintah import judul_perintah, sebut_perintah
from dip.pintu import Pintu, perintah_menunggu
from dip.putusan import Tolakan, pejabat_pintu, pilihan, pintu_menunggu, sebut_keputusan, terbitkan_kode
from dip.sidik import nomor_draf, sha256
from flows.bukti_diri import galat_tolakan, tanya_angka, tanya_pilihan, tanya_teks
from flows.mulai import meja_luncur
from flows.tampilan import tampilkan_dokumen, tampilkan_usul


def ambil_kode(layar: Console) -> None:
    """Ask what the draft page asks, and show the kode persetujuan.

    What the code will stand for beside decision and reason is shown before the digits are asked: the correction lines
    of a return, the document of a confirmation. Raises SistemGalat with what to do.
    """
    meja = meja_luncur()
    with meja.register.baca() as k:
        menunggu = [*pintu_menunggu(k, meja.lembaga)[-1:], *perintah_menunggu(k, meja.lembaga)]
    if not menunggu:
        layar.print("Tidak ada gerbang yang menunggu keputusan.")
        return
    pintu = _pilih(menunggu)
    _sebut(layar, meja, pintu)
    keputusan = tanya_pilihan("Keputusan", list(pilihan(pintu)))
    pejabat = tanya_pilihan("Nama masuk pejabat", [p.kode for p in pejabat_pintu(meja.pengaturan, pintu, sekarang())])
    sidik_koreksi = _tunjukkan_koreksi(meja, pintu, pejabat, layar) if keputusan == "kembalikan" else None
    sidik_dokumen = _tunjukkan_dokumen(meja, pintu, pejabat, layar) if keputusan == "konfirmasi_pengesahan" else ""
    alasan = tanya_teks("Alasan (wajib untuk kembalikan, tolak, dan batalkan)")
    hasil = terbitkan_kode(
        meja.register,
        meja.brankas,
        meja.pengaturan,
        pintu=pintu.id,
        pejabat=pejabat,
        keputusan=keputusan,
        alasan=alasan,
        totp=tanya_angka(),
        waktu=sekarang(),
        sidik_koreksi=sidik_koreksi,
    )
    if isinstance(hasil, Tolakan):
        raise galat_tolakan(meja, pejabat, hasil, pintu)
    if sidik_dokumen and hasil.sidik_isi != sidik_dokumen:
        # another document was recorded meanwhile: nobody may confirm what he was not shown
        raise galat_tolakan(meja, pejabat, Tolakan("dokumen_berubah"), pintu)
    layar.print(f"Kode persetujuan: [bold]{hasil.kode}[/bold]  ({sebut_keputusan(hasil.keputusan)})")
    if hasil.alasan:
        layar.print(f"Alasan yang tercatat: {hasil.alasan}", markup=False)
    with meja.register.baca() as k:
        layar.print(f"Kepala jejak: {kepala(k, meja.lembaga)}")
    layar.print(f"Berlaku sampai {tulis_waktu(hasil.berlaku_sampai)}. Isikan di Prefect bersama keputusan yang sama.")


def _pilih(menunggu: list[Pintu]) -> Pintu:
    """The gate that is meant, where a draft and orders wait at the same time."""
    nama = {f"perintah-{p.perintah}" if p.perintah else "draf": p for p in menunggu}
    return menunggu[0] if len(menunggu) == 1 else nama[tanya_pilihan("Yang diputuskan", list(nama))]


def _sebut(layar: Console, meja: Meja, pintu: Pintu) -> None:
    """What is decided about: a draft by its number, an order with its items and reason."""
    with meja.register.baca() as k:
        p = baca_perintah(k, pintu.perintah) if pintu.perintah else None
    if p is None:
        layar.print(f"Edisi {nama_periode(pintu.periode)}, nomor draf {nomor_draf(pintu.sidik)}, ronde {pintu.ronde}")
        return
    layar.print(f"{judul_perintah(p)} ({nomor_draf(p.sidik)}): {sebut_perintah(p)}", markup=False)
    layar.print(f"Diminta {p.peminta.nama}. Alasan: {p.isi.alasan}", markup=False)
    layar.print(f"Yang dibaca umum: {p.isi.keterangan or '(tidak ada)'}", markup=False)


def _tunjukkan_koreksi(meja: Meja, pintu: Pintu, pejabat: str, layar: Console) -> str:
    """Show the lines a return takes along; their digest, empty for none."""
    with meja.register.baca() as k:
        baris = [u.isi for u in usul_pejabat(k, pintu.id, pejabat)]
    tampilkan_usul(baris, layar)
    return sidik_baris(baris)


def _tunjukkan_dokumen(meja: Meja, pintu: Pintu, pejabat: str, layar: Console) -> str:
    """Show the recorded document; the digest of what is confirmed. Raises SistemGalat when there is none."""
    with meja.register.baca() as k:
        dokumen = dokumen_terbaru(k, pintu.edisi, pintu.sidik)
    if dokumen is None:
        raise galat_tolakan(meja, pejabat, Tolakan("dokumen_belum"), pintu)
    tampilkan_dokumen(dokumen, layar)
    return sha256(isi_konfirmasi(dokumen))
