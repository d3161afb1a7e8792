"""`dip verifikasi`: what an archive proves, offline, without settings. `dip periksa-arsip`: all that is kept here."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from flows.layar import galat, layar

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from dip.meja import Meja
    from keluaran.periksa_arsip import HasilBagian
    from keluaran.verifikasi import Verifikasi

verifikasi_app = typer.Typer()

_TANDA = {"ok": "[green]BENAR[/green]", "gagal": "[red]SALAH[/red]", "tidak_diperiksa": "[yellow]—    [/yellow]"}


@verifikasi_app.command()
def verifikasi(
    arsip: Annotated[Path, typer.Argument(help="Folder arsip edisi, atau salinan bagian terbukanya")],
    kepala: Annotated[
        str,
        typer.Option(help="Kepala jejak yang tercetak di lembar pengesahan atau halaman publik (64 huruf dan angka)"),
    ] = "",
    sebagai_json: Annotated[bool, typer.Option("--json", help="Hasil untuk mesin")] = False,
) -> None:
    """Buktikan keutuhan dan keabsahan arsip satu edisi, tanpa jaringan dan tanpa mengubah apa pun.

    Kode keluar: 0 semua yang dapat diperiksa benar, 1 ada yang tidak benar, 2 salah pakai.

    Contoh: dip verifikasi data-dip/arsip/2026/DIP-KTH-2026-11
    """
    from keluaran.verifikasi import BukanArsip, rapikan_kepala
    from keluaran.verifikasi import verifikasi as periksa

    try:
        if not arsip.is_dir():
            raise BukanArsip(f"Folder {arsip} tidak ada. Sebut folder arsip edisi.")
        hasil = periksa(arsip, rapikan_kepala(kepala))
    except (BukanArsip, ValueError) as e:
        galat.print(str(e), markup=False, soft_wrap=True)
        raise typer.Exit(2) from None
    if sebagai_json:
        import orjson

        layar.print(orjson.dumps(hasil.ke_json(), option=orjson.OPT_INDENT_2).decode(), markup=False, soft_wrap=True)
    else:
        _tampilkan(hasil)
    raise typer.Exit(0 if hasil.sah else 1)


def _tampilkan(v: Verifikasi) -> None:
    layar.print(f"Arsip {v.kode or v.arsip}, nomor draf {v.nomor_draf or '?'}", markup=False, soft_wrap=True)
    for h in v.hasil:
        layar.print(f"  {_TANDA[h.status]}  {escape(h.kalimat)}", soft_wrap=True)
        for r in h.rincian:
            layar.print(f"           {r}", markup=False, soft_wrap=True, style="" if h.status == "gagal" else "dim")
    salah = sum(h.status == "gagal" for h in v.hasil)
    lewat = sum(h.status == "tidak_diperiksa" for h in v.hasil)
    if salah:
        kalimat = f"{salah} hal tidak benar. Arsip ini tidak membuktikan edisinya; minta salinan lain dan bandingkan."
    elif not v.lengkap:
        kalimat = "Bagian terbuka benar. Putusan dan jejaknya hanya dapat dibuktikan dengan bagian tertutup."
    else:
        kalimat = "Semua yang dapat diperiksa benar."
    layar.print(kalimat + (f" {lewat} hal tidak diperiksa." if lewat else ""), markup=False, soft_wrap=True)


@verifikasi_app.command("periksa-arsip")
def periksa_arsip(
    situs: Annotated[bool, typer.Option(help="Bandingkan juga yang tayang di situs")] = True,
    sebagai_json: Annotated[bool, typer.Option("--json", help="Hasil untuk mesin, tanpa situs")] = False,
) -> None:
    """Buktikan semua yang disimpan: jejak dari awal, berkas di gudang, arsip tiap edisi, lalu situs.

    Tidak mengubah apa pun. Kode keluar: 0 semua benar, 1 ada yang salah.

    Contoh: dip periksa-arsip
    Contoh: dip periksa-arsip --no-situs --json
    """
    from flows.mulai import meja_luncur

    meja = meja_luncur()
    bagian = _bagian(meja)
    keluar = int(any(b.banyak_salah for b in bagian))
    if sebagai_json:
        from dataclasses import asdict

        from flows.tampilan import tulis_json

        tulis_json([asdict(b) for b in bagian], layar)
        raise typer.Exit(keluar)
    for b in bagian:
        tanda = _TANDA["gagal" if b.banyak_salah else "ok"]
        layar.print(f"{tanda}  {escape(b.nama)}: {b.diperiksa} diperiksa, {b.banyak_salah} salah", soft_wrap=True)
        for kalimat in b.salah:
            layar.print(f"       {kalimat}", markup=False, soft_wrap=True)
        if b.banyak_salah:
            layar.print(f"       Yang dilakukan: {b.langkah}", markup=False, soft_wrap=True)
    if situs and _ada_tayang(meja):
        from flows.tujuan import periksa

        keluar = periksa(layar, "") or keluar
    raise typer.Exit(keluar)


def _bagian(meja: Meja) -> list[HasilBagian]:
    """The three parts that need no site, with a progress bar on standard error."""
    from rich.progress import Progress

    from keluaran.periksa_arsip import periksa_blob, periksa_folder, periksa_jejak

    hasil = []
    with Progress(console=galat, transient=True) as maju:
        for nama, periksa in (("Jejak", periksa_jejak), ("Gudang", periksa_blob), ("Arsip", periksa_folder)):
            kerja = maju.add_task(nama, total=None)
            hasil.append(periksa(meja, partial(_maju, maju, kerja)))
    return hasil


def _maju(maju: Progress, kerja: TaskID, selesai: int, semua: int) -> None:
    maju.update(kerja, completed=selesai, total=semua)


def _ada_tayang(meja: Meja) -> bool:
    from dip.edisi import edisi_hidup

    with meja.register.baca() as k:
        return edisi_hidup(k, meja.lembaga) is not None
