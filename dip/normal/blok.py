"""The title block above a table and the signature block under it (domain.md §2.2).

Both give facts about the sender: office, year, semester; who signed, as what, when. They are kept as data and never
published. Years of regulations (*Nomor 14 Tahun 2008*) and export dates are not years of the table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dip.normal.opd import PencariOpd
from dip.normal.teks import satu_baris
from dip.normal.waktu import baca_waktu

_HUKUM = re.compile(
    r"\b(?:nomor|no|uu|undang|perki|peraturan|keputusan|permendagri|perda|perbup|tanggal|dicetak)\b", re.I
)
_TAHUN = re.compile(
    r"\b(?:tahun(?:\s+anggaran)?|t\.?\s?a\.?|periode|penetapan|semester\s+\w+)\b[^0-9]{0,20}((?:19|20)[0-9]{2})", re.I
)
_TAHUN_DIP = re.compile(r"(?:daftar informasi publik|\bDIP\b).*?((?:19|20)[0-9]{2})", re.I)
_SEMESTER = re.compile(r"\b(semester|triwulan)\s*[.:-]?\s*(iv|iii|ii|i|[1-4])\b", re.I)
_LABEL = re.compile(
    r"^(?:nama\s+)?(?:opd|skpd|perangkat daerah|unit kerja|unit|badan publik|instansi|"
    r"ppid(?: pelaksana| pembantu)?)\s*:?\s+",
    re.I,
)
_KANTOR = re.compile(
    r"(?:dinas|badan(?! publik)|kecamatan|kantor|sekretariat|inspektorat|satuan|rsud|rumah sakit|bagian|puskesmas|"
    r"perumda|kelurahan)\b",
    re.I,
)
_DEPAN = re.compile(
    r"^.*?(?:daftar informasi (?:publik|yang dikecualikan)|\bDIP\b|\bDIK\b)\W*(?:\((?:DIP|DIK)\)\W*)?"
    r"(?:(?:ppid|pelaksana|pembantu|pada|di|lingkungan|lingkup)\W+)*",
    re.I,
)
_BELAKANG = re.compile(r"\W+(?:tahun|t\.?a\.?|semester|triwulan|periode|edisi|per|bulan)\b.*$", re.I)
_NIP = re.compile(r"\bNIP\b\.?\s*[:.]?\s*([0-9][0-9 .]{12,26}[0-9])", re.I)
_JABATAN = re.compile(
    r"(?:plt\.?|plh\.?|a\.?\s?n\.?)?\s*(?:kepala|camat|direktur|sekretaris|inspektur|lurah|asisten|ketua|"
    r"pimpinan|ppid|selaku|bupati|wali\s?kota|atasan ppid)\b",
    re.I,
)
_PANGKAT = re.compile(r"(?:pembina|penata|pengatur|juru)\b", re.I)
_PENGANTAR = re.compile(r"(?:mengetahui|menyetujui|disetujui|disahkan|ditetapkan|dibuat di|pada tanggal)\b", re.I)
_BUKAN_NAMA = re.compile(r"(?:catatan|keterangan|ket|sumber|note|jumlah|total|ttd|tanda tangan|cap)\b|[\W\d_]*$", re.I)
_ROMAWI = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}


def baca_judul(baris: Sequence[str], pencari: PencariOpd, pengirim: str = "") -> dict[str, str]:
    """Facts of a title block: `opd` (as written), `opd_kode` (when it is known), `tahun`, `semester` or `triwulan`.

    Args: `baris` are the texts above the header, one per line of a cell. Where several offices are named (a
    letterhead above the office), `pengirim` counts if it, its parent or its child is among them, else the last one,
    nearest to the table.
    """
    hasil: dict[str, str] = {}
    kantor: list[tuple[str, str]] = []
    for mentah in baris:
        teks = satu_baris(mentah)
        hukum = _HUKUM.search(teks)
        tahun = None if hukum else _TAHUN.search(teks) or _TAHUN_DIP.search(teks)
        if tahun:
            hasil.setdefault("tahun", tahun[1])
        bagian = _SEMESTER.search(teks)
        if bagian:
            hasil.setdefault(bagian[1].casefold(), _ROMAWI.get(bagian[2].casefold(), bagian[2]))
        nama = _nama_kantor(teks, pencari)
        kode = pencari.cari(nama) or pencari.cari(teks)
        if kode:
            kantor.append((kode, nama))
        elif not hukum and _KANTOR.match(nama):
            hasil.setdefault("opd", nama)
    sendiri = next((k for k in kantor if pengirim and pencari.seinduk(k[0], pengirim)), None)
    if kantor:
        hasil["opd_kode"], hasil["opd"] = sendiri or kantor[-1]
    return hasil


def _nama_kantor(teks: str, pencari: PencariOpd) -> str:
    """The office in a line of a title: without *Daftar Informasi Publik …* before and *Tahun …* behind it."""
    nama = _LABEL.sub("", teks).strip(" :")
    if pencari.cari(nama) or _KANTOR.match(nama):
        return _BELAKANG.sub("", nama)
    m = _DEPAN.match(nama)
    dalam = _BELAKANG.sub("", nama[m.end() :]).strip(" :-–") if m else ""
    return dalam if dalam and (_KANTOR.match(dalam) or pencari.cari(dalam)) else nama


@dataclass(frozen=True, slots=True)
class _Ruas:
    """One column of a signature block: its lines from top to bottom as (row, text)."""

    j: int
    baris: tuple[tuple[int, str], ...]


def baca_tanda_tangan(sel: Sequence[tuple[int, int, str]]) -> dict[str, str]:
    """Facts of a signature block: `penandatangan_nama`, `jabatan`, `pangkat`, `nip`, `tanggal` (ISO), and the same with
    `mengetahui_` in front for the superior beside the sender (*Mengetahui*, *Menyetujui*).

    Args: `sel` are (row, column, text) of the rows under the table. Of two signatures side by side the right one is
    the sender's own; of two below each other the first.
    """
    hasil: dict[str, str] = {}
    for _, _, t in sel:
        for b in t.split("\n"):
            w = baca_waktu(b)
            if w.presisi == "hari" and (w.tempat or _PENGANTAR.match(b.strip())):
                hasil.setdefault("tanggal", w.mulai)
    orang = [(r, o) for r in _ruas(sel) for o in _orang(r)]
    if not orang:
        return hasil
    atasan = [
        (r, o)
        for r, o in orang
        if any(_PENGANTAR.match(t) and "tetapkan" not in t.casefold() for t in o["awal"].split("\n"))
    ]
    sendiri = [x for x in orang if x not in atasan] or orang
    utama = max(sendiri, key=lambda x: x[0].j)
    lain = next((x for x in [*atasan, *orang] if x is not utama), None)
    for awalan, pilih in (("", utama), ("mengetahui_", lain)):
        for k in ("jabatan", "penandatangan_nama", "pangkat", "nip") if pilih else ():
            if pilih and pilih[1].get(k):
                hasil[awalan + k.replace("penandatangan_", "" if awalan else "penandatangan_")] = pilih[1][k]
    return hasil


def _ruas(sel: Sequence[tuple[int, int, str]]) -> list[_Ruas]:
    """The columns of a signature block. Cells one column apart belong together unless both speak in one row."""
    kolom: dict[int, list[tuple[int, str]]] = {}
    for i, j, t in sel:
        kolom.setdefault(j, []).extend((i, b.strip()) for b in t.split("\n") if b.strip())
    hasil: list[tuple[int, list[tuple[int, str]]]] = []
    for j, baris in sorted(kolom.items()):
        if hasil and j - hasil[-1][0] <= 1 and not {i for i, _ in baris} & {i for i, _ in hasil[-1][1]}:
            hasil[-1][1].extend(baris)
        else:
            hasil.append((j, list(baris)))
    return [_Ruas(j, tuple(sorted(b, key=lambda x: x[0]))) for j, b in hasil]


def _orang(ruas: _Ruas) -> list[dict[str, str]]:
    """The signatures in one column. Each ends with its NIP; a block without any NIP is one, if somebody is named."""
    hasil: list[dict[str, str]] = []
    mulai = 0
    teks = [t for _, t in ruas.baris]
    for n, t in enumerate(teks):
        m = _NIP.search(t)
        if m:
            hasil.append(_satu_orang(teks[mulai:n], re.sub(r"[ .]", "", m[1])))
            mulai = n + 1
    if not hasil and any(_JABATAN.match(t) for t in teks):
        hasil.append(_satu_orang(teks, ""))
    return [o for o in hasil if o["jabatan"] or o.get("penandatangan_nama") or o["nip"]]


def _satu_orang(teks: Sequence[str], nip: str) -> dict[str, str]:
    jabatan = [t for t in teks if _JABATAN.match(t)]
    awal = "\n".join(t for t in teks if _PENGANTAR.match(t))
    hasil = {"jabatan": " ".join(t.rstrip(",") for t in jabatan), "nip": nip, "awal": awal}
    letak_jabatan = max((n for n, t in enumerate(teks) if t in jabatan), default=-1)
    for n, t in reversed(list(enumerate(teks))):
        if _PANGKAT.match(t):
            hasil.setdefault("pangkat", t)
        elif n < letak_jabatan and jabatan:
            break
        elif t not in jabatan and not _PENGANTAR.match(t) and not _BUKAN_NAMA.match(t) and not baca_waktu(t).mulai:
            hasil["penandatangan_nama"] = t.strip("()")
            break
    return hasil
