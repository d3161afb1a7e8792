"""One request over HTTP as every connector makes it: each hop checked, bounded in time and size, whole or refused.

Each hop is one turn at its host (`pemutus.giliran`). Redirects by hand (RFC 9110 §15.4), the server's Retry-After, no
password sent on to another host.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Literal
from urllib.parse import unquote, urljoin, urlsplit

import requests
from requests.auth import HTTPBasicAuth
from requests.cookies import RequestsCookieJar
from urllib3.exceptions import ReadTimeoutError

from dip.jam import ke_wib
from dip.pengaturan import Kebijakan
from dip.tarikan import Alat
from sumber.penghubung.alamat import Gagal, periksa, urai_inang
from sumber.penghubung.nama import nama_aman, nama_disposisi
from sumber.penghubung.pemutus import MAKS_TUNGGU, giliran
from sumber.penghubung.sambungan import Batas, sesi
from sumber.penghubung.tanda import MB
from sumber.penghubung.tls import sertifikat_salah

ALIHAN = {301, 302, 303, 307, 308}
MAKS_ALIHAN = 5
SEMENTARA = {408, 423, 425, 429}
BERHASIL = {
    "GET": {HTTPStatus.OK},
    "PROPFIND": {HTTPStatus.OK, HTTPStatus.MULTI_STATUS},
    "PUT": {HTTPStatus.OK, HTTPStatus.CREATED, HTTPStatus.NO_CONTENT},
}
POTONGAN = 16 * 1024
BERKAS_KOSONG = "berkas kosong"


@dataclass(frozen=True, slots=True)
class Jawaban:
    """What the last hop answered: status, address, headers that matter and the whole body (empty for 304)."""

    status: int
    alamat: str
    isi: bytes
    etag: str = ""
    diubah: str = ""
    nama: str = ""
    jenis_media: str = ""


def ambil(
    url: str,
    kepala: dict[str, str],
    detik: float,
    alat: Alat,
    kebijakan: Kebijakan,
    *,
    masuk: tuple[str, str] | None = None,
    cara: Literal["GET", "PROPFIND", "PUT"] = "GET",
    kirim: bytes | None = None,
    maks: int = 0,
    boleh: Callable[[str], bool] | None = None,
) -> Jawaban:
    """One try: the address and its redirects, each hop checked. Raises Gagal.

    `kepala` are headers (conditional ones too), `masuk` name and password (Basic), which go to the first host only.
    `maks` is the most bytes of an answer, 0: of an office's file. `boleh` says of each hop's address whether it may be
    asked at all. What is sent with PUT follows no redirect, and its answer's body is not read.
    """
    tuan = urlsplit(url).netloc
    kue = RequestsCookieJar()
    maks = maks or kebijakan.batas_berkas_mb * MB
    for _ in range(MAKS_ALIHAN + 1):
        host, port = urai_inang(url)
        if boleh is not None and not boleh(url):
            raise Gagal("TARIK-ALAMAT", f"dialihkan ke situs lain ({host})")
        with giliran(host, port, alat, kebijakan):
            host = periksa(url, izinkan_lokal=kebijakan.izinkan_alamat_lokal)
            auth = masuk if urlsplit(url).netloc == tuan else None
            bersandi = auth is not None or "@" in urlsplit(url).netloc
            with Batas(detik, izinkan_lokal=kebijakan.izinkan_alamat_lokal) as batas, sesi(batas, kue) as s:
                if auth:  # as bytes: requests would send Latin-1
                    s.auth = HTTPBasicAuth(*(x.encode() for x in auth))
                dijawab = False
                try:
                    with s.request(
                        cara, url, headers=kepala, data=kirim, stream=True, allow_redirects=False, timeout=detik
                    ) as r:
                        dijawab = True
                        lanjut = r.headers.get("Location", "") if r.status_code in ALIHAN and cara != "PUT" else ""
                        if not lanjut:
                            return _terima_jawaban(r, url, kepala, batas, alat, maks, sandi=bersandi)
                except requests.RequestException as e:
                    raise dari_galat(e, batas, host, dijawab=dijawab) from e
                except OSError as e:  # a socket that was shut down under urllib3
                    raise putus(batas, host, dijawab=dijawab) from e
        try:
            baru = urljoin(url, lanjut)
        except ValueError as e:
            raise Gagal("TARIK-ALAMAT", "situs mengalihkan ke alamat yang salah tulis") from e
        if url.lower().startswith("https:") and baru.lower().startswith("http:"):
            raise Gagal("TARIK-ALAMAT", "situs mengalihkan ke alamat tanpa pengaman (http)")
        url = baru
    raise Gagal("TARIK-HTTP", f"dialihkan lebih dari {MAKS_ALIHAN} kali", status=302)


def _terima_jawaban(
    r: requests.Response, url: str, kepala: dict[str, str], batas: Batas, alat: Alat, maks: int, *, sandi: bool
) -> Jawaban:
    """Judge the status and read the body. `sandi`: a password was sent. Raises Gagal."""
    kode = r.status_code
    if kode == HTTPStatus.NOT_MODIFIED and any(k.startswith("If-") for k in kepala):
        return Jawaban(kode, url, b"")
    if kode in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        raise Gagal("TARIK-TIDAK-ADA", f"jawaban {kode}", status=kode)
    if kode in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        raise Gagal("TARIK-SANDI" if sandi else "TARIK-LOGIN", f"jawaban {kode}", status=kode)
    cara = r.request.method or "GET"
    if kode not in BERHASIL[cara]:
        sementara = kode in SEMENTARA or kode >= 500
        tunggu = _jeda_diminta(r.headers.get("Retry-After", ""), alat) if sementara else None
        raise Gagal("TARIK-HTTP", f"jawaban {kode}", sementara=sementara, status=kode, tunggu=tunggu)
    if cara == "PUT":
        return Jawaban(kode, url, b"")
    isi = _baca_isi(r, batas, maks)
    return Jawaban(
        status=kode,
        alamat=url,
        isi=isi,
        etag=r.headers.get("ETag", "")[:200],
        diubah=r.headers.get("Last-Modified", "")[:60],
        nama=_nama(r.headers.get("Content-Disposition", ""), url),
        jenis_media=r.headers.get("Content-Type", ""),
    )


def _baca_isi(r: requests.Response, batas: Batas, maks: int) -> bytes:
    """The whole body, and surely the whole. Raises Gagal for too large, cut or empty bodies."""
    panjang = r.headers.get("Content-Length", "")
    if panjang.isdigit() and int(panjang) > maks:
        raise Gagal("TARIK-BESAR", f"{int(panjang) // MB + 1} MB, batasnya {maks // MB} MB", status=200)
    isi = bytearray()
    for potong in r.iter_content(POTONGAN):
        isi += potong
        if len(isi) > maks:
            raise Gagal("TARIK-BESAR", f"lebih dari {maks // MB} MB", status=200)
    if batas.habis:  # without a length, a connection we shut down looks like a normal end
        raise Gagal("TARIK-WAKTU", "terlalu lambat", sementara=True, status=200)
    tanpa_panjang = not panjang and "chunked" not in r.headers.get("Transfer-Encoding", "").lower()
    if tanpa_panjang and isi.startswith(b"PK\x03\x04") and b"PK\x05\x06" not in isi[-65_557:]:
        raise Gagal("TARIK-PUTUS", "berkas terpotong", sementara=True, status=200)
    if not isi:
        raise Gagal("TARIK-PUTUS", BERKAS_KOSONG, sementara=True, status=200)
    return bytes(isi)


def dari_galat(e: requests.RequestException, batas: Batas, host: str, *, dijawab: bool) -> Gagal:
    """The reason behind an exception of requests; its text may hold the address and is not used."""
    if batas.habis or isinstance(e, requests.Timeout) or any(isinstance(a, ReadTimeoutError) for a in e.args):
        return Gagal("TARIK-WAKTU", "terlalu lambat", sementara=True, inang_mati=not dijawab)
    if isinstance(e, requests.exceptions.SSLError):
        salah = sertifikat_salah(e)
        return Gagal("TARIK-TLS", salah or "sambungan aman gagal", sementara=not salah, inang_mati=not salah)
    if isinstance(e, requests.exceptions.InvalidURL | requests.exceptions.InvalidSchema):
        return Gagal("TARIK-ALAMAT", "penulisan alamat salah")
    if isinstance(e, requests.ConnectionError | requests.exceptions.ChunkedEncodingError):
        return putus(batas, host, dijawab=dijawab)
    if isinstance(e, requests.exceptions.ContentDecodingError):
        return Gagal("TARIK-PUTUS", "isi tidak bisa dibuka", sementara=True)
    return Gagal("TARIK-HTTP", type(e).__name__)


def putus(batas: Batas, host: str, *, dijawab: bool) -> Gagal:
    """A connection that could not be made (the host's fault) or broke off (perhaps only this file's)."""
    if batas.habis:
        return Gagal("TARIK-WAKTU", "terlalu lambat", sementara=True, inang_mati=not dijawab)
    rincian = f"sambungan ke {host} gagal atau terputus"
    return Gagal("TARIK-PUTUS", rincian, sementara=True, inang_mati=not batas.siap)


def _jeda_diminta(nilai: str, alat: Alat) -> float | None:
    """Retry-After in seconds, from a number or an HTTP date; None when it says nothing readable."""
    nilai = nilai.strip()
    if nilai.isdigit():
        return min(float(nilai[:6]), MAKS_TUNGGU)
    try:
        saat = ke_wib(parsedate_to_datetime(nilai))
    except (TypeError, ValueError):
        return None
    return min(max((saat - alat.jam()).total_seconds(), 0.0), MAKS_TUNGGU)


def _nama(disposisi: str, url: str) -> str:
    """The file's name as the server or the address says it, made harmless."""
    return nama_aman(nama_disposisi(disposisi) or unquote(urlsplit(url).path))
