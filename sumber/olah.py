"""Read and understand one office's file in one go, in the limited child process (SOP steps 1–3).

The parent hands over bytes and what the settings say; rows in canonical columns come back. Nothing of a foreign file
is parsed in the parent, and the many cells of a workbook never cross the pipe.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from dip.anak import Panggilan
from dip.dik import judul_untuk_koreksi
from dip.hasil_baca import HasilBaca
from dip.jam import akhir_bulan
from dip.koreksi import Koreksi, koreksi_berlaku, sidik_koreksi, temuan_sisa, terapkan_koreksi
from dip.normal import VERSI, Kamus, normalkan
from dip.pengaturan import Opd
from dip.sampah import tanpa_sapu
from dip.sidik import json_baku, sha256, sidik_isi
from sumber.kamus import muat_kamus
from sumber.pembaca import VERSI_PEMBACA, Pembaca
from sumber.pembaca.batas import Batas
from sumber.pembaca.langsung import PANGGILAN as PANGGILAN_BACA
from sumber.pembaca.langsung import baca_langsung

if TYPE_CHECKING:  # the register's libraries are not for the child
    from dip.meja import Meja


@dataclass(frozen=True)
class Bahan:
    """What is the same for all files of a run, but for the dictionary an office may have lines of its own in.

    `wilayah` is how the institution calls itself, which may stand behind an office's name. `judul_kode` gives the title
    of live items by code, for corrections that name a code; `judul_tertutup` the closed titles of the office the file
    is from, whose rows take none.
    """

    kamus: Kamus
    semua_opd: Sequence[Opd]
    tempat_baku: str = ""
    wilayah: str = ""
    koreksi: Sequence[Koreksi] = ()
    judul_kode: Mapping[str, str] = field(default_factory=dict)
    judul_tertutup: Sequence[str] = ()

    @cached_property
    def isi(self) -> dict[str, Any]:
        """Plain JSON types."""
        return {
            "kamus": self.kamus.ke_json(),
            "semua_opd": [o.model_dump(mode="json", exclude={"sumber"}) for o in self.semua_opd],
            "tempat_baku": self.tempat_baku,
            "wilayah": self.wilayah,
        }

    @cached_property
    def sidik(self) -> str:
        """Digest of everything but the corrections."""
        return sha256(json_baku(self.isi))

    def koreksi_untuk(self, opd: Opd) -> list[Koreksi]:
        """The corrections of one office."""
        return [k for k in self.koreksi if k.opd == opd.kode]

    def kunci(self, opd: Opd, sha_berkas: str, nama_berkas: str) -> str:
        """Key under which the result for one file may be remembered (design §4.5)."""
        koreksi = sidik_koreksi(self.koreksi, opd)
        judul = {k.kode: self.judul_kode.get(k.kode, "") for k in self.koreksi_untuk(opd) if k.kode}
        tutup = list(self.judul_tertutup) if koreksi else []
        milik = opd.model_dump(mode="json", exclude={"sumber"})
        return sha256(
            json_baku([sha_berkas, nama_berkas, milik, self.sidik, koreksi, judul, tutup, VERSI_PEMBACA, VERSI])
        )


def bahan_opd(meja: Meja, opd: Opd, periode: str, judul_kode: Mapping[str, str]) -> Bahan:
    """What the settings say for reading one office's file. Dictionary lines count as they stand at the month's end.

    Raises PengaturanGalat.
    """
    lembaga = meja.pengaturan.lembaga
    return Bahan(
        kamus=muat_kamus(meja.folder_pengaturan, opd.kode, akhir_bulan(periode)),
        semua_opd=meja.pengaturan.opd,
        tempat_baku=lembaga.ibu_kota,
        wilayah=lembaga.nama,
        koreksi=koreksi_berlaku(meja.pengaturan.koreksi, periode),
        judul_kode=judul_kode,
        judul_tertutup=judul_untuk_koreksi(meja.pengaturan.dik, opd.kode),
    )


class Pengolah(Pembaca):
    """Reads and normalises files behind the limits of child processes, safe for many threads. A context manager.

    Called like any `Pembaca`, its children only read.
    """

    MODUL = "sumber.olah"

    def olah(self, isi: bytes, nama: str, sha_berkas: str, opd: Opd, bahan: Bahan) -> tuple[HasilBaca, bool]:
        """One file of one office, and whether the answer may be remembered.

        Never raises for what the file contains; a limit or a crash is a finding, and not to be remembered.
        """
        hasil = self.tanya("olah", kepala_anak(sha_berkas, opd, bahan), isi, nama, HasilBaca.dari_json)
        if isinstance(hasil, HasilBaca):
            return hasil, True
        return HasilBaca("", "", [dataclasses.replace(hasil, opd=opd.kode)], None), False


@dataclass(frozen=True)
class _Konteks:
    kamus: Kamus
    semua_opd: list[Opd]
    tempat_baku: str
    wilayah: str


_INGAT: dict[str, _Konteks] = {}
_MAKS_INGAT = 64


def _konteks(sidik: str, isi: dict[str, Any]) -> _Konteks:
    """The context of a call; building it costs more than a small file, so the last ones are kept."""
    if sidik not in _INGAT:
        if len(_INGAT) >= _MAKS_INGAT:
            _INGAT.clear()
        _INGAT[sidik] = _Konteks(
            Kamus.dari_json(isi["kamus"]),
            [Opd.model_validate(o) for o in isi["semua_opd"]],
            isi["tempat_baku"],
            isi["wilayah"],
        )
    return _INGAT[sidik]


@tanpa_sapu()
def olah_langsung(isi: bytes, nama: str, sha: str, opd: Opd, bahan: Bahan, batas: Batas | None = None) -> HasilBaca:
    """Read, normalise and correct in this very process: what runs in the child."""
    bacaan = baca_langsung(isi, nama, batas)
    ternormal = normalkan(
        bacaan,
        opd,
        bahan.kamus,
        sha_berkas=sha,
        nama_berkas=nama,
        semua_opd=bahan.semua_opd,
        tempat_baku=bahan.tempat_baku,
        wilayah=bahan.wilayah,
    )
    entri, temuan, dikoreksi = terapkan_koreksi(
        ternormal.entri,
        bahan.koreksi_untuk(opd),
        kamus=bahan.kamus,
        opd=opd,
        judul_kode=bahan.judul_kode,
        judul_tertutup=bahan.judul_tertutup,
    )
    sisa = temuan_sisa(ternormal.temuan, dikoreksi)
    ternormal = dataclasses.replace(ternormal, entri=entri, temuan=sisa + temuan)
    milik = [dataclasses.replace(t, opd=opd.kode) for t in bacaan.temuan]
    return HasilBaca(bacaan.jenis, sidik_isi(bacaan), milik, ternormal, dikoreksi)


def kepala_anak(sha_berkas: str, opd: Opd, bahan: Bahan) -> dict[str, Any]:
    """What a child must know to work on one file, as plain JSON types."""
    return {
        "sha": sha_berkas,
        "opd": opd.model_dump(mode="json"),
        "konteks": bahan.sidik,
        "isi_konteks": bahan.isi,
        "koreksi": [k.model_dump(mode="json") for k in bahan.koreksi_untuk(opd)],
        "judul_kode": dict(bahan.judul_kode),
        "judul_tertutup": list(bahan.judul_tertutup),
    }


def urai_kepala(kepala: dict[str, Any]) -> tuple[Opd, Bahan]:
    """The inverse of `kepala_anak`, in the child."""
    k = _konteks(kepala["konteks"], kepala["isi_konteks"])
    koreksi = [Koreksi.model_validate(x) for x in kepala["koreksi"]]
    bahan = Bahan(
        k.kamus, k.semua_opd, k.tempat_baku, k.wilayah, koreksi, kepala["judul_kode"], kepala["judul_tertutup"]
    )
    return Opd.model_validate(kepala["opd"]), bahan


def _panggil(kepala: dict[str, Any], isi: bytes) -> dict[str, Any]:
    opd, bahan = urai_kepala(kepala)
    return olah_langsung(isi, kepala["nama"], kepala["sha"], opd, bahan, Batas(**kepala["batas"])).ke_json()


PANGGILAN: Panggilan = {**PANGGILAN_BACA, "olah": _panggil}
