"""The register of excluded information (*Daftar Informasi yang Dikecualikan*), domain.md §5.2.

One record says what is excluded, on which ground, for how long, and by which test and decision (UU 14/2008 arts. 17,
19, 20; PP 61/2010 arts. 3–10). The records lie in `dik/*.yml` of the settings folder, closed to other users; what is
missing in them is said by the rules (`dip.aturan.dik`), not by the loader. Proposals made from rows that offices
sent are `UsulDik` (`dip.usul_dik`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, model_validator

from dip.ketat import BolehKosong, Ketat, Kode

JenisJangka = Literal[
    "",
    "tanggal",
    "durasi",
    "sampai_peristiwa",
    "selama_diperlukan",
    "tidak_permanen_perlu_tinjau",
    "permanen",
]
"""How the period of exclusion ends (domain.md §5.2). `permanen` is what offices write and art. 20 mostly forbids."""

StatusDik = Literal["diusulkan", "menunggu_uji", "ditetapkan", "ditinjau", "berakhir", "dibatalkan_putusan", "ditolak"]

STATUS_TERBUKA: frozenset[str] = frozenset({"berakhir", "dibatalkan_putusan", "ditolak"})
"""States after which the information is open again and belongs in the DIP."""

UU_KIP = "UU 14/2008"
"""How the law on public information is named in `DasarPengecualian.uu`."""


class DasarPengecualian(Ketat):
    """One ground of exclusion: `{uu: UU 14/2008, pasal: 17, huruf: c, angka: 6}`, or an article of another law."""

    uu: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)] = UU_KIP
    pasal: int | None = Field(default=None, ge=1, le=999)
    huruf: Annotated[str, StringConstraints(pattern=r"^[a-z]?$")] = ""
    angka: int | None = Field(default=None, ge=1, le=99)

    @property
    def pasal_17(self) -> bool:
        """Whether this is one of the grounds a–j of UU 14/2008 art. 17."""
        return self.uu == UU_KIP and self.pasal == 17 and "a" <= self.huruf <= "j"


class Dik(Ketat):
    """One record of the register.

    `judul_umum` is general enough to be published; `uraian_tertutup` and `judul_khusus` (titles as offices write them)
    never leave the house. Only `id_dik` (`DIK-<institution>-<year>-<number>`), `judul_umum` and `opd` must be there.
    Dates are days; `sebagian` says whether only parts are excluded (None: not said).
    """

    id_dik: Annotated[str, StringConstraints(pattern=r"^DIK-[A-Z]{2,6}-\d{4}-\d{3,4}$")]
    judul_umum: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=150)]
    opd: Kode
    uraian_tertutup: BolehKosong = Field(default="", repr=False)
    judul_khusus: tuple[BolehKosong, ...] = Field(default=(), repr=False)
    pejabat_penguasa: BolehKosong = ""
    penanggung_jawab: BolehKosong = ""
    dasar_pengecualian: tuple[DasarPengecualian, ...] = ()
    konsekuensi_dibuka: BolehKosong = Field(default="", repr=False)
    konsekuensi_ditutup: BolehKosong = Field(default="", repr=False)
    kepentingan_publik: BolehKosong = Field(default="", repr=False)
    jangka_waktu_teks: BolehKosong = ""
    jangka_waktu_jenis: JenisJangka = ""
    mulai: date | None = None
    berakhir_pada: date | None = None
    tinjau_pada: date | None = None
    sebagian: bool | None = None
    nomor_uji_konsekuensi: BolehKosong = ""
    tanggal_uji: date | None = None
    berita_acara_uji: BolehKosong = ""
    nomor_sk_penetapan: BolehKosong = ""
    tanggal_sk: date | None = None
    tempat_sk: BolehKosong = ""
    pejabat_penetap: BolehKosong = ""
    unit_pejabat: BolehKosong = ""
    persetujuan_pimpinan: BolehKosong = ""
    status: StatusDik = "diusulkan"

    @model_validator(mode="before")
    @classmethod
    def _tanpa_isi(cls, isi: Any) -> Any:
        """A key left empty is a key left out, but for those that must be there."""
        if not isinstance(isi, Mapping):
            return isi
        wajib = ("id_dik", "judul_umum", "opd")
        return {k: v for k, v in isi.items() if k in wajib or v not in (None, "")}

    @property
    def tertutup(self) -> bool:
        """Whether the information is to be kept closed: excluded, or proposed for it and not yet decided."""
        return self.status not in STATUS_TERBUKA


class AsalDik(Ketat):
    """Where a proposal came from: the row (`entri` is its `id_baris`) and the addresses of its cells."""

    entri: str
    berkas: str
    lembar: str
    baris: int
    sel: dict[str, str] = Field(default_factory=dict)


class UsulDik(Dik):
    """A proposal made from a row that an office sent as excluded; its handle is not yet a number of the register."""

    id_dik: Annotated[str, StringConstraints(pattern=r"^USUL-[A-Z0-9.-]{1,80}$")]
    asal: AsalDik


def judul_tertutup(daftar: Iterable[Dik]) -> list[str]:
    """Texts that no output may contain (DIK-010), for the last guard: closed descriptions, whole and line by line, and
    specific titles of everything that is still closed. Each once, in order; `judul_umum` is not among them.
    """
    teks: dict[str, None] = {}
    for d in daftar:
        if d.tertutup:
            baris = [b.strip() for b in d.uraian_tertutup.splitlines()]
            teks.update(dict.fromkeys(t for t in (*d.judul_khusus, d.uraian_tertutup, *baris) if t))
    return list(teks)


def judul_menurut_opd(daftar: Iterable[Dik]) -> dict[str, list[str]]:
    """Specific titles of what is still closed by office code, for the rule that looks for near-misses (DIK-020)."""
    hasil: dict[str, list[str]] = {}
    for d in daftar:
        judul = [j for j in d.judul_khusus if j]
        if d.tertutup and judul:
            hasil.setdefault(d.opd, []).extend(judul)
    return hasil


def judul_untuk_koreksi(daftar: Iterable[Dik], opd: str) -> list[str]:
    """Specific and general titles of what is still closed for one office, each once, in order: rows of these names take
    no correction (`dip.koreksi.terapkan_koreksi`). Plain texts, fit for a cache key.
    """
    judul = (j for d in daftar if d.tertutup and d.opd == opd for j in (*d.judul_khusus, d.judul_umum))
    return list(dict.fromkeys(j for j in judul if j))
