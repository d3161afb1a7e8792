"""From one sheet to canonical rows, with every row accounted for."""

from __future__ import annotations

from dataclasses import dataclass, field

from dip.entri import Entri
from dip.lembar import Lembar
from dip.normal.ambil import Pengambil
from dip.normal.blok import baca_judul
from dip.normal.hasil import Dilewati, Konteks
from dip.normal.jenis_baris import Baris, PembagiBaris
from dip.normal.kategori import baca_bagian, baca_kategori
from dip.normal.kepala import Kepala, baris_nomor, cari_kepala
from dip.normal.kisi import Kisi
from dip.normal.periksa import kolom_asing, kolom_kurang
from dip.normal.peta import Peta, petakan
from dip.normal.susun import Baku, susun_entri
from dip.temuan import Temuan


@dataclass(slots=True)
class HasilLembar:
    """Rows, findings and accounts of one sheet; `judul` and `kaki` are the raw texts of title and signature blocks."""

    entri: list[Entri] = field(default_factory=list)
    temuan: list[Temuan] = field(default_factory=list)
    dilewati: list[Dilewati] = field(default_factory=list)
    dibaca: int = 0
    berkepala: bool = False
    judul: list[str] = field(default_factory=list)
    kaki: list[tuple[int, int, str]] = field(default_factory=list)


def normalkan_lembar(x: Konteks, lembar: Lembar, indeks: int) -> HasilLembar:
    """Normalise one visible sheet; `indeks` is its 0-based place in the file."""
    return _Perakit(x, lembar, indeks).jalankan()


