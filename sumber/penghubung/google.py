"""Public links of Google Sheets, Docs and Drive, taken as the file that Google exports from them.

The link is what the office copied from its browser; the address to fetch is made from the ids in it. A workbook is
exported as xlsx: cells keep their links, merges and types. One sheet (`lembar`) can only be had as csv, because with
xlsx Google leaves the gid aside and gives all sheets; so `lembar` is for workbooks whose other sheets are no part of
the list. The `gid` of the link itself only says which sheet was open when it was copied, and is not used.

Google exports an unchanged workbook with other bytes each time; the board compares cell contents (`sidik_isi`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from html import unescape
from urllib.parse import parse_qs, urlencode, urlsplit

from dip.pengaturan import Kebijakan, Opd
from dip.pengaturan_sumber import SumberGoogle
from dip.tarikan import Alat, Tarikan
from sumber.penghubung.alamat import Alamat, Gagal, isi_alamat
from sumber.penghubung.ambil import Jawaban, ambil
from sumber.penghubung.http import nilai_jawaban, syarat_tetap
from sumber.penghubung.jenis_isi import akhiran, kenali
from sumber.penghubung.tanda import gagal
from sumber.penghubung.ulang import berulang


@dataclass(frozen=True, slots=True)
class Situs:
    """Origins (scheme and host) of Google's services; `isi` are patterns of those that hand out file contents."""

    docs: str = "https://docs.google.com"
    drive: str = "https://drive.google.com"
    akun: str = "https://accounts.google.com"
    isi: tuple[str, ...] = ("https://drive.usercontent.google.com", "https://*.googleusercontent.com")

    def memuat(self, alamat: str) -> bool:
        """Whether an address belongs to those services that may answer with a file."""
        asal = _asal(alamat)
        return asal in (self.docs, self.drive) or any(fnmatchcase(asal, pola) for pola in self.isi)


GOOGLE = Situs()

