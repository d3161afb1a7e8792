"""Read what was published as the public does: without credentials, from the public address, every file.

That a server answered "201 Created" proves nothing: the web server may show another folder, a cache an old page, a
security module something else. Each file is read to its end and compared by sha256; `index.html` is also asked for as
the address itself, because that is what people open.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import local
from urllib.parse import quote, urljoin, urlsplit

import requests

from dip.pengaturan_tujuan import TujuanDasar
from dip.sidik import sha256
from keluaran.tujuan.dasar import TujuanGalat

SERENTAK = 4
"""Requests at the same time: a shared host counts more than that as an attack."""

BATAS_DETIK = (15.0, 60.0)
"""Seconds to connect, and between two pieces of an answer."""

JEDA = (1.0, 4.0)
"""Seconds before the second and the third attempt, when the server is busy, gone, or still shows something else."""

SABAR = 8
"""So many files may be asked for again because they differ; after that it is no cache."""

_SIBUK = frozenset({408, 425, 429, 500, 502, 503, 504})
_ALIH = frozenset({301, 302, 303, 307, 308})
_KEPALA = {"Cache-Control": "no-cache", "Pragma": "no-cache", "Accept-Encoding": "identity"}
_POTONG = 1 << 16

Tidur = Callable[[float], None]


@dataclass(slots=True)
class _Pembaca:
    """Reads with one session per thread: no cookies kept, no netrc, no proxy of the environment."""

    asal: str
    tidur: Tidur
    batas: tuple[float, float]
    beda: int = 0
    _utas: local = field(default_factory=local)

    def _sesi(self) -> requests.Session:
        sesi: requests.Session | None = getattr(self._utas, "sesi", None)
        if sesi is None:
            sesi = requests.Session()
            sesi.trust_env = False
            self._utas.sesi = sesi
        sesi.cookies.clear()
        return sesi

    def _boleh(self, alamat: str) -> bool:
        """Whether a redirect stays with the host we know; https may replace http, never the other way."""
        dari, ke = urlsplit(self.asal), urlsplit(alamat)
        if ke.hostname != dari.hostname or "@" in ke.netloc:
            return False
        return (ke.scheme, ke.port) == (dari.scheme, dari.port) or (dari.scheme, ke.scheme) == ("http", "https")

    def sama(self, alamat: str, ukuran: int, sidik: str) -> bool:
        """Whether an address gives these bytes. Raises requests.RequestException when it cannot be reached."""
        for tunggu in (*JEDA, None):
            try:
                status, benar = self._tanya(alamat, ukuran, sidik)
                lama = status == 200 and self.beda < SABAR  # a cache may still show the page before
                if benar or (status not in _SIBUK and not lama) or tunggu is None:
                    self.beda += not benar
                    return benar
            except requests.RequestException:
                if tunggu is None:
                    raise
            self.tidur(tunggu)
        return False

    def _tanya(self, alamat: str, ukuran: int, sidik: str) -> tuple[int, bool]:
        for _ in range(4):
            with self._sesi().get(
                alamat, headers=_KEPALA, timeout=self.batas, allow_redirects=False, stream=True
            ) as jawab:
                if jawab.status_code in _ALIH:
                    alamat = urljoin(alamat, jawab.headers.get("Location", ""))
                    if not self._boleh(alamat):
                        return jawab.status_code, False
                    continue
                return jawab.status_code, jawab.status_code == 200 and _cocok(jawab, ukuran, sidik)
        return 310, False


def _cocok(jawab: requests.Response, ukuran: int, sidik: str) -> bool:
    """Whether the body is exactly so long and has this digest; a longer one is not read to its end."""
    hitung, panjang = hashlib.sha256(), 0
    for potong in jawab.iter_content(_POTONG):
        panjang += len(potong)
        if panjang > ukuran:
            return False
        hitung.update(potong)
    return panjang == ukuran and hitung.hexdigest() == sidik


def periksa_publik(
    alamat: str,
    berkas: Mapping[str, bytes],
    *,
    tidur: Tidur = time.sleep,
    batas: tuple[float, float] = BATAS_DETIK,
) -> list[str]:
    """Sorted paths that the public does not get, or gets differently, below an address.

    Raises TujuanGalat `TUJUAN-PUTUS` when the address cannot be reached at all: then nothing is known about it.
    """
    dasar = alamat.rstrip("/") + "/"
    pembaca = _Pembaca(dasar, tidur, batas)
    tugas = [(n, dasar + quote(n)) for n in berkas]
    if "index.html" in berkas:
        tugas.append(("index.html", dasar))
    sidik = {n: sha256(isi) for n, isi in berkas.items()}

    def tanya(satu: tuple[str, str]) -> str:
        nama, url = satu
        return "" if pembaca.sama(url, len(berkas[nama]), sidik[nama]) else nama

    with ThreadPoolExecutor(SERENTAK, thread_name_prefix="publik") as kolam:
        try:
            return sorted({n for n in kolam.map(tanya, tugas) if n})
        except requests.RequestException as e:
            kolam.shutdown(cancel_futures=True)
            raise TujuanGalat(
                "TUJUAN-PUTUS",
                f"Alamat publik {dasar} tidak dapat dibaca dari server ini ({type(e).__name__}). Buka alamat itu di "
                "peramban. Bila terbuka di sana, izinkan server ini membukanya, atau isi baca_publik: false.",
            ) from None


def periksa_publik_tujuan(pengaturan: TujuanDasar | None, berkas: Mapping[str, bytes]) -> list[str]:
    """`periksa_publik` for a target of the settings: empty where there is no address to read, or it is not to be."""
    if pengaturan is None or not pengaturan.alamat_publik or not pengaturan.baca_publik:
        return []
    return periksa_publik(pengaturan.alamat_publik, berkas)
