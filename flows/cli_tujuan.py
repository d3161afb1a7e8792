"""`dip tujuan …`: the places an edition is published to, seen from a terminal."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.layar import layar

tujuan_app = typer.Typer(help="Tujuan penerbitan: uji, rencana, periksa, perbaiki.", no_args_is_help=True)


_NAMA = typer.Argument(help="Nama tujuan seperti di folder tujuan/; kosong berarti semua")


@tujuan_app.callback()
def _kelompok() -> None:
    """Tujuan penerbitan: uji, rencana, periksa, perbaiki."""


@tujuan_app.command("uji")
def uji(nama: Annotated[str, _NAMA] = "") -> None:
    """Coba masuk, menulis, dan memindahkan di setiap tujuan, tanpa meninggalkan apa pun.

    Contoh: dip tujuan uji
    Contoh: dip tujuan uji "Situs PPID"
    """
    from flows.tujuan import uji as jalan

    raise typer.Exit(jalan(layar, nama))


@tujuan_app.command("rencana")
def rencana(nama: Annotated[str, _NAMA] = "") -> None:
    """Tunjukkan apa yang akan dikirim dan dihapus bila edisi yang tayang diterbitkan lagi; tidak mengubah apa pun.

    Contoh: dip tujuan rencana
    """
    from flows.tujuan import rencana as jalan

    raise typer.Exit(jalan(layar, nama))


@tujuan_app.command("periksa")
def periksa(nama: Annotated[str, _NAMA] = "") -> None:
    """Bandingkan yang tayang, juga seperti dibaca masyarakat, dengan edisi yang disahkan.

    Contoh: dip tujuan periksa
    """
    from flows.tujuan import periksa as jalan

    raise typer.Exit(jalan(layar, nama))


@tujuan_app.command("perbaiki")
def perbaiki() -> None:
    """Pasang kembali berkas yang disahkan, dan susulkan ke tujuan yang belum menerimanya (memerlukan dip mulai).

    Contoh: dip tujuan perbaiki
    """
    from flows.tujuan import perbaiki as jalan

    jalan(layar)
