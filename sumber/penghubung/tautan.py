"""One look at a link, as little as tells whether the public can open it: HEAD, then the beginning of GET if needed.

Every hop is checked like that of a connector (`ambil`): private addresses are refused, time is bounded, certificates
count. Nothing is sent but the request; a body is dropped after its first bytes.
"""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

import requests
from requests.cookies import RequestsCookieJar

from dip.pengaturan import Kebijakan
from dip.tarikan import Alat
from dip.tautan import MATI, Amatan
from sumber.penghubung.alamat import Gagal, periksa, urai_inang
from sumber.penghubung.ambil import ALIHAN, MAKS_ALIHAN, dari_galat, putus
from sumber.penghubung.pemutus import giliran
from sumber.penghubung.sambungan import Batas, sesi
from sumber.penghubung.tautan_nilai import Jawab, nilai_jawab, perlu_isi

AWAL = 64 * 1024
"""Bytes of a body that are looked at."""
DETIK = 15.0
"""Seconds of one request."""
_MAKS_ALAMAT = 4000


def periksa_tautan(alamat: str, alat: Alat, kebijakan: Kebijakan, *, detik: float = DETIK) -> Amatan:
    """Look at one link. Never raises for what the address or its server does."""
    try:
        j = _jalan("HEAD", alamat, alat, kebijakan, detik)
        if perlu_isi(alamat, j):
            j = _jalan("GET", alamat, alat, kebijakan, detik)
    except Gagal as g:
        return _dari_gagal(g)
    return nilai_jawab(alamat, j)


def _dari_gagal(g: Gagal) -> Amatan:
    """What a request that got no answer says."""
    if g.sebab == "TARIK-TLS" and not g.sementara:
        return Amatan("LNK-008", g.status, g.rincian)
    if g.sebab == "TARIK-ALAMAT" and not g.sementara:
        # split name servers: what leads inside for us may be public outside, so nothing is said
        return Amatan(status=g.status, tunda=True, rincian=g.rincian)
    return Amatan(MATI, g.status, g.rincian, inang_mati=g.inang_mati)


def _jalan(cara: str, alamat: str, alat: Alat, kebijakan: Kebijakan, detik: float) -> Jawab:
    """The last hop of a request. Raises Gagal. A HEAD that breaks off is asked again as GET by the caller."""
    kue, url = RequestsCookieJar(), alamat
    for _ in range(MAKS_ALIHAN + 1):
        try:
            j, lanjut = _satu(cara, url, kue, alat, kebijakan, detik)
        except Gagal as g:
            if cara == "HEAD" and g.sebab in ("TARIK-PUTUS", "TARIK-WAKTU", "TARIK-HTTP") and url == alamat:
                return Jawab(0, url)  # some servers hang up on HEAD, or never answer it; only GET can tell
            raise
        if not lanjut:
            return j
        try:
            url = urljoin(url, lanjut)
            tujuan = urlsplit(url)
        except ValueError as e:
            raise Gagal("TARIK-HTTP", "dialihkan ke alamat yang salah tulis", status=j.status) from e
        if len(url) > _MAKS_ALAMAT or tujuan.scheme not in ("http", "https"):
            raise Gagal("TARIK-HTTP", "dialihkan ke alamat yang tidak dapat dibuka", status=j.status)
    raise Gagal("TARIK-HTTP", f"dialihkan lebih dari {MAKS_ALIHAN} kali", status=302)


def _satu(
    cara: str, url: str, kue: RequestsCookieJar, alat: Alat, kebijakan: Kebijakan, detik: float
) -> tuple[Jawab, str]:
    """One hop: the answer, and where it sends us (empty: nowhere). Raises Gagal."""
    host, port = urai_inang(url)
    minta = {"Range": f"bytes=0-{AWAL - 1}"} if cara == "GET" else {}
    with giliran(host, port, alat, kebijakan):
        host = periksa(url, izinkan_lokal=kebijakan.izinkan_alamat_lokal)
        with Batas(detik, izinkan_lokal=kebijakan.izinkan_alamat_lokal) as batas, sesi(batas, kue) as s:
            dijawab = False
            try:
                with s.request(cara, url, headers=minta, stream=True, allow_redirects=False, timeout=detik) as r:
                    dijawab = True
                    lanjut = r.headers.get("Location", "") if r.status_code in ALIHAN else ""
                    kepala = {n.lower(): v[:500] for n, v in r.headers.items()}
                    awal = b"" if lanjut or cara == "HEAD" else _awal(r)
            except requests.RequestException as e:
                raise dari_galat(e, batas, host, dijawab=dijawab) from e
            except OSError as e:  # a socket that was shut down under urllib3
                raise putus(batas, host, dijawab=dijawab) from e
    return Jawab(r.status_code, url, kepala, awal), lanjut


def _awal(r: requests.Response) -> bytes:
    """The first bytes of a body. One that breaks off later was there all the same."""
    isi = bytearray()
    try:
        for potong in r.iter_content(4096):
            isi += potong
            if len(isi) >= AWAL:
                break
    except (requests.RequestException, OSError):
        if not isi:
            raise
    return bytes(isi[:AWAL])
