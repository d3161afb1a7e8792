"""The material of one archive, read when a check first asks for it, and what a check says about it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from dip.jejak import AWAL, Catatan, periksa_rantai
from dip.sidik import json_baku
from keluaran.verifikasi_baca import Arsip, Rusak
from keluaran.verifikasi_isi import (
    BarisJejak,
    Draf,
    IsiDokumen,
    IsiLangkah,
    IsiPejabat,
    IsiPengesahan,
    IsiPutusan,
    baca,
)

JEJAK = "99-log-peristiwa.jsonl"
KEADAAN = "98-keadaan.jsonl"
PERNYATAAN = "02-pernyataan/pernyataan.jsonl"
PUTUSAN = "05-pengesahan/putusan.jsonl"
PENGESAHAN = "05-pengesahan/pengesahan.json"
DOKUMEN = "05-pengesahan/dokumen.jsonl"
MANIFES_PUBLIK = "06-edisi/dip-manifest.json"
PENGATURAN = "09-pengaturan/pengaturan.json"

_DRAF = re.compile(r"03-draf/(v\d{2,4})/revisi\.json")


class TidakDiperiksa(Exception):
    """A check cannot be made with what there is; the text says why."""


@dataclass(slots=True)
class Kumpul:
    """What one check found: `salah` does not hold, `catatan` holds and is worth saying."""

    salah: list[str] = field(default_factory=list)
    catatan: list[str] = field(default_factory=list)

    def bila(self, salah: bool, kalimat: str) -> None:
        """Note a fault when there is one."""
        if salah:
            self.salah.append(kalimat)


@dataclass(frozen=True, slots=True)
class Jejak:
    """Journal entries with what the chain they form says."""

    baris: list[BarisJejak]
    rantai: list[Catatan]

    def periksa(self, lembaga: str, prev: str = AWAL) -> list[str]:
        """Faults of the chain."""
        return periksa_rantai(self.rantai, prev, lembaga=lembaga)


def baca_jejak(arsip: Arsip, bagian: str, jalan: str) -> Jejak:
    """A slice of the journal. Raises Rusak."""
    mentah = arsip.baris(bagian, jalan)
    baris = [baca(BarisJejak, m, f"{bagian}/{jalan} baris {n}") for n, m in enumerate(mentah, 1)]
    rantai = [Catatan(b.urut, json_baku(m["isi"]).decode(), b.prev, b.hash) for b, m in zip(baris, mentah, strict=True)]
    return Jejak(baris, rantai)


class Bukti:
    """All that is proven or disproven. `kepala` is a head of the journal that was printed elsewhere, or empty.

    Every property raises Rusak when its file is not readable as what it is.
    """

    def __init__(self, arsip: Arsip, kepala: str = "") -> None:
        self.arsip = arsip
        self.kepala = kepala

    def tertutup(self) -> None:
        """Raise TidakDiperiksa when there is only the open part."""
        if not self.arsip.lengkap:
            raise TidakDiperiksa("Buktinya ada di bagian tertutup, yang tidak ada atau tidak dapat dibuka di sini.")

    @cached_property
    def draf(self) -> list[Draf]:
        """All drafts, in the order of their rondes."""
        hasil: list[Draf] = []
        terbuka = self.arsip.bagian.get("terbuka")
        for jalan, sha in sorted(terbuka.berkas.items()) if terbuka else ():
            if (m := _DRAF.fullmatch(jalan)) is not None:
                hasil.append(Draf(int(m[1][1:]), sha, self.arsip.objek("terbuka", jalan), m[1]))
        if not hasil:
            raise Rusak("terbuka/03-draf: tidak ada revisi.json.")
        return sorted(hasil, key=lambda d: d.ronde)

    @cached_property
    def edisi(self) -> int:
        """The number of the edition in the register."""
        nomor = self.draf[-1].kepala.get("edisi")
        if type(nomor) is not int:
            raise Rusak("revisi.json: 'edisi' tidak ada atau bukan seperti seharusnya.")
        return nomor

    @cached_property
    def kode(self) -> str:
        """The edition's code, as its drafts say."""
        return str(self.draf[-1].kepala.get("kode", ""))

    @cached_property
    def lembaga(self) -> str:
        """Code of the institution, as the drafts say."""
        lembaga = self.draf[-1].kepala.get("lembaga")
        kode = lembaga.get("kode") if isinstance(lembaga, dict) else None
        if not isinstance(kode, str) or not kode:
            raise Rusak("revisi.json: 'lembaga' tidak ada atau bukan seperti seharusnya.")
        return kode

    @cached_property
    def manifes_publik(self) -> dict[str, Any]:
        """`dip-manifest.json` of the public files."""
        return self.arsip.objek("terbuka", MANIFES_PUBLIK)

    @cached_property
    def jejak(self) -> Jejak:
        """The slice of the journal, from its first entry to the head of the ratification."""
        return baca_jejak(self.arsip, "tertutup", JEJAK)

    @cached_property
    def putusan(self) -> list[IsiPutusan]:
        """All decisions of the edition."""
        semua = self.arsip.baris("tertutup", PUTUSAN)
        return [baca(IsiPutusan, m, f"tertutup/{PUTUSAN} baris {n}") for n, m in enumerate(semua, 1)]

    @cached_property
    def pengesahan(self) -> IsiPengesahan:
        """The frozen facts of the ratification."""
        return baca(IsiPengesahan, self.arsip.objek("tertutup", PENGESAHAN, baku=True), f"tertutup/{PENGESAHAN}")

    @cached_property
    def pejabat(self) -> list[IsiPejabat]:
        """The officials of the settings that held then."""
        semua = self.arsip.objek("tertutup", PENGATURAN).get("pejabat")
        if not isinstance(semua, list) or not all(isinstance(p, dict) for p in semua):
            raise Rusak(f"tertutup/{PENGATURAN}: daftar pejabat tidak ada.")
        return [baca(IsiPejabat, p, f"tertutup/{PENGATURAN} pejabat {n}") for n, p in enumerate(semua, 1)]

    @cached_property
    def keadaan(self) -> list[IsiLangkah] | None:
        """The transitions of the edition; None in an archive of before they were kept."""
        if not self.arsip.ada("tertutup", KEADAAN):
            return None
        semua = self.arsip.baris("tertutup", KEADAAN)
        return [baca(IsiLangkah, m, f"tertutup/{KEADAAN} baris {n}") for n, m in enumerate(semua, 1)]

    @cached_property
    def dokumen(self) -> list[tuple[IsiDokumen, Any]]:
        """The recorded documents, oldest first, each with its `rincian` as it stands there."""
        return baca_dokumen(self.arsip, "tertutup", DOKUMEN) if self.arsip.ada("tertutup", DOKUMEN) else []

    @cached_property
    def cara(self) -> str:
        """How the edition is ratified: what the journal says of its opening; before the choice existed, by code."""
        pembukaan = self.peristiwa("edisi_dibuka")
        cara = pembukaan[0].isi.data.get("cara_pengesahan", "kode") if pembukaan else "kode"
        return str(cara)

    @cached_property
    def _milik(self) -> dict[str, list[BarisJejak]]:
        hasil: dict[str, list[BarisJejak]] = {}
        for b in self.jejak.baris:
            if b.isi.data.get("edisi") == self.edisi:
                hasil.setdefault(b.isi.peristiwa, []).append(b)
        return hasil

    def peristiwa(self, *nama: str) -> list[BarisJejak]:
        """Journal entries of this edition of these kinds, in the order of their numbers."""
        return sorted((b for n in nama for b in self._milik.get(n, [])), key=lambda b: b.urut)


def baca_dokumen(arsip: Arsip, bagian: str, jalan: str) -> list[tuple[IsiDokumen, Any]]:
    """Recorded documents of a file, each with its `rincian` as it stands there. Raises Rusak."""
    semua = arsip.baris(bagian, jalan)
    return [(baca(IsiDokumen, m, f"{bagian}/{jalan} baris {n}"), m["rincian"]) for n, m in enumerate(semua, 1)]


def sama(data: dict[str, Any], nilai: Iterable[tuple[str, object]]) -> list[str]:
    """Names of the values that `data` says otherwise or not at all; 1 is neither True nor 1.0."""
    return [n for n, v in nilai if type(data.get(n)) is not type(v) or data.get(n) != v]
