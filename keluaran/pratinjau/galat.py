"""Error pages in plain words, and the two ways in which a handler sends somebody elsewhere."""

from __future__ import annotations

from http import HTTPStatus

from starlette.exceptions import HTTPException

from dip.rahasia import BrankasGalat

KALIMAT: dict[int, tuple[str, str]] = {
    400: ("Isian tidak terbaca", "Kembali ke halaman sebelumnya, muat ulang, lalu isi sekali lagi."),
    401: ("Perlu masuk", "Masuk dulu dengan nama dan angka authenticator Anda, lalu ulangi. Belum ada yang berubah."),
    403: ("Isian ditolak", "Isian ini tidak berasal dari halaman draf. Buka tautan draf langsung, lalu isi di sana."),
    404: (
        "Tautan tidak berlaku",
        "Tautan ini salah, terpotong, atau lewat masanya. Buka tautan terakhir yang dikirim kepada Anda, utuh, "
        "atau masuk dengan nama dan authenticator Anda: sesudah masuk, semua draf yang menunggu ada di halaman depan.",
    ),
    405: ("Cara membuka salah", "Buka halaman draf dari tautan yang dikirim kepada Anda."),
    410: (
        "Masa pengumpulan sudah lewat",
        "Tautan ini untuk bulan yang sudah lewat. Buka tautan terbaru dari PPID, atau kirim berkas lewat cara biasa.",
    ),
    413: (
        "Isian terlalu panjang",
        "Alasan paling banyak 4.000 huruf, berkas paling besar 20 MB. Ringkaskan.",
    ),
    415: ("Isian tidak terbaca", "Isi melalui halaman draf."),
    429: ("Terlalu sering", "Pernyataan yang sudah tercatat tetap berlaku. Bila perlu diubah, hubungi petugas PPID."),
    500: (
        "Ada gangguan",
        "Yang baru saja Anda kirim mungkin sudah tercatat, mungkin belum. Periksa halaman keadaan dulu, lalu ulangi "
        "bila perlu; bila gangguan berulang, beri tahu admin.",
    ),
    503: ("Kunci belum siap", "Belum ada yang berubah. Beri tahu admin: folder kunci di server perlu diperiksa."),
}
"""HTTP status → heading and what to do."""

TAWARKAN_MASUK = frozenset({401, 403, 404})
"""Errors after which logging in may help."""


class Pindah(HTTPException):
    """Answer with a redirect to a path of our own (303)."""

    def __init__(self, jalan: str) -> None:
        super().__init__(303)
        self.jalan = jalan


def sebut_galat(e: Exception, alamat: str) -> tuple[int, str, str]:
    """Status, heading and sentence for an error; `alamat` is our own origin."""
    status = e.status_code if isinstance(e, HTTPException) else 503 if isinstance(e, BrankasGalat) else 500
    if status == HTTPStatus.MISDIRECTED_REQUEST:
        return status, "Alamat lain", f"Halaman ini dibuka lewat alamat {alamat}."
    return status, *KALIMAT.get(status, KALIMAT[500])
