"""Reading in this very process: what runs in the limited child. Nothing else should call it with foreign bytes."""

from __future__ import annotations

from typing import Any

from dip.anak import Panggilan
from dip.lembar import Bacaan
from dip.temuan import Temuan
from sumber.pembaca.batas import Batas, IsiAktif, Rusak, TakDidukung, TanpaTeks, TerlaluBesar, periksa_ukuran
from sumber.pembaca.buku import baca_ods, baca_xls, baca_xlsb, baca_xlsx, baca_xml, temuan_buku
from sumber.pembaca.csv import baca_csv
from sumber.pembaca.docx import baca_docx
from sumber.pembaca.html import baca_html
from sumber.pembaca.jenis import AKHIRAN, akhiran, kenali
from sumber.pembaca.zip_berkas import baca_zip

_BUKU = {"xlsx": baca_xlsx, "xlsb": baca_xlsb, "xls": baca_xls, "xml": baca_xml, "ods": baca_ods}
_BUKAN_MEMORI = (MemoryError, KeyboardInterrupt, SystemExit)


def baca_langsung(isi: bytes, nama: str, batas: Batas | None = None) -> Bacaan:
    """Read one file by its content.

    Returns a `Bacaan` for any bytes: FILE-001 for damaged or locked ones, FILE-002 for kinds that are not read and
    for pages without a table, FILE-003 for a PDF without a readable table, FILE-004 over a limit, FILE-010 for DDE and
    OLE; then without `lembar`.
    Raises MemoryError only.
    """
    batas = batas or Batas()
    jenis = ""
    try:
        periksa_ukuran(len(isi), batas)
        jenis, teks = kenali(isi, nama, batas)
        hasil = _baca(jenis, teks, isi, nama, batas)
    except TerlaluBesar as e:
        return _tolak(nama, jenis, "FILE-004", ukuran=e.ukuran, batas=e.batas)
    except TakDidukung as e:
        return _tolak(nama, "", "FILE-002", ekstensi=e.jenis)
    except TanpaTeks as e:
        return _tolak(nama, jenis, "FILE-003", jenis=e.jenis, **({"halaman": e.halaman} if e.halaman else {}))
    except IsiAktif as e:
        return _tolak(nama, jenis, "FILE-010", jenis=e.jenis)
    except Rusak:
        return _tolak(nama, "", "FILE-001", nama=nama)
    except _BUKAN_MEMORI:
        raise
    except BaseException:  # readers meet whatever bytes there are; a panic in a Rust library is no Exception
        return _tolak(nama, "", "FILE-001", nama=nama)
    ekstensi = akhiran(nama)
    if ekstensi and ekstensi not in AKHIRAN[jenis]:
        hasil.temuan.insert(0, Temuan("FILE-006", berkas=nama, parameter={"ekstensi": ekstensi, "jenis": jenis}))
    return hasil


def _baca(jenis: str, teks: str, isi: bytes, nama: str, batas: Batas) -> Bacaan:
    if jenis == "csv":
        return Bacaan("csv", baca_csv(teks, nama, batas))
    if jenis == "zip":
        return baca_zip(isi, batas, baca_langsung)
    if jenis == "docx":
        return baca_docx(isi, nama, batas)
    if jenis == "pdf":
        from sumber.pembaca.pdf import baca_pdf  # loads half a dozen libraries, for few files

        return baca_pdf(isi, nama, batas)
    if jenis == "html":
        hasil = baca_html(teks, nama, batas)
        if not hasil.lembar:
            raise TakDidukung("html")
        return hasil
    buku = _BUKU[jenis](isi, batas)
    return Bacaan(jenis, buku.lembar, temuan_buku(buku, nama))


def _tolak(berkas: str, dibaca: str, kode: str, **parameter: str | int) -> Bacaan:
    return Bacaan(dibaca, temuan=[Temuan(kode, berkas=berkas, parameter=parameter)])


def _panggil(kepala: dict[str, Any], isi: bytes) -> dict[str, Any]:
    return baca_langsung(isi, kepala["nama"], Batas(**kepala["batas"])).ke_json()


PANGGILAN: Panggilan = {"baca": _panggil}
