"""Tables of HTML pages: what a visitor sees in them, cell by cell, with spans as merges and links beside.

lxml's HTML parser knows no DTD, no entities but the standard ones, and no network. Addresses count rows and columns
of the table (row 1 is its first `<tr>`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin

import lxml.html
from lxml import etree

from dip.lembar import Bacaan, Lembar
from dip.temuan import Temuan
from sumber.pembaca.batas import Batas, Rusak, periksa_sel
from sumber.pembaca.buku import jumlah_sembunyi
from sumber.pembaca.html_pengantar import pengantar
from sumber.pembaca.nilai import adalah_galat

_NAMA_BLOK = """address article blockquote br dd details div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6
    header hr li main ol p pre section summary table tbody tfoot thead tr ul"""
_BLOK = frozenset(_NAMA_BLOK.split())
_LEWATI = frozenset({"script", "style", "template", "noscript", "head", "select", "textarea", "datalist", "svg"})
_SEMBUNYI = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))", re.IGNORECASE)
_IKON_CENTANG = re.compile(
    r"(?:^|\s)(?:[a-z]{1,9}-)?(?:fa|bi|glyphicon|mdi|ti|icon|bx|ri)?-?(?:check|ok)(?:-[\w-]+)?(?=\s|$)"
)
_IKON_KOSONG = re.compile(r"blank|square-o|outline-blank|minus|times")
_MAKS_COLSPAN = 1000


def _terpilih(pilihan: etree._Element) -> str:
    """What a drop-down shows: the selected option, else the first."""
    opsi = pilihan.findall(".//option")
    tampil = next((o for o in opsi if "selected" in o.attrib), opsi[0] if opsi else None)
    return "" if tampil is None else " ".join("".join(map(str, tampil.itertext())).split())


def teks_potongan(potongan: str) -> str:
    """Visible text of a piece of HTML, one line per block. For the text of one field, not for a file."""
    return _teks(lxml.html.fragment_fromstring(potongan, create_parent="div", parser=_pengurai()))


def _pengurai() -> lxml.html.HTMLParser:
    return lxml.html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )


def baca_html(teks: str, nama: str, batas: Batas) -> Bacaan:
    """Every data table of a page as `tabel 1`, `tabel 2`, …; a page without any has an empty `lembar`.

    Raises Rusak when the page cannot be parsed as a whole and TerlaluBesar.
    """
    pengurai = _pengurai()
    try:
        akar = lxml.html.document_fromstring(teks.encode("utf-8", "replace"), parser=pengurai)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as e:
        raise Rusak("html") from e
    if any(g.level_name == "FATAL" for g in pengurai.error_log):
        raise Rusak("html: terlalu dalam")
    hasil = Bacaan("html", judul=_judul(akar))
    dasar = next((b.get("href", "") for b in akar.iter("base") if b.get("href")), "")
    dasar = dasar if re.match(r"https?://", dasar, re.IGNORECASE) else ""
    jumlah = 0
    data = list(_tabel_data(akar))
    sebelum = pengantar(akar, set(data), _teks, _sembunyi)
    for tabel in data:
        pembaca = _Tabel(tabel, f"tabel {len(hasil.lembar) + 1}", dasar, batas)
        lembar = pembaca.lembar
        lembar.pengantar = sebelum.get(tabel, [])
        jumlah += sum(map(len, lembar.baris))
        periksa_sel(jumlah, batas)
        hasil.lembar.append(lembar)
        if lembar.tersembunyi:
            hasil.temuan.append(Temuan("FILE-030", berkas=nama, lembar=lembar.nama, parameter={"sheet": lembar.nama}))
        elif n := jumlah_sembunyi(lembar) + pembaca.sel_dibuang:
            hasil.temuan.append(
                Temuan("FILE-031", berkas=nama, lembar=lembar.nama, parameter={"n": n, "sheet": lembar.nama})
            )
    return hasil


def _judul(akar: etree._Element) -> str:
    """`<title>` and first `<h1>`, joined when they differ: either may name the category of the page."""
    bagian = [_teks(e) for tag in ("title", "h1") if (e := next(akar.iter(tag), None)) is not None]
    return " | ".join(dict.fromkeys(b.replace("\n", " ") for b in bagian if b))[:500]


def _sembunyi(e: etree._Element) -> bool:
    return e.get("hidden") is not None or _SEMBUNYI.search(e.get("style", "")) is not None


def _milik(tabel: etree._Element, *tag: str) -> Iterator[etree._Element]:
    """Descendants that belong to this table and not to one inside it."""
    for e in tabel.iter(*tag):
        if next(e.iterancestors("table"), None) is tabel:
            yield e


def _sel_baris(tr: etree._Element) -> list[etree._Element]:
    return [c for c in tr.iter("td", "th") if next(c.iterancestors("tr"), None) is tr]


def _tabel_data(akar: etree._Element) -> Iterator[etree._Element]:
    """Tables with two rows or more that are no mere layout.

    A table around other tables is layout, unless it has more rows of its own (two filled cells, no table inside)
    than rows with a table in them; then the inner ones are part of its cells.
    """
    diambil: set[etree._Element] = set()
    for tabel in akar.iter("table"):
        if any(a in diambil for a in tabel.iterancestors("table")):
            continue
        baris = list(_milik(tabel, "tr"))
        if len(baris) < 2:
            continue
        polos = [b for b in baris if next(b.iter("table"), None) is None]
        if berisi_tabel := len(baris) - len(polos):
            sendiri = sum(sum(bool(_teks(c)) for c in _sel_baris(b)) > 1 for b in polos)
            if sendiri <= max(1, berisi_tabel):
                continue
        diambil.add(tabel)
        yield tabel


def _centang(x: etree._Element, tag: str) -> bool:
    """Whether an element is drawn as a tick: a checked box, or an icon of the common icon fonts."""
    if tag == "input":
        return x.get("type", "").lower() == "checkbox" and x.get("checked") is not None
    if tag not in ("i", "span"):
        return False
    kelas = x.get("class", "").lower()
    return _IKON_CENTANG.search(kelas) is not None and _IKON_KOSONG.search(kelas) is None


def _teks(e: etree._Element) -> str:
    """Visible text: one line per block, white space inside a line collapsed, ticks of boxes and icons as ✓."""
    potong: list[str] = []
    jalan = etree.iterwalk(e, events=("start", "end"))
    for kejadian, x in jalan:
        tag = x.tag if isinstance(x.tag, str) else ""
        if kejadian == "end":
            if tag in _BLOK:
                potong.append("\n")
            elif tag in ("td", "th"):
                potong.append(" ")
            if x is not e and x.tail:
                potong.append(" ".join(f".{x.tail}.".split())[1:-1])
            continue
        if x is not e and (not tag or tag in _LEWATI or _sembunyi(x)):
            if tag == "select" and not _sembunyi(x):
                potong.append(f" {_terpilih(x)} ")
            jalan.skip_subtree()
            continue
        if tag in _BLOK:
            potong.append("\n")
        if _centang(x, tag):
            potong.append(" ✓ ")
        if x.text:
            potong.append(" ".join(f".{x.text}.".split())[1:-1])
    baris = (" ".join(b.split()) for b in "".join(potong).split("\n"))
    return "\n".join(b for b in baris if b)


class _Tabel:
    """Builds the `Lembar` of one table; `sel_dibuang` counts filled cells that nobody can see."""

    def __init__(self, tabel: etree._Element, nama: str, dasar: str, batas: Batas) -> None:
        self.lembar = Lembar(nama, [])
        self.sel_dibuang = 0
        self._dasar = dasar
        self._terisi: dict[int, set[int]] = {}  # row -> columns that a cell above reaches into
        self._jumlah_terisi = 0
        self._sembunyi: set[tuple[int, int]] = set()
        baris = list(_milik(tabel, "tr"))
        for i, tr in enumerate(baris):
            self.lembar.baris.append([])
            if _sembunyi(tr) or any(_sembunyi(a) for a in tr.iterancestors("tbody", "thead", "tfoot")):
                self.lembar.baris_sembunyi.add(i)
            self._baris(i, _sel_baris(tr), len(baris), batas)
        self.lembar.tersembunyi = any(_sembunyi(a) for a in [tabel, *tabel.iterancestors()])
        self._kolom_sembunyi(tabel)

    def _baris(self, i: int, sel: list[etree._Element], tinggi: int, batas: Batas) -> None:
        isi, j = self.lembar.baris[i], 0
        terisi = self._terisi.pop(i, set())
        for c in sel:
            while j in terisi:
                j += 1
            lebar = min(max(1, _bulat(c.get("colspan"), 1)), _MAKS_COLSPAN)
            turun = _bulat(c.get("rowspan"), 1)
            turun = min(turun if turun > 0 else tinggi, tinggi - i)  # 0 means: to the end of the section
            isi.extend([None] * (j + lebar - len(isi)))
            self._taruh(c, i, j)
            if lebar > 1 or turun > 1:
                self.lembar.gabung.append((i, j, i + turun - 1, j + lebar - 1))
                self._jumlah_terisi += turun * lebar
                periksa_sel(self._jumlah_terisi, batas)
                for a in range(i + 1, i + turun):
                    self._terisi.setdefault(a, set()).update(range(j, j + lebar))
            j += lebar
        isi.extend([None] * (max(terisi, default=-1) + 1 - len(isi)))

    def _taruh(self, c: etree._Element, i: int, j: int) -> None:
        teks = _teks(c)
        if adalah_galat(teks):
            self.lembar.galat[i, j] = teks
            teks = ""
        if _sembunyi(c):
            self._sembunyi.add((i, j))
        self.lembar.baris[i][j] = teks or None
        tautan = [self._alamat(a.get("href", "")) for a in c.iter("a") if not _sembunyi(a)]
        if tautan := list(dict.fromkeys(t for t in tautan if t)):
            self.lembar.tautan[i, j] = tautan

    def _alamat(self, href: str) -> str:
        href = re.sub(r"[\t\r\n]", "", href).strip()
        if href in ("", "#") or not self._dasar:
            return "" if href == "#" else href
        try:
            return urljoin(self._dasar, href)
        except ValueError:
            return href

    def _kolom_sembunyi(self, tabel: etree._Element) -> None:
        """Columns hidden by `<col>` or because every filled cell is; single hidden cells lose their value."""
        j = 0
        for kolom in _milik(tabel, "col"):
            n = min(max(1, _bulat(kolom.get("span"), 1)), _MAKS_COLSPAN)
            if _sembunyi(kolom):
                self.lembar.kolom_sembunyi.update(range(j, j + n))
            j += n
        for j in {p[1] for p in self._sembunyi}:
            isi = [i for i, b in enumerate(self.lembar.baris) if j < len(b) and b[j] is not None]
            if all((i, j) in self._sembunyi for i in isi):
                self.lembar.kolom_sembunyi.add(j)
        for i, j in self._sembunyi:
            if j not in self.lembar.kolom_sembunyi:
                self.sel_dibuang += self.lembar.baris[i][j] is not None
                self.lembar.baris[i][j] = None
                self.lembar.tautan.pop((i, j), None)


def _bulat(teks: str | None, bawaan: int) -> int:
    teks = (teks or "").strip()
    return int(teks) if teks.isascii() and teks.isdigit() and len(teks) < 7 else bawaan
