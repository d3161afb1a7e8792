"""Talking to a WordPress site: its REST interface with an Application Password, and its public side without one.

Nothing is believed: redirects are not followed with credentials, a body that is not JSON is a login page or a wall, and
"201" says only that something was stored. Neither the password nor a request object is ever inside an exception.
"""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Callable, Mapping
from typing import Any, Literal, TypeVar
from urllib.parse import urlencode, urlsplit

import orjson
import requests
from requests.auth import AuthBase, HTTPBasicAuth

from keluaran.tujuan.dasar import TujuanGalat

MAKS_TUNGGU = 30.0
"""Longest single wait in seconds, also when Retry-After asks for more."""

COBA = 4
"""Requests of one question that may be answered "too busy" before we give up."""

DETIK_SAMBUNG, DETIK_DIAM, DETIK_SEMUA = 15, 120, 600
"""Limits of one request: to connect, of silence, and until its last byte."""

MAKS_BITA = 200 * 1024 * 1024
"""Largest answer that is read."""

SANDI_MATI = (
    "Application Password dimatikan di situs ini, atau situs tidak memakai https. "
    "Minta pengelola menghidupkannya: tanpa itu sandi yang benar pun ditolak."
)

_SIBUK = {429, 503}
_PUTUS = {408, 425, 502, 504}

Hasil = TypeVar("Hasil")

Cara = Literal["GET", "POST", "DELETE", "HEAD"]


class TolakanWp(TujuanGalat):
    """An answer that is no success. `status` is HTTP's, `sandi_galat` WordPress's own code (`rest_…`) or empty."""

    def __init__(self, kode: str, pesan: str, status: int = 0, sandi_galat: str = "") -> None:
        super().__init__(kode, pesan)
        self.status = status
        self.sandi_galat = sandi_galat


class _TanpaSandi(AuthBase):
    """No credentials, whatever a `.netrc` of this account says."""

    def __call__(self, r: requests.PreparedRequest) -> requests.PreparedRequest:
        return r


def wajib_https(alamat: str) -> None:
    """Raise TujuanGalat `TUJUAN-MASUK` when a password would travel readable: http to anything but this computer."""
    bagian = urlsplit(alamat)
    if bagian.scheme == "https":
        return
    inang = bagian.hostname or ""
    try:
        lokal = ipaddress.ip_address(inang).is_loopback
    except ValueError:
        lokal = inang == "localhost"
    if not lokal:
        raise TujuanGalat(
            "TUJUAN-MASUK",
            f"Alamat situs WordPress {alamat} tidak memakai https, sehingga sandi dapat disadap. "
            "Ganti alamatnya menjadi https:// di berkas tujuan.",
        )


def _lewat_jaringan(inang: str, kerja: Callable[[], Hasil]) -> Hasil:
    """The result of some work on the network; its failures as TujuanGalat.

    Raised outside of the handler: the original holds the request, and with it the password.
    """
    try:
        return kerja()
    except requests.exceptions.SSLError:
        galat = TolakanWp(
            "TUJUAN-MASUK", f"Sertifikat https {inang} tidak dapat dipercaya. Minta pengelola memperbaikinya."
        )
    except requests.exceptions.Timeout:
        galat = TolakanWp("TUJUAN-PUTUS", f"{inang} tidak menjawab pada waktunya. Coba lagi nanti.")
    except (requests.exceptions.RequestException, OSError):
        galat = TolakanWp(
            "TUJUAN-PUTUS", f"{inang} tidak dapat dihubungi. Periksa jaringan dan alamatnya, lalu coba lagi."
        )
    raise galat


def _isi(jawab: requests.Response) -> bytes:
    """The whole body, unless it is too long or takes too long (TujuanGalat `TUJUAN-PUTUS`)."""
    sampai = time.monotonic() + DETIK_SEMUA
    hasil = bytearray()
    for potong in jawab.iter_content(64 * 1024):
        hasil += potong
        if len(hasil) > MAKS_BITA or time.monotonic() > sampai:
            raise TolakanWp("TUJUAN-PUTUS", "Jawaban situs terlalu panjang atau terlalu lama. Coba lagi nanti.")
    return bytes(hasil)


