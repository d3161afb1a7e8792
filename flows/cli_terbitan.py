"""`dip terbitan …`: orders after publication: take down, go back, add what must be announced at once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.layar import layar

terbitan_app = typer.Typer(
    help="Perintah sesudah terbit: cabut, kembalikan, adendum. Masing-masing diputus PPID.", no_args_is_help=True
)

_ALASAN = typer.Option(help="Alasan untuk catatan internal, paling sedikit 10 huruf")
_NOMOR = typer.Argument(help="Nomor perintah, lihat: dip terbitan daftar")
_ANGKA_MAKS = 9
"""Digits of a number; more than any register holds."""
_KETERANGAN = typer.Option(help="Yang boleh dibaca umum tentang perintah ini; boleh kosong")


@terbitan_app.command("daftar")
def daftar() -> None:
    """Terbitan yang pernah tayang dan semua perintah, yang terbaru dulu.

    Contoh: dip terbitan daftar
    """
    from flows.perintah import tulis_daftar

    tulis_daftar(layar)


@terbitan_app.command("cabut")
def cabut(
    kode: Annotated[list[str] | None, typer.Argument(help="Kode informasi, misalnya KTH-DINKES-0042")] = None,
    alasan: Annotated[str, _ALASAN] = "",
    keterangan: Annotated[str, _KETERANGAN] = "",
    seluruhnya: Annotated[bool, typer.Option("--seluruhnya", help="Cabut seluruh edisi yang tayang")] = False,
) -> None:
    """Cabut informasi dari semua situs.

    Contoh: dip terbitan cabut KTH-DINKES-0042 --alasan "memuat nama pasien"
    """
    from flows.perintah import minta_cabut
    from flows.sistem import SistemGalat

    if bool(kode) == seluruhnya:
        raise SistemGalat("Sebutkan kode informasi yang dicabut, atau --seluruhnya untuk mencabut seluruh edisi.")
    minta_cabut(layar, [k.upper() for k in kode or []], alasan, keterangan)


@terbitan_app.command("kembalikan")
def kembalikan(
    ke: Annotated[str, typer.Argument(help="Kode edisi, misalnya DIP-KTH-2026-10, atau nomor terbitan")],
    alasan: Annotated[str, _ALASAN] = "",
    keterangan: Annotated[str, _KETERANGAN] = "",
) -> None:
    """Kembalikan semua situs ke terbitan terdahulu, persis seperti dulu; yang dicabut tetap dicabut.

    Contoh: dip terbitan kembalikan DIP-KTH-2026-10 --alasan "Berkas salah."
    """
    from flows.perintah import minta_kembali

    minta_kembali(layar, ke.strip().upper(), alasan, keterangan)


@terbitan_app.command("adendum")
def adendum(
    opd: Annotated[str, typer.Option(help="Kode OPD, misalnya DINKES")] = "",
    baris: Annotated[list[int] | None, typer.Option(help="Nomor baris di berkas OPD; boleh diulang")] = None,
    judul: Annotated[list[str] | None, typer.Option(help="Judul informasinya; boleh diulang")] = None,
    berkas: Annotated[Path | None, typer.Option(help="Berkas OPD; kosong berarti ditarik dari sumbernya")] = None,
    alasan: Annotated[str, _ALASAN] = "",
    keterangan: Annotated[str, _KETERANGAN] = "",
) -> None:
    """Terbitkan informasi serta merta dengan putusan PPID saja; disahkan bersama edisi berikutnya.

    Tanpa --baris dan --judul: hanya diperlihatkan apa yang bisa.

    Contoh: dip terbitan adendum --opd DINKES --judul "Peringatan demam berdarah" --alasan "kejadian luar biasa"
    """
    from flows.perintah import minta_adendum
    from flows.sistem import SistemGalat

    if not opd.strip():
        raise SistemGalat("Sebutkan OPD yang informasinya ditambahkan, misalnya: dip terbitan adendum --opd DINKES")
    minta_adendum(layar, opd.strip().upper(), baris or [], judul or [], berkas, alasan, keterangan)


@terbitan_app.command("batal")
def batal(
    nomor: Annotated[str, _NOMOR],
    alasan: Annotated[str, _ALASAN] = "",
) -> None:
    """Tarik kembali perintah yang belum diputus PPID.

    Contoh: dip terbitan batal 3
    """
    from flows.perintah import batalkan

    batalkan(layar, _nomor(nomor), alasan)


@terbitan_app.command("lanjutkan")
def lanjutkan(nomor: Annotated[str, _NOMOR]) -> None:
    """Jalankan lagi perintah yang jalannya terhenti atau belum sampai di semua situs; putusan yang ada berlaku.

    Contoh: dip terbitan lanjutkan 3
    """
    from flows.perintah import mulai_lagi

    mulai_lagi(layar, _nomor(nomor))


def _nomor(teks: str) -> int:
    """The number of an order as typed. Raises SistemGalat."""
    from flows.sistem import SistemGalat

    if not (teks.isascii() and teks.isdigit() and len(teks) <= _ANGKA_MAKS):
        raise SistemGalat(f"'{teks[:20]}' bukan nomor perintah. Nomornya angka, misalnya 3. Lihat: dip terbitan daftar")
    return int(teks)
