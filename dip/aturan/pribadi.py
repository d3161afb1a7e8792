"""Rules about personal data in rows, links and names of files (domain.md §5.3 PDP, Appendix C).

What would be published holds the row. What stays inside (notes, display texts, rows of excluded information) or is
only a name of the file is asked about, because it should not have been sent (faces `tertutup`, `berkas`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np

from dip.aturan.mesin import Kena, Tabel, aturan
from dip.aturan.tabel import Letak
from dip.entri import KOLOM_ISI
from dip.normal.teks import kunci
from dip.pdp import Jejakan, mungkin, temukan
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

_PENANDA_ORANG = (
    *("nama", "bnba", "siswa", "pasien", "pegawai", "guru", "penduduk", "warga", "penerima", "kepangkatan", "duk"),
)
"""Each phrase above contains one of these words."""


def nama_dik(judul: str) -> str:
    """A handle of an excluded title that says nothing about it: `DIK-` and eight hexadecimal digits."""
    return f"DIK-{sha256(kunci(judul).encode())[:8]}"


def _jejak(t: Tabel) -> dict[str, list[Kena]]:
    """All traces of personal data by code, once per row, column and code; each distinct text is looked at once."""
    return t.sekali("jejak_pribadi", lambda: _cari(t))


def _cari(t: Tabel) -> dict[str, list[Kena]]:
    hasil: dict[str, list[Kena]] = defaultdict(list)
    sudah: set[tuple[int, str]] = set()
    dik = t.sama("kategori", "dikecualikan").tolist()

    def catat(i: int, kolom: str, jejakan: Sequence[Jejakan], terbuka: bool) -> None:
        """In a published column always; inside only what the row does not show openly as well."""
        for kode, samar in {j.kode: j.nilai_samar for j in reversed(jejakan)}.items():
            if terbuka and not dik[i]:
                sudah.add((i, kode))
                hasil[kode].append(Kena(i, kolom, {"samar": samar}))
            elif kode in KODE_MENAHAN and (i, kode) not in sudah:
                sudah.add((i, kode))
                hasil[kode].append(Kena(i, kolom, {"samar": samar, "jenis": "tertutup"}))

    for kolom in _TERBUKA:
        letak, unik = t.indeks(kolom)
        for i, jejakan in _pada(letak, unik):
            catat(i, kolom, jejakan, True)
    tautan, mentah = t.rata("tautan"), t.rata("tautan_mentah")
    for n, jejakan in _pada(tautan.letak, tautan.unik):
        catat(int(tautan.baris[n]), "tautan", jejakan, True)
    for n, jejakan in _pada(mentah.letak, mentah.unik):
        catat(int(mentah.baris[n]), "tautan_mentah", jejakan, False)
    for kolom in _TERTUTUP:
        letak, unik = t.indeks(kolom)
        for i, jejakan in _pada(letak, unik):
            catat(i, kolom, jejakan, False)
    for i, isi in enumerate(t.daftar("dik")):
        for nama, teks in isi.items():
            if mungkin(teks):
                catat(i, f"dik_{nama}", temukan(teks), False)
    _nama_berkas(t, hasil)
    return hasil


def _pada(letak: Letak, unik: Sequence[str]) -> Iterator[tuple[int, list[Jejakan]]]:
    """(position, traces) wherever a distinct text has any."""
    ketemu = {n: j for n, u in enumerate(unik) if mungkin(u) and (j := temukan(u))}
    if ketemu:
        for i in np.flatnonzero(np.isin(letak, list(ketemu))).tolist():
            yield i, ketemu[int(letak[i])]


def _nama_berkas(t: Tabel, hasil: dict[str, list[Kena]]) -> None:
    """Names of files and sheets: said once per sender, about the whole table."""
    sudah: set[tuple[str, str]] = set()
    for i, (opd, asal) in enumerate(zip(t.pengirim(), t.daftar("asal"), strict=True)):
        for nama in (asal["nama_berkas"], asal["lembar"]):
            if (opd, nama) not in sudah:
                sudah.add((opd, nama))
                for j in temukan(nama) if mungkin(nama) else ():
                    if j.kode in KODE_MENAHAN:
                        hasil[j.kode].append(Kena(i, "", {"samar": j.nilai_samar, "jenis": "berkas"}, seluruh=True))


def _pribadi(kode: str, arti: str) -> None:
    def periksa(t: Tabel) -> Iterator[Kena]:
        yield from _jejak(t).get(kode, ())

    periksa.__doc__ = arti
    aturan(kode)(periksa)


_pribadi("PDP-001", "A number shaped like an identity number (NIK) or family card number (KK).")
_pribadi("PDP-002", "A mobile phone number.")
_pribadi("PDP-003", "A tax number (NPWP), by its shape or its label.")
_pribadi("PDP-004", "An official's personnel number (NIP) in the table.")
_pribadi("PDP-005", "A private e-mail address.")
_pribadi("PDP-006", "A bank account number, by the words beside it.")


@aturan("PDP-007")
def data_perorangan(t: Tabel) -> Iterator[Kena]:
    """A title that promises a list of people."""
    ketemu: dict[int, Kena] = {}
    for kolom in ("ringkasan", "judul"):  # the title speaks for the row where both do
        kata = t.cari_kata(kolom, _PENANDA_ORANG, _kata_perorangan)
        ketemu |= {i: Kena(i, kolom, {"kata": k}) for i, k in kata.items()}
    yield from (ketemu[i] for i in sorted(ketemu))


def _kata_perorangan(kunci_teks: str) -> str:
    m = _PERORANGAN.search(kunci_teks)
    return m.group(1) if m else ""
