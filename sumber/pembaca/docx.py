"""Word documents (.docx, .docm, templates; ECMA-376, transitional and strict): every table, as printed.

Nothing in them is run or fetched. python-docx would do the XML, but opens packages without limits and knows neither
tracked changes nor fields, hidden text, strict files and automatic numbers; so the parts are read as for workbooks.
"""

from __future__ import annotations

import re

from lxml import etree

from dip.lembar import Bacaan
from dip.temuan import Temuan
from sumber.pembaca.arsip import Paket, nama_lokal, urai_xml
from sumber.pembaca.batas import Batas, IsiAktif, Rusak, TakDidukung, TerlaluBesar
from sumber.pembaca.buku import jumlah_sembunyi
from sumber.pembaca.docx_gaya import Gaya, Penomoran, nilai
from sumber.pembaca.docx_tabel import PembacaTabel, TabelWord, isi_badan, tabel_kotak
from sumber.pembaca.docx_teks import Penulis
from sumber.pembaca.penulis import tampak_orang

_DDE = re.compile(r"^\s*DDE(?:AUTO)?\b", re.IGNORECASE)
_PENGANTAR = 8
_PANJANG_PENGANTAR = 1000
_LUAR_TABEL = "di luar tabel"


def baca_docx(isi: bytes, nama: str, batas: Batas) -> Bacaan:
    """Tables as `tabel 1`, `tabel 2`, …, with what stands before each as `pengantar`.

    A document without a table has an empty `lembar`; `judul` is the title in its properties. Findings: FILE-010
    (macros), FILE-031 (hidden rows and text), FILE-032 (comments, tracked changes, other files), PDP-009 (its
    author). Raises Rusak, TerlaluBesar, IsiAktif for DDE and OLE, TakDidukung for documents that only point to another
    one (altChunk).
    """
    paket = Paket(isi, batas)
    hubungan_paket = paket.hubungan("")
    utama = next((t for j, t, _ in hubungan_paket.values() if j.endswith("/officeDocument")), "word/document.xml")
    akar = paket.xml(utama)
    if akar is None:
        raise Rusak("tanpa document.xml")
    _periksa_aktif(paket, utama, akar)
    badan = next(akar.iterchildren("{*}body"), None)
    if badan is None:
        raise Rusak("tanpa isi")
    if next(badan.iter("{*}altChunk"), None) is not None:
        raise TakDidukung("docx (isi sisipan)")
    hubungan = paket.hubungan(utama)
    bagian = {j.rpartition("/")[2]: t for j, t, luar in hubungan.values() if not luar}
    penulis = Penulis(Gaya(_bagian(paket, bagian, "styles")), Penomoran(_bagian(paket, bagian, "numbering")), hubungan)
    pembaca = _Pembaca(penulis, batas)
    pembaca.badan(badan)
    sifat = _sifat_inti(paket)
    hasil = Bacaan("docx", [t.lembar for t in pembaca.tabel], judul=" ".join(sifat.get("title", "").split())[:500])
    hasil.temuan = _temuan_berkas(paket, akar, bagian, hubungan, nama)
    if tampak_orang(sifat.get("creator", ""), sifat.get("lastModifiedBy", "")):
        hasil.temuan.append(Temuan("PDP-009", berkas=nama))
    for t in pembaca.tabel:
        if n := jumlah_sembunyi(t.lembar) + t.sembunyi:
            hasil.temuan.append(_tersembunyi(nama, t.lembar.nama, n))
    if pembaca.sembunyi:
        hasil.temuan.append(_tersembunyi(nama, _LUAR_TABEL, pembaca.sembunyi))
    return hasil


