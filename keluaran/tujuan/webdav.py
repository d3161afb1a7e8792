"""Publish into a folder of a WebDAV server, file by file (`keluaran.tujuan.ganti`).

WebDAV has no step that swaps a whole folder: moving a folder onto another left readers with missing pages on every
server tried. Moving a file onto another is one step on nginx; a server that removes before it moves shows a missing
page for an instant.
"""

from __future__ import annotations

import hashlib
import ipaddress
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

import requests
from lxml import etree
from requests.auth import HTTPBasicAuth

from dip.pengaturan_tujuan import TujuanWebdav
from keluaran.tujuan.dasar import BATAS_BACA, BATAS_LAMA, TujuanGalat
from keluaran.tujuan.ganti import Ganti
from keluaran.tujuan.simpanan import Catatan, Keadaan

BATAS_DETIK = (15.0, 60.0)
"""Seconds to connect, and between two pieces of an answer."""

JEDA = (1.0, 4.0)
"""Seconds before the second and the third attempt when the server is busy."""

BATAS_DAFTAR = 32 << 20
"""Bytes of a listing that are read: no folder of ours comes near."""

_D = "{DAV:}"
_TANYA = (
    b'<?xml version="1.0" encoding="utf-8"?><D:propfind xmlns:D="DAV:"><D:prop><D:resourcetype/><D:getcontentlength/>'
    b"<D:getlastmodified/><D:getetag/></D:prop></D:propfind>"
)
_SIBUK = frozenset({423, 429, 502, 503, 504})
_POTONG = 1 << 16


class Webdav(Ganti):
    """A WebDAV target. Args: its settings, its password, and a folder for its notes."""

    def __init__(self, pengaturan: TujuanWebdav, sandi: str, ruang: Path) -> None:
        super().__init__(SimpananDav(pengaturan, sandi), Catatan(ruang), pengaturan)


