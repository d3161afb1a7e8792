"""Everything known about one office's source: its pulls, what changed between its last two files, what to do next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import orjson
from sqlalchemy import Connection, select

from dip.aturan import aturan_untuk
from dip.hasil_baca import HasilBaca
from dip.papan import BarisPapanKini
from dip.pdp import samarkan
from dip.pengaturan import Opd
from dip.pesan import NAMA_KOLOM
from dip.pesan.papan import sebut_langkah
from dip.register import tabel
from dip.tarikan import Tarikan

SEBAB_INANG = frozenset({"TARIK-WAKTU", "TARIK-PUTUS", "TARIK-TLS", "TARIK-HTTP"})
"""Reasons that may lie with the host rather than with the office."""


@dataclass(frozen=True, slots=True)
class TarikanLalu:
    """One receipt and the periode of the edition it was filed for."""

    periode: str
    tarikan: Tarikan


@dataclass(frozen=True, slots=True)
class Bentuk:
    """The shape of a file as it was understood: its true kind, digest of the cell content, sheets, canonical columns
    that were recognised and that whole sheets lack, rows read and rows of information; codes that refused it.
    """

    jenis: str
    sha_isi: str
    lembar: tuple[str, ...]
    kolom: tuple[str, ...]
    kolom_kurang: tuple[str, ...]
    dibaca: int
    entri: int
    ditolak: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ubah:
    """One thing that differs between two files: what, before, now."""

    apa: str
    dulu: str
    kini: str


def riwayat_tarikan(k: Connection, lembaga: str, opd: str) -> list[TarikanLalu]:
    """Every receipt of an office over all editions, newest first."""
    t, e = tabel.tarikan.c, tabel.edisi.c
    cari = (
        select(e.periode, t.isi)
        .join(tabel.edisi, e.id == t.edisi)
        .where(e.lembaga == lembaga, t.opd == opd)
        .order_by(t.id.desc())
    )
    return [TarikanLalu(b.periode, Tarikan.dari_json(orjson.loads(b.isi))) for b in k.execute(cari)]


def terakhir_baik(riwayat: Sequence[TarikanLalu]) -> TarikanLalu | None:
    """The newest receipt that was no failure."""
    return next((r for r in riwayat if r.tarikan.hasil != "gagal"), None)


def dua_berkas(riwayat: Sequence[TarikanLalu]) -> list[TarikanLalu]:
    """The newest receipts of the last two different files, newest first; fewer when there never were two."""
    hasil: list[TarikanLalu] = []
    for r in riwayat:
        t = r.tarikan
        if t.hasil in ("baru", "tetap") and t.sha_berkas and t.sha_berkas not in {x.tarikan.sha_berkas for x in hasil}:
            hasil.append(r)
    return hasil[:2]


def bentuk(h: HasilBaca) -> Bentuk:
    """The shape of a reading."""
    n = h.ternormal
    semua = [*h.temuan, *(n.temuan if n else ())]
    ditolak = {t.kode for t in semua if aturan_untuk(t).akibat == "tolak_berkas"}
    lembar = dict.fromkeys([e["asal"]["lembar"] for e in n.entri] + [d.lembar for d in n.dilewati]) if n else {}
    return Bentuk(
        jenis=h.jenis,
        sha_isi=h.sha_isi,
        lembar=tuple(lembar),
        kolom=tuple(sorted({kolom for e in n.entri for kolom in e["asal"]["sel"]})) if n else (),
        kolom_kurang=tuple(sorted({kolom for _, kolom in n.kolom_kurang})) if n else (),
        dibaca=n.dibaca if n else 0,
        entri=len(n.entri) if n else 0,
        ditolak=tuple(sorted(ditolak)),
    )


def bandingkan_bentuk(dulu: Bentuk, kini: Bentuk) -> list[Ubah]:
    """What changed from one file to the next; empty when only values inside the table did."""

    def sebut(isi: Sequence[str]) -> str:
        return ", ".join(samarkan(NAMA_KOLOM.get(x, x)) for x in isi) or "-"

    pasangan = [
        ("jenis berkas", dulu.jenis, kini.jenis),
        ("lembar", sebut(dulu.lembar), sebut(kini.lembar)),
        ("kolom dikenali", sebut(dulu.kolom), sebut(kini.kolom)),
        ("kolom yang tidak ada", sebut(dulu.kolom_kurang), sebut(kini.kolom_kurang)),
        ("baris informasi", str(dulu.entri), str(kini.entri)),
        ("baris terbaca", str(dulu.dibaca), str(kini.dibaca)),
        ("ditolak karena", sebut(dulu.ditolak), sebut(kini.ditolak)),
    ]
    return [Ubah(apa, a, b) for apa, a, b in pasangan if a != b]


def inang_sumber(opd: Opd, alamat: str = "") -> str:
    """Host name of an office's source; empty for a folder, or without one. `alamat` is the address of its last receipt:
    it counts where the settings leave the host to the environment (`${DIP_…}`).
    """
    s = opd.sumber
    if s is None or s.jenis == "folder":
        return ""
    if s.jenis in ("sftp", "imap"):
        return str(getattr(s, "inang", "")).lower()
    tulis = str(getattr(s, "alamat", ""))
    try:
        return (urlsplit(alamat if "${" in tulis else tulis).hostname or "").lower()
    except ValueError:
        return ""


def seinang(opd: Opd, semua: Sequence[Opd], alamat: Mapping[str, str]) -> list[str]:
    """Codes of the other offices whose source is on the same host; `alamat` as for `inang_sumber`, by office."""
    inang = inang_sumber(opd, alamat.get(opd.kode, ""))
    return [o.kode for o in semua if inang and o.kode != opd.kode and inang_sumber(o, alamat.get(o.kode, "")) == inang]


def saran(opd: Opd, b: BarisPapanKini | None, gagal_seinang: Sequence[str], kode_edisi: str) -> list[str]:
    """What to do next, in at most three sentences that name the command or the file."""
    berkas, ulang = f"opd/{opd.kode.lower()}.yml", f"dip tarik-ulang {opd.kode}"
    if not opd.aktif or opd.sumber is None:
        return [f"OPD ini tidak ditarik. Bila seharusnya ditarik, isi sumber dan hapus 'aktif: false' di {berkas}."]
    if b is None:
        return ["OPD ini belum ada di papan. Jalankan edisi: dip jalankan"]
    if b.menunggu or b.langkah in ("selesai", "konfirmasi", "tunggu"):
        return [sebut_langkah(b)]
    if b.langkah == "nihil_dinyatakan":
        return [f"{sebut_langkah(b)} Perintahnya: {ulang}"]
    if b.gagal and gagal_seinang and b.sebab in SEBAB_INANG:
        n = len(gagal_seinang)
        return [
            f"{n} OPD lain di inang yang sama juga gagal ({', '.join(gagal_seinang[:5])}), jadi kemungkinan situs itu "
            "yang terganggu. Hubungi pengelola situsnya.",
            "Sesudah pulih, tarik ulang semua yang gagal: dip tarik-ulang",
        ]
    hasil = [sebut_langkah(b)]
    if b.sebab.startswith("TARIK-"):
        hasil.append(f"Alamat sumbernya ada di {berkas}.")
    elif kode_edisi:
        hasil.append(f"Temuannya ada di berkas balasan/{kode_edisi}/{opd.kode}.xlsx; kirimkan kepada OPD.")
    return [*hasil, f"Perintahnya: {ulang}"]
