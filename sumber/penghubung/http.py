"""A file or page on the web, fetched the way a careful clerk would: politely, patiently, and without believing it.

Conditional requests (RFC 9110 §13), redirects by hand, retries with doubling waits or the server's Retry-After.
`batas_detik` is the whole time of one request; `coba` the number of requests that may fail before we give up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import Message
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from urllib.parse import unquote, urljoin, urlsplit

import requests
from requests.cookies import RequestsCookieJar
from urllib3.exceptions import ReadTimeoutError

from dip.jam import ke_wib
from dip.pengaturan import Kebijakan, Opd, SumberHttp
from dip.tarikan import Alat, Tarikan
from sumber.penghubung.alamat import Alamat, Gagal, isi_alamat, periksa
from sumber.penghubung.jenis_isi import harapan, keberatan
from sumber.penghubung.sambungan import Batas, pintu_host, sesi
from sumber.penghubung.tanda import MB, cap_waktu, gagal, terima
from sumber.penghubung.tls import sertifikat_salah

ALIHAN = {301, 302, 303, 307, 308}
MAKS_ALIHAN = 5
SEMENTARA = {408, 425, 429}
MAKS_TUNGGU = 60.0
"""Longest single wait in seconds, also when Retry-After asks for more."""
MAKS_TUNGGU_SEMUA = 180.0
POTONGAN = 16 * 1024


@dataclass(frozen=True, slots=True)
class _Jawaban:
    """What the last hop answered: status, address, headers that matter and the whole body (empty for 304)."""

    status: int
    alamat: str
    isi: bytes
    etag: str = ""
    diubah: str = ""
    nama: str = ""
    jenis_media: str = ""


def tarik_http(opd: Opd, sumber: SumberHttp, terakhir: Tarikan | None, alat: Alat, kebijakan: Kebijakan) -> Tarikan:
    """Pull one address with retries. Never raises for what the server does."""
    try:
        alamat = isi_alamat(sumber.alamat)
    except Gagal as g:
        return gagal(opd, alat, "", g.sebab, g.rincian)
    syarat = _syarat(terakhir, alamat, alat)
    ditunggu = 0.0
    for ke in range(1, sumber.coba + 1):
        try:
            jawab = _minta(alamat.nyata, syarat, sumber.batas_detik, alat, kebijakan)
            return _nilai(opd, terakhir, alat, alamat, jawab, ke)
        except Gagal as g:
            tunggu = min(2.0 ** (ke - 1) if g.tunggu is None else g.tunggu, MAKS_TUNGGU)
            if g.sementara and ke < sumber.coba and ditunggu + tunggu <= MAKS_TUNGGU_SEMUA:
                alat.tidur(tunggu)
                ditunggu += tunggu
                continue
            return gagal(
                opd,
                alat,
                alamat.tampak,
                g.sebab,
                g.rincian,
                sementara=g.sementara,
                status=g.status,
                percobaan=ke,
            )
    raise AssertionError("coba >= 1")


def _syarat(terakhir: Tarikan | None, alamat: Alamat, alat: Alat) -> dict[str, str]:
    """Conditional headers, only while we still hold the bytes they speak of and the address is the same.

    Values of a query are not kept, so with a query only the ETag, which belongs to one content, is used.
    """
    if terakhir is None or terakhir.alamat != alamat.tampak or not terakhir.sha_berkas:
        return {}
    if not alat.gudang.ada(terakhir.sha_berkas):
        return {}
    syarat = {"If-None-Match": terakhir.etag} if terakhir.etag else {}
    if terakhir.diubah and not urlsplit(alamat.nyata).query:
        syarat["If-Modified-Since"] = terakhir.diubah
    return syarat


def _minta(url: str, syarat: dict[str, str], detik: float, alat: Alat, kebijakan: Kebijakan) -> _Jawaban:
    """One try: the address and its redirects, each hop checked. Raises Gagal."""
    kue = RequestsCookieJar()
    for _ in range(MAKS_ALIHAN + 1):
        host = periksa(url, izinkan_lokal=kebijakan.izinkan_alamat_lokal)
        batas = Batas(detik, izinkan_lokal=kebijakan.izinkan_alamat_lokal)
        with pintu_host(host, kebijakan.per_host), batas:
            try:
                with (
                    sesi(batas, kue) as s,
                    s.get(url, headers=syarat, stream=True, allow_redirects=False, timeout=detik) as r,
                ):
                    lanjut = r.headers.get("Location", "") if r.status_code in ALIHAN else ""
                    if not lanjut:
                        return _terima_jawaban(r, url, bool(syarat), batas, alat, kebijakan.batas_berkas_mb * MB)
            except requests.RequestException as e:
                raise _dari_galat(e, batas, host) from e
            except OSError as e:  # a socket that was shut down under urllib3
                raise _putus(batas, host) from e
        try:
            baru = urljoin(url, lanjut)
        except ValueError as e:
            raise Gagal("TARIK-ALAMAT", "situs mengalihkan ke alamat yang salah tulis") from e
        if url.lower().startswith("https:") and baru.lower().startswith("http:"):
            raise Gagal("TARIK-ALAMAT", "situs mengalihkan ke alamat tanpa pengaman (http)")
        url = baru
    raise Gagal("TARIK-HTTP", f"dialihkan lebih dari {MAKS_ALIHAN} kali", status=302)


def _terima_jawaban(r: requests.Response, url: str, bersyarat: bool, batas: Batas, alat: Alat, maks: int) -> _Jawaban:
    """Judge the status and read the body. Raises Gagal."""
    kode = r.status_code
    if kode == HTTPStatus.NOT_MODIFIED and bersyarat:
        return _Jawaban(kode, url, b"")
    if kode in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        raise Gagal("TARIK-TIDAK-ADA", f"jawaban {kode}", status=kode)
    if kode in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        raise Gagal("TARIK-LOGIN", f"jawaban {kode}", status=kode)
    if kode != HTTPStatus.OK:
        sementara = kode in SEMENTARA or kode >= 500
        tunggu = _jeda_diminta(r.headers.get("Retry-After", ""), alat) if sementara else None
        raise Gagal("TARIK-HTTP", f"jawaban {kode}", sementara=sementara, status=kode, tunggu=tunggu)
    isi = _baca_isi(r, batas, maks)
    return _Jawaban(
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
        raise Gagal("TARIK-PUTUS", "berkas kosong", sementara=True, status=200)
    return bytes(isi)


def _nilai(opd: Opd, terakhir: Tarikan | None, alat: Alat, alamat: Alamat, j: _Jawaban, ke: int) -> Tarikan:
    """The receipt of an answer. Raises Gagal when it is surely no table."""
    if j.status == HTTPStatus.NOT_MODIFIED and terakhir is not None:
        return Tarikan(
            opd=opd.kode,
            hasil="tetap",
            waktu=cap_waktu(alat),
            alamat=alamat.tampak,
            sha_berkas=terakhir.sha_berkas,
            nama_berkas=terakhir.nama_berkas,
            ukuran=terakhir.ukuran,
            status_http=j.status,
            etag=terakhir.etag,
            diubah=terakhir.diubah,
            percobaan=ke,
        )
    salah = keberatan(j.isi, harapan(alamat.nyata, j.nama, j.jenis_media))
    if salah:
        raise Gagal(*salah, status=j.status)
    return terima(
        opd,
        alat,
        terakhir,
        j.isi,
        alamat=alamat.tampak,
        nama=j.nama or opd.kode.lower(),
        status=j.status,
        etag=j.etag,
        diubah=j.diubah,
        percobaan=ke,
    )


def _dari_galat(e: requests.RequestException, batas: Batas, host: str) -> Gagal:
    """The reason behind an exception of requests; its text may hold the address and is not used."""
    if batas.habis or isinstance(e, requests.Timeout) or any(isinstance(a, ReadTimeoutError) for a in e.args):
        return Gagal("TARIK-WAKTU", "terlalu lambat", sementara=True)
    if isinstance(e, requests.exceptions.SSLError):
        salah = sertifikat_salah(e)
        return Gagal("TARIK-TLS", salah or "sambungan aman gagal", sementara=not salah)
    if isinstance(e, requests.exceptions.InvalidURL | requests.exceptions.InvalidSchema):
        return Gagal("TARIK-ALAMAT", "penulisan alamat salah")
    if isinstance(e, requests.ConnectionError | requests.exceptions.ChunkedEncodingError):
        return _putus(batas, host)
    if isinstance(e, requests.exceptions.ContentDecodingError):
        return Gagal("TARIK-PUTUS", "isi tidak bisa dibuka", sementara=True)
    return Gagal("TARIK-HTTP", type(e).__name__)


def _putus(batas: Batas, host: str) -> Gagal:
    """A connection that could not be made or broke off."""
    if batas.habis:
        return Gagal("TARIK-WAKTU", "terlalu lambat", sementara=True)
    return Gagal("TARIK-PUTUS", f"sambungan ke {host} gagal atau terputus", sementara=True)


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
    """The file's name as the server or the address says it, made harmless: no folders, no control characters."""
    pesan = Message()
    pesan["Content-Disposition"] = re.sub(r"[\r\n]", " ", disposisi) or "inline"
    mentah = pesan.get_filename() or unquote(urlsplit(url).path)
    nama = re.split(r"[/\\]", mentah)[-1]
    return re.sub(r"[^\w .()+-]", "_", nama).strip(" .")[-120:]
