"""The text of Word paragraphs as it is seen on paper (ECMA-376 part 1 §17.3, §17.5, §17.13, §17.16).

Text that somebody deleted under *Track Changes* is not read, inserted text is; hidden text is not read but counted;
of a field its result counts, never its code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

from sumber.pembaca.arsip import nama_lokal
from sumber.pembaca.docx_gaya import Gaya, Penomoran, benar, hanya_hiasan, nilai
from sumber.pembaca.simbol import lukis

_PASANG = re.compile(r'^\s*HYPERLINK\s+(?:\\[lmnt]\s+(?:"[^"]*"\s*)?)*"([^"]+)"', re.IGNORECASE)
_NAMA_LEWATI = """pPr rPr sdtPr sdtEndPr del moveFrom delText delInstrText tbl rt annotationRef footnoteReference
    endnoteReference commentReference"""
_LEWATI = frozenset(_NAMA_LEWATI.split())
_TETAP = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}


@dataclass(slots=True)
class Isi:
    """What a cell or paragraph says: text (a line per paragraph), link targets, whether all its signs stand in a
    picture font without a known look, how many hidden passages it has."""

    teks: str = ""
    tautan: list[str] = field(default_factory=list)
    simbol: bool = False
    sembunyi: int = 0


@dataclass(slots=True)
class _Medan:
    """A complex field that is open: instruction so far, and whether its result has begun."""

    perintah: str = ""
    hasil: bool = False


class Penulis:
    """Reads paragraphs in document order (automatic numbers are counted on the way).

    Args: `hubungan` are the relationships of the document part, as `Paket.hubungan` gives them.
    """

    def __init__(self, gaya: Gaya, nomor: Penomoran, hubungan: dict[str, tuple[str, str, bool]]) -> None:
        self._gaya, self._nomor, self._hubungan = gaya, nomor, hubungan
        self._mulai()

    def _mulai(self) -> None:
        self._potong: list[str] = []
        self._tautan: list[str] = []
        self._medan: list[_Medan] = []
        self._sembunyi = self._asing = self._huruf = 0
        self._gaya_alinea = ""

    def baca(self, alinea: Iterable[etree._Element]) -> Isi:
        """The paragraphs of one cell, or one paragraph outside of tables."""
        self._mulai()
        for p in alinea:
            self._alinea(p)
        baris = (" ".join(b.split()) for b in "".join(self._potong).split("\n"))
        teks = "\n".join(b for b in baris if b)
        asing = bool(teks) and self._asing > 0 and self._asing == self._huruf
        return Isi(teks, list(dict.fromkeys(t for t in self._tautan if t)), asing, self._sembunyi)

    def _alinea(self, p: etree._Element) -> None:
        if benar(p.find("{*}pPr/{*}rPr/{*}del")) and not any(True for _ in p.iter("{*}t")):
            return
        luar, self._gaya_alinea = self._gaya_alinea, nilai(p.find("{*}pPr/{*}pStyle"))
        awal = len(self._potong)
        label = self._label(p)
        for e in p:
            self._jalan(e, "", False)
        isi = "".join(self._potong[awal:]).strip()
        if label and (isi or not hanya_hiasan(label)):
            self._potong[awal:awal] = [f"{label} "]
        self._potong.append("\n")
        self._gaya_alinea = luar

    def _label(self, p: etree._Element) -> str:
        nomor, tingkat = (nilai(p.find(f"{{*}}pPr/{{*}}numPr/{{*}}{x}")) for x in ("numId", "ilvl"))
        if not nomor or not tingkat:
            dari_gaya = self._gaya.daftar(self._gaya_alinea)
            nomor, tingkat = nomor or dari_gaya[0], tingkat or dari_gaya[1]
        tersembunyi = benar(p.find("{*}pPr/{*}rPr/{*}vanish"))
        return "" if not nomor or nomor == "0" or tersembunyi else self._nomor.label(nomor, tingkat)

    def _tulis(self, teks: str, asing: bool, tersembunyi: bool) -> None:
        if any(not m.hasil for m in self._medan):
            return
        tampak = len("".join(teks.split()))
        if tersembunyi:
            self._sembunyi += tampak > 0
            return
        self._huruf += tampak
        self._asing += tampak if asing else 0
        self._potong.append(teks)

    def _jalan(self, e: etree._Element, huruf: str, tersembunyi: bool) -> None:
        """One element inside a paragraph; `huruf` is the font of its run."""
        nama = nama_lokal(e)
        if nama in _LEWATI:
            return
        if nama == "t":
            self._tulis(*lukis(huruf, e.text or ""), tersembunyi)
        elif nama in _TETAP:
            self._tulis(_TETAP[nama], False, tersembunyi)
        elif nama == "sym":
            kode = nilai(e, "char")
            tanda = chr(int(kode, 16)) if re.fullmatch(r"[0-9A-Fa-f]{2,4}", kode) else ""
            self._tulis(*lukis(nilai(e, "font"), tanda), tersembunyi)
        elif nama in {"instrText", "fldChar"}:
            self._telaah_medan(e, nama)
        elif nama == "AlternateContent":
            pilihan = e.find("{*}Choice")
            self._anak(e.find("{*}Fallback") if pilihan is None else pilihan, huruf, tersembunyi)
        elif nama == "sdt":
            self._kendali(e, huruf, tersembunyi)
        elif nama == "p":
            self._potong.append("\n")
            self._alinea(e)
        elif nama == "rad" and not any((t.text or "").strip() for t in e.iter("{*}t")):
            self._tulis("√", False, tersembunyi)  # an empty root of the equation editor, used as a tick
        else:
            self._wadah(e, nama, huruf, tersembunyi)

    def _wadah(self, e: etree._Element, nama: str, huruf: str, tersembunyi: bool) -> None:
        """Elements that hold others: runs, links, simple fields, drawings."""
        if nama == "r":
            huruf = nilai(e.find("{*}rPr/{*}rFonts"), "ascii") or nilai(e.find("{*}rPr/{*}rFonts"), "hAnsi")
            sendiri = benar(e.find("{*}rPr/{*}vanish"))
            if sendiri is None:
                sendiri = self._gaya.sembunyi(nilai(e.find("{*}rPr/{*}rStyle")), self._gaya_alinea)
            tersembunyi = tersembunyi or sendiri
        elif nama in {"hyperlink", "hlinkClick"} and not tersembunyi:
            _, tujuan, luar = self._hubungan.get(nilai(e, "id"), ("", "", False))
            jangkar = nilai(e, "anchor") or nilai(e, "docLocation")
            if luar and tujuan:
                self._tautan.append(f"{tujuan}#{jangkar}" if jangkar and "#" not in tujuan else tujuan)
        elif nama == "fldSimple" and (m := _PASANG.match(nilai(e, "instr"))) and not tersembunyi:
            self._tautan.append(m[1])
        self._anak(e, huruf, tersembunyi)

    def _anak(self, e: etree._Element | None, huruf: str, tersembunyi: bool) -> None:
        for x in () if e is None else e:
            self._jalan(x, huruf, tersembunyi)

    def _telaah_medan(self, e: etree._Element, nama: str) -> None:
        if nama == "instrText":
            if self._medan and not self._medan[-1].hasil:
                self._medan[-1].perintah += e.text or ""
            return
        jenis = nilai(e, "fldCharType")
        if jenis == "begin":
            self._medan.append(_Medan())
            kotak = e.find("{*}ffData/{*}checkBox")
            if kotak is not None:
                tercentang = benar(kotak.find("{*}checked"))
                if tercentang is None:
                    tercentang = bool(benar(kotak.find("{*}default")))
                self._medan.pop()
                self._tulis("✓" if tercentang else "☐", False, False)
                self._medan.append(_Medan())
        elif jenis == "separate" and self._medan:
            self._medan[-1].hasil = True
        elif jenis == "end" and self._medan and (m := _PASANG.match(self._medan.pop().perintah)):
            self._tautan.append(m[1])

    def _kendali(self, e: etree._Element, huruf: str, tersembunyi: bool) -> None:
        """A content control: a tick box says ✓ or ☐ whatever sign it is drawn with; a placeholder says nothing."""
        kotak = e.find("{*}sdtPr/{*}checkbox")
        if kotak is not None:
            self._tulis("✓" if benar(kotak.find("{*}checked")) else "☐", False, tersembunyi)
        elif not benar(e.find("{*}sdtPr/{*}showingPlcHdr")):
            self._anak(e.find("{*}sdtContent"), huruf, tersembunyi)
