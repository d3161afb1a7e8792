"""The register of excluded information at a glance: what each record and each new proposal still lacks.

For `dip dik daftar` and for the preview, where the PPID sees which lack a consequence test (UU 14/2008 art. 19).
Nothing closed is in it: of a record only the general title, of a proposal only its office, file (masked) and row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from dip.aturan.dik import nilai_dik
from dip.beku import muat_revisi, revisi_terakhir
from dip.dik import Dik, UsulDik
from dip.dik_kolom import NAMA_JANGKA, NAMA_STATUS
from dip.edisi import edisi_terbuka
from dip.lacak import tayang
from dip.meja import Meja
from dip.normal.teks import satu_baris, tulis_tanggal
from dip.pdp import samarkan
from dip.pengaturan import Pengaturan
from dip.pesan import kalimat
from dip.register import tabel
from dip.revisi import Revisi
from dip.usul_dik import berakhir, usul_baru

KODE_UJI = "DIK-004"
"""The rule that asks for number and date of the consequence test."""


@dataclass(frozen=True, slots=True)
class Kurang:
    """One thing a record lacks: code of the rule and its sentence."""

    kode: str
    kalimat: str


@dataclass(frozen=True, slots=True)
class RingkasDik:
    """One record, or one proposal (`usul`) that is not in the register yet.

    `id_dik` is the number, or the handle of the proposal (`USUL-…`). `judul_umum` is empty for proposals, `asal` empty
    for records (`dinsos.xlsx, DIK, baris 7`). `status` and `masa` are words for people; `belum_uji`: DIK-004 holds.
    """

    id_dik: str
    usul: bool
    judul_umum: str
    opd: str
    nama_opd: str
    asal: str
    status: str
    masa: str
    kurang: tuple[Kurang, ...]
    belum_uji: bool

    def ke_json(self) -> dict[str, Any]:
        """Plain JSON types."""
        return asdict(self)


def usulan(pengaturan: Pengaturan, revisi: Revisi | None) -> list[UsulDik]:
    """Proposals of a draft's excluded rows that no record of the register names yet."""
    return usul_baru(revisi.dik, pengaturan.dik) if revisi is not None else []


def ringkas_dik(pengaturan: Pengaturan, revisi: Revisi | None, hari: date) -> list[RingkasDik]:
    """Records and new proposals as of a day, those without a consequence test first, records before proposals."""
    daftar = [*pengaturan.dik, *usulan(pengaturan, revisi)]
    kurang = kurang_dik(daftar, hari)
    nama = {o.kode: o.nama for o in pengaturan.opd}
    baris = [_ringkas(d, nama.get(d.opd, d.opd), kurang[n]) for n, d in enumerate(daftar)]
    return sorted(baris, key=lambda r: not r.belum_uji)


def kurang_dik(daftar: Sequence[Dik], hari: date) -> list[tuple[Kurang, ...]]:
    """What each record lacks by the rules DIK-001 … DIK-041, in the order of the list."""
    return [tuple(Kurang(t.kode, _tanpa_nomor(kalimat(t), d.id_dik)) for t in nilai_dik([d], hari)) for d in daftar]


def _tanpa_nomor(teks: str, id_dik: str) -> str:
    """A sentence without the `DIK <number>:` it starts with: it stands beside that number."""
    awal, _, sisa = teks.partition(f"{id_dik}: ")
    return f"{sisa[0].upper()}{sisa[1:]}" if sisa and len(awal) <= 10 else teks


def _ringkas(d: Dik, nama_opd: str, kurang: tuple[Kurang, ...]) -> RingkasDik:
    usul = isinstance(d, UsulDik)
    return RingkasDik(
        id_dik=d.id_dik,
        usul=usul,
        judul_umum="" if usul else d.judul_umum,
        opd=d.opd,
        nama_opd=nama_opd,
        asal=_asal(d) if isinstance(d, UsulDik) else "",
        status="Usulan baru" if usul else NAMA_STATUS[d.status],
        masa=_masa(d),
        kurang=kurang,
        belum_uji=any(k.kode == KODE_UJI for k in kurang),
    )


def _asal(d: UsulDik) -> str:
    """Where a proposal came from; the sheet stays away, offices name sheets after what is in them."""
    return satu_baris(f"{samarkan(d.asal.berkas)}, baris {d.asal.baris}")


def _masa(d: Dik) -> str:
    """How the exclusion ends, in our own words: what the office wrote about it may say too much."""
    akhir = berakhir(d)
    if akhir is not None:
        return f"sampai {tulis_tanggal(akhir.isoformat())}"
    return NAMA_JANGKA.get(d.jangka_waktu_jenis, "")


def draf_terbaru(meja: Meja, edisi: str = "") -> tuple[str, Revisi] | None:
    """Code of the edition and its newest draft: of `edisi` (`DIP-KTH-2026-11` or `2026-11`), else of the open edition,
    else the live one. None when there is none.
    """
    with meja.register.baca() as k:
        t = tabel.edisi.c
        if edisi:
            cari = select(t.id, t.kode).where(t.lembaga == meja.lembaga, (t.kode == edisi) | (t.periode == edisi))
            calon = [(b.id, b.kode) for b in k.execute(cari.order_by(t.id.desc()))]
        else:
            terbuka = edisi_terbuka(k, meja.lembaga)
            calon = [(terbuka.id, terbuka.kode)] if terbuka else []
        ada = next(((kode, r.sidik) for n, kode in calon if (r := revisi_terakhir(k, n)) is not None), None)
    if ada is not None:
        return ada[0], muat_revisi(meja.gudang, ada[1])
    hidup = tayang(meja) if not edisi else None
    return (hidup[0].kode, hidup[1]) if hidup else None
