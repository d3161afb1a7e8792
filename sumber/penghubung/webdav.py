"""The newest file of a WebDAV folder (RFC 4918; Nextcloud's shared folders are that).

One PROPFIND of depth 1 lists the folder, the file is fetched like any other (`ambil`) and looked at once more. A
listing is hostile until read otherwise: bounded, no entities, and only names directly in our folder on our host count.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from email.utils import parsedate_to_datetime
from urllib.parse import quote, unquote, urljoin, urlsplit

from lxml import etree

from dip.pengaturan import Kebijakan, Opd
from dip.pengaturan_sumber import SumberWebdav
from dip.tarikan import Alat, Tarikan
from sumber.penghubung.alamat import Alamat, Gagal, isi_alamat, urai_inang
from sumber.penghubung.ambil import BERKAS_KOSONG, Jawaban, ambil
from sumber.penghubung.http import sandi, wajib_aman
from sumber.penghubung.jenis_isi import akhiran, keberatan
from sumber.penghubung.pilih import MAKS_ISI_FOLDER, Calon, baca_utuh, lain, nihil, periksa_ukuran, pilih
from sumber.penghubung.tanda import MB, nama_layak, terima, tetap
from sumber.penghubung.ulang import berulang

MAKS_DAFTAR = 4 * MB
"""Bytes of a listing; Nextcloud needs about 600 for a file."""

_D = "{DAV:}"
_TANYA = (
    b'<?xml version="1.0" encoding="utf-8"?><D:propfind xmlns:D="DAV:"><D:prop><D:resourcetype/><D:getcontentlength/>'
    b"<D:getlastmodified/><D:getetag/></D:prop></D:propfind>"
)


class FolderDav:
    """One office's WebDAV folder for one try. All methods raise Gagal."""

    def __init__(self, sumber: SumberWebdav, alat: Alat, kebijakan: Kebijakan) -> None:
        dasar = isi_alamat(sumber.alamat)
        self.alamat = Alamat(dasar.nyata.rstrip("/") + "/", dasar.tampak.rstrip("/"))
        self._s, self._alat, self._kebijakan = sumber, alat, kebijakan
        self._masuk = sandi(alat, sumber.pengguna, sumber.rahasia)
        wajib_aman(dasar.nyata, self._masuk, kebijakan)

    def url(self, nama: str) -> str:
        """Address of a file in the folder."""
        return self.alamat.nyata + quote(nama, safe="", errors="surrogateescape")

    def daftar(self) -> list[Calon]:
        """The files directly in the folder."""
        return list(self._tanya(self.alamat.nyata, "1"))

    def lihat(self, nama: str) -> Calon:
        """The state of one file now."""
        for c in self._tanya(self.url(nama), "0"):
            if c.nama == nama:
                return c
        raise Gagal("TARIK-TIDAK-ADA", "berkas hilang selagi diambil", sementara=True)

    def unduh(self, nama: str) -> Jawaban:
        """The whole file."""
        return ambil(self.url(nama), {}, self._s.batas_detik, self._alat, self._kebijakan, masuk=self._masuk)

    def baca(self, calon: Calon) -> bytes:
        """The bytes of a file, unless what came is surely no table (a login page)."""
        isi = self.unduh(calon.nama).isi
        if salah := keberatan(isi, akhiran(calon.nama)):
            raise Gagal(*salah, status=200)
        return isi

    def ada(self, nama: str) -> bytes | None:
        """The bytes of a file, None where there is none; nothing when it is empty."""
        try:
            return self.unduh(nama).isi
        except Gagal as g:
            if g.status in (404, 410):
                return None
            if g.rincian == BERKAS_KOSONG:
                return b""
            raise

    def taruh(self, nama: str, isi: bytes) -> None:
        """PUT a file."""
        ambil(
            self.url(nama), {}, self._s.batas_detik, self._alat, self._kebijakan,
            masuk=self._masuk, cara="PUT", kirim=isi,
        )  # fmt: skip

    def _tanya(self, url: str, dalam: str) -> Iterator[Calon]:
        kepala = {"Depth": dalam, "Content-Type": "application/xml; charset=utf-8"}
        jawab = ambil(
            url, kepala, self._s.batas_detik, self._alat, self._kebijakan,
            masuk=self._masuk, cara="PROPFIND", kirim=_TANYA, maks=MAKS_DAFTAR,
        )  # fmt: skip
        if urai_inang(jawab.alamat)[0] != urai_inang(url)[0]:
            raise Gagal("TARIK-ALAMAT", "folder dialihkan ke situs lain")
        return urai(jawab.isi, self.alamat.nyata)


