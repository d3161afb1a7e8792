"""Takes the value of one canonical column out of one information, and remembers where it came from.

An information is one row with its continuation rows. Ditto marks are answered with the value above; merged ranges
give their value with the address of the cell it stands in; error values are set aside. What the columns of a block
mean is settled once (`Rencana`), not for every cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from dip.entri import BENTUK, NAMA_KATEGORI
from dip.lembar import Posisi, huruf_kolom
from dip.normal.kisi import Kisi
from dip.normal.peta import Peta
from dip.normal.teks import MAKNA, PENANDA_MAKS, gabung_teks, kosong, satu_baris, sda

FIELD: dict[str, str] = {
    "waktu_tempat": "waktu_teks", "waktu": "waktu_teks", "retensi": "retensi_teks", "retensi_aktif": "retensi_teks",
    "retensi_inaktif": "retensi_teks", "nasib_akhir": "retensi_teks", "nomor": "nomor_asal",
    "kode_informasi": "kode_asal", "semester": "waktu_teks",
    "bentuk_cetak": "bentuk", "bentuk_softcopy": "bentuk", "bentuk_rekam": "bentuk", "bentuk_online": "bentuk",
    "kat_berkala": "kategori", "kat_serta_merta": "kategori", "kat_setiap_saat": "kategori",
    "kat_dikecualikan": "kategori",
}  # fmt: skip
"""Field of `Entri` that a canonical column fills, where the names differ."""

_huruf = lru_cache(maxsize=1024)(huruf_kolom)

_MEDIA = ("jenis_media", "bentuk", "bentuk_online", "bentuk_softcopy")
"""Columns in whose text a written address is a link."""


Sel = tuple[str, Posisi | None, str]
"""A value with the position it was read from and, if it was not its own cell, from where (`gabung`, `sda`)."""

_KOSONG: Sel = ("", None, "")


_SELALU = (
    "nomor", "kode_informasi", "judul", "ringkasan", "kategori", "kelompok", "opd", "unit_kerja", "pejabat_penguasa",
    "penanggung_jawab",
    "nomor_dokumen", "satu_data_id", "tahun", "semester", "waktu_tempat", "waktu", "tempat", "bentuk", "retensi",
    "retensi_aktif", "retensi_inaktif", "nasib_akhir", "jenis_media", "tanggal_pemutakhiran", "keterangan",
    "tautan",
)  # fmt: skip
"""Columns that every information is asked for, in the order of asking: of those that fill one field the first that
says something gives the address."""


@dataclass(frozen=True, slots=True)
class Rencana:
    """Which columns of a block hold what: canonical name → (field it fills, column indexes).

    `selalu` are the single columns that are read in any case (canonical name, field, index, letters). `bentuk` and
    `kategori` are the forms and classes that have a tick column. `tautan` are the link columns, `lain` all others that
    are read, `media` those of them whose text may hold an address.
    """

    kolom: dict[str, tuple[str, tuple[int, ...]]]
    selalu: tuple[tuple[str, str, int, str], ...]
    bentuk: tuple[str, ...]
    kategori: tuple[str, ...]
    tautan: frozenset[int]
    lain: tuple[int, ...]
    media: tuple[int, ...]

    @classmethod
    def dari(cls, peta: Peta, kolom_awal: int) -> Rencana:
        """Settle the columns of a block of a sheet that starts in column `kolom_awal` (1-based)."""
        kolom = {k: (FIELD.get(k, k), tuple(js)) for k, js in peta.kolom.items() if js}
        tautan = frozenset(peta.kolom.get("tautan", ()))
        lain = tuple(j for j in peta.dipakai() if j not in tautan)
        media = {j for k in _MEDIA for j in peta.kolom.get(k, ())}
        satu = [(k, *kolom[k]) for k in _SELALU if k in kolom and len(kolom[k][1]) == 1]
        return cls(
            kolom,
            tuple((k, nama, js[0], _huruf(kolom_awal + js[0])) for k, nama, js in satu),
            tuple(b for b in BENTUK if f"bentuk_{b}" in kolom),
            tuple(k for k in NAMA_KATEGORI if f"kat_{k}" in kolom),
            tautan,
            lain,
            tuple(j for j in lain if j in media),
        )


@dataclass(slots=True)
class Pengambil:
    """Reads canonical columns of one information after the other.

    `baris` are the rows of the information at hand; `polos` says that it is one row with nothing merged and no error
    value. `atas` holds the values of the information above, by column.
    """

    kisi: Kisi
    peta: Peta
    atas: dict[int, Sel] = field(default_factory=dict)
    sel: dict[str, str] = field(default_factory=dict)
    pewaris: dict[str, str] = field(default_factory=dict)
    galat: dict[str, tuple[Posisi, str]] = field(default_factory=dict)
    baris: Sequence[int] = ()
    polos: bool = False
    rencana: Rencana = field(init=False)
    _nilai: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rencana = Rencana.dari(self.peta, self.kisi.lembar.kolom_awal)

    def mulai(self, baris: Sequence[int]) -> None:
        """Go to the next information: the addresses of the previous one are forgotten, its values stay for ditto marks.

        The columns of a plain row are read at once; those of others when they are asked for, in that order.
        """
        self.sel, self.pewaris, self.galat, self._nilai = {}, {}, {}, {}
        self.baris = baris
        i, kisi = baris[0], self.kisi
        self.polos = len(baris) == 1 and i not in kisi.istimewa
        if not self.polos:
            return
        isi, nomor = kisi.teks[i], str(kisi.lembar.baris_awal + i)
        panjang, atas, sel, nilai = len(isi), self.atas, self.sel, self._nilai
        for kanonik, nama, j, huruf in self.rencana.selalu:
            teks = isi[j] if j < panjang else ""
            makna = MAKNA[teks] if len(teks) <= PENANDA_MAKS else ""
            if not makna:
                nilai[kanonik] = teks
                atas[j] = (teks, (i, j), "")
                if nama not in sel:
                    sel[nama] = huruf + nomor
            elif makna == "kosong":
                nilai[kanonik] = ""
                atas[j] = _KOSONG
            else:
                nilai[kanonik] = self._kolom(nama, j, " ")

    def ambil(self, kanonik: str, pemisah: str = " ") -> str:
        """The text of a column, continuation rows joined with `pemisah`. Empty tokens are empty."""
        teks = self._nilai.get(kanonik)
        if teks is not None:
            return teks
        ada = self.rencana.kolom.get(kanonik)
        if ada is None:
            return ""
        nama, kolom = ada
        if len(kolom) == 1:
            return self._kolom(nama, kolom[0], pemisah)
        return gabung_teks([self._kolom(nama, j, pemisah) for j in kolom], "; ")

    def sebaris(self, kanonik: str) -> str:
        """The text of a column on one line."""
        teks = self.ambil(kanonik)
        return satu_baris(teks) if teks else ""

    def satu_sel(self, kanonik: str, j: int) -> str:
        """The text of one cell of the first row under the same rules."""
        baris, self.baris = self.baris, self.baris[:1]
        teks = self._kolom(FIELD.get(kanonik, kanonik), j, " ")
        self.baris = baris
        return teks

    def _kolom(self, nama: str, j: int, pemisah: str) -> str:
        kisi, baris = self.kisi, self.baris
        awal, posisi, pewaris = self._sel(baris[0], j)
        for i in baris:
            if (i, j) in kisi.galat:
                self.galat.setdefault(nama, ((i, j), kisi.galat[(i, j)]))
        lanjut = [t for i in baris[1:] if (t := kisi.sendiri(i, j)) and not kosong(t) and not sda(t)]
        teks = pemisah.join([t for t in (awal, *lanjut) if t])
        if not awal and lanjut:
            posisi = next((i, j) for i in baris[1:] if kisi.sendiri(i, j) == lanjut[0])
        self.atas[j] = (teks, posisi, pewaris)
        if teks and posisi is not None:
            self.catat(nama, posisi, pewaris)
        return teks

    def _sel(self, i: int, j: int) -> Sel:
        teks, posisi = self.kisi.isi(i, j)
        if sda(teks):
            atas = self.atas.get(j, _KOSONG)
            return (atas[0], atas[1], "sda") if atas[0] else _KOSONG
        if kosong(teks):
            return _KOSONG
        return (teks, posisi, "gabung" if posisi != (i, j) else "")

    def catat(self, nama: str, posisi: Posisi, pewaris: str = "") -> None:
        """Note the original address of a field's value; the first one counts."""
        if nama not in self.sel:
            lembar = self.kisi.lembar
            self.sel[nama] = f"{_huruf(lembar.kolom_awal + posisi[1])}{lembar.baris_awal + posisi[0]}"
        if pewaris:
            self.pewaris.setdefault(nama, pewaris)
