"""Rows that might be excluded information: held for the PPID, never published by default (domain.md §5.3 DIK).

Nothing is decided here: the PPID releases a row with a waiver for code and office, or sends it to the register of
excluded information. Because a hold costs the office something, ordinary titles must not be caught: documents that
only regulate or explain a matter (`SOP Pengelolaan Kata Sandi`) are open, and words of two meanings count
only beside the words that make them sensitive (UU 14/2008 art. 17 and 18; domain.md §1.6).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np
from rapidfuzz import fuzz, process

from dip.aturan.mesin import Kena, Tabel, aturan
from dip.aturan.pribadi import nama_dik
from dip.banding import judul_baku
from dip.kemiripan import tanda_angka

MIRIP = 90.0
"""Likeness (0–100) from which a title is held as possibly an excluded one."""

_SENSITIF = re.compile(
    r"\b(?P<kata>password|kata sandi|kode akses|topologi jaringan(?! (?:irigasi|jalan|pipa|air))|ip address|alamat ip"
    r"|source code|kode sumber|(?:database|basis data) (?:kependudukan|pribadi)|nomor induk kependudukan warga"
    r"|data pribadi (?:siswa|murid|guru|pegawai|pemohon|pasien|pmi|penduduk|warga|pelanggan|wajib pajak|korban|anak)"
    r"|(?<!instalasi )(?<!unit )(?<!ruang )(?<!layanan )(?<!petugas )(?<!bagian )(?<!pelayanan )rekam medi[sk]"
    r"|lhp(?! bpk)|laporan hasil pemeriksaan (?:inspektorat|khusus|kasus|investigasi|reguler|apip|pegawai|disiplin)"
    r"|laporan hasil pemeriksaan$|(?<!pelindungan )(?<!perlindungan )(?<!kerahasiaan )(?<!jaminan )identitas pelapor"
    r"|hps|harga perkiraan sendiri|soal ujian|kunci jawaban|konflik sosial|intelijen"
    r"|berita acara pemeriksaan (?:saksi|tersangka|terlapor|pelapor|pegawai|disiplin|kasus|khusus|penyidik\w*))\b"
)
_PENANDA = (
    *("password", "sandi", "akses", "topologi", "ip", "source", "sumber", "kependudukan", "pribadi", "medis", "medik"),
    *("lhp", "pemeriksaan", "pelapor", "hps", "perkiraan", "ujian", "jawaban", "konflik", "intelijen"),
)
"""Each phrase above contains one of these words."""

_MENGATUR = re.compile(
    r"(?:(?:draf|rancangan|salinan|kumpulan|daftar) )?(?:sop|standar (?:operasional|pelayanan)|prosedur|pedoman|panduan"
    r"|petunjuk|juknis|juklak|tata cara|mekanisme|alur|peraturan|perda|perbup|keputusan|sk|surat edaran|instruksi"
    r"|maklumat|kebijakan|formulir|sosialisasi|bimtek|bimbingan teknis|pelatihan|materi|rencana aksi)\b"
)
"""Documents that say how a matter is handled, and not the matter itself."""

_HARUS_DIUMUMKAN = ("konflik sosial",)
"""Matters that must be announced at once when they happen (Perki 1/2021 art. 19): a warning is not held."""


@aturan("DIK-020")
def mirip_dik(t: Tabel) -> Iterator[Kena]:
    """A title close to an excluded title of the same office, from the register or from this very rekap."""
    for i, judul in mirip_dengan_dik(t):
        yield Kena(i, "judul" if t.daftar("judul")[i] else "ringkasan", {"id": nama_dik(judul)})


def mirip_dengan_dik(t: Tabel) -> list[tuple[int, str]]:
    """(row, excluded title) of rows whose title, or summary where there is none, is like an excluded one.

    Only inside an office. Numbers must agree, since the report of another year is another document; an excluded
    title without numbers covers all years. The title must never be shown: use `nama_dik`.
    """

    def hitung() -> list[tuple[int, str]]:
        hasil: list[tuple[int, str]] = []
        opd = np.array(t.daftar("opd"), dtype=object)
        for kode, tertutup in t.konteks.judul_dik.items():
            dik = [j for j in tertutup if judul_baku(j)]
            letak = np.flatnonzero(opd == kode).tolist() if dik else []
            judul = [t.daftar("judul")[i] or t.daftar("ringkasan")[i] for i in letak]
            ketemu = _cari(list(dict.fromkeys(judul)), dik)
            hasil += [(i, ketemu[j]) for i, j in zip(letak, judul, strict=True) if j in ketemu]
        return sorted(hasil)

    return t.sekali("mirip_dik", hitung)


def _cari(judul: Sequence[str], dik: Sequence[str]) -> dict[str, str]:
    """For each title that is like one of `dik`, the first such."""
    if not judul or not dik:
        return {}
    kiri, kanan = [judul_baku(j) for j in judul], [judul_baku(j) for j in dik]
    tanpa = [_tanpa_angka(k) for k in kiri]
    hasil: dict[str, str] = {}
    for n, teks in enumerate(kanan):
        angka = tanda_angka(teks)
        calon = kiri if angka else tanpa
        nilai = process.cdist(calon, [teks], scorer=fuzz.ratio, score_cutoff=MIRIP, dtype=np.float32)
        for i in np.flatnonzero(nilai[:, 0]).tolist():
            if not angka or tanda_angka(kiri[i]) == angka:
                hasil.setdefault(judul[i], dik[n])
    return hasil


def _tanpa_angka(kunci: str) -> str:
    return " ".join(k for k in kunci.split() if not k.isdecimal() and k not in ("tahun", "ta"))


@aturan("DIK-050")
def kata_sensitif(t: Tabel) -> Iterator[Kena]:
    """Words of Article 17 matters in title or summary: perhaps this needs a consequence test."""
    ketemu: dict[int, tuple[str, str]] = {}
    for kolom in ("judul", "ringkasan"):
        for i, kata in t.cari_kata(kolom, _PENANDA, _kata_sensitif).items():
            ketemu.setdefault(i, (kolom, kata))
    if ketemu:
        mengatur = t.pada("judul", lambda s: bool(_MENGATUR.match(judul_baku(s))))
        serta_merta = t.sama("kategori", "serta_merta")
        for i, (kolom, kata) in sorted(ketemu.items()):
            if not mengatur[i] and not (serta_merta[i] and kata in _HARUS_DIUMUMKAN):
                yield Kena(i, kolom, {"kata": kata})


def _kata_sensitif(kunci: str) -> str:
    m = _SENSITIF.search(kunci)
    return m["kata"] if m else ""
