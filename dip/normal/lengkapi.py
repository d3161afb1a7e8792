"""What the surroundings of a table give to its rows: office, unit, half-year; and what only excluded rows have.

Title block, introduction and sheet name are said once and hold for every row that does not say otherwise. Each value
taken from there is named in `pewaris`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from dip.entri import Entri
from dip.lembar import Lembar
from dip.normal.ambil import Pengambil
from dip.normal.blok import baca_judul
from dip.normal.hasil import Konteks
from dip.normal.kategori import Tanda, baca_bagian, tanda_rahasia
from dip.normal.teks import bernomor, buang_nomor, gabung_teks, rapikan, satu_baris
from dip.normal.waktu import Waktu, baca_waktu

_TABEL = re.compile(r"^\s*(?:tabel|tbl|daftar)\s*[0-9.]*\s*[.:–-]\s*", re.I)
_UNIT = re.compile(r"(?:bidang|bagian|seksi|sub ?bagian|subbag|upt|uptd|sekretariat|instalasi)\b", re.I)
_JABATAN = re.compile(
    r"(?:kepala|sekretar|bidang|bagian|seksi|sub|dinas|badan|kantor|camat|lurah|direktur|ppid|upt|bendahara|tim|unit|"
    r"inspektorat|inspektur|pejabat|bag\b|kabid|kasi|kasub|plt|plh)",
    re.I,
)
_DIK = (
    "dasar_hukum", "konsekuensi", "konsekuensi_dibuka", "konsekuensi_ditutup", "jangka_waktu", "nomor_uji",
    "tanggal_uji", "nomor_sk", "tanggal_sk",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sekitar:
    """Facts about one table. `opd` is an office other than the sender's that title block or sheet name give, with
    where it was said; `unit` a unit named by the sheet; `waktu` the half-year or quarter of the title block; `bagian`
    the class that the introduction opens, `curiga` how surely it announces excluded information without saying so.
    """

    judul: tuple[str, ...] = ()
    opd: str = ""
    opd_teks: str = ""
    opd_asal: str = ""
    unit: str = ""
    tahun: int | None = None
    waktu: Waktu | None = None
    bagian: str = ""
    curiga: Tanda = ""


def baca_sekitar(
    x: Konteks, lembar: Lembar, judul: Sequence[str], warisan: Sekitar | None = None, *, kartu: bool = False
) -> Sekitar:
    """Facts from the lines above a table (`judul`), its introduction and the name of its sheet.

    Args: `warisan` are the facts of the table before it in a document (Word, PDF, a web page), where a heading holds
    until the next one: year and office unless said anew, the class only for a table without any heading of its own, or
    for a card.
    """
    semua = [b for t in lembar.pengantar for b in rapikan(t).split("\n") if b] + list(judul)
    fakta = baca_judul(semua, x.pencari, x.opd.kode)
    kode, teks, asal = fakta.get("opd_kode", ""), fakta.get("opd", ""), "judul tabel"
    if not kode:
        kode, teks, asal = x.pencari.milik(lembar.nama, x.opd.kode), lembar.nama, "lembar"
    if not kode or x.pencari.seinduk(kode, x.opd.kode):
        kode = teks = asal = ""
    tahun = int(fakta["tahun"]) if "tahun" in fakta else None
    bagian = next((f"{k} {fakta[k]}" for k in ("triwulan", "semester") if k in fakta), "")
    waktu = baca_waktu(f"{bagian} {tahun}") if bagian and tahun else None
    kelas, curiga = next((b for t in reversed(lembar.pengantar) if any(b := _kelas(t))), ("", ""))
    if warisan is not None:
        tahun, waktu = (tahun, waktu) if tahun else (warisan.tahun, warisan.waktu)
        kode, teks, asal = (kode, teks, asal) if fakta.get("opd") else (warisan.opd, warisan.opd_teks, warisan.opd_asal)
        if not kelas and not curiga:
            kelas, curiga = _warisan(warisan, berjudul=bool(lembar.pengantar) and not kartu)
    return Sekitar(tuple(semua), kode, satu_baris(teks), asal, _unit(x, lembar.nama), tahun, waktu, kelas, curiga)


def _warisan(warisan: Sekitar, *, berjudul: bool) -> tuple[str, Tanda]:
    """What class holds on from the table before. A heading that says no class ends it, but does not prove that
    excluded information is over.
    """
    if not berjudul:
        return warisan.bagian, warisan.curiga
    return "", "sebut" if warisan.bagian == "dikecualikan" or warisan.curiga else ""


def _kelas(teks: str) -> tuple[str, Tanda]:
    """The class that a heading or caption opens, or its doubt; the last line that has either counts."""
    baris = [_TABEL.sub("", b) for b in teks.split("\n")]
    return next((k for b in reversed(baris) if any(k := kelas_judul(b))), ("", ""))


def kelas_judul(baris: str) -> tuple[str, Tanda]:
    """The class that one line of a title or introduction opens; where it opens none, what it says of exclusion."""
    kelas = baca_bagian(baris)
    return kelas, "" if kelas else tanda_rahasia(baris)


def _unit(x: Konteks, nama: str) -> str:
    """A sheet called after a part of the office (*Bidang IKP*) names the unit of its rows."""
    return satu_baris(nama) if _UNIT.match(nama) and not x.pencari.cari(nama) else ""


def lengkapi(e: Entri, x: Konteks, p: Pengambil, s: Sekitar, *, bagian_judul: bool) -> None:
    """Fill in what the row leaves open. `bagian_judul` says that the class at hand was opened by the introduction."""
    pewaris = e["asal"]["pewaris"]
    if e["kategori_asal"] == "bagian" and bagian_judul:
        e["kategori_asal"] = pewaris["kategori"] = "judul tabel"
    elif e["kategori_asal"] == "berkas" and x.asal_berkas != "berkas":
        e["kategori_asal"] = pewaris["kategori"] = x.asal_berkas
    if e["opd_teks"]:
        kode = x.pencari.milik(e["opd_teks"], x.opd.kode)
        e["opd"] = kode or x.opd.kode
        if not kode:
            pewaris["opd"] = "pengirim"
    elif s.opd:
        e["opd"], e["opd_teks"], pewaris["opd"] = s.opd, s.opd_teks, s.opd_asal
    if s.unit and not e["unit_kerja"]:
        e["unit_kerja"], pewaris["unit_kerja"] = s.unit, "lembar"
    if s.waktu and not e["waktu_teks"] and not e["waktu_mulai"] and e["tahun"] == s.tahun:
        e["waktu_mulai"], e["waktu_selesai"] = s.waktu.mulai, s.waktu.selesai
        e["waktu_presisi"], pewaris["waktu_mulai"] = s.waktu.presisi, "judul tabel"
    for k in ("pejabat_penguasa", "penanggung_jawab"):
        if k in p.peta.kolom:
            _pisah_pejabat(e, p, k, p.peta.kolom[k])


def _pisah_pejabat(e: Entri, p: Pengambil, k: str, kolom: Sequence[int]) -> None:
    """Several officials in one cell, a line each: divided by semicolons, so that they stay several. Lines that are
    only one title broken by hand stay one.
    """
    mentah = [p.atas[j][0] for j in kolom if j in p.atas and p.atas[j][0]]
    isi = cast("dict[str, Any]", e)
    if not any("\n" in t for t in mentah) or e["asal"]["pewaris"].get(k) == "induk":
        return
    isi[k] = gabung_teks(["; ".join(_baris_pejabat(t)) or satu_baris(t) for t in mentah], "; ")


def _baris_pejabat(teks: str) -> list[str]:
    """The lines of a cell when each is an official by itself: numbered, or beginning like a title."""
    asli = [b for b in teks.split("\n") if b]
    baris = [buang_nomor(b).rstrip(" ;,") for b in asli]
    jelas = all(map(bernomor, asli)) or all(_JABATAN.match(b) for b in baris)
    return baris if len(baris) > 1 and jelas and all(baris) else []


def isi_dik(e: Entri, p: Pengambil) -> None:
    """The columns of a table of excluded information, as written (domain.md §2.1 K1–K3); in another table such a
    column is a remark. Neither is ever published.
    """
    kolom = [k for k in _DIK if f"dik_{k}" in p.peta.kolom]
    if not kolom:
        return
    dikecualikan = p.peta.dik or "dikecualikan" in e["kategori_calon"]
    for k in kolom:
        teks = p.ambil(f"dik_{k}", "\n")
        if teks and dikecualikan:
            e["dik"][k] = teks
        elif teks:
            label = p.peta.label.get(p.peta.kolom[f"dik_{k}"][0], "")
            e["keterangan"] = gabung_teks([e["keterangan"], f"{label}: {teks}"])
    if p.galat:
        e["galat"] = {k: v for k, (_, v) in p.galat.items()}
