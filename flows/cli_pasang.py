"""`dip pasang` and `dip perbaiki`: onto a server, into Prefect, and whether the machine is in order."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from flows.layar import galat, layar

pasang_app = typer.Typer(help="Pemasangan di server, dan pemeriksaan komputer.", no_args_is_help=True)

_TUNGGU = 120.0
"""Seconds the worker waits for its server."""


@pasang_app.command()
def pasang(
    tulis: Annotated[Path | None, typer.Option(help="Tulis berkas untuk server ke folder ini, lalu selesai")] = None,
    periksa: Annotated[bool, typer.Option("--periksa", help="Periksa komputer ini dan sebut yang kurang")] = False,
    json: Annotated[bool, typer.Option("--json", help="Hasil pemeriksaan untuk mesin")] = False,
    lembaga: Annotated[str, typer.Option(help="Nama pendek lembaga di server, misalnya kth")] = "",
    alamat: Annotated[str, typer.Option(help="Alamat Prefect, misalnya https://dip.contohkab.go.id")] = "",
    alamat_pratinjau: Annotated[str, typer.Option(help="Alamat halaman draf, nama server tersendiri")] = "",
    alamat_publik: Annotated[str, typer.Option(help="Alamat situs bila nginx ini juga menampilkannya")] = "",
    port: Annotated[int, typer.Option(help="Port Prefect di komputer ini")] = 4200,
    port_pratinjau: Annotated[int, typer.Option(help="Port halaman draf di komputer ini")] = 4280,
    basis_data: Annotated[str, typer.Option(help="postgresql atau sqlite")] = "postgresql",
    program: Annotated[str, typer.Option(help="Folder program")] = "/opt/dip",
    akar: Annotated[str, typer.Option(help="Folder semua lembaga")] = "/srv/dip",
    pengguna: Annotated[str, typer.Option(help="Pengguna Linux yang menjalankan")] = "dip",
    sertifikat: Annotated[str, typer.Option(help="Berkas sertifikat TLS; kosong berarti milik certbot")] = "",
    kunci: Annotated[str, typer.Option(help="Berkas kunci TLS")] = "",
) -> None:
    """Pasang alur ke Prefect yang menyala; ulangi sesudah mengubah pengaturan atau memperbarui program.

    Contoh: dip pasang
    Contoh: dip pasang --periksa
    Contoh: dip pasang --tulis hasil --lembaga kth --alamat https://dip.kab.go.id --alamat-pratinjau https://draf.kab.go.id
    """
    if tulis is not None:
        pilihan = {
            "lembaga": lembaga, "alamat": alamat, "alamat_pratinjau": alamat_pratinjau, "alamat_publik": alamat_publik,
            "port": port, "port_pratinjau": port_pratinjau, "basis_data": basis_data, "program": program, "akar": akar,
            "pengguna": pengguna, "sertifikat": sertifikat, "kunci": kunci,
        }  # fmt: skip
        raise typer.Exit(_tulis(tulis, pilihan))
    if periksa:
        from flows.mulai import folder_contoh
        from flows.periksa_mesin import tulis_periksa

        raise typer.Exit(tulis_periksa(layar, _meja(folder_contoh()), json=json))
    _pasang()


def _meja(contoh: Path) -> Any:
    """The desk, whatever is wrong with its settings: that is what is being looked at."""
    from dip.meja import buka_meja

    return buka_meja(contoh)


def _tulis(folder: Path, pilihan: dict[str, Any]) -> int:
    from keluaran.pemasangan import Pemasangan, PemasanganGalat, tulis_pemasangan

    try:
        berkas = tulis_pemasangan(folder, Pemasangan(**pilihan))
    except PemasanganGalat as e:
        galat.print(str(e), markup=False, soft_wrap=True)
        return 2
    for b in berkas:
        layar.print(f"{folder / b}", markup=False, soft_wrap=True)
    layar.print(f"\nSelanjutnya: baca {folder}/SELANJUTNYA-{pilihan['lembaga']}.txt", markup=False, soft_wrap=True)
    return 0


def _pasang() -> None:
    import os

    from flows.mulai import buat_kotak_masuk, meja_luncur
    from flows.pasang import pasang_alur
    from flows.petugas import api, minta
    from flows.sistem import SistemGalat

    meja = meja_luncur()
    os.environ.setdefault("PREFECT_API_URL", api(meja))
    r = minta(meja, "GET", "/health")  # one sentence, before Prefect says it in a hundred lines
    if r.status_code != 200:
        raise SistemGalat(
            f"Server Prefect di {api(meja)} menjawab {r.status_code}. Periksa sandinya di berkas lingkungan."
        )
    buat_kotak_masuk(meja)
    env = {**os.environ, "DIP_RUMAH": os.environ.get("DIP_RUMAH") or str(_rumah())}
    jumlah = pasang_alur(meja, env)
    layar.print(f"Alur terpasang; daftar pilihan memuat {jumlah} OPD.", markup=False)


def _rumah() -> Path:
    from flows.sistem import RUMAH

    return RUMAH


@pasang_app.command(hidden=True)
def perbaiki(
    awal: Annotated[bool, typer.Option("--awal", help="Belum ada pekerja: tunggu server, tanpa tenggang")] = False,
) -> None:
    """Tandai jalan yang ditinggal mati, dan teruskan edisi yang terbuka; dijalankan layanan, bukan orang.

    Contoh: dip perbaiki
    """
    import os
    from datetime import timedelta

    from flows.mulai import meja_luncur
    from flows.petugas import api

    meja = meja_luncur()
    os.environ.setdefault("PREFECT_API_URL", api(meja))  # before Prefect is loaded: it would start a server of its own
    from flows.perbaikan import TENGGANG
    from flows.perbaikan import perbaiki as jalan

    if awal:
        _tunggu_server(meja)
    for pesan in jalan(meja, tenggang=timedelta(0) if awal else TENGGANG):
        layar.print(pesan, markup=False, soft_wrap=True)


def _tunggu_server(meja: Any) -> None:
    from flows.petugas import minta
    from flows.sistem import SistemGalat, sampai

    def sehat() -> bool:
        try:
            return minta(meja, "GET", "/health").status_code == 200
        except SistemGalat:
            return False

    sampai(sehat, _TUNGGU, sebab="Server Prefect belum menjawab. Lihat: journalctl -u 'dip-server@*'")
