"""The title block above a table and the signature block under it (domain.md §2.2).

Both give facts about the sender: office, year, semester; who signed, as what, when. They are kept as data and never
published. Years of regulations (*Nomor 14 Tahun 2008*) and export dates are not years of the table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

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
    r"(?:dinas|badan|kecamatan|kantor|sekretariat|inspektorat|satuan|rsud|rumah sakit|bagian|puskesmas|perumda|"
    r"kelurahan)\b",
    re.I,
)
_NIP = re.compile(r"\bNIP\b\.?\s*[:.]?\s*([0-9][0-9 .]{12,26}[0-9])", re.I)
_JABATAN = re.compile(
    r"(?:plt\.?|plh\.?|a\.?\s?n\.?)?\s*(?:kepala|camat|direktur|sekretaris|inspektur|lurah|asisten|ketua|"
    r"pimpinan|ppid|selaku)\b",
    re.I,
)
_PANGKAT = re.compile(r"(?:pembina|penata|pengatur|juru)\b", re.I)
_PENGANTAR = re.compile(r"(?:mengetahui|menyetujui|disetujui|disahkan|ditetapkan|atasan)\b", re.I)
_ROMAWI = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}


def baca_judul(baris: Sequence[str], pencari: PencariOpd) -> dict[str, str]:
    """Facts of a title block: `opd` (as written), `opd_kode` (when it is known), `tahun`, `semester` or `triwulan`.

    Args: `baris` are the texts above the header, one per line of a cell.
    """
    hasil: dict[str, str] = {}
    for mentah in baris:
        teks = satu_baris(mentah)
        hukum = _HUKUM.search(teks)
        tahun = None if hukum else _TAHUN.search(teks) or _TAHUN_DIP.search(teks)
        if tahun:
            hasil.setdefault("tahun", tahun[1])
        bagian = _SEMESTER.search(teks)
        if bagian:
            hasil.setdefault(bagian[1].casefold(), _ROMAWI.get(bagian[2].casefold(), bagian[2]))
        nama = _LABEL.sub("", teks).strip(" :")
        kode = pencari.cari(nama) or pencari.cari(teks)
        if kode and "opd_kode" not in hasil:
            hasil["opd_kode"], hasil["opd"] = kode, nama
        elif not hukum and _KANTOR.match(nama):
            hasil.setdefault("opd", nama)
    return hasil


def baca_tanda_tangan(sel: Sequence[tuple[int, int, str]]) -> dict[str, str]:
    """Facts of a signature block: `penandatangan_nama`, `jabatan`, `pangkat`, `nip`, `tanggal` (ISO).

    Args: `sel` are (row, column, text) of the rows under the table. Of two signatures side by side the right one is
    the sender's own; the left one (*Mengetahui*) is his superior's.
    """
    baris = [(i, j, b.strip()) for i, j, t in sel for b in t.split("\n") if b.strip()]
    hasil: dict[str, str] = {}
    for _, _, t in baris:
        w = baca_waktu(t)
        if w.presisi == "hari" and w.tempat:
            hasil.setdefault("tanggal", w.mulai)
    berNIP = [(j, n, m) for n, (_, j, t) in enumerate(baris) if (m := _NIP.search(t))]
    if not berNIP:
        return hasil
    j, n, m = max(berNIP, key=lambda x: (x[0], -x[1]))
    hasil["nip"] = re.sub(r"[ .]", "", m[1])
    kolom = [t for _, k, t in baris[:n] if k == j]
    jabatan = [t for t in kolom if _JABATAN.match(t)]
    if jabatan:
        hasil["jabatan"] = " ".join(jabatan)
    for t in reversed(kolom):
        if _PANGKAT.match(t):
            hasil.setdefault("pangkat", t)
        elif t not in jabatan and not _PENGANTAR.match(t) and not baca_waktu(t).mulai:
            hasil["penandatangan_nama"] = t
            break
    return hasil
