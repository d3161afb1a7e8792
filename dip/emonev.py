"""What a year of editions proves, gathered for the e-Monev questionnaire of Komisi Informasi (domain.md §1.8).

Plain facts from the register and the frozen editions; which indicator they speak for, `keluaran.emonev` says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from dip.beku import muat_revisi
from dip.edisi import edisi_hidup
from dip.entri import Entri
from dip.meja import Meja
from dip.register import tabel, tabel_bukti, tabel_rutin
from dip.revisi import BarisPapan, Pengesahan, Revisi
from dip.riwayat import PERNAH_TAYANG
from dip.terbitan import terbitan_tayang


@dataclass(frozen=True, slots=True)
class EdisiTahun:
    """One published edition of the year: code, periode, number and date of its ratification, release time, items."""

    kode: str
    periode: str
    nomor: str
    tanggal: str
    waktu_rilis: str
    jumlah: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Naskah:
    """A document of the year to be put into the package: its edition, name and the digest of its PDF or scan."""

    edisi: str
    nama: str
    sha: str
    akhiran: str


@dataclass(frozen=True, slots=True)
class FaktaTahun:
    """Everything a package is made of.

    `tautan` counts the live links that were checked, by class of finding (empty: working). `dik` counts records of
    excluded information by status. `kelengkapan` is how many live items have each element of Perki 1/2021.
    """

    lembaga: str
    nama_lembaga: str
    unit_ppid: str
    cara_meminta: str
    tahun: str
    situs: str
    hidup: str
    skor: str
    edisi: tuple[EdisiTahun, ...]
    papan: tuple[BarisPapan, ...]
    kategori: Mapping[str, int]
    kelompok: Mapping[str, int]
    kelengkapan: Mapping[str, int]
    butir: int
    tautan: Mapping[str, int]
    dik: Mapping[str, int]
    naskah: tuple[Naskah, ...]


class BelumTerbit(LookupError):
    """The institution has no live edition, so there is nothing to prove."""


_UNTUK_DINILAI = ("surat-", "lembar-pengesahan", "berita-acara")
"""Documents whose names begin so go into the package; drafts and notes between officials stay in the office."""

UNSUR = ("ringkasan", "pejabat_penguasa", "penanggung_jawab", "waktu_teks", "tempat", "bentuk", "retensi_teks")
"""The seven elements of an item that are counted as filled (Perki 1/2021 art. 13)."""


def kumpulkan_fakta(meja: Meja, tahun: str) -> FaktaTahun:
    """The facts of a year (`2026`). Raises BelumTerbit, BlobRusak."""
    p = meja.pengaturan
    with meja.register.baca() as k:
        hidup = edisi_hidup(k, meja.lembaga)
        tayang = terbitan_tayang(k, meja.gudang, meja.lembaga)
        t = tabel_rutin.tautan.c
        diperiksa = dict(k.execute(select(t.alamat, t.kelas).where(t.lembaga == meja.lembaga)).tuples().all())
    if hidup is None or tayang is None:
        raise BelumTerbit("Belum ada edisi yang terbit, jadi belum ada yang dapat dibuktikan.")
    revisi = muat_revisi(meja.gudang, hidup[1])
    tautan = {u for e in revisi.entri for u in e["tautan"]}
    return FaktaTahun(
        lembaga=meja.lembaga,
        nama_lembaga=p.lembaga.nama,
        unit_ppid=p.lembaga.unit_ppid,
        cara_meminta=p.lembaga.cara_meminta,
        tahun=tahun,
        situs=tayang.pengesahan.situs,
        hidup=hidup[0].kode,
        skor=revisi.kepala["skor"],
        edisi=tuple(e for e in _edisi(revisi, tayang.pengesahan) if _tahun(e) == tahun),
        papan=tuple(revisi.papan),
        kategori=Counter(e["kategori"] for e in revisi.entri),
        kelompok=Counter(e["kelompok"] for e in revisi.entri if e["kelompok"]),
        kelengkapan={u: sum(bool(_isi(e, u)) for e in revisi.entri) for u in UNSUR},
        butir=len(revisi.entri),
        tautan=Counter(diperiksa[u] for u in tautan if u in diperiksa),
        dik=Counter(d.status for d in p.dik),
        naskah=tuple(_naskah(meja, tahun)),
    )


def _isi(e: Entri, unsur: str) -> object:
    nilai: Mapping[str, object] = e
    return nilai.get(unsur)


def _tahun(e: EdisiTahun) -> str:
    return e.periode[:4]


def _edisi(revisi: Revisi, sah: Pengesahan) -> list[EdisiTahun]:
    """The live edition and those before it, oldest first, from what the live one froze of them."""
    kepala = revisi.kepala
    kini = EdisiTahun(
        kepala["kode"], kepala["periode"], sah.nomor, sah.tanggal, sah.waktu_rilis, dict(kepala["jumlah"])
    )
    lalu = [
        EdisiTahun(e["kode"], e["periode"], e["nomor"], e["tanggal"], e["waktu_rilis"], dict(e["jumlah"]))
        for e in sah.riwayat
    ]
    return [*reversed(lalu), kini]


def _naskah(meja: Meja, tahun: str) -> list[Naskah]:
    """Signed sheets and letters of the year's editions that were published, in their order."""
    e, s, d = tabel.edisi.c, tabel_bukti.surat.c, tabel_bukti.dokumen_sah.c
    terbit = select(tabel.terbitan.c.edisi).where(tabel.terbitan.c.status.in_(PERNAH_TAYANG))
    milik = (e.lembaga == meja.lembaga, e.periode.like(f"{tahun}-%"), e.id.in_(terbit))
    with meja.register.baca() as k:
        surat = k.execute(
            select(e.kode, s.nama, s.sha_pdf).join(tabel.edisi, e.id == s.edisi).where(*milik).order_by(s.id)
        ).all()
        sah = k.execute(
            select(e.kode, d.sha_berkas, d.nama_berkas).join(tabel.edisi, e.id == d.edisi).where(*milik).order_by(d.id)
        ).all()
    hasil = [Naskah(b.kode, b.nama, b.sha_pdf, "pdf") for b in surat if b.nama.startswith(_UNTUK_DINILAI)]
    for n, b in enumerate(sah, 1):
        if b.sha_berkas:
            hasil.append(
                Naskah(b.kode, f"pengesahan-bertanda-tangan-{n}", b.sha_berkas, b.nama_berkas.rpartition(".")[2])
            )
    return hasil
