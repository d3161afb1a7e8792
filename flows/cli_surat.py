"""`dip surat …`: the letters that ask offices for their data, and where the documents of an edition lie."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from flows.layar import layar

if TYPE_CHECKING:
    from dip.edisi import Edisi
    from dip.meja import Meja

surat_app = typer.Typer(help="Surat dan naskah resmi sebuah edisi.", no_args_is_help=True)


@surat_app.command("permintaan")
def permintaan(
    ke: Annotated[int, typer.Option(min=1, max=2, help="Surat pertama atau kedua")] = 1,
    batas: Annotated[str, typer.Option(help="Batas waktu, misalnya 2026-11-28; kosong berarti tanpa batas")] = "",
    periode: Annotated[str, typer.Option(help="Bulan yang diminta; kosong berarti edisi terbuka atau bulan ini")] = "",
    nomor_pertama: Annotated[str, typer.Option(help="Nomor surat pertama, untuk surat kedua")] = "",
    tanggal_pertama: Annotated[str, typer.Option(help="Tanggal surat pertama, misalnya 2026-11-02")] = "",
) -> None:
    """Buat surat permintaan data DIP (Word dan PDF): yang pertama untuk semua OPD, yang kedua untuk yang belum masuk.

    Contoh: dip surat permintaan --ke 2 --batas 2026-11-28 --nomor-pertama 005/12/IKP --tanggal-pertama 2026-11-02
    """
    from dip.jam import PERIODE
    from flows.mulai import meja_luncur
    from flows.sistem import SistemGalat
    from tasks.surat_permintaan import Permintaan, SuratSudahAda, buat_permintaan

    if periode and not PERIODE.fullmatch(periode):
        raise SistemGalat(f"Periode '{periode[:20]}' tidak dapat dipakai. Tulis tahun dan bulan, misalnya 2026-11.")
    if ke == 1 and (nomor_pertama or tanggal_pertama):
        raise SistemGalat("Nomor dan tanggal surat pertama hanya untuk surat kedua. Tambahkan: --ke 2")
    for nama, isi in (("Batas waktu", batas), ("Tanggal surat pertama", tanggal_pertama)):
        if isi and not _tanggal(isi):
            raise SistemGalat(f"{nama} '{isi[:20]}' tidak terbaca. Tulis misalnya 2026-11-28.")
    minta = Permintaan(2 if ke == 2 else 1, batas, periode, nomor_pertama.strip(), tanggal_pertama)
    try:
        berkas = buat_permintaan(meja_luncur(), minta)
    except SuratSudahAda as ada:
        raise SistemGalat(
            f"Surat ini sudah dibuat dan tidak ditimpa: {ada.jalan}. Pakai berkas itu; yang perlu diubah, ubah di sana."
        ) from None
    if not berkas:
        layar.print("Semua OPD sudah menyampaikan. Tidak ada surat yang perlu dibuat.")
    for jalan in berkas:
        layar.print(str(jalan), markup=False, soft_wrap=True)


@surat_app.command("tegur")
def tegur(
    opd: Annotated[list[str] | None, typer.Argument(help="Kode OPD; kosong berarti semua yang terlambat")] = None,
    ke: Annotated[int, typer.Option(min=1, max=2, help="Teguran pertama (PPID) atau kedua (Atasan PPID)")] = 1,
    batas: Annotated[str, typer.Option(help="Batas waktu, misalnya 2026-11-28; kosong berarti tanpa batas")] = "",
    nomor_pertama: Annotated[str, typer.Option(help="Nomor teguran pertama, untuk yang kedua")] = "",
    tanggal_pertama: Annotated[str, typer.Option(help="Tanggal teguran pertama, misalnya 2026-11-02")] = "",
) -> None:
    """Buat surat teguran (Word dan PDF) untuk setiap OPD yang belum menyampaikan di edisi terbuka, satu surat per OPD.

    Contoh: dip surat tegur --batas 2026-11-28 · dip surat tegur DINKES --ke 2 --nomor-pertama 005/14/IKP
    """
    from flows.mulai import meja_luncur
    from flows.sistem import SistemGalat
    from tasks.surat_tegur import BelumAdaEdisi, Teguran, buat_teguran

    if ke == 1 and (nomor_pertama or tanggal_pertama):
        raise SistemGalat("Nomor dan tanggal teguran pertama hanya untuk teguran kedua. Tambahkan: --ke 2")
    for nama, isi in (("Batas waktu", batas), ("Tanggal teguran pertama", tanggal_pertama)):
        if isi and not _tanggal(isi):
            raise SistemGalat(f"{nama} '{isi[:20]}' tidak terbaca. Tulis misalnya 2026-11-28.")
    meja, diminta = meja_luncur(), {o.upper() for o in opd or ()}
    if asing := diminta - {o.kode for o in meja.pengaturan.opd}:
        raise SistemGalat(f"OPD tidak dikenal: {', '.join(sorted(asing))}. Kodenya ada di folder opd/ pengaturan.")
    try:
        hasil = buat_teguran(meja, Teguran(2 if ke == 2 else 1, batas, nomor_pertama.strip(), tanggal_pertama, diminta))
    except BelumAdaEdisi:
        raise SistemGalat(
            "Tidak ada edisi yang masih menunggu data OPD, jadi tidak ada yang ditegur. Lihat: dip status"
        ) from None
    for jalan in hasil.berkas:
        layar.print(str(jalan), markup=False, soft_wrap=True)
    if hasil.sudah:
        layar.print(f"Sudah ada dan tidak ditimpa: {', '.join(hasil.sudah)}.", markup=False, soft_wrap=True)
    if hasil.tanpa_pertama:
        layar.print(
            f"Belum pernah ditegur; buat dulu dip surat tegur --ke 1: {', '.join(hasil.tanpa_pertama)}.",
            markup=False, soft_wrap=True,
        )  # fmt: skip
    if not (hasil.berkas or hasil.sudah or hasil.tanpa_pertama):
        layar.print("Tidak ada OPD yang terlambat. Tidak ada surat yang perlu dibuat.")


def _tanggal(isi: str) -> bool:
    """Whether a text is a date as in 2026-11-28."""
    from datetime import date

    try:
        return date.fromisoformat(isi).isoformat() == isi
    except ValueError:
        return False


@surat_app.command("daftar")
def daftar() -> None:
    """Naskah edisi terbuka (atau yang tayang): nota, lembar koreksi, lembar pengesahan, konsep SK, berita acara.

    Contoh: dip surat daftar
    """
    from dip.edisi import edisi_hidup
    from dip.surat import surat_edisi
    from flows.mulai import meja_luncur
    from flows.sistem import SistemGalat

    meja = meja_luncur()
    edisi = _edisi(meja)
    with meja.register.baca() as k:
        hidup = edisi_hidup(k, meja.lembaga)
        if edisi is None and hidup is None:
            raise SistemGalat("Belum ada edisi. Mulai dengan: dip jalankan")
        edisi = edisi or (hidup[0] if hidup else None)
        surat = surat_edisi(k, edisi.id) if edisi else []
    folder = meja.ruang("surat") / (edisi.kode if edisi else "")
    layar.print(f"{edisi.kode if edisi else ''}: {len(surat)} naskah di {folder}", markup=False, soft_wrap=True)
    for s in surat:
        layar.print(f"  {s.nama}.docx  {s.nama}.pdf", markup=False)


def _edisi(meja: Meja) -> Edisi | None:
    from dip.edisi import edisi_terbuka

    with meja.register.baca() as k:
        return edisi_terbuka(k, meja.lembaga)
