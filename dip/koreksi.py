"""Reviewed corrections of single values, applied before judging (settings folder, `koreksi/*.yml`).

A correction names the value it expects. It is applied only while that value still stands there, so a corrected file
from the office never gets an old correction on top; what hangs on the value (dates, forms, links …) is read again by
the grammars of `dip.normal`. Because rules judge afterwards, no correction carries personal data past them. Rules
would see only the new value, so a row that, as it was sent, points to excluded information (`dip.tertutup`) takes no
correction at all and is quoted nowhere: that is for the PPID to decide, by the register (`dik/`) or a waiver.

Findings: KOR-002 applied · KOR-001 the value is another one, the row is not there, or (`jenis` *tertutup*) it may be
excluded information · KOR-003 several rows fit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import cast

from dip.banding import judul_baku
from dip.entri import Entri
from dip.koreksi_nilai import pasang, tertulis
from dip.normal.kamus import Kamus
from dip.normal.teks import satu_baris
from dip.pdp import samarkan
from dip.pengaturan import Koreksi, Opd
from dip.sidik import json_baku, sha256
from dip.temuan import Temuan
from dip.tertutup import JudulTertutup, tampak_tertutup

__all__ = ["Koreksi", "koreksi_berlaku", "sidik_koreksi", "temuan_sisa", "terapkan_koreksi"]

TIDAK_ADA = "-"
"""Value of the parameter `nilai` when there is no row to look at, or none that may be looked at."""

PANJANG_NILAI = 120
"""Values quoted in findings are cut here; the frozen draft keeps them whole."""


def koreksi_berlaku(koreksi: Iterable[Koreksi], periode: str) -> tuple[Koreksi, ...]:
    """The corrections that hold in a period (`2026-11`): those without an end, or not ended before its first day."""
    return tuple(k for k in koreksi if k.berlaku(periode))


def sidik_koreksi(koreksi: Iterable[Koreksi], opd: Opd) -> str:
    """Digest of one office's corrections for cache keys; empty when it has none."""
    milik = [k.model_dump(mode="json") for k in koreksi if k.opd == opd.kode]
    return sha256(json_baku(milik)) if milik else ""


def temuan_sisa(temuan: Sequence[Temuan], diterapkan: Sequence[Mapping[str, str]]) -> list[Temuan]:
    """Findings of reading and normalising without those that a correction has settled.

    STR-008 (an error value such as `#REF!`) would otherwise throw away the value that was put in its place.
    """
    beres = {(d["id_baris"], d["kolom"]) for d in diterapkan}
    return [t for t in temuan if t.kode != "STR-008" or (t.entri, t.kolom) not in beres]


