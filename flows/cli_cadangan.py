"""`dip cadangkan`, `dip periksa-cadangan`, `dip pulihkan`, `dip pindah`: copies of everything, and the way back.

None needs Prefect. Exit codes: 0 done, 1 not done or not whole (the sentence says why), 2 wrong use.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from flows.layar import galat, layar

if TYPE_CHECKING:
    from dip.cadangan import HasilCadangan
    from dip.pindah import Maju

cadangan_app = typer.Typer(help="Cadangan, pemulihan, dan pemindahan data.", no_args_is_help=True)


_MASIH_JALAN = (
    "Sistem masih berjalan. Hentikan dulu (Ctrl-C di dip mulai; di server: "
    "systemctl stop dip@LEMBAGA.target), lalu ulangi."
)

Json = Annotated[bool, typer.Option("--json", help="Hasil untuk mesin")]


@cadangan_app.command()
def cadangkan(
    folder: Annotated[Path, typer.Argument(help="Tempat cadangan, sebaiknya di disk lain")],
    dengan_rahasia: Annotated[
        bool,
        typer.Option("--dengan-rahasia", help="Sertakan kunci; siapa pun yang membacanya dapat memalsukan persetujuan"),
    ] = False,
    simpan: Annotated[int, typer.Option(min=0, help="Simpan hanya sekian cadangan terbaru; 0 berarti semua")] = 0,
    sebagai_json: Json = False,
) -> None:
    """Cadangkan register, berkas, arsip, dan pengaturan, selagi sistem bekerja.

    Contoh: dip cadangkan /media/cadangan --simpan 30
    Contoh: dip cadangkan /media/brankas --dengan-rahasia
    """
    from dip.cadangan import cadangkan as buat
    from dip.jam import sekarang
    from dip.meja import buka_meja
    from flows.mulai import folder_contoh

    with _kemajuan(sebagai_json) as maju, _kalimat():
        hasil = buat(buka_meja(folder_contoh()), folder, sekarang(), kunci=dengan_rahasia, simpan=simpan, maju=maju)
    if sebagai_json:
        _tulis_json(_json_cadangan(hasil))
    else:
        _tampilkan(hasil)
    raise typer.Exit(1 if hasil.rusak or hasil.hilang else 0)


@cadangan_app.command("periksa-cadangan")
def periksa_cadangan(
    cadangan: Annotated[Path, typer.Argument(help="Folder cadangan-… itu sendiri")], sebagai_json: Json = False
) -> None:
    """Baca satu cadangan seluruhnya: berkas, register, jejak. Tidak mengubah apa pun.

    Contoh: dip periksa-cadangan /media/cadangan/cadangan-20261123-020000
    """
    from dip.cadangan_periksa import periksa_cadangan as periksa

    with _kemajuan(sebagai_json) as maju, _kalimat():
        salah = periksa(cadangan, maju)
    if sebagai_json:
        _tulis_json({"cadangan": str(cadangan), "utuh": not salah, "salah": salah})
    else:
        _kabar("\n".join(salah) or f"Cadangan {cadangan.name} utuh.")
        if salah:
            _kabar("Cadangan ini tidak dapat dipulihkan; pakai yang lain.")
    raise typer.Exit(1 if salah else 0)


@cadangan_app.command()
def pulihkan(
    cadangan: Annotated[Path, typer.Argument(help="Folder cadangan-… itu sendiri")],
    rahasia: Annotated[
        Path | None, typer.Option(help="Folder kunci, kalau disimpan terpisah dari cadangan ini")
    ] = None,
    sebagai_json: Json = False,
) -> None:
    """Pulihkan cadangan ke DIP_DATA yang kosong; tidak pernah menimpa.

    Contoh: DIP_DATA=/srv/dip-baru dip pulihkan /media/cadangan/cadangan-20261123-020000
    """
    from dip.cadangan_pulih import Tujuan
    from dip.cadangan_pulih import pulihkan as kerjakan
    from dip.jam import sekarang

    env = os.environ
    pengaturan = Path(env["DIP_PENGATURAN"]).resolve() if env.get("DIP_PENGATURAN") else None
    data = Path(env.get("DIP_DATA") or "data-dip").resolve()
    tujuan = Tujuan(data, env.get("DIP_REGISTER", ""), env.get("DIP_GUDANG", ""), pengaturan)
    with _kemajuan(sebagai_json) as maju, _kalimat():
        hasil = kerjakan(cadangan, tujuan, sekarang(), kunci=rahasia, maju=maju)
    if sebagai_json:
        _tulis_json({
            "data": str(data), "berkas": hasil.berkas, "dibuat": hasil.dibuat, "kepala": hasil.kepala,
            "pengaturan": str(hasil.pengaturan or ""), "daftar_ulang": hasil.daftar_ulang,
        })  # fmt: skip
        return
    _kabar(f"Dipulihkan ke {data}: {hasil.berkas} berkas, keadaan {hasil.dibuat}.")
    for lembaga, (urut, kepala) in hasil.kepala.items():
        _kabar(f"Jejak {lembaga}: {urut} catatan, kepala {kepala}")
    if hasil.pengaturan is not None:
        _kabar(f"Pengaturan: {hasil.pengaturan} (pakai DIP_PENGATURAN={hasil.pengaturan})")
    if hasil.daftar_ulang:
        _kabar(
            "Kunci tidak ikut dipulihkan. Authenticator ini harus dicabut dan didaftarkan ulang (dip pejabat): "
            f"{', '.join(hasil.daftar_ulang)}. Persetujuan dan segel sebelum ini tidak dapat dibuktikan lagi: edisi "
            "yang terbuka perlu dibatalkan dan dimulai kembali. Kalau masih ada salinan kunci, kosongkan DIP_DATA "
            "lalu ulangi dengan --rahasia."
        )
    _kabar(
        "Selanjutnya nyalakan sistem (dip mulai; di server: systemctl start), "
        "lihat dip status, dan bila edisinya berhenti: dip lanjutkan BULAN."
    )


@cadangan_app.command()
def pindah(
    tujuan: Annotated[str, typer.Argument(help="Register tujuan yang kosong: postgresql://… atau sqlite:////jalan")],
    sebagai_json: Json = False,
) -> None:
    """Pindahkan register antara SQLite dan PostgreSQL; yang lama tidak diubah. Hentikan sistem lebih dulu.

    Contoh: dip pindah postgresql://dip@localhost/dip
    Contoh: dip pindah sqlite:////srv/dip/register-baru.db
    """
    from dip.cadangan_isi import CadanganGalat, sedang_jalan
    from dip.meja import buka_meja
    from dip.pindah import pindah as kerjakan
    from dip.register import Register
    from flows.mulai import folder_contoh

    meja = buka_meja(folder_contoh())
    with _kemajuan(sebagai_json) as maju, _kalimat():
        if sedang_jalan(meja.data) or _server_menjawab():
            raise CadanganGalat(_MASIH_JALAN)
        asal, ke = meja.register, Register(tujuan)
        isi = kerjakan(asal, ke, maju)
        alamat = ke.alamat
    if sebagai_json:
        _tulis_json({"register": alamat, "baris": isi.baris, "sidik": isi.sidik, "kepala": isi.kepala})
        return
    _kabar(f"Dipindahkan dan dibandingkan: {sum(isi.baris.values())} baris dalam {len(isi.baris)} tabel.")
    for lembaga, (urut, kepala) in isi.kepala.items():
        _kabar(f"Jejak {lembaga}: {urut} catatan, kepala {kepala}")
    _kabar(
        f"Sekarang atur DIP_REGISTER={alamat} (isi kata sandinya bila ada), "
        "lalu nyalakan lagi. Register lama tidak diubah."
    )


@contextmanager
def _kemajuan(diam: bool) -> Iterator[Maju]:
    """A line of progress on the error output, none for machines."""
    kolom = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    with Progress(*kolom, console=galat, transient=True, disable=diam or not galat.is_terminal) as p:
        tugas = p.add_task("mulai", total=1)
        yield lambda langkah, selesai, dari: p.update(tugas, description=langkah, completed=selesai, total=dari)


@contextmanager
def _kalimat() -> Iterator[None]:
    """Faults of these commands become their sentence and exit code 1."""
    from dip.cadangan_isi import CadanganGalat
    from dip.cakram import DiskGalat
    from dip.pindah import PindahGalat

    try:
        yield
    except (CadanganGalat, PindahGalat, DiskGalat) as e:
        galat.print(str(e), markup=False, soft_wrap=True)
        raise typer.Exit(1) from None


def _server_menjawab() -> bool:
    """Whether the Prefect of the services answers: they hold no lock on the data as `dip mulai` does."""
    import httpx

    if not (alamat := os.environ.get("PREFECT_API_URL")):
        return False
    try:
        httpx.get(f"{alamat}/health", timeout=5)
    except httpx.HTTPError:
        return False
    return True


def _besar(byte: int) -> str:
    return f"{byte / 1e6:.1f} MB".replace(".", ",") if byte >= 100_000 else f"{byte / 1e3:.0f} KB"


def _kabar(teks: str) -> None:
    layar.print(teks, markup=False, soft_wrap=True)


def _tulis_json(isi: dict[str, Any]) -> None:
    import orjson

    _kabar(orjson.dumps(isi, option=orjson.OPT_INDENT_2).decode())


def _json_cadangan(h: HasilCadangan) -> dict[str, Any]:
    nama = (
        "berkas", "baru", "ditaut", "byte_baru", "kunci", "kepala", "manifes", "rusak", "hilang", "dibuang", "satu_disk"
    )  # fmt: skip
    return {"folder": str(h.folder), **{n: getattr(h, n) for n in nama}}


def _tampilkan(h: HasilCadangan) -> None:
    _kabar(f"Cadangan selesai dan terbaca kembali: {h.folder}")
    _kabar(f"{h.berkas} berkas, {h.baru} ditulis ({_besar(h.byte_baru)}), {h.ditaut} sama dengan yang lalu.")
    for lembaga, (urut, kepala) in h.kepala.items():
        _kabar(f"Jejak {lembaga}: {urut} catatan, kepala {kepala}")
    _kabar(f"Sidik manifes (catat di tempat lain): {h.manifes}")
    if h.dibuang:
        _kabar(f"Dibuang: {', '.join(h.dibuang)}")
    if h.kunci:
        _kabar("Cadangan ini berisi kunci: simpan terkunci, terpisah dari cadangan harian.")
    else:
        _kabar("Kunci (rahasia/) tidak ikut. Pastikan ada satu salinan di tempat lain: --dengan-rahasia.")
    if h.satu_disk:
        _kabar("Cadangan ini di disk yang sama dengan datanya: bila disk itu rusak, keduanya hilang.")
    for sha in h.rusak:
        _kabar(f"RUSAK di gudang, dan tidak ada di cadangan sebelumnya: {sha}")
    for sha in h.hilang:
        _kabar(f"HILANG dari gudang: {sha}")
