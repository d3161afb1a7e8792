"""Checks of a machine before and while it carries an institution: what needs no network and no Prefect.

Each check answers one `Hasil` (some several) and never raises; the sentence says what to do. What talks HTTP, systemd
or Prefect is in `flows/periksa_mesin.py`.
"""

from __future__ import annotations

import os
import platform
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import orjson
import psutil
from pydantic import BaseModel
from sqlalchemy import URL, Connection, create_engine, inspect, make_url, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from dip.cadangan import semua_cadangan
from dip.cadangan_isi import CadanganGalat
from dip.cadangan_periksa import baca_keterangan
from dip.jam import ke_wib
from dip.muat import PengaturanGalat, muat_pengaturan
from dip.pengaturan import Pengaturan
from dip.register import RegisterGalat, tabel
from dip.register.galat import sebab

Nilai = Literal["ok", "perlu", "catatan"]
"""`perlu` must be put right before the month runs; `catatan` is good to know."""

PYTHON = ((3, 11), (3, 14))
"""Versions we run on: from the first, below the second."""
DISK_PERLU, DISK_CATATAN = 2, 10
"""GiB that must be free, and below which we warn: a year of 60 offices takes some 5."""
RAM_PERLU, RAM_CATATAN = 1.5, 3.5
"""GiB of memory: server 300 MB, worker 120 MB, a run 100 MB, a reader up to 1 GB."""
JARINGAN = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "sshfs", "fuse.sshfs", "davfs", "fuse.davfs2", "fuse.rclone", "9p",
     "afs", "ceph", "fuse.glusterfs", "ncpfs", "vboxsf"}
)  # fmt: skip
"""File systems that live on another machine: locks and renames there are not what SQLite and write-once blobs need."""
CADANGAN_TUA = timedelta(hours=50)
"""A daily backup older than this was missed twice."""
_SELISIH = timedelta(minutes=5)
_GIB = 1024**3


@dataclass(frozen=True, slots=True)
class Hasil:
    """Result of one check: stable `kode`, what was looked at, and a sentence that says what to do."""

    kode: str
    nama: str
    nilai: Nilai
    kalimat: str


def _ok(kode: str, nama: str, kalimat: str) -> Hasil:
    return Hasil(kode, nama, "ok", kalimat)


def _perlu(kode: str, nama: str, kalimat: str) -> Hasil:
    return Hasil(kode, nama, "perlu", kalimat)


def periksa_python(versi: tuple[int, int] | None = None) -> Hasil:
    """The interpreter's version against `PYTHON`."""
    kini = versi or sys.version_info[:2]
    tulis = f"Python {kini[0]}.{kini[1]}"
    if PYTHON[0] <= kini < PYTHON[1]:
        return _ok("python", "Python", f"{tulis} ({platform.python_implementation()}).")
    return _perlu(
        "python", "Python", f"{tulis} tidak dipakai. Pasang Python 3.11, 3.12, atau 3.13, lalu buat ulang venv."
    )


def _bertingkat(kode: str, nama: str, ada: float, batas: tuple[float, float], obat: str) -> Hasil:
    tulis = f"{ada:.1f} GiB"
    if ada < batas[0]:
        return _perlu(kode, nama, f"Hanya {tulis}. {obat}")
    if ada < batas[1]:
        return Hasil(kode, nama, "catatan", f"{tulis}; cukup, tetapi sempit. {obat}")
    return _ok(kode, nama, f"{tulis}.")


def periksa_disk(folder: Path, bebas: int | None = None) -> Hasil:
    """Free space where the data lies (bytes; asked from the system when not given)."""
    if bebas is None:
        bebas = shutil.disk_usage(_yang_ada(folder)).free
    obat = "Hapus cadangan lama atau perbesar disk; edisi yang penuh di tengah jalan berhenti dengan utuh."
    return _bertingkat("disk", f"Ruang disk {folder}", bebas / _GIB, (DISK_PERLU, DISK_CATATAN), obat)


def periksa_ram(jumlah: int | None = None) -> Hasil:
    """Memory of the machine (bytes)."""
    ada = (psutil.virtual_memory().total if jumlah is None else jumlah) / _GIB
    return _bertingkat("ram", "Memori", ada, (RAM_PERLU, RAM_CATATAN), "Sediakan 4 GiB untuk satu lembaga.")


def periksa_zona() -> Hasil:
    """Whether the time zone data know WIB; without them every month would be counted wrongly or not at all."""
    try:
        ZoneInfo("Asia/Jakarta")
    except ZoneInfoNotFoundError:
        return _perlu("zona", "Data zona waktu", "Asia/Jakarta tidak dikenal. Jalankan: apt install tzdata")
    return _ok("zona", "Data zona waktu", "Asia/Jakarta dikenal.")


