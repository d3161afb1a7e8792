"""`dip …`: the terminal face of the house. Thin; offline verbs load only the rooms they need, and never Prefect."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from flows.cli_berkas import berkas_app

app = typer.Typer(
    name="dip",
    help="Daftar Informasi Publik: dari berkas OPD sampai terbit.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
pejabat_app = typer.Typer(help="Pejabat dan authenticator mereka.", no_args_is_help=True)
app.add_typer(berkas_app)
app.add_typer(pejabat_app, name="pejabat")

_layar = Console(highlight=False)
_galat = Console(stderr=True, highlight=False)


def _kabar(teks: str) -> None:
    _layar.print(teks, markup=False, soft_wrap=True)


def utama() -> None:
    """Entry point: known faults become one clear sentence and exit code 1, never a traceback."""
    try:
        app()
    except Exception as e:
        if not isinstance(e, _dikenal()):
            raise
        _galat.print(str(e), markup=False, soft_wrap=True)
        raise SystemExit(1) from None


def _dikenal() -> tuple[type[Exception], ...]:
    """Faults that have a sentence of their own; looked up only when something went wrong."""
    from dip.muat import PengaturanGalat
    from dip.pejabat import ContohDitolak, PejabatGalat
    from dip.rahasia import BrankasGalat
    from dip.register import RegisterGalat
    from flows.sistem import SistemGalat

    return PengaturanGalat, ContohDitolak, PejabatGalat, BrankasGalat, RegisterGalat, SistemGalat


@app.command()
def mulai() -> None:
    """Nyalakan server Prefect, pekerja, dan pratinjau; Ctrl-C untuk berhenti."""
    from flows.mulai import utama as jalan

    raise typer.Exit(jalan(_kabar))


@app.command()
def demo() -> None:
    """Satu bulan Kabupaten Contoh, dari berkas OPD sampai terbit, lewat Prefect yang sebenarnya."""
    from flows.demo import DemoGagal
    from flows.demo import utama as jalan

    try:
        raise typer.Exit(jalan(_kabar))
    except DemoGagal as e:
        _galat.print(f"Demo gagal: {e}", markup=False, soft_wrap=True)
        raise typer.Exit(1) from None


@app.command()
def jalankan(
    periode: Annotated[str, typer.Argument(help="Bulan edisi, misalnya 2026-11; kosong berarti bulan berjalan")] = "",
) -> None:
    """Jalankan edisi satu bulan (sistem harus sudah menyala: dip mulai)."""
    from flows.petugas import jalankan_edisi

    _kabar(jalankan_edisi(periode))


@app.command()
def lanjutkan(periode: Annotated[str, typer.Argument(help="Bulan edisi yang terbuka, misalnya 2026-11")]) -> None:
    """Lanjutkan edisi terbuka yang jalannya dibatalkan, dihapus, atau gagal; persetujuan yang ada tetap berlaku."""
    from flows.petugas import lanjutkan_edisi

    _kabar(lanjutkan_edisi(periode))


@app.command()
def batalkan() -> None:
    """Akhiri edisi terbuka yang jalannya sudah mati, dengan authenticator petugas."""
    from flows.petugas import batalkan_edisi

    batalkan_edisi(_layar)


@app.command("tarik-ulang")
def tarik_ulang(
    opd: Annotated[list[str] | None, typer.Argument(help="Kode OPD; kosong berarti semua yang gagal")] = None,
) -> None:
    """Tarik ulang sumber OPD ke edisi terbuka; sesudahnya pilih *susun ulang* di gerbang petugas agar dipakai."""
    from flows.petugas import jalankan_tarik_ulang

    _kabar(jalankan_tarik_ulang(opd or []))


@app.command()
def putuskan() -> None:
    """Ambil kode persetujuan di terminal, sama seperti di halaman draf."""
    from flows.petugas import ambil_kode

    ambil_kode(_layar)


@app.command()
def status() -> None:
    """Di mana edisi ini berada, sejak kapan, dan siapa yang harus bertindak."""
    from flows.petugas import tulis_status

    tulis_status(_layar)


@app.command()
def kode(nama: Annotated[str, typer.Argument(help="Nama masuk pejabat contoh, misalnya rina")]) -> None:
    """Angka authenticator pejabat Kabupaten Contoh (hanya untuk pejabat contoh bawaan)."""
    from dip.jam import sekarang
    from dip.pejabat import kode_contoh
    from flows.mulai import meja_luncur

    meja = meja_luncur()
    _kabar(kode_contoh(meja.register, meja.brankas, meja.pengaturan, nama, sekarang()))


@pejabat_app.command("daftar")
def pejabat_daftar(
    nama: Annotated[str, typer.Argument(help="Nama masuk pejabat; kosong berarti tampilkan semua")] = "",
    qr: Annotated[Path | None, typer.Option(help="Simpan QR ke berkas PNG ini (hanya untuk pejabat itu)")] = None,
) -> None:
    """Daftarkan authenticator seorang pejabat, atau tampilkan semua pejabat."""
    from dip.jam import sekarang
    from dip.pejabat import daftar, daftarkan, qr_png, qr_terminal
    from flows.mulai import meja_luncur

    meja = meja_luncur()
    if not nama:
        tabel = Table("Nama masuk", "Nama", "Peran", "Menjabat", "Authenticator")
        for b in daftar(meja.register, meja.pengaturan, sekarang()):
            tabel.add_row(b.kode, b.nama, b.peran, "ya" if b.berlaku else "tidak", "ya" if b.terdaftar else "belum")
        _layar.print(tabel)
        return
    if qr is not None:  # a place that cannot be written must show before the secret exists
        try:
            qr.touch(mode=0o600)
            qr.chmod(0o600)
        except OSError as e:
            _galat.print(f"QR tidak dapat disimpan di {qr}: {e.strerror}", markup=False, soft_wrap=True)
            raise typer.Exit(1) from None
    uri = daftarkan(meja.register, meja.brankas, meja.pengaturan, nama, sekarang()).uri
    _kabar("Pindai dengan aplikasi authenticator di ponsel pejabat itu. QR ini hanya tampil sekali.")
    if qr is not None:
        qr.write_bytes(qr_png(uri))
        _kabar(f"QR disimpan di {qr}. Hapus sesudah dipindai.")
    else:
        _kabar(qr_terminal(uri))


@pejabat_app.command("cabut")
def pejabat_cabut(nama: Annotated[str, typer.Argument(help="Nama masuk pejabat")]) -> None:
    """Cabut authenticator pejabat (ponsel hilang atau diganti) beserta kode persetujuannya yang belum dipakai."""
    from dip.jam import sekarang
    from dip.pejabat import cabut_pendaftaran
    from flows.mulai import meja_luncur

    meja = meja_luncur()
    cabut_pendaftaran(meja.register, meja.pengaturan, nama, sekarang())
    _kabar(f"Authenticator '{nama}' dicabut. Daftarkan yang baru: dip pejabat daftar {nama}")


if __name__ == "__main__":
    utama()
