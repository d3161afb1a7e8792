"""A file or page on the web, fetched the way a careful clerk would: politely, patiently, and without believing it.

Conditional requests (RFC 9110 §13). `batas_detik` is the whole time of one request; `coba` the number of requests that
may fail before we give up.
"""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlsplit

from dip.pengaturan import Kebijakan, Opd, SumberHttp
from dip.tarikan import Alat, Tarikan
from sumber.penghubung.alamat import Alamat, Gagal, isi_alamat
from sumber.penghubung.ambil import Jawaban, ambil
from sumber.penghubung.jenis_isi import harapan, keberatan
from sumber.penghubung.tanda import gagal, terima, tetap
from sumber.penghubung.ulang import berulang


def tarik_http(opd: Opd, sumber: SumberHttp, terakhir: Tarikan | None, alat: Alat, kebijakan: Kebijakan) -> Tarikan:
    """Pull one address with retries. Never raises for what the server does."""
    try:
        alamat = isi_alamat(sumber.alamat)
    except Gagal as g:
        return gagal(opd, alat, "", g.sebab, g.rincian)
    syarat = syarat_tetap(terakhir, alamat, alat)

    def satu(ke: int) -> Tarikan:
        masuk = sandi(alat, sumber.pengguna, sumber.rahasia)
        wajib_aman(alamat.nyata, masuk, kebijakan)
        jawab = ambil(alamat.nyata, syarat, sumber.batas_detik, alat, kebijakan, masuk=masuk)
        return nilai_jawaban(opd, terakhir, alat, alamat, jawab, ke)

    return berulang(opd, alat, alamat.tampak, sumber.coba, satu)


def sandi(alat: Alat, pengguna: str, rahasia: str) -> tuple[str, str] | None:
    """Name and password of a source, None when it asks for none. Raises Gagal when the password is nowhere."""
    if not rahasia:
        return None
    try:
        return pengguna, alat.rahasia(rahasia)
    except LookupError as e:
        raise Gagal("TARIK-SANDI", f"rahasia {rahasia} belum ada") from e


def wajib_aman(alamat: str, masuk: tuple[str, str] | None, kebijakan: Kebijakan) -> None:
    """Raises Gagal (TARIK-ALAMAT) when a password would go over a line that everybody on it can read."""
    bagian = urlsplit(alamat)
    if (masuk or "@" in bagian.netloc) and bagian.scheme == "http" and not kebijakan.izinkan_alamat_lokal:
        raise Gagal("TARIK-ALAMAT", "alamat dengan kata sandi harus https://")


def syarat_tetap(terakhir: Tarikan | None, alamat: Alamat, alat: Alat) -> dict[str, str]:
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


def nilai_jawaban(opd: Opd, terakhir: Tarikan | None, alat: Alat, alamat: Alamat, j: Jawaban, ke: int) -> Tarikan:
    """The receipt of an answer. Raises Gagal when it is surely no table."""
    if j.status == HTTPStatus.NOT_MODIFIED and terakhir is not None:
        return tetap(opd, alat, terakhir, alamat.tampak, status=j.status, percobaan=ke)
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
