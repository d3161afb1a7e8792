"""What the pages show of a draft, prepared once per sidik: plain values for the templates, worst things first.

Nothing is hidden from officials but personal data, which is masked, and the content of excluded information, which is
counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dip.aturan.daftar import ATURAN
from dip.entri import KATEGORI_TERBIT, NAMA_KATEGORI_PENDEK, Entri
from dip.kawal import kehilangan, susut_edisi
from dip.kelengkapan import sebut_skor
from dip.revisi import BarisPapan, Perubahan, Revisi, Ubahan
from dip.sidik import nomor_draf
from keluaran.bentuk.dasar import JUDUL_KOLOM
from keluaran.bentuk.draf import KATA_HASIL
from keluaran.bentuk.teks import bersih
from keluaran.pratinjau.tampil_daftar import susun_daftar
from keluaran.pratinjau.tampil_temuan import Kalimat, baris_ditahan, dekat_dik, kelompok_temuan, samar
from keluaran.templat.ejaan import tulis_angka, tulis_periode

CUPLIKAN = 20
"""Rows of one list on the first page; the rest is one link away."""

CUPLIKAN_HILANG = 10
"""Titles of lost items shown per office."""


@dataclass(frozen=True, slots=True)
class Perhatian:
    """One thing to know before deciding: text, the part of the page it leads to, and whether it is serious."""

    teks: str
    sasaran: str
    berat: bool


@dataclass(frozen=True, slots=True)
class BarisOpd:
    """One office: status in words, of when its data are, counts, why it failed, and whether to look at it."""

    kode: str
    nama: str
    status: str
    data: str
    jumlah: dict[str, int]
    terbit: int
    ditahan: int
    dik: int
    sebab: str
    perlu: bool
    skor: tuple[str, str] | None


def susun_draf(revisi: Revisi, kalimat: Kalimat, sebab: Callable[[str, str], str]) -> dict[str, Any]:
    """Everything the pages of one draft need. `kalimat` words a finding, `sebab` why an office failed."""
    nama = {p["opd"]: p["nama"] for p in revisi.papan}
    papan = _papan(revisi, sebab)
    return {
        "lembaga": revisi.kepala["lembaga"],
        "periode": tulis_periode(revisi.kepala["periode"]),
        "periode_hidup": tulis_periode(revisi.kepala["periode_hidup"]),
        "kode_edisi": revisi.kepala["kode"],
        "ronde": revisi.kepala["ronde"],
        "nomor_draf": nomor_draf(revisi.sidik),
        "jumlah": len(revisi.entri),
        "per_kategori": [
            (NAMA_KATEGORI_PENDEK[k], sum(e["kategori"] == k for e in revisi.entri)) for k in KATEGORI_TERBIT
        ],
        "perhatian": _perhatian(revisi),
        "kehilangan": _kehilangan(revisi, kalimat),
        "ubahan": susun_ubahan(revisi.perubahan, revisi.entri, nama, pertama=not revisi.kepala["sidik_hidup"]),
        "papan": papan,
        "papan_perlu": [p for p in papan if p.perlu],
        "papan_biasa": [p for p in papan if not p.perlu],
        "nama_kategori": [NAMA_KATEGORI_PENDEK[k] for k in KATEGORI_TERBIT],
        "ditahan": baris_ditahan(revisi, nama, kalimat),
        "dik": len(revisi.dik),
        "dekat_dik": dekat_dik(revisi, nama, kalimat),
        "temuan": kelompok_temuan(revisi.temuan, nama, kalimat),
        "koreksi": [
            {
                **{k: samar(v) for k, v in x.items()},
                "opd": nama.get(x["opd"], x["opd"]),
                "kolom": JUDUL_KOLOM.get(x["kolom"], x["kolom"]),
            }
            for x in revisi.koreksi
        ],
        "kesampingan": [{**x, "opd": nama.get(x["opd"], x["opd"])} for x in revisi.kesampingan],
        "skor": sebut_skor(revisi.kepala["skor"]),
        "jumlah_temuan": len(revisi.temuan),
        "daftar": susun_daftar(revisi.entri, revisi.papan),
        "cuplikan": CUPLIKAN,
    }


def _sebut(nama: Sequence[str], maks: int = 6) -> str:
    lebih = f", dan {len(nama) - maks} lainnya" if len(nama) > maks else ""
    return ", ".join(nama[:maks]) + lebih


def _perhatian(revisi: Revisi) -> list[Perhatian]:
    """What is missing, held or unusual; serious things first."""
    hasil: list[Perhatian] = []

    def tambah(berat: bool, sasaran: str, teks: str) -> None:
        hasil.append(Perhatian(teks, sasaran, berat))

    henti = sum(n for kode, n in revisi.kepala["penjaga"].items() if _akibat(kode) == "hentikan_terbit")
    if henti:
        tambah(
            True, "temuan", f"Informasi dikecualikan ikut terbawa di {henti} tempat. Draf ini tidak akan dapat terbit."
        )
    tanpa = [p["nama"] for p in revisi.papan if p["hasil"] in ("gagal", "belum_ada") and not p["edisi_data"]]
    if tanpa:
        tambah(True, "opd", f"{len(tanpa)} OPD tidak ada datanya: {_sebut(tanpa)}.")
    lama = [
        f"{p['nama']} ({tulis_periode(p['edisi_data'])})"
        for p in revisi.papan
        if p["hasil"] in ("gagal", "belum_ada") and p["edisi_data"]
    ]
    if lama:
        tambah(False, "opd", f"{len(lama)} OPD memakai data lama: {_sebut(lama)}.")
    if turun := susut_edisi(revisi.perubahan):
        hilang, dulu = map(tulis_angka, turun)
        tambah(True, "perubahan", f"{hilang} dari {dulu} informasi edisi lalu tidak ada lagi.")
    if revisi.ditahan:
        tambah(False, "ditahan", f"{tulis_angka(len(revisi.ditahan))} baris ditahan dan tidak akan terbit.")
    if tanda := revisi.kepala["jumlah"].get("bertanda", 0):
        tambah(False, "temuan", f"{tulis_angka(tanda)} baris belum lengkap dan akan terbit bertanda “belum diisi”.")
    if revisi.dik:
        tambah(
            False, "dik", f"{tulis_angka(len(revisi.dik))} baris adalah informasi dikecualikan dan tidak akan terbit."
        )
    return sorted(hasil, key=lambda p: not p.berat)


def _kehilangan(revisi: Revisi, kalimat: Kalimat) -> list[dict[str, Any]]:
    """The offices for which the draft is held (EDI-004): why, and what they lost; titles masked, each told once."""
    hasil: dict[str, dict[str, Any]] = {}
    for k in kehilangan(revisi):
        satu = hasil.setdefault(k.opd, {"opd": k.nama, "alasan": [], "hilang": 0, "judul": [], "ditahan": 0})
        satu["alasan"].append(samar(kalimat(k.temuan)))
        if k.lama:
            satu |= {"hilang": len(k.judul), "ditahan": k.ditahan}
            satu["judul"] = [samar(j) for j in k.judul[:CUPLIKAN_HILANG]]
    return list(hasil.values())


def _akibat(kode: str) -> str:
    return ATURAN[kode].akibat if kode in ATURAN else ""


def _papan(revisi: Revisi, sebab: Callable[[str, str], str]) -> list[BarisOpd]:
    hitung = Counter((e["opd"], e["kategori"]) for e in revisi.entri)

    def data(p: BarisPapan) -> str:
        if not p["edisi_data"]:
            return "tidak ada data"
        sama = p["edisi_data"] == revisi.kepala["periode"]
        return "" if sama else f"memakai data {tulis_periode(p['edisi_data'])}"

    return [
        BarisOpd(
            kode=p["opd"],
            nama=p["nama"],
            status=KATA_HASIL.get(p["hasil"], p["hasil"]),
            data=data(p),
            jumlah={NAMA_KATEGORI_PENDEK[k]: hitung[p["opd"], k] for k in KATEGORI_TERBIT},
            terbit=sum(hitung[p["opd"], k] for k in KATEGORI_TERBIT),
            ditahan=p["ditahan"],
            dik=p["dik"],
            sebab=samar(sebab(p["sebab"], p["rincian"])) if p["sebab"] else "",
            perlu=p["hasil"] in ("gagal", "belum_ada") or p["ditahan"] > 0,
            skor=sebut_skor(p["skor"]),
        )
        for p in revisi.papan
    ]


def susun_ubahan(
    perubahan: Perubahan, entri: Sequence[Entri], nama: Mapping[str, str], *, pertama: bool
) -> dict[str, Any]:
    """New, changed (before and after) and withdrawn items; withdrawn text is masked, it may be why it had to go.

    `pertama`: there is nothing to compare with.
    """
    judul = {e["kode"]: e for e in entri}

    def satu(u: Ubahan) -> dict[str, Any]:
        return {
            "kode": u["kode"],
            "opd": nama.get(u["opd"], u["opd"]),
            "judul": samar(u["judul"]),
            "kolom": [
                (JUDUL_KOLOM.get(k, k), samar(dulu), samar(kini)) for k, (dulu, kini) in sorted(u["kolom"].items())
            ],
        }

    return {
        "pertama": pertama,
        "tetap": perubahan["tetap"],
        "baru": [
            {"kode": k, "opd": nama.get(e["opd"], e["opd"]), "judul": bersih(e["judul"] or e["ringkasan"]), "kolom": []}
            for k in perubahan["baru"]
            if (e := judul.get(k)) is not None
        ],
        "diubah": [satu(u) for u in perubahan["diubah"]],
        "dicabut": [{**satu(u), "kolom": []} for u in perubahan["dicabut"]],
    }
