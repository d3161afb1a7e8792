"""Archives of files (.zip, as WhatsApp, web mail and Windows make them): every table file in them, read in turn.

Nothing is written to disk and no size in a header is believed. All members share one set of limits. A member that is
damaged, locked or over a limit refuses the whole archive under its own name: a lost file must not pass silently.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from dip.lembar import Bacaan, Lembar
from dip.pdp import samarkan
from dip.temuan import Temuan
from sumber.pembaca.arsip import Paket
from sumber.pembaca.batas import MB, Batas, Rusak, TakDidukung, TerlaluBesar
from sumber.pembaca.jenis import akhiran, kenali

BacaAnggota = Callable[[bytes, str, Batas], Bacaan]
"""(bytes, name, what is left of the limits) -> as `baca_langsung`."""

_SAMPAH = re.compile(
    r"(?:^|/)(?:__macosx/|\.|~\$|~wrl|(?:thumbs\.db|desktop\.ini|ehthumbs\.db|icon\r|\$recycle\.bin)$)|\.(?:tmp|lnk)$",
    re.IGNORECASE,
)
_KENDALI = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]+")
_UTF8 = 0x800
_DALAM_ZIP = " › "
_DALAM = 1
_PANJANG_NAMA = 120
_HANYA_DICATAT = frozenset({"FILE-002", "FILE-003"})
"""What makes a member no table file: beside others it is named and left out."""
_TEKS = frozenset({"csv", "tsv", "tab"})


@dataclass(slots=True)
class _Kumpulan:
    """What the members read so far gave, and what is left of the limits. `dibuang` are findings about members that
    are no table files, `sidik` the names of members by digest."""

    sisa: Batas
    lembar: list[Lembar] = field(default_factory=list)
    temuan: list[Temuan] = field(default_factory=list)
    dibuang: list[Temuan] = field(default_factory=list)
    sidik: dict[str, str] = field(default_factory=dict)


class _Ditolak(Exception):
    """A member refuses the archive."""

    def __init__(self, temuan: Temuan) -> None:
        super().__init__(temuan.kode)
        self.temuan = temuan


def baca_zip(isi: bytes, batas: Batas, baca: BacaAnggota) -> Bacaan:
    """All tables of all members; `Lembar.nama` is `<member> › <sheet>`, `Temuan.berkas` the member.

    Findings: those of the members; FILE-005 (`nama` of the member with the same bytes), FILE-002 (`ekstensi`) for
    members that are no table files, both with `zip: 1`. Refused, with the name of the member in `berkas`: what refuses
    any of the members. Raises TerlaluBesar (also for a zip in a zip in a zip), Rusak when the archive itself is damaged
    or locked, TakDidukung when no member is a table file.
    """
    semua = _Kumpulan(batas)
    try:
        _buka(isi, "", semua, baca, 0)
    except _Ditolak as e:
        return Bacaan("zip", temuan=[e.temuan])
    if not semua.lembar:
        if len(semua.dibuang) == 1:
            return Bacaan("zip", temuan=[semua.dibuang[0]])
        raise TakDidukung("zip")
    return Bacaan("zip", semua.lembar, semua.temuan + [_catatan(t) for t in semua.dibuang])


def _buka(isi: bytes, awalan: str, semua: _Kumpulan, baca: BacaAnggota, dalam: int) -> None:
    """Read the members of one archive; `awalan` is the name of the zip it lies in."""
    if dalam > _DALAM:
        raise TerlaluBesar(f"{dalam + 1} tingkat zip", f"{_DALAM + 1} tingkat zip")
    paket = Paket(isi, semua.sisa)
    anggota = [(a, n) for a in paket.anggota if (n := nama_anggota(a)) and not _SAMPAH.search(n)]
    if len(anggota) > semua.sisa.anggota:
        raise TerlaluBesar(f"lebih dari {semua.sisa.anggota} berkas", f"{semua.sisa.anggota} berkas")
    semua.sisa = replace(
        semua.sisa, urai_mb=semua.sisa.urai_mb - paket.urai // MB, anggota=semua.sisa.anggota - len(anggota)
    )
    for (a, _), tampil in zip(anggota, _nama_tampil([n for _, n in anggota]), strict=True):
        nama = f"{awalan}{tampil}"
        try:
            byte = paket.isi_anggota(a)
            if _arsip(byte, nama, semua.sisa):
                _buka(byte, f"{nama}{_DALAM_ZIP}", semua, baca, dalam + 1)
                continue
        except TerlaluBesar as e:
            parameter: dict[str, str | int] = {"ukuran": e.ukuran, "batas": e.batas}
            raise _Ditolak(Temuan("FILE-004", berkas=nama, parameter=parameter)) from e
        except Rusak as e:
            raise _Ditolak(Temuan("FILE-001", berkas=nama, parameter={"nama": nama})) from e
        _satu(byte, nama, semua, baca)


def _arsip(byte: bytes, nama: str, batas: Batas) -> bool:
    """Whether a member is itself an archive and not a document that is packed as one."""
    if byte[:2] != b"PK":
        return False
    try:
        return kenali(byte, nama, batas)[0] == "zip"
    except TakDidukung:
        return False


def _satu(byte: bytes, nama: str, semua: _Kumpulan, baca: BacaAnggota) -> None:
    sidik = hashlib.sha256(byte).hexdigest()
    if byte and sidik in semua.sidik:
        parameter: dict[str, str | int] = {"nama": semua.sidik[sidik], "jenis": "zip", "zip": 1}
        semua.temuan.append(Temuan("FILE-005", berkas=nama, parameter=parameter))
        return
    semua.sidik[sidik] = nama
    hasil = baca(byte, nama.rpartition(_DALAM_ZIP)[2], semua.sisa)
    hasil.temuan = [replace(t, berkas=nama) for t in hasil.temuan]
    if tolak := _penolak(hasil):
        raise _Ditolak(tolak)
    _masukkan(semua, hasil, nama)
    semua.sisa = _kurangi(semua.sisa, byte, hasil)


def nama_anggota(a: zipfile.ZipInfo) -> str:
    """The path of a member as the sender saw it. Without the UTF-8 flag a name counts as the old DOS alphabet, but
    phones write UTF-8 without saying so."""
    nama = a.filename
    if not a.flag_bits & _UTF8 and not nama.isascii():
        with contextlib.suppress(UnicodeError):
            nama = nama.encode("cp437").decode("utf-8")
    nama = _KENDALI.sub("", nama.replace("\\", "/")).lstrip("/")
    return "/".join(b for b in nama.split("/") if b not in ("", ".", ".."))


def _nama_tampil(nama: list[str]) -> list[str]:
    """What members are called in findings: the file name, with its folders where two are the same; masked."""
    pendek = [n.rpartition("/")[2] for n in nama]
    kali = Counter(pendek)
    return [samarkan(n if kali[p] > 1 else p)[-_PANJANG_NAMA:] for n, p in zip(nama, pendek, strict=True)]


def _penolak(hasil: Bacaan) -> Temuan | None:
    """The finding for which a member refuses the archive."""
    if hasil.lembar or not hasil.temuan:
        return None
    return next((t for t in hasil.temuan if t.kode in {"FILE-001", "FILE-004"} or _aktif(t)), None)


def _aktif(t: Temuan) -> bool:
    return t.kode == "FILE-010" and t.parameter.get("jenis") in {"dde", "ole"}


def _masukkan(semua: _Kumpulan, hasil: Bacaan, nama: str) -> None:
    if not hasil.lembar or _surat(hasil, nama):
        bukan = next((t for t in hasil.temuan if t.kode in _HANYA_DICATAT), None)
        ekstensi = akhiran(nama) or hasil.jenis
        semua.dibuang.append(bukan or Temuan("FILE-002", berkas=nama, parameter={"ekstensi": ekstensi}))
        return
    for x in hasil.lembar:
        x.nama = f"{nama}{_DALAM_ZIP}{x.nama}"
        if hasil.judul:
            x.pengantar.insert(0, hasil.judul)
    for t in hasil.temuan:
        lembar = f"{nama}{_DALAM_ZIP}{t.lembar}" if t.lembar else ""
        parameter = (
            {**t.parameter, "sheet": f"{nama} › {t.parameter['sheet']}"} if "sheet" in t.parameter else t.parameter
        )
        semua.temuan.append(replace(t, lembar=lembar, parameter=parameter))
    semua.lembar += hasil.lembar


def _surat(hasil: Bacaan, nama: str) -> bool:
    """Whether a text is a letter rather than a table: hardly two of its lines have the same number of cells."""
    if hasil.jenis != "csv" or akhiran(nama) in _TEKS:
        return False
    lebar = Counter(n for x in hasil.lembar for b in x.baris if (n := sum(v is not None for v in b)))
    banyak = max((k for n, k in lebar.items() if n > 1), default=0)
    return banyak * 2 < lebar.total()


def _catatan(t: Temuan) -> Temuan:
    """A member that is no table file, as a note beside the others."""
    ekstensi = t.parameter.get("ekstensi") or f"pdf ({str(t.parameter.get('jenis', '')).replace('_', ' ')})"
    return Temuan("FILE-002", berkas=t.berkas, parameter={"ekstensi": ekstensi, "jenis": "zip", "zip": 1})


def _kurangi(sisa: Batas, byte: bytes, hasil: Bacaan) -> Batas:
    """What is left of the limits after a member that was read."""
    sel = sum(max(1, len(b)) for x in hasil.lembar for b in x.baris)
    urai = Paket(byte, sisa).urai // MB if byte[:2] == b"PK" and hasil.lembar else 0
    return replace(sisa, sel=sisa.sel - sel, lembar=sisa.lembar - len(hasil.lembar), urai_mb=sisa.urai_mb - urai)
