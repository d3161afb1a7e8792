"""Writes the register of excluded information: `dik/*.yml` of the settings folder, closed, each file in one rename.

A record stays in the file it stands in; a new one goes to `dik/<opd>.yml`. Before anything is renamed, the files are
made in a closed folder beside their place, read back with the loader of the house (`dip.muat_tinjauan`, with all its
checks), and every record is compared: those that were not to be changed must be equal, and none may be missing.

Who may write is whoever may write the settings folder: it belongs to the administrator, who is trusted with it (threat
model), so no authenticator is asked for. The journal says who it was, with counts and digests, never a title.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import orjson
from sqlalchemy import Connection, select

from dip import jejak
from dip.awet import sinkron, tulis_baru
from dip.dik import Dik
from dip.dik_buku import BukuDik, SalahBuku
from dip.dik_kolom import MENURUT_FIELD
from dip.dik_rencana import Rencana, UbahanDik, susun_rencana
from dip.dik_yaml import TakTersisip, kepala_berkas, sisip, tulis_penuh
from dip.muat import muat_pengaturan
from dip.muat_tinjauan import muat_tinjauan
from dip.pengaturan import Pejabat, Pengaturan
from dip.register import Register
from dip.register.tabel import jejak as tabel_jejak
from dip.salah_pengaturan import Salah
from dip.sidik import json_baku, sha256
from dip.yaml_aman import BATAS_BITA, YamlGalat, baca_yaml

PERISTIWA = "dik_diubah"
"""Journal entry of one change of the register."""

_SEMENTARA = ".dik-tulis-"
_NOMOR = re.compile(r"DIK-[A-Z]{2,6}-(\d{4})-(\d{3,4})")
_TEMPAT = re.compile(r"\[(\d+)\](?:\.(\w+))?")


class DikGalat(Exception):
    """The register cannot be written; the text says what to do, and names no title."""


@dataclass(frozen=True, slots=True)
class HasilSimpan:
    """What saving did: the plan it followed, digests of the folder before and after, files written."""

    rencana: Rencana
    sebelum: str
    sesudah: str
    berkas: tuple[str, ...]


def penyimpan(pengaturan: Pengaturan, kode: str, waktu: datetime) -> Pejabat:
    """The official who answers for a change: a petugas or PPID who is in office. Raises DikGalat."""
    for peran in ("ppid", "petugas"):
        if (p := pengaturan.cari_pejabat(kode, peran, waktu)) is not None:
            return p
    boleh = sorted({p.kode for peran in ("petugas", "ppid") for p in pengaturan.pemegang(peran, waktu)})
    raise DikGalat(f"'{kode}' bukan petugas atau PPID yang sedang menjabat. Yang boleh: {', '.join(boleh)}.")


def sidik_folder(folder: Path) -> str:
    """Digest of `dik/*.yml` of a settings folder: names and bytes."""
    return sha256(json_baku({p.name: sha256(p.read_bytes()) for p in _berkas(folder)}))


def nomor_terakhir(k: Connection, lembaga: str) -> dict[int, int]:
    """The highest number ever given by year, as the journal remembers it, so that a removed one is not used again."""
    hasil: dict[int, int] = {}
    t = tabel_jejak.c
    cari = select(t.isi).where(t.lembaga == lembaga, t.isi.contains(f'"peristiwa":"{PERISTIWA}"')).order_by(t.urut)
    for (isi,) in k.execute(cari):
        for tahun, nomor in orjson.loads(isi)["data"].get("nomor", {}).items():
            hasil[int(tahun)] = max(hasil.get(int(tahun), 0), int(nomor))
    return hasil


def rencanakan(register: Register, folder: Path, buku: BukuDik, waktu: datetime) -> Rencana:
    """What saving a workbook would do, its check against the loader included; nothing is changed.

    Raises PengaturanGalat.
    """
    with _kunci(folder):
        pengaturan, rencana = _rencana(register, folder, buku, waktu)
        if rencana.ubahan and not rencana.salah:
            with _sementara(folder) as tempat:
                _siapkan(tempat, pengaturan, buku, rencana)
    return rencana


def simpan_buku(register: Register, folder: Path, buku: BukuDik, oleh: str, waktu: datetime) -> HasilSimpan:
    """Save a workbook into the settings folder and journal it; with a fault anywhere nothing is written.

    Raises PengaturanGalat, DikGalat (nobody who may, or a disk that cannot be written).
    """
    with _kunci(folder):
        pengaturan, rencana = _rencana(register, folder, buku, waktu)
        siapa = penyimpan(pengaturan, oleh, waktu)
        sebelum = sidik_folder(folder)
        berkas: tuple[str, ...] = ()
        if rencana.ubahan and not rencana.salah:
            with _sementara(folder) as tempat:
                siap = _siapkan(tempat, pengaturan, buku, rencana)
                if not rencana.salah:
                    berkas = _pasang(tempat, folder, siap)
        sesudah = sidik_folder(folder)
    if berkas:
        data = {
            "baru": len(rencana.baru),
            "diubah": len(rencana.diubah),
            "nomor": _tertinggi(u.baru.id_dik for u in rencana.baru),
        }
        with register.tulis() as k:
            jejak.catat(
                k,
                pengaturan.lembaga.kode,
                PERISTIWA,
                waktu=waktu,
                pelaku=siapa.kode,
                peran=siapa.peran,
                data=data,
                masukan={"dik": sebelum},
                keluaran={"dik": sesudah},
            )
    return HasilSimpan(rencana, sebelum, sesudah, berkas)


def _rencana(register: Register, folder: Path, buku: BukuDik, waktu: datetime) -> tuple[Pengaturan, Rencana]:
    pengaturan = muat_pengaturan(folder)
    with register.baca() as k:
        terakhir = nomor_terakhir(k, pengaturan.lembaga.kode)
    return pengaturan, susun_rencana(buku, pengaturan, waktu.date(), terakhir)


def _tertinggi(daftar: Iterator[str]) -> dict[str, int]:
    hasil: dict[str, int] = {}
    for m in filter(None, map(_NOMOR.fullmatch, daftar)):
        hasil[m[1]] = max(hasil.get(m[1], 0), int(m[2]))
    return hasil


def _berkas(folder: Path) -> list[Path]:
    """The files of the register as the loader sees them."""
    return [p for p in sorted((folder / "dik").glob("*.yml")) if not p.name.startswith(".")]


@contextmanager
def _kunci(folder: Path) -> Iterator[None]:
    """One writer at a time, over processes: the folder itself is locked. Raises DikGalat when it is not there."""
    try:
        fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as e:
        raise DikGalat(f"Folder pengaturan {folder} tidak bisa dibuka: {e.strerror}.") from None
    try:
        fcntl.flock(fd, fcntl.LOCK_EX)
        yield
    finally:
        os.close(fd)


@contextmanager
def _sementara(folder: Path) -> Iterator[Path]:
    """A closed folder beside `dik/` that is gone afterwards; what a crash left of earlier ones goes too."""
    for sisa in folder.glob(f"{_SEMENTARA}*"):
        shutil.rmtree(sisa, ignore_errors=True)
    try:
        tempat = Path(tempfile.mkdtemp(prefix=_SEMENTARA, dir=folder))  # 0700
    except OSError as e:
        raise DikGalat(f"Folder pengaturan {folder} tidak bisa ditulis: {e.strerror}.") from None
    try:
        yield tempat
    finally:
        shutil.rmtree(tempat, ignore_errors=True)


def _siapkan(tempat: Path, pengaturan: Pengaturan, buku: BukuDik, rencana: Rencana) -> list[str]:
    """Make all files as they would be in `tempat/dik`, check them, note faults in the plan; names of changed files."""
    dik = tempat / "dik"
    dik.mkdir(mode=0o700)
    isi: dict[str, list[str]] = {}
    teks: dict[str, str] = {}
    for p in _berkas(pengaturan.folder):
        isi[p.name] = [str(x["id_dik"]) for x in baca_yaml(p).isi or ()]
        teks[p.name] = p.read_text("utf-8-sig")
    akhir = {d.id_dik: d for d in pengaturan.dik} | {u.baru.id_dik: u.baru for u in rencana.ubahan}
    ubah = {u.baru.id_dik: u for u in rencana.diubah}
    tambah = _bagi_baru(rencana.baru, teks)
    berubah = sorted({n for n, ids in isi.items() if ubah.keys() & set(ids)} | tambah.keys())
    for nama in teks.keys() | tambah.keys():
        baru = tambah.get(nama, [])
        urut = [*isi.get(nama, ()), *(u.baru.id_dik for u in baru)]
        isi[nama] = urut
        hasil = teks.get(nama, "")
        if nama in berubah:
            hasil = _teks(
                dik / nama, hasil, [akhir[i] for i in urut], {i: ubah[i].baru for i in urut if i in ubah}, baru
            )
        _tulis(dik / nama, hasil)
    _periksa(tempat, pengaturan, buku, rencana, isi, akhir)
    return berubah


def _bagi_baru(baru: Sequence[UbahanDik], teks: Mapping[str, str]) -> dict[str, list[UbahanDik]]:
    """New records by file: `<opd>.yml`, or `<opd>-2.yml` and so on once a file is nearly as long as one may be."""
    hasil: dict[str, list[UbahanDik]] = {}
    panjang = {n: len(t.encode()) for n, t in teks.items()}
    for u in baru:
        perlu = len(tulis_penuh([u.baru]).encode())
        n = 1
        while panjang.get(nama := f"{u.baru.opd.lower()}{f'-{n}' if n > 1 else ''}.yml", 0) + perlu > BATAS_BITA:
            n += 1
        panjang[nama] = panjang.get(nama, 0) + perlu
        hasil.setdefault(nama, []).append(u)
    return hasil


def _teks(jalan: Path, lama: str, urut: Sequence[Dik], ubah: Mapping[str, Dik], baru: Sequence[UbahanDik]) -> str:
    """A file with its changes: in place where that reads back as meant, else written whole."""
    catatan = [(u.baru, f"Dari usulan {u.usul}" if u.usul else "") for u in baru]
    try:
        hasil = sisip(lama, ubah, catatan) if lama.strip() else tulis_penuh([]) + sisip("", {}, catatan)
        _tulis(jalan, hasil)
        if [Dik.model_validate(x) for x in baca_yaml(jalan).isi] == list(urut):
            return hasil
    except (TakTersisip, YamlGalat, ValueError, TypeError):
        pass  # a layout that single records cannot be put into
    return tulis_penuh(urut, kepala_berkas(lama))


def _tulis(jalan: Path, teks: str) -> None:
    """A file of the register, 0600 from its first byte, on the disk before it is renamed."""
    jalan.unlink(missing_ok=True)
    tulis_baru(jalan, teks.encode(), 0o600)


def _periksa(
    tempat: Path,
    pengaturan: Pengaturan,
    buku: BukuDik,
    rencana: Rencana,
    isi: Mapping[str, Sequence[str]],
    akhir: Mapping[str, Dik],
) -> None:
    """Load what was made as it will be loaded, and note every fault at the cell it comes from."""
    salah: list[Salah] = []
    tinjauan = muat_tinjauan(tempat, pengaturan.lembaga, pengaturan.pejabat, pengaturan.opd, salah)
    baris = {u.baru.id_dik: u.baris for u in rencana.ubahan}
    for s in salah:
        m = _TEMPAT.match(s.kunci)
        ids = isi.get(s.berkas.removeprefix("dik/"), ())
        id_dik = ids[int(m[1]) - 1] if m and int(m[1]) <= len(ids) else ""
        nama = (m[2] or "") if m else ""
        kolom = MENURUT_FIELD[nama].judul if nama in MENURUT_FIELD else ""
        sel = buku.sel(baris[id_dik], nama) if id_dik in baris else s.berkas
        rencana.salah.append(SalahBuku(s.kode, buku.lembar, sel, kolom, s.masalah, s.obat))
    if not salah and {d.id_dik: d for d in tinjauan.dik} != dict(akhir):
        masalah = "isinya tidak terbaca kembali seperti semula, jadi tidak ada yang ditulis."
        obat = "Ubah berkas dik/ dengan penyunting teks, dan kirim contoh kejadiannya kepada pengelola."
        rencana.salah.append(SalahBuku("DIKB-TULIS", buku.lembar, "", "", masalah, obat))


def _pasang(tempat: Path, folder: Path, berkas: Sequence[str]) -> tuple[str, ...]:
    """Rename the changed files into place, one after the other; a second try after a crash finds the rest to do."""
    dik = folder / "dik"
    try:
        dik.mkdir(mode=0o700, exist_ok=True)
        dik.chmod(0o700)
        for nama in berkas:
            (tempat / "dik" / nama).replace(dik / nama)
        sinkron(dik)
    except OSError as e:
        raise DikGalat(f"Folder {dik} tidak bisa ditulis: {e.strerror}.") from None
    return tuple(berkas)
