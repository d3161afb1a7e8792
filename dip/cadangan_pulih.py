"""Restoring a backup into an empty DIP_DATA, so that the work goes on where the backup's moment was.

Everything is checked before the first file is written, put beside its place and renamed; the register comes last, so an
interrupted restore never looks like a working system. Nothing is ever overwritten. Afterwards the journal says that it
was restored, and from which moment: what happened between that moment and the loss is gone, and people can see so.
"""

from __future__ import annotations

import os
import shutil
import stat
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from dip import jejak
from dip.cadangan_isi import MANIFES, CadanganGalat, baca_manifes, jalan_aman, sedang_jalan, semua_berkas, sidik_berkas
from dip.cadangan_periksa import REGISTER, Keterangan, baca_keterangan, periksa_cadangan
from dip.cakram import jaga_cakram
from dip.gudang import Gudang
from dip.pindah import Maju, baca_isi, diam, kosong, salin_isi
from dip.rahasia import BERKAS_SEGEL, Brankas
from dip.register import Register

_SEMENTARA = ".pulih"
BOLEH_ADA = ("prefect", "jalan", "tembolok", "rahasia", "lost+found")
"""What may lie in the folder already: derived things, the keys when they were put back by hand, a disk's own folder."""


@dataclass(frozen=True, slots=True)
class HasilPulih:
    """What was restored. `pengaturan` is where the settings lie now (None: those that were there are used).

    `daftar_ulang` are officials whose authenticator has to be made anew, because its key is gone.
    """

    berkas: int
    dibuat: str
    kepala: dict[str, tuple[int, str]]
    pengaturan: Path | None
    daftar_ulang: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Tujuan:
    """Where to restore to: the folder of data; register, blobs and settings as the environment says, or empty."""

    data: Path
    url_register: str = ""
    url_gudang: str = ""
    pengaturan: Path | None = None


@jaga_cakram("folder data")
def pulihkan(
    cadangan: Path, tujuan: Tujuan, waktu: datetime, *, kunci: Path | None = None, maju: Maju = diam
) -> HasilPulih:
    """Restore a backup. `kunci` is a folder with the keys when they were kept apart.

    Raises CadanganGalat when the backup is not whole, the place not empty, or the keys are not those of the backup.
    """
    cadangan = cadangan.absolute()
    keterangan = baca_keterangan(cadangan)
    _wajib_kosong(tujuan)
    asal_kunci = _asal_kunci(cadangan, tujuan.data, kunci, keterangan)
    if salah := periksa_cadangan(cadangan, maju):
        lain = f" (dan {len(salah) - 1} lainnya)" if len(salah) > 1 else ""
        raise CadanganGalat(f"Cadangan {cadangan} tidak utuh: {salah[0]}{lain}. Pakai cadangan yang lain.")
    tujuan.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    tujuan.data.chmod(0o700)
    sementara = tujuan.data / _SEMENTARA
    shutil.rmtree(sementara, ignore_errors=True)  # left by an interrupted restore
    sementara.mkdir(mode=0o700)
    try:
        semua = sorted(baca_manifes(cadangan).items())
        for nomor, (nama, sidik) in enumerate(semua):
            maju("memulihkan berkas", nomor, len(semua))
            mode = stat.S_IMODE((cadangan / nama).stat().st_mode) & 0o755 if nama.startswith("data/") else 0o600
            _salin(cadangan / nama, sementara / nama, sidik, mode | 0o600)
        _susun(sementara, keterangan)
        _tautkan(sementara, keterangan)
        pengaturan = _pindahkan(sementara, tujuan, asal_kunci, maju)
        _register(sementara / REGISTER, tujuan, maju)
    finally:
        shutil.rmtree(sementara, ignore_errors=True)
    berkunci = _berkunci(tujuan.data / "rahasia")
    if berkunci and keterangan.awal_segel and not (awal := tujuan.data / "rahasia" / BERKAS_SEGEL).exists():
        awal.touch(mode=0o600)
        awal.write_text(keterangan.awal_segel)
    daftar_ulang = [] if berkunci else keterangan.pejabat
    _catat(cadangan, tujuan, keterangan, waktu, bersegel=berkunci)
    return HasilPulih(len(semua), keterangan.dibuat, keterangan.kepala, pengaturan, daftar_ulang)


