"""Rules about personal data in rows, links and names of files (domain.md §5.3 PDP, Appendix C).

What would be published holds the row. What stays inside (notes, display texts, rows of excluded information) or is
only a name of the file is asked about, because it should not have been sent (faces `tertutup`, `berkas`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator

import numpy as np

from dip.aturan.mesin import Kena, Tabel, aturan
from dip.entri import KATEGORI_TERBIT, KOLOM_ISI
from dip.normal.teks import kunci
from dip.pdp import KODE_PDP, Jejakan, mungkin, temukan
from dip.sidik import sha256

KODE_MENAHAN = ("PDP-001", "PDP-002", "PDP-003", "PDP-006")
"""Personal data that must not leave; NIP and e-mail are only asked about, and only where they would be published."""

_TERBUKA = tuple(k for k in KOLOM_ISI if k not in ("bentuk", "kategori", "tautan", "tanggal_pemutakhiran"))
_TERTUTUP = ("keterangan", "nomor_asal", "nomor_dokumen", "opd_teks", "kategori_teks", "bentuk_teks", "tautan_teks")

_PERORANGAN = re.compile(
    r"\b(daftar nama(?! (?:jabatan|opd|skpd|desa|kecamatan|perangkat daerah|unit))|by name(?: by address)?|bnba"
    r"|nama dan alamat|data (?:siswa|pasien|pegawai|guru|penduduk|warga)|identitas (?:siswa|pasien|pegawai)"
    r"|(?:daftar|data|nama) penerima (?:bantuan|bansos|pkh|blt|hibah)|penerima bantuan(?: sosial)?"
    r"|(?:daftar|riwayat) pasien|daftar urut kepangkatan|duk pns)\b"
)


def nama_dik(judul: str) -> str:
    """A handle of an excluded title that says nothing about it: `DIK-` and eight hexadecimal digits."""
    return f"DIK-{sha256(kunci(judul).encode())[:8]}"


def _jejak(t: Tabel) -> dict[str, list[Kena]]:
    """All traces of personal data by code, each once per row and column; one look at each distinct text."""

    def hitung() -> dict[str, list[Kena]]:
        hasil: dict[str, list[Kena]] = defaultdict(list)
        terbit = t.cocok("kategori", lambda s: s in KATEGORI_TERBIT or s == "")
        for kolom in (*_TERBUKA, *_TERTUTUP):
            letak, unik = t.indeks(kolom)
            ketemu = {n: temukan(u) for n, u in enumerate(unik) if mungkin(u)}
            _catat(hasil, {n: j for n, j in ketemu.items() if j}, letak, kolom, None, terbit, kolom in _TERTUTUP)
        for kolom in ("tautan", "tautan_mentah"):
            r = t.rata(kolom)
            # What became a link is judged as one; the rest stays inside.
            jadi = set(t.rata("tautan").unik) if kolom == "tautan_mentah" else set()
            ketemu = {n: temukan(u) for n, u in enumerate(r.unik) if mungkin(u) and u not in jadi}
            _catat(hasil, {n: j for n, j in ketemu.items() if j}, r.letak, kolom, r.baris, terbit, bool(jadi))
        _catat_dik(t, hasil)
        _catat_nama(t, hasil)
        return hasil

    return t.sekali("jejak_pribadi", hitung)
