"""Held rows and findings as the pages of a draft show them: masked, the worst first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from dip.aturan.daftar import aturan_untuk
from dip.pdp import samarkan
from dip.revisi import Revisi
from dip.temuan import Temuan
from keluaran.bentuk.teks import bersih

Kalimat = Callable[[Temuan], str]
"""Words a finding."""

CONTOH_TEMUAN = 5

KODE_DEKAT = frozenset({"DIK-020", "DIK-050"})
"""Findings that say that a row may be excluded information: like one of the register, or of a matter of Article 17."""

_URUTAN_PARAH = {"tolak": 0, "wajib": 1, "periksa": 2, "info": 3}
_NAMA_AKIBAT = {
    "tolak_berkas": "berkas tidak dipakai",
    "tahan_baris": "baris ditahan",
    "buang_nilai": "nilainya dikosongkan",
    "tandai": "terbit bertanda “belum diisi”",
    "catat": "dicatat",
    "hentikan_terbit": "penerbitan dihentikan",
}


@dataclass(frozen=True, slots=True)
class KelompokTemuan:
    """All findings of one code: severity, what happens, count, and the first sentences with their offices."""

    kode: str
    parah: str
    akibat: str
    jumlah: int
    contoh: list[tuple[str, str]]


def samar(teks: str) -> str:
    """Text that will not be published as it is: cleaned like an output, personal data masked."""
    return samarkan(bersih(teks))


def baris_ditahan(revisi: Revisi, nama: dict[str, str], kalimat: Kalimat) -> list[dict[str, Any]]:
    """Held rows with the reasons that hold them; if no finding says so itself, all findings of the row."""
    per_baris: dict[str, list[Temuan]] = defaultdict(list)
    per_lembar: dict[tuple[str, str], list[Temuan]] = defaultdict(list)  # a column the whole sheet lacks
    for t in revisi.temuan:
        if t.entri:
            per_baris[t.entri].append(t)
        elif t.kode == "STR-004":
            per_lembar[t.opd, t.lembar].append(t)
    hasil = []
    for e in revisi.ditahan:
        semua = per_baris[e["id_baris"]]
        kurang = per_lembar[e["id_baris"].partition(":")[0], e["asal"]["lembar"]]
        alasan = [t for t in semua if aturan_untuk(t).akibat == "tahan_baris"] or semua + kurang
        hasil.append(
            {
                "kunci": e["kode"] or e["id_baris"],
                "opd": nama.get(e["opd"], e["opd"]),
                "judul": samar(e["judul"] or e["ringkasan"]) or "(tanpa judul)",
                "letak": " · ".join(
                    x
                    for x in (
                        samar(e["asal"]["nama_berkas"]),
                        samar(e["asal"]["lembar"]),
                        f"baris {e['asal']['baris']}",
                    )
                    if x
                ),
                "alasan": [(t.kode, samar(kalimat(t))) for t in alasan],
            }
        )
    return hasil


def dekat_dik(revisi: Revisi, nama: dict[str, str], kalimat: Kalimat) -> list[dict[str, str]]:
    """Items near excluded information (`KODE_DEKAT`): code, office, title (masked) and why; each item and code once.

    A title that is in the register of excluded information itself is nowhere in them: findings name it by its number.
    """
    per_id = {e["id_baris"]: (e, n) for n, daftar in enumerate((revisi.entri, revisi.ditahan)) for e in daftar}
    hasil: dict[tuple[str, str], dict[str, str]] = {}
    for t in revisi.temuan:
        if t.kode not in KODE_DEKAT or t.entri not in per_id:
            continue
        e, ditahan = per_id[t.entri]
        hasil.setdefault(
            (t.entri, t.kode),
            {
                "kode": t.kode,
                "opd": nama.get(e["opd"], e["opd"]),
                "butir": e["kode"],
                "judul": samar(e["judul"] or e["ringkasan"]) or "(tanpa judul)",
                "alasan": samar(kalimat(t)),
                "keadaan": "ditahan" if ditahan else "akan terbit",
            },
        )
    return list(hasil.values())


def kelompok_temuan(temuan: Iterable[Temuan], nama: dict[str, str], kalimat: Kalimat) -> list[KelompokTemuan]:
    """Findings by code, the most severe and the most frequent first."""
    per_kode: dict[str, list[Temuan]] = defaultdict(list)
    for t in temuan:
        per_kode[t.kode].append(t)

    def kelompok(kode: str, isi: list[Temuan]) -> KelompokTemuan:
        aturan = min((aturan_untuk(t) for t in isi), key=lambda a: _URUTAN_PARAH[a.keparahan])
        contoh = [(nama.get(t.opd, t.opd), samar(kalimat(t))) for t in isi[:CONTOH_TEMUAN]]
        return KelompokTemuan(kode, aturan.keparahan, _NAMA_AKIBAT[aturan.akibat], len(isi), contoh)

    hasil = [kelompok(kode, isi) for kode, isi in per_kode.items()]
    return sorted(hasil, key=lambda k: (_URUTAN_PARAH[k.parah], -k.jumlah, k.kode))