def _wajib_kosong(tujuan: Tujuan) -> None:
    """Refuse a folder or register that holds anything of its own, or is at work."""
    if sedang_jalan(tujuan.data):
        raise CadanganGalat(f"Sistem di {tujuan.data} masih berjalan. Hentikan dulu, lalu ulangi.")
    ada = sorted(e.name for e in tujuan.data.iterdir()) if tujuan.data.is_dir() else []
    isi = [n for n in ada if n not in (*BOLEH_ADA, _SEMENTARA) and _berisi(tujuan.data / n)]
    if isi:
        raise CadanganGalat(
            f"Folder data {tujuan.data} tidak kosong ({', '.join(isi[:5])}). Tidak ada yang ditimpa: hentikan sistem, "
            f"pindahkan dulu isinya (mv {tujuan.data} {tujuan.data}.lama), atau pilih DIP_DATA yang lain."
        )
    if not tujuan.url_register:
        return
    register = Register(tujuan.url_register)
    try:
        with register.baca() as k:
            if not kosong(k):
                raise CadanganGalat(
                    "Register di DIP_REGISTER tidak kosong. Tidak ada yang ditimpa; "
                    "buat basis data yang baru (docs/cadangan.md), lalu ulangi."
                )
    finally:
        register.tutup()


def _berisi(jalan: Path) -> bool:
    return not jalan.is_dir() or jalan.is_symlink() or next(semua_berkas(jalan), None) is not None


def _asal_kunci(cadangan: Path, data: Path, kunci: Path | None, keterangan: Keterangan) -> Path | None:
    """The folder the keys come from: given, in the backup, or there already (None). Raises CadanganGalat for others."""
    di_sini = data / "rahasia"
    asal = kunci or (cadangan / "rahasia" if keterangan.kunci else None)
    for folder in (asal, di_sini):
        if folder is None or not _berkunci(folder):
            if folder is not None and folder == kunci:
                raise CadanganGalat(f"Tidak ada kunci di {kunci}.")
            continue
        for nama, sidik in keterangan.sidik_kunci.items():
            if not ((folder / nama).is_file() and sidik_berkas(folder / nama) == sidik):
                raise CadanganGalat(
                    f"Kunci di {folder} bukan kunci milik cadangan ini ({nama}). Cari salinan yang benar."
                )
    return None if _berkunci(di_sini) else asal


def _berkunci(folder: Path) -> bool:
    return folder.is_dir() and any(folder.iterdir())


