"""Whether an office (PPID Pelaksana) vouches for the data of this edition, how, and since which day (SOP steps 1–3).

How it does is declared per office (`Opd.konfirmasi`); a covering letter or a word that a petugas wrote down counts for
everybody. What was carried forward is confirmed by nobody; *tidak ada perubahan* confirms itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime

from sqlalchemy import Connection

from dip.hasil_baca import HasilBaca
from dip.jam import ke_wib
from dip.pengaturan import Opd
from dip.pengaturan_sumber import NAMA_KONFIRMASI
from dip.pernyataan import NAMA_CARA_PERNYATAAN, Pernyataan, berkas_sejak, lebih_baru, pernyataan_periode, terbaru
from dip.tarikan import Tarikan

NAMA_SEMUA_KONFIRMASI: Mapping[str, str] = dict(
    (*NAMA_CARA_PERNYATAAN.items(), *NAMA_KONFIRMASI.items(), ("nihil", "pernyataan tidak ada perubahan"))
)
"""Every value of `BarisPapan.konfirmasi` but the empty one, in words."""

BELUM_DIKONFIRMASI = "belum dikonfirmasi"


@dataclass(frozen=True, slots=True)
class KataKantor:
    """What offices said for a period, and since when we have the bytes of each receipt (ISO, by office)."""

    pernyataan: tuple[Pernyataan, ...] = ()
    sejak: Mapping[str, str] = field(default_factory=dict)


def kata_kantor(k: Connection, lembaga: str, periode: str, tarikan: Iterable[Tarikan]) -> KataKantor:
    """What the register knows about these receipts of a period."""
    return KataKantor(tuple(pernyataan_periode(k, lembaga, periode)), berkas_sejak(k, lembaga, tarikan))


def sebut_konfirmasi(kunci: str) -> str:
    """`BarisPapan.konfirmasi` in words; *belum dikonfirmasi* for the empty one and for drafts without the key."""
    return NAMA_SEMUA_KONFIRMASI.get(kunci, kunci) if kunci else BELUM_DIKONFIRMASI


def konfirmasi_opd(opd: Opd, t: Tarikan | None, b: HasilBaca | None, kata: KataKantor) -> tuple[str, str]:
    """(`konfirmasi`, `validasi`) of an office whose receipt `t` gave data of this edition; two empty texts: not yet.

    `konfirmasi` is a key of `NAMA_SEMUA_KONFIRMASI`, `validasi` the day as ISO: of the file for the drop itself and for
    mail, of the signature for a signature block, of the letter for a covering letter. A statement of this period that
    confirms goes before what is declared.
    """
    if t is None or t.hasil == "gagal":
        return "", ""
    if t.hasil in ("nihil", "tetap") and (nihil := _pernyataan_nihil(t, kata)):
        return "nihil", nihil.tanggal
    if t.hasil == "nihil":
        return "nihil", _hari_berkas(t, kata)
    ternormal = b.ternormal if b is not None else None
    if ternormal is None:
        return "", ""
    surat = terbaru(kata.pernyataan, opd.kode, "konfirmasi")
    if surat is not None:
        return surat.cara, surat.tanggal
    if opd.konfirmasi == "kiriman":
        return "kiriman", _hari_berkas(t, kata)
    if opd.konfirmasi == "surel" and t.pengirim:
        return "surel", _hari_berkas(t, kata)
    if opd.konfirmasi == "blok_tanda_tangan" and (hari := _hari_tanda(ternormal.pengirim, t)):
        return "blok_tanda_tangan", hari
    return "", ""


def _pernyataan_nihil(t: Tarikan, kata: KataKantor) -> Pernyataan | None:
    """The statement *tidak ada perubahan* that speaks about the bytes of this receipt: none that is older than them."""
    nihil = terbaru(kata.pernyataan, t.opd, "nihil")
    return nihil if nihil is not None and not lebih_baru(kata.sejak.get(t.opd, ""), nihil) else None


def _hari_tanda(pengirim: Mapping[str, str], t: Tarikan) -> str:
    """The day of a signature block with a name and a date; empty for a day that had not come yet when the file came."""
    hari = pengirim.get("tanggal", "")
    bernama = pengirim.get("penandatangan_nama") or pengirim.get("nip")
    return hari if bernama and hari and hari <= (_hari(t.waktu) or hari) else ""


def _hari_berkas(t: Tarikan, kata: KataKantor) -> str:
    """The day of a file: when it was last changed where the source says so, else when its bytes came in; a clock that
    is ahead makes no file younger than its receipt.
    """
    diterima = _hari(t.waktu)
    hari = _hari(t.diubah) or _hari(kata.sejak.get(t.opd, "")) or diterima
    return min(hari, diterima) if diterima else hari


def _hari(teks: str) -> str:
    """The day in WIB of a moment written as ISO or as in HTTP and mail headers; empty for anything else."""
    for baca in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return ke_wib(baca(teks)).date().isoformat()
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return ""
