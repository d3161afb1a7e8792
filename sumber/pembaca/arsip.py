"""Zip packages (xlsx, ods, docx, archives) and their XML parts, opened with limits."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib

from lxml import etree

from sumber.pembaca.batas import MB, Batas, Rusak, TerlaluBesar, teks_jumlah, teks_ukuran

_MAKS_ANGGOTA = 20_000
_RASIO_MULAI = 20 * MB
_POTONG = MB
_TERKUNCI = 0x1
_CARA = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def urai_xml(isi: bytes) -> etree._Element:
    """The root of an XML part. No entities, DTD or network; deep or huge documents are refused.

    Raises Rusak for anything not well formed and for any document type: office programs write none.
    """
    pengurai = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        akar = etree.fromstring(isi, pengurai)
    except etree.XMLSyntaxError as e:
        if "emory" in str(e):
            raise MemoryError from e
        raise Rusak(f"XML: {e.msg}") from e
    except ValueError as e:
        raise Rusak("XML") from e
    if akar.getroottree().docinfo.internalDTD is not None:
        raise Rusak("XML: DOCTYPE")
    return akar


def nama_lokal(elemen: etree._Element) -> str:
    """Tag without namespace; strict and transitional documents differ only in that."""
    return str(elemen.tag).rpartition("}")[2]


class Paket:
    """A zip package whose declared sizes are within limits. Names are found without regard to case.

    `anggota` are its files in order (no folders), `nama` the same by lower-case name, `urai` the bytes they declare.
    Raises TerlaluBesar, and Rusak when the directory of the zip cannot be read.
    """

    def __init__(self, isi: bytes, batas: Batas) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(isi))
            daftar = self._zip.infolist()
        # NotImplementedError is what zipfile says of a version it does not know
        except (zipfile.BadZipFile, zipfile.LargeZipFile, ValueError, OSError, NotImplementedError, zlib.error) as e:
            raise Rusak("zip") from e
        self.urai = sum(a.file_size for a in daftar)
        if self.urai > batas.urai_mb * MB:
            raise TerlaluBesar(f"{teks_ukuran(self.urai)} setelah dibuka", teks_ukuran(batas.urai_mb * MB))
        if len(daftar) > _MAKS_ANGGOTA:
            raise TerlaluBesar(f"{teks_jumlah(len(daftar))} bagian", f"{teks_jumlah(_MAKS_ANGGOTA)} bagian")
        for a in daftar:
            if a.file_size > _RASIO_MULAI and a.file_size > batas.rasio * max(1, a.compress_size):
                raise TerlaluBesar(
                    f"{teks_ukuran(a.file_size)} dari {teks_ukuran(a.compress_size)}",
                    f"{batas.rasio} kali ukuran terkompres",
                )
        self.anggota = [a for a in daftar if not a.is_dir()]
        self.nama = {a.filename.replace("\\", "/").lstrip("/").lower(): a for a in daftar}

    def ada(self, nama: str) -> bool:
        """Whether a part exists."""
        return nama.lower() in self.nama

    def baca(self, nama: str) -> bytes:
        """Bytes of a part; empty when there is none. Raises Rusak."""
        anggota = self.nama.get(nama.lower())
        return b"" if anggota is None else self.isi_anggota(anggota)

    def isi_anggota(self, anggota: zipfile.ZipInfo) -> bytes:
        """Bytes of a file of this package, never more than it declares. Raises Rusak, also when it is locked.

        Read piece by piece: asked for all at once, zipfile unpacks whatever is there before it looks at the declared
        size. The other ways of packing have no limit per piece, and nobody's files use them.
        """
        if anggota.flag_bits & _TERKUNCI or anggota.compress_type not in _CARA:
            raise Rusak("zip: terkunci atau cara kompresi lain")
        try:
            with self._zip.open(anggota) as f:
                return b"".join(iter(lambda: f.read(_POTONG), b""))
        # zipfile's words for packed and locked in ways it does not know, where the local header says other than above
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError) as e:
            raise Rusak("zip") from e

    def xml(self, nama: str) -> etree._Element | None:
        """Root of an XML part; None when there is none. Raises Rusak."""
        isi = self.baca(nama)
        return urai_xml(isi) if isi else None

    def hubungan(self, bagian: str) -> dict[str, tuple[str, str, bool]]:
        """Relationships of an OOXML part (ECMA-376 part 2 §9.3): id → (type, target, outside the package?).

        Targets inside the package are full paths; the part `""` is the package itself. Raises Rusak.
        """
        folder, nama = posixpath.split(bagian)
        akar = self.xml(posixpath.join(folder, "_rels", f"{nama}.rels"))
        hasil: dict[str, tuple[str, str, bool]] = {}
        for h in () if akar is None else akar.iter("{*}Relationship"):
            tujuan, luar = h.get("Target", ""), h.get("TargetMode") == "External"
            if not luar:
                tujuan = posixpath.normpath(posixpath.join("/" + folder, tujuan.replace("\\", "/"))).lstrip("/")
            hasil[h.get("Id", "")] = (h.get("Type", ""), tujuan, luar)
        return hasil