def _setempat(host: str) -> bool:
    """Whether a host is this machine itself."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class SimpananDav:
    """Files below one address. Credentials go to its host only: no redirect is followed, no netrc or proxy is read."""

    def __init__(self, pengaturan: TujuanWebdav, sandi: str, tidur: Callable[[float], None] = time.sleep) -> None:
        self._p = pengaturan
        self._sandi = sandi
        self._dasar = pengaturan.alamat.rstrip("/") + "/"
        self._jalur = unquote(urlsplit(self._dasar).path)
        self._host = urlsplit(self._dasar).hostname or ""
        self._tidur = tidur
        self._sesi: requests.Session | None = None
        self._ada: set[str] = set()

    def _buka(self) -> requests.Session:
        if self._sesi is None:
            if self._p.pengguna and urlsplit(self._dasar).scheme != "https" and not _setempat(self._host):
                raise TujuanGalat(
                    "TUJUAN-MASUK", f"Alamat WebDAV {self._dasar} harus https, supaya kata sandi tidak terbaca orang."
                )
            self._sesi = requests.Session()
            self._sesi.trust_env = False
            if self._p.pengguna:
                self._sesi.auth = HTTPBasicAuth(self._p.pengguna.encode(), self._sandi.encode())
        return self._sesi

    def tutup(self) -> None:
        """Give up the connection."""
        if self._sesi is not None:
            self._sesi.close()
        self._sesi = None
        self._ada.clear()

    def _url(self, jalan: str) -> str:
        return self._dasar + quote(jalan)

    def _minta(
        self,
        cara: str,
        jalan: str,
        boleh: tuple[int, ...],
        *,
        isi: bytes | None = None,
        kepala: dict[str, str] | None = None,
        alir: bool = False,
    ) -> requests.Response:
        """One request, tried again while the server is busy. The answer's status is one of `boleh`."""
        for tunggu in (*JEDA, None):
            try:
                jawab = self._buka().request(
                    cara,
                    self._url(jalan),
                    data=isi,
                    headers={"Accept-Encoding": "identity", **(kepala or {})},
                    timeout=BATAS_DETIK,
                    allow_redirects=False,
                    stream=alir,
                )
            except requests.RequestException as e:
                self.tutup()
                raise self._putus(type(e).__name__) from None
            if jawab.status_code in boleh:
                return jawab
            jawab.close()
            if jawab.status_code not in _SIBUK or tunggu is None:
                break
            self._tidur(tunggu)
        raise self._galat(cara, jalan, jawab.status_code)

    def _putus(self, sebab: str) -> TujuanGalat:
        return TujuanGalat(
            "TUJUAN-PUTUS",
            f"Server WebDAV {self._host} tidak dapat dihubungi ({sebab}). Periksa alamat dan jaringannya, "
            "lalu coba lagi.",
        )

    def _galat(self, cara: str, jalan: str, status: int) -> TujuanGalat:
        apa = f"{cara} {jalan or '/'}: HTTP {status}"
        if status == 401:
            return TujuanGalat(
                "TUJUAN-MASUK",
                f"Server WebDAV {self._host} menolak pengguna {self._p.pengguna!r}. Periksa nama pengguna dan "
                f"rahasia {self._p.rahasia!r}.",
            )
        if status in (403, 405):
            return TujuanGalat(
                "TUJUAN-HAK",
                f"Server WebDAV {self._host} tidak mengizinkan {apa}. Mintalah pengelola server memberi hak tulis "
                "dan membuka PROPFIND, PUT, MKCOL, COPY, MOVE, dan DELETE pada folder itu.",
            )
        if status in _SIBUK:
            return self._putus(apa)
        if 300 <= status < 400:
            return TujuanGalat(
                "TUJUAN-TULIS", f"{self._dasar} mengalihkan ke alamat lain ({apa}). Isi alamat akhirnya di pengaturan."
            )
        if status in (413, 507):
            return TujuanGalat(
                "TUJUAN-TULIS",
                f"Server WebDAV {self._host} kehabisan ruang atau membatasi ukuran berkas ({apa}). "
                "Mintalah pengelola server menambah kuota.",
            )
        return TujuanGalat("TUJUAN-TULIS", f"Server WebDAV {self._host} tidak dapat mengerjakan {apa}.")

    def isi_folder(self, jalan: str) -> dict[str, Keadaan]:
        """Names in a folder (PROPFIND, depth 1; servers refuse to go deeper)."""
        alamat = f"{jalan}/" if jalan else ""
        kepala = {"Depth": "1", "Content-Type": "application/xml; charset=utf-8"}
        with self._minta("PROPFIND", alamat, (207, 404), isi=_TANYA, kepala=kepala, alir=True) as jawab:
            if jawab.status_code == 404:
                return {}
            isi = bytearray()
            for potong in self._potong(jawab, alamat):
                isi += potong
                if len(isi) > BATAS_DAFTAR:
                    raise TujuanGalat("TUJUAN-TULIS", f"Daftar isi {self._url(alamat)} terlalu besar untuk dibaca.")
        return self._urai(bytes(isi), self._jalur + alamat)

    def _urai(self, isi: bytes, jalur: str) -> dict[str, Keadaan]:
        """The answer of a PROPFIND; the folder itself and names that are not in it are left out."""
        try:
            akar = etree.fromstring(isi, etree.XMLParser(resolve_entities=False, no_network=True))
        except etree.XMLSyntaxError:
            raise TujuanGalat(
                "TUJUAN-TULIS", f"Jawaban {self._host} bukan daftar WebDAV. Periksa apakah alamatnya benar."
            ) from None
        hasil: dict[str, Keadaan] = {}
        for satu in akar.iterfind(f"{_D}response"):
            tempat = unquote(urlsplit(urljoin(self._dasar, satu.findtext(f"{_D}href") or "")).path)
            nama = tempat.rstrip("/")[len(jalur) :]
            if not tempat.startswith(jalur) or not nama or "/" in nama or nama in (".", ".."):
                continue
            sifat = [s for s in satu.iterfind(f"{_D}propstat") if " 200 " in f"{s.findtext(f'{_D}status')} "]
            hasil[nama] = _keadaan(sifat)
        return hasil

    def baca(self, jalan: str) -> bytes | None:
        """A small file."""
        with self._minta("GET", jalan, (200, 404), alir=True) as jawab:
            return b"".join(self._potong(jawab, jalan)) if jawab.status_code == 200 else None

    def _potong(self, jawab: requests.Response, jalan: str) -> Iterator[bytes]:
        """The body piece by piece. Raises TujuanGalat when it breaks, or has no end."""
        panjang, sampai = 0, time.monotonic() + BATAS_LAMA
        try:
            for potong in jawab.iter_content(_POTONG):
                panjang += len(potong)
                if panjang > BATAS_BACA or time.monotonic() > sampai:
                    raise TujuanGalat("TUJUAN-TULIS", f"{self._url(jalan)} terlalu besar atau terlalu lama dibaca.")
                yield potong
        except requests.RequestException as e:
            self.tutup()
            raise self._putus(type(e).__name__) from None

    def sidik(self, jalan: str) -> str:
        """sha256, read from the server."""
        hitung = hashlib.sha256()
        with self._minta("GET", jalan, (200, 404), kepala={"Cache-Control": "no-cache"}, alir=True) as jawab:
            if jawab.status_code == 404:
                return ""
            for potong in self._potong(jawab, jalan):
                hitung.update(potong)
        return hitung.hexdigest()

    def tulis(self, jalan: str, isi: bytes) -> None:
        """PUT."""
        self._minta("PUT", jalan, (200, 201, 204), isi=isi)

    def _ke(self, ke: str) -> dict[str, str]:
        return {"Destination": self._url(ke), "Overwrite": "T"}

    def salin(self, dari: str, ke: str) -> None:
        """COPY."""
        self._minta("COPY", dari, (200, 201, 204), kepala={**self._ke(ke), "Depth": "0"})

    def pindah(self, dari: str, ke: str) -> None:
        """MOVE."""
        self._minta("MOVE", dari, (200, 201, 204), kepala=self._ke(ke))

    def hapus(self, jalan: str) -> None:
        """DELETE."""
        self._minta("DELETE", jalan, (200, 204, 404))

    def buat_folder(self, jalan: str) -> None:
        """MKCOL, one level after the other, for what is not there."""
        bagian = jalan.split("/") if jalan else []
        for n in range(len(bagian) + 1):
            folder = "/".join(bagian[:n])
            if folder in self._ada:
                continue
            if self.folder_ada(folder):
                self._ada.add(folder)
                continue
            self._minta("MKCOL", f"{folder}/" if folder else "", (201, 200))
            self._ada.add(folder)

    def folder_ada(self, jalan: str) -> bool:
        """Whether a folder is there (PROPFIND, depth 0)."""
        alamat = f"{jalan}/" if jalan else ""
        kepala = {"Depth": "0", "Content-Type": "application/xml; charset=utf-8"}
        return self._minta("PROPFIND", alamat, (207, 404), isi=_TANYA, kepala=kepala).status_code == 207

    def hapus_folder(self, jalan: str) -> None:
        """DELETE of a folder that a listing has just shown to be empty."""
        if self.folder_ada(jalan) and not self.isi_folder(jalan):
            self.hapus_pohon(jalan)

    def hapus_pohon(self, jalan: str) -> None:
        """DELETE of a folder; nginx wants the slash at its end."""
        self._ada = {j for j in self._ada if j != jalan and not j.startswith(f"{jalan}/")}
        self._minta("DELETE", f"{jalan}/", (200, 204, 404))


def _keadaan(sifat: list[etree._Element]) -> Keadaan:
    """Kind, size and mark from the properties that were found."""

    def teks(nama: str) -> str:
        return next((t for s in sifat if (t := s.findtext(f"{_D}prop/{_D}{nama}"))), "").strip()

    if any(s.find(f"{_D}prop/{_D}resourcetype/{_D}collection") is not None for s in sifat):
        return Keadaan("folder")
    panjang = teks("getcontentlength")
    return Keadaan("berkas", int(panjang) if panjang.isdigit() else -1, teks("getetag") or teks("getlastmodified"))
