"""`dip verifikasi`: what an archive proves. Offline: needs no server, no settings, no Prefect."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape

if TYPE_CHECKING:
    from keluaran.verifikasi import Verifikasi

verifikasi_app = typer.Typer()

_TANDA = {"ok": "[green]BENAR[/green]", "gagal": "[red]SALAH[/red]", "tidak_diperiksa": "[yellow]—    [/yellow]"}

_layar = Console(highlight=False)
_galat = Console(stderr=True, highlight=False)


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
    """
    from keluaran.verifikasi import BukanArsip, rapikan_kepala
    from keluaran.verifikasi import verifikasi as periksa

    try:
        if not arsip.is_dir():
            raise BukanArsip(f"Folder {arsip} tidak ada. Sebut folder arsip edisi.")
        hasil = periksa(arsip, rapikan_kepala(kepala))
    except (BukanArsip, ValueError) as e:
        _galat.print(str(e), markup=False, soft_wrap=True)
        raise typer.Exit(2) from None
    if sebagai_json:
        import orjson

        _layar.print(orjson.dumps(hasil.ke_json(), option=orjson.OPT_INDENT_2).decode(), markup=False, soft_wrap=True)
    else:
        _tampilkan(hasil)
    raise typer.Exit(0 if hasil.sah else 1)


def _tampilkan(v: Verifikasi) -> None:
    _layar.print(f"Arsip {v.kode or v.arsip}, nomor draf {v.nomor_draf or '?'}", markup=False, soft_wrap=True)
    for h in v.hasil:
        _layar.print(f"  {_TANDA[h.status]}  {escape(h.kalimat)}", soft_wrap=True)
        for r in h.rincian:
            _layar.print(f"           {r}", markup=False, soft_wrap=True, style="" if h.status == "gagal" else "dim")
    salah = sum(h.status == "gagal" for h in v.hasil)
    lewat = sum(h.status == "tidak_diperiksa" for h in v.hasil)
    if salah:
        kalimat = f"{salah} hal tidak benar. Arsip ini tidak membuktikan edisinya; minta salinan lain dan bandingkan."
    elif not v.lengkap:
        kalimat = "Bagian terbuka benar. Putusan dan jejaknya hanya dapat dibuktikan dengan bagian tertutup."
    else:
        kalimat = "Semua yang dapat diperiksa benar."
    _layar.print(kalimat + (f" {lewat} hal tidak diperiksa." if lewat else ""), markup=False, soft_wrap=True)