def urai(isi: bytes, dasar: str) -> Iterator[Calon]:
    """The files of a PROPFIND answer (DAV: multistatus) that lie directly in the folder `dasar`.

    Names that leave folder or host are passed over. Raises Gagal when it is no listing, or too long a one.
    """
    if salah := keberatan(isi, "xml"):
        raise Gagal(*salah, status=200)
    try:
        akar = etree.fromstring(isi, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError as e:
        raise Gagal("TARIK-JENIS", "jawaban server bukan daftar WebDAV", status=200) from e
    if akar.tag != f"{_D}multistatus":
        raise Gagal("TARIK-JENIS", "jawaban server bukan daftar WebDAV", status=200)
    semua = akar.findall(f"{_D}response")
    if len(semua) > MAKS_ISI_FOLDER:
        raise Gagal("TARIK-BESAR", f"lebih dari {MAKS_ISI_FOLDER} berkas di folder")
    for satu in semua:
        nama = _nama(satu.findtext(f"{_D}href") or "", dasar)
        sifat = [s for s in satu.iterfind(f"{_D}propstat") if " 200 " in f"{s.findtext(f'{_D}status')} "]
        if nama and not any(s.find(f"{_D}prop/{_D}resourcetype/{_D}collection") is not None for s in sifat):
            yield _calon(nama, sifat)


def _nama(href: str, dasar: str) -> str:
    """The file name behind an href, whether a path or a full address, percent-encoded or not; empty: not in here."""
    try:
        penuh = urljoin(dasar, href.strip())
        tempat, kita = urlsplit(penuh), urlsplit(dasar)
        # a server behind a proxy may not know that the world reaches it by https, or on another port
        if tempat.hostname != kita.hostname or (
            tempat.scheme == kita.scheme and urai_inang(penuh) != urai_inang(dasar)
        ):
            return ""
    except (ValueError, Gagal):
        return ""
    jalur, jalan = (unquote(x.path, errors="surrogateescape") for x in (kita, tempat))
    nama = jalan.removeprefix(jalur)
    if not jalan.startswith(jalur) or nama in ("", ".", "..") or any(c in "/\\" or ord(c) < 32 for c in nama):
        return ""
    return nama


def _calon(nama: str, sifat: list[etree._Element]) -> Calon:
    def teks(apa: str) -> str:
        return next((t for s in sifat if (t := s.findtext(f"{_D}prop/{_D}{apa}"))), "").strip()

    panjang = teks("getcontentlength")
    ukuran = int(panjang) if panjang.isascii() and panjang.isdigit() and len(panjang) < 16 else -1
    return Calon(nama, ukuran, _saat(teks("getlastmodified")), teks("getetag")[:200])


def _saat(teks: str) -> int:
    """An HTTP date in nanoseconds since 1970; 0 when the server says nothing readable."""
    try:
        saat = parsedate_to_datetime(teks)
        return max(int((saat if saat.tzinfo else saat.replace(tzinfo=UTC)).timestamp()), 0) * 10**9
    except (TypeError, ValueError, OverflowError):
        return 0


def tarik_webdav(opd: Opd, sumber: SumberWebdav, terakhir: Tarikan | None, alat: Alat, kebijakan: Kebijakan) -> Tarikan:
    """Pull the newest file of a WebDAV folder with retries. Never raises for what the server does.

    An ETag that is still the one of the last receipt means `tetap`, without fetching; markers as in a drop folder.
    """

    def satu(ke: int) -> Tarikan:
        folder = FolderDav(sumber, alat, kebijakan)
        pilihan = pilih(folder.daftar(), sumber.pola)
        calon = pilihan.berkas
        if pilihan.nihil:
            return nihil(opd, terakhir, alat, folder.alamat.tampak, calon, ke)
        nama = nama_layak(calon.nama)
        alamat = f"{folder.alamat.tampak}/{nama}"
        if terakhir is not None and _sama(terakhir, calon, alamat, alat):
            sisa = lain(pilihan, terakhir)
            return tetap(opd, alat, terakhir, terakhir.alamat, status=207, percobaan=ke, lain=sisa)
        batas = kebijakan.batas_berkas_mb * MB
        periksa_ukuran(calon.ukuran, batas)
        isi, dibaca = baca_utuh(calon, lambda: folder.lihat(calon.nama), folder.baca, alat, batas)
        return terima(
            opd, alat, terakhir, isi, alamat=alamat, nama=nama, status=200, etag=dibaca.tanda,
            diubah=dibaca.cap, percobaan=ke, lain=lain(pilihan, terakhir),
        )  # fmt: skip

    return berulang(opd, alat, _tampak(sumber), sumber.coba, satu)


def _tampak(sumber: SumberWebdav) -> str:
    """The address for a receipt, empty while it cannot be filled."""
    try:
        return isi_alamat(sumber.alamat).tampak
    except Gagal:
        return ""


def _sama(terakhir: Tarikan, calon: Calon, alamat: str, alat: Alat) -> bool:
    """Whether the server says that this is the file we hold. A weak ETag promises no equal bytes (RFC 9110 §8.8.1)."""
    tanda = calon.tanda
    dipegang = terakhir.sha_berkas and alat.gudang.ada(terakhir.sha_berkas)
    return bool(dipegang and tanda and tanda == terakhir.etag and not tanda.startswith("W/")) and (
        terakhir.alamat == alamat and terakhir.diubah == calon.cap
    )