def periksa_bahasa() -> Hasil:
    """Whether file names and texts are UTF-8."""
    if sys.getfilesystemencoding().lower() == "utf-8":
        return _ok("bahasa", "Penyandian", "UTF-8.")
    return _perlu("bahasa", "Penyandian", "Bukan UTF-8. Isi LANG='C.UTF-8' di berkas lingkungan.")


def _yang_ada(folder: Path) -> Path:
    """The folder, or the nearest one above it that exists."""
    return next(f for f in (folder, *folder.parents) if f.exists())


def jenis_disk(folder: Path) -> str:
    """File system type of the mount a folder lies on, empty when the system does not say."""
    tempat = str(_yang_ada(folder.absolute()).resolve())
    cocok = [
        (len(m.mountpoint), m.fstype)
        for m in psutil.disk_partitions(all=True)
        if tempat == m.mountpoint or tempat.startswith(m.mountpoint.rstrip("/") + "/")
    ]
    return max(cocok, default=(0, ""))[1]


def periksa_data(folder: Path, jenis: str | None = None) -> Iterator[Hasil]:
    """DIP_DATA: there, closed to others, on a local disk, and writable with a rename."""
    nama = f"Folder data {folder}"
    if not folder.is_dir():
        yield _perlu("data", nama, "Belum ada. Buat sebagai pengguna dip, 0700 (docs/pasang.md).")
        return
    hak = stat.S_IMODE(folder.stat().st_mode)
    yield (
        _perlu("data_hak", nama, f"Dapat dibuka pengguna lain ({hak:o}). Jalankan: chmod 700 {folder}")
        if hak & 0o077
        else _ok("data_hak", nama, "Hanya untuk pemiliknya.")
    )
    jenis = jenis_disk(folder) if jenis is None else jenis
    if jenis in JARINGAN:
        obat = "Pindahkan DIP_DATA ke disk di komputer ini; kotak masuk (DIP_MASUK) boleh di jaringan."
        yield _perlu("data_disk", nama, f"Berada di disk jaringan ({jenis}). {obat}")
    else:
        yield _ok("data_disk", nama, f"Disk setempat ({jenis or 'tidak disebut'}).")
    yield _uji_tulis(folder, nama)


def _uji_tulis(folder: Path, nama: str) -> Hasil:
    try:
        with tempfile.TemporaryDirectory(prefix=".uji-", dir=folder) as d:
            satu, dua = Path(d, "satu"), Path(d, "dua")
            with satu.open("wb") as f:
                f.write(b"dip")
                f.flush()
                os.fsync(f.fileno())
            satu.replace(dua)
            if dua.read_bytes() != b"dip":
                return _perlu("data_tulis", nama, "Yang ditulis tidak terbaca sama. Periksa disknya.")
    except OSError as e:
        return _perlu("data_tulis", nama, f"Tidak dapat ditulis ({e.strerror}). Periksa pemilik, ruang, dan disknya.")
    return _ok("data_tulis", nama, "Dapat ditulis.")


def periksa_pengaturan(folder: Path) -> tuple[Hasil, Pengaturan | None]:
    """The settings, and whether they are in order."""
    nama = f"Pengaturan {folder}"
    try:
        p = muat_pengaturan(folder)
    except PengaturanGalat as e:
        return _perlu("pengaturan", nama, str(e)), None
    if p.lembaga.contoh:
        return Hasil("pengaturan", nama, "catatan", "Masih lembaga contoh. Ganti isinya sebelum dipakai."), p
    return _ok("pengaturan", nama, f"{p.lembaga.nama}: {len(p.opd_aktif())} OPD, {len(p.tujuan)} tujuan."), p


def nama_rahasia(p: Pengaturan) -> list[str]:
    """Names of all secrets the settings ask for, sorted."""
    return sorted(set(_rahasia_di([p.lembaga, *p.opd, *p.tujuan])))


def _rahasia_di(isi: object) -> Iterator[str]:
    if isinstance(isi, BaseModel):
        for n in type(isi).model_fields:
            nilai = getattr(isi, n)
            if n == "rahasia" and isinstance(nilai, str) and nilai:
                yield nilai
            else:
                yield from _rahasia_di(nilai)
    elif isinstance(isi, (list, tuple)):
        for x in isi:
            yield from _rahasia_di(x)