def terapkan_koreksi(
    entri: list[Entri],
    koreksi: Iterable[Koreksi],
    *,
    kamus: Kamus,
    opd: Opd,
    judul_kode: Mapping[str, str] | None = None,
    judul_tertutup: Sequence[str] = (),
) -> tuple[list[Entri], list[Temuan], list[dict[str, str]]]:
    """Apply the corrections of one office to its freshly normalised rows.

    Args: `judul_kode` gives the title of live items by item code, `judul_tertutup` the titles of the register of
    excluded information for this office, special and general. Corrections of titles come first, then the others,
    each in their given order; a row is found by the title it came with and by the corrected one.
    Returns the rows (corrected ones are copies, nothing handed in is changed), findings, and what was applied, as text
    without any clock and with personal data masked: `opd id_baris judul kolom tertulis seharusnya alasan oleh tanggal`.
    """
    hasil = list(entri)
    temuan: list[Temuan] = []
    diterapkan: list[dict[str, str]] = []
    milik = [k for k in koreksi if k.opd == opd.kode]
    if not milik:
        return hasil, temuan, diterapkan
    letak: dict[str, list[int]] = defaultdict(list)
    for n, e in enumerate(hasil):
        letak[_kunci(e)].append(n)
    serekap = (e["judul"] or e["ringkasan"] for e in entri if "dikecualikan" in (e["kategori"], *e["kategori_calon"]))
    tertutup = JudulTertutup([*judul_tertutup, *serekap])

    @cache
    def tutup_asal(n: int) -> bool:
        return tampak_tertutup(entri[n], tertutup)

    for k in sorted(milik, key=lambda k: k.kolom != "judul"):
        judul = k.judul or (judul_kode or {}).get(k.kode, "")
        calon = letak.get(judul_baku(judul), []) if judul else []
        if not calon and k.kode and k.kolom == "judul":
            # the live edition already has the corrected title, the office's file still the old one
            calon = letak.get(judul_baku(k.tertulis), [])
        # what the office sent counts, and what an earlier line may have made of it
        tutup = any(tutup_asal(n) or (hasil[n] is not entri[n] and tampak_tertutup(hasil[n], tertutup)) for n in calon)
        diam = tutup or any(tertutup.mirip(t) for t in (judul, k.tertulis, k.seharusnya))
        if len(calon) != 1:
            temuan.append(_temuan("KOR-003" if calon else "KOR-001", k, judul, None, diam, {"n": len(calon)}))
            continue
        n = calon[0]
        e = hasil[n]
        if tutup or not tertulis(e, k.kolom, k.tertulis):
            temuan.append(_temuan("KOR-001", k, judul, e, diam, {"jenis": "tertutup"} if tutup else {}))
            continue
        hasil[n] = pasang(e, k.kolom, k.seharusnya, kamus, opd)
        if k.kolom == "judul" and n not in letak[_kunci(hasil[n])]:
            letak[_kunci(hasil[n])].append(n)
        temuan.append(_temuan("KOR-002", k, judul, e, diam or tampak_tertutup(hasil[n], tertutup), {}))
        diterapkan.append(_catatan(k, e))
    return hasil, temuan, diterapkan


def _kunci(e: Entri) -> str:
    return judul_baku(e["judul"] or e["ringkasan"])


def _kutip(teks: str) -> str:
    """A value fit for a finding: one line, masked, then cut."""
    bersih = samarkan(satu_baris(teks))
    return bersih if len(bersih) <= PANJANG_NILAI else bersih[: PANJANG_NILAI - 1] + "…"


def _nilai(e: Entri, kolom: str) -> str:
    """What stands in a column now, for a finding."""
    isi = cast("Mapping[str, object]", e)
    if kolom == "tautan":
        return _kutip("; ".join(e["tautan_mentah"]))
    return _kutip(str(isi[{"bentuk": "bentuk_teks", "kategori": "kategori_teks"}.get(kolom, kolom)]))


def _temuan(
    kode: str, k: Koreksi, judul: str, e: Entri | None, diam: bool, tambahan: Mapping[str, str | int]
) -> Temuan:
    """A finding about one correction. Of what is or may be excluded (`diam`) not even the title is repeated."""
    parameter: dict[str, str | int] = {
        "judul": TIDAK_ADA if diam else _kutip(judul),
        "kolom": k.kolom,
        "tertulis": TIDAK_ADA if diam else _kutip(k.tertulis),
        "seharusnya": TIDAK_ADA if diam else _kutip(k.seharusnya),
        "nilai": TIDAK_ADA if diam or e is None else _nilai(e, k.kolom),
        "oleh": k.oleh,
        **tambahan,
    }
    if e is None:
        return Temuan(kode, k.opd, kolom=k.kolom, parameter=parameter)
    asal = e["asal"]
    sel = asal["sel"].get(k.kolom, "")
    berkas = samarkan(asal["nama_berkas"])
    return Temuan(kode, k.opd, berkas, asal["lembar"], sel, asal["baris"], e["id_baris"], k.kolom, parameter)


def _catatan(k: Koreksi, e: Entri) -> dict[str, str]:
    """An applied correction as it is frozen with the draft."""
    return {
        "opd": k.opd,
        "id_baris": e["id_baris"],
        "judul": samarkan(e["judul"] or e["ringkasan"]),
        "kolom": k.kolom,
        "tertulis": samarkan(k.tertulis),
        "seharusnya": samarkan(k.seharusnya),
        "alasan": samarkan(k.alasan),
        "oleh": k.oleh,
        "tanggal": k.tanggal.isoformat(),
    }
