"""Tables of PDF files with text (ISO 32000), as an office prints them from Word, Excel or a browser.

A PDF knows letters at places and lines, no tables. Ruled tables are read by their lines; where the file has none, by
the columns in which words stand, and then the file says so (FILE-006). Scans are refused: nothing is guessed from
pictures (FILE-003).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pdfminer.pdftypes import resolve1
from pdfplumber.utils.pdfinternals import resolve_and_decode

from dip.lembar import Bacaan
from dip.temuan import Temuan
from sumber.pembaca.batas import Batas, TanpaTeks, TerlaluBesar, periksa_sel
from sumber.pembaca.pdf_belah import Tepi, terbelah
from sumber.pembaca.pdf_buka import BerkasPdf, Halaman
from sumber.pembaca.pdf_garis import TabelPdf, tabel_bergaris
from sumber.pembaca.pdf_rangkai import Lembaran, rangkai
from sumber.pembaca.pdf_sejajar import tabel_sejajar
from sumber.pembaca.pdf_teks import Objek, bertumpuk, kata_halaman, susun_baris, tanpa_kembar
from sumber.pembaca.penulis import tampak_orang

_RUSAK = re.compile(r"\(cid:\d+\)|[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f]")
_SEDIKIT = 30
_GAMBAR = 0.4
_TEPI_HALAMAN = 0.05
_BANYAK_LUKISAN = 300
_VOKAL = frozenset("aeiouAEIOU")
_TAK_TERBACA = frozenset({"Text", "FreeText", "FileAttachment", "Popup", "Stamp", "Redact", "Screen", "Movie"})


@dataclass(slots=True)
class _Dokumen:
    """What is known of the whole file after all pages are drawn."""

    lembaran: list[Lembaran] = field(default_factory=list)
    kata: list[list[Objek]] = field(default_factory=list)
    lebar: list[float] = field(default_factory=list)
    tautan: list[list[tuple[float, float, str]]] = field(default_factory=list)
    gambar: list[int] = field(default_factory=list)
    kosong: list[int] = field(default_factory=list)
    tersembunyi: list[int] = field(default_factory=list)
    tepi: list[Tepi] = field(default_factory=list)
    terpotong: list[int] = field(default_factory=list)
    huruf: Counter[str] = field(default_factory=Counter)
    bertumpuk: int = 0
    catatan: bool = False


def baca_pdf(isi: bytes, nama: str, batas: Batas) -> Bacaan:
    """Tables as `tabel 1`, `tabel 2`, …; one that goes on over pages is one. `judul` is the title in the properties.

    Findings: FILE-006 (`jenis: pdf_tanpa_garis`), FILE-010 (`jenis: javascript`), FILE-031 (`jenis`: `teks` hidden
    text, `terpotong` letters beyond the page, `halaman_gambar` a first or last page that is a picture), FILE-032
    (notes, attached files, filled-in fields), PDP-009. Raises TanpaTeks, Rusak, TerlaluBesar.
    """
    berkas = BerkasPdf(isi, batas)
    d = _Dokumen()
    for n, h in enumerate(berkas.halaman(), start=1):
        _telaah(d, h, n)
    _periksa_huruf(d)
    sebagian = _periksa_gambar(d)
    if terbelah(d.lembaran, d.tepi):
        raise TanpaTeks("terbelah")
    sejajar = False
    if not any(_tabel_sungguhan(t) for h in d.lembaran for t in h.tabel):
        sejajar = _cari_sejajar(d)
    _pasang_tautan(d)
    lembar = [x for x in rangkai(d.lembaran) if any(v is not None for b in x.baris for v in b)]
    if not any(len(x.baris) > 1 and max(map(len, x.baris)) > 1 for x in lembar):
        raise TanpaTeks("tanpa_tabel")
    if len(lembar) > batas.lembar:
        raise TerlaluBesar(f"{len(lembar)} tabel", f"{batas.lembar} tabel")
    periksa_sel(sum(len(b) for x in lembar for b in x.baris), batas)
    hasil = Bacaan("pdf", lembar, judul=" ".join(str(berkas.sifat.get("Title") or "").split())[:500])
    if sejajar:
        parameter: dict[str, str | int] = {"ekstensi": "pdf", "jenis": "pdf_tanpa_garis"}
        hasil.temuan.append(Temuan("FILE-006", berkas=nama, parameter=parameter))
    for jenis, halaman in (("teks", d.tersembunyi), ("terpotong", d.terpotong), ("halaman_gambar", sebagian)):
        if halaman:
            parameter = {"n": len(halaman), "sheet": f"halaman {_daftar(halaman)}", "jenis": jenis}
            hasil.temuan.append(Temuan("FILE-031", berkas=nama, parameter=parameter))
    hasil.temuan += _temuan_berkas(berkas, d, nama)
    return hasil


def _daftar(halaman: list[int]) -> str:
    return ", ".join(map(str, halaman[:20])) + (", …" if len(halaman) > 20 else "")


def _telaah(d: _Dokumen, h: Halaman, n: int) -> None:
    """Take what is needed from a drawn page."""
    huruf = tanpa_kembar(h.huruf)
    tampak = sum(not x["text"].isspace() for x in huruf)
    lebar, tinggi = float(h.plumber.width), float(h.plumber.height)
    kata = kata_halaman(huruf)
    d.bertumpuk += bertumpuk(huruf)
    for x in huruf:
        d.huruf.update(x["text"] if not _RUSAK.search(x["text"]) else "\ufffd")
    if tampak < _SEDIKIT and (h.gambar >= _GAMBAR or len(h.plumber.curves) > _BANYAK_LUKISAN):
        d.gambar.append(n)
    elif not tampak:
        d.kosong.append(n)
    elif h.tersembunyi:
        d.tersembunyi.append(n)
    tulisan = [x for x in huruf if x["text"].strip()]
    tepi = Tepi(any(x["x0"] < -2 for x in tulisan), any(x["x1"] > lebar + 2 for x in tulisan))
    if tepi.kiri or tepi.kanan:
        d.terpotong.append(n)
    d.tepi.append(tepi)
    tabel = tabel_bergaris(h.plumber, kata)
    d.lembaran.append(Lembaran(n, tinggi, tabel, susun_baris(k for k in kata if not k.get("sel"))))
    d.kata.append(kata)
    d.lebar.append(lebar)
    tautan: list[tuple[float, float, str]] = []
    for a in _anotasi(h):
        jenis = _nama(a.get("data", {}).get("Subtype"))
        if jenis == "Link" and a.get("uri"):
            tautan.append(((a["x0"] + a["x1"]) / 2, (a["top"] + a["bottom"]) / 2, str(a["uri"]).strip()))
        elif jenis in _TAK_TERBACA or (jenis == "Widget" and resolve1(a["data"].get("V"))):
            d.catatan = True
    d.tautan.append(tautan)


def _anotasi(h: Halaman) -> list[Objek]:
    """Annotations of a page; a broken one must not cost the page."""
    try:
        return list(h.plumber.annots)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        return []


def _nama(x: Any) -> str:
    nama = getattr(resolve1(x), "name", "")
    return nama.decode("latin-1") if isinstance(nama, bytes) else str(nama)


def _tabel_sungguhan(t: TabelPdf) -> bool:
    return t.tinggi > 1 and len(t.x) > 2 and sum(bool(s.kata) for s in t.sel) > 3


def _periksa_huruf(d: _Dokumen) -> None:
    """Raises TanpaTeks when the letters mean nothing: no map to characters, or a wrong one (hardly any vowel), or
    rows printed over each other."""
    isi = {c: n for c, n in d.huruf.items() if not c.isspace()}
    total = sum(isi.values())
    if total < _SEDIKIT:
        return
    if d.bertumpuk * 50 > total:
        raise TanpaTeks("teks_bertumpuk")
    rusak = isi.get("\ufffd", 0)
    tulisan = sum(n for c, n in isi.items() if c.isalnum())
    latin = sum(n for c, n in isi.items() if c.isalpha() and c.isascii())
    vokal = sum(n for c, n in isi.items() if c in _VOKAL)
    if rusak * 5 > total or tulisan * 5 < total * 2 or (latin >= 200 and vokal * 5 < latin):
        raise TanpaTeks("teks_rusak")


def _periksa_gambar(d: _Dokumen) -> list[int]:
    """Pages that are pictures and may be left out: a cover, or a signed last page. Raises TanpaTeks for others."""
    isi = [h.nomor for h in d.lembaran if h.nomor not in d.kosong]
    if not isi:
        raise TanpaTeks("tanpa_tabel")
    if len(d.gambar) == len(isi):
        raise TanpaTeks("pindai")
    if any(n not in (isi[0], isi[-1]) for n in d.gambar):
        raise TanpaTeks("pindai_sebagian", _daftar(d.gambar))
    return d.gambar


def _cari_sejajar(d: _Dokumen) -> bool:
    """Put tables without lines in the place of what the lines gave; returns whether there are any."""
    hasil = tabel_sejajar(d.kata, [h.tinggi for h in d.lembaran])
    if not any(hasil):
        return False
    for h, tabel, kata in zip(d.lembaran, hasil, d.kata, strict=True):
        milik = {id(k) for t in tabel for s in t.sel for k in s.kata}
        h.tabel = tabel
        h.luar = susun_baris(k for k in kata if id(k) not in milik)
    _periksa_sisa(d)
    return True


def _periksa_sisa(d: _Dokumen) -> None:
    """Raises TanpaTeks when much of what stands between the first and the last row of a table without lines belongs
    to no row: rows would be lost."""
    berisi = [n for n, h in enumerate(d.lembaran) if h.tabel]
    dalam = luar = 0
    for n in range(berisi[0], berisi[-1] + 1):
        h = d.lembaran[n]
        awal = h.tabel[0].y[0] if n == berisi[0] else h.tinggi * _TEPI_HALAMAN
        akhir = h.tabel[-1].y[-1] if n == berisi[-1] else h.tinggi * (1 - _TEPI_HALAMAN)
        luar += sum(len(b.kata) for b in h.luar if awal < b.top < akhir)
        dalam += sum(len(s.kata) for t in h.tabel for s in t.sel)
    if luar * 20 > dalam:
        raise TanpaTeks("tanpa_garis")


def _pasang_tautan(d: _Dokumen) -> None:
    """Links go to the cell under their middle."""
    for h, tautan in zip(d.lembaran, d.tautan, strict=True):
        for x, y, alamat in tautan:
            for s in (s for t in h.tabel for s in t.sel):
                if s.kotak[0] <= x <= s.kotak[2] and s.kotak[1] <= y <= s.kotak[3]:
                    s.tautan.append(alamat)


def _temuan_berkas(berkas: BerkasPdf, d: _Dokumen, nama: str) -> Iterator[Temuan]:
    """What the file holds beside its tables."""
    nama_dalam = _kamus(berkas.katalog.get("Names"))
    aksi = _kamus(berkas.katalog.get("OpenAction"))
    if "JavaScript" in nama_dalam or "AA" in berkas.katalog or _nama(aksi.get("S")) in {"JavaScript", "Launch"}:
        yield Temuan("FILE-010", berkas=nama, parameter={"jenis": "javascript"})
    if d.catatan or "EmbeddedFiles" in nama_dalam or "AF" in berkas.katalog:
        yield Temuan("FILE-032", berkas=nama)
    penulis = berkas.sifat.get("Author")
    if tampak_orang(str(resolve_and_decode(penulis) if penulis is not None else "")):
        yield Temuan("PDP-009", berkas=nama)


def _kamus(x: Any) -> dict[str, Any]:
    isi = resolve1(x)
    return isi if isinstance(isi, dict) else {}