def periksa_register(url: str, berkas: Path, waktu: datetime) -> Iterator[Hasil]:
    """The register's database, without making anything in it, and whether the clock ran backwards since its last entry.

    `url` is DIP_REGISTER, empty for SQLite at `berkas`.
    """
    if not url and not berkas.exists():
        yield _ok("register", "Register", f"{berkas} dibuat saat pertama dipakai.")
        return
    try:
        alamat = make_url(url) if url else URL.create("sqlite", database=str(berkas))
    except (SQLAlchemyError, ValueError):
        yield _perlu("register", "Register", "DIP_REGISTER tidak dikenal. Contoh: postgresql://dip@/dip_kth")
        return
    if alamat.get_backend_name().startswith("postgres"):
        alamat = alamat.set(drivername="postgresql+psycopg")
    mesin = create_engine(alamat, poolclass=NullPool, hide_parameters=True)
    try:
        with mesin.connect() as k:
            if not url.startswith("postgres"):
                yield _ok("register", "Register", f"{berkas} terbaca.")
            elif (sandi := k.exec_driver_sql("SHOW server_encoding").scalar()) != "UTF8":
                yield _perlu("register", "Register", f"Penyandian {sandi}. Buat basis data dengan ENCODING 'UTF8'.")
            else:
                yield _ok("register", "Register", "PostgreSQL menjawab.")
            yield _jam_register(k, waktu)
    except (SQLAlchemyError, RegisterGalat) as e:
        yield _perlu("register", "Register", f"Tidak menjawab: {sebab(alamat, e)}.")


def _jam_register(k: Connection, waktu: datetime) -> Hasil:
    nama = "Jam dan jejak"
    if not inspect(k).has_table(tabel.jejak.name):
        return _ok("jam_jejak", nama, "Register masih kosong.")
    isi = k.execute(select(tabel.jejak.c.isi).order_by(tabel.jejak.c.id.desc()).limit(1)).scalar()
    akhir = str(orjson.loads(isi)["waktu"]) if isi else ""
    if akhir and ke_wib(datetime.fromisoformat(akhir)) > waktu + _SELISIH:
        obat = "Setel jam dengan NTP; kode yang diambil sebelumnya mungkin ditolak."
        return _perlu("jam_jejak", nama, f"Jam mundur: catatan terakhir {akhir}, sekarang {waktu.isoformat()}. {obat}")
    return _ok("jam_jejak", nama, "Jam tidak mundur sejak catatan terakhir.")


def periksa_basis_prefect(url: str) -> Hasil:
    """Prefect's own database: PostgreSQL with `pg_trgm`, which its migrations need. Empty or SQLite is only a note."""
    nama = "Basis data Prefect"
    if not url or url.startswith("sqlite"):
        return Hasil("basis_prefect", nama, "catatan", "SQLite: cukup untuk mencoba. Untuk dipakai, PostgreSQL.")
    try:
        alamat = make_url(url).set(drivername="postgresql+psycopg")
        with create_engine(alamat, poolclass=NullPool, hide_parameters=True).connect() as k:
            perintah = "SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'"
            if k.exec_driver_sql(perintah).scalar():
                return _ok("basis_prefect", nama, "PostgreSQL menjawab, pg_trgm ada.")
    except (SQLAlchemyError, ValueError) as e:
        return _perlu("basis_prefect", nama, f"Tidak menjawab ({type(e).__name__}). Periksa PostgreSQL dan alamatnya.")
    obat = f"Jalankan: sudo -u postgres psql -d {alamat.database} -c 'CREATE EXTENSION pg_trgm'"
    return _perlu("basis_prefect", nama, f"pg_trgm belum ada. {obat}")


def periksa_cadangan(folder: str, waktu: datetime) -> Hasil:
    """Age of the newest backup in DIP_CADANGAN."""
    nama = "Cadangan"
    if not folder:
        return Hasil("cadangan", nama, "catatan", "DIP_CADANGAN belum diisi; umur cadangan tidak diperiksa.")
    semua = semua_cadangan(Path(folder))
    if not semua:
        return _perlu("cadangan", nama, f"Belum ada satu pun di {folder}. Jalankan: dip cadangkan {folder}")
    try:
        umur = waktu - datetime.fromisoformat(baca_keterangan(semua[-1]).dibuat)
    except CadanganGalat as e:
        return _perlu("cadangan", nama, str(e))
    if umur > CADANGAN_TUA:
        return _perlu("cadangan", nama, f"Yang terbaru sudah {umur.days} hari. Jalankan: dip cadangkan {folder}")
    return _ok("cadangan", nama, f"Yang terbaru {int(umur.total_seconds() // 3600)} jam yang lalu.")


def periksa_sandi_api(env: Mapping[str, str]) -> Hasil:
    """Whether Prefect's API asks for a word, and we send the same one."""
    nama, punya = "Sandi API Prefect", env.get("PREFECT_API_AUTH_STRING", "")
    if not punya or not env.get("PREFECT_SERVER_API_AUTH_STRING"):
        obat = (
            "Isi PREFECT_SERVER_API_AUTH_STRING dan PREFECT_API_AUTH_STRING; tanpa itu siapa pun di komputer ini admin."
        )
        return _perlu("sandi_api", nama, f"Belum ada. {obat}")
    if punya != env["PREFECT_SERVER_API_AUTH_STRING"]:
        return _perlu("sandi_api", nama, "Kedua variabel berbeda isinya. Samakan, lalu nyalakan ulang layanan.")
    return _ok("sandi_api", nama, "Ada.")
