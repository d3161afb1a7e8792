"""Puts records into the text of one `dik/*.yml` and leaves everything else of it as it was, letter by letter.

Only the lines of a changed record are written again, and of these only the keys that changed (ruamel keeps the comments
between them); new records go to the end. The caller reads the result back with the loader of the house and compares:
a file whose layout is too unusual for this is then written whole by `tulis_penuh`.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import MappingEndEvent, MappingStartEvent, SequenceEndEvent, SequenceStartEvent
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString

from dip.dik import DasarPengecualian, Dik

KEPALA = (
    "# Daftar informasi yang dikecualikan. TERTUTUP: folder ini 0700, berkasnya 0600.\n"
    "# Diisi lewat `dip dik buku` dan `dip dik simpan`, atau dengan penyunting teks.\n"
)
"""First lines of a file made here."""

_BARIS = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+\Z")
_POLOS = re.compile(r"[^\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]*")
"""Text that may stand in a literal block."""


class TakTersisip(Exception):
    """The layout of the file does not let single records be replaced."""


def sisip(teks: str, ubah: Mapping[str, Dik], tambah: Sequence[tuple[Dik, str]]) -> str:
    """The text with the records `ubah` (by handle) replaced and `tambah` (record, comment) added at the end.

    Raises TakTersisip; the caller must still compare what the result reads as.
    """
    baris = _BARIS.findall(teks)
    try:
        butir = list(_butir(teks))
        kolom = butir[0][1] if butir else 0
        hasil: list[str] = baris[: butir[0][0]] if butir else list(baris)
        for n, (awal, _) in enumerate(butir):
            akhir = butir[n + 1][0] if n + 1 < len(butir) else len(baris)
            potong = baris[awal:akhir]
            hasil += _ganti(potong, kolom, ubah)
    except (YAMLError, IndexError, KeyError, ValueError, AttributeError) as e:
        raise TakTersisip from e
    if hasil and not hasil[-1].endswith(("\n", "\r")):
        hasil.append("\n")
    hasil += [_tambahan(d, catatan, kolom) for d, catatan in tambah]
    return "".join(hasil)


def tulis_penuh(daftar: Sequence[Dik], kepala: str = KEPALA) -> str:
    """A whole file from its records, for one that is new or too unusual to be changed in place."""
    return kepala + "".join(_tambahan(d, "", 0) for d in daftar)


def kepala_berkas(teks: str) -> str:
    """The comment lines a file starts with, or those of a new file."""
    baris = []
    for b in _BARIS.findall(teks.removeprefix("\ufeff")):
        if not b.startswith("#"):
            break
        baris.append(b.rstrip("\r\n") + "\n")
    return "".join(baris) or KEPALA


def _butir(teks: str) -> Iterator[tuple[int, int]]:
    """Line (0-based) and column of the dash of every entry of the list that the file is. Raises TakTersisip."""
    lapis = 0
    for ev in YAML(typ="safe", pure=True).parse(teks):
        if lapis == 1 and not isinstance(ev, SequenceEndEvent):
            if not isinstance(ev, MappingStartEvent) or ev.start_mark.column < 2:
                raise TakTersisip
            yield ev.start_mark.line, ev.start_mark.column - 2
        if isinstance(ev, SequenceStartEvent | MappingStartEvent):
            if lapis == 0 and (isinstance(ev, MappingStartEvent) or ev.flow_style):
                raise TakTersisip
            lapis += 1
        elif isinstance(ev, SequenceEndEvent | MappingEndEvent):
            lapis -= 1


def _ganti(potong: list[str], kolom: int, ubah: Mapping[str, Dik]) -> list[str]:
    """The lines of one entry with its record replaced, if it is one of `ubah`; the lines after it stay."""
    akhir = len(potong)
    while akhir > 1 and _luar(potong[akhir - 1], kolom):
        akhir -= 1
    rt = _penulis()
    muat: Any = rt.load("".join(potong[:akhir]))
    peta = muat[0]
    baru = ubah.get(str(peta["id_dik"]))
    if baru is None:
        return potong
    for urut, nama in enumerate(Dik.model_fields):
        nilai = _nilai(getattr(baru, nama))
        if nilai is None:
            peta.pop(nama, None)
        elif nama not in peta:
            peta.insert(_tempat(peta, urut), nama, nilai)
        elif _beda(peta[nama], getattr(baru, nama)):
            peta[nama] = nilai
    return [_berdash(rt, peta, kolom), *potong[akhir:]]


def _luar(baris: str, kolom: int) -> bool:
    """Whether a line behind an entry belongs to what follows: blank, or a comment not indented into the entry."""
    isi = baris.strip()
    return not isi or (isi.startswith("#") and len(baris) - len(baris.lstrip()) <= kolom)


def _tempat(peta: CommentedMap, urut: int) -> int:
    """Where a key is put in: behind the last one that comes before it in the model."""
    sebelum = set(list(Dik.model_fields)[:urut])
    return max((n + 1 for n, k in enumerate(peta) if k in sebelum), default=0)


def _beda(tertulis: Any, nilai: Any) -> bool:
    """Whether what is written means another value than the record has; in doubt it is written again."""
    try:
        if isinstance(nilai, tuple):
            polos = [dict(x) if isinstance(x, Mapping) else str(x) for x in tertulis]
            return polos != [_peta(x) if isinstance(x, DasarPengecualian) else x for x in nilai]
        if isinstance(nilai, date) or nilai is None:
            return bool(tertulis != nilai)
        return str(tertulis).strip() != str(nilai)
    except (TypeError, ValueError):
        return True


def _nilai(nilai: Any) -> Any:
    """A value of the model as ruamel writes it; None for one that is left out."""
    if isinstance(nilai, tuple):
        isi = CommentedSeq([_peta(x) if isinstance(x, DasarPengecualian) else _teks(x) for x in nilai])
        return isi if nilai else None
    return _teks(nilai) if isinstance(nilai, str) else nilai


def _teks(teks: str) -> Any:
    if not teks:
        return None
    rapi = not any(b != b.rstrip() for b in teks.split("\n"))
    # U+0085 and its like end a line of YAML where they stand bare; ruamel leaves `?0` bare inside braces, and cannot
    # read it there
    if not _POLOS.fullmatch(teks) or teks.startswith(("?", ":")):
        return DoubleQuotedScalarString(teks)
    return LiteralScalarString(teks) if "\n" in teks and rapi else teks


def _peta(d: DasarPengecualian) -> CommentedMap:
    isi = {"uu": _teks(d.uu), "pasal": d.pasal, "huruf": d.huruf, "angka": d.angka}
    peta = CommentedMap({k: v for k, v in isi.items() if v not in (None, "")})
    peta.fa.set_flow_style()
    return peta


def _penulis() -> YAML:
    rt = YAML()
    rt.preserve_quotes = True
    rt.width = 116
    rt.allow_unicode = True
    rt.indent(mapping=2, sequence=4, offset=2)
    return rt


def _tambahan(d: Dik, catatan: str, kolom: int) -> str:
    peta = CommentedMap()
    for nama in Dik.model_fields:
        if (nilai := _nilai(getattr(d, nama))) is not None:
            peta[nama] = nilai
    atas = f"{' ' * kolom}# {catatan}\n" if catatan else ""
    return atas + _berdash(_penulis(), peta, kolom)


def _berdash(rt: YAML, peta: CommentedMap, kolom: int) -> str:
    """A mapping as one entry of a list whose dashes stand in a column."""
    aliran = io.StringIO()
    rt.dump(peta, aliran)
    dalam = " " * (kolom + 2)
    baris = [f"{dalam}{b}" if b.strip() else b for b in _BARIS.findall(aliran.getvalue())]
    baris[0] = f"{' ' * kolom}- {baris[0][kolom + 2 :]}"
    return "".join(baris)
