"""The dictionary of spellings: what offices write → what we call it.

National spellings ship as YAML in `sumber/kamus`; an institution lays its own files over them (design §5). Every
section is a flat mapping of text to text, so that a finding can print the one line to paste. Keys are compared
without case, accents, punctuation and blanks: `Penanggung Jawab`, `PenanggungJawab` and `penanggung_jawab` are one.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field

from dip.normal.teks import kunci, kunci_rapat

KANONIK: tuple[str, ...] = (
    "nomor", "judul", "ringkasan", "jenis_informasi", "kategori", "kelompok", "pejabat_penguasa", "penanggung_jawab",
    "pejabat_dan_penanggung_jawab", "waktu_tempat", "waktu", "tempat", "tahun", "semester", "periode", "bentuk",
    "bentuk_cetak", "bentuk_softcopy", "bentuk_rekam", "bentuk_online", "retensi", "retensi_aktif", "retensi_inaktif",
    "nasib_akhir", "jangka_waktu", "jenis_media", "tautan", "kat_berkala", "kat_serta_merta", "kat_setiap_saat",
    "kat_dikecualikan", "opd", "unit", "unit_kerja", "nomor_dokumen", "satu_data_id", "tanggal_pemutakhiran",
    "keterangan", "dik_dasar_hukum", "dik_konsekuensi", "abaikan",
)  # fmt: skip
"""What a header may mean. `jenis_informasi`, `kategori`, `periode`, `jangka_waktu` and `unit` are settled by the
values under them; `abaikan` is a column that is knowingly not used."""

NILAI_BAGIAN: dict[str, tuple[str, ...]] = {
    "header": KANONIK,
    "kategori": ("berkala", "serta_merta", "setiap_saat", "dikecualikan", "bukan"),
    "bentuk": ("cetak", "softcopy", "rekam", "online"),
    "media": (),
    "centang": ("ya", "tidak"),
    "bulan": tuple(str(n) for n in range(1, 13)),
    "kelompok": (),
}
"""Sections of the dictionary and the values they allow; an empty tuple means free text."""


@dataclass(frozen=True)
class Kamus:
    """Merged spellings. Each section maps comparison keys to canonical values.

    `header`, `centang` use `kunci_rapat` (ticks are kept as typed, case-folded); `kategori`, `bentuk`, `media`,
    `bulan` and `kelompok` use `kunci`. `contoh_header` keeps readable header spellings for proposals.
    """

    header: dict[str, str] = field(default_factory=dict)
    kategori: dict[str, str] = field(default_factory=dict)
    bentuk: dict[str, str] = field(default_factory=dict)
    media: dict[str, str] = field(default_factory=dict)
    centang: dict[str, str] = field(default_factory=dict)
    bulan: dict[str, int] = field(default_factory=dict)
    kelompok: dict[str, str] = field(default_factory=dict)

    @classmethod
    def gabung(cls, nasional: Mapping[str, Mapping[str, str]], tambahan: Mapping[str, Mapping[str, str]]) -> Kamus:
        """Lay `tambahan` over `nasional`; both map a section name to spellings. Unknown sections are ignored here,
        `sumber.kamus.muat_kamus` has already complained about them.
        """
        semua = {b: {**nasional.get(b, {}), **tambahan.get(b, {})} for b in NILAI_BAGIAN}
        return cls(
            header={kunci_rapat(k) or k.strip(): v for k, v in semua["header"].items()},
            kategori={kunci(k): v for k, v in semua["kategori"].items()},
            bentuk={kunci(k): v for k, v in semua["bentuk"].items()},
            media={kunci(k): v for k, v in semua["media"].items()},
            centang={k.casefold(): v for k, v in semua["centang"].items()},
            bulan={k.casefold(): int(v) for k, v in semua["bulan"].items()},
            kelompok={kunci(k): v for k, v in semua["kelompok"].items()},
        )

    def kolom(self, label: str) -> str:
        """The canonical column a header spelling means exactly, or empty."""
        return self.header.get(kunci_rapat(label) or label.strip(), "")

    def usul_kolom(self, label: str) -> str:
        """The canonical column whose known spelling is nearest, to be proposed to a person; never used silently."""
        dekat = difflib.get_close_matches(kunci_rapat(label), list(self.header), n=1, cutoff=0.75)
        return self.header[dekat[0]] if dekat else ""

    def tercentang(self, teks: str) -> bool | None:
        """Whether a tick cell is ticked; None when the text is neither a tick nor its absence."""
        nilai = self.centang.get(teks.strip().casefold())
        return None if nilai is None else nilai == "ya"


def cari_frasa(teks: str, frasa: Mapping[str, str], panjang_maks: int = 4) -> tuple[list[str], list[str]]:
    """Known phrases in a text, longest first at each word: (their values in order, each once; words left over)."""
    kata = kunci(teks).split()
    nilai: list[str] = []
    sisa: list[str] = []
    i = 0
    while i < len(kata):
        for n in range(min(panjang_maks, len(kata) - i), 0, -1):
            ketemu = frasa.get(" ".join(kata[i : i + n]))
            if ketemu is not None:
                nilai.append(ketemu)
                i += n
                break
        else:
            sisa.append(kata[i])
            i += 1
    return list(dict.fromkeys(nilai)), sisa
