"""Whether a row, as an office sent it, points to excluded information: one measure for rules and for corrections.

The words of DIK-050 and the likeness of DIK-020 stand here without tables, so that a child that only reads and
corrects (`dip.koreksi`) can ask the same question about one row. Nothing is decided: what points there is held for
the PPID (UU 14/2008 arts. 17 and 18; domain.md §1.6, §5.3).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz import fuzz

from dip.banding import judul_baku
from dip.entri import Entri
from dip.normal.teks import kunci, kunci_rapat

MIRIP = 90.0
"""Likeness (0–100) from which a title is held as possibly an excluded one."""

PANJANG_JUDUL = 4000
"""Characters of a title or summary that are compared."""

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
PENANDA_SENSITIF = (
    *("password", "sandi", "akses", "topologi", "ip", "source", "sumber", "kependudukan", "pribadi", "medis", "medik"),
    *("lhp", "pemeriksaan", "pelapor", "hps", "perkiraan", "ujian", "jawaban", "konflik", "intelijen"),
)
"""Each phrase above contains one of these words."""

_MENGATUR = re.compile(
    r"(?:(?:draf|rancangan|salinan|kumpulan|daftar) )?(?:sop|standar (?:operasional|pelayanan)|prosedur|pedoman|panduan"
    r"|petunjuk|juknis|juklak|tata cara|mekanisme|alur|peraturan|perda|perbup|keputusan|sk|surat edaran|instruksi"
    r"|maklumat|kebijakan|formulir|sosialisasi|bimtek|bimbingan teknis|pelatihan|materi|rencana aksi)\b"
)

HARUS_DIUMUMKAN = ("konflik sosial",)
"""Matters that must be announced at once when they happen (Perki 1/2021 art. 19): a warning is not held."""

_SEBUTAN = re.compile(r"kecuali|rahasia|tertutup|(?:pasal|psl|ps)17")
"""What offices call the class, in any spelling, looked for in text without blanks and punctuation."""

_SEBUTAN_LEMBAR = re.compile(r"kecuali|rahasia")
_SALAH_TULIS = ("dikecualikan", "rahasia")
_MIRIP_SEBUTAN = 80.0
_PENDEK = 5


def kata_sensitif(kunci_teks: str) -> str:
    """The first word of an Article 17 matter in a comparison key (`dip.normal.teks.kunci`); empty for none."""
    m = _SENSITIF.search(kunci_teks)
    return m["kata"] if m else ""


def mengatur(judul: str) -> bool:
    """Whether a title is of a document that says how a matter is handled, and not the matter itself."""
    return bool(_MENGATUR.match(judul_baku(judul)))


def tanpa_angka(baku: str) -> str:
    """A comparison key without numbers and the word *tahun*: an excluded title without numbers covers all years."""
    return " ".join(k for k in baku.split() if not k.isdecimal() and k not in ("tahun", "ta"))


class JudulTertutup:
    """Excluded titles of one office, to ask whether another title is one of them or like one (DIK-020)."""

    def __init__(self, judul: Iterable[str]) -> None:
        self._baku = list(dict.fromkeys(b for j in judul if (b := judul_baku(j[:PANJANG_JUDUL]))))
        self._ingat: dict[str, bool] = {}

    def mirip(self, judul: str) -> bool:
        """Whether a title is at least `MIRIP` alike to an excluded one, with the same numbers if that one has any."""
        baku = judul_baku(judul[:PANJANG_JUDUL]) if self._baku else ""
        if baku not in self._ingat:
            tanpa = tanpa_angka(baku)
            self._ingat[baku] = bool(baku) and any(_serupa(baku, tanpa, tertutup) for tertutup in self._baku)
        return self._ingat[baku]


def _serupa(baku: str, tanpa: str, tertutup: str) -> bool:
    if baku == tertutup:
        return True
    lengkap, sisa = (fuzz.ratio(x, tertutup, score_cutoff=MIRIP) for x in (baku, tanpa))
    if not lengkap and not sisa:
        return False
    # brings numpy, which is worth it only for the rare title that comes this far
    from dip.kemiripan import tanda_angka

    angka = tanda_angka(tertutup)
    return bool(lengkap) and tanda_angka(baku) == angka if angka else bool(sisa)


def disebut_tertutup(kategori: str) -> bool:
    """Whether the words of a class mean *excluded*, or may be a misspelling of it (`Di kecualikan`, `Dikcualikan`)."""
    if kunci(kategori) == "dik":
        return True
    rapat = kunci_rapat(kategori[:PANJANG_JUDUL])
    return bool(_SEBUTAN.search(rapat)) or (
        len(rapat) >= _PENDEK and any(fuzz.partial_ratio(s, rapat) >= _MIRIP_SEBUTAN for s in _SALAH_TULIS)
    )


def tampak_tertutup(e: Entri, tertutup: JudulTertutup) -> bool:
    """Whether a row is, or may be, excluded information: by its class, by what the office wrote for one, by where it
    stands, by columns that only a table of excluded information has, by words of Article 17 matters, or by its title.
    """
    if e["kategori"] == "dikecualikan" or "dikecualikan" in e["kategori_calon"] or e["dik"]:
        return True
    if disebut_tertutup(e["kategori_teks"]):
        return True
    if any(_SEBUTAN_LEMBAR.search(kunci_rapat(t[:200])) for t in (e["asal"]["lembar"], e["kelompok"], e["keterangan"])):
        return True
    if any(tertutup.mirip(t) for t in {e["judul"], e["ringkasan"]}):
        return True
    kata = kata_sensitif(kunci(e["judul"])) or kata_sensitif(kunci(e["ringkasan"]))
    serta_merta = e["kategori"] == "serta_merta" and kata in HARUS_DIUMUMKAN
    return bool(kata) and not mengatur(e["judul"]) and not serta_merta