class _Perakit:
    """State while one sheet is read from top to bottom."""

    def __init__(self, x: Konteks, lembar: Lembar, indeks: int) -> None:
        self.x, self.lembar, self.indeks = x, lembar, indeks
        self.kisi = Kisi(lembar)
        self.hasil = HasilLembar(dibaca=sum(self.kisi.berisi))
        nama = baca_kategori(lembar.nama, x.kamus.kategori)
        self.kategori_lembar = nama[0] if len(nama) == 1 else ""
        self.bagian = ""
        self.kelompok = ""
        self.ada_bagian = False
        self.dilewati_wajar = 0
        self.induk: Entri | None = None

    def jalankan(self) -> HasilLembar:
        """Title block, then block by block under each header."""
        kepala = cari_kepala(self.kisi, self.x.kamus, self.x.opd.deklarasi.kolom)
        if not kepala:
            self._tanpa_kepala()
            return self.hasil
        self.hasil.berkepala = True
        self._judul(kepala[0].awal)
        peta = self._peta(kepala)
        for n, k in enumerate(kepala):
            akhir = kepala[n + 1].awal - 1 if n + 1 < len(kepala) else self.kisi.tinggi - 1
            for i in range(k.awal, k.akhir + 1):
                self._lewati(i, "kepala", wajar=n == 0)
            self._blok(peta[k.tanda()], k.akhir + 1, akhir)
        self._temuan_struktur(peta[kepala[0].tanda()], kepala[0])
        return self.hasil

    def _lewati(self, i: int, alasan: str, *, wajar: bool = False) -> None:
        if self.kisi.berisi[i]:
            self.hasil.dilewati.append(Dilewati(self.lembar.nama, self.lembar.nomor_baris(i), alasan))
            self.dilewati_wajar += wajar

    def _tanpa_kepala(self) -> None:
        for i in range(self.kisi.tinggi):
            self._lewati(i, "tanpa_kepala")

    def _judul(self, akhir: int) -> None:
        """Rows above the header. A section line there opens the first class."""
        for i in range(akhir):
            baris = [b for t in self.kisi.teks[i] if t for b in t.split("\n")]
            bagian = next((b for b in map(baca_bagian, baris) if b), "")
            if bagian:
                self.bagian, self.ada_bagian = bagian, True
            self.hasil.judul += baris
            self._lewati(i, "bagian" if bagian and len(baris) == 1 else "judul_tabel", wajar=True)

    def _peta(self, kepala: list[Kepala]) -> dict[tuple[tuple[int, str], ...], Peta]:
        """One settled mapping per distinct header, judged by the values of all its blocks."""
        baris: dict[tuple[tuple[int, str], ...], list[int]] = {}
        for n, k in enumerate(kepala):
            akhir = kepala[n + 1].awal if n + 1 < len(kepala) else self.kisi.tinggi
            calon = range(k.akhir + 1, akhir)
            sedikit = 2 if len(k.kolom) > 2 else 1
            baris.setdefault(k.tanda(), []).extend(
                i for i in calon if len(self.kisi.terisi(i)) >= sedikit and not baris_nomor(self.kisi.teks[i])
            )
        x = self.x
        lain = bool(self.bagian or self.kategori_lembar or x.kategori_berkas or x.opd.deklarasi.kategori) or any(
            baca_bagian(t) for i in range(kepala[0].akhir + 1, self.kisi.tinggi) for t in self.kisi.teks[i] if t
        )
        hasil: dict[tuple[tuple[int, str], ...], Peta] = {}
        for k in kepala:
            if k.tanda() not in hasil:
                isi = baris[k.tanda()]
                hasil[k.tanda()] = petakan(self.kisi, k, isi, x.opd.deklarasi, x.kamus, x.pencari, kategori_lain=lain)
        return hasil

    def _blok(self, peta: Peta, awal: int, akhir: int) -> None:
        if awal > akhir:
            return
        self.kisi.atap = awal
        ambil = Pengambil(self.kisi, peta)
        baris = PembagiBaris(self.kisi, peta, awal, akhir).bagi()
        n = 0
        while n < len(baris):
            b = baris[n]
            n += 1
            if b.jenis in ("data", "anak", "lanjutan"):
                rangkai = [b.i]
                while n < len(baris) and baris[n].jenis == "lanjutan":
                    rangkai.append(baris[n].i)
                    self._lewati(baris[n].i, "lanjutan", wajar=True)
                    n += 1
                self._entri(ambil, b, rangkai, peta)
            else:
                self._bukan_data(b)

    def _entri(self, ambil: Pengambil, b: Baris, rangkai: list[int], peta: Peta) -> None:
        tahun = baca_judul(self.hasil.judul, self.x.pencari).get("tahun", "")
        lembar = "dikecualikan" if peta.dik else self.kategori_lembar
        baku = Baku(self.bagian, self.kelompok, lembar, int(tahun) if tahun else None)
        induk = self.induk if b.jenis == "anak" else None
        e = susun_entri(self.x, ambil, self.indeks, rangkai, baku, induk)
        if induk is None:
            self.induk = e
        self.hasil.entri.append(e)
        for kolom, (posisi, nilai) in ambil.galat.items():
            sel = self.lembar.alamat(*posisi)
            t = self.x.temuan(
                "STR-008",
                self.lembar.nama,
                sel=sel,
                baris=self.lembar.nomor_baris(posisi[0]),
                entri=e["id_baris"],
                kolom=kolom,
                parameter={"sel": sel, "nilai": nilai},
            )
            self.hasil.temuan.append(t)

    def _bukan_data(self, b: Baris) -> None:
        if b.jenis == "bagian":
            self.bagian, self.kelompok, self.ada_bagian = b.teks, "", True
            self.induk = None
        elif b.jenis == "kelompok":
            self.kelompok = b.teks
            self.induk = None
        elif b.jenis == "kaki":
            self.hasil.kaki += [(b.i, j, t) for j, t in enumerate(self.kisi.teks[b.i]) if t]
        self._lewati(b.i, b.jenis)

    def _temuan_struktur(self, peta: Peta, kepala: Kepala) -> None:
        """STR-003 … STR-007 of this sheet."""
        self.hasil.temuan += kolom_asing(self.x, self.lembar, peta, kepala)
        self.hasil.temuan += kolom_kurang(self.x, self.lembar, peta, self.hasil.entri)
        for j in peta.ragu:
            baris = self.lembar.nomor_baris(kepala.awal)
            sel = self.lembar.alamat(kepala.awal, j)
            self.hasil.temuan.append(
                self.x.temuan("STR-005", self.lembar.nama, sel=sel, baris=baris, parameter={"asli": peta.label[j]})
            )
        tanpa = [e for e in self.hasil.entri if not e["kategori_asal"]] if self.ada_bagian else []
        if tanpa:
            baris, n = tanpa[0]["asal"]["baris"], len(tanpa)
            self.hasil.temuan.append(
                self.x.temuan("STR-006", self.lembar.nama, baris=baris, kolom="kategori", parameter={"n": n})
            )
        lewat = len(self.hasil.dilewati) - self.dilewati_wajar
        if lewat:
            self.hasil.temuan.append(self.x.temuan("STR-007", self.lembar.nama, parameter={"n": lewat}))
