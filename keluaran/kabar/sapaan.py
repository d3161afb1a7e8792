"""How our messages name their readers."""

from __future__ import annotations

from datetime import datetime

from dip.pengaturan import Opd, Pejabat
from dip.pengaturan_kabar import Pembaca
from keluaran.kabar import Pesan

_PEMBACA: dict[str, Pembaca] = {"petugas": "petugas", "ppid": "ppid", "atasan": "atasan"}


def kepada(pejabat: Pejabat) -> str:
    """Name and address, as a letter names its reader."""
    return f"{pejabat.nama} <{pejabat.surel}>" if pejabat.surel else pejabat.nama


def sapa(pejabat: Pejabat) -> str:
    """The salutation with the office."""
    return f"Yth. {pejabat.nama}\n{pejabat.jabatan_lengkap}"


def sapa_opd(opd: Opd) -> str:
    """The salutation of an office, by the name of its contact where one is known."""
    nama = " ".join(opd.kontak.nama.split())
    return f"Yth. {nama}\n{opd.nama}" if nama else f"Yth. Pengelola data DIP\n{opd.nama}"


def pesan_pejabat(pejabat: Pejabat, *, perihal: str, isi: str, waktu: datetime, kunci: str, pribadi: str = "") -> Pesan:
    """A message to an official; members of the Tim Pertimbangan are reached like a petugas."""
    return Pesan(
        kepada=kepada(pejabat),
        perihal=perihal,
        isi=isi,
        waktu=waktu,
        kunci=kunci,
        pembaca=_PEMBACA.get(pejabat.peran, "petugas"),
        surel=pejabat.surel,
        pribadi=pribadi,
    )


def pesan_opd(opd: Opd, *, perihal: str, isi: str, waktu: datetime, kunci: str, pribadi: str = "") -> Pesan:
    """A message to the contact of an office."""
    nama = " ".join(opd.kontak.nama.split()) or opd.nama
    surel = opd.kontak.surel
    return Pesan(
        kepada=f"{nama} <{surel}>" if surel else nama,
        perihal=perihal,
        isi=isi,
        waktu=waktu,
        kunci=kunci,
        pembaca="opd",
        surel=surel,
        pribadi=pribadi,
    )