class Publik:
    """The public side, without any credentials. `tidur` waits a number of seconds."""

    def __init__(self) -> None:
        self._sesi = requests.Session()
        self._sesi.auth = _TanpaSandi()
        self._sesi.headers["User-Agent"] = "dip-publik"

    def tutup(self) -> None:
        """Give up the connections; the next request opens new ones."""
        self._sesi.close()

    def ambil(self, alamat: str) -> bytes | None:
        """The bytes at an address, None when the answer is no 200. Redirects are followed: there is nothing to leak."""

        def kerja() -> bytes | None:
            kepala = {"Cache-Control": "no-cache"}
            with self._sesi.get(alamat, headers=kepala, stream=True, timeout=(DETIK_SAMBUNG, DETIK_DIAM)) as r:
                isi = _isi(r)
                return isi if r.status_code == 200 else None

        return _lewat_jaringan(urlsplit(alamat).netloc, kerja)

    def ukuran(self, alamat: str) -> int | None:
        """Length of the file at an address, -1 when the server does not say, None when it is not there."""

        def kerja() -> int | None:
            batas = (DETIK_SAMBUNG, DETIK_DIAM)
            kepala = {"Accept-Encoding": "identity"}
            with self._sesi.head(alamat, headers=kepala, allow_redirects=True, timeout=batas) as r:
                panjang = r.headers.get("Content-Length", "")
                if r.status_code in (404, 410):
                    return None
                return int(panjang) if r.status_code == 200 and panjang.isdecimal() else -1

        return _lewat_jaringan(urlsplit(alamat).netloc, kerja)


