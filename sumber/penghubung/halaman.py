"""The tables on an office's own page, or the file that the page links to.

A page is never the same twice: clocks, visitor counters, tokens. The raw page is kept as it came, but what is compared
is `sidik_isi`, the digest of its data tables; with equal tables the pull is `tetap` and the earlier page goes on
counting. Pages are foreign files: they are looked into by a child process (`sumber.halaman_anak`), started for a page
whose bytes are new and ended after it, because such sources are few and a connector holds nothing between two pulls.
"""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus
from typing import Any

from dip.anak import Anak, AnakBatas, AnakMati
from dip.pengaturan import Kebijakan, Opd
from dip.pengaturan_sumber import SumberHalaman
from dip.sidik import sha256
from dip.tarikan import Alat, Tarikan
from sumber.penghubung.alamat import Alamat, Gagal, isi_alamat
from sumber.penghubung.ambil import Jawaban, ambil
from sumber.penghubung.http import nilai_jawaban, syarat_tetap
from sumber.penghubung.jenis_isi import akhiran, keberatan, kenali
from sumber.penghubung.nama import nama_aman
from sumber.penghubung.tanda import gagal, terima, tetap
from sumber.penghubung.ulang import berulang

MODUL_ANAK = "sumber.halaman_anak"
_MEMORI_MB, _DETIK = 768, 15.0
_MAKS_LAIN = 20


def tarik_halaman(
    opd: Opd, sumber: SumberHalaman, terakhir: Tarikan | None, alat: Alat, kebijakan: Kebijakan
) -> Tarikan:
    """Pull the tables of a page, or with `sumber.tautan` the first file linked there whose name fits.

    A page without a table of three rows is TARIK-JENIS, a login page TARIK-LOGIN, a page without a fitting link
    TARIK-TIDAK-ADA. Never raises for what the page or the file is.
    """
    try:
        alamat = isi_alamat(sumber.alamat)
    except Gagal as g:
        return gagal(opd, alat, "", g.sebab, g.rincian)

    def satu(ke: int) -> Tarikan:
        if sumber.tautan:
            return _lewat_tautan(opd, sumber, terakhir, alat, kebijakan, alamat, ke)
        jawab = ambil(alamat.nyata, syarat_tetap(terakhir, alamat, alat), sumber.batas_detik, alat, kebijakan)
        if jawab.status == HTTPStatus.NOT_MODIFIED and terakhir is not None:
            return replace(nilai_jawaban(opd, terakhir, alat, alamat, jawab, ke), sidik_isi=terakhir.sidik_isi)
        return _nilai_halaman(opd, terakhir, alat, alamat, jawab, ke)

    return berulang(opd, alat, alamat.tampak, sumber.coba, satu)


def _nilai_halaman(opd: Opd, terakhir: Tarikan | None, alat: Alat, alamat: Alamat, jawab: Jawaban, ke: int) -> Tarikan:
    """The receipt of a page. Raises Gagal when it is none, or holds no table."""
    _tentu_halaman(jawab)
    if terakhir is not None and terakhir.sidik_isi and terakhir.sha_berkas == sha256(jawab.isi):
        isi: dict[str, Any] = {"tabel": 1, "sidik": terakhir.sidik_isi, "batas": False}
    else:
        isi = _tanya("lihat", {}, jawab)
    if isi["batas"]:
        raise Gagal("TARIK-BESAR", "tabel di halaman itu terlalu besar", status=jawab.status)
    if not isi["tabel"]:
        if isi["sandi"]:
            raise Gagal("TARIK-LOGIN", "halaman masuk", status=jawab.status)
        raise Gagal(
            "TARIK-JENIS",
            "halaman itu tidak memuat tabel berisi tiga baris; tabel yang baru muncul lewat skrip tidak terbaca",
            status=jawab.status,
        )
    if terakhir is not None and terakhir.sidik_isi == isi["sidik"] and alat.gudang.ada(terakhir.sha_berkas):
        tanda = {"etag": jawab.etag, "diubah": jawab.diubah, "sidik_isi": isi["sidik"]}
        return tetap(opd, alat, terakhir, alamat.tampak, status=jawab.status, percobaan=ke, **tanda)
    hasil = terima(
        opd,
        alat,
        terakhir,
        jawab.isi,
        alamat=alamat.tampak,
        nama=jawab.nama if akhiran(jawab.nama) in ("html", "htm") else f"{opd.kode.lower()}.html",
        status=jawab.status,
        etag=jawab.etag,
        diubah=jawab.diubah,
        percobaan=ke,
    )
    return replace(hasil, sidik_isi=isi["sidik"])


def _lewat_tautan(
    opd: Opd, sumber: SumberHalaman, terakhir: Tarikan | None, alat: Alat, kebijakan: Kebijakan, alamat: Alamat, ke: int
) -> Tarikan:
    """The receipt of the file behind the first fitting link: its address is the page's, its name the file's."""
    halaman = ambil(alamat.nyata, {}, sumber.batas_detik, alat, kebijakan)
    _tentu_halaman(halaman)
    cocok = _tanya("tautan", {"pola": sumber.tautan, "alamat": halaman.alamat}, halaman)["tautan"]
    if not cocok:
        if (salah := keberatan(halaman.isi, "html")) and salah[0] == "TARIK-LOGIN":
            raise Gagal(*salah, status=halaman.status)
        raise Gagal("TARIK-TIDAK-ADA", f"tidak ada tautan yang cocok dengan {sumber.tautan} di halaman itu")
    tujuan, nama = str(cocok[0][0]), nama_aman(str(cocok[0][1])) or opd.kode.lower()
    if halaman.alamat.lower().startswith("https:") and tujuan.lower().startswith("http:"):
        raise Gagal("TARIK-ALAMAT", f"tautan ke {nama} di halaman itu tanpa pengaman (http)")
    # the links of a page change: a date would say nothing about another file, an ETag belongs to one content
    syarat = syarat_tetap(terakhir, alamat, alat) if terakhir is not None and terakhir.nama_berkas == nama else {}
    syarat.pop("If-Modified-Since", None)
    jawab = replace(ambil(tujuan, syarat, sumber.batas_detik, alat, kebijakan), nama=nama)
    hasil = nilai_jawaban(opd, terakhir, alat, Alamat(tujuan, alamat.tampak), jawab, ke)
    return replace(hasil, lain=list(dict.fromkeys(nama_aman(str(n)) for _, n in cocok[1:]))[:_MAKS_LAIN])


def _tentu_halaman(jawab: Jawaban) -> None:
    """Raises Gagal unless the bytes are a web page."""
    jenis = kenali(jawab.isi)
    if jenis != "html":
        nama = nama_aman(jawab.nama) or jenis
        raise Gagal("TARIK-JENIS", f"diharapkan halaman web, yang datang {nama}", status=jawab.status)


def _tanya(fungsi: str, kepala: dict[str, Any], jawab: Jawaban) -> dict[str, Any]:
    """What the child says of a page. Raises Gagal when the page was too much for it."""
    anak = Anak(MODUL_ANAK, memori_mb=_MEMORI_MB, detik=_DETIK)
    try:
        return anak.panggil(fungsi, kepala, jawab.isi)
    except AnakBatas as e:
        raise Gagal("TARIK-BESAR", "halaman itu terlalu berat untuk dibaca", status=jawab.status) from e
    except AnakMati as e:
        raise Gagal("TARIK-JENIS", "halaman itu rusak dan tidak bisa dibaca", status=jawab.status) from e
    finally:
        anak.tutup()
