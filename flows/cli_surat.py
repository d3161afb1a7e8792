"""`dip surat …`: the letters that ask offices for their data, and where the documents of an edition lie."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

if TYPE_CHECKING:
    from dip.edisi import Edisi
    from dip.meja import Meja

surat_app = typer.Typer(help="Surat dan naskah resmi sebuah edisi.", no_args_is_help=True)
_layar = Console(highlight=False)


@surat_app.command("permintaan")
def permintaan(
    ke: Annotated[int, typer.Option(min=1, max=2, help="Surat pertama atau kedua")] = 1,
    batas: Annotated[str, typer.Option(help="Batas waktu, misalnya 2026-11-28; kosong berarti tanpa batas")] = "",
    periode: Annotated[str, typer.Option(help="Bulan yang diminta; kosong berarti edisi terbuka atau bulan ini")] = "",
) -> None:
    """Buat surat permintaan data DIP (Word dan PDF): yang pertama untuk semua OPD, yang kedua untuk yang belum masuk.

    Contoh: dip surat permintaan --ke 2 --batas 2026-11-28
    """
    from dip.jam import PERIODE, periode_dari, sekarang
    from flows.mulai import meja_luncur
    from flows.sistem import SistemGalat
    from keluaran.surat import cetak, surat_permintaan

    meja = meja_luncur()
    edisi = _edisi(meja)
    bulan = periode or (edisi.periode if edisi else periode_dari(sekarang()))
    if not PERIODE.fullmatch(bulan):
        raise SistemGalat(f"Periode '{bulan[:20]}' tidak dapat dipakai. Tulis tahun dan bulan, misalnya 2026-11.")
    opd = _belum(meja, edisi) if ke == 2 else [o.nama for o in meja.pengaturan.opd_aktif()]
    if not opd:
        _layar.print("Semua OPD sudah menyampaikan. Tidak ada surat yang perlu dibuat.")
        return
    ppid = next(iter(meja.pengaturan.pemegang("ppid", sekarang())), None)
    kode = edisi.kode if edisi and edisi.periode == bulan else f"DIP-{meja.lembaga}-{bulan}"
    try:
        naskah = surat_permintaan(
            meja.pengaturan.lembaga, kode, bulan, opd, ppid, sekarang(), ke=2 if ke == 2 else 1, batas=batas
        )
    except ValueError:
        raise SistemGalat(f"Batas waktu '{batas[:20]}' tidak terbaca. Tulis misalnya 2026-11-28.") from None
    folder = meja.ruang("surat") / kode
    folder.mkdir(mode=0o700, exist_ok=True)
    for nama, isi in cetak(naskah).items():
        (folder / nama).write_bytes(isi)
        _layar.print(str(folder / nama), markup=False, soft_wrap=True)


@surat_app.command("daftar")
def daftar() -> None:
    """Naskah edisi terbuka (atau yang tayang): nota, lembar koreksi, lembar pengesahan, konsep SK, berita acara."""
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
    _layar.print(f"{edisi.kode if edisi else ''}: {len(surat)} naskah di {folder}", markup=False, soft_wrap=True)
    for s in surat:
        _layar.print(f"  {s.nama}.docx  {s.nama}.pdf", markup=False)


def _edisi(meja: Meja) -> Edisi | None:
    from dip.edisi import edisi_terbuka

    with meja.register.baca() as k:
        return edisi_terbuka(k, meja.lembaga)


def _belum(meja: Meja, edisi: Edisi | None) -> list[str]:
    """Offices that sent nothing for the open edition, by its newest draft; all of them as long as there is none."""
    from dip.beku import muat_revisi, revisi_terakhir
    from keluaran.surat import belum_menyampaikan

    with meja.register.baca() as k:
        draf = revisi_terakhir(k, edisi.id) if edisi else None
    if draf is None:
        return [o.nama for o in meja.pengaturan.opd_aktif()]
    return list(belum_menyampaikan(muat_revisi(meja.gudang, draf.sidik)))
