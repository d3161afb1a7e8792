"""What an office is told about its file in a frozen draft: the findings meant for it, and its tanda terima."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from dip.entri import opd_pengirim
from dip.kesampingan import TIDAK_PERNAH
from dip.pemeriksaan import letak_kolom
from dip.revisi import BarisPapan, Revisi
from dip.sidik import json_baku, sha256
from dip.tarikan import Tarikan
from dip.temuan import Temuan
from keluaran.balasan import VERSI
from keluaran.balasan_isi import Letak, TandaTerima


@dataclass(frozen=True, slots=True)
class Surat:
    """Findings, receipt, and where each column stood: everything of a balasan but the file itself."""

    temuan: list[Temuan]
    tanda: TandaTerima
    letak: Letak

    def kunci(self, versi_pembaca: str) -> str:
        """Key under which the finished balasan may be remembered; the receipt names the file by its digest."""
        tanda = {**asdict(self.tanda), "waktu": self.tanda.waktu.isoformat()}
        return sha256(json_baku([tanda, [t.ke_json() for t in self.temuan], self.letak, VERSI, versi_pembaca]))


_UNTUK_PETUGAS = frozenset(("KOR-001", "KOR-003", "DIK-004", "DIK-005"))
"""Corrections that were not applied; numbers of the consequence test and of the decision, which the PPID gives."""


def _untuk_opd(t: Temuan) -> bool:
    return t.kode not in _UNTUK_PETUGAS and bool(t.berkas or not t.kode.startswith("DIK-"))


def surat(revisi: Revisi, p: BarisPapan, tarikan: Tarikan, lembaga: str) -> Surat:
    """The balasan of one office; `lembaga` is who replies.

    Left out is what the office has nothing to do about: findings that the PPID has set aside, corrections that were not
    applied (the petugas wrote them), and what the register of excluded information lacks.
    """
    opd, kode = p["opd"], revisi.kepala["kode"]
    baris = [e for e in (*revisi.entri, *revisi.ditahan, *revisi.dik) if opd_pengirim(e) == opd]
    tanda = TandaTerima(
        nomor=f"{kode}/{opd}/{tarikan.sha_berkas[:8]}",
        opd=p["nama"],
        nama_berkas=tarikan.nama_berkas,
        sha256=tarikan.sha_berkas,
        periode=revisi.kepala["periode"],
        waktu=datetime.fromisoformat(tarikan.waktu),
        dibaca=p["dibaca"],
        diterima=p["terbit"],
        ditahan=p["ditahan"],
        dikecualikan=p["dik"],
        dilewati=p["dilewati"],
        lembaga=lembaga,
    )
    return Surat(temuan_opd(revisi, opd), tanda, letak_kolom(baris))


def temuan_opd(revisi: Revisi, opd: str) -> list[Temuan]:
    """The findings of a draft that an office is told."""
    dikesampingkan = {(k["kode"], k["opd"]) for k in revisi.kesampingan} - {(k, opd) for k in TIDAK_PERNAH}
    return [t for t in revisi.temuan if t.opd == opd and _untuk_opd(t) and (t.kode, opd) not in dikesampingkan]