class Rest:
    """The REST interface of one site. `akar` is found at the first question (pretty permalinks or not)."""

    def __init__(self, alamat: str, pengguna: str, sandi: str, tidur: Callable[[float], None] = time.sleep) -> None:
        wajib_https(alamat)
        self._alamat = alamat.rstrip("/")
        self._inang = urlsplit(alamat).netloc
        self._tidur = tidur
        self._sesi = requests.Session()
        self._sesi.auth = HTTPBasicAuth(pengguna.encode(), sandi.encode())
        self._sesi.headers["User-Agent"] = "dip-publik"
        self._akar = ""
        self.indeks: dict[str, Any] = {}

    def tutup(self) -> None:
        """Give up the connections; the next request opens new ones."""
        self._sesi.close()

    def kenali(self) -> dict[str, Any]:
        """The index of the interface, read without credentials. Raises TujuanGalat when the site shows none."""
        if self.indeks:
            return self.indeks
        galat: TujuanGalat | None = None
        for akar in (f"{self._alamat}/wp-json", f"{self._alamat}/?rest_route="):
            try:
                indeks: dict[str, Any] = self._tanya("GET", f"{akar}/", masuk=False)
            except TolakanWp as e:
                if e.kode == "TUJUAN-PUTUS":
                    raise
                galat = galat or e
                continue
            if "wp/v2" in indeks.get("namespaces", []):
                self._akar, self.indeks = akar, indeks
                return indeks
        if isinstance(galat, TolakanWp) and galat.status not in (0, 404):
            raise galat
        raise TujuanGalat(
            "TUJUAN-TULIS",
            f"REST API WordPress tidak ditemukan di {self._alamat}. Periksa alamat situs, dan minta pengelola "
            "mengizinkan /wp-json/ pada pengaya keamanannya.",
        )

    @property
    def sandi_aplikasi_hidup(self) -> bool:
        """Whether the site accepts Application Passwords at all: else a right password looks like a wrong one."""
        cara = self.kenali().get("authentication")
        return isinstance(cara, dict) and "application-passwords" in cara

    def minta(self, cara: Cara, jalan: str, tanya: Mapping[str, Any] | None = None, *, data: Any = None) -> Any:
        """One question with credentials (`jalan` as `pages/12`); the parsed answer. `data` goes as JSON.

        Raises TolakanWp for every answer that is no success.
        """
        return self._tanya(cara, self._url(jalan, tanya), data=orjson.dumps(data) if data is not None else None)

    def unggah(self, jalan: str, isi: bytes, kepala: Mapping[str, str]) -> Any:
        """Send raw bytes (not bound by upload_max_filesize, as a form would be)."""
        return self._tanya("POST", self._url(jalan, None), data=isi, kepala=kepala)

    def _url(self, jalan: str, tanya: Mapping[str, Any] | None) -> str:
        self.kenali()
        ekor = urlencode(tanya or {})
        sambung = "&" if "?" in self._akar else "?"
        return f"{self._akar}/wp/v2/{jalan}" + (sambung + ekor if ekor else "")

    def _tanya(
        self,
        cara: Cara,
        url: str,
        *,
        data: bytes | None = None,
        kepala: Mapping[str, str] | None = None,
        masuk: bool = True,
    ) -> Any:
        """Ask until the site is not busy any more, at most `COBA` times."""
        for ke in range(1, COBA + 1):
            try:
                return self._sekali(cara, url, data, kepala or {"Content-Type": "application/json"}, masuk)
            except TolakanWp as e:
                if e.status not in _SIBUK or ke == COBA:
                    raise
                tunggu = float(e.sandi_galat) if e.sandi_galat.isdecimal() else 2.0**ke
            self._tidur(min(tunggu, MAKS_TUNGGU))
        raise AssertionError("COBA >= 1")

    def _sekali(self, cara: Cara, url: str, data: bytes | None, kepala: Mapping[str, str], masuk: bool) -> Any:
        def kerja() -> Any:
            with self._sesi.request(
                cara,
                url,
                data=data,
                headers={**kepala, "Accept": "application/json"},
                auth=None if masuk else _TanpaSandi(),
                allow_redirects=False,
                stream=True,
                timeout=(DETIK_SAMBUNG, DETIK_DIAM),
            ) as r:
                return self._nilai(r, _isi(r))

        return _lewat_jaringan(self._inang, kerja)

    def _nilai(self, r: requests.Response, isi: bytes) -> Any:
        """The parsed body of a success; everything else becomes a sentence."""
        json = r.headers.get("Content-Type", "").partition(";")[0].strip().lower() in ("application/json", "text/json")
        badan: Any = None
        if json:
            try:
                badan = orjson.loads(isi)
            except orjson.JSONDecodeError:
                json = False
        if r.status_code in (200, 201) and json:
            return badan
        kode = str(badan.get("code", ""))[:60] if isinstance(badan, dict) else ""
        if r.status_code in _SIBUK:
            kode = r.headers.get("Retry-After", "")[:6]
        raise TolakanWp(*self._kalimat(r, json, kode), r.status_code, kode)

    def _kalimat(self, r: requests.Response, json: bool, kode: str) -> tuple[str, str]:
        """(code, sentence) for an answer that is no success. The site's own words are not repeated."""
        s, di = r.status_code, self._inang
        if 300 <= s < 400:
            ke = urlsplit(r.headers.get("Location", ""))
            return "TUJUAN-TULIS", (
                f"{di} mengalihkan ke {ke.scheme}://{ke.hostname or di}. Sandi tidak dikirim ke sana: "
                "tulis alamat situs yang tepat di berkas tujuan."
            )
        if s == 401 and self.indeks and not self.sandi_aplikasi_hidup:
            return "TUJUAN-MASUK", f"{di}: {SANDI_MATI}"
        if s == 401:
            return "TUJUAN-MASUK", (
                f"{di} menolak nama pengguna atau sandi aplikasi. Buat Application Password baru pada profil pengguna "
                "itu di WordPress, simpan sebagai rahasia, dan pastikan server meneruskan kepala Authorization."
            )
        if s in _SIBUK | _PUTUS:
            return "TUJUAN-PUTUS", f"{di} sedang sibuk atau dipelihara (HTTP {s}). Coba lagi nanti."
        if not json and s in (200, 201, 403, 406):
            return "TUJUAN-HAK", (
                f"{di} menjawab dengan halaman web, bukan data (HTTP {s}): halaman masuk atau pengaman situs (WAF) "
                "menghalangi. Minta pengelola mengizinkan REST API bagi program ini."
            )
        if s == 403:
            return "TUJUAN-HAK", (
                f"Pengguna WordPress itu tidak berhak ({kode or 'HTTP 403'}). Beri peran Editor (Penyunting) di {di}."
            )
        if s == 413:
            return "TUJUAN-TULIS", f"{di} menolak karena terlalu besar. Minta pengelola menaikkan batas unggah."
        return "TUJUAN-TULIS", f"{di} tidak dapat mengerjakan permintaan (HTTP {s}{', ' + kode if kode else ''})."