BERBAGI = "di Google pilih Bagikan, Akses umum, Siapa saja yang memiliki link, sebagai Pelihat"
_ID = re.compile(r"[A-Za-z0-9_-]{10,200}")
_AKUN_KE = re.compile(r"^/(?:a/[^/]+/)?(spreadsheets|document|file|drive|presentation|forms)/u/\d{1,2}/")
_DOMAIN = re.compile(r"^/a/[^/]+(?=/)")
_JENIS: dict[str, str] = {"spreadsheets": "xlsx", "document": "docx", "file": ""}
"""Kinds of single files, and the extension of what is exported; a Drive file is what it is."""
_TOLAK: dict[str, str] = {
    "drive": "tautan itu menunjuk folder Google Drive, bukan satu berkas",
    "folderview": "tautan itu menunjuk folder Google Drive, bukan satu berkas",
    "forms": "tautan itu formulir Google, bukan daftarnya; pakai tautan spreadsheet jawabannya",
    "presentation": "tautan itu presentasi Google, bukan tabel",
    "drawings": "tautan itu gambar Google, bukan tabel",
}
_MINTA_IZIN = re.compile(
    r"ServiceLogin|accounts\.google\.com/v3/signin|(?:you|anda)\s+(?:need|memerlukan|perlu)\s+(?:access|akses|permission|izin)"
    r"|request\s+access|minta\s+akses|access\s+denied|akses\s+ditolak",
    re.IGNORECASE,
)
_KUOTA = re.compile(r"too many users have|terlalu banyak pengguna|quota exceeded|kuota unduhan", re.IGNORECASE)
_BELUM_DIPINDAI = re.compile(
    r"id\s*=\s*[\"']?(?:download-form|uc-download-link)|virus scan warning|can't scan this file|tidak dapat memindai",
    re.IGNORECASE,
)
_TIDAK_ADA = re.compile(r"file does not exist|file you have requested does not exist|berkas tidak ada", re.IGNORECASE)
_JUDUL = re.compile(r"<title[^>]*>([^<]{0,200})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Tujuan:
    """What a link names: `jenis` (`spreadsheets`, `document`, `file`, or `buka`: only Drive knows), id, whether it is
    the id of a publication to the web (`/d/e/…`), and the resource key of older shared files.
    """

    jenis: str
    id: str
    terbit: bool = False
    kunci: str = ""


def urai_tautan(tautan: str, situs: Situs = GOOGLE) -> Tujuan:
    """What a public link names. Raises Gagal (TARIK-ALAMAT) for everything that is no single file."""
    asal = _asal(tautan).replace("http://docs.google.com", GOOGLE.docs).replace("http://drive.google.com", GOOGLE.drive)
    if asal not in (GOOGLE.docs, GOOGLE.drive, situs.docs, situs.drive):
        raise Gagal("TARIK-ALAMAT", "bukan tautan docs.google.com atau drive.google.com")
    try:
        bagian = urlsplit(tautan)
        isi = parse_qs(bagian.query)
    except ValueError as e:
        raise Gagal("TARIK-ALAMAT", "penulisan alamat salah") from e
    kunci = _sah(isi.get("resourcekey", [""])[0])
    jalan = _DOMAIN.sub("", _AKUN_KE.sub(r"/\1/", bagian.path))
    ruas = [r for r in jalan.split("/") if r]
    pertama = ruas[0] if ruas else ""
    if pertama in ("open", "uc", "download"):
        nomor = _sah(isi.get("id", [""])[0])
        if not nomor:
            raise Gagal("TARIK-ALAMAT", "tautan itu tidak memuat nomor berkas (id=…)")
        return Tujuan("file" if pertama != "open" else "buka", nomor, kunci=kunci)
    if pertama in _TOLAK:
        raise Gagal("TARIK-ALAMAT", _TOLAK[pertama])
    if pertama in _JENIS and len(ruas) > 2 and ruas[1] == "d":
        terbit = ruas[2] == "e" and len(ruas) > 3
        nomor = _sah(ruas[3] if terbit else ruas[2])
        if terbit and pertama != "spreadsheets":
            raise Gagal("TARIK-ALAMAT", "dokumen yang diterbitkan ke web dibaca sebagai sumber berjenis halaman")
        if nomor:
            return Tujuan(pertama, nomor, terbit, kunci)
    raise Gagal("TARIK-ALAMAT", "tautan Google itu bukan tautan berbagi satu berkas")


def alamat_ekspor(t: Tujuan, lembar: str, situs: Situs = GOOGLE) -> str:
    """The address that hands out the file. Raises Gagal when `lembar` is asked of anything but a spreadsheet."""
    if lembar and t.jenis != "spreadsheets":
        raise Gagal("TARIK-ALAMAT", "lembar hanya berlaku untuk Google Spreadsheet")
    if t.jenis == "spreadsheets":
        bentuk = "csv" if lembar else "xlsx"
        isi = {"output" if t.terbit else "format": bentuk} | ({"gid": lembar} if lembar else {})
        isi |= {"single": "true"} if lembar and t.terbit else {}
        jalan = f"spreadsheets/d/e/{t.id}/pub" if t.terbit else f"spreadsheets/d/{t.id}/export"
    elif t.jenis == "document":
        jalan, isi = f"document/d/{t.id}/export", {"format": "docx"}
    else:
        jalan, isi = ("uc", {"export": "download", "id": t.id}) if t.jenis == "file" else ("open", {"id": t.id})
    isi |= {"resourcekey": t.kunci} if t.kunci else {}
    return f"{situs.docs if t.jenis in ('spreadsheets', 'document') else situs.drive}/{jalan}?{urlencode(isi)}"


def tarik_google(
    opd: Opd,
    sumber: SumberGoogle,
    terakhir: Tarikan | None,
    alat: Alat,
    kebijakan: Kebijakan,
    *,
    situs: Situs = GOOGLE,
) -> Tarikan:
    """Pull the file behind a public link, with retries. Never raises for what Google does.

    A file that is not shared with everybody is TARIK-LOGIN; one that Google has not scanned for viruses because it is
    too big is TARIK-BESAR (its warning is never confirmed); other pages of Google are TARIK-JENIS.
    """
    tampak = ""
    try:
        alamat = isi_alamat(sumber.alamat)
        tampak = alamat.tampak
        tujuan = urai_tautan(alamat.nyata, situs)
        if tujuan.jenis != "buka":
            alamat_ekspor(tujuan, sumber.lembar, situs)
    except Gagal as g:
        return gagal(opd, alat, tampak, g.sebab, g.rincian)

    def satu(ke: int) -> Tarikan:
        pasti = tujuan
        if tujuan.jenis == "buka":
            jawab = _minta(alamat_ekspor(tujuan, "", situs), {}, sumber, alat, kebijakan, situs)
            pasti = urai_tautan(jawab.alamat, situs)
            if pasti.jenis == "buka":
                pasti = replace(pasti, jenis="file")
        ekspor = Alamat(alamat_ekspor(pasti, sumber.lembar, situs), alamat.tampak)
        syarat = syarat_tetap(terakhir, ekspor, alat)
        jawab = _minta(ekspor.nyata, syarat, sumber, alat, kebijakan, situs)
        nama = jawab.nama if akhiran(jawab.nama) else _nama(opd, pasti, sumber.lembar)
        if kenali(jawab.isi) == "html" and not akhiran(jawab.nama).startswith("htm"):
            raise _halaman_google(jawab)
        return nilai_jawaban(opd, terakhir, alat, ekspor, replace(jawab, nama=nama), ke)

    return berulang(opd, alat, tampak, sumber.coba, satu)


def _minta(
    url: str, syarat: dict[str, str], sumber: SumberGoogle, alat: Alat, kebijakan: Kebijakan, situs: Situs
) -> Jawaban:
    """One request that never leaves Google, and does not end at its login. Raises Gagal."""
    try:
        jawab = ambil(
            url, syarat, sumber.batas_detik, alat, kebijakan,
            boleh=lambda x: situs.memuat(x) or _asal(x) == situs.akun,
        )  # fmt: skip
    except Gagal as g:
        if g.sebab == "TARIK-LOGIN":
            raise Gagal(g.sebab, BERBAGI, status=g.status) from g
        raise
    if _asal(jawab.alamat) == situs.akun:
        raise Gagal("TARIK-LOGIN", BERBAGI, status=jawab.status)
    return jawab


def _halaman_google(jawab: Jawaban) -> Gagal:
    """What a page of Google that came instead of the file means."""
    teks = unescape(jawab.isi[:400_000].decode("utf-8", "replace"))
    if _BELUM_DIPINDAI.search(teks):
        return Gagal("TARIK-BESAR", "Google tidak memeriksa virus berkas sebesar ini", status=jawab.status)
    if _MINTA_IZIN.search(teks):
        return Gagal("TARIK-LOGIN", BERBAGI, status=jawab.status)
    if _KUOTA.search(teks):
        return Gagal("TARIK-HTTP", "Google membatasi unduhan untuk sementara", sementara=True, status=jawab.status)
    if _TIDAK_ADA.search(teks):
        return Gagal("TARIK-TIDAK-ADA", "Google tidak mengenal berkas itu", status=jawab.status)
    judul = _JUDUL.search(teks)
    sebutan = " ".join((judul[1] if judul else "").split())[:80] or "tanpa judul"
    return Gagal("TARIK-JENIS", f"halaman Google: {sebutan}", status=jawab.status)


def _nama(opd: Opd, t: Tujuan, lembar: str) -> str:
    """A name for a file to which Google gave none; the kind of a Drive file is found by its content."""
    jenis = "csv" if lembar else _JENIS[t.jenis]
    return f"{opd.kode.lower()}.{jenis}" if jenis else opd.kode.lower()


def _sah(nomor: str) -> str:
    """The id when it is one, else empty."""
    return nomor if _ID.fullmatch(nomor) else ""


def _asal(alamat: str) -> str:
    """Scheme and host of an address in lower case; empty when it cannot be read."""
    try:
        bagian = urlsplit(alamat)
        host, port = (bagian.hostname or "").lower(), bagian.port
    except ValueError:
        return ""
    return f"{bagian.scheme.lower()}://{host}{f':{port}' if port else ''}"
