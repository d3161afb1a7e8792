"""Assembles the rows of one table: from columns that are settled to canonical rows, every row accounted for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from dip.entri import Entri
from dip.lembar import Lembar, Posisi
from dip.normal.ambil import Pengambil
from dip.normal.geser import Geser, cari_geser
from dip.normal.hasil import Dilewati, Konteks
from dip.normal.jenis_baris import Baris, PembagiBaris
from dip.normal.kartu import Rata
from dip.normal.kategori import Tanda, baca_kategori, tanda_rahasia
from dip.normal.kisi import Kisi
from dip.normal.lanjut import Lalu
from dip.normal.lengkapi import Sekitar, baca_sekitar, isi_dik, lengkapi
from dip.normal.peta import Peta
from dip.normal.susun import Baku, susun_entri
from dip.temuan import Temuan


@dataclass(slots=True)
class HasilLembar:
    """Rows, findings and accounts of one sheet; `judul` and `kaki` are the raw texts of title and signature blocks.

    `kurang` are the fields of STR-004, `kartu` says that the rows were cards, `silang` is the question about crosses in
    tick columns, `lalu` the header for a sheet that may continue this one, `sekitar` what held at its end.
    """

    entri: list[Entri] = field(default_factory=list)
    temuan: list[Temuan] = field(default_factory=list)
    dilewati: list[Dilewati] = field(default_factory=list)
    dibaca: int = 0
    berkepala: bool = False
    judul: list[str] = field(default_factory=list)
    kaki: list[tuple[int, int, str]] = field(default_factory=list)
    kurang: list[str] = field(default_factory=list)
    kartu: bool = False
    silang: list[Temuan] = field(default_factory=list)
    lalu: Lalu | None = None
    sekitar: Sekitar | None = None

    def tambah(self, lain: HasilLembar) -> None:
        """Add the result of another table of the same sheet."""
        self.entri += lain.entri
        self.temuan += lain.temuan
        self.dilewati += lain.dilewati
        self.dibaca += lain.dibaca
        self.berkepala = self.berkepala or lain.berkepala
        self.judul += lain.judul
        self.kaki += lain.kaki
        self.kurang += [k for k in lain.kurang if k not in self.kurang]
        self.kartu = self.kartu or lain.kartu
        self.silang += lain.silang
        self.lalu = self.lalu or lain.lalu
        self.sekitar = lain.sekitar or self.sekitar


class Perakit:
    """State while one table is read from top to bottom.

    Args: `rata` holds cards laid flat, `kisi` is then their flat table and `lembar` still the original sheet; `ekor`
    tells the rows of a table beside another one from those of the first; `warisan` see `baca_sekitar`.
    """

    def __init__(
        self,
        x: Konteks,
        lembar: Lembar,
        kisi: Kisi,
        indeks: int,
        *,
        rata: Rata | None = None,
        ekor: str = "",
        warisan: Sekitar | None = None,
    ) -> None:
        self.x, self.lembar, self.kisi, self.indeks, self.rata, self.ekor = x, lembar, kisi, indeks, rata, ekor
        self.hasil = HasilLembar(kartu=rata is not None)
        nama = baca_kategori(lembar.nama, x.kamus.kategori)
        tanda = tanda_rahasia(lembar.nama)
        self.kategori_lembar = "dikecualikan" if tanda == "pasti" else nama[0] if len(nama) == 1 else ""
        self.curiga_lembar = bool(tanda or "dikecualikan" in nama) and self.kategori_lembar != "dikecualikan"
        self.curiga_berkas = bool(tanda_rahasia(PurePosixPath(x.nama_berkas.replace("\\", "/")).stem))
        self.curiga: Tanda = ""
        self.setelah_dik = False
        self.bagian = ""
        self.bagian_judul = False
        self.kelompok = ""
        self.ada_bagian = False
        self.dilewati_wajar = 0
        self.induk: Entri | None = None
        self.warisan = warisan
        self.sekitar = Sekitar()
        self.tergeser: set[int] = set()

    def tempat(self, i: int, j: int) -> tuple[str, int]:
        """A1 address and row number in the original file."""
        if self.rata is not None:
            i, j = self.rata.asal.get((i, j), (0, 0))
        return self.lembar.alamat(i, j), self.lembar.nomor_baris(i)

    def lewati(self, nomor: Iterable[int], alasan: str, *, wajar: bool = False) -> None:
        """Account for rows of the original sheet (0-based) that are no data; `wajar`: not worth mentioning."""
        baru = [Dilewati(self.lembar.nama, self.lembar.nomor_baris(i), alasan) for i in nomor]
        self.hasil.dilewati += baru
        self.dilewati_wajar += len(baru) if wajar else 0

    def buka(self, judul: Sequence[str]) -> None:
        """Take in the surroundings, before the first row. `judul` are the lines above the table."""
        self.hasil.judul += judul
        kartu = self.rata is not None
        self.sekitar = baca_sekitar(self.x, self.lembar, judul, self.warisan, kartu=kartu)
        if self.sekitar.bagian and not self.bagian:
            self.bagian, self.bagian_judul = self.sekitar.bagian, True
        elif self.bagian != "dikecualikan" and self.sekitar.bagian == "dikecualikan":
            self.curiga = self.curiga or "campur"
        if not self.bagian or self.bagian_judul:
            self.curiga = self.curiga or ("campur" if self.sekitar.curiga == "sebut" else self.sekitar.curiga)

    def tutup(self) -> None:
        """After the last row: what holds here may hold for the next table of a document."""
        self.hasil.sekitar = replace(self.sekitar, bagian=self.bagian, curiga=self.curiga)

    def dikecualikan(self) -> bool:
        """Whether everything around the table says that it lists excluded information."""
        x = self.x
        sekitar = (self.bagian, self.kategori_lembar, x.kategori_berkas, x.opd.deklarasi.kategori or "")
        return next((k for k in sekitar if k), "") == "dikecualikan"

    def blok(self, peta: Peta, awal: int, akhir: int) -> None:
        """The rows `awal`…`akhir` (inclusive) under one header."""
        if awal > akhir:
            return
        self.kisi.atap, self.setelah_dik = awal, False
        ambil = Pengambil(self.kisi, peta)
        baris = PembagiBaris(self.kisi, peta, awal, akhir).bagi()
        tunggal = [
            b.i
            for n, b in enumerate(baris)
            if b.jenis == "data" and (n + 1 == len(baris) or baris[n + 1].jenis != "lanjutan")
        ]
        geser = cari_geser(self.kisi, peta, tunggal, self.x.kamus)
        n = 0
        while n < len(baris):
            b = baris[n]
            n += 1
            self.curigai(b.tanda, kelompok=b.jenis == "kelompok")
            if b.jenis in ("data", "anak", "lanjutan"):
                rangkai = [b.i]
                while n < len(baris) and baris[n].jenis == "lanjutan":
                    self.curigai(baris[n].tanda)
                    rangkai.append(baris[n].i)
                    n += 1
                self.lewati(rangkai[1:], "lanjutan", wajar=True)
                self.entri(ambil, rangkai, peta, anak=b.jenis == "anak", geser=geser.get(b.i))
            else:
                self._bukan_data(b)

    def entri(
        self, ambil: Pengambil, rangkai: Sequence[int], peta: Peta, *, anak: bool = False, geser: Geser | None = None
    ) -> Entri:
        """One information from a row and its continuations."""
        lembar = "dikecualikan" if peta.dik else self.kategori_lembar
        baku = Baku(
            self.bagian,
            self.kelompok,
            lembar,
            self.sekitar.tahun,
            curiga=self.curiga,
            curiga_lembar=self.curiga_lembar and lembar != "dikecualikan",
            curiga_berkas=self.curiga_berkas,
            setelah_dik=self.setelah_dik,
        )
        induk = self.induk if anak else None
        e = susun_entri(self.x, ambil, self.indeks, rangkai, baku, induk)
        isi_dik(e, ambil)
        lengkapi(e, self.x, ambil, self.sekitar, bagian_judul=self.bagian_judul)
        if e["kategori_calon"] and "kategori" not in e["asal"]["pewaris"]:
            self.setelah_dik = "dikecualikan" in e["kategori_calon"]
        self._alamat(e, rangkai[0])
        if not e["judul"] and not e["ringkasan"]:
            self._kenali(e, peta, rangkai[0])
        if induk is None:
            self.induk = e
        self.hasil.entri.append(e)
        self._galat(e, ambil)
        if geser:
            self._geser(e, peta, rangkai[0], geser)
        return e

    def _alamat(self, e: Entri, i: int) -> None:
        """Addresses of the original where the table was laid flat, and an id of its own for a table beside another."""
        asal = e["asal"]
        if self.rata is not None:
            letak: dict[str, Posisi] = {k: self.rata.lembar.posisi(a) for k, a in asal["sel"].items()}
            asal["sel"].update({k: self.tempat(*p)[0] for k, p in letak.items()})
            asal["baris"] = self.lembar.nomor_baris(self.rata.baris[i - 1])
        if self.rata is not None or self.ekor:
            ekor = f".{self.ekor}" if self.ekor else ""
            e["id_baris"] = f"{self.x.opd.kode}:{self.indeks}:{asal['baris']}{ekor}"

    def _kenali(self, e: Entri, peta: Peta, i: int) -> None:
        """A row whose title column is only likely to be one is held without a title; a remark says which row it is."""
        j = peta.pokok()
        teks = self.kisi.isi(i, j)[0] if j is not None and j in peta.usul else ""
        if j is not None and teks:
            e["keterangan"] = "\n".join(t for t in (e["keterangan"], f"{peta.label[j]}: {teks}") if t)

    def _galat(self, e: Entri, ambil: Pengambil) -> None:
        """STR-008 for every error value in a used cell."""
        for kolom, (posisi, nilai) in ambil.galat.items():
            sel, baris = self.tempat(*posisi)
            p: dict[str, str | int] = {"sel": sel, "nilai": nilai}
            self._catat("STR-008", sel=sel, baris=baris, entri=e["id_baris"], kolom=kolom, parameter=p)

    def _geser(self, e: Entri, peta: Peta, i: int, g: Geser) -> None:
        """STR-010: the row is held, and the finding names the column from which nothing can be trusted."""
        self.tergeser.add(i)
        sel, baris = self.tempat(i, g.j)
        p: dict[str, str | int] = {
            "baris": baris,
            "asli": peta.label.get(g.j, ""),
            "kolom": peta.label.get(g.j, ""),
            "pasti": peta.label.get(g.pasti, ""),
            "sel": sel,
            "n": sum(1 for j in range(max(peta.label) + 1, len(self.kisi.teks[i])) if self.kisi.teks[i][j]),
        }
        self._catat("STR-010", sel=sel, baris=baris, entri=e["id_baris"], parameter=p)

    def _catat(
        self,
        kode: str,
        *,
        sel: str,
        baris: int,
        entri: str = "",
        kolom: str = "",
        parameter: dict[str, str | int] | None = None,
    ) -> None:
        t = self.x.temuan(kode, self.lembar.nama, sel=sel, baris=baris, entri=entri, kolom=kolom, parameter=parameter)
        self.hasil.temuan.append(t)

    def buka_bagian(self, kategori: str) -> None:
        """A section row: from here on another class, and no group."""
        self.bagian, self.bagian_judul, self.kelompok, self.ada_bagian = kategori, False, "", True
        self.induk, self.curiga, self.setelah_dik = None, "", False

    def curigai(self, tanda: Tanda, *, kelompok: bool = False) -> None:
        """A heading that may open excluded information: from here to the next section row nothing is sure; under a
        group that only speaks of it, to the next group.
        """
        if kelompok and self.curiga == "sebut":
            self.curiga = ""
        if tanda and (self.curiga in ("", "sebut") or tanda == "ragu"):
            self.curiga, self.induk = tanda, None

    def _bukan_data(self, b: Baris) -> None:
        if b.jenis == "bagian":
            self.buka_bagian(b.teks)
        elif b.jenis == "kelompok":
            self.kelompok = b.teks
            self.induk = None
        elif b.jenis == "kaki":
            self.hasil.kaki += [(b.i, j, t) for j, t in enumerate(self.kisi.teks[b.i]) if t]
        self.lewati([b.i] if self.kisi.berisi[b.i] else [], b.jenis)