class _Pembaca:
    """Walks the body; `tabel` are the tables that hold anything, `sembunyi` counts hidden passages between them."""

    def __init__(self, penulis: Penulis, batas: Batas) -> None:
        self._penulis, self._batas = penulis, batas
        self._baca = PembacaTabel(penulis, batas)
        self._pengantar: list[str] = []
        self.tabel: list[TabelWord] = []
        self.sembunyi = 0

    def badan(self, badan: etree._Element) -> None:
        """All paragraphs and tables of the body in order."""
        for e in isi_badan(badan, "p", "tbl"):
            if nama_lokal(e) == "tbl":
                self._tabel(e)
                continue
            isi = self._penulis.baca([e])
            self.sembunyi += isi.sembunyi
            self._pengantar += [b[:_PANJANG_PENGANTAR] for b in isi.teks.split("\n") if b]
            for t in tabel_kotak(e):
                self._tabel(t)

    def _tabel(self, tbl: etree._Element) -> None:
        awal = len(self._baca.hasil)
        self._baca.baca(tbl)
        for t in self._baca.hasil[awal:]:
            sel = [str(v) for b in t.lembar.baris for v in b if v is not None]
            if len(t.lembar.baris) == 1 and len(sel) <= 2 and not t.lembar.tautan:
                # a letterhead, or a title in a box
                self._pengantar += [b for v in sel for b in v.split("\n")]
                self.sembunyi += t.sembunyi
            elif sel or t.lembar.galat or t.lembar.tautan:
                self.tabel.append(t)
                t.lembar.nama = f"tabel {len(self.tabel)}"
                t.lembar.pengantar, self._pengantar = self._pengantar[-_PENGANTAR:], []
            if len(self.tabel) > self._batas.lembar:
                raise TerlaluBesar(f"{len(self.tabel)} tabel", f"{self._batas.lembar} tabel")


def _bagian(paket: Paket, bagian: dict[str, str], jenis: str) -> etree._Element | None:
    return paket.xml(bagian[jenis]) if jenis in bagian else None


def _tersembunyi(nama: str, lembar: str, n: int) -> Temuan:
    return Temuan("FILE-031", berkas=nama, lembar=lembar, parameter={"n": n, "sheet": lembar, "jenis": "teks"})


def _periksa_aktif(paket: Paket, utama: str, akar: etree._Element) -> None:
    """Raises IsiAktif for orders to other programs and objects of them, wherever in the document they stand.

    The data sheet of a chart is neither; nobody sees it (FILE-032).
    """
    if any(n.startswith(("word/activex/", "word/embeddings/oleobject")) for n in paket.nama):
        raise IsiAktif("ole")
    bagian = [akar]
    for nama in paket.nama:
        if nama.startswith("word/") and nama.endswith(".xml") and nama != utama.lower():
            isi = paket.baca(nama)
            if any(t in isi for t in (b"instrText", b"fldSimple", b"OLEObject")):
                bagian.append(urai_xml(isi))
    for e in bagian:
        if next(e.iter("{*}OLEObject", "{*}oleObj"), None) is not None:
            raise IsiAktif("ole")
        if any(_DDE.match(m) for m in _perintah(e)):
            raise IsiAktif("dde")


def _perintah(akar: etree._Element) -> list[str]:
    """The codes of all fields; Word joins their pieces, however they are cut."""
    hasil = [nilai(f, "instr") for f in akar.iter("{*}fldSimple")]
    for e in akar.iter("{*}fldChar", "{*}instrText"):
        if nama_lokal(e) == "instrText" and hasil:
            hasil[-1] += e.text or ""
        elif nilai(e, "fldCharType") == "begin":
            hasil.append("")
    return hasil


def _temuan_berkas(
    paket: Paket, akar: etree._Element, bagian: dict[str, str], hubungan: dict[str, tuple[str, str, bool]], nama: str
) -> list[Temuan]:
    """What the file holds beside its tables."""
    hasil: list[Temuan] = []
    if any(n.endswith("vbaproject.bin") for n in paket.nama):
        hasil.append(Temuan("FILE-010", berkas=nama))
    komentar = _bagian(paket, bagian, "comments")
    if (
        (komentar is not None and next(komentar.iter("{*}comment"), None) is not None)
        or next(akar.iter("{*}del", "{*}moveFrom"), None) is not None
        or any(n.startswith("word/embeddings/") for n in paket.nama)
        or any(luar and not j.endswith("/hyperlink") for j, _, luar in hubungan.values())
        or any(luar for _, _, luar in _hubungan_pengaturan(paket, bagian))
    ):
        hasil.append(Temuan("FILE-032", berkas=nama))
    return hasil


def _hubungan_pengaturan(paket: Paket, bagian: dict[str, str]) -> list[tuple[str, str, bool]]:
    """Relationships of the settings part: the template a document says it was made from."""
    return list(paket.hubungan(bagian["settings"]).values()) if "settings" in bagian else []


def _sifat_inti(paket: Paket) -> dict[str, str]:
    """Core properties (ECMA-376 part 2 §11) by local name: title, creator, lastModifiedBy, …"""
    jalan = next((t for j, t, _ in paket.hubungan("").values() if j.endswith("/core-properties")), "docProps/core.xml")
    akar = paket.xml(jalan)
    return {} if akar is None else {nama_lokal(x): x.text or "" for x in akar}