def _salin(dari: Path, ke: Path, sidik: str, mode: int = 0o600) -> None:
    """Copy one file, keep its time; read it back."""
    ke.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with dari.open("rb") as a, os.fdopen(os.open(ke, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as b:
        shutil.copyfileobj(a, b, 1 << 20)
    ada = dari.stat()
    ke.chmod(mode)
    os.utime(ke, ns=(ada.st_atime_ns, ada.st_mtime_ns))
    if sidik_berkas(ke) != sidik:
        raise CadanganGalat(f"{dari.name} tidak tersalin dengan benar; periksa kedua disk (dmesg), lalu ulangi.")


def _susun(sementara: Path, keterangan: Keterangan) -> None:
    """Folders, also empty ones, with the modes they had; nobody else may write into any."""
    for nama, mode in sorted(keterangan.folder.items(), reverse=True):
        if not jalan_aman(nama) or not nama.startswith(("data/", "pengaturan")):
            raise CadanganGalat(f"Cadangan ini menyebut folder di luar dirinya ({nama}).")
        (sementara / nama).mkdir(parents=True, exist_ok=True, mode=0o700)
        (sementara / nama).chmod(mode & 0o755 | 0o700)


def _tautkan(sementara: Path, keterangan: Keterangan) -> None:
    for nama, tuju in keterangan.tautan.items():
        if not jalan_aman(nama) or not nama.startswith(("data/", "pengaturan/")):
            raise CadanganGalat(f"Cadangan ini punya tautan yang keluar dari foldernya ({nama}).")
        (sementara / nama).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        (sementara / nama).symlink_to(tuju)


def _pindahkan(sementara: Path, tujuan: Tujuan, asal_kunci: Path | None, maju: Maju) -> Path | None:
    """Rename everything but the register into its place; the folder of the settings, None when there were others."""
    if tujuan.url_gudang:
        gudang = Gudang(tujuan.url_gudang)
        for nama, e in semua_berkas(sementara / "gudang"):
            maju(f"gudang {nama[:2]}", 0, 1)
            gudang.simpan(Path(e.path).read_bytes())
    elif (sementara / "gudang").is_dir():
        _ganti(sementara / "gudang", tujuan.data / "gudang")
    data = sementara / "data"
    for isi in sorted(data.iterdir()) if data.is_dir() else ():
        _ganti(isi, tujuan.data / isi.name)
    if asal_kunci is not None:
        baru = sementara / "kunci"
        baru.mkdir(mode=0o700)
        for berkas in sorted(asal_kunci.iterdir()):
            if berkas.is_file():
                _salin(berkas, baru / berkas.name, sidik_berkas(berkas))
        _ganti(baru, tujuan.data / "rahasia")
    tempat = tujuan.pengaturan or tujuan.data / "pengaturan"
    if not (sementara / "pengaturan").is_dir() or (tempat.exists() and _berisi(tempat)):
        return None
    tempat.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    shutil.copytree(sementara / "pengaturan", tempat, symlinks=True, dirs_exist_ok=True)
    return tempat


def _ganti(dari: Path, ke: Path) -> None:
    """Rename; an empty folder that waits there makes room."""
    if ke.is_dir() and not ke.is_symlink() and dari.is_dir():
        shutil.rmtree(ke)  # looked at by `_wajib_kosong`: nothing but empty folders, or no keys
    dari.rename(ke)


def _register(berkas: Path, tujuan: Tujuan, maju: Maju) -> None:
    """Put the register in its place, last of all, and see that it is what the backup held."""
    asal = Register.di_berkas(berkas)  # an older layout is brought up here
    try:
        if tujuan.url_register:
            baru = Register(tujuan.url_register)
            try:
                with asal.baca() as dari, baru.tulis() as ke:
                    salin_isi(dari, ke, maju)
            finally:
                baru.tutup()
            return
        with asal.baca() as dari:
            baca_isi(dari)
    finally:
        asal.tutup()
    os.sync()
    berkas.rename(tujuan.data / REGISTER)


def buka_register(tujuan: Tujuan) -> Register:
    """The register of a restored place."""
    return Register(tujuan.url_register) if tujuan.url_register else Register.di_berkas(tujuan.data / REGISTER)


def _catat(cadangan: Path, tujuan: Tujuan, keterangan: Keterangan, waktu: datetime, *, bersegel: bool) -> None:
    """One entry in every journal, sealed when the keys are there."""
    register = buka_register(tujuan)
    segel = Brankas(tujuan.data / "rahasia").segel if bersegel else None
    try:
        with register.tulis() as k:
            for lembaga, (urut, _) in sorted(keterangan.kepala.items()):
                jejak.catat(
                    k, lembaga, "dipulihkan", waktu=waktu, pelaku="sistem", peran="sistem", segel=segel,
                    data={"cadangan": keterangan.dibuat, "urut": urut},
                    masukan={"cadangan": sidik_berkas(cadangan / MANIFES)},
                )  # fmt: skip
    finally:
        register.tutup()
